#include "page/search_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* What a pair leaves of the page at the least: a pair and the middle. */
enum { OTHERS = 3 };

/* Two blocks that fill a side of the page: A over D, or B over C. */
struct pair {
  int cost; /* INT_MAX: none */
  uint16_t upper;         /* part */
  uint16_t first, second; /* ways */
  uint8_t at;             /* depth of the upper */
  uint8_t top;            /* of the upper, towards the other pair */
  uint8_t inner;          /* of the lower, towards the middle */
};

/* The pairs of all sets, in one array. */
struct pairs {
  struct pair *v;
  size_t cap, n;
  uint32_t *first; /* by set */
  uint16_t *count;
  int *least; /* cost */
};

struct spin {
  struct search *s;
  struct pairs left, right;
  int wide, narrow;
  bool flip;
  struct pair best[DEEP + 1][TOPS];
};

/* The pins that forbid a block where it stands. */
static unsigned banned(const struct spin *p, int pin)
{
  const struct pins *pins = &p->s->pins;
  unsigned left = p->flip ? pins->right : pins->left;
  unsigned right = p->flip ? pins->left : pins->right;
  unsigned out = pin & PIN_TOP ? pins->foot : pins->top;
  return out | (pin & PIN_LEFT ? right : left);
}

static void note(struct spin *p, const struct pair *pair)
{
  struct pair *old = &p->best[pair->at][pair->top];
  if (pair->cost < old->cost)
    *old = *pair;
}

/* All ways of UPPER at a depth with those of LOWER at what it leaves. RIGHTS:
 * the pair's right side is towards the middle. */
static void pair_at(struct spin *p, struct pair pair, const struct ways *u,
                    const struct ways *l, bool rights)
{
  int nu, nl;
  int first = search_at(u, pair.at, &nu);
  int second = search_at(l, p->s->deep - pair.at, &nl);
  for (int i = first; i < first + nu; i++)
    for (int k = second; k < second + nl; k++) {
      const struct way *a = &u->v[i], *d = &l->v[k];
      pair.cost = a->cost + d->cost;
      pair.first = (uint16_t)i;
      pair.second = (uint16_t)k;
      pair.top = (uint8_t)(rights ? tops_right(a) : tops_left(a));
      pair.inner = (uint8_t)(rights ? tops_right(d) : tops_left(d));
      note(p, &pair);
    }
}

/* A wheel must cost less to be of use: than the slices, when there are enough
 * of them. */
static int wheel_limit(const struct search *s)
{
  const struct roots *r = &s->roots;
  int limit = s->parts[s->all].cheapest + s->slack + 1;
  if (r->nslices == r->most_slices &&
      r->slices[r->nslices - 1].cost < limit)
    limit = r->slices[r->nslices - 1].cost;
  if (r->nwheels == r->most_wheels && r->wheels[r->nwheels - 1].cost < limit)
    limit = r->wheels[r->nwheels - 1].cost;
  return limit;
}

static int pair_limit(const struct search *s, unsigned set)
{
  return wheel_limit(s) - s->parts[s->all ^ set].cheapest;
}

static void keep_pairs(struct spin *p, struct pairs *out, unsigned set)
{
  int dear = pair_limit(p->s, set);
  out->first[set] = (uint32_t)out->n;
  out->least[set] = INT_MAX;
  for (int h = 1; h < p->s->deep; h++)
    for (int top = 0; top < TOPS; top++) {
      if (p->best[h][top].cost >= dear)
        continue;
      if (p->best[h][top].cost < out->least[set])
        out->least[set] = p->best[h][top].cost;
      out->v = mem_grow(out->v, &out->cap, out->n + 1, sizeof *out->v);
      out->v[out->n++] = p->best[h][top];
    }
  out->count[set] = (uint16_t)(out->n - out->first[set]);
}

/* The pairs of SET: LEFT ones are A over D, the others B over C. */
static void find_pairs(struct spin *p, struct pairs *out, unsigned set,
                       bool left)
{
  const struct search *s = p->s;
  uint16_t pieces[SPLITS];
  int n = search_splits(s, set, pieces), found = 0;
  int width = left ? p->wide : s->columns - p->wide;
  int below = left ? p->narrow : s->columns - p->narrow;
  int dear = pair_limit(s, set);
  unsigned no_upper = banned(p, PIN_TOP | (left ? PIN_LEFT : PIN_RIGHT));
  unsigned no_lower = banned(p, PIN_FOOT | (left ? PIN_LEFT : PIN_RIGHT));
  for (int i = 0; i < n; i++) {
    unsigned upper = pieces[i], lower = set ^ upper;
    const struct ways *u = ways_of(s, upper, width);
    const struct ways *l = ways_of(s, lower, below);
    if (!u->n || !l->n || u->least + l->least >= dear ||
        upper & no_upper || lower & no_lower || !search_above(s, upper, lower))
      continue;
    if (!found++)
      for (int h = 0; h <= s->deep; h++)
        for (int top = 0; top < TOPS; top++)
          p->best[h][top].cost = INT_MAX;
    for (int h = 0; h < u->nbest; h++)
      if (l->low <= s->deep - u->best[h].deep &&
          l->high >= s->deep - u->best[h].deep)
        pair_at(p,
              (struct pair){.upper = (uint16_t)upper,
                            .at = u->best[h].deep},
              u, l, left != p->flip);
  }
  out->count[set] = 0;
  if (found)
    keep_pairs(p, out, set);
}

