/* Random issues for the judges of the make-up: a folder of content as an
 * editor delivers it, decided by its seed alone. Stories of 60–2,500
 * characters (log-normal, median about 430) in paragraphs of 40–160, with
 * subheads, kickers, decks, lists, a table or a box now and then, 0–3 pictures
 * of four shapes; one lead, a major per page, briefs; fillers of the paper;
 * now and then a pinned story or a report of 5–12 thousand characters. */
#ifndef TESTS_GENERATOR_H
#define TESTS_GENERATOR_H

#include <stdbool.h>
#include <stdint.h>

struct generated {
  uint64_t seed;
  int pages, stories, pictures, pins;
  bool report;     /* with a story of thousands of characters */
  int placed;      /* of 100 stories so many say their page: 0, 50, 100 */
  int copy;        /* copy by nominal area, in % of the room */
};

/* The page for which the room is reckoned, in points and body lines. */
struct generator_grid {
  int columns, characters; /* these in a line of a column */
  int lines, nameplate, folio, imprint;
  double pitch, gap, rlh; /* pitch: a column and its gap */
  double scale;           /* of type, where 1 has a body of 9 pt */
};

/* What the caller may fix; 0: by chance. */
struct generator {
  int pages; /* even */
  int copy;  /* % of the room, 80–120 */
  const struct generator_grid *grid; /* NULL: the default theme's */
};

/* The pictures, once, in the folder ROOM, which must exist. */
bool generator_pictures(const char *room);
/* The issue of SEED as ROOM/content/p/2024-01-06, instead of what was there;
 * pictures are links to those of generator_pictures. False when it cannot be
 * written. */
bool generator_issue(const char *room, uint64_t seed, struct generator how,
                     struct generated *out);

#endif
