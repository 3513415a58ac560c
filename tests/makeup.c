/* Makes up random issues (makeup/generator.h) with the default theme, or with
 * that in the folder THEME, for whose page the copy is then reckoned, and has
 * them judged:
 *
 * makeup-run [-k] [-p PAGES] [-c COPY] [-t THEME] [-e EDITION] ROOM FROM TO
 *
 * For each seed from FROM to TO - 1 a line is printed when it begins and one
 * with what was found; ROOM is an empty folder for the content. -k only writes
 * the issue of FROM there. tests/makeup.py draws the sum. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "asset/font.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "makeup/cover.h"
#include "makeup/generator.h"
#include "makeup/printed.h"
#include "makeup/taboo.h"
#include "page/style.h"
#include "tree/node.h"

struct runner {
  struct press press;
  struct generator how;
  const char *room;
};

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void judge_printed(const struct runner *r, xmlDoc *doc,
                          const struct made *m)
{
  struct printed p = {.issue = doc,
                      .made = m,
                      .label_ink = -1,
                      .head_ink = -1,
                      .page = styles_page(r->press.styles)};
  printed_texts(&p);
  printed_zones(&p);
  printed_places(&p);
  printed_grid(&p);
  printed_jumps(&p);
  printed_imprint(&p);
  for (char *line = p.said.n ? strtok(p.said.s, "\n") : NULL; line;
       line = strtok(NULL, "\n"))
    printf("fault %s\n", line);
  buf_free(&p.said);
}

static void judge_pages(const struct runner *r, const struct made *m)
{
  struct cover_page *page = mem_new(sizeof *page);
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < m->sheets->n; i++) {
    struct taboos t = taboo_page(m, i);
    cover_page(page, m, i, cover_frame(r->press.styles));
    buf_clear(&b);
    cover_print(&b, page, false);
    printf("page closes=%d modules=%d tombstones=%d cuts=%d pictures=%d "
           "order=%d: %s",
           page->closes, page->zones, t.tombstones, t.cuts, t.pictures,
           t.order, b.s);
  }
  buf_free(&b);
  free(page);
}

static int count_fillers(const struct made *m, const xmlDoc *doc)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  const xmlNode *issue = xmlDocGetRootElement((xmlDoc *)doc);
  int n = 0;
  for (xmlNode *f = node_first(issue, "filler"); f; f = node_next(f, "filler"))
    for (const xmlNode *z = root; z; z = node_walk(z, root))
      n += node_is(z, "zone") &&
           !strcmp(node_attr(z, "article"), node_attr(f, "id"));
  return n;
}

/* Stories that go on on another page, each time they do. */
static int count_jumps(const struct made *m)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  int n = 0;
  for (const xmlNode *z = root; z; z = node_walk(z, root))
    n += node_is(z, "zone") && node_int(z, "part", 1) > 1;
  return n;
}

static void run_issue(const struct runner *r, const struct generated *g)
{
  char *path = file_join(r->room, "content/p/2024-01-06");
  struct target target;
  xmlDoc *doc = job_target(path, &target) ? job_issue(&target) : NULL;
  free(path);
  if (!doc) {
    printf("fault the issue cannot be read\n");
    return;
  }
  job_target_free(&target);
  double begun = now();
  struct made m =
      make_issue(doc, r->press.theme, r->press.styles, r->press.fonts);
  double took = now() - begun;
  judge_pages(r, &m);
  judge_printed(r, doc, &m);
  printf("made seed=%llu copy=%d asked=%d pages=%zu stories=%d pictures=%d "
         "pins=%d placed=%d report=%d fillers=%d jumps=%d ms=%.2f\n",
         (unsigned long long)g->seed, g->copy, g->pages, m.sheets->n,
         g->stories, g->pictures, g->pins, g->placed, g->report,
         count_fillers(&m, doc), count_jumps(&m), took);
  make_free(&m);
  xmlFreeDoc(doc);
}

/* Of the theme R has loaded; heads grow with its body. */
static struct generator_grid grid_of(const struct runner *r)
{
  const struct page_style *p = styles_page(r->press.styles);
  struct cover_frame f = cover_frame(r->press.styles);
  return (struct generator_grid){.columns = p->columns,
                                 .characters = (int)(p->measure / p->size),
                                 .lines = p->lines,
                                 .nameplate = f.nameplate,
                                 .folio = f.folio,
                                 .imprint = f.imprint,
                                 .pitch = (double)(p->measure + p->gap) / 1e3,
                                 .gap = (double)p->gap / 1e3,
                                 .rlh = (double)p->rlh / 1e3,
                                 .scale = (double)p->size / 9e3};
}

int main(int argc, char **argv)
{
  struct runner r = {0};
  struct generator_grid grid;
  struct generated g;
  bool keep = false;
  const char *edition = NULL, *theme = NULL;
  for (int o; (o = getopt(argc, argv, "kp:c:t:e:")) != -1;)
    if (o == 'k')
      keep = true;
    else if (o == 'p')
      r.how.pages = atoi(optarg);
    else if (o == 'c')
      r.how.copy = atoi(optarg);
    else if (o == 't')
      theme = optarg;
    else if (o == 'e')
      edition = optarg;
    else
      return 2;
  if (argc - optind != 3 ||
      !job_press_edition(&r.press, theme ? theme : "themes/default", edition))
    return 2;
  grid = grid_of(&r);
  if (theme)
    r.how.grid = &grid;
  r.room = argv[optind];
  uint64_t from = strtoull(argv[optind + 1], NULL, 10);
  uint64_t to = strtoull(argv[optind + 2], NULL, 10);
  if (!file_mkdirs(r.room) || !generator_pictures(r.room))
    return 3;
  for (uint64_t seed = from; seed < to; seed++) {
    printf("begin seed=%llu\n", (unsigned long long)seed);
    fflush(stdout);
    if (!generator_issue(r.room, seed, r.how, &g))
      return 3;
    if (keep)
      break;
    run_issue(&r, &g);
  }
  job_press_free(&r.press);
  return 0;
}
