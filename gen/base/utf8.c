#include "base/utf8.h"

/* Length of the sequence that lead byte C begins, and its least rune. */
static int lead(unsigned char c, uint32_t *rune, uint32_t *least)
{
  if (c < 0x80)
    return *rune = c, *least = 0, 1;
  if (c >= 0xC2 && c < 0xE0)
    return *rune = c & 0x1Fu, *least = 0x80, 2;
  if (c >= 0xE0 && c < 0xF0)
    return *rune = c & 0x0Fu, *least = 0x800, 3;
  if (c >= 0xF0 && c < 0xF5)
    return *rune = c & 0x07u, *least = 0x10000, 4;
  return 0;
}

/* Decodes at S; returns the length, 0 when the bytes are not valid. */
static int decode_any(const char *s, const char *end, uint32_t *rune)
{
  uint32_t least = 0;
  int n = lead((unsigned char)*s, rune, &least);
  if (!n || end - s < n)
    return 0;
  for (int i = 1; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if ((c & 0xC0) != 0x80)
      return 0;
    *rune = *rune << 6 | (c & 0x3Fu);
  }
  bool surrogate = *rune >= 0xD800 && *rune < 0xE000;
  return *rune < least || *rune > 0x10FFFF || surrogate ? 0 : n;
}

/* The same; short ways for ASCII and for U+1000 to U+CFFF, which are nearly
 * all of a Chinese text. */
static inline int decode(const char *s, const char *end, uint32_t *rune)
{
  const unsigned char *u = (const unsigned char *)s;
  if (u[0] < 0x80)
    return *rune = u[0], 1;
  if (u[0] < 0xE1 || u[0] >= 0xED || end - s < 3 || (u[1] & 0xC0) != 0x80 ||
      (u[2] & 0xC0) != 0x80)
    return decode_any(s, end, rune);
  *rune = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
  return 3;
}

uint32_t utf8_next(const char **s, const char *end)
{
  uint32_t rune = 0;
  if (*s >= end)
    return 0;
  int n = decode(*s, end, &rune);
  *s += n ? n : 1;
  return n ? rune : RUNE_BAD;
}

uint32_t utf8_before(const char *start, const char *s)
{
  const char *p = s;
  if (p <= start)
    return 0;
  do
    p--;
  while (p > start && s - p < 4 && ((unsigned char)*p & 0xC0) == 0x80);
  return utf8_next(&p, s);
}

size_t utf8_write(char *s, uint32_t r)
{
  if (r > 0x10FFFF || (r >= 0xD800 && r < 0xE000))
    r = RUNE_BAD;
  if (r < 0x80)
    return s[0] = (char)r, 1;
  if (r < 0x800) {
    s[0] = (char)(0xC0 | r >> 6);
    s[1] = (char)(0x80 | (r & 0x3F));
    return 2;
  }
  if (r < 0x10000) {
    s[0] = (char)(0xE0 | r >> 12);
    s[1] = (char)(0x80 | (r >> 6 & 0x3F));
    s[2] = (char)(0x80 | (r & 0x3F));
    return 3;
  }
  s[0] = (char)(0xF0 | r >> 18);
  s[1] = (char)(0x80 | (r >> 12 & 0x3F));
  s[2] = (char)(0x80 | (r >> 6 & 0x3F));
  s[3] = (char)(0x80 | (r & 0x3F));
  return 4;
}

/* How many bytes from S on are whole characters of U+1000 to U+CFFF. */
static size_t three_bytes(const char *s, const char *end)
{
  const unsigned char *u = (const unsigned char *)s;
  while ((const unsigned char *)end - u >= 3 && u[0] >= 0xE1 && u[0] < 0xED &&
         ((u[1] | u[2] << 8) & 0xC0C0) == 0x8080)
    u += 3;
  return (size_t)(u - (const unsigned char *)s);
}

size_t utf8_check(const char *s, size_t n)
{
  const char *p = s, *end = s + n;
  uint32_t rune = 0;
  while ((p += three_bytes(p, end)) < end) {
    int k = decode(p, end, &rune);
    if (!k)
      return (size_t)(p - s);
    p += k;
  }
  return n;
}

size_t utf8_count(const char *s, size_t n)
{
  size_t count = 0;
  for (const char *p = s, *end = s + n; p < end; count++)
    utf8_next(&p, end);
  return count;
}

static bool within(uint32_t r, uint32_t from, uint32_t to)
{
  return r >= from && r <= to;
}

bool rune_is_han(uint32_t r)
{
  return within(r, 0x4E00, 0x9FFF) || within(r, 0x3400, 0x4DBF) ||
         within(r, 0x20000, 0x323AF) || within(r, 0xF900, 0xFAFF) ||
         r == 0x3007 || r == 0x3005 || within(r, 0x2E80, 0x2FDF);
}

bool rune_is_cjk_mark(uint32_t r)
{
  if (r == 0x3005 || r == 0x3007)
    return false;
  return within(r, 0x3000, 0x303F) || within(r, 0xFF01, 0xFF0F) ||
         within(r, 0xFF1A, 0xFF20) || within(r, 0xFF3B, 0xFF40) ||
         within(r, 0xFF5B, 0xFF65) || within(r, 0xFE10, 0xFE1F) ||
         within(r, 0xFE30, 0xFE6F);
}

bool rune_is_shared_mark(uint32_t r)
{
  return within(r, 0x2018, 0x2019) || within(r, 0x201C, 0x201D) ||
         within(r, 0x2014, 0x2015) || r == 0x2026 || r == 0x22EF ||
         r == 0x00B7 || r == 0x2E3A || r == 0x2027;
}
