#include "draw/pdf.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "draw/pdffont.h"
#include "draw/pdfimage.h"
#include "draw/pdfmeta.h"
#include "draw/pdfnav.h"
#include "draw/pdfobj.h"
#include "draw/pdfpage.h"
#include "draw/pdftag.h"
#include "draw/sheet.h"

static pdf_dict root_new(struct pdf *p, const struct sheets *s, pdf_dict pages)
{
  pdf_dict root = pdf_object(p);
  pdf_set_name(p, root, "Type", "Catalog");
  pdf_set(p, root, "Pages", pages);
  pdfmeta_write(p, s, root);
  return root;
}

static pdf_dict pages_new(struct pdf *p, const struct sheets *s,
                          pdf_dict *pages)
{
  pdf_dict parent = pdf_object(p);
  pdf_array kids = pdf_array_new(p);
  for (size_t i = 0; i < s->n; i++) {
    pages[i] = pdf_object(p);
    pdf_add(p, kids, pages[i]);
  }
  pdf_set_name(p, parent, "Type", "Pages");
  pdf_set(p, parent, "Kids", kids);
  pdf_set_int(p, parent, "Count", (int)s->n);
  return parent;
}

static bool write_all(struct pdf *p, const struct sheets *s,
                      const struct pdffonts *fonts, struct buf *out)
{
  pdf_dict *pages = mem_array(s->n, sizeof *pages);
  struct pdfpages all = {.p = p, .s = s, .fonts = fonts};
  all.parent = pages_new(p, s, pages);
  all.images = pdfimages_new(p);
  all.tags = pdftags_new(p, s->n);
  struct pdfnav *nav = pdfnav_new(s, pages);
  all.nav = nav;
  for (size_t i = 0; i < s->n; i++)
    pdfpage_write(&all, i, pages[i]);
  pdf_dict root = root_new(p, s, all.parent);
  pdfnav_write(nav, p, root);
  pdftags_sort(all.tags);
  pdftags_write(all.tags, pages, root);
  bool ok = pdf_finish(p, root, pdfmeta_info(p, s), out);
  pdftags_free(all.tags);
  pdfnav_free(nav);
  pdfimages_free(all.images);
  free(pages);
  return ok;
}

bool pdf_make(struct buf *out, const struct sheets *s)
{
  struct pdf *p = pdf_open();
  struct pdffonts *fonts = pdffonts_new(s);
  bool ok = pdffonts_embed(fonts, p) && write_all(p, s, fonts, out);
  pdffonts_free(fonts);
  pdf_close(p);
  return ok;
}

bool pdf_write(const struct sheets *s, const char *path)
{
  struct buf out = BUF_INIT;
  bool ok = pdf_make(&out, s) && file_write(path, out.s, out.n);
  buf_free(&out);
  return ok;
}
