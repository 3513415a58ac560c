/* A flow: blocks of an article (or of a box in it) set at one measure and cut
 * into rows of one body line each. Columns are filled with rows; what is
 * wider than a column (a picture, a box, a wide table) floats: it takes a
 * rectangle of whole columns and lines. Rows and floats keep the order of the
 * tree. */
#ifndef PAGE_FLOW_H
#define PAGE_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "page/layout.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"

struct names;
struct solid;

struct piece {
  enum role role;
  int level;                /* of a subhead */
  const xmlNode *node;
  const struct style *style;
  const struct text *text;  /* NULL: names, a solid or a break */
  struct lines lines;
  struct setting set;
  struct lines *variant[2]; /* a line less, a line more; NULL: not yet set */
  struct line_counts counts; /* page/line.h; n 0: not yet counted */
  mpt x;                    /* left edge inside the measure */
  int pitch;                /* rows that one line takes: 1 … */
  const struct text *label; /* before the first line of a list item */
  const struct names *names; /* page/names.h, or NULL */
  struct solid *solid;      /* page/solid.h, or NULL */
};

enum row_kind {
  ROW_LINE,  /* a line of text; the first row of a solid that stands in it */
  ROW_BLANK, /* space, dropped at the head of a column */
  ROW_REST,  /* further rows of a high line or a solid */
  ROW_FLOAT  /* where a float belongs; no height */
};

struct row {
  enum row_kind kind;
  uint32_t piece, line;
  int8_t change; /* which setting of the paragraph: piece.variant; of a
                    code, lines more */
  bool no_cut; /* no column may end after this row */
};

struct flow {
  struct piece *pieces;
  size_t npieces, cap_pieces;
  struct row *rows;
  size_t nrows, cap_rows;
  int *heights; /* nrows + 1: how many of the rows before have a height */
  mpt measure;
  bool floats; /* may solids float? */
};

/* Can P be set in a line less or a line more? Only plain paragraphs can. */
struct line_counts flow_counts(struct piece *p);
/* The lines of P as they are, with one less (-1) or one more (1). */
const struct lines *flow_lines(struct layout *l, struct piece *p, int change);
/* The flow of an article: byline, body and sign-off. */
struct flow *flow_article(struct layout *l, const xmlNode *article,
                          mpt measure);
/* The same for a frame: nothing floats. */
struct flow *flow_story(struct layout *l, const xmlNode *article, mpt measure);
/* Kicker, headline and deck as a frame has them (class framed). */
struct flow *flow_head(struct layout *l, const xmlNode *article, mpt measure);
/* One without any rows. */
struct flow *flow_none(void);
/* The flow of the blocks below NODE (a box, an advertisement); nothing
 * floats. */
struct flow *flow_blocks(struct layout *l, const xmlNode *node, mpt measure);
void flow_free(struct flow *f);
/* How many of the rows [FROM, TO) have a height. */
int flow_height(const struct flow *f, size_t from, size_t to);
/* The first row behind FROM before which HEIGHT rows have a height, or the
 * number of rows: a block looks no farther, however long the story. */
size_t flow_reach(const struct flow *f, size_t from, int height);

/* Drawing: rows are given one by one with their places; groups are opened and
 * closed as blocks begin and end. */
struct pen {
  struct layout *l;
  struct sheet *sheet;
  const struct flow *flow;
  int piece; /* the block that is open, -1: none */
};
struct pen flow_pen(struct layout *l, struct sheet *sheet,
                    const struct flow *f);
/* Draws ROW, one of the flow's or of a paragraph's variant, with its top at X,
 * Y. */
void flow_draw(struct pen *pen, const struct row *row, mpt x, mpt y);
/* Closes what is open. */
void flow_lift(struct pen *pen);

#endif
