#include "draw/svgpicture.h"

#include <stdlib.h>

#include "asset/image.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/threads.h"
#include "draw/sheet.h"

enum { DPI = 150, QUALITY = 80, INCH = 72000 /* mpt */ };

struct shown {
  const struct picture *picture;
  int page;
  size_t number; /* on its page */
  struct buf jpeg;
  bool ok;
};

static void make(void *data, size_t i)
{
  struct shown *v = data, *s = &v[i];
  const struct picture *p = s->picture;
  struct pixels px;
  int width = (int)((int64_t)p->at.w * DPI / INCH);
  if (!image_part(p->image, p->crop, width > 0 ? width : 1, &px))
    return;
  s->ok = pixels_jpeg(&px, QUALITY, &s->jpeg);
  pixels_free(&px);
}

static struct shown *list(const struct sheets *s, size_t *n)
{
  struct shown *v = NULL;
  size_t cap = 0;
  *n = 0;
  for (size_t p = 0; p < s->n; p++) {
    size_t number = 0;
    for (size_t i = 0; i < s->v[p].n; i++)
      if (s->v[p].items[i].kind == ITEM_IMAGE) {
        v = mem_grow(v, &cap, *n + 1, sizeof *v);
        number++;
        v[(*n)++] = (struct shown){.picture = &s->v[p].items[i].u.image,
                                   .page = s->v[p].number,
                                   .number = number};
      }
  }
  return v;
}

static bool put(const struct shown *s, const char *dir)
{
  if (!s->ok) {
    diag(LEVEL_ERROR, place_file(s->picture->image->path),
         _("this picture cannot be shown on the page, save it again"));
    return false;
  }
  char *path = mem_printf("%s/p%d-%zu.jpg", dir, s->page, s->number);
  bool ok = file_put(path, s->jpeg.s, s->jpeg.n);
  free(path);
  return ok;
}

bool svg_pictures(const struct sheets *s, const char *dir)
{
  size_t n;
  bool ok = true;
  struct shown *v = list(s, &n);
  threads_each(n, make, v);
  for (size_t i = 0; i < n; i++) {
    ok = put(&v[i], dir) && ok;
    buf_free(&v[i].jpeg);
  }
  free(v);
  return ok;
}
