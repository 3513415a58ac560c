/* Block Markdown into the tree. cmark's blocks are walked in order; tokens
 * among them are lines of directives and tables. */
#include "tree/mark_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tree/node.h"

typedef void block_fn(struct mark *m, xmlNode *to, cmark_node *node);
static void blocks(struct mark *m, xmlNode *to, cmark_node *node);

static xmlNode *add(struct mark *m, xmlNode *to, const char *name,
                    cmark_node *node)
{
  struct place at = mark_place(m, node);
  return node_new(to, name, at.line, at.col);
}

static bool only_pictures(cmark_node *p)
{
  cmark_node *c = cmark_node_first_child(p);
  for (; c; c = cmark_node_next(c)) {
    cmark_node_type t = cmark_node_get_type(c);
    const char *s = cmark_node_get_literal(c);
    bool gap = t == CMARK_NODE_SOFTBREAK || t == CMARK_NODE_LINEBREAK ||
               (t == CMARK_NODE_TEXT && s && !s[strspn(s, " " FLANK)]);
    if (t != CMARK_NODE_IMAGE && !gap)
      return false;
  }
  return true;
}

static void pictures(struct mark *m, xmlNode *to, cmark_node *p)
{
  cmark_node *c = cmark_node_first_child(p);
  mark_place_in(m, p);
  for (; c; c = cmark_node_next(c))
    if (cmark_node_get_type(c) == CMARK_NODE_IMAGE)
      mark_figure(m, to, c);
}

/* A marker that the parser found inside of something, or typed full-width. */
static void check_marker(struct mark *m, cmark_node *p)
{
  cmark_node *c = cmark_node_first_child(p);
  const char *s = c ? cmark_node_get_literal(c) : NULL;
  if (!s || (strncmp(s, ":::", 3) != 0 && strncmp(s, "：：：", 9) != 0))
    return;
  diag(LEVEL_ERROR, mark_place(m, p),
       *s == ':' ? _("a directive may not stand in a list or a quote, put "
                     "an empty line before it and begin it at the margin")
                 : _("write the directive with half-width colons: :::"));
  m->errors++;
}

static void drop_empty(xmlNode *n)
{
  if (n->children)
    return;
  xmlUnlinkNode(n);
  xmlFreeNode(n);
}

static void bl_p(struct mark *m, xmlNode *to, cmark_node *node)
{
  if (only_pictures(node)) {
    pictures(m, to, node);
    return;
  }
  check_marker(m, node);
  xmlNode *p = add(m, to, "p", node);
  mark_inline(m, p, node);
  drop_empty(p);
  mark_pictures(m, to);
}

static bool numeral(uint32_t r)
{
  static const char list[] = "零〇一二三四五六七八九十百";
  const char *p = list, *end = list + sizeof list - 1;
  while (p < end)
    if (utf8_next(&p, end) == r)
      return true;
  return r >= '0' && r <= '9';
}

/* Bytes of the number that a subhead begins with: 一、 （一） 1. 1、 (1) ①. */
static size_t number(const char *s)
{
  const char *p = s, *end = s + strlen(s);
  uint32_t r = utf8_next(&p, end);
  bool open = r == 0xFF08 || r == '(';
  int digits = 0;
  if (r >= 0x2460 && r <= 0x2473)
    return (size_t)(p - s);
  for (r = open ? utf8_next(&p, end) : r; numeral(r) && digits < 6; digits++)
    r = utf8_next(&p, end);
  bool close = open ? r == 0xFF09 || r == ')'
                    : r == 0x3001 || r == 0xFF0E || r == '.';
  if (!digits || !close || (r == '.' && numeral((unsigned char)*p)))
    return 0;
  return (size_t)(p - s);
}

static void bl_heading(struct mark *m, xmlNode *to, cmark_node *node)
{
  int level = cmark_node_get_heading_level(node);
  xmlNode *h = add(m, to, "subhead", node);
  node_set_int(h, "level", level < 3 ? 1 : level == 3 ? 2 : 3);
  mark_inline(m, h, node);
  char *text = node_text(h);
  size_t n = number(text);
  text[n] = '\0';
  if (n)
    node_set(h, "number", text);
  free(text);
  drop_empty(h);
  mark_pictures(m, to);
}

