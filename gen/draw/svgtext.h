/* The text of an SVG page while it is written: paragraphs, each a <text> with
 * a <tspan> for every piece of a line. */
#ifndef DRAW_SVGTEXT_H
#define DRAW_SVGTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/length.h"
#include "draw/sheet.h"

struct fonts;
struct webfaces;

/* One <text>. Runs of one role and place are in one, as long as they are
 * equally stretched. */
struct svg_text {
  enum role role;
  const char *at;    /* "line:col", or NULL: only runs of group GROUP */
  size_t group;
  struct buf b;      /* what stands inside */
  int family, stretch;
  mpt size;
  struct ink ink;
};

struct svg_texts {
  const struct webfaces *faces;
  struct fonts *fonts;
  size_t page;
  struct svg_text *v;
  size_t n, cap;
};

/* RUN, which stands in group G, item GROUP of its sheet. */
void svg_texts_add(struct svg_texts *t, const struct group *g, size_t group,
                   const struct run *run);
/* Appends all paragraphs to OUT and forgets them. */
void svg_texts_end(struct svg_texts *t, struct buf *out);

/* "12.34", without needless zeros. */
void svg_put(struct buf *b, mpt length);
/* " NAME="#rrggbb"", in the shortest form. */
void svg_put_ink(struct buf *b, const char *name, struct ink ink);
/* N bytes of text, or of a value between double quotes. */
void svg_escape(struct buf *b, const char *s, size_t n);

#endif
