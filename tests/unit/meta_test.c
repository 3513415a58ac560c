/* Front matter and the other YAML: what is read, what is refused and where. */
#include "folder.h"

#include <time.h>

#include "tree/meta.h"

struct result {
  struct meta *meta;
  char *text; /* messages */
};

static struct result parse_n(const char *s, size_t n, enum scope scope)
{
  struct meta_source src = {"a.md", 2, scope, false};
  struct capture c = capture_begin();
  struct meta *m = meta_parse(s, n, &src);
  return (struct result){m, capture_end(&c)};
}

static struct result parse(const char *s, enum scope scope)
{
  return parse_n(s, strlen(s), scope);
}

static void done(struct result *r)
{
  meta_free(r->meta);
  free(r->text);
}

static void refused(const char *s, enum scope scope, const char *message)
{
  struct result r = parse(s, scope);
  assert_int_not_equal(meta_faults(r.meta), 0);
  assert_says(r.text, message);
  done(&r);
}

static void accepted(const char *s, enum scope scope, const char *key,
                     const char *value)
{
  struct result r = parse(s, scope);
  assert_string_equal(r.text, "");
  assert_int_equal(meta_faults(r.meta), 0);
  const char *is = meta_line(meta_root(r.meta), key);
  if (value)
    assert_string_equal(is, value);
  else
    assert_null(is);
  done(&r);
}

static void values_stay_strings(void **state)
{
  (void)state;
  accepted("期号: 007\n", SCOPE_ISSUE, "number", "007");
  accepted("title: no\n", SCOPE_ARTICLE, "title", "no");
  accepted("title: ~\n", SCOPE_ARTICLE, "title", "~");
  accepted("title: a\npage: 03\n", SCOPE_ARTICLE, "page", "3");
  accepted("title: a\nkicker:\n", SCOPE_ARTICLE, "kicker", NULL);
  accepted("title: |\n  上句\n  下句\n", SCOPE_ARTICLE, "title", "上句 下句");
  accepted("title: \"“引语”：说\"\r\n", SCOPE_ARTICLE, "title", "“引语”：说");
}

static void aliases_are_keys(void **state)
{
  (void)state;
  accepted("标题: 甲\n引题: 乙\n", SCOPE_ARTICLE, "kicker", "乙");
  accepted("标题: 甲\n位置: 头条\n", SCOPE_ARTICLE, "priority", "lead");
  accepted("标题: 甲\n供稿排法: 接排\n", SCOPE_ARTICLE, "signoff-form",
           "run-in");
  refused("title: a\n标题: b\n", SCOPE_ARTICLE,
          "a.md:3:1: error: the key title (标题) is given twice");
}

static void places_count_characters(void **state)
{
  (void)state;
  struct result r = parse("标题: 甲\n版名: [一, 二]\n", SCOPE_ISSUE);
  assert_says(r.text, "a.md:2:1: error: unknown key “标题”");
  const struct value *v = meta_entry(meta_root(r.meta), "pages");
  assert_int_equal(v->line, 3);
  assert_int_equal(v->col, 5);
  assert_int_equal(v->first->next->col, 9);
  assert_string_equal(v->first->next->s, "二");
  done(&r);
}

static void unknown_keys_name_the_nearest(void **state)
{
  (void)state;
  refused("titel: a\n", SCOPE_ARTICLE,
          "a.md:2:1: error: unknown key “titel”, "
          "write “title”?");
  refused("引标: a\n", SCOPE_ARTICLE, "write “引题”?");
  refused("qwertyuiop: a\n", SCOPE_ARTICLE, "remove it");
}

static void a_misspelt_key_is_not_missing_too(void **state)
{
  (void)state;
  struct result r = parse("标提: a\n", SCOPE_ARTICLE);
  assert_says(r.text, "a.md:2:1: error: unknown key “标提”");
  assert_null(strstr(r.text, "missing"));
  done(&r);
  refused("qwertyuiop: a\n", SCOPE_ARTICLE, "the key title");
}

