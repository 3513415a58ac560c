/* 竖题: columns break by sense and are nearly equal, marks stand in their
 * vertical forms, figures across, words turned, and the text is the source's
 * from right to left. */
#include "package.h"

#include "base/utf8.h"
#include "draw/pdf.h"
#include "page/turn.h"
#include "page/vertical.h"

static struct headline *fit(struct fixture *x, xmlDoc *doc, int height,
                            int columns)
{
  struct headline_job job = {.arena = x->arena,
                             .styles = x->styles,
                             .fonts = x->fonts,
                             .max_lines = columns};
  job.article = article_of(doc);
  return vertical_fit(&job, PT(height), 0);
}

static struct headline *fit_text(struct fixture *x, const char *text,
                                 int height, int columns)
{
  xmlDoc *doc = document((const char *[]){NULL, text, NULL});
  struct headline *h = fit(x, doc, height, columns);
  xmlFreeDoc(doc);
  return h;
}

static size_t runes_of(const struct headline_block *b, size_t i)
{
  const struct atom *v = b->text->atoms;
  const struct line *l = &b->lines[i];
  uint32_t from = v[l->first].text;
  return utf8_count(b->text->s + from,
                    v[l->end - 1].text + v[l->end - 1].len - from);
}

static void clauses_become_columns(void **state)
{
  struct headline *h =
      fit_text(*state, "聚焦家门口服务 提升智能化建设", 300, 3);
  const struct headline_block *b = &h->blocks[0];
  assert_int_equal(b->n, 2);
  assert_int_equal(b->lines[0].width, 7 * PT(42));
  assert_int_equal(b->lines[1].width, 7 * PT(42));
  assert_int_equal(h->height, 7 * PT(42));
  assert_int_equal(h->width, 2 * PT(50));
}

static void columns_keep_the_height_and_end_in_no_scrap(void **state)
{
  static const char *const texts[] = {"垃圾分类的新时尚走进千家万户",
                                      "“夕阳红”议事会：让老人说了算！",
                                      "周家渡街道15分钟服务圈覆盖98.35%的居民",
                                      "挖潜补点增量 盘活资源增能 智慧服务增效"};
  for (int i = 0; i < 4; i++)
    for (int height = 90; height < 620; height += 14) {
      struct headline *h = fit_text(*state, texts[i], height, 3);
      const struct headline_block *b = &h->blocks[0];
      if (h->forced)
        continue;
      assert_true(b->n <= 3);
      for (size_t k = 0; k < b->n; k++)
        assert_true(b->lines[k].width <= PT(height));
      if (b->n > 1)
        assert_true(runes_of(b, b->n - 1) > 2);
    }
}

static void package_reads_from_right_to_left(void **state)
{
  struct fixture *x = *state;
  static const char *const texts[] = {
      "社区“15分钟服务圈”建成", "《条例》施行100天 “APP”2018年上线WiFi！",
      "——周家渡街道推进“家门口”服务体系建设侧记……"};
  xmlDoc *doc = document(texts);
  for (int height = 60; height < 500; height += 35) {
    struct headline *h = fit(x, doc, height, 3);
    struct sheets *s = sheets_new(x->fonts);
    struct sheet *sheet = sheets_add(s);
    headline_emit(s, sheet, h, PT(100), PT(100));
    assert_text(sheet, texts);
    for (int i = 1; i < h->n; i++)
      assert_true(h->blocks[i].x < h->blocks[i - 1].x);
    const struct headline_block *deck = &h->blocks[2];
    assert_int_equal(deck->y + deck->width + h->below, h->height);
    for (size_t i = 0; i < sheet->n; i++)
      if (sheet->items[i].kind == ITEM_RUN)
        assert_in_range(sheet->items[i].u.run.x, PT(100), PT(100) + h->width);
    sheets_free(s);
  }
  xmlFreeDoc(doc);
}

/* The run of the sheet that holds TEXT, or NULL. */
static const struct run *run_with(const struct sheet *sheet, const char *text)
{
  for (size_t i = 0; i < sheet->n; i++)
    if (sheet->items[i].kind == ITEM_RUN &&
        strstr(sheet->items[i].u.run.text, text))
      return &sheet->items[i].u.run;
  fail_msg("no run has %s", text);
  return NULL;
}

