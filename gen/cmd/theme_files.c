#include <stdlib.h>
#include <string.h>
#include <libxml/tree.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/theme_in.h"
#include "tree/markup.h"
#include "tree/node.h"
#include "tree/theme.h"

enum { TEXT_LIMIT = 1 << 20 };

/* Where a theme's files lie, and which it need not have on the web. */
static const char *const folders[] = {"", "print", "assets", "sample"};
enum { FOLDERS = sizeof folders / sizeof *folders };

/* What the program asks for by name. */
static const char *const known[] = {
    "tokens.css",   "print.css",    "large.css",  "home.html",
    "paper.html",   "issue.html",   "article.html", "page.html",
    "search.html",  "year.html",    "section.html", "author.html",
    "404.html",     "OFL.txt",      "print/nameplate.html",
    "print/folio.html", "print/imprint.html"};

/* Style sheets that go to the site, beside what is in assets/. */
static const char *const published[] = {"tokens.css", "web.css", "archive.css",
                                        "page.css", "search.css"};

static bool among(const char *name, const char *const *list, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (!strcmp(name, list[i]))
      return true;
  return false;
}

static bool ends(const char *s, const char *with)
{
  size_t n = strlen(s), k = strlen(with);
  return n > k && !strcmp(s + n - k, with);
}

/* ---- what is named ---- */

static bool is_elsewhere(const char *url)
{
  return !strncmp(url, "http:", 5) || !strncmp(url, "https:", 6) ||
         !strncmp(url, "//", 2);
}

/* Addresses that lead to no file of the theme, but to what the program
 * makes, or away. */
static bool is_other(const char *url)
{
  return !*url || *url == '#' || is_elsewhere(url) ||
         !strncmp(url, "data:", 5) || !strncmp(url, "mailto:", 7) ||
         !strncmp(url, "tel:", 4) || !strcmp(url, "feed.xml") ||
         !strcmp(url, "index.html") || !strcmp(url, "sitemap.xml");
}

/* URL without what stands behind the path; owned. */
static char *path_of(const char *url)
{
  return mem_copy_n(url, strcspn(url, "?#"));
}

static void tell_far(struct place at, const char *url)
{
  diag(LEVEL_WARN, at,
       _("“%s” is on another host, which readers of a saved paper do not "
         "have; put the file into assets/"),
       url);
}

/* Of a style sheet at the top of the theme, which goes to assets/. */
static void judge_url(const struct theme *t, const struct theme_sheet *s,
                      const char *url, struct place at)
{
  if (is_elsewhere(url))
    tell_far(at, url);
  if (is_other(url))
    return;
  char *path = path_of(url);
  char *there = file_join("assets", path);
  if (theme_has(t->dir, there) || among(path, published, 5)) {
    free(there);
    free(path);
    return;
  }
  if (!strncmp(path, "assets/", 7) && theme_has(t->dir, path))
    diag(LEVEL_WARN, at,
         _("on the site %s lies in assets/ itself, where there is no “%s”; "
           "write url(%s)"),
         s->name, path, path + 7);
  else if (theme_has(t->dir, path))
    diag(LEVEL_WARN, at,
         _("“%s” does not go to the site; put it into assets/"), path);
  else
    diag(LEVEL_WARN, at, _("there is no file “%s” in assets/"), path);
  free(there);
  free(path);
}

/* The text within url() or quotes at S, a copy; END behind it. */
static char *url_at(const char *s, const char **end)
{
  char quote = *s == '"' || *s == '\'' ? *s : ')';
  s += quote != ')';
  size_t n = quote == ')' ? strcspn(s, ") ") : strcspn(s, "\"'");
  *end = s + n;
  return mem_copy_n(s, n);
}

static void judge_sheet(const struct theme *t, const struct theme_sheet *s)
{
  const struct webcss *c = s->css;
  const char *end;
  for (size_t i = 0; i < c->ndecls; i++)
    for (const char *v = c->decls[i].value; (v = strstr(v, "url("));) {
      char *url = url_at(v + 4 + strspn(v + 4, " "), &end);
      judge_url(t, s, url, theme_value_place(c, &c->decls[i], "url("));
      free(url);
      v = end;
    }
  for (size_t i = 0; i < c->nimports; i++) {
    const char *v = c->imports[i];
    v += strncmp(v, "url(", 4) ? 0 : 4;
    char *url = url_at(v, &end);
    judge_url(t, s, url, c->imports_at[i]);
    free(url);
  }
}

/* A file that is not there is told where it is named first. */
static void tell_missing(struct theme *t, struct place at, const char *path)
{
  char *key = mem_printf("%s\n", path);
  if (!t->missing.s || !strstr(t->missing.s, key)) {
    buf_puts(&t->missing, key);
    diag(LEVEL_WARN, at,
         _("there is no file “%s” in the theme; correct the name, or add it"),
         path);
  }
  free(key);
}

