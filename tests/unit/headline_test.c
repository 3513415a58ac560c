/* Headline packages: clauses stay whole, lines come out nearly even, names,
 * figures and quotes are not torn, the text is the source's. */
#include "package.h"

#include "page/adjust.h"
#include "page/headline_form.h"

static struct headline *fit(struct fixture *x, xmlDoc *doc, mpt width,
                            int lines)
{
  struct headline_job job = {.arena = x->arena,
                             .styles = x->styles,
                             .fonts = x->fonts,
                             .max_lines = lines};
  job.cap = width < PT(230) ? PT(28) : 0;
  job.article = article_of(doc);
  return headline_fit(&job, width);
}

static char *line_text(const struct headline_block *b, size_t i)
{
  const struct atom *v = b->text->atoms;
  uint32_t from = v[b->lines[i].first].text;
  const struct atom *last = &v[b->lines[i].end - 1];
  while (last->droppable)
    last--;
  return mem_copy_n(b->text->s + from, last->text + last->len - from);
}

/* The headline TEXT at WIDTH points must break into WANT. */
static void assert_breaks(struct fixture *x, const char *text, int width,
                          const char *const *want)
{
  xmlDoc *doc = document((const char *[]){NULL, text, NULL});
  struct headline *h = fit(x, doc, PT(width), 3);
  const struct headline_block *b = &h->blocks[0];
  size_t n = 0;
  assert_false(b->forced);
  for (; want[n] && n < b->n; n++) {
    char *got = line_text(b, n);
    assert_string_equal(got, want[n]);
    free(got);
    assert_true(b->lines[n].width <= PT(width));
  }
  assert_null(want[n]);
  assert_int_equal(b->n, n);
  xmlFreeDoc(doc);
}

static void clauses_become_lines(void **state)
{
  assert_breaks(*state, "聚焦家门口服务 提升智能化建设", 342,
                (const char *[]){"聚焦家门口服务", "提升智能化建设", NULL});
  assert_breaks(
      *state, "挖潜补点增量 盘活资源增能 智慧服务增效", 225,
      (const char *[]){"挖潜补点增量", "盘活资源增能", "智慧服务增效", NULL});
}

static void wide_headline_stays_on_one_line(void **state)
{
  assert_breaks(*state, "聚焦家门口服务 提升智能化建设", 693,
                (const char *[]){"聚焦家门口服务 提升智能化建设", NULL});
}

static void long_clause_breaks_between_phrases(void **state)
{
  assert_breaks(*state, "垃圾分类的新时尚走进千家万户", 225,
                (const char *[]){"垃圾分类的新时尚", "走进千家万户", NULL});
}

static void figures_and_units_stay_whole(void **state)
{
  struct fixture *x = *state;
  static const char text[] = "周家渡街道15分钟服务圈覆盖98.35%的居民";
  for (int width = 108; width < 500; width += 9) {
    xmlDoc *doc = document((const char *[]){NULL, text, NULL});
    struct headline *h = fit(x, doc, PT(width), 4);
    const struct headline_block *b = &h->blocks[0];
    for (size_t i = 0; i + 1 < b->n; i++)
      assert_false(b->text->atoms[b->lines[i].end - 1].glue);
    xmlFreeDoc(doc);
  }
}

static void package_has_its_source_text_in_order(void **state)
{
  struct fixture *x = *state;
  static const char *const texts[] = {
      "一街镇一策推进浦东“家门口”服务体系建设 悦享品质生活",
      "聚焦家门口服务 提升智能化建设",
      "——《社区“15分钟服务圈”建设方案》（试行）印发"};
  xmlDoc *doc = document(texts);
  for (int width = 60; width < 700; width += 40) {
    struct headline *h = fit(x, doc, PT(width), 3);
    struct sheets *s = sheets_new(x->fonts);
    struct sheet *sheet = sheets_add(s);
    headline_emit(s, sheet, h, 0, 0);
    assert_text(sheet, texts);
    assert_true(h->height > 0);
    sheets_free(s);
  }
  xmlFreeDoc(doc);
}

static void what_fits_nowhere_is_set_all_the_same(void **state)
{
  struct fixture *x = *state;
  static const char text[] = "一二三四五六七八九十一二三四五六七八九十一二三"
                             "四五六七八九十一二三四五六七八九十";
  xmlDoc *doc = document((const char *[]){NULL, text, NULL});
  struct headline *h = fit(x, doc, PT(60), 2);
  assert_true(h->blocks[0].forced);
  assert_true(h->blocks[0].n > 2);
  xmlFreeDoc(doc);
}

