/* The press edition: colours as inks, what preflight finds, parts of pictures,
 * the order of a booklet. The files themselves: tests/press.py. */
#include "press.h"

#include "asset/image.h"
#include "asset/profile.h"
#include "base/file.h"
#include "base/ink.h"
#include "draw/booklet.h"
#include "draw/preflight.h"
#include "draw/press.h"
#include "draw/sheet.h"

/* --- inks ----------------------------------------------------------------- */

static void assert_inks(struct cmyk v, int c, int m, int y, int k)
{
  if (v.c != c || v.m != m || v.y != y || v.k != k)
    fail_msg("%d %d %d %d, not %d %d %d %d", v.c, v.m, v.y, v.k, c, m, y, k);
}

static void grey_becomes_black_alone(void **state)
{
  (void)state;
  assert_inks(ink_cmyk((struct ink){0}), 0, 0, 0, 1000);
  assert_inks(ink_cmyk((struct ink){.r = 255, .g = 255, .b = 255}), 0, 0, 0, 0);
  assert_inks(ink_cmyk((struct ink){.r = 51, .g = 51, .b = 51}), 0, 0, 0, 800);
}

static void plain_colours_have_no_ink_in_all_three(void **state)
{
  (void)state;
  assert_inks(ink_cmyk((struct ink){.r = 255}), 0, 1000, 1000, 0);
  assert_inks(ink_cmyk((struct ink){.r = 204, .g = 0, .b = 51}), 0, 800, 600,
              200);
}

static void no_plain_colour_takes_more_than_newsprint_bears(void **state)
{
  (void)state;
  int most = 0;
  for (int i = 0; i < 52 * 52 * 52; i++) {
    uint8_t rgb[3] = {(uint8_t)(i % 52 * 5), (uint8_t)(i / 52 % 52 * 5),
                      (uint8_t)(i / 52 / 52 * 5)};
    uint8_t v[4];
    ink_pixels(rgb, v, 1);
    struct cmyk one =
        ink_cmyk((struct ink){.r = rgb[0], .g = rgb[1], .b = rgb[2]});
    int sum = v[0] + v[1] + v[2] + v[3];
    most = sum > most ? sum : most;
    assert_true(ink_sum(one) <= INK_MOST);
    assert_true(abs(ink_sum(one) * 255 - sum * 1000) <= 2000);
  }
  assert_true(most <= 2 * 255);
}

static void what_the_theme_mixes_is_taken_as_it_is(void **state)
{
  (void)state;
  const struct ink red = {.r = 181, .is_mixed = true, .mix = {0, 1000, 900, 50}};
  assert_inks(ink_cmyk(red), 0, 1000, 900, 50);
  assert_false(ink_same(red, (struct ink){.r = 181}));
  assert_true(ink_is_black((struct cmyk){0, 0, 0, 1000}));
  assert_false(ink_is_black((struct cmyk){0, 0, 0, 999}));
  assert_false(ink_is_black((struct cmyk){100, 0, 0, 1000}));
}

static struct styles *load(struct fonts *fonts, const char *rules)
{
  char *page = mem_printf(press_page, 60, 80, 2);
  char *css = mem_printf("%s%s", page, rules);
  folder_put("tokens.css", press_tokens);
  folder_put("print.css", css);
  free(css);
  free(page);
  return styles_load(".", fonts);
}

static void device_cmyk_gives_inks_and_a_colour_for_screens(void **state)
{
  (void)state;
  char *dir = folder_new();
  struct fonts *fonts = fonts_new();
  struct styles *s =
      load(fonts, "p { color: device-cmyk(0% 100% 90% 5%, #b5281e);"
                  " background-color: device-cmyk( 0 0 0 .08 );"
                  " border-top: 1pt solid device-cmyk(0 0 0 100%, black) }");
  assert_non_null(s);
  const struct style *p = style_named(s, NULL, "p", NULL);
  assert_inks(ink_cmyk(p->ink), 0, 1000, 900, 50);
  assert_int_equal(p->ink.r, 0xb5);
  assert_inks(ink_cmyk(p->fill), 0, 0, 0, 80);
  assert_int_equal(p->fill.g, 235);
  assert_inks(ink_cmyk(p->border_ink[SIDE_TOP]), 0, 0, 0, 1000);
  assert_int_equal(p->border[SIDE_TOP], PT(1));
  styles_free(s);
  fonts_free(fonts);
  folder_free(dir);
}

