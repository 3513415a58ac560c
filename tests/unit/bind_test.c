/* Templates: what they bind, what they refuse, where they say it is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "tree/bind.h"

static const char tree[] =
    "<issue date='2018-12-15'>"
    "<article id='a' priority='lead' url='a.html'><headline>甲</headline>"
    "<deck>副题</deck></article>"
    "<article id='b' url='javascript:alert(1)'><headline>乙&lt;b&gt;&amp;"
    "</headline></article>"
    "<article id='c' url='../c.html'><headline>丙</headline></article>"
    "</issue>";

static char dir[] = "out/test/tmp-XXXXXX";
static xmlDoc *issue;

static void put(const char *name, const char *text)
{
  char *path = file_join(dir, name);
  assert_true(file_write(path, text, strlen(text)));
  free(path);
}

/* What was said on stderr since `listen`. */
static int saved;
static FILE *caught;

static void listen(void)
{
  fflush(stderr);
  saved = dup(2);
  caught = tmpfile();
  assert_non_null(caught);
  dup2(fileno(caught), 2);
}

static const char *heard(void)
{
  static char text[4096];
  fflush(stderr);
  dup2(saved, 2);
  close(saved);
  rewind(caught);
  text[fread(text, 1, sizeof text - 1, caught)] = '\0';
  fclose(caught);
  return text;
}

static bool part(void *data, const char *name, const xmlNode *node,
                 const struct bind_sink *sink)
{
  (void)data;
  (void)node;
  if (strcmp(name, "body") != 0)
    return false;
  sink->open(sink->to, "hr");
  sink->close(sink->to, "hr");
  return true;
}

static char *bound(const char *page)
{
  put("page.html", page);
  struct template *t = template_load(dir, "page.html");
  if (!t)
    return NULL;
  const xmlNode *root = xmlDocGetRootElement(issue);
  const struct expr_var vars[] = {
      {"issue", root, NULL}, {"root", NULL, "../"}, {"placed", NULL, NULL}};
  const struct bind b = {root, vars, 3, part, NULL};
  xmlDoc *doc = bind_page(t, &b);
  template_free(t);
  if (!doc)
    return NULL;
  xmlBuffer *out = xmlBufferCreate();
  xmlNodeDump(out, doc, xmlDocGetRootElement(doc), 0, 0);
  char *text = strdup((const char *)xmlBufferContent(out));
  xmlBufferFree(out);
  xmlFreeDoc(doc);
  return text;
}

static void expect(const char *page, const char *want)
{
  char *text = bound(page);
  assert_non_null(text);
  assert_string_equal(text, want);
  free(text);
}

static void expect_error(const char *page, const char *want)
{
  listen();
  char *text = bound(page);
  const char *said = heard();
  assert_null(text);
  if (!strstr(said, want))
    fail_msg("want: %s\nsaid: %s", want, said);
  diag_reset();
}

static void values_replace_the_sample_text(void **state)
{
  (void)state;
  expect("<p t:text='article/headline'>示例<b>x</b></p>", "<p>甲</p>");
  expect("<p t:text='article[2]/headline'/>", "<p>乙&lt;b&gt;&amp;</p>");
  expect("<p>（<i t:replace='article/@id'>x</i>）</p>", "<p>（a）</p>");
  expect("<p t:text=\"count(article)\">9</p>", "<p>3</p>");
}

static void each_repeats_with_context_position_and_name(void **state)
{
  (void)state;
  expect("<ul><li t:each='article' t:text='@id'>x</li></ul>",
         "<ul><li>a</li><li>b</li><li>c</li></ul>");
  expect("<ul><li t:each='s: $issue/article'><b t:each='deck'"
         " t:text='$s/@id'/></li></ul>",
         "<ul><li><b>a</b></li><li/><li/></ul>");
  expect("<p><i t:each='article' t:if='position()=last()' t:text='@id'/></p>",
         "<p><i>c</i></p>");
  expect("<p><i t:each='$placed/page'/></p>", "<p/>");
}

