#include <limits.h>
#include <stdlib.h>

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

static void make_try(struct make *m, const struct try *t)
{
  m->apart = t->apart; /* make_reset asks for it */
  if (m->tries++)
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

/* The best try so far, put by: made again it might come out otherwise, since
 * menus learn from every try what the text of their stories really costs. */
struct outcome {
  struct leaf *leaves;
  size_t n;
  int planned, more;
  bool bare, apart;
  long cost;
};

static void drop(struct outcome *o)
{
  for (size_t i = 0; i < o->n; i++)
    leaf_free(&o->leaves[i]);
  free(o->leaves);
  *o = (struct outcome){.cost = LONG_MAX};
}

/* Takes the pages of M. */
static struct outcome take(struct make *m, long cost)
{
  struct outcome o = {m->leaves, m->n, m->planned, m->more, m->bare, m->apart,
                      cost};
  m->leaves = NULL;
  m->n = m->cap = 0;
  return o;
}

static void give_back(struct make *m, struct outcome *o)
{
  m->leaves = o->leaves;
  m->n = m->cap = o->n;
  m->planned = o->planned;
  m->more = o->more;
  m->bare = o->bare;
  m->apart = o->apart;
}

/* Is it worth trying T, where BEST is what has come of the others? */
static bool may_help(const struct make *m, const struct try *t,
                     const struct outcome *best)
{
  if (t->apart && !briefs_some(m))
    return false;
  if (m->l.page->run_on)
    return !best->n || m->planned + t->more - m->more > 0;
  if (t->more)
    return ((long)best->n > best->planned || best->bare) &&
           !node_int(xmlDocGetRootElement(m->l.issue), "page-count", 0);
  return !best->n || t->loose || t->apart || t->window || has_free(m);
}

void tries_make(struct make *m, int first, int most)
{
  size_t n;
  const struct try *tries = ways_of(m, &n);
  struct outcome best = {.cost = LONG_MAX};
  bool whole = false;
  for (size_t i = (size_t)first; i < n && !whole && m->tries < most; i++) {
    if (!may_help(m, &tries[i], &best))
      continue;
    make_try(m, &tries[i]);
    long cost = issue_cost(m);
    whole = is_whole(m);
    struct outcome now = take(m, cost);
    if (cost < best.cost) {
      drop(&best);
      best = now;
      m->way = (int)i;
    } else {
      drop(&now);
    }
  }
  give_back(m, &best);
  run_close(m);
}
