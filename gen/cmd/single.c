#include "cmd/single.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/feeds.h"
#include "cmd/findings.h"
#include "cmd/job.h"
#include "cmd/report.h"
#include "draw/list.h"
#include "draw/pdf.h"
#include "draw/sheet.h"
#include "page/remedy.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/mark.h"
#include "tree/node.h"
#include "tree/print.h"
#include "tree/site.h"
#include "web/body.h"

enum { TEXT_LIMIT = 64 << 20, ARTICLE_LIMIT = 1 << 20 };

int single_put(struct buf *b)
{
  bool ok = fwrite(b->s ? b->s : "", 1, b->n, stdout) == b->n &&
            fflush(stdout) == 0;
  buf_free(b);
  if (!ok)
    diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return ok ? 0 : 3;
}

int single_make(const struct options *o, bool (*use)(const struct single *))
{
  struct target t;
  if (!job_target(o->args[0], &t))
    return 2;
  char *name = o->theme ? mem_copy(o->theme) : job_site_theme(t.content);
  char *theme = job_theme(name, t.content);
  struct press p = {.fonts = theme ? fonts_new() : NULL};
  xmlDoc *doc = theme ? job_issue(&t) : NULL;
  if (doc && job_press_edition(&p, theme, o->edition)) {
    struct single s = {.o = o, .job = {doc, theme, p.styles, p.fonts}};
    s.made = make_issue(doc, theme, p.styles, p.fonts);
    if (!use(&s) && !diag_count(LEVEL_ERROR))
      diag(LEVEL_FATAL, place_none(), _("nothing was written"));
    make_free(&s.made);
  }
  xmlFreeDoc(doc);
  job_press_free(&p);
  job_target_free(&t);
  free(theme);
  free(name);
  return diag_exit(o->strict);
}

/* The page report of one issue. */
static bool tell(const struct single *s)
{
  struct target t;
  bool ok = true;
  const char *file = s->o->report, *path = s->o->args[0];
  if (!diag_is_quiet() && (file || report_bad(s->made.placed)))
    report_print(path, s->made.placed);
  if (file && job_target(path, &t)) {
    struct report *r = report_new();
    bool failed = s->o->strict && report_overset(s->made.placed);
    report_add(r, t.paper, t.date, failed ? "failed" : "made", s->made.placed);
    ok = report_end(r, file);
    job_target_free(&t);
  }
  return ok;
}

bool single_talks(const struct options *o)
{
  struct stat st;
  return !diag_is_quiet() && !(o->report && !strcmp(o->report, "-")) &&
         stat(o->out, &st) == 0 && S_ISREG(st.st_mode);
}

/* With --strict overset copy is an error, and nothing is written. */
static bool write_pdf(const struct single *s)
{
  const struct options *o = s->o;
  if (!o->edition) /* remedies are pages, widths, cuts of the usual one */
    remedy_find(&s->job, s->made.placed);
  report_tell(s->job.issue, s->made.placed, o->strict);
  bool ok = tell(s);
  if (o->strict && report_overset(s->made.placed))
    return false;
  char *real = realpath(o->out, NULL); /* a link is followed, not replaced */
  ok = pdf_write(s->made.sheets, real ? real : o->out) && ok;
  free(real);
  if (ok && single_talks(o))
    printf(_("%s: %zu pages\n"), o->out, s->made.sheets->n);
  return ok;
}

int single_pdf(const struct options *o)
{
  if (!o->out) {
    diag(LEVEL_ERROR, place_none(), _("name the file to write: -o FILE"));
    return 2;
  }
  return single_make(o, write_pdf);
}

static bool print_sheet(const struct single *s)
{
  struct buf b = BUF_INIT;
  list_print(&b, s->made.sheets);
  return single_put(&b) == 0;
}

int single_sheet(const struct options *o)
{
  return single_make(o, print_sheet);
}

