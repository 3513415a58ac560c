#include "draw/presspicture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "asset/profile.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/ink.h"
#include "base/mem.h"
#include "draw/pdfcontent.h"
#include "draw/pdfimage.h"
#include "draw/preflight.h"
#include "draw/sheet.h"

enum {
  QUALITY = 95,
  INCH = 72000,
  ALIKE = 3, /* of 255: what a JPEG makes of grey */
  RARE = 200 /* one pixel in so many may have more ink */
};

/* What makes two embedded pictures one. */
struct entry {
  uint64_t hash;
  struct rect crop;
  int width;
  int ink; /* ‰ that all but few of its pixels keep to */
  struct pdfpicture shown;
  bool ok;
};

struct presspictures {
  struct pdf *p;
  const struct profile *profile;
  struct entry *v;
  size_t n, cap;
  pdf_dict resource;
};

struct presspictures *presspictures_new(struct pdf *p,
                                        const struct profile *profile)
{
  struct presspictures *pp = mem_new(sizeof *pp);
  *pp = (struct presspictures){.p = p, .profile = profile};
  pp->resource = pdf_object(p);
  return pp;
}

void presspictures_free(struct presspictures *pp)
{
  free(pp->v);
  free(pp);
}

pdf_dict presspictures_resource(const struct presspictures *pp)
{
  return pp->resource;
}

/* --- pixels ------------------------------------------------------------- */

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

/* --- embedding ---------------------------------------------------------- */

static pdf_dict encode(struct pdf *p, const struct pixels *px, bool exact)
{
  static const char *const spaces[] = {[1] = "DeviceGray", [4] = "DeviceCMYK"};
  struct buf b = BUF_INIT;
  pdf_dict d = NULL;
  size_t n = (size_t)px->width * (size_t)px->height * (size_t)px->components;
  if (exact)
    d = pdf_stream(p, px->v, n, PDF_FAST);
  else if (pixels_jpeg(px, QUALITY, &b))
    d = pdf_encoded(p, b.s, b.n, "DCTDecode");
  buf_free(&b);
  if (!d)
    return NULL;
  pdf_set_name(p, d, "Type", "XObject");
  pdf_set_name(p, d, "Subtype", "Image");
  pdf_set_name(p, d, "ColorSpace", spaces[px->components]);
  pdf_set_int(p, d, "BitsPerComponent", 8);
  pdf_set_int(p, d, "Width", px->width);
  pdf_set_int(p, d, "Height", px->height);
  return d;
}

static void embed(struct presspictures *pp, const struct image *image,
                  struct entry *e)
{
  struct pixels px;
  if (!image_part(image, e->crop, e->width, &px))
    return;
  if (px.components == 3 && is_grey(&px))
    drop_colour(&px);
  if (px.components == 3)
    to_cmyk(&px, pp->profile);
  e->ink = ink_of(&px);
  e->shown.width = px.width;
  e->shown.height = px.height;
  pdf_dict d = encode(pp->p, &px, image->format == IMAGE_PNG);
  pixels_free(&px);
  e->ok = d != NULL;
  if (d)
    pdf_set(pp->p, pp->resource, e->shown.name, d);
}

static bool same(const struct entry *a, const struct entry *b)
{
  return a->hash == b->hash && a->width == b->width &&
         a->crop.x == b->crop.x && a->crop.y == b->crop.y &&
         a->crop.w == b->crop.w && a->crop.h == b->crop.h;
}

/* The part of PICTURE that shows, within its image. */
static struct rect part(const struct picture *picture)
{
  const struct image *image = picture->image;
  struct rect r = picture->crop;
  if (r.w <= 0 || r.h <= 0 || r.x < 0 || r.y < 0 ||
      r.x > image->width - r.w || r.y > image->height - r.h)
    return (struct rect){0, 0, image->width, image->height};
  return r;
}

/* How many pixels its width takes at 300 dpi of the closer measure. */
static int width_of(const struct picture *picture, struct rect crop)
{
  int64_t across = (int64_t)picture->at.w * PRESS_DPI;
  int64_t down = (int64_t)picture->at.h * PRESS_DPI * crop.w / crop.h;
  int64_t most = ((across > down ? across : down) + INCH - 1) / INCH;
  return most < 1 ? 1 : most < crop.w ? (int)most : crop.w;
}

static const struct entry *use(struct presspictures *pp,
                               const struct picture *picture)
{
  const struct image *image = picture->image;
  struct entry want = {.hash = hash64(image->data, image->size)};
  want.crop = part(picture);
  want.width = width_of(picture, want.crop);
  for (size_t i = 0; i < pp->n; i++)
    if (same(&pp->v[i], &want))
      return &pp->v[i];
  pp->v = mem_grow(pp->v, &pp->cap, pp->n + 1, sizeof *pp->v);
  struct entry *e = &pp->v[pp->n++];
  *e = want;
  snprintf(e->shown.name, sizeof e->shown.name, "P%zu", pp->n % 100000);
  embed(pp, image, e);
  return e;
}

void presspictures_put(void *data, struct content *c, const struct sheet *sheet,
                       size_t i)
{
  struct picture picture = sheet->items[i].u.image;
  const struct entry *e = use(data, &picture);
  if (!e->ok)
    return;
  if (e->ink > INK_MOST) {
    struct fault f = {FAULT_INK, sheet->number, preflight_story(sheet, i),
                      (e->ink + 5) / 10, preflight_word(FAULT_ON_PICTURE)};
    preflight_print(NULL, &f);
  }
  picture.crop = (struct rect){0, 0, 0, 0}; /* all that was embedded */
  content_picture(c, &picture, &e->shown);
}
