#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/compose.h"
#include "page/head.h"
#include "page/make_in.h"

/* What is tried for a page, in order: its stories as they are; with a filler
 * or two where there is room; with one that goes on on a later page where
 * there is not; without its least story, which then waits for the next. */

enum {
  GOOD = 240,      /* a page that costs less is taken at once */
  SEARCHES = 3,      /* for the stories as they are … */
  FEW_SEARCHES = 2,  /* … with others … */
  MORE_SEARCHES = 4, /* … and when nothing else has helped */
  FAIR = 400,
  BEHIND = 2000,   /* what goes on behind the last page */
  FULL = 96,       /* per cent of the room that stories take at their best */
  SLACK = 90,
  SCARCE = 104,
  JUST_FULL = 100, /* what a page should have when one story waits … */
  JUST = 5,        /* … give or take */
  WAITERS = 2,
  FAR_TOO_MUCH = 125, /* where nothing can go on elsewhere */
  FILLERS = 3,     /* tried for a page */
  JUMPERS = 3,     /* stories of which one may be cut */
  CUT_ROWS = 60,   /* that a story has at least, to be cut unasked */
  LEAST_STORIES = 1
};

/* One try at a page. */
struct attempt {
  struct choice *v[SEARCH_STORIES];
  int n;
  struct choice *own; /* made for this try, freed with it */
  struct composed page;
  bool ok;
};

struct exact {
  struct make *m;
  struct leaf *leaf;
  struct attempt base, best;
  bool whole;
};

static void drop(struct attempt *a)
{
  choice_free(a->own);
  a->own = NULL;
  a->ok = false;
}

/* Per cent of the page that A's stories take at their best. */
static int share(const struct exact *e, const struct attempt *a)
{
  long sum = 0;
  long room = (long)e->m->l.page->columns * (e->leaf->lines + 1);
  for (int i = 0; i < a->n; i++)
    sum += choice_nominal(a->v[i]);
  return (int)(sum * 100 / room);
}

static void add_note(struct exact *e, const struct attempt *a,
                     enum note_kind kind, const struct story *story)
{
  if (e->leaf->nnotes == LEAF_NOTES)
    return;
  e->leaf->notes[e->leaf->nnotes++] = (struct note){.kind = kind,
                                                    .story = story,
                                                    .share = share(e, a),
                                                    .ok = a->ok,
                                                    .cost = a->page.cost,
                                                    .tried = a->page.tried};
}

/* Makes A up; the better of it and the best so far is kept. */
static void try(struct exact *e, struct attempt *a, enum note_kind kind,
                const struct story *story)
{
  struct make *m = e->m;
  struct compose_job job = {
      .l = &m->l, .v = a->v, .n = a->n, .lines = e->leaf->lines};
  job.pinwheel = kind == NOTE_ALL;
  job.searches = kind == NOTE_ALL ? SEARCHES : FEW_SEARCHES;
  if (kind == NOTE_MORE) {
    job.searches = MORE_SEARCHES;
    job.level = true;
  }
  if (m->n)
    job.before = m->leaves[m->n - 1].verdict.skeleton;
  a->ok = compose_page(&job, &a->page);
  add_note(e, a, kind, story);
  if (kind == NOTE_JUMP && e->leaf->page >= m->planned)
    a->page.cost += BEHIND;
  if (a->ok && (!e->best.ok || a->page.cost < e->best.page.cost)) {
    drop(&e->best);
    e->best = *a;
  } else
    drop(a);
}

/* It closes, none of its columns looks empty, and no taboo is broken. */
static bool is_clean(const struct exact *e)
{
  return e->best.ok && !e->best.page.white &&
         judge_clean(&e->best.page.verdict);
}

/* It closes, and none of its columns looks empty. */
static bool is_whole(const struct exact *e)
{
  return e->best.ok && !e->best.page.white;
}

static bool is_good(const struct exact *e)
{
  return is_whole(e) && e->best.page.cost < GOOD;
}

/* Good enough not to cut a story for something better. */
static bool is_fair(const struct exact *e)
{
  return is_whole(e) && e->best.page.cost < FAIR;
}

/* --- stories -------------------------------------------------------------- */

/* Lines of S that should stand here, since there is no room later. */
static int target_of(const struct exact *e, const struct story *s)
{
  int target = story_left(s) - assign_room(e->m, e->leaf->page);
  return target > 0 ? target : 0;
}

