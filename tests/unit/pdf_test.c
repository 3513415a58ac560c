/* The PDF writer against the tools that read PDF: is the file sound, are all
 * faces embedded, does copied text equal the source, and is it tagged? */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "asset/font.h"
#include "asset/image.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "draw/pdf.h"
#include "draw/seal.h"
#include "draw/sheet.h"
#include "folder.h"

enum { MARGIN = PT(30), FACES = 5, ROOM = 4096 };

struct bench {
  struct fonts *fonts;
  int face[FACES];
  struct sheets *s;
  struct sheet *sheet;
  mpt x, y;          /* pen */
  struct buf source; /* all that has been set, white space left out */
  char *dir;         /* for files of the tools */
};

/* --- setting text by hand ------------------------------------------------ */

struct line {
  struct run *run;
  struct glyph *g;
  char *text;
};

static struct line begin_run(struct bench *b, int face, mpt size)
{
  struct item *item = sheet_item(b->s, b->sheet, ITEM_RUN);
  struct line l = {&item->u.run, arena_array(b->s->arena, ROOM, sizeof *l.g),
                   arena_get(b->s->arena, ROOM)};
  *l.run = (struct run){.face = face,
                        .size = size,
                        .stretch = 1000,
                        .x = b->x,
                        .y = b->y,
                        .text = l.text,
                        .glyphs = l.g};
  return l;
}

static void add_glyph(struct line *l, uint32_t id, mpt x, size_t len)
{
  l->g[l->run->n++] = (struct glyph){.id = id,
                                     .x = x,
                                     .text = (uint32_t)l->run->text_len,
                                     .len = (uint32_t)len};
}

static void add_text(struct bench *b, struct line *l, const char *s, size_t n)
{
  memcpy(l->text + l->run->text_len, s, n);
  l->run->text_len += n;
  for (size_t i = 0; i < n; i++)
    if (s[i] != ' ')
      buf_putc(&b->source, s[i]);
}

/* A word of Latin letters, shaped: ligatures may form. */
static mpt set_word(struct bench *b, struct line *l, mpt x, const char *s,
                    size_t n)
{
  hb_buffer_t *hb = hb_buffer_create();
  hb_buffer_add_utf8(hb, s, (int)n, 0, (int)n);
  hb_buffer_guess_segment_properties(hb);
  hb_shape(fonts_hb(b->fonts, l->run->face), hb, NULL, 0);
  unsigned count;
  hb_glyph_info_t *info = hb_buffer_get_glyph_infos(hb, &count);
  hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(hb, NULL);
  size_t start = l->run->text_len;
  for (unsigned i = 0; i < count; i++) {
    size_t end = i + 1 < count ? info[i + 1].cluster : n;
    add_glyph(l, info[i].codepoint, x, end - info[i].cluster);
    l->g[l->run->n - 1].text = (uint32_t)(start + info[i].cluster);
    x += (mpt)((int64_t)pos[i].x_advance * l->run->size / 1000);
  }
  add_text(b, l, s, n);
  hb_buffer_destroy(hb);
  return x;
}

static bool is_latin(char c)
{
  return c > ' ' && c < 0x7F;
}

/* Sets S in FACE at the pen, a new line every MEASURE; GAP is put between
 * characters as a justified line would. */
static void set_text(struct bench *b, int face, mpt size, mpt gap,
                     const char *s)
{
  const char *end = s + strlen(s);
  mpt x = 0, measure = b->sheet->w - 2 * MARGIN;
  struct line l = begin_run(b, face, size);
  while (s < end) {
    const char *start = s;
    if (x > measure - 8 * size) {
      x = 0;
      b->y += size * 3 / 2;
      l = begin_run(b, face, size);
    }
    if (is_latin(*s)) {
      while (s < end && is_latin(*s))
        s++;
      x = set_word(b, &l, x, start, (size_t)(s - start));
      continue;
    }
    uint32_t glyph = fonts_glyph(b->fonts, face, utf8_next(&s, end));
    add_glyph(&l, glyph, x, (size_t)(s - start));
    add_text(b, &l, start, (size_t)(s - start));
    x += (mpt)((int64_t)fonts_advance(b->fonts, face, glyph) * size / 1000);
    x += gap;
  }
  b->y += size * 2;
}

