/* Emphasis next to Chinese punctuation. CommonMark decides whether a run of
 * `*` opens or closes by the character on either side; punctuation on one
 * side and a Han character on the other, as in 的**《李茶的姑妈》**已经,
 * make it refuse both (commonmark-spec issue 650). U+E000, which is neither
 * space nor punctuation to the parser, between run and mark mends that; it
 * is taken out of every string of the parsed tree again. `_` keeps the
 * strict rule. */
#ifndef TREE_FLANK_H
#define TREE_FLANK_H

#include <stddef.h>

#include "base/buf.h"

#define FLANK     "\xEE\x80\x80"
enum { FLANK_RUNE = 0xE000, FLANK_LEN = 3 };

/* A text with insertions: AT are their offsets in OUT, ascending. */
struct flank {
  struct buf out;
  size_t *at;
  size_t n, cap;
};

/* Appends the line S (no line feed in it; it must not hold U+E000). */
void flank_line(struct flank *f, const char *s, size_t n);
/* One U+E000 here, noted as an insertion. */
void flank_mark(struct flank *f);
/* U+E000 and U+3000 here, noted as two insertions: what follows is neither
 * at the start of a line nor behind a letter. */
void flank_lead(struct flank *f);
/* How many bytes were inserted in [FROM, TO) of the text. */
size_t flank_between(const struct flank *f, size_t from, size_t to);
void flank_free(struct flank *f);

#endif
