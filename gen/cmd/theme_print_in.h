/* Inside of cmd/theme_print*.c: one edition of a theme's print.css, and its
 * selectors as elements. */
#ifndef CMD_THEME_PRINT_IN_H
#define CMD_THEME_PRINT_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "asset/css.h"
#include "cmd/theme_in.h"
#include "page/style.h"

struct markup;

struct pair;

struct print {
  struct theme *theme;
  struct styles *styles;
  const struct page_style *page;
  bool large;
  const char *file;        /* the sheet that is judged */
  struct markup *inside[3]; /* nameplate, folio, imprint */
  struct pair *told;
  size_t ntold, told_cap;
};

/* Colours that were told; not told again for another element. */
struct pair {
  struct ink ink, paper;
};

/* One selector as elements, each in the one before. */
struct probe {
  const struct css_rule *rule;
  xmlDoc *doc;
  xmlNode *node;
  const struct style *style;
};

/* Does R begin with nameplate, folio or imprint? */
bool print_is_furniture(const struct css_rule *r);
/* Is AT in the sheet that is judged, not in print.css below an edition? */
bool print_is_here(const struct print *p, struct place at);
/* R's selector as elements. False: it leaves open which element it is of, or
 * is of the root; else free b->doc. */
bool print_probe(struct probe *b, const struct print *p,
                 const struct css_rule *r);

/* Sizes, lines of the grid, boxes of the furniture, weights of B. */
void print_judge_sizes(const struct print *p, const struct probe *b);
/* Text and columns of the page. */
void print_judge_page(const struct print *p, const struct css *css);
/* Contrast of B's text with what lies behind it. */
void print_judge_inks(struct print *p, const struct probe *b,
                      const struct css *css);

#endif
