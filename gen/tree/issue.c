#include "tree/issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/ad.h"
#include "tree/alias.h"
#include "tree/article.h"
#include "tree/complete.h"
#include "tree/day.h"
#include "tree/load.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/paper.h"

static void add_pages(xmlNode *issue, const struct value *list)
{
  const struct value *v = list && list->kind == VALUE_LIST ? list->first : NULL;
  for (int number = 1; v; v = v->next, number++) {
    xmlNode *page = node_new(issue, "page", v->line, v->col);
    node_set_int(page, "number", number);
    node_set(page, "name", v->s);
  }
}

/* Attributes of the issue; ROOT is NULL when issue.yaml cannot be read. */
static void set_head(xmlNode *issue, const char *paper, const char *day,
                     const struct value *root)
{
  char *id = mem_printf("%s/%s", paper, day);
  const char *date = meta_line(root, "date"), *s = meta_line(root, "number");
  node_set(issue, "id", id);
  node_set(issue, "paper", paper);
  node_set(issue, "date", date ? date : day);
  article_set(issue, root, false);
  node_set(issue, "number", s ? s : "");
  if ((s = meta_line(root, "total")))
    node_set(issue, "total", s);
  node_set(issue, "weekday", day_week(node_attr(issue, "date")));
  free(id);
}

/* A sheet has two sides: an odd number of pages cannot be printed. */
static int check_count(const xmlNode *issue)
{
  int n = node_int(issue, "page-count", 0);
  if (n % 2 == 0)
    return 0;
  diag_once(LEVEL_ERROR, article_place(issue, "page-count"),
            _("page-count is %d, but a sheet has two sides; write %d or %d"), n,
            n - 1, n + 1);
  return 1;
}

static xmlNode *article_named(const xmlNode *issue, const char *id)
{
  xmlNode *a = node_first(issue, "article");
  while (a && strcmp(node_attr(a, "id"), id) != 0)
    a = node_next(a, "article");
  return a;
}

/* A pin wins; an editor who reads only the article must hear of it. */
static void warn_pin(const xmlNode *article, const struct value *pin,
                     const char *file)
{
  const char *was = node_attr(article, pin->name);
  struct place at = {file, pin->line, pin->col};
  struct place there = article_place(article, pin->name);
  if (was && pin->s && *pin->s && strcmp(was, pin->s) != 0)
    diag_once(LEVEL_WARN, at,
              _("%s is %s here and %s in %s:%d:%d; this file wins, make them "
                "alike"),
              pin->name, pin->s, was, there.file, there.line, there.col);
}

static int set_pins(xmlNode *issue, const struct value *root, bool quiet)
{
  const char *file = node_attr(issue, "src");
  const struct value *table = meta_entry(root, "articles"), *v;
  int faults = 0;
  v = table && table->kind == VALUE_MAP ? table->first : NULL;
  for (; v; v = v->next) {
    xmlNode *a = article_named(issue, v->name);
    if (!a && !quiet) {
      struct place at = {file, v->line, v->col};
      diag_once(LEVEL_ERROR, at, _("no story of this issue has the id %s"),
                v->name);
      faults++;
    }
    for (const struct value *p = v->first; p && a && !quiet; p = p->next)
      warn_pin(a, p, file);
    if (a)
      article_set(a, v, true);
  }
  return faults;
}

static int load_articles(xmlNode *issue, const char *kind, const char *dir)
{
  int faults = 0;
  char **names = load_list(dir);
  for (char **name = names; name && *name; name++)
    faults += article_load(issue, kind, dir, *name);
  free(names);
  return faults;
}

static int load_fillers(xmlNode *issue, const char *content, const char *paper)
{
  char *dir = mem_printf("%s/%s/fillers", content, paper);
  int faults = load_articles(issue, "filler", dir);
  free(dir);
  return faults;
}

static int fill(xmlNode *issue, const char *content, const char *paper,
                const char *day)
{
  const char *dir = node_attr(issue, "dir");
  struct meta *m = load_meta(dir, "issue.yaml", SCOPE_ISSUE, false);
  const struct value *root = m ? meta_root(m) : NULL;
  int faults = m ? meta_faults(m) : 1;
  set_head(issue, paper, day, root);
  faults += alias_add_all(issue, meta_entry(root, "aliases"),
                          node_attr(issue, "id"), false);
  faults += paper_site(issue, content, false);
  faults += paper_load(issue, content, paper);
  faults += check_count(issue);
  add_pages(issue, meta_entry(root, "pages"));
  ad_load(issue, meta_entry(root, "ads"));
  faults += load_articles(issue, "article", dir);
  faults += load_fillers(issue, content, paper);
  faults += set_pins(issue, root, false);
  meta_free(m);
  return faults;
}

/* @src and @dir; NODE may be a card. */
static void set_source(xmlNode *issue, const char *dir)
{
  char *src = file_join(dir, "issue.yaml");
  node_set(issue, "src", src);
  free(src);
}

xmlDoc *issue_load(const char *content, const char *paper, const char *date)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *issue = node_new(NULL, "issue", 1, 1);
  char *dir = mem_printf("%s/%s/%s", content, paper, date);
  xmlDocSetRootElement(doc, issue);
  set_source(issue, dir);
  node_set(issue, "dir", dir);
  int faults = fill(issue, content, paper, date);
  if (faults)
    node_set_int(issue, "faults", faults);
  free(dir);
  return doc;
}

static void card_articles(xmlNode *issue, const char *dir)
{
  char **names = load_list(dir);
  for (char **name = names; name && *name; name++)
    article_card(issue, dir, *name);
  free(names);
}

bool issue_card(xmlNode *to, const xmlNode *paper, const char *content,
                const char *date)
{
  const char *id = node_attr(paper, "id");
  char *dir = mem_printf("%s/%s/%s", content, id, date);
  struct meta *m = load_meta(dir, "issue.yaml", SCOPE_ISSUE, true);
  if (m) {
    xmlNode *issue = node_new(to, "issue", 1, 1);
    set_source(issue, dir);
    set_head(issue, id, date, meta_root(m));
    alias_add_all(issue, meta_entry(meta_root(m), "aliases"),
                  node_attr(issue, "id"), true);
    add_pages(issue, meta_entry(meta_root(m), "pages"));
    card_articles(issue, dir);
    set_pins(issue, meta_root(m), true);
    for (xmlNode *a = node_first(issue, "article"); a;
         a = node_next(a, "article"))
      paper_name_section(a, paper);
    complete_issue(issue);
    complete_card(issue);
  }
  bool ok = m != NULL;
  meta_free(m);
  free(dir);
  return ok;
}
