/* Where lines that are not justified break: subheads, captions, table cells.
 * Short text is broken by sense: at a clause's space or mark, else between
 * phrases, not within words, quotes or book titles. */
#ifndef PAGE_RAGGED_H
#define PAGE_RAGGED_H

#include <stdint.h>

#include "page/shape.h"

/* What a line break costs before each atom of T (n + 1 values, in demerits of
 * page/adjust.h), or NULL where sense does not matter: justified or long
 * text. Borrowed from T, which keeps them: a text is broken at many widths. */
const int32_t *ragged_costs(const struct text *t);
/* What a paragraph's last line over atoms [first, end) costs that is not its
 * only one: one or two characters look lost. */
int32_t ragged_tail(const struct text *t, uint32_t first, uint32_t end);

#endif
