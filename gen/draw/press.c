#include "draw/press.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfobj.h"
#include "draw/pdfplain.h"
#include "draw/presspicture.h"
#include "draw/pressmarks.h"
#include "draw/pressmeta.h"
#include "draw/sheet.h"

struct press {
  struct pdf *p;
  struct sheets shown; /* the sheets of this file, borrowed */
  const struct press_job *job;
  struct pdffonts *fonts;
  struct presspictures *pictures;
  const struct run **slugs; /* of each sheet */
  struct arena *arena;
  pdf_dict parent; /* of the pages */
};

/* --- a page ------------------------------------------------------------- */

/* What reaches the trim goes on through the bleed. */
static struct rect bled(struct rect r, const struct sheet *sheet, mpt bleed)
{
  mpt left = r.x <= 0 ? bleed : 0, top = r.y <= 0 ? bleed : 0;
  mpt right = r.x + r.w >= sheet->w ? bleed : 0;
  mpt foot = r.y + r.h >= sheet->h ? bleed : 0;
  return (struct rect){r.x - left, r.y - top, r.w + left + right,
                       r.h + top + foot};
}

static void put_bleed(struct content *c, const struct sheet *sheet, mpt bleed)
{
  for (size_t i = 0; bleed > 0 && i < sheet->n; i++) {
    struct area area = sheet->items[i].u.rect;
    if (sheet->items[i].kind != ITEM_RECT || !area.filled)
      continue;
    struct rect r = bled(area.at, sheet, bleed);
    if (r.w == area.at.w && r.h == area.at.h)
      continue;
    area.at = r;
    area.stroked = false;
    content_area(c, &area);
  }
}

/* The page moved so that the media begins at 0, 0. */
static void put_content(struct press *x, struct content *c, size_t i)
{
  const struct sheet *sheet = &x->shown.v[i];
  const struct plain to = {c, presspictures_put, x->pictures};
  mpt margin = pressmarks_margin(x->job->bleed);
  buf_puts(&c->b, "1 0 0 1 ");
  pdf_put_mpt(&c->b, margin);
  buf_putc(&c->b, ' ');
  pdf_put_mpt(&c->b, margin);
  buf_puts(&c->b, " cm\n");
  content_press(c);
  put_bleed(c, sheet, x->job->bleed);
  plain_sheet(&to, sheet);
  pressmarks_draw(c, sheet, x->job->bleed);
  if (x->slugs[i])
    content_run(c, x->slugs[i]);
  content_enter(c, CONTENT_NONE);
}

static void set_boxes(struct press *x, const struct sheet *sheet, pdf_dict page)
{
  mpt bleed = x->job->bleed, m = pressmarks_margin(bleed);
  struct rect media = {0, 0, sheet->w + 2 * m, sheet->h + 2 * m};
  struct rect trim = {m, m, sheet->w, sheet->h};
  struct rect wide = {m - bleed, m - bleed, sheet->w + 2 * bleed,
                      sheet->h + 2 * bleed};
  pdf_set_rect(x->p, page, "MediaBox", media);
  pdf_set_rect(x->p, page, "BleedBox", wide);
  pdf_set_rect(x->p, page, "TrimBox", trim);
}

static pdf_dict page_new(struct press *x, size_t i)
{
  struct pdf *p = x->p;
  struct content c;
  content_init(&c, &x->shown.v[i], x->shown.fonts, x->fonts);
  put_content(x, &c, i);
  pdf_dict page = pdf_object(p), resources = pdf_dict_new(p);
  pdf_set(p, resources, "Font", pdffonts_resource(x->fonts));
  pdf_set(p, resources, "XObject", presspictures_resource(x->pictures));
  pdf_set(p, resources, "ExtGState", content_overprint(p));
  pdf_set_name(p, page, "Type", "Page");
  pdf_set(p, page, "Parent", x->parent);
  set_boxes(x, &x->shown.v[i], page);
  pdf_set(p, page, "Resources", resources);
  pdf_set(p, page, "Contents", pdf_stream(p, c.b.s, c.b.n, PDF_SMALL));
  content_free(&c);
  return page;
}

/* --- the file ----------------------------------------------------------- */

static pdf_dict pages_new(struct press *x)
{
  struct pdf *p = x->p;
  pdf_array kids = pdf_array_new(p);
  x->parent = pdf_object(p);
  for (size_t i = 0; i < x->shown.n; i++)
    pdf_add(p, kids, page_new(x, i));
  pdf_set_name(p, x->parent, "Type", "Pages");
  pdf_set(p, x->parent, "Kids", kids);
  pdf_set_int(p, x->parent, "Count", (int)x->shown.n);
  return x->parent;
}

/* S is whole: the seal is that of all pages, also where one is shown. */
static bool write_all(struct press *x, const struct sheets *s, struct buf *out)
{
  size_t from = out->n;
  x->pictures = presspictures_new(x->p, &x->shown, x->job->profile);
  pdf_dict root = pdf_object(x->p);
  pdf_set_name(x->p, root, "Type", "Catalog");
  pdf_set(x->p, root, "Pages", pages_new(x));
  pressmeta_write(x->p, s, x->job, root);
  bool ok = pdf_finish(x->p, root, pressmeta_info(x->p, s), out);
  presspictures_free(x->pictures);
  /* PDF/X-4 is PDF 1.6, and nothing here is of 1.7 */
  if (ok && out->n > from + 8)
    out->s[from + 7] = '6';
  return ok;
}

static void set_slugs(struct press *x, const struct sheets *s)
{
  x->slugs = mem_array(x->shown.n + 1, sizeof *x->slugs);
  for (size_t i = 0; i < x->shown.n; i++) {
    x->slugs[i] = pressmarks_slug(x->arena, s, &x->shown.v[i], x->job);
    if (x->slugs[i])
      pdffonts_note(x->fonts, x->slugs[i]);
  }
}

bool press_make(struct buf *out, const struct sheets *s,
                const struct press_job *job)
{
  struct press x = {.p = pdf_open(), .shown = *s, .job = job};
  x.arena = arena_new();
  if (job->page > 0 && (size_t)job->page <= s->n) {
    x.shown.v = &s->v[job->page - 1];
    x.shown.n = 1;
  }
  x.fonts = pdffonts_new(&x.shown);
  set_slugs(&x, s);
  bool ok = pdffonts_embed(x.fonts, x.p) && write_all(&x, s, out);
  free(x.slugs);
  pdffonts_free(x.fonts);
  pdf_close(x.p);
  arena_free(x.arena);
  return ok;
}
