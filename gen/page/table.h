/* Tables: columns share the width by what is in them, every row is whole body
 * lines, so that the table stands on the grid. */
#ifndef PAGE_TABLE_H
#define PAGE_TABLE_H

#include "page/layout.h"

struct table;

/* Shapes the cells of NODE; lives in the layout's arena. */
struct table *table_new(struct layout *l, const xmlNode *node);
/* The width at which no cell needs a second line. */
mpt table_natural(const struct table *t);
/* The width below which its cells cannot be read: HAN characters each, or what
 * is in them. */
mpt table_least(const struct table *t, int han);
/* Its lines are not reported, since the editor has heard that no page is wide
 * enough for it. */
void table_hush(struct table *t);
/* Rows of the table, its head included. */
int table_rows(const struct table *t);
/* How many of the rows stand in MOST lines, as measured last; 0 when a row is
 * so high that it cannot even stand alone under caption and head. */
int table_fit(const struct table *t, int most);
/* A table with the rows [FROM, TO) of T under T's head, for a table that is
 * higher than a page; the caption stays with the first. What T has measured
 * does not hold for it. */
struct table *table_part(struct layout *l, const struct table *t, int from,
                         int to);
/* Breaks the cells at WIDTH; height in body lines, caption included. */
int table_measure(struct layout *l, struct table *t, mpt width);
/* Draws it as measured last, top left at X, Y. */
void table_draw(struct layout *l, struct sheet *sheet, struct table *t,
                mpt x, mpt y);

#endif