static void missing_keys_are_told(void **state)
{
  (void)state;
  refused("page: 1\n", SCOPE_ARTICLE,
          "a.md:2:1: error: the key title (标题) is missing, add it");
  refused("", SCOPE_ARTICLE, "a.md:2:1: error: the key title");
  refused("# nothing\n", SCOPE_PAPER, "the key title");
  refused("title: a\naccount:\n  url: https://a.example/\n", SCOPE_PAPER,
          "a.md:4:3: error: the key name (名称) is missing");
}

static void anchors_aliases_and_tags_are_refused(void **state)
{
  (void)state;
  refused("title: &a x\n", SCOPE_ARTICLE, "a.md:2:8: error: an anchor");
  refused("title: *a\n", SCOPE_ARTICLE, "a.md:2:8: error: an alias");
  refused("title: !!str x\n", SCOPE_ARTICLE, "a.md:2:8: error: a tag");
  refused("pages: &a [x]\n", SCOPE_ISSUE, "a.md:2:8: error: an anchor");
}

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* HEAD, then UNIT again and again up to the limit. */
static char *repeated(const char *head, const char *unit)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, head);
  while (b.n + strlen(unit) < META_LIMIT)
    buf_puts(&b, unit);
  return buf_take(&b);
}

static void hostile_texts_are_refused_soon(void **state)
{
  (void)state;
  static const char *const units[][2] = {
      {"pages: ", "["},
      {"pages: ", "{"},
      {"pages:\n", " - &a x\n"},
      {"note: ", "&a "},
      {"note: ", "? "},
      {"", "a: "},
      {"", "a: b\n"},
      {"pages:\n", "- - "},
      {"note: ", "\""},
      {"articles:\n", " a: {}\n"},
      {"", "- "},
      {"", "[a,"},
      {"", "{a: "},
      {"note: \"", "\\x"},
      {"", "%TAG ! a\n"},
      {"pages: [", "a, "},
      {"", "é"},
      {"", "---\n"},
  };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    char *s = repeated(units[i][0], units[i][1]);
    double start = seconds();
    struct result r = parse(s, SCOPE_ISSUE);
    assert_int_not_equal(meta_faults(r.meta), 0);
    assert_true(meta_faults(r.meta) <= 21);
    assert_true(seconds() - start < 5);
    done(&r);
    free(s);
  }
}

static void deep_nesting_is_refused(void **state)
{
  (void)state;
  refused("note: [[[[[[[[[a]]]]]]]]]\n", SCOPE_ISSUE,
          "a.md:2:15: error: nested deeper than 8");
}

static void big_texts_are_refused(void **state)
{
  (void)state;
  char *s = mem_new(META_LIMIT + 2);
  memset(s, 'a', META_LIMIT + 1);
  refused(s, SCOPE_ARTICLE, "a.md:2:1: error: 262145 bytes");
  free(s);
}

static void bad_bytes_have_a_place(void **state)
{
  (void)state;
  refused("title: 甲\nkicker: 乙\xD6\xD0\n", SCOPE_ARTICLE,
          "a.md:3:10: error: not UTF-8");
  refused("title: \"\\x01\"\n", SCOPE_ARTICLE, "control character U+0001");
  refused("title: \"a\\0b\"\n", SCOPE_ARTICLE, "control character U+0000");
  struct result r = parse_n("title: a\0b\n", 11, SCOPE_ARTICLE);
  assert_int_not_equal(meta_faults(r.meta), 0);
  done(&r);
}

static void syntax_errors_have_a_place(void **state)
{
  (void)state;
  refused("title: 甲\n版：1\npriority: lead\n", SCOPE_ARTICLE,
          "a.md:3:1: error: this is no YAML, write a half-width colon");
  refused("标题：甲\n", SCOPE_ARTICLE, "half-width colon");
  refused("title: a: b\n", SCOPE_ARTICLE, "a.md:2:9: error: this is no YAML");
  refused("title: 'a\n", SCOPE_ARTICLE, "error: this is no YAML");
  refused("- a\n", SCOPE_ARTICLE, "a.md:2:1: error: no keys here");
  refused("title: a\n---\ntitle: b\n", SCOPE_ARTICLE,
          "a.md:3:1: error: a second document");
}

