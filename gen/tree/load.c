#include "tree/load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/front.h"

bool load_inside(const char *dir, const char *name)
{
  struct stat st;
  char *path = file_join(dir, name), *real = NULL;
  bool link = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
  if (link)
    real = file_inside(dir, path);
  bool ok = !link || real;
  free(real);
  free(path);
  return ok;
}

static int open_inside(const char *dir, const char *name)
{
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  char *path = file_join(dir, name);
  int fd = open(path, flags | O_NOFOLLOW);
  if (fd < 0 && errno == ELOOP && load_inside(dir, name))
    fd = open(path, flags);
  free(path);
  struct stat st;
  if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
    close(fd);
    fd = -1;
  }
  return fd;
}

bool load_head(struct buf *b, const char *dir, const char *name)
{
  char part[4096];
  size_t start = b->n;
  int fd = open_inside(dir, name);
  if (fd < 0)
    return false;
  ssize_t n = 1;
  while (n > 0 && b->n - start < META_LIMIT) {
    n = read(fd, part, sizeof part);
    if (n > 0)
      buf_put(b, part, (size_t)n);
    struct front f = front_split(b->s ? b->s + start : "", b->n - start);
    if (f.closed || !f.open)
      break;
  }
  close(fd);
  return n >= 0;
}

static bool refuse(const char *path, bool quiet)
{
  if (!quiet)
    diag_once(LEVEL_ERROR, place_file(path),
              _("the link leads out of its folder, put the file there"));
  return false;
}

/* The whole file, with messages, or as much as load_head reads. */
static bool load_text(struct buf *b, const char *dir, const char *name,
                      bool quiet)
{
  char *path = file_join(dir, name);
  bool ok;
  if (!load_inside(dir, name))
    ok = refuse(path, quiet);
  else if (!quiet)
    ok = file_read(b, path, META_LIMIT);
  else {
    struct stat st;
    ok = stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
         st.st_size <= META_LIMIT && file_read(b, path, META_LIMIT);
  }
  free(path);
  return ok;
}

struct meta *load_meta(const char *dir, const char *name, enum scope scope,
                       bool quiet)
{
  struct buf b = BUF_INIT;
  struct meta *m = NULL;
  if (load_text(&b, dir, name, quiet)) {
    char *path = file_join(dir, name);
    struct meta_source src = {path, 1, scope, quiet};
    size_t bom = front_bom(b.s ? b.s : "", b.n);
    m = meta_parse(b.n ? b.s + bom : "", b.n - bom, &src);
    free(path);
  }
  buf_free(&b);
  return m;
}

static int by_number(const void *a, const void *b)
{
  const char *x = *(char *const *)a, *y = *(char *const *)b;
  unsigned long m = strtoul(x, NULL, 10), n = strtoul(y, NULL, 10);
  return m != n ? (m < n ? -1 : 1) : strcmp(x, y);
}

char **load_list(const char *dir)
{
  char **names = file_list(dir);
  if (!names)
    return NULL;
  size_t n = 0;
  for (char **p = names; *p; p++) {
    size_t len = strlen(*p);
    if (len > 3 && !strcmp(*p + len - 3, ".md"))
      names[n++] = *p;
  }
  names[n] = NULL;
  if (n)
    qsort(names, n, sizeof *names, by_number);
  return names;
}
