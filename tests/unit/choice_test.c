/* What a story can be on a page: each entry of its menu settles to exactly its
 * rectangle, every column ends at the foot by the rules, nothing is lost, what
 * the editor pins is obeyed. */
#include "press.h"

#include "asset/image.h"
#include "page/block.h"
#include "page/choice.h"
#include "page/figure.h"
#include "page/solid.h"

enum { LINES = 36, COLUMNS = 4, STORIES = 10 };

struct bench {
  char *dir;
  struct fonts *fonts;
  struct styles *styles;
  struct layout l;
  int shorter, longer; /* rows of paragraphs set in another way */
  int blocks, failed, cuts;
};

/* White, square. */
static void put_picture(void)
{
  struct buf png = BUF_INIT;
  unsigned char cells[12 * 12] = {0};
  image_png_bits(&png, cells, 12, 2);
  assert_true(file_write("a.png", png.s, png.n));
  buf_free(&png);
}

static int setup(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  press_theme(148, 210, COLUMNS);
  put_picture();
  b->fonts = fonts_new();
  b->styles = styles_load(".", b->fonts);
  b->l = (struct layout){.fonts = b->fonts,
                         .styles = b->styles,
                         .page = styles_page(b->styles),
                         .sheets = sheets_new(b->fonts),
                         .theme = "."};
  b->l.arena = b->l.sheets->arena;
  *state = b;
  return b->styles == NULL;
}

static int teardown(void **state)
{
  struct bench *b = *state;
  sheets_free(b->l.sheets);
  styles_free(b->styles);
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* A story of paragraphs, now and then a subhead, a picture, a sign-off. */
static xmlNode *add_story(struct bench *b, uint64_t *seed, int least,
                          bool picture)
{
  struct buf body = BUF_INIT;
  b->l.issue = press_issue(2);
  b->l.heads = NULL;
  if (picture)
    buf_puts(&body, "![图中说明](a.png \"摄影 某某\")\n\n");
  for (int n = least + dice(seed, 5); n > 0; n--) {
    if (!dice(seed, 4))
      buf_puts(&body, "## 党建引领自治共治\n\n");
    put_prose(&body, seed, 20 + dice(seed, 150));
    buf_puts(&body, "。\n\n");
  }
  xmlNode *a = press_story(b->l.issue, "article", "a", "党建引领自治共治家门口",
                           body.s);
  node_set(a, "priority", dice(seed, 2) ? "major" : "normal");
  if (!dice(seed, 3))
    node_text_add(node_new(a, "signoff", 1, 1), "某某", 6);
  buf_free(&body);
  xmlNode *figure = node_first(node_first(a, "body"), "figure");
  if (figure)
    node_set(node_first(figure, "image"), "path", "a.png");
  complete_issue(xmlDocGetRootElement(b->l.issue));
  return a;
}

static void end_story(struct bench *b, struct story *s, struct choice *c)
{
  choice_free(c);
  story_free(s);
  xmlFreeDoc(b->l.issue);
}

/* --- one block ------------------------------------------------------------ */

struct grid {
  bool taken[COLUMNS][SEARCH_LINES];
  int end[COLUMNS]; /* the line below the last row */
};

static int rows_of(const struct flow *f, const struct row *r)
{
  const struct piece *p = &f->pieces[r->piece];
  return p->solid ? p->solid->lines + r->change : p->pitch;
}

static void put_rows(const struct block *b, struct grid *g)
{
  const struct flow *flow = b->story->flow;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct set_row *r = &b->rows[i];
    if (r->row.kind == ROW_FLOAT)
      continue;
    int n = rows_of(flow, &r->row), c = r->spot.column;
    assert_in_range(c, 0, b->frame.columns - 1);
    assert_true(r->spot.line >= b->frame.top[c]);
    assert_true(r->spot.line + n <= b->lines - b->frame.bottom[c]);
    for (int k = r->spot.line; k < r->spot.line + n; k++) {
      assert_false(g->taken[c][k]);
      g->taken[c][k] = true;
    }
    g->end[c] = r->spot.line + n;
  }
}

