/* Inside of asset/image*.c: what each format's file does. WHY takes the
 * reason of a refusal, in the reader's language, without "what to do". */
#ifndef ASSET_IMAGE_IN_H
#define ASSET_IMAGE_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "asset/image.h"

enum { IMAGE_WHY = 256 };

/* Fills the fields of IMG (width and height as stored) from its data and
 * checks that it is whole, as image_load says. */
bool jpeg_probe(struct image *img, char why[IMAGE_WHY]);
bool png_probe(struct image *img, char why[IMAGE_WHY]);
bool webp_probe(struct image *img, char why[IMAGE_WHY]);

/* Decodes as stored (not turned). LEAST: at least this width is wanted, a
 * decoder that can may give less than all pixels; 0: all. */
bool jpeg_pixels(const struct image *img, int least, struct pixels *px,
                 char why[IMAGE_WHY]);
bool png_pixels(const struct image *img, struct pixels *px,
                char why[IMAGE_WHY]);
bool webp_pixels(const struct image *img, struct pixels *px,
                 char why[IMAGE_WHY]);
/* Appends PX as a baseline JPEG. */
bool jpeg_write(const struct pixels *px, int quality, struct buf *out,
                char why[IMAGE_WHY]);

/* Orientation in an Exif block ("Exif\0\0" and TIFF), 1 when unknown. */
int exif_orientation(const unsigned char *s, size_t n);

/* Room for W × H pixels of COMPONENTS. */
struct pixels pixels_new(int w, int h, int components);
/* Turns and mirrors PX as ORIENTATION (EXIF, 2–8) says. */
void pixels_turn(struct pixels *px, int orientation);
/* Leaves the part AT of PX, which lies within it. */
void pixels_cut(struct pixels *px, struct rect at);
/* PX at the smaller size W × H, by the mean of the area. */
void pixels_shrink(struct pixels *px, int w, int h);

#endif
