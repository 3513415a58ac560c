/* How a headline's text is divided: what a break costs, and the best division
 * into so many lines of nearly equal length. Lines may run either way: only
 * the atoms' widths count. */
#ifndef PAGE_HEADLINE_SPLIT_H
#define PAGE_HEADLINE_SPLIT_H

#include "page/line.h"

struct arena;

enum { SPLIT_NEVER = 1 << 20, SPLIT_LINES = 4 /* the most */ };

struct split {
  struct line lines[SPLIT_LINES];
  size_t n;
  mpt widest; /* of the lines */
  bool unlike; /* they hold different numbers of clauses */
  int cost;   /* tenths of points */
};

/* A text with the places where it may be parted and all lines between them. */
struct seams;

/* Is atom K of T a space between parallel clauses, not just the gap beside a
 * word? */
bool headline_split_at(const struct text *t, uint32_t k);
/* Clauses of T: one more than such spaces. */
int headline_split_clauses(const struct text *t);
/* Such a space is one em wide where it stays in the line. Once per text. */
void headline_split_widen(struct text *t);
/* For each atom of T what a line that begins with it costs. PHRASE is what
 * page/phrase says about T's bytes. */
int *headline_split_costs(struct arena *a, const struct text *t,
                          const uint8_t *phrase);
/* T by those COSTS, measured once for all divisions. T stays. EVEN: 1, or by
 * how much less it matters that lines are equal. */
struct seams *headline_split_seams(struct arena *a, const struct text *t,
                                   const int *costs, int even);
/* The best division into LINES (1 … SPLIT_LINES), none longer than LIMIT.
 * False when there is none. Costs do not depend on the size of the type. */
bool headline_split(const struct seams *s, int lines, mpt limit,
                    struct split *out);
/* The longest of the lines. */
mpt headline_split_widest(const struct line *lines, size_t n);

#endif
