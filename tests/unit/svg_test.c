/* Pages as SVG: the source text in reading order, each character with the
 * glyph and the place that the layout gave it, stories as named links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "draw/sheet.h"
#include "draw/svg.h"
#include "draw/webface.h"

enum { EM = 10000, MOST = 4096, SERIF = 0, SANS = 1 };

static int setup(void **state)
{
  struct fonts *f = fonts_new();
  bool found = fonts_find(f, "Noto Serif CJK SC", 400) == SERIF &&
               fonts_find(f, "Noto Sans CJK SC", 700) == SANS;
  struct sheets *s = sheets_new(f);
  struct sheet *sheet = sheets_add(s);
  sheet->w = PT(200);
  sheet->h = PT(300);
  *state = s;
  return found ? 0 : -1;
}

static int teardown(void **state)
{
  struct sheets *s = *state;
  struct fonts *f = s->fonts;
  sheets_free(s);
  fonts_free(f);
  return 0;
}

/* TEXT at X, Y, a glyph a character, each STEP behind the last. */
static struct run *put(struct sheets *s, const char *text, mpt x, mpt y,
                       mpt step)
{
  struct glyph *g = arena_array(s->arena, MOST, sizeof *g);
  struct run run = {.size = EM, .stretch = 1000, .x = x, .y = y, .text = text};
  const char *c = text, *end = text + strlen(text);
  while (c < end) {
    const char *from = c;
    uint32_t rune = utf8_next(&c, end);
    g[run.n] = (struct glyph){.id = fonts_glyph(s->fonts, SERIF, rune),
                              .x = (mpt)run.n * step,
                              .text = (uint32_t)(from - text),
                              .len = (uint32_t)(c - from)};
    run.n++;
  }
  run.text_len = strlen(text);
  run.glyphs = g;
  struct item *item = sheet_item(s, &s->v[s->n - 1], ITEM_RUN);
  item->u.run = run;
  return &item->u.run;
}

static void begin(struct sheets *s, enum role role, const char *id,
                  const char *at)
{
  struct sheet *sheet = &s->v[s->n - 1];
  sheet_group(s, sheet, role, id);
  sheet->items[sheet->n - 1].u.group.at = at;
}

static void end(struct sheets *s)
{
  sheet_end(s, &s->v[s->n - 1]);
}

static char *page(const struct sheets *s, size_t number,
                  const struct svg_zone *zones, size_t n)
{
  struct webfaces *faces = webfaces_new(s);
  struct buf out = BUF_INIT;
  svg_make(&out, &(struct svg_page){s, number, faces, "第1版", "pages/p1-",
                                    zones, n});
  webfaces_free(faces);
  assert_null(strstr(out.s, "style="));
  return buf_take(&out);
}

/* The page has PART. */
static void has(const struct sheets *s, const char *part)
{
  char *svg = page(s, 0, NULL, 0);
  if (!strstr(svg, part))
    fail_msg("no %s in\n%s", part, svg);
  free(svg);
}

/* --- text ----------------------------------------------------------------- */

static void characters_that_stand_by_themselves_need_one_place(void **state)
{
  put(*state, "社区晨报", 20000, 30000, EM);
  has(*state, "<text class=\"f1\" font-size=\"10\"><tspan x=\"20\" y=\"30\">"
              "社区晨报</tspan></text>");
}

static void characters_of_a_stretched_line_have_a_place_each(void **state)
{
  put(*state, "社区晨报", 20000, 30000, EM + 250);
  has(*state, "<tspan x=\"20 30.25 40.5 50.75\" y=\"30\">社区晨报</tspan>");
}

static void what_follows_the_last_shift_needs_no_place(void **state)
{
  struct run *run = put(*state, "社区晨报", 20000, 30000, EM);
  for (size_t i = 1; i < run->n; i++)
    ((struct glyph *)run->glyphs)[i].x += 500;
  has(*state, "<tspan x=\"20 30.5\" y=\"30\">社区晨报</tspan>");
}

