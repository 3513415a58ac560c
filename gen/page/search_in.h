/* Inside of page/search*.c. Heights here are DEEP: with the line that parts a
 * module from what stands below, as the page is with one more. */
#ifndef PAGE_SEARCH_IN_H
#define PAGE_SEARCH_IN_H

#include <stdint.h>

#include "base/mem.h"
#include "base/threads.h"
#include "page/search.h"

enum {
  DEEP = SEARCH_LINES + 1,
  PARTS = 1 << SEARCH_STORIES,
  UNITS = 8, /* more stories are searched as eight bundles */
  SPLITS = 1 << UNITS,
  ROOTS = 512
};

enum kind { KIND_LEAF, KIND_ACROSS, KIND_DOWN, KIND_WHEEL };

/* A way to fill a rectangle with a part (a set of stories, by bits). A leaf
 * has its top in TOPS only. */
struct way {
  int cost;
  uint16_t part;          /* of the upper or left piece */
  uint16_t first, second; /* ways of the two pieces, by number */
  uint8_t at;             /* depth of the upper, width of the left piece */
  uint8_t deep;
  uint8_t tops; /* left × TOPS + right */
  uint8_t kind;
};

/* The cheapest way of a depth. */
struct best {
  int cost;
  uint16_t way;
  uint8_t deep;
};

/* All ways of a part at a width, by depth, then cost. */
struct ways {
  struct way *v;
  struct best *best;
  uint16_t *from; /* by depth - low: the first way of it; one more at the end */
  int n, nbest, low, high;
  int least; /* cost */
};

struct part {
  int least, most; /* area in column lines */
  int rank;        /* of its most important story */
  int cheapest;    /* what its stories cost at least */
};

/* The four blocks round a pinwheel's middle: A at the top (left), B at the
 * side (right), C at the foot, D at the other side. AD and BC are pairs that
 * fill what the page's height leaves of each other. */
struct wheel {
  int cost;
  uint16_t a, b, c, d, m; /* parts */
  uint16_t way[5];        /* of each, in the same order */
  uint8_t wide, narrow;   /* columns of A; of D */
  uint8_t high, low;      /* depth of A; of B */
  bool flip;              /* left is right, but not within the blocks */
};

struct roots {
  struct way slices[ROOTS];
  struct wheel wheels[ROOTS];
  int nslices, nwheels, most_slices, most_wheels;
};

/* Where stories may stand, as sets: pinned to the top … */
struct pins {
  unsigned top, foot, left, right;
};

struct search {
  const struct search_job *job;
  struct arena *arenas[THREADS]; /* the ways' */
  const struct menu *menus[SEARCH_STORIES]; /* the important ones first */
  int order[SEARCH_STORIES];                /* their numbers in the job */
  int limit[SEARCH_STORIES]; /* dearer prices are not looked at */
  unsigned all;
  int columns, deep, most_ways;
  int slack; /* ways are of no use that cost more above the cheapest */
  struct pins pins;
  unsigned units[SEARCH_STORIES];
  int nunits;
  struct part *parts; /* by set */
  struct ways *ways;  /* by set and width */
  struct roots roots;
};

static inline struct ways *ways_of(const struct search *s, unsigned part,
                                   int width)
{
  return &s->ways[part * (SEARCH_COLUMNS + 1) + (unsigned)width];
}

static inline int tops_left(const struct way *w)
{
  return w->tops / TOPS;
}

static inline int tops_right(const struct way *w)
{
  return w->tops % TOPS;
}

/* What two tops cost that meet on one line. */
int search_collision(int left, int right);
/* What a cut costs that goes through the whole page: above LOWER of a depth,
 * left of RIGHT of a width, in a rectangle of WIDTH or DEEP; 0: it does not. */
int search_across(const struct search *s, int width, unsigned lower, int deep);
int search_down(const struct search *s, int deep, unsigned right, int width);
/* May UPPER stand above LOWER? By rank and pins. */
bool search_above(const struct search *s, unsigned upper, unsigned lower);
/* May LEFT stand beside RIGHT? Without pins to a side each page is found once,
 * its mirror image is made from it. */
bool search_beside(const struct search *s, unsigned left, unsigned right);
/* The ways of a depth: the number of the first; *N how many. */
int search_at(const struct ways *w, int deep, int *n);
/* The parts that a part may be divided into, both orders; returns how many,
 * at most SPLITS. */
int search_splits(const struct search *s, unsigned part, uint16_t *out);
/* Fills the table of ways for all parts but the whole. */
void search_fill(struct search *s);
/* A root as a page, with its price by what stands where. */
void search_lay_slice(const struct search *s, const struct way *w,
                      struct arrangement *out);
void search_lay_wheel(const struct search *s, const struct wheel *w,
                      struct arrangement *out);
/* Gathers pinwheels in s->roots. */
void search_wheels(struct search *s);

#endif
