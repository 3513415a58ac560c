/* What clreq and GB/T 15834 say of lines, said anew without the tables of the
 * program, over random paragraphs of everything that newspapers print: at all
 * levels of line-break, all house styles, measures of 8 to 30 characters, with
 * and without hanging marks. */
#include "folder.h"

#include "asset/font.h"
#include "base/utf8.h"
#include "page/line.h"

enum { ROUNDS = 20000, EM = 9000, MOST = 1 << 13 };

struct fixture {
  struct fonts *fonts;
  struct style style;
};

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->fonts = fonts_new();
  x->style = (struct style){
      .size = EM, .leading = 13500, .weight = 400, .autospace = true};
  x->style.faces[0] = fonts_find(x->fonts, "Noto Serif CJK SC", 400);
  x->style.faces[1] = fonts_find(x->fonts, "LXGW WenKai", 400);
  x->style.nfaces = 2;
  *state = x;
  return x->style.faces[0] < 0 || x->style.faces[1] < 0;
}

static int tear_down(void **state)
{
  struct fixture *x = *state;
  fonts_free(x->fonts);
  free(x);
  return 0;
}

/* ---- paragraphs ---- */

static uint32_t draw(uint64_t *seed, uint32_t below)
{
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*seed >> 33) % below;
}

/* No line may end within one of these but at |. */
static const char *const whole[] = {"12月|8日",
                                    "2018-2019年",
                                    "2018—2019年",
                                    "2018–2019年",
                                    "2018～2019年",
                                    "1+4+32+X",
                                    "1+3+N",
                                    "43.7%",
                                    "49028.1元",
                                    "P3",
                                    "￥500",
                                    "¥500",
                                    "￥1,200.50",
                                    "№5",
                                    "№ 5",
                                    "第3期",
                                    "第15届",
                                    "第 3 期",
                                    "第一",
                                    "15:30",
                                    "9：30",
                                    "9:00—11:30",
                                    "9：00～11：30",
                                    "3～5个",
                                    "10%～20%",
                                    "98.35％",
                                    "15分钟",
                                    "40周年",
                                    "1.787亿",
                                    "2019.5.15",
                                    "2018/12/15",
                                    "COVID-19",
                                    "Wi-Fi",
                                    "5G",
                                    "iPhone",
                                    "don’t",
                                    "2×3",
                                    "-5℃",
                                    "30℃～35℃",
                                    "1/2",
                                    "＞50",
                                    "≥60岁",
                                    "100多名",
                                    "20余家",
                                    "300余万元",
                                    "3.5万元",
                                    "5km",
                                    "10 km",
                                    "1000㎡",
                                    "6.5万平方米",
                                    "400-820-8820",
                                    "①",
                                    "2020年|12月|8日",
                                    "8时|30分",
                                    "8时—10时",
                                    "90年代",
                                    "2.0版",
                                    "3号楼",
                                    "5弄",
                                    "3单元",
                                    "2路",
                                    "3.15",
                                    "7×24小时",
                                    "GDP",
                                    "U.S.A.",
                                    "AT&T",
                                    "C++",
                                    "#1",
                                    "$100",
                                    "100美元",
                                    "0至6岁",
                                    "10至15分钟",
                                    "1比5",
                                    "well-|known",
                                    "２０１８年",
                                    "50000余人次",
                                    "——",
                                    "……",
                                    "⸺",
                                    "…………",
                                    "中\u2060国",
                                    "中\u00A0国",
                                    "A\u00A0b"};
static const char *const marks[] = {"，",       "。", "、", "；", "：", "？",
                                    "！",       "”",  "）", "》", "】", "！|？",
                                    "！|！|！", "·",  "／", "～", "，", "。"};
static const char *const opens[] = {"“", "（", "《", "【", "‘", "〔"};
static const char *const rare[] = {"𠮷", "𬭊",   "㙍", "人々",
                                   "〇", "\u3000", " "};
static const char han[] = "的是在不了有和人这中大为上个国我以要他来用们"
                          "生到作地于出就分对成会可主发动同工也能下过子说"
                          "产种面而方后定行学法所民得经进之着等部家";

struct paragraph {
  struct buf s;
  bool no[MOST]; /* no line may end before this byte */
  bool word;     /* no Han yet since one of WHOLE: marks between two of them
                    might be Latin */
};

static void add(struct paragraph *p, const char *piece)
{
  size_t from = p->s.n;
  for (; *piece; piece++) {
    if (*piece == '|')
      p->no[p->s.n] = false;
    else
      buf_put(&p->s, piece, 1);
    if (p->s.n > from)
      p->no[p->s.n] = *piece != '|';
  }
  p->no[p->s.n] = false;
}

