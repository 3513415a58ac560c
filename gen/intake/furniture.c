#include "intake/furniture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "intake/leftover.h"
#include "intake/looks.h"
#include "intake/pagehead.h"

enum {
  SHORT = 36,  /* half characters of a line of furniture */
  CAPTION = 28 /* of a code's caption */
};

/* Text without blanks, for comparing; room enough for furniture. */
static const char *squeeze(const char *s, char room[256])
{
  size_t n = 0;
  for (; *s && n < 255; s++)
    if (*s != ' ')
      room[n++] = *s;
  room[n] = '\0';
  return room;
}

static bool any(const char *s, const char *const list[])
{
  for (; *list; list++)
    if (strstr(s, *list))
      return true;
  return false;
}

static bool any_begins(const char *s, const char *const list[])
{
  for (; *list; list++)
    if (looks_begins(s, *list))
      return true;
  return false;
}

static bool any_is(const char *s, const char *const list[])
{
  for (; *list; list++)
    if (!strcmp(s, *list))
      return true;
  return false;
}

/* 自 / 家 / 门 / 口: four parts or more, none longer than two characters. */
static bool is_slogan(const char *s)
{
  int parts = 0;
  while (*s) {
    size_t n = strcspn(s, "/|·");
    size_t han = 0;
    const char *end = s + n;
    while (s < end) {
      uint32_t r = utf8_next(&s, end);
      if (r != ' ' && !rune_is_han(r))
        return false;
      han += r != ' ';
    }
    if (!han || han > 2)
      return false;
    parts++;
    s += *s != '\0';
  }
  return parts >= 4;
}

static bool is_code_caption(const char *s, int width)
{
  static const char *const words[] = {
      "扫描二维码", "扫码关注",   "扫码下载",   "扫码加",   "扫码进",
      "扫码看",     "扫码阅读",   "扫码查看",   "请扫码",   "扫码报名",
      "扫一扫",     "识别二维码", "长按二维码", "长按识别", "官方微信",
      "微信公众号", "二维码关注", "扫描下方",   NULL};
  return width <= SHORT && any(s, words) && !looks_count(s, "。；");
}

static bool is_latin_title(const char *s)
{
  static const char *const words[] = {"NEWS",   "DAILY",  "TIMES",   "POST",
                                      "WEEKLY", "HERALD", "GAZETTE", NULL};
  return !looks_han(s) && any(s, words) && strlen(s) < 60;
}

static bool is_publisher(const char *s, int width)
{
  static const char *const ends[] = {
      "主办",     "出版",     "编印",     "承办", "主编", "编辑出版",
      "联合出版", "内部资料", "免费赠阅", "印刷", NULL};
  static const char *const begins[] = {
      "主办单位",     "主办：", "承办单位", "承办：", "出版：", "国内统一刊号",
      "国内统一连续", "准印证", "内部资料", "CN",     NULL};
  if (width > 60 || looks_count(s, "。，；！？"))
    return false;
  for (const char *const *e = ends; *e; e++)
    if (looks_ends(s, *e))
      return width >= 8;
  return any_begins(s, begins) && width <= 48;
}

static bool is_paper_name(const char *s, int width)
{
  static const char *const ends[] = {"晨报", "社区报", "周报", "晚报", "校报",
                                     "周刊", "月刊",   "旬刊", "日报", "时报",
                                     "简报", "院报",   NULL};
  if (width > 30 || width < 6 || looks_count(s, "，。：；！？“”《》"))
    return false;
  for (const char *const *e = ends; *e; e++)
    if (looks_ends(s, *e))
      return true;
  return false;
}

/* The digits behind WORD in S, then its end. */
static void take(const char *s, const char *word, char *to, size_t room)
{
  const char *p = strstr(s, word);
  if (!p || *to)
    return;
  p += strlen(word);
  size_t n = strspn(p, "0123456789");
  if (n && n < room && looks_begins(p + n, "期")) {
    memcpy(to, p, n);
    to[n] = '\0';
  }
}

