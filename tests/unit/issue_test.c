/* A folder of YAML and Markdown to the checked tree of an issue. */
#include "folder.h"

#include <sys/stat.h>

#include "asset/qr.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/print.h"
#include "tree/site.h"

#define ARTICLE(head, body) "---\n" head "---\n\n" body

struct fixture {
  char *dir, *text; /* folder; messages of the last load */
  xmlDoc *doc;
  bool ok;
};

static int setup(void **state)
{
  struct fixture *f = mem_new(sizeof *f);
  f->dir = folder_new();
  folder_put("c/site.yaml", "title: 站\nbase-url: https://a.example\n");
  folder_put("c/p/paper.yaml",
             "title: 报\nsections:\n  - id: dang\n    name: 党政\n");
  folder_put("c/p/2018-12-15/issue.yaml",
             "number: 007\npages:\n  - 要闻\n  - 服务\n");
  folder_put("c/p/2018-12-15/10-one.md",
             ARTICLE("title: 甲　 乙\npage: 1\npriority: lead\n",
                     "正文一二\n"));
  folder_put("c/p/2018-12-15/20-two.md",
             ARTICLE("title: 丙\npage: 2\nsection: dang\n", "正文\n"));
  *state = f;
  return 0;
}

static void drop(struct fixture *f)
{
  xmlFreeDoc(f->doc);
  free(f->text);
  f->doc = NULL;
  f->text = NULL;
}

static int teardown(void **state)
{
  struct fixture *f = *state;
  drop(f);
  folder_free(f->dir);
  free(f);
  return 0;
}

static void load(struct fixture *f)
{
  drop(f);
  struct capture c = capture_begin();
  f->doc = issue_load("c", "p", "2018-12-15");
  f->ok = check_issue(f->doc);
  f->text = capture_end(&c);
}

static xmlNode *article(const struct fixture *f, const char *id)
{
  xmlNode *n = node_first(xmlDocGetRootElement(f->doc), "article");
  while (n && strcmp(node_attr(n, "id"), id) != 0)
    n = node_next(n, "article");
  assert_non_null(n);
  return n;
}

/* Article 10-one.md with this text is an error that says WHAT. */
static void bad(struct fixture *f, const char *text, const char *what)
{
  folder_put("c/p/2018-12-15/10-one.md", text);
  load(f);
  assert_says(f->text, what);
  assert_false(f->ok);
}

static void warned(struct fixture *f, const char *text, const char *what)
{
  folder_put("c/p/2018-12-15/10-one.md", text);
  load(f);
  assert_says(f->text, what);
  assert_true(f->ok);
}

static void good_issue_is_completed(void **state)
{
  struct fixture *f = *state;
  load(f);
  assert_string_equal(f->text, "");
  assert_true(f->ok);
  const xmlNode *issue = xmlDocGetRootElement(f->doc);
  assert_string_equal(node_attr(issue, "number"), "007");
  assert_string_equal(node_attr(issue, "date"), "2018-12-15");
  assert_string_equal(node_attr(issue, "weekday"), "星期六");
  assert_string_equal(node_attr(issue, "base-url"), "https://a.example/");
  const xmlNode *a = article(f, "one");
  assert_string_equal(node_attr(a, "page"), "1");
  assert_string_equal(node_attr(a, "order"), "1");
  assert_string_equal(node_attr(a, "words"), "4");
  assert_string_equal(node_attr(a, "url"), "p/2018-12-15/one.html");
  assert_string_equal(node_attr(article(f, "two"), "section"), "党政");
  char *headline = node_child_text(a, "headline");
  assert_string_equal(headline, "甲 乙");
  free(headline);
}

static void helpers_do_not_stay(void **state)
{
  struct fixture *f = *state;
  load(f);
  struct buf b = BUF_INIT;
  tree_print(&b, f->doc);
  assert_null(strstr(b.s, ".at="));
  assert_null(strstr(b.s, ".pin="));
  buf_free(&b);
}

