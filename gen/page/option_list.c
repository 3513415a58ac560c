#include "page/option_list.h"

#include <stdlib.h>

#include "base/mem.h"

/* An option at one of its heights. */
struct option_found {
  struct option o;
  int lines;
  enum top top;
};

static void add(void *data, const struct option *o, int lines, enum top top)
{
  struct option_list *l = data;
  l->v = mem_grow(l->v, &l->cap, l->n + 1, sizeof *l->v);
  l->v[l->n++] = (struct option_found){*o, lines, top};
}

void option_list_open(const struct option_story *s, int columns, int lines,
                      struct option_list *l)
{
  if (!l->made)
    option_each(s, (struct option_range){columns, 1, lines, NULL}, add, l);
  l->made = true;
}

void option_list_free(struct option_list *l)
{
  free(l->v);
  *l = (struct option_list){0};
}

/* Into N of at most MOST; returns how many they are now. */
static int insert(struct option *v, int n, int most, const struct option *o)
{
  int at = n < most ? n : most - 1;
  if (n == most && o->cost >= v[at].cost)
    return n;
  for (; at > 0 && v[at - 1].cost > o->cost; at--)
    v[at] = v[at - 1];
  v[at] = *o;
  return n < most ? n + 1 : n;
}

int option_list_find(const struct option_list *l,
                     const struct search_slot *slot, struct option *out,
                     int most)
{
  int n = 0;
  for (size_t i = 0; i < l->n; i++)
    if (l->v[i].lines == slot->lines && l->v[i].top == slot->top)
      n = insert(out, n, most, &l->v[i].o);
  return n;
}
