/* Page furniture: nameplate, folio, imprint. A theme's
 * print/<name>.html is bound like a page of the site; the elements in its
 * <body> are laid in boxes by print.css (-cb-box: COL LINE COLS LINES, less
 * their margin; a negative one lets a box out over the grid). */
#ifndef PAGE_FURNITURE_H
#define PAGE_FURNITURE_H

#include "page/layout.h"

/* Lines that furniture NAME takes (print.css: height). */
int furniture_lines(struct layout *l, const char *name);
/* Draws print/NAME.html with its first line on body line TOP. */
void furniture_draw(struct layout *l, struct sheet *sheet, const char *name,
                    int top);
/* Title of the document: paper and date; lives in the sheets' arena. */
const char *furniture_title(struct layout *l);

#endif
