#include "page/choice.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/framed.h"
#include "page/head.h"
#include "page/settle.h"
#include "page/solid.h"
#include "page/style.h"

enum {
  OPTIONS = 10,      /* kept and tried for one rectangle */
  NOMINAL_COST = 16, /* over the cheapest: what still looks good */
  WHITE_PRICE = 12,  /* a line that looks empty */
  HEAD_LINES = 4     /* of what fills pages */
};

/* An option in the chain of its cell, 0 the end. */
struct kept {
  struct option o;
  int next;
};

/* One entry of the menu. */
struct cell {
  int first, n; /* the chain: its cheapest options, in order of cost */
  struct option best;
  struct block *block; /* once settled */
  int extra;           /* what setting the text cost */
  bool failed, level; /* … and what was tried for it */
};

struct choice {
  struct option_story s;
  int lines, nominal, least;
  bool stale; /* the menu must be made */
  bool made;  /* it has been */
  bool level; /* texts are set for level feet */
  struct menu menu;
  struct cell *cells; /* [columns][lines][TOPS], by cell_of */
  struct kept *pool;  /* of the chains; from 1 */
  size_t npool, cap;
};

static struct cell *cell_of(const struct choice *c, int columns, int lines,
                            enum top top)
{
  return &c->cells[((columns * (c->lines + 1)) + lines) * TOPS + (int)top];
}

static struct cell *slot_cell(const struct choice *c,
                              const struct search_slot *slot)
{
  return cell_of(c, slot->columns, slot->lines, slot->top);
}

/* --- the menu ------------------------------------------------------------- */

struct visit {
  struct choice *c;
  int columns;
};

/* Into the chain of its cell, behind equal ones, unless that is long enough
 * without it. */
static void chain(struct choice *c, struct cell *cell, const struct option *o)
{
  if (cell->n == OPTIONS) { /* the dearest makes room */
    int *at = &cell->first;
    while (c->pool[*at].next)
      at = &c->pool[*at].next;
    if (c->pool[*at].o.cost <= o->cost)
      return;
    *at = 0;
    cell->n--;
  }
  c->pool = mem_grow(c->pool, &c->cap, c->npool + 1, sizeof *c->pool);
  int *at = &cell->first, own = (int)c->npool++;
  while (*at && c->pool[*at].o.cost <= o->cost)
    at = &c->pool[*at].next;
  c->pool[own] = (struct kept){*o, *at};
  *at = own;
  cell->n++;
}

static void keep(void *data, const struct option *o, int lines, enum top top)
{
  struct visit *v = data;
  int *price = &v->c->menu.price[v->columns][lines][top];
  struct cell *cell = cell_of(v->c, v->columns, lines, top);
  chain(v->c, cell, o);
  if (o->cost < *price) {
    *price = o->cost;
    cell->best = *o;
  }
}

static void free_block(struct block *b)
{
  if (b)
    block_free(b);
  free(b);
}

static void free_blocks(struct choice *c)
{
  int columns = c->s.l->page->columns;
  for (int i = 0; i < (columns + 1) * (c->lines + 1) * TOPS; i++) {
    free_block(c->cells[i].block);
    c->cells[i] = (struct cell){0};
  }
}

static void make_menu(struct choice *c)
{
  struct menu *m = &c->menu;
  int columns = c->s.l->page->columns;
  const struct story *story = c->s.story;
  if (c->made)
    free_blocks(c);
  c->made = true;
  c->npool = 1;
  m->rank = story->filler || story->part > 1 ? 3 : (int)story->priority;
  if (story->part > 1)
    m->rank = 1;
  m->length = c->s.rows;
  m->pin = story->part == 1 && !c->s.free ? story->position : 0;
  for (int w = 0; w <= SEARCH_COLUMNS; w++)
    for (int h = 0; h <= SEARCH_LINES; h++)
      for (int top = 0; top < TOPS; top++)
        m->price[w][h][top] = NO_PRICE;
  for (int w = 1; w <= columns && w <= SEARCH_COLUMNS; w++)
    option_each(&c->s, (struct option_range){w, 1, c->lines}, keep,
                &(struct visit){c, w});
}

