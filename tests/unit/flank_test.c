/* Emphasis next to Chinese punctuation: what an editor types and what he
 * means. Each pair is Markdown and the HTML of its one paragraph. */
#include "folder.h"

#include <libxml/tree.h>

#include "tree/flank.h"
#include "tree/mark.h"
#include "tree/node.h"
#include "web/body.h"

struct pair {
  const char *md, *html;
};

/* Patterns that CommonMark refuses or accepts, as collected from its issue
 * 650 and its kin. */
static const struct pair known[] = {
    {"这是**我想做的事。**所以", "这是<strong>我想做的事。</strong>所以"},
    {"的**《李茶的姑妈》**已经", "的<strong>《李茶的姑妈》</strong>已经"},
    {"他说**“强调”**的话", "他说<strong>“强调”</strong>的话"},
    {"**“五违”整治：**指", "<strong>“五违”整治：</strong>指"},
    {"打造*“四色种子”*计划", "打造<em>“四色种子”</em>计划"},
    {"**100%**完成", "<strong>100%</strong>完成"},
    {"**注意：**5月15日", "<strong>注意：</strong>5月15日"},
    {"**周家渡**街道", "<strong>周家渡</strong>街道"},
    {"（**重要**）通知", "（<strong>重要</strong>）通知"},
    {"居民**2081**人", "居民<strong>2081</strong>人"},
};

static const struct pair own[] = {
    /* marks inside, at either end */
    {"在**“家门口”**服务站", "在<strong>“家门口”</strong>服务站"},
    {"在**‘家门口’**服务站", "在<strong>‘家门口’</strong>服务站"},
    {"看**《通知》**全文", "看<strong>《通知》</strong>全文"},
    {"看**〈通知〉**全文", "看<strong>〈通知〉</strong>全文"},
    {"看**「通知」**全文", "看<strong>「通知」</strong>全文"},
    {"看**『通知』**全文", "看<strong>『通知』</strong>全文"},
    {"入**【党政】**栏", "入<strong>【党政】</strong>栏"},
    {"是**（试行）**稿", "是<strong>（试行）</strong>稿"},
    {"第**〔2019〕**号", "第<strong>〔2019〕</strong>号"},
    {"好**！**人", "好<strong>！</strong>人"},
    {"真的**吗？**他问", "真的<strong>吗？</strong>他问"},
    {"先**甲、**后乙", "先<strong>甲、</strong>后乙"},
    {"先**甲；**后乙", "先<strong>甲；</strong>后乙"},
    {"先**甲，**后乙", "先<strong>甲，</strong>后乙"},
    {"他**——这里**住", "他<strong>——这里</strong>住"},
    {"他**这里——**住", "他<strong>这里——</strong>住"},
    {"他**……没想到**来", "他<strong>……没想到</strong>来"},
    {"他**没想到……**来", "他<strong>没想到……</strong>来"},
    {"姓名**马丁·**路德", "姓名<strong>马丁·</strong>路德"},
    {"从**～5%**起", "从<strong>～5%</strong>起"},
    /* marks outside */
    {"，**重点**，", "，<strong>重点</strong>，"},
    {"《**书名**》", "《<strong>书名</strong>》"},
    {"“**引语**”说", "“<strong>引语</strong>”说"},
    {"他说：**好**。", "他说：<strong>好</strong>。"},
    {"他说：**“好”**。", "他说：<strong>“好”</strong>。"},
    {"。**“好”**的", "。<strong>“好”</strong>的"},
    {"甲、*乙*、丙", "甲、<em>乙</em>、丙"},
    {"——**重点**——", "——<strong>重点</strong>——"},
    {"**“甲”**、**“乙”**和**“丙”**", "<strong>“甲”</strong>、<strong>“乙”"
     "</strong>和<strong>“丙”</strong>"},
    {"**甲**，**乙**，**丙**", "<strong>甲</strong>，<strong>乙</strong>，"
     "<strong>丙</strong>"},
    {"**一是**抓*“早”*、**二是**抓*“小”*", "<strong>一是</strong>抓<em>“早”"
     "</em>、<strong>二是</strong>抓<em>“小”</em>"},
    /* numbers and signs */
    {"增长**5%**，", "增长<strong>5%</strong>，"},
    {"增长**5％**左右", "增长<strong>5％</strong>左右"},
    {"约**-5℃**时", "约<strong>-5℃</strong>时"},
    {"约**$5**的", "约<strong>$5</strong>的"},
    {"共**1,787**件", "共<strong>1,787</strong>件"},
    {"从**12:30**到", "从<strong>12:30</strong>到"},
    {"拨**#12345#**键", "拨<strong>#12345#</strong>键"},
    {"**1.**做好", "<strong>1.</strong>做好"},
    {"**（一）**做好", "<strong>（一）</strong>做好"},
    {"5*3等于15", "5*3等于15"},
    {"2 * 3 * 4", "2 * 3 * 4"},
    /* Latin among Chinese */
    {"API**《规范》**说", "API<strong>《规范》</strong>说"},
    {"的**APP**，", "的<strong>APP</strong>，"},
    {"用**“APP”**办", "用<strong>“APP”</strong>办"},
    {"用**\"APP\"**办", "用<strong>\"APP\"</strong>办"},
    {"用**(APP)**办", "用<strong>(APP)</strong>办"},
    {"用**[APP]**办", "用<strong>[APP]</strong>办"},
    {"用*C++*写", "用<em>C++</em>写"},
    {"见**a.b.**文件", "见<strong>a.b.</strong>文件"},
    {"a**\"b\"**c", "a**\"b\"**c"}, /* no Chinese: as CommonMark */
    {"Hello **“world”**!", "Hello <strong>“world”</strong>!"},
    /* nested and joined runs */
    {"是***“甲”***的", "是<em><strong>“甲”</strong></em>的"},
    {"***“甲”**乙*丙", "<em><strong>“甲”</strong>乙</em>丙"},
    {"看*甲**“乙”***丙", "看<em>甲<strong>“乙”</strong></em>丙"},
    {"**注意，*重点*在此**处", "<strong>注意，<em>重点</em>在此</strong>处"},
    {"**《*甲*》**乙", "<strong>《<em>甲</em>》</strong>乙"},
    {"*《**甲**》*乙", "<em>《<strong>甲</strong>》</em>乙"},
    /* next to links, code, escapes, entities */
    {"请看**[通知](a.html)**的", "请看<strong><a href=\"a.html\">通知</a>"
     "</strong>的"},
    {"请看[**《通知》**的](a.html)全文", "请看<a href=\"a.html\"><strong>"
     "《通知》</strong>的</a>全文"},
    {"请看**<https://a.example/>**的", "请看<strong><a href=\""
     "https://a.example/\">https://a.example/</a></strong>的"},
    {"运行**`make`**即可", "运行<strong><code>make</code></strong>即可"},
    {"运行`**《甲》**乙`即可", "运行<code>**《甲》**乙</code>即可"},
    {"运行`a*`和`*b`", "运行<code>a*</code>和<code>*b</code>"},
    {"星**\\*号\\***的", "星<strong>*号*</strong>的"},
    {"的\\*\\*《甲》\\*\\*已", "的**《甲》**已"},
    {"的**&lt;甲&gt;**乙", "的<strong>&lt;甲&gt;</strong>乙"},
    {"看[甲](a*《b》*c.html)", "看<a href=\"a*《b》*c.html\">甲</a>"},
    /* what is none */
    {"甲** “乙”**丙", "甲** “乙”**丙"},
    {"甲**，乙", "甲**，乙"},
    {"张三*，李四*，王五", "张三*，李四*，王五"}, /* stars of notes */
    {"_“甲”_乙", "_“甲”_乙"}, /* the underscore keeps the strict rule */
    {"乙_“甲”_丙", "乙_“甲”_丙"},
    {"__《甲》__，乙", "<strong>《甲》</strong>，乙"},
    /* kana and Hangul are neighbours of the same kind */
    {"これは**「私」**です", "これは<strong>「私」</strong>です"},
    {"이것은**“나”**입니다", "이것은<strong>“나”</strong>입니다"},
};

