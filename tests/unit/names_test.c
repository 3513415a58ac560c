/* Lists of names: spread evenly, in a grid, in reading order, none lost. */
#include "press.h"

#include "page/names.h"

enum { EM = 9000 };

struct fixture {
  char *dir;
  struct fonts *fonts;
  struct layout l;
};

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->dir = folder_new();
  press_theme(60, 80, 1);
  x->fonts = fonts_new();
  x->l = (struct layout){.fonts = x->fonts,
                         .arena = arena_new(),
                         .styles = styles_load(".", x->fonts),
                         .sheets = sheets_new(x->fonts)};
  *state = x;
  return !x->l.styles;
}

static int tear_down(void **state)
{
  struct fixture *x = *state;
  sheets_free(x->l.sheets);
  styles_free(x->l.styles);
  arena_free(x->l.arena);
  fonts_free(x->fonts);
  folder_free(x->dir);
  free(x);
  return 0;
}

/* One line for each row: where each run begins in em, and its text. */
static char *set_names(struct fixture *x, const char *markdown, mpt measure)
{
  xmlDoc *doc = press_issue(1);
  char *s = mem_printf("::: names\n%s\n:::\n", markdown);
  const xmlNode *story = press_story(doc, "article", "a", "题", s);
  const xmlNode *n = node_first(node_first(story, "body"), "names");
  const struct names *names = names_set(&x->l, n, measure);
  struct sheet *sheet = sheets_add(x->l.sheets);
  struct buf b = BUF_INIT;
  for (size_t row = 0, k = 0; row < names_rows(names); row++) {
    names_draw(&(struct line_to){x->l.sheets, sheet, 0, (mpt)row * 13500},
               names, row);
    for (; k < sheet->n; k++)
      if (sheet->items[k].kind == ITEM_RUN)
        buf_printf(&b, "%.2f %s|", (double)sheet->items[k].u.run.x / EM,
                   sheet->items[k].u.run.text);
    buf_puts(&b, "\n");
  }
  free(s);
  xmlFreeDoc(doc);
  return buf_take(&b);
}

static void assert_set(struct fixture *x, const char *markdown, mpt measure,
                       const char *want)
{
  char *got = set_names(x, markdown, measure);
  assert_string_equal(got, want);
  free(got);
}

static void three_cells_fit_twelve_characters(void **state)
{
  assert_set(*state, "张三、李四丰、王五、赵六全、甲", 12 * EM,
             "0.00 张三|4.33 李四丰|8.67 王五|\n0.00 赵六全|4.33 甲|\n");
}

static void a_long_name_takes_more_cells(void **state)
{
  assert_set(*state, "张三、欧阳某某、王五、阿卜杜拉·买买提、李四", 12 * EM,
             "0.00 张三|4.33 欧阳某某|\n0.00 王五|4.33 阿卜杜拉·买买提|\n"
             "0.00 李四|\n");
}

static void a_list_of_long_names_has_wide_cells(void **state)
{
  assert_set(*state, "欧阳某某、司马某某、上官某某", 12 * EM,
             "0.00 欧阳某某|6.50 司马某某|\n0.00 上官某某|\n");
}

static void a_name_wider_than_the_measure_has_lines_of_its_own(void **state)
{
  assert_set(*state, "张三、某某街道社区党群服务中心、李四", 8 * EM,
             "0.00 张三|\n0.00 某某街道社区党群|\n1.00 服务中心|\n"
             "0.00 李四|\n");
}

static void narrow_measures_and_empty_lists_do_no_harm(void **state)
{
  assert_set(*state, "张三、李四", 2 * EM, "0.00 张三|\n0.00 李四|\n");
  struct fixture *x = *state;
  xmlNode *none = node_new(NULL, "names", 1, 1);
  assert_int_equal(names_rows(names_set(&x->l, none, 12 * EM)), 0);
  xmlFreeNode(none);
}

/* Two characters end where three do. */
static void two_characters_are_spread_to_three(void **state)
{
  struct fixture *x = *state;
  free(set_names(x, "张三、李四丰", 12 * EM));
  const struct sheet *sheet = &x->l.sheets->v[x->l.sheets->n - 1];
  size_t at = 0;
  while (at < sheet->n && sheet->items[at].kind != ITEM_RUN)
    at++;
  assert_true(at < sheet->n);
  const struct run *r = &sheet->items[at].u.run;
  assert_int_equal(r->n, 2);
  assert_int_equal(r->glyphs[1].x, 2 * EM);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_cells_fit_twelve_characters),
      cmocka_unit_test(a_long_name_takes_more_cells),
      cmocka_unit_test(a_list_of_long_names_has_wide_cells),
      cmocka_unit_test(a_name_wider_than_the_measure_has_lines_of_its_own),
      cmocka_unit_test(narrow_measures_and_empty_lists_do_no_harm),
      cmocka_unit_test(two_characters_are_spread_to_three),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
