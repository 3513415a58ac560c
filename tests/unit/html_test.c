/* The HTML writer: what a browser would misread otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "web/html.h"

static void expect(const char *xml, const char *want)
{
  xmlDoc *doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, 0);
  assert_non_null(doc);
  struct buf b = BUF_INIT;
  html_document(&b, doc);
  const char *start = "<!doctype html>\n";
  assert_memory_equal(b.s, start, strlen(start));
  b.s[b.n - 1] = '\0';
  assert_string_equal(b.s + strlen(start), want);
  buf_free(&b);
  xmlFreeDoc(doc);
}

static void void_elements_have_no_end_tag(void **state)
{
  (void)state;
  expect("<p>a<br/>b<wbr/>c<img src='x'/><hr></hr></p>",
         "<p>a<br>b<wbr>c<img src=\"x\"><hr></p>");
}

static void empty_elements_keep_their_end_tag(void **state)
{
  (void)state;
  expect("<div><i/><textarea/><script src='a.js'/></div>",
         "<div><i></i><textarea></textarea><script src=\"a.js\"></script>"
         "</div>");
}

static void script_and_style_are_not_escaped(void **state)
{
  (void)state;
  expect("<p><style>a &gt; b {}</style>&gt;<script>1 &lt; 2 &amp;&amp; 3"
         "</script>&amp;</p>",
         "<p><style>a > b {}</style>&gt;<script>1 < 2 && 3</script>&amp;</p>");
}

static void text_and_values_are_escaped(void **state)
{
  (void)state;
  expect("<a title='\"&lt;&amp;&gt;'>\"&lt;&amp;&gt;'</a>",
         "<a title=\"&quot;&lt;&amp;>\">\"&lt;&amp;&gt;'</a>");
}

static void han_and_marks_stand_as_they_are(void **state)
{
  (void)state;
  expect("<p title='晨报'>周家渡　“五美五好”——𠮷\u00a0</p>",
         "<p title=\"晨报\">周家渡　“五美五好”——𠮷\u00a0</p>");
}

static void boolean_attributes_have_no_value(void **state)
{
  (void)state;
  expect("<input checked='' disabled='disabled' value='' alt=''/>",
         "<input checked disabled value=\"\" alt=\"\">");
}

static void first_line_feed_of_pre_is_not_lost(void **state)
{
  (void)state;
  expect("<div><pre>\na</pre><pre>a\n</pre><pre><b>\n</b></pre></div>",
         "<div><pre>\n\na</pre><pre>a\n</pre><pre><b>\n</b></pre></div>");
}

static void html_that_is_made_elsewhere_enters_as_it_is(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  struct html h = html_new(&b);
  html_open(&h, "main");
  html_attr(&h, "id", "a");
  html_raw(&h, "<p>1</p>", 8);
  buf_puts(html_out(&h), "<p>2</p>");
  html_close(&h, "main");
  assert_string_equal(b.s, "<!doctype html>\n<main id=\"a\"><p>1</p><p>2</p>"
                           "</main>");
  buf_free(&b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(void_elements_have_no_end_tag),
      cmocka_unit_test(empty_elements_keep_their_end_tag),
      cmocka_unit_test(script_and_style_are_not_escaped),
      cmocka_unit_test(text_and_values_are_escaped),
      cmocka_unit_test(han_and_marks_stand_as_they_are),
      cmocka_unit_test(boolean_attributes_have_no_value),
      cmocka_unit_test(first_line_feed_of_pre_is_not_lost),
      cmocka_unit_test(html_that_is_made_elsewhere_enters_as_it_is)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
