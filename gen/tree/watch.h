/* Watching templates: which paths of their expressions lead to nothing on any
 * page that is bound. For the check of a theme; bound pages are the same. */
#ifndef TREE_WATCH_H
#define TREE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "tree/expr.h"
#include "tree/template.h"

/* From now on T's paths are counted. */
void watch_template(const struct template *t);

/* One path of one attribute, of all templates that were told. */
struct watched {
  struct place at; /* of the attribute */
  const char *path;
  long asked, found; /* how often it was evaluated, and led to something */
  const char *root;  /* the document's where it began; "" none */
  bool optional;     /* in t:if, which asks whether there is something */
};

struct watch_list {
  struct watched *v;
  size_t n, cap;
};

/* Adds T's paths to LIST; texts are borrowed from T. */
void watch_collect(const struct template *t, struct watch_list *list);
/* Sorts LIST by place; a path that several templates share (of a partial) is
 * one. */
void watch_merge(struct watch_list *list);
void watch_free(struct watch_list *list);

/* Calls SEE for each t:replace="cb:PART" of T. */
void watch_parts(const struct template *t,
                 void (*see)(void *data, const char *part, struct place at),
                 void *data);

#endif
