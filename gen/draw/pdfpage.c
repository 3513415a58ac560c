#include "draw/pdfpage.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfimage.h"
#include "draw/pdfmark.h"
#include "draw/pdfnav.h"
#include "draw/pdfspan.h"
#include "draw/pdftag.h"
#include "draw/sheet.h"

enum { LINKS_MAX = 30000 /* of a page: limit of an array */ };

struct walk {
  const struct pdfpages *all;
  const struct sheet *sheet;
  struct content c;
  struct marks m;
  struct pdfspans spans;
  size_t span;            /* the first that is not behind us */
  struct tag **link_tags; /* of each item that is a link; NULL: not yet */
  pdf_array links;        /* NULL: none yet */
  int nlinks;
};

/* --- text --------------------------------------------------------------- */

/* Does the link lead somewhere in this file, or out of it? */
static bool leads(const struct walk *w, const struct link *link)
{
  return link->url || pdfnav_name(w->all->nav, link->dest, link->part);
}

static struct tag *tag_of_link(struct walk *w, size_t i)
{
  if (!w->link_tags[i])
    w->link_tags[i] = marks_link(&w->m, i);
  return w->link_tags[i];
}

/* A part of a run that stands in one link, or in none, in one language. */
struct part {
  size_t from, to;
  size_t link; /* or NO_LINK */
  struct mark_text text;
};

static void put_part(struct walk *w, const struct run *run,
                     const struct part *part)
{
  struct tag *tag = NULL;
  if (part->from == part->to)
    return;
  if (part->link != NO_LINK && leads(w, &w->sheet->items[part->link].u.link))
    tag = tag_of_link(w, part->link);
  marks_text(&w->m, run->x, run->y - run->size, tag, &part->text);
  content_show(&w->c, run, part->from, part->to);
}

/* The part that begins at glyph I of RUN. */
static struct part part_at(const struct walk *w, const struct run *run,
                           size_t i, bool spans)
{
  struct part part = {.from = i, .link = NO_LINK};
  bool spelled;
  part.to = i + content_part(&w->c, run, i, &spelled);
  if (spans)
    part.link =
        pdfspans_at(&w->spans, w->span, run->glyphs[i].text, &part.text.latin);
  /* where a link begins or ends, so does the part */
  for (size_t k = i + 1; spans && k < part.to; k++) {
    bool latin;
    if (run->glyphs[k].len &&
        (pdfspans_at(&w->spans, w->span, run->glyphs[k].text, &latin) !=
             part.link ||
         latin != part.text.latin))
      part.to = k;
  }
  if (spelled)
    part.text.text = content_text(run, part.from, part.to, &part.text.len);
  return part;
}

/* Can PART stand in one sequence with ALL, which is right before it? The fewer
 * there are, the sooner a file is read. */
static bool goes_on(const struct part *all, const struct part *part)
{
  return all->from < all->to && !part->text.text == !all->text.text &&
         part->link == all->link && part->text.latin == all->text.latin;
}

static void put_run(struct walk *w, size_t item)
{
  const struct run *run = &w->sheet->items[item].u.run;
  if (marks_are_artifacts(&w->m)) {
    marks_text(&w->m, 0, 0, NULL, NULL);
    content_run(&w->c, run);
    return;
  }
  bool spans = pdfspans_reach(&w->spans, &w->span, item);
  struct part all = {.link = NO_LINK};
  for (size_t i = 0; i < run->n;) {
    struct part part = part_at(w, run, i, spans);
    if (!goes_on(&all, &part)) {
      put_part(w, run, &all);
      all = part;
    }
    all.to = i = part.to;
    if (all.text.text)
      all.text.text = content_text(run, all.from, all.to, &all.text.len);
  }
  put_part(w, run, &all);
}

/* --- items -------------------------------------------------------------- */

static void put_picture(struct walk *w, const struct picture *picture)
{
  const struct pdfpicture *shown =
      pdfimages_use(w->all->images, picture->image);
  if (!shown)
    return;
  marks_picture(&w->m, picture);
  content_picture(&w->c, picture, shown);
}

