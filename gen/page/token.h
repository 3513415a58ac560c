/* A paragraph's characters as tokens, the things that no line may split: one
 * Han character, one mark, a Latin word, a number with its signs. Knows no
 * faces. Here the marks that Chinese shares with Latin (“ ” ‘ ’ · — …) become
 * Chinese or Latin by what stands beside them, and what belongs together is
 * glued (page/glue.h): clreq, GB/T 15834 5.1. */
#ifndef PAGE_TOKEN_H
#define PAGE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/class.h"

struct arena;

struct token {
  uint32_t text, len; /* bytes; tokens tile the text without gaps */
  uint32_t rune;      /* the first that is not ignorable */
  uint32_t last;      /* the last that is not, told by glue.c for itself */
  uint8_t class;      /* enum mark_class */
  bool glue;          /* no line break behind it */
  bool tight;         /* a piece of a longer word: nothing may come between */
  bool weak;          /* a break behind it only where nothing else helps */
  bool soft;          /* ends in a soft hyphen, at which a line may end */
  bool hard;          /* NBSP and its kin: a space that lines do not drop */
  bool alone;         /* …………: on a line of its own */
  bool ends;          /* a line ends behind it, whatever room it has left */
};

struct tokens {
  struct token *v;
  size_t n;
};

/* Cuts S (N bytes of valid UTF-8; other bytes count as U+FFFD). CUTS, sorted,
 * are byte offsets where the style changes: no token crosses one. */
struct tokens tokens_read(struct arena *a, const char *s, size_t n,
                          const uint32_t *cuts, size_t ncuts);

#endif
