/* The properties that print.css may use: one table of name, kind, place in
 * struct style and inheritance. */
#ifndef PAGE_PROPS_H
#define PAGE_PROPS_H

#include <stdbool.h>

#include "asset/css.h"
#include "page/style.h"

/* What relative units refer to. */
struct units {
  mpt em;  /* 1em (the parent's size while font-size is computed) */
  mpt rlh; /* 1rlh: the body line */
};

/* Applies D to ST. FONTS finds families. Only declarations of the font size
 * are applied when FIRST is set, only the others when it is not, because em
 * in the others means the new size. Reports what is wrong with file, line
 * and column; false then. */
bool props_apply(struct style *st, const struct css_decl *d,
                 const struct units *u, struct fonts *fonts, bool first);
/* The style that a child of PARENT starts with: inherited values kept, the
 * others initial. */
struct style props_inherit(const struct style *parent);
/* A length "3mm", "9pt", "1.5em", "2rlh", "0"; false if none. END gets the
 * rest of S. */
bool props_length(const char *s, const struct units *u, mpt *out,
                  const char **end);

#endif
