/* The table of keys, days, and where front matter ends. */
#include "folder.h"

#include "tree/day.h"
#include "tree/front.h"
#include "tree/keys.h"
#include "tree/type.h"

static void the_table_is_consistent(void **state)
{
  (void)state;
  size_t n;
  const struct key *keys = keys_all(&n);
  for (size_t i = 0; i < n; i++) {
    const struct key *k = &keys[i];
    assert_true(k->name && k->alias && k->scopes && k->help && k->help_zh);
    assert_true(k->type == KEY_ENUM ? k->values != NULL
                                    : k->type == KEY_INT || !k->values);
    bool nested = k->type >= KEY_MAP;
    assert_true(nested == (k->inner != 0));
    assert_true(k->min <= k->max);
    /* No name or alias means two things in one place. */
    for (size_t j = 0; j < n; j++)
      if (i != j && keys[j].scopes & k->scopes) {
        assert_string_not_equal(keys[j].name, k->name);
        assert_string_not_equal(keys[j].alias, k->alias);
        assert_string_not_equal(keys[j].name, k->alias);
      }
  }
}

static void keys_are_found_in_their_scope(void **state)
{
  (void)state;
  assert_string_equal(keys_find(SCOPE_ARTICLE, "引题", 6)->name, "kicker");
  assert_string_equal(keys_find(SCOPE_PIN, "page", 4)->name, "page");
  assert_null(keys_find(SCOPE_PIN, "title", 5));
  assert_null(keys_find(SCOPE_ARTICLE, "pag", 3));
  assert_null(keys_find(SCOPE_ARTICLE, "pages", 5));
  assert_null(keys_find(SCOPE_ARTICLE, "", 0));
}

static void a_key_with_a_nul_is_none(void **state)
{
  (void)state;
  static const char name[16] = "id\0xxxxxxxxxxxx";
  assert_null(keys_find(SCOPE_ARTICLE, name, 12));
  assert_non_null(keys_find(SCOPE_ARTICLE, name, 2));
}

static void distance_counts_characters(void **state)
{
  (void)state;
  assert_int_equal(keys_distance("", ""), 0);
  assert_int_equal(keys_distance("引题", "标题"), 1);
  assert_int_equal(keys_distance("titel", "title"), 1);
  assert_int_equal(keys_distance("kitten", "sitting"), 3);
  assert_int_equal(keys_distance("", "abc"), 3);
  char *s = mem_new(1 << 20);
  memset(s, 'a', (1 << 20) - 1);
  assert_true(keys_distance(s, "a") > 1000);
  assert_null(keys_nearest(SCOPE_ARTICLE, s));
  free(s);
}

static void values_have_aliases(void **state)
{
  (void)state;
  const struct key *k = keys_find(SCOPE_ARTICLE, "priority", 8);
  assert_string_equal(keys_value(k, "简讯"), "brief");
  assert_string_equal(keys_value(k, "普通"), "normal");
  assert_string_equal(keys_value(k, "lead"), "lead");
  assert_null(keys_value(k, ""));
  assert_null(keys_value(k, "一"));
  assert_null(keys_value(k, "一般 普通"));
  char *s = keys_values(k);
  assert_string_equal(s, "lead, major, normal, brief");
  free(s);
}

/* A key with numbers and words takes both, whatever tongue the word is of. */
static void numbers_may_have_words_beside_them(void **state)
{
  (void)state;
  static const char *const cases[][2] = {
      {"3", "3"},      {"64", "64"}, {"yes", "yes"}, {"要", "yes"},
      {"不要", "no"},  {"no", "no"}, {"0", NULL},    {"65", NULL},
      {"maybe", NULL}, {"要 不要", NULL}};
  const struct key *k = keys_find(SCOPE_PIN, "转版", strlen("转版"));
  struct arena *a = arena_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *why = NULL;
    const char *s = cases[i][0];
    const char *value = type_read(a, k, s, strlen(s), &why);
    assert_true(!value == !cases[i][1]);
    if (value)
      assert_string_equal(value, cases[i][1]);
    else
      assert_says(why, "is neither a number from 1 to 64 nor one of yes, no");
    free(why);
  }
  arena_free(a);
}

