/* Natural templates: well-formed XML pages that open in a browser as they
 * are, with sample text inside, bound by five attributes (the declaration
 * xmlns:t="…" is welcome, but not needed):
 *   t:each="story: $issue/article"  the element again for each node, which is
 *                                   the context inside (and $story, if named)
 *   t:if="deck"                     only if true, judged inside t:each
 *   t:text="headline"               the value instead of the sample content
 *   t:attr="href: @url; alt: 'x'"   attributes; one whose value is an empty
 *                                   node-set or false is left out, one that
 *                                   is true is boolean
 *   t:replace="foot.html#contact"   another file's element instead of this;
 *   t:replace="cb:body"             what the program makes under this name;
 *   t:replace="@name"               or the bare value
 * Values are XPath 1.0 and enter as text: nothing can be injected. They go
 * into no script or style, nor into attributes that hold such; addresses
 * (href, src …) pass when relative, http, https, mailto or tel. */
#ifndef TREE_TEMPLATE_H
#define TREE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct expr;
struct expr_engine;
struct template;

/* NAME of the theme in THEME_DIR (tree/theme.h) with all its partials. Errors
 * are told with file:line:col, then NULL. Not for use by two threads at a
 * time. */
struct template *template_load(const char *theme_dir, const char *name);
void template_free(struct template *t);

/* ---- For tree/bind: what a template was compiled to. ---- */

struct template_attr {
  const char *name, *text; /* TEXT when there is no VALUE */
  const struct expr *value;
  bool is_url;
  const struct template_attr *next;
};

struct template_node {
  const char *name; /* of an element; NULL: this is text */
  const char *text; /* what a text says */
  size_t length;    /* of TEXT */
  const struct template_attr *attr;
  const struct expr *each, *cond, *content;
  const char *each_name;
  const char *part;                     /* t:replace="cb:PART" */
  const struct template_node **partial; /* t:replace="file#id" */
  const struct expr *value;             /* t:replace="XPath" */
  const struct template_node *first, *next;
  /* A run: this node and those up to REST (not with it) say the same on every
   * page. Runs of a template count from 1; 0: none begins here. */
  int run;
  const struct template_node *rest;
  bool constant; /* nothing in it is bound */
  struct place at;
};

const struct template_node *template_root(const struct template *t);
struct expr_engine *template_engine(const struct template *t);
/* How many runs there are. */
int template_runs(const struct template *t);
/* How many elements were compiled for themselves: the root and what t:replace
 * names; number I of them, NULL where it was wrong. */
int template_partials(const struct template *t);
const struct template_node *template_partial(const struct template *t, int i);

#endif
