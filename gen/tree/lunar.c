#include "tree/lunar.h"

#include <stddef.h>

#include "base/mem.h"
#include "tree/day.h"

enum { FIRST = 1950 };

/* A year's months: bit 15 to 4: month 1 to 12 has 30 days, not 29; bit 16: so
 * has the leap month; the lowest four: behind which month that stands. Computed
 * from new moons and solar terms at 120° east by two programs, which agree. */
static const unsigned years[] = {
    0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8,
    0x0e950, 0x06aa0, 0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260,
    0x0f263, 0x0d950, 0x05b57, 0x056a0, 0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0,
    0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6, 0x095b0, 0x049b0,
    0x0a974, 0x0a4b0, 0x0b27a, 0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570,
    0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60,
    0x096d5, 0x092e0, 0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0,
    0x0abb7, 0x025d0, 0x092d0, 0x0cab5, 0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50,
    0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, 0x07954, 0x06aa0,
    0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530,
    0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250,
    0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0,
    0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63, 0x09370, 0x049f8, 0x04970,
    0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, 0x092e0, 0x0d2e3,
    0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4,
    0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4,
    0x0a5b0, 0x052b0, 0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55,
    0x04b60, 0x0a570, 0x054e4, 0x0d160, 0x0e968, 0x0d520, 0x0daa0, 0x16aa6,
    0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, 0x0d520};

enum { YEARS = sizeof years / sizeof *years };

static int length(unsigned year, int month, bool leap)
{
  return 29 + ((leap ? year >> 16 : year >> (16 - month)) & 1);
}

static int year_length(unsigned year)
{
  int days = 0;
  for (int month = 1; month <= 12; month++)
    days += length(year, month, false);
  return days + (year & 15 ? length(year, 0, true) : 0);
}

bool lunar_of(struct lunar *l, const char *day)
{
  int left = day_number(day) - day_number("1950-02-17");
  size_t y = 0;
  if (!day_valid(day) || left < 0)
    return false;
  while (y < YEARS && left >= year_length(years[y]))
    left -= year_length(years[y++]);
  if (y == YEARS)
    return false;
  *l = (struct lunar){FIRST + (int)y, 1, 0, false};
  for (int n; left >= (n = length(years[y], l->month, l->leap)); left -= n) {
    bool doubled = !l->leap && (int)(years[y] & 15) == l->month;
    l->month += !doubled;
    l->leap = doubled;
  }
  l->day = left + 1;
  return true;
}

char *lunar_name(const struct lunar *l)
{
  static const char *const stems[] = {"庚", "辛", "壬", "癸", "甲",
                                      "乙", "丙", "丁", "戊", "己"};
  static const char *const branches[] = {"申", "酉", "戌", "亥", "子", "丑",
                                         "寅", "卯", "辰", "巳", "午", "未"};
  static const char *const months[] = {"正", "二", "三", "四", "五", "六",
                                       "七", "八", "九", "十", "冬", "腊"};
  static const char *const tens[] = {"初", "十", "廿", "三"};
  static const char *const ones[] = {"十", "一", "二", "三", "四",
                                     "五", "六", "七", "八", "九"};
  const char *ten = l->day == 10   ? "初"
                    : l->day == 20 ? "二"
                                   : tens[l->day / 10];
  return mem_printf("%s%s年%s%s月%s%s", stems[l->year % 10],
                    branches[l->year % 12], l->leap ? "闰" : "",
                    months[l->month - 1], ten, ones[l->day % 10]);
}
