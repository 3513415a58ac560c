#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/theme_in.h"
#include "tree/theme.h"

/* What a theme's scripts look for, '.play', '#found', '[data-size]', must stand
 * on some page, or the script does nothing there and nobody is told. Scripts
 * are not understood: only literal texts in the calls below count, and short
 * names for these calls (const $ = id => document.getElementById(id)). */

enum { LIMIT = 1 << 20, ALIASES = 8, NAME = 64 };

/* A short name of a call, and what it puts before its argument. */
struct alias {
  char name[NAME];
  char before; /* '.' '#', or 0: the argument is a selector */
};

struct script {
  const struct theme *t;
  const char *file, *text;
  struct alias alias[ALIASES];
  int naliases;
  struct buf told; /* ".name#name": each is told once */
};

static bool is_name(char c)
{
  return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '$';
}

static size_t name_length(const char *s)
{
  size_t n = 0;
  while (is_name(s[n]))
    n++;
  return n;
}

static struct place place_of(const struct script *s, const char *p)
{
  struct place at = {s->file, 1, 1};
  for (const char *k = s->text; k < p;) {
    if (utf8_next(&k, p) == '\n')
      at.line++, at.col = 1;
    else
      at.col++;
  }
  return at;
}

/* ---- what pages have ---- */

static bool stands_in(const char *text, const char *before, const char *name,
                      size_t n, const char *behind)
{
  size_t k = strlen(before);
  for (const char *s = text; (s = strstr(s, before)); s += k)
    if (!strncmp(s + k, name, n) && strchr(behind, s[k + n]))
      return true;
  return false;
}

/* Among the words of any class="…". */
static bool has_class(const char *pages, const char *name, size_t n)
{
  for (const char *s = pages; (s = strstr(s, " class=\""));) {
    s += 8;
    while (*s && *s != '"') {
      size_t k = strcspn(s, " \"");
      if (k == n && !strncmp(s, name, n))
        return true;
      s += k + (s[k] == ' ');
    }
  }
  return false;
}

/* Set by the script itself: add('now'), toggle("now", …), className = 'now'. */
static bool is_made(const char *text, const char *name, size_t n)
{
  static const char *const calls[] = {"add(", "toggle(", "className = ",
                                      "setAttribute(", "id = "};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    for (int quote = 0; quote < 2; quote++) {
      char *before = mem_printf("%s%c", calls[i], quote ? '"' : '\'');
      bool found = stands_in(text, before, name, n, "'\" ");
      free(before);
      if (found)
        return true;
    }
  return false;
}

static bool is_there(const struct script *s, char kind, const char *name,
                     size_t n)
{
  const char *pages = s->t->pages.s;
  if (is_made(s->text, name, n))
    return true;
  if (kind == '.')
    return has_class(pages, name, n);
  if (kind == '#')
    return stands_in(pages, " id=\"", name, n, "\"");
  return stands_in(pages, " ", name, n, "= >/");
}

/* ---- what the script says ---- */

static bool is_told(struct script *s, char kind, const char *name)
{
  char *key = mem_printf("%c%s ", kind, name);
  bool is = s->told.s && strstr(s->told.s, key);
  if (!is)
    buf_puts(&s->told, key);
  free(key);
  return is;
}

static void judge_hook(struct script *s, char kind, const char *name,
                       const char *at)
{
  size_t n = name_length(name);
  if (!n || is_there(s, kind, name, n))
    return;
  char *text = mem_copy_n(name, n);
  if (is_told(s, kind, text)) {
    free(text);
    return;
  }
  if (kind == '.')
    diag_once(LEVEL_WARN, place_of(s, at),
              _("this script looks for class “%s”, which no page has; give "
                "the element that class again, or leave the script out"),
              text);
  else if (kind == '#')
    diag_once(LEVEL_WARN, place_of(s, at),
              _("this script looks for id “%s”, which no page has; give the "
                "element that id again, or leave the script out"),
              text);
  else
    diag_once(LEVEL_WARN, place_of(s, at),
              _("this script looks for attribute “%s”, which no page has; "
                "give the element that attribute again, or leave the script "
                "out"),
              text);
  free(text);
}

