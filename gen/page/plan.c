#include "page/plan.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/head.h"

enum {
  CELLS = 4,       /* side by side in a band */
  STACK = 3,       /* one below the other in a cell */
  BAND_STORIES = 7,
  LOOSE = 3,       /* lines that a band may be higher than its stories need */
  MOST_LOOSE = 5,  /* the same, when that closes the page */
  LEAST_CUT = 14,  /* lines of a block that is cut, a fifth of a page … */
  LEAST_SMALL = 4, /* … but no fewer */
  MOST_LINES = 400,
  CUT_COST = 60,
  WHOLE_COST = 160, /* a story that the editor wants to jump, uncut */
  WISH_COST = 160,  /* a headline that does not stand as he wants it */
  SPARE_COST = 9,
  WASTE_COST = 6,
  STRIPE_COST = 8, /* a story alone in its band */
  STACK_COST = 3,
  BAND_COST = 450  /* no good page has a band that costs more */
};

/* What a width costs by priority, in sixths of the page. */
static const int span_cost[4][6] = {{250, 120, 38, 3, 0, 4},
                                    {70, 9, 0, 2, 12, 22},
                                    {14, 0, 3, 14, 32, 50},
                                    {2, 3, 20, 50, 80, 90}};

/* A cell: N stories from FIRST on, W columns wide; NEED lines without air. */
struct cell {
  int first, n, w, need;
  long cost; /* at its best height */
  bool cut;
};

struct band {
  int first, n, cells, lines;
  struct cell cell[CELLS];
};

struct state {
  long cost;  /* LONG_MAX: not reached */
  int before; /* lines used before the last band */
  struct band band;
};

struct search {
  const struct candidate *v;
  int n, columns, lines;
  long limit; /* bands that must cost more are not looked at */
  struct state *states; /* (n + 1) × (lines + 2) */
};

/* Text divided over W columns leaves up to W - 1 lines; more is a hole. */
static long hole_cost(int empty, int w)
{
  int hole = empty - (w - 1);
  return hole > 0 ? (long)hole * WASTE_COST : 0;
}

static long form_cost(const struct candidate *c,
                      const struct headline_form *form)
{
  if (!form)
    return 0;
  bool meets = headline_form_meets(c->story->node, form);
  return form->cost / 10 + (meets ? 0 : WISH_COST);
}

/* C at W columns in FORM, if that costs less than BEST; what it costs. */
static long measure_form(struct layout *l, struct candidate *c, int w,
                         const struct headline_form *form, long best)
{
  int empty;
  struct block_size size = {.columns = w, .form = form};
  int least = block_measure(l, c->story, size, &empty);
  if (!least)
    return best;
  long cost = hole_cost(empty, w) + form_cost(c, form);
  if (cost >= best)
    return best;
  c->least[w] = least;
  c->empty[w] = empty;
  c->form[w] = form;
  return cost;
}

/* Other forms for the sake of neighbours are page/form.h's. */
static void measure_width(struct layout *l, struct candidate *c, int w)
{
  if (c->story->part > 1 || c->story->framed) {
    measure_form(l, c, w, NULL, LONG_MAX);
    return;
  }
  const struct headline_forms *forms = head_forms(l, c->story->node, w, true);
  long best = LONG_MAX;
  for (int i = 0; i < forms->n; i++)
    if (i == 0 || form_cost(c, &forms->v[i]) < best)
      best = measure_form(l, c, w, &forms->v[i], best);
  long more = form_cost(c, c->form[w]) - forms->v[0].cost / 10;
  c->extra[w] = more > 0 ? (int)more : 0;
}

struct candidate plan_candidate(struct layout *l, struct story *story)
{
  struct candidate c = {.story = story};
  int most = l->page->columns;
  for (int w = 1; w <= most && w <= BLOCK_COLUMNS; w++)
    measure_width(l, &c, w);
  return c;
}

void plan_allow_cut(struct layout *l, struct candidate *c)
{
  int most = l->page->columns;
  c->cut = true;
  c->least_cut = l->page->lines / 5;
  if (c->least_cut > LEAST_CUT)
    c->least_cut = LEAST_CUT;
  if (c->least_cut < LEAST_SMALL)
    c->least_cut = LEAST_SMALL;
  for (int w = 1; w <= most && w <= BLOCK_COLUMNS; w++)
    for (int h = 0; h < PLAN_LINES; h++) {
      bool no_use = h < c->least_cut || h > l->page->lines ||
                    (c->least[w] && h >= c->least[w]);
      c->waste[w][h] =
          no_use ? -1 : (short)block_waste(l, c->story, w, h);
    }
}

