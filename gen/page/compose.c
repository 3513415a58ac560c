#include "page/compose.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/block.h"
#include "page/style.h"

enum {
  WANTED = 48,    /* arrangements that are judged … */
  SETTLED = 40,   /* … and of which the text is set */
  ROUNDS = 5,     /* with what proved impossible left out */
  MOST_WHITE = 3,   /* per cent of a column */
  WHITE_COST = 150,  /* of a column with more */
  WHITE_LINE = 20,
  THRESHOLD = 120,
  MORE_SLACK = 85,  /* for a search, when the one before was not enough, … */
  MOST_SLACK = 2,   /* … so many times */
  LOW = 60
};

/* An arrangement as it is judged. */
struct page {
  struct arrangement a;
  struct verdict verdict;
  long cost;
  long white; /* of it for lines that look empty */
};

struct composer {
  const struct compose_job *job;
  const struct menu *menus[SEARCH_STORIES];
  struct arrangement found[WANTED];
  struct page pages[WANTED], best;
  struct scene scene; /* room to judge in */
  int n, tried, slack;
};

/* --- judging -------------------------------------------------------------- */

static void open_scene(const struct compose_job *job, struct scene *s)
{
  const struct page_style *ps = job->l->page;
  s->n = 0;
  s->columns = ps->columns;
  s->lines = job->lines;
  s->measure = ps->measure;
  s->gap = ps->gap;
  s->rlh = ps->rlh;
  s->size = ps->size;
  s->before = job->before;
}

static void judge(struct composer *c, struct page *p)
{
  const struct compose_job *job = c->job;
  struct scene *s = &c->scene;
  open_scene(job, s);
  p->cost = 0;
  for (int i = 0; i < p->a.n; i++) {
    const struct search_slot *slot = &p->a.slots[i];
    choice_scene(job->v[slot->menu], slot, &s->v[s->n++]);
    p->cost += choice_price(job->v[slot->menu], slot);
  }
  p->verdict = judge_scene(s);
  p->cost += p->verdict.cost;
}

/* What the page costs for columns that look emptier than a newspaper's. */
static long white_cost(const struct composer *c, const struct arrangement *a)
{
  int white[BLOCK_COLUMNS] = {0};
  long cost = 0, each = c->job->white ? c->job->white : WHITE_COST;
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *slot = &a->slots[i];
    const struct block *b = choice_settle(c->job->v[slot->menu], slot);
    for (int k = 0; b && k < slot->columns; k++)
      white[slot->column + k] += b->white[k];
  }
  for (int k = 0; k < c->job->l->page->columns; k++) {
    int over = white[k] - c->job->lines * MOST_WHITE / 100;
    cost += over > 0 ? each + over * WHITE_LINE : 0;
  }
  return cost;
}

/* By cost; of equal ones the first that was found. */
static void insert(struct composer *c, const struct page *p)
{
  int at = c->n++;
  while (at > 0 && c->pages[at - 1].cost > p->cost) {
    c->pages[at] = c->pages[at - 1];
    at--;
  }
  c->pages[at] = *p;
}

/* ROUND: 0, 1 …; pinwheels only in the first. */
static bool find_pages(struct composer *c, int keep, int threshold, int round)
{
  const struct compose_job *job = c->job;
  struct search_job search = {.menus = c->menus,
                              .n = job->n,
                              .columns = job->l->page->columns,
                              .lines = job->lines,
                              .keep = keep,
                              .threshold = threshold,
                              .slack = &c->slack,
                              .pinwheel = job->pinwheel && !round &&
                                          job->n >= 5 && job->n <= 7};
  int n = search_page(&search, c->found, WANTED);
  c->n = 0;
  struct page *p = mem_new(sizeof *p);
  for (int i = 0; i < n; i++) {
    p->a = c->found[i];
    judge(c, p);
    insert(c, p);
  }
  free(p);
  return n > 0;
}

/* --- settling ------------------------------------------------------------- */

