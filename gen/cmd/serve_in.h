/* Inside of cmd/serve*.c: the state of a preview. One thread has it all; what
 * reads content is the keeper, a process of its own. */
#ifndef CMD_SERVE_IN_H
#define CMD_SERVE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "cmd/option.h"
#include "cmd/output.h"
#include "cmd/serve_keeper.h"
#include "cmd/serve_said.h"

struct desk;
struct http;
struct lookout;

/* What was saved and is not yet given to the keeper. */
struct saved {
  char **rel; /* issues, PAPER/DATE */
  size_t n, cap;
  bool all;         /* something that more than one issue needs */
  int64_t since;    /* milliseconds; 0: nothing */
  int64_t due;      /* when it is given on */
};

struct serve {
  const struct options *o;
  struct options trial_options;
  const char *content;
  char *preview;         /* OUT/preview */
  struct output output;
  struct http *http;
  struct lookout *lookout;
  struct keeper keeper;
  struct said_list said;
  struct desk *desk;     /* NULL until the theme is known */
  char *theme, *trial;   /* folders; TRIAL: NULL when none is tried */
  char *first;           /* what is made first, PAPER/DATE or "" */
  char *skip;            /* OUT, below CONTENT, where no save is; or NULL */
  struct buf wire;       /* of the keeper's lines, not whole yet */
  struct saved saved;
  int64_t started;       /* of what is being built: the first save */
  int64_t look;          /* when a folder that is gone is looked for; 0 */
  unsigned turn;         /* counts what reached the screen */
  bool is_lost;          /* the keeper wants to be started anew */
  bool is_wrong;         /* there were errors when it was last told */
};

int64_t serve_now(void);

/* cmd/serve_build.c: the keeper, and what it says. */

/* Starts it, or starts it anew. */
void serve_start_keeper(struct serve *s);
/* Reads what it said. */
void serve_hear_keeper(struct serve *s);
/* Gives on what was saved, if it is time. */
void serve_give_on(struct serve *s);
/* The messages that hold, to all pages. */
void serve_tell_messages(struct serve *s);
/* Shows the theme in FOLDER, NULL: the real one, for the desk. DATA: the
 * serve. */
void serve_show_theme(void *data, const char *folder, const char *paper,
                      const char *date);

/* cmd/serve_saves.c: what was saved. */

/* Watches content and theme; false after a diag. */
bool serve_watch(struct serve *s);
void serve_watch_theme(struct serve *s, const char *folder);
/* What is written to OUT, which exists, is no save. */
void serve_skip_output(struct serve *s);
/* Takes what the watch has seen. */
void serve_take_saves(struct serve *s);
/* Looks for a folder that was gone. */
void serve_look_again(struct serve *s);
void serve_forget_saves(struct serve *s);

#endif