/* --- tools --------------------------------------------------------------- */

static int run(const struct bench *b, const char *fmt, const char *name)
{
  struct buf cmd = BUF_INIT;
  buf_printf(&cmd, "cd '%s' && ", b->dir);
  for (const char *p = fmt; *p; p++)
    if (*p == '@')
      buf_puts(&cmd, name);
    else
      buf_putc(&cmd, *p);
  int status = system(cmd.s);
  buf_free(&cmd);
  return status;
}

static char *slurp(const struct bench *b, const char *name)
{
  char *path = file_join(b->dir, name);
  struct buf s = BUF_INIT;
  assert_true(file_read(&s, path, 1 << 26));
  free(path);
  return buf_take(&s);
}

/* The file NAME with its streams as text. Owned. */
static char *plain(const struct bench *b, const char *name)
{
  assert_int_equal(run(b, "qpdf --qdf @ - | tr -d '\\000' >plain.txt", name),
                   0);
  return slurp(b, "plain.txt");
}

static void write_pdf(const struct bench *b, const char *name)
{
  char *path = file_join(b->dir, name);
  assert_true(pdf_write(b->s, path));
  free(path);
}

/* Copies S without white space and form feeds. */
static char *squeeze(const char *s)
{
  struct buf b = BUF_INIT;
  for (; *s; s++)
    if (!strchr(" \t\r\n\f", *s))
      buf_putc(&b, *s);
  buf_puts(&b, "");
  return buf_take(&b);
}

/* The file NAME reads back as all that has been set. */
static void check_copy(const struct bench *b, const char *name)
{
  assert_int_equal(run(b, "qpdf --check @ >check.txt 2>&1", name), 0);
  assert_int_equal(run(b, "pdftotext -raw @ raw.txt", name), 0);
  char *raw = slurp(b, "raw.txt"), *text = squeeze(raw);
  assert_string_equal(text, b->source.s);
  free(raw);
  free(text);
}

/* Every line of pdffonts says embedded, subset, Unicode. */
static void check_fonts(const struct bench *b, const char *name)
{
  assert_int_equal(run(b, "pdffonts @ >fonts.txt", name), 0);
  assert_int_equal(run(b,
                       "! tail -n +3 fonts.txt | grep -v "
                       "'yes yes yes' && grep -q 'yes yes yes' fonts.txt",
                       name),
                   0);
}

static int setup(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->fonts = fonts_new();
  const char *family[] = {"Noto Serif CJK SC", "Noto Serif CJK SC",
                          "Noto Sans CJK SC", "Noto Sans CJK SC",
                          "LXGW WenKai"};
  for (int i = 0; i < FACES; i++) {
    b->face[i] = fonts_find(b->fonts, family[i], i % 2 && i < 4 ? 700 : 400);
    if (b->face[i] < 0)
      return -1;
  }
  b->s = sheets_new(b->fonts);
  b->s->title = "周家渡报";
  b->s->lang = "zh-CN";
  b->s->date = "2018-12-15";
  b->sheet = sheets_add(b->s);
  b->sheet->w = MM(275);
  b->sheet->h = MM(390);
  b->sheet->name = "要闻";
  b->x = MARGIN;
  b->y = MARGIN + PT(12);
  buf_puts(&b->source, "");
  b->dir = folder_room();
  *state = b;
  return 0;
}

static int teardown(void **state)
{
  struct bench *b = *state;
  file_remove(b->dir);
  sheets_free(b->s);
  fonts_free(b->fonts);
  buf_free(&b->source);
  free(b->dir);
  free(b);
  diag_reset();
  return 0;
}

/* --- texts --------------------------------------------------------------- */

/* Radicals and compatibility twins share glyphs with the plain characters. */
static const char twins[] =
    "老⽼行⾏金⾦⻣骨⼀一⼈人⼝口⼤大⼥女⼦子⼭山⽇日⽉月⽊木"
    "⽔水⽕火⽜牛⽥田⽩白⽬目⽯石⽴立⽵竹⽶米⾐衣⾔言⾞車⾬雨⾯面⾷食⾹香⾼高";
