/* What the editor pins, and whether it could be had: position, columns,
 * picture and jump of a story. Page and form are reported where they are
 * decided. */
#ifndef PAGE_PINS_H
#define PAGE_PINS_H

#include "page/leaf.h"

/* Does a module at SLOT of a page with COLUMNS columns and LINES lines stand
 * where PINS (PIN_TOP … of page/search.h) says? */
bool pins_met(int pins, const struct slot *slot, int columns, int lines);
/* One corner of a page holds one story: the others of the N in V lose the
 * position, with a warning. */
void pins_settle(struct story *const *v, size_t n);
/* Warns of what the story of block I of LEAF should have and has not, with the
 * reason. */
void pins_report(const struct layout *l, const struct leaf *leaf, int i);

#endif
