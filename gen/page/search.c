#include "page/search.h"

#include <stdlib.h>
#include <string.h>

#include "page/search_in.h"

enum {
  DEAREST = 1 << 24, /* price of a story: so that no sum overflows */
  LEEWAY = 60, /* as much as moving a module or two costs the judge */
  FEW = 4
};

struct pages {
  struct arrangement *v;
  int n;
};

static bool comes_before(const struct menu *a, const struct menu *b)
{
  return a->rank != b->rank ? a->rank < b->rank : a->length > b->length;
}

static void sort_stories(struct search *s)
{
  for (int i = 0; i < s->job->n; i++) {
    const struct menu *m = s->job->menus[i];
    int at = i;
    for (; at > 0 && comes_before(m, s->menus[at - 1]); at--) {
      s->menus[at] = s->menus[at - 1];
      s->order[at] = s->order[at - 1];
    }
    s->menus[at] = m;
    s->order[at] = i;
  }
}

static void find_pins(struct search *s)
{
  for (int i = 0; i < s->job->n; i++) {
    unsigned bit = 1U << i;
    int pin = s->menus[i]->pin;
    s->pins.top |= pin & PIN_TOP ? bit : 0;
    s->pins.foot |= pin & PIN_FOOT ? bit : 0;
    s->pins.left |= pin & PIN_LEFT ? bit : 0;
    s->pins.right |= pin & PIN_RIGHT ? bit : 0;
  }
}

/* Story I's cheapest price, and what is too dear. */
static void find_limit(struct search *s, int i)
{
  int least = NO_PRICE;
  for (int w = 1; w <= s->columns; w++)
    for (int h = 1; h < s->deep; h++)
      for (int top = 0; top < TOPS; top++)
        if (s->menus[i]->price[w][h][top] < least)
          least = s->menus[i]->price[w][h][top];
  s->parts[1U << i].cheapest = least;
  s->limit[i] = DEAREST;
  if (s->job->threshold < DEAREST - least)
    s->limit[i] = least + s->job->threshold;
}

/* The areas that story I can have; false: none. */
static bool find_areas(struct search *s, int i)
{
  struct part *p = &s->parts[1U << i];
  for (int w = 1; w <= s->columns; w++)
    for (int h = 1; h < s->deep; h++)
      for (int top = 0; top < TOPS; top++) {
        int area = w * (h + 1);
        if (s->menus[i]->price[w][h][top] > s->limit[i])
          continue;
        p->least = p->least && p->least < area ? p->least : area;
        p->most = p->most > area ? p->most : area;
      }
  p->rank = s->menus[i]->rank;
  return p->most > 0;
}

static bool find_parts(struct search *s)
{
  for (int i = 0; i < s->job->n; i++) {
    find_limit(s, i);
    if (!find_areas(s, i))
      return false;
  }
  for (unsigned part = 1; part <= s->all; part++) {
    unsigned rest = part & (part - 1);
    const struct part *a = &s->parts[part ^ rest], *b = &s->parts[rest];
    if (rest)
      s->parts[part] = (struct part){
          a->least + b->least, a->most + b->most,
          a->rank < b->rank ? a->rank : b->rank,
          a->cheapest + b->cheapest};
  }
  const struct part *all = &s->parts[s->all];
  int area = s->columns * s->deep;
  return all->least <= area && area <= all->most;
}

/* The unit that is the better to bundle: unpinned, small, late. */
static int smallest_unit(const struct search *s, int but)
{
  const struct pins *p = &s->pins;
  unsigned pinned = p->top | p->foot | p->left | p->right;
  long least = 0;
  int best = -1;
  for (int i = s->nunits - 1; i >= 0; i--) {
    long size = s->parts[s->units[i]].least +
                (s->units[i] & pinned ? (1L << 20) : 0);
    if (i != but && (best < 0 || size < least)) {
      best = i;
      least = size;
    }
  }
  return best;
}

static void bundle(struct search *s)
{
  s->nunits = s->job->n;
  for (int i = 0; i < s->nunits; i++)
    s->units[i] = 1U << i;
  while (s->nunits > UNITS) {
    int a = smallest_unit(s, -1), b = smallest_unit(s, a);
    int keep = a < b ? a : b, drop = a < b ? b : a;
    s->units[keep] |= s->units[drop];
    s->nunits--;
    for (int i = drop; i < s->nunits; i++)
      s->units[i] = s->units[i + 1];
  }
}

/* Into the roots, if it is among the cheapest; of equals the first stays. Where
 * its stories stand can only make it dearer. */
