#include "page/run_in.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/past.h"
#include "page/style.h"

/* Page after page, each the cheapest that closes. Where one does not, the page
 * before it is made in its next best way, and so on back: how often, and how
 * many pages are composed for that, is counted and bounded. */

enum {
  WAYS = 4,        /* in which a page may be made … */
  BACK = 16,       /* how often it is gone back for a page … */
  BACK_LAST = 48,  /* … for the last one … */
  WORK = 40,       /* … while no more pages were composed for each … */
  MORE_WORK = 300, /* … and on top */
  OVERFULL = 105   /* per cent of the last page: more goes on behind it */
};

/* A page that was made, and other ways to make it. */
struct step {
  int page;
  struct past *past; /* before it */
  struct run_set *v;
  int n, next;
};

struct trail {
  struct step *v; /* a stack */
  size_t n, cap;
  int farthest, backs; /* how often it was gone back for that page */
};

static struct trail *trail_of(struct make *m)
{
  if (!m->trail)
    m->trail = mem_new(sizeof *m->trail);
  return m->trail;
}

static void pop(struct trail *trail)
{
  struct step *s = &trail->v[--trail->n];
  past_free(s->past);
  free(s->v);
}

void run_close(struct make *m)
{
  if (!m->trail)
    return;
  while (m->trail->n)
    pop(m->trail);
  free(m->trail->v);
  free(m->trail);
  m->trail = NULL;
  m->work = m->back = 0;
}

/* --- back ----------------------------------------------------------------- */

/* The last step before PAGE that knows another way; NULL: none, or it was gone
 * back often enough. */
static struct step *way_back(struct make *m, int page)
{
  struct trail *trail = trail_of(m);
  if (page > trail->farthest) {
    trail->farthest = page;
    trail->backs = 0;
  }
  int most = page >= m->planned ? BACK_LAST : BACK;
  if (trail->backs >= most || m->work > m->planned * WORK + MORE_WORK)
    return NULL;
  for (size_t i = trail->n; i-- > 0;)
    if (trail->v[i].page < page && trail->v[i].next < trail->v[i].n)
      return &trail->v[i];
  return NULL;
}

/* PAGE cannot be made: run_back goes back, if there is a way. */
static bool go_back(struct make *m, int page)
{
  const struct step *way = way_back(m, page);
  if (!way)
    return false;
  m->back = way->page;
  m->trail->backs++;
  return true;
}

int run_back(struct make *m)
{
  struct trail *trail = m->trail;
  while (trail->v[trail->n - 1].page > m->back)
    pop(trail);
  for (; m->n >= (size_t)m->back; m->n--)
    leaf_free(&m->leaves[m->n - 1]);
  past_restore(trail->v[trail->n - 1].past);
  int before = m->back - 1;
  m->back = 0;
  return before;
}

/* --- pages ---------------------------------------------------------------- */

/* Takes the best page. */
static void take(struct runner *r)
{
  struct run_page *p = &r->best[0];
  for (int b = 0; b < p->page.n; b++) /* one may have been taken before */
    choice_settle(p->v[p->page.slots[b].menu], &p->page.slots[b]);
  r->leaf->white = p->page.white > 0;
  make_keep(r->m, r->leaf, p->v, &p->page);
}

static void push(struct runner *r)
{
  struct trail *trail = trail_of(r->m);
  trail->v = mem_grow(trail->v, &trail->cap, trail->n + 1, sizeof *trail->v);
  struct step *s = &trail->v[trail->n++];
  *s = (struct step){.page = r->leaf->page,
                     .past = past_new(r->m),
                     .v = mem_array((size_t)r->n + 1, sizeof *s->v),
                     .n = r->n,
                     .next = 1};
  for (int i = 0; i < r->n; i++)
    s->v[i] = r->best[i].set;
}

/* All that waits, to the end of the issue. */
static bool make_last(struct make *m, struct leaf *leaf)
{
  struct runner *r = runner_new(m, leaf, true);
  run_try_whole(r);
  bool ok = run_try_good(r) || (r->n && !way_back(m, leaf->page));
  if (ok)
    take(r);
  runner_free(r);
  return ok;
}

static bool make_new(struct make *m, struct leaf *leaf)
{
  struct runner *r = runner_new(m, leaf, false);
  bool late = leaf->page >= m->planned, ok = false;
  r->keep = leaf->page == m->planned - 1 ? RUN_KEPT : WAYS;
  if (m->waiting.n && (!late || r->copy * 100 > (long)r->cap * OVERFULL))
    run_try_sets(r);
  if (run_try_good(r) || !go_back(m, leaf->page))
    ok = r->n > 0;
  if (ok) {
    push(r);
    take(r);
  }
  runner_free(r);
  return ok;
}

/* In the way that S knows as its I-th. */
static bool make_way(struct make *m, struct leaf *leaf, const struct step *s,
                     int i)
{
  struct runner *r = runner_new(m, leaf, false);
  run_try_one(r, &s->v[i]);
  bool ok = i ? run_try_good(r) : r->n > 0;
  if (ok)
    take(r);
  runner_free(r);
  return ok;
}

/* Once more, in another way; the first again when there is none. */
static bool make_again(struct make *m, struct leaf *leaf, struct step *s)
{
  while (s->next < s->n)
    if (make_way(m, leaf, s, s->next++))
      return true;
  return !go_back(m, leaf->page) && make_way(m, leaf, s, 0);
}

bool run_page(struct make *m, struct leaf *leaf, bool whole)
{
  struct trail *trail = trail_of(m);
  struct step *top = trail->n ? &trail->v[trail->n - 1] : NULL;
  if (whole)
    return make_last(m, leaf);
  if (top && top->page == leaf->page)
    return make_again(m, leaf, top);
  return make_new(m, leaf);
}
