/* What a page that is made shows to those who ask how good it is: how full its
 * columns are, its loosest and its tightest line, all that are loose; how much
 * text a block holds. */
#ifndef PAGE_GAUGE_H
#define PAGE_GAUGE_H

#include "page/leaf.h"

struct gauge_line {
  const struct story *story; /* NULL: no line of the page is justified */
  int milli;                 /* line_stretch's */
  const char *text;          /* the line; borrowed from its paragraph */
  size_t len;
  struct rect at;            /* its column's width, on the page */
};

enum {
  GAUGE_LOOSE = 160, /* a line that is stretched by more looks loose (松行) */
  GAUGE_LINES = 32   /* so many are told of a page, its first */
};

struct gauge {
  int columns;
  int percent[BLOCK_COLUMNS]; /* of each column's lines … */
  int whole;                  /* … and of all: those that carry text, picture,
                     headline with its air, box, or the line that parts two
                     modules; rounded down */
  int white;                  /* column lines that carry none of this */
  struct gauge_line loosest, tightest;
  struct gauge_line loose[GAUGE_LINES];
  int nloose;
};

void gauge_leaf(struct layout *l, const struct leaf *leaf,
                struct gauge *out);
/* Column lines of module I of LEAF that carry nothing. */
int gauge_white(const struct layout *l, const struct leaf *leaf, int i);

/* Column lines of text in B, and their characters (code points). */
struct gauge_text {
  int lines, characters;
};
struct gauge_text gauge_text(struct layout *l, const struct block *b);
/* The same of the whole story. */
struct gauge_text gauge_story(const struct story *s);

#endif
