#include "cmd/progress.h"

#include <stdio.h>

#include "base/diag.h"

struct progress progress_start(void)
{
  struct progress p = {.on = diag_on_terminal() && !diag_is_quiet()};
  clock_gettime(CLOCK_MONOTONIC, &p.start);
  diag_live(p.on);
  return p;
}

/* Is the first second over? */
static bool is_long(const struct progress *p)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  time_t s = now.tv_sec - p->start.tv_sec;
  return s > 1 || (s == 1 && now.tv_nsec >= p->start.tv_nsec);
}

void progress_tick(void *seen, size_t done, size_t n)
{
  struct progress *p = seen;
  if (!p->on || !is_long(p))
    return;
  /* One write: a worker's message may come at any time. What is left of a
   * longer line is wiped behind it, not before, which would flicker. */
  char line[128];
  int length = snprintf(line, sizeof line, "\r");
  length += snprintf(line + length, sizeof line - (size_t)length,
                     _("%zu/%zu issues …"), done, n);
  length += snprintf(line + length, sizeof line - (size_t)length, "\033[K");
  fwrite(line, 1, (size_t)length, stderr);
  p->drawn = true;
}

void progress_end(struct progress *p)
{
  diag_live(false);
  if (p->drawn)
    fputs("\r\033[K", stderr);
  p->drawn = false;
}
