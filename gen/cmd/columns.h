/* Text in the columns of a terminal: a Han character takes two, and lines may
 * end between Han. */
#ifndef CMD_COLUMNS_H
#define CMD_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* How many columns S takes. */
int columns_width(const char *s);
/* S, and spaces up to WIDTH columns. */
void columns_pad(FILE *to, const char *s, int width);
/* May a line end between these two runes? In Latin text only at a space; no
 * line begins with a Chinese mark or ends with an opening one. */
bool columns_may_break(uint32_t last, uint32_t next);
/* TEXT in lines of less than 80 columns, INDENT spaces before each but the
 * first, which the caller has begun. */
void columns_fold(FILE *to, const char *text, int indent);

#endif
