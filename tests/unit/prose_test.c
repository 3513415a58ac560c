/* Lines over real text: all paragraphs of the sample issues and of the
 * manuscripts that they were made from, at twelve characters and at the other
 * measures of the paper. Nothing forbidden at their ends, nothing split, every
 * justified line exactly full, no last line of one character. */
#include "folder.h"

#include "asset/font.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/line.h"
#include "tree/issue.h"
#include "tree/mark.h"
#include "tree/node.h"
#include "tree/site.h"

static const int measures[] = {12, 25, 10, 15, 20};

struct tally {
  long paragraphs, lines, loose, over, orphans;
};

struct fixture {
  struct fonts *fonts;
  struct styles *styles;
  struct style style;
  struct tally tally;
};

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->fonts = fonts_new();
  x->styles = styles_load("themes/default", x->fonts);
  x->style = (struct style){.size = 9000,
                            .leading = 13500,
                            .weight = 400,
                            .strictness = BREAK_NORMAL,
                            .autospace = true,
                            .punct = PUNCT_END};
  x->style.families = "Noto Serif CJK SC";
  x->style.faces[0] = fonts_find(x->fonts, "Noto Serif CJK SC", 400);
  x->style.nfaces = 1;
  *state = x;
  return !x->styles || x->style.faces[0] < 0;
}

static int tear_down(void **state)
{
  struct fixture *x = *state;
  styles_free(x->styles);
  fonts_free(x->fonts);
  free(x);
  return 0;
}

/* ---- what no line may do, said without the tables of the program ---- */

static uint32_t first_of(const char *s, const char *end)
{
  while (s < end && *s == ' ')
    s++;
  return s < end ? utf8_next(&s, end) : 0;
}

static uint32_t last_of(const char *from, const char *end)
{
  while (end > from && end[-1] == ' ')
    end--;
  return end > from ? utf8_before(from, end) : 0;
}

static bool among(uint32_t r, const char *set)
{
  const char *end = set + strlen(set);
  while (set < end)
    if (utf8_next(&set, end) == r)
      return true;
  return false;
}

static bool figure(uint32_t r)
{
  return r >= '0' && r <= '9';
}

static bool letter(uint32_t r)
{
  return (r | 32) >= 'a' && (r | 32) <= 'z';
}

/* Is a token split between A and B, the characters on both sides of a line's
 * end? BEFORE stands before A. */
static bool splits(uint32_t before, uint32_t a, uint32_t b)
{
  if (a == b && among(a, "—…"))
    return true;
  if ((figure(a) || letter(a)) && (figure(b) || letter(b)))
    return true;
  if (figure(a) && among(b, "年月日号时分秒元亿万个名人位次届%％.+,×—～-"))
    return true;
  if (figure(before) && among(a, "—–～－-") && figure(b))
    return true;
  return figure(b) && among(a, "第￥¥№.+,×");
}

static void check_end(const char *s, const struct line *l,
                      const struct text *t)
{
  const struct atom *a = &t->atoms[l->first], *z = &t->atoms[l->end - 1];
  const char *from = t->s + a->text, *to = t->s + z->text + z->len;
  uint32_t first = first_of(from, to), last = last_of(from, to);
  uint32_t next = l->end < t->n ? first_of(to, t->s + t->len) : 0;
  uint32_t before = last_of(from, to - (last < 0x80 ? 1 : last < 0x800 ? 2 : 3));
  bool forced = z->forced;
  if (l->first && among(first, "，。、；：？！”’）》】〉〕」』·／%％"))
    fail_msg("a line begins so: %.*s\nin %s", (int)(to - from), from, s);
  if (next && among(last, "“‘（《【〈〔「『／"))
    fail_msg("a line ends so: %.*s\nin %s", (int)(to - from), from, s);
  if (next && !forced && to[-1] != ' ' && *to != ' ' && splits(before, last, next) &&
      !strstr(s, "://"))
    fail_msg("split: %.*s\nin %s", (int)(to - from), from, s);
}

static size_t characters(const struct text *t, const struct line *l)
{
  const struct atom *a = &t->atoms[l->first], *z = &t->atoms[l->end - 1];
  const char *p = t->s + a->text, *end = t->s + z->text + z->len;
  size_t n = 0;
  while (p < end)
    n += !among(utf8_next(&p, end), " ，。、；：？！”’）》】—…");
  return n;
}

