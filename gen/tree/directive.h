/* Directive blocks: `::: box 标题` … `:::`. This file knows their lines and
 * gives what stands between them the form of the tree; mark.c finds them. */
#ifndef TREE_DIRECTIVE_H
#define TREE_DIRECTIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "tree/source.h"

enum directive {
  DIRECTIVE_NONE, /* the line is no marker */
  DIRECTIVE_END,
  DIRECTIVE_UNKNOWN,
  DIRECTIVE_BOX,
  DIRECTIVE_GLOSSARY,
  DIRECTIVE_NAMES,
  DIRECTIVE_PULLQUOTE,
  DIRECTIVE_AD
};

/* A marker line in parts: offsets in the line. */
struct directive_line {
  enum directive kind;
  size_t name, name_len, title, title_len;
};

/* At most three spaces, three colons or more, a name, a title. */
struct directive_line directive_read(const char *s, size_t n);
/* Name of the element it becomes, also what the editor types. */
const char *directive_name(enum directive kind);
/* Gives the blocks of the closed directive N (its title apart) their form:
 * glossary entries in term and definition, names divided, a pull-quote only
 * paragraphs. Reports what does not fit; false then. SRC tells columns. */
bool directive_shape(enum directive kind, xmlNode *n, struct source *src);

#endif
