/* Import: marks, broken paragraphs, jumps, stories; and that nothing is lost.
 */
#include "folder.h"

#include "base/buf.h"
#include "base/mem.h"
#include "intake/intake.h"
#include "intake/join.h"
#include "intake/looks.h"
#include "intake/markdown.h"
#include "intake/normal.h"
#include "intake/raw.h"
#include "intake/report.h"
#include "intake/write.h"

/* What becomes of S. */
static void becomes(const char *s, const char *want)
{
  struct arena *a = arena_new();
  const char *got = normal_text(a, s, false);
  assert_string_equal(got, want);
  /* Doing it again changes nothing. */
  assert_string_equal(normal_text(a, got, false), want);
  arena_free(a);
}

static void marks_between_han_become_full_width(void **state)
{
  (void)state;
  becomes("今年是40周年,浦东开放28周年;再看.",
          "今年是40周年，浦东开放28周年；再看。");
  becomes("好吗?好!", "好吗？好！");
  becomes("扩大(学习)会", "扩大（学习）会");
  becomes("“1+3+N”,多元;“五美”:美", "“1+3+N”，多元；“五美”：美");
  becomes("<<会说话的照片>>展出", "《会说话的照片》展出");
  becomes("等等...", "等等……");
  becomes("最低-5℃,最高38.5℃.", "最低-5℃，最高38.5℃。");
  becomes("\"I love it!\"他说:\"好!\"", "\"I love it!\"他说：\"好！\"");
  becomes("是这样--就这样。", "是这样——就这样。");
  becomes("１２３ＡＢＣ", "123ABC");
}

static void figures_times_addresses_and_latin_stay(void **state)
{
  (void)state;
  becomes("投入1,787万元，占98.35%，15:30开始",
          "投入1,787万元，占98.35%，15:30开始");
  becomes("Apr 13, 2024 (Sat), 21:44", "Apr 13, 2024 (Sat), 21:44");
  becomes("请看 https://a.example/b?c=1:2,3 说明。",
          "请看 https://a.example/b?c=1:2,3 说明。");
  becomes("来信 a.b@c.example，谢谢。", "来信 a.b@c.example，谢谢。");
  becomes("3·5学雷锋", "3·5学雷锋");
  becomes("比分3:2", "比分3:2");
  becomes("1.787亿元", "1.787亿元");
  becomes("f(x), g(y)", "f(x), g(y)");
}

static void padding_goes_but_the_blank_of_a_headline_stays(void **state)
{
  (void)state;
  becomes("\xC2\xA0　　乔群慧、 马梅，共505 辆，处理 280余例。",
          "乔群慧、马梅，共505辆，处理280余例。");
  becomes("聚焦家门口服务  提升智能化建设", "聚焦家门口服务 提升智能化建设");
  becomes("“美好周家渡 迈进新时代”活动举行，地点在浦东。",
          "“美好周家渡 迈进新时代”活动举行，地点在浦东。");
  becomes("通　　知", "通知");
  becomes("字\xE2\x80\x8B间", "字间");
}

static void quotes_are_paired(void **state)
{
  (void)state;
  struct arena *a = arena_new();
  bool open[2] = {false, false}, unsure = false;
  assert_string_equal(
      normal_quotes(a, "他说\"好,'五美'好\",又说\"行\"。", open, &unsure),
      "他说“好,‘五美’好”,又说“行”。");
  assert_false(open[0] || unsure);
  assert_string_equal(normal_quotes(a, "it's 5\" wide", open, &unsure),
                      "it's 5\" wide");
  arena_free(a);
}

static void a_seam_inside_a_word_or_sentence_is_sure(void **state)
{
  (void)state;
  static const char *const cut[][2] = {
      {"提升党组织统筹服务能", "力，加强资源整合。"},
      {"依托“i", "党建”、城运中心等平台。"},
      {"营造浓厚氛围，", "为党建引领提供支撑。"},
      {"全年受理", "，办结率100%。"},
      {"相邻交叉", "的条块要注重分工。"},
      {"规划完", "善。一是街区空间更适度。"}};
  static const char *const whole[][2] = {
      {"加大健身苑点设施的维护力度", "社会保障普惠民生。"},
      {"会议圆满结束。", "的确如此。"},
      {"各位代表：", "现在报告工作。"},
      {"推动各项任务落实落地", "二、2020年工作安排"}};
  for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
    assert_true(join_seam(cut[i][0], cut[i][1]) >= 90);
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    assert_true(join_seam(whole[i][0], whole[i][1]) < JOIN_LEAST);
}

