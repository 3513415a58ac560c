/* One file of an article (or filler) to an element of the tree: front matter
 * to attributes and furniture, the rest to <body>. Helper attributes (their
 * names hold a dot) say where an attribute was written; tree/complete takes
 * them away when the check has used them. */
#ifndef TREE_ARTICLE_H
#define TREE_ARTICLE_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/diag.h"

struct value;

enum { ARTICLE_LIMIT = 1024 * 1024 };

/* Appends element KIND ("article" or "filler") for DIR/NAME to PARENT and
 * returns how many faults were found (all reported). Nothing is appended when
 * the file cannot be read, is no UTF-8 or is empty. Without an id in the front
 * matter it is the file name without leading number and .md. */
int article_load(xmlNode *parent, const char *kind, const char *dir,
                 const char *name);
/* The same without body and without messages, from the first bytes of the
 * file; false: there is no such article (nothing is appended). */
bool article_card(xmlNode *parent, const char *dir, const char *name);
/* Sets on N each attribute that MAP holds among those that have a key of their
 * name (page, priority, jump …), and beside it its place: a helper K.at for
 * front matter, and K.pin when MAP is what the issue PINNED. */
void article_set(xmlNode *n, const struct value *map, bool pinned);
/* Where attribute ATTR of N was written; else the place of N. */
struct place article_place(const xmlNode *n, const char *attr);

#endif
