/* Pictures, as editors deliver them: untrusted JPEG, PNG and WebP files,
 * known by their first bytes and not by their names. image_load refuses what
 * is broken, cut off, too large or no regular file; what it gives can be
 * drawn. libjpeg, libpng and libwebp stay in asset/image*.c. */
#ifndef ASSET_IMAGE_H
#define ASSET_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/length.h"

struct buf;

enum {
  IMAGE_FILE_LIMIT = 64 * 1024 * 1024, /* bytes */
  IMAGE_PIXEL_LIMIT = 100 * 1000 * 1000
};

enum image_format { IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP };

/* Read only. WIDTH and HEIGHT are of the upright picture; a file whose
 * ORIENTATION (EXIF, 1–8) is over 4 holds it with sides exchanged. */
struct image {
  char *path;
  enum image_format format;
  int width, height; /* upright, in pixels */
  int orientation;   /* 1: stored as it is seen */
  int components;    /* of the file: 1 grey, 3 colour, 4 CMYK (JPEG) */
  int bits;          /* per component */
  bool alpha;        /* has transparency; it is flattened on white */
  bool progressive;  /* JPEG of several scans */
  bool adobe;        /* JPEG with an Adobe marker: CMYK stands inverted */
  unsigned char *data; /* the file as it is */
  size_t size;
};

/* Upright picture, 8 bits, 1 (grey) or 3 (RGB) components, rows without
 * gaps. */
struct pixels {
  int width, height, components;
  unsigned char *v; /* owned */
};

/* Reads and checks PATH: a PNG or WebP is decoded for that, of a JPEG the
 * segments are walked to the end, which finds what is cut off but not every
 * wrong bit. NULL when it is refused, with a message at AT (no file there, or
 * the file cannot be read: at PATH) that says why. Owned. */
struct image *image_load(const char *path, struct place at);
/* The same for N bytes in memory, copied; NAME stands for the path. */
struct image *image_from(const void *s, size_t n, const char *name,
                         struct place at);
void image_free(struct image *img);

/* Decodes; false and a diag when the data is broken all the same. */
bool image_pixels(const struct image *img, struct pixels *px);
/* At WIDTH pixels (never wider than it is), height in proportion. */
bool image_scaled(const struct image *img, int width, struct pixels *px);
/* Upright, no narrower than WIDTH: what pixels_smaller starts from. */
bool image_screen(const struct image *img, int width, struct pixels *px);
/* The part CROP (pixels of the upright picture, within it) at WIDTH pixels,
 * never more than it has. False, with no message, when it is broken: several
 * threads may do this at once. */
bool image_part(const struct image *img, struct rect crop, int width,
                struct pixels *px);
void pixels_free(struct pixels *px);
/* Appends PX (4 components: CMYK, 255 full ink) as a baseline JPEG; false, with
 * no message, when that fails. */
bool pixels_jpeg(const struct pixels *px, int quality, struct buf *out);
/* Appends PX (1 or 3 components) as a lossy WebP; false, with no message, when
 * that fails. */
bool pixels_webp(const struct pixels *px, int quality, struct buf *out);
/* PX at W × H, neither more than it has: each pixel the mean of the area it
 * covers, for screens. Owned. */
struct pixels pixels_smaller(const struct pixels *px, int w, int h);

/* Appends a baseline JPEG of WIDTH pixels (never wider than the picture) and
 * QUALITY 1–100 without metadata to OUT. False and a diag on failure. */
bool image_jpeg(const struct image *img, int width, int quality,
                struct buf *out);
/* Appends the PNG file IMG without what does not change how it looks: text,
 * times, Exif. */
void image_png_bare(const struct image *img, struct buf *out);
/* Appends a PNG of 1 bit a pixel: SIDE by SIDE cells (1 black, 0 white), each
 * SCALE pixels wide. */
void image_png_bits(struct buf *out, const unsigned char *cells, int side,
                    int scale);

#endif