/* 2018年12月15日 星期六 第25期（总第120期） */
static bool is_issue_line(struct copy *c, const char *s, int width)
{
  char day[11] = "", number[24] = "", total[24] = "";
  const char *p = s;
  if (width > 80 || looks_count(s, "。，；"))
    return false;
  while (*p && !looks_date(p, day) && !*day)
    p += strcspn(p + 1, "0123456789") + 1;
  take(s, "总第", total, sizeof total);
  const char *own = strstr(s, "第");
  if (own && own > s && looks_ends(s, "期") && *total &&
      own == strstr(s, "总第") + strlen("总"))
    own = strstr(own + 1, "第");
  if (own)
    take(own, "第", number, sizeof number);
  bool week = strstr(s, "星期") || strstr(s, "农历");
  if (!(*day && (week || *number || *total)) &&
      !((*number || *total) && width <= SHORT))
    return false;
  if (*day && !*c->date)
    memcpy(c->date, day, sizeof day);
  if (*number && !*c->number)
    memcpy(c->number, number, sizeof number);
  if (*total && !*c->total)
    memcpy(c->total, total, sizeof total);
  return true;
}

static bool is_folio(const char *s)
{
  static const char *const words[] = {"版", "页", "第",   "共",   "P",  "A",
                                      "B",  "C",  "page", "Page", "of", NULL};
  size_t digits = 0, other = 0;
  const char *p = s;
  while (*p) {
    const char *const *w = words;
    while (*w && !looks_begins(p, *w))
      w++;
    if (*w) {
      p += strlen(*w);
      other++;
    } else if (*p >= '0' && *p <= '9') {
      digits++;
      p++;
    } else if (strchr("-/ .|", *p)) {
      p++;
    } else if (looks_begins(p, "—") || looks_begins(p, "·")) {
      p += looks_begins(p, "—") ? strlen("—") : strlen("·");
    } else {
      return false;
    }
  }
  bool han = strstr(s, "版") || strstr(s, "页");
  return digits && digits <= 6 && other <= 4 && (han || digits <= 3) &&
         !strchr(s, '.');
}

static bool is_rule(const char *s)
{
  return *s && !s[strspn(s, "-=_*~.+#")]
             ? strlen(s) >= 3
             : looks_width(s) >= 6 && looks_count(s, "—─━═＊*-_=·…☆★↓↑ ") ==
                                          (int)utf8_count(s, strlen(s));
}

static bool is_editorial(const char *s, int width)
{
  static const char *const begins[] = {
      "责任编辑", "责编",     "本版编辑", "编辑：",   "编辑:",    "版式",
      "校对",     "美编",     "值班编辑", "值班主任", "本期编辑", "执行编辑",
      "执行主编", "主编：",   "审核：",   "初审",     "复审",     "终审",
      "投稿邮箱", "投稿热线", "新闻热线", "广告热线", "发行热线", "监制：",
      "总编辑",   "编审",     NULL};
  bool list = looks_count(s, "： /|");
  return width <= 72 && list && any_begins(s, begins) &&
         !looks_count(s, "。；");
}

static bool is_copyright(const char *s, int width)
{
  static const char *const words[] = {
      "版权所有", "Copyright",  "©",        "未经许可", "未经授权",
      "免责声明", "转载请注明", "如有侵权", "ICP备",    "公网安备",
      "本版图片", "本版照片",   "本版稿件", NULL};
  return width <= 120 && any(s, words);
}

static bool is_web(const char *s, int width)
{
  static const char *const begins[] = {
      "发布时间", "发布日期", "发布者",   "发布机构",
      "索引号",   "公开类别", "信息来源", "浏览次数",
      "浏览量",   "阅读量",   "阅读次数", "点击数",
      "点击量",   "访问量",   "当前位置", "您现在的位置",
      "您的位置", "首页>",    "首页＞",   "上一篇",
      "下一篇",   "上一条：", "下一条：", "字号",
      "字体大小", "相关附件", "附件下载", "打印本页",
      "分享到",   "返回顶部", "关闭窗口", "打印此页",
      "字体：",   "【字体",   "更新时间", "成文日期",
      "主题分类", "发文机关", "主动公开", "文章来源",
      NULL};
  static const char *const is[] = {
      "打印",         "关闭",   "分享",   "收藏", "返回", "首页",
      "字体：大中小", "大中小", "附件：", "附件", NULL};
  while (looks_among(looks_first(s), "[【〔"))
    s += *s == '[' ? 1 : strlen("【");
  return (width <= 72 && any_begins(s, begins) && !looks_count(s, "。；")) ||
         any_is(s, is);
}