int single_tree(const struct options *o)
{
  struct target t;
  struct buf b = BUF_INIT;
  if (!job_target(o->args[0], &t))
    return 2;
  xmlDoc *doc = job_issue(&t);
  job_target_free(&t);
  if (!doc)
    return diag_exit(0);
  tree_print(&b, doc);
  xmlFreeDoc(doc);
  int status = single_put(&b);
  return status ? status : diag_exit(o->strict);
}

static void check_one(const char *content, const char *paper,
                      const char *date)
{
  xmlDoc *doc = issue_load(content, paper, date);
  check_issue(doc);
  xmlFreeDoc(doc);
}

/* Addresses below PREFIX that the last build had. */
static void check_addresses(const struct options *o, const xmlDoc *site,
                            const char *prefix)
{
  if (site)
    feeds_check(o->out ? o->out : "out",
                xmlDocGetRootElement((xmlDoc *)site), prefix);
}

static void check_all(const struct options *o, const char *content)
{
  xmlDoc *site = site_load(content);
  const xmlNode *root = site ? xmlDocGetRootElement(site) : NULL;
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    for (xmlNode *i = node_first(p, "issue"); i; i = node_next(i, "issue"))
      check_one(content, node_attr(p, "id"), node_attr(i, "date"));
  check_addresses(o, site, "");
  xmlFreeDoc(site);
}

static void check_target(const struct options *o, const struct target *t)
{
  xmlDoc *site = site_load(t->content);
  char *prefix = mem_printf("%s/%s/", t->paper, t->date);
  check_one(t->content, t->paper, t->date);
  check_addresses(o, site, prefix);
  free(prefix);
  xmlFreeDoc(site);
}

static void tell_check(void)
{
  int errors = diag_count(LEVEL_ERROR);
  int warnings = diag_count(LEVEL_WARN) - errors;
  if (errors || warnings)
    printf(_("errors: %d, warnings: %d\n"), errors, warnings);
  else
    printf("%s\n", _("Nothing to mend."));
}

int single_check(const struct options *o)
{
  const char *path = o->nargs ? o->args[0] : "content";
  char *issue = file_join(path, "issue.yaml");
  struct findings *findings = findings_begin(o->format);
  struct target t;
  if (!file_exists(issue))
    check_all(o, path);
  else if (job_target(path, &t)) {
    check_target(o, &t);
    job_target_free(&t);
  }
  free(issue);
  if (!findings && !diag_is_quiet())
    tell_check();
  return findings_end(findings, diag_exit(o->strict));
}

/* Standard input; false when it is longer than LIMIT. */
static bool read_input(struct buf *b, size_t limit)
{
  char part[65536];
  for (size_t n; (n = fread(part, 1, sizeof part, stdin)) > 0;) {
    buf_put(b, part, n);
    if (b->n > limit) {
      diag(LEVEL_ERROR, place_file("-"),
           _("more than %zu bytes, split the text"), limit);
      return false;
    }
  }
  return true;
}

static void put_article(struct buf *out, const struct buf *in)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *body = xmlNewDocNode(doc, NULL, (const xmlChar *)"body", NULL);
  xmlDocSetRootElement(doc, body);
  mark_parse(body, in->s ? in->s : "", in->n, "-", 1);
  struct body_options options = {0};
  body_html(out, body, &options);
  xmlFreeDoc(doc);
}

int single_html(const struct options *o)
{
  struct buf in = BUF_INIT, out = BUF_INIT;
  if (!read_input(&in, o->article ? ARTICLE_LIMIT : TEXT_LIMIT)) {
    buf_free(&in);
    return 1;
  }
  if (o->article) {
    put_article(&out, &in);
  } else {
    char *html = mark_html(in.s ? in.s : "", in.n, o->unsafe);
    buf_puts(&out, html);
    free(html);
  }
  buf_free(&in);
  int status = single_put(&out);
  return status ? status : diag_exit(o->strict);
}
