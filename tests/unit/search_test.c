/* The search for a page: what it returns closes on the grid, holds every story
 * once, obeys pins, is the cheapest there is, and comes soon. */
#include "folder.h"
#include "menus.h"

#include <time.h>

#include "page/judge.h"

enum { MOST = 64, ROUNDS = 40 };

struct room {
  struct menu v[SEARCH_STORIES];
  const struct menu *menus[SEARCH_STORIES];
  struct arrangement out[MOST], again[MOST];
};

static struct room *room_new(void)
{
  struct room *r = mem_new(sizeof *r);
  for (int i = 0; i < SEARCH_STORIES; i++) {
    r->menus[i] = &r->v[i];
    for (int w = 0; w <= SEARCH_COLUMNS; w++)
      for (int h = 0; h <= SEARCH_LINES; h++)
        for (int top = 0; top < TOPS; top++)
          r->v[i].price[w][h][top] = NO_PRICE;
  }
  return r;
}

static struct search_job job_of(const struct room *r, int n, int columns,
                                int lines)
{
  return (struct search_job){.menus = r->menus,
                             .n = n,
                             .columns = columns,
                             .lines = lines,
                             .keep = 3,
                             .threshold = 120,
                             .pinwheel = n <= 7};
}

/* A random page of some grid; the job for it. */
static struct search_job random_job(struct room *r, int round, uint64_t *seed)
{
  int n = 1 + round % SEARCH_STORIES;
  int columns = n < 3 ? 6 : 4 + roll(seed, 5), lines = 50 + roll(seed, 70);
  sample_page(r->v, n, columns, lines, 85 + roll(seed, 25), seed);
  return job_of(r, n, columns, lines);
}

/* Every cell of the page once, with each module's parting line. */
static void assert_tiles(const struct search_job *job,
                         const struct arrangement *a)
{
  bool taken[SEARCH_LINES + 1][SEARCH_COLUMNS] = {{false}};
  int cells = 0;
  assert_int_equal(a->n, job->n);
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *s = &a->slots[i];
    assert_int_equal(s->menu, i);
    assert_true(s->column >= 0 && s->columns > 0 && s->line >= 0);
    assert_true(s->column + s->columns <= job->columns);
    assert_true(s->line + s->lines <= job->lines);
    assert_true(job->menus[i]->price[s->columns][s->lines][s->top] <
                NO_PRICE);
    for (int y = s->line; y <= s->line + s->lines; y++)
      for (int x = s->column; x < s->column + s->columns; x++, cells++) {
        assert_false(taken[y][x]);
        taken[y][x] = true;
      }
  }
  assert_int_equal(cells, job->columns * (job->lines + 1));
}

static void every_page_closes_and_holds_each_story_once(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 1;
  int found = 0;
  for (int round = 0; round < ROUNDS; round++) {
    struct search_job job = random_job(r, round, &seed);
    int n = search_page(&job, r->out, MOST);
    found += n > 0;
    assert_true(n <= MOST);
    for (int i = 0; i < n; i++) {
      assert_tiles(&job, &r->out[i]);
      assert_true(i == 0 || r->out[i - 1].cost <= r->out[i].cost);
    }
  }
  assert_true(found > ROUNDS * 3 / 4);
  free(r);
}

static long prices(const struct search_job *job, const struct arrangement *a)
{
  long sum = 0;
  for (int i = 0; i < a->n; i++)
    sum += job->menus[i]->price[a->slots[i].columns][a->slots[i].lines]
                               [a->slots[i].top];
  return sum;
}

/* What all headlines cost that meet. */
static long meetings(const struct arrangement *a)
{
  long sum = 0;
  for (int i = 0; i < a->n; i++)
    for (int k = 0; k < a->n; k++) {
      const struct search_slot *x = &a->slots[i], *y = &a->slots[k];
      if (abs(x->line - y->line) <= 2 &&
          x->column + x->columns == y->column &&
          x->top != TOP_PLAIN && y->top != TOP_PLAIN)
        sum += x->top == y->top ? 150 : 20;
    }
  return sum;
}

/* What all cuts through the page cost. */
static long cuts(const struct search_job *job, const struct arrangement *a)
{
  struct scene *s = mem_new(sizeof *s);
  long sum = 0;
  s->columns = job->columns;
  s->lines = job->lines;
  for (s->n = 0; s->n < a->n; s->n++) {
    const struct search_slot *p = &a->slots[s->n];
    s->v[s->n].at = (struct patch){p->column, p->columns, p->line, p->lines};
  }
  struct verdict v = judge_scene(s);
  for (int i = 0; i < v.n; i++)
    if (v.v[i].kind == FAULT_CUT_ACROSS || v.v[i].kind == FAULT_CUT_DOWN)
      sum += v.v[i].cost;
  free(s);
  return sum;
}

