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
void figure_draw(struct layout *l, struct sheet *sheet, struct figure *f,
                 struct rect at);

#endif
