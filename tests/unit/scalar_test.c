/* Whatever an editor's title is, YAML gives it back. */
#include "folder.h"

#include "tree/meta.h"
#include "tree/scalar.h"

static const char *const titles[] = {
    "社区食堂开张",     "标题: “a” # b", "#井号开头",   "- 破折号",
    "'单引号'",         "\"双引号\"",    "它的'一'半",  "冒号:",
    "[方括号]",         "{花括号}",      "*星号",       "&和",
    "!感叹",            "|竖线",         ">大于",       "%百分",
    "@在",              "`反引号",       "~",           "null",
    "true",             "2024-02-10",    "007",         "a: b",
    "a #b",             "反斜\\杠\\n",   "😀",          "---",
    "...",              "? 问",          ", 逗",        "a:b#c",
    "“中文引号”：说明", "=",             "<<",          "key: [a, b]"};

static void test_every_title_comes_back_as_it_was(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    struct buf b = BUF_INIT;
    struct meta_source src = {"x.yaml", 1, SCOPE_ARTICLE, false};
    buf_puts(&b, "title: ");
    scalar_put(&b, titles[i]);
    buf_puts(&b, "\nkicker: 下一行\n");
    struct meta *m = meta_parse(b.s, b.n, &src);
    const char *s = meta_line(meta_root(m), "title");
    if (meta_faults(m) || !s || strcmp(s, titles[i]) != 0)
      fail_msg("%s becomes %s", titles[i], b.s);
    assert_string_equal(meta_line(meta_root(m), "kicker"), "下一行");
    meta_free(m);
    buf_free(&b);
  }
}

static void test_a_line_stays_a_line(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  scalar_put(&b, "甲\n乙");
  assert_string_equal(b.s, "'甲 乙'");
  buf_clear(&b);
  scalar_put(&b, "");
  assert_string_equal(b.s, "''");
  buf_free(&b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_title_comes_back_as_it_was),
      cmocka_unit_test(test_a_line_stays_a_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
