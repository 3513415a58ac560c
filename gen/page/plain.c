#include <stdlib.h>

#include "base/mem.h"
#include "page/form.h"
#include "page/furniture.h"
#include "page/make_in.h"

/* The plain make-up of a page in bands (page/plan.h): what serves where no
 * page closes exactly. */

enum { FILLER_SPARE = 4, CUT_ROWS = 24, SPOILT = 5 };

/* One page while it is made. */
struct work {
  struct leaf leaf;
  struct candidate v[PLAN_STORIES];
  int n;
};

/* The stories for PAGE, as many as a plan takes. */
static void gather(struct make *m, struct work *w)
{
  w->n = 0;
  for (size_t i = 0; i < m->waiting.n && w->n < PLAN_STORIES; i++) {
    struct story *s = m->waiting.v[i];
    if (s->page > w->leaf.page)
      break;
    struct candidate *c = &w->v[w->n++];
    *c = plan_candidate(&m->l, s);
    if (s->jump > w->leaf.page || (s->jumping == JUMP_MUST && s->part == 1))
      plan_allow_cut(&m->l, c);
  }
}

/* May C go on on the next page when there is no room? Only one a page may,
 * the story being first there and last here in the text of the document. */
static bool may_overflow(const struct make *m, const struct candidate *c)
{
  int least = m->l.page->lines / 3;
  if (c->story->jumping == JUMP_NEVER && c->least[m->l.page->columns])
    return false;
  return story_left(c->story) >= (least < CUT_ROWS ? least : CUT_ROWS) ||
         !c->least[m->l.page->columns];
}

/* A story of more than a page: it takes what the others leave. */
static int find_long(const struct make *m, const struct work *w)
{
  for (int i = 0; i < w->n; i++) {
    int least = w->v[i].least[m->l.page->columns];
    if (!least || least * 4 > w->leaf.lines * 3)
      return i;
  }
  return -1;
}

static bool plan_first(struct make *m, struct work *w, int n, int cut)
{
  struct candidate *c = cut >= 0 ? &w->v[cut] : NULL;
  if (cut >= n || (c && !c->cut && !may_overflow(m, c)))
    return false;
  bool opened = c && !c->cut;
  if (opened)
    plan_allow_cut(&m->l, c);
  bool ok = plan_page(w->v, n, m->l.page->columns, w->leaf.lines,
                      &w->leaf.plan);
  if (opened && !ok)
    c->cut = false;
  return ok;
}

/* A story that found no place among others gets the page alone. */
static void compose_alone(struct make *m, struct work *w)
{
  m->l.rescue = true;
  w->n = 1;
  w->v[0] = (struct candidate){.story = m->waiting.v[0]};
  w->leaf.plan = (struct plan){.n = 1};
  w->leaf.plan.slots[0] =
      (struct slot){.columns = m->l.page->columns, .lines = w->leaf.lines};
}

/* As many stories as the page holds: all; else the last goes on on the next
 * page; else the last moves there whole, and so on. Where not even the first
 * fits among the rules, it has the page to itself: no page stays empty while
 * stories wait. */
static void choose(struct make *m, struct work *w)
{
  int longest = find_long(m, w);
  for (int n = w->n; n > 0; n--) {
    if (plan_first(m, w, n, -1) || (longest >= 0 && n > longest &&
                                       plan_first(m, w, n, longest)) ||
        (longest < 0 && plan_first(m, w, n, n - 1))) {
      w->n = n;
      return;
    }
  }
  if (w->n) {
    compose_alone(m, w);
    return;
  }
  plan_page(NULL, 0, m->l.page->columns, w->leaf.lines, &w->leaf.plan);
}

/* Adds the filler that leaves the fewest lines; false when none helps. */
static bool add_filler(struct make *m, struct work *w)
{
  struct plan best = w->leaf.plan, plan;
  size_t chosen = m->fillers.n;
  struct candidate *c = &w->v[w->n], found = {0};
  for (size_t i = 0; i < m->fillers.n; i++) {
    *c = plan_candidate(&m->l, m->fillers.v[i]);
    if (!plan_page(w->v, w->n + 1, m->l.page->columns, w->leaf.lines,
                   &plan) ||
        plan.spare >= best.spare)
      continue;
    best = plan;
    chosen = i;
    found = *c;
  }
  if (chosen == m->fillers.n)
    return false;
  queue_pull(&m->fillers, chosen);
  w->leaf.plan = best;
  w->v[w->n++] = found;
  return true;
}

static void use_fillers(struct make *m, struct work *w)
{
  while (w->leaf.plan.spare >= FILLER_SPARE && w->n < PLAN_STORIES &&
         add_filler(m, w))
    ;
}

/* Sets S in SLOT. The lines that a plan gives away on top of what it counted
 * with may spoil a cut: then fewer do. */
static bool fit(struct make *m, struct story *s, const struct slot *slot,
                struct block *b)
{
  struct block_size size = {slot->columns, slot->lines, slot->form};
  for (int less = 0; less <= SPOILT && size.lines > 0; less++, size.lines--)
    if (block_fit(&m->l, s, size, b))
      return true;
  return false;
}

/* Sets the blocks of a plan. */
static void set_blocks(struct make *m, struct work *w)
{
  struct leaf *leaf = &w->leaf;
  int kept = 0;
  form_part(&m->l, w->v, &leaf->plan);
  leaf->blocks = mem_array((size_t)leaf->plan.n + 1, sizeof *leaf->blocks);
  for (int i = 0; i < leaf->plan.n; i++) {
    struct slot *slot = &leaf->plan.slots[i];
    struct story *s = w->v[slot->candidate].story;
    struct block *b = &leaf->blocks[kept];
    if (!fit(m, s, slot, b))
      continue; /* it stays in the queue, for the next page */
    make_take(m, b, leaf->page);
    leaf->plan.slots[kept++] = *slot;
  }
  leaf->plan.n = kept;
}

/* Does the plan hold all that waits, whole? */
static bool holds_all(const struct make *m, const struct work *w)
{
  const struct plan *plan = &w->leaf.plan;
  for (int i = 0; i < plan->n; i++) {
    const struct slot *slot = &plan->slots[i];
    int least = w->v[slot->candidate].least[slot->columns];
    if (!least || slot->lines < least)
      return false;
  }
  return (size_t)w->n == m->waiting.n;
}

static void compose(struct make *m, struct work *w, int lines)
{
  w->leaf.lines = lines;
  m->l.rescue = false;
  gather(m, w);
  choose(m, w);
}

void plain_page(struct make *m, struct leaf *leaf, bool may_end)
{
  struct work *w = mem_new(sizeof *w);
  int lines = leaf->lines;
  w->leaf = *leaf;
  if (may_end)
    compose(m, w, lines - furniture_lines(&m->l, "imprint"));
  bool whole = may_end && holds_all(m, w);
  if (!whole)
    compose(m, w, lines);
  if (!m->l.rescue)
    use_fillers(m, w);
  set_blocks(m, w);
  if (w->n && !w->leaf.plan.n && !m->l.rescue) {
    leaf_free(&w->leaf);
    compose_alone(m, w);
    set_blocks(m, w);
  }
  m->l.rescue = false;
  w->leaf.last = whole && !m->waiting.n;
  *leaf = w->leaf;
  free(w);
}
