/* What a press file has round its pages: crop and registration marks on all
 * four plates, and a slug that says which page of what this is. All of it
 * stands outside the trim and the bleed. */
#ifndef DRAW_PRESSMARKS_H
#define DRAW_PRESSMARKS_H

#include "base/length.h"

struct arena;
struct content;
struct press_job;
struct run;
struct sheet;
struct sheets;

/* How much the media reaches beyond the trim on each side. */
mpt pressmarks_margin(mpt bleed);
/* The slug of SHEET, in A; NULL when the sheets have no text, and so no face
 * for it. */
const struct run *pressmarks_slug(struct arena *a, const struct sheets *s,
                                  const struct sheet *sheet,
                                  const struct press_job *job);
/* Draws the marks, with the trim of SHEET at 0, 0. */
void pressmarks_draw(struct content *c, const struct sheet *sheet, mpt bleed);

#endif
