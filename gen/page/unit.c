#include "page/unit.h"

#include <string.h>

/* What stands between a figure and its unit: 300余万元. */
static const char *const scales[] = {"余", "多", "万", "亿", "千", "百"};
enum { SCALES = 3 };

/* Longer ones before their beginnings. 月日 count one by one, so that a line
 * may end between 12月 and 8日. */
static const char *const units[] = {
    "平方公里", "平方米", "立方米", "公里", "千米", "厘米", "毫米", "公斤",
    "千克",     "毫克",   "公顷",   "毫升", "千瓦", "分钟", "小时", "秒钟",
    "刻钟",     "点钟",   "周年",   "周岁", "年度", "年代", "年级", "世纪",
    "季度",     "月份",   "个月",   "人次", "户次", "美元", "欧元", "港元",
    "单元",     "号楼",   "号线",   "号门", "年",   "月",   "日",   "号",
    "时",       "分",     "秒",     "元",   "角",   "个",   "名",   "人",
    "位",       "户",     "次",     "届",   "家",   "岁",   "期",   "版",
    "点",       "度",     "米",     "吨",   "克",   "升",   "瓦",   "斤",
    "项",       "条",     "套",     "台",   "幢",   "栋",   "楼",   "层",
    "室",       "弄",     "路",     "件",   "场",   "处",   "支",   "只",
    "辆",       "块",     "章",     "页",   "类",   "批",   "倍",   "周",
    "天",       "册",     "张",     "对",   "组",   "所",   "座",   "亩",
    "份",       "种",     "款",     "棵",   "株",   "盏",   "枚",   "瓶",
    "首",       "篇",     "封",     "幅",   "间",   "段",   "节",   "轮",
    "票",       "例",     "折",     "级",   "班",   "代",   "后",   "字",
    "副",       "双",     "袋",     "箱",   "盒",   "排",   "桌",   "餐",
};

static const char *const signs[] = {
    "km", "m",  "cm", "mm", "kg",  "g",   "mg",  "t",  "L",
    "mL", "ml", "kW", "W",  "kWh", "h",   "min", "s",  "Hz",
    "KB", "MB", "GB", "TB", "dB",  "kPa", "hPa", "pH",
};

static size_t among(const char *s, size_t n, const char *const *v, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t k = strlen(v[i]);
    if (k <= n && !memcmp(s, v[i], k))
      return k;
  }
  return 0;
}

size_t unit_length(const char *s, size_t n)
{
  size_t at = 0, k = 1;
  for (int i = 0; i < SCALES && k; i++) {
    if (among(s + at, n - at, units, sizeof units / sizeof *units))
      break; /* 千米 is no thousand */
    at += k = among(s + at, n - at, scales, sizeof scales / sizeof *scales);
  }
  return at + among(s + at, n - at, units, sizeof units / sizeof *units);
}

bool unit_is_latin(const char *s, size_t n)
{
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strlen(signs[i]) == n && !memcmp(signs[i], s, n))
      return true;
  return false;
}
