/* One sheet as a PDF page: its content stream and its links. */
#ifndef DRAW_PDFPAGE_H
#define DRAW_PDFPAGE_H

#include "draw/pdfobj.h"

struct pdffonts;
struct pdfimages;
struct pdfnav;
struct sheet;
struct sheets;

/* What the pages of one file share; all borrowed. */
struct pdfpages {
  struct pdf *p;
  const struct sheets *s;
  const struct pdffonts *fonts;
  struct pdfimages *images;
  const struct pdfnav *nav;
  pdf_dict parent; /* of the pages */
};

/* Fills the page object PAGE from SHEET. */
void pdfpage_write(const struct pdfpages *all, const struct sheet *sheet,
                   pdf_dict page);

#endif