static void judge_address(struct theme *t, const struct markup *m,
                          const xmlNode *n, const char *name)
{
  const char *url = node_attr(n, name);
  bool link = node_is(n, "a") || node_is(n, "form");
  struct place at = markup_place(m, n, name);
  if (!url)
    return;
  if (is_elsewhere(url) && !link)
    tell_far(at, url);
  char *path = path_of(url);
  if (!is_other(url) && !theme_has(t->dir, path))
    tell_missing(t, at, path);
  free(path);
}

/* 'assets/x' in a binding: what the page will name on the site. */
static void judge_binding(struct theme *t, const struct markup *m,
                          const xmlNode *n)
{
  const char *s = markup_bound(n, "attr");
  for (; s && (s = strstr(s, "'assets/")); s++) {
    char *path = mem_copy_n(s + 1, strcspn(s + 1, "'"));
    const char *name = path + 7;
    struct place at = markup_place(m, n, "t:attr");
    bool there = theme_has(t->dir, path);
    bool sheet = among(name, published, 5) && theme_has(t->dir, name);
    if (!there && !sheet && theme_has(t->dir, name))
      diag(LEVEL_WARN, at,
           _("“%s” does not go to the site from where it is; put it into "
             "assets/"),
           name);
    else if (!there && !sheet)
      tell_missing(t, at, path);
    free(path);
  }
}

/* Templates are 64 deep at most; what is deeper they refuse. */
static void judge_elements(struct theme *t, const struct markup *m,
                           const xmlNode *n, int depth)
{
  for (; n && depth < 100; n = node_next(n, NULL)) {
    judge_address(t, m, n, "href");
    judge_address(t, m, n, "src");
    judge_address(t, m, n, "action");
    judge_binding(t, m, n);
    judge_elements(t, m, node_first(n, NULL), depth + 1);
  }
}

static struct markup *load(const struct theme *t, const char *name)
{
  char *path = theme_file(t->dir, name);
  diag_hush(true); /* what is wrong with it is told where it is used */
  struct markup *m = markup_load(path);
  diag_hush(false);
  free(path);
  return m;
}

static void judge_template(struct theme *t, const char *name)
{
  struct markup *m = load(t, name);
  if (m)
    judge_elements(t, m, markup_root(m), 0);
  markup_free(m);
}

/* ---- what nobody names ---- */

/* Papers that go with a theme. */
static bool is_document(const char *name)
{
  static const char *const begins[] = {"README", "LICEN", "COPYING",
                                       "CHANGELOG", "preview", "theme."};
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (!strncmp(name, begins[i], strlen(begins[i])))
      return true;
  return ends(name, ".md");
}

/* Does a text of the theme other than NAME itself name it? */
static bool is_named_in(const struct theme *t, const char *folder,
                        const char *name)
{
  bool found = false;
  char **names = judged_list(t, folder);
  for (char **n = names; *n && !found; n++) {
    char *rel = *folder ? file_join(folder, *n) : mem_copy(*n);
    char *path = theme_file(t->dir, rel);
    bool text = ends(*n, ".html") || ends(*n, ".css") || ends(*n, ".js") ||
                ends(*n, ".svg");
    struct buf b = BUF_INIT;
    if (text && strcmp(rel, name) != 0 && file_read(&b, path, TEXT_LIMIT))
      found = b.s && strstr(b.s, file_base(name));
    buf_free(&b);
    free(rel);
    free(path);
  }
  free(names);
  return found;
}

static bool is_used(const struct theme *t, const char *name)
{
  if (among(name, known, sizeof known / sizeof *known) ||
      is_document(file_base(name)))
    return true;
  for (size_t i = 0; i < FOLDERS; i++)
    if (is_named_in(t, folders[i], name))
      return true;
  return false;
}

static void judge_file(struct theme *t, const char *folder,
                       const char *base)
{
  char *name = *folder ? file_join(folder, base) : mem_copy(base);
  char *path = file_join(t->dir, name);
  if (!file_is_dir(path)) {
    if (ends(name, ".html"))
      judge_template(t, name);
    if (!is_used(t, name))
      diag(LEVEL_WARN, place_file(path),
           _("nothing in the theme uses this file; use it or remove it"));
  }
  free(path);
  free(name);
}

/* Without it every page of the site would look as if it had none. */
static void judge_needed(const struct theme *t)
{
  char *path = theme_file(t->dir, "web.css");
  if (!file_exists(path))
    diag(LEVEL_ERROR, place_file(path),
         _("the theme has no such file, which every page needs; add it"));
  free(path);
}

void theme_judge_files(struct theme *t)
{
  judge_needed(t);
  for (size_t i = 0; i < t->nsheets; i++)
    if (t->sheets[i].medium == THEME_WEB ||
        t->sheets[i].medium == THEME_TOKENS)
      judge_sheet(t, &t->sheets[i]);
  for (size_t i = 0; i < FOLDERS; i++) {
    char *dir = *folders[i] ? file_join(t->dir, folders[i]) : mem_copy(t->dir);
    char **names = file_list(dir);
    for (char **n = names; n && *n; n++)
      judge_file(t, folders[i], *n);
    free(names);
    free(dir);
  }
  buf_free(&t->missing);
}
