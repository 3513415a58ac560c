#include "web/say.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

enum { DIGITS = 16, GROUP = 4 };

static const char *const names[] = {"零", "一", "二", "三", "四",
                                    "五", "六", "七", "八", "九"};

static void one_by_one(struct buf *out, const char *s, size_t n,
                       const char *one)
{
  for (size_t i = 0; i < n; i++)
    if (s[i] == '1')
      buf_puts(out, one);
    else if (s[i] >= '0' && s[i] <= '9')
      buf_puts(out, names[s[i] - '0']);
    else if (s[i] == '.')
      buf_puts(out, "点");
}

void say_digits(struct buf *out, const char *s, size_t n)
{
  one_by_one(out, s, n, names[1]);
}

void say_phone(struct buf *out, const char *s, size_t n)
{
  one_by_one(out, s, n, "幺");
}

/* A group of four digits V; ANY: something higher was said, so that a place
 * left out is 零. */
static void say_group(struct buf *out, int v, bool any)
{
  static const char *const units[] = {"千", "百", "十", ""};
  static const int weight[] = {1000, 100, 10, 1};
  bool gap = false;
  for (int i = 0; i < GROUP; i++) {
    int d = v / weight[i] % 10;
    if (!d) {
      gap = any;
      continue;
    }
    if (gap)
      buf_puts(out, names[0]);
    /* 十二, not 一十二, where nothing is before it */
    if (i == 0 && d == 2)
      buf_puts(out, "两");
    else if (i != 2 || d != 1 || any)
      buf_puts(out, names[d]);
    buf_puts(out, units[i]);
    any = true;
    gap = false;
  }
}

/* 两万, 两亿; else as it stands. */
static void say_high(struct buf *out, int v, bool any)
{
  if (v == 2 && !any)
    buf_puts(out, "两");
  else
    say_group(out, v, any);
}

static void say_whole(struct buf *out, const char d[DIGITS], size_t n)
{
  static const char *const units[] = {"", "万", "亿", "万"};
  int v[GROUP] = {0};
  for (size_t i = 0; i < n; i++) {
    int *to = &v[(n - 1 - i) / GROUP];
    *to = *to * 10 + (d[i] - '0');
  }
  bool any = false;
  for (int i = GROUP - 1; i >= 0; i--) {
    if (v[i] && i)
      say_high(out, v[i], any);
    else if (v[i])
      say_group(out, v[i], any);
    if (v[i] || (i == 2 && any))
      buf_puts(out, units[i]);
    any = any || v[i];
  }
  if (!any)
    buf_puts(out, names[0]);
}

void say_count(struct buf *out, const char *s, size_t n)
{
  const char *point = memchr(s, '.', n);
  size_t whole = point ? (size_t)(point - s) : n, count = 0;
  char d[DIGITS];
  bool fits = true;
  for (size_t i = 0; i < whole; i++)
    if (s[i] >= '0' && s[i] <= '9') {
      fits = fits && count < DIGITS;
      if (fits)
        d[count++] = s[i];
    }
  if (!fits || (count > 1 && d[0] == '0'))
    say_digits(out, s, whole);
  else
    say_whole(out, d, count);
  say_digits(out, s + whole, n - whole);
}
