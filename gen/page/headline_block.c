#include "page/headline_block.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "page/adjust.h"
#include "page/headline_split.h"
#include "page/phrase.h"
#include "page/space.h"
#include "page/turn.h"
#include "tree/node.h"

/* Costs in tenths of points: 6 for a size step, 8 for a third
 * line, 6 for a line over 94 % full, 5 for lines under 60 %. */
enum {
  COST_STEP = 60,
  COST_THIRD = 80,
  COST_FULL = 60,
  COST_EMPTY = 50,
  COST_MORE = 120,  /* a further line of a kicker or deck */
  COST_NARROW = 70, /* set at 95-99 % */
  COST_FORCED = 10000,
  LEAST_STRETCH = 950, /* the last resort of headlines */
  MOST_STRETCH = 1050,
  SMALL_LINES = 3 /* of a kicker or deck */
};

struct attempt {
  struct text *text;
  int64_t ems; /* length of the whole text, in 1/1000 em */
  struct style *style;
  struct pose *poses;
  struct split split;
  int step, cost;
  bool found;
};

/* ---- looks ---- */

static int third_cost(const struct attempt *at)
{
  if (at->split.n < 3 || headline_split_clauses(at->text) > 2)
    return 0;
  return COST_THIRD * (int)(at->split.n - 2);
}

static int look_cost(const struct block_wish *w, const struct attempt *at)
{
  mpt width = w->width > 0 ? w->width : 1;
  size_t n = at->split.n;
  mpt wide = headline_split_widest(at->split.lines, n);
  int fill = (int)((int64_t)wide * 100 / width);
  int cost = 0;
  if (!w->main) /* a kicker or deck is one line where it can be */
    return COST_MORE * ((int)n - 1) + (fill > 100 ? COST_NARROW : 0);
  cost = third_cost(at);
  if (w->vertical) /* as high as its columns are: never too full */
    return cost;
  if (fill > 94)
    cost += fill > 100 ? COST_FULL + COST_NARROW : COST_FULL;
  if (n == 1 && fill < 50)
    cost += (50 - fill) * 10 / 3;
  if (n > 1 && fill < 60)
    cost += COST_EMPTY;
  return cost;
}

/* ---- one size ---- */

/* A space between clauses is one em wide where it stays in the line. */
static void widen_clauses(struct text *t)
{
  mpt em = t->style->size;
  for (uint32_t k = 0; k < t->n; k++)
    if (headline_split_at(t, k) && t->atoms[k].width < em)
      t->atoms[k].width = em;
  space_sum(t);
}

static mpt size_at(const struct style *st, int step)
{
  return st->nsizes > 0 ? st->sizes[step] : st->size;
}

/* The first size that the job allows. */
static int first_step(const struct block_wish *w, int n)
{
  int step = 0;
  mpt cap = w->job->cap;
  while (cap > 0 && step + 1 < n && size_at(w->style, step) > cap)
    step++;
  step += w->job->skip > 0 ? w->job->skip : 0;
  return step < n ? step : n - 1;
}

static struct style *style_at(const struct block_wish *w, mpt size)
{
  struct style *st = arena_get(w->job->arena, sizeof *st);
  *st = *w->style;
  st->size = size;
  if (w->style->size > 0)
    st->leading = (mpt)((int64_t)st->leading * size / w->style->size);
  return st;
}

static struct text *shape_at(const struct block_wish *w, const struct style *st)
{
  struct text *t = text_shape_string(w->job->arena, w->job->fonts, w->s, st,
                                     node_place(w->node));
  widen_clauses(t);
  return t;
}

static mpt limit_of(const struct block_wish *w)
{
  return w->vertical ? w->width
                     : (mpt)((int64_t)w->width * 1000 / LEAST_STRETCH);
}

static bool too_wide(const struct block_wish *w, const struct style *st,
                     int lines)
{
  return w->across > 0 && (int64_t)lines * st->leading > w->across;
}

