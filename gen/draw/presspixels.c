#include "draw/presspixels.h"

#include <stdlib.h>

#include "asset/image.h"
#include "asset/profile.h"
#include "base/diag.h"
#include "base/ink.h"
#include "base/mem.h"
#include "base/threads.h"

enum {
  QUALITY = 95,
  ALIKE = 3, /* of 255: what a JPEG makes of grey */
  RARE = 200 /* one pixel in so many may have more ink */
};

static bool is_grey(const struct pixels *px)
{
  size_t n = (size_t)px->width * (size_t)px->height;
  const unsigned char *s = px->v;
  for (; n > 0; n--, s += 3)
    if (abs(s[0] - s[1]) > ALIKE || abs(s[1] - s[2]) > ALIKE ||
        abs(s[0] - s[2]) > ALIKE)
      return false;
  return true;
}

static void drop_colour(struct pixels *px)
{
  size_t n = (size_t)px->width * (size_t)px->height;
  for (size_t i = 0; i < n; i++)
    px->v[i] = px->v[3 * i + 1];
  px->components = 1;
}

static void to_cmyk(struct pixels *px, const struct profile *profile)
{
  size_t n = (size_t)px->width * (size_t)px->height;
  unsigned char *v = mem_array(n, 4);
  if (profile)
    profile_pixels(profile, px->v, v, n);
  else
    ink_pixels(px->v, v, n);
  free(px->v);
  px->v = v;
  px->components = 4;
}

/* The ink, ‰, that all but few pixels keep to. */
static int ink_of(const struct pixels *px)
{
  size_t count[4 * 255 + 1] = {0};
  size_t n = (size_t)px->width * (size_t)px->height, seen = 0;
  const unsigned char *s = px->v;
  if (px->components != 4)
    return 0;
  for (size_t i = 0; i < n; i++, s += 4)
    count[s[0] + s[1] + s[2] + s[3]]++;
  int sum = 4 * 255;
  while (sum > 0 && (seen += count[sum]) <= n / RARE)
    sum--;
  return sum * 1000 / 255;
}

static bool pack(struct presspixels *x, const struct pixels *px)
{
  size_t n = (size_t)px->width * (size_t)px->height * (size_t)px->components;
  x->jpeg = x->image->format != IMAGE_PNG;
  if (x->jpeg)
    return pixels_jpeg(px, QUALITY, &x->data);
  buf_put(&x->data, px->v, n);
  return true;
}

static void make(void *data, size_t i)
{
  struct presspixels *x = &((struct presspixels *)data)[i];
  struct pixels px;
  if (!image_part(x->image, x->crop, x->wide, &px))
    return;
  if (px.components == 3 && is_grey(&px))
    drop_colour(&px);
  if (px.components == 3)
    to_cmyk(&px, x->profile);
  x->width = px.width;
  x->height = px.height;
  x->components = px.components;
  x->ink = ink_of(&px);
  x->ok = pack(x, &px);
  pixels_free(&px);
}

void presspixels_make(struct presspixels *v, size_t count)
{
  threads_each(count, make, v);
  for (size_t i = 0; i < count; i++)
    if (!v[i].ok)
      diag_once(LEVEL_ERROR, place_file(v[i].image->path),
                _("the picture cannot be decoded, save it again"));
}

void presspixels_free(struct presspixels *v, size_t count)
{
  for (size_t i = 0; i < count; i++)
    buf_free(&v[i].data);
  free(v);
}
