/* The WOFF2 container (W3C Recommendation "WOFF File Format 2.0"): tables of
 * a font as one stream of Brotli, with null transforms. The only place that
 * knows Brotli. */
#ifndef ASSET_WOFF2_H
#define ASSET_WOFF2_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct font_table;

/* Appends the font of N tables V, in any order, to OUT. Among them is head of
 * at least 12 bytes, whose checkSumAdjustment and flag of a packed font are
 * set here, so its bytes change. False, with no message, when that is missing
 * or Brotli fails. Equal tables give equal bytes. */
bool woff2_pack(struct buf *out, struct font_table *v, size_t n);
/* The same in a tenth of the time, a quarter larger: for a preview. */
bool woff2_pack_quick(struct buf *out, struct font_table *v, size_t n);

#endif
