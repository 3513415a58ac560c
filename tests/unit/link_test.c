/* Addresses: which pass, and how they stand in a code. */
#include "folder.h"

#include "tree/link.h"

static void only_harmless_addresses_pass(void **state)
{
  (void)state;
  static const char *const good[] = {
      "http://a.example/", "HTTPS://a.example", "mailto:a@b.example",
      "tel:12345",         "a.html",            "../b/c.html#d",
      "#here",             "?q=1:2"};
  static const char *const bad[] = {
      "javascript:alert(1)", "JavaScript:x", " javascript:x", "data:text/html,x",
      "//a.example/",        "\\\\a",        "/\\a.example",  "java\nscript:x",
      "vbscript:x",          ":x",           ""};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_true(link_ok(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(link_ok(bad[i]));
}

static void assert_gives(char *got, const char *want)
{
  assert_string_equal(got, want);
  free(got);
}

/* Readers of codes guess a charset, so codes hold ASCII alone. */
static void addresses_are_encoded_once(void **state)
{
  (void)state;
  assert_gives(link_encode("https://a.example/报"),
               "https://a.example/%E6%8A%A5");
  assert_gives(link_encode("https://a.example/%E6%8A%A5"),
               "https://a.example/%E6%8A%A5");
  assert_gives(link_encode("a b"), "a%20b");
  assert_gives(link_encode(""), "");
}

static void a_base_ends_in_one_slash(void **state)
{
  (void)state;
  assert_gives(link_base("https://a.example"), "https://a.example/");
  assert_gives(link_base("https://a.example/b/"), "https://a.example/b/");
  assert_gives(link_base(""), "");
  assert_gives(link_base(NULL), "");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_harmless_addresses_pass),
      cmocka_unit_test(addresses_are_encoded_once),
      cmocka_unit_test(a_base_ends_in_one_slash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
