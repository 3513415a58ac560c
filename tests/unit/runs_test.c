/* What is the same on all pages is written once: pages must not differ by
 * it. */
#include "folder.h"

#include <libxml/parser.h>

#include "tree/bind.h"
#include "tree/template.h"
#include "web/html.h"

static const char page[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"/><title t:text=\"@id\">x"
    "</title><script src=\"a.js\" defer=\"\"></script></head>\n"
    "<body class=\"a &amp; b\"><p>一 &lt;二&gt; &amp;</p><hr/>\n"
    "<p t:if=\"@no\">no</p><!-- c --><p>三</p>\n"
    "<pre>\n\nfour</pre><pre>\n<b t:text=\"@id\">x</b></pre>\n"
    "<ul><li t:each=\"n\"><a href=\"#\" class=\"k\">五</a> <i t:text=\".\">x</i>"
    " 六</li></ul><textarea disabled=\"disabled\">\nx</textarea>\n"
    "<div t:replace=\"part.html#foot\">x</div></body></html>\n";
static const char part[] =
    "<html><body><div id=\"foot\"><b>七</b><b t:text=\"@id\">x</b><b>八</b>"
    "</div></body></html>";

static void put_page(struct buf *out, const struct template *t,
                     const xmlNode *node, struct html_runs *runs)
{
  struct html h = html_new(out);
  const struct bind b = {.node = node};
  h.runs = runs;
  const struct bind_sink sink = html_sink(&h);
  assert_true(bind_to(t, &b, &sink));
}

static void pages_are_the_same_with_runs(void **state)
{
  (void)state;
  char *dir = folder_new();
  folder_put("t/page.html", page);
  folder_put("t/part.html", part);
  struct template *t = template_load("t", "page.html");
  assert_non_null(t);
  assert_true(template_runs(t) > 3);
  struct html_runs runs = html_runs_new(t);
  for (int i = 0; i < 3; i++) {
    struct buf with = BUF_INIT, without = BUF_INIT;
    char *xml = mem_printf("<a id='%d&lt;'><n>甲</n><n>%d</n></a>", i, i);
    xmlDoc *doc = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
    put_page(&with, t, xmlDocGetRootElement(doc), &runs);
    put_page(&without, t, xmlDocGetRootElement(doc), NULL);
    assert_string_equal(with.s, without.s);
    assert_non_null(strstr(with.s, "<p>一 &lt;二&gt; &amp;</p><hr>"));
    assert_non_null(strstr(with.s, "class=\"a &amp; b\""));
    xmlFreeDoc(doc);
    free(xml);
    buf_free(&with);
    buf_free(&without);
  }
  html_runs_free(&runs);
  template_free(t);
  folder_free(dir);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pages_are_the_same_with_runs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
