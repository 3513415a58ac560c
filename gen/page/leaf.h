/* A page whose stories have found their places: blocks in the slots of a plan.
 * Pages are drawn when all of them are made, since a jump line names a page
 * that comes later. */
#ifndef PAGE_LEAF_H
#define PAGE_LEAF_H

#include <stdbool.h>

#include "page/plan.h"

struct placed;

struct leaf {
  int page;             /* 1 … */
  int top, lines;       /* first body line of the stories, how many */
  bool last;            /* the imprint stands at its foot */
  bool exact;           /* filled to the last line */
  int skeleton;         /* page/judge.h */
  struct plan plan;     /* slots and blocks go together */
  struct block *blocks; /* plan.n; owned */
};

/* The block of STORY, or NULL. */
struct block *leaf_find(const struct leaf *leaf, const struct story *story);
/* Draws furniture, rules and stories. */
void leaf_draw(struct layout *l, struct sheet *sheet,
               const struct leaf *leaf);
/* Zones, jumps and fill of the page. */
void leaf_record(const struct layout *l, struct placed *placed,
                 const struct leaf *leaf);
void leaf_free(struct leaf *leaf);

#endif
