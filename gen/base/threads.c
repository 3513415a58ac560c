#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct crowd {
  void (*work)(void *data, size_t i);
  void *data;
  size_t n;
  atomic_size_t next;
};

static void *worker(void *arg)
{
  struct crowd *c = arg;
  size_t i;
  while ((i = atomic_fetch_add(&c->next, 1)) < c->n)
    c->work(c->data, i);
  return NULL;
}

size_t threads_helpers(size_t n)
{
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t most = cores < 1 ? 1 : (size_t)cores;
  most = most < THREADS ? most : THREADS;
  most = most < n ? most : n;
  return most ? most - 1 : 0;
}

/* A helper that cannot be started is not missed. */
void threads_each(size_t n, void (*work)(void *data, size_t i), void *data)
{
  struct crowd c = {.work = work, .data = data, .n = n};
  pthread_t thread[THREADS];
  size_t wanted = threads_helpers(n), started = 0;
  while (started < wanted &&
         !pthread_create(&thread[started], NULL, worker, &c))
    started++;
  worker(&c);
  while (started > 0)
    pthread_join(thread[--started], NULL);
}

struct layers {
  const size_t *ends;
  size_t count;
  void (*work)(void *data, size_t i, size_t thread);
  void *data;
  size_t layer, next, done, names; /* under the lock */
  pthread_mutex_t lock;
  pthread_cond_t risen; /* a layer is done */
};

/* One piece of the layer that is being done, with the lock held before and
 * after. */
static void do_piece(struct layers *l, size_t name)
{
  size_t i = l->next++;
  pthread_mutex_unlock(&l->lock);
  l->work(l->data, i, name);
  pthread_mutex_lock(&l->lock);
  if (++l->done == l->ends[l->layer]) {
    l->layer++;
    pthread_cond_broadcast(&l->risen);
  }
}

static void *climb(void *arg)
{
  struct layers *l = arg;
  pthread_mutex_lock(&l->lock);
  size_t name = l->names++;
  while (l->layer < l->count) {
    if (l->next < l->ends[l->layer])
      do_piece(l, name);
    else if (l->done == l->ends[l->layer]) /* an empty layer */
      l->layer++;
    else
      pthread_cond_wait(&l->risen, &l->lock);
  }
  pthread_mutex_unlock(&l->lock);
  return NULL;
}

void threads_layers(const size_t *ends, size_t layers,
                    void (*work)(void *data, size_t i, size_t thread),
                    void *data)
{
  struct layers l = {.ends = ends, .count = layers, .work = work, .data = data,
                     .lock = PTHREAD_MUTEX_INITIALIZER,
                     .risen = PTHREAD_COND_INITIALIZER};
  pthread_t thread[THREADS];
  size_t wanted = threads_helpers(layers ? ends[layers - 1] : 0), started = 0;
  while (started < wanted &&
         !pthread_create(&thread[started], NULL, climb, &l))
    started++;
  climb(&l);
  while (started > 0)
    pthread_join(thread[--started], NULL);
}
