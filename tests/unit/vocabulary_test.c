/* What print.css may name: the table against the grammar of the tree, and
 * that selectors which can never match are known as such. */
#include "folder.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "asset/css.h"
#include "page/vocabulary.h"

/* Elements of the grammar that no page draws: settings of the issue. */
static bool is_setting(const char *name)
{
  static const char *const list[] = {
      "paper",   "title", "latin",   "slogan", "publisher", "account",
      "caption", "line",  "section", "page",   "author",    "alias",
      "contact", "government", "imprint", NULL};
  for (int i = 0; list[i]; i++)
    if (!strcmp(list[i], name))
      return true;
  return false;
}

static bool is_known(const char *name)
{
  const char *one;
  for (size_t i = 0; (one = vocabulary_element(i)); i++)
    if (!strcmp(one, name))
      return true;
  return false;
}

static xmlXPathObject *find(xmlXPathContext *x, const char *path)
{
  xmlXPathRegisterNs(x, BAD_CAST "r",
                     BAD_CAST "http://relaxng.org/ns/structure/1.0");
  xmlXPathObject *v = xmlXPathEvalExpression(BAD_CAST path, x);
  assert_non_null(v);
  assert_non_null(v->nodesetval);
  return v;
}

static void table_has_every_element_of_the_grammar(void **state)
{
  (void)state;
  char *path = mem_printf("%s/gen/tree/schema.rng", folder_root());
  xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
  free(path);
  assert_non_null(doc);
  xmlXPathContext *x = xmlXPathNewContext(doc);
  xmlXPathObject *v = find(x, "//r:element/@name");
  assert_true(v->nodesetval->nodeNr > 40);
  for (int i = 0; i < v->nodesetval->nodeNr; i++) {
    const char *name =
        (const char *)v->nodesetval->nodeTab[i]->children->content;
    if (!is_setting(name) && !is_known(name))
      fail_msg("<%s> is not in page/vocabulary.c", name);
  }
  xmlXPathFreeObject(v);
  xmlXPathFreeContext(x);
  xmlFreeDoc(doc);
}

static void table_has_the_attributes_of_the_grammar(void **state)
{
  (void)state;
  char *path = mem_printf("%s/gen/tree/schema.rng", folder_root());
  xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
  free(path);
  xmlXPathContext *x = xmlXPathNewContext(doc);
  xmlXPathObject *v =
      find(x, "//r:element//r:attribute[not(.//r:element)]/@name");
  for (int i = 0; i < v->nodesetval->nodeNr; i++) {
    const xmlNode *a = v->nodesetval->nodeTab[i], *e = a->parent;
    while (e && strcmp((const char *)e->name, "element") != 0)
      e = e->parent;
    xmlChar *element = xmlGetProp((xmlNode *)e, BAD_CAST "name");
    const char *name = (const char *)a->children->content;
    const char *of = (const char *)element;
    if (!is_setting(of) && !vocabulary_attr(of, name, NULL))
      fail_msg("<%s %s> is not in page/vocabulary.c", of, name);
    xmlFree(element);
  }
  xmlXPathFreeObject(v);
  xmlXPathFreeContext(x);
  xmlFreeDoc(doc);
}

static struct vocabulary_verdict judge(const char *selector)
{
  static char said[256];
  struct arena *a = arena_new();
  struct css *css = css_new(a);
  char *sheet = mem_printf("%s { color: black }", selector);
  assert_true(css_rules(css, a, "print.css", sheet));
  struct vocabulary_verdict v = vocabulary_judge(&css->rules[0]);
  snprintf(said, sizeof said, "%s", v.what ? v.what : "");
  v.what = said;
  v.where = NULL;
  free(sheet);
  css_free(css);
  arena_free(a);
  return v;
}

static void assert_fault(const char *selector, enum vocabulary_fault fault,
                         const char *what)
{
  struct vocabulary_verdict v = judge(selector);
  assert_int_equal(v.fault, fault);
  assert_string_equal(v.what, what);
}

static void selectors_that_match_are_let_pass(void **state)
{
  (void)state;
  static const char *const list[] = {
      "article[priority=lead] > headline", "row[head] > cell", "item p",
      "quote p", "strong", "box > title", "ad[columns] > p", "p > strong",
      "headline[class=boxed]", "rule[class=column]", "briefs[class=heading]",
      "article p", "filler box title", "jump[class=to]", "*",
      "nameplate > div[class=anything]", "subhead[level=\"2\"]",
      "issue > article", "[priority=lead]", "box table cell strong", NULL};
  for (int i = 0; list[i]; i++)
    assert_int_equal(judge(list[i]).fault, VOCABULARY_FITS);
}

static void selectors_that_cannot_match_are_told(void **state)
{
  (void)state;
  assert_fault("pulquote", VOCABULARY_ELEMENT, "pulquote");
  assert_fault("h1", VOCABULARY_ELEMENT, "h1");
  assert_fault("article[prioritty=lead]", VOCABULARY_ATTR, "prioritty");
  assert_fault("p[class=first]", VOCABULARY_ATTR, "class");
  assert_fault("article[priority=breif]", VOCABULARY_VALUE, "breif");
  assert_fault("subhead[level=\"4\"]", VOCABULARY_VALUE, "4");
  assert_fault("quote > headline", VOCABULARY_INSIDE, "headline");
  assert_fault("article > strong", VOCABULARY_INSIDE, "strong");
  assert_fault("headline p", VOCABULARY_INSIDE, "p");
  assert_fault("[clas=boxed]", VOCABULARY_ATTR, "clas");
}

static void near_names_are_offered(void **state)
{
  (void)state;
  assert_string_equal(judge("pulquote").near, "pullquote");
  assert_string_equal(judge("headlines").near, "headline");
  assert_string_equal(judge("article[priority=breif]").near, "brief");
  assert_null(judge("paragraph").near);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(table_has_every_element_of_the_grammar),
      cmocka_unit_test(table_has_the_attributes_of_the_grammar),
      cmocka_unit_test(selectors_that_match_are_let_pass),
      cmocka_unit_test(selectors_that_cannot_match_are_told),
      cmocka_unit_test(near_names_are_offered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
