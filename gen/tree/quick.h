/* The short road of tree/expr: the small forms of XPath that templates use
 * most, walked without libxml2's machine.
 *     value := 'text' | "text" | [$name] path
 *     path  := step (/ step)*
 *     step  := . | .. | @name | name [test] [place]
 *     test  := "[" form "]"        place := "[N]" | "[position() > N]"
 *     form  := all (or all)*       all  := one (and one)*
 *     one   := value | value = value | not(form) | concat(value, …)        */
#ifndef TREE_QUICK_H
#define TREE_QUICK_H

#include <stdbool.h>

struct arena;
struct buf;
struct expr_nodes;
struct expr_scope;
struct expr_var;
struct quick;

/* NULL when SOURCE is not one of these forms (it may still be XPath). */
struct quick *quick_new(struct arena *a, const char *source);
/* Does every $name in it exist in S, and lead to a node where a path goes on?
 * If not, let libxml2 judge. */
bool quick_known(const struct quick *q, const struct expr_scope *s);
/* As expr_string and expr_true. */
const char *quick_string(const struct quick *q, const struct expr_scope *s,
                         struct buf *scratch);
bool quick_true(const struct quick *q, const struct expr_scope *s);
/* Is it, besides, a path to nodes that are met once each, in document order?
 * Then quick_nodes is as expr_nodes; it returns how many children of nodes it
 * looked at. */
bool quick_is_set(const struct quick *q, const struct expr_scope *s);
long quick_nodes(const struct quick *q, const struct expr_scope *s,
                 struct expr_nodes *out);
/* The variable NAME as seen from S (which may be NULL), or NULL. */
const struct expr_var *quick_var(const struct expr_scope *s, const char *name);

#endif