/* TEXT, a manuscript, judged. */
static struct copy *judged(const char *text)
{
  struct copy *c = copy_new();
  struct raw *raw = arena_get(c->arena, sizeof *raw);
  int line = 1;
  raw->path = "a.txt";
  for (const char *p = text; *p; line++) {
    size_t n = strcspn(p, "\n");
    raw_add(c->arena, raw, RAW_LINE, arena_copy_n(c->arena, p, n))->line = line;
    p += n + (p[n] == '\n');
  }
  copy_add(c, raw);
  intake_judge(c);
  return c;
}

/* The stories of TEXT, one after the other. */
static char *stories(const char *text)
{
  struct copy *c = judged(text);
  struct write_plan *p = write_plan_numbered(c);
  struct buf b = BUF_INIT;
  assert_int_equal(report_missing(c, p), 0);
  for (size_t i = 0; i < p->n; i++)
    buf_puts(&b, p->v[i].text.s);
  buf_puts(&b, "");
  write_plan_free(p);
  copy_free(c);
  return buf_take(&b);
}

static void gives(const char *text, const char *want)
{
  char *got = stories(text);
  assert_string_equal(got, want);
  free(got);
}

static void has(const char *text, const char *part, bool yes)
{
  char *got = stories(text);
  if ((strstr(got, part) != NULL) != yes)
    fail_msg("%s%s in:\n%s", part, yes ? " is not" : "", got);
  free(got);
}

static void the_parts_of_a_jump_come_together(void **state)
{
  (void)state;
  gives("【要闻】\n\n社区食堂今天开张\n\n记者 王小明\n\n"
        "食堂在三楼,老人最高兴。开张这天,居民区书记和志\n\n"
        ">>>下转 P3 版\n\n"
        "楼道装上新扶手\n\n记者 李小红\n\n扶手是木头的,摸着不冷。\n\n"
        "<<<上接 P1 版\n\n社区食堂今天开张\n\n愿者一起端菜。(党建办)\n",
        "---\ntitle: 社区食堂今天开张\nsection: 要闻\nbyline: 记者 王小明\n"
        "signoff: 党建办\nsignoff-form: run-in\n---\n\n"
        "食堂在三楼，老人最高兴。开张这天，居民区书记和志愿者一起端菜。\n"
        "---\ntitle: 楼道装上新扶手\nbyline: 记者 李小红\n---\n\n"
        "扶手是木头的，摸着不冷。\n");
}

static void a_part_without_its_story_is_told(void **state)
{
  (void)state;
  has("食堂开张了\n\n记者 "
      "王小明\n\n食堂在三楼，老人最高兴。\n\n（下转第3版）\n",
      "<!-- 导入存疑:", true);
  has("（上接第1版）\n\n志愿者一起端菜，老人最高兴，人人都说好。\n",
      "<!-- 导入存疑:", true);
}

static void short_lines_stay_lines(void **state)
{
  (void)state;
  static const char poem[] = "小区的早晨\n\n王小明\n\n"
                             "太阳爬上楼，\n小鸟站枝头，\n"
                             "爷爷练太极，\n奶奶慢慢走。\n";
  has(poem, "太阳爬上楼，\\\n小鸟站枝头，\\\n爷爷练太极，\\\n奶奶慢慢走。\n",
      true);
  has("小区的早晨\n\n王小明\n\n太阳爬上楼，\n\n小鸟站枝头，\n\n"
      "爷爷练太极，\n\n奶奶慢慢走。\n",
      "太阳爬上楼，\\\n小鸟站枝头，\\\n爷爷练太极，\\\n奶奶慢慢走。\n", true);
  has("问路\n\n“您去哪里？”\n\n“去菜场。”\n\n“我也去。”\n",
      "“您去哪里？”\n\n“去菜场。”\n\n“我也去。”\n", true);
}

static void set_lines_make_paragraphs(void **state)
{
  (void)state;
  gives("食堂开张了\n\n"
        "　　社区食堂今天在三楼开张,附近\n的老人都来了,队伍排到了门外。书\n"
        "记说,以后每天供应三顿,菜单每周\n换一次。\n"
        "　　菜单贴在门口,字印得很大,不\n戴眼镜也看得清。志愿者帮着端菜,\n"
        "还把饭送到走不动的老人家里。\n",
        "---\ntitle: 食堂开张了\n---\n\n"
        "社区食堂今天在三楼开张，附近的老人都来了，队伍排到了门外。书记说，"
        "以后每天供应三顿，菜单每周换一次。\n\n"
        "菜单贴在门口，字印得很大，不戴眼镜也看得清。志愿者帮着端菜，还把饭"
        "送到走不动的老人家里。\n");
}

