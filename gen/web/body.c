#include "web/body.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/html.h"
#include "web/listen.h"
#include "web/notes.h"
#include "web/figure.h"

enum {
  DEPTH = 200, /* more than the check lets through */
  PARTS = 3    /* a story of fewer is not worth a list */
};

struct body {
  struct buf *out;
  const struct body_options *o;
  int terms; /* glossary entries so far */
  int parts; /* subheads of the first level so far */
  int tables; /* without a caption so far */
  int depth;
  int bare; /* within what takes no notes: headings, links, captions … */
  struct buf said;
};

typedef void body_fn(struct body *b, const xmlNode *n);
static void contents(struct body *b, const xmlNode *n);

static void put(struct body *b, const char *s)
{
  buf_puts(b->out, s);
}

static void attr(struct body *b, const char *name, const char *value)
{
  put(b, " ");
  put(b, name);
  put(b, "=\"");
  html_escape_value(b->out, value);
  put(b, "\"");
}

/* What a voice says for the block N, where that differs. */
static void say(struct body *b, const xmlNode *n)
{
  const xmlNode *c = n->children;
  if (!b->o->story || !c)
    return;
  bool simple = c->type == XML_TEXT_NODE && !c->next;
  char *all = simple ? NULL : node_text(n);
  const char *text = simple ? (const char *)c->content : all;
  buf_clear(&b->said);
  if (listen_text(&b->said, text, strlen(text)))
    attr(b, "data-say", b->said.s);
  free(all);
}

/* <NAME> with the contents of N. */
static void wrap(struct body *b, const char *name, const xmlNode *n)
{
  put(b, "<");
  put(b, name);
  put(b, ">");
  contents(b, n);
  put(b, "</");
  put(b, name);
  put(b, ">");
}

static void line(struct body *b, const char *name, const xmlNode *n)
{
  wrap(b, name, n);
  buf_putc(b->out, '\n');
}

/* The same of a block that is read aloud as one. */
static void block(struct body *b, const char *name, const xmlNode *n)
{
  put(b, "<");
  put(b, name);
  say(b, n);
  put(b, ">");
  contents(b, n);
  put(b, "</");
  put(b, name);
  put(b, ">\n");
}

static void bare_contents(struct body *b, const xmlNode *n)
{
  b->bare++;
  contents(b, n);
  b->bare--;
}

/* ---- inline ---- */

static void put_strong(struct body *b, const xmlNode *n)
{
  wrap(b, "strong", n);
}

static void put_emph(struct body *b, const xmlNode *n)
{
  wrap(b, "em", n);
}

static void put_code(struct body *b, const xmlNode *n)
{
  b->bare++;
  wrap(b, "code", n);
  b->bare--;
}

static void put_br(struct body *b, const xmlNode *n)
{
  (void)n;
  put(b, "<br>\n");
}

static void put_link(struct body *b, const xmlNode *n)
{
  const char *href = node_attr(n, "href");
  if (!href || !link_ok(href)) {
    contents(b, n);
    return;
  }
  put(b, "<a href=\"");
  html_escape_url(b->out, href, false);
  put(b, "\">");
  bare_contents(b, n);
  put(b, "</a>");
}

/* ---- blocks ---- */

static void put_p(struct body *b, const xmlNode *n)
{
  block(b, "p", n);
}

static void put_subhead(struct body *b, const xmlNode *n)
{
  int level = node_int(n, "level", 1), h = 1 + level + b->o->heading;
  h = h < 1 ? 1 : h > 6 ? 6 : h;
  buf_printf(b->out, "<h%d", h);
  if (b->o->story && level == 1 && node_is(n->parent, "body"))
    buf_printf(b->out, " id=\"part-%d\"", ++b->parts);
  say(b, n);
  buf_putc(b->out, '>');
  bare_contents(b, n);
  buf_printf(b->out, "</h%d>\n", h);
}

/* A list is tight when no item has more than one paragraph, in front. */
static bool is_tight(const xmlNode *list)
{
  const xmlNode *i = node_first(list, "item");
  for (; i; i = node_next(i, "item")) {
    const xmlNode *c = node_first(i, NULL);
    for (c = c ? node_next(c, NULL) : NULL; c; c = node_next(c, NULL))
      if (!node_is(c, "list"))
        return false;
  }
  return true;
}

static void put_list(struct body *b, const xmlNode *n);

static void put_item(struct body *b, const xmlNode *item, bool tight)
{
  const xmlNode *first = node_first(item, NULL);
  if (!tight || !node_is(first, "p")) {
    put(b, "<li>\n");
    contents(b, item);
  } else {
    put(b, "<li");
    say(b, first);
    put(b, ">");
    contents(b, first);
    first = node_next(first, "list");
    for (; first; first = node_next(first, "list")) {
      put(b, "\n");
      put_list(b, first);
    }
  }
  put(b, "</li>\n");
}

