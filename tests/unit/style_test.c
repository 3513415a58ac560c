/* The cascade: who wins, what is inherited, what units mean, and that a wrong
 * theme is refused with its place when it is loaded. */
#include "press.h"

#include "page/props.h"

struct bench {
  char *dir;
  struct fonts *fonts;
  xmlDoc *doc;
  const xmlNode *article, *strong;
};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  b->fonts = fonts_new();
  b->doc = press_issue(2);
  b->article = press_story(b->doc, "article", "a", "题", "一**二**三\n\n1. 项");
  node_set((xmlNode *)b->article, "priority", "lead");
  b->strong =
      node_first(node_first(node_first(b->article, "body"), "p"), "strong");
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  xmlFreeDoc(b->doc);
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

static struct styles *load(struct bench *b, const char *rules)
{
  char *page = mem_printf(press_page, 60, 80, 2);
  char *css = mem_printf("%s%s", page, rules);
  folder_put("tokens.css", press_tokens);
  folder_put("print.css", css);
  free(css);
  free(page);
  return styles_load(".", b->fonts);
}

/* The theme of RULES must be refused, and what is said must hold WHAT. */
static void assert_refused(struct bench *b, const char *rules,
                           const char *what)
{
  struct capture c = capture_begin();
  struct styles *s = load(b, rules);
  char *said = capture_end(&c);
  if (s)
    fail_msg("taken: %s", rules);
  assert_says(said, what);
  free(said);
}

static void page_has_its_lines_and_columns(void **state)
{
  struct styles *s = load(*state, "nameplate { height: 3rlh }");
  const struct page_style *p = styles_page(s);
  assert_int_equal(p->w, MM(60));
  assert_int_equal(p->rlh, PT(13.5));
  assert_int_equal(p->columns, 2);
  assert_int_equal(p->gap, PT(9));
  assert_int_equal(p->lines, (MM(80) - 2 * PT(12)) / PT(13.5));
  assert_int_equal(p->measure, (MM(60) - 2 * PT(8.5) - PT(9)) / 2);
  assert_int_equal(p->nameplate, 3);
  styles_free(s);
}

static void heavier_selector_wins_then_the_later_one(void **state)
{
  struct bench *b = *state;
  struct styles *s =
      load(b, "article[priority=lead] > headline { color: #111111 }\n"
              "headline { color: #222222; text-align: center }\n"
              "headline { text-align: end }\n"
              "body > headline, p headline { text-align: start }\n");
  const struct style *st =
      style_of(s, node_first(b->article, "headline"));
  assert_int_equal(st->ink.r, 0x11);
  assert_int_equal(st->align, ALIGN_END);
  styles_free(s);
}

static void children_inherit_text_but_no_boxes(void **state)
{
  struct bench *b = *state;
  struct styles *s =
      load(b, "p { color: #333333; text-indent: 2em; padding: 1pt 2pt;"
              " margin-top: 3pt; border: 1pt solid #000; columns: 3;"
              " background-color: #eeeeee; -cb-sizes: 12pt 9pt }");
  const struct style *p = style_of(s, b->strong->parent);
  const struct style *st = style_of(s, b->strong);
  assert_int_equal(p->padding[SIDE_LEFT], PT(2));
  assert_int_equal(p->border[SIDE_TOP], PT(1));
  assert_int_equal(p->nsizes, 2);
  assert_int_equal(st->ink.r, 0x33);
  assert_int_equal(st->indent, PT(18));
  assert_int_equal(st->padding[SIDE_LEFT] + st->margin[SIDE_TOP] +
                       st->border[SIDE_TOP] + st->columns + st->nsizes,
                   0);
  assert_false(st->has_fill);
  styles_free(s);
}

static void em_is_the_new_size_rlh_the_body_line(void **state)
{
  struct bench *b = *state;
  struct styles *s = load(b, "p { text-indent: 2em; font-size: 2em;"
                             " margin-top: 0.5rlh; line-height: 1.5 }\n"
                             "strong { font: 700 0.5em/1rlh var(--hei) }");
  const struct style *p = style_of(s, b->strong->parent);
  const struct style *st = style_of(s, b->strong);
  assert_int_equal(p->size, PT(18));
  assert_int_equal(p->indent, PT(36));
  assert_int_equal(p->leading, PT(27));
  assert_int_equal(p->margin[SIDE_TOP], PT(6.75));
  assert_int_equal(st->size, PT(9));
  assert_int_equal(st->leading, PT(13.5));
  assert_int_equal(st->weight, 700);
  assert_int_equal(fonts_info(b->fonts, st->faces[0])->weight, 700);
  styles_free(s);
}

