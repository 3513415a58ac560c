#include "intake/looks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tree/day.h"

enum {
  HEAD_WIDTH = 84, /* of a headline, at most: 42 characters */
  BODY_WIDTH = 90,
  TERM = 56, /* of what is explained */
  DIGITS = 6
};

static const char numerals[] = "零〇一二三四五六七八九十百";
static const char sentence_ends[] = "。！？…!?~～";
static const char quote_ends[] = "”’）】』」》)]";

int looks_width(const char *s)
{
  const char *end = s + strlen(s);
  int n = 0;
  while (s < end) {
    uint32_t r = utf8_next(&s, end);
    n += r < 0x300 && r != 0xB7 ? 1 : 2;
  }
  return n;
}

size_t looks_han(const char *s)
{
  const char *end = s + strlen(s);
  size_t n = 0;
  while (s < end)
    n += rune_is_han(utf8_next(&s, end));
  return n;
}

uint32_t looks_first(const char *s)
{
  return utf8_next(&s, s + strnlen(s, 4));
}

uint32_t looks_last(const char *s)
{
  return utf8_before(s, s + strlen(s));
}

bool looks_begins(const char *s, const char *with)
{
  return !strncmp(s, with, strlen(with));
}

bool looks_ends(const char *s, const char *with)
{
  size_t n = strlen(s), k = strlen(with);
  return n >= k && !memcmp(s + n - k, with, k);
}

bool looks_among(uint32_t r, const char *list)
{
  const char *end = list + strlen(list);
  while (list < end)
    if (utf8_next(&list, end) == r)
      return r != 0;
  return false;
}

int looks_count(const char *s, const char *list)
{
  const char *end = s + strlen(s);
  int n = 0;
  while (s < end)
    n += looks_among(utf8_next(&s, end), list);
  return n;
}

static size_t last_width(const char *s, const char *end)
{
  char room[4];
  size_t n = utf8_write(room, utf8_before(s, end));
  return n <= (size_t)(end - s) ? n : 1;
}

bool looks_closed(const char *s)
{
  uint32_t r = looks_last(s);
  if (r >= 0x1F000 || r == 0xFE0F || (r >= 0x2600 && r < 0x27C0))
    return true; /* a picture in the text */
  return looks_among(r, sentence_ends) || looks_among(r, "：；:;") ||
         looks_among(r, quote_ends) || r == '"';
}

bool looks_sentence(const char *s)
{
  const char *end = s + strlen(s);
  for (int i = 0; i < 3 && end > s; i++) {
    uint32_t r = utf8_before(s, end);
    if (looks_among(r, sentence_ends))
      return true;
    if (!looks_among(r, quote_ends) && r != '"')
      return false;
    end -= last_width(s, end);
  }
  return false;
}

int looks_open(const char *s)
{
  static const char open[] = "“‘（《【「『", close[] = "”’）》】」』";
  const char *end = s + strlen(s);
  int n = 0, straight = 0;
  while (s < end) {
    uint32_t r = utf8_next(&s, end);
    n += looks_among(r, open) || r == '(';
    n -= (looks_among(r, close) || r == ')') && n > 0;
    straight += r == '"';
  }
  return n + straight % 2;
}

/* A digit, or a numeral in Han; the number's kind must not change. */
static bool numeral(uint32_t r, bool han)
{
  return han ? looks_among(r, numerals) : r >= '0' && r <= '9';
}

/* The runes of a number from *P on. */
static int number(const char **p, const char *end, bool *han)
{
  const char *q = *p;
  int n = 0;
  *han = looks_among(utf8_next(&q, end), numerals);
  for (q = *p; n < DIGITS && numeral(utf8_next(&q, end), *han); n++)
    *p = q;
  return n;
}

static size_t pass_blanks(const char *s, const char *p)
{
  p += strspn(p, " \t");
  return (size_t)(p - s);
}

