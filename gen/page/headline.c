#include "page/headline.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/phrase.h"
#include "tree/node.h"

/* Costs in tenths of make-up's points: 6 for a size step, 8 for a third
 * line, 6 for a line over 94 % full, 5 for lines under 60 %. */
enum {
  COST_STEP = 60,
  COST_THIRD = 80,
  COST_FULL = 60,
  COST_EMPTY = 50,
  COST_CLAUSE = 150, /* a clause broken though the author marked others */
  COST_QUOTE = 300,  /* inside 《》 or “” */
  COST_SHORT = 2000, /* a last line of one or two characters */
  COST_MORE = 120,   /* a further line of a kicker or deck */
  COST_NARROW = 70,  /* set at 95-99 % */
  COST_FORCED = 10000,
  NEVER = 1 << 20,
  MOST_LINES = 4,
  LEAST_CLAUSE = 4,
  LEAST_STRETCH = 950
};

/* A break DP over the atoms of one block at one size. */
struct splitter {
  const struct text *t;
  int *at_cost; /* of a line that begins at atom k */
  mpt limit, mean;
  int *best; /* [lines][atoms + 1] */
  uint32_t *from;
};

struct attempt {
  struct text *text;
  struct style *style;
  struct line lines[MOST_LINES];
  size_t n;
  int step, cost, stretch;
  bool found;
};

static mpt em_of(const struct text *t)
{
  return t->style->size > 0 ? t->style->size : 1;
}

/* ---- what a break costs ---- */

/* Are there LEAST atoms without white space from K on in direction STEP? */
static bool is_long(const struct text *t, uint32_t k, int step)
{
  int n = 0;
  for (; k < t->n && !t->atoms[k].droppable; k += (uint32_t)step)
    if (++n >= LEAST_CLAUSE)
      return true;
  return false;
}

/* A space beside a Latin word may be just the author's gap: then what stands
 * on its sides must be long enough for a clause. */
static bool is_clause_space(const struct text *t, uint32_t k)
{
  if (!k || k + 1 >= t->n || !t->atoms[k].droppable)
    return false;
  bool word = t->atoms[k - 1].class == CLASS_WORD,
       next = t->atoms[k + 1].class == CLASS_WORD;
  if (word && next)
    return false;
  return (!word && !next) || (is_long(t, k - 1, -1) && is_long(t, k + 1, 1));
}

static int count_clauses(const struct text *t)
{
  int n = 1;
  for (uint32_t k = 0; k < t->n; k++)
    n += is_clause_space(t, k);
  return n;
}

static int mark_cost(const struct atom *a, const struct atom *b, int phrase)
{
  enum strictness s = BREAK_NORMAL;
  if (class_no_end((enum mark_class)a->class, s) ||
      class_no_start((enum mark_class)b->class, s))
    return NEVER;
  if (a->class == CLASS_PAUSE || a->class == CLASS_STOP)
    return 5;
  if (b->class == CLASS_DASH)
    return 10;
  if (a->class == CLASS_CLOSE || b->class == CLASS_OPEN)
    return 30;
  if (phrase != PHRASE_NEVER)
    return phrase;
  return a->class == CLASS_HAN && b->class == CLASS_HAN ? NEVER : 40;
}

static int seam_cost(const struct text *t, uint32_t k, const uint8_t *phrase)
{
  const struct atom *b = &t->atoms[k], *a = b - 1;
  if (a->forced || is_clause_space(t, k - 1))
    return 0;
  if (a->glue || b->droppable)
    return NEVER;
  if (a->droppable)
    return 20;
  return mark_cost(a, b, phrase[b->text]);
}

