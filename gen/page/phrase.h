/* Where a Chinese phrase may be parted: words from ICU's dictionary, judged
 * by what stands before and behind the seam. For headlines, whose lines are
 * broken by sense; running text breaks anywhere. */
#ifndef PAGE_PHRASE_H
#define PAGE_PHRASE_H

#include <stddef.h>
#include <stdint.h>

/* Costs of a break: 0 none … 200 hardly; PHRASE_NEVER inside a word. */
enum {
  PHRASE_SUFFIX = 160, /* before 的, 们, 站 …, which go with the word before */
  PHRASE_NEVER = 255
};

/* COST (N + 1 values) gets, for each byte of S, what a line break before it
 * costs. Bytes inside a character are PHRASE_NEVER, so are 0 and N. Without
 * a dictionary all seams between characters cost the same. */
void phrase_costs(const char *s, size_t n, uint8_t *cost);

#endif
