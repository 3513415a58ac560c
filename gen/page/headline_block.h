/* One block of a headline package at the best of its sizes. */
#ifndef PAGE_HEADLINE_BLOCK_H
#define PAGE_HEADLINE_BLOCK_H

#include "page/headline.h"

struct block_wish {
  const struct headline_job *job;
  const xmlNode *node;
  const struct style *style;
  char *s;         /* its text, owned; NULL: there is nothing to set */
  uint8_t *phrase; /* what page/phrase says about its bytes */
  mpt width;       /* the most of a line: its measure, or a column's height */
  mpt across;      /* 竖题: the most that all columns may take, 0: any */
  int least, most; /* lines */
  bool main;       /* the headline itself */
  bool vertical;
};

/* Fills B: text, style, lines and all that follows from them; not x, y. */
void headline_block_fit(const struct block_wish *w, struct headline_block *b);
/* The wish of JOB for its child NAME with ROLE, of lines up to WIDTH. Free its
 * s. */
struct block_wish headline_block_wish(const struct headline_job *job,
                                      const char *name, enum role role,
                                      mpt width);

#endif
