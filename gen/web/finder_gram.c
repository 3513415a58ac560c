/* Where each pair of neighbours stands. A pair's key is its two units, mixed;
 * files are ranges of mixed keys, so that each part sorts only its own. A
 * list: story by story its number as a difference, twice, and one more when
 * the pair stands there more than once; then how often, less two; then its
 * places as differences. A list that is long (社区 in a community's paper)
 * stands in parts of its own, so that who looks for one word, or for a phrase
 * with rarer pairs, need not read it all. */
#include "web/finder_in.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
  BUCKETS = 256, /* by a mixed key's top bits; what is below is sorted */
  LOW_BITS = 24,
  DIGIT_BITS = 12,
  DIGITS = 1 << DIGIT_BITS,
  STORY_SHIFT = 21, /* key's low bits, story, place */
  KEY_SHIFT = 40,
  HOT_BYTES = 6000, /* a longer list stands in parts */
  PART_BYTES = 4500
};

struct grams {
  const struct finder *f;
  uint32_t from, to; /* buckets of this part */
  uint32_t story;    /* at hand */
  size_t count[BUCKETS + 1];
  uint64_t *all, *room;
};

typedef void pair_fn(struct grams *g, uint32_t mixed, uint32_t place);

struct pairs {
  struct grams *g;
  pair_fn *fn;
};

static void run_pairs(void *data, uint32_t place, const uint16_t *u, uint32_t n)
{
  const struct pairs *p = data;
  for (uint32_t i = 0; i + 1 < n; i++) {
    uint32_t mixed = finder_mix((uint32_t)u[i] << 16 | u[i + 1]);
    uint32_t bucket = mixed >> LOW_BITS;
    if (bucket >= p->g->from && bucket < p->g->to && u[i] && u[i + 1])
      p->fn(p->g, mixed, place + i);
  }
}

static void all_pairs(struct grams *g, pair_fn *fn)
{
  struct pairs p = {g, fn};
  for (size_t i = 0; i < g->f->n; i++) {
    g->story = (uint32_t)i;
    finder_runs(&g->f->story[i], run_pairs, &p);
  }
}

static void count_pair(struct grams *g, uint32_t mixed, uint32_t place)
{
  (void)place;
  g->count[(mixed >> LOW_BITS) + 1]++;
}

static void put_pair(struct grams *g, uint32_t mixed, uint32_t place)
{
  uint64_t low = mixed & ((1U << LOW_BITS) - 1);
  g->all[g->count[mixed >> LOW_BITS]++] =
      low << KEY_SHIFT | (uint64_t)g->story << STORY_SHIFT | place;
}

/* By 12 bits above SHIFT, from A to B, keeping the order of equals. */
static void sort_by(const uint64_t *a, uint64_t *b, size_t n, int shift)
{
  size_t at[DIGITS + 1] = {0};
  for (size_t i = 0; i < n; i++)
    at[(a[i] >> shift & (DIGITS - 1)) + 1]++;
  for (int d = 1; d < DIGITS; d++)
    at[d] += at[d - 1];
  for (size_t i = 0; i < n; i++)
    b[at[a[i] >> shift & (DIGITS - 1)]++] = a[i];
}

