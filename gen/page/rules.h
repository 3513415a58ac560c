/* Rules between the blocks of a page: hairlines in the gutters, thin lines
 * between bands. Their look is print.css's `rule` with class column or
 * band. A frame needs none beside, above or below it. */
#ifndef PAGE_RULES_H
#define PAGE_RULES_H

#include "page/layout.h"

struct leaf;

void rules_draw(struct layout *l, struct sheet *sheet,
                const struct leaf *leaf);

#endif