static void wrong_device_cmyk_is_refused(void **state)
{
  (void)state;
  static const char *const wrong[] = {
      "device-cmyk(0 0 0)", "device-cmyk(0 0 0 2)", "device-cmyk(0 0 0 -1)",
      "device-cmyk(0 0 0 101%)", "device-cmyk(0 0 0 1", "device-cmyk(",
      "device-cmyk(0 0 0 1, )", "device-cmyk(0 0 0 nan)",
      "device-cmyk(0 0 0 1, device-cmyk(0 0 0 1))", "device-cmyk(0 0 0 1) x"};
  char *dir = folder_new();
  struct fonts *fonts = fonts_new();
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char *css = mem_printf("p { color: %s; }", wrong[i]);
    struct capture c = capture_begin();
    struct styles *s = load(fonts, css);
    free(capture_end(&c));
    if (s)
      fail_msg("taken: %s", wrong[i]);
    free(css);
  }
  fonts_free(fonts);
  folder_free(dir);
}

/* What is said of sRGB's profile when its first LEN bytes (0: all) are said to
 * be of CLASS and COLOURS. */
static void assert_refused(const char *class, const char *colours, size_t len,
                           const char *words)
{
  char *dir = folder_new();
  struct buf b = BUF_INIT;
  profile_srgb(&b);
  memcpy(b.s + 12, class, 4);
  memcpy(b.s + 16, colours, 4);
  assert_true(file_put("x.icc", b.s, len ? len : b.n));
  struct capture c = capture_begin();
  struct profile *p =
      profile_load("x.icc", (struct place){"paper.yaml", 7, 15});
  char *said = capture_end(&c);
  assert_null(p);
  assert_says(said, "paper.yaml:7:15: error: x.icc is ");
  assert_says(said, words);
  free(said);
  buf_free(&b);
  folder_free(dir);
}

static void what_is_no_press_profile_is_refused_where_it_is_named(void **state)
{
  (void)state;
  assert_refused("mntr", "RGB ", 0, "other colours than the four inks");
  assert_refused("mntr", "CMYK", 0, "no profile of a press");
  assert_refused("prtr", "CMYK", 0, "damaged and cannot turn colours");
  assert_refused("prtr", "CMYK", 400, "damaged or no ICC profile");
  assert_refused("prtr", "CMYK", 100, "damaged or no ICC profile");
}

static void the_profile_of_srgb_is_the_same_each_time_and_small(void **state)
{
  (void)state;
  struct buf a = BUF_INIT, b = BUF_INIT;
  profile_srgb(&a);
  profile_srgb(&b);
  assert_int_equal(a.n, b.n);
  assert_memory_equal(a.s, b.s, a.n);
  assert_in_range(a.n, 300, 1000); /* with tables 7 KB */
  assert_memory_equal(a.s + 8, "\x04\x20", 2);
  assert_memory_equal(a.s + 12, "mntrRGB XYZ ", 12);
  assert_memory_equal(a.s + 36, "acsp", 4);
  buf_free(&a);
  buf_free(&b);
}

static void the_plain_profile_tells_how_inks_were_mixed(void **state)
{
  (void)state;
  static const uint8_t rgb[5][3] = {
      {0, 0, 0}, {255, 255, 255}, {128, 128, 128}, {181, 40, 30}, {20, 80, 200}};
  char *dir = folder_new();
  struct buf b = BUF_INIT;
  profile_plain(&b);
  assert_true(file_put("x.icc", b.s, b.n));
  struct profile *p = profile_load("x.icc", place_none());
  assert_non_null(p);
  for (int i = 0; i < 5; i++) {
    uint8_t v[4], w[4];
    profile_pixels(p, rgb[i], v, 1);
    ink_pixels(rgb[i], w, 1);
    for (int k = 0; k < 4; k++)
      if (abs(v[k] - w[k]) > 10)
        fail_msg("colour %d, ink %d: %d, not %d", i, k, v[k], w[k]);
  }
  profile_free(p);
  buf_free(&b);
  folder_free(dir);
}

