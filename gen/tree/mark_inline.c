/* Inline Markdown into the tree: text, strong, emph, link, code, br. The
 * depth of nodes is known to be within the limit. */
#include "tree/mark_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/link.h"
#include "tree/node.h"

typedef void inline_fn(struct mark *m, xmlNode *to, cmark_node *node);
static void children(struct mark *m, xmlNode *to, cmark_node *node);

static xmlNode *add(struct mark *m, xmlNode *to, const char *name,
                    struct place at)
{
  mark_flush(m, to);
  return node_new(to, name, at.line, at.col);
}

static void in_text(struct mark *m, xmlNode *to, cmark_node *node)
{
  (void)to;
  mark_text(m, cmark_node_get_literal(node), false);
}

static void in_soft(struct mark *m, xmlNode *to, cmark_node *node)
{
  (void)to;
  mark_text(m, mark_soft(m, node), false);
  mark_place_pass(m, true);
}

static void in_break(struct mark *m, xmlNode *to, cmark_node *node)
{
  add(m, to, "br", mark_place_break(m, node));
  m->last = 0;
}

/* Code and HTML may go over lines. */
static void pass_lines(struct mark *m, cmark_node *node)
{
  if (cmark_node_get_end_line(node) > cmark_node_get_start_line(node))
    mark_place_pass(m, true);
}

static void in_code(struct mark *m, xmlNode *to, cmark_node *node)
{
  xmlNode *code = add(m, to, "code", mark_place(m, node));
  mark_text(m, cmark_node_get_literal(node), true);
  mark_flush(m, code);
  pass_lines(m, node);
}

/* Our tokens look like HTML: one in running text is the editor's line. */
static void in_html(struct mark *m, xmlNode *to, cmark_node *node)
{
  const char *s = cmark_node_get_literal(node);
  (void)to;
  if (!strstr(s, "<!--" FLANK))
    diag(LEVEL_WARN, mark_place(m, node),
         _("raw HTML is printed as text, write Markdown instead"));
  mark_text(m, s, true);
  pass_lines(m, node);
}

static void in_emphasis(struct mark *m, xmlNode *to, cmark_node *node)
{
  bool strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;
  xmlNode *e = add(m, to, strong ? "strong" : "emph", mark_place(m, node));
  children(m, e, node);
  mark_flush(m, e);
  if (!e->children) {
    xmlUnlinkNode(e);
    xmlFreeNode(e);
  }
}

/* cmark does not count the lines of a title. */
static void pass_title(struct mark *m, cmark_node *node)
{
  const char *s = cmark_node_get_title(node);
  for (; s && *s; s++)
    if (*s == '\n')
      mark_place_pass(m, false);
}

static void in_link(struct mark *m, xmlNode *to, cmark_node *node)
{
  struct place at = mark_place(m, node);
  struct buf url = BUF_INIT;
  mark_clean(m, &url, cmark_node_get_url(node), false);
  if (link_ok(url.n ? url.s : "")) {
    xmlNode *e = add(m, to, "link", at);
    node_set(e, "href", url.s);
    children(m, e, node);
    mark_flush(m, e);
    if (!e->children) {
      diag(LEVEL_WARN, at, _("a link without text is left out, give it one"));
      xmlUnlinkNode(e);
      xmlFreeNode(e);
    }
  } else {
    diag(LEVEL_ERROR, at,
         _("the link “%s” is left out, use http, https, mailto, tel or a "
           "relative address"),
         url.n ? url.s : "");
    m->errors++;
    children(m, to, node);
  }
  pass_title(m, node);
  buf_free(&url);
}

static void in_image(struct mark *m, xmlNode *to, cmark_node *node)
{
  if (m->flat) {
    children(m, to, node);
    return;
  }
  diag(LEVEL_WARN, mark_place(m, node),
       _("the picture is moved behind the paragraph, give it a paragraph of "
         "its own"));
  if (!m->aside)
    m->aside = node_new(NULL, "aside", 1, 1);
  xmlSetTreeDoc(m->aside, to->doc);
  mark_figure(m, m->aside, node);
}

static void in_nothing(struct mark *m, xmlNode *to, cmark_node *node)
{
  (void)m, (void)to, (void)node;
}

