/* A growing byte string, NUL-terminated, so that buf.s may be printed from the
 * first call on that puts something, were it nothing; before that it is NULL.
 * Start with BUF_INIT; buf_free releases; buf_take hands the string over. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
  char *s;
  size_t n, cap;
};

#define BUF_INIT                                                               \
  {                                                                            \
    0                                                                          \
  }

void buf_put(struct buf *b, const void *s, size_t n);
/* Here, so that the length of a constant is one. */
static inline void buf_puts(struct buf *b, const char *s)
{
  buf_put(b, s, strlen(s));
}
void buf_putc(struct buf *b, char c);
/* RUNE as UTF-8; what is no scalar value becomes U+FFFD. */
void buf_rune(struct buf *b, uint32_t rune);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b);
void buf_free(struct buf *b);
/* The string, owned by the caller; the buffer is empty afterwards. */
char *buf_take(struct buf *b);

#endif
