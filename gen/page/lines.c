#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/line.h"

/* Shortest path over the legal breaks (Knuth and Plass 1981, without active
 * lists: squeeze is at most half an em a mark, so a break has few possible
 * line starts). With a change of line count wanted, each break keeps the
 * best way for several counts. */

/* No line has more places to break than this: a bound for text without
 * width. */
enum { WAYS = 6, LONGEST = 256 };

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
  struct way *ways; /* n * per */
  int per;
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

/* Puts a way into the slots of break TO: one for each count of lines. */
static void offer(struct breaker *b, size_t to, struct way w)
{
  struct way *v = &b->ways[to * (size_t)b->per], *worst = v;
  for (int i = 0; i < b->per; i++) {
    if (!v[i].lines || v[i].lines == w.lines || b->per == 1) {
      if (!v[i].lines || w.cost < v[i].cost)
        v[i] = w;
      return;
    }
    if (v[i].cost > worst->cost)
      worst = &v[i];
  }
  if (w.cost < worst->cost)
    *worst = w;
}

static void extend(struct breaker *b, size_t from, size_t to, int64_t cost)
{
  const struct way *v = &b->ways[from * (size_t)b->per];
  if (!from) {
    offer(b, to, (struct way){cost, 1, 0, 0});
    return;
  }
  for (int i = 0; i < b->per && v[i].lines; i++)
    offer(b, to,
          (struct way){v[i].cost + cost, v[i].lines + 1, (uint32_t)from, i});
}

static int64_t line_cost(struct breaker *b, size_t from, size_t to,
                         const struct fit *f)
{
  const struct text *t = b->t;
  bool last = ends_part(b, to);
  mpt width = room(b, from);
  struct adjust adj = adjust_make(t, f, width, last);
  int64_t cost = adjust_cost(t, f, &adj, width, last);
  if (from && to + 1 == b->n && is_orphan(t, f))
    cost += COST_ORPHAN;
  if (to + 1 < b->n &&
      (t->atoms[b->at[to] - 1].weak || !is_lawful(t, b->at[to])))
    cost += COST_WEAK;
  return cost;
}

/* Lines so empty that they can only be loose are not worth judging; the
 * fullest of them, *SPARE, serves when there is nothing else. */
static size_t skip_empty(const struct breaker *b, size_t to, size_t *spare)
{
  const struct sum *sums = b->t->sums;
  int64_t end = sums[b->at[to]].width, least = b->set->measure / 2;
  size_t from = to;
  *spare = to;
  if (ends_part(b, to) || b->t->style->align != ALIGN_JUSTIFY)
    return from;
  while (from > 1 && to - from < LONGEST / 2 &&
         end - sums[b->at[from - 1]].width < least &&
         !b->t->atoms[b->at[from - 1] - 1].forced)
    *spare = --from;
  return from;
}

/* All lines that end at break TO. */
static void reach(struct breaker *b, size_t to)
{
  size_t spare, top = skip_empty(b, to, &spare);
  for (size_t from = top; from-- > 0 && to - from < LONGEST;) {
    struct fit f = adjust_fit(b->t, b->at[from], b->at[to]);
    bool over = adjust_least(&f) > room(b, from);
    if (over && from + 1 < top)
      return;
    if (over && spare < to) {
      from = spare;
      f = adjust_fit(b->t, b->at[from], b->at[to]);
    }
    extend(b, from, to, line_cost(b, from, to, &f));
    if (over || (from && b->t->atoms[b->at[from] - 1].forced))
      return;
  }
}

/* The slot of the wanted way at the end of the paragraph. */
static int choose(const struct breaker *b)
{
  const struct way *v = &b->ways[(b->n - 1) * (size_t)b->per];
  int best = 0;
  for (int i = 1; i < b->per && v[i].lines; i++)
    if (v[i].cost < v[best].cost)
      best = i;
  for (int i = 0; i < b->per && v[i].lines; i++)
    if (v[i].lines == v[best].lines + b->set->change &&
        v[i].cost - v[best].cost < COST_CHANGE)
      return i;
  return best;
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
  int slot = choose(b);
  const struct way *w = &b->ways[to * (size_t)b->per + (size_t)slot];
  struct lines out = {.n = (size_t)w->lines, .cost = w->cost};
  out.v = arena_array(a, out.n, sizeof *out.v);
  for (size_t i = out.n; i-- > 0;) {
    out.v[i] = make_line(b, w->from, to);
    to = w->from;
    w = &b->ways[to * (size_t)b->per + (size_t)w->slot];
  }
  return out;
}

struct lines lines_break(struct arena *a, const struct text *t,
                         const struct setting *set)
{
  struct breaker b = {.t = t, .set = set, .per = set->change ? WAYS : 1};
  struct lines out = {0};
  if (!t->n)
    return out;
  find_breaks(&b);
  b.ways = mem_array(b.n * (size_t)b.per, sizeof *b.ways);
  for (size_t to = 1; to < b.n; to++)
    reach(&b, to);
  out = walk_back(a, &b);
  free(b.at);
  free(b.ways);
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

void line_report(const struct text *t, const struct line *line,
                 struct place place)
{
  const char *s;
  if (!line->loose && !line->over)
    return;
  int n = beginning(t, line, &s);
  if (line->over)
    diag_once(LEVEL_WARN, place,
              _("a line that begins with “%.*s” is wider than its column; put "
                "a shorter word or a break there"),
              n, s);
  else
    diag_once(LEVEL_NOTE, place,
              _("a line that begins with “%.*s” is loose, since what follows "
                "cannot be broken; put a shorter word or a break there"),
              n, s);
}
