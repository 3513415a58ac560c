/* Front matter: no input crashes or hangs, and what is read keeps what
 * meta.h promises. The first byte chooses the keys that are allowed. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tree/front.h"
#include "tree/meta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(int ok)
{
  if (!ok)
    abort();
}

static void see(const struct value *v, int depth)
{
  need(depth <= 4);
  for (; v; v = v->next) {
    need(v->line >= 0 && v->col >= 0);
    if (v->kind == VALUE_LINE)
      need(utf8_check(v->s, strlen(v->s)) == strlen(v->s));
    see(v->first, depth + 1);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const enum scope scopes[] = {SCOPE_SITE, SCOPE_PAPER, SCOPE_ISSUE,
                                      SCOPE_ARTICLE};
  if (!size)
    return 0;
  const char *s = (const char *)data + 1;
  struct meta_source src = {"fuzz", 1, scopes[data[0] % 4], true};
  struct front f = front_split(s, size - 1);
  need(f.body <= size - 1 && f.yaml + f.yaml_len <= size - 1);
  struct meta *m = f.open ? meta_parse(s + f.yaml, f.yaml_len, &src)
                          : meta_parse(s, size - 1, &src);
  see(meta_root(m), 0);
  meta_free(m);
  return 0;
}
