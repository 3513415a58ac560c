#include "page/search_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "page/judge.h"

enum { SIDE_BY_SIDE = 7 }; /* units: less is done sooner than begun */

/* Ways of one part at one width, while they are gathered. */
struct bin {
  struct way v[SEARCH_KEEP];
  int n;
};

struct bins {
  int low, high, keep;
  int limit; /* what is too dear at any depth */
  int bound[KIND_WHEEL][DEEP + 1]; /* a way of a kind must cost less */
  struct bin at[DEEP + 1];
};

struct split {
  unsigned a, b;
  bool across, down;
};

struct table {
  struct bins bins;
  struct split splits[SPLITS];
  int nsplits;
  unsigned part;
  int width;
  struct arena *arena; /* for what is kept */
};

int search_collision(int left, int right)
{
  if (left == TOP_PLAIN || right == TOP_PLAIN)
    return 0;
  return left == right ? 150 : 20;
}

bool search_above(const struct search *s, unsigned upper, unsigned lower)
{
  const struct pins *p = &s->pins;
  if (lower & p->top || upper & p->foot)
    return false;
  return s->parts[upper].rank <= s->parts[lower].rank || upper & p->top ||
         lower & p->foot;
}

bool search_beside(const struct search *s, unsigned left, unsigned right)
{
  const struct pins *p = &s->pins;
  if (!(p->left | p->right)) /* the left piece holds the first story */
    return (left & -left) < (right & -right);
  return !(right & p->left) && !(left & p->right);
}

int search_at(const struct ways *w, int deep, int *n)
{
  *n = 0;
  if (!w->n || deep < w->low || deep > w->high)
    return 0;
  const uint16_t *from = &w->from[deep - w->low];
  *n = from[1] - from[0];
  return from[0];
}

int search_splits(const struct search *s, unsigned part, uint16_t *out)
{
  unsigned atoms[SEARCH_STORIES], sum[SPLITS] = {0};
  int n = 0, count = 0;
  for (int i = 0; i < s->nunits; i++)
    if ((s->units[i] & part) == s->units[i] && s->units[i] != part)
      atoms[n++] = s->units[i];
  if (n == 0)
    for (unsigned rest = part; rest; rest &= rest - 1)
      atoms[n++] = rest & -rest;
  for (int k = 1; k + 1 < 1 << n; k++) {
    sum[k] = sum[k & (k - 1)] | atoms[__builtin_ctz((unsigned)k)];
    out[count++] = (uint16_t)sum[k];
  }
  return count;
}

/* Does A serve wherever B does, for no more? */
static bool serves(const struct way *a, const struct way *b)
{
  if (a->cost > b->cost || (a->kind != b->kind && a->kind != KIND_LEAF))
    return false;
  int left = tops_left(a), right = tops_right(a);
  return (left == TOP_PLAIN || left == tops_left(b)) &&
         (right == TOP_PLAIN || right == tops_right(b));
}

/* W has come to a bin: no use is what is dearer than all that are kept, or than
 * one of the same kind that collides with nothing. Bounds only fall. */
static void lower_bounds(struct bins *bins, const struct way *w)
{
  const struct bin *b = &bins->at[w->deep];
  int most = b->n == bins->keep ? b->v[b->n - 1].cost : INT_MAX;
  bool plain = w->tops == TOP_PLAIN * TOPS + TOP_PLAIN;
  for (int kind = 0; kind < KIND_WHEEL; kind++) {
    int *bound = &bins->bound[kind][w->deep];
    if (most < *bound)
      *bound = most;
    if (plain && (w->kind == kind || w->kind == KIND_LEAF) && w->cost < *bound)
      *bound = w->cost;
  }
}

static void offer(struct bins *bins, const struct way *w)
{
  struct bin *b = &bins->at[w->deep];
  int at = 0, n;
  for (; at < b->n && b->v[at].cost <= w->cost; at++)
    if (serves(&b->v[at], w))
      return;
  if (at == bins->keep)
    return;
  struct way next = *w;
  for (n = at; n < b->n; n++) { /* the dearer ones move on by one */
    struct way old = b->v[n];
    b->v[n] = next;
    next = old;
    if (serves(w, &old))
      break;
  }
  if (n == b->n) {
    if (n < bins->keep)
      b->v[b->n++] = next;
  } else {
    int kept = n + 1;
    for (int i = kept; i < b->n; i++)
      if (!serves(w, &b->v[i]))
        b->v[kept++] = b->v[i];
    b->n = kept;
  }
  lower_bounds(bins, w);
}

