#include "serve/files.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "serve/inject.h"
#include "serve/request.h"

enum { LIMIT = 256 << 20 };

static const char html_type[] = "text/html; charset=utf-8";

const char *files_type(const char *name)
{
  static const struct {
    const char *ending, *type;
  } table[] = {
      {".html", html_type},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".gif", "image/gif"},
      {".ico", "image/x-icon"},
      {".pdf", "application/pdf"},
      {".xml", "application/xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".md", "text/plain; charset=utf-8"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
  };
  const char *dot = strrchr(file_base(name), '.');
  for (size_t i = 0; dot && i < sizeof table / sizeof *table; i++)
    if (!strcasecmp(dot, table[i].ending))
      return table[i].type;
  return "application/octet-stream";
}

/* The real path of PATH in ROOT when it is of the KIND (S_IFREG, S_IFDIR);
 * owned, or NULL. */
static char *find(const char *root, const char *path, mode_t kind)
{
  char *full = mem_printf("%s%s", root, path);
  char *real = file_inside(root, full);
  struct stat st;
  free(full);
  if (real && stat(real, &st) == 0 && (st.st_mode & S_IFMT) == kind)
    return real;
  free(real);
  return NULL;
}

static void put_etag(struct reply *r)
{
  char hex[33];
  struct hash *h = hash_new();
  hash_add(h, r->body.s, r->body.n);
  hash_end(h, hex);
  snprintf(r->etag, sizeof r->etag, "\"%s\"", hex);
}

static bool give(const char *real, const char *script, struct reply *r)
{
  r->type = files_type(real);
  if (!file_read(&r->body, real, LIMIT))
    return false;
  if (r->type == html_type)
    r->policy = inject(&r->body, script);
  put_etag(r);
  return true;
}

static void give_lost(const char *root, const char *script, struct reply *r)
{
  char *page = find(root, "/404.html", S_IFREG);
  r->status = 404;
  if (!page || !give(page, script, r)) {
    r->type = html_type;
    buf_puts(&r->body, "<!DOCTYPE html><meta charset=\"utf-8\">"
                       "<title>404</title><body><h1>404</h1>");
    buf_puts(&r->body, script);
  }
  free(page);
}

/* Escaped as guard_path would read it again. */
static char *with_slash(const char *path)
{
  struct buf b = BUF_INIT;
  for (const char *s = path; *s; s++)
    if (strchr("-._~/", *s) || ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z') ||
        (*s >= '0' && *s <= '9'))
      buf_putc(&b, *s);
    else
      buf_printf(&b, "%%%02X", (unsigned char)*s);
  buf_putc(&b, '/');
  return buf_take(&b);
}

/* Of the folder REAL, which has the address PATH. */
static bool give_folder(const char *root, const char *path,
                        const char *script, struct reply *r)
{
  bool slash = path[strlen(path) - 1] == '/';
  char *index = mem_printf("%s%sindex.html", path, slash ? "" : "/");
  char *page = find(root, index, S_IFREG);
  bool ok = page != NULL;
  if (ok && slash) {
    ok = give(page, script, r);
  } else if (ok) {
    r->status = 301;
    r->location = with_slash(path);
  }
  free(page);
  free(index);
  return ok;
}

void files_answer(const char *root, const char *path, const char *script,
                  struct reply *r)
{
  bool slash = path[strlen(path) - 1] == '/';
  char *file = slash ? NULL : find(root, path, S_IFREG);
  char *folder = file ? NULL : find(root, path, S_IFDIR);
  bool ok = (file && give(file, script, r)) ||
            (folder && give_folder(root, path, script, r));
  if (!ok)
    give_lost(root, script, r);
  free(folder);
  free(file);
}
