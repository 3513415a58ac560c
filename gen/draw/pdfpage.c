#include "draw/pdfpage.h"

#include <string.h>

#include "base/buf.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfimage.h"
#include "draw/pdfnav.h"
#include "draw/sheet.h"

enum { DEPTH = 64, LINKS_MAX = 30000 /* of a page: limit of an array */ };

struct walk {
  const struct pdfpages *all;
  const struct sheet *sheet;
  struct content c;
  pdf_array links; /* NULL: none yet */
  int nlinks;
  int depth;          /* open groups */
  bool marked[DEPTH]; /* which of them began marked content */
  int artifacts;      /* open groups of furniture */
};

/* --- marked content ----------------------------------------------------- */

/* What may stand in a content stream without escapes. */
static bool is_tag(const char *s)
{
  size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                       "0123456789-");
  return n && n < 64 && !s[n];
}

/* Page furniture is no part of the text that is read out; a group in another
 * language says so. */
static bool begin_marked(struct walk *w, const struct group *g)
{
  const char *lang = w->all->s->lang;
  if (g->role == ROLE_FURNITURE && w->artifacts++ == 0) {
    content_enter(&w->c, CONTENT_NONE);
    buf_puts(&w->c.b, "/Artifact BMC\n");
    return true;
  }
  if (!g->lang || !is_tag(g->lang) || (lang && !strcmp(lang, g->lang)))
    return false;
  content_enter(&w->c, CONTENT_NONE);
  buf_printf(&w->c.b, "/Span <</Lang (%s)>> BDC\n", g->lang);
  return true;
}

static void end_marked(struct walk *w)
{
  content_enter(&w->c, CONTENT_NONE);
  buf_puts(&w->c.b, "EMC\n");
}

/* --- items -------------------------------------------------------------- */

static void put_picture(struct walk *w, const struct picture *picture)
{
  const struct pdfpicture *shown =
      pdfimages_use(w->all->images, picture->image);
  if (!shown)
    return;
  bool alt = picture->alt && *picture->alt;
  content_enter(&w->c, CONTENT_NONE);
  if (alt) {
    buf_puts(&w->c.b, "/Span <</Alt <FEFF");
    pdf_put_utf16(&w->c.b, picture->alt, strlen(picture->alt));
    buf_puts(&w->c.b, ">>> BDC\n");
  }
  content_picture(&w->c, picture, shown);
  if (alt)
    end_marked(w);
}

/* Sends the annotation D where LINK leads; false when nothing is there. */
static bool set_target(struct walk *w, pdf_dict d, const struct link *link)
{
  struct pdf *p = w->all->p;
  if (!link->url) {
    const char *name = pdfnav_name(w->all->nav, link->dest, link->part);
    if (name)
      pdf_set_bytes(p, d, "Dest", name);
    return name != NULL;
  }
  pdf_dict action = pdf_dict_new(p);
  pdf_set_name(p, action, "S", "URI");
  pdf_set_bytes(p, action, "URI", link->url);
  pdf_set(p, d, "A", action);
  return true;
}

static void put_link(struct walk *w, const struct link *link)
{
  struct pdf *p = w->all->p;
  if (w->nlinks >= LINKS_MAX)
    return;
  pdf_dict d = pdf_object(p);
  if (!set_target(w, d, link))
    return;
  pdf_array border = pdf_array_new(p);
  struct rect at = link->at;
  at.y = w->sheet->h - at.y - at.h;
  for (int i = 0; i < 3; i++)
    pdf_add_int(p, border, 0);
  pdf_set_name(p, d, "Type", "Annot");
  pdf_set_name(p, d, "Subtype", "Link");
  pdf_set_rect(p, d, "Rect", at);
  pdf_set(p, d, "Border", border);
  pdf_set_int(p, d, "F", 4); /* printed with the page */
  if (!w->links)
    w->links = pdf_array_new(p);
  pdf_add(p, w->links, d);
  w->nlinks++;
}

static void put_group(struct walk *w, const struct group *g)
{
  bool marked = w->depth < DEPTH && begin_marked(w, g);
  if (w->depth < DEPTH)
    w->marked[w->depth] = marked;
  w->depth++;
}

static void put_end(struct walk *w)
{
  if (w->depth == 0)
    return;
  if (--w->depth < DEPTH && w->marked[w->depth])
    end_marked(w);
}

static void put_item(struct walk *w, const struct item *item)
{
  switch (item->kind) {
  case ITEM_RUN:
    content_run(&w->c, &item->u.run);
    break;
  case ITEM_RULE:
    content_rule(&w->c, &item->u.rule);
    break;
  case ITEM_RECT:
    content_area(&w->c, &item->u.rect);
    break;
  case ITEM_IMAGE:
    put_picture(w, &item->u.image);
    break;
  case ITEM_LINK:
    put_link(w, &item->u.link);
    break;
  case ITEM_GROUP:
    put_group(w, &item->u.group);
    break;
  case ITEM_END:
    put_end(w);
    break;
  }
}

/* --- the page ----------------------------------------------------------- */

static void fill_page(struct walk *w, pdf_dict page)
{
  struct pdf *p = w->all->p;
  pdf_dict resources = pdf_dict_new(p);
  pdf_set(p, resources, "Font", pdffonts_resource(w->all->fonts));
  pdf_set(p, resources, "XObject", pdfimages_resource(w->all->images));
  pdf_set_name(p, page, "Type", "Page");
  pdf_set(p, page, "Parent", w->all->parent);
  pdf_set_rect(p, page, "MediaBox",
               (struct rect){0, 0, w->sheet->w, w->sheet->h});
  pdf_set(p, page, "Resources", resources);
  pdf_set(p, page, "Contents", pdf_stream(p, w->c.b.s, w->c.b.n, PDF_SMALL));
  if (w->links)
    pdf_set(p, page, "Annots", w->links);
}

void pdfpage_write(const struct pdfpages *all, const struct sheet *sheet,
                   pdf_dict page)
{
  struct walk w = {.all = all, .sheet = sheet};
  content_init(&w.c, sheet, all->s->fonts, all->fonts);
  for (size_t i = 0; i < sheet->n; i++)
    put_item(&w, &sheet->items[i]);
  while (w.depth > 0)
    put_end(&w);
  content_enter(&w.c, CONTENT_NONE);
  fill_page(&w, page);
  content_free(&w.c);
}