static int cheapest(const struct choice *c)
{
  int best = NO_PRICE;
  for (int w = 1; w <= SEARCH_COLUMNS; w++)
    for (int h = 1; h <= c->lines; h++)
      for (int top = 0; top < TOPS; top++)
        if (c->menu.price[w][h][top] < best)
          best = c->menu.price[w][h][top];
  return best;
}

/* Of a story that no page holds whole. */
static int whole_area(const struct choice *c)
{
  const struct page_style *page = c->s.l->page;
  int area = c->s.rows + HEAD_LINES * page->columns;
  for (int i = 0; page->run_on && i < c->s.nfloats; i++) {
    const struct option_float *f = &c->s.floats[i];
    int span = f->want < page->columns ? f->want : page->columns;
    area += span * f->lines[span];
  }
  return area;
}

static int count_nominal(const struct choice *c)
{
  int limit = cheapest(c) + NOMINAL_COST, area = 0;
  for (int w = 1; w <= SEARCH_COLUMNS; w++)
    for (int h = 1; h <= c->lines; h++)
      for (int top = 0; top < TOPS; top++)
        if (c->menu.price[w][h][top] <= limit &&
            c->menu.price[w][h][top] < NO_PRICE &&
            (!area || w * (h + 1) < area))
          area = w * (h + 1);
  return area ? area : whole_area(c);
}

struct choice *choice_new(struct layout *l, struct story *story, int lines)
{
  struct choice *c = mem_new(sizeof *c);
  int columns = l->page->columns;
  option_open(l, story, &c->s);
  c->lines = lines < SEARCH_LINES ? lines : SEARCH_LINES;
  c->cells = mem_array((size_t)(columns + 1) * (size_t)(c->lines + 1) * TOPS,
                       sizeof *c->cells);
  c->stale = true;
  return c;
}

void choice_free(struct choice *c)
{
  if (!c)
    return;
  if (c->made)
    free_blocks(c);
  free(c->pool);
  free(c->cells);
  free(c);
}

void choice_cut(struct choice *c, bool must, int target)
{
  c->s.may_cut = true;
  c->s.must_cut = must;
  c->s.target = target;
  c->stale = true;
  c->least = 0;
}

static void refresh(struct choice *c)
{
  if (!c->stale)
    return;
  make_menu(c);
  c->stale = false;
}

/* Do its pins change the menu? */
static bool is_pinned(const struct choice *c)
{
  const struct story *s = c->s.story;
  return !c->s.free && s->part == 1 && !s->framed &&
         (s->position || s->columns || s->picture);
}

bool choice_unpin(struct choice *c)
{
  bool pinned = is_pinned(c);
  c->s.free = true;
  c->stale = c->stale || pinned;
  return pinned;
}

void choice_pin(struct choice *c)
{
  bool was = c->s.free;
  c->s.free = false;
  c->stale = c->stale || (was && is_pinned(c));
}

const struct menu *choice_menu(struct choice *c)
{
  refresh(c);
  return &c->menu;
}

const struct story *choice_story(const struct choice *c)
{
  return c->s.story;
}

static bool is_possible(const struct choice *c, int w, int h)
{
  for (int top = 0; top < TOPS; top++)
    if (c->menu.price[w][h][top] < NO_PRICE)
      return true;
  return false;
}

int choice_widths(struct choice *c)
{
  refresh(c);
  int n = 0;
  for (int w = 1; w <= SEARCH_COLUMNS; w++)
    for (int h = 1; h <= c->lines; h++)
      if (is_possible(c, w, h)) {
        n++;
        break;
      }
  return n;
}

int choice_least(struct choice *c)
{
  refresh(c);
  if (c->least)
    return c->least;
  for (int w = 1; w <= SEARCH_COLUMNS; w++)
    for (int h = 1; h <= c->lines; h++)
      if (is_possible(c, w, h) && (!c->least || w * (h + 1) < c->least))
        c->least = w * (h + 1);
  return c->least;
}

int choice_nominal(struct choice *c)
{
  if (!c->nominal) {
    refresh(c);
    c->nominal = count_nominal(c);
  }
  return c->nominal;
}

/* --- geometry ------------------------------------------------------------- */

