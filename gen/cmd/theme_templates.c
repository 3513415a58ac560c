#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asset/font.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "cmd/theme_in.h"
#include "cmd/theme_names.h"
#include "page/make.h"
#include "page/style.h"
#include "tree/bind.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/paths.h"
#include "tree/site.h"
#include "tree/watch.h"
#include "web/address.h"
#include "web/page.h"
#include "web/related.h"

/* A theme is tried on the newest issues of each paper; on more it would take
 * long and tell little. */
enum {
  ISSUES = 3,
  MOST_ISSUES = 12,
  SPREADS = 4, /* pages whose heads are bound */
  NAMED = 6,   /* paths in one message */
  PAGE_LIMIT = 8 << 20
};

static const char *const furniture[] = {"nameplate", "folio", "imprint"};
enum { FURNITURE = sizeof furniture / sizeof *furniture };

struct trial {
  struct theme *theme;
  struct web *web;
  struct template *print[FURNITURE];
  struct styles *styles; /* NULL: print.css is wrong */
  xmlDoc *site;
  struct theme_names *names;
  const char *out; /* folder for the pages */
};

/* ---- templates ---- */

enum { TEMPLATES = 10 };

static size_t all_templates(const struct trial *t,
                            const struct template *v[TEMPLATES + FURNITURE])
{
  const struct web *w = t->web;
  const struct template *all[TEMPLATES + FURNITURE] = {
      w ? w->home : NULL,    w ? w->paper : NULL,  w ? w->issue : NULL,
      w ? w->article : NULL, w ? w->page : NULL,   w ? w->search : NULL,
      w ? w->year : NULL,    w ? w->section : NULL, w ? w->author : NULL,
      w ? w->lost : NULL,    t->print[0],          t->print[1],
      t->print[2]};
  size_t n = 0;
  for (size_t i = 0; i < TEMPLATES + FURNITURE; i++)
    if (all[i])
      v[n++] = all[i];
  return n;
}

static void see_part(void *data, const char *part, struct place at)
{
  (void)data;
  if (!page_has_part(part))
    diag_once(LEVEL_ERROR, at, _("unknown part cb:%s, correct its name"),
              part);
}

static void load_print(struct trial *t)
{
  for (int i = 0; i < FURNITURE; i++) {
    char *name = mem_printf("print/%s.html", furniture[i]);
    t->print[i] = template_load(t->theme->dir, name);
    free(name);
  }
}

static void load(struct trial *t)
{
  const struct template *all[TEMPLATES + FURNITURE];
  const char *dir = t->theme->dir;
  t->web = web_load(&(struct web_options){.theme = dir,
                                          .pdf = true,
                                          .large = styles_has(dir, "large"),
                                          .codes = true,
                                          .search = web_has_search(dir),
                                          .no_pictures = true});
  load_print(t);
  size_t n = all_templates(t, all);
  for (size_t i = 0; i < n; i++) {
    watch_parts(all[i], see_part, NULL);
    watch_template(all[i]);
  }
}

/* ---- pages ---- */

/* What the site has of a page that is laid out: its picture is none here. */
static void add_sheets(xmlDoc *placed)
{
  xmlNode *root = placed ? xmlDocGetRootElement(placed) : NULL;
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    xmlNewTextChild(p, NULL, BAD_CAST "sheet", 
                    BAD_CAST "<svg class=\"sheet\"></svg>");
}

/* The heads of page NUMBER, as the make-up binds them. */
static void bind_print(const struct trial *t, const xmlDoc *issue,
                       const char *edition, int number)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *page = xmlNewDocNode(doc, NULL, BAD_CAST "page", NULL);
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)issue);
  const xmlNode *named = node_first(root, "page");
  xmlDocSetRootElement(doc, page);
  node_set_int(page, "number", number);
  node_set(page, "name", named ? node_attr(named, "name") : "");
  if (edition)
    node_set(page, "edition", edition);
  struct expr_var vars[] = {{"issue", root, NULL}, {"page", page, NULL}};
  for (int i = 0; i < FURNITURE; i++)
    if (t->print[i])
      xmlFreeDoc(bind_page(t->print[i], &(struct bind){.node = root,
                                                       .vars = vars,
                                                       .nvars = 2}));
  theme_names_add(t->names, doc);
  xmlFreeDoc(doc);
}

