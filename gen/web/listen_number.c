/* Numbers in a text: which kind of number each is, and how that is said. */
#include "web/listen_in.h"

#include <string.h>

#include "base/buf.h"
#include "web/say.h"

enum { LIMIT = 1000000000, NEAR = 36 /* bytes: twelve Han */ };

static bool is_digit(const struct listen *l, const char *p)
{
  return p < l->end && *p >= '0' && *p <= '9';
}

static size_t digits_at(const char *p, const char *end)
{
  const char *s = p;
  while (s < end && *s >= '0' && *s <= '9')
    s++;
  return (size_t)(s - p);
}

struct number number_at(const char *p, const char *end)
{
  struct number v = {.s = p};
  v.n = v.digits = digits_at(p, end);
  while (v.n && v.digits <= 12 && p + v.n < end && p[v.n] == ',' &&
         digits_at(p + v.n + 1, end) == 3 && (v.comma || v.n <= 3)) {
    v.comma = true;
    v.n += 4;
    v.digits += 3;
  }
  for (size_t i = 0; i < v.n; i++)
    if (p[i] != ',' && v.value < LIMIT)
      v.value = v.value * 10 + (p[i] - '0');
  bool point = v.n && p + v.n < end && p[v.n] == '.';
  size_t more = point ? digits_at(p + v.n + 1, end) : 0;
  if (more) {
    v.point = true;
    v.n += 1 + more;
  }
  return v;
}

/* Does one of the words LIST, each ended by a space, stand at P? */
static bool any_at(const struct listen *l, const char *p, const char *list)
{
  for (const char *stop; (stop = strchr(list, ' ')); list = stop + 1) {
    size_t n = (size_t)(stop - list);
    if ((size_t)(l->end - p) >= n && !memcmp(p, list, n))
      return true;
  }
  return false;
}

/* Does one stand in the text right before l->p? */
static bool any_near(const struct listen *l, const char *list)
{
  const char *p = l->p - l->start > NEAR ? l->p - NEAR : l->start;
  for (; p < l->p; p++)
    if (((unsigned char)*p & 0xC0) != 0x80 && any_at(l, p, list))
      return true;
  return false;
}

static bool any_before(const struct listen *l, const char *list)
{
  for (const char *stop; (stop = strchr(list, ' ')); list = stop + 1) {
    size_t n = (size_t)(stop - list);
    if ((size_t)(l->p - l->start) >= n && !memcmp(l->p - n, list, n))
      return true;
  }
  return false;
}

/* What was said ends at l->p as a number would, for a dash that follows. */
static bool said(struct listen *l, long value, bool plain)
{
  l->number = l->p;
  l->value = value;
  l->plain = plain;
  return true;
}

/* ---- dates and times ---- */

/* 2018-12-15, 2018.12.15, 2018/12/15. */
static bool day(struct listen *l, const struct number *v)
{
  const char *p = v->s + 4, *s[2];
  size_t n[2], year = digits_at(v->s, l->end);
  if (year != 4 || p >= l->end || !strchr("-./", *p))
    return false;
  char mark = *p;
  for (int i = 0; i < 2; i++) {
    if (p >= l->end || *p != mark)
      return false;
    s[i] = p + 1;
    n[i] = digits_at(s[i], l->end);
    if (n[i] < 1 || n[i] > 2)
      return false;
    p = s[i] + n[i];
  }
  long month = number_at(s[0], s[0] + n[0]).value;
  long date = number_at(s[1], s[1] + n[1]).value;
  if (month < 1 || month > 12 || date < 1 || date > 31)
    return false;
  listen_skip(l, (size_t)(p - v->s));
  say_digits(l->out, v->s, 4);
  buf_printf(l->out, "年%ld月%ld日", month, date);
  return said(l, date, false);
}

