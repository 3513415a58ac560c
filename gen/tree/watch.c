#include "tree/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct visit {
  void (*expr)(void *data, const struct expr *x, bool optional);
  void (*part)(void *data, const char *part, struct place at);
  void *data;
};

static void see(const struct visit *v, const struct expr *x, bool optional)
{
  if (x && v->expr)
    v->expr(v->data, x, optional);
}

/* Templates are at most 64 elements deep. */
static void visit_node(const struct visit *v, const struct template_node *n)
{
  see(v, n->each, false);
  see(v, n->cond, true);
  see(v, n->content, false);
  see(v, n->value, false);
  if (n->part && v->part)
    v->part(v->data, n->part, n->at);
  for (const struct template_attr *a = n->attr; a; a = a->next)
    see(v, a->value, false);
  for (const struct template_node *c = n->first; c; c = c->next)
    visit_node(v, c);
}

/* All that is compiled, whether or not it is named from somewhere else. */
static void visit(const struct visit *v, const struct template *t)
{
  const struct template_node *n;
  for (int i = 0; i < template_partials(t); i++)
    if ((n = template_partial(t, i)))
      visit_node(v, n);
}

static void watch_one(void *data, const struct expr *x, bool optional)
{
  (void)data;
  (void)optional;
  expr_watch(x);
}

void watch_template(const struct template *t)
{
  visit(&(struct visit){.expr = watch_one}, t);
}

static void collect_one(void *data, const struct expr *x, bool optional)
{
  struct watch_list *list = data;
  const struct expr_path *p;
  for (size_t i = 0; (p = expr_path(x, i)); i++) {
    list->v = mem_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] =
        (struct watched){expr_place(x), p->source, p->asked, p->found,
                         p->root, optional};
  }
}

void watch_collect(const struct template *t, struct watch_list *list)
{
  visit(&(struct visit){.expr = collect_one, .data = list}, t);
}

static int by_place(const void *a, const void *b)
{
  const struct watched *x = a, *y = b;
  int order = strcmp(x->at.file, y->at.file);
  if (!order)
    order = (x->at.line > y->at.line) - (x->at.line < y->at.line);
  if (!order)
    order = (x->at.col > y->at.col) - (x->at.col < y->at.col);
  return order ? order : strcmp(x->path, y->path);
}

void watch_merge(struct watch_list *list)
{
  size_t n = 0;
  if (list->n)
    qsort(list->v, list->n, sizeof *list->v, by_place);
  for (size_t i = 0; i < list->n; i++) {
    struct watched *last = n ? &list->v[n - 1] : NULL;
    if (last && !by_place(last, &list->v[i])) {
      last->asked += list->v[i].asked;
      last->found += list->v[i].found;
      if (!*last->root)
        last->root = list->v[i].root;
    } else {
      list->v[n++] = list->v[i];
    }
  }
  list->n = n;
}

void watch_free(struct watch_list *list)
{
  free(list->v);
  *list = (struct watch_list){0};
}

void watch_parts(const struct template *t,
                 void (*see_part)(void *data, const char *part,
                                  struct place at),
                 void *data)
{
  visit(&(struct visit){.part = see_part, .data = data}, t);
}