/* --- pictures ------------------------------------------------------------- */

/* A picture of W × H whose red grows across and whose green grows down. */
static struct image *picture(int w, int h)
{
  struct buf b = BUF_INIT;
  struct pixels px = {w, h, 3, mem_array((size_t)w * (size_t)h, 3)};
  for (int i = 0; i < w * h; i++) {
    px.v[3 * i] = (unsigned char)(i % w * 255 / w);
    px.v[3 * i + 1] = (unsigned char)(i / w * 255 / h);
  }
  assert_true(pixels_jpeg(&px, 100, &b));
  pixels_free(&px);
  struct image *image = image_from(b.s, b.n, "x.jpg", place_none());
  buf_free(&b);
  assert_non_null(image);
  return image;
}

static void a_part_of_a_picture_is_cut_and_never_enlarged(void **state)
{
  (void)state;
  struct image *image = picture(400, 300);
  struct pixels px;
  assert_true(image_part(image, (struct rect){200, 150, 200, 150}, 100, &px));
  assert_int_equal(px.width, 100);
  assert_int_equal(px.height, 75);
  assert_in_range(px.v[0], 122, 136);
  assert_in_range(px.v[1], 122, 136);
  pixels_free(&px);
  assert_true(image_part(image, (struct rect){0, 0, 40, 30}, 500, &px));
  assert_int_equal(px.width, 40);
  assert_int_equal(px.height, 30);
  pixels_free(&px);
  image_free(image);
}

/* --- preflight ------------------------------------------------------------ */

enum { FOUND = 16 };

struct bench {
  struct fonts *fonts;
  struct sheets *s;
  struct sheet *sheet;
  struct fault found[FOUND];
  size_t n;
};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->fonts = fonts_new();
  fonts_find(b->fonts, "Noto Serif CJK SC", 400);
  b->s = sheets_new(b->fonts);
  b->sheet = sheets_add(b->s);
  b->sheet->w = MM(100);
  b->sheet->h = MM(100);
  sheet_group(b->s, b->sheet, ROLE_ARTICLE, "fair");
  sheet_group(b->s, b->sheet, ROLE_P, NULL);
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  sheets_free(b->s);
  fonts_free(b->fonts);
  free(b);
  return 0;
}

static void note(void *data, const struct fault *f)
{
  struct bench *b = data;
  if (b->n < FOUND)
    b->found[b->n++] = *f;
}

/* Exactly one fault, of KIND with VALUE, on page 1 in the story. */
static void assert_fault(struct bench *b, enum fault_kind kind, int value)
{
  assert_int_equal(preflight_find(b->s, note, b), 1);
  assert_int_equal(b->n, 1);
  assert_int_equal(b->found[0].kind, kind);
  assert_int_equal(b->found[0].value, value);
  assert_int_equal(b->found[0].page, 1);
  assert_string_equal(b->found[0].story, "fair");
}

static void assert_clean(struct bench *b)
{
  assert_int_equal(preflight_find(b->s, note, b), 0);
}

static void put_text(struct bench *b, mpt size, struct ink ink, mpt x, mpt y)
{
  struct glyph *g = arena_get(b->s->arena, sizeof *g);
  *g = (struct glyph){.id = fonts_glyph(b->fonts, 0, 0x4E2D), .len = 3};
  sheet_item(b->s, b->sheet, ITEM_RUN)->u.run = (struct run){
      .size = size, .stretch = 1000, .ink = ink, .x = x, .y = y,
      .text = "中", .text_len = 3, .glyphs = g, .n = 1};
}

static void put_area(struct bench *b, struct rect at, struct ink ink)
{
  sheet_item(b->s, b->sheet, ITEM_RECT)->u.rect =
      (struct area){.at = at, .filled = true, .fill = ink};
}