static void articles_stand_in_order(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/9-brief.md",
             ARTICLE("title: 丁\npage: 1\npriority: brief\n", "文\n"));
  folder_put("c/p/2018-12-15/100-major.md",
             ARTICLE("title: 戊\n版: 1\n位置: 次条\n", "文\n"));
  folder_put("c/p/fillers/tip.md", ARTICLE("title: 己\n", "文\n"));
  load(f);
  static const char *const order[] = {"one", "major", "brief", "two", "tip"};
  const xmlNode *n = node_first(xmlDocGetRootElement(f->doc), "article");
  for (int i = 0; i < 5; i++, n = node_next(n, NULL)) {
    assert_string_equal(node_attr(n, "id"), order[i]);
    assert_int_equal(node_int(n, "order", 0), i < 4 ? i + 1 : 0);
  }
  assert_null(n);
}

/* What the editor leaves to the make-up is not pinned to page 1. */
static void stories_without_a_page_stay_free(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/15-free.md", ARTICLE("title: 丁\n", "文\n"));
  folder_put("c/p/2018-12-15/30-head.md",
             ARTICLE("title: 戊\npriority: lead\njump: 1\n", "文\n"));
  folder_put("c/p/2018-12-15/issue.yaml", "pages: [一, 二, 三, 四]\n");
  load(f);
  assert_string_equal(f->text, "");
  assert_true(f->ok);
  static const char *const order[] = {"one", "free", "head", "two"};
  const xmlNode *n = node_first(xmlDocGetRootElement(f->doc), "article");
  for (int i = 0; i < 4; i++, n = node_next(n, NULL)) {
    assert_string_equal(node_attr(n, "id"), order[i]);
    assert_int_equal(node_int(n, "order", 0), i + 1);
    assert_true(!node_attr(n, "page") == (i == 1 || i == 2));
  }
}

static int count_pages(const struct fixture *f)
{
  int n = 0;
  const xmlNode *p = node_first(xmlDocGetRootElement(f->doc), "page");
  for (; p; p = node_next(p, "page"))
    assert_int_equal(node_int(p, "number", 0), ++n);
  return n;
}

static void the_editor_may_count_the_pages(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/issue.yaml", "pages: [一, 二]\n版数: 6\n");
  folder_put("c/p/2018-12-15/30-free.md", ARTICLE("title: 丁\n", "文\n"));
  load(f);
  assert_string_equal(f->text, "");
  assert_int_equal(count_pages(f), 6);
  folder_put("c/p/2018-12-15/issue.yaml", "page-count: 4\n");
  load(f);
  assert_int_equal(count_pages(f), 4);
  folder_put("c/p/2018-12-15/issue.yaml", "page-count: 5\n");
  load(f);
  assert_says(f->text, "issue.yaml:1:13: error: page-count is 5, but a sheet "
                       "has two sides; write 4 or 6");
  assert_false(f->ok);
  folder_put("c/p/2018-12-15/issue.yaml",
             "page-count: 2\npages: [一, 二, 三, 四]\n");
  load(f);
  assert_says(f->text, "issue.yaml:1:13: error: page-count is 2, but 4 pages "
                       "are named");
  assert_false(f->ok);
}

static const xmlNode *ad(const struct fixture *f)
{
  return node_first(xmlDocGetRootElement(f->doc), "ad");
}

static void advertisements_have_a_place_and_a_size(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/issue.yaml",
             "page-count: 2\nads:\n  - id: tea\n    标题: 茶\n"
             "    文字: |\n      一\n\n       二\n    page: 2\n"
             "    版位: 右下\n    columns: 2\n    lines: 12\n"
             "    label: 公益广告\n");
  load(f);
  assert_string_equal(f->text, "");
  assert_true(f->ok);
  assert_string_equal(node_attr(ad(f), "id"), "tea");
  assert_string_equal(node_attr(ad(f), "page"), "2");
  assert_string_equal(node_attr(ad(f), "position"), "foot-right");
  assert_string_equal(node_attr(ad(f), "columns"), "2");
  assert_string_equal(node_attr(ad(f), "lines"), "12");
  assert_string_equal(node_attr(ad(f), "label"), "公益广告");
  const xmlNode *p = node_first(ad(f), "p");
  char *one = node_text(p), *two = node_text(node_next(p, "p"));
  assert_string_equal(one, "一");
  assert_string_equal(two, "二");
  free(two);
  free(one);
}

