/* The judgement of pages by geometry: each fault of the trade is seen, at its
 * price and between the right modules, and good pages have none. */
#include "folder.h"

#include "page/judge.h"

enum { COLUMNS = 6, LINES = 70 };

/* An empty page of six columns, 9 pt on 13.5 pt. */
static struct scene *scene_new(void)
{
  struct scene *s = mem_new(sizeof *s);
  s->columns = COLUMNS;
  s->lines = LINES;
  s->measure = PT(108);
  s->gap = PT(9);
  s->rlh = PT(13.5);
  s->size = PT(9);
  return s;
}

/* A story without headline or picture. */
static struct scene_module *put(struct scene *s, int rank, struct patch at)
{
  struct scene_module *m = &s->v[s->n++];
  *m = (struct scene_module){.id = "a", .rank = rank, .at = at};
  return m;
}

static void set_head(struct scene_module *m, mpt type, int lines)
{
  m->type = type;
  m->head = m->at;
  m->head.lines = lines;
}

/* COLUMN and LINE within the module. */
static void set_picture(struct scene_module *m, struct patch at)
{
  at.column += m->at.column;
  at.line += m->at.line;
  m->pictures[m->npictures++] = at;
}

static int cost_of(const struct verdict *v, enum fault_kind kind)
{
  int sum = 0;
  for (int i = 0; i < v->n; i++)
    sum += v->v[i].kind == kind ? v->v[i].cost : 0;
  return sum;
}

static int other(const struct scene *s)
{
  struct verdict v = judge_scene(s);
  return cost_of(&v, FAULT_OTHER);
}

static int cost_in(const struct scene *s, enum fault_kind kind)
{
  struct verdict v = judge_scene(s);
  return cost_of(&v, kind);
}

static int taboos(const struct verdict *v)
{
  int n = 0;
  for (int i = 0; i < v->n; i++)
    n += judge_taboo(&v->v[i]);
  return n;
}

/* Lead on four columns with a picture, two stories at its right, one at the
 * foot: a shape that the trade likes. */
static struct scene *good_scene(void)
{
  struct scene *s = scene_new();
  struct scene_module *m = put(s, 0, (struct patch){0, 4, 0, 48});
  set_head(m, PT(42), 7);
  set_picture(m, (struct patch){0, 3, 20, 18});
  m = put(s, 2, (struct patch){4, 2, 0, 22});
  set_head(m, PT(21), 4);
  set_picture(m, (struct patch){0, 2, 0, 10});
  m->head.line = 10;
  set_head(put(s, 2, (struct patch){4, 2, 23, 25}), PT(21), 4);
  m = put(s, 2, (struct patch){0, 6, 49, 21});
  set_head(m, PT(24), 5);
  set_picture(m, (struct patch){4, 2, 8, 12});
  return s;
}

/* Round a middle block of two columns. */
static struct scene *wheel_scene(bool flip)
{
  static const struct patch at[5] = {{0, 4, 0, 22},
                                     {4, 2, 0, 46},
                                     {2, 4, 47, 23},
                                     {0, 2, 23, 47},
                                     {2, 2, 23, 23}};
  struct scene *s = scene_new();
  for (int i = 0; i < 5; i++) {
    struct patch p = at[i];
    p.column = flip ? COLUMNS - p.column - p.columns : p.column;
    struct scene_module *m = put(s, i == 0 ? 0 : 2, p);
    set_head(m, PT(i == 0 ? 42 : 21), 5);
    m->head.line += i == 1 ? 12 : i == 4 ? 8 : 0;
  }
  set_picture(&s->v[1], (struct patch){0, 2, 0, 12});
  set_picture(&s->v[2], (struct patch){0, 2, 12, 10});
  return s;
}

static void good_pages_have_no_taboo(void **state)
{
  (void)state;
  struct scene *pages[] = {good_scene(), wheel_scene(false),
                           wheel_scene(true)};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    struct verdict v = judge_scene(pages[i]);
    assert_int_equal(taboos(&v), 0);
    assert_true(v.cost < 60);
    free(pages[i]);
  }
}