static void put_list(struct body *b, const xmlNode *n)
{
  const char *kind = node_attr(n, "kind");
  bool ordered = kind && !strcmp(kind, "ordered");
  int start = node_int(n, "start", 1);
  bool tight = is_tight(n);
  put(b, ordered ? "<ol" : "<ul");
  if (ordered && start != 1)
    buf_printf(b->out, " start=\"%d\"", start);
  put(b, ">\n");
  const xmlNode *i = node_first(n, "item");
  for (; i; i = node_next(i, "item"))
    put_item(b, i, tight);
  put(b, ordered ? "</ol>\n" : "</ul>\n");
}

static void put_quote(struct body *b, const xmlNode *n)
{
  put(b, "<blockquote>\n");
  contents(b, n);
  put(b, "</blockquote>\n");
}

static void put_aside(struct body *b, const xmlNode *n)
{
  buf_printf(b->out, "<aside class=\"%s\">\n", (const char *)n->name);
  contents(b, n);
  put(b, "</aside>\n");
}

/* The title of a box, a glossary, a list of names or an ad. */
static void put_title(struct body *b, const xmlNode *n)
{
  put(b, "<p class=\"title\"");
  say(b, n);
  put(b, ">");
  bare_contents(b, n);
  put(b, "</p>\n");
}

static void put_row(struct body *b, const xmlNode *row, const char *name)
{
  put(b, "<tr>");
  const xmlNode *c = node_first(row, "cell");
  for (; c; c = node_next(c, "cell")) {
    const char *align = node_attr(c, "align");
    buf_printf(b->out, "<%s", name);
    if (*name == 't' && name[1] == 'h')
      put(b, " scope=\"col\"");
    if (align && (!strcmp(align, "right") || !strcmp(align, "center")))
      attr(b, "class", align);
    say(b, c);
    put(b, ">");
    bare_contents(b, c);
    buf_printf(b->out, "</%s>", name);
  }
  put(b, "</tr>\n");
}

/* A table may be wider than a phone: its region scrolls, and takes the
 * focus so that it scrolls by keyboard too. */