static void offer_slice(struct search *s, struct way w)
{
  struct roots *r = &s->roots;
  struct arrangement a;
  int at = r->nslices;
  if (at == r->most_slices && r->slices[at - 1].cost <= w.cost)
    return;
  search_lay_slice(s, &w, &a);
  w.cost = (int)a.cost;
  if (at == r->most_slices && r->slices[at - 1].cost <= w.cost)
    return;
  if (at == r->most_slices)
    at--;
  else
    r->nslices++;
  for (; at > 0 && r->slices[at - 1].cost > w.cost; at--)
    r->slices[at] = r->slices[at - 1];
  r->slices[at] = w;
}

/* Pairs of ways that fill the page: of A at DEEP_A with B at DEEP_B. */
static void pair_ways(struct search *s, struct way w, const struct ways *a,
                      const struct ways *b)
{
  int na, nb, extra = w.cost;
  bool down = w.kind == KIND_DOWN;
  int first = search_at(a, down ? s->deep : w.at, &na);
  int second = search_at(b, down ? s->deep : s->deep - w.at, &nb);
  for (int i = first; i < first + na; i++)
    for (int k = second; k < second + nb && a->v[i].kind != w.kind; k++) {
      w.cost = extra + a->v[i].cost + b->v[k].cost;
      if (down)
        w.cost += search_collision(tops_right(&a->v[i]), tops_left(&b->v[k]));
      w.first = (uint16_t)i;
      w.second = (uint16_t)k;
      offer_slice(s, w);
    }
}

static void root_across(struct search *s, unsigned a, unsigned b)
{
  const struct ways *upper = ways_of(s, a, s->columns);
  struct way w = {.part = (uint16_t)a,
                  .deep = (uint8_t)s->deep,
                  .kind = KIND_ACROSS};
  for (int i = 0; i < upper->nbest; i++) {
    w.at = upper->best[i].deep;
    w.cost = search_across(s, s->columns, b, s->deep - w.at);
    pair_ways(s, w, upper, ways_of(s, b, s->columns));
  }
}

static void root_down(struct search *s, unsigned a, unsigned b)
{
  struct way w = {.part = (uint16_t)a,
                  .deep = (uint8_t)s->deep,
                  .kind = KIND_DOWN};
  for (int at = 1; at < s->columns; at++) {
    w.at = (uint8_t)at;
    w.cost = search_down(s, s->deep, b, s->columns - at);
    pair_ways(s, w, ways_of(s, a, at), ways_of(s, b, s->columns - at));
  }
}

static void root_alone(struct search *s)
{
  for (int top = 0; top < TOPS; top++) {
    int cost = s->menus[0]->price[s->columns][s->deep - 1][top];
    if (cost <= s->limit[0])
      offer_slice(s, (struct way){.cost = cost,
                                  .deep = (uint8_t)s->deep,
                                  .tops = (uint8_t)(top * TOPS + top),
                                  .kind = KIND_LEAF});
  }
}

static void find_roots(struct search *s)
{
  uint16_t pieces[SPLITS];
  if (s->job->n == 1) {
    root_alone(s);
    return;
  }
  int n = search_splits(s, s->all, pieces);
  for (int i = 0; i < n; i++) {
    unsigned a = pieces[i], b = s->all ^ a;
    if (search_above(s, a, b))
      root_across(s, a, b);
    if (search_beside(s, a, b))
      root_down(s, a, b);
  }
}

static bool is_same(const struct arrangement *a, const struct arrangement *b)
{
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *x = &a->slots[i], *y = &b->slots[i];
    if (x->column != y->column || x->columns != y->columns ||
        x->line != y->line || x->lines != y->lines || x->top != y->top)
      return false;
  }
  return true;
}

/* Adds A to pages that come in order of cost: four stories that meet in a
 * point are found twice. */
static void add_page(struct pages *pages, const struct arrangement *a)
{
  for (int i = pages->n - 1; i >= 0 && pages->v[i].cost == a->cost; i--)
    if (is_same(&pages->v[i], a))
      return;
  pages->v[pages->n++] = *a;
}

static void add_with_mirror(const struct search *s, struct pages *pages,
                            struct arrangement *a)
{
  add_page(pages, a);
  if (s->pins.left | s->pins.right)
    return;
  for (int i = 0; i < a->n; i++)
    a->slots[i].column =
        s->columns - a->slots[i].column - a->slots[i].columns;
  add_page(pages, a);
}

static struct pages lay_slices(const struct search *s)
{
  const struct roots *r = &s->roots;
  struct pages out = {mem_array((size_t)r->nslices * 2, sizeof *out.v), 0};
  for (int i = 0; i < r->nslices; i++) {
    struct arrangement a;
    search_lay_slice(s, &r->slices[i], &a);
    add_with_mirror(s, &out, &a);
  }
  return out;
}

