/* The location paths of an XPath 1.0 expression, as pieces of its text: what a
 * check of templates asks one by one whether it leads anywhere.
 *     concat(headline, ' · ', $paper/title)   headline   $paper/title
 *     not(@page) and article[@id = 'a'][1]    @page      article[@id = 'a'][1]
 * What is within a predicate belongs to its path. */
#ifndef TREE_PATHS_H
#define TREE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

enum { PATHS = 16 }; /* more than that are left out */

struct path {
  const char *s; /* in the expression's text */
  size_t n;
};

/* Writes the paths of SOURCE, which libxml2 compiled, to V; how many. */
size_t paths_of(const char *source, struct path v[PATHS]);
/* Moves *S, which begins in a path and ends before END, behind the next name
 * of an element or attribute in it, predicates too; what it is goes to NAME,
 * with IS_ATTR. False: there are no more. Functions, axes, variables and texts
 * are no names. */
bool paths_name(const char **s, const char *end, struct path *name,
                bool *is_attr);

#endif
