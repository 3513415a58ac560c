/* The cascade: what tokens.css and print.css say about each element of the
 * tree, computed to integers. */
#ifndef PAGE_STYLE_H
#define PAGE_STYLE_H

#include <stdbool.h>
#include <libxml/tree.h>

#include "base/length.h"

struct css;
struct css_decl;
struct fonts;
struct styles;

enum align { ALIGN_JUSTIFY, ALIGN_START, ALIGN_CENTER, ALIGN_END,
             ALIGN_SPREAD /* 均排: spread evenly over the measure */ };
/* clreq: none, basic, gb (GB/T 15834), strict */
enum strictness { BREAK_ANYWHERE, BREAK_LOOSE, BREAK_NORMAL, BREAK_STRICT };
enum punct { PUNCT_FULL,    /* 全身 text-spacing-trim: space-all */
             PUNCT_END,     /* 行末半角 + adjacency squeeze: normal (default) */
             PUNCT_KAIMING, /* 开明 -cb-punct: kaiming */
             PUNCT_HALF     /* 半身 -cb-punct: banshen */ };
enum border { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT };
enum { STYLE_FACES = 6, STYLE_STEPS = 12, STYLE_FORMS = 12 };

struct form { char name[16]; int number, cost; }; /* "over-5" = over, 5 */

/* -cb-around: "【" "】", what stands before and after; points into the CSS. */
struct around { const char *before, *after; int nbefore, nafter; };

struct style {
  int faces[STYLE_FACES]; /* indexes in fonts, in order of the family list */
  int nfaces;
  const char *families;   /* the list as written, for a change of weight */
  int weight;             /* 400, 700 */
  mpt size;               /* font-size */
  mpt leading;            /* line-height */
  struct ink ink;         /* color */
  bool has_fill;
  struct ink fill;        /* background-color */
  enum align align;       /* text-align: justify start center end -cb-spread */
  mpt indent;             /* text-indent */
  mpt margin[4], padding[4], border[4]; /* by enum border; border = width */
  struct ink border_ink[4];
  mpt letter_space;
  enum strictness strictness; /* line-break */
  enum punct punct;
  bool keep_stops;        /* -cb-squeeze: kaiming, 。！？ stay whole in a line
                             that is squeezed; banshen (default) */
  bool autospace;         /* text-autospace: normal | no-autospace */
  bool hanging;           /* hanging-punctuation: allow-end | none */
  bool vertical;          /* writing-mode: vertical-rl | horizontal-tb */
  bool dots;              /* text-emphasis: dot | none (着重号) */
  bool hidden;            /* display: none */
  mpt sizes[STYLE_STEPS]; /* -cb-sizes, in order of preference */
  int nsizes;
  struct form forms[STYLE_FORMS]; /* -cb-forms */
  int nforms;
  int columns;            /* columns: how many base columns an element spans */
  mpt gap;                /* column-gap; the root's is the page's */
  int box[4];             /* -cb-box: COL LINE COLS LINES, from 1; 0 = none */
  int valign;             /* vertical-align: 0 top, 1 middle, 2 bottom */
  mpt height;             /* height of furniture; 0 = as needed */
  struct around around;   /* of section and jump; before is NULL: as usual */
};

/* What @page and the root say. */
struct page_style {
  mpt w, h, margin[4], bleed;
  int columns;    /* columns of the root */
  mpt gap;        /* column-gap */
  mpt rlh;        /* the body line: line-height of the root */
  mpt size;       /* font-size of the root */
  int lines;      /* how many body lines the type area holds */
  mpt measure;    /* width of one column */
  int nameplate, folio; /* lines that page 1's and other pages' heads take */
  /* Any story may go on on the next page, and the editor's pins, which are
     meant for other columns, do not hold (page/run.h): -cb-make-up: run-on */
  bool run_on;
  const char *edition; /* "large", or NULL for the usual one */
};

/* Reads tokens.css (its @media print part) and print.css of the theme in the
 * folder THEME (tree/theme.h says whose files). On errors diag with
 * file:line:col and NULL. */
struct styles *styles_load(const char *theme, struct fonts *fonts);
/* The same for an edition: what THEME/EDITION.css says, custom properties too,
 * goes before what those say. EDITION NULL: styles_load. */
struct styles *styles_load_edition(const char *theme, const char *edition,
                                   struct fonts *fonts);
/* Has THEME this edition? */
bool styles_has(const char *theme, const char *edition);
void styles_free(struct styles *s);
const struct page_style *styles_page(const struct styles *s);
/* The computed style of element N in its document; cached per combination of
 * matched rules and parent's style, so that calls are cheap. Never NULL. */
const struct style *style_of(struct styles *s, const xmlNode *n);
/* The rules that S was made of. */
const struct css *styles_css(const struct styles *s);
/* The declaration of property NAME that holds for N by a rule of its own (not
 * inherited); NULL: none. `font` is one of its parts, too. */
const struct css_decl *style_source(const struct styles *s, const xmlNode *n,
                                    const char *name);
/* The style that an element NAME with attribute class=CLASS (or NULL) would
 * have as a child of PARENT (or of the root when NULL): for things that the
 * layout makes (jump, continuation, label). Cached. */
const struct style *style_named(struct styles *s, const xmlNode *parent,
                                const char *name, const char *class);

#endif