/* Something is counted: 110平方米, 12345人. */
static bool counts(const struct listen *l, const char *p)
{
  return any_at(l, p,
                "人 个 名 元 米 平 件 户 年 月 日 天 万 亿 千 百 次 起 条 家 "
                "套 台 栋 岁 吨 公 斤 亩 分 辆 场 期 多 余 项 组 册 株 处 棵 "
                "里 票 本 头 步 字 篇 把 盏 路 弄 室 号 对 位 份 支 颗 卷 封 "
                "㎡ % ％ 只 张 度 块 ");
}

/* 2018陆家嘴慈善之夜. */
static bool heads_name(const struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  return v->value >= 1990 && v->value < 2040 && p < l->end &&
         (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9 &&
         !counts(l, p);
}

/* 2018年, and the first of 2017-2018年. */
static bool year(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  bool sane = v->n == 4 && v->value >= 1000 && v->value < 3000;
  size_t dash = sane ? listen_dash(l, p) : 0;
  bool pair = dash && digits_at(p + dash, l->end) == 4 &&
              listen_at(l, p + dash + 4, "年");
  if (!sane || !(pair || listen_at(l, p, "年") || heads_name(l, v)))
    return false;
  listen_skip(l, v->n);
  say_digits(l->out, v->s, v->n);
  return said(l, v->value, true);
}

/* 12月8日. */
static bool month_day(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  if (v->point || v->value < 1 || v->value > 12 || !listen_at(l, p, "月"))
    return false;
  struct number d = number_at(p + strlen("月"), l->end);
  const char *behind = d.s + d.n;
  if (!d.n || d.n > 2 || d.value < 1 || d.value > 31 ||
      !any_at(l, behind, "日 号 "))
    return false;
  listen_skip(l, (size_t)(behind - v->s));
  say_count(l->out, v->s, v->n);
  buf_puts(l->out, "月");
  say_count(l->out, d.s, d.n);
  return said(l, d.value, false);
}

static void say_minutes(struct listen *l, const char *s)
{
  if (s[0] == '0' && s[1] == '0')
    return;
  say_digits(l->out, s, s[0] == '0' ? 1 : 0);
  say_count(l->out, s[0] == '0' ? s + 1 : s, s[0] == '0' ? 1 : 2);
  buf_puts(l->out, "分");
}

/* 15:30 and, with other values, 3:2. */
static bool clock(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  bool wide = listen_at(l, p, "：");
  if (v->point || v->comma || v->n > 4 || !(wide || listen_at(l, p, ":")))
    return false;
  const char *m = p + (wide ? strlen("：") : 1);
  size_t n = digits_at(m, l->end);
  bool time = n == 2 && v->n <= 2 && v->value <= 24 && *m <= '5' &&
              !(is_digit(l, m + 3) && m[2] == ':');
  if (!n || n > 4 || (!time && (wide || m[n] == ':')))
    return false;
  listen_skip(l, (size_t)(m + n - v->s));
  say_count(l->out, v->value ? v->s + (*v->s == '0') : "0",
            v->value ? v->n - (*v->s == '0') : 1);
  buf_puts(l->out, time ? "点" : "比");
  if (time)
    say_minutes(l, m);
  else
    say_count(l->out, m, n);
  return said(l, v->value, false);
}

/* 3·15, 12·4: days that have become names. */
static bool named_day(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  if (v->n > 2 || !any_at(l, p, "· • "))
    return false;
  const char *d = p + (listen_at(l, p, "·") ? strlen("·") : strlen("•"));
  size_t n = digits_at(d, l->end);
  if (!n || n > 2)
    return false;
  listen_skip(l, (size_t)(d + n - v->s));
  say_digits(l->out, v->s, v->n);
  say_digits(l->out, d, n);
  return said(l, 0, false);
}

/* ---- telephones ---- */

static void say_part(struct listen *l, const char *s, size_t n, bool first)
{
  if (!first)
    buf_puts(l->out, "，");
  say_phone(l->out, s, n);
}

static bool mobile(struct listen *l, const struct number *v)
{
  if (v->n != 11 || v->s[0] != '1' || v->s[1] < '3')
    return false;
  listen_skip(l, v->n);
  say_part(l, v->s, 3, true);
  say_part(l, v->s + 3, 4, false);
  say_part(l, v->s + 7, 4, false);
  return said(l, 0, false);
}

/* 021-12345678, 400-820-1234. */
static bool joined_phone(struct listen *l, const struct number *v)
{
  bool area = v->n >= 3 && v->n <= 4 && v->s[0] == '0';
  bool free = v->n == 3 && (v->value == 400 || v->value == 800);
  const char *p = v->s + v->n;
  if ((!area && !free) || p >= l->end || *p != '-')
    return false;
  size_t a = digits_at(p + 1, l->end);
  const char *q = p + 1 + a;
  size_t b = free && q < l->end && *q == '-' ? digits_at(q + 1, l->end) : 0;
  if (area ? a < 7 || a > 8 : a < 3 || a > 4 || b < 3 || b > 4)
    return false;
  listen_skip(l, (size_t)(area ? q - v->s : q + 1 + b - v->s));
  say_part(l, v->s, v->n, true);
  say_part(l, p + 1, a, false);
  if (b)
    say_part(l, q + 1, b, false);
  return said(l, 0, false);
}

static bool hotline(struct listen *l, const struct number *v)
{
  const char *behind = v->s + v->n;
  bool five = v->n == 5 && (!memcmp(v->s, "12", 2) || !memcmp(v->s, "95", 2) ||
                            !memcmp(v->s, "96", 2));
  bool three = v->n == 3 && (v->value == 110 || v->value == 114 ||
                             v->value == 119 || v->value == 120 ||
                             v->value == 122);
  if ((!five && !three) || counts(l, behind))
    return false;
  bool called = any_near(l, "拨打 电话 热线 致电 号码 报警 急救 拨 ") ||
                any_at(l, behind, "热线 报警 急救 火警 电话 平台 工单 ") ||
                v->value == 12345;
  if (!called)
    return false;
  listen_skip(l, v->n);
  if (five)
    say_digits(l->out, v->s, v->n);
  else
    say_phone(l->out, v->s, v->n);
  return said(l, 0, false);
}

/* Long numbers that are no quantity. */
static bool code(struct listen *l, const struct number *v)
{
  if (v->comma || v->point || counts(l, v->s + v->n))
    return false;
  bool phone = (v->n == 7 || v->n == 8) && v->s[0] > '1' &&
               any_near(l, "电话 热线 拨打 致电 咨询 联系 ");
  if (!phone && v->n < 9 && !(v->n > 2 && v->s[0] == '0'))
    return false;
  listen_skip(l, v->n);
  say_phone(l->out, v->s, v->n);
  return said(l, 0, false);
}

/* ---- addresses ---- */

/* 628弄, 202室, 338路, 上南路1234号, 80后. */
static bool address(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  if (v->comma || v->point)
    return false;
  bool house = v->n >= 3 && v->n <= 4 &&
               (any_at(l, p, "弄 室 路 ") ||
                (listen_at(l, p, "号") &&
                 any_before(l, "路 街 弄 道 巷 里 ")));
  bool decade = v->n == 2 && v->s[1] == '0' && listen_at(l, p, "后") &&
                (v->value == 0 || v->value >= 50);
  if (!house && !decade)
    return false;
  listen_skip(l, v->n);
  say_digits(l->out, v->s, v->n);
  return said(l, v->value, true);
}

/* ---- quantities ---- */

static size_t percent(const struct listen *l, const char *p)
{
  return listen_at(l, p, "%") ? 1 : listen_at(l, p, "％") ? 3 : 0;
}

/* 98.35%, 5‰, and 5-10%. */
static bool share(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  size_t dash = listen_dash(l, p);
  struct number to = number_at(p + dash, l->end);
  size_t sign = percent(l, p);
  bool pair = dash && to.n && percent(l, to.s + to.n);
  bool mille = listen_at(l, p, "‰");
  if (!sign && !pair && !mille)
    return false;
  listen_skip(l, v->n + (mille ? strlen("‰") : pair ? 0 : sign));
  buf_puts(l->out, mille ? "千分之" : "百分之");
  say_count(l->out, v->s, v->n);
  return said(l, v->value, false);
}

/* 1/3. */
static bool fraction(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  if (v->point || v->comma || !listen_at(l, p, "/") ||
      any_before(l, "/ "))
    return false;
  struct number of = number_at(p + 1, l->end);
  if (!of.n || of.point || of.comma || !v->value || of.value <= v->value ||
      of.value > 100 || listen_at(l, of.s + of.n, "/"))
    return false;
  listen_skip(l, (size_t)(of.s + of.n - v->s));
  say_count(l->out, of.s, of.n);
  buf_puts(l->out, "分之");
  say_count(l->out, v->s, v->n);
  return said(l, 0, false);
}

static const struct {
  const char *sign, *name;
} units[] = {{"kWh", "千瓦时"}, {"km/h", "公里每小时"}, {"km²", "平方公里"},
             {"km", "公里"},    {"kg", "公斤"},         {"kW", "千瓦"},
             {"cm", "厘米"},    {"mm", "毫米"},         {"ml", "毫升"},
             {"mL", "毫升"},    {"mg", "毫克"},         {"m²", "平方米"},
             {"m2", "平方米"},  {"m³", "立方米"},       {"m3", "立方米"},
             {"°C", "摄氏度"},  {"m", "米"},            {"g", "克"},
             {"L", "升"}};

/* 120m², 5 km: the number stays, the unit is said. */
static bool unit(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n, *s = listen_at(l, p, " ") ? p + 1 : p;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    const char *end = s + strlen(units[i].sign);
    if (!listen_at(l, s, units[i].sign) ||
        (end < l->end && (unsigned char)*end < 0x80 &&
         strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ23456789",
                *end)))
      continue;
    listen_skip(l, (size_t)(end - v->s));
    say_count(l->out, v->s, v->n);
    buf_puts(l->out, units[i].name);
    return said(l, v->value, false);
  }
  return false;
}

