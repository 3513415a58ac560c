#include "tree/complete.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/node.h"

static const char *const priorities[] = {"lead", "major", "normal", "brief"};

struct story {
  xmlNode *node;
  int filler, page, priority, order;
};

static int priority_of(const xmlNode *n)
{
  const char *s = node_attr(n, "priority");
  int i = 0;
  while (i < 3 && (!s || strcmp(s, priorities[i]) != 0))
    i++;
  return i;
}

static int by_order(const void *a, const void *b)
{
  const struct story *x = a, *y = b;
  if (x->filler != y->filler)
    return x->filler - y->filler;
  if (!x->filler && x->page != y->page)
    return x->page - y->page;
  if (!x->filler && x->priority != y->priority)
    return x->priority - y->priority;
  return x->order - y->order;
}

static bool is_story(const xmlNode *n)
{
  return node_is(n, "article") || node_is(n, "filler");
}

/* What stands on pages, and behind them in the tree. */
static bool is_placed(const xmlNode *n)
{
  return is_story(n) || node_is(n, "ad");
}

/* A story that has no page is listed with the one before it in the editor's
 * order. */
static struct story *collect(const xmlNode *issue, size_t *count)
{
  struct story *v = NULL;
  size_t n = 0, cap = 0;
  int page = 1;
  for (xmlNode *c = node_first(issue, NULL); c; c = node_next(c, NULL)) {
    if (!is_story(c))
      continue;
    v = mem_grow(v, &cap, n + 1, sizeof *v);
    page = node_int(c, "page", page);
    v[n] = (struct story){c, node_is(c, "filler"), page, priority_of(c),
                          (int)n};
    n++;
  }
  *count = n;
  return v;
}

static void arrange(xmlNode *issue)
{
  size_t n = 0;
  struct story *v = collect(issue, &n);
  if (n)
    qsort(v, n, sizeof *v, by_order);
  for (size_t i = 0; i < n; i++) {
    xmlUnlinkNode(v[i].node);
    xmlAddChild(issue, v[i].node);
    if (!v[i].filler)
      node_set_int(v[i].node, "order", (int)i + 1);
  }
  free(v);
}

/* Pages that are NAMED, and up to the editor's page-count; when there is
 * neither, as many as the articles and advertisements ask for, at least 1. */
static int pages_needed(const xmlNode *issue, int named)
{
  int n = 1, count = node_int(issue, "page-count", 0);
  if (named || count)
    return count > named ? count : named;
  for (const xmlNode *a = node_first(issue, NULL); a; a = node_next(a, NULL)) {
    int page = is_placed(a) ? node_int(a, "page", 1) : 1;
    n = page > n ? page : n;
  }
  return n;
}

static void add_pages(xmlNode *issue)
{
  xmlNode *first = node_first(issue, NULL);
  int named = 0;
  for (; first && !is_placed(first); first = node_next(first, NULL))
    named += node_is(first, "page");
  for (int i = named + 1, n = pages_needed(issue, named); i <= n; i++) {
    xmlNode *page = node_new(issue, "page", 1, 1);
    node_set_int(page, "number", i);
    node_set(page, "name", "");
    if (first) {
      xmlUnlinkNode(page);
      xmlAddPrevSibling(first, page);
    }
  }
}

/* Is S the start of a character that is no white space? */
static bool is_word(const char *s)
{
  unsigned char c = (unsigned char)*s;
  if (c <= ' ' || (c & 0xC0) == 0x80)
    return false;
  if (c != 0xC2 && c != 0xE3) /* nearly always */
    return true;
  return strncmp(s, "\u00A0", 2) != 0 && strncmp(s, "\u3000", 3) != 0;
}

/* Characters of N's text that are no white space. */
static int words(const xmlNode *n)
{
  int count = 0;
  for (const xmlNode *t = n; t; t = node_walk(t, n))
    if (t->type == XML_TEXT_NODE && t->content)
      for (const char *s = (const char *)t->content; *s; s++)
        count += is_word(s);
  return count;
}

static void set_default(xmlNode *n, const char *attr, const char *value)
{
  if (!node_attr(n, attr))
    node_set(n, attr, value);
}

static void complete_story(xmlNode *n, const xmlNode *issue)
{
  const xmlNode *body = node_first(n, "body");
  set_default(n, "priority", "normal");
  set_default(n, "date", node_attr(issue, "date"));
  if (body)
    node_set_int(n, "words", words(body));
  if (node_is(n, "filler"))
    return;
  char *url =
      mem_printf("%s/%s.html", node_attr(issue, "id"), node_attr(n, "id"));
  node_set(n, "url", url);
  free(url);
}

void complete_issue(xmlNode *issue)
{
  for (xmlNode *n = node_first(issue, NULL); n; n = node_next(n, NULL))
    if (is_story(n))
      complete_story(n, issue);
  add_pages(issue);
  arrange(issue);
}

void complete_card(xmlNode *issue)
{
  int n = 0;
  for (const xmlNode *p = node_first(issue, "page"); p;
       p = node_next(p, "page"))
    n++;
  node_set_int(issue, "pages", n);
  char *url = mem_printf("%s/index.html", node_attr(issue, "id"));
  node_set(issue, "url", url);
  free(url);
  complete_strip(issue);
}

static void strip(xmlNode *n)
{
  for (xmlAttr *a = n->properties, *next; a; a = next) {
    next = a->next;
    if (strchr((const char *)a->name, '.'))
      xmlRemoveProp(a);
  }
}

void complete_strip(xmlNode *issue)
{
  strip(issue);
  for (xmlNode *n = node_first(issue, NULL); n; n = node_next(n, NULL))
    strip(n);
}
