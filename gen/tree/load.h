/* Reading the files of a paper's folders. A link may lead to another place
 * inside the folder, never out of it. */
#ifndef TREE_LOAD_H
#define TREE_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "tree/meta.h"

struct buf;

/* Is DIR/NAME no symbolic link, or one that stays inside DIR? */
bool load_inside(const char *dir, const char *name);
/* Appends the first bytes of the regular file DIR/NAME to B, without any
 * message: a block, and more, up to META_LIMIT, for as long as the front
 * matter has not ended. False when it cannot be read. */
bool load_head(struct buf *b, const char *dir, const char *name);
/* The keys of DIR/NAME; owned; NULL when it cannot be read or leads out of
 * DIR (reported unless QUIET). */
struct meta *load_meta(const char *dir, const char *name, enum scope scope,
                       bool quiet);
/* Names in DIR that end in .md, by their leading numbers, then bytewise;
 * NULL-terminated, one block, owned; NULL when DIR cannot be read. */
char **load_list(const char *dir);

#endif
