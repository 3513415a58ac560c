/* Modules in a frame: air is elastic in exact lines, an advertisement has the
 * size that its editor gives it, briefs stand together and each is printed
 * once, in order. */
#include "press.h"

#include "makeup/printed.h"
#include "page/block.h"
#include "page/framed.h"

struct bench {
  char *dir;
  struct fonts *fonts;
  struct styles *styles;
  struct layout l;
  xmlDoc *doc;
};

static const char frames[] =
    "filler, ad, briefs { border: 0.4pt solid #000; padding: 0.5rlh 0.5em; }\n"
    "briefs[class=rule] { border-top: 0.25pt solid #000; }\n";

static int setup(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  press_theme(148, 210, 4);
  FILE *f = fopen("print.css", "a");
  assert_non_null(f);
  fputs(frames, f);
  fclose(f);
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

static xmlNode *add_brief(struct bench *b, int i, uint64_t *seed)
{
  struct buf body = BUF_INIT;
  char *id = mem_printf("brief%d", i);
  put_prose(&body, seed, 20 + dice(seed, 90));
  xmlNode *n = press_story(b->doc, "article", id, "简讯一则", body.s);
  node_set(n, "priority", "brief");
  buf_free(&body);
  free(id);
  return n;
}

static xmlNode *add_ad(struct bench *b, int columns, int lines,
                       const char *text)
{
  xmlNode *ad = node_new(xmlDocGetRootElement(b->doc), "ad", 7, 1);
  node_set(ad, "id", "tea");
  node_set(ad, "src", "issue.yaml");
  node_set(ad, "label", "广告");
  node_set_int(ad, "columns", columns);
  node_set_int(ad, "lines", lines);
  node_text_add(node_new(ad, "p", 8, 1), text, strlen(text));
  return ad;
}

/* --- sizes ---------------------------------------------------------------- */

struct heights {
  int least, most, n, cost;
};

static void note_height(void *data, const struct option *o, int lines,
                        enum top top)
{
  struct heights *h = data;
  assert_int_equal(top, TOP_PLAIN);
  assert_true(!h->n || (lines == h->most + 1 && o->cost >= h->cost));
  h->least = h->n++ ? h->least : lines;
  h->most = lines;
  h->cost = o->cost;
}

static struct heights heights_of(struct bench *b, struct story *s, int columns)
{
  struct heights h = {0};
  struct option_story o;
  option_open(&b->l, s, &o);
  option_each(&o, (struct option_range){columns, 1, SEARCH_LINES}, note_height,
              &h);
  return h;
}

static void a_filler_takes_each_height_from_its_own_on(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 3;
  struct buf body = BUF_INIT;
  put_prose(&body, &seed, 120);
  struct story *s = story_new(
      &b->l, press_story(b->doc, "filler", "tip", "小贴士", body.s));
  assert_non_null(s->framed);
  for (int w = 1; w <= 4; w++) {
    struct heights h = heights_of(b, s, w);
    assert_true(h.n >= 4); /* its own, and three with air */
    assert_int_equal(h.most - h.least + 1, h.n);
    for (int lines = h.least; lines <= h.most; lines++) {
      struct block block;
      framed_block(s, w, lines, &block);
      assert_int_equal(block.lines, lines);
      assert_int_equal(block.frame.columns, w);
      block_free(&block);
    }
  }
  story_free(s);
  buf_free(&body);
}

/* Height of the white ground of the code in S at W columns and LINES. */
static mpt code_side(struct bench *b, struct story *s, int w, int lines)
{
  struct block block;
  mpt most = 0;
  framed_block(s, w, lines, &block);
  struct sheet *sheet = sheets_add(b->l.sheets);
  block_draw(&b->l, sheet, &block, 0, 0);
  struct walk walk = {.sheet = sheet};
  for (const struct item *it; (it = walk_step(&walk));)
    if (it->kind == ITEM_RECT && walk_within(&walk, ROLE_QR))
      most = it->u.rect.at.h > most ? it->u.rect.at.h : most;
  block_free(&block);
  return most;
}

static void the_accounts_code_grows_with_the_room(void **state)
{
  struct bench *b = *state;
  xmlNode *paper = node_first(xmlDocGetRootElement(b->doc), "paper");
  xmlNode *account = node_new(paper, "account", 1, 1);
  node_set(account, "name", "小报");
  node_set(account, "url", "https://a.example/w");
  xmlNode *n = press_story(b->doc, "filler", "code", "关注我们", "扫一扫。");
  node_set(n, "code", "account");
  struct story *s = story_new(&b->l, n);
  struct framed_size size = framed_size(&b->l, s, 2);
  mpt least = code_side(b, s, 2, size.least);
  assert_true(least > 0);
  assert_true(code_side(b, s, 2, size.most) > least);
  assert_int_equal(code_side(b, s, 2, size.least), least);
  story_free(s);
}

static void an_ad_has_its_size(void **state)
{
  struct bench *b = *state;
  struct story *s = story_new(&b->l, add_ad(b, 2, 9, "新茶上市"));
  for (int w = 1; w <= 4; w++) {
    struct heights h = heights_of(b, s, w);
    assert_int_equal(h.n, w == 2);
    assert_true(w != 2 || (h.least == 9 && h.most == 9));
  }
  story_free(s);
}

static void an_ad_that_is_too_small_is_reported_and_grows(void **state)
{
  struct bench *b = *state;
  struct story *s = NULL;
  char *text = mem_new(3 * 200 + 1);
  for (int i = 0; i < 200; i++)
    memcpy(text + 3 * i, "茶", 3);
  int before = diag_count(LEVEL_WARN);
  s = story_new(&b->l, add_ad(b, 1, 2, text));
  assert_true(heights_of(b, s, 1).least > 20);
  assert_true(diag_count(LEVEL_WARN) > before);
  story_free(s);
  free(text);
}

/* --- pages ---------------------------------------------------------------- */

/* Everything printed once, in its place; returns the pages. */
static struct made make_sound(struct bench *b)
{
  struct made m = make_issue(b->doc, ".", b->styles, b->fonts);
  struct printed p = {.issue = b->doc,
                      .made = &m,
                      .label_ink = LABEL_INK,
                      .head_ink = HEAD_INK,
                      .page = styles_page(b->styles)};
  printed_texts(&p);
  printed_zones(&p);
  printed_places(&p);
  if (p.said.n)
    fail_msg("%s", p.said.s);
  buf_free(&p.said);
  return m;
}

/* The articles of all sheets in the order that they are drawn in. */
static int articles_of(const struct made *m, const char *v[], int most)
{
  int n = 0;
  for (size_t i = 0; i < m->sheets->n; i++)
    for (size_t k = 0; k < m->sheets->v[i].n && n < most; k++) {
      const struct item *it = &m->sheets->v[i].items[k];
      if (it->kind == ITEM_GROUP && it->u.group.role == ROLE_ARTICLE)
        v[n++] = it->u.group.id;
    }
  return n;
}

static void briefs_stand_in_one_frame_in_order(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 11;
  for (int i = 0; i < 3; i++)
    add_brief(b, i, &seed);
  /* Else one of them would have to fill page 2. */
  struct buf body = BUF_INIT;
  put_prose(&body, &seed, 400);
  node_set_int(press_story(b->doc, "article", "other", "头条", body.s), "page",
               2);
  buf_free(&body);
  struct made m = make_sound(b);
  const char *ids[8] = {0};
  assert_int_equal(articles_of(&m, ids, 8), 4);
  for (int i = 0; i < 3; i++)
    assert_int_equal(ids[i][5], '0' + i);
  const xmlNode *page = node_first(xmlDocGetRootElement(m.placed), "page");
  int n = 0;
  for (xmlNode *z = node_first(page, "zone"); z; z = node_next(z, "zone")) {
    assert_string_equal(node_attr(z, "frame"), "brief0");
    n++;
  }
  assert_int_equal(n, 3);
  make_free(&m);
}

static void a_lone_brief_stays_as_it_is(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 5;
  node_set_int(add_brief(b, 0, &seed), "page", 1);
  node_set_int(add_brief(b, 1, &seed), "page", 2);
  struct made m = make_sound(b);
  const xmlNode *root = xmlDocGetRootElement(m.placed);
  for (const xmlNode *z = root; z; z = node_walk(z, root))
    if (node_is(z, "zone"))
      assert_null(node_attr(z, "frame"));
  make_free(&m);
}

static void frames_of_all_kinds_are_printed_whole(void **state)
{
  uint64_t seed = 2018;
  for (int round = 0; round < 25; round++) {
    struct bench *b = *state;
    xmlFreeDoc(b->doc);
    b->l.issue = b->doc = press_issue(2);
    for (int i = 0; i < 1 + round % 9; i++) {
      xmlNode *n = add_brief(b, i, &seed);
      if (dice(&seed, 3) == 0)
        node_set_int(n, "page", 1 + dice(&seed, 2));
    }
    struct buf body = BUF_INIT;
    put_prose(&body, &seed, 400 + dice(&seed, 900));
    press_story(b->doc, "article", "lead", "头条", body.s);
    buf_clear(&body);
    put_prose(&body, &seed, 60);
    press_story(b->doc, "filler", "tip", "小贴士", body.s);
    buf_free(&body);
    if (round % 2)
      add_ad(b, 1 + dice(&seed, 5), 2 + dice(&seed, 12), "新茶上市");
    struct made m = make_sound(b);
    make_free(&m);
  }
}

/* Not on the first page or the last, where the furniture leaves less, with no
 * line left over and nothing behind the last page. */
static void ads_of_a_whole_page_have_pages_that_hold_them(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 41;
  int lines = b->l.page->lines - b->l.page->folio;
  xmlFreeDoc(b->doc);
  b->l.issue = b->doc = press_issue(4);
  for (int i = 0; i < 6; i++) {
    struct buf body = BUF_INIT;
    char *id = mem_printf("s%d", i);
    put_prose(&body, &seed, 300);
    press_story(b->doc, "article", id, "家门口的好事", body.s);
    free(id);
    buf_free(&body);
  }
  add_ad(b, 4, lines - 1, "新茶上市");
  node_set(add_ad(b, 4, lines, "新茶又上市"), "id", "more");
  struct made m = make_sound(b);
  const xmlNode *root = xmlDocGetRootElement(m.placed);
  assert_int_equal(m.sheets->n, 4);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page")) {
    int n = node_int(p, "n", 0);
    const char *first = node_attr(node_first(p, "zone"), "article");
    bool ad = !strcmp(first, "tea") || !strcmp(first, "more");
    assert_int_equal(ad, n == 2 || n == 3);
    if (ad)
      assert_string_equal(node_attr(p, "closes"), "yes");
  }
  make_free(&m);
}

