#include "page/headline.h"

#include "base/mem.h"
#include "page/box.h"
#include "page/headline_block.h"
#include "page/vertical.h"
#include "tree/node.h"

/* Sizes about the best one; how much dearer, in tenths of points. */
enum { STEPS_UP = 2, STEPS_DOWN = 4, MOST_DEARER = 400 };

/* ---- the package over its columns ---- */

struct maker {
  struct block_wish main, small[2]; /* kicker, deck */
  struct headline empty;            /* without blocks */
  /* Kicker and deck by the cap that the headline's size sets them. */
  struct headline_block fitted[2][STYLE_STEPS];
};

/* Tint, frame and inset of the box: 0.6 em where the theme says nothing, none
 * where they would leave no room. */
static const struct style *box_style(const struct headline_job *job, mpt width)
{
  struct style *st = arena_get(job->arena, sizeof *st);
  *st = *style_named(job->styles, job->article, "headline", "boxed");
  const mpt *p = st->padding;
  bool said = p[SIDE_TOP] || p[SIDE_RIGHT] || p[SIDE_BOTTOM] || p[SIDE_LEFT];
  bool wide = p[SIDE_LEFT] + p[SIDE_RIGHT] > width / 2;
  for (int i = 0; i < 4 && (!said || wide); i++)
    st->padding[i] = wide ? 0 : st->size * 6 / 10;
  return st;
}

/* The margins above the first and below the last block go outside the box,
 * its padding inside. */
static void put_box(struct headline *h)
{
  if (!h->box || !h->n)
    return;
  h->above = h->blocks[0].style->margin[SIDE_TOP];
  h->below = h->blocks[h->n - 1].style->margin[SIDE_BOTTOM];
  for (int i = 0; i < h->n; i++)
    h->blocks[i].y += h->box->padding[SIDE_TOP];
  h->height += h->box->padding[SIDE_TOP] + h->box->padding[SIDE_BOTTOM];
}

static void add_block(struct headline *h, struct headline_block b)
{
  b.x = h->box ? h->box->padding[SIDE_LEFT] : 0;
  b.y = h->height + b.style->margin[SIDE_TOP];
  h->height = b.y + (mpt)b.n * b.leading + b.style->margin[SIDE_BOTTOM];
  h->cost += b.cost;
  h->forced |= b.forced;
  h->blocks[h->n++] = b;
}

/* Kicker (0) or deck (1) beside the headline at STEP (-1: without one). */
static void add_small(struct maker *m, struct headline *h, int which, int step)
{
  struct block_wish *w = &m->small[which];
  struct headline_block *b = &m->fitted[which][step < 0 ? 0 : step];
  if (!w->words)
    return;
  if (!b->style) {
    w->cap = step < 0 ? 0
                      : headline_small_cap(
                            headline_words_size(m->main.words, step));
    headline_block_fit(w, b);
  }
  if (b->style)
    add_block(h, *b);
}

/* With the headline as TRY has it; NULL: forced. */
static struct headline package_of(struct maker *m, const struct block_try *t)
{
  struct headline h = m->empty;
  int step = -1;
  if (m->main.words)
    step = t ? t->step : headline_words_sizes(m->main.words) - 1;
  add_small(m, &h, 0, step);
  if (m->main.words)
    add_block(&h, headline_block_of(&m->main, t));
  add_small(m, &h, 1, step);
  put_box(&h);
  h.natural = h.height;
  return h;
}

static struct maker maker_of(const struct headline_job *job, mpt width)
{
  struct maker m = {.empty = {.shape = job->shape, .width = width}};
  if (job->shape == HEADLINE_BOXED) {
    m.empty.box = box_style(job, width);
    width -= m.empty.box->padding[SIDE_LEFT] + m.empty.box->padding[SIDE_RIGHT];
  }
  m.small[0] = headline_block_wish(job, "kicker", ROLE_KICKER, width);
  m.main = headline_block_wish(job, "headline", ROLE_HEADLINE, width);
  m.small[1] = headline_block_wish(job, "deck", ROLE_DECK, width);
  return m;
}

/* Fills OUT (BLOCK_TRIES) with the packages that can be; at least one. */
static int make_all(const struct headline_job *job, mpt width,
                    struct headline *out)
{
  if (job->shape == HEADLINE_VERTICAL)
    return vertical_all(job, job->room, width, out);
  struct block_try tries[BLOCK_TRIES];
  struct maker m = maker_of(job, width);
  int n = m.main.words ? headline_block_tries(&m.main, tries) : 0;
  for (int i = 0; i < n; i++)
    out[i] = package_of(&m, &tries[i]);
  if (!n)
    out[n++] = package_of(&m, NULL);
  return n;
}

