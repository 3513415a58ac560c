/* The Chinese calendar (GB/T 33661): which lunar day a day is. From a table,
 * since what libraries compute is a day off where the moon is new near
 * midnight, as at New Year 2027. */
#ifndef TREE_LUNAR_H
#define TREE_LUNAR_H

#include <stdbool.h>

struct lunar {
  int year;  /* in which it begins: 2024 for 甲辰年 */
  int month; /* 1 to 12 */
  int day;   /* 1 to 30 */
  bool leap; /* the month is the second of its number */
};

/* The lunar day of DAY (YYYY-MM-DD), 1950-02-17 to 2101-01-28; false for any
 * other, and when DAY is none or NULL. */
bool lunar_of(struct lunar *l, const char *day);
/* As newspapers write it: 甲辰年正月初一, 癸卯年闰二月初一, 甲辰年腊月廿三.
 * Owned. */
char *lunar_name(const struct lunar *l);

#endif