/* Each cell's lines beside that are noise. */
static void a_table_too_wide_for_the_page_is_told_once(void **state)
{
  struct bench *b = *state;
  struct buf body = BUF_INIT;
  for (int row = 0; row < 4; row++) {
    for (int c = 0; c < 30; c++)
      buf_puts(&body, row == 1 ? "|---" : "|第2024届");
    buf_puts(&body, "|\n");
  }
  press_story(b->doc, "article", "wide", "一览", body.s);
  buf_free(&body);
  int before = diag_count(LEVEL_WARN);
  struct made m = make_issue(b->doc, ".", b->styles, b->fonts);
  int said = diag_count(LEVEL_WARN) - before;
  assert_in_range(said, 1, 4); /* and of empty pages */
  make_free(&m);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          a_filler_takes_each_height_from_its_own_on, setup, teardown),
      cmocka_unit_test_setup_teardown(the_accounts_code_grows_with_the_room,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(an_ad_has_its_size, setup, teardown),
      cmocka_unit_test_setup_teardown(
          an_ad_that_is_too_small_is_reported_and_grows, setup, teardown),
      cmocka_unit_test_setup_teardown(briefs_stand_in_one_frame_in_order,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(a_lone_brief_stays_as_it_is, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(frames_of_all_kinds_are_printed_whole,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(
          ads_of_a_whole_page_have_pages_that_hold_them, setup, teardown),
      cmocka_unit_test_setup_teardown(
          a_table_too_wide_for_the_page_is_told_once, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
