#include "page/box.h"

#include <stdlib.h>

#include "base/ink.h"
#include "base/mem.h"
#include "page/fill.h"
#include "page/flow.h"
#include "page/style.h"
#include "tree/node.h"

enum { MOST_COLUMNS = 4, WIDE_EM = 27 };

struct box {
  const xmlNode *node;
  const struct style *style;
  struct flow *flow;
  int columns, lines; /* lines of text in each column */
  mpt measure, gap, width;
  struct spot *spots;
};

struct box *box_new(struct layout *l, const xmlNode *node)
{
  struct box *b = mem_new(sizeof *b);
  b->node = node;
  b->style = style_of(l->styles, node);
  return b;
}

void box_free(struct box *b)
{
  if (!b)
    return;
  flow_free(b->flow);
  free(b->spots);
  free(b);
}

static mpt insets(const struct box *b)
{
  return b->style->padding[SIDE_LEFT] + b->style->padding[SIDE_RIGHT];
}

/* Text wider than some 27 characters is hard to read (clreq 1.4): then it
 * stands in two columns and more. */
struct box_grid box_grid(const struct layout *l, mpt inner, int most)
{
  mpt wide = l->page->size * WIDE_EM;
  struct box_grid g = {(inner + wide - 1) / wide, 0, l->page->gap * 2};
  most = most < MOST_COLUMNS ? most : MOST_COLUMNS;
  g.columns = g.columns > most ? most : g.columns < 1 ? 1 : g.columns;
  g.measure = (inner - (g.columns - 1) * g.gap) / g.columns;
  return g;
}

static void choose_columns(const struct layout *l, struct box *b, mpt width)
{
  struct box_grid g = box_grid(l, width - insets(b), MOST_COLUMNS);
  b->gap = g.gap;
  b->columns = g.columns;
  b->measure = g.measure;
}

static bool fits(struct box *b, int lines, bool force)
{
  struct column cols[MOST_COLUMNS];
  for (int c = 0; c < b->columns; c++)
    cols[c] = (struct column){0, lines, force};
  const struct pour p = {b->flow, 0, b->flow->nrows, b->spots};
  return fill_columns(&p, cols, b->columns) == b->flow->nrows;
}

int box_measure(struct layout *l, struct box *b, mpt width)
{
  b->width = width;
  choose_columns(l, b, width);
  flow_free(b->flow);
  b->flow = flow_blocks(l, b->node, b->measure);
  free(b->spots);
  b->spots = mem_array(b->flow->nrows + 1, sizeof *b->spots);
  int all = flow_height(b->flow, 0, b->flow->nrows);
  b->lines = all / b->columns;
  while (!fits(b, b->lines, b->lines == all) && b->lines < all)
    b->lines++;
  mpt air = b->style->padding[SIDE_TOP] + b->style->padding[SIDE_BOTTOM];
  return b->lines + layout_lines(l, air);
}

/* The same line on all four sides? */
static bool is_even(const struct style *st)
{
  for (int i = 1; i < 4; i++)
    if (st->border[i] != st->border[0] ||
        !ink_same(st->border_ink[i], st->border_ink[0]))
      return false;
  return st->border[0] > 0;
}

void box_ground(struct sheets *s, struct sheet *sheet, const struct style *st,
                struct rect at)
{
  bool even = is_even(st);
  const struct rect edges[4] = {{at.x, at.y, at.w, 0},
                                {at.x + at.w, at.y, 0, at.h},
                                {at.x, at.y + at.h, at.w, 0},
                                {at.x, at.y, 0, at.h}};
  if (st->has_fill || even)
    sheet_item(s, sheet, ITEM_RECT)->u.rect =
        (struct area){.at = at,
                      .filled = st->has_fill,
                      .fill = st->fill,
                      .stroked = even,
                      .stroke = st->border_ink[0],
                      .width = even ? st->border[0] : 0};
  for (int i = 0; i < 4 && !even; i++)
    if (st->border[i])
      sheet_item(s, sheet, ITEM_RULE)->u.rule =
          (struct rule){edges[i].x,
                        edges[i].y,
                        edges[i].x + edges[i].w,
                        edges[i].y + edges[i].h,
                        st->border[i],
                        st->border_ink[i]};
}

void box_frame(struct layout *l, struct sheet *sheet, const struct style *style,
               struct rect at)
{
  mpt out = l->page->rlh / 4;
  box_ground(l->sheets, sheet, style,
             (struct rect){at.x, at.y + out, at.w, at.h - 2 * out});
}

void box_draw(struct layout *l, struct sheet *sheet, struct box *b,
              struct rect at)
{
  mpt rlh = l->page->rlh;
  const struct style *st = b->style;
  sheet_group(l->sheets, sheet, ROLE_BOX, "");
  box_frame(l, sheet, st, at);
  mpt top = at.y + (at.h - b->lines * rlh) / 2;
  struct pen pen = flow_pen(l, sheet, b->flow);
  for (size_t i = 0; i < b->flow->nrows; i++)
    if (b->spots[i].column >= 0)
      flow_draw(&pen, &b->flow->rows[i],
                at.x + st->padding[SIDE_LEFT] +
                    b->spots[i].column * (b->measure + b->gap),
                top + b->spots[i].line * rlh);
  flow_lift(&pen);
  sheet_end(l->sheets, sheet);
}