/* Every column ends at the foot, or a line early; the last one two. */
static void check_feet(const struct block *b)
{
  struct grid g = {0};
  int last = -1;
  put_rows(b, &g);
  for (int c = 0; c < b->frame.columns; c++)
    if (frame_room(&b->frame, c, b->lines) > 0)
      last = c;
  for (int c = 0; c <= last; c++) {
    int room = frame_room(&b->frame, c, b->lines);
    int foot = b->lines - b->frame.bottom[c];
    if (room <= 0)
      continue;
    int early = c == last ? 2 : 1;
    if (c == last && b->jumps)
      early = 2; /* the line of the jump, and one */
    assert_in_range(foot - g.end[c], 0, early);
  }
}

/* All lines of all paragraphs up to the cut, in order, each once. */
static void check_text(struct bench *t, const struct block *b)
{
  struct flow *flow = b->story->flow;
  size_t at = 0;
  for (size_t i = b->from; i < b->to;) {
    const struct row *r = &flow->rows[i];
    if (r->kind != ROW_LINE) {
      i++;
      continue;
    }
    struct piece *p = &flow->pieces[r->piece];
    while (at < b->nrows && b->rows[at].row.kind == ROW_FLOAT)
      at++;
    assert_true(at < b->nrows);
    assert_int_equal(b->rows[at].row.piece, r->piece);
    int change = b->rows[at].row.change;
    t->shorter += change < 0;
    t->longer += change > 0;
    size_t first = r->line, n = p->lines.n, rows = 0;
    while (i < b->to && flow->rows[i].piece == r->piece)
      rows += flow->rows[i++].kind == ROW_LINE;
    bool all = first == 0 && rows == n;
    if (p->text && all)
      rows = flow_lines(&t->l, p, change)->n;
    else if (p->text)
      assert_int_equal(change, 0);
    for (size_t k = 0; k < rows; k++, at++) {
      assert_true(at < b->nrows);
      assert_int_equal(b->rows[at].row.piece, r->piece);
      assert_int_equal(b->rows[at].row.line, first + k);
      assert_int_equal(b->rows[at].row.change, change);
    }
  }
}

/* Row I is the last of its column. */
static bool ends_column(const struct block *b, size_t i)
{
  while (++i < b->nrows)
    if (b->rows[i].row.kind != ROW_FLOAT)
      return b->rows[i].spot.column != b->rows[i - 1].spot.column;
  return b->jumps;
}

/* clreq 1.4.4: no line of a paragraph stands alone at a foot or a head; two
 * lines follow a subhead. */
static void check_ends(struct bench *t, const struct block *b)
{
  struct flow *flow = b->story->flow;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct row *r = &b->rows[i].row;
    if (r->kind == ROW_FLOAT || !ends_column(b, i))
      continue;
    struct piece *p = &flow->pieces[r->piece];
    assert_true(p->role != ROLE_SUBHEAD && p->role != ROLE_BYLINE);
    size_t n = p->text ? flow_lines(&t->l, p, r->change)->n : 1;
    if (n > 1 && p->role == ROLE_P)
      assert_true(r->line != 0 && r->line + 2 != n);
  }
}

static void check_block(struct bench *t, const struct block *b,
                        const struct search_slot *slot)
{
  assert_int_equal(b->lines, slot->lines);
  assert_int_equal(b->frame.columns, slot->columns);
  check_feet(b);
  check_text(t, b);
  check_ends(t, b);
  t->blocks++;
}

typedef void see_block(struct bench *t, const struct block *b);

