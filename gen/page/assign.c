#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/furniture.h"
#include "page/make_in.h"
#include "page/style.h"
#include "tree/node.h"

/* Pages for stories that the editor has given none. */

enum { MOST_PLANNED = 64, ROUNDS = 400, OFF_SECTION = 40, ORDER = 2 };

struct budget {
  struct make *m;
  int pages;
  int room[MOST_PLANNED + 1]; /* column lines of page 1 … */
  int used[MOST_PLANNED + 1], n[MOST_PLANNED + 1];
  int heads[MOST_PLANNED + 1]; /* leads and majors */
};

static const xmlNode *issue_of(const struct make *m)
{
  return xmlDocGetRootElement(m->l.issue);
}

static int count_named(const struct make *m)
{
  int n = 0;
  for (xmlNode *p = node_first(issue_of(m), "page"); p; p = node_next(p, "page"))
    n++;
  return n;
}

/* The page that is named after the story's section; 0: none. */
static int section_page(const struct make *m, const struct story *s)
{
  const char *section = node_attr(s->node, "section");
  for (xmlNode *p = node_first(issue_of(m), "page"); section && p;
       p = node_next(p, "page"))
    if (node_attr(p, "name") && !strcmp(node_attr(p, "name"), section))
      return node_int(p, "number", 0);
  return 0;
}

static int area_of(struct make *m, struct story *s)
{
  return choice_nominal(make_choice(m, s));
}

static int page_room(const struct make *m, int page, bool last)
{
  const struct page_style *ps = m->l.page;
  int lines = ps->lines - (page == 1 ? ps->nameplate : ps->folio);
  if (last)
    lines -= furniture_lines((struct layout *)&m->l, "imprint");
  return ps->columns * (lines + 1);
}

static void open_budget(struct budget *b, struct make *m, int pages)
{
  *b = (struct budget){.m = m, .pages = pages};
  for (int p = 1; p <= pages; p++)
    b->room[p] = page_room(m, p, p == pages);
}

/* What page P costs as it is filled. */
static long page_cost(const struct budget *b, int p)
{
  long off = (long)b->used[p] * 1000 / b->room[p] - 985;
  long cost = 9 * off * off / 1000;
  if (b->n[p] > 7)
    cost += 25L * (b->n[p] - 7) * (b->n[p] - 7);
  if (b->n[p] < 3)
    cost += 12L * (3 - b->n[p]);
  return cost + (b->heads[p] ? 0 : 25);
}

static void put(struct budget *b, const struct story *s, int page, int area,
                int sign)
{
  b->used[page] += sign * area;
  b->n[page] += sign;
  b->heads[page] += sign * (s->priority <= PRIORITY_MAJOR);
}

/* What it costs to have S on PAGE, beside how full that is. */
static long place_cost(const struct make *m, const struct story *s, int page)
{
  int section = section_page(m, s);
  long cost = section && section != page ? OFF_SECTION : 0;
  if (s->priority == PRIORITY_LEAD)
    cost += 30L * (page - 1);
  if (page == 1 && s->priority >= PRIORITY_NORMAL)
    cost += 3;
  return cost;
}

/* The best page for S as the pages are filled. */
static int best_page(const struct budget *b, struct story *s, int area)
{
  int best = 1;
  long least = 0;
  for (int p = 1; p <= b->pages; p++) {
    struct budget after = *b;
    put(&after, s, p, area, 1);
    long cost = page_cost(&after, p) - page_cost(b, p) +
                place_cost(b->m, s, p);
    if (p == 1 || cost < least) {
      least = cost;
      best = p;
    }
  }
  return best;
}

/* Moves single stories as long as that helps. */
static void improve(struct budget *b, const int *areas)
{
  struct queue *q = &b->m->waiting;
  bool moved = true;
  for (int round = 0; round < ROUNDS && moved; round++) {
    moved = false;
    for (size_t i = 0; i < q->n; i++) {
      struct story *s = q->v[i];
      if (s->pin_page)
        continue;
      int was = s->page;
      put(b, s, was, areas[i], -1);
      s->page = best_page(b, s, areas[i]);
      put(b, s, s->page, areas[i], 1);
      moved = moved || s->page != was;
    }
  }
}

/* By page; on a page as the editor has them. */
static void sort_pages(struct queue *q)
{
  for (size_t i = 1; i < q->n; i++) {
    struct story *s = q->v[i];
    size_t at = i;
    while (at && q->v[at - 1]->page > s->page) {
      q->v[at] = q->v[at - 1];
      at--;
    }
    q->v[at] = s;
  }
}

static int even(int n)
{
  return n + n % 2;
}

/* The even number of pages that fits best, unless the editor says. */
static int count_pages(struct make *m, const int *areas)
{
  const struct queue *q = &m->waiting;
  int asked = node_int(issue_of(m), "page-count", 0);
  int pages = even(count_named(m));
  long all = 0, room = 0;
  for (size_t i = 0; i < q->n; i++) {
    all += areas[i];
    if (q->v[i]->pin_page > pages)
      pages = even(q->v[i]->pin_page);
  }
  if (asked)
    return even(asked);
  pages = pages < 2 ? 2 : pages > MOST_PLANNED ? MOST_PLANNED : pages;
  for (int p = 1; p <= MOST_PLANNED; p++) {
    room += page_room(m, p, false);
    if (room * 106 >= all * 100 || p == MOST_PLANNED)
      return even(p) > pages ? even(p) : pages;
  }
  return pages;
}

void assign_pages(struct make *m)
{
  struct queue *q = &m->waiting;
  struct budget *b = mem_new(sizeof *b);
  int *areas = mem_array(q->n + 1, sizeof *areas);
  for (size_t i = 0; i < q->n; i++)
    areas[i] = area_of(m, q->v[i]);
  m->planned = count_pages(m, areas);
  open_budget(b, m, m->planned < MOST_PLANNED ? m->planned : MOST_PLANNED);
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < q->n; i++) {
      struct story *s = q->v[i];
      if ((s->pin_page > 0) == (pass > 0))
        continue;
      if (s->pin_page)
        s->page = s->pin_page;
      else
        s->page = best_page(b, s, areas[i]);
      if (s->page <= b->pages)
        put(b, s, s->page, areas[i], 1);
    }
  improve(b, areas);
  sort_pages(q);
  free(areas);
  free(b);
}
