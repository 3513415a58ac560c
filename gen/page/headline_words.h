/* The text of a block of a headline package, shaped and measured once, and
 * scaled to each of its sizes. */
#ifndef PAGE_HEADLINE_WORDS_H
#define PAGE_HEADLINE_WORDS_H

#include "page/headline.h"
#include "page/headline_split.h"

struct cast {
  const struct style *style;
  const struct text *text; /* NULL: not needed so far */
};

struct words {
  const xmlNode *node;
  const struct style *style; /* as the theme says */
  bool vertical;
  const char *at; /* of NODE in its source, or NULL */
  char *s;
  const uint8_t *phrase; /* what page/phrase says about its bytes */
  struct text *text;     /* at the first size; NULL: nothing to set */
  struct pose *poses;    /* on end: how its atoms stand (page/turn.h) */
  const struct seams *seams;
  mpt all; /* length on one line */
  int clauses;
  struct cast sizes[STYLE_STEPS];
  struct words *next;
};

/* NODE's text in STYLE, kept in JOB's memo where there is one; arena-owned.
 * NULL when there is nothing to set. */
struct words *headline_words(const struct headline_job *job,
                             const xmlNode *node, const struct style *style);
/* Sizes of W: at least one. */
int headline_words_sizes(const struct words *w);
/* Size number STEP. */
mpt headline_words_size(const struct words *w, int step);
/* The style with that size and its leading in proportion. */
const struct style *headline_words_style(struct arena *a, struct words *w,
                                         int step);
/* The text at that size. */
const struct text *headline_words_text(struct arena *a, struct words *w,
                                       int step);

#endif
