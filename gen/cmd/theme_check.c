#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "asset/scheme.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/findings.h"
#include "cmd/job.h"
#include "cmd/theme.h"
#include "cmd/theme_in.h"
#include "tree/theme.h"

enum { CSS_LIMIT = 1 << 20 };

const struct theme_sheet *judged_sheet(const struct theme *t, const char *name)
{
  for (size_t i = 0; i < t->nsheets; i++)
    if (!strcmp(t->sheets[i].name, name))
      return &t->sheets[i];
  return NULL;
}

/* Names in DIR/FOLDER, or NULL. */
static char **names_in(const char *dir, const char *folder)
{
  char *path = *folder ? file_join(dir, folder) : mem_copy(dir);
  char **names = file_list(path);
  free(path);
  return names;
}

static bool among(char **names, size_t n, const char *name)
{
  for (size_t i = 0; i < n; i++)
    if (!strcmp(names[i], name))
      return true;
  return false;
}

char **judged_list(const struct theme *t, const char *folder)
{
  char **lists[2] = {names_in(t->dir, folder),
                     t->base ? names_in(t->base, folder) : NULL};
  char **all = NULL;
  size_t n = 0, cap = 0;
  for (int i = 0; i < 2; i++)
    for (char **name = lists[i]; name && *name; name++)
      if (!among(all, n, *name)) {
        all = mem_grow(all, &cap, n + 1, sizeof *all);
        all[n++] = arena_copy(t->arena, *name);
      }
  all = mem_grow(all, &cap, n + 1, sizeof *all);
  all[n] = NULL;
  free(lists[0]);
  free(lists[1]);
  return all;
}

struct place theme_value_place(const struct webcss *c,
                               const struct webcss_decl *d, const char *s)
{
  /* The value is the text without comments, so that a piece of it is looked
     for from where the value begins. */
  size_t n = strcspn(s, " ,)/");
  char *piece = mem_copy_n(s, n);
  const char *found = n ? strstr(d->from, piece) : NULL;
  free(piece);
  return webcss_place(c, found ? found : d->from);
}

/* ---- style sheets ---- */

static enum theme_medium medium_of(const char *name)
{
  if (!strcmp(name, "tokens.css"))
    return THEME_TOKENS;
  if (!strcmp(name, "print.css"))
    return THEME_PRINT;
  return !strcmp(name, "large.css") ? THEME_EDITION : THEME_WEB;
}

/* What is wrong with print.css the program itself tells. */
static void read_sheet(struct theme *t, const char *name)
{
  struct buf b = BUF_INIT;
  enum theme_medium medium = medium_of(name);
  char *path = medium == THEME_EDITION ? theme_sheet(t->dir, name)
                                       : theme_file(t->dir, name);
  bool is_print = medium == THEME_PRINT || medium == THEME_EDITION;
  if (t->nsheets < THEME_SHEETS && file_exists(path) &&
      file_read(&b, path, CSS_LIMIT)) {
    diag_hush(is_print);
    struct theme_sheet *s = &t->sheets[t->nsheets++];
    s->name = arena_copy(t->arena, name);
    s->medium = medium;
    s->css = webcss_read(t->arena, arena_copy(t->arena, path),
                         arena_copy_n(t->arena, b.s ? b.s : "", b.n));
    diag_hush(false);
    if (!is_print)
      schemes_add(t->schemes, s->css);
  }
  buf_free(&b);
  free(path);
}

static bool ends(const char *s, const char *with)
{
  size_t n = strlen(s), k = strlen(with);
  return n > k && !strcmp(s + n - k, with);
}

static void read_folder(struct theme *t, const char *folder)
{
  char **names = judged_list(t, folder);
  for (char **n = names; *n; n++) {
    char *name = *folder ? file_join(folder, *n) : mem_copy(*n);
    if (ends(name, ".css") && !judged_sheet(t, name))
      read_sheet(t, name);
    free(name);
  }
  free(names);
}

/* ---- the command ---- */

static void judge(struct theme *t)
{
  t->arena = arena_new();
  t->schemes = schemes_new(t->arena);
  t->fonts = fonts_new();
  t->base = theme_base(t->dir);
  read_sheet(t, "tokens.css");
  read_folder(t, "");
  read_folder(t, "assets");
  theme_judge_faces(t);
  theme_judge_print(t);
  theme_judge_web(t);
  theme_judge_contrast(t);
  theme_judge_templates(t);
  theme_judge_files(t);
  if (!diag_count(LEVEL_ERROR)) /* else pages are not what they will be */
    theme_judge_scripts(t);
  for (size_t i = 0; i < t->nsheets; i++)
    webcss_free(t->sheets[i].css);
  schemes_free(t->schemes);
  fonts_free(t->fonts);
  buf_free(&t->pages);
  free((char *)t->base);
  arena_free(t->arena);
}

/* themes/x for content/../themes/x, where that is the same. */
static char *plainer(char *dir)
{
  if (dir && !strncmp(dir, "./", 2) && strchr(dir + 2, '/'))
    memmove(dir, dir + 2, strlen(dir + 2) + 1);
  char *up = dir ? strstr(dir, "/../") : NULL;
  if (!up || strncmp(dir, "..", 2) == 0)
    return dir;
  char *from = up;
  while (from > dir && from[-1] != '/')
    from--;
  char *short_dir = mem_printf("%.*s%s", (int)(from - dir), dir, up + 4);
  char *a = realpath(dir, NULL), *b = realpath(short_dir, NULL);
  bool same = a && b && !strcmp(a, b);
  free(a);
  free(b);
  free(same ? dir : short_dir);
  return same ? short_dir : dir;
}

static void tell(const char *dir)
{
  int errors = diag_count(LEVEL_ERROR);
  int warnings = diag_count(LEVEL_WARN) - errors;
  if (errors || warnings)
    printf(_("%s: errors: %d, warnings: %d\n"), dir, errors, warnings);
  else
    printf(_("%s: nothing to mend\n"), dir);
}

int theme_check(const struct options *o)
{
  const char *content = o->nargs > 1 ? o->args[1] : "content";
  bool has = file_is_dir(content);
  if (o->nargs > 1 && !has) {
    diag(LEVEL_ERROR, place_none(),
         _("%s is no folder; name the folder of the papers"), content);
    return 2;
  }
  struct findings *findings = findings_begin(o->format);
  char *name = o->nargs ? mem_copy(o->args[0])
               : has    ? job_site_theme(content)
                        : NULL;
  char *dir = plainer(job_theme(name, content));
  struct theme t = {.dir = dir, .content = has ? content : NULL};
  if (dir && !file_is_dir(dir))
    diag(LEVEL_ERROR, place_none(),
         _("%s is no folder; name a theme or its folder"), dir);
  else if (dir)
    judge(&t);
  if (t.arena && !findings && !diag_is_quiet())
    tell(dir);
  free(dir);
  free(name);
  return findings_end(findings, diag_exit(o->strict));
}
