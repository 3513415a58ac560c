/* The plain make-up of one page: stories in their order are gathered into
 * bands that reach across the page; a band has one to four cells side by
 * side, a cell one to three stories one below the other. A search over all
 * bands finds the cheapest that fill the page. */
#ifndef PAGE_PLAN_H
#define PAGE_PLAN_H

#include <stdbool.h>

#include "page/block.h"

enum { PLAN_STORIES = 24, PLAN_LINES = 128 };

struct candidate {
  struct story *story;
  int least[BLOCK_COLUMNS + 1]; /* lines by columns; 0: impossible */
  int empty[BLOCK_COLUMNS + 1]; /* column lines without anything then */
  const struct headline_form *form[BLOCK_COLUMNS + 1]; /* as it is then */
  int extra[BLOCK_COLUMNS + 1]; /* its price over that of the first form */
  bool cut;                     /* may go on on another page, … */
  int least_cut;                /* … from so many lines on */
  /* Slots that stay empty when it is cut at so many lines; -1: no good. */
  short waste[BLOCK_COLUMNS + 1][PLAN_LINES];
};

/* Where a story stands: columns and lines from 0 in the free area. */
struct slot {
  int candidate, column, columns, line, lines;
  bool stacked; /* under another story of the same band */
  const struct headline_form *form; /* NULL: the first */
};

struct plan {
  struct slot slots[PLAN_STORIES];
  int n, spare; /* lines left over at the foot */
  long cost;
};

/* Measures STORY at every width of the page, with the headline over or beside
 * the text as it costs least, or as the editor wants it. */
struct candidate plan_candidate(struct layout *l, struct story *story);
/* Allows C to be cut: finds out how well that works at every height. */
void plan_allow_cut(struct layout *l, struct candidate *c);
/* Places V[0..N) in order on LINES lines of COLUMNS columns; false when they
 * do not fit. Between bands one line stays free for the rule. */
bool plan_page(const struct candidate *v, int n, int columns, int lines,
               struct plan *out);

#endif
