/* Seams of headlines: words, names and counted things stay whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "page/phrase.h"

/* The cost of the seam in S where the first | stands. */
static int seam(const char *s)
{
  char text[200];
  uint8_t cost[200];
  size_t at = strcspn(s, "|");
  assert_true(s[at] && strlen(s) < sizeof text);
  memcpy(text, s, at);
  strcpy(text + at, s + at + 1);
  phrase_costs(text, strlen(text), cost);
  return cost[at];
}

static void words_are_never_torn(void **state)
{
  (void)state;
  assert_int_equal(seam("社区服|务"), PHRASE_NEVER);
  assert_int_equal(seam("|社区服务"), PHRASE_NEVER);
  assert_int_equal(seam("社区服务|"), PHRASE_NEVER);
}

static void names_are_hardly_parted(void **state)
{
  (void)state;
  int between = seam("社区|服务");
  assert_true(between < 30);
  assert_true(seam("第二届陆|家嘴慈善之夜") > 3 * between);
  assert_true(seam("诗、歌、奖|杯、祝福") > 3 * between);
  assert_true(seam("书记王|小明获评") > 3 * between);
}

static void counted_things_keep_their_measure(void **state)
{
  (void)state;
  assert_true(seam("更新十五|个") > seam("社区|服务"));
  assert_true(seam("第二|届陆家嘴") > seam("第二届|陆家嘴"));
}

static void particles_stay_with_what_they_follow(void **state)
{
  (void)state;
  assert_true(seam("美好|的生活") > seam("美好的|生活"));
  assert_true(seam("老人和|孩子") > seam("老人|和孩子"));
  /* 家 alone is no end of a phrase, nor the start of one. */
  assert_true(seam("给老人的|家做一次体检") > seam("美好的|生活"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_never_torn),
      cmocka_unit_test(names_are_hardly_parted),
      cmocka_unit_test(counted_things_keep_their_measure),
      cmocka_unit_test(particles_stay_with_what_they_follow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
