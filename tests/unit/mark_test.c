/* Markdown: CommonMark's examples, what the tree holds, where its elements
 * stand, what is refused and how fast. */
#include "folder.h"

#include <time.h>
#include <cmark.h>
#include <libxml/tree.h>

#include "tree/link.h"
#include "tree/mark.h"
#include "tree/node.h"

static const char spec_path[] = "tests/commonmark/spec.txt";

struct parsed {
  xmlDoc *doc;
  xmlNode *body;
  char *said; /* on stderr */
  bool ok;
};

static struct parsed parse_n(const char *md, size_t n)
{
  struct parsed p = {.doc = xmlNewDoc(BAD_CAST "1.0")};
  p.doc->encoding = xmlStrdup(BAD_CAST "UTF-8");
  p.body = node_new(NULL, "body", 1, 1);
  xmlDocSetRootElement(p.doc, p.body);
  struct capture c = capture_begin();
  p.ok = mark_parse(p.body, md, n, "t.md", 1);
  p.said = capture_end(&c);
  return p;
}

static struct parsed parse(const char *md)
{
  return parse_n(md, strlen(md));
}

static void done(struct parsed *p)
{
  xmlFreeDoc(p->doc);
  free(p->said);
}

/* The blocks of BODY as XML. */
static char *xml_of(const struct parsed *p)
{
  struct buf b = BUF_INIT;
  xmlBuffer *x = xmlBufferCreate();
  for (xmlNode *c = p->body->children; c; c = c->next) {
    xmlBufferEmpty(x);
    xmlNodeDump(x, p->doc, c, 0, 0);
    buf_puts(&b, (const char *)xmlBufferContent(x));
  }
  xmlBufferFree(x);
  return buf_take(&b);
}

static void assert_tree(const char *md, const char *want)
{
  struct parsed p = parse(md);
  char *is = xml_of(&p);
  assert_string_equal(is, want);
  free(is);
  done(&p);
}

static void assert_message(const char *md, const char *said, bool ok)
{
  struct parsed p = parse(md);
  assert_says(p.said, said);
  assert_int_equal(p.ok, ok);
  done(&p);
}

/* ---- CommonMark ---- */

/* The text from *S to the line END, tabs restored; *S moves behind it. */
static char *part(const char **s, const char *end)
{
  struct buf b = BUF_INIT;
  size_t n = strlen(end);
  while (strncmp(*s, end, n) != 0) {
    const char *nl = strchr(*s, '\n');
    for (; *s <= nl; (*s)++)
      if (!strncmp(*s, "→", 3)) {
        buf_putc(&b, '\t');
        *s += 2;
      } else {
        buf_putc(&b, **s);
      }
  }
  *s += n;
  return buf_take(&b);
}

static char *spec_text(void)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, spec_path, 1 << 20));
  return buf_take(&b);
}

static const char fence[] = "````````````````````````````````";

/* Runs the examples: with raw HTML each must equal the specification and
 * cmark; without none may hold a start tag that cmark does not make. */
static void all_examples_of_commonmark_hold(void **state)
{
  char *spec = spec_text();
  char *head = mem_printf("\n%s example\n", fence);
  char *tail = mem_printf("%s\n", fence);
  int count = 0, bad = 0;
  (void)state;
  for (const char *s = spec; (s = strstr(s, head)); count++) {
    s += strlen(head);
    char *md = part(&s, ".\n"), *want = part(&s, tail);
    char *is = mark_html(md, strlen(md), true);
    char *cm = cmark_markdown_to_html(md, strlen(md), CMARK_OPT_UNSAFE);
    bad += strcmp(is, want) != 0 || strcmp(is, cm) != 0;
    free(md), free(want), free(is), free(cm);
  }
  assert_int_equal(count, 652);
  assert_int_equal(bad, 0);
  free(head), free(tail), free(spec);
}

static void raw_html_is_text_in_the_safe_mode(void **state)
{
  static const char md[] = "<div onclick=x>\n*a*\n</div>\n\nb <b>c</b>\n\n"
                           "[d](javascript:e) ![f](data:text/html,g)\n";
  (void)state;
  char *html = mark_html(md, sizeof md - 1, false);
  assert_string_equal(html, "<p>&lt;div onclick=x&gt;\n*a*\n&lt;/div&gt;\n"
                            "</p>\n<p>b &lt;b&gt;c&lt;/b&gt;</p>\n"
                            "<p><a href=\"\">d</a> <img src=\"\" alt=\"f\" "
                            "/></p>\n");
  free(html);
}

