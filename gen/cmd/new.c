#include "cmd/new_in.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/day.h"
#include "tree/keys.h"
#include "tree/load.h"
#include "tree/lunar.h"
#include "tree/node.h"
#include "tree/paper.h"
#include "tree/type.h"

enum { COLUMNS = 78, LEFT = 46 };

/* ---- where one is ---- */

static bool holds(const char *dir, const char *name)
{
  char *path = file_join(dir, name);
  bool ok = file_exists(path);
  free(path);
  return ok;
}

/* The folder above PATH, as short as it can be written; owned. */
static char *above(const char *path)
{
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  size_t at = n;
  while (at > 0 && path[at - 1] != '/')
    at--;
  if (n - at == 1 && path[at] == '.')
    return mem_printf("%.*s..", (int)at, path);
  if (n - at == 2 && !strncmp(path + at, "..", 2))
    return mem_printf("%.*s/..", (int)n, path);
  return at > 1 ? mem_copy_n(path, at - 1) : mem_copy(at ? "/" : ".");
}

/* The name that the folder PATH really has; owned; NULL: none. */
static char *real_name(const char *path)
{
  char *real = realpath(path, NULL);
  char *name = real ? mem_copy(file_base(real)) : NULL;
  free(real);
  return name;
}

/* Takes PATH as a paper's or an issue's folder; false when it is neither. */
static bool inside(struct new_place *p, const char *path)
{
  char *up = above(path);
  bool paper = holds(path, "paper.yaml");
  bool issue = !paper && holds(path, "issue.yaml") && holds(up, "paper.yaml");
  if (paper) {
    p->content = mem_copy(up);
    p->paper = real_name(path);
  } else if (issue) {
    p->content = above(up);
    p->paper = real_name(up);
    p->issue = real_name(path);
  }
  free(up);
  return paper || issue;
}

void new_place_find(struct new_place *p, const char *path)
{
  *p = (struct new_place){.named = path != NULL};
  if (path) {
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
      n--;
    char *plain = mem_copy_n(path, n);
    if (!inside(p, plain))
      p->content = mem_copy(plain);
    free(plain);
    return;
  }
  if (inside(p, "."))
    return;
  if (holds(".", "site.yaml"))
    p->content = mem_copy(".");
  /* ".." is for those who stand in images/, fillers/, archetypes/ */
  else if (file_is_dir("content") || !inside(p, ".."))
    p->content = mem_copy("content");
}

void new_place_free(struct new_place *p)
{
  free(p->content);
  free(p->paper);
  free(p->issue);
}

char **new_papers(const char *content)
{
  char **names = file_list(content);
  size_t n = 0;
  for (char **s = names; s && *s; s++) {
    char *dir = file_join(content, *s);
    if (holds(dir, "paper.yaml"))
      names[n++] = *s;
    free(dir);
  }
  if (names)
    names[n] = NULL;
  if (n)
    return names;
  free(names);
  return NULL;
}

/* Is NAME the id ID, or the title that its paper.yaml has? */
static bool is_paper(const char *content, const char *id, const char *name)
{
  if (!strcmp(id, name))
    return true;
  char *dir = file_join(content, id);
  struct meta *m = load_meta(dir, "paper.yaml", SCOPE_PAPER, true);
  const char *title = m ? meta_line(meta_root(m), "title") : NULL;
  bool same = title && !strcmp(title, name);
  meta_free(m);
  free(dir);
  return same;
}

static char *list_names(char **names)
{
  struct buf b = BUF_INIT;
  for (char **s = names; *s; s++)
    buf_printf(&b, "%s%s", b.n ? ", " : "", *s);
  return buf_take(&b);
}

/* --paper NAME. */
static char *find_paper(const char *content, char **papers, const char *name)
{
  for (char **s = papers; *s; s++)
    if (is_paper(content, *s, name))
      return mem_copy(*s);
  char *all = list_names(papers);
  diag(LEVEL_ERROR, place_file(content),
       _("there is no paper “%.*s”, write one of: %s"), type_quote(name), name,
       all);
  free(all);
  return NULL;
}

/* The only one. */
static char *only_paper(const char *content, char **papers)
{
  if (!papers[1])
    return mem_copy(papers[0]);
  char *all = list_names(papers);
  diag(LEVEL_ERROR, place_file(content),
       _("there are several papers, say which one with --paper: %s"), all);
  free(all);
  return NULL;
}

bool new_place_paper(struct new_place *p, const char *name)
{
  if (p->paper && !name)
    return true;
  char **papers = new_papers(p->content);
  if (p->named && !file_is_dir(p->content)) {
    diag(LEVEL_ERROR, place_file(p->content),
         _("is no folder, name the content or a paper's folder"));
    return false;
  }
  if (!papers) {
    diag(LEVEL_ERROR, place_file(p->content),
         _("no paper here yet, make one: chenbao new paper NAME"));
    return false;
  }
  char *found = name ? find_paper(p->content, papers, name)
                     : only_paper(p->content, papers);
  free(papers);
  if (p->paper && found && strcmp(p->paper, found) != 0) {
    free(p->issue);
    p->issue = NULL;
  }
  free(p->paper);
  p->paper = found;
  return found != NULL;
}

