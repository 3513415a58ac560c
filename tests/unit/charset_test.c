/* Character sets of texts that editors get: found without guessing, converted
 * without loss, and what is damaged is counted. */
#include "folder.h"

#include <iconv.h>

#include "intake/charset.h"

static const char han[] = "周家渡街道“家门口”服务站，2019年5月31日启用。\n";
static const char trad[] = "臺灣繁體中文的報紙，報導社區新聞，為居民服務。\n";

/* TEXT in SET. */
static struct buf encode(const char *text, const char *set)
{
  struct buf b = BUF_INIT;
  char part[1024], *in = (char *)text, *out = part;
  size_t left = strlen(text), room = sizeof part;
  iconv_t cd = iconv_open(set, "UTF-8");
  assert_true(cd != (iconv_t)-1);
  assert_true(iconv(cd, &in, &left, &out, &room) != (size_t)-1);
  iconv_close(cd);
  buf_put(&b, part, sizeof part - room);
  return b;
}

static void expect(const char *s, size_t n, const char *set, const char *text,
                   int damaged)
{
  struct buf b = BUF_INIT;
  int bad = -1;
  const char *found = charset_read(&b, s, n, &bad);
  assert_non_null(found);
  assert_string_equal(found, set);
  assert_string_equal(b.s, text);
  assert_int_equal(bad, damaged);
  buf_free(&b);
}

static void round_trip(const char *text, const char *set, const char *name)
{
  struct buf b = encode(text, set);
  expect(b.s, b.n, name, text, 0);
  buf_free(&b);
}

static void sets_are_found_without_a_mark(void **state)
{
  (void)state;
  round_trip(han, "UTF-8", "UTF-8");
  round_trip(han, "GB18030", "GB18030");
  round_trip(han, "GBK", "GB18030");
  round_trip(han, "UTF-16LE", "UTF-16LE");
  round_trip(han, "UTF-16BE", "UTF-16BE");
  round_trip("plain ASCII, 1,787\r\n", "UTF-8", "UTF-8");
  round_trip("Latin in two bytes each\n", "UTF-16LE", "UTF-16LE");
  round_trip("Latin in two bytes each\n", "UTF-16BE", "UTF-16BE");
  /* The two characters that Notepad takes for UTF-8. */
  round_trip("联通", "GBK", "GB18030");
  round_trip("", "UTF-8", "UTF-8");
}

static void marks_name_the_set_and_are_left_out(void **state)
{
  (void)state;
  static const char *const marks[] = {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"};
  static const char *const sets[] = {"UTF-8", "UTF-16LE", "UTF-16BE"};
  for (int i = 0; i < 3; i++) {
    struct buf b = BUF_INIT, text = encode(han, sets[i]);
    buf_puts(&b, marks[i]);
    buf_put(&b, text.s, text.n);
    expect(b.s, b.n, sets[i], han, 0);
    buf_free(&b);
    buf_free(&text);
  }
}

static void rare_characters_survive(void **state)
{
  (void)state;
  /* Outside the first plane: four bytes in GB18030, two units in UTF-16. */
  round_trip("周家渡的𠮷字在四个字节里，还有㐂字。\n", "GB18030", "GB18030");
  round_trip("周家渡的𠮷字在两个单位里。\n", "UTF-16LE", "UTF-16LE");
}

static void traditional_text_is_big5_only_when_certain(void **state)
{
  (void)state;
  round_trip(trad, "BIG5", "Big5");
  round_trip(trad, "GBK", "GB18030");
}

static void a_damaged_byte_is_counted_not_fatal(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  for (int i = 0; i < 3; i++)
    buf_puts(&b, han);
  buf_puts(&b, "\xE5\x91\n");
  struct buf out = BUF_INIT;
  int bad;
  assert_string_equal(charset_read(&out, b.s, b.n, &bad), "UTF-8");
  assert_int_equal(bad, 2);
  assert_non_null(strstr(out.s, "启用。\n\xEF\xBF\xBD"));
  buf_free(&out);
  buf_free(&b);
  struct buf gb = encode(han, "GB18030");
  buf_put(&gb, "\xFF", 1);
  assert_string_equal(charset_read(&out, gb.s, gb.n, &bad), "GB18030");
  assert_int_equal(bad, 1);
  buf_free(&out);
  buf_free(&gb);
}

static void what_fits_no_set_is_refused(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  int bad;
  assert_null(charset_read(&b, "caf\xE9 \xE9t\xE9 ", 9, &bad));
  assert_int_equal(b.n, 0);
  buf_free(&b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sets_are_found_without_a_mark),
      cmocka_unit_test(marks_name_the_set_and_are_left_out),
      cmocka_unit_test(rare_characters_survive),
      cmocka_unit_test(traditional_text_is_big5_only_when_certain),
      cmocka_unit_test(a_damaged_byte_is_counted_not_fatal),
      cmocka_unit_test(what_fits_no_set_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