static void cost_is_prices_and_what_the_judge_sees(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 2;
  for (int round = 0; round < ROUNDS; round++) {
    struct search_job job = random_job(r, round, &seed);
    int n = search_page(&job, r->out, MOST);
    for (int i = 0; i < n; i++) {
      const struct arrangement *a = &r->out[i];
      assert_int_equal(a->cost, prices(&job, a) + meetings(a) +
                                    cuts(&job, a));
    }
  }
  free(r);
}

/* Also of those that arise by chance, where two parts are cut at one column. */
static void pages_without_taboos_are_found(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 9;
  int clean = 0, rounds = 24;
  for (int round = 0; round < rounds; round++) {
    int n = 5 + round % 4;
    sample_page(r->v, n, 6, 70, 100, &seed);
    struct search_job job = job_of(r, n, 6, 70);
    assert_true(search_page(&job, r->out, MOST) > 0);
    clean += meetings(&r->out[0]) + cuts(&job, &r->out[0]) < 150;
  }
  assert_true(clean >= rounds - 1);
  free(r);
}

static void equal_jobs_give_equal_pages(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 3;
  for (int round = 0; round < 2 * SEARCH_STORIES; round++) {
    struct search_job job = random_job(r, round, &seed);
    int n = search_page(&job, r->out, MOST);
    memset(r->again, 0xff, sizeof r->again);
    assert_int_equal(search_page(&job, r->again, MOST), n);
    for (int i = 0; i < n; i++) {
      assert_true(r->out[i].cost == r->again[i].cost);
      for (int k = 0; k < job.n; k++)
        assert_memory_equal(&r->out[i].slots[k], &r->again[i].slots[k],
                            sizeof r->out[i].slots[k]);
    }
  }
  free(r);
}

static void search_that_knows_its_slack_finds_the_same_page(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 21;
  for (int round = 0; round < 12; round++) {
    int n = 3 + round % 5, slack = 0;
    sample_page(r->v, n, 6, 70, 100, &seed);
    struct search_job job = job_of(r, n, 6, 70);
    job.slack = &slack;
    int found = search_page(&job, r->out, MOST), first = slack;
    assert_true(found > 0 && slack > 0);
    assert_int_equal(search_page(&job, r->again, MOST), found);
    assert_int_equal(slack, first);
    for (int i = 0; i < found; i++)
      assert_true(r->out[i].cost == r->again[i].cost);
  }
  free(r);
}

static bool is_mirror(const struct search_job *job,
                      const struct arrangement *a,
                      const struct arrangement *b)
{
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *x = &a->slots[i], *y = &b->slots[i];
    if (x->column + x->columns + y->column != job->columns ||
        x->columns != y->columns || x->line != y->line ||
        x->lines != y->lines || x->top != y->top)
      return false;
  }
  return a->cost == b->cost;
}

static void each_page_comes_with_its_mirror_image(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 4;
  for (int round = 0; round < ROUNDS; round++) {
    struct search_job job = random_job(r, 3 + round % 4, &seed);
    int n = search_page(&job, r->out, MOST), mirrors = 0;
    for (int i = 0; i < n; i++)
      for (int k = 0; k < n; k++)
        if (is_mirror(&job, &r->out[i], &r->out[k])) {
          mirrors++;
          break;
        }
    /* The last of each kind may have found no room. */
    assert_true(mirrors >= n - 2);
  }
  free(r);
}

static bool obeys(const struct search_job *job, const struct search_slot *s)
{
  int pin = job->menus[s->menu]->pin;
  return (!(pin & PIN_TOP) || s->line == 0) &&
         (!(pin & PIN_FOOT) || s->line + s->lines == job->lines) &&
         (!(pin & PIN_LEFT) || s->column == 0) &&
         (!(pin & PIN_RIGHT) || s->column + s->columns == job->columns);
}

