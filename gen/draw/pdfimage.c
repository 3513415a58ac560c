#include "draw/pdfimage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

enum { QUALITY = 92 };

struct entry {
  uint64_t hash; /* of the file, with SIZE: what makes pictures equal */
  size_t size;
  bool ok;
  struct pdfpicture shown;
};

struct pdfimages {
  struct pdf *p;
  struct entry *v;
  size_t n, cap;
  pdf_dict resource;
};

struct pdfimages *pdfimages_new(struct pdf *p)
{
  struct pdfimages *pi = mem_new(sizeof *pi);
  pi->p = p;
  pi->resource = pdf_object(p);
  return pi;
}

void pdfimages_free(struct pdfimages *pi)
{
  free(pi->v);
  free(pi);
}

pdf_dict pdfimages_resource(const struct pdfimages *pi)
{
  return pi->resource;
}

static void describe(struct pdf *p, pdf_dict d, int components)
{
  pdf_set_name(p, d, "Type", "XObject");
  pdf_set_name(p, d, "Subtype", "Image");
  pdf_set_name(p, d, "ColorSpace",
               components == 1 ? "DeviceGray" : "DeviceRGB");
  pdf_set_int(p, d, "BitsPerComponent", 8);
}

static void set_size(struct pdf *p, pdf_dict d, int width, int height)
{
  pdf_set_int(p, d, "Width", width);
  pdf_set_int(p, d, "Height", height);
}

static bool passes(const struct image *image)
{
  return image->format == IMAGE_JPEG && image->bits == 8 &&
         (image->components == 1 || image->components == 3);
}

/* The matrix for EXIF orientation N: where the corners of the stored picture
 * go in the unit square. */
static const char *upright(int n)
{
  static const char *const matrix[] = {NULL,           NULL,
                                       "-1 0 0 1 1 0", "-1 0 0 -1 1 1",
                                       "1 0 0 -1 0 1", "0 -1 -1 0 1 1",
                                       "0 -1 1 0 0 1", "0 1 1 0 0 0",
                                       "0 1 -1 0 1 0"};
  return n >= 1 && n <= 8 ? matrix[n] : NULL;
}

static pdf_dict pass(struct pdf *p, const struct image *image,
                     struct pdfpicture *shown)
{
  pdf_dict d = pdf_encoded(p, image->data, image->size, "DCTDecode");
  bool turned = image->orientation > 4;
  describe(p, d, image->components);
  set_size(p, d, turned ? image->height : image->width,
           turned ? image->width : image->height);
  shown->matrix = upright(image->orientation);
  return d;
}

static pdf_dict deflated(struct pdf *p, const struct image *image)
{
  struct pixels px;
  if (!image_pixels(image, &px))
    return NULL;
  size_t n = (size_t)px.width * (size_t)px.height * (size_t)px.components;
  pdf_dict d = pdf_stream(p, px.v, n, PDF_FAST);
  describe(p, d, px.components);
  set_size(p, d, px.width, px.height);
  pixels_free(&px);
  return d;
}

/* A photograph that is no plain JPEG would be ten times as large as pixels. */
static pdf_dict encoded(struct pdf *p, const struct image *image)
{
  struct buf b = BUF_INIT;
  pdf_dict d = NULL;
  if (image_jpeg(image, image->width, QUALITY, &b)) {
    d = pdf_encoded(p, b.s, b.n, "DCTDecode");
    describe(p, d, image->components == 1 ? 1 : 3);
    set_size(p, d, image->width, image->height);
  }
  buf_free(&b);
  return d;
}

static void embed(struct pdfimages *pi, const struct image *image,
                  struct entry *e)
{
  pdf_dict d;
  if (passes(image))
    d = pass(pi->p, image, &e->shown);
  else if (image->format == IMAGE_PNG)
    d = deflated(pi->p, image);
  else
    d = encoded(pi->p, image);
  e->ok = d != NULL;
  if (d)
    pdf_set(pi->p, pi->resource, e->shown.name, d);
}

const struct pdfpicture *pdfimages_use(struct pdfimages *pi,
                                       const struct image *image)
{
  uint64_t hash = hash64(image->data, image->size);
  for (size_t i = 0; i < pi->n; i++)
    if (pi->v[i].hash == hash && pi->v[i].size == image->size)
      return pi->v[i].ok ? &pi->v[i].shown : NULL;
  pi->v = mem_grow(pi->v, &pi->cap, pi->n + 1, sizeof *pi->v);
  struct entry *e = &pi->v[pi->n++];
  *e = (struct entry){.hash = hash, .size = image->size};
  e->shown.width = image->width;
  e->shown.height = image->height;
  snprintf(e->shown.name, sizeof e->shown.name, "P%zu", pi->n % 100000);
  embed(pi, image, e);
  return e->ok ? &e->shown : NULL;
}
