/* A block: the rectangle (版块) that one part of a story takes: its headline
 * over all its columns, floats at the columns' heads and feet, and the text
 * divided evenly over the columns. */
#ifndef PAGE_BLOCK_H
#define PAGE_BLOCK_H

#include "page/fill.h"
#include "page/story.h"

struct headline;
struct solid;

enum { BLOCK_COLUMNS = 24, BLOCK_FLOATS = 64 };

struct floated {
  struct solid *solid;
  size_t row;          /* where it belongs in the flow */
  int column, columns; /* from 0 in the block */
  int line, lines;     /* from the block's top */
  mpt width;
};

struct block {
  struct story *story;
  int part;
  int columns, lines; /* the whole rectangle */
  bool text;          /* is there any text, or only floats? */
  int head;           /* lines of the headline or continuation head */
  int foot;           /* lowest line that anything reaches */
  struct headline *headline;
  size_t from, to;    /* rows of the flow that stand here */
  size_t reach;       /* no block holds rows from here on */
  struct spot *spots; /* of the rows from FROM on; owned */
  struct floated floats[BLOCK_FLOATS];
  int nfloats;
  bool force;         /* column rules had to yield */
  bool jumps;         /* the story goes on; the line stands at JUMP */
  struct spot jump;
  int came, goes; /* pages of the parts before and after, 0: none */
};

/* Least height at which all that is left of STORY fits into COLUMNS columns;
 * 0 when it fits into no page. EMPTY gets the column lines left over there. */
int block_measure(struct layout *l, struct story *story, int columns,
                  int *empty);
/* Column lines that stay empty when STORY is cut at LINES; -1 when it cannot
 * sensibly be cut there. */
int block_waste(struct layout *l, struct story *story, int columns,
                int lines);
/* The block at exactly LINES. What does not fit is cut off at a good place
 * (block.jumps). False when nothing sensible fits. Release with block_free. */
bool block_fit(struct layout *l, struct story *story, int columns, int lines,
               struct block *b);
void block_free(struct block *b);

/* Draws it with its head at COLUMN and LINE (from 0 in the type area), in the
 * order of the tree: headline, text with its floats, jump line. */
void block_draw(struct layout *l, struct sheet *sheet, const struct block *b,
                int column, int line);
/* The continuation's short title (转题): furniture. */
void block_draw_title(struct layout *l, struct sheet *sheet,
                      const struct block *b, int column, int line);

#endif
