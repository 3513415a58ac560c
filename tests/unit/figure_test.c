/* Pictures, and what the editor pins of a story: crops keep the focus, sizes
 * are asked in lines, too few dots are told of. */
#include "press.h"

#include "asset/image.h"
#include "page/figure.h"
#include "page/framed.h"
#include "page/layout.h"
#include "page/solid.h"
#include "page/story.h"

static void a_crop_keeps_the_focus_and_the_shape(void **state)
{
  (void)state;
  uint64_t seed = 20181215;
  for (int i = 0; i < 20000; i++) {
    struct rect all = {0, 0, 1 + dice(&seed, 4000), 1 + dice(&seed, 4000)};
    struct rect at = {0, 0, 1 + dice(&seed, 700000), 1 + dice(&seed, 990000)};
    struct focus f = {dice(&seed, 101), dice(&seed, 101)};
    struct rect c = figure_crop(all, at, f);
    int x = f.x * all.w / 100, y = f.y * all.h / 100;
    x = x < all.w ? x : all.w - 1;
    y = y < all.h ? y : all.h - 1;
    assert_true(c.x >= 0 && c.y >= 0 && c.w >= 1 && c.h >= 1);
    assert_true(c.x + c.w <= all.w && c.y + c.h <= all.h);
    assert_true(c.x <= x && x < c.x + c.w && c.y <= y && y < c.y + c.h);
    /* One side is whole, the other what the shape asks for, to a pixel. */
    assert_true(c.w == all.w || c.h == all.h);
    double wide = (double)c.h * at.w / at.h, high = (double)c.w * at.h / at.w;
    assert_true((c.w - wide < 1 && wide - c.w < 1) ||
                (c.h - high < 1 && high - c.h < 1));
  }
}

static void a_crop_follows_the_focus(void **state)
{
  (void)state;
  struct rect all = {0, 0, 1000, 500}, half = {0, 0, 100, 100};
  assert_int_equal(figure_crop(all, half, (struct focus){0, 50}).x, 0);
  assert_int_equal(figure_crop(all, half, (struct focus){50, 50}).x, 250);
  assert_int_equal(figure_crop(all, half, (struct focus){100, 50}).x, 500);
  struct rect flat = {0, 0, 400, 100};
  assert_int_equal(figure_crop(all, flat, (struct focus){9, 20}).y, 50);
  assert_int_equal(figure_crop(all, flat, (struct focus){9, 20}).h, 250);
}

/* --- with a theme --------------------------------------------------------- */

struct bench {
  char *dir;
  struct fonts *fonts;
  struct styles *styles;
  struct layout l;
  xmlDoc *doc;
};

static int setup(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  press_theme(120, 320, 3);
  b->fonts = fonts_new();
  b->styles = styles_load(".", b->fonts);
  b->doc = press_issue(2);
  b->l = (struct layout){.fonts = b->fonts,
                         .styles = b->styles,
                         .page = styles_page(b->styles),
                         .sheets = sheets_new(b->fonts),
                         .issue = b->doc,
                         .theme = "."};
  b->l.arena = b->l.sheets->arena;
  *state = b;
  return 0;
}

