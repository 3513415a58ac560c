/* Which element of the structure tree the content of a page belongs to, by the
 * groups that are open, and the marks in the content stream that say so: every
 * mark on the page stands in a sequence of one element, or in an artifact.
 *
 * Elements are made when their first content comes, so that none is empty. A
 * story is one Art whatever pages it stands on, and what a column or a page
 * cuts goes on in the element where it began. */
#ifndef DRAW_PDFMARK_H
#define DRAW_PDFMARK_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/pdfcontent.h"
#include "draw/sheet.h"

struct pdftags;
struct tag;

enum { MARK_DEPTH = 64 /* groups deeper than that are not told apart */ };

struct mark_level {
  size_t item;     /* the group */
  struct tag *tag; /* NULL: not yet */
};

struct marks {
  struct pdftags *tags;
  const struct sheet *sheet;
  size_t page;
  const char *lang; /* of the document */
  struct content *c;
  struct mark_level v[MARK_DEPTH];
  int depth;
  int artifact;         /* the depth of the outermost artifact, or 0 */
  struct tag *open;     /* whose sequence is open, or NULL */
  const char *artifacts; /* of what kind the open artifact is, or NULL */
};

/* Group I of the sheet begins, and the last one ends. */
void marks_group(struct marks *m, size_t i);
void marks_end(struct marks *m);
/* Opens the sequence for what comes next: text that stands at X, Y; lines and
 * areas; a picture. */
void marks_text(struct marks *m, mpt x, mpt y);
void marks_drawing(struct marks *m);
void marks_picture(struct marks *m, const struct picture *picture);
/* The Link of link I, TAG its element or NULL: a new one, or the one right
 * before it when that leads to the same place. */
struct tag *marks_link(struct marks *m, size_t i);
/* Opens the sequence for text in the Link TAG. */
void marks_in(struct marks *m, struct tag *tag);
/* Is nothing here read out? */
bool marks_are_artifacts(const struct marks *m);
/* Closes what is open: at the end of the page. */
void marks_close(struct marks *m);

#endif
