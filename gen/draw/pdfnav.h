/* The ways through a PDF file: named places of articles, the outline (pages,
 * then their articles), and page labels. */
#ifndef DRAW_PDFNAV_H
#define DRAW_PDFNAV_H

#include "draw/pdfobj.h"

struct pdfnav;
struct sheets;

/* PAGES holds the page object of each sheet; all borrowed. */
struct pdfnav *pdfnav_new(const struct sheets *s, const pdf_dict *pages);
void pdfnav_free(struct pdfnav *nav);
/* The name of the place of part PART of article ID ("id" or "id.2"), or NULL
 * when the sheets do not show it. Borrowed. */
const char *pdfnav_name(const struct pdfnav *nav, const char *id, int part);
/* Adds names, outline and labels to the catalogue ROOT. */
void pdfnav_write(const struct pdfnav *nav, struct pdf *p, pdf_dict root);

#endif
