/* What a press file says of itself: XMP with the mark of PDF/X-4 and the
 * output intent (gen/PRESS.md). */
#ifndef DRAW_PRESSMETA_H
#define DRAW_PRESSMETA_H

#include "draw/pdfobj.h"

struct press_job;
struct sheets;

/* The Info dictionary, owned by P. */
pdf_dict pressmeta_info(struct pdf *p, const struct sheets *s);
/* Adds metadata and output intent to the catalogue ROOT: the profile of JOB, or
 * the registered condition where that is NULL. */
void pressmeta_write(struct pdf *p, const struct sheets *s,
                     const struct press_job *job, pdf_dict root);

#endif