static void put_table(struct body *b, const xmlNode *n)
{
  const xmlNode *caption = node_first(n, "caption");
  const xmlNode *row = node_first(n, "row");
  char *label = caption ? node_text(caption) : NULL;
  put(b, "<div class=\"table\" role=\"region\" tabindex=\"0\"");
  if (label && *label)
    attr(b, "aria-label", label);
  else if (++b->tables == 1)
    attr(b, "aria-label", "表格");
  else /* places have different names */
    buf_printf(b->out, " aria-label=\"表格%d\"", b->tables);
  put(b, ">\n<table>\n");
  free(label);
  if (caption)
    line(b, "caption", caption);
  if (row && node_attr(row, "head")) {
    put(b, "<thead>\n");
    put_row(b, row, "th");
    put(b, "</thead>\n");
    row = node_next(row, "row");
  }
  if (row)
    put(b, "<tbody>\n");
  bool any = row != NULL;
  for (; row; row = node_next(row, "row"))
    put_row(b, row, "td");
  put(b, any ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n");
}

static void put_image(struct body *b, const xmlNode *n)
{
  const char *src = node_attr(n, "src"), *alt = node_attr(n, "alt");
  if (!src || !link_is_file(src))
    return;
  if (b->o->story) {
    figure_picture(b->out, n, FIGURE_COLUMN, b->o->sizes);
    return;
  }
  put(b, "<img src=\"");
  if (b->o->images)
    html_escape_value(b->out, b->o->images);
  html_escape_url(b->out, src, true);
  put(b, "\"");
  attr(b, "alt", alt ? alt : "");
  if (node_int(n, "width", 0) > 0 && node_int(n, "height", 0) > 0)
    buf_printf(b->out, " width=\"%d\" height=\"%d\"", node_int(n, "width", 0),
               node_int(n, "height", 0));
  put(b, " loading=\"lazy\">\n");
}

static void put_figure(struct body *b, const xmlNode *n)
{
  const xmlNode *caption = node_first(n, "caption");
  const xmlNode *credit = node_first(n, "credit");
  const xmlNode *image = node_first(n, "image");
  put(b, "<figure>\n");
  if (image)
    put_image(b, image);
  if (caption || credit)
    put(b, "<figcaption");
  if (caption)
    say(b, caption);
  if (caption || credit)
    put(b, ">");
  if (caption)
    bare_contents(b, caption);
  if (credit) {
    put(b, caption ? " <span class=\"credit\">" : "<span class=\"credit\">");
    contents(b, credit);
    put(b, "</span>");
  }
  put(b, caption || credit ? "</figcaption>\n</figure>\n" : "</figure>\n");
}

static void put_glossary(struct body *b, const xmlNode *n)
{
  const xmlNode *c = node_first(n, NULL);
  put(b, "<div class=\"glossary\">\n");
  if (node_is(c, "title")) {
    put_title(b, c);
    c = node_next(c, NULL);
  }
  put(b, "<dl>\n");
  for (; c; c = node_next(c, NULL)) {
    bool term = node_is(c, "term");
    b->terms += term;
    put(b, term ? "<dt id=\"" : "<dd");
    if (term)
      html_escape_value(b->out, b->o->ids ? b->o->ids : "");
    if (term)
      buf_printf(b->out, "term-%d\"", b->terms);
    else if (b->o->story)
      buf_printf(b->out, " id=\"term-%d-is\"", b->terms);
    say(b, c);
    put(b, ">");
    bare_contents(b, c);
    put(b, term ? "</dt>\n" : "</dd>\n");
  }
  put(b, "</dl>\n</div>\n");
}

static void put_names(struct body *b, const xmlNode *n)
{
  const xmlNode *title = node_first(n, "title");
  const xmlNode *c = node_first(n, "name");
  if (title)
    put_title(b, title);
  put(b, "<ul class=\"names\">\n");
  for (; c; c = node_next(c, "name"))
    line(b, "li", c);
  put(b, "</ul>\n");
}

static void put_codeblock(struct body *b, const xmlNode *n)
{
  const char *lang = node_attr(n, "lang");
  char *text = node_text(n);
  put(b, "<pre><code");
  if (lang && *lang) {
    put(b, " class=\"language-");
    html_escape_value(b->out, lang);
    put(b, "\"");
  }
  put(b, ">");
  html_escape(b->out, text, strlen(text));
  put(b, "\n</code></pre>\n");
  free(text);
}

static void put_break(struct body *b, const xmlNode *n)
{
  (void)n;
  put(b, "<hr>\n");
}

static const struct {
  const char *name;
  body_fn *fn;
} elements[] = {
    {"p", put_p},
    {"strong", put_strong},
    {"emph", put_emph},
    {"link", put_link},
    {"br", put_br},
    {"code", put_code},
    {"subhead", put_subhead},
    {"list", put_list},
    {"quote", put_quote},
    {"figure", put_figure},
    {"table", put_table},
    {"box", put_aside},
    {"pullquote", put_aside},
    {"ad", put_aside},
    {"title", put_title},
    {"glossary", put_glossary},
    {"names", put_names},
    {"codeblock", put_codeblock},
    {"break", put_break},
};

/* What is not in the table counts for its contents. */
static void element(struct body *b, const xmlNode *n)
{
  size_t i = 0, count = sizeof elements / sizeof *elements;
  while (i < count && !node_is(n, elements[i].name))
    i++;
  (i < count ? elements[i].fn : contents)(b, n);
}

static void contents(struct body *b, const xmlNode *n)
{
  if (b->depth >= DEPTH)
    return;
  b->depth++;
  for (const xmlNode *c = n->children; c; c = c->next)
    if (c->type == XML_ELEMENT_NODE)
      element(b, c);
    else if (c->type == XML_TEXT_NODE && c->content)
      notes_text(b->bare ? NULL : b->o->notes, b->out,
                 (const char *)c->content, strlen((const char *)c->content));
  b->depth--;
}

void body_html(struct buf *out, const xmlNode *body,
               const struct body_options *o)
{
  struct body b = {.out = out, .o = o};
  contents(&b, body);
  buf_free(&b.said);
}

void body_parts(struct buf *out, const xmlNode *body)
{
  const struct body_options o = {0};
  struct body b = {.out = out, .o = &o, .bare = 1};
  int n = 0;
  for (const xmlNode *s = node_first(body, "subhead"); s && n < PARTS;
       s = node_next(s, "subhead"))
    n += node_int(s, "level", 1) == 1;
  if (n < PARTS)
    return;
  put(&b, "<nav class=\"parts\" aria-label=\"本篇各节\"><ol>\n");
  for (const xmlNode *s = node_first(body, "subhead"); s;
       s = node_next(s, "subhead"))
    if (node_int(s, "level", 1) == 1) {
      buf_printf(out, "<li><a href=\"#part-%d\">", ++b.parts);
      char *text = node_text(s);
      html_escape(out, text, strlen(text));
      free(text);
      put(&b, "</a></li>\n");
    }
  put(&b, "</ol></nav>\n");
}
