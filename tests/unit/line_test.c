/* Lines over random paragraphs of all classes: nothing forbidden at their
 * ends, nothing split, nothing lost, every justified line exactly full. */
#include "folder.h"

#include "asset/font.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/line.h"

enum { ROUNDS = 20000, EM = 9000 };

struct fixture {
  struct fonts *fonts;
  struct style style;
};

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->fonts = fonts_new();
  x->style = (struct style){.size = EM,
                            .leading = 13500,
                            .weight = 400,
                            .strictness = BREAK_NORMAL,
                            .autospace = true,
                            .punct = PUNCT_END};
  x->style.faces[0] = fonts_find(x->fonts, "Noto Serif CJK SC", 400);
  x->style.faces[1] = fonts_find(x->fonts, "Noto Sans CJK SC", 400);
  x->style.nfaces = 2;
  *state = x;
  return x->style.faces[0] < 0;
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
  return text_shape_string(a, x->fonts, s, &x->style, place_none());
}

/* ---- random paragraphs, the same on every machine ---- */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*seed >> 33) % below;
}

static const char *const tokens[] = {
    "1.787亿", "98.35%", "2019.5.15",   "15分钟", "12月8日",    "1+4+32+X",
    "P3",      "40周年", "2018-2019年", "GDP",    "well-known", "12345",
    "Office",  "——",     "……",          "·",      "／",         "～",
    "第3",     "¥500",   "3～5",        " ",      " "};
static const char *const marks[] = {"，", "。", "、", "；", "：", "？",
                                    "！", "”",  "）", "》", "】", "！？"};
static const char *const opens[] = {"“", "（", "《", "【", "‘"};
static const char han[] = "的一是在不了有和人这中大为上个国我以要他时来用们"
                          "生到作地于出就分对成会可主发年动同工也能下过子说"
                          "产种面而方后多定行学法所民得经十三之进着等部度家";

static void random_piece(struct buf *b, uint64_t *seed)
{
  uint32_t kind = draw(seed, 100);
  uint32_t run = 1 + draw(seed, 7);
  if (kind < 10)
    buf_puts(b, tokens[draw(seed, sizeof tokens / sizeof *tokens)]);
  else if (kind < 30)
    buf_puts(b, marks[draw(seed, sizeof marks / sizeof *marks)]);
  else if (kind < 38)
    buf_puts(b, opens[draw(seed, sizeof opens / sizeof *opens)]);
  else
    while (run--)
      buf_put(b, han + 3 * draw(seed, (sizeof han - 1) / 3), 3);
}

static char *random_text(uint64_t *seed)
{
  struct buf b = BUF_INIT;
  uint32_t pieces = 2 + draw(seed, 60);
  while (pieces--)
    random_piece(&b, seed);
  return buf_take(&b);
}

/* ---- properties ---- */

static const struct atom *solid(const struct text *t, uint32_t k, int step)
{
  while (k > 0 && k + 1 < t->n && t->atoms[k].droppable)
    k += (uint32_t)step;
  return &t->atoms[k];
}

static bool is_mark(const struct atom *a)
{
  return a->class >= CLASS_OPEN && a->class <= CLASS_STOP;
}

/* Five marks in a row may be parted where nothing else helps: is there such a
 * row on both sides of K? */
static bool long_row(const struct text *t, uint32_t k)
{
  uint32_t from = k, to = k;
  while (from > 0 && is_mark(&t->atoms[from - 1]))
    from--;
  while (to < t->n && is_mark(&t->atoms[to]))
    to++;
  return from < k && k < to && to - from >= 5;
}

static void check_ends(const struct text *t, const struct lines *l)
{
  for (size_t i = 0; i + 1 < l->n; i++) {
    uint32_t k = l->v[i].end;
    const struct atom *a = solid(t, k - 1, -1), *b = &t->atoms[k];
    assert_int_equal(l->v[i + 1].first, k);
    assert_true(!class_no_end(a->class, BREAK_NORMAL) || long_row(t, k));
    assert_true(!class_no_start(b->class, BREAK_NORMAL) || long_row(t, k));
    assert_false(t->atoms[k - 1].glue && !t->atoms[k - 1].weak);
    assert_false(b->droppable);
  }
}

