#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/line.h"
#include "page/ragged.h"

/* Shortest path over the legal breaks (Knuth and Plass 1981, without active
 * lists: squeeze is at most half an em a mark, so a break has few possible
 * line starts). With a change of line count wanted, each break keeps the
 * best way for several counts. */

/* No line has more places to break than this: a bound for text without
 * width. */
enum {
  WAYS = 6,
  LONGEST = 256,
  GOOD_LINE = 3000, /* what a line costs that is set well … */
  WORSE = 10
};
#define NO_BOUND INT64_MAX

struct way {
  int64_t cost;
  int32_t lines;
  uint32_t from; /* break before, and which of its ways */
  int32_t slot;
};

struct breaker {
  const struct text *t;
  const struct setting *set;
  uint32_t *at; /* atoms before which a line may begin; 0 … n */
  size_t n;
  struct way *ways; /* n * per, the best of each break first */
  int per;
  int64_t margin; /* a way that is dearer than the best by more is no use */
  int64_t bound;  /* nor is one that costs more than this */
  size_t low;     /* no line can begin before, so far */
  const int32_t *sense; /* what a break costs before each atom, or NULL */
};

/* The last atom before K that is no dropped space. */
static const struct atom *solid_before(const struct text *t, uint32_t k)
{
  while (k > 1 && t->atoms[k - 1].droppable)
    k--;
  return &t->atoms[k - 1];
}

/* In the middle of a row of five marks, where clreq exempts long rows: only
 * if nothing else helps. */
static bool is_rescue(const struct text *t, uint32_t k)
{
  for (uint32_t i = 0; i < 5; i++)
    if (k < 3 || k + 2 - i >= t->n || t->atoms[k + 2 - i].class < CLASS_OPEN ||
        t->atoms[k + 2 - i].class > CLASS_STOP)
      return false;
  return true;
}

static bool is_lawful(const struct text *t, uint32_t k)
{
  enum strictness s = t->style->strictness;
  return !class_no_start((enum mark_class)t->atoms[k].class, s) &&
         !class_no_end((enum mark_class)solid_before(t, k)->class, s);
}

bool line_may_break(const struct text *t, uint32_t k)
{
  const struct atom *b = &t->atoms[k], *a = b - 1;
  if (a->forced)
    return true;
  if ((a->glue && !a->weak) || b->droppable)
    return false;
  return is_lawful(t, k) || is_rescue(t, k);
}

static void find_breaks(struct breaker *b)
{
  uint32_t n = (uint32_t)b->t->n;
  b->at = mem_array(n + 1, sizeof *b->at);
  b->at[b->n++] = 0;
  for (uint32_t k = 1; k < n; k++)
    if (line_may_break(b->t, k))
      b->at[b->n++] = k;
  b->at[b->n++] = n;
}

/* Is the last line a single character, marks not counted (孤字不成行)? */
static bool is_orphan(const struct text *t, const struct fit *f)
{
  size_t count = 0;
  for (uint32_t k = f->first; k < f->end && count < 2; k++)
    if (t->atoms[k].class == CLASS_HAN)
      count++;
    else if (t->atoms[k].class == CLASS_WORD)
      count += utf8_count(t->s + t->atoms[k].text, t->atoms[k].len);
  return count < 2;
}

static mpt room(const struct breaker *b, size_t from)
{
  return b->set->measure - (from ? b->set->hang : b->set->indent);
}

static bool ends_part(const struct breaker *b, size_t to)
{
  return to + 1 == b->n || b->t->atoms[b->at[to] - 1].forced;
}

static const struct way *ends(const struct breaker *b)
{
  return &b->ways[(b->n - 1) * (size_t)b->per];
}

static bool is_better(const struct way *a, const struct way *b)
{
  return a->cost < b->cost || (a->cost == b->cost && a->lines < b->lines);
}

/* The slot of break TO for a way with so many lines. */
static struct way *slot_for(const struct breaker *b, size_t to,
                            const struct way *w)
{
  struct way *v = &b->ways[to * (size_t)b->per], *worst = v;
  for (int i = 0; i < b->per; i++) {
    if (!v[i].lines || v[i].lines == w->lines)
      return &v[i];
    if (is_better(worst, &v[i]))
      worst = &v[i];
  }
  return worst;
}

static void offer(struct breaker *b, size_t to, struct way w)
{
  struct way *best = &b->ways[to * (size_t)b->per];
  struct way *v = slot_for(b, to, &w);
  if (v->lines && !is_better(&w, v))
    return;
  *v = w;
  if (is_better(v, best)) {
    w = *best;
    *best = *v;
    *v = w;
  }
}

static void extend(struct breaker *b, size_t from, size_t to, int64_t cost)
{
  const struct way *v = &b->ways[from * (size_t)b->per];
  const struct way *best = &b->ways[to * (size_t)b->per];
  if (!from) {
    if (cost <= b->bound)
      offer(b, to, (struct way){cost, 1, 0, 0});
    return;
  }
  for (int i = 0; i < b->per && v[i].lines; i++)
    if (v[i].cost + cost <= b->bound &&
        (!best->lines || v[i].cost + cost <= best->cost + b->margin))
      offer(b, to,
            (struct way){v[i].cost + cost, v[i].lines + 1, (uint32_t)from, i});
}

