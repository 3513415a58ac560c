/* The output folder: what a reader finds is always a whole site, two builds
 * do not disturb each other, and nothing of somebody else's is touched. */
#include "folder.h"

#include "cmd/output.h"

static int set_up(void **state)
{
  *state = folder_new();
  return 0;
}

static int tear_down(void **state)
{
  folder_free(*state);
  return 0;
}

static void assert_holds(const char *path, const char *want)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, path, 1 << 20));
  assert_string_equal(b.s ? b.s : "", want);
  buf_free(&b);
}

/* A build that writes TEXT into site/p/d/f. */
static void build(const char *text)
{
  struct output o = {0};
  assert_true(output_open(&o, "out"));
  assert_true(output_begin(&o));
  folder_put("out/.next/site/p/d/f", text);
  assert_true(output_commit(&o));
  output_close(&o);
}

static void site_changes_only_at_the_end(void **state)
{
  (void)state;
  struct output o = {0};
  build("1");
  assert_holds("out/site/p/d/f", "1");
  assert_true(output_open(&o, "out"));
  assert_true(output_begin(&o));
  folder_put("out/.next/site/p/d/f", "2");
  assert_holds("out/site/p/d/f", "1");
  assert_true(output_commit(&o));
  assert_holds("out/site/p/d/f", "2");
  output_close(&o);
  assert_false(file_exists("out/.next"));
}

static void what_was_not_finished_vanishes(void **state)
{
  (void)state;
  struct output o = {0};
  build("1");
  assert_true(output_open(&o, "out"));
  assert_true(output_begin(&o));
  folder_put("out/.next/site/p/d/f", "2");
  output_close(&o);
  assert_holds("out/site/p/d/f", "1");
  assert_false(file_exists("out/.next"));
  folder_put("out/.next/site/old", "killed");
  build("3");
  assert_false(file_exists("out/site/old"));
}

static void second_build_leaves_the_first_alone(void **state)
{
  (void)state;
  struct output one = {0}, two = {0};
  assert_true(output_open(&one, "out"));
  assert_true(output_begin(&one));
  folder_put("out/.next/site/f", "1");
  struct capture c = capture_begin();
  assert_false(output_open(&two, "out"));
  int status = diag_exit(0);
  char *said = capture_end(&c);
  output_close(&two);
  assert_int_equal(status, 3);
  assert_says(said, "another build is running");
  free(said);
  assert_holds("out/.next/site/f", "1");
  assert_true(output_commit(&one));
  output_close(&one);
  assert_holds("out/site/f", "1");
  assert_true(output_open(&two, "out"));
  output_close(&two);
}

static void site_of_somebody_else_is_not_touched(void **state)
{
  (void)state;
  struct output o = {0};
  folder_put("out/site/index.html", "mine");
  struct capture c = capture_begin();
  assert_false(output_open(&o, "out"));
  char *said = capture_end(&c);
  output_close(&o);
  assert_says(said, "was not made by chenbao");
  free(said);
  assert_holds("out/site/index.html", "mine");
  assert_false(file_exists("out/.cache"));
}

static void kill_between_two_renames_is_mended(void **state)
{
  (void)state;
  struct output o = {0};
  build("1");
  assert_int_equal(rename("out/site", "out/site.old"), 0);
  assert_true(output_open(&o, "out"));
  assert_holds("out/site/p/d/f", "1");
  output_close(&o);
  folder_put("out/site.old/x", "older");
  assert_true(output_open(&o, "out"));
  assert_false(file_exists("out/site.old"));
  assert_holds("out/site/p/d/f", "1");
  output_close(&o);
}

static void kept_issue_goes_into_the_next_site(void **state)
{
  (void)state;
  struct output o = {0};
  build("1");
  assert_true(output_open(&o, "out"));
  assert_true(output_has(&o, "p/d"));
  assert_false(output_has(&o, "p/e"));
  assert_true(output_begin(&o));
  folder_put("out/.next/site/p/d/half", "of a worker that died");
  assert_true(output_keep(&o, "p/d"));
  struct capture c = capture_begin();
  assert_false(output_keep(&o, "p/e"));
  free(capture_end(&c));
  assert_true(output_commit(&o));
  assert_holds("out/site/p/d/f", "1");
  assert_false(file_exists("out/site/p/d/half"));
  output_close(&o);
}

static void texts_are_remembered_between_builds(void **state)
{
  (void)state;
  struct output o = {0};
  assert_true(output_open(&o, "out"));
  assert_null(output_recall(&o, "keys", "p/d"));
  assert_true(output_remember(&o, "keys", "p/d", "报"));
  assert_true(output_remember(&o, "keys", "site", ""));
  output_close(&o);
  assert_true(output_open(&o, "out"));
  char *s = output_recall(&o, "keys", "p/d");
  assert_string_equal(s, "报");
  free(s);
  s = output_recall(&o, "keys", "site");
  assert_string_equal(s, "");
  free(s);
  output_close(&o);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(site_changes_only_at_the_end),
      CASE(what_was_not_finished_vanishes),
      CASE(second_build_leaves_the_first_alone),
      CASE(site_of_somebody_else_is_not_touched),
      CASE(kill_between_two_renames_is_mended),
      CASE(kept_issue_goes_into_the_next_site),
      CASE(texts_are_remembered_between_builds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
