/* Inside of cmd/build*.c: a build, its issues, and what its options want. */
#ifndef CMD_BUILD_IN_H
#define CMD_BUILD_IN_H

#include <stdbool.h>
#include <libxml/tree.h>

#include "cmd/job.h"
#include "cmd/option.h"
#include "cmd/output.h"
#include "cmd/press.h"

enum { EXIT_WARNED = 4 }; /* a piece's status besides 0, 1 and 3 */

enum task_state { TASK_KEEP, TASK_MAKE, TASK_DONE, TASK_FAILED };

/* One issue of the site. */
struct task {
  xmlNode *card;
  struct target target; /* strings borrowed from the cards */
  char *rel;            /* PAPER/DATE */
  char key[33], paper_key[33];
  char kin[33]; /* web/related.h */
  enum task_state state;
};

struct build {
  const struct options *o;
  const char *content;
  struct digests *digests;
  xmlDoc *site;
  char *theme;
  struct press press;
  struct styles *large; /* the same faces; NULL: no large-type edition */
  bool spare;           /* processors enough for two editions at a time */
  struct web *web;
  bool search; /* the site has a search page */
  struct output output;
  struct task *tasks;
  size_t n, cap;
  struct addresses *addresses; /* of the site that is being made */
  struct task **todo; /* for workers */
  char common[33], site_key[33];
};

/* Is output of this KIND, "site" or "pdf", to be made? */
bool build_wants(const struct build *b, const char *kind);
bool build_wants_pages(const struct build *b);
bool build_wants_press(const struct build *b);
/* T's press edition, as cmd/press.h asks for it. */
struct press_issue build_press_of(const struct build *b, const struct task *t);
/* The base URL of the command line, where there is one, for DOC. */
void build_override_base(const struct build *b, xmlDoc *doc);
/* A piece of the crew's work (cmd/crew.h): the I-th issue that is to be made.
 * One that opened a face, or failed, is its process's last: the numbers of
 * faces in a PDF, and what is told of a style, must not depend on what was set
 * before. */
int build_work(void *data, size_t i);

#endif
