/* What an option costs: 5 is a designer's shrug, 25 a blemish, 150 a taboo. */
#ifndef PAGE_OPTION_COST_H
#define PAGE_OPTION_COST_H

#include "page/option.h"

enum { OPTION_COST_AIR = 4, OPTION_COST_ON_TOP = 8 };

/* A module and the text in it. */
struct option_shape {
  int columns, lines;
  int room;  /* lines for text in all columns together */
  int depth; /* of the deepest column's text */
  int over;  /* lines by which the room is more than the text; a cut: 0 */
};

/* A story of its priority in so many columns. */
int option_width_cost(const struct option_story *s, int columns);
/* Must it not stand in COLUMNS, by the editor's word? */
bool option_barred(const struct option_story *s, int columns);
/* Columns that the editor wants its first picture to have, 0: any. */
int option_pinned_span(const struct option_story *s);
/* A headline that does not stand as the editor wants it. */
int option_wish_cost(const struct option_story *s,
                     const struct headline_form *f);
/* The spans of its floats. */
int option_float_cost(const struct option_story *s, const struct option *o,
                      int columns);
/* A crop of so many lines where LIMIT is the most. */
int option_crop_cost(int lines, int limit);
int option_jump_cost(const struct option_story *s);
/* What depends on the height: the module's shape, a desert of text, changes of
 * paragraphs. */
int option_cost(const struct option_story *s, const struct option *o,
                const struct option_shape *shape);

#endif