static void like_headlines_side_by_side_are_a_tombstone(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  set_head(&s->v[1], PT(30), 4); /* beside 42 pt: 1.4 */
  struct verdict v = judge_scene(s);
  assert_int_equal(v.v[0].kind, FAULT_TOMBSTONE);
  assert_int_equal(v.v[0].cost, 150);
  assert_int_equal(v.v[0].a, 0);
  assert_int_equal(v.v[0].b, 1);
  assert_true(judge_taboo(&v.v[0]));
  s->v[1].type = PT(28); /* 1.5 */
  v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_TOMBSTONE), 0);
  assert_int_equal(cost_of(&v, FAULT_UNLIKE), 20);
  assert_int_equal(taboos(&v), 0);
  free(s);
}

static void headlines_apart_do_not_collide(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  for (int line = 0; line < 5; line++) {
    set_head(&s->v[1], PT(42), 4);
    s->v[1].head.line = line;
    assert_int_equal(cost_in(s, FAULT_TOMBSTONE), line <= 2 ? 150 : 0);
  }
  set_head(&s->v[1], PT(42), 4);
  s->v[0].head.columns = 3; /* text stands between them */
  assert_int_equal(cost_in(s, FAULT_TOMBSTONE), 0);
  s->v[0].head.columns = 4;
  s->v[1].type = 0; /* no headline */
  assert_int_equal(cost_in(s, FAULT_TOMBSTONE), 0);
  free(s);
}

static void headline_on_end_or_in_a_box_is_unlike_a_plain_one(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  set_head(&s->v[1], PT(42), 4);
  s->v[1].boxed = true;
  assert_int_equal(cost_in(s, FAULT_TOMBSTONE), 0);
  s->v[0].boxed = true;
  assert_int_equal(cost_in(s, FAULT_TOMBSTONE), 150);
  s->v[0].boxed = s->v[1].boxed = false;
  s->v[1].vertical = true;
  assert_int_equal(cost_in(s, FAULT_TOMBSTONE), 0);
  free(s);
}

/* Two stories above a cut at LINE, two below. */
static int cut_at_line(int line)
{
  struct scene *s = scene_new();
  put(s, 1, (struct patch){0, 4, 0, line - 1});
  put(s, 2, (struct patch){4, 2, 0, line - 1});
  put(s, 2, (struct patch){0, 2, line, LINES - line});
  put(s, 2, (struct patch){2, 4, line, LINES - line});
  int cost = cost_in(s, FAULT_CUT_ACROSS);
  free(s);
  return cost;
}

static void cut_across_the_middle_is_a_taboo(void **state)
{
  (void)state;
  assert_true(cut_at_line(24) < 25);
  assert_int_equal(cut_at_line(25), 240);
  assert_int_equal(cut_at_line(35), 240);
  assert_int_equal(cut_at_line(45), 240);
  assert_true(cut_at_line(46) < 25);
}

static void cut_below_one_full_story_is_none(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  put(s, 0, (struct patch){0, 6, 0, 34});
  put(s, 2, (struct patch){0, 2, 35, 35});
  put(s, 2, (struct patch){2, 4, 35, 35});
  struct verdict v = judge_scene(s);
  assert_in_range(cost_of(&v, FAULT_CUT_ACROSS), 1, 6);
  assert_int_equal(taboos(&v), 0);
  /* Of four stripes the middle cut has two on each side. */
  s->n = 0;
  for (int i = 0; i < 4; i++)
    put(s, 2, (struct patch){0, 6, i * 18, i < 3 ? 17 : 16});
  v = judge_scene(s);
  assert_int_equal(taboos(&v), 1);
  free(s);
}

