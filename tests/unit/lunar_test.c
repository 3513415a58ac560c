/* Days as numbers, and the Chinese calendar. */
#include "folder.h"

#include "tree/day.h"
#include "tree/lunar.h"

static void is(const char *day, const char *expected)
{
  struct lunar l;
  char *name = lunar_of(&l, day) ? lunar_name(&l) : mem_copy("none");
  if (strcmp(name, expected) != 0)
    fail_msg("%s: %s instead of %s", day, name, expected);
  free(name);
}

static void test_new_years_are_those_of_printed_calendars(void **state)
{
  (void)state;
  is("1990-01-27", "庚午年正月初一");
  is("2000-02-05", "庚辰年正月初一");
  is("2020-01-25", "庚子年正月初一");
  is("2024-02-10", "甲辰年正月初一");
  is("2025-01-29", "乙巳年正月初一");
  is("2026-02-17", "丙午年正月初一");
}

/* What ICU 72 computes is a day off for each of these. */
static void test_moons_that_are_new_near_midnight(void **state)
{
  (void)state;
  is("1999-01-17", "戊寅年腊月初一");
  is("2012-08-17", "壬辰年七月初一");
  is("2018-11-07", "戊戌年九月三十");
  is("2018-11-08", "戊戌年十月初一");
  is("2027-02-06", "丁未年正月初一");
  is("2030-02-02", "己酉年腊月三十");
  is("2030-02-03", "庚戌年正月初一");
}

static void test_leap_months(void **state)
{
  (void)state;
  is("2020-05-22", "庚子年四月三十");
  is("2020-05-23", "庚子年闰四月初一");
  is("2023-03-22", "癸卯年闰二月初一");
  is("2023-04-20", "癸卯年三月初一");
  is("2025-07-25", "乙巳年闰六月初一");
  is("2033-12-22", "癸丑年闰冬月初一");
}

static void test_days_as_newspapers_write_them(void **state)
{
  (void)state;
  is("2018-12-15", "戊戌年冬月初九");
  is("2019-05-31", "己亥年四月廿七");
  is("2020-01-17", "己亥年腊月廿三");
  is("2023-06-30", "癸卯年五月十三");
  is("2024-02-19", "甲辰年正月初十");
  is("2024-02-29", "甲辰年正月二十");
  is("2024-03-09", "甲辰年正月廿九");
}

static void test_outside_of_the_table_there_is_none(void **state)
{
  (void)state;
  is("1950-02-16", "none");
  is("1950-02-17", "庚寅年正月初一");
  is("2101-01-28", "庚申年腊月廿九");
  is("2101-01-29", "none");
  is("2024-02-30", "none");
  is("x", "none");
}

static void test_a_day_and_its_number_give_each_other(void **state)
{
  (void)state;
  char day[DAY_ROOM];
  assert_int_equal(day_number("1583-01-01"), 0);
  assert_int_equal(day_number("2024-03-01") - day_number("2024-02-28"), 2);
  assert_int_equal(day_number("2100-03-01") - day_number("2100-02-28"), 1);
  assert_int_equal(day_number("2024-02-30"), -1);
  int last = day_number("9999-12-31");
  for (int n = 0; n <= last; n += n % 400 ? 1 : 97) {
    assert_true(day_write(day, n));
    assert_int_equal(day_number(day), n);
  }
  assert_true(day_write(day, last));
  assert_false(day_write(day, last + 1));
  assert_false(day_write(day, -1));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_new_years_are_those_of_printed_calendars),
      cmocka_unit_test(test_moons_that_are_new_near_midnight),
      cmocka_unit_test(test_leap_months),
      cmocka_unit_test(test_days_as_newspapers_write_them),
      cmocka_unit_test(test_outside_of_the_table_there_is_none),
      cmocka_unit_test(test_a_day_and_its_number_give_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