/* Could LINES of type of EM hold a text of so many EMS? Spaces and halves of
 * marks go where lines end: at most two em each. */
static bool may_hold(const struct block_wish *w, int lines, mpt em, int64_t ems)
{
  return ems * em / 1000 - 2 * lines * (int64_t)em <=
         lines * (int64_t)limit_of(w);
}

static void try_lines(const struct block_wish *w, struct attempt *at,
                      const int *costs, int behind, struct attempt *best)
{
  for (int lines = w->least; lines <= w->most; lines++) {
    at->split.n = (size_t)lines;
    if (!may_hold(w, lines, at->style->size, at->ems) ||
        too_wide(w, at->style, lines) ||
        !headline_split(at->text, costs, limit_of(w), &at->split))
      continue;
    at->cost = at->split.cost + look_cost(w, at) + behind * COST_STEP;
    if (best->found && at->cost >= best->cost)
      continue;
    *best = *at;
    best->found = true;
  }
}

/* At size number STEP, which is BEHIND steps behind the wish. EMS, the text's
 * length, is 0 until the first size has been shaped; then it saves the
 * shaping of those that are hopeless. */
static void try_size(const struct block_wish *w, int step, int behind,
                     int64_t *ems, struct attempt *best)
{
  struct attempt at = {.step = step};
  at.style = style_at(w, size_at(w->style, step));
  mpt em = at.style->size;
  if (too_wide(w, at.style, w->least) ||
      (*ems && !may_hold(w, w->most, em, *ems * 99 / 100)))
    return;
  at.text = shape_at(w, at.style);
  if (!at.text->n)
    return;
  /* Asked before the text is set on end, which makes figures Han. */
  const int *costs = headline_split_costs(w->job->arena, at.text, w->phrase);
  if (w->vertical)
    at.poses = turn_text(w->job->arena, w->job->fonts, at.text);
  mpt all = adjust_fit(at.text, 0, (uint32_t)at.text->n).width;
  at.ems = *ems = (int64_t)all * 1000 / (em > 0 ? em : 1) + 1;
  try_lines(w, &at, costs, behind, best);
}

/* Nothing fitted: the smallest size, broken as running text. */
static void force(const struct block_wish *w, struct headline_block *b,
                  mpt size)
{
  struct arena *a = w->job->arena;
  struct style *st = style_at(w, size);
  struct setting set = {.measure = w->width};
  b->text = shape_at(w, st);
  if (w->vertical)
    b->poses = turn_text(a, w->job->fonts, b->text);
  struct lines l = lines_break(a, b->text, &set);
  b->style = st;
  b->lines = l.v;
  b->n = l.n;
  b->cost = COST_FORCED;
  b->forced = true;
}

/* ---- 95-105 % ---- */

static struct text *stretched(struct arena *a, const struct text *t, int k)
{
  struct text *to = arena_get(a, sizeof *to);
  *to = *t;
  to->atoms = arena_array(a, t->n + 1, sizeof *to->atoms);
  to->glyphs = arena_array(a, t->nglyphs + 1, sizeof *to->glyphs);
  to->sums = arena_array(a, t->n + 1, sizeof *to->sums);
  memcpy(to->atoms, t->atoms, t->n * sizeof *to->atoms);
  memcpy(to->glyphs, t->glyphs, t->nglyphs * sizeof *to->glyphs);
  text_stretch(to, k);
  return to;
}

static void stretch_line(struct arena *a, struct headline_block *b, size_t i,
                         int k)
{
  struct line *l = &b->lines[i];
  b->set[i] = stretched(a, b->text, k);
  l->width = adjust_fit(b->set[i], l->first, l->end).width;
}

/* Where the lines of the headline nearly fill the measure they fill it; else
 * the shorter ones come up to the longest, so that both sides are level. */
