#include "page/unit.h"

#include <string.h>

/* Longer ones before their beginnings. 月日 count one by one, so that a line
 * may end between 12月 and 8日. */
static const char *const units[] = {
    "平方公里", "平方米", "立方米", "万人次", "分钟", "小时", "周年", "年度",
    "公里",     "千米",   "厘米",   "毫米",   "公斤", "千克", "万元", "亿元",
    "万人",     "万户",   "万个",   "人次",   "余名", "余人", "余个", "余户",
    "多名",     "多人",   "多个",   "多户",   "个月", "年",   "月",   "日",
    "号",       "时",     "分",     "秒",     "元",   "角",   "亿",   "万",
    "千",       "百",     "余",     "多",     "个",   "名",   "人",   "位",
    "户",       "次",     "届",     "家",     "岁",   "期",   "版",   "点",
    "度",       "米",     "吨",     "克",     "项",   "条",   "套",   "台",
    "幢",       "栋",     "楼",     "层",     "室",   "件",   "场",   "处",
    "支",       "只",     "辆",     "块",     "章",   "页",   "类",   "批",
    "倍",       "周",     "天",     "册",     "张",   "对",   "组",   "所",
    "座",       "亩",
};

size_t unit_length(const char *s, size_t n)
{
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t k = strlen(units[i]);
    if (k <= n && !memcmp(s, units[i], k))
      return k;
  }
  return 0;
}
