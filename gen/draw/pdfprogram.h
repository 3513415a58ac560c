/* The font programs of a PDF file: subsetting the faces is most of the time
 * that a file takes, so faces are worked on side by side. */
#ifndef DRAW_PDFPROGRAM_H
#define DRAW_PDFPROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "asset/font.h"

struct program {
  int face;
  const uint32_t *glyphs; /* borrowed, each once */
  size_t n;
  /* results */
  bool ok;
  struct subset subset;
};

/* Makes COUNT programs, in up to four threads; results are the same with any
 * number. Those that are not OK have been reported by a diag. */
void programs_make(struct fonts *f, struct program *v, size_t count);
void programs_free(struct program *v, size_t count);

#endif
