#include "page/glue.h"

#include <string.h>

#include "base/utf8.h"
#include "page/token.h"
#include "page/unit.h"

/* The most bytes of a figure on either side of 至 that holds the two together:
 * 10至15, but not 20:00至22:00. */
enum { SHORT = 4 };

struct gluer {
  const char *s;
  size_t len;
  struct token *v;
  size_t n;
  size_t unit; /* behind the last token of the figure with its unit, so far */
};

static bool is_digit(uint32_t r)
{
  return (r >= '0' && r <= '9') || (r >= 0xFF10 && r <= 0xFF19);
}

static uint32_t find_last(const struct gluer *g, const struct token *t)
{
  const char *from = g->s + t->text, *p = from + t->len;
  uint32_t r = 0;
  while (p > from && class_is_ignorable(r = utf8_before(from, p)))
    p--;
  return r;
}

static bool is_degree(uint32_t r)
{
  return r == '%' || r == 0x2030 || r == 0x2103 || r == 0xB0 || r == 0xFF05;
}

/* 15, 43.7%, ３７℃ */
static bool ends_figure(const struct token *t)
{
  uint32_t r = t->last;
  return (t->class == CLASS_WORD || t->class == CLASS_HAN) &&
         (is_digit(r) || is_degree(r));
}

static bool opens(uint32_t r)
{
  return (r && r < 0x80 && strchr("([{<$#@", (int)r)) || r == 0xA5 ||
         r == 0x20AC || r == 0xA3 || r == 0x2116 || r == 0x2018 || r == 0x201C;
}

static bool closes(uint32_t r)
{
  return (r && r < 0x80 && strchr(")]}>,.;:!?%/-", (int)r)) || r == 0x2030 ||
         r == 0x2103 || r == 0xB0 || r == 0x2019 || r == 0x201D ||
         r == 0x2013 || r == 0x2026 || r == 0x2014 || r == 0xB7;
}

static bool full_prefix(uint32_t r)
{
  return r == 0xFFE5 || r == 0xFF04 || r == 0xFFE1 || r == 0xFF03;
}

/* ％, 々, and units in one character: ㎡, ㎏ */
static bool full_postfix(uint32_t r)
{
  return r == 0xFF05 || r == 0x3005 || r == 0x303B || r == 0x30FC ||
         (r >= 0x3371 && r <= 0x33DF);
}

/* ＋ ＜ ＝ ＞ in full width */
static bool full_sign(uint32_t r)
{
  return r == 0xFF0B || (r >= 0xFF1C && r <= 0xFF1E);
}

/* Behind 第: 一 … 十, 百, 几. */
static bool is_numeral(uint32_t r)
{
  static const uint32_t all[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                 0x4E94, 0x516D, 0x4E03, 0x516B,
                                 0x4E5D, 0x5341, 0x767E, 0x51E0};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i] == r)
      return true;
  return false;
}

/* The next token behind I, over one space. */
static size_t over_space(const struct gluer *g, size_t i)
{
  bool space = i + 1 < g->n && g->v[i + 1].class == CLASS_SPACE;
  return i + 1 + space;
}

static void glue_to(struct gluer *g, size_t from, size_t to)
{
  for (size_t i = from; i < to && i + 1 < g->n; i++)
    g->v[i].glue = true;
}

/* Glues the unit that follows the figure at I, over one space if typed. */
static void glue_unit(struct gluer *g, size_t i)
{
  size_t k = over_space(g, i);
  g->unit = i + 1;
  if (k >= g->n || (k > i + 1 && g->v[k].class == CLASS_WORD &&
                    !unit_is_latin(g->s + g->v[k].text, g->v[k].len)))
    return;
  if (g->v[k].class == CLASS_WORD && k > i + 1) {
    glue_to(g, i, k);
    return;
  }
  if (g->v[k].class != CLASS_HAN)
    return;
  size_t bytes = unit_length(g->s + g->v[k].text, g->len - g->v[k].text);
  uint32_t end = g->v[k].text + (uint32_t)bytes;
  if (!bytes)
    return;
  while (k < g->n && g->v[k].text < end)
    k++;
  glue_to(g, i, k - 1);
  g->unit = k;
}

