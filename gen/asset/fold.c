#include "asset/fold.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { UNITS = 2 * FOLD_MAX };

/* Plain letters and digits, and the Han of most texts, need no tables. */
static size_t fold_plain(uint32_t *out, uint32_t r)
{
  if (r >= 'A' && r <= 'Z')
    r += 'a' - 'A';
  *out = r;
  return r < 0x80 || (r >= 0x4E00 && r <= 0x9FFF);
}

size_t fold_rune(uint32_t out[FOLD_MAX], uint32_t rune)
{
  UErrorCode e = U_ZERO_ERROR;
  UChar one[U16_MAX_LENGTH], form[UNITS], low[UNITS];
  int32_t n = 0, count = 0;
  if (fold_plain(out, rune))
    return 1;
  if (rune > 0x10FFFF || U_IS_SURROGATE(rune))
    return 1;
  U16_APPEND_UNSAFE(one, n, (UChar32)rune);
  n = unorm2_normalize(unorm2_getNFKCInstance(&e), one, n, form, UNITS, &e);
  n = u_strToLower(low, UNITS, form, n, "", &e);
  u_strToUTF32((UChar32 *)out, FOLD_MAX, &count, low, n, &e);
  if (U_SUCCESS(e) && count <= FOLD_MAX)
    return (size_t)count;
  *out = rune;
  return 1;
}
