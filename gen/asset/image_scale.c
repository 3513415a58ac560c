/* Pictures made smaller for a screen: each new pixel is the mean of the area
 * it covers, parts of old pixels counted as parts. Rows first, then columns. */
#include "asset/image_in.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

enum { ONE = 1 << 12 }; /* weights of a new pixel add up to this */

/* How old pixels make new ones along one side. */
struct reach {
  int from, n;     /* old pixels */
  uint16_t *weight; /* of each, into the table */
};

struct reaches {
  struct reach *at;
  uint16_t *weights;
};

/* Old pixels from I × SIZE / OF to the next; the last takes what rounding
 * left, so that white stays white. */
static void reach_of(struct reach *r, int i, int size, int of)
{
  int64_t a = (int64_t)i * size, b = a + size;
  r->from = (int)(a / of);
  r->n = (int)((b + of - 1) / of) - r->from;
  int left = ONE;
  for (int k = 0; k < r->n; k++) {
    int64_t lo = (int64_t)(r->from + k) * of, hi = lo + of;
    int64_t part = (hi < b ? hi : b) - (lo > a ? lo : a);
    int w = k + 1 < r->n ? (int)(part * ONE / size) : left;
    r->weight[k] = (uint16_t)w;
    left -= w;
  }
}

static struct reaches reaches_new(int size, int of)
{
  size_t most = (size_t)(size / of) + 2;
  struct reaches r = {mem_array((size_t)of, sizeof *r.at),
                      mem_array((size_t)of * most, sizeof *r.weights)};
  for (int i = 0; i < of; i++) {
    r.at[i].weight = r.weights + (size_t)i * most;
    reach_of(&r.at[i], i, size, of);
  }
  return r;
}

static void reaches_free(struct reaches *r)
{
  free(r->at);
  free(r->weights);
}

static void shrink_row(unsigned char *to, const unsigned char *s, int n,
                       const struct reaches *r, int w)
{
  for (int x = 0; x < w; x++) {
    const struct reach *a = &r->at[x];
    const unsigned char *from = s + (size_t)a->from * (size_t)n;
    for (int c = 0; c < n; c++) {
      uint32_t sum = ONE / 2;
      for (int k = 0; k < a->n; k++)
        sum += (uint32_t)from[k * n + c] * a->weight[k];
      *to++ = (unsigned char)(sum / ONE);
    }
  }
}

static void shrink_column(unsigned char *to, const unsigned char *s,
                          size_t stride, const struct reach *a, uint32_t *sum)
{
  for (size_t i = 0; i < stride; i++)
    sum[i] = ONE / 2;
  for (int k = 0; k < a->n; k++, s += stride)
    for (size_t i = 0; i < stride; i++)
      sum[i] += (uint32_t)s[i] * a->weight[k];
  for (size_t i = 0; i < stride; i++)
    to[i] = (unsigned char)(sum[i] / ONE);
}

struct pixels pixels_smaller(const struct pixels *px, int w, int h)
{
  int n = px->components;
  size_t row = (size_t)px->width * (size_t)n, stride = (size_t)w * (size_t)n;
  struct pixels mid = pixels_new(w, px->height, n), t = pixels_new(w, h, n);
  struct reaches across = reaches_new(px->width, w);
  struct reaches down = reaches_new(px->height, h);
  uint32_t *sum = mem_array(stride, sizeof *sum);
  for (int y = 0; y < px->height; y++)
    shrink_row(mid.v + (size_t)y * stride, px->v + (size_t)y * row, n, &across,
               w);
  for (int y = 0; y < h; y++)
    shrink_column(t.v + (size_t)y * stride,
                  mid.v + (size_t)down.at[y].from * stride, stride,
                  &down.at[y], sum);
  free(sum);
  reaches_free(&across);
  reaches_free(&down);
  pixels_free(&mid);
  return t;
}