/* ---- the tree ---- */

static void blocks_become_their_elements(void **state)
{
  (void)state;
  assert_tree("甲\n\n# 一、乙\n### （二）丙\n\n##### 3.丁\n\n---\n",
              "<p at=\"1:1\">甲</p>"
              "<subhead at=\"3:1\" level=\"1\" number=\"一、\">一、乙</subhead>"
              "<subhead at=\"4:1\" level=\"2\" number=\"（二）\">（二）丙"
              "</subhead><subhead at=\"6:1\" level=\"3\" number=\"3.\">3.丁"
              "</subhead><break at=\"8:1\"/>");
  assert_tree("> 甲\n\n3. 乙\n4. 丙\n\n~~~ c x\na<b\n~~~\n",
              "<quote at=\"1:1\"><p at=\"1:3\">甲</p></quote>"
              "<list at=\"3:1\" kind=\"ordered\" start=\"3\">"
              "<item at=\"3:1\"><p at=\"3:4\">乙</p></item>"
              "<item at=\"4:1\"><p at=\"4:4\">丙</p></item></list>"
              "<codeblock at=\"6:1\" lang=\"c\">a&lt;b</codeblock>");
}

static void lines_of_chinese_are_joined(void **state)
{
  (void)state;
  assert_tree("甲\n乙，\n“丙”**丁**\n*戊*\n`x`\ny\n己",
              "<p at=\"1:1\">甲乙，“丙”<strong at=\"3:4\">丁</strong>"
              "<emph at=\"4:1\">戊</emph> <code at=\"5:1\">x</code> y 己</p>");
  assert_tree("甲  \n乙\\\n*丙*", "<p at=\"1:1\">甲<br at=\"1:2\"/>乙"
                                 "<br at=\"2:2\"/><emph at=\"3:1\">丙</emph>"
                                 "</p>");
}

static void columns_are_the_editors(void **state)
{
  (void)state;
  assert_tree("的**《甲》**已*“乙”*的`丙`", "<p at=\"1:1\">的"
              "<strong at=\"1:2\">《甲》</strong>已<emph at=\"1:10\">“乙”"
              "</emph>的<code at=\"1:16\">丙</code></p>");
  assert_tree("> 甲\n>   的**《乙》**已***丙**丁*",
              "<quote at=\"1:1\"><p at=\"1:3\">甲的<strong at=\"2:6\">《乙》"
              "</strong>已<emph at=\"2:14\"><strong at=\"2:15\">丙</strong>丁"
              "</emph></p></quote>");
  assert_tree("甲\\\n[乙](a\n\"b\")*丙*\n丁*戊*",
              "<p at=\"1:1\">甲<br at=\"1:2\"/><link at=\"2:1\" href=\"a\">乙"
              "</link><emph at=\"3:5\">丙</emph>丁<emph at=\"4:2\">戊</emph>"
              "</p>");
  assert_tree("[r]: a.html\n甲[乙][r]", "<p at=\"2:1\">甲<link at=\"2:2\" "
                                      "href=\"a.html\">乙</link></p>");
}

static void pipe_tables_become_tables(void **state)
{
  (void)state;
  assert_tree("表：经费\n\n| 项 | 数 |\n|:-:|--:|\n| **《甲》**的 | `a\\|b` |\n"
              "后文",
              "<table at=\"3:1\"><caption at=\"1:1\">经费</caption>"
              "<row at=\"3:1\" head=\"yes\"><cell at=\"3:3\" align=\"center\">项"
              "</cell><cell at=\"3:7\" align=\"right\">数</cell></row>"
              "<row at=\"5:1\"><cell at=\"5:3\" align=\"center\">"
              "<strong at=\"5:3\">《甲》</strong>的</cell>"
              "<cell at=\"5:14\" align=\"right\"><code at=\"5:14\">a|b</code>"
              "</cell></row></table><p at=\"6:1\">后文</p>");
  assert_tree("```\n|a|b|\n|-|-|\n```\n",
              "<codeblock at=\"1:1\">|a|b|\n|-|-|</codeblock>");
  assert_tree("| | |\n|-|-|\n|- 甲|# 乙|\n",
              "<table at=\"1:1\"><row at=\"3:1\"><cell at=\"3:2\" "
              "align=\"left\">- 甲</cell><cell at=\"3:6\" align=\"left\"># 乙"
              "</cell></row></table>");
  assert_message("|a|b|\n|-|-|\n|1|2|3|\n", "t.md:3:2: error", false);
}

