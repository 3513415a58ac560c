#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/serve_in.h"
#include "serve/lookout.h"
#include "tree/day.h"
#include "tree/theme.h"

enum {
  QUIET = 12,       /* milliseconds after a file was closed or renamed */
  QUIET_OPEN = 100, /* while it is still being written */
  LONGEST = 1000,   /* however much comes */
  AGAIN = 500       /* a folder that is gone is looked for so often */
};

static void wait_for(struct saved *v, int64_t quiet)
{
  int64_t now = serve_now();
  v->since = v->since ? v->since : now;
  v->due = now + quiet;
  if (v->due > v->since + LONGEST)
    v->due = v->since + LONGEST;
}

static void add(struct saved *v, const char *rel, size_t n)
{
  for (size_t i = 0; i < v->n; i++)
    if (strlen(v->rel[i]) == n && !memcmp(v->rel[i], rel, n))
      return;
  v->rel = mem_grow(v->rel, &v->cap, v->n + 1, sizeof(char *));
  v->rel[v->n++] = mem_copy_n(rel, n);
}

/* The length of PAPER/DAY when REL is something in such a folder, else 0. */
static size_t issue_length(const char *rel)
{
  const char *slash = strchr(rel, '/');
  const char *end = slash ? strchr(slash + 1, '/') : NULL;
  if (!end)
    return 0;
  char *day = mem_copy_n(slash + 1, (size_t)(end - slash - 1));
  bool is_day = day_valid(day);
  free(day);
  return is_day ? (size_t)(end - rel) : 0;
}

static bool is_in(const char *path, const char *folder)
{
  size_t n = strlen(folder);
  return !strncmp(path, folder, n) && (path[n] == '/' || !path[n]);
}

/* REL: below the content folder. */
static void on_content(struct serve *s, const char *rel, int64_t quiet)
{
  size_t n = issue_length(rel);
  if (s->skip && is_in(rel, s->skip))
    return;
  /* Orders to the keeper are lines. */
  if (n && !strchr(rel, '\n'))
    add(&s->saved, rel, n);
  else
    s->saved.all = true;
  wait_for(&s->saved, quiet);
}

static void on_limit(const char *root)
{
  diag_once(LEVEL_WARN, place_file(root),
            _("the system lets no more folders be watched, so that some saves "
              "are not seen; allow more: sudo sysctl "
              "fs.inotify.max_user_watches=524288"));
}

static void on_gone(struct serve *s, const char *root)
{
  diag(LEVEL_WARN, place_file(root),
       _("the folder is gone; the preview goes on when it is there again"));
  s->look = serve_now() + AGAIN;
}

static void on_change(void *data, const char *path, enum lookout_kind kind)
{
  struct serve *s = data;
  size_t n = strlen(s->content);
  int64_t quiet = kind == LOOKOUT_OPEN ? QUIET_OPEN : QUIET;
  if (kind == LOOKOUT_LIMIT)
    on_limit(path);
  else if (kind == LOOKOUT_GONE)
    on_gone(s, path);
  else if (kind != LOOKOUT_ALL && is_in(path, s->content) && path[n] == '/') {
    on_content(s, path + n + 1, quiet);
  } else {
    s->saved.all = true;
    wait_for(&s->saved, quiet);
  }
}

void serve_take_saves(struct serve *s)
{
  lookout_read(s->lookout, on_change, s);
}

/* OUT as a path below CONTENT; NULL: it lies elsewhere. Owned. */
static char *skip_of(const struct serve *s)
{
  char content[PATH_MAX], out[PATH_MAX];
  if (!realpath(s->content, content) ||
      !realpath(s->o->out ? s->o->out : "out", out))
    return NULL;
  size_t n = strlen(content);
  return is_in(out, content) && out[n] == '/' ? mem_copy(out + n + 1) : NULL;
}

void serve_skip_output(struct serve *s)
{
  s->skip = skip_of(s);
}

bool serve_watch(struct serve *s)
{
  s->lookout = lookout_new();
  if (!s->lookout) {
    diag(LEVEL_FATAL, place_none(),
         _("the system lets no more programs watch folders; end some, or "
           "allow more: sudo sysctl fs.inotify.max_user_instances=512"));
    return false;
  }
  if (!lookout_add(s->lookout, s->content)) {
    int why = errno;
    if (why != ENOSPC) {
      diag(LEVEL_ERROR, place_file(s->content),
           why != ENOENT
               ? _("the folder cannot be read, name another")
               : _("there is no such folder; go to where it is, or begin with: "
                   "chenbao new paper NAME"));
      return false;
    }
    on_limit(s->content);
  }
  return true;
}

void serve_watch_theme(struct serve *s, const char *folder)
{
  char *base = theme_base(folder); /* files of it may be shown, too */
  if ((!lookout_add(s->lookout, folder) ||
       (base && !lookout_add(s->lookout, base))) &&
      errno == ENOSPC)
    on_limit(folder);
  free(base);
}

/* A folder that came back, perhaps another one. */
void serve_look_again(struct serve *s)
{
  bool there = lookout_add(s->lookout, s->content);
  if (s->theme && !lookout_add(s->lookout, s->theme))
    there = false;
  s->look = there ? 0 : serve_now() + AGAIN;
  if (!there)
    return;
  s->saved.all = true;
  wait_for(&s->saved, QUIET);
}

void serve_forget_saves(struct serve *s)
{
  while (s->saved.n)
    free(s->saved.rel[--s->saved.n]);
  s->saved.all = false;
  s->saved.since = 0;
}
