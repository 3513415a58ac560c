/* 大字版: the large-type edition of an issue, beside its usual pages. */
#ifndef CMD_LARGE_H
#define CMD_LARGE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct beside;
struct manifest;
struct press;
struct styles;

struct large {
  const struct press *press; /* theme and faces */
  struct styles *styles;     /* of the edition; NULL: there is none */
  const char *dir, *name;    /* folder and stem of the file */
  const xmlDoc *doc;         /* the issue */
  struct beside *beside;     /* the process that makes it, or NULL */
};

/* Begins to make it in a process beside this one, before this one sets DOC:
 * faces that text asks for have numbers in a PDF, which must not depend on
 * what was set before. AT_ONCE: and waits for it. */
void large_start(struct large *l, bool at_once);
/* Ends what was begun, or makes it: writes DIR/NAME-large.pdf, pages of a copy
 * of DOC, which stays as it is, and adds the file to SAID. Says which pages are
 * not full and where the editor's `jump: no` does not hold; what is wrong with
 * the text is not said again. False when a message said so. */
bool large_write(struct large *l, struct manifest *said);
/* Stops what was begun. */
void large_drop(struct large *l);

#endif
