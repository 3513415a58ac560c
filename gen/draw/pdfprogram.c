#include "draw/pdfprogram.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "base/diag.h"
#include "base/mem.h"

/* Level 6 takes three times as long and saves one per cent. */
enum { THREADS = 4, LEVEL = 1 };

struct work {
  struct fonts *fonts;
  struct program **v; /* the largest first */
  size_t n;
  atomic_size_t next;
};

static void make(struct fonts *f, struct program *p)
{
  if (!fonts_subset(f, p->face, p->glyphs, p->n, &p->subset))
    return;
  uLongf room = compressBound(p->subset.size);
  p->z = mem_new(room);
  p->ok = compress2(p->z, &room, p->subset.data, p->subset.size, LEVEL) == Z_OK;
  p->zn = room;
}

static void *worker(void *arg)
{
  struct work *w = arg;
  size_t i;
  while ((i = atomic_fetch_add(&w->next, 1)) < w->n)
    make(w->fonts, w->v[i]);
  return NULL;
}

static int by_size(const void *a, const void *b)
{
  const struct program *x = *(struct program *const *)a;
  const struct program *y = *(struct program *const *)b;
  return (x->n < y->n) - (x->n > y->n);
}

static size_t helpers(size_t count)
{
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t n = cores < 1 ? 1 : (size_t)cores;
  n = n < THREADS ? n : THREADS;
  n = n < count ? n : count;
  return n ? n - 1 : 0;
}

/* This thread works, too; a helper that cannot be started is not missed. */
static void run(struct work *w)
{
  pthread_t thread[THREADS];
  size_t n = helpers(w->n), started = 0;
  while (started < n && !pthread_create(&thread[started], NULL, worker, w))
    started++;
  worker(w);
  while (started > 0)
    pthread_join(thread[--started], NULL);
}

void programs_make(struct fonts *f, struct program *v, size_t count)
{
  struct work w = {.fonts = f, .n = count};
  w.v = mem_array(count, sizeof(struct program *));
  for (size_t i = 0; i < count; i++)
    w.v[i] = &v[i];
  qsort(w.v, count, sizeof(struct program *), by_size);
  run(&w);
  free(w.v);
  for (size_t i = 0; i < count; i++)
    if (!v[i].ok)
      diag(LEVEL_ERROR, place_none(),
           _("the font %s cannot be subset, install it again or name another "
             "in the theme"),
           fonts_info(f, v[i].face)->postscript);
}

void programs_free(struct program *v, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    subset_free(&v[i].subset);
    free(v[i].z);
  }
  free(v);
}
