#include "page/make.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/briefs.h"
#include "page/form.h"
#include "page/framed.h"
#include "page/furniture.h"
#include "page/make_in.h"
#include "page/pins.h"
#include "page/placed.h"
#include "page/run.h"
#include "tree/node.h"

enum {
  MOST_PAGES = 2000,
  EMPTY_LINES = 8
};

/* A filler may be left out; everything else waits, in the editor's order. */
static void fill_queues(struct make *m)
{
  m->waiting.n = m->fillers.n = 0;
  for (size_t i = 0; i < m->all.n; i++) {
    struct story *s = briefs_stand_in(m, i);
    if (!s)
      continue;
    struct queue *q = s->filler ? &m->fillers : &m->waiting;
    queue_push(q, s, q->n);
  }
}

static void load_stories(struct make *m)
{
  const xmlNode *issue = xmlDocGetRootElement(m->l.issue);
  for (xmlNode *n = node_first(issue, NULL); n; n = node_next(n, NULL)) {
    if (node_is(n, "filler") || node_is(n, "article") || node_is(n, "ad"))
      queue_push(&m->all, story_new(&m->l, n), m->all.n);
  }
  if (m->l.page->run_on)
    run_open(m);
  pins_settle(m->all.v, m->all.n);
  briefs_gather(m);
  fill_queues(m);
}

/* --- stories on their way ------------------------------------------------- */

struct choice *make_choice(struct make *m, struct story *s)
{
  const struct page_style *ps = m->l.page;
  int head = ps->nameplate < ps->folio ? ps->nameplate : ps->folio;
  if (!s->choice)
    s->choice = choice_new(&m->l, s, ps->lines - head);
  return s->choice;
}

/* The rest of a story waits at the head of its page, after other rests. */
static void requeue(struct make *m, struct story *s, const struct block *b,
                    int page)
{
  choice_free(s->choice);
  s->choice = NULL;
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
  queue_push(&m->waiting, s, at);
}

void make_take(struct make *m, struct block *b, int page)
{
  struct story *s = b->story;
  b->came = s->came;
  if (b->came)
    leaf_find(&m->leaves[b->came - 1], s)->goes = page;
  queue_remove(s->filler ? &m->fillers : &m->waiting, s);
  if (b->jumps)
    requeue(m, s, b, page);
}

void make_reset(struct make *m)
{
  for (size_t i = 0; i < m->n; i++)
    leaf_free(&m->leaves[i]);
  m->n = 0;
  for (size_t i = 0; i < m->all.n; i++) {
    struct story *s = m->all.v[i];
    if (s->part > 1) {
      choice_free(s->choice);
      s->choice = NULL;
    }
    if (s->choice)
      choice_pin(s->choice);
    story_reset(s);
  }
  fill_queues(m);
}

/* --- drawing -------------------------------------------------------------- */

