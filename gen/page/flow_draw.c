#include "page/flow.h"

#include <string.h>

#include "base/mem.h"
#include "page/names.h"
#include "page/solid.h"
#include "tree/node.h"

struct pen flow_pen(struct layout *l, struct sheet *sheet, const struct flow *f)
{
  return (struct pen){l, sheet, f, -1};
}

void flow_lift(struct pen *pen)
{
  if (pen->piece >= 0)
    sheet_end(pen->l->sheets, pen->sheet);
  pen->piece = -1;
}

static enum role wrap_role(const xmlNode *n)
{
  if (node_is(n, "item"))
    return ROLE_ITEM;
  if (node_is(n, "list"))
    return ROLE_LIST;
  if (node_is(n, "glossary"))
    return ROLE_GLOSSARY;
  return node_is(n, "quote") || node_is(n, "pullquote") ? ROLE_QUOTE : ROLE_P;
}

static const struct wrap *wrap(struct layout *l, enum role role,
                               const xmlNode *n, const struct wrap *outer)
{
  const char *kind = node_attr(n, "kind");
  struct wrap *w = arena_get(l->arena, sizeof *w);
  *w = (struct wrap){.role = role,
                     .at = node_attr(n, "at"),
                     .ordered = kind && !strcmp(kind, "ordered"),
                     .outer = outer};
  return w;
}

/* The lists and quotations that N stands in: a flow has no rows for them. A
 * title stands before its list. */
static const struct wrap *wraps_of(struct layout *l, const xmlNode *n)
{
  const xmlNode *up = n->parent;
  enum role role = up ? wrap_role(up) : ROLE_P;
  bool term = node_is(n, "definition");
  if (role == ROLE_P && (!up || !node_is(up, "names")))
    return NULL;
  const struct wrap *outer = wraps_of(l, up);
  if (role == ROLE_P || (role == ROLE_GLOSSARY && !term))
    return outer;
  outer = wrap(l, role, up, outer);
  return term ? wrap(l, ROLE_ITEM, n, outer) : outer;
}

static void open_piece(struct pen *pen, int index)
{
  const struct piece *p = &pen->flow->pieces[index];
  if (pen->piece == index)
    return;
  flow_lift(pen);
  sheet_group(pen->l->sheets, pen->sheet, p->role, "");
  struct group *g = &pen->sheet->items[pen->sheet->n - 1].u.group;
  g->level = p->level;
  g->at = node_attr(p->node, "at");
  g->in = wraps_of(pen->l, p->node);
  pen->piece = index;
}

/* Baseline of a row with its top at Y. */
static mpt baseline(const struct pen *pen, const struct piece *p, mpt y)
{
  mpt pitch = p->pitch * pen->l->page->rlh;
  return y + line_baseline(pen->l->fonts, p->style, pitch);
}

static void draw_text(struct pen *pen, const struct row *row, mpt x, mpt y)
{
  struct layout *l = pen->l;
  struct piece *p = &pen->flow->pieces[row->piece];
  const struct lines *lines = flow_lines(l, p, row->change);
  uint32_t line = row->line;
  mpt base = baseline(pen, p, y);
  if (p->label && line == 0) {
    struct setting set = {.measure = text_width(p->label)};
    struct lines one = lines_break(l->arena, p->label, &set);
    const struct style *st = p->label->style;
    sheet_group(l->sheets, pen->sheet, ROLE_LABEL, "");
    if (one.n)
      line_set(&(struct line_to){l->sheets, pen->sheet,
                                 x + p->x - set.measure - st->size / 2, base},
               p->label, &one.v[0], &set);
    sheet_end(l->sheets, pen->sheet);
  }
  if (line == 0)
    lines_report(p->text, lines, node_place(p->node));
  line_set(&(struct line_to){l->sheets, pen->sheet, x + p->x, base}, p->text,
           &lines->v[line], &p->set);
}

/* The theme's rule[class=break], else a thin one. */
static void draw_break(struct pen *pen, const struct piece *p, mpt x, mpt y)
{
  const struct style *st =
      style_named(pen->l->styles, NULL, "rule", "break");
  mpt measure = pen->flow->measure, w = measure / 3;
  bool own = st->border[SIDE_TOP] > 0;
  layout_rule(
      pen->l, pen->sheet,
      (struct rect){x + (measure - w) / 2, y + pen->l->page->rlh / 2, w, 0},
      own ? st->border[SIDE_TOP] : 300,
      own ? st->border_ink[SIDE_TOP] : p->style->ink);
}

void flow_draw(struct pen *pen, const struct row *row, mpt x, mpt y)
{
  if (row->kind != ROW_LINE)
    return;
  const struct piece *p = &pen->flow->pieces[row->piece];
  if (p->solid) {
    flow_lift(pen);
    mpt h = (p->solid->lines + row->change) * pen->l->page->rlh;
    solid_draw(pen->l, pen->sheet, p->solid,
               (struct rect){x + p->x, y, p->solid->width, h});
    return;
  }
  open_piece(pen, (int)row->piece);
  if (p->names)
    names_draw(
        &(struct line_to){pen->l->sheets, pen->sheet, x + p->x,
                          baseline(pen, p, y)},
        p->names, row->line);
  else if (p->text)
    draw_text(pen, row, x, y);
  else
    draw_break(pen, p, x, y);
}
