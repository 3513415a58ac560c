/* The keeper: the process of a preview that holds cards, theme and faces ready
 * and forks a child for each rebuild, so that no fault of content reaches the
 * server. The server tells it which issues changed; it tells, on its stderr,
 * what was said (diag_wire) and, in lines
 *   1D WHAT 1F NAME 1F number
 * (the first and the 1Fs are those bytes) what happened:
 *   theme  the folder NAME is the theme
 *   base   the folder NAME is what it stands on
 *   begin  messages of NAME come: PAPER/DATE; "" of what all issues need; "*"
 *          of the pages that all share
 *   shown  the pages of NAME are on the screen; "": style sheets and pictures
 *          of the theme
 *   end    NAME is done, with this exit status (4: warnings)
 *   same   the issue NAME was saved as it was before
 *   done   nothing is left to do
 *   again  more changed than it can mend: start another one */
#ifndef CMD_SERVE_KEEPER_H
#define CMD_SERVE_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct options;
struct output;

enum { KEEPER_LINE = '\x1D', KEEPER_MESSAGE = '\x1E', KEEPER_NEXT = '\x1F' };

struct keeper {
  pid_t pid;    /* 0: none */
  int to, from; /* its orders; its stderr, which does not block */
};

struct keeper_setup {
  const struct options *o; /* of `serve`; theme: that of a trial, too */
  const char *content;
  const struct output *output; /* opened, and locked */
  const char *first; /* the issue that is made before others, or "" */
  bool only_first;   /* and no other, nor what all share: a trial */
};

/* Starts it: it makes at once what the preview lacks. False after a diag. */
bool keeper_start(struct keeper *k, const struct keeper_setup *s);
/* The folders of the N issues REL (PAPER/DATE) changed; FIRST is looked at.
 * What is being made of them is given up. */
void keeper_touch(struct keeper *k, char *const *rel, size_t n,
                  const char *first);
/* Ends it with all that it started, which is gone afterwards. K may be none. */
void keeper_stop(struct keeper *k);

#endif
