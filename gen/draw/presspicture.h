/* The pictures of a press file: only the part that shows, at 300 dpi of its
 * size and never more than it has, grey or CMYK. Colour goes through the
 * press's profile, or plainly (base/ink.h). A photograph becomes a JPEG of high
 * quality, a PNG stays exact. */
#ifndef DRAW_PRESSPICTURE_H
#define DRAW_PRESSPICTURE_H

#include <stddef.h>

#include "draw/pdfobj.h"

enum { PRESS_DPI = 300 };

struct content;
struct presspictures;
struct profile;
struct sheet;
struct sheets;

/* Embeds all pictures of S; PROFILE NULL: none. All are borrowed. */
struct presspictures *presspictures_new(struct pdf *p, const struct sheets *s,
                                        const struct profile *profile);
void presspictures_free(struct presspictures *pp);
/* Draws item I of SHEET; a picture that takes more ink than newsprint
 * bears is reported (draw/preflight). For struct plain; DATA is a struct
 * presspictures. */
void presspictures_put(void *data, struct content *c, const struct sheet *sheet,
                       size_t i);
/* The XObject dictionary for the pages' resources. */
pdf_dict presspictures_resource(const struct presspictures *pp);

#endif
