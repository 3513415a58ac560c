/* `aliases`: addresses that a story, an issue, a section or a paper had before.
 * The site keeps a small page at each, which leads to the new address. */
#ifndef TREE_ALIAS_H
#define TREE_ALIAS_H

#include <stdbool.h>
#include <libxml/tree.h>

struct value;

/* The address ALIAS as one from the top of the site: a bare name (old,
 * old.html) is one of FOLDER. It names a page (.html) below a paper, has no
 * scheme, no leading slash, no "..", no name that begins with a dot, nothing
 * that an address must not hold. NULL when it is none such; else owned. */
char *alias_read(const char *alias, const char *folder);
/* Appends <alias> to N for each line of LIST (may be NULL). What is no such
 * address is reported at its place, unless QUIET, and left out. Returns how
 * many those were. */
int alias_add_all(xmlNode *n, const struct value *list, const char *folder,
                  bool quiet);

#endif