/* The editor wants its first part to be cut; behind the last page nothing can
 * go on. */
static bool must_jump(const struct exact *e, const struct story *s)
{
  return e->leaf->page < e->m->planned &&
         ((s->jumping == JUMP_MUST && s->part == 1) ||
          s->jump > e->leaf->page);
}

/* The stories that wait for the page; false when they are too many. */
static bool gather(struct exact *e)
{
  struct make *m = e->m;
  e->base.n = 0;
  for (size_t i = 0; i < m->waiting.n; i++) {
    struct story *s = m->waiting.v[i];
    if (s->page > e->leaf->page)
      break;
    if (e->base.n == SEARCH_STORIES - 2)
      break; /* the others wait for the next page */
    struct choice *c = make_choice(m, s);
    if (must_jump(e, s))
      choice_cut(c, true, target_of(e, s));
    else
      choice_whole(c);
    e->base.v[e->base.n++] = c;
  }
  return e->base.n > 0 && (!e->whole || (size_t)e->base.n == m->waiting.n);
}

/* Is no filler needed any more? Where there is much room, only a good page
 * does without. */
static bool is_done(const struct exact *e, const struct attempt *from)
{
  return is_good(e) || (is_whole(e) && (share(e, from) >= SLACK ||
                                        e->best.n > from->n));
}

static void with_fillers(struct exact *e, const struct attempt *from)
{
  struct make *m = e->m;
  size_t n = m->fillers.n < FILLERS ? m->fillers.n : FILLERS;
  for (size_t i = 0; i < n && !is_done(e, from); i++) {
    struct attempt a = *from;
    a.own = NULL;
    a.v[a.n++] = make_choice(m, m->fillers.v[i]);
    if (share(e, &a) <= SCARCE)
      try(e, &a, NOTE_FILLER, m->fillers.v[i]);
  }
}

static void with_two_fillers(struct exact *e, const struct attempt *from)
{
  struct make *m = e->m;
  size_t n = m->fillers.n < FILLERS ? m->fillers.n : FILLERS;
  for (size_t i = 0; i < n && !e->best.ok; i++)
    for (size_t k = i + 1; k < n && !e->best.ok; k++) {
      struct attempt a = *from;
      a.own = NULL;
      a.v[a.n++] = make_choice(m, m->fillers.v[i]);
      a.v[a.n++] = make_choice(m, m->fillers.v[k]);
      if (share(e, &a) <= SCARCE)
        try(e, &a, NOTE_FILLER, m->fillers.v[i]);
    }
}

/* May S be cut without the editor's asking for it? What no page holds whole
 * is, even against his word. */
static bool may_jump(const struct story *s)
{
  return !s->filler && story_left(s) >= CUT_ROWS &&
         (s->jumping != JUMP_NEVER || !choice_least(s->choice));
}

/* Is there one that may be cut? */
static bool may_cut(const struct attempt *a)
{
  for (int i = 0; i < a->n; i++)
    if (may_jump(choice_story(a->v[i])))
      return true;
  return false;
}

/* Tries the stories that may be cut, the longest first. */
static void with_jump(struct exact *e, const struct attempt *from)
{
  bool used[SEARCH_STORIES] = {false};
  for (int t = 0; t < JUMPERS && !is_fair(e); t++) {
    int at = -1, rows = 0;
    for (int i = 0; i < from->n; i++) {
      const struct story *s = choice_story(from->v[i]);
      if (!used[i] && may_jump(s) && story_left(s) > rows) {
        rows = story_left(s);
        at = i;
      }
    }
    if (at < 0)
      return;
    used[at] = true;
    struct attempt a = *from;
    struct story *s = (struct story *)choice_story(a.v[at]);
    a.own = a.v[at] = choice_new(&e->m->l, s, e->leaf->lines);
    choice_cut(a.own, must_jump(e, s), target_of(e, s));
    try(e, &a, NOTE_JUMP, s);
  }
}

/* The story that can best wait for the next page: the last of the least rank
 * that is no rest. -1: none. */
static int least_of(const struct attempt *a)
{
  int at = -1, rank = -1;
  for (int i = 0; i < a->n; i++) {
    const struct story *s = choice_story(a->v[i]);
    int r = (int)s->priority + (s->pin_page ? 0 : 4);
    if (s->part == 1 && r >= rank) {
      rank = r;
      at = i;
    }
  }
  return at;
}

