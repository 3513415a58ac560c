/* The pictures of a PDF file. A JPEG that every PDF reader understands (8 bits,
 * grey or three colours) goes in as it is, turned by a matrix where its EXIF
 * orientation asks for it; a PNG goes in as deflated pixels; others (WebP,
 * CMYK JPEG) as JPEG of high quality. A picture used twice goes in once. */
#ifndef DRAW_PDFIMAGE_H
#define DRAW_PDFIMAGE_H

#include "draw/pdfobj.h"

struct image;
struct pdfimages;

struct pdfimages *pdfimages_new(struct pdf *p);
void pdfimages_free(struct pdfimages *pi);
/* How a page shows a picture. */
struct pdfpicture {
  char name[16];      /* of the resource */
  int width, height;  /* pixels of the upright picture */
  const char *matrix; /* six numbers that turn the stored picture upright
                         within the unit square, or NULL */
};

/* IMAGE, embedded on first use; NULL and a diag when it cannot be decoded.
 * Valid until the next call. */
const struct pdfpicture *pdfimages_use(struct pdfimages *pi,
                                       const struct image *image);
/* The XObject dictionary for the pages' resources. */
pdf_dict pdfimages_resource(const struct pdfimages *pi);

#endif
