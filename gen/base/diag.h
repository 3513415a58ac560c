/* The one message printer: `file:line:col: level: what, what to do`. The only
 * mutable globals of the program live in diag.c. Levels are ordered: the exit
 * status is decided by the worst seen. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <libintl.h>
#include <stdbool.h>

#define _(s)  gettext(s)
#define N_(s) s

enum level { LEVEL_NOTE, LEVEL_WARN, LEVEL_ERROR, LEVEL_FATAL };

/* Where in a source file; line and col count from 1, col in characters;
 * line 0: the whole file; file NULL: no place. Borrowed. */
struct place {
  const char *file;
  int line, col;
};

/* Prints one message to stderr. FATAL is I/O trouble (exit status 3). */
void diag(enum level level, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Messages of LEVEL or worse seen since the start (or diag_reset). */
int diag_count(enum level level);
void diag_reset(void);
/* In a forked worker, before each piece of its work: counts anew and remembers
 * of what was printed once only what the parent printed. */
void diag_fork(void);
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
