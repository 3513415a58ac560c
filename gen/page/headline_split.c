#include "page/headline_split.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/phrase.h"

enum {
  COST_CLAUSE = 150, /* a clause broken though the author marked others */
  COST_QUOTE = 300,  /* inside 《》 or “” */
  COST_SHORT = 2000, /* a last line of one or two characters */
  COST_BRIEF = 250,  /* another line of one or two */
  COST_MIXED = 150,  /* the rest of one clause and the start of another */
  LEAST_CLAUSE = 4,
  NEVER = SPLIT_NEVER
};

/* A break DP over the atoms of one text. */
struct splitter {
  const struct text *t;
  const int *at_cost; /* of a line that begins at atom k */
  uint32_t *clauses;  /* begun before atom k */
  mpt limit, mean;
  int *best; /* [lines][atoms + 1] */
  uint32_t *from;
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
  if (a->forced || headline_split_at(t, k - 1))
    return 0;
  if (a->glue || b->droppable)
    return NEVER;
  if (a->droppable)
    return 20;
  return mark_cost(a, b, phrase[b->text]);
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
static bool is_mixed(const struct splitter *sp, uint32_t from, uint32_t end)
{
  bool whole =
      (!from || !sp->at_cost[from]) && (end == sp->t->n || !sp->at_cost[end]);
  return !whole && sp->clauses[end] > sp->clauses[from + 1];
}

/* Unevenness of one line, squared, in tenths of a point. */
static int line_cost(const struct splitter *sp, uint32_t from, uint32_t end)
{
  mpt w = adjust_fit(sp->t, from, end).width;
  if (w > sp->limit)
    return NEVER;
  int64_t off = (int64_t)(w - sp->mean) * 100 / em_of(sp->t);
  int64_t cost = off * off / 2500;
  bool all = !from && end == sp->t->n;
  if (!all && is_scrap(sp->t, from, end))
    cost += end == sp->t->n ? COST_SHORT : COST_BRIEF;
  if (is_mixed(sp, from, end))
    cost += COST_MIXED;
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

static void count_begun(struct splitter *sp)
{
  uint32_t n = (uint32_t)sp->t->n;
  sp->clauses = mem_array(n + 2, sizeof *sp->clauses);
  for (uint32_t k = 0; k < n; k++)
    sp->clauses[k + 1] = sp->clauses[k] + (k > 0 && !sp->at_cost[k]);
}

static void walk_back(const struct splitter *sp, struct split *out)
{
  uint32_t n = (uint32_t)sp->t->n, end = n;
  for (size_t l = out->n; l > 0; l--) {
    uint32_t from = sp->from[l * (n + 1) + end];
    out->lines[l - 1] =
        (struct line){.first = from,
                      .end = end,
                      .last = true,
                      .width = adjust_fit(sp->t, from, end).width};
    end = from;
  }
}

bool headline_split(const struct text *t, const int *costs, mpt limit,
                    struct split *out)
{
  struct splitter sp = {.t = t, .at_cost = costs, .limit = limit};
  uint32_t n = (uint32_t)t->n;
  size_t room = (out->n + 1) * (n + 1);
  sp.best = mem_array(room, sizeof *sp.best);
  sp.from = mem_array(room, sizeof *sp.from);
  count_begun(&sp);
  sp.mean = adjust_fit(t, 0, n).width / (mpt)out->n;
  for (uint32_t k = 1; k <= n; k++)
    sp.best[k] = NEVER;
  for (int l = 1; l <= (int)out->n; l++) {
    sp.best[(size_t)l * (n + 1)] = NEVER;
    for (uint32_t k = 1; k <= n; k++)
      relax(&sp, l, k);
  }
  out->cost = sp.best[out->n * (n + 1) + n];
  if (out->cost < NEVER)
    walk_back(&sp, out);
  free(sp.best);
  free(sp.from);
  free(sp.clauses);
  return out->cost < NEVER;
}

mpt headline_split_widest(const struct line *lines, size_t n)
{
  mpt w = 0;
  for (size_t i = 0; i < n; i++)
    if (lines[i].width > w)
      w = lines[i].width;
  return w;
}
