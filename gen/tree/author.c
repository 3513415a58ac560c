#include "tree/author.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tree/node.h"

enum { WORDS = 64, LEAST = 2, MOST = 4, LONGEST = 20 }; /* characters */

struct word {
  const char *s;
  size_t n;
  bool apart; /* more than blanks stand before it */
};

static const char *const roles[] = {
    "全媒体记者", "特约通讯员", "首席记者", "本报记者", "特约记者",
    "实习记者",   "见习记者",   "摄影记者", "通讯员",   "实习生",
    "社区报",     "记者",       "作者",     "编辑",     "摄影",
    "撰文",       "撰稿",       "采写",     "执笔",     "整理",
    "口述",       "供稿",       "供图",     "策划",     "文图",
    "图文",       "文并图",     "文",       "图",       "摄",
    "本报讯",     "综合",       "与",       "和",       "及",
    "等",         NULL};

static const char *const offices[] = {"办",   "部",   "局",   "处",   "所",
                                      "队",   "室",   "中心", "委会", "学校",
                                      "医院", "小组", "公司", NULL};

static bool parts(uint32_t r)
{
  static const uint32_t marks[] = {' ',    '\t',   0xA0,   0x3000, 0x3001,
                                   0xFF0C, ',',    0xFF1B, ';',    '/',
                                   0xFF0F, 0xFF1A, ':',    '|',    0};
  for (const uint32_t *m = marks; *m; m++)
    if (*m == r)
      return true;
  return false;
}

static bool is_blank(uint32_t r)
{
  return r == ' ' || r == '\t' || r == 0xA0 || r == 0x3000;
}

static bool is_latin(uint32_t r)
{
  return r < 0x80 ? isalpha((int)r) || r == '.' || r == '\'' || r == '-'
                  : r >= 0xC0 && r < 0x250 && r != 0xD7 && r != 0xF7;
}

/* How many Han characters W has if it is one Chinese name or a piece of one;
 * 0: it is something else. */
static int han(struct word w)
{
  int n = 0;
  bool dots = false;
  for (const char *s = w.s, *end = s + w.n; s < end;) {
    uint32_t r = utf8_next(&s, end);
    bool dot = r == 0xB7 && n;
    if (!dot && !rune_is_han(r))
      return 0;
    dots |= dot;
    n += !dot;
  }
  return n > MOST && !dots ? 0 : n;
}

static bool latin(struct word w)
{
  for (const char *s = w.s, *end = s + w.n; s < end;)
    if (!is_latin(utf8_next(&s, end)))
      return false;
  return w.n > 1 && isalpha((unsigned char)w.s[0]);
}

static bool ends_in(struct word w, const char *tail)
{
  size_t n = strlen(tail);
  return w.n > n && !memcmp(w.s + w.n - n, tail, n);
}

static bool is_office(struct word w)
{
  for (const char *const *o = offices; *o; o++)
    if (ends_in(w, *o))
      return han(w) > LEAST;
  return false;
}

/* Without a role in front, and 等 behind: nothing may be left. */
static struct word bare(struct word w)
{
  for (const char *const *r = roles; *r; r++) {
    size_t n = strlen(*r);
    if (w.n == n && !memcmp(w.s, *r, n))
      return (struct word){w.s + n, 0, w.apart};
    struct word rest = {w.s + n, w.n - n, w.apart};
    if (n > 3 && w.n > n && !memcmp(w.s, *r, n) && han(rest) >= LEAST)
      w = rest;
  }
  if (ends_in(w, "等") && han(w) > LEAST)
    w.n -= strlen("等");
  return w;
}

/* The words of S; what parentheses hold is left out. */
static size_t split(const char *s, struct word *out)
{
  size_t n = 0;
  bool inside = false, apart = true;
  const char *end = s + strlen(s), *from = s;
  while (s < end && n < WORDS) {
    const char *at = s;
    uint32_t r = utf8_next(&s, end);
    bool opens = r == '(' || r == 0xFF08, closes = r == ')' || r == 0xFF09;
    if (!opens && !closes && !parts(r) && r != 0x25A1 && r != 0x25A0)
      continue;
    if (!inside && at > from) {
      out[n++] = (struct word){from, (size_t)(at - from), apart};
      apart = false;
    }
    inside = opens || (inside && !closes);
    apart |= !is_blank(r);
    from = s;
  }
  if (!inside && n < WORDS && end > from)
    out[n++] = (struct word){from, (size_t)(end - from), apart};
  return n;
}

static char *slug_of(const char *name)
{
  struct buf b = BUF_INIT;
  for (const char *s = name; *s; s++)
    buf_putc(&b, *s == ' ' || *s == '.' || *s == '\''
                     ? '-'
                     : (char)tolower((unsigned char)*s));
  return buf_take(&b);
}

static bool known(const xmlNode *story, const char *slug, int *count)
{
  *count = 0;
  for (xmlNode *a = node_first(story, "author"); a;
       a = node_next(a, "author"), ++*count)
    if (!strcmp(node_attr(a, "slug"), slug))
      return true;
  return false;
}

static void add(xmlNode *story, const xmlNode *byline, const struct buf *name)
{
  if (!name->n || utf8_count(name->s, name->n) > LONGEST)
    return;
  char *slug = slug_of(name->s);
  int count;
  if (!known(story, slug, &count) && count < AUTHORS) {
    struct place at = node_place(byline);
    xmlNode *n = node_new(story, "author", at.line, at.col);
    node_set(n, "slug", slug);
    node_text_add(n, name->s, name->n);
  }
  free(slug);
}

/* The name that begins with word I of N, in NAME; returns how many words it
 * takes, at least 1. NAME stays empty where there is none. */
static size_t take(struct buf *name, const struct word *w, size_t n)
{
  struct word first = bare(w[0]);
  int count = han(first);
  if (count == 1 && n > 1 && !w[1].apart && han(bare(w[1])) == 1) {
    buf_put(name, first.s, first.n);
    buf_put(name, w[1].s, w[1].n);
    return 2;
  }
  if (count >= LEAST && !is_office(first))
    buf_put(name, first.s, first.n);
  size_t i = 0;
  for (; !count && i < n && latin(w[i]) && !(i && w[i].apart); i++) {
    if (i)
      buf_putc(name, ' ');
    buf_put(name, w[i].s, w[i].n);
  }
  return i ? i : 1;
}

void author_add_all(xmlNode *story)
{
  const xmlNode *byline = node_first(story, "byline");
  if (!byline)
    return;
  struct word w[WORDS];
  char *text = node_text(byline);
  size_t n = split(text, w);
  for (size_t i = 0; i < n;) {
    struct buf name = BUF_INIT;
    i += take(&name, w + i, n - i);
    add(story, byline, &name);
    buf_free(&name);
  }
  free(text);
}
