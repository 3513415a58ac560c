/* The CSS that themes are written in: what is read, what is refused and
 * where, and that no sheet makes reading it slow or leaves its text. */
#include "folder.h"

#include "asset/css.h"

struct bench {
  struct arena *arena;
  struct css *css;
  char *said;
  bool ok;
};

/* From blocks of their own size, so that reading beyond them is found. */
static void read_css(struct bench *b, const char *tokens, const char *print)
{
  char *t = mem_copy(tokens), *p = mem_copy(print);
  struct capture c = capture_begin();
  b->arena = arena_new();
  b->css = css_new(b->arena);
  b->ok = css_tokens(b->css, b->arena, "tokens.css", t) &&
          css_rules(b->css, b->arena, "print.css", p);
  b->said = capture_end(&c);
  free(t);
  free(p);
}

static void close_bench(struct bench *b)
{
  css_free(b->css);
  arena_free(b->arena);
  free(b->said);
}

static void assert_refused(const char *print, const char *what)
{
  struct bench b;
  read_css(&b, "", print);
  assert_false(b.ok);
  assert_says(b.said, what);
  close_bench(&b);
}

static void rules_have_selectors_and_declarations(void **state)
{
  (void)state;
  struct bench b;
  read_css(&b, "",
           "/* c */ box > title, cell[align=right][head] p {\n"
           "  font: 400 9pt/1rlh \"A; } B\" ; color : #000 }\n");
  assert_true(b.ok);
  assert_int_equal(b.css->nrules, 2);
  const struct css_rule *r = &b.css->rules[0];
  assert_int_equal(r->weight, 2);
  assert_string_equal(r->parts[1].element, "title");
  assert_true(r->parts[1].child);
  assert_int_equal(r->ndecls, 2);
  assert_string_equal(r->decls[0].value, "400 9pt/1rlh \"A; } B\"");
  assert_string_equal(r->decls[1].name, "color");
  assert_int_equal(r->decls[1].at.line, 2);
  r = &b.css->rules[1];
  assert_int_equal(r->weight, 2002);
  assert_string_equal(r->parts[0].attrs[0].value, "right");
  assert_null(r->parts[0].attrs[1].value);
  assert_false(r->parts[1].child);
  close_bench(&b);
}

static void heavier_rules_come_later_equal_ones_stay_in_order(void **state)
{
  (void)state;
  struct bench b;
  read_css(&b, "", "a[x] { m: 1 } a { m: 2 } a b { m: 3 } c { m: 4 }");
  assert_true(b.ok);
  static const char *const order[] = {"2", "4", "3", "1"};
  for (int i = 0; i < 4; i++)
    assert_string_equal(b.css->rules[i].decls[0].value, order[i]);
  close_bench(&b);
}

static void tokens_of_root_and_of_print_are_known(void **state)
{
  (void)state;
  struct bench b;
  read_css(&b,
           "@media (prefers-color-scheme: dark) { :root { --a: dark } }\n"
           ":root { --a: 1pt; --b: var(--a) solid; color: red }\n"
           "a:hover { color: red } @font-face { src: url(x) }\n"
           "@media print { :root { --a: 2pt } p { --a: 3pt } }\n",
           "p { m: var(--a) x var( --b ) }");
  assert_true(b.ok);
  assert_string_equal(b.css->rules[0].decls[0].value, "2pt x 2pt solid");
  close_bench(&b);
}

static void page_is_read(void **state)
{
  (void)state;
  struct bench b;
  read_css(&b, "", "@page { size: 1mm 2mm; margin: 0 }");
  assert_true(b.ok);
  assert_int_equal(b.css->npage, 2);
  close_bench(&b);
}

static void what_is_not_understood_is_named_with_its_place(void **state)
{
  (void)state;
  assert_refused("p { color: red }\np:hover { }", "print.css:2:1: error: sel");
  assert_refused("p { color red; }", "print.css:1:5: error: expected");
  assert_refused("p { color: var(--no) }", "print.css:1:5: error: var()");
  assert_refused("p { color: red", "error: the block is not closed");
  assert_refused("报 { } }", "print.css:1:7: error: } closes nothing");
  assert_refused("@import url(x);", "print.css:1:1: error: at-rule");
  assert_refused("a b c d e f g h i { }", "error: selector");
  assert_refused("a > > b { }", "error: selector");
  assert_refused("a > { }", "error: selector");
}

static void text_that_breaks_off_is_not_read_beyond(void **state)
{
  (void)state;
  static const char *const cut[] = {
      "a[b",    "a[b=",  "a[b=\"", "a[",        "a >", "@media print",
      "@",      "@page", "@page {", "p { a: \"", "/*",  "p { a: /*",
      "p { a:", "p{a",   "p{a:(",  "p,",        "}",   "@media print {",
      "a{b:c\\"};
  for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
    struct bench b;
    read_css(&b, cut[i], "");
    close_bench(&b);
    read_css(&b, "", cut[i]);
    close_bench(&b);
  }
}

static void loops_and_floods_of_properties_end(void **state)
{
  (void)state;
  struct bench b;
  struct buf t = BUF_INIT;
  read_css(&b, ":root { --a: var(--b); --b: var(--a) }", "p { m: var(--a) }");
  assert_false(b.ok);
  close_bench(&b);
  buf_puts(&t, ":root { --x0: ; ");
  for (int i = 1; i < 9; i++) {
    buf_printf(&t, "--x%d:", i);
    for (int k = 0; k < 200; k++)
      buf_printf(&t, " var(--x%d)", i - 1);
    buf_puts(&t, "; ");
  }
  buf_puts(&t, "}");
  read_css(&b, t.s, "p { m: var(--x8) }");
  assert_false(b.ok);
  close_bench(&b);
  buf_free(&t);
}

static void too_many_rules_are_refused_at_once(void **state)
{
  (void)state;
  struct bench b;
  struct buf t = BUF_INIT;
  for (int i = 0; i < 300000; i++)
    buf_puts(&t, "a{}");
  read_css(&b, "", t.s);
  assert_false(b.ok);
  assert_says(b.said, "too many rules");
  close_bench(&b);
  buf_clear(&t);
  for (int i = 0; i < 100000; i++)
    buf_puts(&t, "%;");
  read_css(&b, "", t.s);
  assert_false(b.ok);
  assert_true(strlen(b.said) < 10000);
  close_bench(&b);
  buf_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rules_have_selectors_and_declarations),
      cmocka_unit_test(heavier_rules_come_later_equal_ones_stay_in_order),
      cmocka_unit_test(tokens_of_root_and_of_print_are_known),
      cmocka_unit_test(page_is_read),
      cmocka_unit_test(what_is_not_understood_is_named_with_its_place),
      cmocka_unit_test(text_that_breaks_off_is_not_read_beyond),
      cmocka_unit_test(loops_and_floods_of_properties_end),
      cmocka_unit_test(too_many_rules_are_refused_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
