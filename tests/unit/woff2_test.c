/* Web fonts: what is packed can be unpacked, byte for byte and glyph for
 * glyph, under a name of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <brotli/decode.h>
#include <cmocka.h>
#include <hb.h>

#include "asset/font.h"
#include "asset/subset.h"
#include "asset/webfont.h"
#include "asset/woff2.h"
#include "base/buf.h"
#include "base/mem.h"

enum { HEADER = 48, MOST = 16 };

/* A font taken out of its container, as a browser does it. */
struct unpacked {
  struct font_table v[MOST]; /* in the order of the container */
  size_t n;
  uint8_t *sfnt;
  size_t size;
};

static uint32_t read16(const uint8_t *s)
{
  return (uint32_t)s[0] << 8 | s[1];
}

static uint32_t read32(const uint8_t *s)
{
  return read16(s) << 16 | read16(s + 2);
}

static void write32(uint8_t *s, uint32_t v)
{
  for (int i = 0; i < 4; i++)
    s[i] = (uint8_t)(v >> (24 - 8 * i));
}

static uint32_t read128(const uint8_t **s)
{
  uint32_t v = 0;
  assert_int_not_equal(**s, 0x80); /* no leading zeros */
  do
    v = v << 7 | (**s & 0x7F);
  while (*(*s)++ & 0x80);
  return v;
}

static const uint8_t *read_entry(const uint8_t *s, struct font_table *t)
{
  static const char known[] = "cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyf"
                              "locaprepCFF ";
  uint8_t flags = *s++;
  unsigned number = flags & 63;
  assert_true(number == 63 || number * 4 < sizeof known - 1);
  t->tag = read32(number == 63 ? s : (const uint8_t *)known + 4 * number);
  s += number == 63 ? 4 : 0;
  bool outline = number == 10 || number == 11;
  assert_int_equal(flags >> 6, outline ? 3 : 0); /* no transform */
  t->size = read128(&s);
  return s;
}

static uint32_t sum_of(const uint8_t *s, size_t n)
{
  uint32_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (uint32_t)s[i] << (24 - 8 * (i & 3));
  return sum;
}

/* The sfnt with its directory, which goes by tags. */
static void rebuild(struct unpacked *u, uint32_t flavor, const uint8_t *data)
{
  size_t at = 12 + 16 * u->n, order = 0;
  u->sfnt = mem_new(u->size);
  write32(u->sfnt, flavor);
  write32(u->sfnt + 4, (uint32_t)u->n << 16);
  unsigned log = 0;
  while (2u << log <= u->n)
    log++;
  write32(u->sfnt + 4, (uint32_t)u->n << 16 | 16u << log);
  write32(u->sfnt + 8, log << 16 | (uint32_t)(16 * u->n - (16u << log)));
  size_t place[MOST];
  for (size_t i = 0; i < u->n; i++) {
    place[i] = at;
    u->v[i].data = u->sfnt + at;
    assert_true(at + u->v[i].size <= u->size);
    memcpy(u->v[i].data, data, u->v[i].size);
    data += u->v[i].size;
    at += (u->v[i].size + 3) & ~(size_t)3;
  }
  assert_int_equal(at, u->size);
  for (uint32_t last = 0; order < u->n; order++) {
    size_t k = u->n;
    for (size_t i = 0; i < u->n; i++)
      if (u->v[i].tag > last && (k == u->n || u->v[i].tag < u->v[k].tag))
        k = i;
    assert_true(k < u->n);
    uint8_t *entry = u->sfnt + 12 + 16 * order;
    write32(entry, last = u->v[k].tag);
    write32(entry + 4, sum_of(u->v[k].data, u->v[k].size) -
                           (last == 0x68656164 ? read32(u->v[k].data + 8) : 0));
    write32(entry + 8, (uint32_t)place[k]);
    write32(entry + 12, (uint32_t)u->v[k].size);
  }
}

static struct unpacked unpack(const struct buf *b)
{
  const uint8_t *s = (const uint8_t *)b->s, *entry = s + HEADER;
  struct unpacked u = {.n = read16(s + 12), .size = read32(s + 16)};
  assert_int_equal(read32(s), 0x774F4632);
  assert_int_equal(read32(s + 8), b->n);
  assert_int_equal(b->n % 4, 0);
  assert_in_range(u.n, 1, MOST);
  size_t total = 0;
  for (size_t i = 0; i < u.n; i++) {
    entry = read_entry(entry, &u.v[i]);
    total += u.v[i].size;
  }
  uint8_t *data = mem_new(total);
  size_t size = total, packed = read32(s + 20);
  assert_true(entry + packed <= s + b->n);
  assert_true(s + b->n - (entry + packed) < 4);
  assert_int_equal(BrotliDecoderDecompress(packed, entry, &size, data),
                   BROTLI_DECODER_RESULT_SUCCESS);
  assert_int_equal(size, total);
  rebuild(&u, read32(s + 4), data);
  free(data);
  return u;
}

