/* Which stories are about the same, and the words that an issue explains. */
#include "folder.h"

#include <libxml/parser.h>

#include "tree/node.h"
#include "web/body.h"
#include "web/notes.h"
#include "web/related.h"

static xmlDoc *read_tree(const char *xml)
{
  xmlDoc *doc = xmlReadMemory(xml, (int)strlen(xml), "t.xml", NULL,
                              XML_PARSE_NONET);
  assert_non_null(doc);
  return doc;
}

#define CARD(ISSUE, ID, MORE, TITLE)                                           \
  "<article id='" ID "' url='" ISSUE "/" ID ".html' " MORE "><headline>" TITLE \
  "</headline></article>"

/* Newest first, as site_load gives them. */
static const char site[] =
    "<site><paper id='p'>"
    "<issue id='p/2024-02-01' date='2024-02-01'>" /**/
    CARD("p/2024-02-01", "new", "section='民生'", "垃圾分类在行动")
    CARD("p/2024-02-01", "odd", "section='民生'", "春风来了")
    "</issue><issue id='p/2024-01-01' date='2024-01-01'>" /**/
    CARD("p/2024-01-01", "old", "section='民生'", "垃圾分类一年间")
    CARD("p/2024-01-01", "also", "", "说说垃圾分类")
    "</issue></paper></site>";

static const xmlNode *issue_at(const xmlDoc *doc, const char *id)
{
  const xmlNode *paper =
      node_first(xmlDocGetRootElement((xmlDoc *)doc), "paper");
  const xmlNode *card = node_first(paper, "issue");
  while (card && strcmp(node_attr(card, "id"), id) != 0)
    card = node_next(card, "issue");
  return card;
}

static void assert_related(const xmlDoc *doc, const char *issue,
                           const char *id, const char *want)
{
  const xmlNode *cards[RELATED];
  struct buf got = BUF_INIT;
  related_cards(issue_at(doc, issue), id, cards);
  buf_puts(&got, "");
  for (int i = 0; i < RELATED && cards[i]; i++)
    buf_printf(&got, "%s ", node_attr(cards[i], "id"));
  assert_string_equal(got.s, want);
  buf_free(&got);
}

static void stories_are_related_by_rare_words_to_earlier_ones(void **state)
{
  (void)state;
  xmlDoc *doc = read_tree(site);
  related_find(doc);
  assert_related(doc, "p/2024-02-01", "new", "old also ");
  assert_related(doc, "p/2024-02-01", "odd", "");
  /* A new issue changes no page of an old one. */
  assert_related(doc, "p/2024-01-01", "old", "also ");
  assert_related(doc, "p/2024-01-01", "none", "");
  xmlFreeDoc(doc);
}

static char *kin_of(const char *xml, const char *issue)
{
  xmlDoc *doc = read_tree(xml);
  related_find(doc);
  char *kin = mem_copy(node_attr(issue_at(doc, issue), "kin"));
  xmlFreeDoc(doc);
  return kin;
}

/* What a page shows of others is in the key of its issue. */
static void another_headline_changes_the_key_where_it_is_shown(void **state)
{
  (void)state;
  struct buf other = BUF_INIT;
  const char *at = strstr(site, "一年间");
  buf_put(&other, site, (size_t)(at - site));
  buf_puts(&other, "两年间");
  buf_puts(&other, at + strlen("一年间"));
  char *a = kin_of(site, "p/2024-02-01");
  char *b = kin_of(other.s, "p/2024-02-01");
  assert_string_not_equal(a, b);
  free(a);
  free(b);
  buf_free(&other);
}

static void a_site_without_stories_has_no_relations(void **state)
{
  (void)state;
  xmlDoc *doc = read_tree("<site><paper id='p'><issue id='p/2024-01-01'/>"
                          "</paper><paper id='q'/></site>");
  related_find(doc);
  assert_related(doc, "p/2024-01-01", "a", "");
  assert_related(doc, "p/2000-01-01", "a", "");
  xmlFreeDoc(doc);
}

