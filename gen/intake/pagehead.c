#include "intake/pagehead.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"

enum {
  WIDTH = 80,
  NAME = 24, /* half characters of a paper's name */
  HEADING = 40,
  SECTION = 10, /* of a section's */
  PAGES = 99
};

/* What a line holds, and nothing else. */
struct parts {
  int names, pages, dates, others, sections;
  int page;   /* the number, 0: none */
  bool known; /* the section is a common one, or its page says 版 */
};

static bool begins(const char *s, const char *const list[], const char **rest)
{
  for (; *list; list++)
    if (looks_begins(s, *list)) {
      *rest = s + strlen(*list);
      return true;
    }
  return false;
}

static const char *digits(const char *s, int *n)
{
  size_t k = strspn(s, "0123456789");
  *n = k && k < 5 ? atoi(s) : -1;
  return s + k;
}

/* Does a word end at S? Figures begin another one. */
static bool word_ends(const char *s)
{
  return !*s || strchr(" |/0123456789ABCDP", *s) ||
         looks_among(looks_first(s), "·第—｜丨");
}

/* 桂花里社区报: Han only, at most NAME; behind it, NULL. */
static const char *name(const char *s)
{
  static const char *const none[] = {"本报", "通报", "汇报", "海报", "预报",
                                     "举报", "申报", "填报", "上报", "情报"};
  const char *p = s, *end = s + strlen(s);
  while (p < end && p - s <= NAME / 2 * 3) {
    const char *from = p;
    uint32_t r = utf8_next(&p, end);
    if (!rune_is_han(r))
      return NULL;
    if (!looks_begins(from, "报") || !word_ends(p))
      continue;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
      if (p - s >= 6 && !memcmp(p - 6, none[i], 6))
        return NULL;
    return p - s >= 6 ? p : NULL;
  }
  return NULL;
}

/* 02, A3版, 第3版, P4, 第2页. */
static const char *page(const char *s, struct parts *t)
{
  const char *p = s + (looks_begins(s, "第") ? strlen("第") : 0);
  bool letter = *p && strchr("ABCDP", *p);
  p += letter;
  int n = 0;
  p = digits(p, &n);
  bool word = looks_begins(p, "版") || looks_begins(p, "页");
  p += word ? strlen("版") : 0;
  if (n < 1 || n > PAGES || !word_ends(p) || (looks_begins(s, "第") && !word))
    return NULL;
  t->page = n;
  t->known |= word || letter;
  return p;
}

/* 2021年9月15日, 2021.9.15, 9月15日. */
static const char *date(const char *s)
{
  int y = 0, m = 0, d = 0;
  const char *p = digits(s, &y);
  static const char *const marks[] = {"年", "-", ".", "/", NULL};
  static const char *const months[] = {"月", "-", ".", "/", NULL};
  if (y > 1900 && begins(p, marks, &p))
    p = digits(p, &m);
  else
    m = y;
  if (m < 1 || m > 12 || !begins(p, months, &p))
    return NULL;
  p = digits(p, &d);
  if (d < 1 || d > 31)
    return NULL;
  p += looks_begins(p, "日") ? strlen("日") : 0;
  return y > 1900 || looks_ends(s, "日") || *p == ' ' ? p : NULL;
}

/* 星期三, 农历八月初九, 辛丑年八月初九, 第58期, 总第186期, 本期4版. */
static const char *other(const char *s)
{
  static const char *const days[] = {"星期", "农历", NULL};
  static const char *const counts[] = {"总第", "第", "本期",
                                       "今日", "共", NULL};
  static const char *const units[] = {"期", "版", "页", "号", NULL};
  const char *p = s;
  int n = 0;
  if (begins(s, days, &p)) {
    const char *end = s + strlen(s), *q = p;
    while (p < end && rune_is_han(utf8_next(&q, end)) && q - s < 45 &&
           !looks_begins(p, "第") && !looks_begins(p, "星期"))
      p = q;
    return p;
  }
  if (!begins(s, counts, &p))
    return NULL;
  p = digits(p, &n);
  return n > 0 && begins(p, units, &p) ? p : NULL;
}

/* 要闻, 民生·服务: two to five Han. */
static const char *section(const char *s, struct parts *t)
{
  static const char *const common[] = {
      "要闻", "综合", "民生", "副刊", "专版", "专题", "社区", "文化",
      "教育", "健康", "党建", "服务", "生活", "广告", "视点", "聚焦",
      "特刊", "焦点", "人物", "文艺", "新闻", "动态", "简讯", NULL};
  const char *p = s, *end = s + strlen(s), *rest;
  while (p < end) {
    const char *q = p;
    if (!rune_is_han(utf8_next(&q, end)))
      break;
    p = q;
  }
  size_t han = (size_t)(p - s) / 3;
  if (han < 2 || han * 2 > SECTION || !word_ends(p))
    return NULL;
  t->known |= begins(s, common, &rest);
  return p;
}