static void equal_elements_share_one_style(void **state)
{
  struct bench *b = *state;
  struct styles *s = load(b, "jump { color: #444444 } rule[class=band] "
                             "{ border-top: 1pt solid #000 }");
  const struct style *a = style_named(s, b->article, "jump", NULL);
  assert_ptr_equal(a, style_named(s, b->article, "jump", NULL));
  assert_int_equal(a->ink.r, 0x44);
  assert_int_equal(style_named(s, NULL, "rule", "band")->border[SIDE_TOP],
                   PT(1));
  assert_int_equal(style_named(s, NULL, "rule", "other")->border[SIDE_TOP], 0);
  assert_ptr_equal(style_of(s, b->strong), style_of(s, b->strong));
  styles_free(s);
}

static void many_elements_find_their_own_style(void **state)
{
  struct bench *b = *state;
  enum { CHAIN = 700 };
  struct styles *s = load(b, "strong { font-size: 1.001em }");
  xmlNode *n = (xmlNode *)b->strong;
  for (int i = 0; i < CHAIN; i++) {
    mpt before = style_of(s, n)->size;
    n = node_new(n, "strong", 1, 1);
    assert_true(style_of(s, n)->size >= before);
  }
  assert_true(style_of(s, n)->size > style_of(s, b->strong)->size);
  styles_free(s);
}

static void wrong_themes_are_refused_with_their_place(void **state)
{
  static const struct {
    const char *rules, *what;
  } cases[] = {
      {"pullquote { colour: red }", "print.css:3:13: error: property"},
      {"pullquote { color: red }", "print.css:3:13: error: \"red\" is no"},
      {"p { font-size: 0 }", "is no value for font-size"},
      {"p { font-size: -1pt }", "is no value for font-size"},
      {"p { font: 0/1rlh var(--song) }", "is no value for font"},
      {"p { line-height: 0 }", "is no value for line-height"},
      {"p { line-height: -3pt }", "is no value for line-height"},
      {"p { font-family: \"No Such Face\" }", "names no installed face"},
      {"p { margin: 1pt 2pt 3pt 4pt 5pt }", "is no value for margin"},
      {"p { text-indent: - }", "is no value for text-indent"},
      {"p { text-indent: 1e9pt }", "is no value for text-indent"},
      {"p { text-indent: nanpt }", "is no value for text-indent"},
      {"p { -cb-box: 1 1 1 }", "is no value for -cb-box"},
      {"p { -cb-box: 999 1 1 1 }", "is no value for -cb-box"},
      {"p { -cb-sizes: 9pt 0 }", "is no value for -cb-sizes"},
      {"p { columns: 25 }", "is no value for columns"},
      {"@page { size: 60mm }", "not understood in @page"},
      {"@page { size: 10mm 10mm }", "the page has no room"},
      {"nameplate { height: 12rlh }", "nameplate is 12 lines high"},
      {":root { line-height: 0.1pt }", "do not suit @page"},
      {":root { column-gap: 50mm }", "the page has no room"},
      {":root { columns: 24 }", "the page has no room"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_refused(*state, cases[i].rules, cases[i].what);
}

static void missing_files_are_named(void **state)
{
  struct bench *b = *state;
  struct capture c = capture_begin();
  assert_null(styles_load("nowhere", b->fonts));
  char *said = capture_end(&c);
  assert_says(said, "nowhere/tokens.css");
  free(said);
  styles_free(NULL);
}

static void an_edition_goes_before_the_usual_style(void **state)
{
  struct bench *b = *state;
  styles_free(load(b, "p { font-size: 10pt; color: var(--red) } "
                      ":root { --red: #ff0000 }"));
  folder_put("large.css", "@page { -cb-make-up: run-on } "
                          ":root { columns: 1; --red: #800000 } "
                          "p { font-size: 16.5pt }");
  assert_true(styles_has(".", "large"));
  assert_false(styles_has(".", "small"));
  struct styles *s = styles_load_edition(".", "large", b->fonts);
  assert_non_null(s);
  const struct style *p = style_named(s, NULL, "p", NULL);
  assert_int_equal(p->size, PT(16.5));
  assert_int_equal(styles_page(s)->columns, 1);
  assert_int_equal(styles_page(s)->w, MM(60));
  assert_true(styles_page(s)->run_on);
  assert_string_equal(styles_page(s)->edition, "large");
  styles_free(s);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(page_has_its_lines_and_columns),
      CASE(heavier_selector_wins_then_the_later_one),
      CASE(children_inherit_text_but_no_boxes),
      CASE(em_is_the_new_size_rlh_the_body_line),
      CASE(equal_elements_share_one_style),
      CASE(many_elements_find_their_own_style),
      CASE(wrong_themes_are_refused_with_their_place),
      CASE(an_edition_goes_before_the_usual_style),
      CASE(missing_files_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
