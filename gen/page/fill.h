/* Filling columns with the rows of a flow, by the rules of print-craft 1.4:
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

/* Pours rows from FROM into N columns; SPOTS (of the rows from FROM to END)
 * gets the places. Returns the first row that found none: f->nrows when all
 * did. Rows from END on are not placed, and if there are any, END too must be a
 * good place to cut. */
size_t fill_columns(const struct flow *f, size_t from, size_t end,
                    const struct column *cols, int n, struct spot *spots);

#endif
