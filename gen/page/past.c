#include "page/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct past {
  struct make *m;
  struct story *v; /* of all */
  struct story **waiting, **fillers;
  size_t nwaiting, nfillers;
};

static struct story **copy_queue(const struct queue *q)
{
  struct story **v = mem_array(q->n + 1, sizeof(struct story *));
  for (size_t i = 0; i < q->n; i++)
    v[i] = q->v[i];
  return v;
}

struct past *past_new(struct make *m)
{
  struct past *p = mem_new(sizeof *p);
  p->m = m;
  p->v = mem_array(m->all.n + 1, sizeof *p->v);
  for (size_t i = 0; i < m->all.n; i++)
    p->v[i] = *m->all.v[i];
  p->nwaiting = m->waiting.n;
  p->nfillers = m->fillers.n;
  p->waiting = copy_queue(&m->waiting);
  p->fillers = copy_queue(&m->fillers);
  return p;
}

void past_free(struct past *p)
{
  free(p->v);
  free(p->waiting);
  free(p->fillers);
  free(p);
}

/* It has room, since it held as much before. */
static void restore_queue(struct queue *q, struct story *const *v, size_t n)
{
  q->n = n;
  for (size_t i = 0; i < n; i++)
    q->v[i] = v[i];
}

void past_restore(const struct past *p)
{
  struct make *m = p->m;
  for (size_t i = 0; i < m->all.n; i++) {
    struct story *s = m->all.v[i];
    struct choice *c = s->choice;
    if (s->part != p->v[i].part) {
      choice_free(c);
      c = NULL;
    }
    *s = p->v[i];
    s->choice = c;
  }
  restore_queue(&m->waiting, p->waiting, p->nwaiting);
  restore_queue(&m->fillers, p->fillers, p->nfillers);
}
