#include "web/shelf.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/node.h"

/* A card under the slug of a shelf. */
struct slip {
  const char *slug;
  const xmlNode *card, *of;
  size_t order;
};

struct slips {
  struct slip *list;
  size_t n, cap;
};

static void file_away(struct slips *s, struct slip slip)
{
  s->list = mem_grow(s->list, &s->cap, s->n + 1, sizeof *s->list);
  slip.order = s->n;
  s->list[s->n++] = slip;
}

static int by_slug(const void *a, const void *b)
{
  const struct slip *x = a, *y = b;
  int d = strcmp(x->slug, y->slug);
  return d ? d : (x->order > y->order) - (x->order < y->order);
}

static int by_place(const void *a, const void *b)
{
  const struct shelf *x = a, *y = b;
  const char *p = node_attr(x->of, "at"), *q = node_attr(y->of, "at");
  long i = strtol(p, NULL, 10), j = strtol(q, NULL, 10);
  return i != j ? (i > j) - (i < j) : strcmp(x->slug, y->slug);
}

static int by_size(const void *a, const void *b)
{
  const struct shelf *x = a, *y = b;
  return x->n != y->n ? (x->n < y->n) - (x->n > y->n)
                      : strcmp(x->slug, y->slug);
}

static struct shelf *add(struct shelves *s, const char *slug,
                         const xmlNode *of)
{
  s->list = mem_grow(s->list, &s->cap, s->n + 1, sizeof *s->list);
  struct shelf *one = &s->list[s->n++];
  *one = (struct shelf){.slug = slug, .name = slug, .of = of};
  return one;
}

/* Slips of one slug become a shelf; their cards stand in one array. */
static void put_up(struct stacks *a, struct shelves *to, struct slips *s)
{
  const xmlNode **card = arena_array(a->arena, s->n, sizeof *card);
  qsort(s->list, s->n, sizeof *s->list, by_slug);
  for (size_t i = 0; i < s->n; i++) {
    card[i] = s->list[i].card;
    if (!i || strcmp(s->list[i].slug, s->list[i - 1].slug) != 0)
      add(to, s->list[i].slug, s->list[i].of)->card = &card[i];
    to->list[to->n - 1].n++;
  }
  free(s->list);
}

static const xmlNode *section_named(const xmlNode *paper, const char *id)
{
  const xmlNode *s = node_first(paper, "section");
  while (s && strcmp(node_attr(s, "id"), id) != 0)
    s = node_next(s, "section");
  return s;
}

static void fill_sections(struct stacks *a, struct slips *s)
{
  if (!s->n)
    return;
  put_up(a, &a->sections, s);
  for (size_t i = 0; i < a->sections.n; i++) {
    struct shelf *one = &a->sections.list[i];
    one->of = section_named(a->paper, one->slug);
    one->name = one->of ? node_attr(one->of, "name") : one->slug;
  }
  size_t kept = 0; /* an old card may name a section that is gone */
  for (size_t i = 0; i < a->sections.n; i++)
    if (a->sections.list[i].of)
      a->sections.list[kept++] = a->sections.list[i];
  a->sections.n = kept;
  if (kept)
    qsort(a->sections.list, kept, sizeof *a->sections.list, by_place);
}

static void fill_authors(struct stacks *a, struct slips *s)
{
  if (!s->n)
    return;
  put_up(a, &a->authors, s);
  for (size_t i = 0; i < a->authors.n; i++) {
    struct shelf *one = &a->authors.list[i];
    const xmlNode *text = one->of->children;
    one->name = text && text->content ? (const char *)text->content : one->slug;
  }
  qsort(a->authors.list, a->authors.n, sizeof *a->authors.list, by_size);
}

const char *shelf_day(const xmlNode *issue)
{
  const char *id = node_attr(issue, "id"), *slash = strchr(id, '/');
  return slash ? slash + 1 : id;
}

static void add_year(struct stacks *a, const xmlNode *issue)
{
  const char *day = shelf_day(issue);
  struct shelves *y = &a->years;
  if (!y->n || strncmp(y->list[y->n - 1].slug, day, 4) != 0) {
    char *slug = arena_copy_n(a->arena, day, 4);
    size_t most = 1;
    for (const xmlNode *i = node_next(issue, "issue"); i;
         i = node_next(i, "issue"), most++)
      if (strncmp(shelf_day(i), day, 4) != 0)
        break;
    add(y, slug, NULL)->card =
        arena_array(a->arena, most, sizeof(xmlNode *));
  }
  struct shelf *last = &y->list[y->n - 1];
  last->card[last->n++] = issue;
}

struct stacks *shelf_new(const xmlNode *paper)
{
  struct stacks *a = mem_new(sizeof *a);
  struct slips sections = {0}, authors = {0};
  bool any = node_first(paper, "section") != NULL;
  a->paper = paper;
  a->arena = arena_new();
  for (const xmlNode *i = node_first(paper, "issue"); i;
       i = node_next(i, "issue")) {
    add_year(a, i);
    for (const xmlNode *n = node_first(i, "article"); n;
         n = node_next(n, "article")) {
      const char *id = any ? node_attr(n, "section-id") : NULL;
      if (id)
        file_away(&sections, (struct slip){.slug = id, .card = n});
      for (const xmlNode *by = node_first(n, "author"); by;
           by = node_next(by, "author"))
        file_away(&authors, (struct slip){node_attr(by, "slug"), n, by, 0});
    }
  }
  fill_sections(a, &sections);
  fill_authors(a, &authors);
  return a;
}

void shelf_free(struct stacks *a)
{
  if (!a)
    return;
  free(a->years.list);
  free(a->sections.list);
  free(a->authors.list);
  arena_free(a->arena);
  free(a);
}