static const char beyond[] = "𠮷𠮟𡈽𣘺𣳾𤟱𥔎𦙾𦰩𧃴𨋢𨳊𨶙𩸽𪚲𫞂𫠜";
static const char marks[] =
    "“‘（〔［｛《〈「『【〖引”’）〕］｝》〉」』】〗，、；：。？！．·—～／——……"
    "中·外–内—和……于——是“‘中’”；《〈文〉》，（注）。〇々℃％￥‰①②③";
static const char latin[] =
    "office final waffle affluent fjord AVATAR 1+4+32+X 43.7% 2018-2019 "
    "12345.678 P3 (a/b) [x] {y} <z> \"q\" 'r' back\\slash";

/* N different Han characters that all five faces have. */
static char *many_han(struct bench *b, int n)
{
  struct buf s = BUF_INIT;
  for (uint32_t r = 0x4E00; n > 0 && r < 0x9FA0; r += 61) {
    bool all = true;
    for (int i = 0; i < FACES; i++)
      all = all && fonts_glyph(b->fonts, b->face[i], r);
    if (all) {
      buf_rune(&s, r);
      n--;
    }
  }
  return buf_take(&s);
}

/* --- tests --------------------------------------------------------------- */

static void copied_text_equals_the_source_in_every_face(void **state)
{
  struct bench *b = *state;
  char *han = many_han(b, 300);
  sheet_group(b->s, b->sheet, ROLE_ARTICLE, "risk");
  for (int i = 0; i < FACES; i++) {
    set_text(b, b->face[i], PT(9), 137, han);
    set_text(b, b->face[i], PT(10.5), -250, twins);
    set_text(b, b->face[i], PT(9), 0, marks);
    set_text(b, b->face[i], PT(12), 0, latin);
  }
  set_text(b, b->face[0], PT(16.5), 33, beyond);
  sheet_end(b->s, b->sheet);
  write_pdf(b, "risk.pdf");
  free(han);
  check_copy(b, "risk.pdf");
  check_fonts(b, "risk.pdf");
}

static void one_glyph_with_two_texts_copies_as_each(void **state)
{
  struct bench *b = *state;
  uint32_t plain = fonts_glyph(b->fonts, b->face[0], 0x8001);
  uint32_t radical = fonts_glyph(b->fonts, b->face[0], 0x2F7C);
  assert_int_equal(plain, radical);
  set_text(b, b->face[0], PT(20), 0, "老⽼老⽼");
  write_pdf(b, "two.pdf");
  check_copy(b, "two.pdf");
}

/* The box for missing characters stands for as many texts as it may. */
static void missing_characters_copy_as_themselves(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[4], PT(20), 0, "ሀሁሂሃሄህሆለሉሊላ中ሌል");
  write_pdf(b, "missing.pdf");
  check_copy(b, "missing.pdf");
}

static void a_character_of_two_glyphs_copies_once(void **state)
{
  struct bench *b = *state;
  struct line l = begin_run(b, b->face[0], PT(20));
  add_glyph(&l, fonts_glyph(b->fonts, b->face[0], 'e'), 0, 2);
  add_text(b, &l, "é", 2);
  add_glyph(&l, fonts_glyph(b->fonts, b->face[0], 0xB4), PT(1), 0);
  add_glyph(&l, fonts_glyph(b->fonts, b->face[0], 'x'), PT(20), 1);
  add_text(b, &l, "x", 1);
  write_pdf(b, "cluster.pdf");
  check_copy(b, "cluster.pdf");
}

static void turned_and_stretched_runs_copy(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[2], PT(20), 0, "横排");
  b->sheet->items[0].u.run.stretch = 950;
  size_t first = b->sheet->n;
  b->x = PT(400);
  set_text(b, b->face[2], PT(20), 0, "turned");
  b->sheet->items[first].u.run.turned = true;
  write_pdf(b, "turned.pdf");
  check_copy(b, "turned.pdf");
}

/* Names of two characters spread to three, a stretched line, 15分钟. */
static void white_that_is_no_space_copies_as_none(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[0], PT(9), PT(9), "张梅");
  set_text(b, b->face[2], PT(9), PT(1.5), "近日全国各地的组工");
  set_text(b, b->face[0], PT(9), PT(2.25), "约15分钟");
  write_pdf(b, "white.pdf");
  check_copy(b, "white.pdf");
  char *raw = slurp(b, "raw.txt");
  assert_non_null(strstr(raw, "张梅"));
  assert_non_null(strstr(raw, "近日全国各地的组工"));
  assert_non_null(strstr(raw, "约15分钟"));
  free(raw);
}

