/* YAML (front matter, site.yaml, paper.yaml, issue.yaml) to values: strings
 * with their places, lists and maps as the table of tree/keys allows them.
 * Nothing is typed implicitly: `007` stays 007, `no` stays no. Refused, with
 * file, line and column: what is no YAML or no UTF-8, anchors, aliases, tags,
 * a second document, a key given twice, an unknown or missing key, a value
 * its type does not take, nesting over 8, more than 256 KB. Time is linear in
 * the size, and reading stops after 20 faults. */
#ifndef TREE_META_H
#define TREE_META_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "tree/keys.h"

enum { META_LIMIT = 256 * 1024 };

enum value_kind { VALUE_LINE, VALUE_LIST, VALUE_MAP };

struct value {
  enum value_kind kind;
  const struct key *key; /* of an entry of a map; NULL in lists and tables */
  const char *name;      /* English name of the key, or the id in a table */
  const char *s;         /* of a VALUE_LINE, never NULL; else NULL */
  int line, col;
  struct value *first, *next; /* entries of a list or map, in file order */
};

struct meta_source {
  const char *file;
  int line;         /* of the first byte, from 1 */
  enum scope scope; /* which keys are allowed */
  bool quiet;       /* print no message (what is wrong is left out alike) */
};

struct meta;
/* The N bytes at S, which SRC describes; owned, never NULL. What is wrong is
 * reported and left out. S may be released afterwards. */
struct meta *meta_parse(const char *s, size_t n, const struct meta_source *src);
void meta_free(struct meta *m);
/* The outermost map; lives as long as M. */
const struct value *meta_root(const struct meta *m);
/* How many faults there were. */
int meta_faults(const struct meta *m);
/* The entry of MAP under the English key NAME; NULL when it is missing or is
 * an empty line. MAP may be NULL. */
const struct value *meta_entry(const struct value *map, const char *name);
/* Its string; NULL when it is missing, empty or no line. */
const char *meta_line(const struct value *map, const char *name);
/* Line and column (characters) of the byte at OFFSET, where the first byte of
 * S is at LINE:1. */
struct place meta_place(const struct meta_source *src, const char *s,
                        size_t offset);

#endif
