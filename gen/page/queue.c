#include <string.h>

#include "base/mem.h"
#include "page/make_in.h"

void queue_push(struct queue *q, struct story *s, size_t at)
{
  q->v = mem_grow(q->v, &q->cap, q->n + 1, sizeof *q->v);
  memmove(q->v + at + 1, q->v + at, (q->n - at) * sizeof *q->v);
  q->v[at] = s;
  q->n++;
}

void queue_pull(struct queue *q, size_t at)
{
  q->n--;
  memmove(q->v + at, q->v + at + 1, (q->n - at) * sizeof *q->v);
}

void queue_remove(struct queue *q, const struct story *s)
{
  for (size_t i = 0; i < q->n; i++)
    if (q->v[i] == s) {
      queue_pull(q, i);
      return;
    }
}
