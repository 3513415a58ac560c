/* What makes two editions the same: hashes of sheets. The reading and the
 * press edition are made of the same lines on the same pages, and say so by
 * equal seals; a correction (更正) can tell what had been printed. Colours are
 * left out, since each edition has its own; so are links and groups, which
 * are not printed. XXH3, 32 hex digits. */
#ifndef DRAW_SEAL_H
#define DRAW_SEAL_H

#include <stddef.h>

struct sheet;
struct sheets;

/* Of all sheets, or of one of S. */
void seal_sheets(const struct sheets *s, char hex[33]);
void seal_sheet(const struct sheets *s, const struct sheet *sheet,
                char hex[33]);
/* Of the text of story ID, all its parts in the order of the sheets. */
void seal_story(const struct sheets *s, const char *id, char hex[33]);

#endif
