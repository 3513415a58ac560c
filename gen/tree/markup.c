#include "tree/markup.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { LIMIT = 512 * 1024 };

struct markup {
  char *path;
  struct buf text;      /* as read */
  size_t *line, nlines, lines_cap; /* where its lines begin */
  struct buf xml;       /* with our document type: what libxml2 sees */
  size_t cut, old, new; /* XML has NEW bytes at CUT where TEXT has OLD */
  xmlDoc *doc;
};

/* The names that writers of HTML expect; XML itself knows but five. */
static const char entities[] =
    "<!DOCTYPE html [<!ENTITY nbsp '&#160;'><!ENTITY ensp '&#8194;'>"
    "<!ENTITY emsp '&#8195;'><!ENTITY thinsp '&#8201;'>"
    "<!ENTITY copy '&#169;'><!ENTITY middot '&#183;'>"
    "<!ENTITY bull '&#8226;'><!ENTITY mdash '&#8212;'>"
    "<!ENTITY ndash '&#8211;'><!ENTITY hellip '&#8230;'>"
    "<!ENTITY laquo '&#171;'><!ENTITY raquo '&#187;'>"
    "<!ENTITY lsquo '&#8216;'><!ENTITY rsquo '&#8217;'>"
    "<!ENTITY ldquo '&#8220;'><!ENTITY rdquo '&#8221;'>"
    "<!ENTITY times '&#215;'><!ENTITY deg '&#176;'>"
    "<!ENTITY larr '&#8592;'><!ENTITY rarr '&#8594;'>"
    "<!ENTITY uarr '&#8593;'><!ENTITY darr '&#8595;'>"
    "<!ENTITY shy '&#173;'><!ENTITY zwsp '&#8203;'>]>";

static void add_line(struct markup *m, size_t from)
{
  m->line = mem_grow(m->line, &m->lines_cap, m->nlines + 1, sizeof *m->line);
  m->line[m->nlines++] = from;
}

static void find_lines(struct markup *m)
{
  const char *end = m->text.s + m->text.n, *s = m->text.s;
  add_line(m, 0);
  while ((s = memchr(s, '\n', (size_t)(end - s))))
    add_line(m, (size_t)(++s - m->text.s));
}

static struct place place_at(const struct markup *m, size_t offset)
{
  size_t from = 0, to = m->nlines; /* it is in one of these lines */
  while (to - from > 1) {
    size_t middle = from + (to - from) / 2;
    *(m->line[middle] <= offset ? &from : &to) = middle;
  }
  size_t begin = m->line[from];
  int col = 1 + (int)utf8_count(m->text.s + begin, offset - begin);
  return (struct place){m->path, (int)from + 1, col};
}

/* Behind the end mark of the construct at S, or the end of the text. */
static const char *behind(const char *s, const char *mark)
{
  const char *end = strstr(s, mark);
  return end ? end + strlen(mark) : s + strlen(s);
}

/* Comments, instructions and CDATA have no tags of interest inside. */
static const char *skip_other(const char *s)
{
  if (!strncmp(s, "<!--", 4))
    return behind(s + 4, "-->");
  if (!strncmp(s, "<![CDATA[", 9))
    return behind(s, "]]>");
  if (!strncmp(s, "<?", 2))
    return behind(s, "?>");
  return s;
}

/* Where a document type stands or may stand. */
static const char *find_doctype(const char *s)
{
  for (;;) {
    const char *next = s + strspn(s, " \t\r\n");
    next = skip_other(next);
    if (next == s)
      return s;
    s = next;
  }
}

static bool set_doctype(struct markup *m)
{
  const char *s = m->text.s;
  if (!strncmp(s, "\xEF\xBB\xBF", 3))
    s += 3;
  s = find_doctype(s);
  m->cut = (size_t)(s - m->text.s);
  if (!strncmp(s, "<!DOCTYPE", 9) || !strncmp(s, "<!doctype", 9))
    m->old = strcspn(s, ">[") + 1;
  if (m->old && (m->cut + m->old > m->text.n || s[m->old - 1] == '[')) {
    diag(LEVEL_ERROR, place_at(m, m->cut),
         _("document type with declarations, write <!DOCTYPE html>"));
    return false;
  }
  m->new = sizeof entities - 1;
  buf_put(&m->xml, m->text.s, m->cut);
  buf_put(&m->xml, entities, m->new);
  buf_puts(&m->xml, m->text.s + m->cut + m->old);
  return true;
}

