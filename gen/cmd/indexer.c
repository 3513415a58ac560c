#include "cmd/indexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/pinyin.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/crew.h"
#include "cmd/output.h"
#include "web/finder.h"

enum { PIECE_LIMIT = 1 << 30 };

static char *path_in(const char *dir, const char *rel)
{
  return mem_printf("%s/search/%s", dir, rel);
}

bool indexer_leave(const struct output *o, const char *rel,
                   const xmlNode *issue)
{
  struct buf b = BUF_INIT;
  char *path = path_in(o->next, rel);
  finder_piece(&b, issue);
  bool ok = file_write(path, b.s, b.n);
  buf_free(&b);
  free(path);
  return ok;
}

bool indexer_has(const struct output *o, const char *rel)
{
  char *path = path_in(o->cache, rel);
  bool has = file_exists(path);
  free(path);
  return has;
}

bool indexer_keep(const struct output *o, const char *rel)
{
  char *from = path_in(o->next, rel), *to = path_in(o->cache, rel);
  char *dir = mem_copy_n(to, (size_t)(file_base(to) - to - 1));
  bool ok = file_mkdirs(dir) && rename(from, to) == 0;
  if (!ok)
    diag(LEVEL_FATAL, place_file(to),
         _("cannot be written, check the rights of the output folder"));
  free(dir);
  free(from);
  free(to);
  return ok;
}

/* Made once for all builds; a table of another ICU is made anew. */
static struct pinyin *load_sounds(const struct output *o)
{
  char *table = output_recall(o, "sounds", "han");
  struct pinyin *p = pinyin_load(table);
  free(table);
  if (p)
    return p;
  table = pinyin_make();
  output_remember(o, "sounds", "han", table);
  p = pinyin_load(table);
  free(table);
  return p;
}

/* By date, then paper: a new issue comes behind all others. */
static int by_date(const void *a, const void *b)
{
  const struct indexer_issue *x = a, *y = b;
  int c = strcmp(file_base(x->rel), file_base(y->rel));
  return c ? c : strcmp(x->rel, y->rel);
}

struct work {
  const struct indexer_job *job;
  struct finder *finder;
  struct buf *piece; /* of each issue; the finder reads in them */
  char *dir;
};

static bool add(struct work *w, const struct indexer_issue *i, struct buf *b)
{
  const struct output *o = w->job->output;
  char *path = path_in(i->made ? o->next : o->cache, i->rel);
  bool ok = file_read(b, path, PIECE_LIMIT) && b->n &&
            finder_add(w->finder, b->s, b->n);
  if (!ok)
    diag(LEVEL_ERROR, place_file(path),
         _("this part of the search index is damaged; remove it and build "
           "again"));
  free(path);
  return ok;
}

static int write_part(void *data, size_t i)
{
  const struct work *w = data;
  diag_fork();
  bool ok = finder_write(w->finder, i, w->job->site, w->dir);
  int status = diag_exit(0);
  return ok ? status : status ? status : 1;
}

static bool write_parts(struct work *w)
{
  struct crew c = {.n = finder_parts(w->finder),
                   .batch = 1,
                   .jobs = w->job->jobs,
                   .work = write_part,
                   .data = w};
  int *status = crew_run(&c);
  bool ok = status != NULL;
  for (size_t i = 0; ok && i < c.n; i++)
    ok = status[i] == 0;
  if (!ok)
    diag(LEVEL_FATAL, place_file(w->dir),
         _("the search index could not be written, see above"));
  if (status)
    crew_free(&c, status);
  return ok;
}

bool indexer_write(struct indexer_job *j)
{
  struct work w = {.job = j};
  struct pinyin *sounds = load_sounds(j->output);
  w.dir = file_join(j->output->next_site, "search");
  w.finder = finder_new(sounds);
  w.piece = mem_array(j->n, sizeof *w.piece);
  qsort(j->issue, j->n, sizeof *j->issue, by_date);
  bool ok = file_mkdirs(w.dir);
  for (size_t i = 0; ok && i < j->n; i++)
    ok = add(&w, &j->issue[i], &w.piece[i]);
  ok = ok && write_parts(&w);
  finder_free(w.finder);
  for (size_t i = 0; i < j->n; i++)
    buf_free(&w.piece[i]);
  free(w.piece);
  free(w.dir);
  pinyin_free(sounds);
  return ok;
}
