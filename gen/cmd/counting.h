/* Numbers of issues as editors write them (第12期, 007, 2019年第3期,
 * 第十二期), and the one that follows. */
#ifndef CMD_COUNTING_H
#define CMD_COUNTING_H

#include <stdbool.h>
#include <stddef.h>

/* A day, YYYY-MM-DD, and the number as printed; borrowed. */
struct counted {
  const char *day, *text;
};

/* What follows the last of the N numbers at V, oldest first, in an issue of
 * DAY; owned. It keeps the form of the last: words, leading zeros, Chinese or
 * full-width figures. The year and the month that stand in it follow DAY; the
 * number begins anew with a year where it did before, or, before the first new
 * year, where the year stands beside it, but behind 总 never. NULL when the
 * last holds no figure (样刊), or N is 0. */
char *counting_next(const struct counted *v, size_t n, const char *day);
/* What the last number should be after those before it; NULL when it is that,
 * or nobody can say (other words, the first number of a year). Owned. */
char *counting_gap(const struct counted *v, size_t n);

#endif
