#include "cmd/crew.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"

enum { BEGUN = -3,
       LEAST = 8,       /* of a batch, the part that is too little */
       TICK = 100000 }; /* microseconds */

/* A process and its pieces. */
struct hand {
  pid_t pid; /* 0: none */
  size_t from, to;
};

struct run {
  const struct crew *c;
  int *status; /* shared with the processes */
  struct hand *hand;
  size_t next; /* piece that nobody has */
  bool failed; /* no process can be started */
};

/* The process ends here: its memory need not be given back piece by piece. */
static _Noreturn void work(const struct run *r, const struct hand *h,
                           pid_t maker)
{
  int status = 0;
  /* Nobody waits for what outlives its maker: it must not write then. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != maker)
    _exit(3);
  for (size_t i = h->from; i < h->to && !(status & CREW_LAST); i++) {
    r->status[i] = BEGUN;
    status = r->c->work(r->c->data, i);
    r->status[i] = status & 0xFF;
    fflush(stderr);
  }
  _exit(0);
}

static void start(struct run *r, struct hand *h)
{
  fflush(NULL);
  pid_t maker = getpid();
  h->pid = fork();
  if (h->pid == 0)
    work(r, h, maker);
  if (h->pid > 0)
    return;
  h->pid = 0;
  r->failed = true;
  diag(LEVEL_FATAL, place_none(), _("cannot start a worker: %s"),
       strerror(errno));
}

/* Large batches first, small ones at the end, so that all end together; not
 * the smallest, since starting a process costs something. */
static void take(struct run *r, struct hand *h)
{
  size_t left = r->c->n - r->next, n = left / ((size_t)r->c->jobs * 2);
  size_t least = r->c->batch / LEAST ? r->c->batch / LEAST : 1;
  n = n > r->c->batch ? r->c->batch : n < least ? least : n;
  n = n > left ? left : n;
  *h = (struct hand){0, r->next, r->next + n};
  r->next += n;
  start(r, h);
}

/* The process of H ended, with ENDED; what it left is done by a new one. */
static void settle(struct run *r, struct hand *h, int ended)
{
  size_t i = h->from;
  int code = WIFEXITED(ended) ? WEXITSTATUS(ended) : 0;
  while (i < h->to && r->status[i] >= 0)
    i++;
  h->pid = 0;
  if (i == h->to)
    return;
  bool begun = i == h->from || r->status[i] == BEGUN;
  if (begun)
    r->status[i] = code ? code : CREW_DIED;
  h->from = begun ? i + 1 : i;
  if (h->from < h->to && !r->failed)
    start(r, h);
}

static void tell(const struct run *r)
{
  size_t done = 0;
  for (size_t i = 0; i < r->c->n; i++)
    done += r->status[i] >= 0 || r->status[i] == CREW_DIED;
  r->c->tick(r->c->seen, done, r->c->n);
}

static void wait_one(struct run *r)
{
  int ended = 0;
  pid_t pid = wait(&ended);
  if (pid < 0 && errno == EINTR) {
    if (r->c->tick)
      tell(r);
    return;
  }
  for (long k = 0; k < r->c->jobs; k++)
    if (r->hand[k].pid && (r->hand[k].pid == pid || pid < 0))
      settle(r, &r->hand[k], ended);
}

static bool any_busy(const struct run *r)
{
  for (long k = 0; k < r->c->jobs; k++)
    if (r->hand[k].pid)
      return true;
  return false;
}

static void run_all(struct run *r)
{
  do {
    for (long k = 0; k < r->c->jobs; k++)
      if (!r->hand[k].pid && r->next < r->c->n && !r->failed)
        take(r, &r->hand[k]);
    if (any_busy(r))
      wait_one(r);
  } while (any_busy(r) || (r->next < r->c->n && !r->failed));
}

static size_t size_of(const struct crew *c)
{
  return (c->n ? c->n : 1) * sizeof(int);
}

static void on_alarm(int signal)
{
  (void)signal;
}

/* Lets wait() be interrupted ten times a second, or no longer. */
static void set_alarm(bool on)
{
  struct sigaction a = {.sa_handler = on ? on_alarm : SIG_IGN};
  struct itimerval every = {.it_interval.tv_usec = on ? TICK : 0,
                            .it_value.tv_usec = on ? TICK : 0};
  sigaction(SIGALRM, &a, NULL);
  setitimer(ITIMER_REAL, &every, NULL);
}

int *crew_run(const struct crew *c)
{
  struct run r = {.c = c};
  void *shared = mmap(NULL, size_of(c), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    diag(LEVEL_FATAL, place_none(), _("out of memory"));
    return NULL;
  }
  r.status = shared;
  for (size_t i = 0; i < c->n; i++)
    r.status[i] = CREW_NONE;
  r.hand = mem_array((size_t)c->jobs, sizeof *r.hand);
  if (c->tick)
    set_alarm(true);
  run_all(&r);
  if (c->tick)
    set_alarm(false);
  free(r.hand);
  return r.status;
}

void crew_free(const struct crew *c, int *status)
{
  munmap(status, size_of(c));
}