static void find_costs(struct arena *a, struct splitter *sp,
                       const uint8_t *phrase)
{
  const struct text *t = sp->t;
  int depth = 0, clauses = count_clauses(t);
  sp->at_cost = arena_array(a, t->n + 1, sizeof *sp->at_cost);
  for (uint32_t k = 1; k < t->n; k++) {
    const struct atom *before = &t->atoms[k - 1];
    depth += before->class == CLASS_OPEN;
    depth -= before->class == CLASS_CLOSE && depth > 0;
    int cost = seam_cost(t, k, phrase);
    if (cost && clauses > 1)
      cost += COST_CLAUSE;
    sp->at_cost[k] = cost + (depth > 0 ? COST_QUOTE : 0);
  }
}

/* ---- the best way into so many lines ---- */

static size_t characters(const struct text *t, uint32_t from, uint32_t end)
{
  size_t n = 0;
  for (uint32_t k = from; k < end; k++)
    if (t->atoms[k].class == CLASS_HAN || t->atoms[k].class == CLASS_WORD)
      n += utf8_count(t->s + t->atoms[k].text, t->atoms[k].len);
  return n;
}

/* Unevenness of one line, squared, in tenths of a point. */
static int line_cost(const struct splitter *sp, uint32_t from, uint32_t end)
{
  mpt w = adjust_fit(sp->t, from, end).width;
  if (w > sp->limit)
    return NEVER;
  int64_t off = (int64_t)(w - sp->mean) * 100 / em_of(sp->t);
  int64_t cost = off * off / 2500;
  if (from && end == sp->t->n && characters(sp->t, from, end) < 3)
    cost += COST_SHORT;
  return cost < NEVER / 4 ? (int)cost : NEVER / 4;
}

static void relax(struct splitter *sp, int line, uint32_t end)
{
  uint32_t n = (uint32_t)sp->t->n;
  int *best = sp->best + (size_t)line * (n + 1), *before = best - (n + 1);
  best[end] = NEVER;
  for (uint32_t k = end; k-- > 0;) {
    if (before[k] >= NEVER || sp->at_cost[k] >= NEVER)
      continue;
    int cost = line_cost(sp, k, end);
    if (cost >= NEVER)
      break;
    cost += before[k] + sp->at_cost[k];
    if (cost < best[end]) {
      best[end] = cost;
      sp->from[(size_t)line * (n + 1) + end] = k;
    }
  }
}

/* Fills at->lines with the best division into LINES; cost or NEVER. */
static int split(struct splitter *sp, int lines, struct attempt *at)
{
  uint32_t n = (uint32_t)sp->t->n, end = n;
  sp->mean = adjust_fit(sp->t, 0, n).width / lines;
  sp->best[0] = 0;
  for (uint32_t k = 1; k <= n; k++)
    sp->best[k] = NEVER;
  for (int l = 1; l <= lines; l++) {
    sp->best[(size_t)l * (n + 1)] = NEVER;
    for (uint32_t k = 1; k <= n; k++)
      relax(sp, l, k);
  }
  int cost = sp->best[(size_t)lines * (n + 1) + n];
  if (cost >= NEVER)
    return NEVER;
  at->n = (size_t)lines;
  for (int l = lines; l > 0; l--) {
    uint32_t from = sp->from[(size_t)l * (n + 1) + end];
    at->lines[l - 1] =
        (struct line){.first = from,
                      .end = end,
                      .last = true,
                      .width = adjust_fit(sp->t, from, end).width};
    end = from;
  }
  return cost;
}

static mpt widest(const struct attempt *at)
{
  mpt w = 0;
  for (size_t i = 0; i < at->n; i++)
    if (at->lines[i].width > w)
      w = at->lines[i].width;
  return w;
}

/* ---- one block ---- */

struct fitter {
  const struct headline_job *job;
  const xmlNode *node;
  const struct style *style;
  const char *s;
  uint8_t *phrase; /* costs by page/phrase */
  mpt width;
  int max_lines;
  bool main; /* the headline itself */
};

