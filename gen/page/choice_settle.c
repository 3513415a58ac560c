#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"
#include "page/choice_in.h"
#include "page/framed.h"
#include "page/settle.h"
#include "page/solid.h"

/* A choice's blocks: its options with their text set, made when asked for. */

enum { WHITE_PRICE = 12 }; /* a line that looks empty */

void choice_free_block(struct block *b)
{
  if (b)
    block_free(b);
  free(b);
}

static size_t row_after(const struct option_story *s, int floats)
{
  return floats < s->nfloats ? s->floats[floats].row : s->story->flow->nrows;
}

static struct block *make_block(const struct choice *c, const struct option *o,
                                const struct search_slot *slot)
{
  const struct option_story *s = &c->s;
  struct block *b = mem_new(sizeof *b);
  b->story = s->story;
  b->part = s->story->part;
  b->lines = b->foot = slot->lines;
  b->text = s->rows > 0;
  b->form = o->form;
  b->from = s->story->from;
  b->jumps = o->cut;
  option_frame(s, o, slot->columns, &b->frame);
  return b;
}

/* Where the story has no text, its floats are all there is. */
static void keep_floats(struct block *b)
{
  const struct flow *flow = b->story->flow;
  b->rows = mem_array(flow->nrows + 1, sizeof *b->rows);
  for (size_t i = b->from; i < flow->nrows; i++)
    if (flow->rows[i].kind == ROW_FLOAT)
      b->rows[b->nrows++] = (struct set_row){.row = flow->rows[i], .index = i};
  b->to = flow->nrows;
}

/* Where nothing stands below the headline, it has its columns to itself. */
static void fill_side(struct block *b)
{
  struct frame *f = &b->frame;
  if (f->head_columns == f->columns)
    return;
  for (int c = 0; c < f->head_columns; c++)
    if (f->bottom[c] || f->top[c] > f->high + f->head ||
        (!f->closed && frame_room(f, c, b->lines) > 0))
      return;
  frame_raise(f, b->lines - f->head - f->high);
}

/* A line of air belongs to what it parts; more of it looks like a hole. */
static void add_white(struct block *b, int column, int lines, bool foot)
{
  if (lines > 1 || (foot && lines > 0))
    b->white[column] += (unsigned char)lines;
}

static void count_white(struct block *b, const struct flow *flow)
{
  const struct frame *f = &b->frame;
  for (int c = 0; f->closed && c < f->head_columns; c++)
    add_white(b, c, b->lines - f->top[c] - f->bottom[c], false);
  for (int c = 0; c < f->columns; c++) {
    int line = f->top[c], foot = line + frame_room(f, c, b->lines);
    for (size_t i = 0; i < b->nrows && foot > line; i++) {
      const struct set_row *r = &b->rows[i];
      if (r->row.kind == ROW_FLOAT || r->spot.column != c)
        continue;
      const struct piece *p = &flow->pieces[r->row.piece];
      add_white(b, c, r->spot.line - line, false);
      line = r->spot.line +
             (p->solid ? p->solid->lines + r->row.change : p->pitch);
    }
    if (b->jumps && b->jump.column == c)
      line = b->jump.line + 1;
    add_white(b, c, foot - line, true);
  }
}

static void settle_framed(const struct choice *c,
                          const struct search_slot *slot, struct cell *cell)
{
  cell->block = mem_new(sizeof *cell->block);
  framed_block(c->s.story, slot->columns, slot->lines, cell->block);
}

static int cost_of(const struct choice *c, const struct cell *cell)
{
  return best_of(c, cell)->cost + cell->extra;
}

/* What O's text must cost less than to be better than the best so far. */
static long limit_of(const struct choice *c, const struct cell *cell,
                     const struct option *o)
{
  return cell->block ? (long)cost_of(c, cell) - o->cost : LONG_MAX;
}

/* Sets the text in the frame of LINK's option; keeps the block when it is the
 * best so far. */
