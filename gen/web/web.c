#include "web/web.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/issue.h"
#include "web/page.h"
#include "web/site.h"

struct web *web_load(const struct web_options *o)
{
  struct web *w = mem_new(sizeof *w);
  w->theme = mem_copy(o->theme);
  w->pdf = o->pdf;
  w->large = o->large;
  w->codes = o->codes;
  /* All four, so that one run tells all mistakes. */
  w->home = template_load(o->theme, "home.html");
  w->paper = template_load(o->theme, "paper.html");
  w->issue = template_load(o->theme, "issue.html");
  w->article = template_load(o->theme, "article.html");
  if (w->home && w->paper && w->issue && w->article)
    return w;
  web_free(w);
  return NULL;
}

void web_free(struct web *w)
{
  if (!w)
    return;
  template_free(w->home);
  template_free(w->paper);
  template_free(w->issue);
  template_free(w->article);
  free(w->theme);
  free(w);
}

static const xmlNode *root_of(const xmlDoc *doc)
{
  return doc ? xmlDocGetRootElement((xmlDoc *)doc) : NULL;
}

static struct page new_page(const struct web *w, const xmlNode *of,
                            const xmlDoc *site)
{
  struct page p = page_new(w);
  static const char *const empty[] = {"issue", "placed", "paper", "day",
                                      "pdf",   "large",  "prev",  "next"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
    page_node(&p, empty[i], NULL);
  page_node(&p, "site", root_of(site));
  p.base = node_attr(of, "base-url");
  return p;
}

bool web_issue(const struct web *w, const xmlDoc *issue, const xmlDoc *placed,
               const xmlDoc *site, const char *out)
{
  const xmlNode *root = root_of(issue);
  struct page p = new_page(w, root, site);
  page_node(&p, "issue", root);
  page_node(&p, "placed", root_of(placed));
  page_node(&p, "paper", node_first(root, "paper"));
  char *dir = file_join(out, node_attr(root, "id"));
  bool ok = issue_write(&p, root, dir);
  free(dir);
  page_free(&p);
  return ok;
}

bool web_site(const struct web *w, const xmlDoc *site, const char *out)
{
  struct page p = new_page(w, root_of(site), site);
  bool ok = site_write(&p, root_of(site), out);
  page_free(&p);
  return ok;
}
