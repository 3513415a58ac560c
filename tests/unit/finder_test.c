/* The search index: texts are folded alike on both sides, files hold what the
 * theme's script reads, damaged pieces are refused. */
#include "folder.h"

#include <libxml/parser.h>

#include "asset/fold.h"
#include "asset/pinyin.h"
#include "base/utf8.h"
#include "web/finder.h"
#include "web/finder_in.h"
#include "web/finder_text.h"

static struct pinyin *sounds;

static int set_up(void **state)
{
  char *table = pinyin_make();
  (void)state;
  sounds = pinyin_load(table);
  free(table);
  return sounds ? 0 : 1;
}

static int tear_down(void **state)
{
  (void)state;
  pinyin_free(sounds);
  return 0;
}

/* Units as UTF-8; halves of a pair as hexadecimal digits. */
static char *text_of(const uint16_t *u, size_t n)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "");
  for (size_t i = 0; i < n; i++)
    finder_unit(&b, u[i]);
  return buf_take(&b);
}

static void assert_folds(const char *s, const char *want)
{
  struct units u = {0};
  finder_fold(&u, s, strlen(s));
  char *text = text_of(u.u, u.n);
  assert_string_equal(text, want);
  free(text);
  free(u.u);
}

static void width_form_and_case_do_not_count(void **state)
{
  (void)state;
  assert_folds("ＡＰＰ服务", "app服务");
  assert_folds("１２３４５", "12345");
  assert_folds("①㎡Ⅷ", "1m2viii");
  assert_folds("二〇一八○", "二0一八0");
  assert_folds("CAFÉ Café", "café café");
  assert_folds("𠮷野", "\\ud842\\udfb7野");
}

static void marks_vanish_next_to_han_and_part_what_is_narrow(void **state)
{
  (void)state;
  assert_folds("“三会”制度——我们", "三会制度我们");
  assert_folds("World  Cup", "world cup");
  assert_folds("1+32+X", "1 32 x");
  assert_folds("（2018年）", "2018年");
  assert_folds("，。！", "");
  assert_folds("好👍的", "好的");
}

static void a_part_of_a_line_folds_to_a_part_of_it(void **state)
{
  static const char line[] = "“1+32+X”：ＡＰＰ、Ｗi-Fi，二〇一八 年ﾊﾞ①½é…𠮷";
  struct units all = {0}, part = {0};
  const char *end = line + sizeof line - 1;
  (void)state;
  finder_fold(&all, line, sizeof line - 1);
  for (const char *a = line; a < end;) {
    for (const char *b = a; b < end;) {
      utf8_next(&b, end);
      part.n = 0;
      finder_fold(&part, a, (size_t)(b - a));
      bool found = part.n == 0;
      for (size_t i = 0; i + part.n <= all.n && !found; i++)
        found = !memcmp(all.u + i, part.u, part.n * sizeof *part.u);
      assert_true(found);
    }
    utf8_next(&a, end);
  }
  free(all.u);
  free(part.u);
}

/* As search.js reads it. */
static uint32_t number_in(const char *s, const char **end)
{
  uint32_t sum = 0, factor = 1;
  for (; *s >= ']'; s++) {
    sum += (uint32_t)(57 + *s - ']') * factor;
    factor *= 34;
  }
  *end = s + 1;
  return sum + (uint32_t)(*s - '#') * factor;
}

static void numbers_come_back_and_need_no_escape(void **state)
{
  static const uint32_t some[] = {0,    1,     56,      57,        58,  90,
                                  1994, 1995,  67886,   67887,     999, 1 << 21,
                                  1u << 31, 123456789, 0xFFFFFFFF};
  struct buf b = BUF_INIT;
  (void)state;
  for (size_t i = 0; i < sizeof some / sizeof *some; i++)
    finder_number(&b, some[i]);
  const char *s = b.s;
  for (size_t i = 0; i < sizeof some / sizeof *some; i++)
    assert_int_equal(number_in(s, &s), some[i]);
  assert_ptr_equal(s, b.s + b.n);
  assert_null(strpbrk(b.s, "\"\\! \n"));
  buf_free(&b);
}

static void strings_are_closed_by_no_text(void **state)
{
  static const char s[] = "a\"b\\c\n</script>\xE2\x80\xA8" "d家";
  struct buf b = BUF_INIT;
  (void)state;
  finder_string(&b, s, sizeof s - 1);
  assert_string_equal(b.s, "\"a\\u0022b\\u005cc\\u000a\\u003c/script>"
                           "\\u2028d家\"");
  buf_free(&b);
}