static void conditions_and_small_forms_agree_with_xpath(void **state)
{
  (void)state;
  static const char *const pair[][2] = {
      {"article/deck", "boolean(article/deck)"},
      {"not(article/deck)", "not(boolean(article/deck))"},
      {"article/@id='b'", "boolean(article/@id='b')"},
      {"'b'=article/@id", "boolean('b'=article/@id)"},
      {"article/@id=article/headline", "boolean(article/@id=article/headline)"},
      {"article/@id=article/@id", "boolean(article/@id=article/@id)"},
      {"$root='../'", "boolean($root='../')"},
      {"'../'=$root", "boolean('../'=$root)"},
      {"article/..", "boolean(article/..)"},
      {"''", "boolean('')"},
      {"nothing=''", "boolean(nothing='')"},
      {"concat('',nothing)", "boolean(concat('',nothing))"},
      {"article/deck/text()", "boolean(article/deck/text())"},
      {"article[3]", "boolean(article[3])"},
      {"article[4]", "boolean(article[4])"},
      {"article[@id='b'][2]", "boolean(article[@id='b'][2])"},
      {"article[position() > 2]", "boolean(article[position() > 2])"},
      {"article and nothing", "boolean(article and nothing)"},
      {"article and @date and $root", "boolean(article and @date and $root)"},
      {"nothing or $issue", "boolean(nothing or $issue)"},
      {"nothing or not(article)", "boolean(nothing or not(article))"},
      {"nothing and nothing or article",
       "boolean(nothing and nothing or article)"},
      {"article or nothing and nothing",
       "boolean(article or nothing and nothing)"}};
  for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
    char page[300];
    snprintf(page, sizeof page, "<p><i t:if=\"%s\"/></p>", pair[i][0]);
    char *quick = bound(page);
    snprintf(page, sizeof page, "<p><i t:if=\"%s\"/></p>", pair[i][1]);
    char *slow = bound(page);
    assert_non_null(quick);
    assert_non_null(slow);
    assert_string_equal(quick, slow);
    free(quick);
    free(slow);
  }
}

/* In brackets a path goes to libxml2. */
static void small_sets_agree_with_xpath(void **state)
{
  (void)state;
  static const char *const path[] = {
      ".",
      "..",
      "@date",
      "article",
      "./article/.",
      "article/..",
      "article/../article",
      "article/headline",
      "article/@id",
      "article[1]",
      "article[3]",
      "article[4]",
      "article[0]",
      "article[ 2 ]",
      "article[2][1]",
      "article[1]/headline[1]",
      "article/headline[2]",
      "article[deck]",
      "article[not(deck)]",
      "article[not(deck)][2]",
      "article[@id='b']",
      "article[@id = $issue/article[2]/@id]",
      "article[@id = ../article/@id]",
      "article[@priority='lead'][1]",
      "article[@id='b' or deck]",
      "article[headline and not(deck)][2]",
      "article[deck and @id = $issue/article[2]/@id][1]",
      "article[position() > 1]",
      "article[position()>1]",
      "article[not(deck)][position() > 1]",
      "article[headline[2]]",
      "article['']",
      "article[$root]",
      "$issue",
      "$issue/article[@id = $issue/article/@id][position() > 2]",
      "$placed",
      "$placed/page[1]"};
  for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
    char page[300];
    const char *form = "<p><i t:each=\"%s\">（<b t:text='.'/>"
                       "<b t:text='position()'/>）</i></p>";
    snprintf(page, sizeof page, form, path[i]);
    char *quick = bound(page);
    form = "<p><i t:each=\"(%s)\">（<b t:text='.'/>"
           "<b t:text='position()'/>）</i></p>";
    snprintf(page, sizeof page, form, path[i]);
    char *slow = bound(page);
    assert_non_null(quick);
    assert_non_null(slow);
    assert_string_equal(quick, slow);
    free(quick);
    free(slow);
  }
  expect_error("<p><i t:each='$root'/></p>", "no set of nodes");
}

static void attributes_are_set_replaced_or_left_out(void **state)
{
  (void)state;
  expect("<a href='x' class='k' t:attr=\"href: article/@url; title: 'a;b'\"/>",
         "<a href=\"a.html\" class=\"k\" title=\"a;b\"/>");
  expect("<a t:attr=\"title: nothing; hidden: 1=1; open: 1=2\"/>",
         "<a hidden=\"\"/>");
  expect("<a t:attr=\"href: concat($root, article/@id, '.html')\"/>",
         "<a href=\"../a.html\"/>");
}

static void addresses_with_code_are_left_out(void **state)
{
  (void)state;
  listen();
  char *text = bound("<a t:attr='href: article[2]/@url'/>");
  const char *said = heard();
  assert_string_equal(text, "<a/>");
  assert_non_null(strstr(said, "page.html:1:1: warning:"));
  free(text);
  diag_reset();
  expect("<a t:attr='href: article[3]/@url'/>", "<a href=\"../c.html\"/>");
}

static void values_cannot_enter_code(void **state)
{
  (void)state;
  expect_error("<p><script t:text='@date'/></p>", "page.html:1:12: error:");
  expect_error("<p><style><i t:replace='@date'/></style></p>", "script or");
  expect_error("<p t:attr='onclick: @date'/>", "may not set code");
  expect_error("<p t:attr='style: @date'/>", "may not set code");
}

