#include "page/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/compose.h"
#include "page/furniture.h"
#include "page/past.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  MOST_PLANNED = 64,
  REAL = 113,        /* per cent of what is nominal that stories take */
  THIN = 80,         /* per cent that it should take */
  SHARE = 94,         /* per cent of the room that copy may take */
  WINDOW = 6,        /* stories ahead that a page may choose from, at most */
  TRIED = 16,        /* sets of stories that are known for a page … */
  FIRST = 8,         /* … and composed; the others where none is good */
  FILLED = 3,        /* … and of these once more with fillers */
  FILLERS = 5,       /* that are tried */
  KEPT = 24,         /* pages that are known, where one must be chosen */
  SEARCHES = 3,
  LAST_SEARCHES = 4,
  SKIPPED = 14,      /* what it costs that a story waits for a later one */
  WHITE = 600,       /* a column that looks empty */
  STIFF = 5,         /* pages before the end … */
  STIFF_COST = 200,  /* … that must take what can hardly stand on the last */
  GOOD = 200,
  LEAST_GOAL = 840,  /* thousandths of the pages behind that should be left … */
  LAST_GOAL = 910,   /* … of the last pages, */
  MOST_GOAL = 940,  /* … at the least and at the most */
  EVEN = 2000,       /* a page of copy too much or too little behind this one */
  FAR = 6,           /* pages over which that is spread */
  LAST = 12,         /* … and the weight of it before the last ones */
  REST_HEAD = 6,     /* column lines that the head of a rest takes */
  CUT_ROWS = 20      /* that a story has at least, to be cut */
};

/* Stories for a page. */
struct set {
  struct choice *v[SEARCH_STORIES];
  bool own[SEARCH_STORIES]; /* made for this set, freed with it */
  int n, copy;              /* N's column lines */
  int skipped;              /* stories that it leaves behind */
  long left;                /* column lines of its stories that go on */
  long rank;                /* what speaks against it before it is tried */
};

struct runner {
  struct make *m;
  struct leaf *leaf;
  bool whole;
  int cap;       /* column lines of the page */
  long behind;   /* of the pages behind it */
  long copy;     /* of all that waits */
  int goal;      /* thousandths of BEHIND that should be left for it */
  struct result {
    struct set set;
    struct composed page;
  } best[KEPT]; /* the cheapest first */
  int n, keep;
};

/* --- before the first page ------------------------------------------------ */

void run_open(struct make *m)
{
  int key = 1;
  for (size_t i = 0; i < m->all.n; i++) {
    struct story *s = m->all.v[i];
    s->pin_page = s->position = s->columns = s->picture = 0;
    s->held = s->briefs = false;
    s->jumping = JUMP_FREE;
    key = s->priority == PRIORITY_LEAD && !node_attr(s->node, "page")
              ? 1
              : node_int(s->node, "page", key);
    s->place = key;
  }
}

static int room_of(const struct make *m, int page, bool last)
{
  const struct page_style *ps = m->l.page;
  int lines = ps->lines - (page == 1 ? ps->nameplate : ps->folio);
  if (last)
    lines -= furniture_lines((struct layout *)&m->l, "imprint");
  return lines > 0 ? ps->columns * (lines + 1) : 1;
}

/* Column lines that S is likely to take. */
static int area_of(struct make *m, struct story *s)
{
  return choice_nominal(make_choice(m, s)) * REAL / 100;
}

static long copy_of(struct make *m)
{
  long sum = 0;
  for (size_t i = 0; i < m->waiting.n; i++)
    sum += area_of(m, m->waiting.v[i]);
  return sum;
}