static void bl_list(struct mark *m, xmlNode *to, cmark_node *node)
{
  bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  xmlNode *list = add(m, to, "list", node);
  node_set(list, "kind", ordered ? "ordered" : "bullet");
  if (ordered)
    node_set_int(list, "start", cmark_node_get_list_start(node));
  cmark_node *c = cmark_node_first_child(node);
  for (; c; c = cmark_node_next(c))
    blocks(m, add(m, list, "item", c), c);
}

static void bl_quote(struct mark *m, xmlNode *to, cmark_node *node)
{
  m->quotes++;
  blocks(m, add(m, to, "quote", node), node);
  m->quotes--;
}

static void bl_code(struct mark *m, xmlNode *to, cmark_node *node)
{
  xmlNode *code = add(m, to, "codeblock", node);
  struct buf lang = BUF_INIT;
  const char *info = cmark_node_get_fence_info(node);
  mark_clean(m, &lang, info, false);
  if (lang.n) {
    lang.s[strcspn(lang.s, " \t")] = '\0';
    node_set(code, "lang", lang.s);
  }
  mark_text(m, cmark_node_get_literal(node), true);
  m->text.n -= m->text.n && m->text.s[m->text.n - 1] == '\n';
  mark_flush(m, code);
  buf_free(&lang);
}

/* What import was not sure of, `<!-- 导入存疑: … -->`: told, and printed
 * nowhere. False: S is no such comment. */
static bool doubt(struct mark *m, cmark_node *node, const char *s)
{
  static const char head[] = "<!-- 导入存疑:";
  struct buf b = BUF_INIT;
  mark_clean(m, &b, s, false);
  char *end = b.s && !strncmp(b.s, head, sizeof head - 1)
                  ? strstr(b.s, "-->") : NULL;
  bool yes = end && !end[3 + strspn(end + 3, " \n")];
  while (yes && end > b.s && end[-1] == ' ')
    end--;
  if (yes) {
    *end = '\0';
    char *what = b.s + sizeof head - 1;
    what += strspn(what, " ");
    for (char *p = what; *p; p++)
      *p = *p == '\n' ? ' ' : *p;
    diag(LEVEL_WARN, mark_place(m, node),
         _("not sure since import: %s; look at it, then delete this comment"),
         what);
  }
  buf_free(&b);
  return yes;
}

/* Raw HTML, as a paragraph of text. */
static void bl_html(struct mark *m, xmlNode *to, cmark_node *node)
{
  const char *s = cmark_node_get_literal(node);
  if (doubt(m, node, s))
    return;
  if (mark_token_line(m, s) < 0)
    diag(LEVEL_WARN, mark_place(m, node),
         _("raw HTML is printed as text, write Markdown instead"));
  xmlNode *p = add(m, to, "p", node);
  mark_text(m, s, true);
  while (m->text.n && strchr(" \n", m->text.s[m->text.n - 1]))
    m->text.n--;
  for (size_t i = 0; i < m->text.n; i++)
    if (m->text.s[i] == '\n')
      m->text.s[i] = ' ';
  mark_flush(m, p);
  drop_empty(p);
}

static void bl_break(struct mark *m, xmlNode *to, cmark_node *node)
{
  add(m, to, "break", node);
}

static block_fn *const block_table[CMARK_NODE_LAST_BLOCK + 1] = {
    [CMARK_NODE_BLOCK_QUOTE] = bl_quote,
    [CMARK_NODE_LIST] = bl_list,
    [CMARK_NODE_CODE_BLOCK] = bl_code,
    [CMARK_NODE_HTML_BLOCK] = bl_html,
    [CMARK_NODE_PARAGRAPH] = bl_p,
    [CMARK_NODE_HEADING] = bl_heading,
    [CMARK_NODE_THEMATIC_BREAK] = bl_break,
};

