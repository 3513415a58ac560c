#include "makeup/prose.h"

#include <string.h>

/* Words of two to four characters, as headlines and texts are made of. */
static const char *const words[] = {
    "社区",     "居民",     "街道",     "服务",     "活动",     "志愿者",
    "家门口",   "办理",     "周末",     "小区",     "花园",     "垃圾分类",
    "楼组",     "议事",     "学校",     "老人",     "孩子",     "医生",
    "讲座",     "图书",     "电梯",     "停车",     "菜场",     "公交",
    "河道",     "绿化",     "安全",     "消防",     "电动车",   "充电",
    "合唱",     "书法",     "摄影",     "电影",     "节日",     "邻里",
    "互助",     "党员",     "自治",     "共治",     "治理",     "物业",
    "业委会",   "居委会",   "党支部",   "加装",     "改造",     "更新",
    "启动",     "完成",     "开放",     "推进",     "参加",     "举行",
    "关心",     "征求",     "意见",     "方案",     "名单",     "热线",
    "食堂",     "睦邻中心", "文化",     "健康",     "体检",     "义诊",
    "防汛",     "台风",     "值班",     "巡逻",     "民警",     "快递",
    "阳台",     "花箱",     "口袋公园", "步道",     "健身",     "比赛"};
enum { WORDS = sizeof words / sizeof *words };

/* ---- chance ---- */

/* xorshift64* */
int prose_dice(struct prose *p, int n)
{
  p->dice ^= p->dice >> 12;
  p->dice ^= p->dice << 25;
  p->dice ^= p->dice >> 27;
  return (int)((p->dice * 0x2545F4914F6CDD1Du >> 33) % (uint64_t)n);
}

bool prose_chance(struct prose *p, int percent)
{
  return prose_dice(p, 100) < percent;
}

int prose_between(struct prose *p, int least, int most)
{
  return least + prose_dice(p, most - least + 1);
}

/* ---- text ---- */

static int characters(const char *word)
{
  return (int)strlen(word) / 3;
}

/* A word leaves none or enough for another. */
void prose_words(struct prose *p, struct buf *b, int n)
{
  while (n > 1) {
    const char *w = words[prose_dice(p, WORDS)];
    int left = n - characters(w);
    if (left < 0 || left == 1)
      continue;
    buf_puts(b, w);
    n = left;
  }
  if (n)
    buf_puts(b, "好");
}

void prose_run(struct prose *p, struct buf *b, int n)
{
  for (int since = 0; n > 2;) {
    int part = n < 4 ? n : prose_between(p, 2, 4), kind = prose_dice(p, 40);
    if (kind == 0)
      buf_printf(b, "%d", prose_dice(p, 3000)), part = 2;
    else if (kind == 1)
      buf_puts(b, prose_dice(p, 2) ? "“1+3+N”" : "Wi-Fi"), part = 4;
    else if (kind == 2)
      buf_puts(b, "《社区公约》"), part = 6;
    else
      prose_words(p, b, part);
    n -= part;
    since += part;
    if (since > 6 && n > 4 && prose_dice(p, 3) == 0) {
      buf_puts(b, prose_dice(p, 4) ? "，" : prose_dice(p, 3) ? "。" : "、");
      since = 0;
      n--;
    }
  }
  buf_puts(b, "。");
}

static int lines_of(int n)
{
  return (n + PROSE_MEASURE - 1) / PROSE_MEASURE;
}

void prose_paragraph(struct prose *p, struct text *t, int n)
{
  if (prose_chance(p, 8))
    buf_puts(&t->md, "**小标题在这里。**"), n = n > 20 ? n - 8 : n;
  prose_run(p, &t->md, n);
  buf_puts(&t->md, "\n\n");
  t->lines += lines_of(n + 2);
}

void prose_list(struct prose *p, struct text *t)
{
  bool ordered = prose_dice(p, 2);
  for (int i = 1, n = prose_between(p, 3, 6); i <= n; i++) {
    int size = prose_between(p, 8, 36);
    if (ordered)
      buf_printf(&t->md, "%d. ", i);
    else
      buf_puts(&t->md, "- ");
    prose_run(p, &t->md, size);
    buf_puts(&t->md, "\n");
    t->lines += (size + 10) / 11;
  }
  buf_puts(&t->md, "\n");
}

void prose_table(struct prose *p, struct text *t)
{
  int columns = prose_between(p, 2, 4), rows = prose_between(p, 3, 9);
  for (int r = 0; r < rows + 2; r++) {
    for (int c = 0; c < columns; c++) {
      buf_puts(&t->md, "| ");
      if (r == 1)
        buf_puts(&t->md, "---");
      else
        prose_words(p, &t->md, prose_between(p, 2, 5));
      buf_puts(&t->md, " ");
    }
    buf_puts(&t->md, "|\n");
  }
  buf_puts(&t->md, "\n");
  t->lines += (rows + 2) * (columns > 2 ? 2 : 1);
}

void prose_box(struct prose *p, struct text *t)
{
  buf_puts(&t->md, "::: box 相关链接\n");
  t->lines += 3;
  for (int n = prose_between(p, 1, 2); n > 0; n--)
    prose_paragraph(p, t, prose_between(p, 30, 90));
  buf_puts(&t->md, ":::\n\n");
}

void prose_subhead(struct prose *p, struct text *t)
{
  buf_puts(&t->md, "## ");
  prose_words(p, &t->md, prose_between(p, 4, 10));
  buf_puts(&t->md, "\n\n");
  t->lines += 2;
}