static void clause_is_not_mixed_with_the_next(void **state)
{
  assert_breaks(*state, "陆家嘴街道APP上线5G体验区 首日迎客3000人", 225,
                (const char *[]){"陆家嘴街道APP", "上线5G体验区",
                                 "首日迎客3000人", NULL});
}

static void lines_are_stretched_by_a_twentieth_at_most(void **state)
{
  static const char *const texts[] = {
      "陆家嘴街道APP上线5G体验区 首日迎客3000人",
      "《垃圾分类条例》施行100天 居民习惯在改变",
      "垃圾分类的新时尚走进千家万户"};
  struct fixture *x = *state;
  int widened = 0, narrowed = 0;
  for (int i = 0; i < 3; i++)
    for (int width = 100; width < 700; width += 3) {
      xmlDoc *doc = document((const char *[]){NULL, texts[i], NULL});
      struct headline *h = fit(x, doc, PT(width), 3);
      const struct headline_block *b = &h->blocks[0];
      for (size_t k = 0; k < b->n && !b->forced; k++) {
        int stretch = b->set[k]->stretch;
        assert_in_range(stretch, 949, 1050);
        assert_true(b->lines[k].width <= PT(width));
        widened += stretch > 1000;
        narrowed += stretch < 1000;
      }
      xmlFreeDoc(doc);
    }
  assert_true(widened > 0 && narrowed > 0);
}

static void nearly_full_line_fills_the_measure(void **state)
{
  struct fixture *x = *state;
  xmlDoc *doc =
      document((const char *[]){NULL, "垃圾分类的新时尚走进千家万户", NULL});
  struct headline *h = fit(x, doc, PT(14 * 42 + 20), 1);
  const struct headline_block *b = &h->blocks[0];
  assert_int_equal(b->style->size, PT(42));
  assert_in_range(b->lines[0].width, PT(607), PT(608));
  xmlFreeDoc(doc);
}

static void lists_and_names_stay_whole(void **state)
{
  assert_breaks(*state, "诗、歌、奖杯、祝福，舞台上都有谁", 420,
                (const char *[]){"诗、歌、奖杯、祝福，", "舞台上都有谁", NULL});
  assert_breaks(*state, "聚焦第二届陆家嘴慈善之夜", 300,
                (const char *[]){"聚焦第二届", "陆家嘴慈善之夜", NULL});
}

static void particle_stays_with_the_quote_before_it(void **state)
{
  assert_breaks(*state, "关于“美好论坛”的八个问题", 340,
                (const char *[]){"关于“美好论坛”的", "八个问题", NULL});
}

static void parallel_clauses_are_not_set_two_over_one(void **state)
{
  assert_breaks(
      *state, "挖潜补点增量 盘活资源增能 智慧服务增效", 693,
      (const char *[]){"挖潜补点增量 盘活资源增能 智慧服务增效", NULL});
}

static void kicker_and_deck_are_smaller_than_their_headline(void **state)
{
  struct fixture *x = *state;
  static const char *const texts[] = {"一街镇一策推进浦东“15分钟服务圈”建设",
                                      "聚焦家门口服务 提升智能化建设",
                                      "持续优化周家渡基本公共服务设施布局"};
  xmlDoc *doc = document(texts);
  for (int width = 200; width < 700; width += 40) {
    struct headline *h = fit(x, doc, PT(width), 3);
    mpt most = headline_size(h) * 6 / 10;
    for (int i = 0; i < 3; i += 2)
      assert_true(h->blocks[i].style->size <= (most > PT(12) ? most : PT(12)));
  }
  xmlFreeDoc(doc);
}

/* ---- forms ---- */

static struct headline_forms forms(struct fixture *x, xmlDoc *doc, int columns)
{
  struct headline_job job = {.arena = x->arena,
                             .styles = x->styles,
                             .fonts = x->fonts,
                             .article = article_of(doc)};
  return headline_forms(&job, columns);
}

static xmlDoc *major(void)
{
  xmlDoc *doc = document((const char *[]){
      "社区“15分钟服务圈”建成", "聚焦家门口服务 提升智能化建设", NULL});
  xmlSetProp(article_of(doc), (const xmlChar *)"priority",
             (const xmlChar *)"major");
  return doc;
}