/* An advertisement with these lines is told of by WHAT. */
static void bad_ad(struct fixture *f, const char *lines, const char *what)
{
  char *s = mem_printf("ads:\n  - id: tea\n%s", lines);
  folder_put("c/p/2018-12-15/issue.yaml", s);
  free(s);
  load(f);
  assert_says(f->text, what);
}

static void bad_advertisements_are_told(void **state)
{
  struct fixture *f = *state;
  bad_ad(f, "    text: 一\n    lines: 3\n", "the key columns (栏数) is missing");
  bad_ad(f, "    text: 一\n    columns: 2\n", "the key lines (行数) is missing");
  bad_ad(f, "    text: 一\n    columns: 0\n    lines: 3\n",
         "columns: “0” is no number from 1 to 12");
  bad_ad(f, "    columns: 2\n    lines: 3\n",
         "issue.yaml:2:5: error: the advertisement has neither image nor text");
  bad_ad(f, "    columns: 2\n    lines: 3\n    image: images/no.jpg\n",
         "issue.yaml:5:12: error: the picture c/p/2018-12-15/images/no.jpg is "
         "missing");
  bad_ad(f, "    columns: 2\n    lines: 3\n    image: ../a.jpg\n",
         "leaves the folder");
  bad_ad(f, "    text: 一\n    columns: 2\n    lines: 3\n    page: 3\n"
            "page-count: 2\n",
         "issue.yaml:6:11: error: page 3, but the issue has");
  bad_ad(f, "    text: 一\n    columns: 2\n    lines: 3\n"
            "  - id: tea\n    text: 一\n    columns: 2\n    lines: 3\n",
         "issue.yaml:6:5: error: two advertisements have the id tea");
  assert_false(f->ok);
  bad_ad(f, "    text: 一\n    columns: 2\n    lines: 3\n    label: 启事\n",
         "issue.yaml:2:5: warning: the label “启事” does not say “广告”");
  assert_true(f->ok);
}

/* Without an account there is nothing to show. */
static void a_filler_with_a_code_needs_an_account(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/fillers/10-code.md",
             ARTICLE("title: 码\n二维码: 公众号\n", "文\n"));
  load(f);
  assert_says(f->text, "10-code.md:3:6: warning: the filler is left out, since "
                       "paper.yaml has no account");
  assert_null(node_first(xmlDocGetRootElement(f->doc), "filler"));
  assert_true(f->ok);
  folder_put("c/p/paper.yaml", "title: 报\nsections:\n  - id: dang\n"
                               "    name: 党政\naccount:\n  name: 号\n"
                               "  url: https://a.example/w\n");
  load(f);
  assert_string_equal(f->text, "");
  const xmlNode *filler = node_first(xmlDocGetRootElement(f->doc), "filler");
  assert_string_equal(node_attr(filler, "code"), "account");
}

static void pages_need_no_names(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/issue.yaml", "number: 1\n");
  load(f);
  const xmlNode *page = node_first(xmlDocGetRootElement(f->doc), "page");
  assert_int_equal(node_int(node_next(page, "page"), "number", 0), 2);
  assert_null(node_next(node_next(page, "page"), "page"));
  assert_true(f->ok);
}