static void pins_are_obeyed_wherever_a_page_is_found(void **state)
{
  (void)state;
  static const int pins[] = {PIN_TOP,
                             PIN_FOOT,
                             PIN_LEFT,
                             PIN_RIGHT,
                             PIN_TOP | PIN_RIGHT,
                             PIN_FOOT | PIN_LEFT,
                             PIN_FOOT | PIN_RIGHT};
  struct room *r = room_new();
  uint64_t seed = 5;
  int found = 0;
  for (int round = 0; round < 3 * ROUNDS; round++) {
    struct search_job job = random_job(r, 3 + round % 6, &seed);
    r->v[roll(&seed, job.n)].pin = pins[round % 7];
    if (round % 2)
      r->v[roll(&seed, job.n)].pin = pins[roll(&seed, 7)];
    int n = search_page(&job, r->out, MOST);
    found += n > 0;
    for (int i = 0; i < n; i++) {
      assert_tiles(&job, &r->out[i]);
      for (int k = 0; k < job.n; k++)
        assert_true(obeys(&job, &r->out[i].slots[k]));
    }
  }
  assert_true(found > 2 * ROUNDS);
  free(r);
}

/* Three stories of one column each on a page of three. */
static void columns_only(struct room *r, int n)
{
  for (int i = 0; i < n; i++) {
    r->v[i].rank = i;
    r->v[i].price[1][20][TOP_PLAIN] = i;
  }
}

static void pinned_story_is_found_on_its_side(void **state)
{
  (void)state;
  struct room *r = room_new();
  struct search_job job = job_of(r, 3, 3, 20);
  columns_only(r, 3);
  for (int left = 0; left < 3; left++)
    for (int right = 0; right < 3; right++) {
      for (int i = 0; i < 3; i++)
        r->v[i].pin =
            (i == left ? PIN_LEFT : 0) | (i == right ? PIN_RIGHT : 0);
      int n = search_page(&job, r->out, MOST);
      assert_int_equal(n, left == right ? 0 : 1);
      if (n == 0)
        continue;
      assert_int_equal(r->out[0].slots[left].column, 0);
      assert_int_equal(r->out[0].slots[right].column, 2);
    }
  free(r);
}

static void important_story_stands_above_unless_pinned(void **state)
{
  (void)state;
  struct room *r = room_new();
  struct search_job job = job_of(r, 2, 2, 21);
  for (int i = 0; i < 2; i++)
    r->v[i].price[2][10][TOP_LARGE] = 1;
  r->v[0].rank = 3;
  r->v[1].rank = 0;
  assert_int_equal(search_page(&job, r->out, MOST), 1);
  assert_int_equal(r->out[0].slots[1].line, 0);
  r->v[0].pin = PIN_TOP;
  assert_int_equal(search_page(&job, r->out, MOST), 1);
  assert_int_equal(r->out[0].slots[0].line, 0);
  r->v[0].pin = 0;
  r->v[1].pin = PIN_FOOT;
  assert_int_equal(search_page(&job, r->out, MOST), 1);
  assert_int_equal(r->out[0].slots[1].line, 11);
  free(r);
}

/* Five blocks that fit in no other way. */
static void pinwheel_is_found_where_nothing_else_closes(void **state)
{
  (void)state;
  static const int size[5][2] = {{2, 9}, {1, 19}, {2, 9}, {1, 19}, {1, 9}};
  struct room *r = room_new();
  struct search_job job = job_of(r, 5, 3, 29);
  for (int i = 0; i < 5; i++) {
    r->v[i].rank = 2;
    r->v[i].price[size[i][0]][size[i][1]][TOP_PLAIN] = 3;
  }
  int n = search_page(&job, r->out, MOST);
  assert_true(n >= 2);
  for (int i = 0; i < n; i++) {
    assert_tiles(&job, &r->out[i]);
    assert_int_equal(r->out[i].cost, 15);
    assert_int_equal(r->out[i].slots[4].column, 1);
    assert_int_equal(r->out[i].slots[4].line, 10);
  }
  r->v[1].pin = PIN_FOOT | PIN_RIGHT;
  r->v[0].pin = PIN_TOP;
  n = search_page(&job, r->out, MOST);
  assert_true(n > 0);
  for (int i = 0; i < n; i++)
    assert_true(obeys(&job, &r->out[i].slots[0]) &&
                obeys(&job, &r->out[i].slots[1]));
  r->v[4].pin = PIN_TOP;
  assert_int_equal(search_page(&job, r->out, MOST), 0);
  r->v[4].pin = 0;
  job.pinwheel = false;
  assert_int_equal(search_page(&job, r->out, MOST), 0);
  free(r);
}

/* --- against all trees there are ------------------------------------------ */

