/* Links inside the site: what they name must be there when it is built. */
#include "tree/check_in.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/article.h"
#include "tree/day.h"
#include "tree/load.h"
#include "tree/link.h"
#include "tree/node.h"
#include "tree/type.h"

enum { PARTS = 8 };

/* An address split at its slashes, from the top of the site. */
struct target {
  char *copy; /* owned; parts point into it */
  const char *part[PARTS];
  int n;
};

/* One step; false when it leads out of the site or too deep. */
static bool step(struct target *t, const char *part)
{
  if (!strcmp(part, ".."))
    return --t->n >= 0;
  if (!*part || !strcmp(part, "."))
    return true;
  if (t->n == PARTS)
    return false;
  t->part[t->n++] = part;
  return true;
}

/* HREF as seen from the issue BASE ("paper/day"). */
static bool resolve(struct target *t, const char *base, const char *href)
{
  int path = (int)strcspn(href, "?#");
  *t = (struct target){mem_printf("%s/%.*s", base, path, href), {0}, 0};
  for (char *s = t->copy, *next; s; s = next) {
    next = strchr(s, '/');
    if (next)
      *next++ = '\0';
    if (!step(t, s))
      return false;
  }
  return true;
}

static bool has_article(const xmlNode *folder, const char *id, size_t n)
{
  const xmlNode *a = node_first(folder, "article");
  for (; a; a = node_next(a, "article")) {
    const char *s = node_attr(a, "id");
    if (strlen(s) == n && !strncmp(s, id, n))
      return true;
  }
  return false;
}

/* Cards of CONTENT/ID, read once; NULL when there is no such issue. */
static const xmlNode *other_issue(struct check *c, const char *id)
{
  if (!c->others)
    c->others = node_new(NULL, "others", 1, 1);
  const xmlNode *f = node_first(c->others, NULL);
  while (f && strcmp(node_attr(f, "id"), id) != 0)
    f = node_next(f, NULL);
  if (f)
    return f;
  const char *here = node_attr(c->issue, "dir");
  size_t root = strlen(here) - strlen(node_attr(c->issue, "id"));
  char *dir = mem_printf("%.*s%s", (int)root, here, id);
  char **names = load_list(dir);
  xmlNode *folder = names ? node_new(c->others, "folder", 1, 1) : NULL;
  if (folder)
    node_set(folder, "id", id);
  for (char **name = names; name && *name; name++)
    article_card(folder, dir, *name);
  free(names);
  free(dir);
  return folder;
}

static bool in_issue(struct check *c, const struct target *t)
{
  char *id = mem_printf("%s/%s", t->part[0], t->part[1]);
  char *pdf = mem_printf("%s-%s.pdf", t->part[0], t->part[1]);
  const char *file = t->part[2], *dot = strrchr(file, '.');
  bool here = !strcmp(id, node_attr(c->issue, "id"));
  bool known =
      type_is_id(t->part[0], strlen(t->part[0])) && day_valid(t->part[1]);
  const xmlNode *issue = here ? c->issue : known ? other_issue(c, id) : NULL;
  size_t n = dot && !strcmp(dot, ".html") ? (size_t)(dot - file) : 0;
  bool ok = issue &&
            (!strcmp(file, "index.html") || !strcmp(file, pdf) ||
             has_article(issue, file, n));
  free(pdf);
  free(id);
  return ok;
}

/* What the site holds beside issues. */
static bool on_site(const struct check *c, const struct target *t)
{
  if (t->n == 2 && strcmp(t->part[0], node_attr(c->issue, "paper")))
    return false;
  return t->n >= 1 && t->n <= 2 &&
         !strcmp(t->part[t->n - 1], "index.html");
}

void check_link(struct check *c, const xmlNode *n)
{
  const char *href = node_attr(n, "href");
  if (!href || !link_is_file(href))
    return;
  struct target t;
  if (!resolve(&t, node_attr(c->issue, "id"), href))
    check_error(c, node_place(n),
                _("the link %.*s leads out of the site, name an article"),
                type_quote(href), href);
  else if (t.n == 3 ? !in_issue(c, &t) : !on_site(c, &t))
    check_error(c, node_place(n),
                _("the link %.*s leads nowhere, name an article as id.html, "
                  "or ../DATE/id.html of another issue"),
                type_quote(href), href);
  free(t.copy);
}