static void offer_wheel(struct search *s, struct wheel w)
{
  struct roots *r = &s->roots;
  struct arrangement a;
  int at = r->nwheels;
  if (w.cost >= wheel_limit(s))
    return;
  search_lay_wheel(s, &w, &a);
  w.cost = (int)a.cost;
  if (at == r->most_wheels && r->wheels[at - 1].cost <= w.cost)
    return;
  if (at == r->most_wheels)
    at--;
  else
    r->nwheels++;
  for (; at > 0 && r->wheels[at - 1].cost > w.cost; at--)
    r->wheels[at] = r->wheels[at - 1];
  r->wheels[at] = w;
}

/* Two pairs that leave the middle a rectangle. */
struct match {
  unsigned left, right; /* sets */
  const struct pair *l, *r;
};

static void fit_middle(struct spin *p, const struct match *m, unsigned middle)
{
  struct search *s = p->s;
  const struct ways *ways = ways_of(s, middle, p->wide - p->narrow);
  int n, first = search_at(ways, m->r->at - m->l->at, &n);
  for (int i = first; i < first + n; i++) {
    int cost = m->l->cost + m->r->cost + ways->v[i].cost +
               search_collision(m->l->top, m->r->top) +
               search_collision(m->l->inner, tops_left(&ways->v[i]));
    struct wheel w = {
        .cost = cost,
        .a = m->l->upper,
        .b = m->r->upper,
        .c = (uint16_t)(m->right ^ m->r->upper),
        .d = (uint16_t)(m->left ^ m->l->upper),
        .m = (uint16_t)middle,
        .way = {m->l->first, m->r->first, m->r->second, m->l->second,
                (uint16_t)i},
        .wide = (uint8_t)p->wide,
        .narrow = (uint8_t)p->narrow,
        .high = m->l->at,
        .low = m->r->at,
        .flip = p->flip};
    offer_wheel(s, w);
  }
}

static void match_pairs(struct spin *p, struct match m, unsigned middle)
{
  struct search *s = p->s;
  const struct ways *ways = ways_of(s, middle, p->wide - p->narrow);
  const struct pair *l = p->left.v + p->left.first[m.left];
  const struct pair *r = p->right.v + p->right.first[m.right];
  int left = p->left.count[m.left], right = p->right.count[m.right];
  for (int i = 0; i < left; i++) {
    m.l = &l[i];
    int limit = wheel_limit(s) - s->parts[middle].cheapest - m.l->cost;
    if (p->right.least[m.right] >= limit ||
        !search_above(s, m.l->upper, middle))
      continue;
    for (int k = 0; k < right; k++) {
      m.r = &r[k];
      int deep = m.r->at - m.l->at;
      if (deep >= ways->low && deep <= ways->high && m.r->cost < limit &&
          search_above(s, middle, m.right ^ m.r->upper))
        fit_middle(p, &m, middle);
    }
  }
}

static void turn(struct spin *p)
{
  const struct search *s = p->s;
  const struct pins *pins = &s->pins;
  unsigned pinned = pins->top | pins->foot | pins->left | pins->right;
  uint16_t sets[SPLITS];
  for (int i = 0; i < s->nunits; i++) {
    unsigned middle = s->units[i], rest = s->all ^ middle;
    if (middle & (middle - 1) || middle & pinned ||
        !ways_of(s, middle, p->wide - p->narrow)->n)
      continue;
    int n = search_splits(s, rest, sets);
    for (int k = 0; k < n; k++) {
      struct match m = {.left = sets[k], .right = rest ^ sets[k]};
      if (p->left.count[m.left] && p->right.count[m.right] &&
          p->left.least[m.left] + p->right.least[m.right] +
                  s->parts[middle].cheapest < wheel_limit(s))
        match_pairs(p, m, middle);
    }
  }
}

static int count_units(const struct search *s, unsigned set)
{
  int n = 0;
  for (int i = 0; i < s->nunits; i++)
    n += (s->units[i] & set) != 0;
  return n;
}

static void spin_at(struct spin *p)
{
  uint16_t sets[SPLITS];
  int n = search_splits(p->s, p->s->all, sets);
  p->left.n = p->right.n = 0;
  for (int i = 0; i < n; i++) {
    p->left.count[sets[i]] = p->right.count[sets[i]] = 0;
    if (count_units(p->s, sets[i]) > p->s->nunits - OTHERS)
      continue;
    find_pairs(p, &p->left, sets[i], true);
    find_pairs(p, &p->right, sets[i], false);
  }
  if (p->left.n && p->right.n)
    turn(p);
}

static void pairs_open(struct pairs *p, size_t sets)
{
  p->first = mem_array(sets, sizeof *p->first);
  p->count = mem_array(sets, sizeof *p->count);
  p->least = mem_array(sets, sizeof *p->least);
}

static void pairs_close(struct pairs *p)
{
  free(p->v);
  free(p->first);
  free(p->count);
  free(p->least);
}

void search_wheels(struct search *s)
{
  struct spin *p = mem_new(sizeof *p);
  int flips = s->pins.left | s->pins.right ? 2 : 1;
  p->s = s;
  pairs_open(&p->left, s->all + 1);
  pairs_open(&p->right, s->all + 1);
  for (int flip = 0; flip < flips; flip++)
    for (p->wide = 2; p->wide < s->columns; p->wide++)
      for (p->narrow = 1; p->narrow < p->wide; p->narrow++) {
        p->flip = flip > 0;
        spin_at(p);
      }
  pairs_close(&p->left);
  pairs_close(&p->right);
  free(p);
}