static void leave_out(struct attempt *a, int at)
{
  a->own = NULL;
  memmove(&a->v[at], &a->v[at + 1],
          (size_t)(a->n - at - 1) * sizeof *a->v);
  a->n--;
}

static const struct story *without_least(const struct attempt *from,
                                         struct attempt *a)
{
  int at = least_of(from);
  if (at < 0 || from->n <= LEAST_STORIES)
    return NULL;
  const struct story *moved = choice_story(from->v[at]);
  *a = *from;
  leave_out(a, at);
  return moved;
}

/* Where the stories are too many, one that nothing holds here may wait for the
 * next page: tries those without which the page would be just full. */
static void with_fewer(struct exact *e, const struct attempt *from)
{
  bool used[SEARCH_STORIES] = {false};
  for (int t = 0; t < WAITERS && !e->best.ok; t++) {
    int at = -1, off = JUST;
    for (int i = 0; i < from->n; i++) {
      const struct story *s = choice_story(from->v[i]);
      struct attempt a = *from;
      if (used[i] || s->part > 1 || s->pin_page || s->filler)
        continue;
      leave_out(&a, i);
      int miss = abs(share(e, &a) - JUST_FULL);
      if (miss < off) {
        off = miss;
        at = i;
      }
    }
    if (at < 0)
      return;
    used[at] = true;
    struct attempt a = *from;
    leave_out(&a, at);
    try(e, &a, NOTE_MOVED, choice_story(from->v[at]));
  }
}

/* Everything that may close the page with the stories of A on it. */
static void try_ways(struct exact *e, const struct attempt *from,
                     const struct story *moved)
{
  struct attempt a = *from;
  int full = share(e, from);
  try(e, &a, moved ? NOTE_MOVED : NOTE_ALL, moved);
  if (!is_good(e) && full < (is_whole(e) ? SLACK : FULL))
    with_fillers(e, from);
  if (!e->best.ok && !e->whole && e->leaf->page < e->m->planned &&
      full > SCARCE)
    with_fewer(e, from);
  if (!is_fair(e) && !e->whole && full > FULL - 10)
    with_jump(e, from);
  if (!e->best.ok && full < FULL - 8)
    with_two_fillers(e, from);
  if (!is_clean(e)) {
    a = *from;
    try(e, &a, NOTE_MORE, NULL);
  }
}

/* --- the page ------------------------------------------------------------- */

void make_keep(struct make *m, struct leaf *leaf, struct choice **v,
               const struct composed *page)
{
  leaf->blocks = mem_array((size_t)page->n + 1, sizeof *leaf->blocks);
  leaf->plan = (struct plan){.n = page->n, .cost = page->cost};
  leaf->verdict = page->verdict;
  leaf->exact = true;
  leaf->hollow = page->white > 0;
  for (int i = 0; i < page->n; i++) {
    const struct search_slot *s = &page->slots[i];
    leaf->blocks[i] = choice_take(v[s->menu], s);
    leaf->plan.slots[i] = (struct slot){.candidate = s->menu,
                                        .column = s->column,
                                        .columns = s->columns,
                                        .line = s->line,
                                        .lines = s->lines};
  }
  for (int i = 0; i < page->n; i++)
    make_take(m, &leaf->blocks[i], leaf->page);
}

/* No page closes with what is pinned where it is: positions yield. */
static bool unpin(const struct attempt *a)
{
  bool any = false;
  for (int i = 0; i < a->n; i++)
    any = choice_unpin(a->v[i]) || any;
  return any;
}

bool exact_page(struct make *m, struct leaf *leaf, bool whole)
{
  struct exact e = {.m = m, .leaf = leaf, .whole = whole};
  if (!gather(&e))
    return false;
  struct attempt from = e.base, less;
  const struct story *moved = NULL;
  while (!whole && share(&e, &from) > FAR_TOO_MUCH && !may_cut(&from) &&
         (moved = without_least(&from, &less)))
    from = less;
  try_ways(&e, &from, moved);
  if (!e.best.ok && unpin(&from))
    try_ways(&e, &from, moved);
  while (!e.best.ok && !whole && (moved = without_least(&from, &less))) {
    from = less;
    try_ways(&e, &from, moved);
  }
  if (!e.best.ok)
    return false;
  make_keep(m, leaf, e.best.v, &e.best.page);
  drop(&e.best);
  return true;
}
