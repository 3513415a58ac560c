#include "page/run_in.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/furniture.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  MOST_PLANNED = 64,
  REAL = 113,        /* per cent of what is nominal that stories take */
  LONG = 108,        /* … and those that are longer than a page */
  THIN = 80,         /* per cent that it should take */
  SHARE = 98,        /* per cent of the room that copy may take */
  STIFF = 5,         /* the last pages */
  LEAST_GOAL = 900,  /* thousandths of the pages behind that should be left … */
  LAST_GOAL = 920,   /* … of the last pages, */
  MOST_GOAL = 940    /* … at the least and at the most */
};

void run_open(struct make *m)
{
  int key = 1;
  for (size_t i = 0; i < m->all.n; i++) {
    struct story *s = m->all.v[i];
    s->pin_page = s->position = s->columns = s->picture = 0;
    s->held = s->briefs = false;
    if (s->jumping == JUMP_MUST)
      s->jumping = JUMP_FREE;
    key = s->priority == PRIORITY_LEAD && !node_attr(s->node, "page")
              ? 1
              : node_int(s->node, "page", key);
    s->place = key;
  }
}

/* --- how many pages ------------------------------------------------------- */

int run_room(const struct make *m, int page, bool last)
{
  const struct page_style *ps = m->l.page;
  int lines = ps->lines - (page == 1 ? ps->nameplate : ps->folio);
  if (last)
    lines -= furniture_lines((struct layout *)&m->l, "imprint");
  return lines > 0 ? ps->columns * (lines + 1) : 1;
}

int run_area(struct make *m, struct story *s)
{
  const struct page_style *ps = m->l.page;
  int n = choice_nominal(make_choice(m, s));
  return n * (n > ps->columns * ps->lines ? LONG : REAL) / 100;
}

static long copy_of(struct make *m)
{
  long sum = 0;
  for (size_t i = 0; i < m->waiting.n; i++)
    sum += run_area(m, m->waiting.v[i]);
  return sum;
}

static long all_room(struct make *m, int pages)
{
  return run_room(m, 1, false) + run_room(m, 2, true) +
         (long)(pages - 2) * run_room(m, 2, false);
}

/* Two pages less where there would be too little for so many. */
int run_count(struct make *m)
{
  long copy = copy_of(m);
  int p = 2;
  while (p < MOST_PLANNED && all_room(m, p) * SHARE < copy * 100)
    p += 2;
  bool thin = p > 2 && copy * 100 < all_room(m, p) * THIN &&
              copy <= all_room(m, p - 2);
  return thin ? p - 2 : p;
}

/* Rests first, then by the editor's pages; else the order stays. */
static bool goes_before(const struct story *a, const struct story *b)
{
  if ((a->part > 1) != (b->part > 1))
    return a->part > 1;
  return a->part == 1 && a->place < b->place;
}

void run_assign(struct make *m, int from)
{
  struct queue *q = &m->waiting;
  for (size_t i = 0; i < q->n; i++) {
    struct story *s = q->v[i];
    size_t at = i;
    s->page = from;
    s->jump = 0;
    for (; at && goes_before(s, q->v[at - 1]); at--)
      q->v[at] = q->v[at - 1];
    q->v[at] = s;
  }
}

/* --- a page at hand ------------------------------------------------------- */

struct runner *runner_new(struct make *m, struct leaf *leaf, bool whole)
{
  struct runner *r = mem_new(sizeof *r);
  *r = (struct runner){.m = m, .leaf = leaf, .whole = whole, .keep = 1};
  r->cap = m->l.page->columns * (leaf->lines + 1);
  r->copy = copy_of(m);
  run_set_open(r);
  for (int p = leaf->page + 1; p <= m->planned; p++)
    r->behind += run_room(m, p, p == m->planned);
  long goal = run_set_share(r, r->copy - run_set_wanted(r));
  int most = m->aim_last ? m->aim_last : MOST_GOAL;
  int least = m->planned - leaf->page <= STIFF ? LAST_GOAL : LEAST_GOAL;
  r->goal = (int)(goal < least ? least : goal > most ? most : goal);
  return r;
}

void runner_free(struct runner *r)
{
  for (size_t i = 0; i < r->ncuts; i++)
    choice_free(r->cuts[i].choice);
  free(r->cuts);
  free(r);
}
