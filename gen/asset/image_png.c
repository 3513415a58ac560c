/* PNG through libpng: reading by its simplified interface, which lands its
 * own jumps; writing of 1-bit pictures by the long one. */
#include "asset/image_in.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <png.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { CHUNK = 12, SIGNATURE = 8, DEPTH_AT = 24, COLOUR_AT = 25 };

static uint32_t number(const unsigned char *s)
{
  return (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 |
         s[3];
}

static bool complain(char why[IMAGE_WHY], const char *text)
{
  snprintf(why, IMAGE_WHY, "%s", text);
  return false;
}

/* Walks the chunks up to IEND; libpng itself accepts some damage. */
static bool check_chunks(const struct image *img, char why[IMAGE_WHY])
{
  const unsigned char *s = img->data;
  size_t at = SIGNATURE;
  while (img->size - at >= CHUNK) {
    size_t n = number(s + at);
    if (n > img->size - at - CHUNK)
      break;
    uLong sum = crc32(0, s + at + 4, (uInt)(n + 4));
    if (sum != number(s + at + 8 + n))
      return complain(why, _("a checksum in it is wrong"));
    if (!memcmp(s + at + 4, "IEND", 4))
      return true;
    at += CHUNK + n;
  }
  return complain(why, _("the file is cut off"));
}

static bool begin(const struct image *img, png_image *png,
                  char why[IMAGE_WHY])
{
  memset(png, 0, sizeof *png);
  png->version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(png, img->data, img->size))
    return true;
  return complain(why, png->message);
}

bool png_probe(struct image *img, char why[IMAGE_WHY])
{
  png_image png;
  struct pixels px;
  if (!begin(img, &png, why))
    return false;
  int64_t w = png.width, h = png.height;
  img->alpha = (png.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  img->components = png.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
  img->bits = img->data[DEPTH_AT];
  png_image_free(&png);
  if (w * h > IMAGE_PIXEL_LIMIT || w > INT32_MAX || h > INT32_MAX) {
    snprintf(why, IMAGE_WHY, _("%lld × %lld pixels are too many"),
             (long long)w, (long long)h);
    return false;
  }
  img->width = (int)w;
  img->height = (int)h;
  bool ok = check_chunks(img, why) && png_pixels(img, &px, why);
  if (ok)
    pixels_free(&px);
  return ok;
}

bool png_pixels(const struct image *img, struct pixels *px,
                char why[IMAGE_WHY])
{
  static const png_color white = {255, 255, 255};
  png_image png;
  if (!begin(img, &png, why))
    return false;
  png.format = img->components == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  *px = pixels_new(img->width, img->height, img->components);
  if (png_image_finish_read(&png, &white, px->v, 0, NULL))
    return true;
  complain(why, png.message);
  png_image_free(&png);
  pixels_free(px);
  return false;
}

/* ---- writing ---- */

static void append(png_structp png, png_bytep s, png_size_t n)
{
  buf_put(png_get_io_ptr(png), s, n);
}

static void flush(png_structp png)
{
  (void)png;
}

/* One row of cells as bits; in PNG 1 is white. */
static void pack(const unsigned char *cells, int side, int scale,
                 unsigned char *row)
{
  unsigned bits = 1; /* as many as it has below its highest */
  for (int i = 0; i < side; i++)
    for (int k = 0; k < scale; k++) {
      bits = bits << 1 | !cells[i];
      if (bits > 0xFF) {
        *row++ = (unsigned char)bits;
        bits = 1;
      }
    }
  while (bits > 1 && bits <= 0xFF)
    bits <<= 1;
  if (bits > 1)
    *row = (unsigned char)bits;
}

struct bits {
  const unsigned char *cells;
  int side, scale;
};

static void write_bits(png_structp png, png_infop info, const struct bits *b,
                       unsigned char *row)
{
  png_uint_32 size = (png_uint_32)(b->side * b->scale);
  png_set_IHDR(png, info, size, size, 1, PNG_COLOR_TYPE_GRAY,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_filter(png, 0, PNG_FILTER_NONE);
  /* A table for as many symbols as such a picture has, quick to be cleared. */
  png_set_compression_mem_level(png, 5);
  /* 50 bytes more than the usual level, at half its time. */
  png_set_compression_level(png, 1);
  png_write_info(png, info);
  for (int y = 0; y < b->side; y++) {
    pack(b->cells + (size_t)y * (size_t)b->side, b->side, b->scale, row);
    for (int k = 0; k < b->scale; k++)
      png_write_row(png, row);
  }
  png_write_end(png, info);
}

/* Writing into memory cannot fail but for want of memory, which ends the
 * program; hence no jump. */
static png_voidp allocate(png_structp png, png_alloc_size_t n)
{
  (void)png;
  return mem_grow(NULL, &n, n, 1); /* not zeroed, unlike mem_new's */
}

static void release(png_structp png, png_voidp p)
{
  (void)png;
  free(p);
}

void image_png_bits(struct buf *out, const unsigned char *cells, int side,
                    int scale)
{
  struct bits b = {cells, side, scale};
  unsigned char *row = mem_new(((size_t)side * (size_t)scale + 7) / 8);
  png_structp png = png_create_write_struct_2(
      PNG_LIBPNG_VER_STRING, NULL, NULL, NULL, NULL, allocate, release);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, out, append, flush);
  write_bits(png, info, &b, row);
  png_destroy_write_struct(&png, &info);
  free(row);
}

/* Critical chunks, and those that say how colours and transparency are meant
 * (PNG 11.3): what is left out is text, time and Exif. */
static bool is_bare(const unsigned char *type)
{
  static const char *const kept[] = {"tRNS", "gAMA", "cHRM", "sRGB"};
  if (!(type[0] & 0x20))
    return true;
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (!memcmp(type, kept[i], 4))
      return true;
  return false;
}

void image_png_bare(const struct image *img, struct buf *out)
{
  const unsigned char *s = img->data, *end = s + img->size;
  buf_put(out, s, SIGNATURE);
  for (s += SIGNATURE; end - s >= CHUNK;) {
    size_t n = (size_t)number(s) + CHUNK;
    if (n > (size_t)(end - s))
      return;
    if (is_bare(s + 4))
      buf_put(out, s, n);
    s += n;
  }
}
