/* Which stories have a character: for searches of one. A list: story by story
 * its number as a difference, four times, and the zone where the character
 * stands highest: 2 headline, 1 heads, 0 text. */
#include "web/finder_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { UNITS = 1 << 16, ZONE_SHIFT = 2 };

struct singles {
  uint8_t zone[UNITS]; /* of the story at hand, plus 1 */
  uint16_t *seen;      /* its units, each once */
  size_t n, cap;
  size_t end[UNITS + 1]; /* of each unit's list in ALL */
  uint32_t *all;         /* story, then zone */
};

/* Single initials are no search, and halves of a pair no character. */
static bool counts(uint16_t u)
{
  return u && !(u >= 0xD800 && u <= 0xDFFF) &&
         !(u >= FINDER_INITIAL && u < FINDER_INITIAL + FINDER_LETTERS);
}

static void see(void *data, uint32_t place, const uint16_t *u, uint32_t n)
{
  struct singles *s = data;
  uint8_t zone = (uint8_t)(finder_zone(place) + 1);
  for (uint32_t i = 0; i < n; i++) {
    if (!s->zone[u[i]] && counts(u[i])) {
      s->seen = mem_grow(s->seen, &s->cap, s->n + 1, sizeof *s->seen);
      s->seen[s->n++] = u[i];
    }
    if (s->zone[u[i]] < zone)
      s->zone[u[i]] = zone;
  }
}

/* The units of story I; afterwards forget clears them. */
static void look(struct singles *s, const struct finder *f, size_t i)
{
  s->n = 0;
  finder_runs(&f->story[i], see, s);
}

static void forget(struct singles *s)
{
  for (size_t i = 0; i < s->n; i++)
    s->zone[s->seen[i]] = 0;
  s->zone[0] = 0;
  memset(s->zone + 0xD800, 0, 0x800);
  memset(s->zone + FINDER_INITIAL, 0, FINDER_LETTERS);
}

static void gather(struct singles *s, const struct finder *f)
{
  for (size_t i = 0; i < f->n; i++, forget(s)) {
    look(s, f, i);
    for (size_t k = 0; k < s->n; k++)
      s->end[s->seen[k] + 1]++;
  }
  for (int u = 0; u < UNITS; u++)
    s->end[u + 1] += s->end[u];
  s->all = mem_array(s->end[UNITS], sizeof *s->all);
  for (size_t i = 0; i < f->n; i++, forget(s)) {
    look(s, f, i);
    for (size_t k = 0; k < s->n; k++)
      s->all[s->end[s->seen[k]]++] =
          (uint32_t)i << ZONE_SHIFT | (uint32_t)(s->zone[s->seen[k]] - 1);
  }
}

/* A unit and, above it, its mixed key. */
static int by_value(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static size_t list_units(const struct singles *s, uint64_t *key)
{
  size_t n = 0;
  for (int u = 1; u < UNITS; u++)
    if (s->end[u] > s->end[u - 1])
      key[n++] = (uint64_t)finder_mix((uint32_t)u) << 16 | (unsigned)u;
  qsort(key, n, sizeof *key, by_value);
  return n;
}

static void put_list(struct buf *b, const struct singles *s, uint16_t u)
{
  uint32_t story = 0;
  buf_puts(b, b->n ? "!" : "\"!");
  finder_unit(b, u);
  for (size_t i = u ? s->end[u - 1] : 0; i < s->end[u]; i++) {
    uint32_t at = s->all[i] >> ZONE_SHIFT;
    finder_number(b, (at - story) << ZONE_SHIFT | s->all[i] % 4);
    story = at;
  }
}

int finder_single_bits(const struct finder *f)
{
  return finder_bits(f->units * 2 / 3);
}

bool finder_singles(const struct finder *f, const char *dir)
{
  struct singles *s = mem_new(sizeof *s);
  uint64_t *key = mem_array(UNITS, sizeof *key);
  struct buf b = BUF_INIT;
  int bits = finder_single_bits(f);
  bool ok = true;
  gather(s, f);
  size_t n = list_units(s, key), i = 0;
  for (uint32_t file = 0; file < 1U << bits; file++) {
    buf_clear(&b);
    for (; i < n && key[i] >> (48 - bits) == file; i++)
      put_list(&b, s, (uint16_t)key[i]);
    if (b.n)
      buf_puts(&b, "!\"");
    ok = finder_file(dir, 'u', file, &b) && ok;
  }
  buf_free(&b);
  free(key);
  free(s->all);
  free(s->seen);
  free(s);
  return ok;
}
