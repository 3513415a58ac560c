/* Which characters the bytes of a text stand for. Nothing is guessed from
 * frequencies of words: each set is tried strictly, in this order: a byte
 * order mark; valid UTF-8; UTF-16 of either order, by where Latin letters,
 * Han and Chinese marks lie; GB18030 (with GBK and GB2312), Big5 only where
 * the characters that it gives are common ones and those of GB18030 are not.
 * Where none is without fault, the first one with few faults is taken. */
#ifndef INTAKE_CHARSET_H
#define INTAKE_CHARSET_H

#include <stddef.h>

struct buf;

/* Appends the N bytes at S to OUT as valid UTF-8, a byte order mark left out.
 * The name of the set, static, NULL when none fits (OUT is as it was). *DAMAGED
 * is how many characters could not be read and are U+FFFD now. */
const char *charset_read(struct buf *out, const char *s, size_t n,
                         int *damaged);

#endif
