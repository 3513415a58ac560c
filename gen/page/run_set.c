#include "page/run_in.h"

#include <stdlib.h>

#include "page/style.h"

/* Which stories a page may hold, by what they take: as much as its share of
 * the copy, in the editor's order, whole or with one that goes on. */

enum {
  WINDOW = 6,       /* stories ahead that a page may choose from, at most */
  SKIPPED = 14,     /* what it costs that a story waits for a later one */
  FAR = 2,          /* stiff stories behind these */
  STIFF_COST = 200, /* what can hardly stand on the last page waits for it … */
  STUCK_COST = 800, /* … or cannot at all, unless it is cut */
  CUT = 25,         /* a story goes on … */
  CUT_AGAIN = 25,   /* … which came from a page before */
  CUT_ANY = 70,     /* more than one may */
  SHORT = 12        /* column lines that a page can be short of, and more */
};

long run_set_wanted(const struct runner *r)
{
  long all = r->cap + r->behind;
  long here = r->copy * r->cap / (all ? all : 1);
  return here < r->cap ? here : r->cap;
}

long run_set_share(const struct runner *r, long copy)
{
  return r->behind ? copy * 1000 / r->behind : copy ? 2000 : 0;
}

/* No page holds it whole. */
static bool is_stuck(const struct story *s)
{
  return !s->widths;
}

bool run_set_cuts(const struct story *s)
{
  if (s->framed || story_left(s) < RUN_CUT_ROWS)
    return false;
  return s->jumping != JUMP_NEVER || is_stuck(s);
}

void run_set_add(struct runner *r, struct run_set *set, struct story *s)
{
  if (!s->filler)
    set->copy += run_area(r->m, s);
  set->v[set->n++] = s;
}

/* A story that cannot stand in every width had better not wait for the last
 * page: what it costs that it does, the more the nearer that is. */
static long stiff_cost(const struct runner *r, const struct story *s)
{
  int pages = r->m->planned - r->leaf->page;
  long cost = is_stuck(s)                           ? STUCK_COST
              : s->widths < r->m->l.page->columns ? STIFF_COST
                                                  : 0;
  return cost / (pages > 1 ? pages : 1);
}

/* Of all stories that S leaves behind. */
static long stiff_costs(const struct runner *r, const struct run_set *s)
{
  long cost = r->stiff;
  for (int i = 0; i < s->n; i++)
    if (!s->v[i]->filler)
      cost -= stiff_cost(r, s->v[i]);
  return cost;
}

void run_set_open(struct runner *r)
{
  struct queue *q = &r->m->waiting;
  r->stiff = 0;
  for (size_t i = 0; i < q->n; i++) {
    q->v[i]->widths = choice_widths(make_choice(r->m, q->v[i]));
    r->stiff += stiff_cost(r, q->v[i]);
  }
}

long run_set_cost(const struct runner *r, const struct run_set *s)
{
  long each = r->m->loose ? SKIPPED / 4 : SKIPPED;
  return s->skipped * each + stiff_costs(r, s);
}

/* The stories that a page may choose from, in order: how many. */
static int look_ahead(struct runner *r, struct story **v)
{
  struct queue *q = &r->m->waiting;
  int most = r->m->window ? r->m->window : WINDOW, n = 0, far = 0;
  for (size_t i = 0; i < q->n && far < FAR; i++) {
    if (q->v[i]->part > 1 || (n >= most && !stiff_cost(r, q->v[i])))
      continue;
    far += n >= most;
    v[n++] = q->v[i];
  }
  return n;
}

/* The rests and what MASK takes of the N stories V. */
static void pick(struct runner *r, unsigned mask, struct story *const *v,
                 struct run_set *s)
{
  struct queue *q = &r->m->waiting;
  int pending = 0;
  *s = (struct run_set){.cut = RUN_WHOLE};
  for (size_t i = 0; i < q->n && q->v[i]->part > 1 && s->n < RUN_ROOM; i++)
    run_set_add(r, s, q->v[i]);
  for (int i = 0; mask >> i && s->n < RUN_ROOM; i++) {
    if (!(mask >> i & 1)) {
      pending++;
      continue;
    }
    run_set_add(r, s, v[i]);
    s->skipped += pending;
    pending = 0;
  }
}

/* Of the sets that are known, at most RUN_TRIED. */
static void insert(struct run_set *sets, int *n, const struct run_set *s)
{
  if (*n == RUN_TRIED && s->rank >= sets[*n - 1].rank)
    return;
  int at = *n < RUN_TRIED ? (*n)++ : *n - 1;
  for (; at && sets[at - 1].rank > s->rank; at--)
    sets[at] = sets[at - 1];
  sets[at] = *s;
}

/* What speaks against cutting story I, of which OFF column lines are too many;
 * below 0: it cannot be. */
static long cut_rank(struct runner *r, const struct run_set *s, int i,
                     long off)
{
  if (!run_set_cuts(s->v[i]))
    return -1;
  long here = run_area(r->m, s->v[i]) - off;
  if (here < RUN_CUT_ROWS)
    return -1;
  return CUT + labs(off) / 4 +
         (s->v[i]->part > 1 ? CUT_AGAIN * (r->cap - here) / r->cap : 0);
}

/* Stories that only stand on a page when they are cut. */
static int count_stuck(const struct run_set *s)
{
  int n = 0;
  for (int i = 0; i < s->n; i++)
    n += is_stuck(s->v[i]);
  return n;
}

/* What is stiff counts less before it is tried: else all that is tried is
 * that. */
static long rank_cost(const struct runner *r, const struct run_set *s)
{
  long stiff = stiff_costs(r, s);
  return run_set_cost(r, s) - stiff + stiff / 4;
}

/* All ways to have S on the page. */
static void insert_cuts(struct runner *r, struct run_set *s,
                        struct run_set *sets, int *n)
{
  long off = s->copy - run_set_wanted(r), base = rank_cost(r, s);
  int may = 0, stuck = count_stuck(s);
  s->cut = RUN_WHOLE;
  s->rank = base + labs(off);
  if (off < r->cap / 3 && !stuck)
    insert(sets, n, s);
  for (s->cut = 0; s->cut < s->n && off > -SHORT; s->cut++) {
    long rank = cut_rank(r, s, s->cut, off);
    may += run_set_cuts(s->v[s->cut]);
    s->rank = base + rank;
    if (rank >= 0 && stuck == is_stuck(s->v[s->cut]))
      insert(sets, n, s);
  }
  s->cut = RUN_ANY;
  s->rank = base + CUT_ANY + (off > 0 ? off / 2 : -off);
  if (may > 1 && off < r->cap * 2L)
    insert(sets, n, s);
}

int run_set_find(struct runner *r, struct run_set *sets)
{
  struct story *v[WINDOW + FAR];
  const struct queue *q = &r->m->waiting;
  bool rests = q->n && q->v[0]->part > 1;
  int ahead = look_ahead(r, v), n = 0;
  for (unsigned mask = rests ? 0 : 1; mask < 1u << ahead; mask++) {
    struct run_set s;
    if (r->leaf->page == 1 && !(mask & 1))
      continue; /* the lead */
    pick(r, mask, v, &s);
    if (s.n)
      insert_cuts(r, &s, sets, &n);
  }
  return n;
}
