/* Lines: breaking a shaped paragraph optimally and setting one line.
 * Rules: clreq, GB/T 15834 5.1; Knuth and Plass 1981. */
#ifndef PAGE_LINE_H
#define PAGE_LINE_H

#include "base/diag.h"
#include "draw/sheet.h"
#include "page/shape.h"

struct line {
  uint32_t first, end; /* atoms [first, end), with the spaces dropped at ends */
  mpt width;           /* natural width incl. adjacency squeeze and trims */
  mpt indent;          /* from the left edge of the measure */
  bool last;           /* last line of the paragraph (or before a br) */
  bool loose;          /* no good setting: over half an em at every seam */
  bool over;           /* wider than the measure: nothing could be done */
};

struct lines {
  struct line *v;
  size_t n;
  int64_t cost;
};

struct setting {
  mpt measure;
  mpt indent; /* of the first line */
  mpt hang;   /* of the others (lists) */
  int change; /* -1, 0, +1: best setting with one line less / more;
                 falls back to 0's result with n unchanged when none */
};

/* Breaks T over the whole paragraph (least demerits). Arena-owned; no lines
 * for an empty text. A loose or over line is the last resort; the caller, who
 * knows whether the setting is final, has it reported by lines_report. */
struct lines lines_break(struct arena *a, const struct text *t,
                         const struct setting *set);
/* How many lines T takes at SET, and whether it can be set with one less and
 * one more: what lines_break does with SET's change, which is not looked at
 * here. The costs are what the change adds, 0 … 29999. No lines are made. */
struct line_counts {
  size_t n; /* 0 for an empty text */
  bool less, more;
  int64_t less_cost, more_cost;
};
struct line_counts lines_counts(const struct text *t,
                                const struct setting *set);
/* Both at once, for SET without a change. */
struct lines lines_count(struct arena *a, const struct text *t,
                         const struct setting *set,
                         struct line_counts *counts);
/* Tells the editor once about a paragraph at PLACE with lines that could not
 * be set well: a note how many are loose and a warning how many are too wide,
 * each with the beginning of the first of them. For paragraphs whose place on
 * the page is final. */
void lines_report(const struct text *t, const struct lines *lines,
                  struct place place);
/* May a line end before atom K (1 … n - 1)? */
bool line_may_break(const struct text *t, uint32_t k);
/* Where the atoms of a line stand: ORIGIN (line->end - line->first values) is
 * each box's left edge before trims, from the left edge of the measure; a
 * glyph stands at origin + dx. Returns where the visible line ends, which
 * for a justified line is the measure (a hanging mark stands beyond). */
mpt line_place(const struct text *t, const struct line *line,
               const struct setting *set, mpt *origin);
/* The same in full: where a box begins before trims, and between which edges
 * its ink is to stand after trims and squeeze; what lies between one atom's
 * right and the next one's left is gap. */
struct spread {
  mpt origin, left, right;
};
mpt line_spread(const struct text *t, const struct line *line,
                const struct setting *set, struct spread *spread);
/* Where a line goes: X is the left edge of its measure, Y its baseline. */
struct line_to {
  struct sheets *sheets;
  struct sheet *sheet;
  mpt x, y;
};
/* Emits one line: runs (split where face, size or colour change), dots under
 * emphasised characters, link areas, boxes for missing characters. */
void line_set(const struct line_to *to, const struct text *t,
              const struct line *line, const struct setting *set);
/* Baseline below the top of a line of LEADING in STYLE's first face, so that
 * the ink of a Han character is centred in the line (mpt). */
mpt line_baseline(const struct fonts *f, const struct style *style,
                  mpt leading);
/* How far LINE is stretched (squeezed: negative): thousandths of its size for
 * each seam. False for a line that is not brought to the measure. */
bool line_stretch(const struct text *t, const struct line *line,
                  const struct setting *set, int *milli);
/* Natural width of all of T on one line. */
mpt text_width(const struct text *t);

#endif
