#include "cmd/press.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/profile.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cmd/manifest.h"
#include "cmd/option.h"
#include "cmd/output.h"
#include "cmd/single.h"
#include "draw/booklet.h"
#include "draw/preflight.h"
#include "draw/press.h"
#include "draw/pressink.h"
#include "draw/sheet.h"

/* --- what is there ------------------------------------------------------ */

static char *folder(const struct press_issue *w, const char *root)
{
  return mem_printf("%s/press/%s/%s", root, w->paper, w->date);
}

void press_tell(const struct press_issue *w, struct manifest *m)
{
  char *dir = folder(w, w->output->out);
  manifest_take(m, dir);
  free(dir);
}

/* Decides whether the files must be made again. Owned. */
static char *key_of(const struct press_issue *w)
{
  struct buf b = BUF_INIT;
  char hex[33];
  struct hash *h = hash_new();
  hash_str(h, w->key);
  if (w->profile && file_exists(w->profile) &&
      file_read(&b, w->profile, PROFILE_LIMIT))
    hash_add(h, b.s, b.n);
  hash_end(h, hex);
  buf_free(&b);
  return mem_printf("%s%s", hex, w->pages ? "+" : "");
}

bool press_fresh(const struct press_issue *w)
{
  char *rel = mem_printf("%s/%s", w->paper, w->date);
  char *dir = folder(w, w->output->out), *key = key_of(w);
  char *last = output_recall(w->output, "press", rel);
  /* more than is wanted will do */
  bool fresh =
      last && !strncmp(last, key, strlen(key)) && file_exists(dir);
  free(last);
  free(key);
  free(dir);
  free(rel);
  return fresh;
}

/* --- writing ------------------------------------------------------------ */

static bool write_one(const struct press_issue *w, const struct sheets *s,
                      const struct press_job *job, struct manifest *said)
{
  struct buf pdf = BUF_INIT;
  char *dir = folder(w, w->output->next);
  char *name = job->page ? mem_printf("%s-%s-%d.pdf", w->paper, w->date,
                                      job->page)
                         : mem_printf("%s-%s.pdf", w->paper, w->date);
  char *path = file_join(dir, name);
  bool ok = press_make(&pdf, s, job) && file_put(path, pdf.s, pdf.n);
  manifest_add(said, &(struct manifest_file){"press", name, job->page, s,
                                             &pdf});
  free(path);
  free(name);
  free(dir);
  buf_free(&pdf);
  return ok;
}

static bool write_all(const struct press_issue *w, const struct sheets *s,
                      const struct profile *profile, const char *dir)
{
  struct buf plain = BUF_INIT;
  struct press_job job = {w->paper, w->date, w->key, profile,
                          w->bleed, 0,       &plain};
  struct manifest *said = manifest_new(w->paper, w->date, s);
  int last = w->pages ? (int)s->n : 0;
  bool ok = file_mkdirs(dir);
  if (!profile)
    profile_plain(&plain);
  for (; ok && job.page <= last; job.page++)
    ok = write_one(w, s, &job, said);
  ok = ok && manifest_write(said, dir);
  manifest_free(said);
  buf_free(&plain);
  return ok;
}

/* The new folder for the old one. The issue has no key until the site tells of
 * it, too (cmd/build): a kill between the two must not leave it untold. */
static bool exchange(const struct press_issue *w, const char *dir)
{
  char *to = folder(w, w->output->out), *rel, *key = key_of(w);
  char *upper = mem_printf("%s/press/%s", w->output->out, w->paper);
  rel = mem_printf("%s/%s", w->paper, w->date);
  bool ok = output_remember(w->output, "press", rel, "") &&
            output_remember(w->output, "keys", rel, "") &&
            file_mkdirs(upper) && file_swap(dir, to) &&
            output_remember(w->output, "press", rel, key);
  free(rel);
  free(upper);
  free(key);
  free(to);
  return ok;
}

static bool make(const struct press_issue *w, const struct sheets *s,
                 const struct profile *profile)
{
  char *dir = folder(w, w->output->next);
  int errors = diag_count(LEVEL_ERROR);
  struct sheets inked = pressink_copy(s, profile);
  preflight_find(&inked, preflight_print, NULL);
  bool ok = write_all(w, &inked, profile, dir) &&
            diag_count(LEVEL_ERROR) == errors && exchange(w, dir);
  pressink_free(&inked, s);
  free(dir);
  return ok;
}

bool press_write(const struct press_issue *w, const struct sheets *s)
{
  struct profile *profile = NULL;
  if (w->profile && !(profile = profile_load(w->profile, w->named)))
    return false;
  bool ok = make(w, s, profile);
  profile_free(profile);
  return ok;
}

/* --- an office printer -------------------------------------------------- */

static bool write_booklet(const struct single *s)
{
  struct buf pdf = BUF_INIT;
  char *real = realpath(s->o->out, NULL); /* a link is followed */
  bool ok = booklet_make(&pdf, s->made.sheets) &&
            file_write(real ? real : s->o->out, pdf.s, pdf.n);
  free(real);
  buf_free(&pdf);
  if (ok && single_talks(s->o))
    printf(_("%s: print it on both sides, turned at the short edge\n"),
           s->o->out);
  return ok;
}

int press_impose(const struct options *o)
{
  if (!o->out) {
    diag(LEVEL_ERROR, place_none(), _("name the file to write: -o FILE"));
    return 2;
  }
  return single_make(o, write_booklet);
}
