/* What a page that is made shows to those who ask how good it is: how full its
 * columns are, its loosest and its tightest line; how much text a block
 * holds. */
#ifndef PAGE_GAUGE_H
#define PAGE_GAUGE_H

#include "page/leaf.h"

struct gauge_line {
  const struct story *story; /* NULL: no line of the page is justified */
  int milli;                 /* line_stretch's */
  const char *text;          /* the line; borrowed from its paragraph */
  size_t len;
};

struct gauge {
  int columns;
  int percent[BLOCK_COLUMNS]; /* of each column's lines … */
  int whole;                  /* … and of all: those that carry text, picture,
                     headline with its air, box, or the line that parts two
                     modules; rounded down */
  struct gauge_line loosest, tightest;
};

void gauge_leaf(struct layout *l, const struct leaf *leaf,
                struct gauge *out);

/* Column lines of text in B, and their characters (code points). */
struct gauge_text {
  int lines, characters;
};
struct gauge_text gauge_text(struct layout *l, const struct block *b);
/* The same of the whole story. */
struct gauge_text gauge_story(const struct story *s);

#endif
