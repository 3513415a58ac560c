/* The ways in which a story can stand in a module of so many columns: form and
 * size of its headline, air below it, span and crop of its pictures, whole or
 * cut. Each gives a set of exact heights at which the text comes out even, or
 * nearly; page/settle.h then makes it even. */
#ifndef PAGE_OPTION_H
#define PAGE_OPTION_H

#include "page/search.h"
#include "page/story.h"

struct frame;
struct headline_form;

enum { OPTION_FLOATS = 8 };

struct option {
  const struct headline_form *form; /* NULL: a rest */
  short air;    /* lines more under the headline */
  short crop;   /* lines that the first picture is higher than natural */
  short floats; /* how many stand here, from the story's next on */
  short spans[OPTION_FLOATS]; /* their columns */
  short side;   /* enum side, of a single picture */
  bool on_top;        /* the picture stands over the headline */
  bool cut;           /* the story goes on elsewhere */
  int cost;
};

/* A float of the story and its lines by span. */
struct option_float {
  struct solid *solid;
  size_t row;
  int before; /* lines of text before it */
  bool figure, pinned; /* by the editor: WANT is its span */
  int want;
  short lines[SEARCH_COLUMNS + 1];
  short least[SEARCH_COLUMNS + 1], most[SEARCH_COLUMNS + 1];
  short caption[SEARCH_COLUMNS + 1];
};

/* A story as the options see it. */
struct option_story {
  struct layout *l;
  struct story *story;
  struct option_float floats[OPTION_FLOATS];
  int nfloats;
  bool too_many; /* floats: it must be cut before the last of them */
  int rows;      /* of its text */
  int minus, plus; /* lines that its paragraphs can give and take */
  int airs;        /* subheads, which can take a line of air more */
  int entries;   /* subheads and the like that let the reader in */
  bool may_cut, must_cut;
  bool free;  /* of the position and columns that its editor wants */
  bool wish;  /* the editor asks for a form of the headline */
  int target; /* column lines that a cut should leave here at least */
};

void option_open(struct layout *l, struct story *story,
                 struct option_story *out);
/* Modules of so many columns, of LOW to HIGH lines. */
struct option_range {
  int columns, low, high;
};
/* Everything that STORY can be within RANGE: calls VISIT with each option, the
 * height that it takes and the class of its top; its cost is that for this
 * height. */
typedef void option_visit(void *data, const struct option *o, int lines,
                          enum top top);
void option_each(const struct option_story *s, struct option_range range,
                 option_visit *visit, void *data);
/* The frame of O in COLUMNS. False when a float finds no place. */
bool option_frame(const struct option_story *s, const struct option *o,
                  int columns, struct frame *f);

#endif
