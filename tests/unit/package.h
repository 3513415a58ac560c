/* For unit tests of headline packages: styles of a small theme, and articles
 * made of three texts. */
#ifndef TESTS_PACKAGE_H
#define TESTS_PACKAGE_H

#include "folder.h"

#include "asset/font.h"
#include "page/headline.h"
#include "tree/node.h"

struct fixture {
  struct fonts *fonts;
  struct styles *styles;
  struct arena *arena;
  char *dir;
};

static const char tokens[] = ":root { --dummy: 1px; }\n";
static const char print[] =
    "@page { size: 780pt 1100pt; margin: 40pt 43.5pt; }\n"
    ":root { columns: 6; column-gap: 9pt; }\n"
    "issue { font-family: \"Noto Serif CJK SC\"; font-size: 9pt;"
    " line-height: 13.5pt; text-align: justify; }\n"
    "kicker { font-size: 12pt; line-height: 18pt; text-align: center; }\n"
    "headline { font-size: 42pt; line-height: 50pt; text-align: center;"
    " -cb-sizes: 42pt 34pt 28pt 24pt 21pt 18pt 16pt 14pt; }\n"
    "headline[class=boxed] { background-color: #f3f0ea; padding: 12pt; }\n"
    "article[priority=major] > headline {"
    " -cb-forms: over over-3 9 over-8 side-2 vertical boxed; }\n"
    "continuation { font-size: 18pt; line-height: 27pt; text-align: start;"
    " -cb-sizes: 21pt 18pt 16pt 14pt 12pt; }\n"
    "jump { font-size: 8pt; line-height: 13.5pt; text-align: end; }\n"
    "deck { font-size: 12pt; line-height: 18pt; text-align: center; }\n";

static inline int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->dir = folder_new();
  folder_put("tokens.css", tokens);
  folder_put("print.css", print);
  x->fonts = fonts_new();
  x->styles = styles_load(".", x->fonts);
  x->arena = arena_new();
  *state = x;
  return x->styles == NULL;
}

static inline int tear_down(void **state)
{
  struct fixture *x = *state;
  arena_free(x->arena);
  styles_free(x->styles);
  fonts_free(x->fonts);
  folder_free(x->dir);
  free(x);
  return 0;
}

static inline void add(xmlNode *article, const char *name, const char *text)
{
  if (text)
    node_text_add(node_new(article, name, 2, 1), text, strlen(text));
}

/* An issue with one article of these three texts; NULL leaves one out. */
static inline xmlDoc *document(const char *const texts[3])
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *issue = node_new(NULL, "issue", 1, 1);
  xmlDocSetRootElement(doc, issue);
  xmlNode *article = node_new(issue, "article", 1, 1);
  add(article, "kicker", texts[0]);
  add(article, "headline", texts[1]);
  add(article, "deck", texts[2]);
  return doc;
}

static inline xmlNode *article_of(xmlDoc *doc)
{
  return node_first(xmlDocGetRootElement(doc), "article");
}

/* The texts of S's groups must be TEXTS (NULL: none), in this order. */
static inline void assert_text(const struct sheet *sheet,
                               const char *const texts[3])
{
  static const enum role roles[] = {ROLE_KICKER, ROLE_HEADLINE, ROLE_DECK};
  struct buf b = BUF_INIT;
  int k = -1;
  for (size_t i = 0; i < sheet->n; i++) {
    const struct item *it = &sheet->items[i];
    if (it->kind == ITEM_GROUP) {
      do
        assert_true(++k < 3);
      while (!texts[k]);
      assert_int_equal(it->u.group.role, roles[k]);
      buf_clear(&b);
    } else if (it->kind == ITEM_RUN)
      buf_put(&b, it->u.run.text, it->u.run.text_len);
    else if (it->kind == ITEM_END)
      assert_string_equal(b.s, texts[k]);
  }
  while (++k < 3)
    assert_null(texts[k]);
  buf_free(&b);
}

#endif
