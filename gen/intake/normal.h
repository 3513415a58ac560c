/* A line as an editor would have typed it: full-width marks between Han, half
 * width in figures, times, addresses and Latin; full-width figures and letters
 * half; …… and ——; no padding. No Han character is ever changed, and doing
 * it again changes nothing. */
#ifndef INTAKE_NORMAL_H
#define INTAKE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* S normalised, in ARENA. Blanks between Han go from running text; from what
 * may be a headline (or when SHORT, a cell) one is left, since there it parts
 * clauses. Straight quotes are left to normal_quotes. */
char *normal_text(struct arena *arena, const char *s, bool is_short);
/* Straight quotes of S to “ ” ‘ ’ where there are Han; OPEN[0] and OPEN[1]
 * tell whether a double, a single one is open: false at a paragraph's start,
 * kept for its next line. *UNSURE is set when one may go either way. */
char *normal_quotes(struct arena *arena, const char *s, bool open[2],
                    bool *unsure);
/* Is S made of blanks only (NBSP, U+3000, zero-width ones too)? */
bool normal_is_blank(const char *s);
/* Bytes of the blank that S begins with, 0: none; adds its width to *WIDTH
 * (may be NULL). */
size_t normal_blank(const char *s, int *width);
/* Takes blanks away at both ends of S, in place. */
void normal_trim(char *s);

#endif
