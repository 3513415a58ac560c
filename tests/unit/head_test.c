/* Heads for the make-up: every story has one at three widths and more, in
 * sizes that differ in whole lines; short titles end with sense. */
#include "package.h"

#include "page/head.h"

static const char *const heads[] = {
    "挖潜补点增量 盘活资源增能 智慧服务增效",
    "用“小支点”撬起“大治理”",
    "社区公益基金会举办 2018第二届陆家嘴慈善之夜",
    "把握机会多锻炼补短板",
    "三个“一批”补缺项 2020年基本全覆盖",
    "评弹248场 电影192场 读者26万人次",
    "《上海市生活垃圾管理条例》施行一百天居民习惯正在悄悄改变",
    "小屋、铃铛、椅子、花园 家门口有七样",
    "垃圾分类的新时尚走进千家万户",
    "早",
};
enum { HEADS = sizeof heads / sizeof *heads };

static struct layout layout_of(struct fixture *x)
{
  return (struct layout){.arena = x->arena,
                         .fonts = x->fonts,
                         .styles = x->styles,
                         .page = styles_page(x->styles)};
}

static xmlDoc *story(const char *headline, const char *priority)
{
  xmlDoc *doc = document((const char *[]){NULL, headline, NULL});
  xmlSetProp(article_of(doc), (const xmlChar *)"priority",
             (const xmlChar *)priority);
  return doc;
}

static void every_story_has_a_head_at_three_widths(void **state)
{
  static const char *const priorities[] = {"lead", "major", "normal"};
  for (int i = 0; i < HEADS * 3; i++) {
    struct layout l = layout_of(*state);
    xmlDoc *doc = story(heads[i / 3], priorities[i % 3]);
    int widths = 0;
    for (int c = 1; c <= 6; c++)
      widths += !head_options(&l, article_of(doc), c)->v[0].headline->forced;
    assert_true(widths >= 3);
    xmlFreeDoc(doc);
  }
}

static bool same_form(const struct headline_form *f,
                      const struct headline_form *g)
{
  return f->shape == g->shape && f->side == g->side &&
         f->columns == g->columns;
}

/* The options of DOC's article over C columns. */
static void check_options(struct layout *l, xmlDoc *doc, int c)
{
  const xmlNode *article = article_of(doc);
  const struct headline_forms *o = head_options(l, article, c);
  const struct headline_form *first = head_forms(l, article, c, false)->v;
  mpt cap = headline_form_cap(l->page, c);
  assert_true(same_form(o->v, first));
  assert_int_equal(o->v[0].lines, first->lines);
  assert_int_equal(o->v[0].cost, first->cost);
  for (int i = 0; i < o->n; i++) {
    const struct headline_form *f = &o->v[i];
    assert_int_equal(f->lines, head_lines(l, article, f));
    assert_int_equal(f->size, headline_size(f->headline));
    if (f->shape != HEADLINE_VERTICAL && cap)
      assert_true(f->size <= cap);
    for (int k = 0; k < i && f->shape != HEADLINE_VERTICAL; k++)
      assert_false(same_form(f, &o->v[k]) && f->lines == o->v[k].lines);
    if (o->n > 1)
      assert_false(f->headline->forced);
  }
  assert_ptr_equal(o, head_options(l, article, c));
}

static void options_of_a_form_differ_in_whole_lines(void **state)
{
  for (int i = 0; i < HEADS; i++) {
    struct layout l = layout_of(*state);
    xmlDoc *doc = story(heads[i], "major");
    for (int c = 1; c <= 6; c++)
      check_options(&l, doc, c);
    assert_true(head_options(&l, article_of(doc), 4)->n > 3);
    xmlFreeDoc(doc);
  }
}

static void type_off_the_wanted_size_costs_more(void **state)
{
  struct layout l = layout_of(*state);
  xmlDoc *doc = story("垃圾分类的新时尚走进千家万户", "normal");
  const struct headline_forms *o = head_options(&l, article_of(doc), 6);
  assert_int_equal(o->v[0].size, PT(42));
  assert_int_equal(o->v[0].cost, 0);
  for (int i = 1; i < o->n; i++)
    assert_true(o->v[i].cost >= 60);
  xmlFreeDoc(doc);
}

static void parallel_clauses_do_not_leave_half_the_width_white(void **state)
{
  struct layout l = layout_of(*state);
  xmlDoc *doc = story(heads[0], "normal");
  for (int c = 2; c <= 6; c++) {
    struct headline h = *head_options(&l, article_of(doc), c)->v[0].headline;
    headline_ready(l.arena, &h);
    const struct headline_block *b = &h.blocks[0];
    assert_true(headline_split_widest(b->lines, b->n) * 2 > h.width);
  }
  xmlFreeDoc(doc);
}

/* ---- short titles ---- */

/* What stands over a continuation of HEADLINE in COLUMNS columns. */
static char *title(struct fixture *x, const char *headline, int columns)
{
  struct layout l = layout_of(x);
  struct buf b = BUF_INIT;
  xmlDoc *doc = story(headline, "normal");
  l.sheets = sheets_new(x->fonts);
  struct sheet *sheet = sheets_add(l.sheets);
  struct head_place p = {
      .node = article_of(doc), .part = 2, .columns = columns};
  p.at.w = layout_width(&l, columns);
  p.at.h = head_rest_lines(columns) * l.page->rlh;
  head_draw_title(&l, sheet, &p);
  for (size_t i = 0; i < sheet->n; i++)
    if (sheet->items[i].kind == ITEM_RUN)
      buf_put(&b, sheet->items[i].u.run.text, sheet->items[i].u.run.text_len);
  sheets_free(l.sheets);
  xmlFreeDoc(doc);
  char *s = mem_copy(b.s ? b.s : "");
  buf_free(&b);
  return s;
}

static void assert_title(struct fixture *x, const char *headline, int columns,
                         const char *want)
{
  char *got = title(x, headline, columns);
  assert_string_equal(got, want);
  free(got);
}

static void short_title_is_whole_clauses(void **state)
{
  static const char all[] = "评弹二四八场 电影一九二场 读者二十六万";
  assert_title(*state, all, 6, all);
  assert_title(*state, all, 2, "评弹二四八场");
}

static void short_title_of_one_clause_ends_with_a_phrase(void **state)
{
  static const char all[] =
      "《上海市生活垃圾管理条例》施行一百天居民习惯正在悄悄改变";
  assert_title(*state, all, 6, all);
  char *got = title(*state, all, 1);
  assert_true(strlen(got) >= 12);
  assert_true(!strcmp(got, "《上海市生活垃圾管理条例》") ||
              !strcmp(got, "《上海市生活垃圾") ||
              !strcmp(got, "《上海市生活垃圾管理条例》施行"));
  free(got);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_story_has_a_head_at_three_widths),
      cmocka_unit_test(options_of_a_form_differ_in_whole_lines),
      cmocka_unit_test(type_off_the_wanted_size_costs_more),
      cmocka_unit_test(parallel_clauses_do_not_leave_half_the_width_white),
      cmocka_unit_test(short_title_is_whole_clauses),
      cmocka_unit_test(short_title_of_one_clause_ends_with_a_phrase),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
