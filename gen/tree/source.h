/* The text of an article's body on its way to the parser: checked first,
 * then copied line by line with changes (flank.h; lines that stand for
 * something of ours become a token), so that every place in the copy can be
 * told as a place in the editor's file. Lines count from 0 inside, from 1 in
 * places; columns are bytes from 1 in the copy, characters in places. */
#ifndef TREE_SOURCE_H
#define TREE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "tree/flank.h"

enum {
  SOURCE_LIMIT = 1024 * 1024, /* bytes of one article's body */
  SOURCE_DEPTH = 32,      /* levels of nesting */
  SOURCE_INDENT = 256     /* columns of white space at a line's start */
};

struct source_line {
  size_t in, len; /* in S, without its end */
  size_t out;     /* where it begins in the copy */
};

struct source {
  const char *s; /* borrowed */
  size_t n;
  const char *file;
  int line, col; /* the place of its first character, from 1 */
  struct source_line *v;
  size_t lines, cap;
  struct flank copy;
  /* Last place told: characters are counted on from there. */
  size_t seen_line, seen_byte;
  int seen_col;
};

/* Splits S into lines (LF, CRLF or CR, as the parser does). */
void source_open(struct source *src, const char *s, size_t n,
                 struct place at);
void source_free(struct source *src);
/* Reports the first of: too long, bytes that are no UTF-8, characters that
 * XML or we cannot hold, nesting beyond the limit. False then. */
bool source_check(const struct source *src);
/* Line I without its end; borrowed, not NUL-terminated. */
const char *source_text(const struct source *src, size_t i, size_t *n);
/* Appends line I to the copy, its emphasis mended. */
void source_copy(struct source *src, size_t i);
/* Appends TOKEN behind the first INDENT bytes of line I instead. */
void source_token(struct source *src, size_t i, size_t indent,
                  const char *token);
/* Where byte BYTE (from 0) of line I stands in the editor's file. */
struct place source_raw(struct source *src, size_t i, size_t byte);
/* Byte of line I of the editor's text that byte COL (from 1) of its copy was
 * before the insertions. */
size_t source_back(const struct source *src, size_t i, size_t col);

#endif
