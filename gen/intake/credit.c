#include "intake/credit.h"

#include <string.h>

#include "asset/words.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"
#include "intake/normal.h"

enum {
  NAMES = 120,
  BYLINE_WIDTH = 90,
  OFFICE = 40 /* half characters of a sign-off with its brackets */
};

static bool names_author(const char *s)
{
  static const char *const begins[] = {
      "图文|",    "文|",    "图|",  "文丨",     "图丨", "图文丨",   "记者",
      "本报记者", "通讯员", "特约", "见习记者", "实习", "文/",      "文／",
      "文：",     "文 ",    "图/",  "图／",     "图：", "图 ",      "摄影",
      "摄/",      "作者",   "撰文", "供稿",     "撰稿", "整理",     "口述",
      "讲述",     "授课人", "主讲", "文字",     "图文", "来源：",   "来源:",
      "□",        "■记者",  "◎",    "采写",     "绘图", "图片来源", "策划",
      NULL};
  static const char *const ends[] = {" 文/图", " 文",   " 摄", " 图/文",
                                     " 摄影",  " 供稿", NULL};
  int width = looks_width(s);
  if (width > BYLINE_WIDTH || looks_count(s, "。；，！？“《"))
    return false;
  for (const char *const *w = begins; *w; w++)
    if (looks_begins(s, *w)) {
      const char *rest = s + strlen(*w);
      bool parted = !*rest || strpbrk(*w, "/|") || strstr(*w, "丨") ||
                    strchr(*w, ' ') ||
                    looks_among(looks_first(rest), " ：:/／（|") ||
                    looks_among(looks_last(*w), "：／□◎");
      if (parted && *rest)
        return true;
      if (width <= 20 && looks_begins(s, "本报记者"))
        return true;
    }
  for (const char *const *w = ends; *w; w++)
    if (looks_ends(s, *w) && width <= 40)
      return true;
  return false;
}

bool credit_is_byline(const char *s)
{
  const char *p = s;
  if (names_author(s))
    return true;
  if (looks_begins(s, "By ") || looks_begins(s, "by "))
    p += strlen("By ");
  else if (looks_among(looks_first(s), "●◆■▲○◇★"))
    p += strlen("●");
  p += strspn(p, " ");
  return p > s && names_author(p);
}

static bool is_surname(uint32_t r)
{
  static const char surnames[] =
      "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许"
      "傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆"
      "郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文施俞奚柳葛"
      "郁庄颜章鲁倪严牛樊季温祝齐安华殷翁岑裴向凌席骆霍牟路甘荣申管柯左包时闻";
  return looks_among(r, surnames);
}

bool credit_is_name(const char *s)
{
  size_t han = looks_han(s);
  return han >= 2 && han <= 4 && strlen(s) == han * 3 &&
         is_surname(looks_first(s)) &&
         (han == 2 || !words_across(s, 3, s + 3, strlen(s) - 3));
}

/* The runes of the word at *P, of Han only, with *P behind it; 0. */
static size_t word(const char **p)
{
  const char *end = *p + strlen(*p);
  size_t n = 0;
  while (*p < end && !normal_blank(*p, NULL)) {
    if (!rune_is_han(utf8_next(p, end)))
      return 0;
    n++;
  }
  return n;
}

static void pass(const char **s)
{
  for (size_t k; (k = normal_blank(*s, NULL)) > 0;)
    *s += k;
}

char *credit_names(struct arena *arena, const char *s)
{
  struct buf b = BUF_INIT;
  size_t names = 0, known = 0, lone = 0, others = 0;
  for (pass(&s); *s; pass(&s)) {
    const char *from = s;
    size_t n = word(&s);
    if (!n || n > 4) {
      names = 0;
      break;
    }
    bool second = n == 1 && lone++ % 2;
    others += n > 2;
    names += !second;
    known += !second && is_surname(looks_first(from));
    buf_puts(&b, b.n && !second ? " " : "");
    buf_put(&b, from, (size_t)(s - from));
  }
  bool some = names >= 3 && (names >= 5 || lone || others);
  char *text = some && !(lone % 2) && known * 10 >= names * 7
                   ? arena_copy(arena, b.s)
                   : NULL;
  buf_free(&b);
  return text;
}

bool credit_is_names(const char *s)
{
  struct arena *arena = arena_new();
  bool yes = looks_width(s) <= NAMES && credit_names(arena, s);
  arena_free(arena);
  return yes;
}

/* 镇长 周建民, 社区学校校长 李红 */
bool credit_is_office_and_name(const char *s)
{
  static const char *const offices[] = {"长",   "书记", "主任", "主席", "代表",
                                        "记者", "教授", "理事", "会员", "老师",
                                        "委员", "总监", "律师", "医师", "医生"};
  const char *blank = strrchr(s, ' ');
  if (!blank || looks_width(s) > OFFICE || !credit_is_name(blank + 1) ||
      looks_han(blank + 1) > 3)
    return false;
  for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
    size_t n = strlen(offices[i]);
    if ((size_t)(blank - s) >= n && !memcmp(blank - n, offices[i], n))
      return true;
  }
  return false;
}

static bool names_office(const char *s, size_t n)
{
  static const char *const none[] = {
      "完",   "待续", "见图",   "上图",       "下图",     "图",
      "未完", "下略", "略",     "节选",       "摘编",     "一",
      "二",   "三",   "全文完", "本文有删节", "未完待续", "有删节"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (strlen(none[i]) == n && !memcmp(s, none[i], n))
      return false;
  return true;
}

long credit_office(const char *s)
{
  size_t n = strlen(s);
  const char *open = NULL;
  if (!looks_ends(s, "）"))
    return -1;
  for (const char *p = strstr(s, "（"); p; p = strstr(p + 1, "（"))
    open = p;
  if (!open || looks_width(open) > OFFICE || looks_width(open) < 8 ||
      strstr(open, "）") != s + n - strlen("）") ||
      looks_part(open, NULL) != LOOKS_NONE)
    return -1;
  const char *name = open + strlen("（");
  if (looks_begins(name, "供稿：") || looks_begins(name, "来稿："))
    name += strlen("供稿：");
  size_t len = (size_t)(s + n - strlen("）") - name);
  if (looks_count(name, "。，；！？：“《、的是在了") || !looks_han(name) ||
      !names_office(name, len))
    return -1;
  if (open == s)
    return 0;
  return looks_among(utf8_before(s, open), "。！？”…") ? (long)(open - s) : -1;
}
