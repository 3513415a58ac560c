/* A text as a value in YAML: what tree/meta reads back as it was. */
#ifndef TREE_SCALAR_H
#define TREE_SCALAR_H

struct buf;

/* Appends TEXT, one line of valid UTF-8, as it stands where YAML allows that,
 * else between single quotes. Control characters become spaces. */
void scalar_put(struct buf *b, const char *text);

#endif
