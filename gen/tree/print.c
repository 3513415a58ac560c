#include "tree/print.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "tree/node.h"

static void put_escaped(struct buf *b, const xmlChar *text, bool attr)
{
  for (const char *s = text ? (const char *)text : ""; *s; s++) {
    if (*s == '&')
      buf_puts(b, "&amp;");
    else if (*s == '<')
      buf_puts(b, "&lt;");
    else if (*s == '>')
      buf_puts(b, "&gt;");
    else if (*s == '"' && attr)
      buf_puts(b, "&quot;");
    else if (*s == '\r' || (attr && (*s == '\n' || *s == '\t')))
      buf_printf(b, "&#%d;", *s);
    else
      buf_putc(b, *s);
  }
}

static void open_tag(struct buf *b, const xmlNode *n)
{
  buf_printf(b, "<%s", (const char *)n->name);
  for (const xmlAttr *a = n->properties; a; a = a->next) {
    buf_printf(b, " %s=\"", (const char *)a->name);
    put_escaped(b, a->children ? a->children->content : NULL, true);
    buf_putc(b, '"');
  }
  buf_puts(b, n->children ? ">" : "/>");
}

/* Where white space would be text: beside text and inline elements. */
static bool mixed(const xmlNode *n)
{
  static const char *const names[] = {"strong", "emph", "link", "code", "br"};
  for (const xmlNode *c = n->children; c; c = c->next) {
    if (c->type != XML_ELEMENT_NODE)
      return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
      if (node_is(c, names[i]))
        return true;
  }
  return false;
}

struct printer {
  struct buf *b;
  int depth;
  const xmlNode *line; /* the element that is on one line with its content */
};

static void indent(const struct printer *p)
{
  if (p->line)
    return;
  buf_putc(p->b, '\n');
  for (int i = 0; i < p->depth; i++)
    buf_puts(p->b, "  ");
}

static void enter(struct printer *p, const xmlNode *n)
{
  if (n->type != XML_ELEMENT_NODE) {
    put_escaped(p->b, n->content, false);
    return;
  }
  indent(p);
  open_tag(p->b, n);
  if (!p->line && mixed(n))
    p->line = n;
  p->depth++;
}

static void leave(struct printer *p, const xmlNode *n)
{
  if (n->type != XML_ELEMENT_NODE)
    return;
  p->depth--;
  if (p->line == n)
    p->line = NULL;
  else if (n->children)
    indent(p);
  if (n->children)
    buf_printf(p->b, "</%s>", (const char *)n->name);
}

/* No recursion: depth costs no stack. */
void tree_print(struct buf *b, const xmlDoc *doc)
{
  struct printer p = {b, 0, NULL};
  const xmlNode *root = xmlDocGetRootElement(doc), *n = root;
  buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  while (n) {
    enter(&p, n);
    if (n->type == XML_ELEMENT_NODE && n->children) {
      n = n->children;
      continue;
    }
    leave(&p, n);
    while (n != root && !n->next) {
      n = n->parent;
      leave(&p, n);
    }
    n = n == root ? NULL : n->next;
  }
  buf_putc(b, '\n');
}
