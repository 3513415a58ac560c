/* Pieces of the search index: no bytes crash or hang the reader, and what it
 * takes can be written. The second half of the input is folded as a line. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/finder.h"
#include "web/finder_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(void *data, uint32_t place, const uint16_t *u, uint32_t n)
{
  uint32_t *sum = data;
  if (place + n > FINDER_PLACES)
    abort();
  for (uint32_t i = 0; i < n; i++)
    *sum += u[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint32_t sum = 0;
  struct units u = {0};
  char *piece = mem_new(size); /* aligned, and exactly so long */
  memcpy(piece, data, size);
  struct finder *f = finder_new(NULL);
  if (finder_add(f, piece, size))
    for (size_t i = 0; i < f->n; i++)
      finder_runs(&f->story[i], walk, &sum);
  finder_free(f);
  finder_fold(&u, piece + size / 2, size - size / 2);
  if (u.n && (u.u[0] == ' ' || u.u[u.n - 1] == ' '))
    abort();
  free(u.u);
  free(piece);
  return sum == 1;
}
