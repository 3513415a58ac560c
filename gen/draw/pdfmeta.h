/* What a PDF file says of itself: the Info dictionary, the same as XMP with the
 * marks of PDF/A-2b and PDF/UA-1, and the output intent, sRGB from the profile
 * color/icc/sRGB.icc in the folders of XDG_DATA_DIRS (icc-profiles-free). */
#ifndef DRAW_PDFMETA_H
#define DRAW_PDFMETA_H

#include "draw/pdfobj.h"

struct buf;
struct sheets;

/* Owned by P. */
pdf_dict pdfmeta_info(struct pdf *p, const struct sheets *s);
/* Of XMP: <NAME>VALUE</NAME>, escaped; and what every edition says: title,
 * author, language, dates, tools, the seal of the sheets. */
void pdfmeta_value(struct buf *b, const char *name, const char *value);
void pdfmeta_common(struct buf *b, const struct sheets *s);
/* XMP as the metadata of the catalogue ROOT. */
void pdfmeta_stream(struct pdf *p, const struct buf *xmp, pdf_dict root);
/* Adds language, title display, metadata and output intent to the catalogue
 * ROOT. Without a profile the file is no PDF/A, and a warning says so. */
void pdfmeta_write(struct pdf *p, const struct sheets *s, pdf_dict root);

#endif
