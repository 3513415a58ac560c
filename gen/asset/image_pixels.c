/* What is done to decoded pixels. */
#include "asset/image_in.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct pixels pixels_new(int w, int h, int components)
{
  size_t row = (size_t)w * (size_t)components;
  return (struct pixels){w, h, components, mem_array((size_t)h, row)};
}

void pixels_free(struct pixels *px)
{
  free(px->v);
  *px = (struct pixels){.v = NULL};
}

/* Where the stored pixel that is seen at X, Y lies: in a picture of W × H as
 * stored. The table of EXIF 2.3, 4.6.4, tag 274. */
static size_t stored_at(int orientation, int x, int y, const struct pixels *p)
{
  int w = p->width, h = p->height, a = x, b = y;
  if (orientation > 4) {
    a = y;
    b = x;
  }
  if (orientation == 2 || orientation == 3 || orientation == 7 ||
      orientation == 8)
    a = w - 1 - a;
  if (orientation == 3 || orientation == 4 || orientation == 6 ||
      orientation == 7)
    b = h - 1 - b;
  return (size_t)b * (size_t)w + (size_t)a;
}

void pixels_turn(struct pixels *px, int orientation)
{
  if (orientation < 2 || orientation > 8)
    return;
  bool swap = orientation > 4;
  size_t n = (size_t)px->components;
  struct pixels t = pixels_new(swap ? px->height : px->width,
                               swap ? px->width : px->height, px->components);
  unsigned char *to = t.v;
  for (int y = 0; y < t.height; y++)
    for (int x = 0; x < t.width; x++, to += n)
      memcpy(to, px->v + stored_at(orientation, x, y, px) * n, n);
  pixels_free(px);
  *px = t;
}

void pixels_cut(struct pixels *px, struct rect at)
{
  size_t n = (size_t)px->components, row = (size_t)at.w * n;
  struct pixels t = pixels_new(at.w, at.h, px->components);
  for (int y = 0; y < at.h; y++) {
    size_t from = (size_t)(at.y + y) * (size_t)px->width + (size_t)at.x;
    memcpy(t.v + (size_t)y * row, px->v + from * n, row);
  }
  pixels_free(px);
  *px = t;
}

/* Mean of component C over columns [X0, X1) and rows [Y0, Y1). */
static unsigned char mean(const struct pixels *p, const int box[4], int c)
{
  uint64_t sum = 0, count = 0;
  for (int y = box[1]; y < box[3]; y++) {
    size_t at = (size_t)y * (size_t)p->width + (size_t)box[0];
    const unsigned char *s = p->v + at * (size_t)p->components + c;
    for (int x = box[0]; x < box[2]; x++, s += p->components)
      sum += *s;
    count += (uint64_t)(box[2] - box[0]);
  }
  return count ? (unsigned char)((sum + count / 2) / count) : 0;
}

static int part(int i, int of, int size)
{
  return (int)((int64_t)i * size / of);
}

void pixels_shrink(struct pixels *px, int w, int h)
{
  w = w < px->width ? w : px->width;
  h = h < px->height ? h : px->height;
  struct pixels t = pixels_new(w, h, px->components);
  unsigned char *to = t.v;
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++) {
      int box[4] = {part(x, w, px->width), part(y, h, px->height),
                    part(x + 1, w, px->width), part(y + 1, h, px->height)};
      for (int c = 0; c < px->components; c++)
        *to++ = mean(px, box, c);
    }
  pixels_free(px);
  *px = t;
}
