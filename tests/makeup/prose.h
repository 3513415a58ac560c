/* Text of seeded chance: words, running text, and what else stands in a
 * story, as Markdown. */
#ifndef TESTS_PROSE_H
#define TESTS_PROSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { PROSE_MEASURE = 12 /* characters in a line, for the reckoning */ };

struct prose {
  uint64_t dice; /* not 0 */
};

/* From 0 to N - 1. */
int prose_dice(struct prose *p, int n);
bool prose_chance(struct prose *p, int percent);
int prose_between(struct prose *p, int least, int most);

/* Exactly N characters of words. */
void prose_words(struct prose *p, struct buf *b, int n);
/* About N characters of running text that ends in a full stop. */
void prose_run(struct prose *p, struct buf *b, int n);

struct text {
  struct buf md;
  int lines; /* about, in a column of PROSE_MEASURE */
};

void prose_paragraph(struct prose *p, struct text *t, int n);
void prose_list(struct prose *p, struct text *t);
void prose_table(struct prose *p, struct text *t);
void prose_box(struct prose *p, struct text *t);
void prose_subhead(struct prose *p, struct text *t);

#endif
