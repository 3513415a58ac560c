#include "tree/day.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct day {
  int year, month, day;
};

static int digits(const char *s, int n)
{
  int v = 0;
  for (int i = 0; i < n; i++)
    v = v * 10 + (s[i] - '0');
  return v;
}

static bool shaped(const char *s)
{
  static const char shape[] = "dddd-dd-dd";
  if (!s || strlen(s) != sizeof shape - 1)
    return false;
  for (int i = 0; shape[i]; i++)
    if (shape[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != '-')
      return false;
  return true;
}

int day_count(int year, int month)
{
  static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

static bool read_day(const char *s, struct day *d)
{
  if (!shaped(s))
    return false;
  *d = (struct day){digits(s, 4), digits(s + 5, 2), digits(s + 8, 2)};
  return d->year >= 1583 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
         d->day <= day_count(d->year, d->month);
}

bool day_valid(const char *s)
{
  struct day d;
  return read_day(s, &d);
}

/* Sakamoto's rule. */
int day_index(const char *s)
{
  static const char shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  struct day d;
  if (!read_day(s, &d))
    return -1;
  int y = d.year - (d.month < 3);
  return (y + y / 4 - y / 100 + y / 400 + shift[d.month - 1] + d.day) % 7;
}

const char *day_week(const char *s)
{
  static const char *const names[] = {"",       "星期日", "星期一", "星期二",
                                      "星期三", "星期四", "星期五", "星期六"};
  return names[day_index(s) + 1];
}

enum { FIRST = 1583, LAST = 9999 };

/* Days of the years FIRST … YEAR - 1. */
static int before(int year)
{
  int n = year - 1, first = FIRST - 1;
  return (n * 365 + n / 4 - n / 100 + n / 400) -
         (first * 365 + first / 4 - first / 100 + first / 400);
}

int day_number(const char *s)
{
  struct day d;
  if (!read_day(s, &d))
    return -1;
  int n = before(d.year) + d.day - 1;
  for (int month = 1; month < d.month; month++)
    n += day_count(d.year, month);
  return n;
}

bool day_write(char out[DAY_ROOM], int number)
{
  if (number < 0 || number >= before(LAST + 1))
    return false;
  int year = FIRST + number / 366, month = 1;
  while (before(year + 1) <= number)
    year++;
  int day = number - before(year);
  for (; day >= day_count(year, month); month++)
    day -= day_count(year, month);
  snprintf(out, DAY_ROOM, "%04u-%02u-%02u", (unsigned)year % 10000,
           (unsigned)month % 100, (unsigned)(day + 1) % 100);
  return true;
}
