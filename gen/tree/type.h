/* What the types of tree/keys accept. */
#ifndef TREE_TYPE_H
#define TREE_TYPE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct key;

/* The value that the N bytes S (valid UTF-8) stand for under KEY: trimmed,
 * line breaks of a KEY_LINE made spaces, the English name of a word, a
 * number without leading zeros. In ARENA. On bad input NULL, and *WHY, owned
 * by the caller, says what is wrong and what to write. Entries of a KEY_LIST
 * are read as lines. An empty value is never wrong: it gives "". */
char *type_read(struct arena *arena, const struct key *key, const char *s,
                size_t n, char **why);
/* [a-z0-9-], neither first nor last a hyphen, at most 64. */
bool type_is_id(const char *s, size_t n);
/* http:// or https://, a host, and nothing that an address must not hold. */
bool type_is_url(const char *s);

/* How many bytes of S a message quotes with %.*s: whole characters, about 40
 * bytes. */
int type_quote(const char *s);

#endif
