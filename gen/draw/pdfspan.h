/* Parts of a sheet's runs that must stand apart in a tagged page: the text of
 * links, and Latin passages among Chinese, which are read out as English:
 * four words and more in a row. Both are found before the page is written, by
 * their places and by their text; no layout has to mark them. */
#ifndef DRAW_PDFSPAN_H
#define DRAW_PDFSPAN_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct item;
struct sheet;

#define NO_LINK ((size_t)-1)

struct span {
  size_t item;     /* a run of the sheet */
  size_t from, to; /* bytes of its text */
  size_t link;     /* the item that is its link; NO_LINK: Latin */
};

/* By item, then by place. */
struct pdfspans {
  struct span *v;
  size_t n, cap;
};

/* LATIN: look for passages, too. */
void pdfspans_find(struct pdfspans *s, const struct sheet *sheet, bool latin);
void pdfspans_free(struct pdfspans *s);
/* Moves *AT to the first span of ITEM or behind it, *AT being 0 at first and
 * ITEM never less than before; true when ITEM has spans. */
bool pdfspans_reach(const struct pdfspans *s, size_t *at, size_t item);
/* The link on byte OFFSET of the run that pdfspans_reach found at AT, or
 * NO_LINK; LATIN: is it part of a passage? */
size_t pdfspans_at(const struct pdfspans *s, size_t at, size_t offset,
                   bool *latin);
/* The text that LINK, an item of SHEET, lies on, appended to B. */
void pdfspans_text(const struct sheet *sheet, size_t link, struct buf *b);

#endif
