#include "draw/svgpicture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "asset/image.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"
#include "draw/sheet.h"

enum {
  DPI = 150,
  QUALITY = 80,
  INCH = 72000, /* mpt */
  VERSION = 's' /* of what is kept in the cache */
};

struct shown {
  const struct picture *picture;
  int page;
  size_t number; /* on its page */
  char *kept;    /* where it is kept, or NULL */
  struct buf jpeg;
  bool ok;
};

static int width_of(const struct picture *p)
{
  int width = (int)((int64_t)p->at.w * DPI / INCH);
  return width > 0 ? width : 1;
}

static char *name_kept(const struct picture *p, const char *cache)
{
  const int how[] = {VERSION, DPI, QUALITY, width_of(p)};
  char hex[33];
  struct hash *h = hash_new();
  hash_add(h, how, sizeof how);
  hash_add(h, &p->crop, sizeof p->crop);
  hash_add(h, p->image->data, p->image->size);
  hash_end(h, hex);
  return mem_printf("%s/%s-page.jpg", cache, hex);
}

static void make(void *data, size_t i)
{
  struct shown *v = data, *s = &v[i];
  const struct picture *p = s->picture;
  struct pixels px;
  s->ok = s->kept && file_exists(s->kept);
  if (s->ok || !image_part(p->image, p->crop, width_of(p), &px))
    return;
  s->ok = pixels_jpeg(&px, QUALITY, &s->jpeg);
  pixels_free(&px);
}

static struct shown *list(const struct sheets *s, const char *cache,
                          size_t *n)
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
        v[*n] = (struct shown){.picture = &s->v[p].items[i].u.image,
                               .page = s->v[p].number,
                               .number = number};
        if (cache)
          v[*n].kept = name_kept(v[*n].picture, cache);
        (*n)++;
      }
  }
  return v;
}

/* The folder is shared by workers: a file appears there whole. */
static bool keep(const struct shown *s)
{
  char *part = mem_printf("%s.%ld", s->kept, (long)getpid());
  bool ok = file_put(part, s->jpeg.s, s->jpeg.n) && rename(part, s->kept) == 0;
  free(part);
  return ok;
}

static bool put_file(const struct shown *s, const char *path)
{
  if (!s->kept)
    return file_put(path, s->jpeg.s, s->jpeg.n);
  return (!s->jpeg.n || keep(s)) && file_link(s->kept, path);
}

static bool put(const struct shown *s, const char *dir)
{
  if (!s->ok) {
    diag(LEVEL_ERROR, place_file(s->picture->image->path),
         _("this picture cannot be shown on the page, save it again"));
    return false;
  }
  char *path = mem_printf("%s/p%d-%zu.jpg", dir, s->page, s->number);
  bool ok = put_file(s, path);
  free(path);
  return ok;
}

bool svg_pictures(const struct sheets *s, const char *dir, const char *cache)
{
  size_t n;
  bool ok = true;
  struct shown *v = list(s, cache, &n);
  threads_each(n, make, v);
  for (size_t i = 0; i < n; i++) {
    ok = put(&v[i], dir) && ok;
    buf_free(&v[i].jpeg);
    free(v[i].kept);
  }
  free(v);
  return ok;
}