/* Every class, id and attribute in the selector from S to END. */
static void judge_selector( struct script *s, const char *from,
                           const char *end)
{
  for (const char *p = from; p < end; p++)
    if (strchr(".#[", *p)) {
      judge_hook(s, *p, p + 1, p);
      p += name_length(p + 1);
      if (*p == '[' || p[1] == '=')
        p += strcspn(p, "]");
    }
}

/* The text in quotes at P if it is all of an argument; else NULL. */
static const char *whole_text(const char *p, const char **end)
{
  if (*p != '\'' && *p != '"')
    return NULL;
  const char *close = strchr(p + 1, *p);
  const char *next = close ? close + 1 + strspn(close + 1, " \t\n") : NULL;
  *end = close;
  return next && strchr("),", *next) ? p + 1 : NULL;
}

/* A call at P, behind its bracket. */
static void judge_call( struct script *s, const char *p, char before)
{
  const char *end, *text;
  p += strspn(p, " \t\n");
  text = whole_text(p, &end);
  if (!text)
    return;
  if (before)
    judge_hook(s, before, text, text);
  else
    judge_selector(s, text, end);
}

static const struct {
  const char *name;
  char before;
} calls[] = {{"querySelector(", 0},
             {"querySelectorAll(", 0},
             {"closest(", 0},
             {"matches(", 0},
             {"getElementById(", '#'},
             {"getElementsByClassName(", '.'}};

enum { CALLS = sizeof calls / sizeof *calls };

static void judge_calls( struct script *s)
{
  for (size_t i = 0; i < CALLS; i++)
    for (const char *p = s->text; (p = strstr(p, calls[i].name));) {
      p += strlen(calls[i].name);
      judge_call(s, p, calls[i].before);
    }
}

/* "NAME = ARG => … getElementById(ARG)", and with '.' + ARG. P is at "=>". */
static void read_alias(struct script *s, const char *p)
{
  const char *end = p + strcspn(p, "\n;"), *q = p;
  while (q > s->text && (is_name(q[-1]) || q[-1] == ' '))
    q--;
  if (q == s->text || q[-1] != '=' || s->naliases == ALIASES)
    return;
  for (q--; q > s->text && q[-1] == ' ';)
    q--;
  const char *name = q;
  while (name > s->text && is_name(name[-1]))
    name--;
  struct alias *a = &s->alias[s->naliases];
  size_t n = (size_t)(q - name);
  const char *id = strstr(p, "getElementById("), *sel = strstr(p, "Selector('");
  if (!n || n >= NAME || !((id && id < end) || (sel && sel < end)))
    return;
  memcpy(a->name, name, n);
  a->name[n] = '\0';
  a->before = id && id < end ? '#' : sel[10];
  if (strchr(".#", a->before) && (a->before == '#' || sel[11] == '\''))
    s->naliases++;
}

static void judge_aliases(struct script *s)
{
  for (const char *p = s->text; (p = strstr(p, "=>")); p += 2)
    read_alias(s, p);
  for (int i = 0; i < s->naliases; i++) {
    size_t n = strlen(s->alias[i].name);
    for (const char *p = s->text; (p = strstr(p, s->alias[i].name)); p += n)
      if (p[n] == '(' && (p == s->text || !is_name(p[-1])) &&
          (p == s->text || p[-1] != '.'))
        judge_call(s, p + n + 1, s->alias[i].before);
  }
}

static void judge_script(const struct theme *t, const char *name)
{
  char *path = theme_file(t->dir, name), *loaded = mem_printf("%s\"", name);
  struct buf b = BUF_INIT;
  if (strstr(t->pages.s, loaded) && file_read(&b, path, LIMIT) && b.s &&
      utf8_check(b.s, b.n) == b.n) {
    struct script s = {.t = t, .file = path, .text = b.s};
    judge_calls(&s);
    judge_aliases(&s);
    buf_free(&s.told);
  }
  buf_free(&b);
  free(loaded);
  free(path);
}

void theme_judge_scripts(struct theme *t)
{
  char **names = t->pages.n ? judged_list(t, "assets") : NULL;
  for (char **n = names; n && *n; n++) {
    size_t k = strlen(*n);
    char *name = file_join("assets", *n);
    if (k > 3 && !strcmp(*n + k - 3, ".js"))
      judge_script(t, name);
    free(name);
  }
  free(names);
}
