#include "page/ragged.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/phrase.h"

/* Longer text is read like a paragraph. */
enum { LONGEST = 120 };

/* An em left empty costs 10,000, two em 40,000, four 160,000: up to five
 * rather than a clause broken. */
enum {
  AFTER_MARK = 10000,
  PHRASE = 250000, /* the least between two phrases … */
  STEP = 2500,     /* … and for each step of page/phrase.h */
  IN_WORD = 600000,
  IN_BRACKETS = 250000,
  SHORT_TAIL = 300000
};

static bool is_ragged(const struct style *st)
{
  return st->align != ALIGN_JUSTIFY && st->align != ALIGN_SPREAD;
}

static int32_t seam(const struct text *t, uint32_t k, uint8_t phrase)
{
  const struct atom *a = &t->atoms[k - 1], *b = &t->atoms[k];
  if (a->forced || a->class == CLASS_SPACE)
    return 0;
  if (a->class == CLASS_PAUSE || a->class == CLASS_STOP)
    return AFTER_MARK;
  if (a->class == CLASS_CLOSE || b->class == CLASS_OPEN ||
      b->class == CLASS_DASH)
    return PHRASE;
  return phrase == PHRASE_NEVER ? IN_WORD : PHRASE + phrase * STEP;
}

static const int32_t *find_costs(const struct text *t)
{
  if (!is_ragged(t->style) || t->n < 2 || t->n > LONGEST)
    return NULL;
  uint8_t *phrase = mem_array(t->len + 1, sizeof *phrase);
  int32_t *cost = arena_array(t->sense->arena, t->n + 1, sizeof *cost);
  int depth = 0;
  phrase_costs(t->s, t->len, phrase);
  for (uint32_t k = 1; k < t->n; k++) {
    enum mark_class before = (enum mark_class)t->atoms[k - 1].class;
    depth += before == CLASS_OPEN ? 1 : before == CLASS_CLOSE && depth ? -1 : 0;
    cost[k] =
        seam(t, k, phrase[t->atoms[k].text]) + (depth > 0 ? IN_BRACKETS : 0);
  }
  free(phrase);
  return cost;
}

const int32_t *ragged_costs(const struct text *t)
{
  if (!t->sense->known)
    t->sense->costs = find_costs(t);
  t->sense->known = true;
  return t->sense->costs;
}

int32_t ragged_tail(const struct text *t, uint32_t first, uint32_t end)
{
  int n = 0;
  if (!is_ragged(t->style))
    return 0;
  for (uint32_t k = first; k < end; k++)
    if (t->atoms[k].class == CLASS_HAN)
      n++;
    else if (t->atoms[k].class == CLASS_WORD)
      n += 3;
  return n < 3 ? SHORT_TAIL : 0;
}