static void add_piece(struct paragraph *p, uint64_t *seed)
{
  uint32_t kind = draw(seed, 100), run = 1 + draw(seed, 6);
  bool word = kind < 14 && !p->word;
  if (word)
    add(p, whole[draw(seed, sizeof whole / sizeof *whole)]);
  else if (kind < 14)
    add(p, "的");
  else if (kind < 30)
    add(p, marks[draw(seed, sizeof marks / sizeof *marks)]);
  else if (kind < 38)
    add(p, opens[draw(seed, sizeof opens / sizeof *opens)]);
  else if (kind < 41)
    add(p, rare[draw(seed, sizeof rare / sizeof *rare)]);
  else
    while (run--) {
      buf_put(&p->s, han + 3 * draw(seed, sizeof han / 3), 3);
      p->no[p->s.n] = false;
    }
  p->word = word || (p->word && kind < 41);
}

static bool among(uint32_t r, const char *set)
{
  const char *end = set + strlen(set);
  while (set < end)
    if (utf8_next(&set, end) == r)
      return true;
  return false;
}

/* ---- one line ---- */

struct case_ {
  const struct text *t;
  const struct style *st;
  struct setting set;
  const struct line *line;
  struct spread *at;
  uint32_t first, end; /* atoms that are seen */
  mpt right;           /* where the line ends */
};

static uint32_t rune_at(const struct case_ *c, uint32_t k)
{
  const struct atom *a = &c->t->atoms[k];
  const char *p = c->t->s + a->text;
  return utf8_next(&p, p + a->len);
}

static uint32_t rune_end(const struct case_ *c, uint32_t k)
{
  const struct atom *a = &c->t->atoms[k];
  const char *s = c->t->s + a->text;
  return utf8_before(s, s + a->len);
}

static bool is_mark(const struct case_ *c, uint32_t k)
{
  return k < c->t->n &&
         among(rune_at(c, k), "“‘（《【〔”’）》】〕、，；：。？！") &&
         c->t->atoms[k].class != CLASS_WORD;
}

/* Only within a row of five marks is there no law (clreq exempts them). */
static bool in_row(const struct case_ *c, uint32_t k)
{
  uint32_t from = k, to = k;
  while (from > 0 && is_mark(c, from - 1))
    from--;
  while (is_mark(c, to))
    to++;
  return from < k && k < to && to - from >= 5;
}

static void check_start(const struct case_ *c)
{
  uint32_t r = rune_at(c, c->first);
  bool latin = c->t->atoms[c->first].class == CLASS_WORD;
  if (!c->line->first || c->t->atoms[c->line->first - 1].forced ||
      c->st->strictness == BREAK_ANYWHERE || latin || in_row(c, c->line->first))
    return;
  assert_false(among(r, "，。、；：？！”’）》】〕·／～％々"));
  if (c->st->strictness == BREAK_STRICT)
    assert_false(among(r, "—…⸺"));
}

static void check_end(const struct case_ *c)
{
  uint32_t r = rune_end(c, c->end - 1);
  bool latin = c->t->atoms[c->end - 1].class == CLASS_WORD;
  if (c->line->end == c->t->n || c->t->atoms[c->line->end - 1].forced ||
      c->st->strictness == BREAK_ANYWHERE || latin || in_row(c, c->line->end))
    return;
  assert_false(among(r, "“‘（《【〔￥№"));
  if (c->st->strictness >= BREAK_NORMAL)
    assert_int_not_equal(r, 0xFF0F);
}

/* The ink's room of an opening mark at the start and any mark at the end. */
static void check_trims(const struct case_ *c)
{
  const struct spread *a = &c->at[c->first - c->line->first];
  const struct spread *z = &c->at[c->end - 1 - c->line->first];
  bool full = c->st->punct == PUNCT_FULL;
  if (is_mark(c, c->first) && among(rune_at(c, c->first), "“‘（《【〔")) {
    if (!full)
      assert_int_equal(a->left - a->origin, EM / 2);
    assert_true(a->left >= c->line->indent);
  }
  if (is_mark(c, c->end - 1) && c->end - c->first > 1 && !full &&
      among(rune_at(c, c->end - 1), "”’）》】〕、，；：。") && !c->line->over)
    assert_true(z->right - z->left == EM / 2 ||
                (c->st->hanging && z->right == z->left));
}

static bool is_latin(uint32_t r)
{
  return (r >= '0' && r <= '9') || ((r | 32) >= 'a' && (r | 32) <= 'z') ||
         r == '%' || r == '+';
}

