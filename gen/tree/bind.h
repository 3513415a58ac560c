/* Binding: a template and documents make a page, told to a sink as a stream
 * of elements, or kept as a document. tree/template.h describes templates.
 * A page of one template with all values is bound in some 20 µs. */
#ifndef TREE_BIND_H
#define TREE_BIND_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "tree/expr.h"
#include "tree/template.h"

/* Who takes the page. Strings are plain UTF-8, not escaped, valid during the
 * call; attr comes after open and before anything else of the element. */
struct bind_sink {
  void (*open)(void *to, const char *name);
  void (*attr)(void *to, const char *name, const char *value);
  void (*text)(void *to, const char *text, size_t n);
  void (*close)(void *to, const char *name);
  void *to;
  /* May be NULL. Writes the run that begins with FIRST (tree/template.h);
   * false: it does not, tell me all of it. */
  bool (*run)(void *to, const struct template_node *first);
};

struct bind {
  const xmlNode *node;         /* the context at the start; may be NULL */
  const struct expr_var *vars; /* $issue $placed $site … : root elements */
  size_t nvars;
  /* Makes what t:replace="cb:NAME" stands for, at context NODE, by calls to
   * SINK or right into what the sink writes; false: no such name. May be
   * NULL. */
  bool (*part)(void *data, const char *name, const xmlNode *node,
               const struct bind_sink *sink);
  void *data;
};

/* Binds T into SINK. False when something was wrong (unknown variable or
 * part, too much work): then a diag said so, and what could be bound is. */
bool bind_to(const struct template *t, const struct bind *b,
             const struct bind_sink *sink);
/* The same as a new document; the caller frees it. NULL when wrong. */
xmlDoc *bind_page(const struct template *t, const struct bind *b);

#endif
