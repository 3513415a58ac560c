#include "cmd/rhythm.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "tree/day.h"

enum {
  LOOK = 8,      /* issues that are looked at */
  ONE_GAP = 31,  /* two issues alone show a rhythm up to so many days apart */
  FEW = 4        /* issues that show several days of a month */
};

struct date {
  int year, month, day, number;
};

static struct date date_of(int number)
{
  char s[DAY_ROOM] = "1583-01-01";
  day_write(s, number);
  return (struct date){(int)strtol(s, NULL, 10), (int)strtol(s + 5, NULL, 10),
                       (int)strtol(s + 8, NULL, 10), number};
}

/* The number of DAY of MONTH, which counts on past 12; as its last day where
 * it is none. -1 beyond the calendar. */
static int number_of(int year, int month, int day)
{
  char s[40];
  year += (month - 1) / 12;
  month = (month - 1) % 12 + 1;
  int last = day_count(year, month);
  day = day < last ? day : last;
  snprintf(s, sizeof s, "%04d-%02d-%02d", year, month, day);
  return day_number(s);
}

static int weekday(int number)
{
  return (number + 6) % 7; /* 1583-01-01 was a Saturday */
}

static int months(const struct date *a, const struct date *b)
{
  return (b->year - a->year) * 12 + b->month - a->month;
}

/* The value that most of the N at V have; *HOW: how many those are. */
static int mode(const int *v, int n, int *how)
{
  int best = 0;
  *how = 0;
  for (int i = 0; i < n; i++) {
    int same = 0;
    for (int k = 0; k < n; k++)
      same += v[k] == v[i];
    if (same > *how) {
      *how = same;
      best = v[i];
    }
  }
  return best;
}

static bool is_last(const struct date *d)
{
  return d->day == day_count(d->year, d->month);
}

/* Always the same day of a month, or its last. */
static bool monthly(struct rhythm *r, const struct date *d, int n)
{
  int steps[LOOK] = {0}, day = 0, how, lasts = 0;
  for (int i = 0; i < n; i++) {
    day = d[i].day > day ? d[i].day : day;
    lasts += is_last(&d[i]);
  }
  if (lasts == n)
    day = RHYTHM_LAST;
  for (int i = 0; i < n; i++)
    if (d[i].day != day && !(is_last(&d[i]) && d[i].day < day))
      return false;
  for (int i = 1; i < n; i++)
    steps[i - 1] = months(&d[i - 1], &d[i]);
  int step = mode(steps, n - 1, &how);
  if (n < 2 || how * 2 <= n - 1 || step < 1 || step > 12)
    return false;
  *r = (struct rhythm){
      .kind = RHYTHM_MONTH, .step = step, .days = {day}, .places = 1};
  return true;
}

/* Always the same weekday of a month, such as the third Friday. */
static bool by_weekday(struct rhythm *r, const struct date *d, int n)
{
  int nth = (d[0].day - 1) / 7, week = weekday(d[0].number);
  for (int i = 0; i < n; i++)
    if ((d[i].day - 1) / 7 != nth || weekday(d[i].number) != week ||
        (i && months(&d[i - 1], &d[i]) != 1))
      return false;
  *r = (struct rhythm){.kind = RHYTHM_NTH, .nth = nth, .weekday = week};
  return n >= 3;
}

/* The same two or three days of every month. */
static bool several(struct rhythm *r, const struct date *d, int n)
{
  bool on[RHYTHM_LAST + 1] = {false};
  int found = 0;
  *r = (struct rhythm){.kind = RHYTHM_MONTH, .step = 1};
  for (int i = 0; i < n; i++) {
    found += !on[d[i].day];
    on[d[i].day] = true;
  }
  for (int day = 1; day <= RHYTHM_LAST && found <= RHYTHM_PLACES; day++)
    if (on[day])
      r->days[r->places++] = day;
  return n >= FEW && n >= 2 * found && r->places >= 2;
}