static void equal_sheets_give_equal_bytes(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[0], PT(9), 0, marks);
  struct buf one = BUF_INIT, two = BUF_INIT;
  assert_true(pdf_make(&one, b->s));
  assert_true(pdf_make(&two, b->s));
  assert_int_equal(one.n, two.n);
  assert_memory_equal(one.s, two.s, one.n);
  assert_memory_equal(one.s, "%PDF-1.7\n", 9);
  buf_free(&one);
  buf_free(&two);
}

static void put_link(struct bench *b, const char *url, const char *dest,
                     int part)
{
  struct item *item = sheet_item(b->s, b->sheet, ITEM_LINK);
  item->u.link =
      (struct link){{MARGIN, MARGIN, PT(40), PT(12)}, url, dest, part};
}

static void links_outline_and_labels_lead_to_the_articles(void **state)
{
  struct bench *b = *state;
  put_link(b, "https://example.example/a?b=(c)", NULL, 0);
  put_link(b, NULL, "lead", 2);
  put_link(b, NULL, "nowhere", 1);
  for (int part = 1; part <= 2; part++) {
    sheet_group(b->s, b->sheet, ROLE_ARTICLE, "lead");
    b->sheet->items[b->sheet->n - 1].u.group.part = part;
    sheet_group(b->s, b->sheet, ROLE_HEADLINE, "");
    set_text(b, b->face[1], PT(30), 0, "聚焦家门口");
    sheet_end(b->s, b->sheet);
    sheet_end(b->s, b->sheet);
  }
  write_pdf(b, "nav.pdf");
  assert_int_equal(run(b, "qpdf --check @ >check.txt 2>&1", "nav.pdf"), 0);
  assert_int_equal(run(b, "qpdf --json=2 @ nav.json", "nav.pdf"), 0);
  char *json = slurp(b, "nav.json");
  assert_non_null(strstr(json, "u:https://example.example/a?b=(c)"));
  assert_non_null(strstr(json, "\"/Dest\": \"u:lead.2\""));
  assert_null(strstr(json, "nowhere"));
  assert_non_null(strstr(json, "\"title\": \"第1版：要闻\""));
  assert_non_null(strstr(json, "\"title\": \"聚焦家门口\""));
  assert_non_null(strstr(json, "\"/Lang\": \"u:zh-CN\""));
  free(json);
}

static void put_picture(struct bench *b, const struct image *image, mpt x)
{
  struct item *item = sheet_item(b->s, b->sheet, ITEM_IMAGE);
  item->u.image = (struct picture){{x, MARGIN, PT(100), PT(100)},
                                   image,
                                   {0, 0, image->width, image->height},
                                   "图 (a)"};
}

/* A black cell in a white square, as PNG and as JPEG. */
static void pictures_are_embedded_once_and_a_jpeg_as_it_is(void **state)
{
  struct bench *b = *state;
  unsigned char cells[16] = {1};
  struct buf png = BUF_INIT, jpeg = BUF_INIT;
  image_png_bits(&png, cells, 4, 8);
  struct image *one = image_from(png.s, png.n, "one.png", place_none());
  assert_non_null(one);
  assert_true(image_jpeg(one, one->width, 80, &jpeg));
  struct image *two = image_from(jpeg.s, jpeg.n, "two.jpg", place_none());
  assert_non_null(two);
  put_picture(b, one, MARGIN);
  put_picture(b, two, PT(200));
  put_picture(b, two, PT(400));
  b->sheet->items[2].u.image.crop = (struct rect){0, 0, 8, 8};
  write_pdf(b, "image.pdf");
  check_copy(b, "image.pdf");
  assert_int_equal(run(b,
                       "pdfimages -list @ | tail -n +3 | wc -l >n.txt && "
                       "test `cat n.txt` -eq 3 && pdfimages -all @ p",
                       "image.pdf"),
                   0);
  char *path = file_join(b->dir, "p-001.jpg");
  struct buf back = BUF_INIT;
  assert_true(file_read(&back, path, 1 << 20));
  assert_int_equal(back.n, jpeg.n);
  assert_memory_equal(back.s, jpeg.s, jpeg.n);
  assert_int_equal(run(b,
                       "qpdf --json @ | grep -c '\"/Image\"' >n.txt; "
                       "test `cat n.txt` -eq 2",
                       "image.pdf"),
                   0);
  free(path);
  buf_free(&back);
  buf_free(&png);
  buf_free(&jpeg);
  image_free(one);
  image_free(two);
}