static struct state *state_at(struct search *s, int i, int lines)
{
  return &s->states[i * (s->lines + 2) + lines];
}

/* What story C costs at W columns, whatever its height. */
static long width_cost(const struct search *s, const struct candidate *c,
                       int w)
{
  int sixth = (w * 6 + s->columns - 1) / s->columns;
  enum priority p = c->story->priority;
  long cost = span_cost[p][(sixth > 6 ? 6 : sixth) - 1];
  return c->story->part > 1 && p == PRIORITY_LEAD ? cost / 2 : cost;
}

/* Fills in what CELL needs at its width; false when that is impossible. */
static bool measure_cell(const struct search *s, struct cell *cell)
{
  cell->need = cell->n - 1;
  cell->cost = (cell->n - 1) * STACK_COST;
  cell->cut = false;
  for (int i = 0; i < cell->n; i++) {
    const struct candidate *c = &s->v[cell->first + i];
    int least = c->least[cell->w];
    if (c->cut)
      cell->cut = true;
    else if (!least)
      return false;
    cell->need += least;
    cell->cost += width_cost(s, c, cell->w) + c->extra[cell->w] +
                  hole_cost(c->empty[cell->w], cell->w);
  }
  return !cell->cut || cell->n == 1;
}

/* Cost of a cell in a band of LINES; -1: impossible. */
static long cell_cost(const struct search *s, const struct cell *cell,
                      int lines)
{
  long cost = cell->cost;
  if (cell->cut) {
    const struct candidate *c = &s->v[cell->first];
    bool forced = c->story->jump > 0;
    if (cell->need && lines >= cell->need)
      return cost + (forced ? WHOLE_COST : 0) +
             (long)(lines - cell->need) * cell->w * WASTE_COST;
    int waste = lines < PLAN_LINES ? c->waste[cell->w][lines] : -1;
    return waste < 0 ? -1
                     : cost + (forced ? 0 : CUT_COST) +
                           (long)waste * WASTE_COST;
  }
  int spare = lines - cell->need - cell->n;
  if (lines < cell->need)
    return -1;
  if (spare > 0)
    cost += (long)spare * cell->w * WASTE_COST;
  if (cell->w <= 2 && cell->n == 1 && lines > 40)
    cost += (lines - 40) * 2;
  return cost;
}

static void reach(struct search *s, const struct band *b, int used, long cost)
{
  struct state *from = state_at(s, b->first, used);
  struct state *to = state_at(s, b->first + b->n, used + b->lines + 1);
  if (from->cost + cost >= to->cost)
    return;
  to->cost = from->cost + cost;
  to->before = used;
  to->band = *b;
}

/* Tries the band at every useful height from every state. */
static void try_heights(struct search *s, struct band *b)
{
  int low = 0, high = 0;
  for (int i = 0; i < b->cells; i++) {
    const struct cell *c = &b->cell[i];
    int floor = c->cut ? s->v[c->first].least_cut : c->need;
    int ceiling = c->need ? c->need : s->lines;
    low = floor > low ? floor : low;
    high = ceiling > high ? ceiling : high;
  }
  for (b->lines = low; b->lines <= high + LOOSE && b->lines <= s->lines;
       b->lines++) {
    long cost = b->n == 1 ? STRIPE_COST : 0, one = 0;
    for (int i = 0; i < b->cells && one >= 0; i++)
      cost += one = cell_cost(s, &b->cell[i], b->lines);
    if (one < 0)
      continue;
    for (int used = 0; used + b->lines <= s->lines; used++)
      if (state_at(s, b->first, used)->cost != LONG_MAX)
        reach(s, b, used, cost);
  }
}

/* What the band costs at least: its cells, and the white under the shorter
 * ones. */
static long least_cost(const struct band *b)
{
  long cost = 0;
  int high = 0;
  for (int i = 0; i < b->cells; i++)
    if (!b->cell[i].cut && b->cell[i].need > high)
      high = b->cell[i].need;
  for (int i = 0; i < b->cells; i++) {
    const struct cell *c = &b->cell[i];
    int spare = high - c->need - c->n;
    cost += c->cost;
    if (!c->cut && spare > 0)
      cost += (long)spare * c->w * WASTE_COST;
  }
  return cost;
}

