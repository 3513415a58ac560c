/* Atoms: which characters stay together, which marks are Chinese, how wide
 * things are, and that every byte has its glyph. */
#include "folder.h"

#include "asset/font.h"
#include "base/utf8.h"
#include "page/line.h"
#include "page/shape.h"

enum { EM = 10000 };

struct fixture {
  struct fonts *fonts;
  struct style song, kai;
};

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->fonts = fonts_new();
  x->song = (struct style){.size = EM,
                           .weight = 400,
                           .autospace = true,
                           .strictness = BREAK_NORMAL,
                           .punct = PUNCT_END};
  x->song.faces[0] = fonts_find(x->fonts, "Noto Serif CJK SC", 400);
  x->song.nfaces = 1;
  x->kai = x->song;
  x->kai.faces[0] = fonts_find(x->fonts, "LXGW WenKai", 400);
  x->kai.faces[1] = x->song.faces[0];
  x->kai.nfaces = 2;
  *state = x;
  return x->song.faces[0] < 0 || x->kai.faces[0] < 0;
}

static int tear_down(void **state)
{
  struct fixture *x = *state;
  fonts_free(x->fonts);
  free(x);
  return 0;
}

static struct text *shape(struct fixture *x, struct arena *a, const char *s)
{
  return text_shape_string(a, x->fonts, s, &x->song, place_none());
}

/* Atoms separated by |, glued ones by +. */
static char *spell(const struct text *t)
{
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < t->n; i++) {
    buf_put(&b, t->s + t->atoms[i].text, t->atoms[i].len);
    if (i + 1 < t->n)
      buf_putc(&b, t->atoms[i].glue ? '_' : '|');
  }
  return buf_take(&b);
}

static void assert_spelt(struct fixture *x, const char *s, const char *want)
{
  struct arena *a = arena_new();
  char *got = spell(shape(x, a, s));
  assert_string_equal(got, want);
  free(got);
  arena_free(a);
}

static void figures_keep_their_signs_and_units(void **state)
{
  assert_spelt(*state, "占98.35%的", "占|98.35%|的");
  assert_spelt(*state, "12月8日到", "12_月|8_日|到");
  assert_spelt(*state, "15分钟圈", "15_分_钟|圈");
  assert_spelt(*state, "共49028.1元整", "共|49028.1_元|整");
  assert_spelt(*state, "“1+4+32+X”制", "“|1+4+32+X|”|制");
  assert_spelt(*state, "2018-2019年", "2018-2019_年");
  assert_spelt(*state, "第3届", "第_3_届");
  assert_spelt(*state, "3～5天", "3_～_5_天");
  assert_spelt(*state, "¥500元", "¥500_元");
  assert_spelt(*state, "40 周年", "40_ _周_年");
}

static void no_break_characters_are_honoured(void **state)
{
  assert_spelt(*state, "张\u00A0三", "张_\u00A0_三");
  assert_spelt(*state, "张\u2060三", "张\u2060_三");
}

static void only_spaces_of_han_break_before_the_next_word(void **state)
{
  assert_spelt(*state, "记者 王珏玮", "记|者| |王|珏|玮");
  assert_spelt(*state, "a well-known man", "a| |well-|known| |man");
  assert_spelt(*state, "COVID-19期", "COVID-19_期");
}

static enum mark_class class_in(struct fixture *x, const char *s,
                                const char *mark)
{
  struct arena *a = arena_new();
  struct text *t = shape(x, a, s);
  uint32_t at = (uint32_t)(strstr(s, mark) - s);
  enum mark_class c = CLASS_COUNT;
  for (size_t i = 0; i < t->n; i++)
    if (t->atoms[i].text <= at && at < t->atoms[i].text + t->atoms[i].len)
      c = (enum mark_class)t->atoms[i].class;
  arena_free(a);
  return c;
}

static void shared_marks_follow_their_neighbours(void **state)
{
  assert_int_equal(class_in(*state, "称“GDP”高", "“"), CLASS_OPEN);
  assert_int_equal(class_in(*state, "称“GDP”高", "”"), CLASS_CLOSE);
  assert_int_equal(class_in(*state, "“GDP” up", "”"), CLASS_WORD);
  assert_int_equal(class_in(*state, "say “hello” now", "“"), CLASS_WORD);
  assert_int_equal(class_in(*state, "他don’t去", "’"), CLASS_WORD);
  assert_int_equal(class_in(*state, "约翰·史密斯", "·"), CLASS_POINT);
  assert_int_equal(class_in(*state, "a·b", "·"), CLASS_WORD);
  assert_int_equal(class_in(*state, "好——走", "——"), CLASS_DASH);
  assert_int_equal(class_in(*state, "好……走", "……"), CLASS_ELLIPSIS);
  assert_int_equal(class_in(*state, "2018—2019年", "—"), CLASS_WORD);
  assert_int_equal(class_in(*state, "A座—B座", "—"), CLASS_JOIN);
}

static void assert_width(struct fixture *x, const char *s, mpt want)
{
  struct arena *a = arena_new();
  assert_int_equal(text_width(shape(x, a, s)), want);
  arena_free(a);
}

