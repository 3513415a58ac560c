/* How far a long work is: one line on the terminal, redrawn, and wiped at the
 * end. Nothing where stderr is no terminal, nor with --quiet, nor in the first
 * second. */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
  bool on, drawn;
  struct timespec start;
};

/* Messages of this process, and of those it forks, wipe the line from now on
 * until progress_end. */
struct progress progress_start(void);
/* DONE of N issues are made; SEEN is a struct progress (for cmd/crew.h). */
void progress_tick(void *seen, size_t done, size_t n);
void progress_end(struct progress *p);

#endif
