#include "web/address.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/shelf.h"

static void add(struct addresses *a, struct address one)
{
  a->list = mem_grow(a->list, &a->cap, a->n + 1, sizeof *a->list);
  a->list[a->n++] = one;
}

/* FOLDER/NAME.html */
static const char *page(struct addresses *a, const char *folder,
                        const char *name)
{
  char *s = mem_printf("%s/%s.html", folder, name);
  const char *copy = arena_copy(a->arena, s);
  free(s);
  return copy;
}

static void add_shelves(struct addresses *a, const struct shelves *s,
                        const char *folder)
{
  for (size_t i = 0; i < s->n; i++) {
    const xmlNode *newest = s->list[i].card[0];
    const xmlNode *issue = node_is(newest, "issue") ? newest : newest->parent;
    add(a, (struct address){page(a, folder, s->list[i].slug),
                            node_attr(issue, "date"), NULL, s->list[i].of});
  }
}

static void add_issue(struct addresses *a, const xmlNode *issue)
{
  add(a, (struct address){node_attr(issue, "url"), node_attr(issue, "date"),
                          NULL, issue});
  for (const xmlNode *n = node_first(issue, "article"); n;
       n = node_next(n, "article"))
    add(a, (struct address){node_attr(n, "url"), node_attr(n, "date"), NULL,
                            n});
}

static void add_paper(struct addresses *a, const xmlNode *paper)
{
  const char *id = node_attr(paper, "id");
  const xmlNode *newest = node_first(paper, "issue");
  struct stacks *s = shelf_new(paper);
  a->stacks =
      mem_grow(a->stacks, &a->capstacks, a->nstacks + 1, sizeof *a->stacks);
  a->stacks[a->nstacks++] = s;
  char *section = mem_printf("%s/section", id);
  char *author = mem_printf("%s/author", id);
  add(a, (struct address){page(a, id, "index"),
                          newest ? node_attr(newest, "date") : NULL, NULL,
                          paper});
  add_shelves(a, &s->years, id);
  add_shelves(a, &s->sections, section);
  add_shelves(a, &s->authors, author);
  for (const xmlNode *i = newest; i; i = node_next(i, "issue"))
    add_issue(a, i);
  free(author);
  free(section);
}

/* ---- aliases ---- */

static void add_alias(struct addresses *a, const xmlNode *of, const char *goal)
{
  for (const xmlNode *n = node_first(of, "alias"); n;
       n = node_next(n, "alias")) {
    const char *path = n->children ? (const char *)n->children->content : NULL;
    if (path)
      add(a, (struct address){path, NULL, goal, n});
  }
}

static void add_aliases(struct addresses *a, const xmlNode *paper)
{
  const char *id = node_attr(paper, "id");
  char *section = mem_printf("%s/section", id);
  add_alias(a, paper, page(a, id, "index"));
  for (const xmlNode *s = node_first(paper, "section"); s;
       s = node_next(s, "section"))
    if (node_first(s, "alias"))
      add_alias(a, s, page(a, section, node_attr(s, "id")));
  for (const xmlNode *i = node_first(paper, "issue"); i;
       i = node_next(i, "issue")) {
    add_alias(a, i, node_attr(i, "url"));
    for (const xmlNode *n = node_first(i, "article"); n;
         n = node_next(n, "article"))
      add_alias(a, n, node_attr(n, "url"));
  }
  free(section);
}

static int by_path(const void *x, const void *y)
{
  const struct address *const *a = x, *const *b = y;
  int d = strcmp((*a)->path, (*b)->path);
  return d ? d : (*a > *b) - (*a < *b);
}

/* Pages before aliases, and these in the order of the site. */
static const struct address **sorted(const struct addresses *a)
{
  const struct address **v = mem_array(a->n, sizeof *v);
  for (size_t i = 0; i < a->n; i++)
    v[i] = &a->list[i];
  if (a->n)
    qsort(v, a->n, sizeof *v, by_path);
  return v;
}

