/* Codes as vectors: QR modules become rectangles, those of a row that touch
 * in one piece. The quiet zone of four modules (ISO/IEC 18004) lies inside
 * the given area. */
#ifndef PAGE_CODE_H
#define PAGE_CODE_H

#include "page/layout.h"

/* Draws TEXT as a code, centred in AT, as large as it fits. Modules under
 * 0.5 mm (what coldset printing holds) are reported once. What cannot be
 * encoded is reported and not drawn. */
void code_draw(struct layout *l, struct sheet *sheet, const char *text,
               struct rect at);

#endif
