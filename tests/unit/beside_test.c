/* Work in a process beside this one: its result and its messages come when
 * they are asked for, in one order, and whatever happens to it is told. */
#include <signal.h>

#include "folder.h"

#include "cmd/beside.h"

enum { LONG = 300 * 1000 }; /* more than a pipe holds */

static bool tell(void *data, struct buf *result)
{
  diag(LEVEL_NOTE, place_file("large"), "%s", "the second");
  diag_once(LEVEL_NOTE, place_file("both"), "said by both");
  buf_puts(result, data);
  return true;
}

static void messages_come_in_one_order_and_once(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  for (int at_once = 0; at_once < 2; at_once++) {
    char text[] = "result";
    struct buf b = BUF_INIT;
    struct beside *beside = beside_start(tell, text, at_once);
    assert_non_null(beside);
    diag(LEVEL_NOTE, place_file("small"), "the first");
    diag_once(LEVEL_NOTE, place_file("both"), "said by both");
    assert_true(beside_end(beside, &b));
    assert_string_equal(b.s, "result");
    buf_free(&b);
  }
  char *said = capture_end(&c);
  assert_string_equal(said, "small: note: the first\n"
                            "both: note: said by both\n"
                            "large: note: the second\n"
                            "small: note: the first\n"
                            "large: note: the second\n");
  free(said);
}

static bool tell_much(void *data, struct buf *result)
{
  (void)data;
  for (int i = 0; i < LONG / 100; i++) {
    diag(LEVEL_NOTE, place_none(), "%0100d", i);
    buf_printf(result, "%0100d", i);
  }
  return true;
}

static void long_results_and_messages_arrive_whole(void **state)
{
  (void)state;
  for (int at_once = 0; at_once < 2; at_once++) {
    struct capture c = capture_begin();
    struct buf b = BUF_INIT;
    assert_true(beside_end(beside_start(tell_much, NULL, at_once), &b));
    char *said = capture_end(&c);
    assert_int_equal(b.n, LONG);
    assert_true(strlen(said) > LONG);
    free(said);
    buf_free(&b);
  }
}

static bool say(void *data, struct buf *result)
{
  (void)result;
  diag(*(enum level *)data, place_none(), "what it says");
  return *(enum level *)data < LEVEL_ERROR;
}

static bool only_fail(void *data, struct buf *result)
{
  (void)data;
  (void)result;
  return false;
}

static void its_warnings_and_errors_count(void **state)
{
  (void)state;
  static const enum level levels[] = {LEVEL_WARN, LEVEL_ERROR, LEVEL_FATAL};
  for (size_t i = 0; i < 3; i++) {
    struct capture c = capture_begin();
    struct buf b = BUF_INIT;
    enum level level = levels[i];
    bool ok = beside_end(beside_start(say, &level, false), &b);
    assert_int_equal(ok, level == LEVEL_WARN);
    assert_int_equal(diag_count(level), 1);
    assert_int_equal(diag_count(LEVEL_WARN), 1);
    buf_free(&b);
    free(capture_end(&c));
  }
  struct capture c = capture_begin();
  struct buf b = BUF_INIT;
  assert_false(beside_end(beside_start(only_fail, NULL, false), &b));
  assert_int_equal(diag_count(LEVEL_ERROR), 1);
  buf_free(&b);
  free(capture_end(&c));
}

static bool die(void *data, struct buf *result)
{
  (void)data;
  (void)result;
  raise(SIGKILL);
  return true;
}

static void one_that_dies_is_an_error(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  struct buf b = BUF_INIT;
  assert_false(beside_end(beside_start(die, NULL, false), &b));
  char *said = capture_end(&c);
  assert_says(said, "error: a process of this build died");
  free(said);
  buf_free(&b);
}

static bool never_end(void *data, struct buf *result)
{
  (void)data;
  (void)result;
  for (;;)
    pause();
  return true;
}

static void what_nobody_wants_is_stopped(void **state)
{
  (void)state;
  beside_drop(beside_start(never_end, NULL, false));
  beside_drop(NULL);
}

static bool start_and_die(void *data, struct buf *result)
{
  beside_start(never_end, NULL, false);
  raise(SIGKILL);
  return beside_end(data, result);
}

/* Its end of the pipe is closed when the last process that had it is gone. */
static void nothing_outlives_its_maker(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  struct buf b = BUF_INIT;
  assert_false(beside_end(beside_start(start_and_die, NULL, false), &b));
  buf_free(&b);
  free(capture_end(&c));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(messages_come_in_one_order_and_once),
      cmocka_unit_test(long_results_and_messages_arrive_whole),
      cmocka_unit_test(its_warnings_and_errors_count),
      cmocka_unit_test(one_that_dies_is_an_error),
      cmocka_unit_test(what_nobody_wants_is_stopped),
      cmocka_unit_test(nothing_outlives_its_maker),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
