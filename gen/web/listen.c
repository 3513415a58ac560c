#include "web/listen.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "web/listen_in.h"

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool listen_at(const struct listen *l, const char *p, const char *literal)
{
  size_t n = strlen(literal);
  return (size_t)(l->end - p) >= n && !memcmp(p, literal, n);
}

size_t listen_dash(const struct listen *l, const char *p)
{
  static const char *const dashes[] = {"-", "~", "–", "—", "～", "－"};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (listen_at(l, p, dashes[i])) {
      size_t n = strlen(dashes[i]);
      return n > 1 && listen_at(l, p + n, dashes[i]) ? 0 : n;
    }
  return 0;
}

void listen_skip(struct listen *l, size_t n)
{
  buf_put(l->out, l->done, (size_t)(l->p - l->done));
  l->p += n;
  l->done = l->p;
}

static void replace(struct listen *l, size_t n, const char *said)
{
  listen_skip(l, n);
  buf_puts(l->out, said);
}

/* ---- dashes and signs between things ---- */

/* 12月8日-10日, 9点～11点: after these a dash is a range. */
static bool ends_measure(const struct listen *l)
{
  static const char *const units[] = {
      "年", "月", "日", "号", "时", "点", "分", "岁", "天",
      "元", "万", "亿", "米", "度", "周", "%",  "℃"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t n = strlen(units[i]);
    if ((size_t)(l->p - l->start) >= n && !memcmp(l->p - n, units[i], n))
      return true;
  }
  return false;
}

/* A hyphen also stands in codes and scores: 12-3, 1-2-3. */
static bool is_range(const struct listen *l, size_t dash, struct number next)
{
  if (l->number != l->p)
    return ends_measure(l);
  if (dash > 1 || *l->p == '~' || !l->plain)
    return true;
  const char *behind = next.s + next.n;
  return next.value > l->value && !l->chained &&
         !(behind + 1 < l->end && *behind == '-' && is_digit(behind[1]));
}

static bool is_alone(const struct listen *l)
{
  char c = l->p > l->start ? l->p[-1] : ' ';
  return !is_digit(c) && !is_letter(c) && l->number != l->p;
}

/* Between the numbers of a sum: 12－3＋4＝13, 1+2-3. */
static bool is_minus(const struct listen *l, size_t dash, struct number next)
{
  const char *behind = next.s + next.n, *one = l->number_from;
  if (!next.n || l->number != l->p)
    return false;
  bool sum = one > l->start && (one[-1] == '+' || one[-1] == '=');
  sum = sum || (one - l->start >= 3 && (!memcmp(one - 3, "＋", 3) ||
                                        !memcmp(one - 3, "－", 3) ||
                                        !memcmp(one - 3, "＝", 3)));
  return sum || listen_at(l, behind, "+") || listen_at(l, behind, "＋") ||
         listen_at(l, behind, "=") || listen_at(l, behind, "＝") ||
         (dash == 3 && listen_at(l, behind, "－"));
}

static void on_dash(struct listen *l, size_t dash)
{
  struct number next = number_at(l->p + dash, l->end);
  const char *behind = next.s + next.n;
  bool degrees = listen_at(l, behind, "℃") || listen_at(l, behind, "°C") ||
                 listen_at(l, behind, "度");
  if (next.n && degrees && is_alone(l) && !ends_measure(l)) {
    replace(l, dash, "零下");
  } else if (is_minus(l, dash, next)) {
    replace(l, dash, "减");
  } else if (next.n && is_range(l, dash, next)) {
    replace(l, dash, "到");
  } else {
    l->chained = next.n > 0;
    l->p += dash;
    return;
  }
  l->chained = false;
}

static bool joins(char before, const char *p, const char *end)
{
  bool left = is_digit(before) || is_letter(before) || (before & 0x80);
  return left && p < end && (is_digit(*p) || is_letter(*p) || (*p & 0x80));
}

static void on_between(struct listen *l, size_t n, const char *said)
{
  char before = l->p > l->start ? l->p[-1] : ' ';
  if (joins(before, l->p + n, l->end))
    replace(l, n, said);
  else
    l->p += n;
}

/* 元/平方米 is per; elsewhere a stroke is a pause. */
static void on_stroke(struct listen *l)
{
  bool han = l->p > l->start && (l->p[-1] & 0x80) && l->p + 1 < l->end &&
             (l->p[1] & 0x80);
  if (!han)
    l->p++;
  else if (l->p - l->start >= 3 && !memcmp(l->p - 3, "元", 3))
    replace(l, 1, "每");
  else
    replace(l, 1, "、");
}

/* ￥150 is 150元. */
static void on_money(struct listen *l, size_t sign, const char *unit)
{
  struct number v = number_at(l->p + sign, l->end);
  if (!v.n) {
    l->p += sign;
    return;
  }
  listen_skip(l, sign);
  buf_put(l->out, v.s, v.n);
  l->p += v.n;
  l->done = l->p;
  buf_puts(l->out, unit);
}

/* ---- words of Latin letters ---- */

static bool is_url(char c)
{
  return c > ' ' && c < 0x7F && !strchr("\"<>|{}()", c);
}

