#include "cmd/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/option.h"
#include "cmd/single.h"
#include "intake/intake.h"
#include "intake/raw.h"
#include "intake/report.h"
#include "intake/write.h"
#include "tree/day.h"

enum { PLAIN_WIDTH = 80, FILE_WIDTH = 120, MOST_WIDTH = 160 };

/* Columns of the terminal; 80 where there is none. */
static int terminal_width(void)
{
  struct winsize w;
  if (!isatty(1) || ioctl(1, TIOCGWINSZ, &w) || !w.ws_col)
    return PLAIN_WIDTH;
  return w.ws_col > MOST_WIDTH ? MOST_WIDTH : w.ws_col;
}

/* Reads all files; false when one cannot be read, after a message. */
static bool read_all(struct copy *c, const struct options *o)
{
  for (int i = 0; i < o->nargs; i++) {
    const struct raw *raw = raw_load(c->arena, o->args[i]);
    if (!raw)
      return false;
    copy_add(c, raw);
    if (raw->damaged)
      diag(LEVEL_WARN, place_file(o->args[i]),
           _("%d characters could not be read as %s and became �; compare "
             "with the original"),
           raw->damaged, raw->charset);
    if (c->n > INTAKE_LINES) {
      diag(LEVEL_ERROR, place_file(o->args[i]),
           _("more than %d lines are no issue; import it in parts"),
           INTAKE_LINES);
      return false;
    }
  }
  if (!c->n)
    diag(LEVEL_ERROR, place_file(o->args[0]),
         _("there is no text in it, nothing to import"));
  return c->n > 0;
}

/* -o must be an issue's folder, in that of a paper. */
static bool check_folder(const char *dir)
{
  size_t n = strlen(dir);
  char *clean = mem_copy_n(dir, n > 1 && dir[n - 1] == '/' ? n - 1 : n);
  bool day = day_valid(file_base(clean));
  char *up = mem_copy_n(clean, strlen(clean) - strlen(file_base(clean)));
  char *yaml = mem_printf("%spaper.yaml", up);
  bool known = file_exists(yaml);
  bool fit = day && (known || strchr(dir, '/'));
  if (!fit)
    diag(LEVEL_ERROR, place_file(dir),
         _("-o wants the folder of an issue, CONTENT/PAPER/YYYY-MM-DD"));
  else if (!known)
    diag(LEVEL_WARN, place_file(yaml),
         _("there is no paper yet; make one with chenbao new paper"));
  free(yaml);
  free(up);
  free(clean);
  return fit;
}

static bool compare(const struct options *o, const struct copy *c)
{
  struct buf b = BUF_INIT;
  bool screen = !strcmp(o->compare, "-");
  report_compare(&b, c, screen ? terminal_width() : FILE_WIDTH);
  if (screen)
    return single_put(&b) == 0;
  bool ok = file_write(o->compare, b.s ? b.s : "", b.n);
  buf_free(&b);
  return ok;
}

/* What to do with the stories in DIR, CONTENT/PAPER/DATE. */
static void next_steps(struct buf *b, const char *dir)
{
  const char *day = dir + strlen(dir);
  for (int i = 0; i < 2; i++) {
    while (day > dir && day[-1] == '/')
      day--;
    while (day > dir && day[-1] != '/')
      day--;
  }
  int n = day > dir ? (int)(day - dir) - 1 : 0;
  bool usual = n == 7 && !strncmp(dir, "content", 7);
  char *serve = usual ? mem_copy("chenbao serve")
                      : mem_printf("chenbao serve %.*s", n, dir);
  buf_printf(b, "\n%s", _("Next:\n"));
  buf_printf(b, "  1. %s  chenbao check %s\n", _("look for faults:"), dir);
  if (n)
    buf_printf(b, "  2. %s  %s\n", _("see it, site and pages:"), serve);
  free(serve);
}

static void summary(const struct copy *c, const struct write_plan *p,
                    const struct options *o)
{
  struct buf b = BUF_INIT;
  report_summary(&b, c, p, terminal_width(), o->out != NULL);
  if (!o->compare)
    buf_puts(&b, _("\nAll changes side by side: --compare FILE (- for the "
                   "screen).\n"));
  if (o->out)
    next_steps(&b, o->out);
  if (o->quiet)
    buf_free(&b);
  else
    single_put(&b);
}

static void import(struct copy *c, const struct options *o)
{
  intake_judge(c);
  struct write_plan *p = write_plan_new(c, o->out);
  long missing = report_missing(c, p);
  if (missing)
    diag(LEVEL_ERROR, place_file(c->paths[0]),
         _("%ld characters got lost while importing; nothing was written, "
           "please report this with the file"),
         missing);
  if (!p->n)
    diag(LEVEL_ERROR, place_file(c->paths[0]),
         _("no story was found in it, nothing was written"));
  bool ok = !missing && p->n && (!o->out || write_all(p, c));
  if (ok && (!o->compare || compare(o, c)))
    summary(c, p, o);
  write_plan_free(p);
}

int import_run(const struct options *o)
{
  struct copy *c = copy_new();
  if ((!o->out || check_folder(o->out)) && read_all(c, o))
    import(c, o);
  copy_free(c);
  return diag_exit(o->strict);
}
