/* Faces. A face is found by family and weight through fontconfig, opened
 * through HarfBuzz (and FreeType, where CIDs are asked for), and known by a
 * small number, its index in the set. A set lives as long as the program;
 * workers inherit it by fork; it is not for use by several threads at once.
 * Advances and boxes are in 1/1000 em. FACE must be a number that fonts_find
 * gave; a glyph id beyond the face is treated as glyph 0. */
#ifndef ASSET_FONT_H
#define ASSET_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hb_font_t hb_font_t;
typedef struct hb_face_t hb_face_t;

struct fonts;

enum face_outline { FACE_CFF_CID, FACE_CFF, FACE_GLYF };

struct face_info {
  const char *family;     /* as asked for */
  const char *postscript; /* PostScript name of the face */
  int weight;             /* 400, 700 … as found */
  int ascent, descent;    /* em box of OS/2 (typo), 1/1000 em; descent < 0 */
  int cap_height;         /* 1/1000 em */
  int italic;             /* slant in degrees, leaning right is negative */
  int bbox[4];            /* xmin, ymin, xmax, ymax of the face, 1/1000 em */
};

/* Begins to find out, in a thread of its own, what is installed. */
struct fonts *fonts_new(void);
void fonts_free(struct fonts *f);
/* The face of FAMILY (one name, exact match of an installed family) at WEIGHT
 * (nearest); -1 when the family is not installed (no message). Repeated calls
 * are cheap. */
int fonts_find(struct fonts *f, const char *family, int weight);
int fonts_count(const struct fonts *f);
const struct face_info *fonts_info(const struct fonts *f, int face);
/* How outlines are stored; opens the face a second time on the first call.
 * Different faces may be asked in different threads. */
enum face_outline fonts_outline(struct fonts *f, int face);
uint32_t fonts_glyph_count(const struct fonts *f, int face);
/* Glyph of RUNE through the face's cmap, 0 when it has none. Cached. */
uint32_t fonts_glyph(struct fonts *f, int face, uint32_t rune);
/* The glyph of RUNE in vertical text (the face's `vert`), 0 when it is no
 * other than in horizontal text. */
uint32_t fonts_vertical(struct fonts *f, int face, uint32_t rune);
/* Horizontal advance of GLYPH in 1/1000 em. Cached. */
int fonts_advance(struct fonts *f, int face, uint32_t glyph);
/* Glyph box: xmin, ymin, xmax, ymax in 1/1000 em; false when empty. Cached. */
bool fonts_extents(struct fonts *f, int face, uint32_t glyph, int box[4]);
/* CID of GLYPH for CID-keyed CFF, else GLYPH itself. */
uint32_t fonts_cid(struct fonts *f, int face, uint32_t glyph);
/* For shaping (page/shape): scale is 1000 per em. Borrowed. */
hb_font_t *fonts_hb(struct fonts *f, int face);
/* A part of a face for embedding. */
struct subset {
  uint8_t *data; /* `CFF ` table of a CFF face; a whole sfnt of a glyf face */
  size_t size;
  uint32_t *map; /* for each glyph asked for, its glyph id in DATA; a
                    CID-keyed subset is addressed by fonts_cid instead */
};

/* The subset that holds N GLYPHS (sorted or not). False, with no message, when
 * the face is broken; release with subset_free. Both in asset/subset.c.
 * Different faces may be subset by different threads at once. */
bool fonts_subset(struct fonts *f, int face, const uint32_t *glyphs, size_t n,
                  struct subset *out);
void subset_free(struct subset *s);
/* Does the face's licence let it be embedded (OS/2 fsType)? In
 * asset/subset.c. */
bool fonts_may_embed(struct fonts *f, int face);
/* A text that names all opened faces with files and versions, for keys of
 * builds. Owned. */
char *fonts_key(const struct fonts *f);
/* The libraries that faces are read by, with their versions. Owned. */
char *fonts_versions(void);

#endif