static void put_area(struct bench *b, mpt x, bool stroked, struct ink ink)
{
  struct item *item = sheet_item(b->s, b->sheet, ITEM_RECT);
  item->u.rect = (struct area){.at = {x, PT(50), PT(2), PT(3)},
                               .filled = !stroked,
                               .stroked = stroked,
                               .fill = ink,
                               .stroke = ink,
                               .width = 250};
}

static void grey_is_one_ink_and_modules_are_one_path(void **state)
{
  struct bench *b = *state;
  put_area(b, PT(10), false, (struct ink){.r = 0, .g = 0, .b = 0});
  put_area(b, PT(12), false, (struct ink){.r = 0, .g = 0, .b = 0});
  put_area(b, PT(14), false, (struct ink){.r = 51, .g = 51, .b = 51});
  put_area(b, PT(16), true, (struct ink){.r = 255, .g = 0, .b = 51});
  struct item *item = sheet_item(b->s, b->sheet, ITEM_RULE);
  item->u.rule = (struct rule){PT(1), PT(2), PT(30),
                               PT(2), 500,   {.r = 255, .b = 51}};
  write_pdf(b, "ink.pdf");
  assert_int_equal(run(b, "qpdf --check @ >check.txt 2>&1", "ink.pdf"), 0);
  char *text = plain(b, "ink.pdf");
  assert_non_null(strstr(text, "10 1052.512 2 3 re\n"
                               "12 1052.512 2 3 re\nf\n"
                               "0.2 g\n14 1052.512 2 3 re\nf\n"
                               "1 0 0.2 RG\n0.25 w\n"
                               "16 1052.512 2 3 re\nS\n"
                               "0.5 w\n1 1103.512 m 30 1103.512 l S\n"));
  free(text);
}

/* --- tags ---------------------------------------------------------------- */

static void begin(struct bench *b, enum role role, const char *at)
{
  sheet_group(b->s, b->sheet, role, "lead");
  b->sheet->items[b->sheet->n - 1].u.group.at = at;
}

static void end(struct bench *b)
{
  sheet_end(b->s, b->sheet);
}

static void new_page(struct bench *b)
{
  mpt w = b->sheet->w, h = b->sheet->h;
  b->sheet = sheets_add(b->s);
  b->sheet->w = w;
  b->sheet->h = h;
  b->y = MARGIN + PT(12);
}

/* What pdfinfo reads, without blanks. Owned. */
static char *struct_text(const struct bench *b, const char *name)
{
  assert_int_equal(run(b, "pdfinfo -struct-text @ | tr -d ' \\n' >st.txt",
                       name),
                   0);
  return slurp(b, "st.txt");
}

static void a_story_and_a_cut_paragraph_are_one_across_pages(void **state)
{
  struct bench *b = *state;
  for (int part = 1; part <= 2; part++) {
    begin(b, ROLE_ARTICLE, NULL);
    b->sheet->items[b->sheet->n - 1].u.group.part = part;
    begin(b, part == 1 ? ROLE_HEADLINE : ROLE_CONTINUED, "1:1");
    set_text(b, b->face[1], PT(20), 0, part == 1 ? "题" : "上接");
    end(b);
    begin(b, ROLE_P, "3:1");
    set_text(b, b->face[0], PT(9), 0, part == 1 ? "前半" : "后半");
    end(b);
    end(b);
    if (part == 1)
      new_page(b);
  }
  write_pdf(b, "jump.pdf");
  char *text = struct_text(b, "jump.pdf");
  assert_string_equal(
      text, "DocumentArtH1(block)\"题\"P(block)\"前半\"\"后半\"");
  free(text);
}

