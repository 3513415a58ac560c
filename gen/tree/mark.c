#include "tree/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/mark_in.h"
#include "tree/node.h"

static bool nests(cmark_node_type t)
{
  return t == CMARK_NODE_BLOCK_QUOTE || t == CMARK_NODE_LIST ||
         t == CMARK_NODE_EMPH || t == CMARK_NODE_STRONG ||
         t == CMARK_NODE_LINK || t == CMARK_NODE_IMAGE;
}

/* A node that is too deep, or the one too many; NULL when all is well. */
static cmark_node *excess(struct mark *m, cmark_node *doc, bool *deep)
{
  cmark_iter *it = cmark_iter_new(doc);
  cmark_node *bad = NULL;
  int depth = 0;
  cmark_event_type event = cmark_iter_next(it);
  for (; !bad && event != CMARK_EVENT_DONE; event = cmark_iter_next(it)) {
    cmark_node *node = cmark_iter_get_node(it);
    if (nests(cmark_node_get_type(node)))
      depth += event == CMARK_EVENT_ENTER ? 1 : -1;
    m->parts += event == CMARK_EVENT_ENTER;
    *deep = depth > SOURCE_DEPTH;
    if (*deep || m->parts > MARK_PARTS)
      bad = node;
  }
  cmark_iter_free(it);
  return bad;
}

bool mark_depth(struct mark *m, cmark_node *doc)
{
  bool deep = false;
  cmark_node *bad = excess(m, doc, &deep);
  if (!bad)
    return true;
  while (cmark_node_get_type(bad) >= CMARK_NODE_FIRST_INLINE)
    bad = cmark_node_parent(bad);
  if (deep)
    diag(LEVEL_ERROR, mark_place(m, bad),
         _("more than %d levels of nesting, make it simpler"), SOURCE_DEPTH);
  else
    diag(LEVEL_ERROR, mark_place(m, bad),
         _("more than %d lines and marks, divide the article"), MARK_PARTS);
  m->errors++;
  return false;
}

/* Which lines are ours: directives and tables. Owned. */
static char *line_kinds(struct mark *m)
{
  char *kind = mem_new(m->src->lines + 1);
  for (size_t i = 0; i < m->src->lines; i++) {
    size_t n = 0;
    const char *s = source_text(m->src, i, &n);
    if (directive_read(s, n).kind != DIRECTIVE_NONE)
      kind[i] = ':';
  }
  m->kind = kind;
  mark_find_tables(m, kind);
  return kind;
}

static size_t indent(const char *s, size_t n)
{
  size_t i = 0;
  while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '>'))
    i++;
  return i;
}

/* The copy that the parser reads. */
static void prepare(struct mark *m)
{
  char token[32];
  for (size_t i = 0; i < m->src->lines; i++) {
    size_t n = 0;
    const char *s = source_text(m->src, i, &n);
    if (!m->kind[i]) {
      source_copy(m->src, i);
      continue;
    }
    mark_token(token, i);
    source_token(m->src, i, indent(s, n), token);
  }
}

static void parse(struct mark *m, xmlNode *body)
{
  char *kind = line_kinds(m);
  prepare(m);
  const struct buf *copy = &m->src->copy.out;
  cmark_node *doc =
      cmark_parse_document(copy->n ? copy->s : "", copy->n, CMARK_OPT_DEFAULT);
  if (mark_depth(m, doc))
    mark_document(m, body, doc);
  cmark_node_free(doc);
  free(kind);
}

bool mark_parse(xmlNode *body, const char *s, size_t n, const char *file,
                int first_line)
{
  struct source src;
  struct mark m = {.src = &src};
  source_open(&src, s, n, (struct place){file, first_line, 1});
  bool ok = source_check(&src);
  if (ok)
    parse(&m, body);
  if (m.aside)
    xmlFreeNode(m.aside);
  buf_free(&m.text);
  source_free(&src);
  return ok && !m.errors;
}

/* Raw HTML becomes text: inline in place, a block as a paragraph. */
static void tame(cmark_node *node)
{
  bool block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
  cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(text, cmark_node_get_literal(node));
  if (!block) {
    cmark_node_replace(node, text);
  } else {
    cmark_node *p = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(p, text);
    cmark_node_replace(node, p);
  }
  cmark_node_free(node);
}

static void tame_all(cmark_node *doc)
{
  cmark_iter *it = cmark_iter_new(doc);
  cmark_event_type event = cmark_iter_next(it);
  while (event != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(it);
    cmark_node_type t = cmark_node_get_type(node);
    event = cmark_iter_next(it); /* on before NODE goes */
    if (t == CMARK_NODE_HTML_BLOCK || t == CMARK_NODE_HTML_INLINE)
      tame(node);
  }
  cmark_iter_free(it);
}

char *mark_html(const char *s, size_t n, bool unsafe)
{
  int options = unsafe ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT;
  cmark_node *doc = cmark_parse_document(s, n, options);
  if (!unsafe)
    tame_all(doc);
  char *html = cmark_render_html(doc, options);
  cmark_node_free(doc);
  return html;
}
