#include "web/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/code.h"
#include "web/page.h"

static bool write_home(struct page *p, const xmlNode *site, const char *out)
{
  char *path = file_join(out, "index.html");
  page_text(p, "root", "");
  page_node(p, "paper", NULL);
  bool ok = page_write(p, p->web->home, site, path);
  free(path);
  return ok;
}

static bool write_code(const struct page *p, const xmlNode *paper,
                       const char *dir)
{
  const xmlNode *account = node_first(paper, "account");
  const char *url = node_attr(account, "url");
  if (!p->web->codes || !url)
    return true;
  char *path = file_join(dir, "account.png");
  bool ok = code_file(url, node_place(account), path);
  free(path);
  return ok;
}

static bool write_paper(struct page *p, const xmlNode *paper, const char *out)
{
  char *dir = file_join(out, node_attr(paper, "id"));
  char *path = file_join(dir, "index.html");
  page_text(p, "root", "../");
  page_node(p, "paper", paper);
  bool ok = file_mkdirs(dir) && write_code(p, paper, dir) &&
            page_write(p, p->web->paper, paper, path);
  free(path);
  free(dir);
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

/* The style sheets of the web, and everything in the theme's assets/. */
static bool copy_assets(const char *theme, const char *out)
{
  char *to = file_join(out, "assets"), *from = file_join(theme, "assets");
  bool ok = file_mkdirs(to) && copy_file(theme, to, "tokens.css") &&
            copy_file(theme, to, "web.css");
  char **names = file_list(from);
  for (char **name = names; ok && name && *name; name++)
    ok = copy_file(from, to, *name);
  free(names);
  free(from);
  free(to);
  return ok;
}

bool site_write(struct page *p, const xmlNode *site, const char *out)
{
  bool ok = file_mkdirs(out) && copy_assets(p->web->theme, out) &&
            write_home(p, site, out);
  for (const xmlNode *n = node_first(site, "paper"); n;
       n = node_next(n, "paper"))
    ok &= write_paper(p, n, out);
  return ok;
}
