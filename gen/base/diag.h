/* The one message printer: `file:line:col: level: what, what to do`. The only
 * mutable globals of the program live in diag.c. Levels are ordered: the exit
 * status is decided by the worst seen. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <libintl.h>
#include <stdbool.h>

#define _(s)  diag_text(s)
#define N_(s) s

enum level { LEVEL_NOTE, LEVEL_WARN, LEVEL_ERROR, LEVEL_FATAL };

/* Where in a source file; line and col count from 1, col in characters;
 * line 0: the whole file; file NULL: no place. Borrowed. */
struct place {
  const char *file;
  int line, col;
};

/* One message, for those who write it otherwise than as a line. Borrowed. */
struct diag_message {
  enum level level;
  struct place at;
  const char *text; /* translated, without control characters */
  const char *id;   /* the msgid that it was made of */
};

/* The translation of the msgid ID, as gettext gives it; static. What was asked
 * for last is remembered, since a message is told by its msgid (diag_sink). */
char *diag_text(const char *id) __attribute__((format_arg(1)));
/* Prints one message to stderr. FATAL is I/O trouble (exit status 3). On a
 * terminal the word for the level is in colour, unless NO_COLOR is set. */
void diag(enum level level, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Messages of LEVEL or worse seen since the start (or diag_reset). */
int diag_count(enum level level);
void diag_reset(void);
/* In a forked worker, before each piece of its work: counts anew and remembers
 * of what was printed once only what the parent printed. */
void diag_fork(void);
/* --quiet: notes are counted, but not printed; what a command tells of its
 * success beside that should ask diag_is_quiet. */
void diag_quiet(bool on);
bool diag_is_quiet(void);
/* From now on messages go to another process, which reads stderr, as lines
 *   1E ABOUT 1F level 1F file 1F line 1F col 1F text
 * (the first and the 1Fs are those bytes, the level a number). ABOUT is
 * borrowed; NULL: they are for people again. */
void diag_wire(const char *about);
/* From now on messages are counted, but handed to TAKE with DATA, not printed.
 * TAKE NULL: they are printed again. */
void diag_sink(void (*take)(void *data, const struct diag_message *said),
               void *data);
/* A line that is being redrawn stands at the end of the terminal, for this
 * process and for those it forks from now on: it is wiped before a message. */
void diag_live(bool on);
/* Is stderr a terminal that can redraw a line? */
bool diag_on_terminal(void);
/* Is FD a terminal that shows colours, and NO_COLOR not set? */
bool diag_colour(int fd);
/* While ON nothing is printed, counted or remembered: for trying things out. */
void diag_hush(bool on);
/* Counts a message of LEVEL that another process printed. */
void diag_seen(enum level level);
/* Prints lines that another process said, but for those that diag_once said
 * here; counts none. */
void diag_relay(const char *lines);
/* Lets an equal message (same place, same text) be printed only once. */
void diag_once(enum level level, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* 0 nothing worse than warnings, 1 errors (or warnings if STRICT), 3 I/O. */
int diag_exit(int strict);
struct place place_file(const char *file);
struct place place_none(void);

#endif