/* ---- the choice ---- */

static const struct headline *cheapest(const struct headline *v, int n)
{
  const struct headline *best = v;
  for (int i = 1; i < n; i++)
    if (v[i].cost < best->cost)
      best = &v[i];
  return best;
}

static struct headline *keep(struct arena *a, const struct headline *h)
{
  struct headline *kept = arena_get(a, sizeof *kept);
  *kept = *h;
  return kept;
}

void headline_ready(struct arena *a, struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    headline_block_ready(a, &h->blocks[i]);
}

struct headline *headline_fit(const struct headline_job *job, mpt width)
{
  struct headline all[BLOCK_TRIES];
  int n = make_all(job, width, all);
  struct headline *h = keep(job->arena, cheapest(all, n));
  headline_ready(job->arena, h);
  return h;
}

static int main_step(const struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    if (h->blocks[i].role == ROLE_HEADLINE)
      return h->blocks[i].step;
  return 0;
}

static bool is_near(const struct headline *h, const struct headline *best)
{
  int larger = main_step(best) - main_step(h);
  return !h->forced && larger <= STEPS_UP && -larger <= STEPS_DOWN &&
         h->cost <= best->cost + MOST_DEARER;
}

static int body_lines(const struct headline_job *job, const struct headline *h)
{
  mpt rlh = styles_page(job->styles)->rlh;
  return (job->tag + h->height + rlh - 1) / (rlh > 0 ? rlh : 1);
}

/* Is there a better one among V with as many body lines? The first of equals
 * stays. */
static bool is_outdone(const struct headline_job *job, const struct headline *v,
                       int n, int i)
{
  int lines = body_lines(job, &v[i]);
  for (int k = 0; k < n; k++)
    if (k != i && body_lines(job, &v[k]) == lines &&
        (v[k].cost < v[i].cost || (k < i && v[k].cost == v[i].cost)))
      return true;
  return false;
}

static void insert(struct headline_list *list, struct headline *h)
{
  int at = list->n < HEADLINE_STEPS ? list->n++ : HEADLINE_STEPS - 1;
  for (; at > 0 && list->v[at - 1]->cost > h->cost; at--)
    list->v[at] = list->v[at - 1];
  list->v[at] = h;
}

struct headline_list headline_steps(const struct headline_job *job, mpt width)
{
  struct headline all[BLOCK_TRIES], near[BLOCK_TRIES];
  struct headline_list list = {.n = 0};
  int n = make_all(job, width, all), found = 0;
  const struct headline *best = cheapest(all, n);
  for (int i = 0; i < n; i++)
    if (is_near(&all[i], best))
      near[found++] = all[i];
  for (int i = 0; i < found; i++)
    if (!is_outdone(job, near, found, i))
      insert(&list, keep(job->arena, &near[i]));
  return list;
}

/* ---- drawing ---- */

static void draw_box(struct sheets *s, struct sheet *sheet,
                     const struct headline *h, mpt x, mpt y)
{
  const struct style *st = h->box;
  mpt line = st->border[SIDE_TOP];
  box_ground(s, sheet, st,
             (struct rect){x + line / 2, y + h->above + line / 2,
                           h->width - line,
                           h->height - h->above - h->below - line});
}

static void emit_block(struct sheets *s, struct sheet *sheet,
                       const struct headline_block *b, mpt x, mpt y)
{
  struct setting set = {.measure = b->width};
  sheet_group(s, sheet, b->role, "");
  struct group *g = &sheet->items[sheet->n - 1].u.group;
  g->at = b->at ? arena_copy(s->arena, b->at) : NULL;
  mpt base = line_baseline(s->fonts, b->style, b->leading);
  for (size_t i = 0; i < b->n; i++)
    line_set(&(struct line_to){s, sheet, x + b->x,
                               y + b->y + (mpt)i * b->leading + base},
             b->set[i], &b->lines[i], &set);
  sheet_end(s, sheet);
}

void headline_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y)
{
  if (h->shape == HEADLINE_VERTICAL) {
    vertical_emit(s, sheet, h, x, y);
    return;
  }
  if (h->box)
    draw_box(s, sheet, h, x, y);
  for (int i = 0; i < h->n; i++)
    emit_block(s, sheet, &h->blocks[i], x, y + (h->height - h->natural) / 2);
}

mpt headline_size(const struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    if (h->blocks[i].role == ROLE_HEADLINE)
      return h->blocks[i].style->size;
  return 0;
}
