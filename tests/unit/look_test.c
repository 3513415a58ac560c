/* That the look is the theme's: what stands around section tags and in jump
 * lines, grounds, the sides of boxes, furniture that leaves the grid; and where
 * a theme's files come from. */
#include "press.h"

#include "page/box.h"
#include "page/head.h"
#include "tree/theme.h"

struct bench {
  char *dir;
  struct fonts *fonts;
};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  b->fonts = fonts_new();
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* The theme of press.h with MORE behind its print.css. */
static struct styles *load(struct bench *b, const char *more)
{
  char *page = mem_printf(press_page, 60, 80, 2);
  char *css = mem_printf("%s%s%s", page, press_css, more);
  press_theme(60, 80, 2);
  folder_put("print.css", css);
  free(css);
  free(page);
  return styles_load(".", b->fonts);
}

/* --- words and grounds ----------------------------------------------------- */

/* Text of all runs in groups of ROLE, and the first ground of INK. */
static char *texts(const struct sheet *s, enum role role)
{
  struct buf b = BUF_INIT;
  int depth = 0, since = 0;
  for (size_t i = 0; i < s->n; i++) {
    const struct item *it = &s->items[i];
    depth += it->kind == ITEM_GROUP;
    if (it->kind == ITEM_GROUP && it->u.group.role == role)
      since = depth;
    if (it->kind == ITEM_RUN && since)
      buf_put(&b, it->u.run.text, it->u.run.text_len);
    if (it->kind == ITEM_END && depth-- == since)
      since = 0;
  }
  buf_put(&b, "", 1);
  return b.s;
}

static const struct rect *ground(const struct sheet *s, int red)
{
  for (size_t i = 0; i < s->n; i++)
    if (s->items[i].kind == ITEM_RECT && s->items[i].u.rect.filled &&
        s->items[i].u.rect.fill.r == red)
      return &s->items[i].u.rect.at;
  return NULL;
}

static struct made make(struct bench *b, struct styles *styles, xmlDoc **doc)
{
  *doc = press_issue(2);
  xmlNode *a =
      press_story(*doc, "article", "a", "题", "一段。\n\n---\n\n二段。");
  node_set(a, "section", "栏目");
  node_set(a, "priority", "lead");
  complete_issue(xmlDocGetRootElement(*doc));
  return make_issue(*doc, ".", styles, b->fonts);
}

static void a_tag_stands_between_the_themes_words_on_its_ground(void **state)
{
  struct bench *b = *state;
  struct styles *styles =
      load(b, "section { -cb-around: \"<\" '>'; padding: 0 4pt;"
              " background-color: #770000; }");
  xmlDoc *doc;
  assert_non_null(styles);
  struct made m = make(b, styles, &doc);
  char *s = texts(&m.sheets->v[0], ROLE_SECTION);
  const struct rect *r = ground(&m.sheets->v[0], 0x77);
  assert_string_equal(s, "<栏目>");
  assert_non_null(r);
  assert_in_range(r->w, PT(26), PT(48)); /* its text and padding */
  free(s);
  make_free(&m);
  styles_free(styles);
  xmlFreeDoc(doc);
}

static void a_theme_that_says_nothing_has_the_usual_words(void **state)
{
  struct bench *b = *state;
  struct styles *styles = load(b, "");
  xmlDoc *doc;
  struct made m = make(b, styles, &doc);
  char *s = texts(&m.sheets->v[0], ROLE_SECTION);
  assert_string_equal(s, "【栏目】");
  assert_null(ground(&m.sheets->v[0], 0x77));
  free(s);
  s = head_jump_words(style_named(styles, NULL, "jump", "to"), true, 3);
  assert_string_equal(s, ">>>下转 P3 版");
  free(s);
  make_free(&m);
  styles_free(styles);
  xmlFreeDoc(doc);
}

static void jump_lines_have_the_words_of_their_direction(void **state)
{
  struct bench *b = *state;
  struct styles *styles =
      load(b, "jump[class=to] { -cb-around: '转' '版'; }"
              "jump[class=from] { -cb-around: '接' ''; }");
  char *to = head_jump_words(style_named(styles, NULL, "jump", "to"), true, 3);
  char *from =
      head_jump_words(style_named(styles, NULL, "jump", "from"), false, 12);
  assert_string_equal(to, "转3版");
  assert_string_equal(from, "接12");
  free(from);
  free(to);
  styles_free(styles);
}

