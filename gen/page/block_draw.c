#include "page/block.h"
#include "page/framed.h"
#include "page/head.h"
#include "page/solid.h"
#include "page/style.h"
#include "tree/node.h"

struct origin {
  mpt x, y;
  mpt step; /* from column to column */
  mpt rlh;
};

static struct origin block_origin(const struct layout *l, int column, int line)
{
  return (struct origin){layout_column(l, column), layout_line(l, line),
                         l->page->measure + l->page->gap, l->page->rlh};
}

static struct head_place head_at(const struct layout *l, const struct block *b,
                                 const struct origin *o)
{
  const struct frame *f = &b->frame;
  return (struct head_place){
      b->story->node,
      {o->x, o->y + f->high * o->rlh, layout_width(l, f->head_columns),
       f->head * o->rlh},
      b->part,
      f->columns,
      b->form};
}

static const struct floated *float_of(const struct block *b, size_t row)
{
  for (int i = 0; i < b->frame.n; i++)
    if (b->frame.floats[i].row == row)
      return &b->frame.floats[i];
  return NULL;
}

static void draw_float(struct pen *pen, const struct block *b,
                       const struct floated *fl, const struct origin *o)
{
  int line = fl->line < 0 ? b->foot + fl->line : fl->line;
  flow_lift(pen);
  solid_measure(pen->l, fl->solid, fl->width);
  solid_draw(pen->l, pen->sheet, fl->solid,
             (struct rect){o->x + fl->column * o->step, o->y + line * o->rlh,
                           fl->width, fl->lines * o->rlh});
}

static void draw_rows(struct layout *l, struct sheet *sheet,
                      const struct block *b, const struct origin *o)
{
  struct pen pen = flow_pen(l, sheet, b->story->flow);
  for (size_t i = 0; i < b->nrows; i++) {
    const struct set_row *r = &b->rows[i];
    const struct floated *fl =
        r->row.kind == ROW_FLOAT ? float_of(b, r->index) : NULL;
    if (fl)
      draw_float(&pen, b, fl, o);
    else
      flow_draw(&pen, &r->row, o->x + r->spot.column * o->step,
                o->y + r->spot.line * o->rlh);
  }
  flow_lift(&pen);
}

void block_draw(struct layout *l, struct sheet *sheet, const struct block *b,
                int column, int line)
{
  struct origin o = block_origin(l, column, line);
  if (b->story->framed) {
    framed_draw(l, sheet, b,
                (struct rect){o.x, o.y, layout_width(l, b->frame.columns),
                              b->lines * o.rlh});
    return;
  }
  struct head_place at = head_at(l, b, &o);
  sheet_group(l->sheets, sheet, ROLE_ARTICLE, b->story->id);
  sheet->items[sheet->n - 1].u.group.part = b->part;
  sheet->items[sheet->n - 1].u.group.at = node_attr(b->story->node, "at");
  if (b->part == 1)
    head_draw(l, sheet, &at);
  else
    head_draw_from(l, sheet, &at, b->came);
  draw_rows(l, sheet, b, &o);
  if (b->goes)
    head_draw_to(l, sheet, &at,
                 (struct rect){o.x + b->jump.column * o.step,
                               o.y + b->jump.line * o.rlh, l->page->measure,
                               o.rlh},
                 b->goes);
  sheet_end(l->sheets, sheet);
}

void block_draw_title(struct layout *l, struct sheet *sheet,
                      const struct block *b, int column, int line)
{
  struct origin o = block_origin(l, column, line);
  struct head_place at = head_at(l, b, &o);
  if (b->part > 1)
    head_draw_title(l, sheet, &at);
}
