/* A block: the rectangle (版块) that one part of a story takes: its headline
 * over its columns or the first of them, floats at the columns' heads and feet,
 * and the text divided evenly over the columns. Here are the plain ways to
 * one: as low as it can be, or cut at a height. page/settle.h fills a
 * rectangle exactly. */
#ifndef PAGE_BLOCK_H
#define PAGE_BLOCK_H

#include "page/frame.h"
#include "page/story.h"

struct headline_form;

/* A row where it stands, in the order of the text. A float has no spot: its
 * place is in the frame. */
struct set_row {
  struct row row;
  size_t index; /* in the flow; of a float */
  struct spot spot;
};

struct block {
  struct story *story;
  int part;
  int lines;  /* the whole rectangle; its columns are the frame's */
  bool text;  /* is there any text, or only floats? */
  const struct headline_form *form; /* of part 1; else NULL */
  struct frame frame;
  int foot;           /* lowest line that anything reaches */
  size_t from, to;    /* rows of the flow that stand here */
  size_t reach;       /* no block holds rows from here on */
  struct spot *spots; /* while it is made: of the rows from FROM on */
  struct set_row *rows; /* what is drawn; owned */
  size_t nrows;
  unsigned char white[BLOCK_COLUMNS]; /* lines in each column that look empty:
                    two and more at once, or at its foot; of a filled one */
  bool squeezed; /* a float is too narrow to be read well */
  bool force;         /* column rules had to yield */
  bool jumps;         /* the story goes on; the line stands at JUMP */
  struct spot jump;
  int came, goes; /* pages of the parts before and after, 0: none */
  /* Of a filled one, for reports: */
  int price, extra; /* its option's; what filling it cost besides */
  int air, crop;    /* struct option's */
};

/* A rectangle for a story, and how its headline stands in it: one of
 * head_forms for these columns; NULL: the first of them. */
struct block_size {
  int columns, lines;
  const struct headline_form *form;
};

/* Least height at which all that is left of STORY fits into SIZE, its lines
 * not counting; 0 when it fits into no page. EMPTY gets the column lines left
 * over there. */
int block_measure(struct layout *l, struct story *story,
                  struct block_size size, int *empty);
/* Column lines that stay empty when STORY is cut at LINES; -1 when it cannot
 * sensibly be cut there. The headline has its first form. */
int block_waste(struct layout *l, struct story *story, int columns,
                int lines);
/* The block of exactly SIZE. What does not fit is cut off at a good place
 * (block.jumps), and then the headline has its first form. False when nothing
 * sensible fits. Release with block_free. */
bool block_fit(struct layout *l, struct story *story, struct block_size size,
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