static void add_pictures(const struct choice *c, const struct frame *f,
                         const struct search_slot *slot,
                         struct scene_module *out)
{
  for (int i = 0; i < f->n && out->npictures < SCENE_PICTURES; i++) {
    const struct floated *fl = &f->floats[i];
    if (!fl->solid->figure)
      continue;
    int line = fl->line < 0 ? slot->lines + fl->line : fl->line;
    out->pictures[out->npictures++] =
        (struct patch){slot->column + fl->column, fl->columns,
                       slot->line + line, fl->lines};
  }
  (void)c;
}

void choice_scene(const struct choice *c, const struct search_slot *slot,
                  struct scene_module *out)
{
  const struct story *story = c->s.story;
  const struct cell *cell = slot_cell(c, slot);
  const struct option *o = &cell->best;
  struct frame f;
  *out = (struct scene_module){
      .id = story->id,
      .rank = c->menu.rank,
      .filler = story->filler,
      .rest = story->part > 1,
      .at = {slot->column, slot->columns, slot->line, slot->lines}};
  if (story->framed) {
    out->type = 2 * c->s.l->page->size;
    framed_scene(story, out);
    return;
  }
  if (!option_frame(&c->s, o, slot->columns, &f))
    return;
  out->head = (struct patch){slot->column, f.head_columns,
                             slot->line + f.high, f.head};
  out->type = o->form ? o->form->size
                      : 2 * c->s.l->page->size;
  out->vertical = o->form && o->form->shape == HEADLINE_VERTICAL;
  out->boxed = o->form && o->form->shape == HEADLINE_BOXED;
  add_pictures(c, &f, slot, out);
}

/* --- settling ------------------------------------------------------------- */

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

/* What O's text must cost less than to be better than the best so far. */
static long limit_of(const struct cell *cell, const struct option *o)
{
  return cell->block ? (long)cell->best.cost + cell->extra - o->cost
                     : LONG_MAX;
}

/* Sets the text in O's frame; keeps the block when it is the best so far. */
static void settle_option(const struct choice *c, const struct option *o,
                          const struct search_slot *slot, struct cell *cell)
{
  const struct option_story *s = &c->s;
  struct block *b = make_block(c, o, slot);
  size_t last = o->floats ? s->floats[o->floats - 1].row + 1 : 0;
  struct settle_job job = {.story = s->story,
                           .frame = &b->frame,
                           .lines = slot->lines,
                           .cut = o->cut,
                           .after = last,
                           .until = row_after(s, o->floats),
                           .limit = limit_of(cell, o),
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
      (cell->block && o->cost + extra >= cell->best.cost + cell->extra)) {
    free(b->rows);
    free(b);
    return;
  }
  count_white(b, s->story->flow);
  fill_side(b);
  free_block(cell->block);
  cell->best = *o;
  cell->extra = extra;
  cell->block = b;
}

/* From now on the menu knows what the text, once set, really costs. */
static void reprice(struct choice *c, const struct search_slot *slot,
                    const struct cell *cell)
{
  int price = cell->best.cost + cell->extra;
  for (int k = 0; k < slot->columns; k++)
    price += cell->block->white[k] * WHITE_PRICE;
  c->menu.price[slot->columns][slot->lines][slot->top] = price;
}

static void settle_cell(const struct choice *c, const struct search_slot *slot,
                        struct cell *cell)
{
  for (int i = cell->first; i; i = c->pool[i].next)
    if (!cell->block ||
        c->pool[i].o.cost < cell->best.cost + cell->extra)
      settle_option(c, &c->pool[i].o, slot, cell);
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
  free_block(better ? old.block : cell->block);
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
  b.price = cell->best.cost;
  b.extra = cell->extra;
  b.air = cell->best.air;
  b.crop = cell->best.crop;
  return b;
}

void choice_ban(struct choice *c, const struct search_slot *slot)
{
  c->menu.price[slot->columns][slot->lines][slot->top] = NO_PRICE;
}

int choice_price(const struct choice *c, const struct search_slot *slot)
{
  const struct cell *cell = slot_cell(c, slot);
  return cell->best.cost + cell->extra;
}
