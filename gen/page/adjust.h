/* One line's width against its measure: what fits, what is squeezed and
 * stretched in the order of clreq, and what that costs. Shared by
 * the breaker, which only judges, and the setter, which carries it out. */
#ifndef PAGE_ADJUST_H
#define PAGE_ADJUST_H

#include "page/shape.h"

/* A candidate line without the white space at its ends. */
struct fit {
  uint32_t first, end;
  mpt width; /* trimmed at start and end */
  mpt hang;  /* how much further the last mark may hang out */
  mpt give[ORDERS], grow[RISES];
  int32_t seams;
};

struct adjust {
  mpt take[ORDERS], add[RISES]; /* totals of each step */
  mpt seams;                    /* total spread evenly over the seams */
  mpt hang;
  bool loose, over, ragged; /* ragged: not brought to the measure */
};

/* Demerits; a milli-em is 1/1000 of the size of the text. */
enum {
  COST_CHANGE = 30000,     /* the most a line less or more may cost */
  COST_LINE = 100,         /* so that fewer lines win at equal looks */
  COST_HYPHEN = 20000,     /* a line that ends in a soft hyphen */
  COST_LOOSE = 10000000,   /* more than half an em at each seam */
  COST_WEAK = 100000000,   /* a word broken where no word breaks */
  COST_ORPHAN = 1000000000 /* 孤字: worse than all of these */
};
#define COST_OVER INT64_C(10000000000)

struct fit adjust_fit(const struct text *t, uint32_t first, uint32_t end);
/* How T's line FIT is brought to MEASURE. LAST lines are squeezed if they
 * must, never stretched. */
struct adjust adjust_make(const struct text *t, const struct fit *fit,
                          mpt measure, bool last);
int64_t adjust_cost(const struct text *t, const struct fit *fit,
                    const struct adjust *adj, mpt measure, bool last);
/* No justified line over atoms [first, end), not the last, costs less: told
 * from the sums alone, for lines that need not be judged. */
int64_t adjust_cost_least(const struct text *t, uint32_t first, uint32_t end,
                          mpt measure);
/* What atom K may give within this line: less at the ends, which are trimmed
 * already. */
mpt adjust_give(const struct text *t, const struct fit *fit, uint32_t k);
/* The least width that the line can be squeezed to. */
mpt adjust_least(const struct fit *fit);

#endif
