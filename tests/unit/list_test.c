/* The display list and its dump: tests of the layout compare this text, so
 * its form may not drift. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "asset/font.h"
#include "base/buf.h"
#include "draw/list.h"
#include "draw/sheet.h"

static int setup(void **state)
{
  struct fonts *f = fonts_new();
  int face = fonts_find(f, "Noto Serif CJK SC", 400);
  struct sheets *s = sheets_new(f);
  struct sheet *sheet = sheets_add(s);
  sheet->w = MM(275);
  sheet->h = MM(390);
  sheet->name = "要闻";
  sheet->area = (struct rect){1000, 2000, 3000, 4000};
  sheet->columns = 6;
  sheet->lines = 74;
  *state = s;
  return face == 0 ? 0 : -1;
}

static int teardown(void **state)
{
  struct sheets *s = *state;
  struct fonts *f = s->fonts;
  sheets_free(s);
  fonts_free(f);
  return 0;
}

#define HEAD                                                                   \
  "page 1 779528 1105512 area 1000 2000 3000 4000 columns 6 lines 74 "         \
  "\"要闻\"\n"

static void check(const struct sheets *s, const char *want)
{
  struct buf out = BUF_INIT;
  list_print(&out, s);
  assert_string_equal(out.s, want);
  buf_free(&out);
}

static void put_run(struct sheets *s, const struct glyph *g, size_t n)
{
  struct item *item = sheet_item(s, &s->v[0], ITEM_RUN);
  item->u.run = (struct run){.size = 9000,
                             .stretch = 1000,
                             .x = 30000,
                             .y = 42000,
                             .text = "中\"\\\n",
                             .text_len = 6,
                             .glyphs = g,
                             .n = n};
}

static void groups_indent_and_runs_say_face_size_and_place(void **state)
{
  struct sheets *s = *state;
  struct glyph g = {fonts_glyph(s->fonts, 0, 0x4E2D), 500, 0, 0, 6};
  sheet_group(s, &s->v[0], ROLE_ARTICLE, "lead");
  s->v[0].items[0].u.group.part = 2;
  s->v[0].items[0].u.group.at = "3:1";
  sheet_group(s, &s->v[0], ROLE_P, NULL);
  put_run(s, &g, 1);
  sheet_end(s, &s->v[0]);
  put_run(s, NULL, 0);
  s->v[0].items[4].u.run.stretch = 950;
  s->v[0].items[4].u.run.turned = true;
  s->v[0].items[4].u.run.ink = (struct ink){.r = 255, .g = 0, .b = 16};
  check(s, HEAD "  article id=lead part=2 at=3:1\n"
                "    p\n"
                "      run 30000 42000 9500 NotoSerifCJKsc-Regular 9000 "
                "\"中\\\"\\\\ \"\n"
                "    run 30000 42000 0 NotoSerifCJKsc-Regular 9000 "
                "stretch=950 turned ink=#ff0010 \"中\\\"\\\\ \"\n");
}

static void other_items_say_what_they_are(void **state)
{
  struct sheets *s = *state;
  struct sheet *sheet = &s->v[0];
  sheet_item(s, sheet, ITEM_RULE)->u.rule =
      (struct rule){1, 2, 3, 4, 500, {.r = 0}};
  sheet_item(s, sheet, ITEM_RECT)->u.rect =
      (struct area){.at = {5, 6, 7, 8},
                    .filled = true,
                    .stroked = true,
                    .stroke = {.r = 1, .g = 2, .b = 3},
                    .width = 250};
  sheet_item(s, sheet, ITEM_IMAGE)->u.image =
      (struct picture){{1, 2, 3, 4}, NULL, {5, 6, 7, 8}, "图"};
  sheet_item(s, sheet, ITEM_LINK)->u.link =
      (struct link){{1, 2, 3, 4}, "https://a.example/", NULL, 0};
  sheet_item(s, sheet, ITEM_LINK)->u.link =
      (struct link){{1, 2, 3, 4}, NULL, "lead", 2};
  check(s, HEAD "  rule 1 2 3 4 500\n"
                "  rect 5 6 7 8 fill=#000000 stroke=#010203 250\n"
                "  image 1 2 3 4 crop 5 6 7 8 \"图\"\n"
                "  link 1 2 3 4 url \"https://a.example/\"\n"
                "  link 1 2 3 4 dest lead 2\n");
}

static void items_and_sheets_survive_growth(void **state)
{
  struct sheets *s = *state;
  for (int i = 0; i < 1000; i++)
    sheet_item(s, &s->v[0], ITEM_RULE)->u.rule.x1 = i;
  for (int i = 0; i < 100; i++)
    assert_int_equal(sheets_add(s)->number, i + 2);
  assert_int_equal(s->v[0].n, 1000);
  assert_int_equal(s->v[0].items[999].u.rule.x1, 999);
  assert_string_equal(s->v[0].name, "要闻");
}

static void unbalanced_groups_do_no_harm(void **state)
{
  struct sheets *s = *state;
  sheet_end(s, &s->v[0]);
  for (int i = 0; i < 100; i++)
    sheet_group(s, &s->v[0], ROLE_BOX, "");
  struct buf out = BUF_INIT;
  list_print(&out, s);
  assert_non_null(strstr(out.s, "box\n"));
  buf_free(&out);
}

static void every_role_has_a_name(void **state)
{
  (void)state;
  for (int i = ROLE_ARTICLE; i <= ROLE_QR; i++)
    assert_non_null(role_name((enum role)i));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(groups_indent_and_runs_say_face_size_and_place),
      TEST(other_items_say_what_they_are),
      TEST(items_and_sheets_survive_growth),
      TEST(unbalanced_groups_do_no_harm),
      TEST(every_role_has_a_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
