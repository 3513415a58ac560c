#include "page/make.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/form.h"
#include "page/furniture.h"
#include "page/leaf.h"
#include "page/placed.h"
#include "tree/node.h"

enum { MOST_PAGES = 2000, FILLER_SPARE = 4, CUT_ROWS = 24,
       EMPTY_LINES = 8, SPOILT = 5 };

struct queue {
  struct story **v;
  size_t n, cap;
};

struct make {
  struct layout l;
  struct placed *placed;
  struct queue waiting;  /* in order of page, rests first */
  struct queue all;      /* owns */
  struct queue fillers;  /* not yet used */
  int named;             /* pages that the issue names */
  struct leaf *leaves;   /* pages that are made */
  size_t n, cap;
};

/* One page while it is made. */
struct work {
  struct leaf leaf;
  struct candidate v[PLAN_STORIES];
  int n;
};

static void push(struct queue *q, struct story *s, size_t at)
{
  q->v = mem_grow(q->v, &q->cap, q->n + 1, sizeof *q->v);
  memmove(q->v + at + 1, q->v + at, (q->n - at) * sizeof *q->v);
  q->v[at] = s;
  q->n++;
}

static void pull(struct queue *q, size_t at)
{
  q->n--;
  memmove(q->v + at, q->v + at + 1, (q->n - at) * sizeof *q->v);
}

static void load_stories(struct make *m)
{
  const xmlNode *issue = xmlDocGetRootElement(m->l.issue);
  for (xmlNode *n = node_first(issue, NULL); n; n = node_next(n, NULL)) {
    bool filler = node_is(n, "filler");
    if (node_is(n, "page"))
      m->named++;
    if (!filler && !node_is(n, "article"))
      continue;
    struct story *s = story_new(&m->l, n);
    push(&m->all, s, m->all.n);
    struct queue *q = filler ? &m->fillers : &m->waiting;
    size_t at = q->n;
    while (!filler && at && q->v[at - 1]->page > s->page)
      at--;
    push(q, s, at);
  }
}

/* --- one page ------------------------------------------------------------- */

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
    if (s->jump > w->leaf.page)
      plan_allow_cut(&m->l, c);
  }
}

/* May C go on on the next page when there is no room? Only one a page may,
 * the story being first there and last here in the text of the document. */
static bool may_overflow(const struct make *m, const struct candidate *c)
{
  int least = m->l.page->lines / 3;
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
  pull(&m->fillers, chosen);
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

static void remove_story(struct queue *q, const struct story *s)
{
  for (size_t i = 0; i < q->n; i++)
    if (q->v[i] == s) {
      pull(q, i);
      return;
    }
}

/* The rest of a story waits at the head of its page, after other rests. */
static void requeue(struct make *m, struct story *s, const struct block *b,
                    int page)
{
  s->from = b->to;
  s->part++;
  s->came = page;
  s->page = s->jump > page ? s->jump : page + 1;
  s->jump = 0;
  size_t at = 0;
  while (at < m->waiting.n &&
         (m->waiting.v[at]->page < s->page ||
          (m->waiting.v[at]->page == s->page && m->waiting.v[at]->part > 1)))
    at++;
  push(&m->waiting, s, at);
}

/* The story of B leaves the queue, or its rest goes back there. The part
 * before learns where this one has come to stand. */
static void take(struct make *m, struct block *b, int page)
{
  struct story *s = b->story;
  b->came = s->came;
  if (b->came)
    leaf_find(&m->leaves[b->came - 1], s)->goes = page;
  remove_story(&m->waiting, s);
  if (b->jumps)
    requeue(m, s, b, page);
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
static void settle(struct make *m, struct work *w)
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
    form_report(b);
    take(m, b, leaf->page);
    leaf->plan.slots[kept++] = *slot;
  }
  leaf->plan.n = kept;
}

static const char *page_name(const struct make *m, int page)
{
  const xmlNode *issue = xmlDocGetRootElement(m->l.issue);
  for (xmlNode *n = node_first(issue, "page"); n; n = node_next(n, "page"))
    if (node_int(n, "number", 0) == page)
      return node_attr(n, "name") ? node_attr(n, "name") : "";
  return "";
}

static struct sheet *new_sheet(struct make *m, int page)
{
  const struct page_style *ps = m->l.page;
  struct sheet *s = sheets_add(m->l.sheets);
  s->number = page;
  s->name = page_name(m, page);
  s->w = ps->w;
  s->h = ps->h;
  s->area = (struct rect){ps->margin[SIDE_LEFT], ps->margin[SIDE_TOP],
                          layout_width(&m->l, ps->columns),
                          ps->lines * ps->rlh};
  s->columns = ps->columns;
  s->lines = ps->lines;
  return s;
}