static void a_paragraph_is_one_text_through_columns_and_pictures(void **state)
{
  struct sheets *s = *state;
  begin(s, ROLE_ARTICLE, "a", "1:1");
  begin(s, ROLE_P, NULL, "3:1");
  put(s, "社区", 0, 10000, EM);
  end(s);
  begin(s, ROLE_CAPTION, NULL, NULL);
  put(s, "图", 0, 50000, EM);
  end(s);
  begin(s, ROLE_P, NULL, "3:1");
  put(s, "晨报", 40000, 10000, EM);
  end(s);
  begin(s, ROLE_P, NULL, "5:1");
  put(s, "另起", 40000, 20000, EM);
  end(s);
  end(s);
  has(s, "<tspan x=\"0\" y=\"10\">社区</tspan><tspan x=\"40\" y=\"10\">晨报"
         "</tspan></text>\n<text class=\"f1\" font-size=\"10\"><tspan x=\"0\" "
         "y=\"50\">图</tspan></text>\n");
}

static void the_blank_that_a_line_end_swallowed_is_in_the_text(void **state)
{
  struct run *run = put(*state, "办", 0, 10000, EM);
  run->text = "办 ";
  ((struct glyph *)run->glyphs)[0].len = 4;
  has(*state, ">办 </tspan>");
}

static void what_looks_like_markup_is_text(void **state)
{
  put(*state, "<&\">", 0, 10000, EM);
  has(*state, ">&lt;&amp;&quot;&gt;</tspan>");
}

static void a_character_of_two_units_ends_its_piece(void **state)
{
  put(*state, "𠮷家", 0, 10000, EM + 250);
  has(*state, "<tspan x=\"0\" y=\"10\">𠮷</tspan><tspan x=\"10.25\" y=\"10\">"
              "家</tspan>");
}

static void a_stacked_headline_has_heights_and_a_turned_word_turns(void **state)
{
  struct run *run = put(*state, "社区", 5000, 10000, 0);
  ((struct glyph *)run->glyphs)[1].y = EM;
  run = put(*state, "报", 5000, 40000, EM);
  run->turned = true;
  has(*state, "<tspan x=\"5 5\" y=\"10 20\">社区</tspan>");
  has(*state, "<tspan x=\"5\" y=\"40\" rotate=\"90\">报</tspan>");
}

static void text_that_is_wider_than_its_face_is_scaled(void **state)
{
  struct run *run = put(*state, "社区", 41000, 30000, 10250);
  run->stretch = 1025;
  has(*state, "font-size=\"10\" transform=\"scale(1.025 1)\">"
              "<tspan x=\"40\" y=\"30\">社区</tspan>");
}

static void other_sizes_faces_and_inks_are_told_once(void **state)
{
  struct sheets *s = *state;
  begin(s, ROLE_P, NULL, "1:1");
  put(s, "社", 0, 10000, EM)->ink = (struct ink){.r = 0xB5, .g = 0x28, .b = 30};
  struct run *run = put(s, "区", 10000, 10000, EM);
  run->size = 8000;
  run->face = SANS;
  end(s);
  has(s, "<text class=\"f1\" font-size=\"10\" fill=\"#b5281e\">"
         "<tspan x=\"0\" y=\"10\">社</tspan><tspan class=\"f2\" "
         "font-size=\"8\" fill=\"#000\" x=\"10\" y=\"10\">区</tspan></text>");
}

/* --- glyphs that are not their character's own ---------------------------- */

static void
an_upright_mark_keeps_its_character_in_a_family_of_its_own(void **state)
{
  struct sheets *s = *state;
  struct run *run = put(s, "（（（", 0, 10000, EM);
  struct glyph *g = (struct glyph *)run->glyphs;
  g[2].id = fonts_vertical(s->fonts, SERIF, 0xFF08);
  assert_int_not_equal(g[2].id, 0);
  has(s, "<text class=\"f1\" font-size=\"10\"><tspan x=\"0\" y=\"10\">（（"
         "</tspan><tspan class=\"f2\" x=\"20\" y=\"10\">（</tspan></text>");
}

