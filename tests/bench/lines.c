/* How long shaping and breaking take for all paragraphs below CONTENT, in the
 * column of THEME: medians of RUNS. lines CONTENT THEME RUNS */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "asset/font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/line.h"
#include "page/style.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/site.h"

enum { PARAGRAPHS = 100000 };

struct bench {
  struct fonts *fonts;
  struct styles *styles;
  const xmlNode **p;
  const struct text **text;
  size_t n, counted;
};

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void gather(struct bench *b, const xmlNode *root)
{
  for (xmlNode *n = node_walk(root, root); n; n = node_walk(n, root))
    if (node_is(n, "p") && b->n < PARAGRAPHS)
      b->p[b->n++] = n;
}

static double shape(struct bench *b, struct arena *a)
{
  double start = now();
  for (size_t i = 0; i < b->n; i++)
    b->text[i] = text_shape(a, b->styles, b->fonts, b->p[i]);
  return now() - start;
}

static double set_lines(struct bench *b, struct arena *a)
{
  double start = now();
  for (size_t i = 0; i < b->n; i++)
    lines_break(a, b->text[i],
                &(struct setting){.measure = styles_page(b->styles)->measure,
                                  .indent = b->text[i]->style->indent});
  return now() - start;
}

/* What make-up asks of every paragraph: can it be a line shorter, longer? */
static double count_lines(struct bench *b)
{
  double start = now();
  for (size_t i = 0; i < b->n; i++)
    b->counted += lines_counts(b->text[i],
                  &(struct setting){.measure = styles_page(b->styles)->measure,
                                    .indent = b->text[i]->style->indent}).n;
  return now() - start;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *v, int n)
{
  qsort(v, (size_t)n, sizeof *v, compare);
  return v[n / 2];
}

static void run(struct bench *b, int runs)
{
  double *shaping = mem_array((size_t)runs, sizeof *shaping);
  double *breaking = mem_array((size_t)runs, sizeof *breaking);
  double *counting = mem_array((size_t)runs, sizeof *counting);
  size_t characters = 0;
  for (int i = 0; i < runs; i++) {
    struct arena *a = arena_new();
    shaping[i] = shape(b, a);
    breaking[i] = set_lines(b, a);
    counting[i] = count_lines(b);
    characters = 0;
    for (size_t k = 0; k < b->n; k++)
      characters += utf8_count(b->text[k]->s, b->text[k]->len);
    arena_free(a);
  }
  printf("lines of %zu characters in %zu paragraphs: shaping %.2f ms, "
         "breaking %.2f ms, counting %.2f ms   each under 5 ms  (medians of "
         "%d)\n",
         characters, b->n, median(shaping, runs), median(breaking, runs),
         median(counting, runs), runs);
  free(shaping);
  free(breaking);
  free(counting);
}

int main(int argc, char **argv)
{
  struct bench b = {0};
  xmlDoc *docs[64];
  size_t n = 0;
  if (argc < 4 || atoi(argv[3]) < 1)
    return 2;
  xmlDoc *site = site_load(argv[1]);
  b.fonts = fonts_new();
  b.styles = styles_load(argv[2], b.fonts);
  if (!site || !b.styles)
    return 1;
  b.p = mem_array(PARAGRAPHS, sizeof *b.p);
  b.text = mem_array(PARAGRAPHS, sizeof *b.text);
  xmlNode *root = xmlDocGetRootElement(site);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    for (xmlNode *i = node_first(p, "issue"); i && n < 64;
         i = node_next(i, "issue")) {
      docs[n] = issue_load(argv[1], node_attr(p, "id"), node_attr(i, "date"));
      check_issue(docs[n]);
      gather(&b, xmlDocGetRootElement(docs[n++]));
    }
  run(&b, atoi(argv[3]));
  while (n)
    xmlFreeDoc(docs[--n]);
  xmlFreeDoc(site);
  free(b.p);
  free(b.text);
  styles_free(b.styles);
  fonts_free(b.fonts);
  return 0;
}
