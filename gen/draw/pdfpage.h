/* One sheet as a PDF page: its content stream, all of it tagged, and its
 * links. */
#ifndef DRAW_PDFPAGE_H
#define DRAW_PDFPAGE_H

#include "draw/pdfobj.h"

struct pdffonts;
struct pdfimages;
struct pdfnav;
struct pdftags;
struct sheet;
struct sheets;

/* What the pages of one file share; all borrowed. */
struct pdfpages {
  struct pdf *p;
  const struct sheets *s;
  const struct pdffonts *fonts;
  struct pdfimages *images;
  const struct pdfnav *nav;
  struct pdftags *tags;
  pdf_dict parent; /* of the pages */
};

/* Fills the page object PAGE from sheet I. */
void pdfpage_write(const struct pdfpages *all, size_t i, pdf_dict page);

#endif
