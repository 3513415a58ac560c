/* The rhythm in which a paper appears, from the days of its last issues. */
#ifndef CMD_RHYTHM_H
#define CMD_RHYTHM_H

#include <stddef.h>

enum rhythm_kind {
  RHYTHM_NONE,  /* too few issues, or no order in them */
  RHYTHM_DAYS,  /* every STEP days */
  RHYTHM_MONTH, /* on DAYS of the month, every STEP months */
  RHYTHM_NTH    /* the NTH such weekday of a month */
};

enum { RHYTHM_PLACES = 3, RHYTHM_LAST = 31 /* the last day of a month */ };

/* Days are numbers as of day_number. */
struct rhythm {
  enum rhythm_kind kind;
  int step, phase;         /* DAYS: day % step; MONTH: months */
  int days[RHYTHM_PLACES]; /* of a month, rising; a day that a month has not is
                              its last */
  int places, nth, weekday;
};

/* By the N days at DAY, rising; only the last few are looked at. */
struct rhythm rhythm_of(const int *day, size_t n);
/* The day that is due after DAY, the last issue's; -1 when there is none. */
int rhythm_next(const struct rhythm *r, int day);
/* In the language of the messages: "every 7 days"; owned. */
char *rhythm_name(const struct rhythm *r);

#endif