static bool is_han(uint32_t r)
{
  return (r >= 0x3400 && r < 0xA000) || r >= 0x20000;
}

/* In a line as wide as it comes: a quarter of an em between Han and Latin,
 * typed or not; between marks what the pair leaves. */
static void check_gaps(const struct case_ *c)
{
  mpt room = c->set.measure - c->line->indent;
  if (!c->line->last || c->line->width > room || c->line->over)
    return;
  for (uint32_t k = c->first; k + 1 < c->end; k++) {
    const struct spread *a = &c->at[k - c->line->first];
    uint32_t l = rune_end(c, k), r = rune_at(c, k + 1);
    mpt gap = a[1].left - a->right;
    bool one = c->t->atoms[k].class == CLASS_WORD && is_latin(l) && is_han(r);
    bool other =
        is_han(l) && is_latin(r) && c->t->atoms[k + 1].class == CLASS_WORD;
    if (one || other)
      assert_int_equal(gap, EM / 4);
    else if (c->t->atoms[k].class != CLASS_WORD &&
             c->t->atoms[k + 1].class != CLASS_WORD)
      assert_int_equal(gap, 0);
    if (c->t->atoms[k].class == CLASS_SPACE && rune_at(c, k) == ' ' && k &&
        is_han(rune_end(c, k - 1)) && is_latin(r) &&
        c->t->atoms[k + 1].class == CLASS_WORD)
      assert_int_equal(a->right - a->left, EM / 4);
  }
}

/* GB/T 15834 5.1.5: an ellipsis of four em has only marks beside it. */
static void check_alone(const struct case_ *c, uint32_t k)
{
  for (uint32_t i = c->first; i < c->end; i++)
    assert_true(i == k || is_mark(c, i));
}

static void check_line(struct case_ *c)
{
  c->first = c->line->first;
  c->end = c->line->end;
  while (c->first < c->end && c->t->atoms[c->first].droppable)
    c->first++;
  while (c->end > c->first && c->t->atoms[c->end - 1].droppable)
    c->end--;
  if (c->first == c->end)
    return;
  c->right = line_spread(c->t, c->line, &c->set, c->at);
  check_start(c);
  check_end(c);
  check_trims(c);
  check_gaps(c);
  mpt hang = c->st->hanging ? EM : 0;
  if (!c->line->over)
    assert_true(c->right <= c->set.measure + hang);
  if (!c->line->last && !c->line->loose && !c->line->over)
    assert_int_equal(c->right, c->set.measure);
  for (uint32_t k = c->first; k < c->end; k++)
    if (c->t->atoms[k].len == 12 && rune_at(c, k) == 0x2026)
      check_alone(c, k);
}

/* ---- paragraphs ---- */

static void check_lines(struct fixture *x, const struct paragraph *p,
                        struct setting set)
{
  struct arena *a = arena_new();
  const struct text *t =
      text_shape_string(a, x->fonts, p->s.s, &x->style, place_none());
  struct lines l = lines_break(a, t, &set);
  struct case_ c = {.t = t, .st = &x->style, .set = set};
  c.at = arena_array(a, t->n + 1, sizeof *c.at);
  uint32_t from = 0;
  for (size_t i = 0; i < l.n; i++) {
    c.line = &l.v[i];
    assert_int_equal(c.line->first, from);
    from = c.line->end;
    check_line(&c);
    if (from < t->n && p->no[t->atoms[from].text])
      fail_msg("split before %s\nin %s", t->s + t->atoms[from].text, t->s);
  }
  assert_int_equal(from, t->n);
  arena_free(a);
}

static void no_law_of_lines_is_broken_anywhere(void **state)
{
  struct fixture *x = *state;
  uint64_t seed = 15834;
  struct paragraph *p = mem_new(sizeof *p);
  for (int i = 0; i < ROUNDS; i++) {
    *p = (struct paragraph){.s = BUF_INIT};
    for (uint32_t k = 1 + draw(&seed, 50); k; k--)
      add_piece(p, &seed);
    struct setting set = {.measure = EM * (mpt)(8 + draw(&seed, 23)),
                          .indent = draw(&seed, 2) ? 2 * EM : 0};
    x->style.punct = (enum punct)draw(&seed, 4);
    x->style.strictness = (enum strictness)draw(&seed, 4);
    x->style.hanging = !draw(&seed, 4);
    check_lines(x, p, set);
    buf_free(&p->s);
  }
  free(p);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_law_of_lines_is_broken_anywhere),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
