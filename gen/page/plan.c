#include "page/plan.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
  BAND_STORIES = 4,
  LOOSE = 3,       /* lines that a band may be higher than its stories need */
  LEAST_CUT = 14,  /* lines of a block that is cut */
  MOST_LINES = 400,
  CUT_COST = 60,
  SPARE_COST = 7,
  WASTE_COST = 5,
  STRIPE_COST = 8  /* a story alone in its band */
};

/* What a width costs by priority, in sixths of the page (make-up.md 3.1). */
static const int span_cost[4][6] = {{250, 120, 38, 3, 0, 4},
                                    {70, 9, 0, 2, 12, 22},
                                    {14, 0, 3, 14, 32, 50},
                                    {2, 3, 20, 50, 80, 90}};

/* A band: stories [FIRST, FIRST + N), their widths, its lines. */
struct band {
  int first, n, widths[BAND_STORIES], lines;
};

struct state {
  long cost; /* LONG_MAX: not reached */
  int before; /* lines used before the last band */
  struct band band;
};

struct search {
  const struct candidate *v;
  int n, columns, lines;
  struct state *states; /* (n + 1) × (lines + 2) */
};

struct candidate plan_candidate(struct layout *l, struct story *story)
{
  struct candidate c = {.story = story};
  int most = l->page->columns;
  for (int w = 1; w <= most && w <= BLOCK_COLUMNS; w++)
    c.least[w] = block_measure(l, story, w);
  return c;
}

static struct state *state_at(struct search *s, int i, int lines)
{
  return &s->states[i * (s->lines + 2) + lines];
}

/* Cost of story C at W columns and LINES lines; -1: impossible. */
static long story_cost(const struct search *s, const struct candidate *c,
                       int w, int lines)
{
  int sixth = (w * 6 + s->columns - 1) / s->columns;
  enum priority p = c->story->priority;
  long cost = span_cost[p][(sixth > 6 ? 6 : sixth) - 1];
  int least = c->least[w];
  if (c->story->part > 1 && p == PRIORITY_LEAD)
    cost /= 2;
  if (c->cut && (!least || lines < least))
    return lines < LEAST_CUT ? -1 : cost + CUT_COST;
  if (!least || lines < least)
    return -1;
  int spare = lines - least;
  cost += spare > 1 ? (long)(spare - 1) * w * WASTE_COST : 0;
  if (w <= 2 && lines > 40)
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
  for (int i = 0; i < b->n; i++) {
    const struct candidate *c = &s->v[b->first + i];
    int least = c->least[b->widths[i]];
    int floor = c->cut ? LEAST_CUT : least;
    int ceiling = least ? least : s->lines;
    if (!c->cut && !least)
      return;
    low = floor > low ? floor : low;
    high = ceiling > high ? ceiling : high;
  }
  for (b->lines = low; b->lines <= high + LOOSE && b->lines <= s->lines;
       b->lines++) {
    long cost = b->n == 1 ? STRIPE_COST : 0, one = 0;
    for (int i = 0; i < b->n && one >= 0; i++) {
      one = story_cost(s, &s->v[b->first + i], b->widths[i], b->lines);
      cost += one;
    }
    if (one < 0)
      continue;
    for (int used = 0; used + b->lines <= s->lines; used++)
      if (state_at(s, b->first, used)->cost != LONG_MAX)
        reach(s, b, used, cost);
  }
}

/* All ways to divide the columns among the stories from I on. */
static void try_widths(struct search *s, struct band *b, int i, int left)
{
  if (i == b->n - 1) {
    b->widths[i] = left;
    try_heights(s, b);
    return;
  }
  for (int w = 1; w <= left - (b->n - 1 - i); w++) {
    b->widths[i] = w;
    try_widths(s, b, i + 1, left - w);
  }
}

static void search_all(struct search *s)
{
  for (int i = 0; i < (s->n + 1) * (s->lines + 2); i++)
    s->states[i].cost = LONG_MAX;
  state_at(s, 0, 0)->cost = 0;
  for (int first = 0; first < s->n; first++)
    for (int n = 1; n <= BAND_STORIES && first + n <= s->n; n++)
      if (n <= s->columns) {
        struct band b = {.first = first, .n = n};
        try_widths(s, &b, 0, s->columns);
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

static void trace(struct search *s, int used, struct plan *out)
{
  struct band bands[PLAN_STORIES];
  int n = 0;
  for (int i = s->n; i > 0;) {
    struct state *st = state_at(s, i, used);
    bands[n++] = st->band;
    i = st->band.first;
    used = st->before;
  }
  int line = 0;
  out->bands = n;
  for (int k = 0; k < n; k++) {
    const struct band *b = &bands[n - 1 - k];
    int column = 0;
    for (int i = 0; i < b->n; i++) {
      out->slots[out->n++] = (struct slot){
          b->first + i, column, b->widths[i], line, b->lines, k};
      column += b->widths[i];
    }
    line += b->lines + 1;
  }
}

/* Lines left over go to the bands, one each in turn. */
static void spread(struct plan *p)
{
  for (int round = 0; round < LOOSE && p->spare > 0; round++)
    for (int band = 0; band < p->bands && p->spare > 0; band++, p->spare--)
      for (int i = 0; i < p->n; i++) {
        p->slots[i].lines += p->slots[i].band == band;
        p->slots[i].line += p->slots[i].band > band;
      }
}

bool plan_page(const struct candidate *v, int n, int columns, int lines,
               struct plan *out)
{
  if (n > PLAN_STORIES || lines < 1 || lines > MOST_LINES)
    return false;
  struct search s = {v, n, columns, lines, NULL};
  s.states = mem_array((size_t)(n + 1) * (size_t)(lines + 2),
                       sizeof *s.states);
  memset(out, 0, sizeof *out);
  search_all(&s);
  int used = best_end(&s, &out->cost);
  if (used >= 0) {
    trace(&s, used, out);
    out->spare = n ? lines + 1 - used : lines;
    spread(out);
  }
  free(s.states);
  return used >= 0;
}