static void every_edge_and_corner_has_a_name(void **state)
{
  (void)state;
  static const char *const words[][2] = {
      {"上", "top"},        {"下", "foot"},       {"左", "left"},
      {"右", "right"},      {"左上", "top-left"}, {"右上", "top-right"},
      {"左下", "foot-left"}, {"右下", "foot-right"}};
  const struct key *k = keys_find(SCOPE_AD, "position", 8);
  assert_ptr_equal(k, keys_find(SCOPE_ARTICLE, "版位", strlen("版位")));
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_string_equal(keys_value(k, words[i][0]), words[i][1]);
  assert_null(keys_value(k, "上左"));
}

static void addresses_are_of_the_web(void **state)
{
  (void)state;
  assert_true(type_is_url("https://a.example/"));
  assert_true(type_is_url("http://a"));
  assert_false(type_is_url("ftp://a.example/"));
  assert_false(type_is_url("javascript:alert(1)"));
  assert_false(type_is_url("https://"));
  assert_false(type_is_url("https://a b"));
  assert_false(type_is_url(""));
}

static void ids_are_addresses(void **state)
{
  (void)state;
  assert_true(type_is_id("fire-safety-2", 13));
  assert_false(type_is_id("", 0));
  assert_false(type_is_id("A", 1));
  assert_false(type_is_id("a-", 2));
  assert_false(type_is_id("a/b", 3));
  char s[65];
  memset(s, 'a', sizeof s);
  assert_true(type_is_id(s, 64));
  assert_false(type_is_id(s, 65));
}

static void days_are_of_the_calendar(void **state)
{
  (void)state;
  assert_true(day_valid("2020-02-29"));
  assert_false(day_valid("2019-02-29"));
  assert_false(day_valid("1900-02-29"));
  assert_false(day_valid("2019-13-01"));
  assert_false(day_valid("2019-04-31"));
  assert_false(day_valid("2019-4-30"));
  assert_false(day_valid("0000-00-00"));
  assert_false(day_valid(NULL));
  assert_string_equal(day_week("2018-12-15"), "星期六");
  assert_string_equal(day_week("2020-01-17"), "星期五");
  assert_string_equal(day_week("2000-02-29"), "星期二");
  assert_string_equal(day_week("x"), "");
}

static void split(const char *s, bool closed, size_t body, int line)
{
  struct front f = front_split(s, strlen(s));
  assert_int_equal(f.closed, closed);
  assert_int_equal(f.body, body);
  assert_int_equal(f.body_line, line);
}

static void front_matter_ends_at_its_fence(void **state)
{
  (void)state;
  split("---\na: b\n---\nx\n", true, 13, 4);
  split("---\r\na: b\r\n--- \r\nx", true, 17, 4);
  split("\xEF\xBB\xBF---\n---\n", true, 11, 3);
  split("---\na: b\n---", true, 12, 4);
  split("---\na: b\n----\n", false, 14, 4);
  split("text\n---\n", false, 0, 1);
  split("", false, 0, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_is_consistent),
      cmocka_unit_test(keys_are_found_in_their_scope),
      cmocka_unit_test(a_key_with_a_nul_is_none),
      cmocka_unit_test(distance_counts_characters),
      cmocka_unit_test(values_have_aliases),
      cmocka_unit_test(numbers_may_have_words_beside_them),
      cmocka_unit_test(every_edge_and_corner_has_a_name),
      cmocka_unit_test(addresses_are_of_the_web),
      cmocka_unit_test(ids_are_addresses),
      cmocka_unit_test(days_are_of_the_calendar),
      cmocka_unit_test(front_matter_ends_at_its_fence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