enum { GRID = 5, DEEP = 24, NO_CUT = 0, ACROSS = 1, DOWN = 2 };

/* The least cost of a set in a rectangle, by tops and last cut. */
struct brute {
  const struct search_job *job;
  int least[8][GRID + 1][DEEP + 1][TOPS][TOPS][3];
};

static int first_rank(const struct search_job *job, unsigned set)
{
  int rank = 9;
  for (int i = 0; i < job->n; i++)
    if (set >> i & 1 && job->menus[i]->rank < rank)
      rank = job->menus[i]->rank;
  return rank;
}

static int meet(int a, int b)
{
  return a == TOP_PLAIN || b == TOP_PLAIN ? 0 : a == b ? 150 : 20;
}

static void lower(int *least, int a, int b)
{
  if (a < NO_PRICE && b < NO_PRICE && a + b < *least)
    *least = a + b;
}

/* What a cut costs that goes through the page, with what is below, or at the
 * right, at its edge. */
static int cut_price(const struct search_job *job, unsigned behind, int kind,
                     const int size[2])
{
  int b = __builtin_popcount(behind), a = job->n - b;
  if (kind == ACROSS && size[0] == job->columns)
    return judge_cut_across(job->lines + 1 - size[1], job->lines, a, b);
  if (kind == DOWN && size[1] == job->lines + 1)
    return judge_cut_down(job->columns - size[0], job->columns, a, b);
  return 0;
}

/* All ways to put A above the rest of SET (KIND ACROSS) or left of it, cut
 * AT. */
static void join_all(struct brute *b, unsigned set, unsigned a,
                     const int size[2], int at, int kind)
{
  int one[2] = {size[0], size[1]}, two[2] = {size[0], size[1]};
  one[kind == ACROSS] = at;
  two[kind == ACROSS] -= at;
  int price = cut_price(b->job, set ^ a, kind, two);
  for (int code = 0; code < TOPS * TOPS * TOPS * TOPS * 9; code++) {
    int l1 = code % 3, r1 = code / 3 % 3, l2 = code / 9 % 3, r2 = code / 27 % 3;
    int k1 = code / 81 % 3, k2 = code / 243;
    if (k1 == kind)
      continue;
    lower(&b->least[set][size[0]][size[1]][l1][kind == ACROSS ? r1 : r2][kind],
          b->least[a][one[0]][one[1]][l1][r1][k1] + price +
              (kind == DOWN ? meet(r1, l2) : 0),
          b->least[set ^ a][two[0]][two[1]][l2][r2][k2]);
  }
}

static void brute_cell(struct brute *b, unsigned set, int w, int h)
{
  const int size[2] = {w, h};
  int *all = &b->least[set][w][h][0][0][0];
  for (int i = 0; i < TOPS * TOPS * 3; i++)
    all[i] = NO_PRICE;
  if ((set & (set - 1)) == 0 && h > 1)
    for (int top = 0; top < TOPS; top++)
      b->least[set][w][h][top][top][NO_CUT] =
          b->job->menus[__builtin_ctz(set)]->price[w][h - 1][top];
  for (unsigned a = (set - 1) & set; a; a = (a - 1) & set) {
    if (first_rank(b->job, a) <= first_rank(b->job, set ^ a))
      for (int at = 1; at < h; at++)
        join_all(b, set, a, size, at, ACROSS);
    if ((a & -a) < ((set ^ a) & -(set ^ a)))
      for (int at = 1; at < w; at++)
        join_all(b, set, a, size, at, DOWN);
  }
}

static int brute_best(struct brute *b)
{
  unsigned all = (1U << b->job->n) - 1;
  int best = NO_PRICE;
  for (unsigned set = 1; set <= all; set++)
    for (int w = 1; w <= b->job->columns; w++)
      for (int h = 1; h <= b->job->lines + 1; h++)
        brute_cell(b, set, w, h);
  const int *cell =
      &b->least[all][b->job->columns][b->job->lines + 1][0][0][0];
  for (int i = 0; i < TOPS * TOPS * 3; i++)
    if (cell[i] < best)
      best = cell[i];
  return best;
}

