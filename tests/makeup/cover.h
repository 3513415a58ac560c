/* How much of a made page is covered, seen from outside: by what stands on
 * the sheet and not by what the make-up says of itself. A page is cells of one
 * column × one body line, below the nameplate or folio and above the
 * imprint. A cell is covered by
 *   text      a line of body text, a label, a jump line;
 *   solid     a picture with its caption, a table, a box, a code;
 *   head      the rectangle of a headline package or continuation head;
 *   air       one line under a head, one line between two things in a column
 *             of which one is no plain paragraph, one line that parts modules.
 * A page closes when each column is covered to COVER_LEAST % and no blank
 * rectangle is larger than one column × three lines. */
#ifndef TESTS_COVER_H
#define TESTS_COVER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/length.h"
#include "page/make.h"

enum {
  COVER_COLUMNS = 24,
  COVER_LINES = 160,
  COVER_HOLES = 12,
  COVER_LEAST = 97
};

enum cell {
  CELL_BLANK,
  CELL_TEXT,  /* a paragraph or item */
  CELL_OTHER, /* text that has white around it: subheads, quotes, signoffs */
  CELL_SOLID,
  CELL_HEAD,
  CELL_AIR
};

/* Columns and lines from 0 in the type area. */
struct hole {
  int column, columns, line, lines;
};

struct cover_page {
  int number, columns, lines; /* of the whole type area */
  int top, foot;              /* the page's own lines: from TOP to FOOT - 1 */
  unsigned char cells[COVER_COLUMNS][COVER_LINES];
  int percent[COVER_COLUMNS]; /* covered, rounded down */
  int whole;                  /* … of all columns together */
  struct hole holes[COVER_HOLES]; /* the largest first */
  int nholes;
  int zones; /* modules that stand here */
  bool closes;
};

/* The grid of a theme, and the lines that it keeps for itself. */
struct cover_frame {
  mpt measure, gap, rlh;
  int nameplate, folio, imprint;
};

struct styles;

struct cover_frame cover_frame(struct styles *styles);
/* The page of M's sheet I (from 0). */
void cover_page(struct cover_page *page, const struct made *m, size_t i,
                struct cover_frame frame);
/* One line a page: fill of each column, blank rectangles, verdict; with MAP
 * the cells below it (= text, - other text, # solid, H head, . air). */
void cover_print(struct buf *out, const struct cover_page *page, bool map);

#endif
