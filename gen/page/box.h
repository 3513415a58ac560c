/* Boxes: a framed or tinted rectangle with text of its own in one or more
 * columns. */
#ifndef PAGE_BOX_H
#define PAGE_BOX_H

#include "page/layout.h"

struct box;

struct box *box_new(struct layout *l, const xmlNode *node);
void box_free(struct box *b);
/* Sets the text at WIDTH; height in body lines, frame and air included. */
int box_measure(struct layout *l, struct box *b, mpt width);
void box_draw(struct layout *l, struct sheet *sheet, struct box *b,
              struct rect at);

#endif
