/* Values of web style sheets, as far as a check of a theme must know them:
 * colours and their contrast, lengths in px. */
#ifndef ASSET_WEBVALUE_H
#define ASSET_WEBVALUE_H

#include <stdbool.h>

#include "base/length.h"

/* A colour without transparency (#rgb, #rrggbb, rgb(), hsl(), the 16 old names
 * and some more, device-cmyk() as it is shown); false for all else. */
bool webvalue_colour(const char *s, struct ink *out);
/* Contrast by WCAG 2.2, 1 to 21. */
double webvalue_contrast(struct ink a, struct ink b);

/* What relative lengths refer to, in px; a percentage is of em. */
struct webvalue_units {
  double em, rem;
};
/* S as px, with min(), max(), clamp(), calc(); false where it depends on what
 * is not known (vw, ch). Of max() what is known is the least it can be. */
bool webvalue_px(const char *s, const struct webvalue_units *u, double *out);
/* The font-size in a `font` shorthand, a copy in OUT of SIZE bytes; false: it
 * has none ("inherit"). */
bool webvalue_font_size(const char *font, char *out, int size);

#endif
