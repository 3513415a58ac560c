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
  int artifact; /* the depth of the outermost artifact, or 0 */
  /* the open sequence */
  struct tag *open;      /* whose it is, or NULL */
  bool latin, spelled;   /* what it says of its text */
  bool in_text;          /* it began between BT and ET */
  const char *artifacts; /* of what kind it is when no element's, or NULL */
};

/* What a sequence says of its text. There is none in another, which ISO 32000-1
 * allows and programs get wrong. */
struct mark_text {
  bool latin;       /* it is read as English */
  const char *text; /* what it stands for, or NULL: what its codes say */
  size_t len;
};

/* Group I of the sheet begins, and the last one ends. */
void marks_group(struct marks *m, size_t i);
void marks_end(struct marks *m);
/* Opens the sequence for what comes next: text whose top left corner is at X,
 * Y, in the Link LINK unless that is NULL; lines and areas; a picture. */
void marks_text(struct marks *m, mpt x, mpt y, struct tag *link,
                const struct mark_text *text);
void marks_drawing(struct marks *m);
void marks_picture(struct marks *m, const struct picture *picture);
/* The Link of link I: a new one, or the one right before it when that leads to
 * the same place. NULL: there is no place for one. */
struct tag *marks_link(struct marks *m, size_t i);
/* Is nothing here read out? */
bool marks_are_artifacts(const struct marks *m);
/* Closes what is open: at the end of the page. */
void marks_close(struct marks *m);

#endif