/* What the end of a line costs by itself. */
static int64_t end_cost(const struct breaker *b, size_t from, size_t to,
                        const struct fit *f)
{
  const struct text *t = b->t;
  bool whole = !from || t->atoms[b->at[from] - 1].forced;
  int64_t cost = 0;
  if (ends_part(b, to) && !whole)
    cost +=
        ragged_tail(t, f->first, f->end) + (is_orphan(t, f) ? COST_ORPHAN : 0);
  if (to + 1 == b->n)
    return cost;
  if (b->sense)
    cost += b->sense[b->at[to]];
  if (t->atoms[b->at[to] - 1].hyphen)
    cost += COST_HYPHEN;
  if (t->atoms[b->at[to] - 1].weak || !is_lawful(t, b->at[to]))
    cost += COST_WEAK;
  return cost;
}

static int64_t line_cost(const struct breaker *b, size_t from, size_t to,
                         const struct fit *f)
{
  const struct text *t = b->t;
  bool last = ends_part(b, to);
  mpt width = room(b, from);
  struct adjust adj = adjust_make(t, f, width, last);
  return adjust_cost(t, f, &adj, width, last) + end_cost(b, from, to, f);
}

/* Does no way worth its cost lead to FROM? */
static bool is_dead(const struct breaker *b, size_t from)
{
  return from && !b->ways[from * (size_t)b->per].lines;
}

/* Is every way over a line from FROM to TO too dear to be of use? Told
 * without judging the line. */
static bool is_hopeless(const struct breaker *b, size_t from, size_t to)
{
  const struct way *best = &b->ways[to * (size_t)b->per];
  int64_t most = b->bound;
  if (best->lines && best->cost + b->margin < most)
    most = best->cost + b->margin;
  else if (most == NO_BOUND)
    return false;
  int64_t before = from ? b->ways[from * (size_t)b->per].cost : 0;
  return before +
             adjust_cost_least(b->t, b->at[from], b->at[to], room(b, from)) >
         most;
}

/* The line from FROM, unless it is too wide. */
static bool judge(struct breaker *b, size_t from, size_t to)
{
  struct fit f = adjust_fit(b->t, b->at[from], b->at[to]);
  if (adjust_least(&f) > room(b, from)) {
    b->low += from == b->low; /* and what comes is wider yet */
    return false;
  }
  extend(b, from, to, line_cost(b, from, to, &f));
  return true;
}

/* All lines that end at break TO, the fullest first; those so empty that they
 * can only be loose are not worth judging, but the fullest of them serves
 * when there is nothing else. */
static void reach(struct breaker *b, size_t to)
{
  bool all = ends_part(b, to) || b->t->style->align != ALIGN_JUSTIFY;
  const struct sum *sums = b->t->sums;
  int64_t least = sums[b->at[to]].width - b->set->measure / 2;
  size_t first = to - b->low > LONGEST ? to - LONGEST : b->low;
  bool any = false;
  size_t from = first;
  for (; from < to; from++) {
    if (!all && from > first && sums[b->at[from]].width > least)
      break;
    if (is_dead(b, from))
      b->low += from == b->low;
    else if (all || !is_hopeless(b, from, to))
      any |= judge(b, from, to);
  }
  if (!any && b->bound == NO_BOUND) {
    from -= from == to;
    struct fit f = adjust_fit(b->t, b->at[from], b->at[to]);
    extend(b, from, to, line_cost(b, from, to, &f));
  }
  if (b->t->atoms[b->at[to] - 1].forced)
    b->low = to;
}

/* ---- the end of the paragraph ---- */

/* The way with CHANGE lines more than the best, the first, at a cost that is
 * worth it; else the best. */
static const struct way *changed_end(const struct breaker *b, int change)
{
  const struct way *v = ends(b);
  for (int i = 0; i < b->per && v[i].lines; i++)
    if (v[i].lines == v->lines + change && v[i].cost - v->cost < COST_CHANGE)
      return &v[i];
  return v;
}

static struct line make_line(const struct breaker *b, size_t from, size_t to)
{
  struct fit f = adjust_fit(b->t, b->at[from], b->at[to]);
  bool last = ends_part(b, to);
  struct adjust adj = adjust_make(b->t, &f, room(b, from), last);
  struct line l = {.first = b->at[from],
                   .end = b->at[to],
                   .width = f.width,
                   .last = last,
                   .loose = adj.loose,
                   .over = adj.over};
  l.indent = from ? b->set->hang : b->set->indent;
  return l;
}

static struct lines walk_back(struct arena *a, const struct breaker *b)
{
  size_t to = b->n - 1;
  const struct way *w = changed_end(b, b->set->change);
  struct lines out = {.n = (size_t)w->lines, .cost = w->cost};
  out.v = arena_array(a, out.n, sizeof *out.v);
  for (size_t i = out.n; i-- > 0;) {
    out.v[i] = make_line(b, w->from, to);
    to = w->from;
    w = &b->ways[to * (size_t)b->per + (size_t)w->slot];
  }
  return out;
}