/* Whatever the order of drawing; the tops of neighbours differ a little. */
static void stories_are_read_as_they_stand(void **state)
{
  struct bench *b = *state;
  const char *texts[] = {"下", "右", "左"};
  const mpt x[] = {MARGIN, PT(400), MARGIN};
  const mpt y[] = {PT(500), PT(95), PT(100)};
  for (int i = 0; i < 3; i++) {
    sheet_group(b->s, b->sheet, ROLE_ARTICLE, texts[i]);
    b->x = x[i];
    b->y = y[i];
    begin(b, ROLE_HEADLINE, "1:1");
    set_text(b, b->face[0], PT(20), 0, texts[i]);
    end(b);
    end(b);
  }
  write_pdf(b, "order.pdf");
  char *text = struct_text(b, "order.pdf");
  assert_string_equal(text, "DocumentArtH1(block)\"左\"ArtH1(block)\"右\""
                            "ArtH1(block)\"下\"");
  free(text);
}

static void headings_leave_no_level_out(void **state)
{
  struct bench *b = *state;
  begin(b, ROLE_ARTICLE, NULL);
  for (int i = 0; i < 3; i++) {
    begin(b, ROLE_SUBHEAD, i == 0 ? "1:1" : i == 1 ? "2:1" : "3:1");
    b->sheet->items[b->sheet->n - 1].u.group.level = i == 2 ? 1 : 3;
    set_text(b, b->face[0], PT(9), 0, "小题");
    end(b);
  }
  end(b);
  write_pdf(b, "heads.pdf");
  char *text = struct_text(b, "heads.pdf");
  assert_string_equal(text, "DocumentArtH1(block)\"小题\"H2(block)\"小题\""
                            "H2(block)\"小题\"");
  free(text);
}

static void a_list_in_a_quotation_has_items_with_labels(void **state)
{
  struct bench *b = *state;
  const struct wrap quote = {.role = ROLE_QUOTE, .at = "1:1"};
  const struct wrap list = {
      .role = ROLE_LIST, .at = "2:1", .ordered = true, .outer = &quote};
  const struct wrap item = {.role = ROLE_ITEM, .at = "2:1", .outer = &list};
  begin(b, ROLE_ARTICLE, NULL);
  for (int i = 0; i < 2; i++) {
    begin(b, ROLE_ITEM, i ? "3:4" : "2:4");
    b->sheet->items[b->sheet->n - 1].u.group.in = &item;
    if (!i) {
      begin(b, ROLE_LABEL, NULL);
      set_text(b, b->face[0], PT(9), 0, "1.");
      end(b);
    }
    set_text(b, b->face[0], PT(9), 0, i ? "又一段" : "一段");
    end(b);
  }
  end(b);
  write_pdf(b, "list.pdf");
  char *text = struct_text(b, "list.pdf");
  assert_string_equal(
      text, "DocumentArtBlockQuoteL(block):/ListNumbering/Decimal"
            "LI(block)Lbl(block)\"1.\"LBody(block)P(block)\"一段\""
            "P(block)\"又一段\"");
  free(text);
}

static void sentences_in_latin_are_marked_as_english(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[0], PT(9), 0, "读Five Latin words stand here.完");
  set_text(b, b->face[0], PT(9), 0, "读Not Three Words完");
  write_pdf(b, "latin.pdf");
  char *text = plain(b, "latin.pdf");
  char *first = strstr(text, "/Lang (en)");
  assert_non_null(first);
  assert_null(strstr(first + 1, "/Lang (en)"));
  free(text);
  check_copy(b, "latin.pdf");
}

static void the_text_of_a_link_stands_in_it(void **state)
{
  struct bench *b = *state;
  begin(b, ROLE_P, "1:1");
  set_text(b, b->face[0], PT(10), 0, "请看报名页面");
  struct item *link = sheet_item(b->s, b->sheet, ITEM_LINK);
  link->u.link = (struct link){
      {b->x + PT(20), b->y - PT(29), PT(20), PT(11)}, "https://a.example/",
      NULL, 0};
  end(b);
  write_pdf(b, "link.pdf");
  char *text = struct_text(b, "link.pdf"), *json;
  assert_non_null(strstr(text, "P(block)\"请看\"Link(inline)\"报名\""));
  assert_int_equal(run(b, "qpdf --json=2 @ link.json", "link.pdf"), 0);
  json = slurp(b, "link.json");
  assert_non_null(strstr(json, "\"/Contents\": \"u:报名\""));
  free(json);
  free(text);
}