/* A range: a figure with its unit, a connector, a figure. */
static void glue_range(struct gluer *g, size_t i)
{
  if (i && i + 1 < g->n && g->v[i].class == CLASS_JOIN && g->unit == i &&
      is_digit(g->v[i + 1].rune))
    glue_to(g, i - 1, i + 1);
}

/* 10至15, 1比5, 1对1 */
static void glue_between(struct gluer *g, size_t i)
{
  uint32_t r = g->v[i].rune;
  if (!i || i + 1 >= g->n || (r != 0x81F3 && r != 0x6BD4 && r != 0x5BF9))
    return;
  if (ends_figure(&g->v[i - 1]) && is_digit(g->v[i + 1].rune) &&
      g->v[i - 1].len <= SHORT && g->v[i + 1].len <= SHORT)
    glue_to(g, i - 1, i + 1);
}

/* 9：30 with a Chinese colon. */
static void glue_time(struct gluer *g, size_t i)
{
  if (i && i + 1 < g->n && g->v[i].rune == 0xFF1A &&
      is_digit(g->v[i - 1].last) && is_digit(g->v[i + 1].rune) &&
      g->v[i - 1].len <= 2)
    glue_to(g, i - 1, i + 1);
}

/* ＞50; but a line may end behind the signs within 1＋2＋3＝6 (GB 3102.11). */
static bool is_sign(const struct gluer *g, size_t i, bool before_figure)
{
  return full_sign(g->v[i].rune) && before_figure &&
         (!i || !ends_figure(&g->v[i - 1]));
}

/* Does token I hold on to the one that NEXT is, over a space unless it stands
 * right behind? */
static bool holds_next(const struct gluer *g, size_t i, size_t next)
{
  const struct token *t = &g->v[i];
  uint32_t r = t->last, b = g->v[next].rune;
  bool figure = is_digit(b), beside = next == i + 1;
  if (r == 0x7B2C) /* 第 */
    return figure || (beside && is_numeral(b));
  if (r == 0x2116) /* № */
    return figure;
  if (!beside)
    return false;
  return t->class == CLASS_WORD ? opens(r)
                                : full_prefix(r) || is_sign(g, i, figure);
}

static void glue_before(struct gluer *g, size_t i)
{
  size_t next = over_space(g, i);
  if (!g->v[i].tight && next < g->n && holds_next(g, i, next))
    glue_to(g, i, next);
}

static void glue_behind(struct gluer *g, size_t i)
{
  const struct token *t = &g->v[i], *a = t - 1;
  if (a->class == CLASS_SPACE || a->tight)
    return;
  bool figure = is_digit(a->last);
  if ((t->class == CLASS_WORD && closes(t->rune)) || full_postfix(t->rune) ||
      (full_sign(t->rune) && figure) ||
      (t->class == CLASS_HAN && is_digit(t->rune) && figure))
    glue_to(g, i - 1, i);
}

static bool must_follow(const struct token *t)
{
  return t->class >= CLASS_CLOSE && t->class <= CLASS_STOP;
}

/* Line ends before and behind …………, as far as marks let go of it. */
static void part_lines(struct gluer *g, size_t i)
{
  size_t before = i, behind = i + 1;
  if (!g->v[i].alone)
    return;
  while (before && (g->v[before - 1].class == CLASS_OPEN))
    before--;
  if (before)
    g->v[before - 1].ends = true;
  while (behind < g->n && must_follow(&g->v[behind]))
    behind++;
  if (behind < g->n && g->v[behind].class == CLASS_SPACE)
    behind++;
  if (behind < g->n)
    g->v[behind - 1].ends = true;
}

void glue_tokens(const char *s, size_t n, struct tokens *ts)
{
  struct gluer g = {.s = s, .len = n, .v = ts->v, .n = ts->n};
  for (size_t i = 0; i < g.n; i++)
    g.v[i].last = find_last(&g, &g.v[i]);
  for (size_t i = 0; i < g.n; i++) {
    if (i)
      glue_behind(&g, i);
    glue_before(&g, i);
    if (is_digit(g.v[i].last))
      glue_unit(&g, i);
    else if (ends_figure(&g.v[i]))
      g.unit = i + 1;
    glue_range(&g, i);
    glue_between(&g, i);
    glue_time(&g, i);
    part_lines(&g, i);
  }
}
