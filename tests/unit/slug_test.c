/* Names of addresses from titles. */
#include "folder.h"

#include "asset/slug.h"
#include "tree/type.h"

static void is(const char *title, const char *expected)
{
  char *s = slug_make(title);
  if (!type_is_id(s, strlen(s)))
    fail_msg("%s is no id", s);
  if (strcmp(s, expected) != 0)
    fail_msg("%s: %s instead of %s", title, s, expected);
  free(s);
}

static void test_words_of_a_title_are_parted(void **state)
{
  (void)state;
  is("社区食堂开张", "shequ-shitang-kaizhang");
  is("小事不出网格 急事不出社区", "xiaoshi-buchu-wangge-jishi-buchu-shequ");
  is("社区晨报", "shequ-chenbao");
}

static void test_latin_and_digits_are_kept(void **state)
{
  (void)state;
  is("Hello, World", "hello-world");
  is("Café Ünal", "cafe-unal");
  is("ＡＰＰ上线", "app-shangxian");
  is("２０２４年 第3期", "2024-nian-di-3-qi");
  is("98.35%", "98-35");
}

static void test_characters_are_read_as_their_word_is(void **state)
{
  (void)state;
  is("银行", "yinhang");
  is("行人", "xingren");
  is("重阳", "chongyang");
  is("重点", "zhongdian");
  is("空调", "kongtiao");
  is("女", "nv");
}

static void test_a_name_is_never_empty(void **state)
{
  (void)state;
  is("", "gao");
  is("……！", "gao");
  is("😀", "gao");
  is("\xff\xfe", "gao");
  is("--", "gao");
}

static void test_pages_of_the_site_keep_their_names(void **state)
{
  (void)state;
  is("index", "gao-index");
  is("P3", "gao-p3");
  is("p", "p");
  is("P3版", "p3-ban");
}

static void test_long_titles_are_cut_at_a_word(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  for (int i = 0; i < 400; i++)
    buf_puts(&b, "社区");
  char *s = slug_make(b.s);
  assert_true(type_is_id(s, strlen(s)));
  assert_true(strlen(s) <= SLUG_MAX);
  assert_string_equal(s + strlen(s) - 6, "-shequ");
  free(s);
  buf_clear(&b);
  for (int i = 0; i < 400; i++)
    buf_putc(&b, 'x');
  s = slug_make(b.s);
  assert_int_equal(strlen(s), SLUG_MAX);
  free(s);
  buf_free(&b);
}

static void test_a_number_goes_behind_a_name_that_is_taken(void **state)
{
  (void)state;
  char *s = slug_numbered("shequ", 2);
  assert_string_equal(s, "shequ-2");
  free(s);
  char name[SLUG_ROOM + 1];
  memset(name, 'a', SLUG_ROOM);
  name[SLUG_ROOM] = '\0';
  name[SLUG_ROOM - 4] = '-';
  s = slug_numbered(name, 123);
  assert_true(type_is_id(s, strlen(s)));
  assert_string_equal(s + strlen(s) - 5, "a-123");
  free(s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_of_a_title_are_parted),
      cmocka_unit_test(test_latin_and_digits_are_kept),
      cmocka_unit_test(test_characters_are_read_as_their_word_is),
      cmocka_unit_test(test_a_name_is_never_empty),
      cmocka_unit_test(test_pages_of_the_site_keep_their_names),
      cmocka_unit_test(test_long_titles_are_cut_at_a_word),
      cmocka_unit_test(test_a_number_goes_behind_a_name_that_is_taken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