/* ---- errors of the parser ---- */

struct trouble {
  struct markup *m;
  bool told;
};

/* The column of the parser counts bytes of its own text, where our document
 * type may stand on the same line. */
static struct place error_place(const struct markup *m, const xmlError *e)
{
  struct place at = {m->path, e->line, 1};
  if (e->line < 1 || e->int2 < 1)
    return at;
  const char *line = m->xml.s;
  for (int i = 1; i < e->line && strchr(line, '\n'); i++)
    line = strchr(line, '\n') + 1;
  size_t offset = (size_t)(line - m->xml.s) + (size_t)e->int2 - 1;
  if (offset > m->xml.n)
    return at;
  if (offset >= m->cut + m->new)
    offset -= m->new - m->old;
  else if (offset > m->cut)
    offset = m->cut;
  return place_at(m, offset < m->text.n ? offset : m->text.n);
}

static void tell(struct trouble *t, const xmlError *e)
{
  struct place at = error_place(t->m, e);
  if (e->code == XML_ERR_TAG_NAME_MISMATCH && e->str1) {
    at = (struct place){t->m->path, e->int1, 1};
    diag(LEVEL_ERROR, at, _("<%s> is not closed, write </%s> or <%s/>"),
         e->str1, e->str1, e->str1);
  } else if (e->code == XML_ERR_UNDECLARED_ENTITY && e->str1) {
    diag(LEVEL_ERROR, at, _("unknown name &%s;, write the character itself"),
         e->str1);
  } else {
    char *what = mem_copy(e->message ? e->message : "");
    what[strcspn(what, "\r\n")] = '\0';
    diag(LEVEL_ERROR, at, _("%s, write well-formed XML"),
         *what ? _(what) : what);
    free(what);
  }
}

/* Only the first error is told: those after it are its echo. A prefix t:
 * without declaration is allowed. */
static void hear(void *data, xmlErrorPtr e)
{
  const xmlParserCtxt *parser = data;
  struct trouble *t = parser->_private;
  if (t->told || e->level < XML_ERR_ERROR || e->domain == XML_FROM_NAMESPACE)
    return;
  t->told = true;
  tell(t, e);
}

static bool parse(struct markup *m)
{
  struct trouble t = {m, false};
  xmlParserCtxt *parser = xmlNewParserCtxt();
  if (parser) {
    parser->_private = &t;
    parser->sax->serror = hear;
    /* Namespace errors leave a document that we take all the same. */
    m->doc = xmlCtxtReadMemory(parser, m->xml.s, (int)m->xml.n, NULL, "UTF-8",
                               XML_PARSE_NONET | XML_PARSE_NOENT |
                                   XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES |
                                   XML_PARSE_COMPACT);
  }
  if (!m->doc && !t.told)
    diag(LEVEL_ERROR, place_file(m->path), _("no XML document, correct it"));
  xmlFreeParserCtxt(parser);
  return m->doc && !t.told;
}

/* ---- positions ---- */

static const char *tag_end(const char *s)
{
  while (*s && *s != '>') {
    if (*s == '"' || *s == '\'') {
      const char *close = strchr(s + 1, *s);
      if (!close)
        return s + strlen(s);
      s = close;
    }
    s++;
  }
  return *s ? s + 1 : s;
}

/* The next start tag at or behind S, or NULL. */
static const char *next_tag(const char *s)
{
  while ((s = strchr(s, '<'))) {
    const char *other = skip_other(s);
    if (other == s && s[1] != '/' && s[1] != '!')
      return s;
    s = other == s ? s + 1 : other;
  }
  return NULL;
}

