/* Imposition for an office printer: pages reduced, two beside each other on A3
 * across, in the order in which sheets printed on both sides (turned over the
 * short edge), laid together and folded once, read as a booklet. Creep 0: few
 * sheets of thin paper. Colours are the screen's, as the printer expects. */
#ifndef DRAW_BOOKLET_H
#define DRAW_BOOKLET_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct sheets;

/* The file's bytes, appended to OUT; false and a diag when a face cannot be
 * embedded. */
bool booklet_make(struct buf *out, const struct sheets *s);
/* The page, from 0, on SIDE (0, 1: front and back of the outermost sheet, 2, 3
 * …), left or RIGHT, of N pages; N or more: none, it stays white. */
size_t booklet_page(size_t n, size_t side, bool right);
/* How many sides N pages take. */
size_t booklet_sides(size_t n);

#endif
