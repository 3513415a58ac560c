/* Values of a tokens.css as fields (cmd/fields.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/fields.h"

static const struct field *find(const struct fields *f, const char *name)
{
  for (size_t i = 0; i < fields_count(f); i++)
    if (!strcmp(fields_at(f, i)->name, name))
      return fields_at(f, i);
  fail_msg("no %s", name);
  return NULL;
}

static void a_value_knows_its_rule_heading_and_note(void **state)
{
  const char css[] = "/* What all is. */\n:root {\n  /* Inks of it. */\n"
                     "  --ink: #123; /* the\n text */\n  --no: 1px\n}\n"
                     "@media  print\n{ :root { --red : red } }\n"
                     ".a { color: red; --b: var(--ink) }";
  (void)state;
  struct fields *f = fields_read(css, strlen(css));
  assert_int_equal(fields_count(f), 4);
  const struct field *ink = find(f, "--ink");
  assert_string_equal(ink->value, "#123");
  assert_string_equal(ink->where, ":root");
  assert_string_equal(ink->group, "Inks of it.");
  assert_string_equal(ink->note, "the text");
  assert_memory_equal(css + ink->at, "#123", ink->n);
  assert_string_equal(find(f, "--no")->note, "");
  assert_string_equal(find(f, "--red")->where, "@media print :root");
  assert_string_equal(find(f, "--red")->value, "red");
  assert_string_equal(find(f, "--b")->where, ".a");
  assert_int_equal(find(f, "--b")->kind, FIELD_ALIAS);
  fields_free(f);
}

static void kinds_are_told_apart(void **state)
{
  static const struct {
    const char *value;
    enum field_kind kind;
  } all[] = {{"#a01f16", FIELD_COLOUR},
             {"device-cmyk(0% 1% 2% 3%, #fff)", FIELD_COLOUR},
             {"rgb(1 2 3 / 50%)", FIELD_COLOUR},
             {"White", FIELD_COLOUR},
             {"#main", FIELD_OTHER},
             {"9pt", FIELD_LENGTH},
             {"-.5em", FIELD_LENGTH},
             {"112.5%", FIELD_LENGTH},
             {"1.7", FIELD_NUMBER},
             {"\"Noto Serif CJK SC\", serif", FIELD_FACES},
             {"STSong, serif", FIELD_FACES},
             {"var(--a)", FIELD_ALIAS},
             {"var(--a) 1px", FIELD_OTHER},
             {"max(2rem, 60px)", FIELD_OTHER},
             {"solid", FIELD_OTHER}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (field_kind_of(all[i].value) != all[i].kind)
      fail_msg("%s is %s", all[i].value,
               field_kind_name(field_kind_of(all[i].value)));
}

static void what_would_break_the_file_is_no_value(void **state)
{
  static const char *const bad[] = {
      "",         " red",    "red ",     "red;",      "red}",    "{red",
      "red /* ",  "rgb(1",   "1)",       "\"a",       "'a",      "a\nb",
      "a\\",      "</style", "red!important", "\xff", "a\x7f"};
  static const char *const good[] = {
      "red", "#fff", "\"Noto Serif CJK SC\", '宋体', serif",
      "device-cmyk(0% 0% 0% 100%, #5a5a5a)", "max(1px, (2px + 3px))",
      "\"a(b\"", "\"a;b\", 'c}d'"};
  char long_one[FIELD_VALUE + 2];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (field_may_be(bad[i]))
      fail_msg("“%s” may be a value", bad[i]);
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    if (!field_may_be(good[i]))
      fail_msg("“%s” may be no value", good[i]);
  memset(long_one, 'a', sizeof long_one - 1);
  long_one[sizeof long_one - 1] = '\0';
  assert_false(field_may_be(long_one));
}

static void only_the_value_changes_every_other_byte_stays(void **state)
{
  const char css[] = "\xEF\xBB\xBF:root{\r\n\t--a:1px;--b :  \"x;}\" , y ;;\r\n"
                     "/* --c: 1; */ --d:3}\r\n\r\n--e: stray; @x { --f: {a:b};"
                     " --g: 2 /* in */ ; }";
  (void)state;
  struct fields *f = fields_read(css, sizeof css - 1);
  const char **values = mem_array(fields_count(f) + 1, sizeof *values);
  struct buf out = BUF_INIT;
  fields_put(f, css, sizeof css - 1, values, &out);
  assert_int_equal(out.n, sizeof css - 1);
  assert_memory_equal(out.s, css, out.n);
  buf_clear(&out);
  for (size_t i = 0; i < fields_count(f); i++)
    if (!strcmp(fields_at(f, i)->name, "--b"))
      values[i] = "z";
  fields_put(f, css, sizeof css - 1, values, &out);
  assert_string_equal(out.s, "\xEF\xBB\xBF:root{\r\n\t--a:1px;--b :  z ;;\r\n"
                             "/* --c: 1; */ --d:3}\r\n\r\n--e: stray; @x { --f:"
                             " {a:b}; --g: 2 /* in */ ; }");
  buf_free(&out);
  free(values);
  fields_free(f);
}

static void depth_and_number_are_bounded(void **state)
{
  struct buf b = BUF_INIT;
  (void)state;
  for (int i = 0; i < 5000; i++)
    buf_puts(&b, "@media x {");
  buf_puts(&b, "--deep: 1;");
  for (int i = 0; i < 5000; i++)
    buf_putc(&b, '}');
  buf_puts(&b, ":root {");
  for (int i = 0; i < FIELDS + 10; i++)
    buf_printf(&b, "--n%d: %d;", i, i);
  struct fields *f = fields_read(b.s, b.n);
  assert_int_equal(fields_count(f), FIELDS);
  assert_string_equal(fields_at(f, 0)->name, "--n0");
  fields_free(f);
  buf_free(&b);
}

static void a_byte_of_nothing_does_not_stop_the_reading(void **state)
{
  const char css[] = ":root { \0 --a: 1; b\0c: d; --e: \0; --f: 2 }\0";
  (void)state;
  struct fields *f = fields_read(css, sizeof css - 1);
  assert_string_equal(find(f, "--f")->value, "2");
  fields_free(f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_knows_its_rule_heading_and_note),
      cmocka_unit_test(kinds_are_told_apart),
      cmocka_unit_test(what_would_break_the_file_is_no_value),
      cmocka_unit_test(only_the_value_changes_every_other_byte_stays),
      cmocka_unit_test(depth_and_number_are_bounded),
      cmocka_unit_test(a_byte_of_nothing_does_not_stop_the_reading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