/* Reads the words of S; false: there is one that is no part of such a line. */
static bool read_parts(const char *s, struct parts *t)
{
  while (*s) {
    const char *p;
    if (strchr(" |/-", *s)) {
      p = s + 1;
    } else if (looks_among(looks_first(s), "·—｜丨")) {
      p = s;
      utf8_next(&p, s + strlen(s));
    } else if ((p = name(s)) != NULL) {
      t->names++;
    } else if ((p = date(s)) != NULL) {
      t->dates++;
    } else if ((p = other(s)) != NULL) {
      t->others++;
    } else if ((p = page(s, t)) != NULL) {
      t->pages++;
    } else if ((p = section(s, t)) != NULL) {
      t->sections++;
    } else {
      return false;
    }
    s = p;
  }
  return true;
}

/* Do its parts make a head of a page? A name with a page or a day; a page
 * with a day; a day in two calendars. */
static bool is_head(const struct parts *t)
{
  if (t->names > 1 || t->pages > 1 || t->dates > 1 || t->sections > 1)
    return false;
  if (t->names)
    return t->pages || t->dates || t->others;
  if (t->pages)
    return t->dates || (t->others && !t->sections) ||
           (t->sections && t->known && t->page);
  return !t->sections && t->others && (t->dates || t->others > 0);
}

/* 02 要闻 may be a part's number: only a page that says 版, or in a paper
 * whose pages have heads. */
static bool sure_by_itself(const char *s, const struct parts *t)
{
  return t->names || t->dates || t->others || strstr(s, "版");
}

/* 01, 1, PART 2, NO.3 alone on a line: its number; -1. */
static int bare_number(const struct copy_line *l)
{
  static const char *const words[] = {"PART", "Part", "NO.", "No.", NULL};
  const char *p = l->text;
  int n = 0;
  if (l->role != COPY_TEXT || l->width > 9)
    return -1;
  begins(p, words, &p);
  p += strspn(p, " .");
  p = digits(p, &n);
  return *p ? -1 : n;
}

/* Line I is a number and the next, right below it, may be a heading. */
static bool over_heading(const struct copy *c, size_t i, int number)
{
  return i + 1 < c->n && bare_number(&c->v[i]) == number &&
         c->v[i + 1].file == c->v[i].file && c->v[i + 1].gap <= 1 &&
         c->v[i + 1].role == COPY_TEXT && c->v[i + 1].width <= HEADING &&
         looks_head(c->v[i + 1].text);
}

/* 01 over 怎么去, 02 over 谁来演: numbers of headings, no pages. */
void pagehead_numbers(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    size_t second = i + 2;
    if (!over_heading(c, i, 1))
      continue;
    while (second < c->n && c->v[second].file == c->v[i].file &&
           !over_heading(c, second, 2))
      second++;
    if (second == c->n || c->v[second].file != c->v[i].file)
      continue;
    int number = 1;
    for (size_t k = i; k < c->n && c->v[k].file == c->v[i].file; k++)
      if (over_heading(c, k, number)) {
        char *both = mem_printf("%s %s", c->v[k].text, c->v[k + 1].text);
        copy_join(c, k, k + 1, N_("number of a heading"), 85);
        copy_set(c, k, both);
        free(both);
        number++;
      }
    return;
  }
}

void pagehead_find(struct copy *c)
{
  bool seen = false;
  for (int turn = 0; turn < 2; turn++)
    for (size_t i = 0; i < c->n; i++) {
      struct parts t = {0};
      struct copy_line *l = &c->v[i];
      if (l->role != COPY_TEXT || l->width > WIDTH || l->raw->heading ||
          !read_parts(l->text, &t) || !is_head(&t) ||
          !(sure_by_itself(l->text, &t) || (turn && seen)))
        continue;
      l->page = t.page;
      seen |= t.names > 0;
      copy_drop(c, i, N_("head of a page"), 90);
    }
}

/* Is the first page named at its foot: is there text before a page 1? */
static bool at_foot(const struct copy *c, size_t from, size_t first)
{
  size_t lines = 0;
  for (size_t i = from; i < first; i++)
    lines += copy_live(&c->v[i]);
  return c->v[first].page == 1 && lines > 3;
}

static void spread(struct copy *c, size_t from, size_t to)
{
  size_t first = from;
  while (first < to && !c->v[first].page)
    first++;
  if (first == to)
    return;
  bool foot = at_foot(c, from, first);
  int now = foot ? 1 : c->v[first].page - 1;
  for (size_t i = from; i < to; i++) {
    int named = c->v[i].page;
    if (named)
      now = named;
    c->v[i].page = now;
    now += named && foot;
  }
}

void pagehead_spread(struct copy *c)
{
  for (size_t i = 0; i < c->n;) {
    size_t to = i;
    while (to < c->n && c->v[to].file == c->v[i].file)
      to++;
    spread(c, i, to);
    i = to;
  }
}