static void check_measure(const struct text *t, const struct lines *l,
                          const struct setting *set)
{
  mpt *origin = mem_array(t->n + 1, sizeof *origin);
  for (size_t i = 0; i < l->n; i++) {
    mpt end = line_place(t, &l->v[i], set, origin);
    if (l->v[i].last && !l->v[i].over)
      assert_true(end <= set->measure);
    else if (!l->v[i].loose && !l->v[i].over)
      assert_int_equal(end, set->measure);
    for (uint32_t k = 1; k < l->v[i].end - l->v[i].first; k++)
      assert_true(origin[k] >= origin[k - 1] - EM / 2);
  }
  free(origin);
}

/* Concatenates the text of all runs of the lines. */
static void check_text(struct fixture *x, const struct text *t,
                       const struct lines *l, const struct setting *set)
{
  struct sheets *s = sheets_new(x->fonts);
  struct sheet *sheet = sheets_add(s);
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < l->n; i++)
    line_set(&(struct line_to){s, sheet, 0, (mpt)i * 13500}, t, &l->v[i], set);
  for (size_t i = 0; i < sheet->n; i++) {
    if (sheet->items[i].kind != ITEM_RUN)
      continue;
    const struct run *r = &sheet->items[i].u.run;
    uint32_t at = 0;
    for (size_t k = 0; k < r->n; k++) {
      assert_int_equal(r->glyphs[k].text, at);
      at += r->glyphs[k].len;
    }
    assert_int_equal(at, r->text_len);
    buf_put(&b, r->text, r->text_len);
  }
  assert_int_equal(b.n, t->len);
  assert_memory_equal(b.s, t->s, t->len);
  buf_free(&b);
  sheets_free(s);
}

static size_t tail_characters(const struct text *t, const struct line *l)
{
  size_t n = 0;
  for (uint32_t k = l->first; k < l->end; k++)
    if (t->atoms[k].class == CLASS_HAN)
      n++;
    else if (t->atoms[k].class == CLASS_WORD)
      n += utf8_count(t->s + t->atoms[k].text, t->atoms[k].len);
  return n;
}

static bool is_clean(const struct lines *l)
{
  for (size_t i = 0; i < l->n; i++)
    if (l->v[i].loose || l->v[i].over)
      return false;
  return true;
}

struct tally {
  long lines, loose, over, orphans, paragraphs;
};

static void check_paragraph(struct fixture *x, const char *s,
                            struct setting set, struct tally *tally)
{
  struct arena *a = arena_new();
  struct text *t = shape(x, a, s);
  struct lines l = lines_break(a, t, &set);
  check_ends(t, &l);
  check_measure(t, &l, &set);
  check_text(x, t, &l, &set);
  tally->paragraphs++;
  tally->lines += (long)l.n;
  for (size_t i = 0; i < l.n; i++) {
    tally->loose += l.v[i].loose;
    tally->over += l.v[i].over;
  }
  if (l.n > 1 && tail_characters(t, &l.v[l.n - 1]) < 2 &&
      !l.v[l.n - 2].last) {
    tally->orphans++;
    /* only when there is no other way */
    assert_true(l.cost >= COST_ORPHAN);
  }
  arena_free(a);
}

static void random_paragraphs_obey_all_rules(void **state)
{
  struct fixture *x = *state;
  uint64_t seed = 20181215;
  struct tally tally = {0};
  for (int i = 0; i < ROUNDS; i++) {
    char *s = random_text(&seed);
    struct setting set = {.measure = EM * (mpt)(8 + draw(&seed, 23))};
    x->style.punct = (enum punct)draw(&seed, 4);
    set.indent = draw(&seed, 2) ? 2 * EM : 0;
    check_paragraph(x, s, set, &tally);
    free(s);
  }
  x->style.punct = PUNCT_END;
  print_message("%ld paragraphs, %ld lines: %ld loose, %ld over, %ld with a "
                "last line of one character\n",
                tally.paragraphs, tally.lines, tally.loose, tally.over,
                tally.orphans);
  assert_true(tally.over * 1000 < tally.lines);
  assert_true(tally.loose * 50 < tally.lines);
  assert_int_equal(tally.orphans, 0);
}

/* ---- examples ---- */

static struct lines break_at(struct fixture *x, struct arena *a, const char *s,
                             mpt measure, struct text **t)
{
  struct setting set = {.measure = measure};
  *t = shape(x, a, s);
  return lines_break(a, *t, &set);
}

static char *line_text(const struct text *t, const struct line *l)
{
  uint32_t from = t->atoms[l->first].text;
  const struct atom *last = &t->atoms[l->end - 1];
  return mem_copy_n(t->s + from, last->text + last->len - from);
}