/* Programs go through a page again for every sequence. */
static void spelled_parts_side_by_side_are_one_sequence(void **state)
{
  struct bench *b = *state;
  begin(b, ROLE_P, "1:1");
  set_text(b, b->face[0], PT(9), PT(2.25), "约1分钟"); /* 约1, 分钟 */
  end(b);
  write_pdf(b, "parts.pdf");
  char *text = struct_text(b, "parts.pdf");
  assert_string_equal(text, "DocumentP(block)\"约1分钟\"");
  free(text);
  check_copy(b, "parts.pdf");
}

static void a_number_beside_white_is_not_taken_apart(void **state)
{
  struct bench *b = *state;
  begin(b, ROLE_P, "1:1");
  set_text(b, b->face[0], PT(9), PT(2.25), "约18.9%的");
  end(b);
  write_pdf(b, "number.pdf");
  char *text = struct_text(b, "number.pdf");
  assert_string_equal(text, "DocumentP(block)\"约18.9%\"\"的\"");
  free(text);
  check_copy(b, "number.pdf");
}

static void a_code_in_a_story_says_what_it_is(void **state)
{
  struct bench *b = *state;
  begin(b, ROLE_ARTICLE, NULL);
  begin(b, ROLE_P, "1:1");
  set_text(b, b->face[0], PT(9), 0, "扫码");
  end(b);
  sheet_group(b->s, b->sheet, ROLE_QR, "https://a.example/");
  put_area(b, PT(10), false, (struct ink){.r = 0, .g = 0, .b = 0});
  end(b);
  end(b);
  write_pdf(b, "code.pdf");
  assert_int_equal(run(b, "qpdf --json=2 @ code.json", "code.pdf"), 0);
  char *json = slurp(b, "code.json");
  assert_non_null(strstr(json, "\"/Alt\": \"u:二维码：https://a.example/\""));
  free(json);
}

/* ISO 19005-2, 6.2.11.8. */
static void no_code_shows_notdef(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[4], PT(20), 0, "中ሀ国");
  write_pdf(b, "notdef.pdf");
  char *text = plain(b, "notdef.pdf");
  assert_null(strstr(text, "<0000>]"));
  assert_null(strstr(text, "[<0000"));
  assert_null(strstr(text, "<0000> <12"));
  free(text);
  check_copy(b, "notdef.pdf");
}

/* A blank that a line end swallowed is said all the same. */
static void words_at_line_ends_do_not_join(void **state)
{
  struct bench *b = *state;
  struct line l = begin_run(b, b->face[0], PT(20));
  set_word(b, &l, 0, "end", 3);
  add_text(b, &l, " ", 1);
  l.g[l.run->n - 1].len++;
  b->y += PT(30);
  l = begin_run(b, b->face[0], PT(20));
  set_word(b, &l, 0, "less", 4);
  write_pdf(b, "ends.pdf");
  assert_int_equal(run(b, "pdfinfo -struct-text @ >st.txt", "ends.pdf"), 0);
  char *text = slurp(b, "st.txt");
  assert_non_null(strstr(text, "end less"));
  free(text);
}

/* The seal is of what is printed where, whatever its colour. */
static void seals_tell_moved_glyphs_and_no_colours(void **state)
{
  struct bench *b = *state;
  char one[33], two[33], three[33];
  set_text(b, b->face[0], PT(9), 0, "印");
  seal_sheets(b->s, one);
  b->sheet->items[0].u.run.ink = (struct ink){.r = 255, .g = 0, .b = 0};
  seal_sheets(b->s, two);
  assert_string_equal(one, two);
  b->sheet->items[0].u.run.x++;
  seal_sheets(b->s, three);
  assert_string_not_equal(one, three);
}

