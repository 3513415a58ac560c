/* A headline package fitted to a width: 引题, 主题, 副题. Lines break at the
 * author's spaces between parallel clauses first, then between phrases, and
 * come out nearly equal (print-craft 5.5, 0). */
#ifndef PAGE_HEADLINE_H
#define PAGE_HEADLINE_H

#include "draw/sheet.h"
#include "page/line.h"

struct headline_job {
  struct arena *arena; /* the result lives here */
  struct styles *styles;
  struct fonts *fonts;
  const xmlNode *article;
  int max_lines; /* of the headline itself, 1 … 4 */
  mpt cap;       /* largest size allowed at this width, 0: any */
  int skip;      /* leave out so many of the sizes that are left */
};

struct headline_block {
  enum role role; /* ROLE_KICKER, ROLE_HEADLINE, ROLE_DECK */
  const char *at;
  struct text *text;
  const struct style *style; /* with the size chosen */
  struct line *lines;
  size_t n;
  mpt y; /* top of its first line, from the top of the package */
  mpt leading;
  int step;    /* which of style->sizes */
  int cost;    /* tenths of make-up's points (make-up 4) */
  bool forced; /* nothing fitted: broken without regard to sense */
};

struct headline {
  struct headline_block blocks[3];
  int n;
  mpt width;
  mpt height; /* with the margins between; the caller rounds up to lines */
  int cost;
};

/* Never NULL: what fits nowhere is set at the smallest size in as many lines
 * as it needs, and `forced` says so. */
struct headline *headline_fit(const struct headline_job *job, mpt width);
/* Draws H with its top left at X, Y: a group for each block, in reading
 * order, the text equal to the source. */
void headline_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y);
/* The size of the main headline, mpt; 0 without one. */
mpt headline_size(const struct headline *h);

#endif