static const char *page_name(const struct make *m, int page)
{
  const xmlNode *issue = xmlDocGetRootElement(m->l.issue);
  if (page > m->planned)
    return "溢版"; /* what printers call it, in any language */
  if (m->l.page->run_on)
    return "";
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

/* Of pages behind the planned ones the overset copy tells. */
static void warn_empty(const struct make *m, const struct leaf *leaf)
{
  if (leaf->plan.spare >= EMPTY_LINES && leaf->page <= m->planned)
    diag(LEVEL_WARN, node_place(xmlDocGetRootElement(m->l.issue)),
         _("page %d: %d of %d lines stay empty; add stories or fillers, or "
           "take two pages less"),
         leaf->page, leaf->plan.spare, leaf->lines);
}

static void record_grid(struct make *m)
{
  const struct page_style *p = m->l.page;
  xmlNode *n = placed_add_root(m->placed, "grid");
  node_set_int(n, "w", p->w);
  node_set_int(n, "h", p->h);
  node_set_int(n, "top", p->margin[SIDE_TOP]);
  node_set_int(n, "left", p->margin[SIDE_LEFT]);
  node_set_int(n, "columns", p->columns);
  node_set_int(n, "measure", p->measure);
  node_set_int(n, "gap", p->gap);
  node_set_int(n, "line", p->rlh);
  node_set_int(n, "lines", p->lines);
  node_set_int(n, "size", p->size);
}

static void record_pages(struct make *m)
{
  node_set_int(placed_root(m->placed), "planned", m->planned);
  node_set_int(placed_root(m->placed), "way", m->way);
  record_grid(m);
  for (size_t i = 0; i < m->n; i++) {
    struct leaf *leaf = &m->leaves[i];
    xmlNode *page =
        placed_page(m->placed, leaf->page, page_name(m, leaf->page));
    bool closes = leaf->exact && !leaf->hollow;
    node_set(page, "closes", closes ? "yes" : "no");
    if (closes)
      node_set_int(page, "cost", (int)leaf->plan.cost);
    if (leaf->page > m->planned)
      node_set(page, "over", "yes");
    leaf_record(&m->l, m->placed, leaf, page);
  }
  overset_record(m);
}

/* What the editor should hear of where a story has come to stand. */
static void report_block(const struct leaf *leaf, const struct block *b)
{
  const struct story *s = b->story;
  form_report(b);
  bool ad = s->framed && !framed_is_briefs(s);
  if (!ad && b->part == 1 && s->pin_page && s->pin_page != leaf->page)
    diag(LEVEL_WARN, node_place(s->node),
         _("the story stands on page %d, since pages would stay open with it "
           "on page %d; change its length or its page"),
         leaf->page, s->pin_page);
}

static void draw_pages(struct make *m)
{
  for (size_t i = 0; i < m->n; i++) {
    struct leaf *leaf = &m->leaves[i];
    struct sheet *sheet = new_sheet(m, leaf->page);
    leaf_draw(&m->l, sheet, leaf);
    for (int k = 0; k < leaf->plan.n; k++) {
      report_block(leaf, &leaf->blocks[k]);
      pins_report(&m->l, leaf, k);
      framed_report(&m->l, leaf, k);
    }
    warn_empty(m, leaf);
  }
  if (m->bare)
    diag(LEVEL_WARN, node_place(xmlDocGetRootElement(m->l.issue)),
         _("page %zu has no room for the imprint, which is left out; shorten a "
           "story there by some lines"),
         m->n);
}

/* --- all pages ------------------------------------------------------------ */

static bool close_page(struct make *m, struct leaf *leaf, bool whole)
{
  return m->l.page->run_on ? run_page(m, leaf, whole)
                           : exact_page(m, leaf, whole);
}

/* Makes PAGE; MAY_END: it can be the last, and is if it takes all that waits;
 * then the imprint stands at its foot. */
static void make_page(struct make *m, int page, bool may_end)
{
  const struct page_style *ps = m->l.page;
  struct leaf leaf = {.page = page};
  leaf.top = page == 1 ? ps->nameplate : ps->folio;
  int all = ps->lines - leaf.top;
  leaf.lines = all - furniture_lines(&m->l, "imprint");
  if (may_end && close_page(m, &leaf, true))
    leaf.last = !m->waiting.n; /* copy is never lost */
  else {
    leaf.lines = all;
    if (!close_page(m, &leaf, false) && !m->back)
      plain_page(m, &leaf, may_end);
  }
  m->leaves = mem_grow(m->leaves, &m->cap, m->n + 1, sizeof *m->leaves);
  m->leaves[m->n++] = leaf;
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
  diag_once(LEVEL_ERROR, node_place(s->node),
            _("nothing of this story fits on a page; shorten its headline, "
              "tables or boxes"));
  queue_pull(&m->waiting, 0);
}

static bool may_end_at(const struct make *m, int page)
{
  return page >= m->planned && (page % 2 == 0 || m->l.page->run_on);
}

/* The imprint needs room on the last page; where all stories stand and only
 * that is missing, it is left out rather than printed on two pages more. */
void make_pages(struct make *m)
{
  assign_pages(m, 1);
  for (int page = 1; page <= MOST_PAGES; page++) {
    size_t before = progress(m);
    bool may_end = may_end_at(m, page);
    make_page(m, page, may_end);
    if (m->back) {
      page = run_back(m);
      continue;
    }
    m->bare = may_end && !m->waiting.n && !m->leaves[m->n - 1].last;
    if (m->leaves[m->n - 1].last || m->bare)
      return;
    assign_pages(m, page + 1);
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
    choice_free(m->all.v[i]->choice);
  for (size_t i = 0; i < m->all.n; i++)
    story_free(m->all.v[i]);
  free(m->leaves);
  free(m->all.v);
  free(m->waiting.v);
  free(m->fillers.v);
}

static void open_make(struct make *m, const struct make_job *job)
{
  *m = (struct make){.l = {.fonts = job->fonts,
                           .styles = job->styles,
                           .page = styles_page(job->styles),
                           .sheets = sheets_new(job->fonts),
                           .issue = job->issue,
                           .theme = job->theme}};
  /* Runs point into the text that they were set from. */
  m->l.arena = m->l.sheets->arena;
  const xmlNode *root = xmlDocGetRootElement(job->issue);
  m->l.sheets->lang = node_attr(root, "lang");
  m->l.sheets->date = node_attr(root, "date");
  m->l.sheets->title = furniture_title(&m->l);
  m->placed = placed_new();
  load_stories(m);
}

static void make_all(struct make *m, int first, int most)
{
  tries_make(m, first, most);
  record_pages(m);
}

struct made make_issue(xmlDoc *issue, const char *theme,
                       struct styles *styles, struct fonts *fonts)
{
  struct make m;
  open_make(&m, &(struct make_job){issue, theme, styles, fonts});
  make_all(&m, 0, INT_MAX);
  draw_pages(&m);
  release(&m);
  return (struct made){m.l.sheets, placed_end(m.placed)};
}

xmlDoc *make_trial(const struct make_job *job, int way)
{
  struct make m;
  diag_hush(true);
  open_make(&m, job);
  make_all(&m, way < 0 ? 0 : way, way < 0 ? -way : 1);
  diag_hush(false);
  release(&m);
  sheets_free(m.l.sheets);
  return placed_end(m.placed);
}

void make_free(struct made *m)
{
  sheets_free(m->sheets);
  xmlFreeDoc(m->placed);
}
