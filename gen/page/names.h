/* A list of names as a grid of equal cells, read row by row: names of two
 * characters are spread to three (均排, clreq), longer ones take as many cells
 * as they need, and what is wider than the measure takes lines of its own. */
#ifndef PAGE_NAMES_H
#define PAGE_NAMES_H

#include <stddef.h>
#include <libxml/tree.h>

#include "page/layout.h"
#include "page/line.h"

struct names;

/* Sets the name elements of N at MEASURE; arena-owned. */
const struct names *names_set(struct layout *l, const xmlNode *n, mpt measure);
/* How many lines they take; 0 when there are none. */
size_t names_rows(const struct names *names);
/* Draws line ROW: TO is the left edge of the measure and its baseline. */
void names_draw(const struct line_to *to, const struct names *names,
                size_t row);

#endif