static void keys_come_back_from_the_mixer(void **state)
{
  (void)state;
  for (uint32_t key = 1; key < 0xF0000000; key += 0x01234567)
    assert_int_equal(finder_unmix(finder_mix(key)), key);
}

static void han_have_their_readings_and_common_second_ones(void **state)
{
  static const struct {
    uint32_t han;
    char first, second;
  } some[] = {{0x5468, 'z', 'z'},  /* 周 */
              {0x91CD, 'z', 'c'},  /* 重 */
              {0x884C, 'x', 'h'},  /* 行 */
              {0x6069, 'e', 'e'}}; /* 恩 */
  (void)state;
  for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
    assert_int_equal(pinyin_letter(pinyin_of(sounds, some[i].han, 0)),
                     some[i].first);
    assert_int_equal(pinyin_letter(pinyin_of(sounds, some[i].han, 1)),
                     some[i].second);
  }
  assert_int_equal(pinyin_of(sounds, 'a', 0), -1);
  assert_null(pinyin_load(NULL));
  assert_null(pinyin_load("ICU-1.0 1\nyi "));
}

static void readings_from_the_rules_are_what_icu_says(void **state)
{
  (void)state;
  char *quick = pinyin_make(), *slow = pinyin_ask();
  assert_true(strlen(slow) > 80000);
  assert_string_equal(quick, slow);
  free(quick);
  free(slow);
}

/* ---- a story ---- */

static const char tree[] =
    "<issue id='p/2024-01-02' paper='p' date='2024-01-02'>"
    "<article id='one' page='2' section='党政'><kicker>引题</kicker>"
    "<headline>周家渡 报到</headline><deck>副题</deck><byline>记者 张三</byline>"
    "<body><p>第一<strong>行</strong><br/>第二</p><subhead>小标题</subhead>"
    "<list><item><p>甲</p></item></list><figure><image alt='不算'/>"
    "<caption>说明</caption><credit>摄影</credit></figure>"
    "<table><row><cell>左</cell><cell>右</cell></row></table>"
    "<names><name>李四</name></names></body><signoff>党建办</signoff></article>"
    "<article id='two'><headline>\"二\"</headline><body><p>社区</p></body>"
    "</article></issue>";

static xmlDoc *load_tree(void)
{
  xmlDoc *doc = xmlReadMemory(tree, sizeof tree - 1, "t", "UTF-8", 0);
  assert_non_null(doc);
  return doc;
}

static void a_record_has_what_a_reader_reads_line_by_line(void **state)
{
  xmlDoc *doc = load_tree();
  struct told t = {0};
  (void)state;
  told_story(&t, xmlDocGetRootElement(doc)->children);
  assert_string_equal(
      t.record.s,
      "[\"one\",2,\"引题\",\"周家渡 报到\",\"副题\",\"记者 张三\","
      "\"第一行 第二\\u000a小标题\\u000a甲\\u000a说明\\u000a摄影\\u000a左"
      "\\u000a右\\u000a李四\\u000a党建办\"]");
  told_free(&t);
  xmlFreeDoc(doc);
}

/* The first place of TEXT's line. */
static uint32_t place_of(const struct told *t, const char *text)
{
  for (size_t i = 0; i < t->spans; i++) {
    char *s = text_of(t->units.u + t->span[i].from, t->span[i].n);
    bool same = !strcmp(s, text);
    free(s);
    if (same)
      return t->span[i].place;
  }
  return UINT32_MAX;
}

static void places_say_what_is_headline_head_and_text(void **state)
{
  xmlDoc *doc = load_tree();
  struct told t = {0};
  (void)state;
  told_story(&t, xmlDocGetRootElement(doc)->children);
  assert_int_equal(place_of(&t, "周家渡报到"), 0);
  assert_in_range(place_of(&t, "引题"), FINDER_HEADS, FINDER_SOUND - 1);
  assert_in_range(place_of(&t, "小标题"), FINDER_HEADS, FINDER_SOUND - 1);
  assert_int_equal(place_of(&t, "第一行第二"), FINDER_TEXT);
  assert_in_range(place_of(&t, "党建办"), FINDER_TEXT, FINDER_PLACES);
  assert_int_equal(t.spokens, 3); /* headline, byline, 李四 */
  told_free(&t);
  xmlFreeDoc(doc);
}

static void a_headline_without_room_counts_as_text(void **state)
{
  struct buf b = BUF_INIT;
  struct told t = {0};
  (void)state;
  buf_puts(&b, "<article id='a'><headline>");
  for (int i = 0; i < 70; i++)
    buf_puts(&b, "长");
  buf_puts(&b, "</headline><body><p>甲</p></body></article>");
  xmlDoc *doc = xmlReadMemory(b.s, (int)b.n, "t", "UTF-8", 0);
  told_story(&t, xmlDocGetRootElement(doc));
  assert_int_equal(t.span[0].place, FINDER_TEXT);
  assert_int_equal(t.spoken[0].place, 0);
  told_free(&t);
  xmlFreeDoc(doc);
  buf_free(&b);
}

