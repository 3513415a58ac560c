#include "page/shaped.h"

#include <stdint.h>

#include "base/mem.h"
#include "page/layout.h"
#include "page/shape.h"

enum { CHAINS = 256 };

struct shaped {
  const xmlNode *node;
  const struct text *text;
  struct shaped *next;
};

struct shaped_all {
  struct shaped *chain[CHAINS];
};

/* Nodes are at least 16 bytes apart. */
static struct shaped **chain_of(struct layout *l, const xmlNode *n)
{
  if (!l->shaped)
    l->shaped = arena_get(l->arena, sizeof *l->shaped);
  uintptr_t at = (uintptr_t)n / 16;
  return &l->shaped->chain[(at ^ at / CHAINS) % CHAINS];
}

const struct text *shaped(struct layout *l, const xmlNode *n)
{
  struct shaped **chain = chain_of(l, n);
  for (const struct shaped *s = *chain; s; s = s->next)
    if (s->node == n)
      return s->text;
  struct shaped *s = arena_get(l->arena, sizeof *s);
  *s = (struct shaped){n, text_shape(l->arena, l->styles, l->fonts, n), *chain};
  *chain = s;
  return s->text;
}