/* In document order, below TOP. */
static xmlNode *next_element(xmlNode *n, const xmlNode *top)
{
  do {
    if (n->type == XML_ELEMENT_NODE && n->children) {
      n = n->children;
      continue;
    }
    while (n != top && !n->next)
      n = n->parent;
    if (n == top)
      return NULL;
    n = n->next;
  } while (n->type != XML_ELEMENT_NODE);
  return n;
}

/* The n-th start tag of the text is the n-th element of the document. */
static void number(struct markup *m)
{
  xmlNode *top = xmlDocGetRootElement(m->doc), *n = top;
  const char *s = m->text.s + m->cut + m->old;
  while (n && (s = next_tag(s))) {
    n->_private = (void *)(intptr_t)(s - m->text.s + 1);
    s = tag_end(s);
    n = next_element(n, top);
  }
}

struct place markup_place(const struct markup *m, const xmlNode *n,
                          const char *name)
{
  intptr_t mark = (intptr_t)n->_private;
  if (!mark)
    return (struct place){m->path, (int)xmlGetLineNo((xmlNode *)n), 1};
  const char *tag = m->text.s + mark - 1, *end = tag_end(tag);
  size_t length = name ? strlen(name) : 0;
  for (const char *s = tag; length && s < end; s++) {
    if (*s == '"' || *s == '\'') {
      const char *close = strchr(s + 1, *s);
      s = close ? close : end;
    } else if (isspace((unsigned char)*s) && !strncmp(s + 1, name, length) &&
               strchr("= \t\r\n", s[1 + length])) {
      return place_at(m, (size_t)(s + 1 - m->text.s));
    }
  }
  return place_at(m, (size_t)(tag - m->text.s));
}

/* ---- */

/* Text that libxml2 would misread or stop at. */
static bool check_text(struct markup *m)
{
  if (!m->text.n) {
    diag(LEVEL_ERROR, place_file(m->path), _("empty file, write a page"));
    return false;
  }
  find_lines(m);
  size_t bad = utf8_check(m->text.s, m->text.n), nul = strlen(m->text.s);
  if (bad < m->text.n)
    diag(LEVEL_ERROR, place_at(m, bad),
         _("text is not UTF-8, save the file in UTF-8"));
  else if (nul < m->text.n)
    diag(LEVEL_ERROR, place_at(m, nul), _("character NUL, remove it"));
  return bad == m->text.n && nul == m->text.n;
}

struct markup *markup_load(const char *path)
{
  struct markup *m = mem_new(sizeof *m);
  m->path = mem_copy(path);
  if (file_read(&m->text, path, LIMIT) && check_text(m) && set_doctype(m) &&
      parse(m)) {
    number(m);
    return m;
  }
  markup_free(m);
  return NULL;
}

void markup_free(struct markup *m)
{
  if (!m)
    return;
  xmlFreeDoc(m->doc);
  buf_free(&m->text);
  buf_free(&m->xml);
  free(m->line);
  free(m->path);
  free(m);
}

const char *markup_path(const struct markup *m)
{
  return m->path;
}

xmlNode *markup_root(const struct markup *m)
{
  return xmlDocGetRootElement(m->doc);
}

xmlNode *markup_by_id(const struct markup *m, const char *id)
{
  xmlNode *top = markup_root(m);
  for (xmlNode *n = top; n; n = next_element(n, top))
    for (const xmlAttr *a = n->properties; a; a = a->next)
      if (!a->ns && !strcmp((const char *)a->name, "id") && a->children &&
          !strcmp((const char *)a->children->content, id))
        return n;
  return NULL;
}

const char *markup_bound(const xmlNode *n, const char *name)
{
  for (const xmlAttr *a = n->properties; a; a = a->next) {
    const char *is = (const char *)a->name;
    bool ours = a->ns && a->ns->prefix
                    ? !strcmp((const char *)a->ns->prefix, "t")
                    : !strncmp(is, "t:", 2);
    is += a->ns && a->ns->prefix ? 0 : 2 * ours;
    if (ours && !strcmp(is, name))
      return a->children ? (const char *)a->children->content : "";
  }
  return NULL;
}
