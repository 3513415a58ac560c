/* Rules between the blocks of a page: hairlines in the gutters, thin lines
 * between bands. Their look is print.css's `rule` with class column or
 * band. */
#ifndef PAGE_RULES_H
#define PAGE_RULES_H

#include "page/layout.h"

struct plan;

/* TOP is the body line that the plan's line 0 stands on. */
void rules_draw(struct layout *l, struct sheet *sheet,
                const struct plan *plan, int top);

#endif
