#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"

struct hash {
  XXH3_state_t *state;
};

struct hash *hash_new(void)
{
  struct hash *h = mem_new(sizeof *h);
  h->state = XXH3_createState();
  XXH3_128bits_reset(h->state);
  return h;
}

void hash_add(struct hash *h, const void *s, size_t n)
{
  XXH3_128bits_update(h->state, s, n);
}

void hash_str(struct hash *h, const char *s)
{
  hash_add(h, s ? s : "", s ? strlen(s) + 1 : 1);
}

void hash_end(struct hash *h, char hex[33])
{
  XXH128_hash_t v = XXH3_128bits_digest(h->state);
  snprintf(hex, 33, "%016llx%016llx", (unsigned long long)v.high64,
           (unsigned long long)v.low64);
  XXH3_freeState(h->state);
  free(h);
}

uint64_t hash64(const void *s, size_t n)
{
  return XXH3_64bits(s, n);
}
