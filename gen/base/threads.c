#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS = 4 };

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

static size_t helpers(size_t n)
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
  size_t wanted = helpers(n), started = 0;
  while (started < wanted &&
         !pthread_create(&thread[started], NULL, worker, &c))
    started++;
  worker(&c);
  while (started > 0)
    pthread_join(thread[--started], NULL);
}