static void settle_option(const struct choice *c, int link,
                          const struct search_slot *slot, struct cell *cell)
{
  const struct option_story *s = &c->s;
  const struct option *o = &c->pool[link].o;
  struct block *b = make_block(c, o, slot);
  size_t last = o->floats ? s->floats[o->floats - 1].row + 1 : 0;
  struct settle_job job = {.story = s->story,
                           .frame = &b->frame,
                           .lines = slot->lines,
                           .cut = o->cut,
                           .after = last,
                           .until = row_after(s, o->floats),
                           .limit = limit_of(c, cell, o),
                           .level = c->level};
  struct settled out = {0};
  bool ok = true;
  if (!b->text)
    keep_floats(b);
  else if ((ok = settle(s->l, &job, &out))) {
    b->rows = out.rows;
    b->nrows = out.nrows;
    b->to = out.to;
    b->jump = out.jump;
  }
  int extra = (int)out.cost;
  if (!ok ||
      (cell->block && o->cost + extra >= cost_of(c, cell))) {
    free(b->rows);
    free(b);
    return;
  }
  count_white(b, s->story->flow);
  fill_side(b);
  choice_free_block(cell->block);
  cell->best = link;
  cell->extra = extra;
  cell->block = b;
}

/* From now on the menu knows what the text, once set, really costs. */
static void reprice(struct choice *c, const struct search_slot *slot,
                    const struct cell *cell)
{
  int price = cost_of(c, cell);
  for (int k = 0; k < slot->columns; k++)
    price += cell->block->white[k] * WHITE_PRICE;
  c->menu.price[slot->columns][slot->lines][slot->top] = price;
}

static void settle_cell(const struct choice *c, const struct search_slot *slot,
                        struct cell *cell)
{
  for (int i = cell->first; i; i = c->pool[i].next)
    if (!cell->block || c->pool[i].o.cost < cost_of(c, cell))
      settle_option(c, i, slot, cell);
}

const struct block *choice_settle(struct choice *c,
                                  const struct search_slot *slot)
{
  struct cell *cell = slot_cell(c, slot);
  if (!cell->block && c->s.story->framed)
    settle_framed(c, slot, cell);
  if (cell->block || cell->failed)
    return cell->block;
  settle_cell(c, slot, cell);
  cell->failed = !cell->block;
  if (cell->block)
    reprice(c, slot, cell);
  return cell->block;
}

static int white_of(const struct block *b)
{
  int white = 0;
  for (int k = 0; b && k < b->frame.columns; k++)
    white += b->white[k];
  return white;
}

bool choice_level(struct choice *c, const struct search_slot *slot)
{
  struct cell *cell = slot_cell(c, slot);
  int white = white_of(cell->block);
  if (!white || cell->level || c->s.story->framed)
    return false;
  cell->level = true;
  struct cell old = *cell;
  cell->block = NULL;
  c->level = true;
  settle_cell(c, slot, cell);
  c->level = false;
  bool better = cell->block && white_of(cell->block) < white;
  choice_free_block(better ? old.block : cell->block);
  if (better)
    reprice(c, slot, cell);
  else
    *cell = old;
  return better;
}

struct block choice_take(struct choice *c, const struct search_slot *slot)
{
  struct cell *cell = slot_cell(c, slot);
  struct block b = *cell->block;
  free(cell->block);
  cell->block = NULL;
  b.price = best_of(c, cell)->cost;
  b.extra = cell->extra;
  b.air = best_of(c, cell)->air;
  b.crop = best_of(c, cell)->crop;
  return b;
}

void choice_ban(struct choice *c, const struct search_slot *slot)
{
  c->menu.price[slot->columns][slot->lines][slot->top] = NO_PRICE;
}

int choice_price(const struct choice *c, const struct search_slot *slot)
{
  return cost_of(c, slot_cell(c, slot));
}