static void pictures_become_figures(void **state)
{
  (void)state;
  assert_tree("![图**说**](images/a.jpg \"摄影 某\")",
              "<figure at=\"1:1\"><image at=\"1:1\" src=\"images/a.jpg\" "
              "alt=\"图说\"/><caption at=\"1:3\">图<strong at=\"1:4\">说"
              "</strong></caption><credit at=\"1:1\">摄影 某</credit></figure>");
  assert_tree("甲![](a.jpg)\n乙", "<p at=\"1:1\">甲乙</p><figure at=\"1:2\">"
                                 "<image at=\"1:2\" src=\"a.jpg\" alt=\"\"/>"
                                 "</figure>");
  assert_message("甲![](a.jpg)乙", "t.md:1:2: warning", true);
  assert_message("![](http://a.example/a.jpg)", "t.md:1:1: error", false);
}

static void directives_become_blocks(void **state)
{
  (void)state;
  assert_tree("::: box 甲*乙*\n- 丙\n:::\n丁",
              "<box at=\"1:1\"><title at=\"1:9\">甲<emph at=\"1:10\">乙</emph>"
              "</title><list at=\"2:1\" kind=\"bullet\"><item at=\"2:1\">"
              "<p at=\"2:3\">丙</p></item></list></box><p at=\"4:1\">丁</p>");
  assert_tree("::: names\n张三、李四（长，代），王五\n赵六。\n:::",
              "<names at=\"1:1\"><name at=\"2:1\">张三</name><name at=\"2:4\">"
              "李四（长，代）</name><name at=\"2:12\">王五</name>"
              "<name at=\"3:1\">赵六</name></names>");
  assert_tree("::: pullquote\n甲\n:::", "<pullquote at=\"1:1\"><p at=\"2:1\">甲"
                                       "</p></pullquote>");
}

static void a_glossary_is_divided_at_its_colons(void **state)
{
  (void)state;
  assert_tree("::: glossary\n“五美：五好”：甲：乙\n\n**丙：**丁\n\n戊:己\n:::",
              "<glossary at=\"1:1\"><term at=\"2:1\">“五美：五好”</term>"
              "<definition at=\"2:9\">甲：乙</definition><term at=\"4:1\">"
              "<strong at=\"4:1\">丙</strong></term><definition at=\"4:7\">丁"
              "</definition><term at=\"6:1\">戊</term><definition at=\"6:3\">己"
              "</definition></glossary>");
  assert_message("::: glossary\n甲乙\n:::", "t.md:2:1: error", false);
}

static void markers_in_code_are_text(void **state)
{
  (void)state;
  assert_tree("- 甲\n  ```\n  ::: box\n  :::\n  ```\n",
              "<list at=\"1:1\" kind=\"bullet\"><item at=\"1:1\"><p at=\"1:3\">"
              "甲</p><codeblock at=\"2:3\">::: box\n:::</codeblock></item>"
              "</list>");
  assert_message("::: foo\n:::", "t.md:1:1: error: unknown directive “foo”",
                 false);
  assert_message("甲\n\n::: box\n乙", "t.md:3:1: error", false);
  assert_message("甲\n\n:::", "t.md:3:1: error", false);
  assert_message("> ::: box", "t.md:1:3: error", false);
  assert_message("：：： box", "t.md:1:1: error", false);
}

/* ---- untrusted input ---- */

static void raw_html_is_text_and_told(void **state)
{
  (void)state;
  assert_tree("甲<b>乙</b>", "<p at=\"1:1\">甲&lt;b&gt;乙&lt;/b&gt;</p>");
  assert_tree("<script>\nx\n</script>",
              "<p at=\"1:1\">&lt;script&gt; x &lt;/script&gt;</p>");
  assert_message("甲<b>乙", "t.md:1:2: warning: raw HTML", true);
  assert_message("甲\n\n<div>\n", "t.md:3:1: warning: raw HTML", true);
}

