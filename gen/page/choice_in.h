/* Inside of page/choice*.c: what stands behind a menu. */
#ifndef PAGE_CHOICE_IN_H
#define PAGE_CHOICE_IN_H

#include "page/choice.h"

/* An option in the chain of its cell, 0 the end. */
struct kept {
  struct option o;
  int next;
};

/* One entry of the menu. */
struct cell {
  int first, n; /* the chain: its cheapest options, in order of cost */
  int best;     /* the one that was settled, 0: the first */
  struct block *block; /* once settled */
  int extra;           /* what setting the text cost */
  bool failed, level; /* … and what was tried for it */
};

struct choice {
  struct option_story s;
  int lines, nominal, least;
  bool stale; /* the menu must be made */
  bool made;  /* it has been */
  bool level; /* texts are set for level feet */
  struct menu menu;
  struct cell *cells; /* [columns][lines][TOPS], by cell_of */
  struct kept *pool;  /* of the chains; from 1 */
  size_t npool, cap;
};

static inline struct cell *cell_of(const struct choice *c, int columns,
                                   int lines, enum top top)
{
  return &c->cells[((columns * (c->lines + 1)) + lines) * TOPS + (int)top];
}

static inline struct cell *slot_cell(const struct choice *c,
                                     const struct search_slot *slot)
{
  return cell_of(c, slot->columns, slot->lines, slot->top);
}

static inline const struct option *best_of(const struct choice *c,
                                           const struct cell *cell)
{
  return &c->pool[cell->best ? cell->best : cell->first].o;
}

/* Releases B, or does nothing. */
void choice_free_block(struct block *b);

#endif
