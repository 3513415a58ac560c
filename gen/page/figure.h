/* Figures: a picture over its caption, together whole body lines high. The
 * picture gives way: it is cropped (never distorted) to the height that the
 * lines leave, around the editor's focus. */
#ifndef PAGE_FIGURE_H
#define PAGE_FIGURE_H

#include "page/layout.h"

struct figure;

/* Lives in the layout's arena; the picture belongs to the sheets. */
struct figure *figure_new(struct layout *l, const xmlNode *node);
/* Takes the caption off; its node, or NULL. */
const xmlNode *figure_bare(struct figure *f);
/* Height in body lines, at most layout_most unless the caption is higher. */
int figure_measure(struct layout *l, struct figure *f, mpt width);

/* Body lines of a figure at a width. The picture's hold the air below it;
 * LEAST to MOST of them cut at most 12 in a hundred off the picture's height
 * or width. All three are 0 when there is no picture, and within layout_most
 * with the caption. */
struct figure_size {
  int picture, least, most;
  int caption;
};
/* Cheap to ask again for the same width. */
struct figure_size figure_size(struct layout *l, struct figure *f, mpt width);

/* Height of the whole picture at WIDTH; 0 without one. */
mpt figure_height(const struct figure *f, mpt width);

/* Dots to the inch that the picture has at WIDTH; those of a good one without a
 * picture. */
int figure_dots(const struct figure *f, mpt width);
enum { FIGURE_DOTS = 200 }; /* that it should have */

/* Draws it into AT, whose lines are the picture's and the caption's for its
 * width. A picture of under 200 dots to the inch there is reported: less
 * shows through a newspaper's screen of 52 lines to the centimetre. */
void figure_draw(struct layout *l, struct sheet *sheet, struct figure *f,
                 struct rect at);

/* Per cent from the left and the top: what a crop must keep in sight. */
struct focus {
  int x, y;
};
/* The largest part of PICTURE (pixels, from 0, 0) with the shape of AT, to one
 * pixel; the pixel at FOCUS lies in it. At least one pixel. */
struct rect figure_crop(struct rect picture, struct rect at,
                        struct focus focus);

#endif