static void put_picture(struct bench *b, int side, mpt size)
{
  struct image *image = picture(side, side);
  sheets_own(b->s, image);
  sheet_item(b->s, b->sheet, ITEM_IMAGE)->u.image =
      (struct picture){.at = {0, 0, size, size}, .image = image};
}

static const struct ink red = {.r = 255};
static const struct ink white = {.r = 255, .g = 255, .b = 255};

static void small_type_in_two_inks_is_found(void **state)
{
  struct bench *b = *state;
  put_text(b, PT(8), red, 0, PT(20));
  put_text(b, PT(6), (struct ink){0}, 0, PT(20));
  assert_clean(b);
  put_text(b, PT(7), red, 0, PT(20));
  assert_fault(b, FAULT_MIXED, PT(7));
}

static void small_reversed_type_is_found(void **state)
{
  struct bench *b = *state;
  const struct rect at = {0, 0, PT(100), PT(100)};
  put_text(b, PT(8), white, PT(10), PT(20)); /* on white: nobody sees it */
  put_area(b, at, (struct ink){0});
  put_text(b, PT(9), white, PT(10), PT(20));
  assert_clean(b);
  put_text(b, PT(8.5), white, PT(10), PT(20));
  assert_fault(b, FAULT_REVERSED, PT(8.5));
}

static void type_on_a_picture_counts_as_reversed(void **state)
{
  struct bench *b = *state;
  put_picture(b, 300, PT(72));
  put_text(b, PT(8), white, PT(10), PT(20));
  assert_fault(b, FAULT_REVERSED, PT(8));
}

static void thin_lines_are_found(void **state)
{
  struct bench *b = *state;
  sheet_item(b->s, b->sheet, ITEM_RULE)->u.rule =
      (struct rule){0, PT(5), PT(90), PT(5), 200, {0}};
  assert_clean(b);
  sheet_item(b->s, b->sheet, ITEM_RECT)->u.rect =
      (struct area){.at = {0, 0, 9000, 9000}, .stroked = true, .width = 150};
  assert_fault(b, FAULT_LINE, 150);
}

static void coarse_pictures_are_found(void **state)
{
  struct bench *b = *state;
  put_picture(b, 200, PT(72));
  assert_clean(b);
  put_picture(b, 150, PT(72));
  assert_fault(b, FAULT_DPI, 150);
}

static void too_much_ink_is_found(void **state)
{
  struct bench *b = *state;
  const struct rect at = {0, 0, PT(9), PT(9)};
  put_area(b, at, (struct ink){.is_mixed = true, .mix = {800, 800, 800, 0}});
  assert_clean(b);
  put_area(b, at, (struct ink){.is_mixed = true, .mix = {800, 800, 800, 300}});
  assert_fault(b, FAULT_INK, 270);
}

/* Nine modules of MODULE in a white ground with a quiet zone, at AT. */
static void put_code(struct bench *b, mpt at, mpt module)
{
  const mpt white_side = 11 * module;
  sheet_group(b->s, b->sheet, ROLE_QR, "x");
  put_area(b, (struct rect){at - 4 * module, at - 4 * module, white_side,
                            white_side},
           white);
  for (int i = 0; i < 3; i++)
    put_area(b, (struct rect){at, at + i * module, 3 * module, module},
             (struct ink){0});
  sheet_end(b->s, b->sheet);
}

static void small_modules_are_found(void **state)
{
  struct bench *b = *state;
  put_code(b, PT(50), MM(0.5));
  assert_clean(b);
  put_code(b, PT(90), MM(0.4));
  assert_fault(b, FAULT_MODULE, MM(0.4));
}

static void what_touches_a_quiet_zone_is_found(void **state)
{
  struct bench *b = *state;
  put_area(b, (struct rect){0, 0, PT(90), PT(90)}, red); /* below its white */
  put_code(b, PT(50), PT(2));
  put_text(b, PT(9), (struct ink){0}, PT(50), PT(75)); /* beside it */
  assert_clean(b);
  put_text(b, PT(9), (struct ink){0}, PT(50), PT(70));
  assert_fault(b, FAULT_QUIET, PT(2));
}

