/* What is made anew: whole or not at all, and never in another's place. */
#include "folder.h"

#include <sys/stat.h>

#include "base/fresh.h"

static int setup(void **state)
{
  *state = folder_new();
  return 0;
}

static int teardown(void **state)
{
  folder_free(*state);
  return 0;
}

static char *text_of(const char *path)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, path, 100));
  return buf_take(&b);
}

/* Names in the working folder, hidden ones too. */
static int count_all(void)
{
  char out[16] = "";
  FILE *f = popen("ls -A | wc -l", "r");
  assert_non_null(f);
  assert_non_null(fgets(out, sizeof out, f));
  pclose(f);
  return (int)strtol(out, NULL, 10);
}

static void test_a_file_is_made_once(void **state)
{
  (void)state;
  assert_int_equal(fresh_file("a", "one", 3), FRESH_MADE);
  assert_int_equal(fresh_file("a", "two", 3), FRESH_TAKEN);
  char *s = text_of("a");
  assert_string_equal(s, "one");
  free(s);
  assert_int_equal(count_all(), 1);
}

static void test_a_file_has_the_rights_of_others(void **state)
{
  (void)state;
  struct stat st;
  mode_t mask = umask(027);
  assert_int_equal(fresh_file("a", "", 0), FRESH_MADE);
  umask(mask);
  assert_int_equal(stat("a", &st), 0);
  assert_int_equal(st.st_mode & 0777, 0640);
}

static void test_a_link_that_leads_nowhere_is_not_followed(void **state)
{
  (void)state;
  assert_int_equal(symlink("elsewhere", "a"), 0);
  assert_int_equal(fresh_file("a", "x", 1), FRESH_TAKEN);
  assert_false(file_exists("elsewhere"));
}

static void test_without_its_folder_no_file_is_made(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  assert_int_equal(fresh_file("none/a", "x", 1), FRESH_FAILED);
  char *said = capture_end(&c);
  assert_says(said, "none/a");
  free(said);
  assert_int_equal(count_all(), 0);
}

static void test_a_folder_is_named_once_it_is_full(void **state)
{
  (void)state;
  char *dir = fresh_folder("b"), *file = file_join(dir, "x");
  folder_put(file, "one");
  assert_false(file_exists("b"));
  assert_int_equal(fresh_settle(dir, "b"), FRESH_MADE);
  dir = fresh_folder("b");
  assert_int_equal(fresh_settle(dir, "b"), FRESH_TAKEN);
  char *s = text_of("b/x");
  assert_string_equal(s, "one");
  free(s);
  free(file);
  assert_int_equal(count_all(), 1);
}

static void test_an_empty_folder_is_not_replaced_either(void **state)
{
  (void)state;
  assert_true(file_mkdirs("b"));
  char *dir = fresh_folder("b");
  assert_int_equal(fresh_settle(dir, "b"), FRESH_TAKEN);
  assert_int_equal(count_all(), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(test_a_file_is_made_once),
      TEST(test_a_file_has_the_rights_of_others),
      TEST(test_a_link_that_leads_nowhere_is_not_followed),
      TEST(test_without_its_folder_no_file_is_made),
      TEST(test_a_folder_is_named_once_it_is_full),
      TEST(test_an_empty_folder_is_not_replaced_either),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