static inline_fn *const inlines[CMARK_NODE_LAST_INLINE + 1] = {
    [CMARK_NODE_TEXT] = in_text,
    [CMARK_NODE_SOFTBREAK] = in_soft,
    [CMARK_NODE_LINEBREAK] = in_break,
    [CMARK_NODE_CODE] = in_code,
    [CMARK_NODE_HTML_INLINE] = in_html,
    [CMARK_NODE_CUSTOM_INLINE] = in_nothing,
    [CMARK_NODE_EMPH] = in_emphasis,
    [CMARK_NODE_STRONG] = in_emphasis,
    [CMARK_NODE_LINK] = in_link,
    [CMARK_NODE_IMAGE] = in_image,
};

static void children(struct mark *m, xmlNode *to, cmark_node *node)
{
  cmark_node *c = cmark_node_first_child(node);
  for (; c; c = cmark_node_next(c)) {
    inline_fn *fn = inlines[cmark_node_get_type(c)];
    (fn ? fn : in_nothing)(m, to, c);
  }
}

void mark_inline(struct mark *m, xmlNode *element, cmark_node *block)
{
  mark_place_in(m, block);
  m->last = 0;
  children(m, element, block);
  mark_flush(m, element);
}

static bool is_plain(const char *s, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strchr("\\`*_[]<>&!\n\t", s[i]) || (unsigned char)s[i] == 0xEE)
      return false;
  return true;
}

/* The span as a document of its own: what is inserted before it keeps the
 * parser from seeing a list, a heading or a quote. */
static void parse_span(struct mark *m, xmlNode *element)
{
  struct source *src = m->src;
  flank_lead(&src->copy);
  source_copy(src, 0);
  src->v[0].out = 0;
  cmark_node *doc = cmark_parse_document(src->copy.out.s, src->copy.out.n,
                                         CMARK_OPT_DEFAULT);
  cmark_node *p = cmark_node_first_child(doc);
  if (p && mark_depth(m, doc))
    mark_inline(m, element, p);
  cmark_node_free(doc);
}

void mark_span(struct mark *m, xmlNode *element, size_t i, size_t byte,
               size_t n)
{
  size_t len = 0;
  const char *s = source_text(m->src, i, &len) + byte;
  if (is_plain(s, n)) {
    node_text_add(element, s, n);
    return;
  }
  struct source part;
  source_open(&part, s, n, source_raw(m->src, i, byte));
  struct mark sub = {.src = &part, .cell = true, .aside = m->aside,
                     .parts = m->parts};
  parse_span(&sub, element);
  m->aside = sub.aside;
  m->parts = sub.parts;
  m->errors += sub.errors;
  buf_free(&sub.text);
  source_free(&part);
}

/* Caption and credit of the figure from the picture's alt text and title. */
static void caption(struct mark *m, xmlNode *figure, xmlNode *image,
                    cmark_node *node)
{
  struct place at = mark_place(m, node);
  struct mark sub = *m;
  struct buf credit = BUF_INIT;
  sub.text = (struct buf)BUF_INIT;
  sub.last = 0;
  sub.flat = true;
  xmlNode *c = node_new(figure, "caption", at.line, at.col + 2);
  children(&sub, c, node);
  mark_flush(&sub, c);
  char *alt = node_text(c);
  node_set(image, "alt", alt);
  free(alt);
  if (!c->children) {
    xmlUnlinkNode(c);
    xmlFreeNode(c);
  }
  mark_clean(m, &credit, cmark_node_get_title(node), false);
  if (credit.n) {
    xmlNode *e = node_new(figure, "credit", at.line, at.col);
    node_text_add(e, credit.s, credit.n);
  }
  buf_free(&credit);
  buf_free(&sub.text);
  m->errors = sub.errors;
}

void mark_figure(struct mark *m, xmlNode *parent, cmark_node *image)
{
  struct place at = mark_place(m, image);
  struct buf src = BUF_INIT;
  mark_clean(m, &src, cmark_node_get_url(image), false);
  if (link_is_file(src.n ? src.s : "")) {
    xmlNode *figure = node_new(parent, "figure", at.line, at.col);
    xmlNode *e = node_new(figure, "image", at.line, at.col);
    node_set(e, "src", src.s);
    caption(m, figure, e, image);
  } else {
    diag(LEVEL_ERROR, at,
         _("the picture “%s” is left out, name a file in the issue's folder "
           "such as images/a.jpg"),
         src.n ? src.s : "");
    m->errors++;
  }
  buf_free(&src);
}

void mark_pictures(struct mark *m, xmlNode *parent)
{
  xmlNode *c = m->aside ? m->aside->children : NULL;
  while (c) {
    xmlNode *next = c->next;
    xmlUnlinkNode(c);
    xmlAddChild(parent, c);
    c = next;
  }
}
