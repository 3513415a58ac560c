/* Expressions of templates: XPath 1.0, compiled once, evaluated often. The
 * common small forms ($var, @id, a/b/@c, 'text', concat, not, =) are walked
 * directly, the rest by libxml2; both give the same answer.
 * Nothing here can open a file or change a document. */
#ifndef TREE_EXPR_H
#define TREE_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "base/diag.h"

struct arena;
struct buf;
struct expr;
struct expr_engine; /* libxml2's side; one per template */

enum { EXPR_LENGTH = 1000 }; /* bytes that an expression may have */

/* $NAME: a node (NODE), or a string when NODE is NULL. An absent document is
 * a variable with NODE and TEXT both NULL: an empty node-set. Borrowed. */
struct expr_var {
  const char *name;
  const xmlNode *node;
  const char *text;
};

/* Where an expression is evaluated. Variables of inner scopes hide those of
 * outer ones. NODE may be NULL: then relative paths find nothing. */
struct expr_scope {
  const xmlNode *node;
  int position, size; /* position() and last(), from 1 */
  const struct expr_var *vars;
  size_t nvars;
  const struct expr_scope *outer;
};

struct expr_nodes {
  const xmlNode **node; /* in document order; free() it */
  size_t n, cap;
};

struct expr_engine *expr_engine_new(void);
void expr_engine_free(struct expr_engine *e);
/* Gives the engine a new allowance of work, for each page that is bound. */
void expr_engine_start(struct expr_engine *e);

/* Compiles SOURCE, which stands AT; NULL and a diag when it is wrong.
 * Everything lives in the arena and the engine. */
struct expr *expr_new(struct expr_engine *e, struct arena *a,
                      const char *source, struct place at);

/* The value as a string, as XPath's string() has it: valid until the next
 * call, or as long as the document; SCRATCH gets what must be put together.
 * NULL: an empty node-set, or false. */
const char *expr_string(const struct expr *x, const struct expr_scope *s,
                        struct buf *scratch);
bool expr_true(const struct expr *x, const struct expr_scope *s);
/* Adds the nodes of the value to OUT; other values add nothing and a diag. */
void expr_nodes(const struct expr *x, const struct expr_scope *s,
                struct expr_nodes *out);

/* A location path in an expression (tree/paths.h) and what became of it. */
struct expr_path {
  const char *source;
  long asked, found; /* how often it was evaluated, led to something */
  char root[16]; /* of the document where it last began, "" in none */
};

/* From now on X counts what its paths lead to, each until it has found
 * something: for tree/watch. */
void expr_watch(const struct expr *x);
/* Its path I, or NULL behind the last, or when X is not watched. */
const struct expr_path *expr_path(const struct expr *x, size_t i);
/* Where X stands. */
struct place expr_place(const struct expr *x);

#endif