static void words_that_are_no_two_strings_are_refused(void **state)
{
  static const char *const wrong[] = {
      "-cb-around: a b", "-cb-around: 'a'", "-cb-around: 'a' 'b' 'c'",
      "-cb-around: 'a' '\\b'", "-cb-around: 'a' 'b"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char *rule = mem_printf("section { %s; }", wrong[i]);
    struct capture c = capture_begin();
    struct styles *s = load(*state, rule);
    free(capture_end(&c));
    assert_null(s);
    free(rule);
  }
}

/* --- boxes and furniture --------------------------------------------------- */

static void sides_of_a_box_that_differ_are_rules_of_their_own(void **state)
{
  struct bench *b = *state;
  struct sheets *s = sheets_new(b->fonts);
  struct sheet *sheet = sheets_add(s);
  struct style st = {.has_fill = true, .border = {[SIDE_TOP] = PT(2)}};
  struct rect at = {PT(10), PT(20), PT(30), PT(40)};
  box_ground(s, sheet, &st, at);
  assert_int_equal(sheet->n, 2);
  assert_true(sheet->items[0].u.rect.filled);
  assert_false(sheet->items[0].u.rect.stroked);
  assert_int_equal(sheet->items[1].kind, ITEM_RULE);
  assert_int_equal(sheet->items[1].u.rule.y1, PT(20));
  assert_int_equal(sheet->items[1].u.rule.y2, PT(20));
  for (int i = 0; i < 4; i++)
    st.border[i] = PT(1);
  sheet->n = 0;
  box_ground(s, sheet, &st, at);
  assert_int_equal(sheet->n, 1);
  assert_true(sheet->items[0].u.rect.stroked);
  sheets_free(s);
}

static void a_negative_margin_lets_furniture_out_over_the_grid(void **state)
{
  struct bench *b = *state;
  struct styles *styles = load(b, "nameplate > div { background-color: #550000;"
                                  " margin: -3pt 0 0 -5pt; }");
  xmlDoc *doc;
  struct made m = make(b, styles, &doc);
  const struct rect *r = ground(&m.sheets->v[0], 0x55);
  const struct page_style *p = styles_page(styles);
  assert_non_null(r);
  assert_int_equal(r->x, p->margin[SIDE_LEFT] - PT(5));
  assert_int_equal(r->y, p->margin[SIDE_TOP] - PT(3));
  assert_int_equal(r->h, 2 * p->rlh + PT(3));
  make_free(&m);
  styles_free(styles);
  xmlFreeDoc(doc);
}

static void the_line_between_parts_is_the_themes(void **state)
{
  struct bench *b = *state;
  struct styles *styles =
      load(b, "rule[class=break] { border-top: 2pt solid #440000; }");
  xmlDoc *doc;
  struct made m = make(b, styles, &doc);
  int found = 0;
  for (size_t i = 0; i < m.sheets->v[0].n; i++) {
    const struct item *it = &m.sheets->v[0].items[i];
    found += it->kind == ITEM_RULE && it->u.rule.width == PT(2) &&
             it->u.rule.ink.r == 0x44;
  }
  assert_int_equal(found, 1);
  make_free(&m);
  styles_free(styles);
  xmlFreeDoc(doc);
}

/* --- files ----------------------------------------------------------------- */

static void assert_from(const char *name, const char *want)
{
  char *path = theme_file("a", name);
  assert_string_equal(path, want);
  free(path);
}

static void what_a_theme_lacks_comes_from_its_base(void **state)
{
  (void)state;
  folder_put("a/theme.yaml", "base: b\n");
  folder_put("a/web.css", "");
  folder_put("b/print.css", "");
  folder_put("b/web.css", "");
  folder_put("b/print/folio.html", "");
  folder_put("b/large.css", "");
  assert_from("web.css", "a/web.css");
  assert_from("print/folio.html", "b/print/folio.html");
  assert_from("none.html", "a/none.html");
  char *sheet = theme_sheet("a", "large.css");
  assert_string_equal(sheet, "b/large.css");
  free(sheet);
  folder_put("a/print.css", "");
  sheet = theme_sheet("a", "large.css");
  assert_string_equal(sheet, "a/large.css");
  free(sheet);
  assert_true(theme_has("a", "print/folio.html"));
  assert_false(theme_has("b", "folio.html"));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(a_tag_stands_between_the_themes_words_on_its_ground),
      CASE(a_theme_that_says_nothing_has_the_usual_words),
      CASE(jump_lines_have_the_words_of_their_direction),
      CASE(words_that_are_no_two_strings_are_refused),
      CASE(sides_of_a_box_that_differ_are_rules_of_their_own),
      CASE(a_negative_margin_lets_furniture_out_over_the_grid),
      CASE(the_line_between_parts_is_the_themes),
      CASE(what_a_theme_lacks_comes_from_its_base),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