/* All ways to go on with a band that has LEFT columns still to give. */
static void extend(struct search *s, struct band *b, int left)
{
  if (left == 0) {
    try_heights(s, b);
    return;
  }
  int first = b->first + b->n;
  if (b->cells == CELLS)
    return;
  for (int n = 1; n <= STACK && first + n <= s->n &&
                  b->n + n <= BAND_STORIES;
       n++)
    for (int w = 1; w <= left; w++) {
      struct cell *cell = &b->cell[b->cells];
      *cell = (struct cell){.first = first, .n = n, .w = w};
      if (!measure_cell(s, cell) || cell->need > s->lines * 2)
        continue;
      b->cells++;
      b->n += n;
      if (least_cost(b) <= s->limit)
        extend(s, b, left - w);
      b->cells--;
      b->n -= n;
    }
}

static void search_all(struct search *s)
{
  for (int i = 0; i < (s->n + 1) * (s->lines + 2); i++)
    s->states[i].cost = LONG_MAX;
  state_at(s, 0, 0)->cost = 0;
  for (int first = 0; first < s->n; first++) {
    struct band b = {.first = first};
    extend(s, &b, s->columns);
  }
}

/* The cheapest end, white space at the foot counted; -1: none. */
static int best_end(struct search *s, long *cost)
{
  int best = -1;
  *cost = LONG_MAX;
  for (int used = 0; used <= s->lines + 1; used++) {
    long c = state_at(s, s->n, used)->cost;
    if (c == LONG_MAX)
      continue;
    c += (long)(s->lines + 1 - used) * SPARE_COST;
    if (c < *cost) {
      *cost = c;
      best = used;
    }
  }
  return best;
}

/* Places the stories of a cell; spare lines go to them in turn. */
static void lay_cell(const struct search *s, const struct cell *cell,
                     const struct band *b, struct slot at, struct plan *out)
{
  int spare = b->lines - cell->need;
  for (int i = 0; i < cell->n; i++) {
    int mine = (spare + cell->n - 1 - i) / cell->n;
    at.candidate = cell->first + i;
    at.stacked = i > 0;
    at.form = s->v[at.candidate].form[cell->w];
    at.lines = cell->cut ? b->lines
                         : s->v[at.candidate].least[cell->w] + mine;
    out->slots[out->n++] = at;
    at.line += at.lines + 1;
  }
}

static void lay_band(const struct search *s, const struct band *b, int line,
                     struct plan *out)
{
  int column = 0;
  for (int i = 0; i < b->cells; i++) {
    lay_cell(s, &b->cell[i], b,
             (struct slot){.column = column,
                           .columns = b->cell[i].w,
                           .line = line},
             out);
    column += b->cell[i].w;
  }
}

/* Follows the search back; lines left over go to the bands, one each in
 * turn. */
static void trace(struct search *s, int used, struct plan *out)
{
  struct band bands[PLAN_STORIES];
  int n = 0;
  out->spare = s->n ? s->lines + 1 - used : s->lines;
  for (int i = s->n; i > 0;) {
    struct state *st = state_at(s, i, used);
    bands[n++] = st->band;
    i = st->band.first;
    used = st->before;
  }
  int most = out->spare <= MOST_LOOSE * n ? MOST_LOOSE : LOOSE;
  for (int round = 0; round < most; round++)
    for (int k = n - 1; k >= 0 && out->spare > 0; k--, out->spare--)
      bands[k].lines++;
  int line = 0;
  for (int k = n - 1; k >= 0; k--) {
    lay_band(s, &bands[k], line, out);
    line += bands[k].lines + 1;
  }
}

/* The least room that C needs, in column lines. */
static int least_area(const struct candidate *c, int columns)
{
  int least = INT_MAX;
  if (c->cut)
    return c->least_cut;
  for (int w = 1; w <= columns; w++)
    if (c->least[w] && c->least[w] * w < least)
      least = c->least[w] * w;
  return least;
}

static bool too_much(const struct candidate *v, int n, int columns, int lines)
{
  int area = 0;
  for (int i = 0; i < n && area <= columns * lines; i++) {
    int least = least_area(&v[i], columns);
    area += least < columns * lines ? least : columns * lines + 1;
  }
  return area > columns * lines;
}

bool plan_page(const struct candidate *v, int n, int columns, int lines,
               struct plan *out)
{
  if (n > PLAN_STORIES || lines < 1 || lines > MOST_LINES ||
      too_much(v, n, columns, lines))
    return false;
  struct search s = {v, n, columns, lines, BAND_COST, NULL};
  s.states = mem_array((size_t)(n + 1) * (size_t)(lines + 2),
                       sizeof *s.states);
  memset(out, 0, sizeof *out);
  search_all(&s);
  int used = best_end(&s, &out->cost);
  if (used < 0) {
    s.limit = LONG_MAX;
    search_all(&s);
    used = best_end(&s, &out->cost);
  }
  if (used >= 0)
    trace(&s, used, out);
  free(s.states);
  return used >= 0;
}
