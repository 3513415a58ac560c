#include "tree/directive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tree/node.h"

static const char *const names[] = {
    [DIRECTIVE_BOX] = "box",         [DIRECTIVE_GLOSSARY] = "glossary",
    [DIRECTIVE_NAMES] = "names",     [DIRECTIVE_PULLQUOTE] = "pullquote",
    [DIRECTIVE_AD] = "ad",
};

const char *directive_name(enum directive kind)
{
  return kind >= DIRECTIVE_BOX ? names[kind] : "";
}

static size_t skip_blank(const char *s, size_t n, size_t i)
{
  while (i < n && (s[i] == ' ' || s[i] == '\t'))
    i++;
  return i;
}

static enum directive find(const char *s, size_t n)
{
  for (int k = DIRECTIVE_BOX; k <= DIRECTIVE_AD; k++)
    if (strlen(names[k]) == n && !memcmp(names[k], s, n))
      return (enum directive)k;
  return DIRECTIVE_UNKNOWN;
}

struct directive_line directive_read(const char *s, size_t n)
{
  struct directive_line d = {.kind = DIRECTIVE_NONE};
  size_t i = 0, colons;
  while (i < n && i < 4 && s[i] == ' ')
    i++;
  for (colons = 0; i + colons < n && s[i + colons] == ':';)
    colons++;
  if (i > 3 || colons < 3)
    return d;
  while (n > i && (s[n - 1] == ' ' || s[n - 1] == '\t'))
    n--;
  d.name = skip_blank(s, n, i + colons);
  for (i = d.name; i < n && s[i] != ' ' && s[i] != '\t';)
    i++;
  d.name_len = i - d.name;
  d.title = skip_blank(s, n, i);
  d.title_len = n - d.title;
  d.kind = d.name_len ? find(s + d.name, d.name_len) : DIRECTIVE_END;
  return d;
}

/* Looking for a mark that stands outside quotation marks and brackets. */
struct scan {
  int depth;
  uint32_t last;
};

static bool among(uint32_t r, const char *list)
{
  const char *p = list, *end = list + strlen(list);
  while (p < end)
    if (utf8_next(&p, end) == r)
      return true;
  return false;
}

/* Passes R; true when it stands outside of all pairs. */
static bool outside(struct scan *scan, uint32_t r)
{
  if (among(r, "“‘（《〈【「『〔［(["))
    scan->depth++;
  else if (among(r, "”’）》〉】」』〕］)]") && scan->depth)
    scan->depth--;
  return !scan->depth;
}

/* Is R the colon of an entry? The half-width one only behind Han. */
static bool is_colon(struct scan *scan, uint32_t r)
{
  uint32_t last = scan->last;
  scan->last = r;
  return outside(scan, r) && (r == 0xFF1A || (r == ':' && rune_is_han(last)));
}

/* Offset of the entry's colon in S, and what follows it in *REST. */
static const char *find_colon(struct scan *scan, const char *s,
                              const char *end, const char **rest)
{
  while (s < end) {
    const char *from = s;
    uint32_t r = utf8_next(&s, end);
    if (is_colon(scan, r)) {
      *rest = s;
      return from;
    }
  }
  return NULL;
}

/* Moves what stands before the colon from text C to TO; the rest stays. */
static bool split_text(xmlNode *c, xmlNode *to, struct scan *scan)
{
  const char *s = (const char *)c->content, *rest = NULL;
  const char *colon = s ? find_colon(scan, s, s + strlen(s), &rest) : NULL;
  if (!colon)
    return false;
  node_text_add(to, s, (size_t)(colon - s));
  xmlNode *tail = xmlNewDocText(c->doc, BAD_CAST rest);
  xmlReplaceNode(c, tail);
  xmlFreeNode(c);
  return true;
}

/* Moves the children of FROM to TO up to the colon, which may stand inside
 * an element: that is then divided. True when the colon was found. */
static bool split(xmlNode *from, xmlNode *to, struct scan *scan)
{
  xmlNode *next = NULL;
  for (xmlNode *c = from->children; c; c = next) {
    next = c->next;
    if (c->type == XML_TEXT_NODE) {
      if (split_text(c, to, scan))
        return true;
      xmlUnlinkNode(c);
      xmlAddChild(to, c);
      continue;
    }
    xmlNode *half = xmlDocCopyNode(c, c->doc, 2);
    xmlAddChild(to, half);
    bool found = split(c, half, scan);
    if (!half->children) {
      xmlUnlinkNode(half);
      xmlFreeNode(half);
    }
    if (!found || (!c->children->next && xmlIsBlankNode(c->children))) {
      xmlUnlinkNode(c);
      xmlFreeNode(c);
    }
    if (found)
      return true;
  }
  return false;
}

static void set_place(xmlNode *n, struct place at)
{
  char s[32];
  snprintf(s, sizeof s, "%d:%d", at.line, at.col);
  node_set(n, "at", s);
}

/* Where the text behind the colon of the paragraph at AT begins. */
static struct place after_colon(struct place at, struct source *src)
{
  size_t n = 0, line = (size_t)(at.line - src->line);
  if (at.line < src->line || line >= src->lines)
    return at;
  const char *s = source_text(src, line, &n), *p = s, *rest = NULL;
  for (int col = 1; col < at.col && p < s + n; col++)
    utf8_next(&p, s + n);
  struct scan scan = {0};
  if (!find_colon(&scan, p, s + n, &rest))
    return at;
  while (rest < s + n && (*rest == ' ' || *rest == '*'))
    rest++;
  return source_raw(src, line, (size_t)(rest - s));
}

