/* Tokens that no line may part: a figure and its unit or counter, what stands
 * before it (第, ￥, №), what follows (%, ℃), both ends of a range, and the
 * points and brackets of a formula (clreq; GB/T 15834 5.1; GB/T 15835); and
 * an ellipsis of four em on a line of its own (GB/T 15834 5.1.5). */
#ifndef PAGE_GLUE_H
#define PAGE_GLUE_H

#include <stddef.h>

struct tokens;

/* Sets glue and ends of TS, the tokens of S (N bytes). */
void glue_tokens(const char *s, size_t n, struct tokens *ts);

#endif