/* Every STEP-th entry of C's menu. */
static void each_entry(struct bench *t, struct choice *c, int step,
                       see_block *see)
{
  int n = 0;
  const struct menu *m = choice_menu(c);
  for (int w = 1; w <= COLUMNS; w++)
    for (int h = 1; h <= LINES; h++)
      for (int top = 0; top < TOPS; top++) {
        struct search_slot slot = {
            .columns = w, .lines = h, .top = (enum top)top};
        if (m->price[w][h][top] >= NO_PRICE || n++ % step)
          continue;
        const struct block *b = choice_settle(c, &slot);
        if (!b) {
          t->failed++;
          continue;
        }
        assert_ptr_equal(b, choice_settle(c, &slot));
        check_block(t, b, &slot);
        if (see)
          see(t, b);
      }
}

/* --- tests ---------------------------------------------------------------- */

static void an_entry_settles_to_exactly_its_rectangle(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 20190531;
  for (int i = 0; i < STORIES; i++) {
    xmlNode *a = add_story(t, &seed, 3, false);
    struct story *s = story_new(&t->l, a);
    struct choice *c = choice_new(&t->l, s, LINES);
    each_entry(t, c, 1, NULL);
    end_story(t, s, c);
  }
  assert_true(t->blocks > 100);
  assert_true(t->failed < t->blocks); /* menus do not promise too much */
}

static void columns_come_out_even_by_paragraphs_of_another_length(void **state)
{
  struct bench *t = *state;
  assert_true(t->shorter + t->longer > 20);
}

/* print-craft: what stays is worth the page, what goes on is worth a title. */
static void see_cut(struct bench *t, const struct block *b)
{
  const struct flow *flow = b->story->flow;
  t->cuts += b->jumps;
  if (!b->jumps) {
    assert_int_equal(b->to, flow->nrows);
    return;
  }
  int paragraphs = 0;
  uint32_t last = UINT32_MAX;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct set_row *r = &b->rows[i];
    enum role role = flow->pieces[r->row.piece].role;
    if (r->row.kind == ROW_FLOAT)
      continue;
    paragraphs += r->row.piece != last && role == ROLE_P;
    last = r->row.piece;
    assert_false(r->spot.column == b->jump.column &&
                 r->spot.line == b->jump.line);
  }
  assert_true(paragraphs >= 2);
  assert_true(flow_height(flow, b->from, b->to) >= 8);
  assert_true(flow_height(flow, b->to, flow->nrows) >= 5);
  assert_in_range(b->jump.column, 0, b->frame.columns - 1);
  assert_in_range(b->jump.line, 0, b->lines - 1);
}

static void a_cut_leaves_enough_here_and_there(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 2020;
  for (int i = 0; i < STORIES; i++) {
    xmlNode *a = add_story(t, &seed, 6, false);
    struct story *s = story_new(&t->l, a);
    struct choice *c = choice_new(&t->l, s, LINES);
    choice_cut(c, i % 2, 0);
    each_entry(t, c, 11, see_cut);
    end_story(t, s, c);
  }
  assert_true(t->cuts > 30);
}

static void see_must_cut(struct bench *t, const struct block *b)
{
  (void)t;
  assert_true(b->jumps);
}

static void what_must_be_cut_never_stands_whole(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 77;
  xmlNode *a = add_story(t, &seed, 9, false);
  struct story *s = story_new(&t->l, a);
  struct choice *c = choice_new(&t->l, s, LINES);
  choice_cut(c, true, 0);
  each_entry(t, c, 5, see_must_cut);
  end_story(t, s, c);
}

/* --- pictures and pins ---------------------------------------------------- */

static void see_crop(struct bench *t, const struct block *b)
{
  for (int i = 0; i < b->frame.n; i++) {
    const struct floated *f = &b->frame.floats[i];
    if (!f->solid->figure)
      continue;
    struct figure_size size = figure_size(&t->l, f->solid->figure, f->width);
    int picture = f->lines - size.caption;
    assert_in_range(picture, size.least, size.most);
    /* At most 12 % either way, to a line. */
    assert_true(abs(picture - size.picture) * 100 <=
                12 * size.picture + 100);
    assert_true(f->columns <= b->frame.columns);
  }
}

