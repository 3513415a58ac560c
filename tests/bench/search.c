/* How long the search for a page takes, by stories: medians and the worst of
 * PAGES made-up pages each. search PAGES */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../unit/menus.h"
#include "base/mem.h"

enum { COLUMNS = 6, LINES = 70, MOST = 64 };

struct outcome {
  double *ms;
  int closed, found;
};

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* As the make-up asks for it. */
static struct search_job job_of(const struct menu *const *menus, int n)
{
  return (struct search_job){.menus = menus,
                             .n = n,
                             .columns = COLUMNS,
                             .lines = LINES,
                             .keep = n <= 7 ? 3 : n == 8 ? 2 : 1,
                             .threshold = n <= 6 ? 120 : 60,
                             .pinwheel = n <= 7};
}

static void run(struct outcome *o, int n, int pages, struct menu *v)
{
  static struct arrangement out[MOST];
  const struct menu *menus[SEARCH_STORIES];
  uint64_t seed = (uint64_t)n;
  for (int i = 0; i < n; i++)
    menus[i] = &v[i];
  for (int i = 0; i < pages; i++) {
    sample_page(v, n, COLUMNS, LINES, 100, &seed);
    struct search_job job = job_of(menus, n);
    double start = now();
    int found = search_page(&job, out, MOST);
    o->ms[i] = now() - start;
    o->closed += found > 0;
    o->found += found;
  }
  qsort(o->ms, (size_t)pages, sizeof *o->ms, compare);
}

int main(int argc, char **argv)
{
  int pages = argc > 1 ? atoi(argv[1]) : 0;
  if (pages < 1)
    return 2;
  struct menu *v = mem_array(SEARCH_STORIES, sizeof *v);
  for (int n = 3; n <= SEARCH_STORIES; n++) {
    struct outcome o = {.ms = mem_array((size_t)pages, sizeof *o.ms)};
    run(&o, n, pages, v);
    printf("search of a page of %2d: median %6.2f ms, worst %6.2f ms, "
           "%3d of %d closed%s\n",
           n, o.ms[pages / 2], o.ms[pages - 1], o.closed, pages,
           n <= 6   ? "   under 2 ms"
           : n == 8 ? "   under 8 ms"
                    : "");
    free(o.ms);
  }
  free(v);
  return 0;
}