/* Two stories left of a cut at COLUMN, two at its right. */
static int cut_at_column(int column, int columns)
{
  struct scene *s = scene_new();
  s->columns = columns;
  put(s, 1, (struct patch){0, column, 0, 19});
  put(s, 2, (struct patch){0, column, 20, 50});
  put(s, 2, (struct patch){column, columns - column, 0, 44});
  put(s, 2, (struct patch){column, columns - column, 45, 25});
  int cost = cost_in(s, FAULT_CUT_DOWN);
  free(s);
  return cost;
}

static void cut_from_head_to_foot_is_a_taboo_inside(void **state)
{
  (void)state;
  for (int column = 1; column < 6; column++)
    assert_int_equal(cut_at_column(column, 6),
                     column == 1 || column == 5 ? 5 : 240);
  assert_int_equal(cut_at_column(2, 4), 240);
  assert_int_equal(cut_at_column(1, 4), 5);
  assert_int_equal(cut_at_column(1, 3), 240);
  assert_int_equal(cut_at_column(2, 3), 240);
}

static void of_three_columns_one_story_may_stand_beside_a_cut(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  s->columns = 3;
  put(s, 1, (struct patch){0, 2, 0, 40});
  put(s, 2, (struct patch){0, 2, 41, 29});
  put(s, 2, (struct patch){2, 1, 0, 70});
  struct verdict v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_CUT_DOWN), 5);
  assert_int_equal(taboos(&v), 0);
  free(s);
}

static void pages_of_one_or_two_stories_may_be_cut(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  put(s, 1, (struct patch){0, 6, 0, 34});
  put(s, 1, (struct patch){0, 6, 35, 35});
  assert_int_equal(cost_in(s, FAULT_CUT_ACROSS), 0);
  s->n = 0;
  put(s, 1, (struct patch){0, 3, 0, 70});
  put(s, 1, (struct patch){3, 3, 0, 70});
  assert_int_equal(cost_in(s, FAULT_CUT_DOWN), 0);
  s->n = 1;
  s->v[0].at = (struct patch){0, 6, 0, 70};
  struct verdict v = judge_scene(s);
  assert_int_equal(taboos(&v), 0);
  free(s);
}

static void pictures_of_two_stories_do_not_touch(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  s->v[0].pictures[0] = (struct patch){1, 3, 8, 18}; /* beside 0 … 10 */
  struct verdict v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_PICTURES), 60);
  assert_int_equal(v.v[0].kind, FAULT_PICTURES);
  assert_true(judge_taboo(&v.v[0]));
  s->v[0].pictures[0].line = 10; /* below its foot */
  assert_int_equal(cost_in(s, FAULT_PICTURES), 0);
  s->v[0].pictures[0] = (struct patch){0, 3, 30, 18};
  s->v[3].pictures[0] = (struct patch){2, 2, 49, 12}; /* under it */
  assert_int_equal(cost_in(s, FAULT_PICTURES), 60);
  s->v[3].pictures[0].line = 51;
  assert_int_equal(cost_in(s, FAULT_PICTURES), 0);
  s->v[0].pictures[1] = (struct patch){0, 3, 10, 20}; /* its own may */
  s->v[0].npictures = 2;
  assert_int_equal(cost_in(s, FAULT_PICTURES), 0);
  free(s);
}

static void less_important_story_does_not_stand_above(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  s->v[1].rank = 3; /* a brief above a normal one */
  struct verdict v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_ORDER), 45);
  assert_int_equal(taboos(&v), 0);
  s->v[2].rank = 1; /* above a major */
  v = judge_scene(s);
  assert_int_equal(v.v[0].kind, FAULT_ORDER);
  assert_int_equal(v.v[0].cost, 90);
  assert_int_equal(v.v[0].a, 1);
  assert_int_equal(v.v[0].b, 2);
  assert_int_equal(taboos(&v), 1);
  free(s);
}

