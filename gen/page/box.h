/* Boxes: a framed or tinted rectangle with text of its own in one or more
 * columns. */
#ifndef PAGE_BOX_H
#define PAGE_BOX_H

#include "page/layout.h"

struct box;
struct style;

struct box *box_new(struct layout *l, const xmlNode *node);
void box_free(struct box *b);
/* Sets the text at WIDTH; height in body lines, frame and air included. */
int box_measure(struct layout *l, struct box *b, mpt width);
void box_draw(struct layout *l, struct sheet *sheet, struct box *b,
              struct rect at);

/* The text of a frame stands in one or more columns: how, when INNER is left
 * for it and no more than MOST are wanted. */
struct box_grid {
  int columns;
  mpt measure, gap;
};
struct box_grid box_grid(const struct layout *l, mpt inner, int most);
/* Ground and borders of ST at AT: one frame where all four sides are alike,
 * else a rule for each side that has one. */
void box_ground(struct sheets *s, struct sheet *sheet, const struct style *st,
                struct rect at);
/* The same around the lines AT: a quarter of a line of air
 * stays outside. */
void box_frame(struct layout *l, struct sheet *sheet, const struct style *style,
               struct rect at);

#endif