/* ONE stands first; TWO is an alias. */
static void refuse(const struct address *one, struct address *two)
{
  diag_once(LEVEL_ERROR, node_place(two->node),
            one->goal ? _("%s is an alias of something else, too, remove one")
                      : _("%s is the address of a page, remove it from the "
                          "aliases"),
            two->path);
  two->path = NULL;
}

static void judge(struct addresses *a)
{
  const struct address **v = sorted(a);
  for (size_t i = 1, first = 0; i < a->n; i++)
    if (strcmp(v[first]->path, v[i]->path) != 0)
      first = i;
    else if (v[i]->goal && (!v[first]->goal ||
                            strcmp(v[i]->goal, v[first]->goal) != 0))
      refuse(v[first], &a->list[v[i] - a->list]);
    else if (v[i]->goal)
      a->list[v[i] - a->list].path = NULL; /* the same twice */
  free(v);
  size_t kept = a->pages;
  for (size_t i = a->pages; i < a->n; i++)
    if (a->list[i].path)
      a->list[kept++] = a->list[i];
  a->n = kept;
}

struct addresses *address_new(const xmlNode *site)
{
  struct addresses *a = mem_new(sizeof *a);
  const xmlNode *first = node_first(site, "paper");
  a->arena = arena_new();
  add(a, (struct address){"index.html", NULL, NULL, site});
  for (const xmlNode *p = first; p; p = node_next(p, "paper"))
    add_paper(a, p);
  for (size_t i = 1; i < a->n; i++) {
    const char *d = a->list[i].date;
    if (d && (!a->list[0].date || strcmp(d, a->list[0].date) > 0))
      a->list[0].date = d;
  }
  a->pages = a->n;
  for (const xmlNode *p = first; p; p = node_next(p, "paper"))
    add_aliases(a, p);
  if (a->n > a->pages)
    judge(a);
  return a;
}

void address_free(struct addresses *a)
{
  if (!a)
    return;
  for (size_t i = 0; i < a->nstacks; i++)
    shelf_free(a->stacks[i]);
  free(a->stacks);
  free(a->list);
  arena_free(a->arena);
  free(a);
}

/* ---- what the last build had ---- */

void address_print(struct buf *out, const struct addresses *a)
{
  for (size_t i = 0; i < a->n; i++) {
    buf_puts(out, a->list[i].path);
    buf_putc(out, '\n');
  }
}

/* The nearest thing that is still there: the issue or the paper in whose
 * folder PATH was. */
static const xmlNode *nearest(const xmlNode *site, const char *path)
{
  for (const xmlNode *p = node_first(site, "paper"); p;
       p = node_next(p, "paper")) {
    const char *id = node_attr(p, "id");
    size_t n = strlen(id);
    if (strncmp(path, id, n) != 0 || path[n] != '/')
      continue;
    for (const xmlNode *i = node_first(p, "issue"); i;
         i = node_next(i, "issue")) {
      id = node_attr(i, "id");
      n = strlen(id);
      if (!strncmp(path, id, n) && path[n] == '/')
        return i;
    }
    return p;
  }
  return site;
}

static void tell(const xmlNode *site, const char *path)
{
  struct place at = place_file(node_attr(nearest(site, path), "src"));
  diag_once(LEVEL_WARN, at,
            _("the last build had the address %s, which is gone; write it "
              "under aliases: where its text is now"),
            path);
}

static int by_name(const void *key, const void *x)
{
  const struct address *const *a = x;
  return strcmp(key, (*a)->path);
}

int address_compare(const struct addresses *a, const xmlNode *site,
                    const char *last, const char *prefix)
{
  const struct address **v = sorted(a);
  size_t n = strlen(prefix);
  int gone = 0;
  for (const char *end; *last; last = *end ? end + 1 : end) {
    end = last + strcspn(last, "\n");
    char *path = mem_copy_n(last, (size_t)(end - last));
    if (*path && !strncmp(path, prefix, n) &&
        !bsearch(path, v, a->n, sizeof *v, by_name)) {
      tell(site, path);
      gone++;
    }
    free(path);
  }
  free(v);
  return gone;
}
