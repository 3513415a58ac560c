#include "asset/words.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { SIDE = 12 };

static bool wordy(uint32_t r)
{
  return rune_is_han(r) || (r >= '0' && r <= '9') ||
         ((r | 0x20) >= 'a' && (r | 0x20) <= 'z');
}

/* The last SIDE characters of BEFORE that words are made of. */
static size_t tail(const char *before, size_t n)
{
  const char *p = before + n;
  for (int i = 0; i < SIDE && p > before; i++) {
    uint32_t r = utf8_before(before, p);
    char room[4];
    size_t k = utf8_write(room, r);
    if (!wordy(r) || (size_t)(p - before) < k)
      break;
    p -= k;
  }
  return (size_t)(p - before);
}

static size_t head(const char *after, size_t m)
{
  const char *p = after, *end = after + m;
  for (int i = 0; i < SIDE && p < end; i++) {
    const char *next = p;
    if (!wordy(utf8_next(&next, end)))
      break;
    p = next;
  }
  return (size_t)(p - after);
}

static bool seam_is_inside(const char *s, size_t n, size_t seam)
{
  UErrorCode status = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, s, (int64_t)n, &status);
  UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
  bool inside = false;
  if (U_SUCCESS(status)) {
    ubrk_setUText(words, &text, &status);
    inside = U_SUCCESS(status) && !ubrk_isBoundary(words, (int32_t)seam);
  }
  ubrk_close(words);
  utext_close(&text);
  return inside;
}

bool words_across(const char *before, size_t n, const char *after, size_t m)
{
  size_t from = tail(before, n), to = head(after, m);
  if (from == n || !to)
    return false;
  struct buf b = BUF_INIT;
  buf_put(&b, before + from, n - from);
  buf_put(&b, after, to);
  bool inside = seam_is_inside(b.s, b.n, n - from);
  buf_free(&b);
  return inside;
}
