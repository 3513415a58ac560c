/* Solids: what stands whole on the page, a rectangle of whole lines whose
 * height follows from its width: pictures, tables, boxes. */
#ifndef PAGE_SOLID_H
#define PAGE_SOLID_H

#include "page/layout.h"

struct solid {
  const xmlNode *node;
  int want;  /* columns that suit it: 1 … */
  int least; /* in fewer it cannot be read; 0: in any */
  /* What the last measuring found, for its width. */
  mpt width;
  int lines;
  struct table *table;   /* page/table.h */
  struct figure *figure; /* page/figure.h */
  struct box *box;       /* page/box.h */
  struct code *code;     /* page/code.h */
};

/* A solid for NODE (figure, table, box, ad); lives in the layout's arena. */
struct solid *solid_new(struct layout *l, const xmlNode *node);
/* Makes S give the rows that are too many to the solid that is returned, when
 * S is a table higher than layout_most at WIDTH; NULL when it is not, or when
 * that does not help. */
struct solid *solid_split(struct layout *l, struct solid *s, mpt width);
/* Takes the caption off a picture: the node that is to be set as text. */
const xmlNode *solid_bare(struct solid *s);
/* A solid with the code of ARTICLE's address (paper.yaml: codes), or NULL
 * when the paper's rule or a missing base URL leaves it out. */
struct solid *solid_code(struct layout *l, const xmlNode *article);
/* Height in body lines at WIDTH, at least 1. */
int solid_measure(struct layout *l, struct solid *s, mpt width);
/* Draws it with its top left at X, Y, as measured last; LINES more or fewer
 * than measured only make a picture higher or flatter. */
void solid_draw(struct layout *l, struct sheet *sheet, struct solid *s,
                struct rect at);
void solid_free(struct solid *s);

#endif
