/* The faces of an issue's pages on the web: WOFF2 subsets, shared by the
 * pages, under names of our own (cb-1, cb-2 …).
 *
 * Text on a page is the source text, and each character must show the glyph
 * that the layout took, which is not always the one in the face's cmap: a
 * vertical form, a mark of half a width. A character that has several glyphs in
 * one face gets as many families, each with its own cmap; most often the second
 * holds but a few glyphs. What no single character stands for (a ligature, the
 * second glyph of a character, what browsers never show) gets a private one;
 * its real text must go along unseen.
 *
 * An issue of many pages is parted into ranges of pages with faces of their
 * own, so that a page loads no more than some 300 KB of them. */
#ifndef DRAW_WEBFACE_H
#define DRAW_WEBFACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct glyph;
struct run;
struct sheets;
struct webfaces;

/* How a glyph is shown: family "cb-FAMILY" (class fFAMILY), character RUNE. */
struct webcode {
  int family;    /* from 1 */
  uint32_t rune; /* of the text, or a private one */
  uint32_t glyph; /* in the face: what is drawn for it */
  bool is_private;
};

/* The faces of all pages of S, which is borrowed; release with
 * webfaces_free. */
struct webfaces *webfaces_new(const struct sheets *s);
void webfaces_free(struct webfaces *w);
/* How the glyph G of RUN, on sheet PAGE (from 0) of S, is shown. */
struct webcode webfaces_code(const struct webfaces *w, size_t page,
                             const struct run *run, const struct glyph *g);
/* Lets webfaces_write pack the fonts in haste: for a preview. */
void webfaces_hurry(struct webfaces *w);
/* Makes the fonts, in threads, and writes them into the folder DIR, which
 * exists: cb-1.woff2 …, faces.css with a rule for each, and OFL.txt: their
 * notices and LICENCE (NULL: none). False and a diag when a face is broken, its
 * licence forbids this, or writing fails. */
bool webfaces_write(struct webfaces *w, const char *dir, const char *licence);

#endif