static void on_word(struct listen *l)
{
  const char *end = l->p;
  while (end < l->end && is_letter(*end))
    end++;
  size_t n = (size_t)(end - l->p);
  struct number v = number_at(end, l->end);
  if ((n == 3 && !memcmp(l->p, "www", 3) && end < l->end && *end == '.') ||
      listen_at(l, end, "://")) {
    while (end < l->end && is_url(*end))
      end++;
    replace(l, (size_t)(end - l->p), "网址");
  } else if (n == 1 && *l->p == 'P' && v.n && listen_at(l, v.s + v.n, "版")) {
    replace(l, 1, "第");
  } else if (n == 2 && listen_at(l, l->p, "PM2.5")) {
    replace(l, 5, "P M 二点五");
  } else if (n == 3 && (!memcmp(l->p, "APP", 3) || !memcmp(l->p, "App", 3) ||
                        !memcmp(l->p, "app", 3))) {
    replace(l, n, "A P P");
  } else if (n == 2 && (!memcmp(l->p, "VS", 2) || !memcmp(l->p, "vs", 2))) {
    replace(l, n, "对");
  } else {
    l->p = end;
  }
}

/* ---- signs of several bytes ---- */

/* What is said for the three-byte sign at S; NULL: it stays. */
static const char *said_for(const unsigned char *s)
{
  switch (s[0] << 16 | s[1] << 8 | s[2]) {
  case 0xE38EA1: /* ㎡ */
    return "平方米";
  case 0xE38EA5: /* ㎥ */
    return "立方米";
  case 0xE28483: /* ℃ */
    return "摄氏度";
  case 0xE28692: /* → */
    return "到";
  case 0xE28988: /* ≈ */
    return "约";
  case 0xE289A5: /* ≥ */
    return "不少于";
  case 0xE289A4: /* ≤ */
    return "不超过";
  case 0xE29CBF: /* ✿ */
  case 0xE296A0: /* ■ */
  case 0xE296A1: /* □ */
  case 0xE296B2: /* ▲ */
  case 0xE296B6: /* ▶ */
  case 0xE296BA: /* ► */
  case 0xE29786: /* ◆ */
  case 0xE29787: /* ◇ */
  case 0xE2978B: /* ○ */
  case 0xE2978E: /* ◎ */
  case 0xE2978F: /* ● */
  case 0xE29885: /* ★ */
  case 0xE29886: /* ☆ */
  case 0xE280BB: /* ※ */
    return "";
  default:
    return NULL;
  }
}

/* ①–⑳ and Ⅰ–Ⅻ are said as their numbers. */
static int ordinal(const unsigned char *s)
{
  int last = s[2];
  if (s[0] == 0xE2 && s[1] == 0x91 && last >= 0xA0 && last <= 0xB3)
    return last - 0xA0 + 1;
  if (s[0] == 0xE2 && s[1] == 0x85 && last >= 0xA0 && last <= 0xAB)
    return last - 0xA0 + 1;
  return 0;
}

static void on_sign(struct listen *l)
{
  const unsigned char *s = (const unsigned char *)l->p;
  size_t dash = listen_dash(l, l->p);
  const char *said = said_for(s);
  int n = ordinal(s);
  if (dash)
    on_dash(l, dash);
  else if (said)
    replace(l, 3, said);
  else if (n) {
    listen_skip(l, 3);
    buf_printf(l->out, "%d", n);
  } else if (listen_at(l, l->p, "＋"))
    on_between(l, 3, "加");
  else if (listen_at(l, l->p, "＝"))
    on_between(l, 3, "等于");
  else if (listen_at(l, l->p, "￥"))
    on_money(l, 3, "元");
  else
    l->p += 3;
}

/* ¥ ² × and other signs of two bytes. */
static void on_latin(struct listen *l)
{
  if (listen_at(l, l->p, "×××")) {
    replace(l, 6, "某某");
  } else if (listen_at(l, l->p, "××")) {
    replace(l, 4, "某某");
  } else if (listen_at(l, l->p, "×")) {
    on_between(l, 2, "乘");
  } else if (listen_at(l, l->p, "¥")) {
    on_money(l, 2, "元");
  } else if (listen_at(l, l->p, "±")) {
    replace(l, 2, "正负");
  } else {
    l->p += 2;
  }
}

static void on_ascii(struct listen *l)
{
  size_t dash = listen_dash(l, l->p);
  if (dash)
    on_dash(l, dash);
  else if (*l->p == '+')
    on_between(l, 1, "加");
  else if (*l->p == '=')
    on_between(l, 1, "等于");
  else if (*l->p == '&')
    on_between(l, 1, "和");
  else if (*l->p == '/')
    on_stroke(l);
  else if (*l->p == '$')
    on_money(l, 1, "美元");
  else
    l->p++;
}

/* ！（），：；？ (U+FF0x and U+FF1x) but ＋ － ＝ and the like. */
static bool is_silent(const char *p, size_t left)
{
  if (left < 3 || p[0] != '\xEF' || p[1] != '\xBC')
    return false;
  unsigned char c = (unsigned char)p[2];
  return c == 0x81 || c == 0x88 || c == 0x89 || c == 0x8C || c == 0x9A ||
         c == 0x9B || c == 0x9F;
}

bool listen_text(struct buf *out, const char *s, size_t n)
{
  struct listen l = {.out = out, .start = s, .p = s, .end = s + n, .done = s};
  while (l.p < l.end) {
    unsigned char c = (unsigned char)*l.p;
    size_t left = (size_t)(l.end - l.p);
    size_t wide = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (wide > left)
      break;
    /* Han and their marks are nearly all of a text. */
    if ((c >= 0xE4 && c < 0xED) || is_silent(l.p, left)) {
      l.p += wide;
      continue;
    }
    if (is_digit(*l.p))
      listen_number(&l);
    else if (is_letter(*l.p))
      on_word(&l);
    else if (c < 0x80)
      on_ascii(&l);
    else if (wide == 2)
      on_latin(&l);
    else if (c == 0xE2 || (c == 0xE3 && l.p[1] == '\x8E') || c == 0xEF)
      on_sign(&l);
    else
      l.p += wide;
  }
  if (l.done == s)
    return false;
  buf_put(out, l.done, (size_t)(l.end - l.done));
  return true;
}