static uint32_t glyph_of(const struct run *r, const char *text)
{
  uint32_t at = (uint32_t)(strstr(r->text, text) - r->text);
  for (size_t i = 0; i < r->n; i++)
    if (r->glyphs[i].text == at && r->glyphs[i].len)
      return r->glyphs[i].id;
  fail_msg("no glyph stands for %s", text);
  return 0;
}

static struct sheets *drawn(struct fixture *x, const char *text)
{
  struct headline *h = fit_text(x, text, 1000, 1);
  struct sheets *s = sheets_new(x->fonts);
  struct sheet *sheet = sheets_add(s);
  sheet->w = sheet->h = PT(1100);
  headline_emit(s, sheet, h, PT(50), PT(50));
  return s;
}

static void marks_take_their_vertical_forms(void **state)
{
  static const struct {
    const char *mark;
    uint32_t form; /* its code point among the compatibility forms */
  } forms[] = {{"“", 0xFE43},  {"”", 0xFE44},  {"‘", 0xFE41},  {"’", 0xFE42},
               {"（", 0xFE35}, {"）", 0xFE36}, {"《", 0xFE3D}, {"》", 0xFE3E},
               {"，", 0xFE10}, {"。", 0xFE12}};
  struct fixture *x = *state;
  struct sheets *s = drawn(x, "“甲‘乙’丙”（丁）《戊》，己。");
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const struct run *r = run_with(&s->v[0], forms[i].mark);
    assert_false(r->turned);
    assert_int_equal(glyph_of(r, forms[i].mark),
                     fonts_glyph(x->fonts, r->face, forms[i].form));
  }
  sheets_free(s);
}

static const char *const points[] = {"，", "。", "、", "；", "：", "？", "！"};
enum { POINTS = sizeof points / sizeof *points };

/* How far the middle of MARK's ink is to the right of the column's. */
static mpt right_of_middle(struct fixture *x, const struct run *r,
                           const char *mark)
{
  uint32_t at = (uint32_t)(strstr(r->text, mark) - r->text);
  int box[4] = {0};
  assert_false(r->turned);
  for (size_t k = 0; k < r->n; k++)
    if (r->glyphs[k].text == at) {
      assert_true(fonts_extents(x->fonts, r->face, r->glyphs[k].id, box));
      return r->x + r->glyphs[k].x + (box[0] + box[2]) / 2 * r->size / 1000 -
             PT(50) - PT(25);
    }
  fail_msg("no glyph stands for %s", mark);
  return 0;
}

/* GB/T 15834 5.1.9: below the character and to the right of its middle. */
static void points_stand_to_the_right_of_the_middle(void **state)
{
  struct fixture *x = *state;
  struct sheets *s = drawn(x, "甲，乙。丙、丁；戊：己？庚！辛");
  for (int i = 0; i < POINTS; i++)
    assert_true(right_of_middle(x, run_with(&s->v[0], points[i]), points[i]) >
                PT(5));
  sheets_free(s);
}

/* clreq: in the middle of their boxes in traditional faces. */
static void points_of_traditional_faces_stand_in_the_middle(void **state)
{
  struct fixture *x = *state;
  struct styles *simplified = x->styles;
  folder_put("tc/tokens.css", tokens);
  folder_put("tc/print.css", "issue { font-family: \"Noto Serif CJK TC\"; }\n"
                             "headline { font-size: 42pt; line-height: 50pt;"
                             " -cb-sizes: 42pt 34pt; }\n");
  x->styles = styles_load("tc", x->fonts);
  struct sheets *s = drawn(x, "甲，乙。丙、丁；戊：己？庚！辛");
  for (int i = 0; i < POINTS; i++)
    assert_in_range(
        right_of_middle(x, run_with(&s->v[0], points[i]), points[i]) + PT(3),
        0, PT(6));
  sheets_free(s);
  styles_free(x->styles);
  x->styles = simplified;
}

static void dashes_turn_about_their_middle(void **state)
{
  struct fixture *x = *state;
  struct sheets *s = drawn(x, "甲——乙……丙");
  mpt middle = PT(50) + PT(25);
  static const char *const rules[] = {"——", "……"};
  for (int i = 0; i < 2; i++) {
    const struct run *r = run_with(&s->v[0], rules[i]);
    int box[4];
    assert_true(r->turned);
    assert_true(fonts_extents(x->fonts, r->face, r->glyphs[0].id, box));
    mpt ink = r->x + (box[1] + box[3]) / 2 * r->size / 1000;
    assert_in_range(ink, middle - PT(0.1), middle + PT(0.1));
  }
  sheets_free(s);
}

