#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static void reserve(struct buf *b, size_t more)
{
  if (!b->s || b->cap - b->n <= more)
    b->s = mem_grow(b->s, &b->cap, b->n + more + 1, 1);
}

void buf_put(struct buf *b, const void *s, size_t n)
{
  reserve(b, n);
  if (n)
    memcpy(b->s + b->n, s, n);
  b->n += n;
  b->s[b->n] = '\0';
}

void buf_putc(struct buf *b, char c)
{
  reserve(b, 1);
  b->s[b->n++] = c;
  b->s[b->n] = '\0';
}

void buf_rune(struct buf *b, uint32_t rune)
{
  char s[4] = {0};
  buf_put(b, s, utf8_write(s, rune));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
  va_list ap, again;
  va_start(ap, fmt);
  va_copy(again, ap);
  reserve(b, 64); /* nearly always enough */
  int n = vsnprintf(b->s + b->n, b->cap - b->n, fmt, ap);
  va_end(ap);
  if (n >= 0 && (size_t)n >= b->cap - b->n) {
    reserve(b, (size_t)n);
    vsnprintf(b->s + b->n, (size_t)n + 1, fmt, again);
  }
  va_end(again);
  b->n += n < 0 ? 0 : (size_t)n;
  b->s[b->n] = '\0';
}

void buf_clear(struct buf *b)
{
  b->n = 0;
  if (b->s)
    b->s[0] = '\0';
}

void buf_free(struct buf *b)
{
  free(b->s);
  *b = (struct buf)BUF_INIT;
}

char *buf_take(struct buf *b)
{
  reserve(b, 0);
  char *s = b->s;
  s[b->n] = '\0';
  *b = (struct buf)BUF_INIT;
  return s;
}
