/* A sheet as SVG inside a web page: what the PDF shows, from the same list.
 *
 * Text is the source text, in reading order: one <text> a paragraph, whatever
 * columns it runs through, so that it is selected and copied as it was written.
 * Glyphs that have no character of their own are drawn as private ones (class
 * p, hidden from screen readers, not to be selected), with the real text beside
 * them unseen (class r).
 *
 * All stories stand in a link to their page, with a rectangle (class zone)
 * behind their text; jump lines link to the page where the story goes on. Other
 * links in a story are left out: a link holds no link, and its own page has
 * them. Pictures are <img loading="lazy">, which an SVG's <image> cannot be.
 *
 * Presentation attributes and classes only, since the site's policy blocks
 * inline styles. Lengths are points with two decimals. */
#ifndef DRAW_SVG_H
#define DRAW_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/length.h"

struct buf;
struct sheet;
struct sheets;
struct webfaces;

/* Where a part of a story stands, for struct svg_page. */
struct svg_zone {
  const char *id;
  int part;
  struct rect at;
  const char *href; /* NULL: no link */
  const char *name; /* its headline */
};

struct svg_page {
  const struct sheets *sheets;
  size_t page; /* from 0 */
  const struct webfaces *faces;
  const char *label;    /* what a screen reader calls the picture */
  const char *pictures; /* picture K, from 1, is this, K, ".jpg" */
  const struct svg_zone *zones;
  size_t n;
};

/* Appends <svg class="sheet">…</svg>. A zone is "z-ID", its page "pN.html". */
void svg_make(struct buf *out, const struct svg_page *p);

#endif