/* The depths at which the part can stand at its width: its own area, and that
 * of all others, must come out. */
static bool open_bins(const struct search *s, struct table *t)
{
  const struct part *p = &s->parts[t->part];
  const struct part *rest = &s->parts[s->all ^ t->part];
  struct bins *b = &t->bins;
  int w = t->width, area = s->columns * s->deep;
  int least = p->least, most = p->most;
  if (area - rest->most > least)
    least = area - rest->most;
  if (area - rest->least < most)
    most = area - rest->least;
  b->limit = p->cheapest + s->slack + 1;
  b->low = (least + w - 1) / w;
  b->high = most < 0 ? 0 : most / w;
  if (b->low < 1)
    b->low = 1;
  if (b->high > s->deep)
    b->high = s->deep;
  for (int h = b->low; h <= b->high; h++) {
    b->at[h].n = 0;
    for (int kind = 0; kind < KIND_WHEEL; kind++)
      b->bound[kind][h] = b->limit;
  }
  return b->low <= b->high;
}

/* One story: its menu, as far as that is not too dear. */
static void fill_leaf(const struct search *s, struct table *t)
{
  int story = __builtin_ctz(t->part);
  const struct menu *m = s->menus[story];
  struct bins *b = &t->bins;
  for (int h = b->low; h <= b->high; h++)
    for (int top = 0; top < TOPS && h > 1; top++) {
      int cost = m->price[t->width][h - 1][top];
      if (cost <= s->limit[story] && cost < b->limit)
        offer(b, &(struct way){.cost = cost,
                               .deep = (uint8_t)h,
                               .tops = (uint8_t)(top * TOPS + top),
                               .kind = KIND_LEAF});
    }
}

/* At the page's full width only the page's foot can be below. */
int search_across(const struct search *s, int width, unsigned lower, int deep)
{
  int n = __builtin_popcount(lower);
  return width < s->columns ? 0
                            : judge_cut_across(s->deep - deep, s->deep - 1,
                                               s->job->n - n, n);
}

/* At full depth what is right of it ends at the page's edge. */
int search_down(const struct search *s, int deep, unsigned right, int width)
{
  int n = __builtin_popcount(right);
  return deep < s->deep ? 0
                        : judge_cut_down(s->columns - width, s->columns,
                                         s->job->n - n, n);
}