static void types_are_judged(void **state)
{
  (void)state;
  refused("title: a\npage: 一\n", SCOPE_ARTICLE,
          "a.md:3:7: error: page: “一” is no number from 1 to 64");
  refused("title: a\npage: 65\n", SCOPE_ARTICLE, "from 1 to 64");
  refused("title: a\npage: -1\n", SCOPE_ARTICLE, "from 1 to 64");
  refused("title: a\npriority: top\n", SCOPE_ARTICLE,
          "write one of lead, major, normal, brief");
  refused("date: 2019-02-29\n", SCOPE_ISSUE,
          "a.md:2:7: error: date: “2019-02-29” is no day");
  refused("date: 2019-2-9\n", SCOPE_ISSUE, "is no day");
  refused("title: a\nid: 头条\n", SCOPE_ARTICLE, "is no id");
  refused("title: a\nid: -a\n", SCOPE_ARTICLE, "is no id");
  refused("title: a\nfocus: 50%\n", SCOPE_ARTICLE, "is no point");
  refused("title: a\nbase-url: javascript:x\n", SCOPE_SITE, "is no address");
  refused("title: a\naccount:\n  name: b\n  image: ../x.png\n", SCOPE_PAPER,
          "leaves the folder");
  refused("title: [a]\n", SCOPE_ARTICLE, "title takes one line of text");
  refused("pages: {a: b}\n", SCOPE_ISSUE, "pages takes a list");
  refused("articles: [a]\n", SCOPE_ISSUE, "articles takes indented keys");
  refused("pages: [[a]]\n", SCOPE_ISSUE, "must be one line of text");
  refused("title: a\nsections: [b]\n", SCOPE_PAPER, "must be a map");
}

static void long_lines_are_refused(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  buf_puts(&b, "title: ");
  for (int i = 0; i < 121; i++)
    buf_puts(&b, "长");
  refused(b.s, SCOPE_ARTICLE, "title has 121 characters, shorten it to 120");
  buf_free(&b);
}

static void pins_are_a_table(void **state)
{
  (void)state;
  struct result r =
      parse("articles:\n  fire-safety: {page: 3, 位置: 简讯}\n", SCOPE_ISSUE);
  assert_string_equal(r.text, "");
  const struct value *v = meta_entry(meta_root(r.meta), "articles")->first;
  assert_string_equal(v->name, "fire-safety");
  assert_string_equal(meta_line(v, "priority"), "brief");
  done(&r);
  refused("articles:\n  a: {page: 3}\n  a: {page: 2}\n", SCOPE_ISSUE,
          "a.md:4:3: error: this id is given twice");
  refused("articles:\n  a: {title: b}\n", SCOPE_ISSUE, "unknown key “title”");
  refused("articles:\n  A: {page: 1}\n", SCOPE_ISSUE, "is no id");
}

static void one_line_may_stand_for_a_list(void **state)
{
  (void)state;
  struct result r = parse("pages: 要闻\n", SCOPE_ISSUE);
  assert_string_equal(r.text, "");
  const struct value *v = meta_entry(meta_root(r.meta), "pages");
  assert_string_equal(v->first->s, "要闻");
  assert_null(v->first->next);
  done(&r);
}

static void quiet_prints_nothing(void **state)
{
  (void)state;
  struct meta_source src = {"a.md", 2, SCOPE_ARTICLE, true};
  struct capture c = capture_begin();
  struct meta *m = meta_parse("x: [", 4, &src);
  char *text = capture_end(&c);
  assert_string_equal(text, "");
  assert_int_not_equal(meta_faults(m), 0);
  meta_free(m);
  free(text);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_stay_strings),
      cmocka_unit_test(aliases_are_keys),
      cmocka_unit_test(places_count_characters),
      cmocka_unit_test(unknown_keys_name_the_nearest),
      cmocka_unit_test(a_misspelt_key_is_not_missing_too),
      cmocka_unit_test(missing_keys_are_told),
      cmocka_unit_test(anchors_aliases_and_tags_are_refused),
      cmocka_unit_test(hostile_texts_are_refused_soon),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(big_texts_are_refused),
      cmocka_unit_test(bad_bytes_have_a_place),
      cmocka_unit_test(syntax_errors_have_a_place),
      cmocka_unit_test(types_are_judged),
      cmocka_unit_test(long_lines_are_refused),
      cmocka_unit_test(pins_are_a_table),
      cmocka_unit_test(one_line_may_stand_for_a_list),
      cmocka_unit_test(quiet_prints_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
