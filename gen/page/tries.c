#include <limits.h>

#include "page/briefs.h"
#include "page/make_in.h"
#include "page/run.h"
#include "page/style.h"
#include "tree/node.h"

/* Making an issue more than once: where a page stays open, or stories are left
 * over at the end, it is made again in other ways, and the best is taken. */

enum {
  COST_PAGE_MORE = 3000, /* behind those that were planned */
  COST_OPEN = 1000,      /* a page that is not full */
  COST_EMPTY = 4000,     /* with nothing on it */
  COST_MOVED = 300,      /* a story away from its page */
  COST_BARE = 20000,     /* no room for the imprint */
  COST_MORE = 400,       /* two pages planned on top */
  COST_ODD = 500         /* a sheet with nothing on its back */
};

struct try {
  int aim;   /* thousandths of the last page that stories should take */
  bool loose; /* stories may leave the page that their editors would have */
  bool apart; /* briefs each for itself */
  int more;   /* pages on top, or less */
  int window; /* page/run.c: stories ahead that a page chooses from */
};

/* Stories that begin away from the page that their editors would have. */
static int count_moved(const struct make *m)
{
  int n = 0;
  for (size_t i = 0; i < m->n; i++)
    for (int k = 0; k < m->leaves[i].plan.n; k++) {
      const struct block *b = &m->leaves[i].blocks[k];
      n += b->part == 1 && b->story->pin_page &&
           b->story->pin_page != m->leaves[i].page;
    }
  return n;
}

static long page_cost(const struct leaf *leaf)
{
  if (!leaf->plan.n)
    return leaf->page == 1 ? 2 * COST_EMPTY : COST_EMPTY;
  return leaf->exact && !leaf->white ? leaf->plan.cost : COST_OPEN;
}

/* What the issue as it is made costs: pages too many, pages that are not
 * full, looks. */
static long issue_cost(const struct make *m)
{
  long cost = (long)m->n > m->planned
                  ? ((long)m->n - m->planned) * COST_PAGE_MORE
                  : 0;
  if (m->bare)
    cost += COST_BARE;
  if (m->more)
    cost += m->planned % 2 ? COST_ODD : COST_MORE;
  for (size_t i = 0; i < m->n; i++)
    cost += page_cost(&m->leaves[i]);
  return cost + COST_MOVED * count_moved(m);
}

static bool is_whole(const struct make *m)
{
  if (m->bare)
    return false;
  for (size_t i = 0; i < m->n; i++)
    if (!m->leaves[i].exact || m->leaves[i].white)
      return false;
  return (long)m->n <= m->planned;
}

static bool has_free(const struct make *m)
{
  for (size_t i = 0; i < m->all.n; i++)
    if (!m->all.v[i]->filler && !m->all.v[i]->pin_page)
      return true;
  return false;
}

/* Is it worth trying T? */
static bool may_help(const struct make *m, const struct try *t, bool first)
{
  if (t->apart && !briefs_some(m))
    return false;
  if (m->l.page->run_on)
    return first || m->planned + t->more - m->more > 0;
  if (t->more)
    return ((long)m->n > m->planned || m->bare) &&
           !node_int(xmlDocGetRootElement(m->l.issue), "page-count", 0);
  return first || t->loose || t->apart || t->window || has_free(m);
}

static void make_try(struct make *m, const struct try *t)
{
  m->apart = t->apart; /* make_reset asks for it */
  if (m->n)
    make_reset(m);
  run_close(m);
  m->planned += t->more - m->more;
  m->more = t->more;
  m->aim_last = t->aim;
  m->loose = t->loose;
  m->window = t->window;
  make_pages(m);
}

/* The N ways in which the issue may be made, in order. */
static const struct try *ways_of(const struct make *m, size_t *n)
{
  static const struct try tries[] = {{900, false, false, 0, 0},
                                     {840, false, false, 0, 0},
                                     {900, true, false, 0, 0},
                                     {840, true, false, 0, 0},
                                     {900, true, true, 0, 0},
                                     {900, false, false, 2, 0}},
    run[] = {{930, false, false, 0, 5},
             {890, true, false, 0, 6},
             {930, false, false, 2, 5},
             {930, false, false, 1, 5},
             {930, false, false, -1, 5}};
  *n = m->l.page->run_on ? sizeof run / sizeof *run
                         : sizeof tries / sizeof *tries;
  return m->l.page->run_on ? run : tries;
}

void tries_make(struct make *m)
{
  size_t n;
  const struct try *tries = ways_of(m, &n), *best = tries, *last = tries;
  long least = LONG_MAX;
  for (size_t i = 0; i < n; i++) {
    if (!may_help(m, &tries[i], !i))
      continue;
    make_try(m, last = &tries[i]);
    long cost = issue_cost(m);
    if (cost < least) {
      least = cost;
      best = last;
    }
    if (is_whole(m))
      break;
  }
  if (best != last)
    make_try(m, best);
  run_close(m);
}