/* ISO 19005-2, 6.2.11.5: 1/1000 em at most between the two. */
static void check_widths(struct bench *b, int face, FT_Library ft)
{
  uint32_t glyphs[4];
  const uint32_t runes[4] = {'m', 0x4E2D, 0x3002, 'i'};
  for (int i = 0; i < 4; i++)
    glyphs[i] = fonts_glyph(b->fonts, face, runes[i]);
  struct subset sub;
  FT_Face f;
  assert_true(fonts_subset(b->fonts, face, glyphs, 4, &sub));
  assert_int_equal(
      FT_New_Memory_Face(ft, sub.data, (FT_Long)sub.size, 0, &f), 0);
  bool cid = fonts_outline(b->fonts, face) == FACE_CFF_CID;
  for (int i = 0; i < 4; i++) {
    uint32_t id = cid ? fonts_cid(b->fonts, face, glyphs[i]) : sub.map[i];
    assert_int_equal(FT_Load_Glyph(f, id, FT_LOAD_NO_SCALE), 0);
    long w = f->glyph->advance.x * 1000 / f->units_per_EM;
    assert_in_range(w - fonts_advance(b->fonts, face, glyphs[i]) + 1, 0, 2);
  }
  FT_Done_Face(f);
  subset_free(&sub);
}

static void widths_are_those_of_the_embedded_faces(void **state)
{
  struct bench *b = *state;
  FT_Library ft;
  assert_int_equal(FT_Init_FreeType(&ft), 0);
  for (int i = 0; i < FACES; i++)
    check_widths(b, b->face[i], ft);
  FT_Done_FreeType(ft);
}

static void empty_sheets_are_still_pages(void **state)
{
  struct bench *b = *state;
  write_pdf(b, "empty.pdf");
  check_copy(b, "empty.pdf");
}

/* Groups deeper than any layout makes, and ends without beginnings. */
static void unbalanced_groups_do_no_harm(void **state)
{
  struct bench *b = *state;
  sheet_end(b->s, b->sheet);
  for (int i = 0; i < 200; i++)
    sheet_group(b->s, b->sheet, i % 2 ? ROLE_FURNITURE : ROLE_BOX, "");
  set_text(b, b->face[0], PT(9), 0, "深");
  write_pdf(b, "deep.pdf");
  check_copy(b, "deep.pdf");
}

static void a_full_disk_leaves_no_file(void **state)
{
  struct bench *b = *state;
  set_text(b, b->face[0], PT(9), 0, marks);
  struct rlimit old, tiny = {1000, RLIM_INFINITY};
  getrlimit(RLIMIT_FSIZE, &old);
  tiny.rlim_max = old.rlim_max;
  char *path = file_join(b->dir, "full.pdf");
  char *tmp = mem_printf("%s.tmp", path);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &tiny);
  bool ok = pdf_write(b->s, path);
  setrlimit(RLIMIT_FSIZE, &old);
  assert_false(ok);
  assert_int_equal(diag_count(LEVEL_FATAL), 1);
  assert_false(file_exists(path));
  assert_false(file_exists(tmp));
  free(path);
  free(tmp);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(copied_text_equals_the_source_in_every_face),
      TEST(one_glyph_with_two_texts_copies_as_each),
      TEST(missing_characters_copy_as_themselves),
      TEST(a_character_of_two_glyphs_copies_once),
      TEST(turned_and_stretched_runs_copy),
      TEST(white_that_is_no_space_copies_as_none),
      TEST(equal_sheets_give_equal_bytes),
      TEST(links_outline_and_labels_lead_to_the_articles),
      TEST(pictures_are_embedded_once_and_a_jpeg_as_it_is),
      TEST(grey_is_one_ink_and_modules_are_one_path),
      TEST(a_story_and_a_cut_paragraph_are_one_across_pages),
      TEST(stories_are_read_as_they_stand),
      TEST(headings_leave_no_level_out),
      TEST(a_list_in_a_quotation_has_items_with_labels),
      TEST(sentences_in_latin_are_marked_as_english),
      TEST(the_text_of_a_link_stands_in_it),
      TEST(spelled_parts_side_by_side_are_one_sequence),
      TEST(a_number_beside_white_is_not_taken_apart),
      TEST(a_code_in_a_story_says_what_it_is),
      TEST(no_code_shows_notdef),
      TEST(words_at_line_ends_do_not_join),
      TEST(seals_tell_moved_glyphs_and_no_colours),
      TEST(widths_are_those_of_the_embedded_faces),
      TEST(empty_sheets_are_still_pages),
      TEST(unbalanced_groups_do_no_harm),
      TEST(a_full_disk_leaves_no_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