static const struct font_table *table(const struct unpacked *u,
                                      const char *tag)
{
  for (size_t i = 0; i < u->n; i++)
    if (u->v[i].tag == read32((const uint8_t *)tag))
      return &u->v[i];
  return NULL;
}

/* --- faces ---------------------------------------------------------------- */

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

static const uint32_t text[] = {'A', 0x3001, 0x4E00, 0x4E2D, 0x5468, 0x5BB6,
                                0x6E21, 0xFF0C};
enum { LETTERS = sizeof text / sizeof *text };

static struct unpacked font_of(struct fonts *f, int face)
{
  struct webfont_char v[LETTERS];
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < LETTERS; i++)
    v[i] = (struct webfont_char){text[i], fonts_glyph(f, face, text[i])};
  assert_true(webfont_make(&b, f, &(struct webfont){face, "cb-7", v, LETTERS}));
  struct unpacked u = unpack(&b);
  buf_free(&b);
  return u;
}

static hb_font_t *opened(const struct unpacked *u)
{
  hb_blob_t *blob = hb_blob_create((const char *)u->sfnt, (unsigned)u->size,
                                   HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_font_t *font = hb_font_create(face);
  hb_font_set_scale(font, 1000, 1000);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  return font;
}

static void same_glyph(struct fonts *f, int face, uint32_t glyph,
                       hb_font_t *font, uint32_t rune)
{
  hb_codepoint_t id;
  hb_glyph_extents_t x;
  int box[4];
  assert_true(hb_font_get_nominal_glyph(font, rune, &id));
  assert_int_not_equal(id, 0);
  assert_int_equal(hb_font_get_glyph_h_advance(font, id),
                   fonts_advance(f, face, glyph));
  assert_true(hb_font_get_glyph_extents(font, id, &x));
  assert_true(fonts_extents(f, face, glyph, box));
  assert_int_equal(x.x_bearing, box[0]);
  assert_int_equal(x.y_bearing, box[3]);
  assert_int_equal(x.x_bearing + x.width, box[2]);
}

static void each_character_has_its_glyph_with_outline_and_advance(void **state)
{
  static const char *const families[] = {"Noto Serif CJK SC", "LXGW WenKai"};
  for (int i = 0; i < 2; i++) {
    int face = fonts_find(*state, families[i], 400);
    struct unpacked u = font_of(*state, face);
    hb_font_t *font = opened(&u);
    for (size_t k = 0; k < LETTERS; k++)
      same_glyph(*state, face, fonts_glyph(*state, face, text[k]), font,
                 text[k]);
    hb_codepoint_t id;
    assert_false(hb_font_get_nominal_glyph(font, 0x4E8C, &id));
    hb_font_destroy(font);
    free(u.sfnt);
  }
}

static void a_character_can_show_a_glyph_that_is_not_its_own(void **state)
{
  int face = fonts_find(*state, "Noto Serif CJK SC", 400);
  uint32_t upright = fonts_vertical(*state, face, 0xFF08);
  assert_int_not_equal(upright, 0);
  const struct webfont_char v[] = {{0xE100, fonts_glyph(*state, face, 0x4E00)},
                                   {0xFF08, upright}};
  struct buf b = BUF_INIT;
  assert_true(
      webfont_make(&b, *state, &(struct webfont){face, "cb-2", v, 2}));
  struct unpacked u = unpack(&b);
  hb_font_t *font = opened(&u);
  same_glyph(*state, face, v[0].glyph, font, 0xE100);
  same_glyph(*state, face, upright, font, 0xFF08);
  hb_font_destroy(font);
  free(u.sfnt);
  buf_free(&b);
}

static void the_font_as_a_whole_has_the_sum_it_must_have(void **state)
{
  static const char *const families[] = {"Noto Sans CJK SC", "LXGW WenKai"};
  for (int i = 0; i < 2; i++) {
    int face = fonts_find(*state, families[i], 700);
    struct unpacked u = font_of(*state, face);
    assert_int_equal(sum_of(u.sfnt, u.size), 0xB1B0AFBA);
    assert_int_equal(table(&u, "head")->data[16] & 8, 8); /* packed */
    free(u.sfnt);
  }
}

static void a_browser_finds_all_tables_that_it_asks_for(void **state)
{
  static const char *const tags[] = {"cmap", "head", "hhea", "hmtx",
                                     "maxp", "name", "OS/2", "post"};
  int face = fonts_find(*state, "LXGW WenKai", 400);
  struct unpacked u = font_of(*state, face);
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    assert_non_null(table(&u, tags[i]));
  const struct font_table *glyf = table(&u, "glyf");
  assert_non_null(glyf);
  assert_ptr_equal(table(&u, "loca"), glyf + 1);
  assert_int_equal(read32(table(&u, "post")->data), 0x00030000);
  assert_null(table(&u, "GSUB"));
  free(u.sfnt);
}

static bool holds(const struct font_table *t, const char *word)
{
  struct buf wide = BUF_INIT;
  for (const char *s = word; *s; s++) {
    buf_putc(&wide, 0);
    buf_putc(&wide, *s);
  }
  bool found = memmem(t->data, t->size, wide.s, wide.n) != NULL;
  buf_free(&wide);
  return found;
}

static void a_font_is_named_by_us_and_says_where_its_licence_is(void **state)
{
  static const char *const families[] = {"Noto Serif CJK SC", "LXGW WenKai"};
  static const char *const words[] = {"Noto", "LXGW", "WenKai"};
  for (int i = 0; i < 2; i++) {
    int face = fonts_find(*state, families[i], 400);
    struct unpacked u = font_of(*state, face);
    const struct font_table *name = table(&u, "name");
    const struct font_table *cff = table(&u, "CFF ");
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      assert_false(holds(name, words[k]));
    assert_true(holds(name, "cb-7"));
    assert_true(holds(name, "OFL.txt"));
    if (cff) /* its Name INDEX */
      assert_memory_equal(cff->data + cff->data[2] + 5, "cb-7xx", 6);
    free(u.sfnt);
  }
}

static void equal_characters_give_equal_bytes(void **state)
{
  int face = fonts_find(*state, "Noto Sans CJK SC", 400);
  const struct webfont_char v[] = {{0x4E00, fonts_glyph(*state, face, 0x4E00)}};
  struct buf a = BUF_INIT, b = BUF_INIT;
  const struct webfont one = {face, "cb-1", v, 1};
  assert_true(webfont_make(&a, *state, &one));
  assert_true(webfont_make(&b, *state, &one));
  assert_int_equal(a.n, b.n);
  assert_memory_equal(a.s, b.s, a.n);
  buf_free(&a);
  buf_free(&b);
}

/* --- the container alone -------------------------------------------------- */

static void any_tables_come_back_whole(void **state)
{
  (void)state;
  uint8_t head[54] = {0}, odd[300], own[1] = {7};
  for (size_t i = 0; i < sizeof odd; i++)
    odd[i] = (uint8_t)(i * i);
  struct font_table v[] = {{0x7A7A7A7A, own, sizeof own},
                           {0x68656164, head, sizeof head},
                           {0x61616161, odd, sizeof odd}};
  struct buf b = BUF_INIT;
  assert_true(woff2_pack(&b, v, 3));
  struct unpacked u = unpack(&b);
  assert_int_equal(u.n, 3);
  assert_memory_equal(table(&u, "aaaa")->data, odd, sizeof odd);
  assert_memory_equal(table(&u, "zzzz")->data, own, 1);
  assert_memory_equal(table(&u, "head")->data, head, sizeof head);
  assert_int_equal(sum_of(u.sfnt, u.size), 0xB1B0AFBA);
  free(u.sfnt);
  buf_free(&b);
}

static void a_font_without_a_head_is_refused(void **state)
{
  (void)state;
  uint8_t some[4] = {0};
  struct font_table v[] = {{0x61616161, some, sizeof some},
                           {0x68656164, some, sizeof some}};
  struct buf b = BUF_INIT;
  assert_false(woff2_pack(&b, v, 1));
  assert_false(woff2_pack(&b, v, 2)); /* too short to be one */
  assert_int_equal(b.n, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          each_character_has_its_glyph_with_outline_and_advance, setup,
          teardown),
      cmocka_unit_test_setup_teardown(
          a_character_can_show_a_glyph_that_is_not_its_own, setup, teardown),
      cmocka_unit_test_setup_teardown(
          the_font_as_a_whole_has_the_sum_it_must_have, setup, teardown),
      cmocka_unit_test_setup_teardown(
          a_browser_finds_all_tables_that_it_asks_for, setup, teardown),
      cmocka_unit_test_setup_teardown(
          a_font_is_named_by_us_and_says_where_its_licence_is, setup, teardown),
      cmocka_unit_test_setup_teardown(equal_characters_give_equal_bytes, setup,
                                      teardown),
      cmocka_unit_test(any_tables_come_back_whole),
      cmocka_unit_test(a_font_without_a_head_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
