/* The fonts of a PDF file: which glyphs of which faces the sheets use, with
 * which text, and how a content stream names them.
 *
 * A face becomes a Type0 font with one embedded subset. The text behind a
 * code (ToUnicode) is the source text, never what the face's cmap says: faces
 * share glyphs between 老 and its compatibility twins, and programs that
 * guess pick the twin. Where one glyph stands for two texts, a second font
 * over the same subset (a "variant") carries the other one.
 *
 * No code shows .notdef, which ISO 19005-2, 6.2.11.8 forbids: a character that
 * no face has is printed as 〓, as printers always did, and keeps its text. */
#ifndef DRAW_PDFFONT_H
#define DRAW_PDFFONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draw/pdfobj.h"

struct fonts;
struct glyph;
struct pdffonts;
struct run;
struct sheets;

/* How a glyph is shown: select resource "F<face>v<variant>", then the code
 * in two bytes, big end first. */
struct pdfcode {
  uint32_t glyph; /* in the face: that of G, or what stands for the missing */
  uint16_t code;
  uint16_t variant;
  bool spell; /* no variant has this text: it must go with the glyph as
                 /ActualText (the box of many missing characters) */
};

/* Notes all runs of S; borrows its texts. Release with pdffonts_free. */
struct pdffonts *pdffonts_new(const struct sheets *s);
/* Notes a run that is in no sheet; before pdffonts_embed. */
void pdffonts_note(struct pdffonts *pf, const struct run *run);
void pdffonts_free(struct pdffonts *pf);
/* Subsets and embeds; false and a diag when a face cannot be embedded. To be
 * called once, before pdffonts_code. */
bool pdffonts_embed(struct pdffonts *pf, struct pdf *p);
/* The code of the glyph G of RUN, which was in the sheets. */
struct pdfcode pdffonts_code(const struct pdffonts *pf, const struct run *run,
                             const struct glyph *g);
/* The code of the blank that the end of RUN, a line's, has swallowed; false:
 * none. */
bool pdffonts_blank(const struct pdffonts *pf, const struct run *run,
                    struct pdfcode *code);
/* The font dictionary for the pages' resources. */
pdf_dict pdffonts_resource(const struct pdffonts *pf);

#endif