static void a_ligature_is_drawn_unseen_by_readers_its_text_unseen(void **state)
{
  struct run *run = put(*state, "——", 0, 10000, EM);
  struct glyph *g = (struct glyph *)run->glyphs;
  g[0].len = 6;
  run->n = 1;
  has(*state, "<tspan class=\"p f1\" aria-hidden=\"true\" x=\"0\" y=\"10\">"
              "\xEE\x84\x80</tspan><tspan class=\"r\" fill-opacity=\"0\" "
              "x=\"0\" y=\"10\">——</tspan>");
}

static void a_character_of_two_glyphs_has_its_text_once(void **state)
{
  struct run *run = put(*state, "社区", 0, 10000, EM);
  struct glyph *g = (struct glyph *)run->glyphs;
  run->text = "社";
  run->text_len = 3;
  g[1].text = 3;
  g[1].len = 0;
  has(*state, ">社</tspan><tspan class=\"p f1\" aria-hidden=\"true\" "
              "x=\"10\" y=\"10\">\xEE\x84\x80</tspan></text>");
}

static void what_browsers_never_show_is_drawn_as_a_private_one(void **state)
{
  struct sheets *s = *state;
  struct run *run = put(s, "\xC2\xAD", 0, 10000, EM); /* a soft hyphen */
  ((struct glyph *)run->glyphs)[0].id = fonts_glyph(s->fonts, SERIF, '-');
  has(s, "\xEE\x84\x80</tspan><tspan class=\"r\"");
}

static void a_character_that_no_face_has_is_shown_as_the_pdf_shows_it(
    void **state)
{
  struct run *run = put(*state, "社", 0, 10000, EM);
  ((struct glyph *)run->glyphs)[0].id = 0;
  has(*state, ">社</tspan>");
}

/* --- stories -------------------------------------------------------------- */

static void two_pages_of_a_story(struct sheets *s)
{
  begin(s, ROLE_ARTICLE, "flood", "1:1");
  begin(s, ROLE_P, NULL, "3:1");
  put(s, "社区", 0, 10000, EM);
  end(s);
  begin(s, ROLE_JUMP, NULL, NULL);
  struct item *item = sheet_item(s, &s->v[0], ITEM_LINK);
  item->u.link = (struct link){
      .at = {0, 20000, 90000, 10000}, .dest = "flood", .part = 2};
  put(s, "下转", 0, 30000, EM);
  end(s);
  end(s);
  sheets_add(s);
  begin(s, ROLE_ARTICLE, "flood", "1:1");
  s->v[1].items[0].u.group.part = 2;
  put(s, "晨报", 0, 10000, EM);
  end(s);
}

static void a_story_is_a_named_link_on_each_of_its_pages(void **state)
{
  struct sheets *s = *state;
  two_pages_of_a_story(s);
  const struct svg_zone zones[] = {
      {"flood", 1, {0, 0, 100000, 40000}, "flood.html", "“水” & <火>"},
      {"flood", 2, {0, 5000, 100000, 40000}, "flood.html", "水"}};
  char *one = page(s, 0, zones, 1), *two = page(s, 1, zones + 1, 1);
  assert_non_null(strstr(
      one, "<a id=\"z-flood\" href=\"flood.html\">\n<title>“水” &amp; "
           "&lt;火&gt;</title>\n<rect class=\"zone\" x=\"-4\" y=\"-4\" "
           "width=\"108\" height=\"48\" fill=\"none\" pointer-events=\"all\"/>\n<text"));
  assert_non_null(strstr(two, "<a id=\"z-flood\" href=\"flood.html\""));
  free(one);
  free(two);
}

static void a_jump_line_leads_to_the_page_where_its_story_goes_on(void **state)
{
  struct sheets *s = *state;
  two_pages_of_a_story(s);
  const struct svg_zone zone = {
      "flood", 1, {0, 0, 100000, 40000}, "flood.html", "水"};
  char *svg = page(s, 0, &zone, 1);
  const char *jump = strstr(svg, "<a href=\"p2.html#z-flood\">");
  assert_non_null(jump);
  assert_non_null(strstr(jump, "下转"));
  assert_null(strstr(strstr(jump, "</a>"), "下转")); /* once */
  assert_true(strstr(svg, "</a>") < jump); /* no link in a link */
  free(svg);
}

