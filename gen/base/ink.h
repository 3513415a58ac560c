/* Colours as a press prints them. What the theme does not mix itself is
 * converted plainly (ISO 32000-1, 10.3.5, with all grey in black): cyan,
 * magenta and yellow are the complements of red, green and blue, less what all
 * three share, which is black. At most two coloured inks and black meet, 200 %
 * in all. */
#ifndef BASE_INK_H
#define BASE_INK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/length.h"

/* Newsprint takes no more than that in all, 1/1000 (WAN-IFRA, ISO 12647-3). */
enum { INK_MOST = 2400 };

struct cmyk ink_cmyk(struct ink ink);
/* All inks together, 0–4000. */
int ink_sum(struct cmyk v);
/* How many inks print it, 0–4. */
int ink_count(struct cmyk v);
/* Nothing but full black: it may print over what is there. */
bool ink_is_black(struct cmyk v);
bool ink_same(struct ink a, struct ink b);
/* What CMYK looks like where there is none: the way back of the above. */
struct ink ink_shown(struct cmyk v);
/* N pixels of RGB as CMYK, 0–255 each, by the plain conversion. */
void ink_pixels(const uint8_t *rgb, uint8_t *cmyk, size_t n);

#endif
