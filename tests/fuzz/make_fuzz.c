/* Markdown from nowhere, all the way: tree, check, pages of a small theme,
 * list and PDF. Nothing crashes or hangs, the pages are even, and every
 * character of the story's own that has a box stands on its sheet. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/tree.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/diag.h"
#include "draw/list.h"
#include "draw/pdf.h"
#include "draw/sheet.h"
#include "page/make.h"
#include "page/style.h"
#include "tree/check.h"
#include "tree/mark.h"
#include "tree/node.h"

enum { LIMIT = 4096 };

static const char theme[] = "tests/theme/small";
static struct fonts *fonts;
static struct styles *styles;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fonts = fonts_new();
  styles = styles_load(theme, fonts);
  if (!styles)
    abort();
  return 0;
}

static void add_text(xmlNode *parent, const char *name, const char *text)
{
  node_text_add(node_new(parent, name, 1, 1), text, strlen(text));
}

static xmlNode *add_story(xmlNode *issue, const char *id, unsigned form)
{
  static const char *const priorities[] = {"lead", "major", "normal", "brief"};
  xmlNode *a = node_new(issue, "article", 1, 1);
  node_set(a, "id", id);
  node_set(a, "src", id);
  node_set(a, "priority", priorities[form & 3]);
  if (form & 4)
    node_set_int(a, "jump", 2);
  add_text(a, "headline", form & 8 ? "聚焦家门口 提升建设" : "标题");
  return a;
}

static xmlDoc *issue_of(const char *s, size_t n, unsigned form)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *issue = node_new(NULL, "issue", 1, 1);
  xmlDocSetRootElement(doc, issue);
  node_set(issue, "id", "p/2018-12-15");
  node_set(issue, "paper", "p");
  node_set(issue, "date", "2018-12-15");
  node_set(issue, "dir", ".");
  node_set(issue, "src", "issue.yaml");
  add_text(node_new(issue, "paper", 1, 1), "title", "小报");
  for (int i = 1; i <= 2; i++)
    node_set_int(node_new(issue, "page", 1, 1), "number", i);
  /* Two stories: what stands before and behind the middle of the input. */
  size_t half = form & 16 ? n / 2 : 0;
  xmlNode *a = add_story(issue, "a", form);
  mark_parse(node_new(a, "body", 1, 1), s + half, n - half, "a", 1);
  if (form & 32)
    add_text(a, "signoff", "党建办");
  if (form & 32 && form & 64)
    node_set(node_first(a, "signoff"), "form", "run-in");
  if (half)
    mark_parse(node_new(add_story(issue, "b", form >> 2), "body", 1, 1), s,
               half, "b", 1);
  return doc;
}

static void print(const struct made *m)
{
  struct buf list = BUF_INIT, pdf = BUF_INIT;
  if (m->sheets->n % 2 || !m->sheets->n)
    abort();
  list_print(&list, m->sheets);
  if (!pdf_make(&pdf, m->sheets))
    abort();
  buf_free(&pdf);
  buf_free(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
  if (n < 2 || n > LIMIT)
    return 0;
  xmlDoc *doc = issue_of((const char *)s + 1, n - 1, s[0]);
  if (check_issue(doc)) {
    struct made m = make_issue(doc, theme, styles, fonts);
    print(&m);
    make_free(&m);
  }
  xmlFreeDoc(doc);
  diag_reset();
  return 0;
}