static void assert_lines(struct fixture *x, const char *s, int em,
                         const char *const *want)
{
  struct arena *a = arena_new();
  struct text *t;
  struct lines l = break_at(x, a, s, em * EM, &t);
  size_t n = 0;
  for (; want[n]; n++) {
    assert_true(n < l.n);
    char *got = line_text(t, &l.v[n]);
    assert_string_equal(got, want[n]);
    free(got);
  }
  assert_int_equal(l.n, n);
  arena_free(a);
}

static void month_and_day_break_only_between(void **state)
{
  assert_lines(
      *state, "会议在十二楼于12月8日举行大家都来了", 10,
      (const char *[]){"会议在十二楼于12月", "8日举行大家都来了", NULL});
}

static void comma_is_squeezed_in_rather_than_left_over(void **state)
{
  /* 9 characters, two commas: 10 em squeeze to the half-width line end */
  assert_lines(*state, "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。", 12,
               (const char *[]){"春眠不觉晓，处处闻啼鸟。",
                                "夜来风雨声，花落知多少。", NULL});
}

/* 开明: a line that is too long by a few marks takes its blanks from commas and
 * brackets; 。！？ keep theirs, but for the line's end. */
static void stops_are_not_squeezed_where_the_style_keeps_them(void **state)
{
  struct fixture *x = *state;
  x->style.keep_stops = true;
  struct arena *a = arena_new();
  struct text *t = shape(x, a, "一二三。四五六！七，八");
  for (size_t i = 0; i < t->n; i++)
    if (t->atoms[i].class == CLASS_STOP)
      assert_int_equal(t->atoms[i].give, 0);
    else if (t->atoms[i].class == CLASS_PAUSE)
      assert_int_equal(t->atoms[i].give, EM / 2);
  arena_free(a);
  x->style.keep_stops = false;
}

static void no_last_line_of_one_character(void **state)
{
  struct arena *a = arena_new();
  struct text *t;
  struct lines l =
      break_at(*state, a, "一二三四五六七八九十一二三。", 12 * EM, &t);
  assert_int_equal(l.n, 2);
  assert_true(tail_characters(t, &l.v[1]) >= 2);
  assert_true(is_clean(&l));
  arena_free(a);
}

static void one_line_less_or_more_when_it_can_be(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  uint64_t seed = 7;
  int less = 0, more = 0;
  for (int i = 0; i < 400; i++) {
    char *s = random_text(&seed);
    struct text *t = shape(x, a, s);
    struct setting set = {.measure = 12 * EM};
    size_t n = lines_break(a, t, &set).n;
    set.change = -1;
    struct lines l = lines_break(a, t, &set);
    assert_true(l.n == n || l.n + 1 == n);
    less += l.n < n;
    set.change = 1;
    l = lines_break(a, t, &set);
    assert_true(l.n == n || l.n == n + 1);
    more += l.n > n;
    check_measure(t, &l, &set);
    free(s);
  }
  assert_true(less > 0 && more > 0);
  arena_free(a);
}

static void check_counts(const struct text *t, struct setting set)
{
  struct arena *a = arena_new();
  struct line_counts c = lines_counts(t, &set);
  struct lines l = lines_break(a, t, &set);
  int64_t cost = l.cost;
  assert_int_equal(c.n, l.n);
  set.change = -1;
  l = lines_break(a, t, &set);
  assert_int_equal(c.n - c.less, l.n);
  assert_int_equal(c.less_cost, l.cost - cost);
  set.change = 1;
  l = lines_break(a, t, &set);
  assert_int_equal(c.n + c.more, l.n);
  assert_int_equal(c.more_cost, l.cost - cost);
  assert_true(c.less_cost < COST_CHANGE && c.more_cost < COST_CHANGE);
  arena_free(a);
}

static void counts_are_those_of_the_lines_that_are_set(void **state)
{
  struct fixture *x = *state;
  uint64_t seed = 71;
  for (int i = 0; i < 2000; i++) {
    struct arena *a = arena_new();
    char *s = random_text(&seed);
    struct setting set = {.measure = EM * (mpt)(8 + draw(&seed, 23))};
    x->style.punct = (enum punct)draw(&seed, 4);
    x->style.align = draw(&seed, 4) ? ALIGN_JUSTIFY : ALIGN_START;
    set.indent = draw(&seed, 2) ? 2 * EM : 0;
    set.hang = draw(&seed, 4) ? 0 : EM;
    check_counts(shape(x, a, s), set);
    free(s);
    arena_free(a);
  }
  x->style.punct = PUNCT_END;
  x->style.align = ALIGN_JUSTIFY;
  struct arena *a = arena_new();
  struct line_counts c = lines_counts(shape(x, a, ""), &(struct setting){0});
  assert_true(!c.n && !c.less && !c.more);
  arena_free(a);
}

