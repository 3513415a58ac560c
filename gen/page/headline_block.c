#include "page/headline_block.h"

#include <string.h>

#include "base/mem.h"
#include "page/adjust.h"
#include "tree/node.h"

/* Costs in tenths of points. */
enum {
  COST_STEP = 60,
  COST_THIRD = 80,
  COST_PARALLEL = 30, /* a third line for a third clause */
  COST_UNLIKE = 90,   /* two parallel clauses over one */
  COST_FULL = 60,     /* a line over 94 % full meets what stands beside it */
  COST_EMPTY = 50,    /* lines under 60 %, three under 65 % full … */
  COST_WHITE = 5,     /* … and for each per cent, twice for three lines */
  COST_BARE = 250,    /* lines under 45 % full: half the width is white */
  COST_MORE = 150,    /* a further line of a kicker or deck */
  COST_NARROW = 70,   /* set at 95-99 % */
  COST_FORCED = 10000,
  MOST_SMALL = 150, /* that a kicker or deck adds to its package */
  LEAST_STRETCH = 950, /* the last resort of headlines */
  MOST_STRETCH = 1050,
  SMALL_LINES = 3 /* of a kicker or deck */
};

static bool is_main(const struct block_wish *w)
{
  return w->role == ROLE_HEADLINE;
}

/* ---- looks ---- */

static int third_cost(const struct block_wish *w, int n)
{
  if (n < 3)
    return 0;
  return w->words->clauses > 2 ? COST_PARALLEL : COST_THIRD * (n - 2);
}

static int white_cost(int n, int fill)
{
  if (n == 1)
    return fill < 50 ? (50 - fill) * 10 / 3 : 0;
  int enough = n > 2 ? 65 : 60;
  if (fill >= enough)
    return 0;
  return COST_EMPTY + (enough - fill) * COST_WHITE * (n > 2 ? 2 : 1) +
         (fill < 45 ? COST_BARE : 0);
}

/* WIDE: of the longest of the lines. */
static int look_cost(const struct block_wish *w, const struct split *split,
                     mpt wide)
{
  int n = (int)split->n;
  mpt width = w->width > 0 ? w->width : 1;
  int fill = (int)((int64_t)wide * 100 / width);
  bool narrow = wide > width;
  if (!is_main(w)) /* a kicker or deck is one line where it can be */
    return COST_MORE * (n - 1) + (narrow ? COST_NARROW : 0) +
           (fill > 97 ? COST_FULL : 0);
  int cost = third_cost(w, n) + (split->unlike ? COST_UNLIKE : 0);
  if (w->words->vertical) /* as high as its columns are: never too full */
    return cost;
  if (fill > 94)
    cost += narrow ? COST_FULL + COST_NARROW : COST_FULL;
  return cost + white_cost(n, fill);
}

/* ---- all sizes ---- */

mpt headline_small_cap(mpt size)
{
  return size * 6 / 10;
}

/* The largest size that is allowed. */
static int first_step(const struct block_wish *w)
{
  int n = headline_words_sizes(w->words), step = 0;
  while (w->cap > 0 && step + 1 < n &&
         headline_words_size(w->words, step) > w->cap)
    step++;
  return step;
}

/* The size that is wanted: font-size where -cb-sizes has it, else its first. */
static int wanted_step(const struct block_wish *w)
{
  int n = headline_words_sizes(w->words), first = first_step(w);
  for (int i = first; i < n; i++)
    if (headline_words_size(w->words, i) == w->words->style->size)
      return i;
  return first;
}

/* The most that a line may measure at the first size so that at SIZE it is no
 * longer than WIDTH allows. */
static mpt limit_at(const struct block_wish *w, mpt size)
{
  int64_t limit = w->width;
  if (!w->words->vertical)
    limit = limit * 1000 / LEAST_STRETCH;
  return (mpt)(limit * headline_words_size(w->words, 0) / (size ? size : 1));
}

static mpt at_size(const struct words *w, mpt v, mpt size)
{
  mpt first = headline_words_size(w, 0);
  return (mpt)((int64_t)v * size / (first ? first : 1));
}

int headline_block_tries(const struct block_wish *w, struct block_try *out)
{
  int n = 0, wanted = wanted_step(w);
  struct arena *a = w->job->arena;
  for (int i = first_step(w); i < headline_words_sizes(w->words); i++) {
    const struct style *st = headline_words_style(a, w->words, i);
    int away = i > wanted ? i - wanted : wanted - i;
    for (int lines = w->least; lines <= w->most; lines++) {
      struct block_try *t = &out[n];
      if (w->across > 0 && (int64_t)lines * st->leading > w->across)
        break;
      if (!headline_split(w->words->seams, lines, limit_at(w, st->size),
                          &t->split))
        continue;
      mpt wide = at_size(w->words, t->split.widest, st->size);
      t->step = i;
      t->cost =
          t->split.cost + look_cost(w, &t->split, wide) + away * COST_STEP;
      n += t->cost < COST_FORCED;
      if (lines > 1 && lines == w->words->clauses)
        break; /* no reason to part a clause */
    }
  }
  return n;
}

