#include "serve/lookout.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum { DEPTH = 12, ROOM = 1 << 16 };

static const uint32_t wanted = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE |
                               IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

struct folder {
  int wd;
  char *path;
  bool root;
};

struct lookout {
  int fd;
  struct folder *v;
  size_t n, cap;
};

bool lookout_is_noise(const char *name)
{
  static const char *const endings[] = {"~", "#", ".swp", ".swx", ".swo",
                                        ".tmp", ".part", ".crdownload"};
  size_t n = strlen(name);
  if (!n || *name == '.' || *name == '#' || !strncmp(name, "~$", 2) ||
      !strcmp(name, "4913"))
    return true;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t k = strlen(endings[i]);
    if (n >= k && !strcmp(name + n - k, endings[i]))
      return true;
  }
  return false;
}

struct lookout *lookout_new(void)
{
  int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0)
    return NULL;
  struct lookout *w = mem_new(sizeof *w);
  w->fd = fd;
  return w;
}

void lookout_free(struct lookout *w)
{
  if (!w)
    return;
  for (size_t i = 0; i < w->n; i++)
    free(w->v[i].path);
  free(w->v);
  close(w->fd);
  free(w);
}

int lookout_fd(const struct lookout *w)
{
  return w->fd;
}

static struct folder *find(struct lookout *w, int wd)
{
  for (size_t i = 0; i < w->n; i++)
    if (w->v[i].wd == wd)
      return &w->v[i];
  return NULL;
}

static void drop(struct lookout *w, struct folder *f)
{
  free(f->path);
  *f = w->v[--w->n];
}

/* A folder that was moved keeps its watch: PATH is its name now. */
static bool add_one(struct lookout *w, const char *path, bool root)
{
  int wd = inotify_add_watch(w->fd, path, wanted);
  if (wd < 0)
    return false;
  struct folder *f = find(w, wd);
  if (f) {
    free(f->path);
    f->path = mem_copy(path);
    f->root = f->root || root;
    return true;
  }
  w->v = mem_grow(w->v, &w->cap, w->n + 1, sizeof *w->v);
  w->v[w->n++] = (struct folder){wd, mem_copy(path), root};
  return true;
}

/* False only when the system gives no more: a folder may vanish meanwhile. */
static bool add_tree(struct lookout *w, const char *path, int depth)
{
  if (!add_one(w, path, false))
    return errno != ENOSPC;
  char **names = depth < DEPTH ? file_list(path) : NULL;
  bool ok = true;
  for (char **n = names; ok && n && *n; n++) {
    char *child = file_join(path, *n);
    if (!lookout_is_noise(*n) && file_is_dir(child))
      ok = add_tree(w, child, depth + 1);
    free(child);
  }
  free(names);
  return ok;
}

bool lookout_add(struct lookout *w, const char *root)
{
  if (!add_one(w, root, true))
    return false;
  bool ok = add_tree(w, root, 0);
  if (!ok)
    errno = ENOSPC;
  return ok;
}

static bool is_in(const char *path, const char *folder)
{
  size_t n = strlen(folder);
  return !strncmp(path, folder, n) && (path[n] == '/' || !path[n]);
}

/* What lay in the folder PATH that went away; a watch of it would go on to
 * speak under the old name. */
static void forget(struct lookout *w, const char *path)
{
  for (size_t i = w->n; i > 0; i--)
    if (!w->v[i - 1].root && is_in(w->v[i - 1].path, path)) {
      inotify_rm_watch(w->fd, w->v[i - 1].wd);
      drop(w, &w->v[i - 1]);
    }
}

static const char *root_of(const struct lookout *w, const char *path)
{
  for (size_t i = 0; i < w->n; i++)
    if (w->v[i].root && is_in(path, w->v[i].path))
      return w->v[i].path;
  return path;
}

/* Who hears of it. */
struct ear {
  lookout_change *change;
  void *data;
};

static void on_folder(struct lookout *w, const struct ear *ear,
                      const char *path, uint32_t mask)
{
  bool room = true;
  if (mask & (IN_MOVED_FROM | IN_DELETE))
    forget(w, path);
  else if (mask & (IN_CREATE | IN_MOVED_TO))
    room = add_tree(w, path, 1);
  if (!room)
    ear->change(ear->data, root_of(w, path), LOOKOUT_LIMIT);
  ear->change(ear->data, path, LOOKOUT_DONE);
}

static void lose_root(struct lookout *w, const struct ear *ear,
                      struct folder *f)
{
  char *path = mem_copy(f->path);
  inotify_rm_watch(w->fd, f->wd);
  drop(w, f);
  forget(w, path);
  ear->change(ear->data, path, LOOKOUT_GONE);
  free(path);
}

/* Too many events at once: all folders are looked for again. */
static void on_overflow(struct lookout *w, const struct ear *ear)
{
  for (size_t i = 0; i < w->n; i++) {
    if (!w->v[i].root)
      continue;
    char *path = mem_copy(w->v[i].path);
    bool room = add_tree(w, path, 0);
    ear->change(ear->data, path, room ? LOOKOUT_ALL : LOOKOUT_LIMIT);
    free(path);
  }
}

static void on_event(struct lookout *w, const struct ear *ear,
                     const struct inotify_event *e)
{
  struct folder *f = find(w, e->wd);
  if (e->mask & IN_Q_OVERFLOW)
    on_overflow(w, ear);
  if (!f)
    return;
  if (e->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
    if (f->root)
      lose_root(w, ear, f);
    else if (e->mask & (IN_DELETE_SELF | IN_IGNORED))
      drop(w, f);
    return;
  }
  if (!e->len || lookout_is_noise(e->name))
    return;
  char *path = file_join(f->path, e->name);
  if (e->mask & IN_ISDIR)
    on_folder(w, ear, path, e->mask);
  else
    ear->change(ear->data, path,
                e->mask & (IN_MODIFY | IN_CREATE) ? LOOKOUT_OPEN
                                                  : LOOKOUT_DONE);
  free(path);
}

void lookout_read(struct lookout *w, lookout_change *change, void *data)
{
  const struct ear ear = {change, data};
  struct inotify_event *room = mem_new(ROOM);
  for (;;) {
    ssize_t n = read(w->fd, room, ROOM);
    if (n <= 0)
      break;
    for (const char *at = (const char *)room; n > 0;) {
      const struct inotify_event *e = (const struct inotify_event *)at;
      ssize_t size = (ssize_t)(sizeof *e + e->len);
      on_event(w, &ear, e);
      at += size;
      n -= size;
    }
  }
  free(room);
}
