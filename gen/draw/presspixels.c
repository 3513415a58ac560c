#include "draw/presspixels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "asset/image.h"
#include "asset/profile.h"
#include "base/diag.h"
#include "base/ink.h"
#include "base/mem.h"

enum {
  QUALITY = 95,
  THREADS = 4,
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

static void make(struct presspixels *x)
{
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

/* --- side by side ------------------------------------------------------- */

struct work {
  struct presspixels *v;
  size_t n;
  atomic_size_t next;
};

static void *worker(void *arg)
{
  struct work *w = arg;
  size_t i;
  while ((i = atomic_fetch_add(&w->next, 1)) < w->n)
    make(&w->v[i]);
  return NULL;
}

/* Besides this thread, which works, too. */
static size_t helpers(size_t count)
{
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t n = cores < 1 ? 1 : (size_t)cores;
  n = n < THREADS ? n : THREADS;
  n = n < count ? n : count;
  return n ? n - 1 : 0;
}

void presspixels_make(struct presspixels *v, size_t count)
{
  struct work w = {.v = v, .n = count};
  pthread_t thread[THREADS];
  size_t n = helpers(count), started = 0;
  while (started < n && !pthread_create(&thread[started], NULL, worker, &w))
    started++;
  worker(&w);
  while (started > 0)
    pthread_join(thread[--started], NULL);
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
