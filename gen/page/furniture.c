#include "page/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/code.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/bind.h"
#include "tree/node.h"

enum { MOST_LINES = 64 };

/* The text of one box, line by line. */
struct lines_in_box {
  const struct text *text[MOST_LINES];
  struct lines lines[MOST_LINES];
  struct setting set;
  int n;
  mpt height;
};

int furniture_lines(struct layout *l, const char *name)
{
  return layout_lines(l, style_named(l->styles, NULL, name, NULL)->height);
}

const char *furniture_title(struct layout *l)
{
  const xmlNode *issue = xmlDocGetRootElement(l->issue);
  char *title = node_child_text(node_first(issue, "paper"), "title");
  const char *date = node_attr(issue, "date");
  char *s = mem_printf("%s %s", title ? title : "", date ? date : "");
  char *kept = arena_copy(l->sheets->arena, s);
  free(title);
  free(s);
  return kept;
}

static struct rect box_rect(const struct layout *l, const int box[4], int top)
{
  return (struct rect){layout_column(l, box[0] - 1),
                       layout_line(l, top + box[1] - 1),
                       layout_width(l, box[2]), box[3] * l->page->rlh};
}

static struct rect inside(struct rect at, const mpt by[4])
{
  at.x += by[SIDE_LEFT];
  at.y += by[SIDE_TOP];
  at.w -= by[SIDE_LEFT] + by[SIDE_RIGHT];
  at.h -= by[SIDE_TOP] + by[SIDE_BOTTOM];
  return at;
}

/* The first of -cb-sizes at which S stands on one line of width W. */
static const struct style *fit_size(struct layout *l, const char *s,
                                    const struct style *st, mpt w)
{
  struct place none = place_none();
  struct style *copy = arena_get(l->arena, sizeof *copy);
  for (int i = 0; i < st->nsizes; i++) {
    *copy = *st;
    copy->size = st->sizes[i];
    copy->leading = (mpt)((int64_t)st->leading * copy->size / st->size);
    if (text_width(text_shape_string(l->arena, l->fonts, s, copy, none)) <= w)
      return copy;
  }
  return st->nsizes ? copy : st;
}

static void add_line(struct layout *l, struct lines_in_box *b, const xmlNode *n)
{
  char *s = node_text(n);
  const struct style *st =
      fit_size(l, s, style_of(l->styles, n), b->set.measure);
  if (*s && b->n < MOST_LINES) {
    const struct text *t =
        text_shape_string(l->arena, l->fonts, s, st, place_none());
    b->text[b->n] = t;
    b->lines[b->n] = lines_break(l->arena, t, &b->set);
    b->height += (mpt)b->lines[b->n].n * st->leading;
    b->n++;
  }
  free(s);
}

static void draw_lines(struct layout *l, struct sheet *sheet,
                       const struct lines_in_box *b, mpt x, mpt y)
{
  for (int i = 0; i < b->n; i++) {
    const struct style *st = b->text[i]->style;
    for (size_t k = 0; k < b->lines[i].n; k++, y += st->leading)
      line_set(&(struct line_to){l->sheets, sheet, x,
                                 y + line_baseline(l->fonts, st, st->leading)},
               b->text[i], &b->lines[i].v[k], &b->set);
  }
}

static void draw_text(struct layout *l, struct sheet *sheet, const xmlNode *n,
                      struct rect at)
{
  struct lines_in_box b = {.set = {.measure = at.w}};
  const struct style *st = style_of(l->styles, n);
  if (node_first(n, NULL))
    for (xmlNode *c = node_first(n, NULL); c; c = node_next(c, NULL))
      add_line(l, &b, c);
  else
    add_line(l, &b, n);
  mpt spare = at.h - b.height;
  draw_lines(l, sheet, &b, at.x, at.y + spare * st->valign / 2);
}

static void draw_borders(struct layout *l, struct sheet *sheet,
                         const struct style *st, struct rect at)
{
  const struct rect edges[4] = {{at.x, at.y, at.w, 0},
                                {at.x + at.w, at.y, 0, at.h},
                                {at.x, at.y + at.h, at.w, 0},
                                {at.x, at.y, 0, at.h}};
  if (st->has_fill)
    layout_fill(l, sheet, at, st->fill);
  for (int i = 0; i < 4; i++)
    if (st->border[i])
      layout_rule(l, sheet, edges[i], st->border[i], st->border_ink[i]);
}

/* An element with data-code is a code: the attribute holds what it says. */
static void draw_element(struct layout *l, struct sheet *sheet,
                         const xmlNode *n, int top)
{
  const struct style *st = style_of(l->styles, n);
  if (!st->box[0] || st->hidden)
    return;
  struct rect at = inside(box_rect(l, st->box, top), st->margin);
  const char *code = node_attr(n, "data-code");
  draw_borders(l, sheet, st, at);
  at = inside(at, st->padding);
  if (code && *code)
    code_draw(l, sheet, code, at);
  else if (!code)
    draw_text(l, sheet, n, at);
}

static const xmlNode *find(const xmlNode *n, const char *name)
{
  for (; n; n = node_next(n, NULL)) {
    if (node_is(n, name))
      return n;
    const xmlNode *found = find(node_first(n, NULL), name);
    if (found)
      return found;
  }
  return NULL;
}

/* The page as an element of its own, so that templates may say $page. */
static xmlDoc *page_document(const struct layout *l, const struct sheet *sheet)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *page = xmlNewDocNode(doc, NULL, (const xmlChar *)"page", NULL);
  xmlDocSetRootElement(doc, page);
  node_set_int(page, "number", sheet->number);
  node_set(page, "name", sheet->name);
  if (l->page->edition)
    node_set(page, "edition", l->page->edition);
  return doc;
}

static xmlDoc *bind_furniture(struct layout *l, const struct sheet *sheet,
                              const char *name)
{
  char *file = mem_printf("print/%s.html", name);
  struct template *t = template_load(l->theme, file);
  xmlDoc *page = page_document(l, sheet), *bound = NULL;
  const xmlNode *issue = xmlDocGetRootElement(l->issue);
  if (t) {
    struct expr_var vars[] = {{"issue", issue, NULL},
                              {"page", xmlDocGetRootElement(page), NULL}};
    struct bind b = {.node = issue, .vars = vars, .nvars = 2};
    bound = bind_page(t, &b);
  }
  template_free(t);
  xmlFreeDoc(page);
  free(file);
  return bound;
}

void furniture_draw(struct layout *l, struct sheet *sheet, const char *name,
                    int top)
{
  xmlDoc *doc = bind_furniture(l, sheet, name);
  const xmlNode *root = doc ? find(xmlDocGetRootElement(doc), name) : NULL;
  if (root) {
    sheet_group(l->sheets, sheet, ROLE_FURNITURE, name);
    for (xmlNode *c = node_first(root, NULL); c; c = node_next(c, NULL))
      draw_element(l, sheet, c, top);
    sheet_end(l->sheets, sheet);
  }
  xmlFreeDoc(doc);
}
