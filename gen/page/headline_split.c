#include "page/headline_split.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/phrase.h"
#include "page/space.h"

enum {
  COST_CLAUSE = 150, /* a clause broken though the author marked others */
  COST_QUOTE = 300,  /* inside 《》 or “” */
  COST_LIST = 45,    /* inside a list, behind 、 */
  COST_SHORT = 2000, /* a last line of one or two characters */
  COST_BRIEF = 250,  /* another line of one or two */
  COST_MIXED = 150,  /* the rest of one clause and the start of another */
  LEAST_CLAUSE = 4,
  NEVER = SPLIT_NEVER
};

enum { MOST_SEAMS = 160 }; /* a text with more is no headline */

/* A line from seam I to seam J: width, and what its atoms cost anywhere. */
struct span {
  mpt width;
  int cost;
};

struct seams {
  const struct text *t;
  const int *costs;  /* of a line that begins at an atom */
  uint32_t *clauses; /* begun before an atom */
  uint32_t *at;      /* atoms; the last is the end */
  int n;             /* seams, with the start and the end */
  int even;          /* 1, or by how much less equal lines matter */
  mpt all;           /* on one line */
  struct span *spans; /* n * n */
  struct split free[SPLIT_LINES + 1]; /* the best without a limit; n 0: none */
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
bool headline_split_at(const struct text *t, uint32_t k)
{
  if (!k || k + 1 >= t->n || !t->atoms[k].droppable)
    return false;
  bool word = t->atoms[k - 1].class == CLASS_WORD,
       next = t->atoms[k + 1].class == CLASS_WORD;
  if (word && next)
    return false;
  return (!word && !next) || (is_long(t, k - 1, -1) && is_long(t, k + 1, 1));
}

int headline_split_clauses(const struct text *t)
{
  int n = 1;
  for (uint32_t k = 0; k < t->n; k++)
    n += headline_split_at(t, k);
  return n;
}

void headline_split_widen(struct text *t)
{
  mpt em = em_of(t);
  for (uint32_t k = 0; k < t->n; k++)
    if (headline_split_at(t, k) && t->atoms[k].width < em)
      t->atoms[k].width = em;
  space_sum(t);
}

/* 、 parts the members of a list, which belong together. */
static bool is_list_mark(const struct text *t, const struct atom *a)
{
  return a->len == 3 && !memcmp(t->s + a->text, "、", 3);
}

static int mark_cost(const struct text *t, uint32_t k, int phrase)
{
  const struct atom *b = &t->atoms[k], *a = b - 1;
  enum strictness s = BREAK_NORMAL;
  if (class_no_end((enum mark_class)a->class, s) ||
      class_no_start((enum mark_class)b->class, s))
    return NEVER;
  if (a->class == CLASS_PAUSE || a->class == CLASS_STOP)
    return is_list_mark(t, a) ? COST_LIST : 5;
  if (b->class == CLASS_DASH)
    return 10;
  if (a->class == CLASS_CLOSE || b->class == CLASS_OPEN)
    return phrase == PHRASE_SUFFIX ? phrase : 30;
  if (phrase != PHRASE_NEVER)
    return phrase;
  return a->class == CLASS_HAN && b->class == CLASS_HAN ? NEVER : 40;
}

static int seam_cost(const struct text *t, uint32_t k, const uint8_t *phrase)
{
  const struct atom *b = &t->atoms[k], *a = b - 1;
  if (a->forced || headline_split_at(t, k - 1))
    return 0;
  if (a->glue || b->droppable)
    return NEVER;
  if (a->droppable)
    return 20;
  return mark_cost(t, k, phrase[b->text]);
}

int *headline_split_costs(struct arena *a, const struct text *t,
                          const uint8_t *phrase)
{
  int depth = 0, clauses = headline_split_clauses(t);
  int *costs = arena_array(a, t->n + 1, sizeof *costs);
  for (uint32_t k = 1; k < t->n; k++) {
    const struct atom *before = &t->atoms[k - 1];
    depth += before->class == CLASS_OPEN;
    depth -= before->class == CLASS_CLOSE && depth > 0;
    int cost = seam_cost(t, k, phrase);
    if (cost && clauses > 1)
      cost += COST_CLAUSE;
    costs[k] = cost + (depth > 0 ? COST_QUOTE : 0);
  }
  return costs;
}

/* ---- the best way into so many lines ---- */

/* Are there no more than two characters in a line? */
static bool is_scrap(const struct text *t, uint32_t from, uint32_t end)
{
  size_t n = 0;
  for (uint32_t k = from; k < end && n < 3; k++)
    if (t->atoms[k].class == CLASS_HAN)
      n++;
    else if (t->atoms[k].class == CLASS_WORD)
      n += utf8_count(t->s + t->atoms[k].text, t->atoms[k].len);
  return n < 3;
}

/* Does a line hold a seam of clauses, and another than whole clauses? */
static bool is_mixed(const struct seams *s, uint32_t from, uint32_t end)
{
  bool whole = (!from || !s->costs[from]) &&
               (end == s->t->n || !s->costs[end]);
  return !whole && s->clauses[end] > s->clauses[from + 1];
}

static struct span span_of(const struct seams *s, uint32_t from, uint32_t end)
{
  struct span sp = {.width = adjust_fit(s->t, from, end).width};
  bool all = !from && end == s->t->n;
  if (!all && is_scrap(s->t, from, end))
    sp.cost += end == s->t->n ? COST_SHORT : COST_BRIEF;
  if (is_mixed(s, from, end))
    sp.cost += COST_MIXED;
  return sp;
}

/* Unevenness of a line, squared, in tenths of a point. */
static int uneven_cost(const struct seams *s, mpt width, mpt mean)
{
  int64_t off = (int64_t)(width - mean) * 100 / em_of(s->t);
  int64_t cost = off * off / (2500 * s->even);
  return cost < NEVER / 4 ? (int)cost : NEVER / 4;
}

static uint32_t *count_begun(struct arena *a, const struct text *t,
                             const int *costs)
{
  uint32_t *begun = arena_array(a, t->n + 2, sizeof *begun);
  for (uint32_t k = 0; k < t->n; k++)
    begun[k + 1] = begun[k] + (k > 0 && !costs[k]);
  return begun;
}

/* ---- the best way into so many lines ---- */

/* BEST[l][j]: least cost of l lines up to seam J; FROM: where the last of them
 * begins. */
struct table {
  int best[SPLIT_LINES + 1][MOST_SEAMS + 2];
  short from[SPLIT_LINES + 1][MOST_SEAMS + 2];
};

static void relax(const struct seams *s, struct table *t, int line, int j,
                  const mpt limit_mean[2])
{
  t->best[line][j] = NEVER;
  for (int i = j - 1; i >= 0; i--) {
    const struct span *sp = &s->spans[i * s->n + j];
    if (sp->width > limit_mean[0])
      break;
    if (t->best[line - 1][i] >= NEVER)
      continue;
    int cost = t->best[line - 1][i] + s->costs[s->at[i]] + sp->cost +
               uneven_cost(s, sp->width, limit_mean[1]);
    if (cost < t->best[line][j]) {
      t->best[line][j] = cost;
      t->from[line][j] = (short)i;
    }
  }
}

static void walk_back(const struct seams *s, const struct table *t,
                      struct split *out)
{
  int end = s->n - 1;
  uint32_t most = 0, least = UINT32_MAX;
  out->widest = 0;
  for (size_t l = out->n; l > 0; l--) {
    int from = t->from[l][end];
    mpt width = s->spans[from * s->n + end].width;
    out->lines[l - 1] = (struct line){.first = s->at[from],
                                      .end = s->at[end],
                                      .last = true,
                                      .width = width};
    out->widest = width > out->widest ? width : out->widest;
    uint32_t inside = s->clauses[s->at[end]] - s->clauses[s->at[from] + 1];
    most = inside > most ? inside : most;
    least = inside < least ? inside : least;
    end = from;
  }
  out->unlike = most != least;
}

static bool divide(const struct seams *s, int lines, mpt limit,
                   struct split *out)
{
  struct table t;
  const mpt limit_mean[2] = {limit, s->all / lines};
  for (int j = 0; j < s->n; j++)
    t.best[0][j] = j ? NEVER : 0;
  for (int l = 1; l <= lines; l++) {
    t.best[l][0] = NEVER;
    for (int j = l == lines ? s->n - 1 : 1; j < s->n; j++)
      relax(s, &t, l, j, limit_mean);
  }
  out->n = (size_t)lines;
  out->cost = t.best[lines][s->n - 1];
  if (out->cost >= NEVER)
    return false;
  walk_back(s, &t, out);
  return true;
}

/* A text without atoms, or with too many seams, has none and no division. */
struct seams *headline_split_seams(struct arena *a, const struct text *t,
                                   const int *costs, int even)
{
  struct seams *s = arena_get(a, sizeof *s);
  s->even = even > 0 ? even : 1;
  uint32_t n = (uint32_t)t->n;
  s->t = t;
  s->costs = costs;
  s->clauses = count_begun(a, t, costs);
  s->at = arena_array(a, MOST_SEAMS + 2, sizeof *s->at);
  for (uint32_t k = 0; k < n && s->n <= MOST_SEAMS; k++)
    if (costs[k] < NEVER)
      s->at[s->n++] = k;
  if (!n || s->n > MOST_SEAMS) {
    s->n = 0;
    return s;
  }
  s->at[s->n++] = n;
  s->spans = arena_array(a, (size_t)s->n * (size_t)s->n, sizeof *s->spans);
  for (int i = 0; i < s->n; i++)
    for (int j = i + 1; j < s->n; j++)
      s->spans[i * s->n + j] = span_of(s, s->at[i], s->at[j]);
  s->all = s->spans[s->n - 1].width;
  for (int l = 1; l <= SPLIT_LINES; l++)
    if (!divide(s, l, INT32_MAX, &s->free[l]))
      s->free[l].n = 0;
  return s;
}

bool headline_split(const struct seams *s, int lines, mpt limit,
                    struct split *out)
{
  if (!s->n || lines < 1 || lines > SPLIT_LINES || !s->free[lines].n)
    return false;
  *out = s->free[lines];
  return out->widest <= limit || divide(s, lines, limit, out);
}

mpt headline_split_widest(const struct line *lines, size_t n)
{
  mpt w = 0;
  for (size_t i = 0; i < n; i++)
    if (lines[i].width > w)
      w = lines[i].width;
  return w;
}
