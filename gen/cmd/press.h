/* The press edition: OUT/press/PAPER/DATE/PAPER-DATE.pdf, with --press-pages
 * PAPER-DATE-N.pdf for each page N, and manifest.json. A folder is exchanged
 * whole, an issue with errors keeps its last one. `chenbao impose` too. */
#ifndef CMD_PRESS_H
#define CMD_PRESS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/length.h"

struct manifest;
struct options;
struct output;
struct sheets;

/* One issue; all borrowed. */
struct press_issue {
  const struct output *output;
  const char *paper, *date;
  const char *key;     /* of the issue (cmd/key.h), printed in the slug */
  const char *profile; /* path of the press's ICC file, or NULL … */
  struct place named;  /* … and where paper.yaml names it */
  mpt bleed;
  bool pages; /* one file for each page, too */
};

/* Is what the last build with --press wrote of W still right? */
bool press_fresh(const struct press_issue *w);
/* Warns of what would print badly, and writes S. False and a diag when that
 * cannot be done. */
bool press_write(const struct press_issue *w, const struct sheets *s);
/* Adds to M the files of W that are there, made now or earlier. */
void press_tell(const struct press_issue *w, struct manifest *m);
int press_impose(const struct options *o);

#endif