/* Sends the annotation D where LINK leads. */
static void set_target(struct walk *w, pdf_dict d, const struct link *link)
{
  struct pdf *p = w->all->p;
  if (!link->url) {
    pdf_set_bytes(p, d, "Dest",
                  pdfnav_name(w->all->nav, link->dest, link->part));
    return;
  }
  pdf_dict action = pdf_dict_new(p);
  pdf_set_name(p, action, "S", "URI");
  pdf_set_bytes(p, action, "URI", link->url);
  pdf_set(p, d, "A", action);
}

/* What a reader hears of the link: the text that it lies on. */
static void set_contents(struct walk *w, pdf_dict d, size_t i)
{
  const struct link *link = &w->sheet->items[i].u.link;
  struct buf b = BUF_INIT;
  pdfspans_text(w->sheet, i, &b);
  buf_puts(&b, "");
  pdf_set_text(w->all->p, d, "Contents",
               b.n         ? b.s
               : link->url ? link->url
                           : link->dest);
  buf_free(&b);
}

static void put_link(struct walk *w, size_t i)
{
  struct pdf *p = w->all->p;
  const struct link *link = &w->sheet->items[i].u.link;
  if (w->nlinks >= LINKS_MAX || !leads(w, link))
    return;
  struct tag *tag = tag_of_link(w, i);
  if (!tag)
    return;
  pdf_dict d = pdf_object(p);
  pdf_array border = pdf_array_new(p);
  struct rect at = link->at;
  at.y = w->sheet->h - at.y - at.h;
  for (int k = 0; k < 3; k++)
    pdf_add_int(p, border, 0);
  pdf_set_name(p, d, "Type", "Annot");
  pdf_set_name(p, d, "Subtype", "Link");
  set_target(w, d, link);
  pdf_set_rect(p, d, "Rect", at);
  pdf_set(p, d, "Border", border);
  pdf_set_int(p, d, "F", 4); /* printed with the page */
  set_contents(w, d, i);
  tag_annotation(w->all->tags, tag, w->m.page, d);
  if (!w->links)
    w->links = pdf_array_new(p);
  pdf_add(p, w->links, d);
  w->nlinks++;
}

static void put_item(struct walk *w, size_t i)
{
  const struct item *item = &w->sheet->items[i];
  switch (item->kind) {
  case ITEM_RUN:
    put_run(w, i);
    break;
  case ITEM_RULE:
    marks_drawing(&w->m);
    content_rule(&w->c, &item->u.rule);
    break;
  case ITEM_RECT:
    marks_drawing(&w->m);
    content_area(&w->c, &item->u.rect);
    break;
  case ITEM_IMAGE:
    put_picture(w, &item->u.image);
    break;
  case ITEM_LINK:
    put_link(w, i);
    break;
  case ITEM_GROUP:
    marks_group(&w->m, i);
    break;
  case ITEM_END:
    marks_end(&w->m);
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
  pdftags_page(w->all->tags, w->m.page, page);
  if (w->links)
    pdf_set(p, page, "Annots", w->links);
}

void pdfpage_write(const struct pdfpages *all, size_t i, pdf_dict page)
{
  const struct sheet *sheet = &all->s->v[i];
  const char *lang = all->s->lang;
  struct walk w = {.all = all, .sheet = sheet};
  content_init(&w.c, sheet, all->s->fonts, all->fonts);
  w.m = (struct marks){
      .tags = all->tags, .sheet = sheet, .page = i, .lang = lang, .c = &w.c};
  pdfspans_find(&w.spans, sheet, lang && !strncmp(lang, "zh", 2));
  w.link_tags = mem_array(sheet->n, sizeof(struct tag *));
  for (size_t k = 0; k < sheet->n; k++)
    put_item(&w, k);
  marks_close(&w.m);
  content_enter(&w.c, CONTENT_NONE);
  fill_page(&w, page);
  free(w.link_tags);
  pdfspans_free(&w.spans);
  content_free(&w.c);
}