static void without_forms_a_package_stands_over_its_block(void **state)
{
  xmlDoc *doc = document((const char *[]){NULL, "一条短消息", NULL});
  for (int columns = 1; columns <= 6; columns++) {
    struct headline_forms f = forms(*state, doc, columns);
    assert_int_equal(f.n, 1);
    assert_int_equal(f.v[0].shape, HEADLINE_OVER);
    assert_int_equal(f.v[0].columns, columns);
    assert_int_equal(f.v[0].height, f.v[0].headline->height);
  }
  xmlFreeDoc(doc);
}

static void forms_are_what_the_theme_allows_and_the_block_holds(void **state)
{
  xmlDoc *doc = major();
  struct headline_forms f = forms(*state, doc, 4);
  int vertical = 0;
  assert_int_equal(f.v[0].columns, 4);
  assert_int_equal(f.v[1].columns, 3);
  assert_int_equal(f.v[1].cost, f.v[1].headline->cost + 90);
  assert_true(f.v[2].side);
  assert_int_equal(f.v[2].columns, 2);
  assert_int_equal(f.v[2].cost, f.v[2].headline->cost + 50);
  for (int i = 3; i + 1 < f.n; i++, vertical++) {
    assert_int_equal(f.v[i].shape, HEADLINE_VERTICAL);
    assert_true(f.v[i].columns < 4);
    assert_in_range(f.v[i].height, 10 * PT(13.5), 31 * PT(13.5));
    assert_in_range(f.v[i].cost - f.v[i].headline->cost, 180, 330);
  }
  assert_true(vertical > 0);
  assert_int_equal(f.v[f.n - 1].shape, HEADLINE_BOXED);
  for (int i = 0; i < f.n; i++)
    assert_false(f.v[i].headline->forced);
  assert_int_equal(forms(*state, doc, 1).v[0].columns, 1);
  xmlFreeDoc(doc);
}

static void box_holds_its_text_and_grows_with_its_height(void **state)
{
  struct fixture *x = *state;
  xmlDoc *doc = major();
  struct headline_forms f = forms(x, doc, 3);
  struct headline *h = f.v[f.n - 1].headline;
  headline_ready(x->arena, h);
  struct sheets *s = sheets_new(x->fonts);
  struct sheet *sheet = sheets_add(s);
  assert_int_equal(h->shape, HEADLINE_BOXED);
  h->height += PT(6);
  headline_emit(s, sheet, h, PT(10), PT(20));
  assert_int_equal(sheet->items[0].kind, ITEM_RECT);
  struct rect box = sheet->items[0].u.rect.at;
  assert_int_equal(box.h, h->natural + PT(6) - h->above - h->below);
  for (size_t i = 1; i < sheet->n; i++)
    if (sheet->items[i].kind == ITEM_RUN) {
      const struct run *r = &sheet->items[i].u.run;
      assert_true(r->x + r->size / 2 >= box.x + PT(12));
      assert_true(r->y - r->size > box.y && r->y < box.y + box.h - PT(12));
    }
  sheets_free(s);
  xmlFreeDoc(doc);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clauses_become_lines),
      cmocka_unit_test(wide_headline_stays_on_one_line),
      cmocka_unit_test(long_clause_breaks_between_phrases),
      cmocka_unit_test(figures_and_units_stay_whole),
      cmocka_unit_test(package_has_its_source_text_in_order),
      cmocka_unit_test(what_fits_nowhere_is_set_all_the_same),
      cmocka_unit_test(clause_is_not_mixed_with_the_next),
      cmocka_unit_test(lines_are_stretched_by_a_twentieth_at_most),
      cmocka_unit_test(nearly_full_line_fills_the_measure),
      cmocka_unit_test(lists_and_names_stay_whole),
      cmocka_unit_test(particle_stays_with_the_quote_before_it),
      cmocka_unit_test(parallel_clauses_are_not_set_two_over_one),
      cmocka_unit_test(kicker_and_deck_are_smaller_than_their_headline),
      cmocka_unit_test(without_forms_a_package_stands_over_its_block),
      cmocka_unit_test(forms_are_what_the_theme_allows_and_the_block_holds),
      cmocka_unit_test(box_holds_its_text_and_grows_with_its_height),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
