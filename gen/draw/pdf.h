/* Sheets as a PDF file for reading: version 1.7, tagged, PDF/UA-1 and PDF/A-2b
 * (gen/PDF.md), fonts embedded as subsets, text that copies equal to the
 * source, links, outline, page labels. Equal sheets give equal bytes. */
#ifndef DRAW_PDF_H
#define DRAW_PDF_H

#include <stdbool.h>

struct buf;
struct sheets;

/* The file's bytes, appended to OUT. False and a diag when a face cannot be
 * embedded; then OUT is of no use. */
bool pdf_make(struct buf *out, const struct sheets *s);
/* The same into PATH through PATH.tmp beside it; false and a diag
 * (LEVEL_FATAL when writing fails), and then no new file is left. */
bool pdf_write(const struct sheets *s, const char *path);

#endif
