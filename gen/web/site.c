#include "web/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "tree/theme.h"
#include "web/address.h"
#include "web/archive.h"
#include "web/code.h"
#include "web/feed.h"
#include "web/former.h"
#include "web/page.h"
#include "web/shelf.h"
#include "web/sitemap.h"
#include "web/tokens.h"

static bool has_base(const struct page *p)
{
  return p->base && *p->base;
}

static bool any_issue(const xmlNode *site)
{
  const xmlNode *p = node_first(site, "paper");
  while (p && !node_first(p, "issue"))
    p = node_next(p, "paper");
  return p != NULL;
}

static bool write_home(struct page *p, const xmlNode *site, const char *out)
{
  char *path = file_join(out, "index.html");
  page_text(p, "root", "");
  page_node(p, "paper", NULL);
  page_text(p, "feed", has_base(p) && any_issue(site) ? "feed.xml" : NULL);
  p->self = "index.html";
  bool ok = page_write(p, p->web->home, site, path);
  p->self = NULL;
  free(path);
  return ok;
}

static bool write_search(struct page *p, const xmlNode *site, const char *out)
{
  char *path = file_join(out, "search.html");
  page_text(p, "root", "");
  page_node(p, "paper", NULL);
  bool ok = !p->web->search || page_write(p, p->web->search, site, path);
  free(path);
  return ok;
}

static bool write_code(const struct page *p, const xmlNode *paper,
                       const char *dir)
{
  const xmlNode *account = node_first(paper, "account");
  const char *url = node_attr(account, "url");
  if (!p->web->codes || p->web->no_pictures || !url)
    return true;
  char *path = file_join(dir, "account.png");
  bool ok = code_file(url, node_place(account), path);
  free(path);
  return ok;
}

static bool write_paper(struct page *p, struct feed_files *f,
                        const struct stacks *s, const char *out)
{
  const xmlNode *paper = s->paper;
  const char *id = node_attr(paper, "id");
  char *dir = file_join(out, id), *feed = mem_printf("%s/feed.xml", id);
  page_node(p, "paper", paper);
  page_text(p, "feed",
            has_base(p) && node_first(paper, "issue") ? feed : NULL);
  bool ok = file_mkdirs(dir) && write_code(p, paper, dir) &&
            archive_write(p, s, out) && feed_paper(p, f, s, out);
  page_text(p, "feed", NULL);
  page_node(p, "paper", NULL);
  free(feed);
  free(dir);
  return ok;
}

/* 404.html is shown at any depth, so its links begin at the top of the host:
 * with the path of BASE. */
static bool write_lost(struct page *p, const xmlNode *site, const char *out)
{
  const char *host = has_base(p) ? strstr(p->base, "://") : NULL;
  const char *top = host ? strchr(host + 3, '/') : NULL;
  char *path = file_join(out, "404.html");
  const char *base = p->base;
  page_text(p, "root", top ? top : "/");
  page_text(p, "feed", NULL);
  p->base = NULL; /* it has no address of its own */
  bool ok = page_write(p, p->web->lost, site, path);
  p->base = base;
  free(path);
  return ok;
}

/* ---- files of the theme ---- */

static bool copy_file(const char *from_dir, const char *to_dir,
                      const char *name)
{
  char *from = file_join(from_dir, name), *to = file_join(to_dir, name);
  bool ok = file_is_dir(from) || file_copy(from, to);
  free(from);
  free(to);
  return ok;
}

static bool copy_sheet(const char *theme, const char *to_dir,
                       const char *name)
{
  char *from = theme_file(theme, name), *to = file_join(to_dir, name);
  bool ok = file_copy(from, to);
  free(from);
  free(to);
  return ok;
}

static bool copy_folder(const char *theme, const char *to)
{
  char *from = file_join(theme, "assets");
  char **names = file_list(from);
  bool ok = true;
  for (char **name = names; ok && name && *name; name++)
    ok = copy_file(from, to, *name);
  free(names);
  free(from);
  return ok;
}

/* The style sheets of the web, and assets/: the base's first, so that the
 * theme's own of the same name replace them. */
bool site_assets(const char *theme, const char *out)
{
  static const char *const more[] = {"archive.css", "page.css", "search.css"};
  char *to = file_join(out, "assets"), *base = theme_base(theme);
  bool ok = file_mkdirs(to) && tokens_write(theme, to) &&
            copy_sheet(theme, to, "web.css");
  for (size_t i = 0; ok && i < sizeof more / sizeof *more; i++)
    ok = !theme_has(theme, more[i]) || copy_sheet(theme, to, more[i]);
  ok = ok && (!base || copy_folder(base, to)) && copy_folder(theme, to);
  free(base);
  free(to);
  return ok;
}

bool site_write(struct page *p, const struct web_shared *s, const char *out)
{
  const xmlNode *site = page_node_of(p, "site");
  struct feed_files f = {.dir = s->feeds};
  bool ok = file_mkdirs(out) && site_assets(p->web->theme, out) &&
            write_home(p, site, out) && write_search(p, site, out) &&
            write_lost(p, site, out);
  for (size_t i = 0; i < s->addresses->nstacks; i++)
    ok &= write_paper(p, &f, s->addresses->stacks[i], out);
  ok &= feed_site(p, &f, site, out) &&
        sitemap_write(s->addresses, p->base, SITEMAP_MOST, out) &&
        sitemap_robots(p->base, out) &&
        former_write(s->addresses, p->base, out);
  feed_files_free(&f);
  return ok;
}