static void bind_issue(const struct trial *t, const xmlNode *card)
{
  struct target target = {(char *)t->theme->content,
                          (char *)node_attr(card->parent, "id"),
                          (char *)node_attr(card, "date")};
  struct made made = {0};
  diag_hush(true); /* faults of the content are not the theme's */
  xmlDoc *doc = job_issue(&target);
  if (doc && t->styles)
    made = make_issue(doc, t->theme->dir, t->styles, t->theme->fonts);
  diag_hush(false);
  if (doc) {
    add_sheets(made.placed);
    theme_names_add(t->names, doc);
    theme_names_add(t->names, made.placed);
    if (t->web)
      web_issue(t->web, doc, made.placed, card, t->out);
    for (int page = 1; page <= SPREADS; page++) {
      bind_print(t, doc, NULL, page);
      if (styles_has(t->theme->dir, "large"))
        bind_print(t, doc, "large", page);
    }
  }
  make_free(&made);
  xmlFreeDoc(doc);
}

static void bind_issues(const struct trial *t)
{
  const xmlNode *root = xmlDocGetRootElement(t->site);
  int all = 0;
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper")) {
    int n = 0;
    for (xmlNode *i = node_first(p, "issue"); i && n < ISSUES;
         i = node_next(i, "issue"), n++)
      if (all++ < MOST_ISSUES)
        bind_issue(t, i);
  }
}

static void bind_site(const struct trial *t)
{
  diag_hush(true);
  struct addresses *a = address_new(xmlDocGetRootElement(t->site));
  diag_hush(false);
  char *none = file_join(t->out, "none"); /* no entries of feeds */
  const struct web_shared shared = {t->site, a, none};
  theme_names_add(t->names, t->site);
  if (t->web)
    web_site(t->web, &shared, t->out);
  address_free(a);
  free(none);
}

/* ---- the pages that were made ---- */

static bool ends(const char *s, const char *with)
{
  size_t n = strlen(s), k = strlen(with);
  return n > k && !strcmp(s + n - k, with);
}

static void read_pages(struct theme *t, const char *dir, int depth)
{
  char **names = depth < 4 ? file_list(dir) : NULL;
  for (char **n = names; n && *n; n++) {
    char *path = file_join(dir, *n);
    if (file_is_dir(path))
      read_pages(t, path, depth + 1);
    else if (ends(*n, ".html"))
      file_read(&t->pages, path, PAGE_LIMIT);
    free(path);
  }
  free(names);
}

/* ---- paths that lead nowhere ---- */

/* The first name in W's path that no document can have, a copy; or NULL. ALL
 * tells whether all others were in documents of the kind where it begins. */
static char *unknown_name(const struct trial *t, const struct watched *w,
                          bool *all)
{
  struct path name;
  bool attr;
  const char *s = w->path, *end = s + strlen(s);
  *all = true;
  while (paths_name(&s, end, &name, &attr)) {
    if (!theme_names_known(t->names, name.s, name.n))
      return mem_copy_n(name.s, name.n);
    *all = *all && theme_names_seen(t->names, w->root, name.s, name.n);
  }
  return NULL;
}

/* What its base does not use is no concern of a theme. */
static bool is_own(const struct theme *t, const char *file)
{
  size_t n = t->base ? strlen(t->base) : 0;
  return !n || strncmp(file, t->base, n) != 0;
}

/* Paths for what these papers happen not to have. */
struct spare {
  struct buf list;
  size_t n;
};