static void a_fault_is_told_once_in_an_editors_words(void **state)
{
  struct bench *b = *state;
  put_text(b, PT(7), red, 0, PT(20));
  put_text(b, PT(7), red, 0, PT(40));
  struct capture c = capture_begin();
  preflight_find(b->s, preflight_print, NULL);
  char *said = capture_end(&c);
  assert_says(said, "preflight: page 1, story fair: “中” is 7 pt high");
  assert_null(strstr(strstr(said, "preflight") + 1, "preflight"));
  free(said);
}

/* --- files ---------------------------------------------------------------- */

static void sheets_without_text_make_a_file(void **state)
{
  struct bench *b = *state;
  struct buf out = BUF_INIT;
  const struct press_job job = {"p", "2018-12-15", NULL, NULL, 0, 0, NULL};
  put_area(b, (struct rect){0, 0, PT(9), PT(9)}, red);
  assert_true(press_make(&out, b->s, &job));
  assert_memory_equal(out.s, "%PDF-1.6", 8);
  buf_clear(&out);
  assert_true(booklet_make(&out, b->s));
  buf_free(&out);
}

static void bleed_is_printed_where_a_tint_reaches_the_trim(void **state)
{
  struct bench *b = *state;
  struct buf out = BUF_INIT;
  const struct press_job job = {"p", "2018-12-15", NULL, NULL, MM(3), 0, NULL};
  put_area(b, (struct rect){0, 0, b->sheet->w, PT(9)}, red);
  assert_true(press_make(&out, b->s, &job));
  assert_non_null(strstr(out.s + 9, "/BleedBox"));
  buf_free(&out);
}

static void a_booklet_reads_in_order_when_folded(void **state)
{
  (void)state;
  assert_int_equal(booklet_sides(4), 2);
  assert_int_equal(booklet_page(4, 0, false), 3);
  assert_int_equal(booklet_page(4, 0, true), 0);
  assert_int_equal(booklet_page(4, 1, false), 1);
  assert_int_equal(booklet_page(4, 1, true), 2);
  static const size_t eight[4][2] = {{7, 0}, {1, 6}, {5, 2}, {3, 4}};
  assert_int_equal(booklet_sides(6), 4);
  for (size_t i = 0; i < 4; i++)
    for (int right = 0; right < 2; right++)
      assert_int_equal(booklet_page(8, i, right), eight[i][right]);
}

#define ON_SHEET(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grey_becomes_black_alone),
      cmocka_unit_test(plain_colours_have_no_ink_in_all_three),
      cmocka_unit_test(no_plain_colour_takes_more_than_newsprint_bears),
      cmocka_unit_test(what_the_theme_mixes_is_taken_as_it_is),
      cmocka_unit_test(device_cmyk_gives_inks_and_a_colour_for_screens),
      cmocka_unit_test(wrong_device_cmyk_is_refused),
      cmocka_unit_test(what_is_no_press_profile_is_refused_where_it_is_named),
      cmocka_unit_test(the_profile_of_srgb_is_the_same_each_time_and_small),
      cmocka_unit_test(the_plain_profile_tells_how_inks_were_mixed),
      cmocka_unit_test(a_part_of_a_picture_is_cut_and_never_enlarged),
      ON_SHEET(small_type_in_two_inks_is_found),
      ON_SHEET(small_reversed_type_is_found),
      ON_SHEET(type_on_a_picture_counts_as_reversed),
      ON_SHEET(thin_lines_are_found),
      ON_SHEET(coarse_pictures_are_found),
      ON_SHEET(too_much_ink_is_found),
      ON_SHEET(small_modules_are_found),
      ON_SHEET(what_touches_a_quiet_zone_is_found),
      ON_SHEET(a_fault_is_told_once_in_an_editors_words),
      ON_SHEET(sheets_without_text_make_a_file),
      ON_SHEET(bleed_is_printed_where_a_tint_reaches_the_trim),
      cmocka_unit_test(a_booklet_reads_in_order_when_folded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
