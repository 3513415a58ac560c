/* One character as search compares it: without width, form or case (ICU's
 * NFKC of the character alone, then lower case), so that a text and what is
 * cut out of it fold alike. */
#ifndef ASSET_FOLD_H
#define ASSET_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum { FOLD_MAX = 32 }; /* U+FDFA becomes 18 */

/* Writes what RUNE folds to, returns how many runes: Ａ to a, ① to 1, ㎡ to
 * m2. What has no other form, or is no scalar value, gives itself. */
size_t fold_rune(uint32_t out[FOLD_MAX], uint32_t rune);

#endif
