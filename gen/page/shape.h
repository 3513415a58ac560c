/* Characters to atoms: a paragraph's inline content with faces, glyphs,
 * advances and classes of page/class.h. An atom is the smallest thing that
 * the line breaker moves: a Han character, a mark, a Latin word or number
 * shaped as one, a piece of a long address. Every byte of the text belongs to
 * exactly one atom, and within it to exactly one glyph, in order. */
#ifndef PAGE_SHAPE_H
#define PAGE_SHAPE_H

#include "base/diag.h"
#include "base/length.h"
#include "page/class.h"
#include "page/style.h"

struct arena;
struct fonts;

struct atom_glyph {
  uint32_t id;
  int16_t face;
  mpt dx, dy;    /* offset of the glyph from the atom's pen, y down */
  uint32_t text; /* offset into text.s */
  uint32_t len;  /* bytes it stands for, 0: with the one before */
};

struct atom {
  uint8_t class;          /* enum mark_class */
  mpt width;              /* box before any trim or squeeze */
  uint32_t text, len;     /* bytes in text.s */
  uint32_t glyph, nglyph; /* in text.glyphs */
  const struct style *style;
  const char *href; /* inside a link, or NULL */
  bool glue;        /* no line break between this and the next atom */
  bool tight;       /* nothing may come between this and the next */
  bool weak;        /* a break here only where nothing else helps */
  bool forced;      /* a line break after this atom (br) */
  bool droppable;   /* white space that vanishes at the ends of a line */
  bool missing;     /* no face has it: drawn as a box */
  mpt hyphen;       /* at a soft hyphen: what it takes where a line ends */
  /* What page/space worked out from the neighbours: */
  bool elastic;           /* the seam behind it may be stretched */
  uint8_t order, rise;    /* step of squeezing 1-7, of stretching 1-2; 0 no */
  mpt left, right;        /* already trimmed off the box within a line */
  mpt start, end;         /* trimmed besides at a line's start, at its end */
  mpt give, grow;         /* what order and rise may still take and add */
  mpt gap;                /* Han-Latin gap behind it, with … */
  mpt gap_give, gap_grow; /* … its own elasticity */
};

/* Sums over atoms [0, k), so that a line's limits are one subtraction. */
enum { ORDERS = 8, RISES = 3 };
struct sum {
  int64_t width; /* mpt, trimmed, with gaps; a megabyte of text is 3 km long */
  int64_t give[ORDERS], grow[RISES];
  int32_t seams; /* elastic ones */
};

/* What breaks cost by sense (page/ragged), found when it is first asked for. */
struct sense {
  struct arena *arena;
  bool known;
  const int32_t *costs;
};

struct text {
  const char *s; /* whole source text of the paragraph */
  size_t len;
  struct atom *atoms;
  size_t n;
  struct atom_glyph *glyphs;
  size_t nglyphs;
  struct sum *sums;          /* n + 1 */
  const struct style *style; /* of the block */
  const struct fonts *fonts;
  const char *at; /* "line:col" of the block, or NULL */
  int stretch;    /* horizontal scale in 1/1000 */
  struct sense *sense;
};

/* Shapes all inline content of N (its text, strong, emph, link, code, br)
 * with the style of N. Text of a soft break is already joined in the
 * tree. A character that no face of the list has is drawn as a visible box
 * and reported once per character and story (diag_once, LEVEL_WARN). */
struct text *text_shape(struct arena *a, struct styles *styles,
                        struct fonts *fonts, const xmlNode *n);
/* The same for a plain string (furniture, labels, headlines) in a given
 * style; S is copied, STYLE must outlive the text. */
struct text *text_shape_string(struct arena *a, struct fonts *fonts,
                               const char *s, const struct style *style,
                               struct place at);
/* Scales all widths of T to K thousandths of what they are (headlines,
 * 950-1050). */
void text_stretch(struct text *t, int k);

#endif