/* The first that is as deep as DEEP. */
static int first_best(const struct ways *w, int deep)
{
  int low = 0, high = w->nbest;
  while (low < high) {
    int mid = (low + high) / 2;
    if (w->best[mid].deep < deep)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* UPPER, one way, above each depth of what is below: that shows its top to
 * nobody, so the cheapest will do. */
static void stack(const struct search *s, struct table *t, struct way upper,
                  const struct split *split)
{
  const struct ways *lower = ways_of(s, split->b, t->width);
  struct bins *b = &t->bins;
  for (int i = first_best(lower, b->low - upper.at); i < lower->nbest; i++) {
    const struct best *l = &lower->best[i];
    int deep = upper.at + l->deep, cost = upper.cost + l->cost;
    if (deep > b->high)
      return;
    if (cost >= b->bound[KIND_ACROSS][deep])
      continue;
    upper.deep = (uint8_t)deep;
    upper.second = l->way;
    struct way w = upper;
    w.cost = cost + search_across(s, t->width, split->b, l->deep);
    if (w.cost < b->bound[KIND_ACROSS][deep])
      offer(b, &w);
  }
}

static void cut_across(const struct search *s, struct table *t,
                       const struct split *split)
{
  const struct ways *upper = ways_of(s, split->a, t->width);
  const struct ways *lower = ways_of(s, split->b, t->width);
  if (!upper->n || !lower->n ||
      upper->least + lower->least >= t->bins.limit)
    return;
  int dear = t->bins.limit - lower->least;
  for (int i = 0; i < upper->n; i++) {
    const struct way *u = &upper->v[i];
    if (u->kind == KIND_ACROSS || u->cost >= dear)
      continue;
    if (u->deep + lower->best[0].deep > t->bins.high)
      return;
    struct way w = *u;
    w.part = (uint16_t)split->a;
    w.first = (uint16_t)i;
    w.at = w.deep;
    w.kind = KIND_ACROSS;
    stack(s, t, w, split);
  }
}

/* Way I of LEFT beside all ways of RIGHT of the same depth, COUNT from FIRST
 * on. */
static void join(struct bins *b, struct way left, const struct ways *right,
                 int first, int count)
{
  for (int i = first; i < first + count; i++) {
    const struct way *r = &right->v[i];
    int cost = left.cost + r->cost;
    if (cost >= b->bound[KIND_DOWN][left.deep])
      return; /* they come in order of cost */
    cost += search_collision(tops_right(&left), tops_left(r));
    if (cost >= b->bound[KIND_DOWN][left.deep])
      continue;
    struct way w = left;
    w.cost = cost;
    w.tops = (uint8_t)(tops_left(&left) * TOPS + tops_right(r));
    w.second = (uint16_t)i;
    offer(b, &w);
  }
}

static int largest(int a, int b, int c)
{
  a = a > b ? a : b;
  return a > c ? a : c;
}

static void cut_down_at(const struct search *s, struct table *t,
                        const struct split *split, int at)
{
  const struct ways *left = ways_of(s, split->a, at);
  const struct ways *right = ways_of(s, split->b, t->width - at);
  int low = largest(t->bins.low, left->low, right->low);
  if (!left->n || !right->n || low > left->high ||
      left->least + right->least >= t->bins.limit)
    return;
  int dear = t->bins.limit - right->least;
  for (int i = left->from[low - left->low]; i < left->n; i++) {
    const struct way *l = &left->v[i];
    if (l->deep > t->bins.high || l->deep > right->high)
      return;
    if (l->kind == KIND_DOWN || l->cost >= dear)
      continue;
    int n, first = search_at(right, l->deep, &n);
    if (!n || l->cost + right->v[first].cost >=
                  t->bins.bound[KIND_DOWN][l->deep])
      continue;
    struct way w = *l;
    w.cost += search_down(s, w.deep, split->b, t->width - at);
    w.part = (uint16_t)split->a;
    w.first = (uint16_t)i;
    w.at = (uint8_t)at;
    w.kind = KIND_DOWN;
    join(&t->bins, w, right, first, n);
  }
}

static int compare_costs(const void *a, const void *b)
{
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

/* What a way must cost less than so that about the most are kept, beside the
 * best of each depth: without these a page might not close. */
static int find_limit(const struct search *s, const struct bins *b, int n)
{
  int costs[(DEEP + 1) * SEARCH_KEEP], k = 0;
  if (n <= s->most_ways)
    return INT_MAX;
  for (int h = b->low; h <= b->high; h++)
    for (int i = 0; i < b->at[h].n; i++)
      costs[k++] = b->at[h].v[i].cost;
  qsort(costs, (size_t)k, sizeof *costs, compare_costs);
  return costs[s->most_ways];
}

static void keep_bin(struct ways *out, const struct bin *b, int limit)
{
  for (int i = 0; i < b->n && (i == 0 || b->v[i].cost < limit); i++) {
    const struct way *w = &b->v[i];
    if (w->cost < out->least)
      out->least = w->cost;
    if (i == 0)
      out->best[out->nbest++] =
          (struct best){w->cost, (uint16_t)out->n, w->deep};
    out->v[out->n++] = *w;
  }
}

static void keep_ways(struct search *s, const struct table *t)
{
  const struct bins *b = &t->bins;
  struct ways *out = ways_of(s, t->part, t->width);
  int n = 0, depths = 0;
  for (int h = b->low; h <= b->high; h++) {
    n += b->at[h].n;
    depths += b->at[h].n > 0;
  }
  if (n == 0)
    return;
  int limit = find_limit(s, b, n);
  out->v = arena_array(t->arena, (size_t)n, sizeof *out->v);
  out->best = arena_array(t->arena, (size_t)depths, sizeof *out->best);
  out->from = arena_array(t->arena, (size_t)b->high - (size_t)b->low + 2,
                          sizeof *out->from);
  out->low = b->low;
  out->high = b->high;
  out->least = INT_MAX;
  for (int h = b->low; h <= b->high; h++) {
    keep_bin(out, &b->at[h], limit);
    out->from[h - b->low + 1] = (uint16_t)out->n;
  }
}

static void fill_width(struct search *s, struct table *t)
{
  if (!open_bins(s, t))
    return;
  for (int i = 0; i < t->nsplits; i++) {
    const struct split *split = &t->splits[i];
    if (split->across)
      cut_across(s, t, split);
    for (int at = 1; split->down && at < t->width; at++)
      cut_down_at(s, t, split, at);
  }
  keep_ways(s, t);
}

static void find_splits(const struct search *s, struct table *t)
{
  uint16_t pieces[SPLITS];
  int n = search_splits(s, t->part, pieces);
  t->nsplits = 0;
  for (int i = 0; i < n; i++) {
    unsigned a = pieces[i], b = t->part ^ a;
    struct split split = {a, b, search_above(s, a, b), search_beside(s, a, b)};
    if (split.across || split.down)
      t->splits[t->nsplits++] = split;
  }
}

/* What fills the table: room of its own for each thread. */
struct filling {
  struct search *s;
  const uint16_t *parts; /* the small ones first */
  struct table *tables[THREADS];
};

/* Whole units, or part of one. */
static bool is_wanted(const struct search *s, unsigned part)
{
  unsigned whole = 0;
  for (int i = 0; i < s->nunits; i++) {
    if ((s->units[i] | part) == s->units[i])
      return true;
    if ((s->units[i] & part) == s->units[i])
      whole |= s->units[i];
  }
  return whole == part;
}

static void fill_part(void *data, size_t i, size_t thread)
{
  struct filling *f = data;
  struct search *s = f->s;
  if (!f->tables[thread])
    f->tables[thread] = mem_new(sizeof(struct table));
  struct table *t = f->tables[thread];
  t->bins.keep = s->job->keep;
  t->part = f->parts[i];
  t->arena = s->arenas[thread];
  bool leaf = (t->part & (t->part - 1)) == 0;
  if (!leaf)
    find_splits(s, t);
  for (t->width = 1; t->width <= s->columns; t->width++) {
    if (!leaf) {
      fill_width(s, t);
    } else if (open_bins(s, t)) {
      fill_leaf(s, t);
      keep_ways(s, t);
    }
  }
}

/* The wanted parts but the whole, by the number of their stories; ENDS: by
 * number of stories - 1, where they end. Returns how many numbers there are. */
static size_t list_parts(const struct search *s, uint16_t *parts, size_t *ends)
{
  size_t n = 0;
  for (int size = 1; size < s->job->n; size++) {
    for (unsigned part = 1; part < s->all; part++)
      if (__builtin_popcount(part) == size && is_wanted(s, part))
        parts[n++] = (uint16_t)part;
    ends[size - 1] = n;
  }
  return (size_t)s->job->n - 1;
}

/* A part needs only smaller ones: those of one size are filled side by side,
 * where there is work enough. What comes out is the same in any order. */
void search_fill(struct search *s)
{
  uint16_t *parts = mem_array(s->all + 1, sizeof *parts);
  size_t ends[SEARCH_STORIES];
  size_t sizes = list_parts(s, parts, ends);
  struct filling f = {.s = s, .parts = parts};
  if (s->nunits >= SIDE_BY_SIDE)
    threads_layers(ends, sizes, fill_part, &f);
  else
    for (size_t i = 0; sizes && i < ends[sizes - 1]; i++)
      fill_part(&f, i, 0);
  for (int i = 0; i < THREADS; i++)
    free(f.tables[i]);
  free(parts);
}