static int look_cost(const struct fitter *f, const struct attempt *at)
{
  mpt width = f->width > 0 ? f->width : 1;
  int fill = (int)((int64_t)widest(at) * 100 / width);
  int cost = 0;
  if (!f->main) /* a kicker or deck is one line where it can be */
    return COST_MORE * ((int)at->n - 1) + (fill > 100 ? COST_NARROW : 0);
  if (fill > 94)
    cost += fill > 100 ? COST_FULL + COST_NARROW : COST_FULL;
  if (at->n == 1 && fill < 50)
    cost += (50 - fill) * 10 / 3;
  if (at->n > 1 && fill < 60)
    cost += COST_EMPTY;
  if (at->n > 2 && count_clauses(at->text) < 3)
    cost += COST_THIRD * (int)(at->n - 2);
  return cost;
}

/* A space between clauses is one em wide where it stays in the line. */
static void widen_clauses(struct text *t)
{
  for (uint32_t k = 0; k < t->n; k++)
    if (is_clause_space(t, k) && t->atoms[k].width < em_of(t))
      t->atoms[k].width = em_of(t);
  for (size_t i = 0; i < t->n; i++)
    t->sums[i + 1].width = t->sums[i].width + t->atoms[i].width -
                           t->atoms[i].left - t->atoms[i].right +
                           t->atoms[i].gap;
}

static mpt size_at(const struct style *st, int step)
{
  return st->nsizes > 0 ? st->sizes[step] : st->size;
}

/* The first size that the job allows. */
static int first_step(const struct fitter *f, int n)
{
  int step = 0;
  mpt cap = f->job->cap;
  while (cap > 0 && step + 1 < n && size_at(f->style, step) > cap)
    step++;
  step += f->job->skip > 0 ? f->job->skip : 0;
  return step < n ? step : n - 1;
}

static struct text *shape_at(const struct fitter *f, mpt size,
                             struct style **style)
{
  struct arena *a = f->job->arena;
  struct style *st = arena_get(a, sizeof *st);
  *st = *f->style;
  st->size = size;
  if (f->style->size > 0)
    st->leading = (mpt)((int64_t)st->leading * size / f->style->size);
  *style = st;
  struct text *t =
      text_shape_string(a, f->job->fonts, f->s, st, node_place(f->node));
  widen_clauses(t);
  return t;
}

/* At size number STEP, which is BEHIND steps behind the wish. */
static void try_size(const struct fitter *f, int step, int behind,
                     struct attempt *best)
{
  struct arena *a = f->job->arena;
  struct attempt at = {.step = step};
  mpt size = size_at(f->style, step);
  at.text = shape_at(f, size, &at.style);
  size_t n = at.text->n;
  struct splitter sp = {.t = at.text};
  sp.limit = (mpt)((int64_t)f->width * 1000 / LEAST_STRETCH);
  find_costs(a, &sp, f->phrase);
  size_t room = (MOST_LINES + 1) * (n + 1);
  sp.best = arena_array(a, room, sizeof *sp.best);
  sp.from = arena_array(a, room, sizeof *sp.from);
  mpt all = adjust_fit(at.text, 0, (uint32_t)n).width;
  for (int lines = 1; lines <= f->max_lines; lines++) {
    if (all - 2 * lines * at.style->size > lines * (int64_t)sp.limit)
      continue;
    int cost = split(&sp, lines, &at);
    if (cost >= NEVER)
      continue;
    at.cost = cost + look_cost(f, &at) + behind * COST_STEP;
    if (best->found && at.cost >= best->cost)
      continue;
    *best = at;
    best->found = true;
  }
}

/* Nothing fitted: the smallest size, broken as running text. */
static void force(const struct fitter *f, struct headline_block *b, mpt size)
{
  struct style *st;
  struct setting set = {.measure = f->width};
  b->text = shape_at(f, size, &st);
  struct lines l = lines_break(f->job->arena, b->text, &set);
  b->style = st;
  b->lines = l.v;
  b->n = l.n;
  b->cost = COST_FORCED;
  b->forced = true;
}

