/* How much processor time the make-up of random issues takes
 * (makeup/generator.h), the page by its number of modules and the issue by its
 * pages: medians and what 95 % stay under. From the checked tree to sheets,
 * with lines broken and drawn; faces are open. makeup ROOM THEME ISSUES */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "asset/font.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "draw/sheet.h"
#include "makeup/generator.h"
#include "page/make.h"
#include "page/style.h"
#include "tree/node.h"

enum { MODULES = 16, SIZES = 4, MOST = 4000 };

struct times {
  double v[MOST];
  int n;
};

struct bench {
  struct press press;
  const char *room;
  struct times by_modules[MODULES]; /* of a page */
  struct times by_pages[SIZES + 1]; /* of an issue of 2 N pages */
};

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void add(struct times *t, double took)
{
  if (t->n < MOST)
    t->v[t->n++] = took;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int count_modules(const struct made *m)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  int n = 0;
  for (const xmlNode *z = root; z; z = node_walk(z, root))
    n += node_is(z, "zone");
  return n;
}

static bool do_issue(struct bench *b, uint64_t seed, int pages)
{
  struct generated g;
  struct target t;
  struct generator how = {.pages = pages, .copy = 90 + (int)(seed % 16)};
  if (!generator_issue(b->room, seed, how, &g))
    return false;
  char *path = file_join(b->room, "content/p/2024-01-06");
  xmlDoc *doc = job_target(path, &t) ? job_issue(&t) : NULL;
  free(path);
  if (!doc)
    return false;
  job_target_free(&t);
  double begun = now();
  struct made m =
      make_issue(doc, b->press.theme, b->press.styles, b->press.fonts);
  double took = now() - begun;
  int n = (int)m.sheets->n, modules = (count_modules(&m) + n / 2) / n;
  add(&b->by_modules[modules < MODULES ? modules : MODULES - 1], took / n);
  add(&b->by_pages[pages / 2], took);
  make_free(&m);
  xmlFreeDoc(doc);
  return true;
}

static void tell(struct times *t, const char *what, int n, const char *limit)
{
  if (t->n < 3)
    return;
  qsort(t->v, (size_t)t->n, sizeof *t->v, compare);
  printf("%s of %d: %.2f ms, 95 %% under %.2f ms   %s  (of %d)\n", what, n,
         t->v[t->n / 2], t->v[t->n * 95 / 100], limit, t->n);
}

int main(int argc, char **argv)
{
  static struct bench b;
  if (argc < 4 || atoi(argv[3]) < 1 || !job_press(&b.press, argv[2]))
    return 2;
  b.room = argv[1];
  if (!file_mkdirs(b.room) || !generator_pictures(b.room))
    return 3;
  for (int i = 0; i < atoi(argv[3]); i++)
    if (!do_issue(&b, (uint64_t)i, 2 + 2 * (i % SIZES)))
      return 3;
  for (int i = 1; i < MODULES; i++)
    tell(&b.by_modules[i], "make-up of a page, modules", i,
         i <= 6 ? "under 5 ms" : "under 15 ms");
  for (int i = 1; i <= SIZES; i++)
    tell(&b.by_pages[i], "make-up of an issue, pages", 2 * i, "");
  job_press_free(&b.press);
  return 0;
}
