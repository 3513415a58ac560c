/* Keys of content: XXH3, 128 bits, as 32 hex digits (libxxhash). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>
#include <stddef.h>

struct hash;
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *s, size_t n);
/* A string with its end, so that "ab","c" and "a","bc" differ. */
void hash_str(struct hash *h, const char *s);
/* Ends the hash, frees it, writes 32 digits and NUL. */
void hash_end(struct hash *h, char hex[33]);
uint64_t hash64(const void *s, size_t n);

#endif