/* 1,787 and the parts of 1+32+X. */
static bool spelled(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  bool sum = any_before(l, "+ ＋ ") ||
             (any_at(l, p, "+ ＋ ") && p + 1 < l->end);
  if (!v->comma && !sum)
    return false;
  listen_skip(l, v->n);
  say_count(l->out, v->s, v->n);
  return said(l, v->value, true);
}

/* The quick road for what is most of all numbers, 15分钟 and 3个: one or two
 * digits and a Han that is said with them; and for 8月 without a day. */
static bool is_usual(struct listen *l, const struct number *v)
{
  const char *p = v->s + v->n;
  char before = v->s > l->start ? v->s[-1] : ' ';
  if (v->n > 2 || v->s[0] == '0' || before == '+' || before == '\x8B' ||
      l->end - p < 3 || (unsigned char)*p < 0xE4 || (unsigned char)*p > 0xE9)
    return false;
  return !listen_at(l, p, "后") &&
         (!listen_at(l, p, "月") || !is_digit(l, p + 3));
}

void listen_number(struct listen *l)
{
  static bool (*const kinds[])(struct listen *, const struct number *) = {
      year,    day,     month_day, clock, named_day, joined_phone,
      mobile,  hotline, share,     address, code,    fraction,
      unit,    spelled};
  struct number v = number_at(l->p, l->end);
  l->number_from = l->p;
  bool usual = is_usual(l, &v);
  for (size_t i = 0; !usual && i < sizeof kinds / sizeof *kinds; i++)
    if (kinds[i](l, &v))
      return;
  l->p += v.n;
  said(l, v.value, !v.point);
}