/* 2020-08-06 09:15 来源：云溪在线 字号：大 中 小 and 您是第 10234 位访客 */
static bool is_stamp(const char *s, int width)
{
  static const char *const words[] = {"来源", "作者", "字号", "浏览", "阅读量",
                                      "点击", "编辑", "发布", NULL};
  static const char *const ends[] = {"访客", "访问者", "次访问", "次浏览",
                                     NULL};
  bool day =
      looks_begins(s, "20") &&
      (s[4] == '-' || s[4] == '/' || s[4] == '.' || looks_begins(s + 4, "年"));
  bool hour = strchr(s, ':') || looks_count(s, "：");
  bool visits = false;
  for (const char *const *e = ends; *e; e++)
    visits |= looks_ends(s, *e);
  return width <= 90 && !looks_count(s, "。；，") &&
         ((day && hour && any(s, words)) ||
          (visits && looks_begins(s, "您是第")) ||
          (strstr(s, "发表于") && strstr(s, "20") && hour));
}

static bool is_account(const char *s, int width)
{
  static const char *const words[] = {
      "点击蓝字",   "点击上方",   "蓝字关注",   "关注我们",   "阅读原文",
      "点个在看",   "点个“在看”", "点“在看”",   "点赞和在看", "分享收藏",
      "收录于合集", "预览时标签", "微信扫一扫", "功能介绍",   "向上滑动",
      "滑动查看",   "长按关注",   "轻触阅读",   "继续滑动",   "喜欢此内容",
      "写留言",     "设为星标",   "在看和转发", NULL};
  static const char *const begins[] = {"编辑|",  "审核|",  "责编|",  "校对|",
                                       "编辑丨", "审核丨", "责编丨", "原创小",
                                       "排版|",  NULL};
  static const char *const is[] = {
      "END",  "end",  "The End", "原创",  "点赞",    "在看",  "分享",
      "收藏", "转发", "—END—",   "-END-", "——END——", "·END·", NULL};
  return (width <= 52 && any(s, words) && !looks_count(s, "。；")) ||
         (width <= 36 && any_begins(s, begins)) || any_is(s, is);
}

/* 第3版 民生, A03 要闻 at the head of a page. */
static bool is_page_head(const char *s, int width)
{
  const char *p = s + (looks_begins(s, "第") ? strlen("第") : 0);
  p += strspn(p, "ABCDP");
  size_t n = strspn(p, "0123456789");
  if (!n || n > 2 || width > 24 || !looks_begins(p + n, "版"))
    return false;
  const char *rest = p + n + strlen("版");
  return looks_width(rest) <= 12 && !looks_count(rest, "，。？！");
}

/* BLANKS: judged
 * with the blanks that its text has. */
struct rule {
  bool (*is)(const char *s, int width);
  const char *why;
  int sure;
  bool blanks;
};

static bool slogan(const char *s, int width)
{
  return width <= 80 && is_slogan(s);
}
static bool latin(const char *s, int width)
{
  return width <= 60 && is_latin_title(s);
}
static bool folio(const char *s, int width)
{
  return width <= 24 && is_folio(s);
}
static bool ruled(const char *s, int width)
{
  (void)width;
  return is_rule(s);
}

static const struct rule rules[] = {
    {slogan, N_("slogan of the masthead"), 97, false},
    {latin, N_("masthead"), 97, true},
    {is_code_caption, N_("caption of a code"), 95, false},
    {folio, N_("page number"), 95, false},
    {is_page_head, N_("head of a page"), 90, false},
    {ruled, N_("a rule"), 97, false},
    {is_editorial, N_("names of the editors"), 90, true},
    {is_copyright, N_("copyright notice"), 90, true},
    {is_stamp, N_("line of a web page"), 90, false},
    {is_web, N_("line of a web page"), 92, false},
    {is_account, N_("line of an account"), 92, false},
};

