/* Text prepared for listening: what a voice would read wrongly is put into
 * words, the rest stays. Dates (2018-12-15, 12月8日), years, times of day,
 * ranges, per cent, fractions, numbers with commas, telephone numbers and
 * hotlines (12345 digit by digit), house numbers, 1+32+X, P3版, units (㎡),
 * signs and ornaments. Plain numbers stay: voices say them well. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Appends to OUT what people say for the N bytes of UTF-8 at S. False, and
 * nothing is appended, when they are said as they stand. Time is linear. */
bool listen_text(struct buf *out, const char *s, size_t n);

#endif
