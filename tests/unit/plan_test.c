/* The plan of a page: stories keep their order, fill the width, do not lie on
 * each other, and the search ends soon at any number of columns. */
#include "press.h"

#include <time.h>

#include "page/plan.h"

enum { LINES = 60 };

/* A candidate that needs AREA column lines and a headline of HEAD lines. */
static struct candidate candidate(struct story *s, int area, int head)
{
  struct candidate c = {.story = s};
  for (int w = 1; w <= BLOCK_COLUMNS; w++)
    c.least[w] = head + (area + w - 1) / w;
  s->part = 1;
  return c;
}

static void assert_sound(const struct plan *p, const struct candidate *v,
                         int n, int columns, int lines)
{
  bool taken[LINES * 8][BLOCK_COLUMNS] = {{0}};
  assert_int_equal(p->n, n);
  for (int i = 0; i < n; i++) {
    const struct slot *s = &p->slots[i];
    assert_int_equal(s->candidate, i);
    assert_true(s->column >= 0 && s->columns > 0 && s->line >= 0);
    assert_true(s->column + s->columns <= columns);
    assert_true(s->line + s->lines <= lines);
    if (!v[i].cut)
      assert_true(s->lines >= v[i].least[s->columns]);
    for (int y = s->line; y < s->line + s->lines; y++)
      for (int x = s->column; x < s->column + s->columns; x++) {
        assert_false(taken[y][x]);
        taken[y][x] = true;
      }
  }
}

static void random_pages_are_sound(void **state)
{
  (void)state;
  uint64_t seed = 7;
  int found = 0;
  for (int round = 0; round < 150; round++) {
    struct story stories[PLAN_STORIES] = {{0}};
    struct candidate v[PLAN_STORIES];
    struct plan plan;
    int n = 1 + dice(&seed, 9), columns = 1 + dice(&seed, 8);
    int lines = 20 + dice(&seed, LINES - 20);
    for (int i = 0; i < n; i++) {
      stories[i].priority = (enum priority)dice(&seed, 4);
      v[i] = candidate(&stories[i], 5 + dice(&seed, lines * columns / n),
                       1 + dice(&seed, 5));
    }
    if (!plan_page(v, n, columns, lines, &plan))
      continue;
    found++;
    assert_sound(&plan, v, n, columns, lines);
  }
  assert_true(found > 40);
}

static void stories_that_fill_the_page_leave_no_lines(void **state)
{
  (void)state;
  struct story stories[2] = {{.priority = PRIORITY_LEAD}, {0}};
  struct candidate v[2] = {candidate(&stories[0], 6 * 30, 5),
                           candidate(&stories[1], 6 * 20, 4)};
  struct plan plan;
  stories[1].priority = PRIORITY_NORMAL;
  assert_true(plan_page(v, 2, 6, LINES, &plan));
  assert_sound(&plan, v, 2, 6, LINES);
  assert_int_equal(plan.spare, 0);
}

static void too_much_is_refused(void **state)
{
  (void)state;
  struct story stories[PLAN_STORIES] = {{0}};
  struct candidate v[PLAN_STORIES + 1];
  struct plan plan;
  for (int i = 0; i < PLAN_STORIES; i++)
    v[i] = candidate(&stories[i], 40, 2);
  assert_false(plan_page(v, PLAN_STORIES, 6, LINES, &plan));
  assert_false(plan_page(v, PLAN_STORIES + 1, 6, LINES, &plan));
  assert_false(plan_page(v, 1, 6, 0, &plan));
  assert_true(plan_page(v, 0, 6, LINES, &plan));
  assert_int_equal(plan.spare, LINES);
  for (int w = 1; w <= BLOCK_COLUMNS; w++)
    v[0].least[w] = 0;
  assert_false(plan_page(v, 1, 6, LINES, &plan));
}

static void cut_story_takes_what_the_others_leave(void **state)
{
  (void)state;
  struct story stories[2] = {{0}, {0}};
  struct candidate v[2] = {candidate(&stories[0], 60, 3),
                           candidate(&stories[1], 6 * 80, 5)};
  struct plan plan;
  assert_false(plan_page(v, 2, 6, LINES, &plan));
  v[1].cut = true;
  v[1].least_cut = 14;
  for (int w = 1; w <= 6; w++)
    for (int h = 0; h < PLAN_LINES; h++)
      v[1].waste[w][h] = h < 14 ? -1 : 0;
  assert_true(plan_page(v, 2, 6, LINES, &plan));
  assert_sound(&plan, v, 2, 6, LINES);
  assert_true(plan.spare < 4);
}

static void search_ends_soon_at_any_width(void **state)
{
  (void)state;
  for (int columns = 1; columns <= BLOCK_COLUMNS; columns += 7) {
    struct story stories[PLAN_STORIES] = {{0}};
    struct candidate v[PLAN_STORIES];
    struct plan plan;
    for (int i = 0; i < PLAN_STORIES; i++) {
      stories[i].priority = (enum priority)(i % 4);
      v[i] = candidate(&stories[i], LINES * columns / 40, 1);
    }
    clock_t begun = clock();
    plan_page(v, PLAN_STORIES, columns, LINES, &plan);
    double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
    if (took > 5)
      fail_msg("%d columns: %.1f s", columns, took);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_pages_are_sound),
      cmocka_unit_test(stories_that_fill_the_page_leave_no_lines),
      cmocka_unit_test(too_much_is_refused),
      cmocka_unit_test(cut_story_takes_what_the_others_leave),
      cmocka_unit_test(search_ends_soon_at_any_width),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