static void adjacent_marks_take_one_and_a_half(void **state)
{
  struct fixture *x = *state;
  /* 中 + pair + 中: two full-width marks would take 2 em */
  static const char *const pairs[] = {"”，",  "”、", "”。", "，“",  "”“",
                                      "”：",  "、“", "”；", "、《", "》，",
                                      "。（", "”》", "？！"};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    char *s = mem_printf("中%s中", pairs[i]);
    mpt want = strcmp(pairs[i], "？！") ? 35 * EM / 10 : 3 * EM;
    assert_width(x, s, want);
    free(s);
  }
  assert_width(x, "中——中", 4 * EM);
  assert_width(x, "中……中", 4 * EM);
  assert_width(x, "中·中", 25 * EM / 10);
}

static void house_styles_differ_in_width(void **state)
{
  struct fixture *x = *state;
  static const char s[] = "中，中。中“中";
  x->song.punct = PUNCT_FULL;
  assert_width(x, s, 7 * EM);
  x->song.punct = PUNCT_KAIMING;
  assert_width(x, s, 6 * EM);
  x->song.punct = PUNCT_HALF;
  assert_width(x, s, 55 * EM / 10);
  x->song.punct = PUNCT_END;
}

static void typed_space_is_the_gap_and_not_added_to_it(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  mpt typed = text_width(shape(x, a, "用 WiFi 网"));
  mpt plain = text_width(shape(x, a, "用WiFi网"));
  assert_int_equal(typed, plain);
  x->song.autospace = false;
  assert_int_equal(text_width(shape(x, a, "用WiFi网")), plain - EM / 2);
  x->song.autospace = true;
  arena_free(a);
}

static void every_byte_has_its_glyph(void **state)
{
  struct fixture *x = *state;
  static const char s[] = "\u200D中\uFE0F office’s “好”——…… 𠮷\u2060e\u0301"
                          "\u0639\u0631\u0628 x";
  struct arena *a = arena_new();
  struct text *t = shape(x, a, s);
  uint32_t at = 0;
  for (size_t i = 0; i < t->n; i++) {
    assert_int_equal(t->atoms[i].text, at);
    for (uint32_t k = 0; k < t->atoms[i].nglyph; k++) {
      const struct atom_glyph *g = &t->glyphs[t->atoms[i].glyph + k];
      assert_int_equal(g->text, at);
      at += g->len;
    }
    if (t->atoms[i].missing)
      at += t->atoms[i].len;
    assert_int_equal(t->atoms[i].text + t->atoms[i].len, at);
  }
  assert_int_equal(at, strlen(s));
  arena_free(a);
}

/* Ink of mark I of S in WenKai, from the left edge of its box, 1/1000 em. */
static void ink(struct fixture *x, const char *s, size_t i, int out[2])
{
  struct arena *a = arena_new();
  struct text *t = text_shape_string(a, x->fonts, s, &x->kai, place_none());
  const struct atom_glyph *g = &t->glyphs[t->atoms[i].glyph];
  int box[4] = {0};
  assert_true(fonts_extents(x->fonts, g->face, g->id, box));
  out[0] = box[0] + g->dx * 1000 / EM;
  out[1] = box[2] + g->dx * 1000 / EM;
  assert_int_equal(g->face, x->kai.faces[0]);
  arena_free(a);
}

static void narrow_quotes_of_kai_stand_in_their_half(void **state)
{
  int at[2];
  ink(*state, "中“中”中", 1, at);
  assert_true(at[0] >= 500 && at[1] <= 1000);
  ink(*state, "中“中”中", 3, at);
  assert_true(at[0] >= 0 && at[1] <= 500);
  ink(*state, "中·中", 1, at);
  assert_in_range((at[0] + at[1]) / 2, 249, 251);
  ink(*state, "中——中", 1, at);
  assert_true(at[1] - at[0] > 1900);
}

static void missing_character_is_a_box_and_told_once(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  struct capture c = capture_begin();
  struct text *t = shape(x, a, "中\U0010FFFD中\U0010FFFDx\U0010FFFD");
  int boxes = 0;
  for (size_t i = 0; i < t->n; i++)
    boxes += t->atoms[i].missing;
  char *said = capture_end(&c);
  assert_int_equal(boxes, 3);
  assert_says(said, "U+10FFFD");
  assert_null(strstr(strstr(said, "U+10FFFD") + 1, "U+10FFFD"));
  free(said);
  arena_free(a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(figures_keep_their_signs_and_units),
      cmocka_unit_test(no_break_characters_are_honoured),
      cmocka_unit_test(only_spaces_of_han_break_before_the_next_word),
      cmocka_unit_test(shared_marks_follow_their_neighbours),
      cmocka_unit_test(adjacent_marks_take_one_and_a_half),
      cmocka_unit_test(house_styles_differ_in_width),
      cmocka_unit_test(typed_space_is_the_gap_and_not_added_to_it),
      cmocka_unit_test(every_byte_has_its_glyph),
      cmocka_unit_test(narrow_quotes_of_kai_stand_in_their_half),
      cmocka_unit_test(missing_character_is_a_box_and_told_once),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
