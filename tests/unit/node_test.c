/* The tree's accessors and its printed form. */
#include "folder.h"

#include <limits.h>

#include "tree/node.h"
#include "tree/print.h"

static xmlDoc *document(xmlNode **root)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  *root = node_new(NULL, "issue", 1, 1);
  xmlDocSetRootElement(doc, *root);
  node_set(*root, "src", "a.yaml");
  return doc;
}

static void attributes_are_text_not_markup(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  node_set(root, "name", "a & <b> &amp; \"c\"");
  assert_string_equal(node_attr(root, "name"), "a & <b> &amp; \"c\"");
  node_set(root, "name", "x & y");
  assert_string_equal(node_attr(root, "name"), "x & y");
  assert_null(node_attr(root, "none"));
  assert_null(node_attr(NULL, "none"));
  xmlFreeDoc(doc);
}

static void integers_have_a_default(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  node_set_int(root, "page", -3);
  assert_int_equal(node_int(root, "page", 1), -3);
  assert_int_equal(node_int(root, "none", 7), 7);
  node_set(root, "page", "3x");
  assert_int_equal(node_int(root, "page", 7), 7);
  node_set(root, "page", "99999999999");
  assert_int_equal(node_int(root, "page", 7), 7);
  xmlFreeDoc(doc);
}

static void numbers_of_all_sizes_are_written_out(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  static const int numbers[] = {0,  9,  10,      -1,      100,
                                70, -7, INT_MAX, INT_MIN, -INT_MAX};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    char want[32];
    snprintf(want, sizeof want, "%d", numbers[i]);
    node_set_int(root, "page", numbers[i]);
    assert_string_equal(node_attr(root, "page"), want);
  }
  node_set_place(root, "page.at", INT_MAX, INT_MIN);
  assert_string_equal(node_attr(root, "page.at"), "2147483647:-2147483648");
  xmlFreeDoc(doc);
}

static void places_name_the_nearest_file(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  xmlNode *article = node_new(root, "article", 1, 1);
  node_set(article, "src", "b.md");
  xmlNode *image =
      node_new(node_new(article, "figure", 70000, 3), "image", 70000, 12);
  node_set(image, "src", "images/a.jpg");
  struct place at = node_place(image);
  assert_string_equal(at.file, "b.md");
  assert_int_equal(at.line, 70000);
  assert_int_equal(at.col, 12);
  assert_string_equal(node_place(root).file, "a.yaml");
  xmlFreeDoc(doc);
}

static void children_are_found_by_name(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  node_text_add(root, "text", 4);
  xmlNode *a = node_new(root, "p", 2, 1), *b = node_new(root, "box", 3, 1);
  xmlNode *c = node_new(root, "p", 4, 1);
  node_text_add(c, "one", 3);
  node_text_add(node_new(c, "strong", 4, 4), "two", 3);
  assert_ptr_equal(node_first(root, NULL), a);
  assert_ptr_equal(node_first(root, "box"), b);
  assert_ptr_equal(node_next(a, "p"), c);
  assert_null(node_next(c, "p"));
  char *text = node_text(root), *child = node_child_text(root, "p");
  assert_string_equal(text, "textonetwo");
  assert_string_equal(child, "");
  assert_null(node_child_text(root, "none"));
  free(text);
  free(child);
  xmlFreeDoc(doc);
}

static void print_adds_no_space_to_text(void **state)
{
  (void)state;
  xmlNode *root;
  xmlDoc *doc = document(&root);
  xmlNode *p = node_new(node_new(root, "body", 1, 1), "p", 1, 1);
  node_text_add(node_new(p, "strong", 1, 1), "a", 1);
  node_text_add(p, " & <b>", 6);
  node_set(node_new(root, "page", 2, 1), "name", "\"\n");
  struct buf b = BUF_INIT;
  tree_print(&b, doc);
  assert_string_equal(b.s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<issue at=\"1:1\" src=\"a.yaml\">\n"
                           "  <body at=\"1:1\">\n"
                           "    <p at=\"1:1\"><strong at=\"1:1\">a</strong>"
                           " &amp; &lt;b&gt;</p>\n"
                           "  </body>\n"
                           "  <page at=\"2:1\" name=\"&quot;&#10;\"/>\n"
                           "</issue>\n");
  buf_free(&b);
  xmlFreeDoc(doc);
}

/* Depth must cost no stack, neither in walking nor in printing. */
static void deep_trees_are_walked(void **state)
{
  (void)state;
  xmlNode *root, *n;
  xmlDoc *doc = document(&root);
  n = root;
  for (int i = 0; i < 200000; i++)
    n = node_new(n, "strong", 1, 1);
  node_text_add(n, "x", 1);
  char *text = node_text(root);
  assert_string_equal(text, "x");
  free(text);
  struct buf b = BUF_INIT;
  tree_print(&b, doc);
  assert_non_null(strstr(b.s, ">x</strong>"));
  buf_free(&b);
  xmlFreeDoc(doc);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(attributes_are_text_not_markup),
      cmocka_unit_test(integers_have_a_default),
      cmocka_unit_test(numbers_of_all_sizes_are_written_out),
      cmocka_unit_test(places_name_the_nearest_file),
      cmocka_unit_test(children_are_found_by_name),
      cmocka_unit_test(print_adds_no_space_to_text),
      cmocka_unit_test(deep_trees_are_walked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