static void address_breaks_at_its_slashes_and_dots(void **state)
{
  struct arena *a = arena_new();
  struct text *t;
  struct lines l = break_at(
      *state, a, "https://news.example/paper/2018-12-15/lead.html?from=print",
      9 * EM, &t);
  assert_true(l.n >= 3);
  for (size_t i = 0; i < l.n; i++)
    assert_false(l.v[i].over);
  arena_free(a);
}

static void a_word_wider_than_the_measure_is_broken_and_told(void **state)
{
  struct arena *a = arena_new();
  struct text *t;
  struct lines l = break_at(
      *state, a, "Donaudampfschifffahrtsgesellschaftskapitaen", 8 * EM, &t);
  assert_true(l.n >= 2);
  for (size_t i = 0; i < l.n; i++)
    assert_false(l.v[i].over);
  assert_true(l.cost >= COST_WEAK);
  arena_free(a);
}

static void line_ends_are_half_and_line_starts_trimmed(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  struct text *t = shape(x, a, "“开门见山，");
  assert_int_equal(text_width(t), 5 * EM);
  x->style.punct = PUNCT_FULL;
  t = shape(x, a, "“开门见山，");
  assert_int_equal(text_width(t), 6 * EM);
  x->style.punct = PUNCT_END;
  arena_free(a);
}

static void a_hanging_comma_leaves_the_line_full(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  x->style.hanging = true;
  struct text *t = shape(x, a, "一二三四五六七八，九十一二三四");
  struct setting set = {.measure = 8 * EM};
  struct lines l = lines_break(a, t, &set);
  assert_int_equal(l.n, 2);
  assert_int_equal(l.v[0].end, 9);
  mpt origin[16];
  assert_int_equal(line_place(t, &l.v[0], &set, origin), 8 * EM);
  assert_int_equal(origin[8], 8 * EM);
  x->style.hanging = false;
  arena_free(a);
}

static void loose_and_wide_lines_are_told_once_a_paragraph(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  struct place at = {"a.md", 7, 1};
  struct text *t = shape(x, a, "一二三四五六1+4+32+X亿元三四五六七八九");
  struct lines l =
      lines_break(a, t, &(struct setting){.measure = 10 * EM});
  assert_true(l.n > 1 && l.v[0].loose);
  struct capture c = capture_begin();
  lines_report(t, &l, at);
  lines_report(t, &l, at);
  l.v[1].over = true;
  lines_report(t, &l, at);
  assert_int_equal(diag_count(LEVEL_WARN), 1);
  l.v[1].over = false;
  l.v[1].loose = true;
  lines_report(t, &l, at);
  char *said = capture_end(&c);
  const char *loose = "a.md:7:1: note: a line that begins with “一二三四五六”";
  assert_true(!strncmp(said, loose, strlen(loose)));
  assert_null(strstr(said + 1, loose));
  assert_says(said, "a.md:7:1: warning: a line that begins with “1+4+32+X”");
  assert_says(said, "a.md:7:1: note: 2 lines are loose, the first begins with "
                    "“一二三四五六”");
  free(said);
  arena_free(a);
}

/* Subheads and captions: whole clauses, whole quotes, no word parted, and
 * squeezed when they are a little too long. */
static void ragged_lines_break_by_sense(void **state)
{
  struct fixture *x = *state;
  x->style.align = ALIGN_START;
  assert_lines(x, "践行“以民为中心”宗旨", 10,
               (const char *[]){"践行“以民为中心”宗旨", NULL});
  assert_lines(x, "党建引领践行“以民为中心”宗旨", 10,
               (const char *[]){"党建引领践行", "“以民为中心”宗旨", NULL});
  assert_lines(x, "聚焦家门口服务 提升智能化建设", 10,
               (const char *[]){"聚焦家门口服务 ", "提升智能化建设", NULL});
  assert_lines(x, "挖潜补点增量 盘活资源增能 智慧服务增效", 10,
               (const char *[]){"挖潜补点增量 ", "盘活资源增能 ",
                                "智慧服务增效", NULL});
  assert_lines(x, "老旧小区加装电梯要过三道关", 10,
               (const char *[]){"老旧小区加装电梯", "要过三道关", NULL});
  x->style.align = ALIGN_JUSTIFY;
}