static void warn_empty(const struct make *m, const struct leaf *leaf)
{
  if (leaf->plan.spare >= EMPTY_LINES)
    diag(LEVEL_WARN, node_place(xmlDocGetRootElement(m->l.issue)),
         _("page %d: %d of %d lines stay empty; add stories or fillers, or "
           "take a page less"),
         leaf->page, leaf->plan.spare, leaf->lines);
}

static void draw_pages(struct make *m)
{
  for (size_t i = 0; i < m->n; i++) {
    struct leaf *leaf = &m->leaves[i];
    struct sheet *sheet = new_sheet(m, leaf->page);
    placed_page(m->placed, leaf->page, sheet->name);
    leaf_draw(&m->l, sheet, leaf);
    leaf_record(&m->l, m->placed, leaf);
    warn_empty(m, leaf);
  }
}

/* --- all pages ------------------------------------------------------------ */

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

static void compose(struct make *m, struct work *w, int foot)
{
  const struct page_style *ps = m->l.page;
  w->leaf.top = w->leaf.page == 1 ? ps->nameplate : ps->folio;
  w->leaf.lines = ps->lines - w->leaf.top - foot;
  m->l.rescue = false;
  gather(m, w);
  choose(m, w);
}

/* Makes PAGE; MAY_END: it can be the last, and is if it takes all that waits;
 * then the imprint stands at its foot. */
static void make_page(struct make *m, int page, bool may_end)
{
  struct work *w = mem_new(sizeof *w);
  w->leaf.page = page;
  if (may_end)
    compose(m, w, furniture_lines(&m->l, "imprint"));
  bool whole = may_end && holds_all(m, w);
  if (!whole)
    compose(m, w, 0);
  if (!m->l.rescue)
    use_fillers(m, w);
  settle(m, w);
  if (w->n && !w->leaf.plan.n && !m->l.rescue) {
    leaf_free(&w->leaf);
    compose_alone(m, w);
    settle(m, w);
  }
  w->leaf.last = whole && !m->waiting.n;
  m->leaves = mem_grow(m->leaves, &m->cap, m->n + 1, sizeof *m->leaves);
  m->leaves[m->n++] = w->leaf;
  free(w);
}

/* What has been placed so far: it grows with every page that is not empty. */
static size_t progress(const struct make *m)
{
  size_t n = m->all.n - m->waiting.n;
  for (size_t i = 0; i < m->all.n; i++)
    n += m->all.v[i]->from;
  return n;
}

/* Not even a page to itself helped the first story: it would wait for
 * ever. */
static void unstick(struct make *m)
{
  struct story *s = m->waiting.v[0];
  diag(LEVEL_ERROR, node_place(s->node),
       _("nothing of this story fits on a page; shorten its headline, tables "
         "or boxes"));
  pull(&m->waiting, 0);
}

/* Pages as long as stories wait and the imprint has no place; always an even
 * number, since a sheet has two sides. */
static void make_pages(struct make *m)
{
  int planned = m->named + m->named % 2;
  for (int page = 1; page <= MOST_PAGES; page++) {
    size_t before = progress(m);
    make_page(m, page, page % 2 == 0 && page >= planned);
    if (m->leaves[m->n - 1].last)
      return;
    if (progress(m) == before && m->waiting.n &&
        m->waiting.v[0]->page <= page)
      unstick(m);
  }
  diag(LEVEL_ERROR, node_place(xmlDocGetRootElement(m->l.issue)),
       _("more than %d pages, the rest is not printed; make several issues "
         "of it"),
       MOST_PAGES);
}

static void release(struct make *m)
{
  for (size_t i = 0; i < m->n; i++)
    leaf_free(&m->leaves[i]);
  for (size_t i = 0; i < m->all.n; i++)
    story_free(m->all.v[i]);
  free(m->leaves);
  free(m->all.v);
  free(m->waiting.v);
  free(m->fillers.v);
}

struct made make_issue(xmlDoc *issue, const char *theme,
                       struct styles *styles, struct fonts *fonts)
{
  struct make m = {.l = {.fonts = fonts,
                         .styles = styles,
                         .page = styles_page(styles),
                         .sheets = sheets_new(fonts),
                         .issue = issue,
                         .theme = theme}};
  /* Runs point into the text that they were set from. */
  m.l.arena = m.l.sheets->arena;
  const xmlNode *root = xmlDocGetRootElement(issue);
  m.l.sheets->lang = node_attr(root, "lang");
  m.l.sheets->date = node_attr(root, "date");
  m.l.sheets->title = furniture_title(&m.l);
  m.placed = placed_new();
  load_stories(&m);
  make_pages(&m);
  draw_pages(&m);
  release(&m);
  return (struct made){m.l.sheets, placed_end(m.placed)};
}

void make_free(struct made *m)
{
  sheets_free(m->sheets);
  xmlFreeDoc(m->placed);
}
