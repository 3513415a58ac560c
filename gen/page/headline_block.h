/* One block of a headline package: what it can be at each of its sizes. */
#ifndef PAGE_HEADLINE_BLOCK_H
#define PAGE_HEADLINE_BLOCK_H

#include "page/headline.h"
#include "page/headline_words.h"

struct block_wish {
  const struct headline_job *job;
  struct words *words; /* NULL: there is nothing to set */
  enum role role;
  mpt width;       /* the most of a line: its measure, or a column's height */
  mpt across;      /* 竖题: the most that all columns may take, 0: any */
  mpt cap;         /* the largest size, 0: any */
  int least, most; /* lines */
};

/* The block at one size in so many lines. */
struct block_try {
  int step, cost;
  struct split split; /* of the words at their first size */
};
enum { BLOCK_TRIES = STYLE_STEPS * SPLIT_LINES };

/* The wish of JOB for its child NAME with ROLE, of lines up to WIDTH. */
struct block_wish headline_block_wish(const struct headline_job *job,
                                      const char *name, enum role role,
                                      mpt width);
/* Everything that fits into OUT (BLOCK_TRIES), largest size first. */
int headline_block_tries(const struct block_wish *w, struct block_try *out);
/* B as T has it (NULL: forced); all but x, y. */
struct headline_block headline_block_of(const struct block_wish *w,
                                        const struct block_try *t);
/* The same with the cheapest, or forced. */
void headline_block_fit(const struct block_wish *w, struct headline_block *b);
/* The largest type of a kicker or deck beside a headline of SIZE. */
mpt headline_small_cap(mpt size);
/* Text and lines of B, for drawing. */
void headline_block_ready(struct arena *a, struct headline_block *b);

#endif
