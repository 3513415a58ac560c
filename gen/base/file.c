#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

static bool refuse(const char *path, const char *why)
{
  diag(LEVEL_ERROR, place_file(path), "%s", why);
  return false;
}

static bool fail(const char *path)
{
  diag(LEVEL_FATAL, place_file(path), _("cannot write: %s"),
       _(strerror(errno)));
  return false;
}

/* Reads FD, in which there should be SIZE bytes, to its end; false on an I/O
 * error. Less than was asked for is the end where all that should be there is,
 * which spares a call that reads nothing. */
static bool drain(struct buf *b, int fd, size_t size, size_t limit,
                  const char *path)
{
  char part[65536];
  size_t end = b->n + size;
  for (;;) {
    ssize_t n = read(fd, part, sizeof part);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return refuse(path, _(strerror(errno)));
    if (n == 0)
      return true;
    buf_put(b, part, (size_t)n);
    if (b->n > limit)
      return refuse(path, _("the file grew past its limit, make it smaller"));
    if ((size_t)n < sizeof part && b->n >= end)
      return true;
  }
}

bool file_read(struct buf *b, const char *path, size_t limit)
{
  struct stat st;
  /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) {
    diag(LEVEL_ERROR, place_file(path),
         _("cannot be read (%s); put it there, or allow reading it"),
         _(strerror(errno)));
    return false;
  }
  bool ok = false;
  if (fstat(fd, &st) < 0)
    refuse(path, _(strerror(errno)));
  else if (!S_ISREG(st.st_mode))
    refuse(path, _("not a regular file, replace it by one"));
  else if ((uintmax_t)st.st_size > limit)
    diag(LEVEL_ERROR, place_file(path),
         _("%jd bytes, more than the limit of %zu, split or shrink it"),
         (intmax_t)st.st_size, limit);
  else
    ok = drain(b, fd, (size_t)st.st_size, limit + b->n, path);
  close(fd);
  return ok;
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

/* A device, a pipe. */
static bool is_special(const char *path)
{
  struct stat st;
  return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool write_into(const char *path, const void *s, size_t n)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  bool ok = fd >= 0 && put_all(fd, s, n);
  if (fd >= 0 && close(fd) < 0)
    ok = false;
  return ok || fail(path);
}

bool file_write(const char *path, const void *s, size_t n)
{
  if (is_special(path))
    return write_into(path, s, n);
  char *tmp = mem_printf("%s.tmp", path);
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  int fd = open(tmp, flags, 0644);
  if (fd < 0 && errno == ENOENT) {
    char *dir = mem_copy_n(path, (size_t)(file_base(path) - path));
    file_mkdirs(dir);
    free(dir);
    fd = open(tmp, flags, 0644);
  }
  bool ok = fd >= 0 && put_all(fd, s, n);
  if (fd >= 0 && close(fd) < 0)
    ok = false;
  if (ok && rename(tmp, path) < 0)
    ok = false;
  if (!ok) {
    fail(path);
    unlink(tmp);
  }
  free(tmp);
  return ok;
}

bool file_put(const char *path, const void *s, size_t n)
{
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  int fd = open(path, flags, 0644);
  bool ok = fd >= 0 && put_all(fd, s, n);
  if (fd >= 0 && close(fd) < 0)
    ok = false;
  return ok || fail(path);
}

bool file_mkdirs(const char *dir)
{
  char *path = mem_copy(dir);
  bool ok = true;
  for (char *p = path + 1; ok && *path; p++) {
    if (*p && *p != '/')
      continue;
    char c = *p;
    *p = '\0';
    ok = mkdir(path, 0755) == 0 || (errno == EEXIST && file_is_dir(path));
    if (!ok && errno == EEXIST)
      errno = ENOTDIR;
    *p = c;
    if (!c)
      break;
  }
  if (!ok)
    fail(dir);
  free(path);
  return ok;
}

bool file_exists(const char *path)
{
  struct stat st;
  return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Removes NAME in DIRFD; folders are emptied without following links. */
static bool remove_at(int dirfd, const char *name, int depth)
{
  if (unlinkat(dirfd, name, 0) == 0 || errno == ENOENT)
    return true;
  if ((errno != EISDIR && errno != EPERM) || depth > 64)
    return false;
  int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *d = fd < 0 ? NULL : fdopendir(fd);
  bool ok = d != NULL;
  for (struct dirent *e; ok && (e = readdir(d));)
    if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
      ok = remove_at(fd, e->d_name, depth + 1);
  if (d)
    closedir(d);
  else if (fd >= 0)
    close(fd);
  return ok && unlinkat(dirfd, name, AT_REMOVEDIR) == 0;
}

bool file_remove(const char *path)
{
  return remove_at(AT_FDCWD, path, 0) || fail(path);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One block: the pointers, then the names. */
static char **pack(char **names, size_t n, size_t bytes)
{
  char **all = mem_new((n + 1) * sizeof *all + bytes);
  char *p = (char *)(all + n + 1);
  for (size_t i = 0; i < n; i++) {
    size_t len = strlen(names[i]) + 1;
    memcpy(p, names[i], len);
    all[i] = p;
    p += len;
    free(names[i]);
  }
  free(names);
  return all;
}

char **file_list(const char *dir)
{
  DIR *d = opendir(dir);
  if (!d)
    return NULL;
  char **names = NULL;
  size_t n = 0, cap = 0, bytes = 0;
  for (struct dirent *e; (e = readdir(d));) {
    size_t len = strlen(e->d_name);
    if (e->d_name[0] == '.' || e->d_name[len - 1] == '~')
      continue;
    names = mem_grow(names, &cap, n + 1, sizeof *names);
    names[n++] = mem_copy(e->d_name);
    bytes += len + 1;
  }
  closedir(d);
  if (n)
    qsort(names, n, sizeof *names, by_name);
  return pack(names, n, bytes);
}

char *file_inside(const char *root, const char *path)
{
  char *top = realpath(root, NULL), *real = realpath(path, NULL);
  size_t n = top ? strlen(top) : 0;
  bool inside = top && real && !strncmp(top, real, n) &&
                (real[n] == '/' || real[n] == '\0' || top[n - 1] == '/');
  free(top);
  if (inside)
    return real;
  free(real);
  return NULL;
}

bool file_swap(const char *a, const char *b)
{
  if (!file_exists(b))
    return rename(a, b) == 0 || fail(b);
  if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
    return true;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return fail(b);
  /* A file system without exchange: two renames; cmd/output.c's journal lets
   * the next start finish what a kill between them leaves. */
  char *old = mem_printf("%s.old", b);
  bool ok = file_remove(old) && rename(b, old) == 0 && rename(a, b) == 0 &&
            rename(old, a) == 0;
  free(old);
  return ok || fail(b);
}

bool file_copy(const char *from, const char *to)
{
  struct buf b = BUF_INIT;
  bool ok = file_read(&b, from, (size_t)1 << 30) && file_write(to, b.s, b.n);
  buf_free(&b);
  return ok;
}

bool file_link(const char *from, const char *to)
{
  unlink(to);
  return link(from, to) == 0 || file_copy(from, to);
}

char *file_join(const char *dir, const char *name)
{
  size_t n = strlen(dir), m = strlen(name);
  char *path = mem_new(n + m + 2);
  memcpy(path, dir, n);
  path[n] = '/';
  memcpy(path + n + 1, name, m);
  return path;
}

const char *file_base(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