static void heads_of_pages_are_no_headlines(void **state)
{
  (void)state;
  /* Their numbers tell which parts belong together, too. */
  gives("榕城社区报 A1版\n\n地铁试运行\n\n记者 田野\n\n"
        "昨天起,地铁开始空载试运行,线路长31公里,换乘站有6\n（下转A2版）\n\n"
        "老年大学开了新班\n\n记者 方晴\n\n昨天,教室坐满了人,大家跟着老师"
        "一步一步\n▶▶转3版\n\n"
        "榕城社区报 A2版\n\n（紧接A1版）\n座。列车最高时速100公里。\n\n"
        "榕城社区报 2021年9月15日 A3版\n\n◀◀接1版\n操作,"
        "都说不难。\n",
        "---\ntitle: 地铁试运行\nbyline: 记者 田野\n---\n\n"
        "昨天起，地铁开始空载试运行，线路长31公里，换乘站有6座。列车最高时速"
        "100公里。\n"
        "---\ntitle: 老年大学开了新班\nbyline: 记者 方晴\n---\n\n"
        "昨天，教室坐满了人，大家跟着老师一步一步操作，都说不难。\n");
  has("开放日\n\n活动很多。\n\n01\n怎么去\n\n坐车来。\n\n02\n"
      "带什么\n\n带上水杯。\n",
      "## 01 怎么去\n\n坐车来。\n\n## 02 带什么\n", true);
}

static void a_figure_cut_by_a_seam_is_whole(void **state)
{
  (void)state;
  has("走访\n\n记者 王小明\n\n今年以来,干部共走访居民8,\n\n"
      "400余户,开放时间是18:\n\n30以后,总投资136.\n\n5万元。\n",
      "共走访居民8,400余户，开放时间是18:30以后，总投资136.5万元。", true);
}

static void a_caption_between_two_halves_parts_them_not(void **state)
{
  (void)state;
  has("电梯\n\n记者 王小明\n\n据了解，满15年的有42台，主要分布在一村和\n\n"
      "图为技术人员检查机房。 摄影 赵可\n\n二村。每台约需2.5小时。\n",
      "主要分布在一村和二村。每台约需2.5小时。\n\n图为", true);
}

static void a_sentence_is_no_subhead(void **state)
{
  (void)state;
  has("夜\n\n天黑了。\n\n“你好！”他喊道，没有人回答……\n\n天亮了。\n", "##",
      false);
  has("夜\n\n天黑了。\n\n“风正暖暖吹过……”\n\n天亮了。\n", "##", false);
  has("夜\n\n天黑了。\n\n2021年6月1日\n\n天亮了。\n", "##", false);
}

static void names_in_rows_stay_rows(void **state)
{
  (void)state;
  has("名单\n\n现将名单公布如下：\n\n王　芳　李国强　张　敏\n"
      "杨　帆　黄志明　周　洁\n孙　浩　马玉兰　朱　军\n",
      "王芳 李国强 张敏\\\n杨帆 黄志明 周洁\\\n孙浩 马玉兰 朱军\n", true);
  has("名单\n\n一组：\n\n梁　丽　宋　涛　许红梅　邓　超\n\n请互相转告。\n",
      "\n梁丽 宋涛 许红梅 邓超\n", true);
}

static void who_wrote_it_is_no_headline(void **state)
{
  (void)state;
  has("某镇2022年工作报告\n\n——2023年1月10日在会议上\n\n镇长 周建民\n\n"
      "各位代表：\n\n现在报告工作。\n",
      "title: 某镇2022年工作报告\ndeck: ——2023年1月10日在会议上\n"
      "byline: 镇长 周建民\n",
      true);
  has("红烛\n●本报记者  马骁\n\n午后的阳光照进来。\n",
      "title: 红烛\nbyline: 本报记者 马骁\n", true);
}

/* The reader of glossaries passes over colons in quotes. */
static void only_what_reads_as_an_entry_is_one(void **state)
{
  (void)state;
  has("报告\n\n正文一段。\n\n名词解释\n\n五违：五样。\n\n六小：六样。\n",
      "::: glossary 名词解释\n五违：五样。\n\n六小：六样。\n:::\n", true);
  has("报告\n\n正文一段。\n\n名词解释\n\n“家七大类：党群。\n", ":::", false);
}

