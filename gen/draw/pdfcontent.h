/* A page's content stream while it is being written: what is open, what is
 * selected, so that nothing is said twice. Positions come with y down, as in
 * the sheets, and are turned over here. */
#ifndef DRAW_PDFCONTENT_H
#define DRAW_PDFCONTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "draw/pdfobj.h"
#include "draw/sheet.h"

struct pdffonts;
struct pdfpicture;

enum content_mode {
  CONTENT_NONE,
  CONTENT_TEXT, /* between BT and ET */
  CONTENT_PATH  /* rectangles that wait for one f */
};

/* Where the next glyph of a run would stand. */
struct pen {
  const struct run *run; /* NULL: none */
  int64_t x;             /* 10⁻⁶ mpt */
  mpt y;
  bool placed; /* a text matrix has been set */
  bool array;  /* inside [ ] */
  bool string; /* inside < > */
};

struct content {
  struct buf b;
  mpt h; /* of the page */
  struct fonts *fonts;
  const struct pdffonts *pf;
  enum content_mode mode;
  /* what the stream has selected; face -1, size 0, width -1: nothing yet */
  int face, variant, stretch;
  mpt size, width;
  struct ink fill, stroke;
  struct pen pen;
  /* for a press: inks in DeviceCMYK, full black printed over what is there */
  bool press, over_fill, over_stroke;
};

/* SHEET gives the height; FONTS and PF are borrowed. */
void content_init(struct content *c, const struct sheet *sheet,
                  struct fonts *fonts, const struct pdffonts *pf);
/* From here on C is for a press; its page has the resource of
 * content_overprint. */
void content_press(struct content *c);
/* The ExtGState dictionary that such pages need. */
pdf_dict content_overprint(struct pdf *p);
void content_free(struct content *c);
/* Closes what is open and opens MODE. */
void content_enter(struct content *c, enum content_mode mode);
/* Colours for filling (text, too) and for lines. */
void content_fill(struct content *c, struct ink ink);
void content_stroke(struct content *c, struct ink ink, mpt width);
/* "X Y " with the origin at the foot of the page. */
void content_point(struct content *c, mpt x, mpt y);

void content_rule(struct content *c, const struct rule *rule);
void content_area(struct content *c, const struct area *area);
/* The embedded picture SHOWN, so that PICTURE's crop fills its place. */
void content_picture(struct content *c, const struct picture *picture,
                     const struct pdfpicture *shown);
/* All of RUN; what its codes cannot tell goes along as /ActualText. This and
 * what follows in draw/pdftext.c. */
void content_run(struct content *c, const struct run *run);
/* How many glyphs of RUN from FROM, the first of a character, belong together:
 * characters that must be SPELLED, since their codes cannot tell their text or
 * readers would take it for so many words; or one that need not. */
size_t content_part(const struct content *c, const struct run *run, size_t from,
                    bool *spelled);
/* The glyphs FROM … TO - 1 as they are. */
void content_show(struct content *c, const struct run *run, size_t from,
                  size_t to);
/* The bytes of RUN's text that these glyphs stand for; *LEN: how many. */
const char *content_text(const struct run *run, size_t from, size_t to,
                         size_t *len);

#endif