static char *html_of(const char *md)
{
  struct buf out = BUF_INIT;
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *body = node_new(NULL, "body", 1, 1);
  xmlDocSetRootElement(doc, body);
  mark_parse(body, md, strlen(md), "t.md", 1);
  body_html(&out, body, &(struct body_options){0});
  xmlFreeDoc(doc);
  return buf_take(&out);
}

static int compare(const struct pair *p, size_t n)
{
  int bad = 0;
  for (size_t i = 0; i < n; i++) {
    char *want = mem_printf("<p>%s</p>\n", p[i].html);
    char *is = html_of(p[i].md);
    if (strcmp(want, is) != 0) {
      print_message("%s\n  want %s  is   %s", p[i].md, want, is);
      bad++;
    }
    free(want);
    free(is);
  }
  return bad;
}

static void the_known_patterns_are_emphasised(void **state)
{
  (void)state;
  assert_int_equal(compare(known, sizeof known / sizeof *known), 0);
}

static void our_patterns_are_emphasised(void **state)
{
  (void)state;
  assert_true(sizeof own / sizeof *own >= 50);
  assert_int_equal(compare(own, sizeof own / sizeof *own), 0);
}

static void text_without_chinese_is_not_changed(void **state)
{
  static const char s[] = "a**\"b\"**c *(d)* \\*e* `f*` ***g***, **h.**i";
  struct flank f = {.at = NULL};
  (void)state;
  flank_line(&f, s, strlen(s));
  assert_string_equal(f.out.s, s);
  assert_int_equal(f.n, 0);
  flank_free(&f);
}

static void insertions_are_counted_where_they_stand(void **state)
{
  static const char s[] = "的**《甲》**已";
  struct flank f = {.at = NULL};
  (void)state;
  flank_line(&f, s, strlen(s));
  assert_int_equal(f.n, 2);
  assert_int_equal(f.at[0], 5);
  assert_int_equal(flank_between(&f, 0, 5), 0);
  assert_int_equal(flank_between(&f, 0, f.out.n), 2 * FLANK_LEN);
  assert_int_equal(f.out.n, strlen(s) + 2 * FLANK_LEN);
  flank_free(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_known_patterns_are_emphasised),
      cmocka_unit_test(our_patterns_are_emphasised),
      cmocka_unit_test(text_without_chinese_is_not_changed),
      cmocka_unit_test(insertions_are_counted_where_they_stand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
