/* Filling columns with the rows of a flow, by the rules of clreq:
 * no widow, no orphan, no subhead at a column's foot. */
#ifndef PAGE_FILL_H
#define PAGE_FILL_H

#include "page/flow.h"

/* A column's free lines, counted from the top of the block. */
struct column {
  int top, lines;
  bool force; /* cut even where no cut is allowed, rather than stay empty */
};

/* Where a row went. COLUMN -1: nowhere (a blank at a column's head). */
struct spot {
  int column, line;
};

/* What is poured. */
struct pour {
  const struct flow *flow;
  size_t from, end;   /* rows [from, end) */
  struct spot *spots; /* gets their places: spots[0] that of row FROM */
};

/* Pours rows into N columns. Returns the first row that found no place, or END
 * when all did; if the flow goes on behind END, that too must be a good place
 * to cut. */
size_t fill_columns(const struct pour *p, const struct column *cols, int n);

#endif
