/* Is what a made issue shows the issue, and does it stand where it may? Each
 * judge looks at the sheets' items, against the tree and the zones, and
 * appends what is wrong to SAID, a line each with page and story; nothing
 * said: nothing wrong. */
#ifndef TESTS_PRINTED_H
#define TESTS_PRINTED_H

#include <stdbool.h>

#include "base/buf.h"
#include "draw/sheet.h"
#include "page/make.h"

/* Where a walk over a sheet's items stands. */
enum { PRINTED_DEEP = 32 };
struct walk {
  const struct sheet *sheet;
  size_t i;
  const struct group *open[PRINTED_DEEP];
  int depth;
};

/* The next run, rule, rect, image or link; NULL at the end. Groups that do not
 * match end the program. */
const struct item *walk_step(struct walk *w);
/* The outermost open group of ROLE, or NULL. */
const struct group *walk_within(const struct walk *w, enum role role);
/* In a group that adds to the story: jump lines, tags, furniture. */
bool walk_added(const struct walk *w);

struct page_style;

struct printed {
  xmlDoc *issue;
  const struct made *made;
  /* Colours (0xRRGGBB) of what the theme sets apart, so that it can be left
   * out: labels of lists and heads of tables, which may be repeated. -1:
   * they are part of the text. */
  int label_ink, head_ink;
  const struct page_style *page; /* page/style.h: the grid */
  struct buf said;
};

/* Every story's text stands once, whole, in order over its parts. */
void printed_texts(struct printed *p);
/* No two zones of a page meet; all lie in the type area. */
void printed_zones(struct printed *p);
/* Runs and pictures lie in the type area, in the zone of their story, and on
 * nothing else. */
void printed_places(struct printed *p);
/* Lines of paragraphs and items, in the size of the body, stand on one grid of
 * body lines. */
void printed_grid(struct printed *p);
/* Jump lines name the pages where the story goes on and comes from, and lead
 * there; each jump has both. */
void printed_jumps(struct printed *p);
/* An even number of pages; the imprint on the last only. */
void printed_imprint(struct printed *p);

#endif
