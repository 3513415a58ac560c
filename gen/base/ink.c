#include "base/ink.h"

enum { FULL = 1000, BYTE = 255 };

static int share(int byte)
{
  return ((BYTE - byte) * FULL + BYTE / 2) / BYTE;
}

static int least(int a, int b, int c)
{
  int m = a < b ? a : b;
  return m < c ? m : c;
}

struct cmyk ink_cmyk(struct ink ink)
{
  if (ink.is_mixed)
    return ink.mix;
  int c = share(ink.r), m = share(ink.g), y = share(ink.b);
  int k = least(c, m, y);
  return (struct cmyk){(uint16_t)(c - k), (uint16_t)(m - k),
                       (uint16_t)(y - k), (uint16_t)k};
}

int ink_sum(struct cmyk v)
{
  return v.c + v.m + v.y + v.k;
}

int ink_count(struct cmyk v)
{
  return (v.c > 0) + (v.m > 0) + (v.y > 0) + (v.k > 0);
}

bool ink_is_black(struct cmyk v)
{
  return v.k == FULL && ink_sum(v) == FULL;
}

bool ink_same(struct ink a, struct ink b)
{
  struct cmyk v = ink_cmyk(a), w = ink_cmyk(b);
  return a.r == b.r && a.g == b.g && a.b == b.b && v.c == w.c && v.m == w.m &&
         v.y == w.y && v.k == w.k;
}

static uint8_t shown(int ink, int black)
{
  int v = FULL - ink - black;
  return (uint8_t)(v > 0 ? (v * BYTE + FULL / 2) / FULL : 0);
}

struct ink ink_shown(struct cmyk v)
{
  return (struct ink){.r = shown(v.c, v.k),
                      .g = shown(v.m, v.k),
                      .b = shown(v.y, v.k),
                      .is_mixed = true,
                      .mix = v};
}

void ink_pixels(const uint8_t *rgb, uint8_t *cmyk, size_t n)
{
  for (; n > 0; n--, rgb += 3, cmyk += 4) {
    int c = BYTE - rgb[0], m = BYTE - rgb[1], y = BYTE - rgb[2];
    int k = least(c, m, y);
    cmyk[0] = (uint8_t)(c - k);
    cmyk[1] = (uint8_t)(m - k);
    cmyk[2] = (uint8_t)(y - k);
    cmyk[3] = (uint8_t)k;
  }
}