/* Finds the ways that cost no more than LIMIT, and by as much as is worth it
 * when lines are to change; true when there is one. */
static bool search_below(struct breaker *b, int64_t limit)
{
  b->bound = limit == NO_BOUND ? NO_BOUND : limit + b->margin;
  b->low = 0;
  memset(b->ways, 0, b->n * (size_t)b->per * sizeof *b->ways);
  for (size_t to = 1; to < b->n; to++)
    reach(b, to);
  return ends(b)->lines && ends(b)->cost <= limit;
}

/* Finds the ways; release with end_search. Most paragraphs can be set well, so
 * that what is dear at its first lines need not be looked at. */
static void search(struct breaker *b)
{
  mpt width = text_width(b->t);
  b->margin = b->per > 1 ? COST_CHANGE : 0;
  b->sense =
      width > b->set->measure - b->set->indent ? ragged_costs(b->t) : NULL;
  find_breaks(b);
  size_t cap = 0;
  b->ways = mem_grow(NULL, &cap, b->n * (size_t)b->per, sizeof *b->ways);
  int64_t good = GOOD_LINE * (2 + width / (b->set->measure + 1));
  if (b->t->style->align != ALIGN_JUSTIFY || b->sense ||
      (!search_below(b, good) && !search_below(b, good * WORSE)))
    search_below(b, NO_BOUND);
}

static void end_search(struct breaker *b)
{
  free(b->at);
  free(b->ways);
}

struct lines lines_break(struct arena *a, const struct text *t,
                         const struct setting *set)
{
  struct breaker b = {.t = t, .set = set, .per = set->change ? WAYS : 1};
  struct lines out = {0};
  if (!t->n)
    return out;
  search(&b);
  out = walk_back(a, &b);
  end_search(&b);
  return out;
}

static struct line_counts count(const struct breaker *b)
{
  const struct way *best = ends(b);
  const struct way *less = changed_end(b, -1), *more = changed_end(b, 1);
  return (struct line_counts){.n = (size_t)best->lines,
                              .less = less != best,
                              .more = more != best,
                              .less_cost = less->cost - best->cost,
                              .more_cost = more->cost - best->cost};
}

struct line_counts lines_counts(const struct text *t, const struct setting *set)
{
  struct breaker b = {.t = t, .set = set, .per = WAYS};
  struct line_counts out = {0};
  if (!t->n)
    return out;
  search(&b);
  out = count(&b);
  end_search(&b);
  return out;
}

struct lines lines_count(struct arena *a, const struct text *t,
                         const struct setting *set, struct line_counts *counts)
{
  struct breaker b = {.t = t, .set = set, .per = WAYS};
  struct lines out = {0};
  *counts = (struct line_counts){0};
  if (!t->n)
    return out;
  search(&b);
  *counts = count(&b);
  out = walk_back(a, &b);
  end_search(&b);
  return out;
}

/* ---- reports ---- */

/* Bytes of the first characters of a line, from *FROM. */
static int beginning(const struct text *t, const struct line *line,
                     const char **from)
{
  enum { CHARACTERS = 8 };
  uint32_t k = line->first;
  while (k + 1 < line->end && t->atoms[k].droppable)
    k++;
  const struct atom *last = &t->atoms[line->end - 1];
  const char *p = t->s + t->atoms[k].text, *end = t->s + last->text + last->len;
  *from = p;
  for (int i = 0; i < CHARACTERS && p < end; i++)
    utf8_next(&p, end);
  return (int)(p - *from);
}

static void report_loose(const struct text *t, const struct line *first,
                         int count, struct place place)
{
  const char *s;
  int n = beginning(t, first, &s);
  if (count == 1)
    diag_once(LEVEL_NOTE, place,
              _("a line that begins with “%.*s” is loose, since what follows "
                "cannot be broken; put a shorter word or a break there"),
              n, s);
  else
    diag_once(LEVEL_NOTE, place,
              _("%d lines are loose, the first begins with “%.*s”: what "
                "follows cannot be broken; put shorter words or breaks there"),
              count, n, s);
}

static void report_over(const struct text *t, const struct line *first,
                        int count, struct place place)
{
  const char *s;
  int n = beginning(t, first, &s);
  if (count == 1)
    diag_once(LEVEL_WARN, place,
              _("a line that begins with “%.*s” is wider than its column; put "
                "a shorter word or a break there"),
              n, s);
  else
    diag_once(LEVEL_WARN, place,
              _("%d lines are wider than their column, the first begins with "
                "“%.*s”; put shorter words or breaks there"),
              count, n, s);
}

void lines_report(const struct text *t, const struct lines *lines,
                  struct place place)
{
  const struct line *loose = NULL, *over = NULL;
  int nloose = 0, nover = 0;
  for (size_t i = lines->n; i-- > 0;) {
    const struct line *l = &lines->v[i];
    if (l->over)
      over = l, nover++;
    else if (l->loose)
      loose = l, nloose++;
  }
  if (over)
    report_over(t, over, nover, place);
  if (loose)
    report_loose(t, loose, nloose, place);
}
