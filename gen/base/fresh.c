#include "base/fresh.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

static enum fresh fail(const char *path)
{
  diag(LEVEL_FATAL, place_file(path), _("cannot write: %s"),
       _(strerror(errno)));
  return FRESH_FAILED;
}

/* A name beside PATH, its last six letters to be chosen; owned. */
static char *beside(const char *path)
{
  int folder = (int)(file_base(path) - path);
  return mem_printf("%.*s.new-XXXXXX", folder, path);
}

static bool lacks_exchange(void)
{
  return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

/* TMP becomes PATH unless that is there; file systems that cannot rename so
 * can link. */
static bool name_file(const char *tmp, const char *path)
{
  if (renameat2(AT_FDCWD, tmp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return true;
  return lacks_exchange() && link(tmp, path) == 0 && unlink(tmp) == 0;
}

static bool put_all(int fd, const char *s, size_t n)
{
  while (n) {
    ssize_t k = write(fd, s, n);
    if (k < 0 && errno == EINTR)
      continue;
    if (k <= 0)
      return false;
    s += k;
    n -= (size_t)k;
  }
  return true;
}

/* As open and mkdir would have it, which mkstemp and mkdtemp do not ask. */
static mode_t open_to(mode_t mode)
{
  mode_t mask = umask(0);
  umask(mask);
  return mode & ~mask;
}

enum fresh fresh_file(const char *path, const void *s, size_t n)
{
  char *tmp = beside(path);
  int fd = mkostemp(tmp, O_CLOEXEC);
  bool ok = fd >= 0 && put_all(fd, s, n) && fchmod(fd, open_to(0666)) == 0;
  if (fd >= 0 && close(fd) < 0)
    ok = false;
  ok = ok && name_file(tmp, path);
  enum fresh made = ok                ? FRESH_MADE
                    : errno == EEXIST ? FRESH_TAKEN
                                      : fail(path);
  if (!ok && fd >= 0)
    unlink(tmp);
  free(tmp);
  return made;
}

char *fresh_folder(const char *path)
{
  char *dir = beside(path);
  if (mkdtemp(dir) && chmod(dir, open_to(0777)) == 0)
    return dir;
  fail(path);
  free(dir);
  return NULL;
}

/* Where a rename cannot refuse: an empty folder of one's own may be replaced,
 * and only an empty one. */
static bool name_folder(const char *dir, const char *path)
{
  if (renameat2(AT_FDCWD, dir, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return true;
  if (!lacks_exchange() || mkdir(path, 0777) < 0)
    return false;
  if (rename(dir, path) == 0)
    return true;
  int why = errno;
  rmdir(path);
  errno = why;
  return false;
}

enum fresh fresh_settle(char *dir, const char *path)
{
  bool ok = name_folder(dir, path);
  enum fresh made = ok                                      ? FRESH_MADE
                    : errno == EEXIST || errno == ENOTEMPTY ? FRESH_TAKEN
                                                            : fail(path);
  if (!ok)
    file_remove(dir);
  free(dir);
  return made;
}
