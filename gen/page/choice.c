#include <stdlib.h>

#include "base/mem.h"
#include "page/choice_in.h"
#include "page/framed.h"
#include "page/head.h"
#include "page/solid.h"
#include "page/style.h"

enum {
  OPTIONS = 10,      /* kept and tried for one rectangle */
  NOMINAL_COST = 16, /* over the cheapest: what still looks good */
  HEAD_LINES = 4     /* of what fills pages */
};

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
  if (o->cost < *price)
    *price = o->cost;
}

static void free_blocks(struct choice *c)
{
  int columns = c->s.l->page->columns;
  for (int i = 0; i < (columns + 1) * (c->lines + 1) * TOPS; i++) {
    choice_free_block(c->cells[i].block);
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

/* Of a story that no page holds whole. What floats can be small, unless it is
 * a table of half a page or more; in large type it is counted anyway. */
static int whole_area(const struct choice *c)
{
  const struct page_style *page = c->s.l->page;
  int area = c->s.rows + HEAD_LINES * page->columns;
  for (int i = 0; i < c->s.nfloats; i++) {
    const struct option_float *f = &c->s.floats[i];
    int span = f->want < page->columns ? f->want : page->columns;
    if (page->run_on || (!f->figure && f->lines[span] * 2 > c->lines))
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

void choice_whole(struct choice *c)
{
  if (!c->s.may_cut)
    return;
  c->s.may_cut = c->s.must_cut = false;
  c->s.target = 0;
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
  const struct option *o = best_of(c, cell);
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