/* ---- the block ---- */

/* Nothing fitted: the smallest size, broken as running text. */
static void force(const struct block_wish *w, struct headline_block *b)
{
  struct arena *a = w->job->arena;
  struct setting set = {.measure = w->width};
  b->step = headline_words_sizes(w->words) - 1;
  b->text = headline_words_text(a, w->words, b->step);
  b->style = headline_words_style(a, w->words, b->step);
  struct lines l = lines_break(a, b->text, &set);
  b->lines = l.v;
  b->n = l.n;
  b->cost = COST_FORCED;
  b->forced = true;
  b->width = headline_split_widest(l.v, l.n);
}

struct headline_block headline_block_of(const struct block_wish *w,
                                        const struct block_try *t)
{
  struct headline_block b = {.role = w->role, .words = w->words};
  if (t) {
    b.style = headline_words_style(w->job->arena, w->words, t->step);
    b.step = t->step;
    b.cost = t->cost;
    b.split = t->split;
    b.n = t->split.n;
    b.width = at_size(w->words, t->split.widest, b.style->size);
  } else
    force(w, &b);
  b.at = w->words->at;
  b.leading = b.style->leading;
  if (!w->words->vertical)
    b.width = w->width;
  return b;
}

void headline_block_fit(const struct block_wish *w, struct headline_block *b)
{
  struct block_try tries[BLOCK_TRIES];
  const struct block_try *best = NULL;
  int n = headline_block_tries(w, tries);
  for (int i = 0; i < n; i++)
    if (!best || tries[i].cost < best->cost)
      best = &tries[i];
  *b = headline_block_of(w, best);
  if (!is_main(w) && !b->forced) /* what is small weighs little */
    b->cost = b->cost / 3 < MOST_SMALL ? b->cost / 3 : MOST_SMALL;
}

/* ---- 95-105 % ---- */

static const struct text *stretched(struct arena *a, const struct text *t,
                                    int k)
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
static void widen(struct arena *a, struct headline_block *b, mpt wide)
{
  mpt to = (int64_t)wide * MOST_STRETCH / 1000 >= b->width ? b->width : wide;
  for (size_t i = 0; i < b->n; i++) {
    mpt width = b->lines[i].width > 0 ? b->lines[i].width : 1;
    int64_t k = (int64_t)to * 1000 / width;
    if (k > 1000 && k <= MOST_STRETCH)
      stretch_line(a, b, i, (int)k);
  }
}

/* All lines alike when one is too long; a difference would be seen. */
static void narrow(struct arena *a, struct headline_block *b, mpt wide)
{
  int k = (int)((int64_t)b->width * 1000 / wide);
  for (size_t i = 0; i < b->n; i++)
    stretch_line(a, b, i, k);
}

static void settle_widths(struct arena *a, struct headline_block *b)
{
  b->set = arena_array(a, b->n + 1, sizeof *b->set);
  for (size_t i = 0; i < b->n; i++)
    b->set[i] = b->text;
  mpt wide = headline_split_widest(b->lines, b->n);
  if (b->words->vertical || b->forced || wide <= 0)
    return;
  if (wide > b->width)
    narrow(a, b, wide);
  else if (b->role == ROLE_HEADLINE)
    widen(a, b, wide);
}

void headline_block_ready(struct arena *a, struct headline_block *b)
{
  if (b->set)
    return;
  b->text = headline_words_text(a, b->words, b->step);
  b->poses = b->words->poses;
  if (!b->forced) {
    b->lines = arena_array(a, b->n + 1, sizeof *b->lines);
    memcpy(b->lines, b->split.lines, b->n * sizeof *b->lines);
    for (size_t i = 0; i < b->n; i++)
      b->lines[i].width =
          adjust_fit(b->text, b->lines[i].first, b->lines[i].end).width;
  }
  settle_widths(a, b);
}

/* ---- what is wanted ---- */

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
  struct block_wish w = {
      .job = job, .role = role, .width = width, .least = 1};
  const xmlNode *node = node_first(job->article, name);
  if (!node)
    return w;
  w.words = headline_words(job, node, style_for(job, node));
  w.most = clamp(job->max_lines, 1, SPLIT_LINES);
  if (is_main(&w)) {
    w.least = clamp(job->least_lines, 1, w.most);
    w.cap = job->cap;
  } else if (w.most < SMALL_LINES)
    w.most = SMALL_LINES;
  return w;
}