static void lead_stands_at_the_top(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  s->v[0].rank = 2;
  assert_int_equal(cost_in(s, FAULT_ORDER), 0);
  s->v[2].rank = 0;
  struct verdict v = judge_scene(s);
  int at = v.v[0].a == 2 ? 0 : 1; /* what stands above it costs the same */
  assert_int_equal(v.v[at].cost, 90);
  assert_int_equal(v.v[at].a, 2);
  assert_true(judge_taboo(&v.v[at]));
  int all = cost_of(&v, FAULT_ORDER);
  s->v[2].rest = true; /* what goes on here has led its first page */
  assert_true(cost_in(s, FAULT_ORDER) < all);
  free(s);
}

static void lower_headline_is_not_much_larger(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  s->v[2].type = PT(28); /* under 21 */
  struct verdict v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_ORDER), 45);
  assert_int_equal(taboos(&v), 0);
  s->v[2].type = PT(24);
  assert_int_equal(cost_in(s, FAULT_ORDER), 0);
  free(s);
}

static void ink_on_one_side_or_at_one_end_is_seen(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  set_head(put(s, 1, (struct patch){0, 2, 0, 70}), PT(28), 5);
  put(s, 2, (struct patch){2, 4, 0, 34});
  put(s, 2, (struct patch){2, 4, 35, 35});
  struct verdict v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_ONE_SIDED), 30); /* 333 - 80 off */
  assert_int_equal(cost_of(&v, FAULT_TOP_HEAVY), 22); /* 345 - 120 off */
  set_picture(&s->v[2], (struct patch){0, 4, 0, 10});
  v = judge_scene(s);
  assert_int_equal(cost_of(&v, FAULT_TOP_HEAVY), 0);
  free(s);
}

static void dull_quarters_and_missing_pictures_are_shrugs(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  struct scene_module *m = put(s, 1, (struct patch){0, 6, 0, 70});
  assert_int_equal(other(s), 4 * 12 + 15);
  set_head(m, PT(17), 4);
  assert_int_equal(other(s), 4 * 12 + 15);
  m->boxed = true;
  assert_int_equal(other(s), 2 * 12 + 15);
  m->boxed = false;
  m->type = PT(18);
  assert_int_equal(other(s), 2 * 12 + 15);
  set_picture(m, (struct patch){0, 2, 50, 12});
  assert_int_equal(other(s), 12);
  set_picture(m, (struct patch){5, 1, 60, 9}); /* small, but an entry */
  assert_int_equal(other(s), 3);
  m->pictures[1].lines = 10;
  assert_int_equal(other(s), 0);
  free(s);
}

static void narrow_stories_side_by_side_are_seen(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  int before = other(s);
  put(s, 3, (struct patch){5, 1, 23, 25});
  s->v[2].at.columns = s->v[2].head.columns = 1;
  assert_int_equal(other(s), before + 14);
  s->columns = 4; /* there a column is a quarter of the page */
  s->n = 0;
  put(s, 1, (struct patch){0, 1, 0, 70});
  put(s, 1, (struct patch){1, 1, 0, 70});
  put(s, 1, (struct patch){2, 2, 0, 70});
  assert_int_equal(other(s), 4 * 12 + 15);
  free(s);
}

static void third_stripe_and_second_headline_on_end_are_seen(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  for (int i = 0; i < 3; i++)
    put(s, 2, (struct patch){0, 6, i * 24, 23});
  assert_int_equal(other(s), 4 * 12 + 15 + 18);
  free(s);
  s = good_scene();
  int before = other(s);
  s->v[0].vertical = true;
  s->v[0].head = (struct patch){0, 1, 0, 20}; /* at the page's edge */
  assert_int_equal(other(s), before);
  s->v[0].head.column = 1;
  assert_int_equal(other(s), before + 8);
  s->v[2].vertical = true;
  s->v[2].head = (struct patch){5, 1, 23, 20};
  assert_int_equal(other(s), before + 8 + 25);
  free(s);
}