static void a_module_without_an_address_is_no_link(void **state)
{
  struct sheets *s = *state;
  begin(s, ROLE_ARTICLE, "advert", NULL);
  put(s, "社区", 0, 10000, EM);
  end(s);
  const struct svg_zone zone = {"advert", 1, {0, 0, 1, 1}, NULL, "x"};
  char *svg = page(s, 0, &zone, 1);
  assert_null(strstr(svg, "<a"));
  assert_non_null(strstr(svg, "<g id=\"z-advert\">"));
  free(svg);
}

/* --- graphics ------------------------------------------------------------- */

static void areas_of_one_ink_are_one_path_those_of_a_code_sharp(void **state)
{
  struct sheets *s = *state;
  begin(s, ROLE_QR, "u", NULL);
  for (int i = 0; i < 2; i++)
    sheet_item(s, &s->v[0], ITEM_RECT)->u.rect =
        (struct area){.at = {i * 3000, 0, 1500, 2000}, .filled = true};
  end(s);
  sheet_item(s, &s->v[0], ITEM_RULE)->u.rule =
      (struct rule){.x1 = 0, .y1 = 5000, .x2 = 9000, .y2 = 5000, .width = 250};
  has(s, "<path fill=\"#000\" shape-rendering=\"crispEdges\" "
         "d=\"M0 0h1.5v2h-1.5zM3 0h1.5v2h-1.5z\"/>\n"
         "<path stroke=\"#000\" stroke-width=\"0.25\" fill=\"none\" "
         "d=\"M0 5h9\"/>");
}

/* --- faces ---------------------------------------------------------------- */

/* N Han from FIRST on a page. */
static void fill(struct sheets *s, uint32_t first, int n)
{
  struct buf text = BUF_INIT;
  for (int i = 0; i < n; i++)
    buf_rune(&text, first + (uint32_t)i);
  put(s, arena_copy(s->arena, text.s), 0, 10000, EM);
  buf_free(&text);
}

static int family_on(const struct webfaces *w, const struct sheets *s,
                     size_t number)
{
  const struct run *run = &s->v[number].items[0].u.run;
  return webfaces_code(w, number, run, &run->glyphs[0]).family;
}

static void pages_share_faces_until_these_are_too_large(void **state)
{
  struct sheets *s = *state;
  fill(s, 0x4E00, 700);
  sheets_add(s);
  fill(s, 0x5000, 700);
  struct webfaces *w = webfaces_new(s);
  assert_int_equal(family_on(w, s, 0), family_on(w, s, 1));
  webfaces_free(w);
  sheets_add(s);
  fill(s, 0x5400, 700);
  w = webfaces_new(s);
  assert_int_not_equal(family_on(w, s, 0), family_on(w, s, 2));
  webfaces_free(w);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(characters_that_stand_by_themselves_need_one_place),
      TEST(characters_of_a_stretched_line_have_a_place_each),
      TEST(what_follows_the_last_shift_needs_no_place),
      TEST(a_paragraph_is_one_text_through_columns_and_pictures),
      TEST(the_blank_that_a_line_end_swallowed_is_in_the_text),
      TEST(what_looks_like_markup_is_text),
      TEST(a_character_of_two_units_ends_its_piece),
      TEST(a_stacked_headline_has_heights_and_a_turned_word_turns),
      TEST(text_that_is_wider_than_its_face_is_scaled),
      TEST(other_sizes_faces_and_inks_are_told_once),
      TEST(an_upright_mark_keeps_its_character_in_a_family_of_its_own),
      TEST(a_ligature_is_drawn_unseen_by_readers_its_text_unseen),
      TEST(a_character_of_two_glyphs_has_its_text_once),
      TEST(what_browsers_never_show_is_drawn_as_a_private_one),
      TEST(a_character_that_no_face_has_is_shown_as_the_pdf_shows_it),
      TEST(a_story_is_a_named_link_on_each_of_its_pages),
      TEST(a_jump_line_leads_to_the_page_where_its_story_goes_on),
      TEST(a_module_without_an_address_is_no_link),
      TEST(areas_of_one_ink_are_one_path_those_of_a_code_sharp),
      TEST(pages_share_faces_until_these_are_too_large),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