/* 第一章, 第二部分: more than 第二届. */
static enum looks_part chapter(const char *s, size_t *bytes)
{
  const char *p = s + strlen("第"), *end = s + strlen(s);
  bool han = false;
  if (!looks_begins(s, "第") || !number(&p, end, &han))
    return LOOKS_NONE;
  static const char *const words[] = {"章", "节", "部分", "篇", "条"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (looks_begins(p, words[i]) &&
        (p[strlen(words[i])] == ' ' ||
         looks_begins(p + strlen(words[i]), "、") ||
         looks_begins(p + strlen(words[i]), "："))) {
      *bytes = 0;
      return LOOKS_CHAPTER;
    }
  return LOOKS_NONE;
}

static enum looks_part bracketed(const char *s, size_t *bytes)
{
  const char *p = s, *end = s + strlen(s);
  bool han = false;
  uint32_t r = utf8_next(&p, end);
  if ((r != '(' && r != 0xFF08) || !number(&p, end, &han))
    return LOOKS_NONE;
  r = utf8_next(&p, end);
  if (r != ')' && r != 0xFF09)
    return LOOKS_NONE;
  p += looks_begins(p, "、") ? strlen("、") : 0;
  *bytes = pass_blanks(s, p);
  return han ? LOOKS_SECTION : LOOKS_POINT;
}

static enum looks_part bullet(const char *s, size_t *bytes)
{
  const char *p = s, *end = s + strlen(s);
  uint32_t r = utf8_next(&p, end);
  if (r >= 0x2460 && r <= 0x2473) {
    *bytes = pass_blanks(s, p);
    return LOOKS_POINT;
  }
  bool own = looks_among(r, "•●◆■▪◇□○★☆※➤►▶✔✓◎");
  bool ascii = (r == '-' || r == '*' || r == 0xB7) && (*p == ' ' || r == 0xB7);
  if ((!own && !ascii) || !*p)
    return LOOKS_NONE;
  *bytes = pass_blanks(s, p);
  return LOOKS_BULLET;
}

enum looks_part looks_part(const char *s, size_t *bytes)
{
  size_t none = 0;
  bytes = bytes ? bytes : &none;
  *bytes = 0;
  const char *p = s, *end = s + strlen(s);
  bool han = false;
  if (number(&p, end, &han)) {
    uint32_t r = utf8_next(&p, end), next = looks_first(p);
    bool dot = r == '.' || r == 0xFF0E,
         other = r == 0x3001 || (!han && (r == ')' || r == 0xFF09));
    if (dot && next >= '0' && next <= '9')
      return LOOKS_NONE; /* 1.787 */
    if ((dot || other) && next) {
      *bytes = pass_blanks(s, p);
      return han ? LOOKS_CHAPTER : LOOKS_POINT;
    }
    return LOOKS_NONE;
  }
  enum looks_part part = bracketed(s, bytes);
  part = part ? part : bullet(s, bytes);
  return part ? part : chapter(s, bytes);
}

bool looks_head(const char *s)
{
  int width = looks_width(s);
  if (width < 4 || width > HEAD_WIDTH || looks_han(s) < 2)
    return false;
  uint32_t last = looks_last(s);
  if (looks_among(last, "。；：，、;:,") || looks_count(s, "。；") ||
      looks_count(s, "，,") > 2)
    return false;
  if (looks_among(last, "…"))
    return width <= 40 && !looks_count(s, "，。！？“”");
  return looks_part(s, NULL) == LOOKS_NONE;
}

bool looks_body(const char *s)
{
  return looks_width(s) > BODY_WIDTH || looks_count(s, "。；") ||
         looks_among(looks_last(s), "。；：，、");
}

size_t looks_entry(const char *s)
{
  const char *p = s, *end = s + strlen(s);
  int width = 0;
  while (p < end && width <= TERM) {
    uint32_t r = utf8_next(&p, end);
    if (r == 0xFF1A || (r == ':' && *p != '/'))
      return width && *p ? (size_t)(p - s) : 0;
    if (looks_among(r, "。，；！？,;"))
      return 0;
    width += r < 0x300 ? 1 : 2;
  }
  return 0;
}

/* The digits at *P; -1: none. */
static int figure(const char **p)
{
  if (**p < '0' || **p > '9')
    return -1;
  char *end = NULL;
  long n = strtol(*p, &end, 10);
  *p = end;
  return n > 9999 ? -1 : (int)n;
}

static bool pass(const char **p, const char *const list[])
{
  *p += strspn(*p, " ");
  for (; *list; list++)
    if (looks_begins(*p, *list)) {
      *p += strlen(*list);
      *p += strspn(*p, " ");
      return true;
    }
  return false;
}

bool looks_date(const char *s, char day[11])
{
  static const char *const after_year[] = {"年", "-",  ".", "/",
                                           "－", "．", NULL};
  static const char *const after_month[] = {"月", "-",  ".", "/",
                                            "－", "．", NULL};
  const char *p = s + strspn(s, " ");
  int y = figure(&p);
  if (y < 1900 || !pass(&p, after_year))
    return false;
  int m = figure(&p);
  if (m < 1 || m > 12 || !pass(&p, after_month))
    return false;
  int d = figure(&p);
  if (d < 1 || d > day_count(y, m))
    return false;
  p += looks_begins(p, "日") ? strlen("日") : 0;
  snprintf(day, 11, "%04d-%02d-%02d", y % 10000, m % 100, d % 100);
  return looks_width(p) <= 16 && !looks_body(p);
}
