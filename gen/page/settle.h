/* Filling a module exactly: the rows of a story's text are poured into the
 * columns that its frame leaves, so that every column ends at the module's
 * foot, by the rules for the ends of columns (clreq 1.4: no widow, no orphan,
 * no subhead at a foot). What does not come out even is made so by paragraphs
 * of a line less or more, a line of air over a subhead or what stands whole,
 * and, dearer, a column that ends a line early. */
#ifndef PAGE_SETTLE_H
#define PAGE_SETTLE_H

#include "page/block.h"

struct settle_job {
  struct story *story; /* from its row `from` on */
  const struct frame *frame;
  int lines;    /* of the module */
  bool cut;     /* it goes on elsewhere: the last line is kept for the jump */
  size_t after; /* a cut must come behind this row … */
  size_t until; /* … and here at the latest, first row that may not stand */
  long limit;   /* it must cost less to be of use; LONG_MAX: any */
  bool level;   /* nearly anything is better than a column that ends early */
};

struct settled {
  struct set_row *rows; /* owned by the caller */
  size_t nrows, to;     /* rows of the flow before TO stand here */
  struct spot jump;
  int spare; /* lines that the last column ends early */
  long cost;
};

/* False when the text cannot fill the module for less than the limit. */
bool settle(struct layout *l, const struct settle_job *job,
            struct settled *out);

#endif
