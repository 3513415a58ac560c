#include "web/web.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "tree/theme.h"
#include "web/issue.h"
#include "web/page.h"
#include "web/picture.h"
#include "web/site.h"

/* A template that a theme need not have. */
static void optional(struct template **t, const char *theme, const char *name)
{
  if (theme_has(theme, name))
    *t = template_load(theme, name);
}

struct web *web_load(const struct web_options *o)
{
  struct web *w = mem_new(sizeof *w);
  w->theme = mem_copy(o->theme);
  w->pdf = o->pdf;
  w->large = o->large;
  w->codes = o->codes;
  w->no_pictures = o->no_pictures;
  w->cache = o->cache ? mem_copy(o->cache) : NULL;
  if (o->search)
    w->search = template_load(o->theme, "search.html");
  /* All, so that one run tells all mistakes. */
  w->home = template_load(o->theme, "home.html");
  w->paper = template_load(o->theme, "paper.html");
  w->issue = template_load(o->theme, "issue.html");
  w->article = template_load(o->theme, "article.html");
  if (o->pdf)
    optional(&w->page, o->theme, "page.html");
  w->year = template_load(o->theme, "year.html");
  w->section = template_load(o->theme, "section.html");
  w->author = template_load(o->theme, "author.html");
  w->lost = template_load(o->theme, "404.html");
  if (w->home && w->paper && w->issue && w->article &&
      w->year && w->section && w->author && w->lost &&
      (w->search || !o->search))
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
  template_free(w->year);
  template_free(w->section);
  template_free(w->author);
  template_free(w->lost);
  template_free(w->page);
  template_free(w->search);
  free(w->cache);
  free(w->theme);
  free(w);
}

bool web_has_search(const char *theme)
{
  return theme_has(theme, "search.html");
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
                                      "pdf",   "large",  "prev",  "next",
                                      "feed",  "archive", "year", "list"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
    page_node(&p, empty[i], NULL);
  page_node(&p, "site", root_of(site));
  p.base = node_attr(of, "base-url");
  return p;
}

bool web_issue(const struct web *w, const xmlDoc *issue, const xmlDoc *placed,
               const xmlNode *card, const char *out)
{
  const xmlNode *root = root_of(issue);
  struct page p = new_page(w, root, card ? card->doc : NULL);
  p.card = card;
  page_node(&p, "issue", root);
  page_node(&p, "placed", root_of(placed));
  page_node(&p, "paper", node_first(root, "paper"));
  char *dir = file_join(out, node_attr(root, "id"));
  char *feed = mem_printf("%s/feed.xml", node_attr(root, "paper"));
  page_text(&p, "feed", p.base && *p.base ? feed : NULL);
  bool ok = issue_write(&p, root, dir);
  free(feed);
  free(dir);
  page_free(&p);
  return ok;
}

bool web_site(const struct web *w, const struct web_shared *s, const char *out)
{
  struct page p = new_page(w, root_of(s->site), s->site);
  p.top = out;
  bool ok = site_write(&p, s, out);
  if (w->cache)
    picture_prune(w->cache);
  page_free(&p);
  return ok;
}

bool web_assets(const struct web *w, const char *out)
{
  return site_assets(w->theme, out);
}
