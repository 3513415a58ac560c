/* Days, written YYYY-MM-DD, of the Gregorian calendar from 1583 to 9999. */
#ifndef TREE_DAY_H
#define TREE_DAY_H

#include <stdbool.h>

enum { DAY_ROOM = sizeof "YYYY-MM-DD" };

/* Is S exactly such a day? S may be NULL. */
bool day_valid(const char *s);
/* 星期日 … 星期六; "" when S is no day. Static. */
const char *day_week(const char *s);
/* The same as a number, Sunday 0; -1 when S is no day. */
int day_index(const char *s);
/* Days since 1583-01-01; -1 when S is no day. */
int day_number(const char *s);
/* The day NUMBER as YYYY-MM-DD; false when it is beyond the calendar. */
bool day_write(char out[DAY_ROOM], int number);
/* Days of MONTH (1 to 12). */
int day_count(int year, int month);

#endif