static int by_value(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Heads stand before the text in places but not in their story: pairs come
 * sorted by story, not always by place. Sorted runs of one key and story are
 * what is left to mend. */
static void mend(uint64_t *a, size_t n)
{
  for (size_t i = 0; i + 1 < n;) {
    size_t k = i + 1;
    bool sorted = true;
    for (; k < n && a[k] >> STORY_SHIFT == a[i] >> STORY_SHIFT; k++)
      sorted = sorted && a[k - 1] < a[k];
    if (!sorted)
      qsort(a + i, k - i, sizeof *a, by_value);
    i = k;
  }
}

static void sort_bucket(struct grams *g, uint64_t *a, size_t n)
{
  sort_by(a, g->room, n, KEY_SHIFT);
  sort_by(g->room, a, n, KEY_SHIFT + DIGIT_BITS);
  mend(a, n);
}

/* ---- writing ---- */

static uint32_t story_of(uint64_t pair)
{
  return pair >> STORY_SHIFT & (FINDER_STORIES - 1);
}

static uint32_t place_of(uint64_t pair)
{
  return pair & (FINDER_PLACES - 1);
}

/* How many of the N pairs at A stand in the story of the first. */
static size_t in_story(const uint64_t *a, size_t n)
{
  size_t k = 1;
  while (k < n && story_of(a[k]) == story_of(a[0]))
    k++;
  return k;
}

/* One story of a list, the last one before it being BEFORE. */
static void put_story(struct buf *b, const uint64_t *a, size_t n,
                      uint32_t before)
{
  uint32_t place = 0;
  finder_number(b, (story_of(a[0]) - before) * 2 + (n > 1));
  if (n > 1)
    finder_number(b, (uint32_t)(n - 2));
  for (size_t i = 0; i < n; i++) {
    finder_number(b, place_of(a[i]) - place);
    place = place_of(a[i]);
  }
}

/* The list of one pair: N of its occurrences. */
static void put_list(struct buf *b, const uint64_t *a, size_t n)
{
  uint32_t before = 0;
  for (size_t i = 0, k; i < n; i += k) {
    k = in_story(a + i, n - i);
    put_story(b, a + i, k, before);
    before = story_of(a[i]);
  }
}

struct out {
  const char *dir;
  int bits;
  uint32_t file; /* at hand */
  struct buf text;
};

static bool end_file(struct out *o)
{
  if (o->text.n)
    buf_puts(&o->text, "!\"");
  bool ok = finder_file(o->dir, 'g', o->file, &o->text);
  buf_clear(&o->text);
  o->file++;
  return ok;
}

/* ---- a pair that stands nearly everywhere ---- */

struct hot {
  struct buf firsts, zones, part;
  uint32_t key, parts, first, last;
};

static bool end_part(const struct out *o, struct hot *h)
{
  bool ok = !h->part.n || finder_part(o->dir, h->key, h->parts++, &h->part);
  buf_clear(&h->part);
  return ok;
}

/* In its file only which part of the list begins with which story, and the
 * zones of all as finder_single.c writes them; the list in parts. */
static bool put_hot(struct out *o, struct hot *h, const uint64_t *a, size_t n)
{
  bool ok = true;
  uint32_t before = 0;
  for (size_t i = 0, k; i < n; i += k, before = h->last) {
    k = in_story(a + i, n - i);
    h->last = story_of(a[i]);
    if (h->part.n >= PART_BYTES)
      ok = end_part(o, h) && ok;
    if (!h->part.n) {
      finder_number(&h->firsts, h->last - h->first);
      h->first = h->last;
    }
    put_story(&h->part, a + i, k, h->part.n ? before : 0);
    finder_number(&h->zones, (h->last - before) * 4 +
                                 finder_zone(place_of(a[i])));
  }
  ok = end_part(o, h) && ok;
  buf_printf(&o->text, " %s %s", h->firsts.s, h->zones.s);
  return ok;
}

static bool put_pair_list(struct out *o, uint32_t key, const uint64_t *a,
                          size_t n)
{
  bool ok = true;
  size_t start = o->text.n;
  put_list(&o->text, a, n);
  if (o->text.n - start > HOT_BYTES) {
    struct hot h = {.key = key};
    o->text.n = start;
    ok = put_hot(o, &h, a, n);
    buf_free(&h.firsts);
    buf_free(&h.zones);
    buf_free(&h.part);
  }
  return ok;
}

static bool put_bucket(struct out *o, uint32_t bucket, const uint64_t *a,
                       size_t n)
{
  bool ok = true;
  for (size_t i = 0; i < n;) {
    size_t k = i + 1;
    while (k < n && a[k] >> KEY_SHIFT == a[i] >> KEY_SHIFT)
      k++;
    uint32_t mixed = bucket << LOW_BITS | (uint32_t)(a[i] >> KEY_SHIFT);
    while (o->file < mixed >> (32 - o->bits))
      ok = end_file(o) && ok;
    uint32_t key = finder_unmix(mixed);
    buf_puts(&o->text, o->text.n ? "!" : "\"!");
    finder_unit(&o->text, (uint16_t)(key >> 16));
    finder_unit(&o->text, (uint16_t)key);
    ok = put_pair_list(o, key, a + i, k - i) && ok;
    i = k;
  }
  return ok;
}

static bool write_buckets(struct grams *g, struct out *o)
{
  bool ok = true;
  size_t start = 0;
  for (uint32_t b = g->from; b < g->to; b++) {
    size_t n = g->count[b] - start;
    sort_bucket(g, g->all + start, n);
    ok = put_bucket(o, b, g->all + start, n) && ok;
    start += n;
  }
  uint32_t last = (uint32_t)((uint64_t)g->to << o->bits >> 8);
  while (o->file < last)
    ok = end_file(o) && ok;
  return ok;
}

/* A pair costs its key, a place some 5/2 bytes; both as measured. */
int finder_gram_bits(const struct finder *f)
{
  return finder_bits(f->pairs * 8 + f->units * 5 / 2);
}

bool finder_grams(const struct finder *f, size_t i, size_t parts,
                  const char *dir)
{
  struct grams g = {.f = f};
  g.from = (uint32_t)(BUCKETS * i / parts);
  g.to = (uint32_t)(BUCKETS * (i + 1) / parts);
  all_pairs(&g, count_pair);
  size_t most = 0;
  for (int b = 1; b <= BUCKETS; b++) {
    most = g.count[b] > most ? g.count[b] : most;
    g.count[b] += g.count[b - 1];
  }
  g.all = mem_array(g.count[BUCKETS], sizeof *g.all);
  g.room = mem_array(most, sizeof *g.room);
  all_pairs(&g, put_pair); /* now count[b] is where bucket b ends */
  struct out o = {.dir = dir, .bits = finder_gram_bits(f)};
  o.file = (uint32_t)((uint64_t)g.from << o.bits >> 8);
  bool ok = write_buckets(&g, &o);
  buf_free(&o.text);
  free(g.all);
  free(g.room);
  return ok;
}
