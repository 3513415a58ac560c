/* Faces: found by exact family and nearest weight, questions with answers
 * that the layout can rely on, subsets that are small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asset/font.h"
#include "base/mem.h"

static int setup(void **state)
{
  *state = fonts_new();
  return 0;
}

static int teardown(void **state)
{
  fonts_free(*state);
  return 0;
}

static void an_uninstalled_family_is_not_replaced(void **state)
{
  struct fonts *f = *state;
  assert_int_equal(fonts_find(f, "No Such Family", 400), -1);
  assert_int_equal(fonts_find(f, "Noto Serif CJK", 400), -1);
  assert_int_equal(fonts_find(f, "", 400), -1);
  assert_int_equal(fonts_count(f), 0);
}

static void a_weight_finds_the_nearest_face_once(void **state)
{
  struct fonts *f = *state;
  int normal = fonts_find(f, "Noto Serif CJK SC", 400);
  int bold = fonts_find(f, "Noto Serif CJK SC", 700);
  assert_int_not_equal(normal, bold);
  assert_int_equal(fonts_find(f, "Noto Serif CJK SC", 300), normal);
  assert_int_equal(fonts_find(f, "Noto Serif CJK SC", 900), bold);
  assert_int_equal(fonts_find(f, "noto serif cjk sc", 400), normal);
  assert_int_equal(fonts_count(f), 2);
  assert_int_equal(fonts_info(f, bold)->weight, 700);
  assert_string_equal(fonts_info(f, bold)->postscript, "NotoSerifCJKsc-Bold");
}

static void
the_face_of_the_asked_language_comes_out_of_the_collection(void **state)
{
  struct fonts *f = *state;
  int sc = fonts_find(f, "Noto Sans CJK SC", 400);
  int jp = fonts_find(f, "Noto Sans CJK JP", 400);
  assert_string_equal(fonts_info(f, sc)->postscript, "NotoSansCJKsc-Regular");
  /* 骨 is drawn in another way in Japan */
  assert_int_not_equal(fonts_glyph(f, sc, 0x9AA8), fonts_glyph(f, jp, 0x9AA8));
}

static void the_em_box_of_a_chinese_face_is_one_em(void **state)
{
  struct fonts *f = *state;
  const char *family[] = {"Noto Serif CJK SC", "Noto Sans CJK SC",
                          "LXGW WenKai"};
  for (int i = 0; i < 3; i++) {
    int face = fonts_find(f, family[i], 400);
    const struct face_info *info = fonts_info(f, face);
    assert_int_equal(info->ascent - info->descent, 1000);
    assert_int_equal(fonts_advance(f, face, fonts_glyph(f, face, 0x8001)),
                     1000);
    assert_in_range(info->cap_height, 600, 800);
  }
}

static void questions_about_what_is_not_there_have_answers(void **state)
{
  struct fonts *f = *state;
  int face = fonts_find(f, "LXGW WenKai", 400);
  int box[4];
  assert_int_equal(fonts_glyph(f, face, 0x1200), 0);
  assert_int_equal(fonts_glyph(f, face, 0x110000), 0);
  assert_int_equal(fonts_glyph(f, face, 0xFFFFFFFF), 0);
  assert_int_equal(fonts_advance(f, face, 0xFFFFFF), fonts_advance(f, face, 0));
  assert_int_equal(fonts_cid(f, face, 0xFFFFFF), 0);
  assert_false(fonts_extents(f, face, fonts_glyph(f, face, ' '), box));
  assert_true(fonts_extents(f, face, fonts_glyph(f, face, 'H'), box));
  assert_true(box[0] < box[2] && box[1] < box[3]);
}

static void outlines_are_told_apart(void **state)
{
  struct fonts *f = *state;
  int noto = fonts_find(f, "Noto Serif CJK SC", 400);
  int kai = fonts_find(f, "LXGW WenKai", 400);
  assert_int_equal(fonts_outline(f, noto), FACE_CFF_CID);
  assert_int_equal(fonts_outline(f, kai), FACE_GLYF);
  uint32_t glyph = fonts_glyph(f, noto, 0x8001);
  assert_int_equal(fonts_cid(f, noto, glyph), glyph);
}

static void a_subset_is_small_and_knows_its_glyphs(void **state)
{
  struct fonts *f = *state;
  const char *family[] = {"Noto Serif CJK SC", "LXGW WenKai"};
  for (int i = 0; i < 2; i++) {
    int face = fonts_find(f, family[i], 400);
    uint32_t glyphs[] = {fonts_glyph(f, face, 0x9EC4),
                         fonts_glyph(f, face, 'A'),
                         fonts_glyph(f, face, 0x9EC4)};
    struct subset s;
    assert_true(fonts_subset(f, face, glyphs, 3, &s));
    assert_in_range(s.size, 100, 8000);
    assert_int_equal(s.map[0], s.map[2]);
    assert_int_not_equal(s.map[0], s.map[1]);
    assert_in_range(s.map[0], 1, 2);
    subset_free(&s);
  }
}

static void the_key_names_every_opened_face(void **state)
{
  struct fonts *f = *state;
  char *none = fonts_key(f);
  assert_string_equal(none, "");
  free(none);
  fonts_find(f, "LXGW WenKai", 700);
  char *key = fonts_key(f);
  assert_non_null(strstr(key, "LXGWWenKai-Bold"));
  free(key);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(an_uninstalled_family_is_not_replaced),
      TEST(a_weight_finds_the_nearest_face_once),
      TEST(the_face_of_the_asked_language_comes_out_of_the_collection),
      TEST(the_em_box_of_a_chinese_face_is_one_em),
      TEST(questions_about_what_is_not_there_have_answers),
      TEST(outlines_are_told_apart),
      TEST(a_subset_is_small_and_knows_its_glyphs),
      TEST(the_key_names_every_opened_face),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
