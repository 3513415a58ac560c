#include "page/run_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/style.h"

/* Pages made of sets of stories, and what they cost. */

enum {
  FIRST = 8,       /* sets that are composed; the others where none is good */
  FILLED = 3,      /* … and of these once more with fillers */
  FILLERS = 5,     /* that are tried */
  SEARCHES = 3,
  LAST_SEARCHES = 4,
  WHITE = 600,     /* a column that looks empty */
  GOOD = 200,
  EVEN = 2000,     /* a page of copy too much or too little behind this one */
  FAR = 6,         /* pages over which that is spread */
  LAST = 12,       /* … and the weight of it before the last ones */
  REST_HEAD = 6,   /* column lines that the head of a rest takes */
  GRAIN = 8,       /* of what a cut should leave here */
  JUMP = 30,       /* a story goes on, */
  JUMP_AGAIN = 40, /* … and came from a page before, if it has little here */
  JUMP_MORE = 60,  /* … with another that does */
  LEAST_THIN = 840 /* thousandths of the room: less copy wants fillers */
};

bool run_try_good(const struct runner *r)
{
  return r->n && !r->best[0].page.white;
}

/* --- choices -------------------------------------------------------------- */

/* S as one that may go on, of which TARGET column lines should stay. */
static struct choice *cut_choice(struct runner *r, struct story *s, int target)
{
  target -= target % GRAIN;
  for (size_t i = 0; i < r->ncuts; i++)
    if (r->cuts[i].story == s && r->cuts[i].target == target)
      return r->cuts[i].choice;
  struct choice *c = choice_new(&r->m->l, s, r->leaf->lines);
  choice_cut(c, false, target);
  r->cuts = mem_grow(r->cuts, &r->cap_cuts, r->ncuts + 1, sizeof *r->cuts);
  r->cuts[r->ncuts++] = (struct run_cut){s, target, c};
  return c;
}

static void open_choices(struct runner *r, const struct run_set *set,
                         struct choice **v)
{
  long pushed = set->copy - run_set_wanted(r);
  for (int i = 0; i < set->n; i++) {
    struct story *s = set->v[i];
    bool cut = (set->cut == i || set->cut == RUN_ANY) && run_set_cuts(s);
    int left = cut ? story_left(s) : 0;
    int target = pushed > 0 ? left - (int)pushed : left;
    v[i] = cut ? cut_choice(r, s, target > 0 ? target : 0)
               : make_choice(r->m, s);
  }
}

/* Adds the fewest and the most column lines that C can take, the line below it
 * counted; false: it cannot stand here. */
static bool add_bounds(struct choice *c, int columns, int lines, int bounds[2])
{
  const struct menu *m = choice_menu(c);
  int least = 0, most = 0;
  for (int w = 1; w <= columns; w++)
    for (int h = 1; h <= lines; h++)
      for (int top = 0; top < TOPS; top++)
        if (m->price[w][h][top] < NO_PRICE) {
          int area = w * (h + 1);
          least = !least || area < least ? area : least;
          most = area > most ? area : most;
        }
  bounds[0] += least;
  bounds[1] += most;
  return most > 0;
}

/* Can they fill the page at all? */
static bool may_fill(const struct runner *r, struct choice **v, int n)
{
  int bounds[2] = {0};
  for (int i = 0; i < n; i++)
    if (!add_bounds(v[i], r->m->l.page->columns, r->leaf->lines, bounds))
      return false;
  return bounds[0] <= r->cap && bounds[1] >= r->cap;
}

/* --- costs ---------------------------------------------------------------- */

/* What goes on: its column lines in LEFT, what speaks against it. */
static long jump_cost(struct runner *r, const struct run_page *p, long *left)
{
  long cost = 0;
  int n = 0;
  *left = 0;
  for (int i = 0; i < p->page.n; i++) {
    const struct search_slot *slot = &p->page.slots[i];
    struct choice *c = p->v[slot->menu];
    struct story *story = (struct story *)choice_story(c);
    const struct block *b = choice_settle(c, slot);
    if (!b || !b->jumps)
      continue;
    int rows = flow_height(story->flow, b->to, story->flow->nrows);
    int all = story_left(story), here = slot->columns * (slot->lines + 1);
    *left += REST_HEAD +
             (long)run_area(r->m, story) * rows / (all ? all : 1);
    cost += JUMP + (n++ ? JUMP_MORE : 0);
    if (story->part > 1)
      cost += JUMP_AGAIN * (r->cap - here) / r->cap;
  }
  return cost;
}