static struct pages lay_wheels(const struct search *s)
{
  const struct roots *r = &s->roots;
  struct pages out = {mem_array((size_t)r->nwheels * 2, sizeof *out.v), 0};
  for (int i = 0; i < r->nwheels; i++) {
    struct arrangement a;
    search_lay_wheel(s, &r->wheels[i], &a);
    add_with_mirror(s, &out, &a);
  }
  return out;
}

/* The cheapest of both, but each its share: pinwheels a quarter. */
static int merge(const struct pages *slices, const struct pages *wheels,
                 struct arrangement *out, int most)
{
  int i = 0, k = 0, share = most < 4 ? most : most / 4;
  int room = slices->n < most ? most - slices->n : 0;
  if (room > share)
    share = room;
  int most_wheels = wheels->n < share ? wheels->n : share;
  int most_slices = most < 4 ? most : most - most_wheels;
  while (i + k < most) {
    bool slice = i < slices->n && i < most_slices;
    bool wheel = k < most_wheels;
    if (!slice && !wheel)
      break;
    if (slice && (!wheel || slices->v[i].cost <= wheels->v[k].cost))
      out[i + k] = slices->v[i], i++;
    else
      out[i + k] = wheels->v[k], k++;
  }
  return i + k;
}

static void free_ways(struct search *s)
{
  for (int i = 0; i < THREADS; i++)
    arena_free(s->arenas[i]);
}

static void try_slack(struct search *s, int slack)
{
  size_t cells = (s->all + 1) * (size_t)(SEARCH_COLUMNS + 1);
  free_ways(s);
  for (int i = 0; i < THREADS; i++)
    s->arenas[i] = arena_new();
  s->slack = slack;
  s->roots.nslices = s->roots.nwheels = 0;
  memset(s->ways, 0, cells * sizeof *s->ways);
  search_fill(s);
  find_roots(s);
}

/* Enough good pages? Those that were not looked at cost more than the slack
 * above the stories' cheapest prices: none is better by more than LEEWAY. */
static bool is_enough(const struct search *s)
{
  const struct roots *r = &s->roots;
  int most = s->parts[s->all].cheapest + s->slack + LEEWAY, n = 0;
  while (n < r->nslices && r->slices[n].cost <= most)
    n++;
  return n > 0 && n * 16 >= r->most_slices;
}

/* Most pages are found with little slack, which is soon looked at; of few
 * stories all is. */
static void find_pages(struct search *s)
{
  static const int steps[] = {65, 105, 170, NO_PRICE};
  size_t n = sizeof steps / sizeof *steps, i = s->job->n <= FEW ? n - 1 : 0;
  int *known = s->job->slack;
  while (known && i + 1 < n && steps[i] < *known)
    i++;
  try_slack(s, steps[i]);
  while (!is_enough(s) && i + 1 < n)
    try_slack(s, steps[++i]);
  if (known)
    *known = steps[i];
  if (s->job->pinwheel && s->job->n >= 5)
    search_wheels(s);
}

static int run(struct search *s, struct arrangement *out, int most)
{
  sort_stories(s);
  find_pins(s);
  if (!find_parts(s))
    return 0;
  bundle(s);
  find_pages(s);
  struct pages slices = lay_slices(s), wheels = lay_wheels(s);
  int n = merge(&slices, &wheels, out, most);
  free(slices.v);
  free(wheels.v);
  return n;
}

static bool is_sound(const struct search_job *j)
{
  return j->n >= 1 && j->n <= SEARCH_STORIES && j->columns >= 1 &&
         j->columns <= SEARCH_COLUMNS && j->lines >= 1 &&
         j->lines <= SEARCH_LINES;
}

/* Ways that are kept per part and width: what bounds the work. */
static int ways_kept(int n)
{
  return n <= 5 ? 768 : n == 6 ? 384 : n == 7 ? 160 : n == 8 ? 80 : 48;
}

int search_page(const struct search_job *job, struct arrangement *out,
                int most)
{
  struct search_job own = *job;
  if (!is_sound(job) || most < 1)
    return 0;
  if (most > ROOTS)
    most = ROOTS;
  own.keep = own.keep < 1 ? 1 : own.keep;
  own.keep = own.keep > SEARCH_KEEP ? SEARCH_KEEP : own.keep;
  struct search *s = mem_new(sizeof *s);
  s->job = &own;
  s->all = (1U << own.n) - 1;
  s->columns = own.columns;
  s->deep = own.lines + 1;
  s->most_ways = ways_kept(own.n);
  s->roots.most_slices = s->roots.most_wheels = most;
  s->parts = mem_array(s->all + 1, sizeof *s->parts);
  s->ways = mem_array((s->all + 1) * (size_t)(SEARCH_COLUMNS + 1),
                      sizeof *s->ways);
  int n = run(s, out, most);
  free(s->ways);
  free(s->parts);
  free_ways(s);
  free(s);
  return n;
}