static void partials_come_from_other_files(void **state)
{
  (void)state;
  put("foot.html", "<html><body>&nbsp;<footer id='f'><b t:text='@date'/>"
                   "</footer></body></html>");
  expect("<p><i t:replace='foot.html#f'>x</i></p>",
         "<p><footer id=\"f\"><b>2018-12-15</b></footer></p>");
  expect("<p><i t:each='article' t:if=\"@id='c'\" t:replace='foot.html#f'/>"
         "</p>",
         "<p><footer id=\"f\"><b/></footer></p>");
  expect_error("<p><i t:replace='foot.html#g'/></p>",
               "page.html:1:7: error: foot.html has no element with id 'g'");
  expect_error("<p><i t:replace='none.html'/></p>", "none.html");
}

static void partials_that_include_themselves_are_refused(void **state)
{
  (void)state;
  put("ring.html", "<p id='a'><b t:replace='page.html'/></p>");
  expect_error("<p><i t:replace='ring.html#a'/></p>", "includes itself");
}

static void parts_come_from_the_program(void **state)
{
  (void)state;
  expect("<p><i t:replace='cb:body'>x</i></p>", "<p><hr/></p>");
  expect_error("<p>\n <i t:replace='cb:nobody'/></p>",
               "page.html:2:2: error: unknown part cb:nobody");
}

static void errors_name_file_line_and_column(void **state)
{
  (void)state;
  expect_error("<!DOCTYPE html>\n<p>\n  <b class='x'\n     t:if='a['/></p>",
               "page.html:4:6: error: 'a[' is no XPath");
  expect_error("<!DOCTYPE html>\n<p>\n  <br>\n</p>",
               "page.html:3:1: error: <br> is not closed");
  expect_error("<!DOCTYPE html><p>中&nope;</p>", "page.html:1:");
  expect_error("<p>\n<b t:txt='a'/></p>", "unknown attribute t:txt");
  expect_error("<p><i t:if='$nobody'/></p>", "no variable $nobody");
  expect_error("<p><i t:each='1+1'/></p>", "no set of nodes");
  expect_error("", "empty file");
  expect_error("<p>\xff</p>", "page.html:1:4: error: text is not UTF-8");
}

static void names_of_characters_are_predefined(void **state)
{
  (void)state;
  expect("<!DOCTYPE html>\n<p title='&middot;'>&nbsp;&hellip;</p>",
         "<p title=\"·\">\u00a0…</p>");
}

static void entity_bombs_and_outside_entities_are_refused(void **state)
{
  (void)state;
  expect_error("<!DOCTYPE p [<!ENTITY a 'b'>]><p>&a;</p>",
               "document type with declarations");
  expect_error("<!-- x --><!DOCTYPE p SYSTEM 'file:///etc/passwd' [\n"
               "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>",
               "document type with declarations");
}

static void endless_work_is_stopped(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  buf_puts(&b, "<p>");
  for (int i = 0; i < 20; i++)
    buf_puts(&b, "<b t:each='$issue/article'>");
  for (int i = 0; i < 20; i++)
    buf_puts(&b, "</b>");
  buf_puts(&b, "</p>");
  expect_error(b.s, "page too large");
  buf_clear(&b);
  for (int i = 0; i < 100; i++)
    buf_puts(&b, "<b>");
  for (int i = 0; i < 100; i++)
    buf_puts(&b, "</b>");
  expect_error(b.s, "nested too deeply");
  buf_free(&b);
}

static int set_up(void **state)
{
  (void)state;
  issue = xmlReadMemory(tree, sizeof tree - 1, NULL, NULL, 0);
  return !mkdtemp(dir) || !issue;
}

static int tear_down(void **state)
{
  (void)state;
  xmlFreeDoc(issue);
  xmlCleanupParser();
  return !file_remove(dir);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_replace_the_sample_text),
      cmocka_unit_test(each_repeats_with_context_position_and_name),
      cmocka_unit_test(conditions_and_small_forms_agree_with_xpath),
      cmocka_unit_test(small_sets_agree_with_xpath),
      cmocka_unit_test(attributes_are_set_replaced_or_left_out),
      cmocka_unit_test(addresses_with_code_are_left_out),
      cmocka_unit_test(values_cannot_enter_code),
      cmocka_unit_test(partials_come_from_other_files),
      cmocka_unit_test(partials_that_include_themselves_are_refused),
      cmocka_unit_test(parts_come_from_the_program),
      cmocka_unit_test(errors_name_file_line_and_column),
      cmocka_unit_test(names_of_characters_are_predefined),
      cmocka_unit_test(entity_bombs_and_outside_entities_are_refused),
      cmocka_unit_test(endless_work_is_stopped)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
