#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* An arena that holds MUCH grows by blocks of HUGE bytes, which the system may
 * back with one large page: it need not be asked for each four kilobytes. */
enum {
  FIRST = 2 * 1024,
  BLOCK = 64 * 1024,
  MUCH = 1024 * 1024,
  HUGE = 2 * 1024 * 1024,
  ALIGN = 16
};

struct block {
  struct block *next;
  size_t used, size;
};

struct arena {
  struct block *top;
  size_t held; /* bytes in its blocks */
};

/* Where the first byte of a block stands. */
enum { HEAD = (sizeof(struct block) + ALIGN - 1) / ALIGN * ALIGN };

/* Not through base/diag: that one allocates. */
static _Noreturn void exhausted(void)
{
  fputs("chenbao: error: out of memory 内存不足\n", stderr);
  exit(3);
}

static size_t product(size_t count, size_t size)
{
  size_t n;
  if (__builtin_mul_overflow(count, size, &n))
    exhausted();
  return n;
}

void *mem_new(size_t size)
{
  void *p = calloc(1, size ? size : 1);
  if (!p)
    exhausted();
  return p;
}

void *mem_array(size_t count, size_t size)
{
  return mem_new(product(count, size));
}

void *mem_grow(void *old, size_t *cap, size_t want, size_t size)
{
  if (want <= *cap && old)
    return old;
  size_t n = *cap ? *cap : 8;
  while (n < want)
    n = product(n, 2);
  void *p = realloc(old, product(n, size));
  if (!p)
    exhausted();
  *cap = n;
  return p;
}

char *mem_copy_n(const char *s, size_t n)
{
  char *p = mem_new(n + 1);
  if (n)
    memcpy(p, s, n);
  return p;
}

char *mem_copy(const char *s)
{
  return mem_copy_n(s, strlen(s));
}

char *mem_printf(const char *fmt, ...)
{
  va_list ap;
  char *s = NULL;
  va_start(ap, fmt);
  if (vasprintf(&s, fmt, ap) < 0)
    exhausted();
  va_end(ap);
  return s;
}

struct arena *arena_new(void)
{
  return mem_new(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
  if (!a)
    return;
  for (struct block *b = a->top, *next; b; b = next) {
    next = b->next;
    free(b);
  }
  free(a);
}

/* Room for a block in which SIZE bytes are wanted. Small at first, since most
 * arenas stay small. */
static size_t room(const struct arena *a, size_t size)
{
  if (size > BLOCK / 4)
    return size;
  if (a->held >= MUCH)
    return HUGE - HEAD;
  size_t n = a->top ? a->top->size : FIRST / 2;
  n = n > BLOCK / 2 ? BLOCK : n * 2;
  return n < size * 2 ? size * 2 : n;
}

static struct block *block_new(struct arena *a, size_t size)
{
  size_t all;
  struct block *b = NULL;
  if (!__builtin_add_overflow(HEAD, size, &all))
    b = all == HUGE ? aligned_alloc(HUGE, HUGE) : malloc(all);
  if (!b)
    exhausted();
  if (all == HUGE)
    madvise(b, HUGE, MADV_HUGEPAGE);
  *b = (struct block){.size = size};
  a->held += size;
  return b;
}

/* N zeroed bytes of B's, from its USED on: what nobody asked for is never
 * touched. */
static void *take(struct block *b, size_t n)
{
  char *p = (char *)b + HEAD + b->used;
  b->used += n;
  return memset(p, 0, n);
}

void *arena_get(struct arena *a, size_t size)
{
  if (size > SIZE_MAX / 2)
    exhausted();
  size = (size + ALIGN - 1) / ALIGN * ALIGN;
  if (!a->top || a->top->size - a->top->used < size) {
    struct block *b = block_new(a, room(a, size));
    /* A big piece must not hide the room that is left in the top block. */
    if (a->top && size > BLOCK / 4) {
      b->next = a->top->next;
      a->top->next = b;
      return take(b, size);
    }
    b->next = a->top;
    a->top = b;
  }
  return take(a->top, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
  return arena_get(a, product(count, size));
}

char *arena_copy_n(struct arena *a, const char *s, size_t n)
{
  char *p = arena_get(a, n + 1);
  if (n)
    memcpy(p, s, n);
  return p;
}

char *arena_copy(struct arena *a, const char *s)
{
  return arena_copy_n(a, s, strlen(s));
}
