/* Numbers of issues that count on, and the days on which they appear. */
#include "folder.h"

#include "cmd/counting.h"
#include "cmd/rhythm.h"
#include "tree/day.h"

enum { MOST = 12 };

/* "2024-01-05=第1期 2024-01-12=第2期" to V. */
static size_t read_list(char *list, struct counted *v)
{
  size_t n = 0;
  for (char *s = strtok(list, " "); s && n < MOST; s = strtok(NULL, " ")) {
    v[n].day = s;
    s[10] = '\0';
    v[n++].text = s + 11;
  }
  return n;
}

static void follows(const char *list, const char *day, const char *expected)
{
  struct counted v[MOST];
  char *copy = mem_copy(list);
  char *next = counting_next(v, read_list(copy, v), day);
  if (strcmp(next ? next : "none", expected) != 0)
    fail_msg("%s %s: %s instead of %s", list, day, next ? next : "none",
             expected);
  free(next);
  free(copy);
}

static void gap(const char *list, const char *expected)
{
  struct counted v[MOST];
  char *copy = mem_copy(list);
  char *due = counting_gap(v, read_list(copy, v));
  if (strcmp(due ? due : "none", expected) != 0)
    fail_msg("%s: %s instead of %s", list, due ? due : "none", expected);
  free(due);
  free(copy);
}

static void test_a_number_keeps_its_form(void **state)
{
  (void)state;
  follows("2024-01-05=7", "2024-01-12", "8");
  follows("2024-01-05=007", "2024-01-12", "008");
  follows("2024-01-05=099", "2024-01-12", "100");
  follows("2024-01-05=9", "2024-01-12", "10");
  follows("2024-01-05=第12期", "2024-01-12", "第13期");
  follows("2024-01-05=第９期", "2024-01-12", "第１０期");
  follows("2024-01-05=No.12", "2024-01-12", "No.13");
}

static void test_chinese_figures_count(void **state)
{
  (void)state;
  follows("2024-01-05=第九期", "2024-01-12", "第十期");
  follows("2024-01-05=第十期", "2024-01-12", "第十一期");
  follows("2024-01-05=第十九期", "2024-01-12", "第二十期");
  follows("2024-01-05=第九十九期", "2024-01-12", "第一百期");
  follows("2024-01-05=第一百期", "2024-01-12", "第一百零一期");
  follows("2024-01-05=第一百零九期", "2024-01-12", "第一百一十期");
  follows("2024-01-05=第一百十二期", "2024-01-12", "第一百一十三期");
  follows("2024-01-05=第九百九十九期", "2024-01-12", "第一千期");
  follows("2024-12-27=二〇二四年第三期", "2025-01-03", "二〇二五年第一期");
  follows("2024-01-05=第一二期", "2024-01-12", "第一三期");
}

static void test_what_is_no_number_cannot_count(void **state)
{
  (void)state;
  follows("2024-01-05=样刊", "2024-01-12", "none");
  follows("2024-01-05=五一特刊", "2024-01-12", "none");
  follows("2024-01-05=", "2024-01-12", "none");
  follows("", "2024-01-12", "none");
  follows("2024-01-05=1234567890123", "2024-01-12", "none");
}

static void test_the_year_beside_a_number_begins_it_anew(void **state)
{
  (void)state;
  follows("2019-01-05=2019年第3期", "2019-02-05", "2019年第4期");
  follows("2019-12-05=2019年第12期", "2020-01-05", "2020年第1期");
  follows("2019-12-05=2019-012", "2020-01-05", "2020-001");
}

static void test_a_number_begins_anew_only_if_it_did_before(void **state)
{
  (void)state;
  follows("2019-12-27=52", "2020-01-03", "53");
  follows("2018-12-27=52 2019-01-03=1 2019-12-27=52", "2020-01-03", "1");
  follows("2018-12-27=52 2019-01-03=53", "2020-01-03", "54");
  follows("2018-12-27=052 2019-01-03=001 2019-12-27=150", "2020-01-03", "001");
  follows("2018-12-05=2018年第30期 2019-01-05=2019年第31期", "2020-01-05",
          "2020年第32期");
}

static void test_the_number_of_all_issues_never_begins_anew(void **state)
{
  (void)state;
  follows("2019-12-05=2019年第12期（总第345期）", "2020-01-05",
          "2020年第1期（总第346期）");
  follows("2019-11-05=第3期（总第345期）", "2019-12-05",
          "第4期（总第346期）");
}

static void test_what_never_changed_does_not_count(void **state)
{
  (void)state;
  follows("2019-11-05=第2卷第3期 2019-11-12=第2卷第4期", "2019-12-05",
          "第2卷第5期");
  follows("2019-11-05=12期A4版 2019-11-12=13期A4版", "2019-12-05",
          "14期A4版");
  follows("2019-11-05=2019年11月号", "2019-12-05", "2019年12月号");
}

