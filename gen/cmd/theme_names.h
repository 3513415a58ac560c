/* The names that XPath of templates may use: those of the documents at hand,
 * and those that documents may have though these have not. */
#ifndef CMD_THEME_NAMES_H
#define CMD_THEME_NAMES_H

#include <stdbool.h>
#include <libxml/tree.h>

struct theme_names;

struct theme_names *theme_names_new(void);
void theme_names_free(struct theme_names *n);
/* Adds all names of elements and attributes in DOC (or NULL). */
void theme_names_add(struct theme_names *n, const xmlDoc *doc);
/* Did a document whose root is ROOT have it? NAME has LENGTH bytes. */
bool theme_names_seen(const struct theme_names *n, const char *root,
                      const char *name, size_t length);
/* May a document have it? */
bool theme_names_known(const struct theme_names *n, const char *name,
                       size_t length);
/* The known one nearest to NAME, or NULL. */
const char *theme_names_near(const struct theme_names *n, const char *name);

#endif