static mpt ink_width(struct fixture *x, const struct run *r)
{
  const struct glyph *last = &r->glyphs[r->n - 1];
  return last->x + (mpt)((int64_t)fonts_advance(x->fonts, r->face, last->id) *
                         r->size / 1000 * r->stretch / 1000);
}

static void few_figures_stand_across_one_em(void **state)
{
  struct fixture *x = *state;
  struct sheets *s = drawn(x, "满12月8日共365天用2018年的5G和WiFi上网A座APP");
  static const char *const across[] = {"12", "365", "5G"};
  for (int i = 0; i < 3; i++) {
    const struct run *r = run_with(&s->v[0], across[i]);
    assert_false(r->turned);
    assert_int_equal(r->n, strlen(across[i]));
    assert_int_equal(r->glyphs[0].y, r->glyphs[r->n - 1].y);
    assert_in_range(ink_width(x, r), r->size / 2, r->size);
  }
  assert_true(run_with(&s->v[0], "2018")->turned);
  assert_true(run_with(&s->v[0], "WiFi")->turned);
  const struct run *stack = run_with(&s->v[0], "APP");
  assert_false(stack->turned);
  assert_int_equal(stack->glyphs[stack->n - 1].y -
                       stack->glyphs[stack->n - 2].y,
                   stack->size);
  sheets_free(s);
}

static void questions_and_colons_are_not_squeezed(void **state)
{
  struct headline *h = fit_text(*state, "说：行；好？行！”完", 1000, 1);
  const struct headline_block *b = &h->blocks[0];
  assert_int_equal(b->lines[0].width, 10 * b->style->size);
}

static void missing_character_is_a_box_that_keeps_its_text(void **state)
{
  struct capture c = capture_begin();
  struct sheets *s = drawn(*state, "甲\xF0\x9F\xA6\x84乙");
  char *said = capture_end(&c);
  assert_says(said, "U+1F984");
  assert_text(&s->v[0], (const char *[]){NULL, "甲\xF0\x9F\xA6\x84乙", NULL});
  sheets_free(s);
  free(said);
}

static void what_fits_nowhere_is_set_all_the_same(void **state)
{
  static const char text[] = "一二三四五六七八九十一二三四五六七八九十";
  for (int height = 0; height < 40; height += 13) {
    struct headline *h = fit_text(*state, text, height, 2);
    assert_true(h->forced);
    assert_true(h->blocks[0].n > 2);
  }
  assert_int_equal(fit_text(*state, " ", 100, 2)->height >= 0, 1);
}

static void column_copies_as_one_word_from_the_pdf(void **state)
{
  struct sheets *s = drawn(*state, "《“家门口”服务》（试行）上线！");
  struct buf b = BUF_INIT;
  s->title = s->author = "";
  s->lang = "zh-CN";
  s->date = "2020-01-17";
  assert_true(pdf_write(s, "column.pdf"));
  assert_int_equal(system("pdftotext -raw column.pdf column.txt"), 0);
  assert_true(file_read(&b, "column.txt", 1000));
  assert_says(b.s, "《“家门口”服务》（试行）上线！\n");
  buf_free(&b);
  sheets_free(s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clauses_become_columns),
      cmocka_unit_test(columns_keep_the_height_and_end_in_no_scrap),
      cmocka_unit_test(package_reads_from_right_to_left),
      cmocka_unit_test(marks_take_their_vertical_forms),
      cmocka_unit_test(points_stand_to_the_right_of_the_middle),
      cmocka_unit_test(points_of_traditional_faces_stand_in_the_middle),
      cmocka_unit_test(dashes_turn_about_their_middle),
      cmocka_unit_test(few_figures_stand_across_one_em),
      cmocka_unit_test(questions_and_colons_are_not_squeezed),
      cmocka_unit_test(missing_character_is_a_box_that_keeps_its_text),
      cmocka_unit_test(what_fits_nowhere_is_set_all_the_same),
      cmocka_unit_test(column_copies_as_one_word_from_the_pdf),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
