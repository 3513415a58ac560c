/* Codes as vectors: QR modules become rectangles, those of a row that touch
 * in one piece. The quiet zone of four modules (ISO/IEC 18004) lies inside
 * the given area. */
#ifndef PAGE_CODE_H
#define PAGE_CODE_H

#include <libxml/tree.h>

#include "page/layout.h"

/* Draws TEXT as a code, centred in AT, as large as it fits. Modules under
 * 0.5 mm (what coldset printing holds) are reported once. What cannot be
 * encoded is reported and not drawn. */
void code_draw(struct layout *l, struct sheet *sheet, const char *text,
               struct rect at);

/* The code at the end of a story, which says where it stands on the web. */
struct code;
/* NULL: the paper's rule (codes: none, lead, all) or an unknown address of the
 * site leaves it out. A story with @code shows the account's code and its
 * captions instead. Lives in the layout's arena. */
struct code *code_new(struct layout *l, const xmlNode *article);
int code_measure(struct layout *l, struct code *c, mpt width);
/* Draws it at the left of AT, its note at the right. Where AT is higher than
 * was measured for its width, the code grows to up to half of that. */
void code_draw_note(struct layout *l, struct sheet *sheet, struct code *c,
                    struct rect at);

#endif
