/* Commands for one issue or one text: pdf, sheet, tree, check, html. */
#ifndef CMD_SINGLE_H
#define CMD_SINGLE_H

#include <stdbool.h>

#include "page/make.h"

struct options;

int single_pdf(const struct options *o);
int single_sheet(const struct options *o);
int single_tree(const struct options *o);
int single_check(const struct options *o);
int single_html(const struct options *o);


/* An issue that is laid out, for commands of other files. */
struct single {
  const struct options *o;
  struct make_job job;
  struct made made;
};
/* Lays out the issue that O names and hands it to USE, which is false when it
 * could not write. The exit status. */
int single_make(const struct options *o, bool (*use)(const struct single *s));
/* May O's command tell on standard output of the file -o that it has written?
 * Not when quiet, nor where that is taken by a report or the file itself. */
bool single_talks(const struct options *o);
struct buf;
/* Prints B, which is released, on standard output; the exit status. */
int single_put(struct buf *b);

#endif