static void add_spare(struct spare *spare, const struct watched *w)
{
  if (spare->n++ < NAMED)
    buf_printf(&spare->list, "%s%s:%d %s", spare->n > 1 ? "; " : "",
               file_base(w->at.file), w->at.line, w->path);
  else if (spare->n == NAMED + 1)
    buf_puts(&spare->list, "; …");
}

static void judge_path(const struct trial *t, const struct watched *w,
                       struct spare *spare)
{
  bool all, alone = *w->path == '$' && !strpbrk(w->path, "/[");
  if (w->found || alone)
    return;
  char *name = unknown_name(t, w, &all);
  const char *near = name ? theme_names_near(t->names, name) : NULL;
  if (near)
    diag(LEVEL_WARN, w->at,
         _("nothing in an issue is called “%s” (in “%s”); did you mean “%s”?"),
         name, w->path, near);
  else if (name)
    diag(LEVEL_WARN, w->at,
         _("nothing in an issue is called “%s” (in “%s”); `chenbao tree "
           "ISSUE` shows the names"),
         name, w->path);
  else if (all && w->asked && !w->optional && !strpbrk(w->path, "[*"))
    diag(LEVEL_WARN, w->at,
         _("“%s” leads to nothing on any page of %s, though its names are "
           "there; look with `chenbao tree ISSUE` what stands in what"),
         w->path, t->theme->content);
  else if (w->asked && is_own(t->theme, w->at.file))
    add_spare(spare, w);
  free(name);
}

static void judge_paths(const struct trial *t)
{
  const struct template *all[TEMPLATES + FURNITURE];
  struct watch_list list = {0};
  size_t n = all_templates(t, all);
  for (size_t i = 0; i < n; i++)
    watch_collect(all[i], &list);
  watch_merge(&list);
  struct spare spare = {BUF_INIT, 0};
  for (size_t i = 0; i < list.n; i++)
    judge_path(t, &list.v[i], &spare);
  if (spare.n)
    diag(LEVEL_NOTE, place_file(t->theme->dir),
         _("paths that lead to nothing on the pages of %s, right if they are "
           "for papers that have such things: %s"),
         t->theme->content, spare.list.s);
  buf_free(&spare.list);
  watch_free(&list);
}

/* ---- ---- */

static bool open_site(struct trial *t)
{
  if (!t->theme->content)
    return false;
  diag_hush(true);
  t->site = site_load(t->theme->content);
  if (t->site)
    related_find(t->site);
  diag_hush(false);
  return t->site != NULL;
}

static char *make_room(void)
{
  const char *tmp = getenv("TMPDIR");
  char *dir = file_join(tmp && *tmp ? tmp : "/tmp", "chenbao-theme-XXXXXX");
  if (mkdtemp(dir))
    return dir;
  diag(LEVEL_FATAL, place_file(dir),
       _("this folder for passing files cannot be made"));
  free(dir);
  return NULL;
}

static void bind_all(struct trial *t)
{
  char *out = make_room();
  if (!out)
    return;
  t->out = out;
  diag_hush(true); /* told with print.css */
  t->styles = styles_load(t->theme->dir, t->theme->fonts);
  diag_hush(false);
  bind_issues(t);
  bind_site(t);
  read_pages(t->theme, out, 0);
  styles_free(t->styles);
  file_remove(out);
  free(out);
}

void theme_judge_templates(struct theme *theme)
{
  struct trial t = {.theme = theme, .names = theme_names_new()};
  load(&t);
  if (open_site(&t)) {
    bind_all(&t);
    judge_paths(&t);
  } else {
    diag(LEVEL_NOTE, place_file(theme->dir),
         _("no papers to try the templates on, so their paths and what "
           "scripts look for are not checked; name a content folder"));
  }
  web_free(t.web);
  for (int i = 0; i < FURNITURE; i++)
    template_free(t.print[i]);
  xmlFreeDoc(t.site);
  theme_names_free(t.names);
}
