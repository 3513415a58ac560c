/* Work in parallel processes, some pieces a process, so that neither a crash
 * nor a leak outlives its process, and starting them costs little. */
#ifndef CMD_CREW_H
#define CMD_CREW_H

#include <stdbool.h>
#include <stddef.h>

enum { CREW_DIED = -1, CREW_NONE = -2, CREW_LAST = 0x100 };

/* N pieces of work, done by WORK(DATA, i), which gives 0 to 255, with
 * CREW_LAST added when its process is no longer like the first and should do
 * no more. At most JOBS processes run at a time, each for at most BATCH pieces
 * (both at least 1). */
struct crew {
  size_t n, batch;
  long jobs;
  int (*work)(void *data, size_t i);
  void *data;
  /* Ten times a second, in this process; NULL: nobody wants to know. */
  void (*tick)(void *seen, size_t done, size_t n);
  void *seen;
};

/* Does all pieces. Returns what WORK gave for each. Where a process ended in
 * the midst of one: its exit status, or CREW_DIED after a signal; its other
 * pieces are done by another. CREW_NONE, after a diag, where no process could
 * be started. NULL, after a diag, when there is no memory; release with
 * crew_free. */
int *crew_run(const struct crew *c);
void crew_free(const struct crew *c, int *status);

#endif