static void skeleton_of_the_page_is_told(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  assert_int_equal(judge_scene(s).skeleton, SKELETON_FOOT);
  free(s);
  for (int flip = 0; flip < 2; flip++) {
    s = wheel_scene(flip);
    assert_int_equal(judge_scene(s).skeleton, SKELETON_PINWHEEL);
    free(s);
  }
  s = scene_new();
  put(s, 0, (struct patch){0, 5, 0, 40});
  put(s, 2, (struct patch){0, 5, 41, 29});
  put(s, 3, (struct patch){5, 1, 0, 70});
  assert_int_equal(judge_scene(s).skeleton, SKELETON_STRIP);
  s->n = 0;
  put(s, 0, (struct patch){0, 6, 0, 40});
  put(s, 2, (struct patch){0, 3, 41, 29});
  put(s, 3, (struct patch){3, 3, 41, 29});
  assert_int_equal(judge_scene(s).skeleton, SKELETON_TOP);
  free(s);
}

static void page_like_the_one_before_is_monotonous(void **state)
{
  (void)state;
  struct scene *s = good_scene();
  int before = other(s);
  s->before = SKELETON_TOP | SKELETON_PINWHEEL;
  assert_int_equal(other(s), before);
  s->before = SKELETON_FOOT | SKELETON_STRIP;
  assert_int_equal(other(s), before + 60);
  free(s);
}

static void dearest_faults_come_first_and_all_are_counted(void **state)
{
  (void)state;
  struct scene *s = scene_new();
  struct verdict v = judge_scene(s);
  assert_int_equal(v.n, 0);
  assert_int_equal(v.cost, 0);
  for (int i = 0; i < SCENE_MODULES; i++) {
    struct scene_module *m =
        put(s, i % 4, (struct patch){i % 6, 1, i / 6 * 18, 17});
    set_head(m, PT(21), 4);
    set_picture(m, (struct patch){0, 1, 4, 13});
  }
  v = judge_scene(s);
  assert_int_equal(v.n, SCENE_FAULTS);
  long sum = 0;
  for (int i = 0; i < v.n; i++) {
    assert_true(i == 0 || v.v[i - 1].cost >= v.v[i].cost);
    sum += v.v[i].cost;
  }
  assert_true(v.cost > sum);
  assert_int_equal(v.v[0].cost, 240);
  free(s);
}

static void faults_have_names_of_their_own(void **state)
{
  (void)state;
  for (int i = 0; i < FAULT_KINDS; i++) {
    assert_non_null(judge_name((enum fault_kind)i));
    for (int k = 0; k < i; k++)
      assert_string_not_equal(judge_name((enum fault_kind)i),
                              judge_name((enum fault_kind)k));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_pages_have_no_taboo),
      cmocka_unit_test(like_headlines_side_by_side_are_a_tombstone),
      cmocka_unit_test(headlines_apart_do_not_collide),
      cmocka_unit_test(headline_on_end_or_in_a_box_is_unlike_a_plain_one),
      cmocka_unit_test(cut_across_the_middle_is_a_taboo),
      cmocka_unit_test(cut_below_one_full_story_is_none),
      cmocka_unit_test(cut_from_head_to_foot_is_a_taboo_inside),
      cmocka_unit_test(of_three_columns_one_story_may_stand_beside_a_cut),
      cmocka_unit_test(pages_of_one_or_two_stories_may_be_cut),
      cmocka_unit_test(pictures_of_two_stories_do_not_touch),
      cmocka_unit_test(less_important_story_does_not_stand_above),
      cmocka_unit_test(lead_stands_at_the_top),
      cmocka_unit_test(lower_headline_is_not_much_larger),
      cmocka_unit_test(ink_on_one_side_or_at_one_end_is_seen),
      cmocka_unit_test(dull_quarters_and_missing_pictures_are_shrugs),
      cmocka_unit_test(narrow_stories_side_by_side_are_seen),
      cmocka_unit_test(third_stripe_and_second_headline_on_end_are_seen),
      cmocka_unit_test(skeleton_of_the_page_is_told),
      cmocka_unit_test(page_like_the_one_before_is_monotonous),
      cmocka_unit_test(dearest_faults_come_first_and_all_are_counted),
      cmocka_unit_test(faults_have_names_of_their_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