/* The first figure of S when it may be that of a page; 0. */
static int page_named(const char *s)
{
  int n = atoi(s + strcspn(s, "0123456789"));
  return n > 0 && n < 100 ? n : 0;
}

static void judge(struct copy *c, size_t i)
{
  struct copy_line *l = &c->v[i];
  char room[256];
  if (l->width > 160)
    return;
  const char *s = squeeze(l->text, room);
  if (is_issue_line(c, s, l->width)) {
    copy_drop(c, i, N_("day and number of the issue"), 95);
    return;
  }
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
    if (rules[k].is(rules[k].blanks ? l->text : s, l->width)) {
      copy_drop(c, i, rules[k].why, rules[k].sure);
      if (rules[k].is == folio || rules[k].is == is_page_head)
        l->page = page_named(s);
      return;
    }
}

static bool near_masthead(const struct copy *c, size_t i)
{
  bool near = false;
  for (size_t k = i > 5 ? i - 5 : 0; k < c->n && k <= i + 5; k++)
    near |= c->v[k].role == COPY_DROP && c->v[k].file == c->v[i].file;
  return near;
}

/* A paper's name and its publisher go only with other parts of a masthead
 * near them. */
static void names(struct copy *c)
{
  for (size_t i = 0; i + 1 < c->n; i++) {
    const struct copy_line *l = &c->v[i], *next = l + 1;
    bool first = !i || c->v[i - 1].file != l->file;
    if (first && l->role == COPY_TEXT && l->width <= 20 && !next->gap &&
        !strchr(l->text, ' ') && !looks_closed(l->text) &&
        next->file == l->file && next->role == COPY_DROP &&
        is_latin_title(next->text))
      copy_drop(c, i, N_("masthead"), 85);
  }
  for (size_t i = 0; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    if (l->role != COPY_TEXT)
      continue;
    bool name = is_paper_name(l->text, l->width);
    bool publisher = is_publisher(l->text, l->width);
    if ((name || publisher) &&
        (near_masthead(c, i) || looks_ends(l->text, "社区晨报")))
      copy_drop(c, i, name ? N_("masthead") : N_("publisher's line"), 90);
  }
}

/* Is A set clearly larger than B? */
static bool larger(const struct copy_line *a, const struct copy_line *b)
{
  return b->raw->size && a->raw->size * 2 > b->raw->size * 3;
}

/* Lines that stand with a code's caption: 关注, “美好周家渡”. */
static void captions(struct copy *c)
{
  bool under = false;
  for (size_t i = 0; i < c->n; i++) {
    struct copy_line *l = &c->v[i];
    char room[256];
    const char *s = squeeze(l->text, room);
    if (l->role == COPY_DROP) {
      under = is_code_caption(s, l->width);
    } else if (under && !l->gap && !larger(l, &c->v[i - 1]) &&
               l->width <= CAPTION && l->role == COPY_TEXT &&
               !looks_count(s, "。，")) {
      copy_drop(c, i, N_("caption of a code"), 88);
    } else if (l->role == COPY_TEXT && l->width <= CAPTION &&
               (!strcmp(s, "关注") || looks_begins(s, "关注“"))) {
      copy_drop(c, i, N_("caption of a code"), 80);
      under = true;
    } else {
      under = false;
    }
  }
}

/* ::: at a line's start is Markdown's, or decoration. */
static void colons(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    const char *s = c->v[i].text, *p = s;
    while (looks_begins(p, ":") || looks_begins(p, "：") || *p == ' ')
      p += looks_begins(p, "：") ? strlen("：") : 1;
    if (c->v[i].role != COPY_TEXT || p - s < 3 ||
        looks_width(s) - looks_width(p) < 3)
      continue;
    if (*p)
      copy_split(c, i, (size_t)(p - s));
    copy_drop(c, i, N_("a rule"), 80);
  }
}

void furniture_find(struct copy *c)
{
  colons(c);
  pagehead_numbers(c);
  for (size_t i = 0; i < c->n; i++)
    if (c->v[i].role == COPY_TEXT)
      judge(c, i);
  pagehead_find(c);
  pagehead_spread(c);
  captions(c);
  names(c);
  leftover_find(c);
}
