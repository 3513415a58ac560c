#include "draw/presspicture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "base/hash.h"
#include "base/ink.h"
#include "base/mem.h"
#include "draw/pdfcontent.h"
#include "draw/pdfimage.h"
#include "draw/preflight.h"
#include "draw/presspixels.h"
#include "draw/sheet.h"

enum { INCH = 72000 };

struct presspictures {
  const struct profile *profile;
  struct presspixels *v; /* each once */
  uint64_t *hashes;      /* of their files */
  size_t n, cap, caphashes;
  pdf_dict resource;
};

/* --- which pictures ----------------------------------------------------- */

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

/* The number of PICTURE among those that are noted, or how many there are. */
static size_t find(const struct presspictures *pp,
                   const struct picture *picture, uint64_t hash)
{
  struct rect crop = part(picture);
  int wide = width_of(picture, crop);
  for (size_t i = 0; i < pp->n; i++) {
    const struct presspixels *x = &pp->v[i];
    if (pp->hashes[i] == hash && x->wide == wide && x->crop.x == crop.x &&
        x->crop.y == crop.y && x->crop.w == crop.w && x->crop.h == crop.h)
      return i;
  }
  return pp->n;
}

static uint64_t hash_of(const struct picture *picture)
{
  return hash64(picture->image->data, picture->image->size);
}

static void note(struct presspictures *pp, const struct picture *picture)
{
  uint64_t hash = hash_of(picture);
  if (find(pp, picture, hash) < pp->n)
    return;
  struct rect crop = part(picture);
  pp->v = mem_grow(pp->v, &pp->cap, pp->n + 1, sizeof *pp->v);
  pp->hashes =
      mem_grow(pp->hashes, &pp->caphashes, pp->n + 1, sizeof *pp->hashes);
  pp->hashes[pp->n] = hash;
  pp->v[pp->n++] = (struct presspixels){.image = picture->image,
                                        .profile = pp->profile,
                                        .crop = crop,
                                        .wide = width_of(picture, crop)};
}

static void note_all(struct presspictures *pp, const struct sheets *s)
{
  for (size_t k = 0; k < s->n; k++)
    for (size_t i = 0; i < s->v[k].n; i++)
      if (s->v[k].items[i].kind == ITEM_IMAGE)
        note(pp, &s->v[k].items[i].u.image);
}

/* --- embedding ---------------------------------------------------------- */

static pdf_dict object(struct pdf *p, const struct presspixels *x)
{
  pdf_dict d = x->jpeg ? pdf_encoded(p, x->data.s, x->data.n, "DCTDecode")
                       : pdf_stream(p, x->data.s, x->data.n, PDF_FAST);
  pdf_set_name(p, d, "Type", "XObject");
  pdf_set_name(p, d, "Subtype", "Image");
  pdf_set_name(p, d, "ColorSpace",
               x->components == 4 ? "DeviceCMYK" : "DeviceGray");
  pdf_set_int(p, d, "BitsPerComponent", 8);
  pdf_set_int(p, d, "Width", x->width);
  pdf_set_int(p, d, "Height", x->height);
  return d;
}

static void set_name(char name[16], size_t i)
{
  snprintf(name, 16, "P%zu", i % 100000);
}

struct presspictures *presspictures_new(struct pdf *p, const struct sheets *s,
                                        const struct profile *profile)
{
  struct presspictures *pp = mem_new(sizeof *pp);
  *pp = (struct presspictures){.profile = profile};
  pp->resource = pdf_object(p);
  note_all(pp, s);
  presspixels_make(pp->v, pp->n);
  for (size_t i = 0; i < pp->n; i++) {
    char name[16];
    set_name(name, i);
    if (pp->v[i].ok)
      pdf_set(p, pp->resource, name, object(p, &pp->v[i]));
    buf_free(&pp->v[i].data);
  }
  return pp;
}

void presspictures_free(struct presspictures *pp)
{
  presspixels_free(pp->v, pp->n);
  free(pp->hashes);
  free(pp);
}

pdf_dict presspictures_resource(const struct presspictures *pp)
{
  return pp->resource;
}

/* --- drawing ------------------------------------------------------------ */

static void warn(const struct sheet *sheet, size_t i, int ink)
{
  const struct fault f = {FAULT_INK, sheet->number, preflight_story(sheet, i),
                          (ink + 5) / 10, preflight_word(FAULT_ON_PICTURE)};
  preflight_print(NULL, &f);
}

void presspictures_put(void *data, struct content *c, const struct sheet *sheet,
                       size_t i)
{
  const struct presspictures *pp = data;
  struct picture picture = sheet->items[i].u.image;
  size_t k = find(pp, &picture, hash_of(&picture));
  if (k == pp->n || !pp->v[k].ok)
    return;
  struct pdfpicture shown = {.width = pp->v[k].width,
                             .height = pp->v[k].height};
  set_name(shown.name, k);
  if (pp->v[k].ink > INK_MOST)
    warn(sheet, i, pp->v[k].ink);
  picture.crop = (struct rect){0, 0, 0, 0}; /* all that was embedded */
  content_picture(c, &picture, &shown);
}
