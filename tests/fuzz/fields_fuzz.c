/* Any bytes as a tokens.css whose values become fields: each lies in the file,
 * in order; with no value changed the file is the same; where all are, they
 * are found again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cmd/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(int ok)
{
  if (!ok)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *css = mem_copy_n((const char *)data, size);
  struct fields *f = fields_read(css, size);
  size_t n = fields_count(f), behind = 0;
  const char **values = mem_array(n + 1, sizeof *values);
  struct buf same = BUF_INIT, other = BUF_INIT;
  buf_puts(&same, "");
  buf_puts(&other, "");
  for (size_t i = 0; i < n; i++) {
    const struct field *k = fields_at(f, i);
    need(k->at >= behind && k->n > 0 && k->at + k->n <= size);
    behind = k->at + k->n;
    field_may_be(k->value);
  }
  fields_put(f, css, size, values, &same);
  need(same.n == size && !memcmp(same.s, css, size));
  for (size_t i = 0; i < n; i++)
    values[i] = "1px";
  fields_put(f, css, size, values, &other);
  struct fields *g = fields_read(other.s, other.n);
  need(fields_count(g) == n);
  for (size_t i = 0; i < n; i++)
    need(!strcmp(fields_at(g, i)->name, fields_at(f, i)->name) &&
         !strcmp(fields_at(g, i)->value, "1px"));
  fields_free(g);
  buf_free(&same);
  buf_free(&other);
  free(values);
  fields_free(f);
  free(css);
  return 0;
}
