#include "cmd/beside.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

enum { SAID, RESULT, STREAMS }; /* first all that is said, then the result */
enum { WARNED = 4 };            /* an exit status besides 0, 1 and 3 */

struct beside {
  pid_t pid;
  int fd[STREAMS]; /* -1: read to its end */
  struct buf text[STREAMS];
};

static void put_all(int fd, const struct buf *b)
{
  for (size_t done = 0; done < b->n;) {
    ssize_t n = write(fd, b->s + done, b->n - done);
    if (n < 0 && errno != EINTR)
      return;
    done += n > 0 ? (size_t)n : 0;
  }
}

/* The process ends here: its memory need not be given back piece by piece. */
static _Noreturn void run(bool (*work)(void *, struct buf *), void *data,
                          const int to[STREAMS], pid_t maker)
{
  struct buf result = BUF_INIT;
  /* Nobody waits for what outlives its maker: it must not write then. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != maker || dup2(to[SAID], STDERR_FILENO) < 0)
    _exit(3);
  close(to[SAID]);
  diag_fork();
  bool ok = work(data, &result);
  int status = diag_exit(0);
  if (!ok && !status)
    status = 1;
  if (!status && diag_count(LEVEL_WARN))
    status = WARNED;
  fflush(stderr);
  close(STDERR_FILENO);
  put_all(to[RESULT], &result);
  _exit(status);
}

static void read_all(struct beside *b, int i)
{
  char part[4096];
  ssize_t n = 0;
  do {
    n = read(b->fd[i], part, sizeof part);
    if (n > 0)
      buf_put(&b->text[i], part, (size_t)n);
  } while (n > 0 || (n < 0 && errno == EINTR));
  close(b->fd[i]);
  b->fd[i] = -1;
}

static void read_both(struct beside *b)
{
  for (int i = 0; i < STREAMS; i++)
    if (b->fd[i] >= 0)
      read_all(b, i);
}

struct beside *beside_start(bool (*work)(void *, struct buf *), void *data,
                            bool at_once)
{
  int said[2], result[2];
  if (pipe(said) < 0)
    return NULL;
  if (pipe(result) < 0) {
    close(said[0]);
    close(said[1]);
    return NULL;
  }
  struct beside *b = mem_new(sizeof *b);
  pid_t maker = getpid();
  fflush(NULL);
  b->pid = fork();
  if (b->pid == 0)
    run(work, data, (const int[]){said[1], result[1]}, maker);
  close(said[1]);
  close(result[1]);
  b->fd[SAID] = said[0];
  b->fd[RESULT] = result[0];
  if (b->pid > 0 && at_once)
    read_both(b);
  if (b->pid > 0)
    return b;
  beside_drop(b);
  return NULL;
}

static int wait_for(const struct beside *b)
{
  int ended = 0;
  while (waitpid(b->pid, &ended, 0) < 0 && errno == EINTR)
    ;
  return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static void release(struct beside *b)
{
  for (int i = 0; i < STREAMS; i++) {
    if (b->fd[i] >= 0)
      close(b->fd[i]);
    buf_free(&b->text[i]);
  }
  free(b);
}

bool beside_end(struct beside *b, struct buf *result)
{
  read_both(b);
  int code = wait_for(b);
  bool ok = code == 0 || code == WARNED;
  if (b->text[SAID].n)
    diag_relay(b->text[SAID].s);
  if (code == WARNED)
    diag_seen(LEVEL_WARN);
  else if (code == 3)
    diag_seen(LEVEL_FATAL);
  else if (code == 1)
    diag_seen(LEVEL_ERROR);
  else if (!ok)
    diag(LEVEL_ERROR, place_none(),
         _("a process of this build died, please report this"));
  buf_put(result, b->text[RESULT].s, b->text[RESULT].n);
  release(b);
  return ok;
}

void beside_drop(struct beside *b)
{
  if (!b)
    return;
  if (b->pid > 0) {
    kill(b->pid, SIGKILL);
    wait_for(b);
  }
  release(b);
}