/* The line of the token that NODE is, or -1. */
static long token(const struct mark *m, cmark_node *node)
{
  if (!node || cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
    return -1;
  return mark_token_line(m, cmark_node_get_literal(node));
}

/* The table of the token nodes from NODE on; returns the last of them. */
static cmark_node *table(struct mark *m, xmlNode *to, cmark_node *node)
{
  size_t i = (size_t)token(m, node), end = i + 1;
  cmark_node *next = cmark_node_next(node);
  while (token(m, next) == (long)end && m->kind[end] == '|') {
    node = next;
    next = cmark_node_next(node);
    end++;
  }
  if (end > i + 1)
    mark_table(m, to, i, end);
  else
    bl_html(m, to, node);
  mark_pictures(m, to);
  return node;
}

/* One block, or the several that make a table; returns the last of them. */
static cmark_node *block(struct mark *m, xmlNode *to, cmark_node *node)
{
  long i = token(m, node);
  if (i >= 0 && m->kind[i] == 'T')
    return table(m, to, node);
  if (i >= 0 && m->kind[i] == ':') {
    diag(LEVEL_ERROR, source_raw(m->src, (size_t)i, 0),
         _("a directive may not stand in a list or a quote, put an empty "
           "line before it and begin it at the margin"));
    m->errors++;
  }
  block_fn *fn = block_table[cmark_node_get_type(node)];
  if (fn)
    fn(m, to, node);
  return node;
}

static void blocks(struct mark *m, xmlNode *to, cmark_node *node)
{
  cmark_node *c = cmark_node_first_child(node);
  for (; c; c = cmark_node_next(c))
    c = block(m, to, c);
}

static void complain(struct mark *m, size_t i, const char *message,
                     const char *what)
{
  diag(LEVEL_ERROR, source_raw(m->src, i, 0), message, what);
  m->errors++;
}

static xmlNode *top(const struct mark *m, xmlNode *body)
{
  return m->opened ? m->open[m->opened - 1].node : body;
}

static void open_unknown(struct mark *m, size_t i, struct directive_line d)
{
  size_t n = 0;
  char name[64];
  const char *s = source_text(m->src, i, &n) + d.name;
  snprintf(name, sizeof name, "%.*s", (int)d.name_len, s);
  name[utf8_check(name, strlen(name))] = '\0';
  complain(m, i,
           _("unknown directive “%s”, known are box, glossary, names, "
             "pullquote and ad"),
           name);
}

static void open_directive(struct mark *m, xmlNode *body, size_t i,
                           struct directive_line d)
{
  struct place at = source_raw(m->src, i, 0);
  xmlNode *to = top(m, body);
  if (m->opened == MARK_OPEN) {
    complain(m, i, _("too many directives inside each other, close “%s”"),
             directive_name(m->open[m->opened - 1].kind));
    return;
  }
  if (d.kind == DIRECTIVE_UNKNOWN)
    open_unknown(m, i, d);
  else
    to = node_new(to, directive_name(d.kind), at.line, at.col);
  if (d.kind != DIRECTIVE_UNKNOWN && d.title_len) {
    at = source_raw(m->src, i, d.title);
    mark_span(m, node_new(to, "title", at.line, at.col), i, d.title,
              d.title_len);
  }
  m->open[m->opened++] = (struct mark_open){d.kind, to, i};
  m->lines = d.kind == DIRECTIVE_NAMES;
}

static void close_directive(struct mark *m)
{
  struct mark_open *o = &m->open[--m->opened];
  m->errors += !directive_shape(o->kind, o->node, m->src);
  m->lines = m->opened && o[-1].kind == DIRECTIVE_NAMES;
}

static void directive(struct mark *m, xmlNode *body, size_t i)
{
  size_t n = 0;
  const char *s = source_text(m->src, i, &n);
  struct directive_line d = directive_read(s, n);
  if (d.kind != DIRECTIVE_END)
    open_directive(m, body, i, d);
  else if (m->opened)
    close_directive(m);
  else
    complain(m, i, _("%s closes nothing, delete it or open a directive"),
             ":::");
}

void mark_document(struct mark *m, xmlNode *body, cmark_node *doc)
{
  cmark_node *c = cmark_node_first_child(doc);
  for (; c; c = cmark_node_next(c)) {
    long i = token(m, c);
    if (i >= 0 && m->kind[i] == ':')
      directive(m, body, (size_t)i);
    else
      c = block(m, top(m, body), c);
  }
  while (m->opened) {
    struct mark_open *o = &m->open[m->opened - 1];
    if (o->kind != DIRECTIVE_UNKNOWN)
      complain(m, o->line, _("the directive “%s” is not closed, write ::: "
                             "on a line of its own behind it"),
               directive_name(o->kind));
    close_directive(m);
  }
}