/* PATH as a word of a command line; owned. */
static char *word(const char *path)
{
  static const char quoted[] = " \t\n\"'`$&|;<>()*?[]#~\\!{}";
  struct buf b = BUF_INIT;
  if (*path && !path[strcspn(path, quoted)])
    return mem_copy(path);
  buf_putc(&b, '\'');
  for (; *path; path++)
    if (*path == '\'')
      buf_puts(&b, "'\\''");
    else
      buf_putc(&b, *path);
  buf_putc(&b, '\'');
  return buf_take(&b);
}

char *new_place_hint(const struct new_place *p)
{
  char *hint;
  if (p->named) {
    char *path = file_join(p->content, p->paper), *w = word(path);
    hint = mem_printf(" %s", w);
    free(w);
    free(path);
    return hint;
  }
  char **papers = new_papers(p->content);
  bool several = papers && papers[0] && papers[1] && !holds(".", "paper.yaml");
  hint = several ? mem_printf(" --paper %s", p->paper) : mem_copy("");
  free(papers);
  return hint;
}

char *new_place_command(const struct new_place *p, const char *name)
{
  char *w = word(p->content);
  char *line = strcmp(p->content, "content") != 0
                   ? mem_printf("chenbao %s %s", name, w)
                   : mem_printf("chenbao %s", name);
  free(w);
  return line;
}

xmlDoc *new_load_paper(const struct new_place *p, int *faults)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *papers = node_new(NULL, "papers", 1, 1);
  xmlDocSetRootElement(doc, papers);
  diag_hush(true);
  *faults = paper_load(papers, p->content, p->paper);
  diag_hush(false);
  return doc;
}

char *new_value(int scope, const char *name, const char *option, const char *s)
{
  struct arena *a = arena_new();
  const struct key *k = keys_find((enum scope)scope, name, strlen(name));
  char *why = NULL, *copy = NULL;
  size_t n = strlen(s);
  if (utf8_check(s, n) < n)
    why = mem_printf(_("%s is no UTF-8, set the terminal to UTF-8"), name);
  const char *value = why ? NULL : type_read(a, k, s, n, &why);
  if (value && *value)
    copy = mem_copy(value);
  else if (why)
    diag(LEVEL_ERROR, place_none(), "%s", why);
  else
    diag(LEVEL_ERROR, place_none(), _("%s is empty, write something"), option);
  free(why);
  arena_free(a);
  return copy;
}

const char *new_nearest(const char *word, const char *const *words, size_t n)
{
  const char *best = NULL;
  size_t len = utf8_count(word, strlen(word));
  int least = len <= 3 ? 2 : 3;
  for (size_t i = 0; i < n; i++) {
    int d = keys_distance(word, words[i]);
    if (d < least && (size_t)d < utf8_count(words[i], strlen(words[i]))) {
      least = d;
      best = words[i];
    }
  }
  return best;
}

/* ---- what is said ---- */

void new_say(const char *fmt, ...)
{
  va_list ap;
  if (diag_is_quiet())
    return;
  va_start(ap, fmt);
  vprintf(fmt, ap);
  va_end(ap);
}

/* Columns of a terminal: Han and their marks take two. */
static int width(const char *s)
{
  int n = 0;
  for (const char *end = s + strlen(s); s < end;) {
    uint32_t r = utf8_next(&s, end);
    n += rune_is_han(r) || rune_is_cjk_mark(r) || r >= 0x1F000 ? 2 : 1;
  }
  return n;
}

void new_say_made(const char *path, const char *what)
{
  int n = width(path);
  if (!what)
    new_say("  %s\n", path);
  else if (n <= LEFT)
    new_say("  %s%*s  %s\n", path, LEFT - n, "", what);
  else if (n + width(what) + 4 <= COLUMNS)
    new_say("  %s  %s\n", path, what);
  else
    new_say("  %s\n      %s\n", path, what);
}

void new_say_step(int n, const char *what, const char *command)
{
  if (!command)
    new_say("  %d. %s\n", n, what);
  else if (width(what) + width(command) + 7 <= COLUMNS)
    new_say("  %d. %s  %s\n", n, what, command);
  else
    new_say("  %d. %s\n     %s\n", n, what, command);
}

int new_said(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return 0;
  diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return 3;
}

const char *new_weekday(const char *day)
{
  static const char *const names[] = {
      N_("Sunday"),   N_("Monday"), N_("Tuesday"), N_("Wednesday"),
      N_("Thursday"), N_("Friday"), N_("Saturday")};
  int i = day_index(day);
  return i < 0 ? "" : _(names[i]);
}

char *new_day_name(const char *day)
{
  struct lunar l;
  char *lunar = lunar_of(&l, day) ? lunar_name(&l) : NULL;
  const char *week = new_weekday(day);
  char *name = lunar ? mem_printf(_("%s, %s, lunar %s"), day, week, lunar)
                     : mem_printf("%s, %s", day, week);
  free(lunar);
  return name;
}
