#include "asset/image_in.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

/* By the file's first bytes. */
static bool find_format(struct image *img)
{
  static const unsigned char png[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  const unsigned char *s = img->data;
  if (img->size > 12 && s[0] == 0xFF && s[1] == 0xD8 && s[2] == 0xFF)
    img->format = IMAGE_JPEG;
  else if (img->size > 12 && !memcmp(s, png, sizeof png))
    img->format = IMAGE_PNG;
  else if (img->size > 12 && !memcmp(s, "RIFF", 4) && !memcmp(s + 8, "WEBP", 4))
    img->format = IMAGE_WEBP;
  else
    return false;
  return true;
}

static bool probe(struct image *img, char why[IMAGE_WHY])
{
  if (!find_format(img)) {
    snprintf(why, IMAGE_WHY, "%s",
             img->size ? _("it is no JPEG, PNG or WebP file")
                       : _("the file is empty"));
    return false;
  }
  switch (img->format) {
  case IMAGE_JPEG:
    return jpeg_probe(img, why);
  case IMAGE_PNG:
    return png_probe(img, why);
  default:
    return webp_probe(img, why);
  }
}

static void refuse(const struct image *img, struct place at, const char *why)
{
  diag(LEVEL_ERROR, at.file ? at : place_file(img->path),
       _("the picture %s cannot be used: %s, save it anew as JPEG or PNG"),
       img->path, why);
}

/* Judges IMG; frees it and gives NULL when it is refused. */
static struct image *judge(struct image *img, struct place at)
{
  char why[IMAGE_WHY] = "";
  img->orientation = 1;
  if (!probe(img, why)) {
    refuse(img, at, why);
    image_free(img);
    return NULL;
  }
  if (img->orientation > 4) {
    int w = img->width;
    img->width = img->height;
    img->height = w;
  }
  return img;
}

struct image *image_load(const char *path, struct place at)
{
  struct buf b = BUF_INIT;
  if (!file_read(&b, path, IMAGE_FILE_LIMIT)) {
    buf_free(&b);
    return NULL;
  }
  struct image *img = mem_new(sizeof *img);
  img->path = mem_copy(path);
  img->size = b.n;
  img->data = (unsigned char *)buf_take(&b);
  return judge(img, at);
}

struct image *image_from(const void *s, size_t n, const char *name,
                         struct place at)
{
  struct image *img = mem_new(sizeof *img);
  img->path = mem_copy(name);
  img->size = n < IMAGE_FILE_LIMIT ? n : IMAGE_FILE_LIMIT;
  img->data = (unsigned char *)mem_copy_n(s, img->size);
  return judge(img, at);
}

void image_free(struct image *img)
{
  if (!img)
    return;
  free(img->path);
  free(img->data);
  free(img);
}

static bool decode(const struct image *img, int least, struct pixels *px,
                   char why[IMAGE_WHY])
{
  bool ok = false;
  *px = (struct pixels){.v = NULL};
  switch (img->format) {
  case IMAGE_JPEG:
    ok = jpeg_pixels(img, least, px, why);
    break;
  case IMAGE_PNG:
    ok = png_pixels(img, px, why);
    break;
  case IMAGE_WEBP:
    ok = webp_pixels(img, px, why);
    break;
  }
  if (ok)
    pixels_turn(px, img->orientation);
  else
    pixels_free(px);
  return ok;
}

bool image_pixels(const struct image *img, struct pixels *px)
{
  char why[IMAGE_WHY] = "";
  bool ok = decode(img, 0, px, why);
  if (!ok)
    refuse(img, place_none(), why);
  return ok;
}

static bool decode_scaled(const struct image *img, int width, struct pixels *px,
                          char why[IMAGE_WHY])
{
  int w = width < 1 ? 1 : width < img->width ? width : img->width;
  int h = (int)(((int64_t)img->height * w + img->width / 2) / img->width);
  bool turned = img->orientation > 4;
  h = h < 1 ? 1 : h;
  if (!decode(img, turned ? h : w, px, why))
    return false;
  if (px->width > w || px->height > h)
    pixels_shrink(px, w, h);
  return true;
}

bool image_scaled(const struct image *img, int width, struct pixels *px)
{
  char why[IMAGE_WHY] = "";
  bool ok = decode_scaled(img, width, px, why);
  if (!ok)
    refuse(img, place_none(), why);
  return ok;
}

bool image_screen(const struct image *img, int width, struct pixels *px)
{
  char why[IMAGE_WHY] = "";
  bool turned = img->orientation > 4;
  int h = (int)(((int64_t)img->height * width + img->width - 1) / img->width);
  bool ok = decode(img, turned ? h : width, px, why);
  if (!ok)
    refuse(img, place_none(), why);
  return ok;
}

bool image_jpeg(const struct image *img, int width, int quality,
                struct buf *out)
{
  char why[IMAGE_WHY] = "";
  struct pixels px;
  if (!image_scaled(img, width, &px))
    return false;
  bool ok = jpeg_write(&px, quality, out, why);
  if (!ok)
    refuse(img, place_none(), why);
  pixels_free(&px);
  return ok;
}

/* V pixels of a picture of OF where that has SIZE. */
static int scaled(int v, int of, int size)
{
  return (int)(((int64_t)v * size + of / 2) / of);
}

bool image_part(const struct image *img, struct rect crop, int width,
                struct pixels *px)
{
  char why[IMAGE_WHY] = "";
  int whole = scaled(img->width, crop.w, width < crop.w ? width : crop.w);
  if (!decode_scaled(img, whole, px, why))
    return false;
  struct rect at = {scaled(crop.x, img->width, px->width),
                    scaled(crop.y, img->height, px->height),
                    scaled(crop.w, img->width, px->width),
                    scaled(crop.h, img->height, px->height)};
  at.w = at.w < 1 ? 1 : at.w;
  at.h = at.h < 1 ? 1 : at.h;
  at.w = at.w > px->width - at.x ? px->width - at.x : at.w;
  at.h = at.h > px->height - at.y ? px->height - at.y : at.h;
  if (at.w > 0 && at.h > 0 && (at.w < px->width || at.h < px->height))
    pixels_cut(px, at);
  return true;
}

bool pixels_jpeg(const struct pixels *px, int quality, struct buf *out)
{
  char why[IMAGE_WHY] = "";
  return jpeg_write(px, quality, out, why);
}
