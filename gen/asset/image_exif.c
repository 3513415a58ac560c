/* The one tag of Exif that matters here: how the picture is turned. TIFF 6.0
 * structure; every offset is hostile. */
#include "asset/image_in.h"

#include <stdint.h>
#include <string.h>

enum { TAG_ORIENTATION = 0x0112, ENTRY = 12 };

struct tiff {
  const unsigned char *s;
  size_t n;
  bool big; /* endian */
};

static uint32_t number(const struct tiff *t, size_t at, int bytes)
{
  uint32_t v = 0;
  for (int i = 0; i < bytes; i++)
    v |= (uint32_t)t->s[at + (size_t)i]
         << 8 * (t->big ? bytes - 1 - i : i);
  return v;
}

int exif_orientation(const unsigned char *s, size_t n)
{
  if (n < 20 || memcmp(s, "Exif\0", 6) != 0)
    return 1;
  struct tiff t = {s + 6, n - 6, s[6] == 'M'};
  size_t dir = number(&t, 4, 4);
  if (dir > t.n - 2)
    return 1;
  size_t count = number(&t, dir, 2), at = dir + 2;
  for (size_t i = 0; i < count && t.n - at >= ENTRY; i++, at += ENTRY) {
    if (number(&t, at, 2) != TAG_ORIENTATION)
      continue;
    uint32_t v = number(&t, at + 8, 2);
    return v >= 1 && v <= 8 ? (int)v : 1;
  }
  return 1;
}
