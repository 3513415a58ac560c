/* The paths of XPath expressions, and which of them lead nowhere. */
#include "folder.h"

#include <libxml/parser.h>

#include "tree/bind.h"
#include "tree/paths.h"
#include "tree/watch.h"

/* The paths of SOURCE, with | between them. */
static void assert_paths(const char *source, const char *wants)
{
  struct path v[PATHS];
  struct buf b = BUF_INIT;
  size_t n = paths_of(source, v);
  buf_puts(&b, "");
  for (size_t i = 0; i < n; i++) {
    buf_puts(&b, i ? "|" : "");
    buf_put(&b, v[i].s, v[i].n);
  }
  assert_string_equal(b.s, wants);
  buf_free(&b);
}

static void paths_are_found_in_every_kind_of_expression(void **state)
{
  (void)state;
  assert_paths("headline", "headline");
  assert_paths(".", ".");
  assert_paths("../@url", "../@url");
  assert_paths("concat(headline, ' · ', $paper/title)",
               "headline|$paper/title");
  assert_paths("not(@page) and article[@id='a'][1]",
               "@page|article[@id='a'][1]");
  assert_paths("$page/@number mod 2 = 0", "$page/@number");
  assert_paths("number(substring(@date, 6, 2))", "@date");
  assert_paths("article[position() > 1 and not(@x)]/deck",
               "article[position() > 1 and not(@x)]/deck");
  assert_paths("(a | b)/c - 1", "a|b");
  assert_paths("-a * 2", "a");
  assert_paths("a/text() | //b[']']", "a/text()|//b[']']");
  assert_paths("ancestor::issue/@date", "ancestor::issue/@date");
  assert_paths("true() or 'text' or 12.5", "");
  assert_paths("div div mod", "div|mod");
  assert_paths("/", "/");
  assert_paths("", "");
  assert_paths("a[", "a[");
  assert_paths("'unclosed", "");
}

static void assert_names(const char *path, const char *wants)
{
  struct buf b = BUF_INIT;
  struct path name;
  bool attr;
  const char *s = path, *end = path + strlen(path);
  buf_puts(&b, "");
  while (paths_name(&s, end, &name, &attr)) {
    buf_puts(&b, b.n ? " " : "");
    buf_puts(&b, attr ? "@" : "");
    buf_put(&b, name.s, name.n);
  }
  assert_string_equal(b.s, wants);
  buf_free(&b);
}

static void names_are_those_of_elements_and_attributes(void **state)
{
  (void)state;
  assert_names("$issue/article[@id='headline'][1]/deck", "article @id deck");
  assert_names("page[sheet and zone/@article = $story/@id]",
               "page sheet zone @article @id");
  assert_names("ancestor::issue/attribute::date", "issue @date");
  assert_names("../..", "");
  assert_names("a[position() < 13]", "a");
}

static xmlDoc *bind_to_story(const struct template *t, const char *xml)
{
  xmlDoc *doc = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
  const xmlNode *root = xmlDocGetRootElement(doc);
  const struct expr_var vars[] = {{"issue", root, NULL}, {"none", NULL, NULL}};
  xmlFreeDoc(bind_page(t, &(struct bind){.node = root, .vars = vars,
                                         .nvars = 2}));
  return doc;
}

static void paths_that_lead_nowhere_are_counted(void **state)
{
  (void)state;
  char *dir = folder_room();
  char *file = file_join(dir, "a.html");
  folder_put(file,
             "<p><b t:each=\"article\" t:text=\"headline\">x</b>\n"
             "<i t:text=\"concat(headline, article/deck)\">x</i>"
             "<u t:each=\"story\" t:text=\"kicker\"/></p>");
  struct template *t = template_load(dir, "a.html");
  assert_non_null(t);
  watch_template(t);
  xmlDoc *doc = bind_to_story(
      t, "<issue><article><headline>h</headline></article></issue>");
  struct watch_list list = {0};
  watch_collect(t, &list);
  watch_collect(t, &list);
  watch_merge(&list);
  assert_int_equal(list.n, 6);
  static const struct {
    const char *path;
    long asked, found;
  } wants[] = {{"article", 2, 2},      {"headline", 2, 2},
               {"article/deck", 2, 0}, {"headline", 2, 0},
               {"story", 2, 0},        {"kicker", 0, 0}};
  for (size_t i = 0; i < 6; i++) {
    assert_string_equal(list.v[i].path, wants[i].path);
    assert_int_equal(list.v[i].asked, wants[i].asked);
    assert_int_equal(list.v[i].found, wants[i].found);
  }
  assert_string_equal(list.v[3].root, "issue");
  assert_int_equal(list.v[2].at.line, 2);
  watch_free(&list);
  xmlFreeDoc(doc);
  template_free(t);
  file_remove(dir);
  free(file);
  free(dir);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_are_found_in_every_kind_of_expression),
      cmocka_unit_test(names_are_those_of_elements_and_attributes),
      cmocka_unit_test(paths_that_lead_nowhere_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
