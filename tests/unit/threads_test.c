/* Work side by side: nothing is left out or done twice, layers wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>

#include "base/threads.h"

enum { PIECES = 500 };

struct seen {
  atomic_int times[PIECES];
  atomic_size_t done;
  const size_t *ends;
  atomic_int early; /* pieces that began before the layer below was done */
  atomic_int strange;
};

static void count(void *data, size_t i)
{
  struct seen *s = data;
  atomic_fetch_add(&s->times[i], 1);
}

static void each_piece_is_done_once(void **state)
{
  static struct seen s;
  (void)state;
  threads_each(PIECES, count, &s);
  for (int i = 0; i < PIECES; i++)
    assert_int_equal(atomic_load(&s.times[i]), 1);
  threads_each(0, count, NULL);
}

static size_t below(const size_t *ends, size_t i)
{
  size_t start = 0;
  for (size_t k = 0; ends[k] <= i; k++)
    start = ends[k];
  return start;
}

static void climb(void *data, size_t i, size_t thread)
{
  struct seen *s = data;
  if (atomic_load(&s->done) < below(s->ends, i))
    atomic_fetch_add(&s->early, 1);
  if (thread >= THREADS)
    atomic_fetch_add(&s->strange, 1);
  atomic_fetch_add(&s->times[i], 1);
  atomic_fetch_add(&s->done, 1);
}

static void a_layer_waits_for_the_one_below(void **state)
{
  static const size_t ends[] = {0, 1, 9, 9, 200, 201, PIECES, PIECES};
  (void)state;
  for (int round = 0; round < 20; round++) {
    struct seen s = {.ends = ends};
    threads_layers(ends, sizeof ends / sizeof *ends, climb, &s);
    assert_int_equal(atomic_load(&s.early), 0);
    assert_int_equal(atomic_load(&s.strange), 0);
    for (int i = 0; i < PIECES; i++)
      assert_int_equal(atomic_load(&s.times[i]), 1);
  }
  threads_layers(ends, 0, climb, NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_piece_is_done_once),
      cmocka_unit_test(a_layer_waits_for_the_one_below),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