/* Every so many days, but for some gaps. */
static bool periodic(struct rhythm *r, const struct date *d, int n)
{
  int steps[LOOK] = {0}, phases[LOOK] = {0}, how;
  for (int i = 1; i < n; i++)
    steps[i - 1] = d[i].number - d[i - 1].number;
  int step = mode(steps, n - 1, &how);
  if (n < 2 || how * 2 <= n - 1 || step < 1 ||
      (n == 2 && step > ONE_GAP))
    return false;
  for (int i = 0; i < n; i++)
    phases[i] = d[i].number % step;
  *r = (struct rhythm){
      .kind = RHYTHM_DAYS, .step = step, .phase = mode(phases, n, &how)};
  return true;
}

struct rhythm rhythm_of(const int *day, size_t n)
{
  struct date d[LOOK];
  struct rhythm r = {0};
  int k = n < LOOK ? (int)n : LOOK;
  for (int i = 0; i < k; i++)
    d[i] = date_of(day[n - (size_t)k + (size_t)i]);
  if (k < 2)
    return r;
  if (monthly(&r, d, k) || by_weekday(&r, d, k) || several(&r, d, k) ||
      periodic(&r, d, k))
    return r;
  return (struct rhythm){0};
}

/* One that came early or late does not move the next. */
static int next_period(const struct rhythm *r, int day)
{
  int next = day + 1;
  while (next % r->step != r->phase)
    next++;
  return (next - day) * 2 <= r->step && r->step > 1 ? next + r->step : next;
}

static int next_month(const struct rhythm *r, int day)
{
  struct date d = date_of(day);
  for (int month = d.month; month <= d.month + r->step; month += r->step)
    for (int i = 0; i < r->places; i++) {
      int due = number_of(d.year, month, r->days[i]);
      if (due > day || due < 0)
        return due;
    }
  return -1;
}

static int next_weekday(const struct rhythm *r, int day)
{
  struct date d = date_of(day);
  for (int month = d.month; month <= d.month + 2; month++) {
    int first = number_of(d.year, month, 1);
    int due = first + (r->weekday - weekday(first) + 7) % 7 + 7 * r->nth;
    if (first >= 0 && due > day && date_of(due).month == (month - 1) % 12 + 1)
      return due;
  }
  return -1;
}

int rhythm_next(const struct rhythm *r, int day)
{
  char s[DAY_ROOM];
  int due = r->kind == RHYTHM_DAYS    ? next_period(r, day)
            : r->kind == RHYTHM_MONTH ? next_month(r, day)
            : r->kind == RHYTHM_NTH   ? next_weekday(r, day)
                                      : -1;
  return due >= 0 && day_write(s, due) ? due : -1;
}

static char *name_month(const struct rhythm *r)
{
  struct buf b = BUF_INIT;
  for (int i = 0; i < r->places; i++)
    buf_printf(&b, "%s%d", i ? _(", ") : "", r->days[i]);
  char *name =
      r->places == 1 && r->days[0] == RHYTHM_LAST && r->step == 1
          ? mem_copy(_("on the last day of each month"))
      : r->step == 1 ? mem_printf(_("each month on day %s"), b.s)
                     : mem_printf(_("every %d months"), r->step);
  buf_free(&b);
  return name;
}

char *rhythm_name(const struct rhythm *r)
{
  static const char *const weekdays[] = {
      N_("Sunday"),   N_("Monday"), N_("Tuesday"), N_("Wednesday"),
      N_("Thursday"), N_("Friday"), N_("Saturday")};
  switch (r->kind) {
  case RHYTHM_DAYS:
    return r->step == 1   ? mem_copy(_("every day"))
           : r->step == 7 ? mem_copy(_("every week"))
                          : mem_printf(_("every %d days"), r->step);
  case RHYTHM_MONTH:
    return name_month(r);
  case RHYTHM_NTH:
    return mem_printf(_("on %s number %d of each month"),
                      _(weekdays[r->weekday]), r->nth + 1);
  default:
    return mem_copy(_("at no fixed time"));
  }
}