static void trim_front(xmlNode *n)
{
  xmlNode *t = n->children;
  if (!t || t->type != XML_TEXT_NODE || !t->content)
    return;
  size_t skip = strspn((const char *)t->content, " ");
  if (!skip)
    return;
  char *rest = strdup((const char *)t->content + skip);
  xmlNodeSetContent(t, NULL);
  xmlNodeAddContent(t, BAD_CAST rest);
  free(rest);
}

static bool has_text(const xmlNode *n)
{
  char *s = node_text(n);
  bool any = s[strspn(s, " \n\t")] != '\0';
  free(s);
  return any;
}

static struct place place_at(const xmlNode *n, const struct source *src)
{
  struct place at = {src->file, 1, 1};
  const char *s = node_attr(n, "at");
  if (s)
    sscanf(s, "%d:%d", &at.line, &at.col);
  return at;
}

/* The paragraph P becomes term and definition, in front of it. */
static bool glossary_entry(xmlNode *p, struct source *src)
{
  struct place at = place_at(p, src);
  xmlNode *term = node_new(NULL, "term", at.line, at.col);
  struct scan scan = {0};
  xmlSetTreeDoc(term, p->doc);
  bool found = split(p, term, &scan) && has_text(term) && has_text(p);
  if (!found)
    diag(LEVEL_ERROR, at,
         _("a glossary entry needs a term, a colon and an explanation: "
           "write 词条：解释"));
  xmlAddPrevSibling(p, term);
  xmlNodeSetName(p, BAD_CAST "definition");
  set_place(p, after_colon(at, src));
  trim_front(p);
  return found;
}

static bool misplaced(const xmlNode *c, enum directive kind,
                      const struct source *src)
{
  diag(LEVEL_ERROR, place_at(c, src),
       _("“%s” may not stand in “%s”, write plain paragraphs there"),
       (const char *)c->name, directive_name(kind));
  return false;
}

struct names {
  xmlNode *to; /* the names element */
  struct place at;
  int last;    /* line of the file */
};

static void add_name(struct names *v, const char *s, const char *end)
{
  static const char wide[] = "\xE3\x80\x80";
  struct place at = v->at;
  for (; s < end && (*s == ' ' || !strncmp(s, wide, 3)); at.col++)
    s += *s == ' ' ? 1 : 3;
  while (end > s && end[-1] == ' ')
    end--;
  if (end - s >= 3 && !memcmp(end - 3, "。", 3))
    end -= 3;
  if (end > s)
    node_text_add(node_new(v->to, "name", at.line, at.col), s,
                  (size_t)(end - s));
}

/* Divides TEXT at commas and line ends outside of brackets. */
static void divide_names(struct names *v, const char *text)
{
  const char *end = text + strlen(text), *from = text;
  struct scan scan = {0};
  struct place here = v->at;
  for (const char *p = text; p < end;) {
    const char *mark = p;
    uint32_t r = utf8_next(&p, end);
    here.col++;
    if (!outside(&scan, r) && r != '\n')
      continue;
    if (!among(r, "、，,；;\n"))
      continue;
    add_name(v, from, mark);
    from = p;
    if (r == '\n')
      here = (struct place){here.file, here.line + (here.line < v->last), 1};
    v->at = here;
  }
  add_name(v, from, end);
}

static bool shape_names(xmlNode *n, struct source *src)
{
  bool ok = true;
  xmlNode *next = NULL;
  xmlNode *c = node_first(n, NULL);
  if (node_is(c, "title"))
    c = node_next(c, NULL);
  for (; c; c = next) {
    next = node_next(c, NULL);
    if (node_is(c, "name"))
      break; /* the ones made here */
    if (!node_is(c, "p")) {
      ok = misplaced(c, DIRECTIVE_NAMES, src);
      continue;
    }
    struct names v = {n, place_at(c, src), src->line + (int)src->lines - 1};
    char *text = node_text(c);
    divide_names(&v, text);
    free(text);
    xmlUnlinkNode(c);
    xmlFreeNode(c);
  }
  return ok;
}

/* Every block below N, the title apart, must be a paragraph. */
static bool shape_paragraphs(enum directive kind, xmlNode *n,
                             struct source *src)
{
  bool ok = true;
  xmlNode *next = NULL;
  for (xmlNode *c = node_first(n, NULL); c; c = next) {
    next = node_next(c, NULL);
    if (node_is(c, "title"))
      continue;
    if (!node_is(c, "p"))
      ok = misplaced(c, kind, src);
    else if (kind == DIRECTIVE_GLOSSARY)
      ok = glossary_entry(c, src) && ok;
  }
  return ok;
}

bool directive_shape(enum directive kind, xmlNode *n, struct source *src)
{
  switch (kind) {
  case DIRECTIVE_NAMES:
    return shape_names(n, src);
  case DIRECTIVE_GLOSSARY:
  case DIRECTIVE_PULLQUOTE:
    return shape_paragraphs(kind, n, src);
  default:
    return true;
  }
}