static void keep(const struct fitter *f, struct headline_block *b,
                 const struct attempt *at)
{
  b->text = at->text;
  b->style = at->style;
  b->step = at->step;
  b->cost = at->cost;
  b->n = at->n;
  b->lines = arena_array(f->job->arena, at->n, sizeof *b->lines);
  memcpy(b->lines, at->lines, at->n * sizeof *b->lines);
  mpt wide = widest(at);
  if (wide <= f->width || wide <= 0)
    return;
  text_stretch(b->text, (int)((int64_t)f->width * 1000 / wide));
  for (size_t i = 0; i < b->n; i++)
    b->lines[i].width =
        adjust_fit(b->text, b->lines[i].first, b->lines[i].end).width;
}

static void fit_block(const struct fitter *f, struct headline_block *b)
{
  struct attempt best = {0};
  int n = f->style->nsizes > 0 ? f->style->nsizes : 1;
  int first = first_step(f, n);
  for (int i = first; i < n; i++) {
    if (best.found && best.cost <= (i - first) * COST_STEP)
      break; /* smaller can only cost more */
    try_size(f, i, i - first, &best);
  }
  if (best.found && best.cost < COST_FORCED)
    keep(f, b, &best);
  else
    force(f, b, size_at(f->style, n - 1));
  b->at = node_attr(f->node, "at");
  b->leading = b->style->leading;
}

/* ---- the package ---- */

static void add_block(struct headline *h, const struct headline_job *job,
                      const char *name, enum role role)
{
  const xmlNode *node = node_first(job->article, name);
  if (!node)
    return;
  char *s = node_text(node);
  struct fitter f = {.job = job, .node = node, .s = s, .width = h->width};
  f.style = style_of(job->styles, node);
  f.max_lines = job->max_lines;
  if (f.max_lines < 1 || f.max_lines > MOST_LINES)
    f.max_lines = f.max_lines < 1 ? 1 : MOST_LINES;
  if (role != ROLE_HEADLINE && f.max_lines < 3)
    f.max_lines = 3;
  f.main = role == ROLE_HEADLINE;
  if (*s && !f.style->hidden) {
    f.phrase = arena_array(job->arena, strlen(s) + 1, 1);
    phrase_costs(s, strlen(s), f.phrase);
    struct headline_block *b = &h->blocks[h->n++];
    b->role = role;
    fit_block(&f, b);
    b->y = h->height + b->style->margin[SIDE_TOP];
    h->height = b->y + (mpt)b->n * b->leading + b->style->margin[SIDE_BOTTOM];
    h->cost += b->cost;
  }
  free(s);
}

struct headline *headline_fit(const struct headline_job *job, mpt width)
{
  struct headline *h = arena_get(job->arena, sizeof *h);
  h->width = width;
  add_block(h, job, "kicker", ROLE_KICKER);
  add_block(h, job, "headline", ROLE_HEADLINE);
  add_block(h, job, "deck", ROLE_DECK);
  return h;
}

static void emit_block(struct sheets *s, struct sheet *sheet,
                       const struct headline_block *b,
                       const struct setting *set, mpt at[2])
{
  struct item *it = sheet_item(s, sheet, ITEM_GROUP);
  it->u.group.role = b->role;
  it->u.group.id = "";
  it->u.group.at = b->at ? arena_copy(s->arena, b->at) : NULL;
  mpt base = line_baseline(s->fonts, b->style, b->leading);
  for (size_t i = 0; i < b->n; i++)
    line_set(s, sheet, b->text, &b->lines[i], set, at[0],
             at[1] + b->y + (mpt)i * b->leading + base);
  sheet_end(s, sheet);
}

void headline_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y)
{
  struct setting set = {.measure = h->width};
  for (int i = 0; i < h->n; i++)
    emit_block(s, sheet, &h->blocks[i], &set, (mpt[]){x, y});
}

mpt headline_size(const struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    if (h->blocks[i].role == ROLE_HEADLINE)
      return h->blocks[i].style->size;
  return 0;
}