/* ---- pieces and files ---- */

static struct buf new_piece(void)
{
  struct buf b = BUF_INIT;
  xmlDoc *doc = load_tree();
  finder_piece(&b, xmlDocGetRootElement(doc));
  xmlFreeDoc(doc);
  return b;
}

static void sounds_stand_in_the_places_that_are_kept(void **state)
{
  struct buf piece = new_piece();
  struct finder *f = finder_new(sounds);
  (void)state;
  assert_true(finder_add(f, piece.s, piece.n));
  const struct finder_span *s = f->story[0].sound_span;
  assert_int_equal(s[0].place, FINDER_SOUND);
  assert_int_equal(s[1].place, FINDER_SOUND + FINDER_SLOT);
  const uint16_t *letters = f->story[0].sound.u + s[1].from;
  assert_int_equal(letters[0], FINDER_INITIAL + 'z' - 'a');
  assert_int_equal(letters[1], FINDER_INITIAL + 'j' - 'a');
  assert_int_equal(letters[2], FINDER_INITIAL + 'd' - 'a');
  finder_free(f);
  buf_free(&piece);
}

static void a_damaged_piece_is_refused_and_leaves_nothing(void **state)
{
  struct buf piece = new_piece();
  (void)state;
  for (size_t n = 0; n < piece.n; n += 4) {
    struct finder *f = finder_new(sounds);
    assert_false(finder_add(f, piece.s, n));
    assert_int_equal(f->n + f->issues + f->units, 0);
    finder_free(f);
  }
  for (size_t i = 0; i < piece.n; i++) {
    struct finder *f = finder_new(sounds);
    piece.s[i] = (char)~piece.s[i];
    finder_add(f, piece.s, piece.n); /* what it says, it must not read wild */
    piece.s[i] = (char)~piece.s[i];
    finder_free(f);
  }
  buf_free(&piece);
}

static void assert_in_file(const char *path, const char *want)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, path, 1 << 20));
  if (!strstr(b.s, want))
    fail_msg("%s lacks %s: %s", path, want, b.s);
  buf_free(&b);
}

static void an_index_has_a_file_for_every_pair(void **state)
{
  char *room = folder_new();
  struct buf piece = new_piece();
  struct finder *f = finder_new(sounds);
  xmlDoc *site = xmlReadMemory("<site><paper id='p'><title>报</title></paper>"
                               "</site>", 53, "s", "UTF-8", 0);
  (void)state;
  assert_true(finder_add(f, piece.s, piece.n));
  for (size_t i = 0; i < finder_parts(f); i++)
    assert_true(finder_write(f, i, xmlDocGetRootElement(site), "."));
  char *path = mem_printf("g%04x.js", finder_mix(0x793E533A) >>
                                          (32 - finder_gram_bits(f)));
  assert_in_file(path, "!社区%"); /* in story 1, once */
  assert_in_file("index.js", "\"papers\":[[\"p\",\"报\"]]");
  assert_in_file("index.js", "\"issues\":[[0,\"2024-01-02\",2]]");
  assert_in_file("d0000.js", "chenbao_found(\"d0000\",[[\"one\",2,");
  free(path);
  xmlFreeDoc(site);
  finder_free(f);
  buf_free(&piece);
  folder_free(room);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(width_form_and_case_do_not_count),
      cmocka_unit_test(marks_vanish_next_to_han_and_part_what_is_narrow),
      cmocka_unit_test(a_part_of_a_line_folds_to_a_part_of_it),
      cmocka_unit_test(numbers_come_back_and_need_no_escape),
      cmocka_unit_test(strings_are_closed_by_no_text),
      cmocka_unit_test(keys_come_back_from_the_mixer),
      cmocka_unit_test(han_have_their_readings_and_common_second_ones),
      cmocka_unit_test(readings_from_the_rules_are_what_icu_says),
      cmocka_unit_test(a_record_has_what_a_reader_reads_line_by_line),
      cmocka_unit_test(places_say_what_is_headline_head_and_text),
      cmocka_unit_test(a_headline_without_room_counts_as_text),
      cmocka_unit_test(sounds_stand_in_the_places_that_are_kept),
      cmocka_unit_test(a_damaged_piece_is_refused_and_leaves_nothing),
      cmocka_unit_test(an_index_has_a_file_for_every_pair),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