static void an_ellipsis_of_four_em_has_a_line_of_its_own(void **state)
{
  assert_lines(*state, "他说：“走吧…………”大家都去了。", 20,
               (const char *[]){"他说：“走吧", "…………”", "大家都去了。",
                                NULL});
}

static void a_soft_hyphen_shows_only_where_a_line_ends(void **state)
{
  struct fixture *x = *state;
  struct arena *a = arena_new();
  struct text *t = shape(x, a, "我们常说的com\u00ADmu\u00ADni\u00AD"
                              "cation的人");
  struct setting set = {.measure = 8 * EM};
  mpt whole = text_width(t);
  struct text *plain = shape(x, a, "我们常说的communication的人");
  assert_in_range(whole, text_width(plain) - 99, text_width(plain) + 99);
  struct lines l = lines_break(a, t, &set);
  assert_int_equal(l.n, 2);
  const struct atom *last = &t->atoms[l.v[0].end - 1];
  assert_true(last->hyphen > 0);
  check_measure(t, &l, &set);
  check_text(x, t, &l, &set);
  struct sheets *s = sheets_new(x->fonts);
  struct sheet *sheet = sheets_add(s);
  line_set(&(struct line_to){s, sheet, 0, 0}, t, &l.v[0], &set);
  const struct run *r = &sheet->items[sheet->n - 1].u.run;
  const struct glyph *g = &r->glyphs[r->n - 1];
  assert_int_equal(g->id, fonts_glyph(x->fonts, r->face, '-'));
  assert_in_range(r->x + g->x + last->hyphen, 8 * EM - 99, 8 * EM + 99);
  sheets_free(s);
  arena_free(a);
}

/* Content may be anything; time and memory must stay in proportion. */
static void text_without_width_or_breaks_does_no_harm(void **state)
{
  static const char *const units[] = {"，", "“", "\u0301", "\u200B", "\u00A0",
                                      "a",  "9", "——",     "\u3000"};
  struct fixture *x = *state;
  for (size_t i = 0; i < 2 * sizeof units / sizeof *units; i++) {
    struct buf b = BUF_INIT;
    struct arena *a = arena_new();
    struct text *t;
    while (b.n < 20000)
      buf_puts(&b, units[i / 2]);
    x->style.size = i % 2 ? 0 : EM;
    assert_true(break_at(x, a, b.s, 12 * EM, &t).n > 0);
    buf_free(&b);
    arena_free(a);
  }
  x->style.size = EM;
}

static void empty_text_has_no_lines(void **state)
{
  struct arena *a = arena_new();
  struct text *t;
  assert_int_equal(break_at(*state, a, "", 8 * EM, &t).n, 0);
  assert_int_equal(break_at(*state, a, "   ", 8 * EM, &t).n, 1);
  arena_free(a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_paragraphs_obey_all_rules),
      cmocka_unit_test(month_and_day_break_only_between),
      cmocka_unit_test(comma_is_squeezed_in_rather_than_left_over),
      cmocka_unit_test(stops_are_not_squeezed_where_the_style_keeps_them),
      cmocka_unit_test(no_last_line_of_one_character),
      cmocka_unit_test(one_line_less_or_more_when_it_can_be),
      cmocka_unit_test(counts_are_those_of_the_lines_that_are_set),
      cmocka_unit_test(address_breaks_at_its_slashes_and_dots),
      cmocka_unit_test(a_word_wider_than_the_measure_is_broken_and_told),
      cmocka_unit_test(line_ends_are_half_and_line_starts_trimmed),
      cmocka_unit_test(a_hanging_comma_leaves_the_line_full),
      cmocka_unit_test(loose_and_wide_lines_are_told_once_a_paragraph),
      cmocka_unit_test(ragged_lines_break_by_sense),
      cmocka_unit_test(a_soft_hyphen_shows_only_where_a_line_ends),
      cmocka_unit_test(an_ellipsis_of_four_em_has_a_line_of_its_own),
      cmocka_unit_test(text_without_width_or_breaks_does_no_harm),
      cmocka_unit_test(empty_text_has_no_lines),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
