/* What builds said, kept for as long as it holds: until its issue is made
 * again. */
#ifndef CMD_SERVE_SAID_H
#define CMD_SERVE_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct buf;
struct output;

/* One message; its strings are the list's. */
struct said {
  char *about; /* PAPER/DATE; "" of all, "*" of the pages that all share */
  char *file;  /* "": none */
  char *text;
  enum level level;
  int line, col;
  bool is_new; /* of what is being said */
};

struct said_list {
  struct said *v;
  size_t n, cap;
  char **begun; /* names that begin, and have not turned */
  size_t nbegun, capbegun;
};

void said_free(struct said_list *l);
/* Messages about NAME come anew; those that are there hold until said_turn. */
void said_begin(struct said_list *l, const char *name);
/* Takes LINE of diag_wire without its first byte and its end; it is cut up.
 * NULL: it is none. Else what was taken, and *KNOWN: the same holds already. */
const struct said *said_take(struct said_list *l, char *line, bool *known);
/* What was said of NAME since said_begin is what holds; what comes now holds at
 * once. */
void said_turn(struct said_list *l, const char *name);
/* Forgets what is about issues that are not in the folder CONTENT. */
void said_prune(struct said_list *l, const char *content);
/* How many of LEVEL hold; an error is one that is FATAL, too. */
size_t said_count(const struct said_list *l, enum level level);
/* What holds, as JSON for a page: {"errors", "warnings", "notes", "list":
 * [{"rel", "file", "line", "col", "level", "text", "word"}]}, the worst
 * first; notes are only counted. */
void said_json(struct buf *out, const struct said_list *l);
/* Keeps what holds about NAME until the next start, reads it back. */
void said_keep(const struct said_list *l, const struct output *o,
               const char *name);
void said_recall(struct said_list *l, const struct output *o,
                 const char *name);

#endif