static void check(struct fixture *x, const struct text *t,
                  const struct setting *set)
{
  struct arena *a = arena_new();
  struct lines l = lines_break(a, t, set);
  mpt *origin = arena_array(a, t->n + 1, sizeof *origin);
  char *s = mem_copy_n(t->s, t->len);
  x->tally.paragraphs++;
  for (size_t i = 0; i < l.n; i++) {
    const struct line *line = &l.v[i];
    check_end(s, line, t);
    mpt end = line_place(t, line, set, origin);
    if (!line->last && !line->loose && !line->over &&
        t->style->align == ALIGN_JUSTIFY)
      assert_int_equal(end, set->measure);
    x->tally.lines++;
    x->tally.loose += line->loose;
    x->tally.over += line->over;
  }
  if (l.n > 1 && characters(t, &l.v[l.n - 1]) < 2) {
    x->tally.orphans++;
    print_message("one character is left of: %s\n", s);
  }
  free(s);
  arena_free(a);
}

static void check_measures(struct fixture *x, const struct text *t)
{
  mpt em = t->style->size;
  for (size_t i = 0; t->n && i < sizeof measures / sizeof *measures; i++) {
    check(x, t, &(struct setting){.measure = measures[i] * em});
    check(x, t,
          &(struct setting){.measure = measures[i] * em, .indent = 2 * em});
  }
}

static void judge(struct fixture *x, const char *what)
{
  struct tally *y = &x->tally;
  print_message("%s: %ld paragraphs, %ld lines, %ld loose, %ld over\n", what,
                y->paragraphs, y->lines, y->loose, y->over);
  assert_true(y->paragraphs > 0);
  assert_int_equal(y->orphans, 0);
  assert_int_equal(y->over, 0);
  /* what they have: figures with their units in columns of ten */
  assert_true(y->loose * 200 < y->lines);
  *y = (struct tally){0};
}

/* ---- sample issues ---- */

static void check_tree(struct fixture *x, const xmlNode *root)
{
  static const char *const blocks[] = {"p", "subhead", "definition", "caption"};
  for (xmlNode *n = node_walk(root, root); n; n = node_walk(n, root))
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
      if (node_is(n, blocks[i])) {
        struct arena *a = arena_new();
        check_measures(x, text_shape(a, x->styles, x->fonts, n));
        arena_free(a);
      }
}

static void sample_issues_break_nowhere_they_must_not(void **state)
{
  struct fixture *x = *state;
  xmlDoc *site = site_load("content");
  xmlNode *root = xmlDocGetRootElement(site);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    for (xmlNode *i = node_first(p, "issue"); i; i = node_next(i, "issue")) {
      xmlDoc *doc =
          issue_load("content", node_attr(p, "id"), node_attr(i, "date"));
      check_tree(x, xmlDocGetRootElement(doc));
      xmlFreeDoc(doc);
    }
  xmlFreeDoc(site);
  judge(x, "issues");
}

/* ---- manuscripts ---- */

static uint32_t full_width(uint32_t r)
{
  static const char half[] = ",;:?!()";
  static const uint32_t full[] = {0xFF0C, 0xFF1B, 0xFF1A, 0xFF1F,
                                  0xFF01, 0xFF08, 0xFF09};
  const char *at = r && r < 0x80 ? strchr(half, (int)r) : NULL;
  return at ? full[at - half] : r;
}

/* Is the mark at P, between BEFORE and what follows, one of a Chinese text? A
 * comma or colon between two figures or letters is not. */
static bool in_chinese(uint32_t before, const char *p, const char *end)
{
  uint32_t after = p < end ? utf8_next(&p, end) : 0;
  return before > 0x2000 || after > 0x2000;
}

static char *with_full_width(const char *p, size_t n)
{
  struct buf b = BUF_INIT;
  const char *end = p + n;
  for (uint32_t before = 0; p < end;) {
    const char *at = p;
    uint32_t r = utf8_next(&p, end), full = full_width(r);
    char to[4];
    if (full != r && in_chinese(before, p, end))
      buf_put(&b, to, utf8_write(to, before = full));
    else
      buf_put(&b, at, (size_t)(p - at)), before = r;
  }
  return buf_take(&b);
}

static void check_manuscript(struct fixture *x, const char *path)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, path, 1 << 20));
  char *s = buf_take(&b);
  for (char *line, *rest = s; (line = strsep(&rest, "\r\n"));) {
    char *full = with_full_width(line, strlen(line));
    struct arena *a = arena_new();
    check_measures(x, text_shape_string(a, x->fonts, full, &x->style,
                                        place_file(path)));
    arena_free(a);
    free(full);
  }
  free(s);
}

static void check_folder(struct fixture *x, const char *folder)
{
  char **names = file_list(folder);
  for (char **name = names; name && *name; name++) {
    size_t n = strlen(*name);
    char *path = mem_printf("%s/%s", folder, *name);
    if (n > 4 && !strcmp(*name + n - 4, ".txt"))
      check_manuscript(x, path);
    free(path);
  }
  free(names);
}

static void manuscripts_break_nowhere_they_must_not(void **state)
{
  struct fixture *x = *state;
  check_folder(x, "seeds");
  judge(x, "seeds");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sample_issues_break_nowhere_they_must_not),
      cmocka_unit_test(manuscripts_break_nowhere_they_must_not),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
