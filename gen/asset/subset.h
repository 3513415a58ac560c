/* The part of a face that a web page loads, as tables. */
#ifndef ASSET_SUBSET_H
#define ASSET_SUBSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fonts;

/* One table of a font. */
struct font_table {
  uint32_t tag; /* 'head' as 0x68656164 */
  uint8_t *data;
  size_t size;
};

enum { PART_TABLES = 8 };

/* Outlines (`CFF ` or glyf and loca), head, hhea, hmtx and maxp for the glyphs
 * asked for, and OS/2 as it is in the face. No cmap: that is the caller's. */
struct part {
  struct font_table v[PART_TABLES];
  size_t n;
  bool cff;
  uint32_t *map; /* for each glyph asked for, its glyph id in the part */
};

/* The part that holds N GLYPHS (sorted or not, each once). False, with no
 * message, when the face is broken; release with part_free. Several threads
 * may do this at once, of one face too. */
bool fonts_part(struct fonts *f, int face, const uint32_t *glyphs, size_t n,
                struct part *out);
void part_free(struct part *p);
/* What the face says of itself under name NAME_ID of its name table (0
 * copyright, 13 licence …), in English where it can; "" when nothing. Owned. */
char *fonts_say(struct fonts *f, int face, unsigned name_id);

#endif
