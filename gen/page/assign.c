#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/furniture.h"
#include "page/make_in.h"
#include "page/run.h"
#include "page/style.h"
#include "tree/node.h"

/* Pages for stories that the editor has given none: a budget of column lines
 * for every page, single moves as long as they help, then swaps of two. What is
 * pinned, and the rests of stories that go on, stays. */

enum {
  MOST_PLANNED = 64,
  ROUNDS = 40,
  SWAPPED = 100,    /* stories at the most among which swaps are looked for */
  MOST_SQUEEZE = 850, /* thousandths of what stories can give */
  AIM = 985,        /* thousandths of a page that its stories should take */
  NO_FRONT = 20000, /* nothing on the front page */
  EMPTY = 200,      /* on another */
  OVERFULL = 40,
  UNDERFULL = 9,
  OFF_SECTION = 40,
  OFF_PAGE = 60,    /* a page away from where its editor has it */
  LONG = 75,        /* per cent of a page: a report that takes several */
  LONG_FIRST = 60,  /* that it takes of its first page … */
  LONG_NEXT = 85,   /* … and of the others */
  SCARCE = 106      /* per cent of the room that copy may take */
};

struct budget {
  struct make *m;
  int from, pages;            /* those that are still to be made */
  int room[MOST_PLANNED + 1]; /* column lines of page 1 … */
  int used[MOST_PLANNED + 1], n[MOST_PLANNED + 1];
  int heads[MOST_PLANNED + 1]; /* leads and majors */
  int *areas, *sections; /* of the stories that wait; pages named after them */
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

/* Column lines to plan with: where there is more copy than room, less than
 * looks best, by as much as each story can give. */
static int area_of(struct make *m, struct story *s)
{
  struct choice *c = make_choice(m, s);
  int nominal = choice_nominal(c), least = choice_least(c);
  if (!least || least > nominal)
    return nominal;
  return nominal - (int)((long)(nominal - least) * m->squeeze / 1000);
}

static int page_room(struct make *m, int page, bool last)
{
  const struct page_style *ps = m->l.page;
  int lines = ps->lines - (page == 1 ? ps->nameplate : ps->folio);
  if (last)
    lines -= furniture_lines(&m->l, "imprint");
  return lines > 0 ? ps->columns * (lines + 1) : 1;
}

static void open_budget(struct budget *b, struct make *m, int from)
{
  int pages = m->planned < MOST_PLANNED ? m->planned : MOST_PLANNED;
  *b = (struct budget){.m = m, .from = from, .pages = pages};
  for (int p = 1; p <= pages; p++)
    b->room[p] = page_room(m, p, p == pages);
  const struct queue *q = &m->waiting;
  b->areas = mem_array(q->n + 1, sizeof *b->areas);
  b->sections = mem_array(q->n + 1, sizeof *b->sections);
  for (size_t i = 0; i < q->n; i++) {
    b->areas[i] = area_of(m, q->v[i]);
    b->sections[i] = section_page(m, q->v[i]);
  }
}

/* What page P costs as it is filled. */
static long page_cost(const struct budget *b, int p)
{
  long off = (long)b->used[p] * 1000 / b->room[p];
  off -= p == b->pages ? b->m->aim_last : AIM;
  long cost = (off > 0 ? OVERFULL : UNDERFULL) * off * off / 1000;
  if (b->n[p] > 7)
    cost += 25L * (b->n[p] - 7) * (b->n[p] - 7);
  if (b->n[p] < 3)
    cost += 12L * (3 - b->n[p]);
  if (!b->n[p])
    cost += p == 1 ? NO_FRONT : EMPTY;
  return cost + (b->heads[p] ? 0 : 25);
}

static void put(struct budget *b, const struct story *s, int page, int area,
                int sign)
{
  b->used[page] += sign * area;
  b->n[page] += sign;
  b->heads[page] += sign * (s->priority <= PRIORITY_MAJOR);
}

/* The same for a report that may run over several pages; the last of them. */
static int put_on(struct budget *b, const struct story *s, int area, int sign)
{
  int page = s->page, share = LONG_FIRST;
  bool is_long = page <= b->pages && !s->framed &&
                 area * 100L > (long)b->room[page] * LONG;
  for (; page <= b->pages; page++, share = LONG_NEXT) {
    int most = (int)((long)b->room[page] * share / 100);
    int here = is_long && area > most && page < b->pages ? most : area;
    put(b, s, page, here, sign);
    area -= here;
    if (area <= 0)
      break;
  }
  return page < b->pages ? page : b->pages;
}

/* What it costs to have S on PAGE, beside how full that is; SECTION is the
 * page named after its section. */
static long place_cost(const struct story *s, int page, int section)
{
  long cost = section && section != page ? OFF_SECTION : 0;
  if (s->pin_page)
    cost += (long)OFF_PAGE * abs(page - s->pin_page);
  if (s->priority == PRIORITY_LEAD)
    cost += 30L * (page - 1);
  if (page == 1 && s->priority >= PRIORITY_NORMAL)
    cost += 3;
  return cost;
}

/* What stands in a frame goes on nowhere: it must fit. */
static long frame_cost(const struct budget *b, size_t i, int page)
{
  return b->m->waiting.v[i]->framed && b->areas[i] > b->room[page] ? NO_FRONT
                                                                   : 0;
}

static long pages_cost(const struct budget *b, int from, int to)
{
  long cost = 0;
  for (int p = from; p <= to; p++)
    cost += page_cost(b, p);
  return cost;
}

/* The best page for story I as the pages are filled. */
static int best_page(struct budget *b, size_t i)
{
  struct story *s = b->m->waiting.v[i];
  int best = b->from, section = b->sections[i], area = b->areas[i];
  long least = 0;
  for (int p = b->from; p <= b->pages; p++) {
    s->page = p;
    int last = put_on(b, s, area, 1);
    long cost = place_cost(s, p, section) + frame_cost(b, i, p) +
                pages_cost(b, p, last);
    put_on(b, s, area, -1);
    cost -= pages_cost(b, p, last);
    if (p == b->from || cost < least) {
      least = cost;
      best = p;
    }
  }
  return best;
}

static bool is_free(const struct make *m, const struct story *s)
{
  return s->part == 1 && (!s->pin_page || (m->loose && !s->held));
}

/* Moves single stories as long as that helps. */
static void move(struct budget *b)
{
  struct queue *q = &b->m->waiting;
  bool moved = true;
  for (int round = 0; round < ROUNDS && moved; round++) {
    moved = false;
    for (size_t i = 0; i < q->n; i++) {
      struct story *s = q->v[i];
      if (!is_free(b->m, s))
        continue;
      int was = s->page;
      put_on(b, s, b->areas[i], -1);
      s->page = best_page(b, i);
      put_on(b, s, b->areas[i], 1);
      moved = moved || s->page != was;
    }
  }
}

/* The pages, and what it costs to have stories I and K where they are. */
static long all_cost(const struct budget *b, size_t i, size_t k)
{
  const struct story *s = b->m->waiting.v[i], *t = b->m->waiting.v[k];
  return pages_cost(b, b->from, b->pages) +
         place_cost(s, s->page, b->sections[i]) + frame_cost(b, i, s->page) +
         place_cost(t, t->page, b->sections[k]) + frame_cost(b, k, t->page);
}

static void exchange(struct budget *b, size_t i, size_t k)
{
  struct story *s = b->m->waiting.v[i], *t = b->m->waiting.v[k];
  int page = s->page;
  put_on(b, s, b->areas[i], -1);
  put_on(b, t, b->areas[k], -1);
  s->page = t->page;
  t->page = page;
  put_on(b, s, b->areas[i], 1);
  put_on(b, t, b->areas[k], 1);
}

/* Swaps the pages of stories I and K where that helps. */
static bool swap(struct budget *b, size_t i, size_t k)
{
  const struct queue *q = &b->m->waiting;
  if (q->v[i]->page == q->v[k]->page || !is_free(b->m, q->v[k]))
    return false;
  long before = all_cost(b, i, k);
  exchange(b, i, k);
  if (all_cost(b, i, k) < before)
    return true;
  exchange(b, i, k);
  return false;
}

static bool swap_any(struct budget *b)
{
  const struct queue *q = &b->m->waiting;
  bool any = false;
  for (size_t i = 0; i < q->n; i++)
    for (size_t k = i + 1; k < q->n && is_free(b->m, q->v[i]); k++)
      any = swap(b, i, k) || any;
  return any;
}

static void improve(struct budget *b)
{
  move(b);
  for (int round = 0; round < ROUNDS && b->m->waiting.n <= SWAPPED; round++) {
    if (!swap_any(b))
      return;
    move(b);
  }
}

/* By page; on a page as the editor has them, rests first. */
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
static int count_pages(struct make *m)
{
  const struct queue *q = &m->waiting;
  int asked = node_int(issue_of(m), "page-count", 0);
  int pages = even(count_named(m));
  long all = 0, room = 0;
  if (asked)
    return even(asked);
  for (size_t i = 0; i < q->n; i++) {
    all += area_of(m, q->v[i]);
    if (q->v[i]->pin_page > pages)
      pages = even(q->v[i]->pin_page);
  }
  pages = pages < 2 ? 2 : pages > MOST_PLANNED ? MOST_PLANNED : pages;
  for (int p = 1; p <= MOST_PLANNED; p++) {
    room += page_room(m, p, false);
    if (room * SCARCE >= all * 100 || p == MOST_PLANNED)
      return even(p) > pages ? even(p) : pages;
  }
  return pages;
}

int assign_room(struct make *m, int page)
{
  long room = 0;
  for (int p = page + 1; p <= m->planned && p <= MOST_PLANNED; p++)
    room += (long)page_room(m, p, p == m->planned) *
            (p == m->planned ? m->aim_last : AIM) / 1000;
  for (size_t i = 0; i < m->waiting.n; i++)
    if (m->waiting.v[i]->page > page)
      room -= area_of(m, m->waiting.v[i]);
  return room > 0 ? (int)room : 0;
}

/* How much the stories that wait must be squeezed to find room on the pages
 * from FROM on. */
static void set_squeeze(struct make *m, int from)
{
  long all = 0, room = 0;
  m->squeeze = 0;
  for (int p = from; p <= m->planned && p <= MOST_PLANNED; p++)
    room += (long)page_room(m, p, p == m->planned) *
            (p == m->planned ? m->aim_last : AIM) / 1000;
  for (size_t i = 0; i < m->waiting.n; i++)
    all += area_of(m, m->waiting.v[i]);
  if (all <= room)
    return;
  m->squeeze = 1000;
  long least = 0;
  for (size_t i = 0; i < m->waiting.n; i++)
    least += area_of(m, m->waiting.v[i]);
  if (all > least)
    m->squeeze = (int)((all - room) * 1000 / (all - least));
  if (m->squeeze > MOST_SQUEEZE)
    m->squeeze = MOST_SQUEEZE;
}

/* Is there a report that takes what the page of S has? It goes first. */
static bool is_long(const struct budget *b, const struct story *s, int area)
{
  return area * 100L > (long)b->room[b->from] * LONG && s->part == 1;
}

void assign_pages(struct make *m, int from)
{
  struct queue *q = &m->waiting;
  if (!m->planned)
    m->planned = m->l.page->run_on ? run_count(m) : count_pages(m);
  if (m->l.page->run_on) {
    run_assign(m, from);
    return;
  }
  if (from > m->planned || from > MOST_PLANNED)
    return;
  set_squeeze(m, from);
  struct budget *b = mem_new(sizeof *b);
  open_budget(b, m, from);
  for (size_t i = 0; i < q->n; i++) {
    if (q->v[i]->pin_page && q->v[i]->part == 1)
      q->v[i]->page = q->v[i]->pin_page;
    if (q->v[i]->page < from)
      q->v[i]->page = from;
    if (!is_free(m, q->v[i]))
      put_on(b, q->v[i], b->areas[i], 1);
  }
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < q->n; i++)
      if (is_free(m, q->v[i]) && is_long(b, q->v[i], b->areas[i]) == !pass) {
        q->v[i]->page = best_page(b, i);
        put_on(b, q->v[i], b->areas[i], 1);
      }
  improve(b);
  sort_pages(q);
  free(b->areas);
  free(b->sections);
  free(b);
}