static void widen(const struct block_wish *w, struct headline_block *b,
                  mpt wide)
{
  mpt to = (int64_t)wide * MOST_STRETCH / 1000 >= w->width ? w->width : wide;
  for (size_t i = 0; i < b->n; i++) {
    mpt width = b->lines[i].width > 0 ? b->lines[i].width : 1;
    int64_t k = (int64_t)to * 1000 / width;
    if (k > 1000 && k <= MOST_STRETCH)
      stretch_line(w->job->arena, b, i, (int)k);
  }
}

/* All lines alike when one is too long; a difference would be seen. */
static void narrow(const struct block_wish *w, struct headline_block *b,
                   mpt wide)
{
  int k = (int)((int64_t)w->width * 1000 / wide);
  for (size_t i = 0; i < b->n; i++)
    stretch_line(w->job->arena, b, i, k);
}

static void settle_widths(const struct block_wish *w, struct headline_block *b)
{
  b->set = arena_array(w->job->arena, b->n + 1, sizeof *b->set);
  for (size_t i = 0; i < b->n; i++)
    b->set[i] = b->text;
  mpt wide = headline_split_widest(b->lines, b->n);
  if (w->vertical || b->forced || wide <= 0)
    return;
  if (wide > w->width)
    narrow(w, b, wide);
  else if (w->main)
    widen(w, b, wide);
}

/* ---- the block ---- */

static void keep(const struct block_wish *w, struct headline_block *b,
                 const struct attempt *at)
{
  size_t n = at->split.n;
  b->text = at->text;
  b->style = at->style;
  b->poses = at->poses;
  b->step = at->step;
  b->cost = at->cost;
  b->n = n;
  b->lines = arena_array(w->job->arena, n, sizeof *b->lines);
  memcpy(b->lines, at->split.lines, n * sizeof *b->lines);
}

void headline_block_fit(const struct block_wish *w, struct headline_block *b)
{
  struct attempt best = {0};
  int n = w->style->nsizes > 0 ? w->style->nsizes : 1;
  int first = first_step(w, n);
  int64_t ems = 0;
  for (int i = first; i < n; i++) {
    if (best.found && best.cost <= (i - first) * COST_STEP)
      break; /* smaller can only cost more */
    try_size(w, i, i - first, &ems, &best);
  }
  if (best.found && best.cost < COST_FORCED)
    keep(w, b, &best);
  else
    force(w, b, size_at(w->style, n - 1));
  settle_widths(w, b);
  const char *at = node_attr(w->node, "at");
  b->at = at ? arena_copy(w->job->arena, at) : NULL;
  b->leading = b->style->leading;
  b->width = w->vertical ? headline_split_widest(b->lines, b->n) : w->width;
}

static int clamp(int v, int least, int most)
{
  if (v < least)
    return least;
  return v > most ? most : v;
}

/* In a box the three have styles of their own: headline[class=boxed]. */
static const struct style *style_for(const struct headline_job *job,
                                     const xmlNode *node)
{
  if (job->shape == HEADLINE_BOXED)
    return style_named(job->styles, job->article, (const char *)node->name,
                       "boxed");
  return style_of(job->styles, node);
}

struct block_wish headline_block_wish(const struct headline_job *job,
                                      const char *name, enum role role,
                                      mpt width)
{
  struct block_wish w = {.job = job, .width = width, .least = 1};
  w.node = node_first(job->article, name);
  w.main = role == ROLE_HEADLINE;
  w.vertical = job->shape == HEADLINE_VERTICAL;
  if (!w.node)
    return w;
  w.style = style_for(job, w.node);
  w.most = clamp(job->max_lines, 1, SPLIT_LINES);
  if (w.main)
    w.least = clamp(job->least_lines, 1, w.most);
  else if (w.most < SMALL_LINES)
    w.most = SMALL_LINES;
  char *s = node_text(w.node);
  if (!*s || w.style->hidden) {
    free(s);
    return w;
  }
  w.s = s;
  w.phrase = arena_array(job->arena, strlen(s) + 1, 1);
  phrase_costs(s, strlen(s), w.phrase);
  return w;
}
