/* Style sheets as a check of a theme sees them: rules with their places,
 * values of custom properties by scheme, colours, lengths. */
#include "folder.h"

#include "asset/scheme.h"
#include "asset/webcss.h"
#include "asset/webprops.h"
#include "asset/webvalue.h"

struct bench {
  struct arena *arena;
  struct webcss *css;
  char *said;
};

static void read_sheet(struct bench *b, const char *text)
{
  struct capture c = capture_begin();
  b->arena = arena_new();
  b->css = webcss_read(b->arena, "web.css", text);
  b->said = capture_end(&c);
}

static void close_bench(struct bench *b)
{
  webcss_free(b->css);
  arena_free(b->arena);
  free(b->said);
}

/* Declaration I as "selector { name: value } line:col media". */
static void assert_decl(const struct bench *b, size_t i, const char *wants)
{
  assert_true(i < b->css->ndecls);
  const struct webcss_decl *d = &b->css->decls[i];
  const struct webcss_rule *r = &b->css->rules[d->rule];
  char *is = mem_printf("%s { %s: %s } %d:%d %s", r->selector, d->name,
                        d->value, d->at.line, d->at.col, r->media);
  assert_string_equal(is, wants);
  free(is);
}

static void rules_and_places_are_read(void **state)
{
  (void)state;
  struct bench b;
  read_sheet(&b, "/* 一 */ a:hover, b > c { COLOR : red ! important; /* x */\n"
                 "  background: url(\"a;}b.png\") }\n"
                 "@media (min-width: 2em) { .x { --Y: A; width: 1px } }\n"
                 "@font-face { font-family: 楷 }\n"
                 "@import url(other.css);\n");
  assert_string_equal(b.said, "");
  assert_decl(&b, 0, "a:hover, b > c { color: red } 1:26 ");
  assert_decl(&b, 1, "a:hover, b > c { background: url(\"a;}b.png\") } 2:3 ");
  assert_int_equal(b.css->nimports, 1);
  assert_string_equal(b.css->imports[0], "url(other.css)");
  assert_int_equal(b.css->imports_at[0].line, 5);
  close_bench(&b);
}

static void nested_rules_and_media_are_kept_apart(void **state)
{
  (void)state;
  struct bench b;
  read_sheet(&b, "@media print { @supports (a: b) { .x { top: 0 } } }\n"
                 ".a { left: 0; &:hover { right: 0 } bottom: 0 }\n");
  assert_decl(&b, 0, ".x { top: 0 } 1:40 @media print @supports (a: b)");
  assert_decl(&b, 1, ".a { left: 0 } 2:6 ");
  assert_decl(&b, 2, "&:hover { right: 0 } 2:25 ");
  assert_decl(&b, 3, ".a { bottom: 0 } 2:36 ");
  close_bench(&b);
}

