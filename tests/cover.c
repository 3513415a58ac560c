/* How well the pages of issues close (makeup/cover.h):
 *
 * cover [-m] [-t THEME] [-e EDITION] CONTENT/PAPER/DATE …   -m: with a map of each page
 *
 * The theme is a folder, themes/default when none is given. Ends with 1 when a
 * page is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "asset/font.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "draw/sheet.h"
#include "makeup/cover.h"
#include "page/style.h"

struct tally {
  int pages, closed;
};

static void print_issue(struct tally *t, const struct press *p,
                        const struct made *m, bool map)
{
  struct buf out = BUF_INIT;
  struct cover_page *page = mem_new(sizeof *page);
  for (size_t i = 0; i < m->sheets->n; i++) {
    cover_page(page, m, i, cover_frame(p->styles));
    cover_print(&out, page, map);
    t->pages++;
    t->closed += page->closes;
  }
  fwrite(out.s, 1, out.n, stdout);
  buf_free(&out);
  free(page);
}

static bool do_issue(struct tally *t, const struct press *p, const char *path,
                     bool map)
{
  struct target target;
  if (!job_target(path, &target))
    return false;
  xmlDoc *doc = job_issue(&target);
  job_target_free(&target);
  if (!doc)
    return false;
  clock_t begun = clock();
  struct made m = make_issue(doc, p->theme, p->styles, p->fonts);
  printf("%s: %zu pages, %.1f ms\n", path, m.sheets->n,
         (double)(clock() - begun) * 1e3 / CLOCKS_PER_SEC);
  print_issue(t, p, &m, map);
  make_free(&m);
  xmlFreeDoc(doc);
  return true;
}

int main(int argc, char **argv)
{
  struct press p;
  struct tally t = {0};
  const char *theme = "themes/default", *edition = NULL;
  bool map = false, ok = true;
  for (int o; (o = getopt(argc, argv, "mt:e:")) != -1;)
    if (o == 'm')
      map = true;
    else if (o == 't')
      theme = optarg;
    else if (o == 'e')
      edition = optarg;
    else
      return 2;
  if (!job_press_edition(&p, theme, edition))
    return 1;
  for (int i = optind; i < argc; i++)
    ok = do_issue(&t, &p, argv[i], map) && ok;
  printf("%d of %d pages close\n", t.closed, t.pages);
  job_press_free(&p);
  return ok && t.closed == t.pages ? 0 : 1;
}
