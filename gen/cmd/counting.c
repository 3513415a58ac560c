#include "cmd/counting.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { RUNS = 6, FIGURES = 9, WIDE_0 = 0xFF10, HAN_MAX = 9999 };

enum form { ARABIC, WIDE, HAN, PLACES /* 二〇二四 */ };

/* A number in a text. */
struct run {
  enum form form;
  const char *from, *to;
  long value;
  int width; /* figures, where it begins with 0; else 0 */
};

struct number {
  struct run run[RUNS];
  int runs;
  const char *text;
};

/* ---- reading ---- */

static const char *const figures[] = {"〇", "一", "二", "三", "四",
                                      "五", "六", "七", "八", "九"};

/* The figure that RUNE is, 10, 100 or 1000; -1: none. */
static int han_value(uint32_t rune)
{
  static const uint32_t others[] = {U'零', U'两', U'十', U'百', U'千'};
  static const int values[] = {0, 2, 10, 100, 1000};
  for (int i = 0; i < 10; i++) {
    const char *s = figures[i];
    if (rune == utf8_next(&s, s + strlen(s)))
      return i;
  }
  for (int i = 0; i < 5; i++)
    if (rune == others[i])
      return values[i];
  return -1;
}

/* Takes the figure V of a Han number; false when it cannot stand there. */
static bool take_han(struct run *r, long *ones, int v)
{
  if (v >= 10) {
    r->form = HAN;
    r->value += (*ones ? *ones : v == 10) * v;
    *ones = 0;
  } else if (r->form == PLACES) {
    r->value = r->value * 10 + v;
    *ones = v;
  } else {
    *ones = v;
  }
  return r->value <= HAN_MAX;
}

/* 十二, 一百零五, 二〇二四: places of figures, or with words between. */
static bool read_han(struct run *r, const char *end)
{
  const char *s = r->from;
  long ones = 0;
  bool words = false;
  for (const char *p = s; p < end && !words;) {
    int v = han_value(utf8_next(&p, end));
    words = v >= 10;
    if (v < 0)
      break;
  }
  r->form = words ? HAN : PLACES;
  for (const char *p = s; p < end; s = p) {
    int v = han_value(utf8_next(&p, end));
    if (v < 0)
      break;
    if (!take_han(r, &ones, v))
      return false;
  }
  if (r->form == HAN)
    r->value += ones;
  r->to = s;
  return s > r->from;
}

static bool read_figures(struct run *r, const char *end, uint32_t zero)
{
  const char *s = r->from;
  int n = 0;
  for (const char *p = s; p < end; s = p, n++) {
    uint32_t c = utf8_next(&p, end);
    if (c < zero || c > zero + 9)
      break;
    if (n == FIGURES)
      return false;
    if (n == 0 && c == zero)
      r->width = 1;
    r->value = r->value * 10 + (long)(c - zero);
  }
  r->width = r->width ? n : 0;
  r->to = s;
  r->form = zero == '0' ? ARABIC : WIDE;
  return n > 0;
}

static bool begins(const char *s, const char *with)
{
  return !strncmp(s, with, strlen(with));
}

static bool ends(const char *from, const char *s, const char *with)
{
  size_t n = strlen(with);
  return (size_t)(s - from) >= n && !memcmp(s - n, with, n);
}

/* Han figures count only where a number is announced or a year told: 五一特刊
 * is none. */
static bool read_run(struct run *r, const char *text, const char *end)
{
  const char *from = r->from;
  if (read_figures(r, end, '0'))
    return true;
  *r = (struct run){.from = from};
  if (read_figures(r, end, WIDE_0))
    return true;
  *r = (struct run){.from = from};
  return read_han(r, end) &&
         (ends(text, from, "第") || ends(text, from, "总") ||
          begins(r->to, "年"));
}

static struct number read_number(const char *text)
{
  struct number n = {.text = text};
  const char *end = text + strlen(text);
  for (const char *s = text; s < end && n.runs < RUNS;) {
    struct run r = {.from = s};
    if (read_run(&r, text, end)) {
      n.run[n.runs++] = r;
      s = r.to;
    } else { /* of figures that are too many, all */
      size_t many = strspn(s, "0123456789");
      s += many;
      if (!many)
        utf8_next(&s, end);
    }
  }
  return n;
}

/* Are the words between the numbers alike? */
static bool alike(const struct number *a, const struct number *b)
{
  const char *x = a->text, *y = b->text;
  if (a->runs != b->runs)
    return false;
  for (int i = 0; i < a->runs; i++) {
    const struct run *p = &a->run[i], *q = &b->run[i];
    if (p->from - x != q->from - y || memcmp(x, y, (size_t)(p->from - x)) != 0)
      return false;
    x = p->to;
    y = q->to;
  }
  return !strcmp(x, y);
}

/* ---- writing ---- */

static void put_places(struct buf *b, long v)
{
  if (v >= 10)
    put_places(b, v / 10); /* at most four deep */
  buf_puts(b, figures[v % 10]);
}

static void put_han(struct buf *b, long v)
{
  static const char *const units[] = {"千", "百", "十", ""};
  bool begun = false, gap = false;
  long unit = 1000;
  for (int i = 0; i < 4; i++, unit /= 10) {
    long figure = v / unit % 10;
    if (!figure) {
      gap = begun;
      continue;
    }
    if (gap)
      buf_puts(b, "零");
    if (figure > 1 || unit != 10 || begun)
      buf_puts(b, figures[figure]);
    buf_puts(b, units[i]);
    begun = true;
    gap = false;
  }
}