static void cheapest_page_of_all_trees_is_found(void **state)
{
  (void)state;
  struct room *r = room_new();
  struct brute *b = mem_new(sizeof *b);
  uint64_t seed = 6;
  int found = 0;
  for (int round = 0; round < 24; round++) {
    int n = 2 + round % 2, columns = 3 + roll(&seed, GRID - 2);
    int lines = 17 + roll(&seed, DEEP - 17);
    struct search_job job = job_of(r, n, columns, lines);
    for (int i = 0; i < n; i++) {
      r->v[i].rank = round % 3 ? i : 1;
      for (int w = 1; w <= columns; w++)
        for (int h = 1; h <= lines; h++)
          for (int top = 0; top < TOPS; top++)
            r->v[i].price[w][h][top] =
                h < 3 || roll(&seed, 4) ? NO_PRICE : roll(&seed, 200);
    }
    b->job = &job;
    job.keep = SEARCH_KEEP;
    job.threshold = NO_PRICE;
    int best = brute_best(b), count = search_page(&job, r->out, MOST);
    assert_true((count > 0) == (best < NO_PRICE));
    if (count > 0)
      assert_int_equal(r->out[0].cost, best);
    found += count > 0;
  }
  assert_true(found > 12);
  free(b);
  free(r);
}

/* --- limits --------------------------------------------------------------- */

static void dear_entries_are_left_out(void **state)
{
  (void)state;
  struct room *r = room_new();
  struct search_job job = job_of(r, 2, 2, 20);
  columns_only(r, 2);
  r->v[0].price[2][9][TOP_SMALL] = 0;
  r->v[0].price[1][20][TOP_PLAIN] = 121;
  assert_int_equal(search_page(&job, r->out, MOST), 0);
  job.threshold = 121;
  assert_int_equal(search_page(&job, r->out, MOST), 2);
  assert_int_equal(r->out[0].cost, 122);
  free(r);
}

static void nonsense_finds_no_page(void **state)
{
  (void)state;
  struct room *r = room_new();
  struct search_job job = job_of(r, 3, 3, 20);
  assert_int_equal(search_page(&job, r->out, MOST), 0);
  columns_only(r, 3);
  assert_int_equal(search_page(&job, r->out, 0), 0);
  assert_true(search_page(&job, r->out, 1) == 1);
  job.keep = 0;
  assert_true(search_page(&job, r->out, MOST) > 0);
  job.keep = 1000;
  assert_true(search_page(&job, r->out, MOST) > 0);
  for (int bad = 0; bad < 6; bad++) {
    static const int wrong[6][3] = {{0, 3, 20},  {13, 3, 20}, {3, 0, 20},
                                    {3, 9, 20},  {3, 3, 0},   {3, 3, 129}};
    job = job_of(r, wrong[bad][0], wrong[bad][1], wrong[bad][2]);
    assert_int_equal(search_page(&job, r->out, MOST), 0);
  }
  free(r);
}

/* Any story at any size: the most work there can be. */
static void search_ends_soon_whatever_the_stories(void **state)
{
  (void)state;
  struct room *r = room_new();
  uint64_t seed = 8;
  for (int n = 6; n <= SEARCH_STORIES; n += 3) {
    for (int i = 0; i < n; i++) {
      r->v[i].rank = roll(&seed, 4);
      for (int w = 1; w <= 6; w++)
        for (int h = 1; h <= 70; h++)
          for (int top = 0; top < TOPS; top++)
            r->v[i].price[w][h][top] = roll(&seed, 60);
    }
    struct search_job job = job_of(r, n, 6, 70);
    clock_t begun = clock();
    int found = search_page(&job, r->out, MOST);
    double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
    assert_true(found > 0);
    for (int i = 0; i < found; i++)
      assert_tiles(&job, &r->out[i]);
    if (took > 5)
      fail_msg("%d stories: %.1f s", n, took);
  }
  free(r);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_page_closes_and_holds_each_story_once),
      cmocka_unit_test(cost_is_prices_and_what_the_judge_sees),
      cmocka_unit_test(pages_without_taboos_are_found),
      cmocka_unit_test(equal_jobs_give_equal_pages),
      cmocka_unit_test(search_that_knows_its_slack_finds_the_same_page),
      cmocka_unit_test(each_page_comes_with_its_mirror_image),
      cmocka_unit_test(pins_are_obeyed_wherever_a_page_is_found),
      cmocka_unit_test(pinned_story_is_found_on_its_side),
      cmocka_unit_test(important_story_stands_above_unless_pinned),
      cmocka_unit_test(pinwheel_is_found_where_nothing_else_closes),
      cmocka_unit_test(cheapest_page_of_all_trees_is_found),
      cmocka_unit_test(dear_entries_are_left_out),
      cmocka_unit_test(nonsense_finds_no_page),
      cmocka_unit_test(search_ends_soon_whatever_the_stories),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
