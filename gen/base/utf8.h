/* UTF-8: strict decoding (no surrogates, no overlong forms, at most
 * U+10FFFF). A "rune" is a Unicode scalar value. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUNE_BAD = 0xFFFD };

/* The rune at *S, which moves behind it; at END returns 0 and stays. A byte
 * that begins no valid sequence gives RUNE_BAD and moves one byte. */
uint32_t utf8_next(const char **s, const char *end);
/* The rune that ends right before S (not before START); 0 at START. */
uint32_t utf8_before(const char *start, const char *s);
/* Writes RUNE into S (4 bytes of room), returns how many bytes. */
size_t utf8_write(char *s, uint32_t rune);
/* Offset of the first byte that is not valid UTF-8; N when all is valid. */
size_t utf8_check(const char *s, size_t n);
/* How many runes S holds. */
size_t utf8_count(const char *s, size_t n);
/* Han ideographs, kana, full-width marks and the marks that Chinese shares
 * with Latin are NOT alike: this one is true for ideographs only
 * (CJK Unified Ideographs and extensions, compatibility, 〇 々). */
bool rune_is_han(uint32_t r);
/* A mark of the CJK blocks: U+3000–303F, full-width ASCII, vertical forms. */
bool rune_is_cjk_mark(uint32_t r);
/* “ ” ‘ ’ … — · : East Asian Ambiguous, Chinese or Latin by context. */
bool rune_is_shared_mark(uint32_t r);

#endif