static void pins_win_with_a_warning(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-12-15/issue.yaml",
             "pages: [一, 二]\narticles:\n  two: {page: 1, jump: 2}\n");
  load(f);
  assert_says(f->text, "c/p/2018-12-15/issue.yaml:3:15: warning: page is 1 "
                       "here and 2 in c/p/2018-12-15/20-two.md:3:7");
  assert_string_equal(node_attr(article(f, "two"), "page"), "1");
  folder_put("c/p/2018-12-15/issue.yaml", "articles:\n  tow: {page: 1}\n");
  load(f);
  assert_says(f->text, "issue.yaml:2:8: error: no story of this issue has the "
                       "id tow");
  assert_false(f->ok);
}

static void bad_files_are_told(void **state)
{
  struct fixture *f = *state;
  bad(f, "", "10-one.md: error: the file is empty");
  bad(f, "\xEF\xBB\xBF \n", "10-one.md: error: the file is empty");
  bad(f, "正文\n", "10-one.md:1:1: error: no front matter");
  bad(f, "---\ntitle: a\n",
      "10-one.md:1:1: error: the front matter does not "
      "end");
  bad(f, ARTICLE("page: 1\n", "文\n"), "the key title (标题) is missing");
  bad(f, ARTICLE("title: a\n", ""),
      "10-one.md:4:1: error: the article has no "
      "text");
  bad(f, ARTICLE("title: a\n", "好\xFF\n"), "10-one.md:5:2: error: not UTF-8");
  bad(f, ARTICLE("title: a\nid: two\npage: 1\n", "文\n"),
      "20-two.md:1:1: error: the id two is that of c/p/2018-12-15/10-one.md");
}

static void pages_and_jumps_must_be_there(void **state)
{
  struct fixture *f = *state;
  bad(f, ARTICLE("title: a\npage: 3\n", "文\n"),
      "10-one.md:3:7: error: page 3, but the issue has 2");
  bad(f, ARTICLE("title: a\njump: 3\n", "文\n"),
      "10-one.md:3:7: error: jump to page 3, but the issue has 2");
  bad(f, ARTICLE("title: a\npage: 1\njump: 1\n", "文\n"),
      "where the story begins");
  warned(f, ARTICLE("title: a\npage: 2\njump: 1\n", "文\n"),
         "jumps back to page 1");
}

static void judgements_that_only_warn(void **state)
{
  struct fixture *f = *state;
  warned(f, ARTICLE("title: a\nsection: 无\n", "文\n"),
         "10-one.md:3:10: warning: unknown section “无”");
  warned(f, ARTICLE("title: a\n", "## 一\n\n#### 三\n\n文\n"),
         "10-one.md:7:1: warning: subhead of level 3 after level 1");
  folder_put("c/p/2018-12-15/issue.yaml",
             "date: 2018-12-16\npages: [一, 二, 三]\n");
  warned(f, ARTICLE("title: a\npage: 1\n", "文\n"), "warning: 3 pages");
  assert_says(f->text, "no story begins on page 3");
  assert_says(f->text, "issue.yaml:1:7: warning: the date 2018-12-16");
}

static void pictures_stay_in_their_folder(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/outside.jpg", "x");
  folder_put("c/p/2018-12-15/images/broken.jpg", "no picture");
  assert_int_equal(
      symlink("../../outside.jpg", "c/p/2018-12-15/images/link.jpg"), 0);
  assert_int_equal(mkfifo("c/p/2018-12-15/images/fifo.jpg", 0600), 0);
  bad(f, ARTICLE("title: a\n", "![图](images/no.jpg)\n"),
      "10-one.md:5:1: error: the picture c/p/2018-12-15/images/no.jpg is "
      "missing");
  bad(f, ARTICLE("title: a\n", "![图](../outside.jpg)\n"), "10-one.md:5:1: ");
  bad(f, ARTICLE("title: a\n", "![图](images/link.jpg)\n"),
      "lies outside its folder");
  bad(f, ARTICLE("title: a\n", "![图](images/broken.jpg)\n"), "broken.jpg");
  bad(f, ARTICLE("title: a\n", "![图](images/fifo.jpg)\n"), "fifo.jpg");
}

