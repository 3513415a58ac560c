#include "cmd/desk.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/desk_in.h"
#include "cmd/desk_issue.h"
#include "cmd/desk_theme.h"

enum { FILE_LIMIT = 1 << 20, NAME_LIMIT = 200 };

bool desk_is_name(const char *name)
{
  size_t n = strlen(name);
  return n > 0 && n <= NAME_LIMIT && *name != '.' && !strchr(name, '/') &&
         utf8_check(name, n) == n;
}

void desk_put(struct reply *r, int status, char *text)
{
  r->status = status;
  r->type = "application/json";
  buf_puts(&r->body, text ? text : "{}");
  free(text);
}

static void not_found(struct reply *r)
{
  desk_put(r, 404, mem_copy("{\"error\":\"missing\"}"));
}

/* --- the page's files ----------------------------------------------------- */

static char *files_in(const char *folder, const char *below)
{
  char *dir = mem_printf("%s/%s", folder, below);
  char *page = file_join(dir, "index.html");
  bool ok = file_exists(page);
  free(page);
  if (ok)
    return dir;
  free(dir);
  return NULL;
}

/* Beside the program, or installed, as themes are. */
static char *find_files(void)
{
  char exe[PATH_MAX], *dir = NULL;
  ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
  if (n > 0) {
    exe[n] = '\0';
    *strrchr(exe, '/') = '\0';
    dir = files_in(exe, "../../gen/desk");
    if (!dir)
      dir = files_in(exe, "../share/chenbao/desk");
  }
  if (!dir)
    dir = files_in(DATADIR, "desk");
  return dir ? dir : files_in(".", "gen/desk");
}

/* The page speaks the language of the messages: its words are chosen by it. */
static void set_language(struct buf *page)
{
  static const char chinese[] = "<html lang=\"zh-CN\">";
  char *at = page->s ? strstr(page->s, chinese) : NULL;
  if (at && !strcmp(_("error"), "error"))
    memcpy(at, "<html lang=\"en\">   ", sizeof chinese - 1);
}

static void answer_file(const struct desk *d, const char *name,
                        struct reply *r)
{
  static const struct {
    const char *name, *type;
  } files[] = {{"index.html", "text/html; charset=utf-8"},
               {"desk.css", "text/css; charset=utf-8"},
               {"desk.js", "text/javascript; charset=utf-8"},
               {"pages.js", "text/javascript; charset=utf-8"},
               {"tokens.js", "text/javascript; charset=utf-8"},
               {"serve.js", "text/javascript; charset=utf-8"},
               {"words.js", "text/javascript; charset=utf-8"}};
  name = *name ? name : "index.html";
  for (size_t i = 0; d->files && i < sizeof files / sizeof *files; i++) {
    if (strcmp(files[i].name, name) != 0)
      continue;
    char *path = file_join(d->files, name);
    if (file_read(&r->body, path, FILE_LIMIT))
      r->type = files[i].type;
    else
      not_found(r);
    if (i == 0)
      set_language(&r->body);
    free(path);
    return;
  }
  not_found(r);
}

/* --- answers -------------------------------------------------------------- */

/* PATH is PAPER/DATE.json. */
static void answer_issue(const struct desk *d, const char *path,
                         struct reply *r)
{
  const char *slash = strchr(path, '/');
  size_t n = strlen(path);
  if (!slash || n < 6 || strcmp(path + n - 5, ".json") != 0) {
    not_found(r);
    return;
  }
  char *paper = mem_copy_n(path, (size_t)(slash - path));
  char *date = mem_copy_n(slash + 1, n - 5 - (size_t)(slash + 1 - path));
  char *json = desk_is_name(paper) && desk_is_name(date)
                   ? desk_issue(&d->host, paper, date)
                   : NULL;
  if (json)
    desk_put(r, 200, json);
  else
    not_found(r);
  free(paper);
  free(date);
}

static void answer_post(struct desk *d, const struct request *rq,
                        const char *path, struct reply *r)
{
  if (!strcmp(path, "theme/try"))
    desk_theme_try(d->theme, rq, r);
  else if (!strcmp(path, "theme/keep"))
    desk_theme_keep(d->theme, rq, r);
  else if (!strcmp(path, "theme/drop"))
    desk_theme_drop(d->theme, rq, r);
  else
    not_found(r);
}

void desk_answer(void *data, const struct request *rq, struct reply *r)
{
  static const char root[] = "/_desk/", issue[] = "issue/";
  struct desk *d = data;
  if (strncmp(rq->path, root, sizeof root - 1) != 0) {
    not_found(r);
    return;
  }
  const char *path = rq->path + sizeof root - 1;
  if (!strcmp(rq->method, "POST"))
    answer_post(d, rq, path, r);
  else if (!strcmp(path, "issues.json"))
    desk_put(r, 200, desk_issues(&d->host));
  else if (!strcmp(path, "theme.json"))
    desk_theme_tell(d->theme, r);
  else if (!strncmp(path, issue, sizeof issue - 1))
    answer_issue(d, path + sizeof issue - 1, r);
  else
    answer_file(d, path, r);
}

struct desk *desk_new(const struct desk_host *host)
{
  struct desk *d = mem_new(sizeof *d);
  d->host = *host;
  d->files = find_files();
  d->theme = desk_theme_new(&d->host);
  return d;
}

void desk_free(struct desk *d)
{
  if (!d)
    return;
  desk_theme_free(d->theme);
  free(d->files);
  free(d);
}
