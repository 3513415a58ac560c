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

struct build;

/* Who shows each issue as soon as it can be seen (cmd/serve), called in the
 * workers. */
struct preview {
  void (*begin)(struct build *b, const struct task *t);
  /* The pages of T for the screen are whole in .next: exchanges them for those
   * of the last build. What is printed is written after that, into the site
   * itself. False when a message said why not. */
  bool (*show)(struct build *b, const struct task *t);
  /* STATUS: of build_work, without CREW_LAST. */
  void (*end)(struct build *b, const struct task *t, int status);
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
  const struct preview *preview; /* or NULL: all appears at once, at the end */
  bool is_shown; /* in a worker: the issue at hand is on the screen */
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

/* The steps of a build, for cmd/serve too; all but the first say false when a
 * message said why. */

/* Cards, theme and the key of both; B has its options and content. */
bool build_load(struct build *b);
/* Styles, faces and templates. */
bool build_load_theme(struct build *b);
/* All issues as tasks, each with its key, those that must be made marked. */
void build_list(struct build *b);
/* True when the last build's output is still right. */
bool build_is_done(struct build *b);
/* The key of T, whose folder or kin may have changed, as of now. */
void build_set_key(struct build *b, struct task *t);
/* Makes all tasks that are marked. */
void build_make(struct build *b);
/* What failed stays as it was, also on other issues' pages. */
void build_settle(struct build *b);
/* Shared pages, search; the exchange; what the next build wants to know. */
bool build_publish(struct build *b);
void build_release(struct build *b);

#endif
