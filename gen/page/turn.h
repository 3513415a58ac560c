/* Text set on end for 竖题: Han upright, marks in their vertical forms, two
 * and three figures across one em (纵中横排), capitals one below the other,
 * longer words turned clockwise (clreq, GB/T 15834 5.2). */
#ifndef PAGE_TURN_H
#define PAGE_TURN_H

#include "draw/sheet.h"
#include "page/line.h"

struct arena;
struct fonts;

enum pose_kind {
  POSE_UPRIGHT, /* its glyphs one below the other */
  POSE_ACROSS,  /* its glyphs side by side within one em */
  POSE_TURNED   /* clockwise by 90° */
};

struct pose {
  uint8_t kind;    /* enum pose_kind */
  int16_t stretch; /* of its glyphs, in 1/1000 */
};

/* A text on end. */
struct turned {
  const struct text *text;
  const struct pose *poses; /* of its atoms */
};

/* Sets T, shaped for a line and in one style, on end, once: its widths run
 * down the column from now on, and a glyph's dx and dy count from the column's
 * middle and the top of the atom's box (POSE_TURNED: dx down from the top, dy
 * to the left from the middle). The same bytes keep their glyphs, so that the
 * text copies as “ where ﹃ is drawn. Returns how each atom stands, in the
 * arena. */
struct pose *turn_text(struct arena *a, struct fonts *f, struct text *t);
/* Emits LINE of T as a column whose middle is at AT[0], its top at AT[1]. */
void turn_set(struct sheets *s, struct sheet *sheet, const struct turned *t,
              const struct line *line, const mpt at[2]);

#endif