static void text_reads_back_as_text(void **state)
{
  (void)state;
  static const char *const lines[][2] = {{"1. 不是列表", "1\\. 不是列表"},
                                         {"# 号", "\\# 号"},
                                         {"- 横", "\\- 横"},
                                         {"*星*", "\\*星\\*"},
                                         {"a_b", "a\\_b"},
                                         {"<b>", "\\<b>"},
                                         {"|竖", "\\|竖"},
                                         {"&amp;", "\\&amp;"},
                                         {"3.14", "3.14"},
                                         {"[链]", "\\[链\\]"}};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    struct buf b = BUF_INIT;
    markdown_escape(&b, lines[i][0]);
    assert_string_equal(b.s, lines[i][1]);
    buf_free(&b);
  }
}

/* Lines of all kinds in any order, from a small generator of its own. */
static void no_han_character_is_ever_lost(void **state)
{
  (void)state;
  static const char *const v[] = {"美好周家渡 社区晨报",
                                  "SHANGHAI COMMUNITY NEWS",
                                  "扫描二维码",
                                  "关注",
                                  "自 / 家 / 门 / 口",
                                  "某某街道党工委联合出版",
                                  "【党政】",
                                  "【尾声】本篇完",
                                  "把握机会多锻炼",
                                  "——记一次活动",
                                  "记者 王小明 通讯员 李红",
                                  "（党建办）",
                                  "会议要求,要狠抓落实。(综合办)",
                                  ">>>下转 P3 版",
                                  "<<<上接 P1 版 把握机会",
                                  "话没有说完（下转第二版）",
                                  "一、工作回顾",
                                  "（一）建设",
                                  "1. 第一件",
                                  "2. 第二件",
                                  "• 圆点",
                                  "名词解释",
                                  "五违：五样",
                                  "六小：六样",
                                  "姓名\t电话\t地址",
                                  "张三\t123\t三楼",
                                  "| 甲 | 乙 |",
                                  "|---|---|",
                                  "太阳爬上楼，",
                                  "小鸟站枝头，",
                                  "爷爷练太极，",
                                  "奶奶慢慢走。",
                                  "网页标题很长很长很长|党建|书记|社区",
                                  "",
                                  "",
                                  "",
                                  "相关阅读",
                                  "责任编辑：张三",
                                  "2018年12月15日 星期六 第25期",
                                  "居民区大党委制要做强,也要做",
                                  "实:社区的党员吸纳进来,担任兼职。",
                                  "第3版",
                                  "“您去哪里?”",
                                  "他说\"好\"",
                                  "2019.5.15·周家渡",
                                  "::: box 标题",
                                  "<!-- 注 -->",
                                  "发布时间:2020-01-17",
                                  "图为活动现场",
                                  "相关附件:",
                                  "　　　　",
                                  "……",
                                  "汉",
                                  "---",
                                  "title: 题",
                                  "点击蓝字关注我们",
                                  "END",
                                  "阅读原文"};
  unsigned seed = 11;
  for (int turn = 0; turn < 400; turn++) {
    struct buf b = BUF_INIT;
    int lines = 1 + turn % 40;
    for (int i = 0; i < lines; i++) {
      seed = seed * 1103515245 + 12345;
      buf_puts(&b, v[(seed >> 16) % (sizeof v / sizeof *v)]);
      buf_putc(&b, '\n');
    }
    free(stories(b.s)); /* asserts that none is missing */
    buf_free(&b);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_between_han_become_full_width),
      cmocka_unit_test(figures_times_addresses_and_latin_stay),
      cmocka_unit_test(padding_goes_but_the_blank_of_a_headline_stays),
      cmocka_unit_test(quotes_are_paired),
      cmocka_unit_test(a_seam_inside_a_word_or_sentence_is_sure),
      cmocka_unit_test(the_parts_of_a_jump_come_together),
      cmocka_unit_test(a_part_without_its_story_is_told),
      cmocka_unit_test(short_lines_stay_lines),
      cmocka_unit_test(set_lines_make_paragraphs),
      cmocka_unit_test(heads_of_pages_are_no_headlines),
      cmocka_unit_test(a_figure_cut_by_a_seam_is_whole),
      cmocka_unit_test(a_caption_between_two_halves_parts_them_not),
      cmocka_unit_test(a_sentence_is_no_subhead),
      cmocka_unit_test(names_in_rows_stay_rows),
      cmocka_unit_test(who_wrote_it_is_no_headline),
      cmocka_unit_test(only_what_reads_as_an_entry_is_one),
      cmocka_unit_test(text_reads_back_as_text),
      cmocka_unit_test(no_han_character_is_ever_lost),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