static int teardown(void **state)
{
  struct bench *b = *state;
  sheets_free(b->l.sheets);
  xmlFreeDoc(b->doc);
  styles_free(b->styles);
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* The figure of a story with a white picture of SIDE × SIDE × 2 pixels. */
static struct figure *add_figure(struct bench *b, int side)
{
  xmlNode *a = press_story(b->doc, "article", "one", "题",
                           "![一条相当长的图说，长得在一栏里排不下一行]"
                           "(a.png)\n");
  xmlNode *figure = node_first(node_first(a, "body"), "figure");
  struct buf png = BUF_INIT;
  unsigned char *cells = mem_array((size_t)side * (size_t)side, 1);
  image_png_bits(&png, cells, side, 2);
  assert_true(file_write("a.png", png.s, png.n));
  node_set(node_first(figure, "image"), "path", "a.png");
  free(cells);
  buf_free(&png);
  return figure_new(&b->l, figure);
}

static void sizes_are_the_same_however_often_asked(void **state)
{
  struct bench *b = *state;
  struct figure *f = add_figure(b, 8);
  mpt one = layout_width(&b->l, 1), two = layout_width(&b->l, 2);
  struct figure_size s = figure_size(&b->l, f, one);
  assert_true(s.picture >= 3 && s.caption >= 2);
  assert_true(s.least <= s.picture && s.picture <= s.most);
  assert_int_equal(figure_measure(&b->l, f, one), s.picture + s.caption);
  struct figure_size wide = figure_size(&b->l, f, two);
  assert_true(wide.picture > s.picture && wide.caption < s.caption);
  assert_true(wide.least < wide.picture && wide.picture < wide.most);
  assert_true(wide.most * 100 <= wide.picture * (100 + 12) + 100);
  struct figure_size again = figure_size(&b->l, f, one);
  assert_memory_equal(&s, &again, sizeof s);
  figure_bare(f);
  assert_int_equal(figure_size(&b->l, f, one).caption, 0);
}

static char *draw(struct bench *b, struct figure *f, int columns)
{
  mpt w = layout_width(&b->l, columns);
  mpt h = figure_measure(&b->l, f, w) * b->l.page->rlh;
  struct capture c = capture_begin();
  struct sheet *sheet = sheets_add(b->l.sheets);
  figure_draw(&b->l, sheet, f, (struct rect){0, 0, w, h});
  diag_reset();
  return capture_end(&c);
}

/* 2.1 inches of two columns need 400-odd pixels. */
static void a_picture_of_few_dots_is_told_of_where_it_stands(void **state)
{
  struct bench *b = *state;
  char *text = draw(b, add_figure(b, 100), 2);
  assert_says(text, "one.md:1:1: warning: the picture a.png is printed at ");
  assert_says(text, " dpi, 200 are needed; take one of ");
  free(text);
  text = draw(b, add_figure(b, 1000), 2);
  assert_string_equal(text, "");
  free(text);
}

/* So that the make-up can price a coarse picture: 30 pixels once had five
 * columns. */
static void the_dots_of_a_picture_fall_as_it_grows(void **state)
{
  struct bench *b = *state;
  struct figure *f = add_figure(b, 50); /* 100 pixels */
  assert_int_equal(figure_dots(f, 36000), FIGURE_DOTS);
  assert_int_equal(figure_dots(f, 72000), FIGURE_DOTS / 2);
  assert_true(figure_dots(f, 1) > FIGURE_DOTS);
  assert_true(figure_dots(f, 0) > FIGURE_DOTS);
}

static struct story *pinned(struct bench *b, const char *attr,
                            const char *value)
{
  xmlNode *a = press_story(b->doc, "article", "one", "题", "文\n");
  node_set(a, "priority", "brief");
  if (attr)
    node_set(a, attr, value);
  return story_new(&b->l, a);
}

static void the_editors_pins_reach_the_story(void **state)
{
  struct bench *b = *state;
  struct story *s = pinned(b, NULL, NULL);
  assert_true(!s->pin_page && !s->position && !s->columns && !s->picture);
  assert_true(s->jumping == JUMP_FREE && s->briefs);
  story_free(s);
  static const struct {
    const char *word;
    int pin;
  } positions[] = {{"top", PIN_TOP},
                   {"foot", PIN_FOOT},
                   {"left", PIN_LEFT},
                   {"right", PIN_RIGHT},
                   {"top-left", PIN_TOP | PIN_LEFT},
                   {"foot-right", PIN_FOOT | PIN_RIGHT}};
  for (size_t i = 0; i < sizeof positions / sizeof *positions; i++) {
    s = pinned(b, "position", positions[i].word);
    assert_int_equal(s->position, positions[i].pin);
    assert_false(s->briefs);
    story_free(s);
  }
  s = pinned(b, "page", "2");
  assert_true(s->pin_page == 2 && s->briefs);
  story_free(s);
  s = pinned(b, "columns", "3");
  assert_int_equal(s->columns, 3);
  story_free(s);
  s = pinned(b, "picture", "2");
  assert_int_equal(s->picture, 2);
  story_free(s);
}

static void a_jump_is_forced_forbidden_or_aimed(void **state)
{
  struct bench *b = *state;
  struct story *s = pinned(b, "jump", "yes");
  assert_true(s->jumping == JUMP_MUST && s->jump == 0);
  story_free(s);
  s = pinned(b, "jump", "no");
  assert_true(s->jumping == JUMP_NEVER && s->jump == 0);
  story_free(s);
  s = pinned(b, "jump", "2");
  assert_true(s->jumping == JUMP_FREE && s->jump == 2);
  story_free(s);
}

/* Is the code drawn in the frame of a filler that asks for it? */
static bool shows_code(struct bench *b, bool account)
{
  xmlNode *paper = node_first(xmlDocGetRootElement(b->doc), "paper");
  if (account && !node_first(paper, "account")) {
    xmlNode *n = node_new(paper, "account", 1, 1);
    node_set(n, "name", "小报");
    node_set(n, "url", "https://a.example/w");
    node_text_add(node_new(n, "caption", 1, 1), "扫码关注", 12);
  }
  xmlNode *a = press_story(b->doc, "filler", "code", "题", "文\n");
  node_set(a, "code", "account");
  struct story *s = story_new(&b->l, a);
  bool found = false;
  struct block block;
  framed_block(s, 2, framed_size(&b->l, s, 2).least, &block);
  struct sheet *sheet = sheets_add(b->l.sheets);
  block_draw(&b->l, sheet, &block, 0, 0);
  for (size_t i = 0; i < sheet->n; i++)
    found |= sheet->items[i].kind == ITEM_GROUP &&
             sheet->items[i].u.group.role == ROLE_QR;
  block_free(&block);
  story_free(s);
  return found;
}

static void a_filler_can_show_the_accounts_code(void **state)
{
  struct bench *b = *state;
  assert_false(shows_code(b, false));
  assert_true(shows_code(b, true));
}

/* The <ad> of an issue is a solid as that of a story is. */
static void an_advertisement_of_the_issue_can_be_set(void **state)
{
  struct bench *b = *state;
  add_figure(b, 8);
  xmlNode *ad = node_new(xmlDocGetRootElement(b->doc), "ad", 1, 1);
  node_text_add(node_new(ad, "title", 1, 1), "茶叶店", 9);
  xmlNode *image = node_new(node_new(ad, "figure", 1, 1), "image", 1, 1);
  node_set(image, "src", "a.png");
  node_set(image, "path", "a.png");
  node_text_add(node_new(ad, "p", 1, 1), "新茶到了。", 15);
  struct solid *s = solid_new(&b->l, ad);
  mpt w = layout_width(&b->l, 2);
  int lines = solid_measure(&b->l, s, w);
  assert_true(lines > 10);
  struct capture c = capture_begin();
  struct sheet *sheet = sheets_add(b->l.sheets);
  solid_draw(&b->l, sheet, s, (struct rect){0, 0, w, lines * 13500});
  diag_reset();
  char *text = capture_end(&c);
  assert_says(text, "the picture a.png is printed at ");
  int runs = 0, images = 0;
  for (size_t i = 0; i < sheet->n; i++) {
    runs += sheet->items[i].kind == ITEM_RUN;
    images += sheet->items[i].kind == ITEM_IMAGE;
  }
  assert_true(runs == 2 && images == 1);
  free(text);
  solid_free(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_crop_keeps_the_focus_and_the_shape),
      cmocka_unit_test(a_crop_follows_the_focus),
      TEST(sizes_are_the_same_however_often_asked),
      TEST(a_picture_of_few_dots_is_told_of_where_it_stands),
      TEST(the_dots_of_a_picture_fall_as_it_grows),
      TEST(the_editors_pins_reach_the_story),
      TEST(a_jump_is_forced_forbidden_or_aimed),
      TEST(a_filler_can_show_the_accounts_code),
      TEST(an_advertisement_of_the_issue_can_be_set),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
