#include "tree/node.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* The end of VALUE's digits at TO. A site has millions of such numbers, and
 * snprintf takes ten times as long. */
static char *put_int(char *to, int value)
{
  char digits[12];
  size_t n = 0;
  unsigned left = value < 0 ? 0U - (unsigned)value : (unsigned)value;
  do
    digits[n++] = (char)('0' + left % 10);
  while (left /= 10);
  if (value < 0)
    *to++ = '-';
  while (n)
    *to++ = digits[--n];
  *to = '\0';
  return to;
}

static void put_place(char *to, int line, int col)
{
  to = put_int(to, line);
  *to++ = ':';
  put_int(to, col);
}

xmlNode *node_new(xmlNode *parent, const char *name, int line, int col)
{
  char at[32];
  put_place(at, line, col);
  xmlNode *n =
      xmlNewDocNode(parent ? parent->doc : NULL, NULL, BAD_CAST name, NULL);
  xmlNewProp(n, BAD_CAST "at", BAD_CAST at);
  if (parent)
    xmlAddChild(parent, n);
  return n;
}

void node_text_add(xmlNode *parent, const char *text, size_t n)
{
  if (n && n <= INT_MAX)
    xmlNodeAddContentLen(parent, BAD_CAST text, (int)n);
}

/* Most names differ in the first letter, and a call costs more than that. */
static bool is_named(const xmlChar *has, const char *name)
{
  return *has == (xmlChar)*name && !strcmp((const char *)has, name);
}

static xmlAttr *find(const xmlNode *n, const char *attr)
{
  xmlAttr *a = n && n->type == XML_ELEMENT_NODE ? n->properties : NULL;
  while (a && !is_named(a->name, attr))
    a = a->next;
  return a;
}

void node_set(xmlNode *n, const char *attr, const char *value)
{
  if (find(n, attr))
    xmlSetProp(n, BAD_CAST attr, BAD_CAST value);
  else
    xmlNewProp(n, BAD_CAST attr, BAD_CAST value);
}

void node_set_place(xmlNode *n, const char *attr, int line, int col)
{
  char at[32];
  put_place(at, line, col);
  node_set(n, attr, at);
}

void node_set_int(xmlNode *n, const char *attr, int value)
{
  char s[16];
  put_int(s, value);
  node_set(n, attr, s);
}

const char *node_attr(const xmlNode *n, const char *attr)
{
  const xmlAttr *a = find(n, attr);
  if (!a)
    return NULL;
  const xmlNode *t = a->children;
  return t && t->content ? (const char *)t->content : "";
}

int node_int(const xmlNode *n, const char *attr, int otherwise)
{
  const char *s = node_attr(n, attr);
  if (!s || !*s)
    return otherwise;
  char *end = NULL;
  long v = strtol(s, &end, 10);
  return *end || v < INT_MIN || v > INT_MAX ? otherwise : (int)v;
}

bool node_is(const xmlNode *n, const char *name)
{
  return n && n->type == XML_ELEMENT_NODE && is_named(n->name, name);
}

/* The first of N and its following siblings that is an element NAME. */
static xmlNode *seek(xmlNode *n, const char *name)
{
  while (n && (n->type != XML_ELEMENT_NODE || (name && !node_is(n, name))))
    n = n->next;
  return n;
}

xmlNode *node_first(const xmlNode *n, const char *name)
{
  return n ? seek(n->children, name) : NULL;
}

xmlNode *node_next(const xmlNode *n, const char *name)
{
  return n ? seek(n->next, name) : NULL;
}

xmlNode *node_walk(const xmlNode *n, const xmlNode *root)
{
  if (n->type == XML_ELEMENT_NODE && n->children)
    return n->children;
  while (n != root && !n->next)
    n = n->parent;
  return n == root ? NULL : n->next;
}

char *node_text(const xmlNode *n)
{
  struct buf b = BUF_INIT;
  for (const xmlNode *t = n; t; t = node_walk(t, n)) {
    bool text = t->type == XML_TEXT_NODE || t->type == XML_CDATA_SECTION_NODE;
    if (text && t->content)
      buf_puts(&b, (const char *)t->content);
  }
  return buf_take(&b);
}

char *node_child_text(const xmlNode *n, const char *name)
{
  const xmlNode *c = node_first(n, name);
  return c ? node_text(c) : NULL;
}

struct place node_place(const xmlNode *n)
{
  struct place p = {NULL, 0, 0};
  const char *at = node_attr(n, "at");
  if (at) {
    char *end = NULL;
    p.line = (int)strtol(at, &end, 10);
    p.col = *end == ':' ? (int)strtol(end + 1, NULL, 10) : 1;
  }
  for (; n && !p.file; n = n->parent)
    p.file = node_is(n, "image") ? NULL : node_attr(n, "src");
  return p;
}
