/* What it costs to tag a PDF: the reading edition of an issue against the same
 * pages without structure, links and outline, medians of RUNS, taken in turn.
 * tagging FOLDER THEME RUNS */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "draw/pdf.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfimage.h"
#include "draw/pdfmeta.h"
#include "draw/pdfobj.h"
#include "draw/pdfplain.h"
#include "draw/sheet.h"
#include "page/make.h"

struct file {
  struct pdf *p;
  const struct sheets *s;
  struct pdffonts *fonts;
  struct pdfimages *images;
  pdf_dict parent;
};

static void put_picture(void *data, struct content *c,
                        const struct sheet *sheet, size_t i)
{
  const struct picture *picture = &sheet->items[i].u.image;
  const struct pdfpicture *shown = pdfimages_use(data, picture->image);
  if (shown)
    content_picture(c, picture, shown);
}

static pdf_dict page_new(struct file *f, const struct sheet *sheet)
{
  struct content c;
  const struct plain to = {&c, put_picture, f->images};
  content_init(&c, sheet, f->s->fonts, f->fonts);
  plain_sheet(&to, sheet);
  pdf_dict page = pdf_object(f->p), resources = pdf_dict_new(f->p);
  pdf_set(f->p, resources, "Font", pdffonts_resource(f->fonts));
  pdf_set(f->p, resources, "XObject", pdfimages_resource(f->images));
  pdf_set_name(f->p, page, "Type", "Page");
  pdf_set(f->p, page, "Parent", f->parent);
  pdf_set_rect(f->p, page, "MediaBox",
               (struct rect){0, 0, sheet->w, sheet->h});
  pdf_set(f->p, page, "Resources", resources);
  pdf_set(f->p, page, "Contents",
          pdf_stream(f->p, c.b.s, c.b.n, PDF_SMALL));
  content_free(&c);
  return page;
}

static bool write_all(struct file *f, struct buf *out)
{
  pdf_array kids = pdf_array_new(f->p);
  pdf_dict root = pdf_object(f->p);
  f->parent = pdf_object(f->p);
  f->images = pdfimages_new(f->p);
  for (size_t i = 0; i < f->s->n; i++)
    pdf_add(f->p, kids, page_new(f, &f->s->v[i]));
  pdf_set_name(f->p, f->parent, "Type", "Pages");
  pdf_set(f->p, f->parent, "Kids", kids);
  pdf_set_int(f->p, f->parent, "Count", (int)f->s->n);
  pdf_set_name(f->p, root, "Type", "Catalog");
  pdf_set(f->p, root, "Pages", f->parent);
  pdfmeta_write(f->p, f->s, root);
  bool ok = pdf_finish(f->p, root, pdfmeta_info(f->p, f->s), out);
  pdfimages_free(f->images);
  return ok;
}

static bool make_untagged(struct buf *out, const struct sheets *s)
{
  struct file f = {.p = pdf_open(), .s = s, .fonts = pdffonts_new(s)};
  bool ok = pdffonts_embed(f.fonts, f.p) && write_all(&f, out);
  pdffonts_free(f.fonts);
  pdf_close(f.p);
  return ok;
}

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double timed(bool (*make)(struct buf *, const struct sheets *),
                    const struct sheets *s, size_t *size)
{
  struct buf b = BUF_INIT;
  double start = now();
  if (!make(&b, s))
    exit(1);
  double took = now() - start;
  *size = b.n;
  buf_free(&b);
  return took;
}

static int by_size(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void run(const struct sheets *s, int runs)
{
  double *tagged = mem_array((size_t)runs, sizeof *tagged);
  double *plain = mem_array((size_t)runs, sizeof *plain);
  size_t n = 0, m = 0;
  for (int i = 0; i < runs; i++) {
    plain[i] = timed(make_untagged, s, &m);
    tagged[i] = timed(pdf_make, s, &n);
  }
  qsort(tagged, (size_t)runs, sizeof *tagged, by_size);
  qsort(plain, (size_t)runs, sizeof *plain, by_size);
  printf("tagging %zu pages: %.1f ms with, %.1f ms without, %.0f %% more "
         "(least %.1f and %.1f), %zu and %zu bytes   under 15 %%  (medians of "
         "%d)\n",
         s->n, tagged[runs / 2], plain[runs / 2],
         (tagged[runs / 2] / plain[runs / 2] - 1) * 100, tagged[0], plain[0],
         n, m, runs);
  free(tagged);
  free(plain);
}

int main(int argc, char **argv)
{
  struct target target;
  struct press press;
  if (argc < 4 || atoi(argv[3]) < 1 || !job_target(argv[1], &target))
    return 2;
  xmlDoc *doc = job_issue(&target);
  if (!doc || !job_press(&press, argv[2]))
    return 1;
  struct made m = make_issue(doc, press.theme, press.styles, press.fonts);
  run(m.sheets, atoi(argv[3]));
  make_free(&m);
  xmlFreeDoc(doc);
  job_press_free(&press);
  job_target_free(&target);
  return 0;
}
