/* Libraries that are loaded when first asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "base/diag.h"
#include "base/late.h"

#define MATHS(X) X(cos) X(sin)

struct maths {
  MATHS(LATE_FIELD)
};

static void functions_come_in_the_order_of_their_names(void **state)
{
  static const char *const names[] = {MATHS(LATE_NAME) NULL};
  struct maths m;
  (void)state;
  assert_true(late_load("libm.so.6", names, (void **)&m));
  assert_true(m.cos(0) > 0.99 && m.sin(0) < 0.01);
}

static void what_is_missing_is_an_error_and_no_crash(void **state)
{
  static const char *const names[] = {"no_such_function", NULL};
  void *to[1];
  (void)state;
  diag_reset();
  assert_false(late_load("libm.so.6", names, to));
  assert_false(late_load("libno-such-library.so.1", names, to));
  assert_int_equal(diag_count(LEVEL_ERROR), 2);
  diag_reset();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(functions_come_in_the_order_of_their_names),
      cmocka_unit_test(what_is_missing_is_an_error_and_no_crash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
