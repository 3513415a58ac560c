/* The body of an article as HTML. */
#include "folder.h"

#include <libxml/parser.h>

#include "tree/mark.h"
#include "tree/node.h"
#include "web/body.h"

static void assert_body(const char *md, const struct body_options *o,
                        const char *want)
{
  struct buf out = BUF_INIT;
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *body = node_new(NULL, "body", 1, 1);
  xmlDocSetRootElement(doc, body);
  struct capture c = capture_begin();
  mark_parse(body, md, strlen(md), "t.md", 1);
  free(capture_end(&c));
  body_html(&out, body, o);
  assert_string_equal(out.s ? out.s : "", want);
  buf_free(&out);
  xmlFreeDoc(doc);
}

static const struct body_options plain = {0};

static void running_text_becomes_html(void **state)
{
  (void)state;
  assert_body("甲*乙***丙**`a<b`\\\n[丁](b.html?c&d \"e\")&lt;script>", &plain,
              "<p>甲<em>乙</em><strong>丙</strong><code>a&lt;b</code><br>\n"
              "<a href=\"b.html?c&amp;d\">丁</a>&lt;script&gt;</p>\n");
  assert_body("# 甲\n### 乙\n#### 丙\n---\n> 丁", &plain,
              "<h2>甲</h2>\n<h3>乙</h3>\n<h4>丙</h4>\n<hr>\n"
              "<blockquote>\n<p>丁</p>\n</blockquote>\n");
  assert_body("# 甲", &(struct body_options){.heading = 1}, "<h3>甲</h3>\n");
}

static void lists_are_tight_or_loose(void **state)
{
  (void)state;
  assert_body("3. 甲\n   - 乙\n4. 丙", &plain,
              "<ol start=\"3\">\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n"
              "<li>丙</li>\n</ol>\n");
  assert_body("- 甲\n\n  乙", &plain,
              "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n</ul>\n");
}

static void tables_have_heads_and_a_region(void **state)
{
  (void)state;
  assert_body("表：经费\n\n|项|数|\n|-|-:|\n|甲|1|", &plain,
              "<div class=\"table\" role=\"region\" tabindex=\"0\" "
              "aria-label=\"经费\">\n<table>\n<caption>经费</caption>\n"
              "<thead>\n<tr><th scope=\"col\">项</th><th scope=\"col\" "
              "class=\"right\">数</th></tr>\n</thead>\n<tbody>\n<tr>"
              "<td>甲</td><td class=\"right\">1</td></tr>\n</tbody>\n"
              "</table>\n</div>\n");
}

static void figures_carry_caption_and_credit(void **state)
{
  (void)state;
  assert_body("![图\"说](<images/a b%.jpg> \"摄\")",
              &(struct body_options){.images = "../"},
              "<figure>\n<img src=\"../images/a%20b%25.jpg\" "
              "alt=\"图&quot;说\" loading=\"lazy\">\n<figcaption>图\"说 "
              "<span class=\"credit\">摄</span></figcaption>\n</figure>\n");
}

static void directives_become_their_elements(void **state)
{
  (void)state;
  assert_body("::: box 甲\n乙\n:::\n::: pullquote\n丙\n:::\n", &plain,
              "<aside class=\"box\">\n<p class=\"title\">甲</p>\n<p>乙</p>\n"
              "</aside>\n<aside class=\"pullquote\">\n<p>丙</p>\n</aside>\n");
  assert_body("::: glossary 释\n甲：乙\n\n丙：丁\n:::\n",
              &(struct body_options){.ids = "x-"},
              "<div class=\"glossary\">\n<p class=\"title\">释</p>\n<dl>\n"
              "<dt id=\"x-term-1\">甲</dt>\n<dd>乙</dd>\n"
              "<dt id=\"x-term-2\">丙</dt>\n<dd>丁</dd>\n</dl>\n</div>\n");
  assert_body("::: names\n甲、乙\n:::\n", &plain,
              "<ul class=\"names\">\n<li>甲</li>\n<li>乙</li>\n</ul>\n");
  assert_body("~~~ c\na<b\n~~~\n", &plain,
              "<pre><code class=\"language-c\">a&lt;b\n</code></pre>\n");
}

/* A tree from elsewhere: what the parser would not have let through. */
static void a_hostile_tree_is_harmless(void **state)
{
  static const char xml[] =
      "<body><p><link href='javascript:x'>甲</link></p><figure>"
      "<image src='http://a.example/b.png' alt='c'/></figure><script>d&lt;"
      "</script><codeblock lang='\"&gt;'>e</codeblock></body>";
  struct buf out = BUF_INIT;
  (void)state;
  xmlDoc *doc = xmlReadMemory(xml, sizeof xml - 1, "t.xml", NULL, 0);
  body_html(&out, xmlDocGetRootElement(doc), &plain);
  assert_string_equal(out.s, "<p>甲</p>\n<figure>\n</figure>\nd&lt;<pre><code "
                             "class=\"language-&quot;>\">e\n</code></pre>"
                             "\n");
  buf_free(&out);
  xmlFreeDoc(doc);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(running_text_becomes_html),
      cmocka_unit_test(lists_are_tight_or_loose),
      cmocka_unit_test(tables_have_heads_and_a_region),
      cmocka_unit_test(figures_carry_caption_and_credit),
      cmocka_unit_test(directives_become_their_elements),
      cmocka_unit_test(a_hostile_tree_is_harmless),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