static void pictures_are_cropped_by_an_eighth_at_most(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 9;
  for (int i = 0; i < STORIES / 2; i++) {
    xmlNode *a = add_story(t, &seed, 3, true);
    struct story *s = story_new(&t->l, a);
    struct choice *c = choice_new(&t->l, s, LINES);
    each_entry(t, c, 4, see_crop);
    end_story(t, s, c);
  }
}

static int widths_of(struct choice *c)
{
  int bits = 0;
  const struct menu *m = choice_menu(c);
  for (int w = 1; w <= COLUMNS; w++)
    for (int h = 1; h <= LINES; h++)
      for (int top = 0; top < TOPS; top++)
        if (m->price[w][h][top] < NO_PRICE)
          bits |= 1 << w;
  return bits;
}

static void see_span(struct bench *t, const struct block *b)
{
  (void)t;
  assert_int_equal(b->frame.floats[0].columns, 2);
}

static void pinned_columns_and_pictures_are_obeyed(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 31;
  for (int w = 2; w <= COLUMNS; w++) {
    xmlNode *a = add_story(t, &seed, w - 1, true);
    node_set_int(a, "columns", w);
    node_set_int(a, "picture", 2);
    struct story *s = story_new(&t->l, a);
    struct choice *c = choice_new(&t->l, s, LINES);
    assert_int_equal(widths_of(c), 1 << w);
    assert_int_equal(choice_widths(c), 1);
    each_entry(t, c, 1, see_span);
    end_story(t, s, c);
  }
}

static void a_pinned_place_is_the_menus(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 32;
  xmlNode *a = add_story(t, &seed, 3, false);
  node_set(a, "position", "foot-right");
  struct story *s = story_new(&t->l, a);
  struct choice *c = choice_new(&t->l, s, LINES);
  assert_int_equal(choice_menu(c)->pin, PIN_FOOT | PIN_RIGHT);
  end_story(t, s, c);
}

/* What is planned with is what can be. */
static void least_and_nominal_are_sizes_of_the_menu(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 33;
  for (int i = 0; i < STORIES; i++) {
    xmlNode *a = add_story(t, &seed, 3, i % 2);
    struct story *s = story_new(&t->l, a);
    struct choice *c = choice_new(&t->l, s, LINES);
    int text = story_left(s), least = choice_least(c);
    assert_true(least > text * 9 / 10);
    assert_true(choice_nominal(c) >= least);
    end_story(t, s, c);
  }
}

static void a_banned_entry_is_gone(void **state)
{
  struct bench *t = *state;
  uint64_t seed = 34;
  xmlNode *a = add_story(t, &seed, 3, false);
  struct story *s = story_new(&t->l, a);
  struct choice *c = choice_new(&t->l, s, LINES);
  const struct menu *m = choice_menu(c);
  struct search_slot slot = {.columns = 2, .top = TOP_SMALL};
  while (slot.lines < LINES &&
         m->price[2][++slot.lines][slot.top] >= NO_PRICE)
    ;
  assert_true(m->price[2][slot.lines][slot.top] < NO_PRICE);
  choice_ban(c, &slot);
  assert_int_equal(choice_menu(c)->price[2][slot.lines][slot.top], NO_PRICE);
  end_story(t, s, c);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_entry_settles_to_exactly_its_rectangle),
      cmocka_unit_test(columns_come_out_even_by_paragraphs_of_another_length),
      cmocka_unit_test(a_cut_leaves_enough_here_and_there),
      cmocka_unit_test(what_must_be_cut_never_stands_whole),
      cmocka_unit_test(pictures_are_cropped_by_an_eighth_at_most),
      cmocka_unit_test(pinned_columns_and_pictures_are_obeyed),
      cmocka_unit_test(a_pinned_place_is_the_menus),
      cmocka_unit_test(least_and_nominal_are_sizes_of_the_menu),
      cmocka_unit_test(a_banned_entry_is_gone),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
