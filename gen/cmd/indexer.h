/* The site's search index (web/finder.h) between builds: each issue's piece
 * grows in .next and, when the site is out, is kept in .cache, so that pieces
 * always belong to the output that is there. */
#ifndef CMD_INDEXER_H
#define CMD_INDEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

struct output;

/* In a worker: writes the piece of ISSUE, which is REL. */
bool indexer_leave(const struct output *o, const char *rel,
                   const xmlNode *issue);
/* Is there a piece of what is out? */
bool indexer_has(const struct output *o, const char *rel);
/* After the exchange: keeps REL's new piece. */
bool indexer_keep(const struct output *o, const char *rel);

struct indexer_issue {
  const char *rel; /* PAPER/DATE */
  bool made;       /* in this build */
};

struct indexer_job {
  const struct output *output;
  const xmlNode *site;
  struct indexer_issue *issue; /* any order; is sorted */
  size_t n;
  long jobs; /* processes at a time */
};

/* Writes .next/site/search/. False after a diag. */
bool indexer_write(struct indexer_job *j);

#endif