static void links_must_lead_somewhere(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2018-11-01/issue.yaml", "number: 1\n");
  folder_put("c/p/2018-11-01/a.md", ARTICLE("title: a\n", "文\n"));
  folder_put("c/p/2018-12-15/10-one.md",
             ARTICLE("title: a\n",
                     "[a](two.html) [b](../2018-11-01/a.html#x) "
                     "[c](https://a.example/) [e](index.html) "
                     "[f](../../index.html) [g](#x) [h](../index.html) "
                     "[i](p-2018-12-15.pdf)\n"));
  load(f);
  assert_string_equal(f->text, "");
  assert_true(f->ok);
  static const char *const links[] = {"tow.html",
                                      "../2018-11-01/b.html",
                                      "../2018-11-02/a.html",
                                      "p2.html",
                                      "../feed.xml",
                                      "../../../x.html",
                                      "two",
                                      "images/a.jpg",
                                      "../q/index.html",
                                      "../../a/../../b.html",
                                      "../../p/2018-12-15/../../../../x.html"};
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    char *s = mem_printf(ARTICLE("title: a\n", "文[a](%s)\n"), links[i]);
    bad(f, s, "10-one.md:5:2: error: the link ");
    free(s);
  }
}

static void fillers_give_way_to_articles(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/fillers/50-two.md", ARTICLE("title: a\n", "文\n"));
  load(f);
  assert_says(f->text, "50-two.md:1:1: warning: the filler is left out");
  assert_null(node_first(xmlDocGetRootElement(f->doc), "filler"));
  assert_true(f->ok);
}

static void odd_files_do_no_harm(void **state)
{
  struct fixture *f = *state;
  assert_int_equal(symlink("/etc/passwd", "c/p/2018-12-15/30-out.md"), 0);
  assert_int_equal(mkfifo("c/p/2018-12-15/40-fifo.md", 0600), 0);
  assert_int_equal(mkdir("c/p/2018-12-15/50-dir.md", 0700), 0);
  folder_put("c/p/2018-12-15/60-头条.md", ARTICLE("title: a\n", "文\n"));
  load(f);
  assert_false(f->ok);
  assert_says(f->text, "30-out.md: error: the link leads out");
  assert_says(f->text, "40-fifo.md: error: not a regular file");
  assert_says(f->text, "50-dir.md: error: ");
  assert_says(f->text, "60-头条.md:1:1: error: no id can be made");
}

static void big_files_are_refused(void **state)
{
  struct fixture *f = *state;
  size_t n = 10 * 1024 * 1024;
  char *s = mem_new(n + 1);
  memset(s, 'x', n);
  memcpy(s, "---\ntitle: a\n---\n\n", 18);
  bad(f, s, "10-one.md: error: 10485760 bytes, more than the limit");
  free(s);
}

static void folders_without_issues_are_told(void **state)
{
  struct fixture *f = *state;
  struct capture c = capture_begin();
  xmlDoc *doc = issue_load("c", "p", "2018-12-99");
  assert_false(check_issue(doc));
  char *text = capture_end(&c);
  assert_says(text, "2018-12-99/issue.yaml: error: ");
  assert_says(text, "c/p/2018-12-99: error: the folder of an issue has a day");
  assert_says(text, "the issue has no article");
  xmlFreeDoc(doc);
  free(text);
  (void)f;
}

