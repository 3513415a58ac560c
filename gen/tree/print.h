/* The tree as text, for `chenbao tree` and for tests. */
#ifndef TREE_PRINT_H
#define TREE_PRINT_H

#include <libxml/tree.h>

struct buf;

/* Appends DOC as UTF-8 XML: an element that holds text is on one line with all
 * that is in it, others are indented by two spaces a level. The same tree
 * gives the same bytes everywhere. */
void tree_print(struct buf *b, const xmlDoc *doc);

#endif
