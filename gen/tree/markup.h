/* Reading a template file: well-formed XML, up to 512 KB, no network, no
 * external entities and none of its own; the usual names (&nbsp; &middot; …)
 * are predefined. Each place of the document can be told exactly. */
#ifndef TREE_MARKUP_H
#define TREE_MARKUP_H

#include <libxml/tree.h>

#include "base/diag.h"

struct markup; /* one file: its text and its document */

/* NULL and a diag with file:line:col when it cannot be read. */
struct markup *markup_load(const char *path);
void markup_free(struct markup *m);
const char *markup_path(const struct markup *m);
xmlNode *markup_root(const struct markup *m);
/* The first element with this id, or NULL. */
xmlNode *markup_by_id(const struct markup *m, const char *id);
/* What the attribute t:NAME of N says, whether or not its prefix is declared;
 * NULL: it has none. */
const char *markup_bound(const xmlNode *n, const char *name);
/* Where the start tag of element N stands, or its attribute NAME (as written,
 * with prefix) unless NULL. */
struct place markup_place(const struct markup *m, const xmlNode *n,
                          const char *name);

#endif
