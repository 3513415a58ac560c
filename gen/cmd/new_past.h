/* The issues that a paper has, and what follows from them for one of DAY
 * (YYYY-MM-DD): its day, its numbers, and what is amiss. */
#ifndef CMD_NEW_PAST_H
#define CMD_NEW_PAST_H

#include <stdbool.h>
#include <stddef.h>

#include "tree/day.h"
#include "tree/meta.h"

struct new_old {
  char day[DAY_ROOM], *file;
  struct meta *meta;
};

struct new_past {
  struct new_old *issue; /* oldest first */
  size_t n;
  char *dir; /* the paper's */
};

/* Folders of CONTENT/PAPER with a day for a name and an issue.yaml that can be
 * read (others are passed over without a word: check tells of them). */
void new_past_load(struct new_past *p, const char *content, const char *paper);
void new_past_free(struct new_past *p);
/* The day that is due after the newest; false: no rhythm. */
bool new_past_due(const struct new_past *p, char out[DAY_ROOM]);
/* Keys of the newest issue before DAY; NULL: none. And its day. */
const struct value *new_past_before(const struct new_past *p, const char *day);
const char *new_past_last(const struct new_past *p, const char *day);
/* The "number" or "total" of an issue of DAY; what cannot be counted on is
 * kept. The first number is 1. NULL: none. Owned. */
char *new_past_number(const struct new_past *p, const char *day,
                      const char *key);
/* Warns of gaps around an issue of DAY and in the last dozen: days missing in
 * the rhythm, a day beside it or before the newest, numbers that jump or stand
 * twice. */
void new_past_warn(const struct new_past *p, const char *day);

#endif