static long all_room(struct make *m, int pages)
{
  return room_of(m, 1, false) + room_of(m, 2, true) +
         (long)(pages - 2) * room_of(m, 2, false);
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

/* --- sets of stories ------------------------------------------------------ */

static void drop(struct set *s)
{
  for (int i = 0; i < s->n; i++)
    if (s->own[i])
      choice_free(s->v[i]);
  s->n = 0;
}

static void add(struct runner *r, struct set *s, struct story *story)
{
  struct choice *c = make_choice(r->m, story);
  s->copy += area_of(r->m, story);
  s->own[s->n] = false;
  s->v[s->n++] = c;
}

/* Column lines that stories should take here. */
static long wanted(const struct runner *r)
{
  long all = r->cap + r->behind;
  long here = r->copy * r->cap / (all ? all : 1);
  return here < r->cap ? here : r->cap;
}

/* Thousandths of the pages behind that stay for what is left after COPY. */
static long left_share(const struct runner *r, long copy)
{
  return r->behind ? copy * 1000 / r->behind : copy ? 2000 : 0;
}

static long skip_cost(const struct runner *r, int skipped)
{
  return (long)skipped * (r->m->loose ? SKIPPED / 4 : SKIPPED);
}

/* A story that cannot stand in every width had better not wait for the last
 * page. */
static long stiff_cost(struct runner *r, const struct set *s)
{
  struct queue *q = &r->m->waiting;
  long cost = 0;
  if (r->m->planned - r->leaf->page > STIFF)
    return 0;
  for (size_t i = 0; i < q->n; i++) {
    bool here = false;
    for (int k = 0; k < s->n; k++)
      here = here || choice_story(s->v[k]) == q->v[i];
    if (!here && choice_widths(make_choice(r->m, q->v[i])) <
                     r->m->l.page->columns)
      cost += STIFF_COST;
  }
  return cost;
}

/* The stories of MASK, of those that wait behind the rests. False when they
 * are none that fill the page. */
static bool make_set(struct runner *r, unsigned mask, struct set *s)
{
  struct queue *q = &r->m->waiting;
  int seen = 0, skipped = 0, pending = 0;
  *s = (struct set){0};
  for (size_t i = 0; i < q->n && s->n < SEARCH_STORIES - 2; i++) {
    bool rest = q->v[i]->part > 1;
    if (!rest && !(mask >> seen))
      break;
    if (!rest && !(mask >> seen++ & 1)) {
      pending++;
      continue;
    }
    add(r, s, q->v[i]);
    skipped += pending;
    pending = 0;
  }
  long off = s->copy - wanted(r);
  s->skipped = skipped;
  s->rank = (off > 0 ? off / 4 : -off) + skip_cost(r, skipped) +
            stiff_cost(r, s);
  return s->n > 0;
}

static int count_rests(const struct make *m)
{
  int n = 0;
  for (size_t i = 0; i < m->waiting.n; i++)
    n += m->waiting.v[i]->part > 1;
  return n;
}

/* The best sets by rank. */
static int find_sets(struct runner *r, struct set sets[TRIED])
{
  struct make *m = r->m;
  int rests = count_rests(m), ahead = (int)m->waiting.n - rests, n = 0;
  int window = m->window ? m->window : WINDOW;
  if (ahead > window)
    ahead = window;
  for (unsigned mask = rests ? 0 : 1; mask < 1u << ahead; mask++) {
    struct set s;
    if (!make_set(r, mask, &s) || (n == TRIED && s.rank >= sets[n - 1].rank))
      continue;
    int at = n < TRIED ? n++ : n - 1;
    for (; at && sets[at - 1].rank > s.rank; at--)
      sets[at] = sets[at - 1];
    sets[at] = s;
  }
  return n;
}

/* --- trying --------------------------------------------------------------- */

/* Stories of S that are long enough may be cut: PUSHED column lines should go
 * on, what is more finds less room. */
static void let_cut(struct runner *r, struct set *s)
{
  long pushed = s->copy - wanted(r);
  for (int i = 0; i < s->n; i++) {
    struct story *story = (struct story *)choice_story(s->v[i]);
    int left = story->framed ? 0 : story_left(story);
    if (left < CUT_ROWS)
      continue;
    s->v[i] = choice_new(&r->m->l, story, r->leaf->lines);
    s->own[i] = true;
    choice_cut(s->v[i], false, pushed > 0 ? left - (int)pushed : left);
  }
}

/* Column lines of what the page at hand leaves of its stories. */
static long left_of(struct runner *r, const struct set *s,
                    const struct composed *page)
{
  long sum = 0;
  for (int i = 0; i < page->n; i++) {
    struct choice *c = s->v[page->slots[i].menu];
    struct story *story = (struct story *)choice_story(c);
    const struct block *b = choice_settle(c, &page->slots[i]);
    if (!b || !b->jumps)
      continue;
    int rows = flow_height(story->flow, b->to, story->flow->nrows);
    int all = story_left(story);
    sum += REST_HEAD + (long)area_of(r->m, story) * rows / (all ? all : 1);
  }
  return sum;
}

static long even_cost(struct runner *r, const struct set *s)
{
  long left = r->copy + s->left;
  int pages = r->m->planned - r->leaf->page;
  for (int i = 0; i < s->n; i++) {
    struct story *story = (struct story *)choice_story(s->v[i]);
    if (!story->filler)
      left -= area_of(r->m, story);
  }
  long off = left_share(r, left) - r->goal;
  return EVEN * off * off / 1000000 *
         (pages > FAR ? FAR : pages < 3 ? LAST : pages);
}

static void note(struct runner *r, const struct set *s,
                 const struct composed *page, bool ok)
{
  struct leaf *leaf = r->leaf;
  const struct story *last = choice_story(s->v[s->n - 1]);
  if (leaf->nnotes == LEAF_NOTES)
    return;
  leaf->notes[leaf->nnotes++] =
      (struct note){.kind = last->filler ? NOTE_FILLER : NOTE_ALL,
                    .story = last->filler ? last : NULL,
                    .share = (int)(s->copy * 100L / r->cap),
                    .ok = ok,
                    .cost = page->cost,
                    .tried = page->tried};
}

/* Do they leave the same for the pages behind? */
static bool same_rest(const struct result *k, const struct set *s)
{
  return k->set.copy == s->copy && k->set.left == s->left;
}

/* By cost; of equal ones the first that was found; one for each set of
 * stories. */
static void keep(struct runner *r, struct set *s,
                 const struct composed *page)
{
  int at = r->n, same = 0;
  while (same < r->n && !same_rest(&r->best[same], s))
    same++;
  if (same < r->n && r->best[same].page.cost <= page->cost) {
    drop(s);
    return;
  }
  if (same < r->n) {
    drop(&r->best[same].set);
    memmove(&r->best[same], &r->best[same + 1],
            (size_t)(--r->n - same) * sizeof *r->best);
    at = r->n++;
  } else if (r->n == r->keep)
    drop(&r->best[--at].set);
  else
    r->n++;
  for (; at && r->best[at - 1].page.cost > page->cost; at--)
    r->best[at] = r->best[at - 1];
  r->best[at] = (struct result){*s, *page};
}

/* Makes the page of S, which is used up; keeps it when it is good. */
static void try(struct runner *r, struct set *s)
{
  struct composed page;
  struct compose_job job = {.l = &r->m->l, .v = s->v, .n = s->n,
                            .lines = r->leaf->lines,
                            .white = WHITE,
                            .searches = r->whole ? LAST_SEARCHES : SEARCHES};
  if (r->m->n)
    job.before = r->m->leaves[r->m->n - 1].verdict.skeleton;
  bool ok = compose_page(&job, &page);
  note(r, s, &page, ok);
  s->left = ok ? left_of(r, s, &page) : 0;
  if (ok && !r->whole)
    page.cost += even_cost(r, s) + stiff_cost(r, s) +
                 skip_cost(r, s->skipped);
  if (ok && (r->n < r->keep || page.cost < r->best[r->n - 1].page.cost))
    keep(r, s, &page);
  else
    drop(s);
}

/* It closes, and none of its columns looks empty. */
static bool is_good(const struct runner *r)
{
  return r->n && !r->best[0].page.white;
}

static void try_filled(struct runner *r, const struct set *from, bool two)
{
  struct queue *q = &r->m->fillers;
  size_t most = two || !r->whole ? FILLERS : q->n;
  for (size_t i = 0; i < q->n && i < most; i++)
    for (size_t k = two ? i + 1 : i; k < (two ? q->n : i + 1) && k < FILLERS;
         k++) {
      struct set s = *from;
      if (s.n > SEARCH_STORIES - 2)
        return;
      int copy = s.copy;
      if (!r->whole)
        let_cut(r, &s);
      add(r, &s, q->v[i]);
      if (two)
        add(r, &s, q->v[k]);
      s.copy = copy;
      try(r, &s);
    }
}

static void try_whole(struct runner *r)
{
  struct set s = {0};
  for (size_t i = 0; i < r->m->waiting.n; i++) {
    if (s.n == SEARCH_STORIES - 2)
      return;
    add(r, &s, r->m->waiting.v[i]);
  }
  struct set from = s;
  if (!s.n || s.copy > r->cap * 4L / 3)
    return;
  try(r, &s);
  if (!is_good(r) || r->best[0].page.cost > GOOD)
    try_filled(r, &from, false);
  if (!is_good(r))
    try_filled(r, &from, true);
}

static void try_sets(struct runner *r)
{
  struct set sets[TRIED];
  int n = find_sets(r, sets);
  for (int i = 0; i < n && (i < FIRST || !is_good(r)); i++) {
    struct set s = sets[i];
    let_cut(r, &s);
    try(r, &s);
  }
  bool thin = r->behind && r->copy * 1000 <
                               (r->cap + r->behind) * LEAST_GOAL;
  if (is_good(r) && !thin && r->keep == 1)
    return;
  for (int i = 0; i < n && (i < FILLED || !r->n); i++)
    try_filled(r, &sets[i], false);
  for (int i = 0; i < n && i < FIRST && !r->n; i++)
    try_filled(r, &sets[i], true);
}

/* --- the page ------------------------------------------------------------- */

static void open_runner(struct runner *r, struct make *m, struct leaf *leaf,
                        bool whole)
{
  *r = (struct runner){.m = m, .leaf = leaf, .whole = whole, .keep = 1};
  r->cap = m->l.page->columns * (leaf->lines + 1);
  r->copy = copy_of(m);
  for (int p = leaf->page + 1; p <= m->planned; p++)
    r->behind += room_of(m, p, p == m->planned);
  long goal = left_share(r, r->copy - wanted(r));
  int most = m->aim_last ? m->aim_last : MOST_GOAL;
  int least = m->planned - leaf->page <= STIFF ? LAST_GOAL : LEAST_GOAL;
  r->goal = (int)(goal < least ? least : goal > most ? most : goal);
}

static void close_runner(struct runner *r)
{
  for (int i = 0; i < r->n; i++)
    drop(&r->best[i].set);
  free(r);
}

/* Takes the I-th page. */
static void take(struct runner *r, int i)
{
  struct result *k = &r->best[i];
  for (int b = 0; b < k->page.n; b++) /* one may have been taken before */
    choice_settle(k->set.v[k->page.slots[b].menu], &k->page.slots[b]);
  make_keep(r->m, r->leaf, k->set.v, &k->page);
}

/* Do the stories that wait now close the last page: 0 not, 1 with columns that
 * look empty, 2 well. */
static int closes_last(struct make *m)
{
  struct runner *r = mem_new(sizeof *r);
  struct leaf last = {.page = m->planned, .top = m->l.page->folio};
  last.lines = m->l.page->lines - last.top - furniture_lines(&m->l, "imprint");
  open_runner(r, m, &last, true);
  try_whole(r);
  int how = is_good(r) ? 2 : r->n > 0;
  close_runner(r);
  return how;
}

static void clear_leaf(struct leaf *leaf)
{
  struct leaf empty = {.page = leaf->page, .top = leaf->top,
                       .lines = leaf->lines, .nnotes = leaf->nnotes};
  memcpy(empty.notes, leaf->notes, sizeof empty.notes);
  leaf_free(leaf);
  *leaf = empty;
}

/* The page before the last: the first of those found behind which the last one
 * closes best. */
static void take_before_last(struct runner *r)
{
  struct past *past = past_new(r->m);
  int best = 0, least = 0, how = 0;
  for (int i = 0; i < r->n && how < 2; i++) {
    take(r, i);
    how = closes_last(r->m);
    if (how > least) {
      least = how;
      best = i;
    }
    if (how < 2) {
      clear_leaf(r->leaf);
      past_restore(past);
    }
  }
  if (how < 2)
    take(r, best);
  past_free(past);
}

bool run_page(struct make *m, struct leaf *leaf, bool whole)
{
  struct runner *r = mem_new(sizeof *r);
  bool before_last = !whole && leaf->page == m->planned - 1;
  open_runner(r, m, leaf, whole);
  r->keep = before_last ? KEPT : 1;
  if (whole)
    try_whole(r);
  else if (m->waiting.n)
    try_sets(r);
  bool ok = r->n > 0;
  if (ok && before_last)
    take_before_last(r);
  else if (ok)
    take(r, 0);
  close_runner(r);
  return ok;
}