static void broken_sheets_are_told_and_end(void **state)
{
  static const struct {
    const char *text, *says;
  } cases[] = {
      {"a { color: red", "web.css:1:3: warning: the block is not closed"},
      {"@media print { a { b: c }", "web.css:1:14: warning: the block is"},
      {"}", "web.css:1:1: warning: } closes nothing"},
      {"a { color red; top: 0 }", "web.css:1:5: warning: this is no"},
      {"a b c", "web.css:1:1: warning: a selector without"},
      {"a { : red }", "web.css:1:5: warning: this is no"},
      {"a { b: \"", "the block is not closed"},
      {"/* ", ""},
      {"@", ""},
      {"a{b{c{d{e{f{g{h{i{j{k{l{m{n{o{p{q{r{s{t{u{v{w{x", ""},
      {"a { b: ((((((((", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct bench b;
    read_sheet(&b, cases[i].text);
    assert_says(b.said, cases[i].says);
    close_bench(&b);
  }
}

static void assert_value(const struct schemes *s, size_t i, const char *value,
                         const char *wants, const char *leaf_value)
{
  struct buf b = BUF_INIT;
  const struct webcss_decl *leaf;
  bool ok = schemes_value(s, i, value, &b, &leaf);
  if (wants)
    assert_string_equal(b.s, wants);
  assert_int_equal(ok, wants != NULL);
  if (leaf_value)
    assert_string_equal(leaf->value, leaf_value);
  buf_free(&b);
}

static void schemes_lie_over_the_plain_one(void **state)
{
  (void)state;
  struct bench b;
  read_sheet(&b,
             ":root { --a: #111; --b: var(--a); --loop: var(--loop) }\n"
             "@media (prefers-color-scheme: dark) { :root { --a: #eee } }\n"
             ":root[data-colour=\"contrast\"] { --a: #000 }\n"
             "@media print { :root { --a: black } }\n"
             ".card { --c: 1px; --a: pink }\n");
  struct schemes *s = schemes_new(b.arena);
  schemes_add(s, b.css);
  assert_int_equal(s->n, 4);
  assert_value(s, 0, "var(--b)", "#111", "#111");
  assert_value(s, 1, "1px solid var( --b )", "1px solid #eee", NULL);
  assert_value(s, 2, "var(--b)", "#000", "#000");
  assert_true(s->v[2].clear && !s->v[1].clear);
  assert_value(s, 3, "var(--a)", "black", "black");
  assert_true(s->v[3].print);
  assert_value(s, 0, "var(--c)", "1px", NULL);
  assert_value(s, 0, "var(--no, var(--a))", "#111", NULL);
  assert_value(s, 0, "var(--no)", NULL, NULL);
  assert_value(s, 0, "var(--loop)", NULL, NULL);
  assert_value(s, 0, "var(--a", NULL, NULL);
  schemes_free(s);
  close_bench(&b);
}

static void assert_colour(const char *s, int rgb)
{
  struct ink ink = {0};
  bool ok = webvalue_colour(s, &ink);
  assert_int_equal(ok, rgb >= 0);
  if (ok)
    assert_int_equal(ink.r << 16 | ink.g << 8 | ink.b, rgb);
}

static void colours_are_read(void **state)
{
  (void)state;
  assert_colour("#fff", 0xffffff);
  assert_colour("#A01f16", 0xa01f16);
  assert_colour("#a01f16ff", 0xa01f16);
  assert_colour("#a01f1680", -1); /* half transparent */
  assert_colour("#12", -1);
  assert_colour("rgb(160, 31, 22)", 0xa01f16);
  assert_colour("rgb(100% 0% 50% / 1)", 0xff0080);
  assert_colour("rgba(0,0,0,.5)", -1);
  assert_colour("hsl(0 100% 50%)", 0xff0000);
  assert_colour("hsl(120deg, 100%, 25%)", 0x008000);
  assert_colour("White", 0xffffff);
  assert_colour("device-cmyk(0% 0% 0% 100%, #5a5a5a)", 0x5a5a5a);
  assert_colour("device-cmyk(0 0 0 1)", 0);
  assert_colour("inherit", -1);
  assert_colour("none", -1);
  assert_colour("rgb(", -1);
  assert_colour("", -1);
}

static void contrast_is_that_of_wcag(void **state)
{
  (void)state;
  struct ink black = {0}, white = {.r = 255, .g = 255, .b = 255},
             grey = {.r = 0x76, .g = 0x76, .b = 0x76};
  assert_int_equal((int)webvalue_contrast(black, white), 21);
  assert_int_equal((int)webvalue_contrast(white, white), 1);
  assert_int_equal((int)(webvalue_contrast(white, grey) * 100), 454);
}

static void assert_px(const char *s, double wants)
{
  const struct webvalue_units u = {.em = 18, .rem = 16};
  double px;
  bool ok = webvalue_px(s, &u, &px);
  assert_int_equal(ok, wants >= 0);
  if (ok)
    assert_true(px > wants - 0.01 && px < wants + 0.01);
}

static void lengths_become_px(void **state)
{
  (void)state;
  assert_px("12px", 12);
  assert_px("1.5rem", 24);
  assert_px("2em", 36);
  assert_px("112.5%", 20.25);
  assert_px("9pt", 12);
  assert_px("max(2.75rem, 44px)", 44);
  assert_px("max(10px, 9vw)", 10);
  assert_px("min(1.35rem, 8.4vw)", -1);
  assert_px("clamp(1rem, 10px + 20px, 40px)", 30);
  assert_px("calc((2rem - 2px) / 2)", 15);
  assert_px("calc(1rem * 0.5)", 8);
  assert_px("9vw", -1);
  assert_px("inherit", -1);
  assert_px("", -1);
  assert_px("((((((((((((1px", -1);
  assert_px("1px 2px", -1);
}

static void font_sizes_are_found_in_the_shorthand(void **state)
{
  (void)state;
  char size[64];
  assert_true(webvalue_font_size("700 1.2rem/1.5 serif", size, 64));
  assert_string_equal(size, "1.2rem");
  assert_true(webvalue_font_size("min(1.3rem, 8vw)/1.3 x", size, 64));
  assert_string_equal(size, "min(1.3rem, 8vw)");
  assert_true(webvalue_font_size("italic bold 12px/30px Georgia", size, 64));
  assert_string_equal(size, "12px");
  assert_false(webvalue_font_size("inherit", size, 64));
}

static void properties_are_known_by_name(void **state)
{
  (void)state;
  assert_true(webprops_has("color"));
  assert_true(webprops_has("zoom"));
  assert_true(webprops_has("accent-color"));
  assert_false(webprops_has("colour"));
  assert_string_equal(webprops_near("colour"), "color");
  assert_string_equal(webprops_near("pading"), "padding");
  assert_string_equal(webprops_near("backgruond"), "background");
  assert_null(webprops_near("nothing-like-it"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rules_and_places_are_read),
      cmocka_unit_test(nested_rules_and_media_are_kept_apart),
      cmocka_unit_test(broken_sheets_are_told_and_end),
      cmocka_unit_test(schemes_lie_over_the_plain_one),
      cmocka_unit_test(colours_are_read),
      cmocka_unit_test(contrast_is_that_of_wcag),
      cmocka_unit_test(lengths_become_px),
      cmocka_unit_test(font_sizes_are_found_in_the_shorthand),
      cmocka_unit_test(properties_are_known_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