static void dangerous_links_are_dropped(void **state)
{
  (void)state;
  assert_tree("甲[乙](javascript:x)", "<p at=\"1:1\">甲乙</p>");
  assert_message("甲[乙](JavaScript:x)", "t.md:1:2: error", false);
  assert_message("[乙](java&#10;script:x)", "t.md:1:1: error", false);
  assert_message("[乙](&#1;javascript:x)", "t.md:1:1: error", false);
  assert_message("<data:text/html,x>", "t.md:1:1: error", false);
  assert_message("[乙](//a.example/)", "t.md:1:1: error", false);
  assert_true(link_ok("a.html") && link_ok("../b/c.html#d") &&
              link_ok("mailto:a@b.example") && link_ok("HTTPS://a.example"));
  assert_false(link_ok("") || link_ok("\\\\a") || link_ok("vbscript:x"));
}

static void bad_characters_are_refused(void **state)
{
  (void)state;
  assert_message("甲\n乙\xFF丙", "t.md:2:2: error: byte 0xFF", false);
  assert_message("甲\xEE\x80\x80", "t.md:1:2: error: character U+E000", false);
  assert_message("甲\x01", "t.md:1:2: error: character U+0001", false);
  struct parsed p = parse_n("a\0b", 3);
  assert_says(p.said, "t.md:1:2: error: character U+0000");
  done(&p);
  assert_tree("&#1;&#xE000;&#xFFFF;", "<p at=\"1:1\">��</p>");
}

/* N times PIECE. */
static char *times(const char *piece, int n)
{
  struct buf b = BUF_INIT;
  while (n--)
    buf_puts(&b, piece);
  return buf_take(&b);
}

static const struct {
  const char *piece;
  int n;
} slow[] = {
    {"> ", 10000},   {">", 10000},       {"- ", 10000},     {"a", 10000000},
    {"[", 200000},   {"![a](", 100000},  {"<", 300000},     {"*a_ ", 200000},
    {"*a*\\\n", 24000}, {"a**b c* ", 100000}, {"|*|\n", 100000},
    {"::: box\n", 9000}, {"<!--", 200000}, {"<?a", 200000}, {"`a``", 200000},
    {"![](a)\n", 30000}, {"[a]: b\n", 90000}, {"[a](<b", 100000},
    {"***a** ", 40000}, {"&amp;\n", 30000}, {"*\\\n", 30000},
};

static void no_input_is_slow(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
    char *md = times(slow[i].piece, slow[i].n);
    clock_t from = clock();
    struct parsed p = parse(md);
    double s = (double)(clock() - from) / CLOCKS_PER_SEC;
    if (s > 10)
      fail_msg("%d × “%s” took %.1f s", slow[i].n, slow[i].piece, s);
    done(&p);
    free(md);
  }
}

static void too_much_is_refused(void **state)
{
  static const char *const pieces[] = {"> ", "- ", "+ ", "1. ", ">\t"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    char *heads = times(pieces[i], 33), *md = mem_printf("%sa", heads);
    assert_message(md, "t.md:1:1: error: more than 32 levels", false);
    free(heads), free(md);
  }
  char *md = times("*a ", 40), *end = times("a* ", 40);
  char *both = mem_printf("%s%s", md, end);
  assert_message(both, "t.md:1:1: error: more than 32 levels", false);
  free(md), free(end), free(both);
  md = times("- ", 100); /* a thematic break, not a hundred lists */
  assert_tree(md, "<break at=\"1:1\"/>");
  free(md);
  md = times("甲", 1000000);
  assert_message(md, "t.md:1:1: error: the article has 3000000 bytes", false);
  free(md);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_examples_of_commonmark_hold),
      cmocka_unit_test(raw_html_is_text_in_the_safe_mode),
      cmocka_unit_test(blocks_become_their_elements),
      cmocka_unit_test(lines_of_chinese_are_joined),
      cmocka_unit_test(columns_are_the_editors),
      cmocka_unit_test(pipe_tables_become_tables),
      cmocka_unit_test(pictures_become_figures),
      cmocka_unit_test(directives_become_blocks),
      cmocka_unit_test(a_glossary_is_divided_at_its_colons),
      cmocka_unit_test(markers_in_code_are_text),
      cmocka_unit_test(raw_html_is_text_and_told),
      cmocka_unit_test(dangerous_links_are_dropped),
      cmocka_unit_test(bad_characters_are_refused),
      cmocka_unit_test(no_input_is_slow),
      cmocka_unit_test(too_much_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