static void cards_hold_the_heads(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/2019-01-01/issue.yaml", "number: 8\n");
  folder_put("c/p/2019-01-01/5-x.md", ARTICLE("title: 新\n", "文\n"));
  folder_put("c/p/extra/issue.yaml", "number: 8\n");
  folder_put("c/p/2018-12-15/30-bad.md", "no front matter");
  struct capture c = capture_begin();
  f->doc = site_load("c");
  f->text = capture_end(&c);
  assert_says(f->text, "c/p/extra: error: the folder of an issue has a day");
  const xmlNode *paper = node_first(xmlDocGetRootElement(f->doc), "paper");
  const xmlNode *issue = node_first(paper, "issue");
  assert_string_equal(node_attr(issue, "date"), "2019-01-01");
  issue = node_next(issue, "issue");
  assert_string_equal(node_attr(issue, "url"), "p/2018-12-15/index.html");
  assert_int_equal(node_int(issue, "pages", 0), 2);
  const xmlNode *a = node_first(issue, "article");
  assert_string_equal(node_attr(a, "url"), "p/2018-12-15/one.html");
  assert_string_equal(node_attr(node_next(a, NULL), "id"), "two");
  assert_null(node_next(node_next(a, NULL), NULL));
}

static void no_paper_is_no_site(void **state)
{
  struct fixture *f = *state;
  struct capture c = capture_begin();
  assert_null(site_load("c/p"));
  assert_null(site_load("nowhere"));
  f->text = capture_end(&c);
  assert_says(f->text, "c/p: error: no paper here");
  assert_says(f->text, "nowhere: error: there is no such folder");
}

static void account_needs_url_or_picture(void **state)
{
  struct fixture *f = *state;
  folder_put("c/p/paper.yaml", "title: 报\naccount:\n  name: 号\n");
  load(f);
  assert_says(f->text, "paper.yaml:3:3: error: the account has neither url");
  assert_false(f->ok);
  folder_put("c/p/paper.yaml",
             "title: 报\naccount:\n  name: 号\n  image: code.png\n");
  load(f);
  assert_says(f->text, "paper.yaml:4:10: error: the picture c/p/code.png is "
                       "missing");
  assert_false(f->ok);
}

/* The code as an editor downloads it: its address is read and compared. */
static void account_picture_is_read(void **state)
{
  struct fixture *f = *state;
  struct qr *qr = qr_new("https://a.example/wechat");
  struct buf png = BUF_INIT;
  qr_png(&png, qr, 8);
  assert_true(file_write("c/p/code.png", png.s, png.n));
  folder_put("c/p/paper.yaml",
             "title: 报\naccount:\n  name: 号\n  image: code.png\n");
  load(f);
  assert_true(f->ok);
  const xmlNode *root = xmlDocGetRootElement(f->doc);
  const xmlNode *account = node_first(node_first(root, "paper"), "account");
  assert_string_equal(node_attr(account, "url"), "https://a.example/wechat");
  assert_string_equal(node_attr(account, "image"), "c/p/code.png");
  folder_put("c/p/paper.yaml",
             "title: 报\naccount:\n  name: 号\n  image: code.png\n"
             "  url: https://b.example/\n");
  load(f);
  assert_says(f->text, "paper.yaml:3:3: error: the picture's code holds “");
  assert_false(f->ok);
  qr_free(qr);
  buf_free(&png);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(good_issue_is_completed),
      TEST(helpers_do_not_stay),
      TEST(articles_stand_in_order),
      TEST(stories_without_a_page_stay_free),
      TEST(the_editor_may_count_the_pages),
      TEST(advertisements_have_a_place_and_a_size),
      TEST(bad_advertisements_are_told),
      TEST(a_filler_with_a_code_needs_an_account),
      TEST(pages_need_no_names),
      TEST(pins_win_with_a_warning),
      TEST(bad_files_are_told),
      TEST(pages_and_jumps_must_be_there),
      TEST(judgements_that_only_warn),
      TEST(pictures_stay_in_their_folder),
      TEST(links_must_lead_somewhere),
      TEST(fillers_give_way_to_articles),
      TEST(odd_files_do_no_harm),
      TEST(big_files_are_refused),
      TEST(folders_without_issues_are_told),
      TEST(cards_hold_the_heads),
      TEST(no_paper_is_no_site),
      TEST(account_needs_url_or_picture),
      TEST(account_picture_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
