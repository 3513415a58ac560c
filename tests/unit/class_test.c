/* The tables of page/class.h: classes, widths, prohibitions, the
 * pairs that lose half an em. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "page/class.h"

static void all_are(const char *s, enum mark_class want)
{
  const char *end = s;
  while (*end)
    end++;
  while (s < end)
    assert_int_equal(class_of(utf8_next(&s, end)), want);
}

static void marks_have_their_class(void **state)
{
  (void)state;
  all_are("“‘（〔［｛《〈「『【〖", CLASS_OPEN);
  all_are("”’）〕］｝》〉」』】〗", CLASS_CLOSE);
  all_are("、，；：", CLASS_PAUSE);
  all_are("。？！．", CLASS_STOP);
  all_are("·・", CLASS_POINT);
  all_are("～－—", CLASS_JOIN);
  all_are("／", CLASS_SOLIDUS);
  all_are("…⋯", CLASS_ELLIPSIS);
  all_are("中〇々あア①★Ａ％", CLASS_HAN);
  all_are("aZ0%+é", CLASS_WORD);
  all_are(" \t\u3000", CLASS_SPACE);
}

static void strictness_grows_with_its_level(void **state)
{
  (void)state;
  for (int c = 0; c < CLASS_COUNT; c++)
    for (int s = BREAK_ANYWHERE; s < BREAK_STRICT; s++) {
      if (class_no_start(c, s))
        assert_true(class_no_start(c, s + 1));
      if (class_no_end(c, s))
        assert_true(class_no_end(c, s + 1));
    }
  assert_false(class_no_start(CLASS_STOP, BREAK_ANYWHERE));
  assert_true(class_no_start(CLASS_STOP, BREAK_LOOSE));
  assert_true(class_no_end(CLASS_OPEN, BREAK_LOOSE));
  assert_false(class_no_end(CLASS_SOLIDUS, BREAK_LOOSE));
  assert_true(class_no_end(CLASS_SOLIDUS, BREAK_NORMAL));
  assert_false(class_no_start(CLASS_DASH, BREAK_NORMAL));
  assert_true(class_no_start(CLASS_DASH, BREAK_STRICT));
  assert_true(class_no_start(CLASS_ELLIPSIS, BREAK_STRICT));
}

static void neighbours_lose_half_an_em_on_the_right_side(void **state)
{
  (void)state;
  assert_int_equal(class_pair(CLASS_OPEN, CLASS_OPEN), TRIM_SECOND);
  assert_int_equal(class_pair(CLASS_CLOSE, CLASS_OPEN), TRIM_SECOND);
  assert_int_equal(class_pair(CLASS_PAUSE, CLASS_OPEN), TRIM_SECOND);
  assert_int_equal(class_pair(CLASS_STOP, CLASS_OPEN), TRIM_SECOND);
  assert_int_equal(class_pair(CLASS_CLOSE, CLASS_PAUSE), TRIM_FIRST);
  assert_int_equal(class_pair(CLASS_STOP, CLASS_CLOSE), TRIM_FIRST);
  assert_int_equal(class_pair(CLASS_POINT, CLASS_OPEN), TRIM_SECOND);
  assert_int_equal(class_pair(CLASS_OPEN, CLASS_CLOSE), TRIM_NONE);
  assert_int_equal(class_pair(CLASS_HAN, CLASS_OPEN), TRIM_NONE);
  assert_int_equal(class_pair(CLASS_CLOSE, CLASS_HAN), TRIM_NONE);
  assert_int_equal(class_pair(CLASS_CLOSE, CLASS_DASH), TRIM_NONE);
}

static void only_marks_with_a_blank_half_are_trimmed(void **state)
{
  (void)state;
  for (int a = 0; a < CLASS_COUNT; a++)
    for (int b = 0; b < CLASS_COUNT; b++) {
      enum class_trim t = class_pair(a, b);
      if (t == TRIM_FIRST)
        assert_true(class_blank_right(a));
      if (t == TRIM_SECOND)
        assert_true(class_blank_left(b));
    }
}

static void invisible_characters_are_told_from_spaces(void **state)
{
  (void)state;
  assert_true(class_is_ignorable(0x200B));
  assert_true(class_is_ignorable(0x2060));
  assert_true(class_is_ignorable(0xFE0F));
  assert_false(class_is_ignorable(' '));
  assert_false(class_is_space(0xA0));
  assert_true(class_is_space(0x3000));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_have_their_class),
      cmocka_unit_test(strictness_grows_with_its_level),
      cmocka_unit_test(neighbours_lose_half_an_em_on_the_right_side),
      cmocka_unit_test(only_marks_with_a_blank_half_are_trimmed),
      cmocka_unit_test(invisible_characters_are_told_from_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
