#include "draw/pdfprogram.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/threads.h"

struct work {
  struct fonts *fonts;
  struct program **v; /* the largest first */
};

static void make(void *data, size_t i)
{
  struct work *w = data;
  struct program *p = w->v[i];
  fonts_outline(w->fonts, p->face); /* asked later; here it costs no time */
  p->ok = fonts_subset(w->fonts, p->face, p->glyphs, p->n, &p->subset);
}

static int by_size(const void *a, const void *b)
{
  const struct program *x = *(struct program *const *)a;
  const struct program *y = *(struct program *const *)b;
  return (x->n < y->n) - (x->n > y->n);
}

void programs_make(struct fonts *f, struct program *v, size_t count)
{
  struct work w = {.fonts = f};
  w.v = mem_array(count, sizeof(struct program *));
  for (size_t i = 0; i < count; i++)
    w.v[i] = &v[i];
  qsort(w.v, count, sizeof(struct program *), by_size);
  threads_each(count, make, &w);
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
  for (size_t i = 0; i < count; i++)
    subset_free(&v[i].subset);
  free(v);
}
