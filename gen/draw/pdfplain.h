/* A sheet's content without structure or links: what a press and an office
 * printer need. */
#ifndef DRAW_PDFPLAIN_H
#define DRAW_PDFPLAIN_H

#include <stddef.h>

struct content;
struct sheet;

struct plain {
  struct content *c;
  /* Puts the picture that is item I of SHEET into C. */
  void (*picture)(void *data, struct content *c, const struct sheet *sheet,
                  size_t i);
  void *data;
};

/* All that is drawn on SHEET. */
void plain_sheet(const struct plain *to, const struct sheet *sheet);

#endif
