#include "cmd/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/key.h"
#include "tree/day.h"

enum { HEX = 32, PART = 1 << 16 };

struct digests {
  const char *content;
  pid_t pid;       /* 0: none, or ended */
  int from;        /* its pipe */
  struct buf list; /* of HEX, PAPER/DAY, NUL */
  size_t at;       /* where the next is looked for first */
};

/* ---- the process ---- */

static void add_paper(struct buf *list, const char *content, const char *paper)
{
  char *dir = file_join(content, paper), hex[HEX + 1];
  char **days = file_list(dir);
  size_t n = 0;
  while (days && days[n])
    n++;
  while (n--) { /* the newest first, as tree/site.c has them */
    if (!day_valid(days[n]))
      continue;
    char *folder = file_join(dir, days[n]);
    key_folder(hex, folder);
    buf_printf(list, "%s%s/%s", hex, paper, days[n]);
    buf_putc(list, '\0');
    free(folder);
  }
  free(days);
  free(dir);
}

static bool tell(int fd, const struct buf *b)
{
  for (size_t done = 0; done < b->n;) {
    ssize_t n = write(fd, b->s + done, b->n - done);
    if (n < 0 && errno != EINTR)
      return false;
    done += n > 0 ? (size_t)n : 0;
  }
  return true;
}

static _Noreturn void work(const char *content, int to)
{
  struct buf list = BUF_INIT;
  char **papers = file_list(content);
  for (char **p = papers; p && *p; p++)
    add_paper(&list, content, *p);
  _exit(tell(to, &list) ? 0 : 1);
}

/* ---- who asks ---- */

struct digests *digest_start(const char *content, bool apart)
{
  struct digests *d = mem_new(sizeof *d);
  int ends[2];
  d->content = content;
  if (!apart || pipe2(ends, O_CLOEXEC) < 0)
    return d;
  fflush(NULL);
  d->pid = fork();
  if (d->pid == 0)
    work(content, ends[1]);
  close(ends[1]);
  d->from = ends[0];
  if (d->pid > 0)
    return d;
  close(ends[0]);
  d->pid = 0;
  return d;
}

static bool reap(struct digests *d)
{
  int ended = 0;
  pid_t pid;
  do
    pid = waitpid(d->pid, &ended, 0);
  while (pid < 0 && errno == EINTR);
  close(d->from);
  d->pid = 0;
  return pid > 0 && WIFEXITED(ended) && WEXITSTATUS(ended) == 0;
}

static void collect(struct digests *d)
{
  char part[PART];
  for (ssize_t n = 1; n > 0 || (n < 0 && errno == EINTR);) {
    n = read(d->from, part, sizeof part);
    buf_put(&d->list, part, n > 0 ? (size_t)n : 0);
  }
  if (!reap(d))
    buf_clear(&d->list);
}

/* The first entry for REL in [FROM, TO) of the list, which D stands behind
 * then; NULL when there is none. */
static const char *find(struct digests *d, const char *rel, size_t from,
                        size_t to)
{
  while (from < to) {
    const char *s = d->list.s + from;
    from += strlen(s) + 1;
    if (strcmp(s + HEX, rel) != 0)
      continue;
    d->at = from;
    return s;
  }
  return NULL;
}

void digest_of(struct digests *d, const char *rel, char hex[33])
{
  if (d->pid)
    collect(d);
  const char *s = find(d, rel, d->at, d->list.n);
  if (!s)
    s = find(d, rel, 0, d->at);
  if (s) {
    memcpy(hex, s, HEX);
    hex[HEX] = '\0';
    return;
  }
  char *dir = file_join(d->content, rel);
  key_folder(hex, dir);
  free(dir);
}

void digest_free(struct digests *d)
{
  if (!d)
    return;
  if (d->pid) {
    kill(d->pid, SIGKILL);
    reap(d);
  }
  buf_free(&d->list);
  free(d);
}
