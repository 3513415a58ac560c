#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

enum { DEPTH = 16, TEXT_LIMIT = 16 << 20 };

/* A file system without RENAME_EXCHANGE: a kill between two renames leaves
 * site.old (base/file.c), which is then the last good site. */
static bool recover(const struct output *o)
{
  char *old = mem_printf("%s.old", o->site);
  bool ok = true;
  if (file_exists(old) && !file_exists(o->site))
    ok = rename(old, o->site) == 0;
  else if (file_exists(old))
    ok = file_remove(old);
  free(old);
  return ok;
}

static bool take_lock(struct output *o)
{
  char *path = file_join(o->cache, "lock");
  o->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  bool ok = o->lock >= 0 && flock(o->lock, LOCK_EX | LOCK_NB) == 0;
  if (!ok)
    diag(LEVEL_FATAL, place_file(path),
         errno == EWOULDBLOCK
             ? _("another build is running here, wait for it")
             : _("cannot lock the output folder, check its rights"));
  /* Without the lock OUT/.next is the other build's: output_close must leave
   * it alone. */
  if (!ok && o->lock >= 0)
    close(o->lock);
  if (!ok)
    o->lock = -1;
  free(path);
  return ok;
}

bool output_open(struct output *o, const char *out)
{
  o->lock = -1;
  o->out = mem_copy(out);
  o->site = file_join(out, "site");
  o->next = file_join(out, ".next");
  o->next_site = file_join(out, ".next/site");
  o->cache = file_join(out, ".cache");
  if (!file_exists(o->cache) && file_exists(o->site)) {
    diag(LEVEL_FATAL, place_file(o->site),
         _("exists and was not made by chenbao; move it away or choose "
           "another -o"));
    return false;
  }
  return file_mkdirs(o->cache) && take_lock(o) && recover(o);
}

bool output_begin(struct output *o)
{
  return file_remove(o->next) && file_mkdirs(o->next_site);
}

bool output_commit(struct output *o)
{
  return file_swap(o->next_site, o->site);
}

void output_close(struct output *o)
{
  if (o->lock >= 0) {
    file_remove(o->next);
    close(o->lock);
  }
  free(o->out);
  free(o->site);
  free(o->next);
  free(o->next_site);
  free(o->cache);
  *o = (struct output){.lock = -1};
}

static bool link_tree(const char *from, const char *to, int depth)
{
  /* Nearly all are files; a folder refuses. */
  if (link(from, to) == 0)
    return true;
  if (!file_is_dir(from))
    return file_link(from, to);
  char **names = depth < DEPTH ? file_list(from) : NULL;
  bool ok = names && file_mkdirs(to);
  for (char **n = names; ok && *n; n++) {
    char *a = file_join(from, *n), *b = file_join(to, *n);
    ok = link_tree(a, b, depth + 1);
    free(a);
    free(b);
  }
  free(names);
  return ok;
}

bool output_keep(const struct output *o, const char *rel)
{
  char *from = file_join(o->site, rel), *to = file_join(o->next_site, rel);
  bool ok = file_remove(to) && link_tree(from, to, 0);
  free(from);
  free(to);
  return ok;
}

bool output_keep_all(const struct output *o)
{
  return !file_exists(o->site) || link_tree(o->site, o->next_site, 0);
}

bool output_drop(const struct output *o, const char *rel)
{
  char *path = file_join(o->next_site, rel);
  bool ok = file_remove(path);
  free(path);
  return ok;
}

bool output_has(const struct output *o, const char *rel)
{
  char *path = file_join(o->site, rel);
  bool has = file_exists(path);
  free(path);
  return has;
}

char *output_recall(const struct output *o, const char *kind,
                    const char *name)
{
  struct buf b = BUF_INIT;
  char *path = mem_printf("%s/%s/%s", o->cache, kind, name);
  bool ok = file_exists(path) && file_read(&b, path, TEXT_LIMIT);
  free(path);
  if (ok)
    return buf_take(&b);
  buf_free(&b);
  return NULL;
}

bool output_remember(const struct output *o, const char *kind,
                     const char *name, const char *text)
{
  char *path = mem_printf("%s/%s/%s", o->cache, kind, name);
  bool ok = file_write(path, text, strlen(text));
  free(path);
  return ok;
}

bool output_leave(const struct output *o, const char *kind, const char *name,
                  const char *text)
{
  char *path = mem_printf("%s/%s/%s", o->next, kind, name);
  bool ok = file_write(path, text, strlen(text));
  free(path);
  return ok;
}

bool output_take(const struct output *o, const char *kind, const char *name)
{
  char *from = mem_printf("%s/%s/%s", o->next, kind, name);
  char *to = mem_printf("%s/%s/%s", o->cache, kind, name);
  bool ok = rename(from, to) == 0;
  if (!ok) {
    char *dir = mem_copy_n(to, (size_t)(file_base(to) - to));
    ok = file_mkdirs(dir) && rename(from, to) == 0;
    free(dir);
  }
  if (!ok)
    diag(LEVEL_FATAL, place_file(to), _("cannot write: %s"),
         _(strerror(errno)));
  free(to);
  free(from);
  return ok;
}