static long even_cost(struct runner *r, const struct run_page *p)
{
  long left = r->copy + p->left;
  int pages = r->m->planned - r->leaf->page;
  for (int i = 0; i < p->set.n; i++)
    if (!p->set.v[i]->filler)
      left -= run_area(r->m, p->set.v[i]);
  long off = run_set_share(r, left) - r->goal;
  return EVEN * off * off / 1000000 *
         (pages > FAR ? FAR : pages < 3 ? LAST : pages);
}

/* --- trying --------------------------------------------------------------- */

static void note(struct runner *r, const struct run_page *p, bool ok)
{
  struct leaf *leaf = r->leaf;
  const struct story *last = p->set.v[p->set.n - 1];
  if (leaf->nnotes == LEAF_NOTES)
    return;
  leaf->notes[leaf->nnotes++] =
      (struct note){.kind = last->filler ? NOTE_FILLER : NOTE_ALL,
                    .story = last->filler ? last : NULL,
                    .share = (int)(p->set.copy * 100L / r->cap),
                    .ok = ok,
                    .cost = p->page.cost,
                    .tried = p->page.tried};
}

/* Do they leave the same for the pages behind? */
static bool same_rest(const struct run_page *a, const struct run_page *b)
{
  return a->set.copy == b->set.copy && a->left == b->left;
}

/* By cost; of equal ones the first that was found; one for each rest. */
static void keep(struct runner *r, const struct run_page *p)
{
  int same = 0;
  while (same < r->n && !same_rest(&r->best[same], p))
    same++;
  if (same < r->n && r->best[same].page.cost <= p->page.cost)
    return;
  if (same == r->n && r->n == r->keep &&
      r->best[--same].page.cost <= p->page.cost)
    return;
  r->n += same == r->n;
  for (; same && r->best[same - 1].page.cost > p->page.cost; same--)
    r->best[same] = r->best[same - 1];
  r->best[same] = *p;
}

void run_try_one(struct runner *r, const struct run_set *set)
{
  struct run_page *p = mem_new(sizeof *p);
  p->set = *set;
  open_choices(r, set, p->v);
  struct compose_job job = {.l = &r->m->l, .v = p->v, .n = set->n,
                            .lines = r->leaf->lines,
                            .white = WHITE,
                            .searches = r->whole ? LAST_SEARCHES : SEARCHES};
  if (r->m->n)
    job.before = r->m->leaves[r->m->n - 1].verdict.skeleton;
  if (may_fill(r, p->v, set->n)) {
    r->m->work++;
    bool ok = compose_page(&job, &p->page);
    note(r, p, ok);
    if (ok && !r->whole)
      p->page.cost += jump_cost(r, p, &p->left);
    if (ok && !r->whole)
      p->page.cost += even_cost(r, p) + run_set_cost(r, set);
    if (ok)
      keep(r, p);
  }
  free(p);
}

static void try_filled(struct runner *r, const struct run_set *from, bool two)
{
  struct queue *q = &r->m->fillers;
  size_t most = two || !r->whole ? FILLERS : q->n;
  most = most < q->n ? most : q->n;
  for (size_t i = 0; i < most; i++)
    for (size_t k = two ? i + 1 : i; k < (two ? most : i + 1);
         k++) {
      struct run_set s = *from;
      if (s.n > RUN_ROOM)
        return;
      run_set_add(r, &s, q->v[i]);
      if (two)
        run_set_add(r, &s, q->v[k]);
      run_try_one(r, &s);
    }
}

void run_try_whole(struct runner *r)
{
  struct run_set s = {.cut = RUN_WHOLE};
  for (size_t i = 0; i < r->m->waiting.n; i++) {
    if (s.n == RUN_ROOM)
      return;
    run_set_add(r, &s, r->m->waiting.v[i]);
  }
  if (!s.n || s.copy > r->cap * 4L / 3)
    return;
  run_try_one(r, &s);
  if (!run_try_good(r) || r->best[0].page.cost > GOOD)
    try_filled(r, &s, false);
  if (!run_try_good(r))
    try_filled(r, &s, true);
}

void run_try_sets(struct runner *r)
{
  struct run_set *sets = mem_array(RUN_TRIED, sizeof *sets);
  int n = run_set_find(r, sets);
  int first = r->keep < RUN_KEPT ? FIRST : RUN_TRIED;
  for (int i = 0; i < n && (i < first || !run_try_good(r)); i++)
    run_try_one(r, &sets[i]);
  bool thin = r->behind && r->copy * 1000 <
                               (r->cap + r->behind) * LEAST_THIN;
  bool done = run_try_good(r) && !thin && r->keep < RUN_KEPT;
  int filled = r->keep < RUN_KEPT ? FILLED : FIRST;
  for (int i = 0; i < n && !done && (i < filled || !r->n); i++)
    try_filled(r, &sets[i], false);
  for (int i = 0; i < n && i < FIRST && !r->n; i++)
    try_filled(r, &sets[i], true);
  free(sets);
}
