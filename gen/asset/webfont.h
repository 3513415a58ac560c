/* Fonts for web pages: the glyphs that are wanted, under the characters that
 * are wanted, under a name of our own, as WOFF2. */
#ifndef ASSET_WEBFONT_H
#define ASSET_WEBFONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct fonts;

struct webfont_char {
  uint32_t rune, glyph; /* GLYPH: in the face */
};

struct webfont {
  int face;
  const char *name; /* ASCII; licences reserve the face's own */
  const struct webfont_char *chars; /* sorted by runes, each once */
  size_t n;
};

/* Appends the font W to OUT. It has no layout tables, so that a browser shows
 * each character's glyph and nothing else. False, with no message, when the
 * face is broken. Several threads may do this at once. */
bool webfont_make(struct buf *out, struct fonts *f, const struct webfont *w);
/* The same packed in haste (asset/woff2.h). */
bool webfont_make_quick(struct buf *out, struct fonts *f,
                        const struct webfont *w);

#endif
