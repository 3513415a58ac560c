#include "intake/credit.h"

#include <string.h>

#include "base/utf8.h"
#include "intake/looks.h"

enum {
  BYLINE_WIDTH = 90,
  OFFICE = 40 /* half characters of a sign-off with its brackets */
};

bool credit_is_byline(const char *s)
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
