/* 大字版: the large-type edition of an issue, beside its usual pages. */
#ifndef CMD_LARGE_H
#define CMD_LARGE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct manifest;
struct press;
struct styles;

struct large {
  const struct press *press; /* theme and faces */
  struct styles *styles;     /* of the edition; NULL: there is none */
  const char *dir, *name;    /* folder and stem of the file */
  struct manifest *said;     /* which the file is added to */
};

/* Writes DIR/NAME-large.pdf, pages of a copy of DOC, which stays as it is. Says
 * which pages are not full and where the editor's `jump: no` does not hold;
 * what is wrong with the text is not said again. False when a message said
 * so. */
bool large_write(const struct large *l, const xmlDoc *doc);

#endif
