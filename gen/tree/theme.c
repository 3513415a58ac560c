#include "tree/theme.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/meta.h"

static const char settings[] = "theme.yaml";

/* DIR, which it takes, if it is a theme. */
static char *checked(char *dir)
{
  static const char *const marks[] = {"print.css", settings};
  for (size_t i = 0; dir && i < sizeof marks / sizeof *marks; i++) {
    char *path = file_join(dir, marks[i]);
    bool is = file_exists(path);
    free(path);
    if (is)
      return dir;
  }
  free(dir);
  return NULL;
}

/* Beside the program: where it was built, or where it is installed. */
static char *beside_program(const char *name)
{
  char exe[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
  if (n <= 0)
    return NULL;
  exe[n] = '\0';
  *strrchr(exe, '/') = '\0';
  char *dir = checked(mem_printf("%s/../../themes/%s", exe, name));
  return dir ? dir
             : checked(mem_printf("%s/../share/chenbao/themes/%s", exe, name));
}

char *theme_find(const char *name, const char *up)
{
  name = name ? name : "default";
  char *dir = up ? checked(mem_printf("%s/themes/%s", up, name)) : NULL;
  if (!dir)
    dir = checked(mem_printf("./themes/%s", name));
  if (!dir)
    dir = beside_program(name);
  return dir ? dir : checked(mem_printf(DATADIR "/themes/%s", name));
}

/* The path of NAME in the folder that THEME is in. */
static char *sibling(const char *theme, const char *name)
{
  size_t n = strlen(theme);
  while (n > 1 && theme[n - 1] == '/')
    n--;
  size_t at = n;
  while (at > 0 && theme[at - 1] != '/')
    at--;
  if (theme[at] == '.') /* . and .. say nothing of where they are */
    return mem_printf("%.*s/../%s", (int)n, theme, name);
  return mem_printf("%.*s%s", (int)at, theme, name);
}

/* The theme NAME beside THEME, unless that is THEME itself. */
static char *beside(const char *theme, const char *name)
{
  char here[PATH_MAX], there[PATH_MAX];
  char *dir = checked(sibling(theme, name));
  if (!dir)
    dir = theme_find(name, NULL);
  if (dir && realpath(theme, here) && realpath(dir, there) &&
      strcmp(here, there) != 0)
    return dir;
  free(dir);
  return NULL;
}

static char *find_base(const char *theme, const struct value *v,
                       const char *path)
{
  char *base = beside(theme, v->s);
  if (!base)
    diag_once(LEVEL_ERROR,
              (struct place){.file = path, .line = v->line, .col = v->col},
              _("there is no other theme \"%s\" to take files from; name one "
                "that is under themes/"),
              v->s);
  return base;
}

char *theme_base(const char *theme)
{
  char *path = file_join(theme, settings), *base = NULL;
  struct buf b = BUF_INIT;
  if (file_exists(path) && file_read(&b, path, META_LIMIT)) {
    const struct meta_source src = {path, 1, SCOPE_THEME, false};
    struct meta *m = meta_parse(b.s ? b.s : "", b.n, &src);
    const struct value *v = meta_entry(meta_root(m), "base");
    if (v && v->s)
      base = find_base(theme, v, path);
    meta_free(m);
  }
  buf_free(&b);
  free(path);
  return base;
}

char *theme_file(const char *theme, const char *name)
{
  char *own = file_join(theme, name);
  char *base = file_exists(own) ? NULL : theme_base(theme);
  if (!base)
    return own;
  char *path = file_join(base, name);
  bool has = file_exists(path);
  free(base);
  free(has ? own : path);
  return has ? path : own;
}

char *theme_sheet(const char *theme, const char *name)
{
  char *print = file_join(theme, "print.css");
  char *path = file_exists(print) ? file_join(theme, name)
                                  : theme_file(theme, name);
  free(print);
  return path;
}

bool theme_has(const char *theme, const char *name)
{
  char *path = theme_file(theme, name);
  bool has = file_exists(path);
  free(path);
  return has;
}