/* ---- words that are explained ---- */

static const char issue[] =
    "<issue><article id='a'><body>"
    "<subhead level='1'>三驾马车</subhead>"
    "<p>议事有三驾马车，三驾马车。小区<link href='b.html'>大党委制</link></p>"
    "<p>大党委制和党</p>"
    "</body></article><article id='b'><body>"
    "<p>大党委制</p>"
    "<glossary><term>“三驾马车”</term><definition>居委会等</definition>"
    "<term>大党委制</term><definition>一种形式</definition>"
    "<term>党</term><definition>短</definition></glossary>"
    "</body></article></issue>";

static char *page_of(const xmlDoc *doc, const char *id)
{
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)doc);
  const xmlNode *a = node_first(root, "article");
  while (strcmp(node_attr(a, "id"), id) != 0)
    a = node_next(a, "article");
  struct notes *n = notes_new(root);
  const struct body_options o = {.story = true, .notes = n};
  struct buf out = BUF_INIT;
  notes_begin(n, a);
  body_html(&out, node_first(a, "body"), &o);
  notes_list(n, &out);
  notes_free(n);
  return buf_take(&out);
}

static void assert_page(const char *id, const char *want)
{
  xmlDoc *doc = read_tree(issue);
  char *got = page_of(doc, id);
  assert_string_equal(got, want);
  free(got);
  xmlFreeDoc(doc);
}

#define LINK(KIND, N)                                                          \
  "<a class=\"term\" id=\"use-" KIND "-" N "\" href=\"#" KIND "-" N            \
  "\" role=\"doc-glossref\" aria-describedby=\"" KIND "-" N "-is\">"

static void words_are_linked_once_and_listed(void **state)
{
  (void)state;
  assert_page("a", "<h2 id=\"part-1\">三驾马车</h2>\n"
                   "<p>议事有" LINK("note", "1") "三驾马车</a>，三驾马车。小区"
                   "<a href=\"b.html\">大党委制</a></p>\n"
                   "<p>" LINK("note", "2") "大党委制</a>和党</p>\n"
                   "<section class=\"notes\" role=\"doc-glossary\" "
                   "aria-labelledby=\"notes\">\n"
                   "<h2 id=\"notes\">名词解释</h2>\n<dl>\n"
                   "<dt id=\"note-1\">三驾马车</dt>\n"
                   "<dd id=\"note-1-is\">居委会等 <a class=\"back\" "
                   "href=\"#use-note-1\">回到正文</a></dd>\n"
                   "<dt id=\"note-2\">大党委制</dt>\n"
                   "<dd id=\"note-2-is\">一种形式 <a class=\"back\" "
                   "href=\"#use-note-2\">回到正文</a></dd>\n"
                   "</dl>\n</section>\n");
}

static void a_story_that_explains_links_its_own_list(void **state)
{
  (void)state;
  assert_page("b", "<p>" LINK("term", "2") "大党委制</a></p>\n"
                   "<div class=\"glossary\">\n<dl>\n"
                   "<dt id=\"term-1\">“三驾马车”</dt>\n"
                   "<dd id=\"term-1-is\">居委会等</dd>\n"
                   "<dt id=\"term-2\">大党委制</dt>\n"
                   "<dd id=\"term-2-is\">一种形式</dd>\n"
                   "<dt id=\"term-3\">党</dt>\n"
                   "<dd id=\"term-3-is\">短</dd>\n</dl>\n</div>\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stories_are_related_by_rare_words_to_earlier_ones),
      cmocka_unit_test(another_headline_changes_the_key_where_it_is_shown),
      cmocka_unit_test(a_site_without_stories_has_no_relations),
      cmocka_unit_test(words_are_linked_once_and_listed),
      cmocka_unit_test(a_story_that_explains_links_its_own_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
