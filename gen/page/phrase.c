#include "page/phrase.h"

#include <stdbool.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"

enum {
  AFTER_PARTICLE = 16, /* 美好的｜生活 */
  BEFORE_LINK = 12,    /* 老人｜和孩子 */
  BETWEEN_WORDS = 20,
  AFTER_MEASURE = 30, /* 第二届｜陆家嘴 */
  SINGLE = 95,        /* one side is a single character: often a name */
  AFTER_LINK = 80,    /* 和｜孩子 */
  BEFORE_FIGURE = 120, /* 过｜三道关 */
  NAME = 200,         /* two single characters: a name, or an unknown word */
  AFTER_PREFIX = 88,  /* 新｜时尚 */
  UNKNOWN = 50
};

static const char particles[] = "的地得了着";
static const char links[] = "和与及或在对向为以让把将从到由被";
static const char prefixes[] = "新大小老好全各每第约近不再又更最共已将可";
static const char suffixes[] = "的地得了着过们等上中里下内外化性式感力度者"
                               "区镇街路站点室馆院会员局所厅处科圈网码号"
                               "个条台件户名位次场元项届期岁";
static const char numerals[] = "一二三四五六七八九十百千万亿两几";
static const char measures[] = "个条台件户名位次场元项届期岁年月日天";

static bool holds(const char *set, const char *s, size_t n)
{
  for (const char *p = set; *p; p += 3)
    if (n == 3 && !memcmp(p, s, 3))
      return true;
  return false;
}

/* A single Han character, not a figure: most are pieces of a name or of an
 * unknown word. */
static bool is_single(const char *s, size_t n)
{
  return (unsigned char)*s >= 0x80 && utf8_count(s, n) == 1 &&
         !holds(numerals, s, n);
}

/* Cost of the seam between words A and B (AN and BN bytes). */
static uint8_t seam(const char *a, size_t an, const char *b, size_t bn)
{
  if (holds(suffixes, b, bn))
    return PHRASE_SUFFIX; /* 美好｜的 */
  bool one = is_single(a, an), other = is_single(b, bn);
  if (holds(particles, a, an))
    return other ? SINGLE : AFTER_PARTICLE;
  if (holds(links, b, bn))
    return BEFORE_LINK;
  if (holds(links, a, an))
    return AFTER_LINK;
  if (holds(prefixes, a, an))
    return AFTER_PREFIX;
  if (holds(measures, a, an))
    return AFTER_MEASURE;
  if (one && other)
    return NAME;
  if (one && bn >= 3 && holds(numerals, b, 3))
    return BEFORE_FIGURE;
  return one || other ? SINGLE : BETWEEN_WORDS;
}

/* Without a dictionary: every character is a word. */
static void plain_costs(const char *s, size_t n, uint8_t *cost)
{
  const char *p = s, *end = s + n;
  while (p < end) {
    utf8_next(&p, end);
    cost[p - s] = UNKNOWN;
  }
  cost[n] = PHRASE_NEVER;
}

static void walk(UBreakIterator *it, const char *s, size_t n, uint8_t *cost)
{
  int32_t before = 0, at = ubrk_next(it);
  while (at != UBRK_DONE && (size_t)at < n) {
    int32_t next = ubrk_next(it);
    if (next == UBRK_DONE)
      next = (int32_t)n;
    cost[at] =
        seam(s + before, (size_t)(at - before), s + at, (size_t)(next - at));
    before = at;
    at = next;
  }
}

void phrase_costs(const char *s, size_t n, uint8_t *cost)
{
  UErrorCode e = U_ZERO_ERROR;
  memset(cost, PHRASE_NEVER, n + 1);
  UText *t = utext_openUTF8(NULL, s, (int64_t)n, &e);
  UBreakIterator *it = ubrk_open(UBRK_WORD, "zh", NULL, 0, &e);
  ubrk_setUText(it, t, &e);
  if (U_SUCCESS(e))
    walk(it, s, n, cost);
  else
    plain_costs(s, n, cost);
  if (it)
    ubrk_close(it);
  utext_close(t);
}