/* Fills all modules of A; what proves impossible is left out from now on. */
static bool settle_all(struct composer *c, const struct arrangement *a)
{
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *slot = &a->slots[i];
    struct choice *choice = c->job->v[slot->menu];
    if (choice_settle(choice, slot))
      continue;
    choice_ban(choice, slot);
    return false;
  }
  return true;
}

/* Columns of P look empty: sets the texts again that leave them so. */
static void level_page(struct composer *c, struct page *p)
{
  bool any = false;
  for (int i = 0; i < p->a.n; i++) {
    const struct search_slot *slot = &p->a.slots[i];
    any |= choice_level(c->job->v[slot->menu], slot);
  }
  if (!any)
    return;
  judge(c, p);
  p->white = white_cost(c, &p->a);
  p->cost += p->white;
}

/* The cheapest page with its text set; NULL: none can be. A page costs no less
 * than it was judged at before. */
static struct page *take_best(struct composer *c)
{
  struct page *best = NULL;
  for (int i = 0; i < c->n && i < SETTLED; i++) {
    struct page *p = &c->pages[i];
    if (best && p->cost >= best->cost)
      break;
    c->tried++;
    if (!settle_all(c, &p->a))
      continue;
    judge(c, p);
    p->white = white_cost(c, &p->a);
    p->cost += p->white;
    if (p->white && c->job->level)
      level_page(c, p);
    if (!best || p->cost < best->cost)
      best = p;
  }
  return best;
}

/* The best page, as soon as none of its columns looks empty and no taboo is
 * broken: what has been set so far has its true price in the next search. */
static const struct page *find_page(struct composer *c)
{
  static const struct {
    int keep, threshold;
  } wide[] = {{3, THRESHOLD},
              {3, THRESHOLD},
              {4, THRESHOLD},
              {4, NO_PRICE},
              {4, NO_PRICE}},
    tight[] = {{2, LOW},
               {2, THRESHOLD},
               {2, THRESHOLD},
               {3, THRESHOLD},
               {3, THRESHOLD}};
  bool few = c->job->n <= 6, found = false;
  for (int i = 0; i < c->job->searches; i++) {
    int k = i < ROUNDS ? i : ROUNDS - 1;
    int keep = few ? wide[k].keep : tight[k].keep;
    int threshold = few ? wide[k].threshold : tight[k].threshold;
    int slack = i < MOST_SLACK ? i * MORE_SLACK : MOST_SLACK * MORE_SLACK;
    c->slack = c->slack < slack ? slack : c->slack;
    if (!find_pages(c, keep, threshold, i))
      continue;
    struct page *p = take_best(c);
    if (p && p->white)
      level_page(c, p);
    if (p && (!found || p->cost < c->best.cost)) {
      found = true;
      c->best = *p;
    }
    if (found && !c->best.white && judge_clean(&c->best.verdict))
      break;
  }
  return found ? &c->best : NULL;
}

static bool is_possible(const struct compose_job *job)
{
  int area = 0;
  for (int i = 0; i < job->n; i++) {
    int least = choice_least(job->v[i]);
    if (!least)
      return false;
    area += least;
  }
  return area <= job->l->page->columns * (job->lines + 1);
}

bool compose_page(const struct compose_job *job, struct composed *out)
{
  if (job->n < 1 || job->n > SEARCH_STORIES || job->lines < 1 ||
      job->lines >= SEARCH_LINES || job->l->page->columns > SEARCH_COLUMNS ||
      !is_possible(job))
    return false;
  struct composer *c = mem_new(sizeof *c);
  c->job = job;
  for (int i = 0; i < job->n; i++)
    c->menus[i] = choice_menu(job->v[i]);
  const struct page *p = find_page(c);
  memset(out, 0, sizeof *out);
  out->tried = c->tried;
  if (p) {
    memcpy(out->slots, p->a.slots, sizeof out->slots);
    out->n = p->a.n;
    out->cost = p->cost;
    out->white = p->white;
    out->verdict = p->verdict;
  }
  free(c);
  return p != NULL;
}