static void test_a_number_that_jumps_is_seen(void **state)
{
  (void)state;
  gap("2024-01-05=1 2024-01-12=2", "none");
  gap("2024-01-05=1 2024-01-12=3", "2");
  gap("2024-01-05=1 2024-01-12=1", "2");
  gap("2024-01-05=第1期 2024-01-12=第3期", "第2期");
  gap("2023-12-29=52 2024-01-05=1", "none");
  gap("2023-12-29=52 2024-01-05=53", "none");
  gap("2023-12-29=52 2024-01-05=54", "53");
  gap("2024-01-05=样刊 2024-01-12=1", "none");
  gap("2024-01-05=样刊 2024-01-12=样刊", "none");
}

/* ---- rhythm ---- */

/* The day due after the last of DAYS, and the one after that. */
static void due(const char *days, const char *expected)
{
  int v[MOST];
  size_t n = 0;
  char *copy = mem_copy(days), next[DAY_ROOM] = "none";
  for (char *s = strtok(copy, " "); s && n < MOST; s = strtok(NULL, " "))
    v[n++] = day_number(s);
  struct rhythm r = rhythm_of(v, n);
  int day = n ? rhythm_next(&r, v[n - 1]) : -1;
  if (day >= 0)
    day_write(next, day);
  if (strcmp(next, expected) != 0)
    fail_msg("%s: %s instead of %s", days, next, expected);
  free(rhythm_name(&r));
  free(copy);
}

static void test_days_and_weeks(void **state)
{
  (void)state;
  due("2024-01-05 2024-01-12", "2024-01-19");
  due("2024-01-05 2024-01-12 2024-01-19 2024-02-02 2024-02-09", "2024-02-16");
  due("2024-01-05 2024-01-19 2024-02-02", "2024-02-16");
  due("2024-02-27 2024-02-28 2024-02-29", "2024-03-01");
}

static void test_a_late_issue_does_not_move_the_next(void **state)
{
  (void)state;
  due("2024-01-05 2024-01-12 2024-01-19 2024-01-26 2024-02-03", "2024-02-09");
  due("2024-01-05 2024-01-12 2024-01-19 2024-01-26 2024-02-01", "2024-02-09");
}

static void test_days_of_a_month(void **state)
{
  (void)state;
  due("2024-01-15 2024-02-15", "2024-03-15");
  due("2023-11-30 2023-12-31", "2024-01-31");
  due("2023-12-31 2024-01-31", "2024-02-29");
  due("2023-12-30 2024-01-30 2024-02-29", "2024-03-30");
  due("2023-04-15 2023-07-15 2023-10-15", "2024-01-15");
  due("2023-12-01 2023-12-15 2024-01-01 2024-01-15", "2024-02-01");
}

static void test_weekdays_of_a_month(void **state)
{
  (void)state;
  due("2024-01-19 2024-02-16 2024-03-15", "2024-04-19");
}

static void test_a_rhythm_has_a_name(void **state)
{
  (void)state;
  const int days[] = {day_number("2024-01-19"), day_number("2024-02-16"),
                      day_number("2024-03-15")};
  struct rhythm r = rhythm_of(days, 3);
  char *name = rhythm_name(&r);
  assert_string_equal(name, "on Friday number 3 of each month");
  free(name);
}

static void test_no_order_is_no_rhythm(void **state)
{
  (void)state;
  due("", "none");
  due("2024-01-15", "none");
  due("2018-12-15 2019-05-31", "none");
  due("2018-12-15 2019-05-31 2020-01-17", "none");
  due("9999-12-20 9999-12-27", "none");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_number_keeps_its_form),
      cmocka_unit_test(test_chinese_figures_count),
      cmocka_unit_test(test_what_is_no_number_cannot_count),
      cmocka_unit_test(test_the_year_beside_a_number_begins_it_anew),
      cmocka_unit_test(test_a_number_begins_anew_only_if_it_did_before),
      cmocka_unit_test(test_the_number_of_all_issues_never_begins_anew),
      cmocka_unit_test(test_what_never_changed_does_not_count),
      cmocka_unit_test(test_a_number_that_jumps_is_seen),
      cmocka_unit_test(test_days_and_weeks),
      cmocka_unit_test(test_a_late_issue_does_not_move_the_next),
      cmocka_unit_test(test_days_of_a_month),
      cmocka_unit_test(test_weekdays_of_a_month),
      cmocka_unit_test(test_a_rhythm_has_a_name),
      cmocka_unit_test(test_no_order_is_no_rhythm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