static void put_run(struct buf *b, const struct run *r, long v)
{
  char s[24];
  if (r->form == HAN || (r->form == PLACES && v >= 10 && r->value < 10)) {
    put_han(b, v);
    return;
  }
  if (r->form == PLACES) {
    put_places(b, v);
    return;
  }
  int n = snprintf(s, sizeof s, "%0*ld", r->width, v);
  for (int i = 0; i < n; i++)
    buf_rune(b, (r->form == WIDE ? WIDE_0 : '0') + (uint32_t)(s[i] - '0'));
}

/* ---- counting ---- */

static long year_of(const char *day)
{
  return strtol(day, NULL, 10);
}

static long month_of(const char *day)
{
  return strtol(day + 5, NULL, 10);
}

static bool is_year(const struct run *r, const char *day)
{
  return r->value == year_of(day);
}

static bool is_month(const struct run *r, const char *day)
{
  return r->value == month_of(day) && begins(r->to, "月");
}

static bool is_total(const struct number *n, const struct run *r)
{
  return ends(n->text, r->from, "总") || ends(n->text, r->from, "总第") ||
         ends(n->text, r->from, "总期号");
}

/* The newest before the last that has its words; -1: none. */
static int akin(const struct counted *v, size_t n, const struct number *last,
                struct number *found)
{
  for (size_t i = n - 1; i-- > 0;) {
    *found = read_number(v[i].text);
    if (alike(last, found))
      return (int)i;
  }
  return -1;
}

/* Did run I begin anew when the year last changed? -1: it never changed. */
static int begins_anew(const struct counted *v, size_t n,
                       const struct number *last, int i)
{
  for (size_t k = n - 1; k > 0; k--) {
    struct number b = read_number(v[k].text), a = read_number(v[k - 1].text);
    if (year_of(v[k].day) == year_of(v[k - 1].day) || !alike(last, &a) ||
        !alike(last, &b))
      continue;
    return b.run[i].value < a.run[i].value;
  }
  return -1;
}

/* Which of LAST's runs count, as bits; the others stay as they are. */
static unsigned counters(const struct counted *v, size_t n,
                         const struct number *last)
{
  const char *day = v[n - 1].day;
  struct number before;
  int k = akin(v, n, last, &before);
  unsigned changed = 0, totals = 0, newest = 0;
  for (int i = 0; i < last->runs; i++) {
    const struct run *r = &last->run[i];
    if (is_year(r, day) || is_month(r, day))
      continue;
    if (k >= 0 && before.run[i].value != r->value)
      changed |= 1U << i;
    if (is_total(last, r))
      totals |= 1U << i;
    else
      newest = 1U << i;
  }
  return changed ? changed | totals : totals | newest;
}

static int widest(const struct counted *v, size_t n, const struct number *last,
                  int i)
{
  int width = last->run[i].width;
  for (size_t k = 0; k < n; k++) {
    struct number a = read_number(v[k].text);
    if (alike(last, &a) && a.run[i].width > width)
      width = a.run[i].width;
  }
  return width;
}

static long count(const struct counted *v, size_t n, const struct number *last,
                  int i, const char *day)
{
  const struct run *r = &last->run[i];
  bool dated = false;
  for (int k = 0; k < last->runs; k++)
    dated |= is_year(&last->run[k], v[n - 1].day);
  if (year_of(day) == year_of(v[n - 1].day) || is_total(last, r))
    return r->value + 1;
  int anew = begins_anew(v, n, last, i);
  return anew == 1 || (anew < 0 && dated) ? 1 : r->value + 1;
}

char *counting_next(const struct counted *v, size_t n, const char *day)
{
  struct buf b = BUF_INIT;
  struct number last = n ? read_number(v[n - 1].text) : (struct number){0};
  if (!last.runs)
    return NULL;
  unsigned counting = counters(v, n, &last);
  const char *at = last.text;
  for (int i = 0; i < last.runs; i++) {
    struct run *r = &last.run[i];
    bool year = is_year(r, v[n - 1].day), month = is_month(r, v[n - 1].day);
    buf_put(&b, at, (size_t)(r->from - at));
    at = r->to;
    r->width = widest(v, n, &last, i);
    put_run(&b, r,
            year                     ? year_of(day)
            : month                  ? month_of(day)
            : counting & 1U << i     ? count(v, n, &last, i, day)
                                     : r->value);
  }
  buf_puts(&b, at);
  return buf_take(&b);
}

char *counting_gap(const struct counted *v, size_t n)
{
  if (n < 2)
    return NULL;
  struct number a = read_number(v[n - 2].text), b = read_number(v[n - 1].text);
  char *due = alike(&a, &b) ? counting_next(v, n - 1, v[n - 1].day) : NULL;
  bool anew = false;
  for (int i = 0; i < b.runs; i++)
    anew |= b.run[i].value == 1 && a.run[i].value != 1;
  if (due && (!strcmp(due, v[n - 1].text) ||
              (anew && year_of(v[n - 2].day) != year_of(v[n - 1].day)))) {
    free(due);
    due = NULL;
  }
  return due;
}
