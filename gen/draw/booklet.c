#include "draw/booklet.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfimage.h"
#include "draw/pdfmeta.h"
#include "draw/pdfobj.h"
#include "draw/pdfplain.h"
#include "draw/sheet.h"

#define A3_W MM(420)
#define A3_H MM(297)
#define WHITE MM(5) /* what an office printer leaves at the edges */

enum { FULL = 1000 };

struct booklet {
  struct pdf *p;
  const struct sheets *s;
  struct pdffonts *fonts;
  struct pdfimages *images;
  pdf_dict resources, parent;
  pdf_dict *forms; /* of each sheet */
};

size_t booklet_sides(size_t n)
{
  return (n + 3) / 4 * 2;
}

size_t booklet_page(size_t n, size_t side, bool right)
{
  size_t last = booklet_sides(n) * 2 - 1;
  bool low = right == (side % 2 == 0); /* a front's right, a back's left */
  return low ? side : last - side;
}

static void put_picture(void *data, struct content *c,
                        const struct sheet *sheet, size_t i)
{
  const struct picture *picture = &sheet->items[i].u.image;
  const struct pdfpicture *shown = pdfimages_use(data, picture->image);
  if (shown)
    content_picture(c, picture, shown);
}

static pdf_dict form_new(struct booklet *b, const struct sheet *sheet)
{
  struct content c;
  const struct plain to = {&c, put_picture, b->images};
  content_init(&c, sheet, b->s->fonts, b->fonts);
  plain_sheet(&to, sheet);
  pdf_dict form = pdf_stream(b->p, c.b.s, c.b.n, PDF_SMALL);
  content_free(&c);
  pdf_set_name(b->p, form, "Type", "XObject");
  pdf_set_name(b->p, form, "Subtype", "Form");
  pdf_set_rect(b->p, form, "BBox", (struct rect){0, 0, sheet->w, sheet->h});
  pdf_set(b->p, form, "Resources", b->resources);
  return form;
}

/* What SHEET is reduced to, 1/FULL. */
static mpt scale_of(const struct sheet *sheet)
{
  int64_t across = (int64_t)(A3_W / 2 - 2 * WHITE) * FULL / sheet->w;
  int64_t down = (int64_t)(A3_H - 2 * WHITE) * FULL / sheet->h;
  return (mpt)(across < down ? across : down);
}

static void number(struct buf *out, mpt v)
{
  pdf_put_mpt(out, v);
  buf_putc(out, ' ');
}

/* Sheet I in the middle of a half. */
static void put_page(const struct booklet *b, struct buf *out, size_t i,
                     bool right)
{
  const struct sheet *sheet = &b->s->v[i];
  mpt scale = scale_of(sheet);
  mpt w = (mpt)((int64_t)sheet->w * scale / 1000);
  mpt h = (mpt)((int64_t)sheet->h * scale / 1000);
  buf_puts(out, "q ");
  number(out, scale);
  buf_puts(out, "0 0 ");
  number(out, scale);
  number(out, (right ? A3_W / 2 : 0) + (A3_W / 2 - w) / 2);
  number(out, (A3_H - h) / 2);
  buf_printf(out, "cm /S%zu Do Q\n", i);
}

static pdf_dict side_new(struct booklet *b, size_t side)
{
  struct pdf *p = b->p;
  struct buf out = BUF_INIT;
  pdf_dict page = pdf_object(p), resources = pdf_dict_new(p);
  pdf_dict forms = pdf_dict_new(p);
  for (int right = 0; right < 2; right++) {
    size_t i = booklet_page(b->s->n, side, right);
    if (i >= b->s->n)
      continue;
    char name[24];
    snprintf(name, sizeof name, "S%zu", i);
    pdf_set(p, forms, name, b->forms[i]);
    put_page(b, &out, i, right);
  }
  pdf_set(p, resources, "XObject", forms);
  pdf_set_name(p, page, "Type", "Page");
  pdf_set(p, page, "Parent", b->parent);
  pdf_set_rect(p, page, "MediaBox", (struct rect){0, 0, A3_W, A3_H});
  pdf_set(p, page, "Resources", resources);
  buf_puts(&out, "");
  pdf_set(p, page, "Contents", pdf_stream(p, out.s, out.n, PDF_SMALL));
  buf_free(&out);
  return page;
}

static void make_forms(struct booklet *b)
{
  b->resources = pdf_object(b->p);
  pdf_set(b->p, b->resources, "Font", pdffonts_resource(b->fonts));
  pdf_set(b->p, b->resources, "XObject", pdfimages_resource(b->images));
  for (size_t i = 0; i < b->s->n; i++)
    b->forms[i] = form_new(b, &b->s->v[i]);
}

static bool write_all(struct booklet *b, struct buf *out)
{
  struct pdf *p = b->p;
  pdf_array kids = pdf_array_new(p);
  size_t sides = booklet_sides(b->s->n);
  b->images = pdfimages_new(p);
  b->parent = pdf_object(p);
  make_forms(b);
  for (size_t i = 0; i < sides; i++)
    pdf_add(p, kids, side_new(b, i));
  pdf_set_name(p, b->parent, "Type", "Pages");
  pdf_set(p, b->parent, "Kids", kids);
  pdf_set_int(p, b->parent, "Count", (int)sides);
  pdf_dict root = pdf_object(p);
  pdf_set_name(p, root, "Type", "Catalog");
  pdf_set(p, root, "Pages", b->parent);
  bool ok = pdf_finish(p, root, pdfmeta_info(p, b->s), out);
  pdfimages_free(b->images);
  return ok;
}

bool booklet_make(struct buf *out, const struct sheets *s)
{
  struct booklet b = {.p = pdf_open(), .s = s, .fonts = pdffonts_new(s)};
  b.forms = mem_array(s->n + 1, sizeof *b.forms);
  bool ok = pdffonts_embed(b.fonts, b.p) && write_all(&b, out);
  free(b.forms);
  pdffonts_free(b.fonts);
  pdf_close(b.p);
  return ok;
}
