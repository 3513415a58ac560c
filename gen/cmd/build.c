#include "cmd/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/build_in.h"
#include "cmd/crew.h"
#include "cmd/digest.h"
#include "cmd/feeds.h"
#include "cmd/indexer.h"
#include "cmd/kept.h"
#include "cmd/key.h"
#include "cmd/progress.h"
#include "cmd/report.h"
#include "page/remedy.h"
#include "page/style.h"
#include "tree/node.h"
#include "tree/site.h"
#include "web/address.h"
#include "web/feed.h"
#include "web/related.h"
#include "web/web.h"

enum {
  BATCH = 32,      /* issues that one process makes */
  BATCH_PAGES = 8  /* the same with their pages, which take memory */
};

/* --- what is to be done --------------------------------------------------- */

static bool selected(const struct options *o, const struct task *t)
{
  return (!o->paper || !strcmp(o->paper, t->target.paper)) &&
         (!o->issue || !strcmp(o->issue, t->target.date));
}

/* Must T be laid out again though it is unchanged: for a report, or since
 * overset copy is an error now? */
static bool needs_pages(const struct build *b, const struct task *t)
{
  if (!build_wants_pages(b) || (!b->o->report && !b->o->strict))
    return false;
  xmlDoc *placed = kept_recall(&b->output, t->rel, t->key);
  bool needs = !placed || (b->o->strict && report_overset(placed));
  xmlFreeDoc(placed);
  return needs;
}

static bool needs_press(const struct build *b, const struct task *t)
{
  struct press_issue w = build_press_of(b, t);
  return build_wants_press(b) && !press_fresh(&w);
}

static const char *kin_of(const struct task *t)
{
  const char *kin = t->card ? node_attr(t->card, "kin") : NULL;
  return kin ? kin : "";
}

void build_set_key(struct build *b, struct task *t)
{
  char folder[33];
  digest_of(b->digests, t->rel, folder);
  snprintf(t->kin, sizeof t->kin, "%s", kin_of(t));
  key_issue(t->key, t->paper_key, folder, t->kin);
}

static void judge(struct build *b, struct task *t)
{
  build_set_key(b, t);
  char *last = output_recall(&b->output, "keys", t->rel);
  bool fresh = last && !strcmp(last, t->key) && output_has(&b->output, t->rel);
  fresh = fresh && !needs_pages(b, t) && !needs_press(b, t) &&
          (!b->search || indexer_has(&b->output, t->rel)) &&
          (!build_wants(b, "site") || feeds_fresh(&b->output, t->rel, t->card));
  t->state = fresh || !selected(b->o, t) ? TASK_KEEP : TASK_MAKE;
  free(last);
}

static void add_task(struct build *b, xmlNode *card, const char *paper_key)
{
  b->tasks = mem_grow(b->tasks, &b->cap, b->n + 1, sizeof *b->tasks);
  struct task *t = &b->tasks[b->n++];
  *t = (struct task){.card = card};
  t->target = (struct target){(char *)b->content,
                              mem_copy(node_attr(card->parent, "id")),
                              mem_copy(node_attr(card, "date"))};
  t->rel = mem_printf("%s/%s", t->target.paper, t->target.date);
  snprintf(t->paper_key, sizeof t->paper_key, "%s", paper_key);
  judge(b, t);
}

void build_list(struct build *b)
{
  xmlNode *root = xmlDocGetRootElement(b->site);
  char cards[33], key[33];
  key_cards(cards, b->common, root);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper")) {
    char *dir = file_join(b->content, node_attr(p, "id"));
    key_paper(key, cards, dir);
    free(dir);
    for (xmlNode *i = node_first(p, "issue"); i; i = node_next(i, "issue"))
      add_task(b, i, key);
  }
}

bool build_is_done(struct build *b)
{
  key_site(b->site_key, b->common, b->site);
  char *last = output_recall(&b->output, "keys", "site");
  bool same = last && !strcmp(last, b->site_key) &&
              file_exists(b->output.site);
  for (size_t i = 0; i < b->n; i++)
    same = same && b->tasks[i].state == TASK_KEEP &&
           output_has(&b->output, b->tasks[i].rel);
  free(last);
  return same;
}

static void finish(struct task *t, int code)
{
  t->state = code == 0 || code == EXIT_WARNED ? TASK_DONE : TASK_FAILED;
  if (code == EXIT_WARNED)
    diag_seen(LEVEL_WARN);
  else if (code == 3)
    diag_seen(LEVEL_FATAL);
  else if (code > 0)
    diag_seen(LEVEL_ERROR);
  else if (code == CREW_DIED)
    diag(LEVEL_ERROR, place_file(t->rel),
         _("this issue's worker died; its last good output stays, please "
           "report this"));
}

static long jobs(const struct build *b)
{
  return b->o->jobs ? b->o->jobs : sysconf(_SC_NPROCESSORS_ONLN);
}

void build_make(struct build *b)
{
  struct crew c = {.work = build_work, .data = b};
  c.batch = build_wants_pages(b) ? BATCH_PAGES : BATCH;
  c.jobs = jobs(b);
  free(b->todo);
  b->todo = mem_array(b->n, sizeof(struct task *));
  for (size_t i = 0; i < b->n; i++)
    if (b->tasks[i].state == TASK_MAKE)
      b->todo[c.n++] = &b->tasks[i];
  b->spare = (size_t)c.jobs >= 2 * c.n;
  struct progress p = progress_start();
  if (p.on) {
    c.tick = progress_tick;
    c.seen = &p;
  }
  int *status = crew_run(&c);
  progress_end(&p);
  for (size_t i = 0; i < c.n; i++)
    finish(b->todo[i], status ? status[i] : CREW_NONE);
  if (status)
    crew_free(&c, status);
}

/* --- afterwards ----------------------------------------------------------- */

/* The card of the last good build, so that the pages that all issues share do
 * not promise stories that are not there. */
static void restore_card(struct build *b, struct task *t)
{
  char *text = output_recall(&b->output, "cards", t->rel);
  xmlDoc *old = text ? xmlReadMemory(text, (int)strlen(text), "card", NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOBLANKS)
                     : NULL;
  if (old) {
    xmlNode *card = xmlDocCopyNode(xmlDocGetRootElement(old), b->site, 1);
    xmlReplaceNode(t->card, card);
    xmlFreeNode(t->card);
    t->card = card;
    xmlFreeDoc(old);
  }
  free(text);
}

static void drop_card(struct task *t)
{
  if (!t->card)
    return;
  xmlUnlinkNode(t->card);
  xmlFreeNode(t->card);
  t->card = NULL;
}

/* Links of other issues to what failed stay as they were too: those that were
 * made with its new headlines are made again. */
void build_settle(struct build *b)
{
  bool failed = false, again = false;
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    if (t->state != TASK_FAILED)
      continue;
    failed = true;
    if (output_has(&b->output, t->rel))
      restore_card(b, t);
    else
      drop_card(t);
  }
  if (!failed)
    return;
  related_find(b->site);
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    if (t->state != TASK_DONE || !strcmp(t->kin, kin_of(t)))
      continue;
    build_set_key(b, t);
    t->state = TASK_MAKE;
    again = true;
  }
  if (again)
    build_make(b);
}

static void remember(struct build *b, struct task *t)
{
  if (b->search && !indexer_keep(&b->output, t->rel))
    return; /* without a key: it is made again */
  if (output_take(&b->output, "cards", t->rel))
    output_remember(&b->output, "keys", t->rel, t->key);
}

/* What was not made again keeps its last good output, if it has one; so does
 * what a preview shows already. */
static bool keep_others(struct build *b)
{
  bool ok = true;
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    bool made = t->state == TASK_DONE;
    if (made && !b->preview)
      continue;
    if (output_has(&b->output, t->rel)) {
      ok = output_keep(&b->output, t->rel) &&
           (made || feeds_keep(&b->output, t->rel)) && ok;
    } else {
      ok = output_drop(&b->output, t->rel) && ok; /* what a failed one wrote */
      drop_card(t);
    }
  }
  return ok;
}

/* From the exchange until it is remembered, what is out there has no key: a
 * kill between the two must not leave an old key for new output. */
static void forget(struct build *b)
{
  for (size_t i = 0; i < b->n; i++)
    if (b->tasks[i].state == TASK_DONE)
      output_remember(&b->output, "keys", b->tasks[i].rel, "");
  output_remember(&b->output, "keys", "site", "");
}

/* Of what stands in the next site. */
static bool write_search(struct build *b)
{
  struct indexer_job j = {.output = &b->output,
                          .site = xmlDocGetRootElement(b->site),
                          .issue = mem_array(b->n, sizeof *j.issue),
                          .jobs = jobs(b)};
  for (size_t i = 0; i < b->n; i++)
    if (b->tasks[i].card && (b->tasks[i].state == TASK_DONE ||
                             indexer_has(&b->output, b->tasks[i].rel)))
      j.issue[j.n++] = (struct indexer_issue){
          b->tasks[i].rel, b->tasks[i].state == TASK_DONE};
  bool ok = indexer_write(&j);
  free(j.issue);
  return ok;
}

/* The pages that all issues share. */
static bool write_shared(struct build *b)
{
  const xmlNode *root = xmlDocGetRootElement(b->site);
  b->addresses = address_new(root);
  char *feeds = feeds_folder(&b->output);
  const struct web_shared s = {b->site, b->addresses, feeds};
  bool ok = feeds_part(&b->output, b->addresses, root) &&
            web_site(b->web, &s, b->output.next_site);
  free(feeds);
  return ok;
}

bool build_publish(struct build *b)
{
  if (!keep_others(b))
    return false;
  if (build_wants(b, "site") && !write_shared(b))
    return false;
  if (b->search && !write_search(b))
    return false;
  if (diag_count(LEVEL_FATAL))
    return false;
  forget(b);
  if (!output_commit(&b->output))
    return false;
  bool whole = !b->addresses || feeds_remember(&b->output, b->addresses);
  for (size_t i = 0; i < b->n; i++) {
    if (b->tasks[i].state == TASK_DONE)
      remember(b, &b->tasks[i]);
    whole = whole && b->tasks[i].state != TASK_FAILED;
  }
  output_remember(&b->output, "keys", "site", whole ? b->site_key : "");
  return true;
}

/* The pages of what was wanted, on the terminal and as JSON; without --report
 * only where something is wrong. */
static bool report_pages(const struct build *b)
{
  static const char *const states[] = {
      [TASK_KEEP] = "unchanged",
      [TASK_DONE] = "made",
      [TASK_FAILED] = "failed"};
  struct report *r = b->o->report ? report_new() : NULL;
  for (size_t i = 0; i < b->n && build_wants_pages(b); i++) {
    const struct task *t = &b->tasks[i];
    if (!selected(b->o, t) || (!r && t->state == TASK_KEEP))
      continue;
    xmlDoc *placed = kept_recall(&b->output, t->rel, t->key);
    if (placed && !diag_is_quiet() && (r || report_bad(placed)))
      report_print(t->rel, placed);
    if (r)
      report_add(r, t->target.paper, t->target.date, states[t->state], placed);
    xmlFreeDoc(placed);
  }
  return !r || report_end(r, b->o->report);
}

/* Where the pages of the one issue that was made are; of several none. */
static void tell_pages(const struct build *b, FILE *to)
{
  const struct task *one = NULL;
  size_t made = 0;
  for (size_t i = 0; i < b->n; i++)
    if (b->tasks[i].state == TASK_DONE && made++ == 0)
      one = &b->tasks[i];
  if (made != 1 || diag_is_quiet() || !build_wants_pages(b))
    return;
  char *pdf = mem_printf("%s/%s/%s-%s.pdf", b->output.site, one->rel,
                         one->target.paper, one->target.date);
  if (file_exists(pdf))
    fprintf(to, _("newspaper: %s\n"), pdf);
  free(pdf);
}

static void report(const struct build *b)
{
  FILE *to = b->o->report && !strcmp(b->o->report, "-") ? stderr : stdout;
  size_t count[TASK_FAILED + 1] = {0};
  for (size_t i = 0; i < b->n; i++)
    count[b->tasks[i].state]++;
  const char *one = _("%zu issue: %zu made, %zu unchanged, %zu with errors\n");
  const char *more =
      _("%zu issues: %zu made, %zu unchanged, %zu with errors\n");
  if (!diag_is_quiet())
    fprintf(to, b->n == 1 ? one : more, b->n, count[TASK_DONE],
            count[TASK_KEEP], count[TASK_FAILED]);
  report_pages(b);
  char *home = file_join(b->output.site, "index.html");
  if (!diag_is_quiet() && build_wants(b, "site") && file_exists(home))
    fprintf(to, _("website: %s\n"), home);
  free(home);
  tell_pages(b, to);
}

bool build_load(struct build *b)
{
  b->site = site_load(b->content);
  if (!b->site)
    return false;
  /* All pages carry what these files say: better the last good ones. */
  if (diag_count(LEVEL_ERROR)) {
    diag(LEVEL_NOTE, place_none(),
         _("nothing was built, the last good output stays; mend site.yaml or "
           "paper.yaml first"));
    return false;
  }
  build_override_base(b, b->site);
  related_find(b->site);
  const char *name = node_attr(xmlDocGetRootElement(b->site), "theme");
  b->theme = job_theme(b->o->theme ? b->o->theme : name, b->content);
  if (!b->theme)
    return false;
  b->search =
      build_wants(b, "site") && !b->o->no_search && web_has_search(b->theme);
  key_common(b->common, b->o, b->theme);
  return true;
}

/* Beside the site, which links it, where the theme has one; not where only the
 * paper is wanted, in a hurry. */
static bool wants_large(const struct build *b)
{
  bool asked = b->o->edition || build_wants(b, "site");
  return build_wants_pages(b) && asked && !b->o->no_large &&
         styles_has(b->theme, "large");
}

bool build_load_theme(struct build *b)
{
  struct web_options web = {b->theme, build_wants_pages(b), wants_large(b),
                            !b->o->no_qr, NULL, b->search, false};
  if (build_wants_pages(b) && !job_press(&b->press, b->theme))
    return false;
  if (wants_large(b) &&
      !(b->large = styles_load_edition(b->theme, "large", b->press.fonts)))
    return false;
  char *pictures = file_join(b->output.cache, "pictures");
  web.cache = pictures;
  b->web = web_load(&web);
  free(pictures);
  return b->web != NULL;
}

void build_release(struct build *b)
{
  for (size_t i = 0; i < b->n; i++) {
    free(b->tasks[i].target.paper);
    free(b->tasks[i].target.date);
    free(b->tasks[i].rel);
  }
  free(b->tasks);
  free(b->todo);
  digest_free(b->digests);
  address_free(b->addresses);
  web_free(b->web);
  styles_free(b->large);
  if (b->press.fonts)
    job_press_free(&b->press);
  if (b->output.out)
    output_close(&b->output);
  free(b->theme);
}

/* Papers alone are put beside the pages that are there. */
static bool begin(struct build *b)
{
  return output_begin(&b->output) &&
         (build_wants(b, "site") || output_keep_all(&b->output));
}

int build_run(const struct options *o)
{
  struct build b = {.o = o, .content = o->nargs ? o->args[0] : "content"};
  b.output.lock = -1;
  if ((o->press || o->press_pages) && !build_wants_pages(&b)) {
    diag(LEVEL_ERROR, place_none(),
         _("--press is about printed pages; leave out --no-pages and "
           "--only site"));
    return 2;
  }
  if (o->report && !build_wants_pages(&b)) {
    diag(LEVEL_ERROR, place_none(),
         _("--report is about printed pages; leave out --no-pages and "
           "--only site"));
    return 2;
  }
  b.digests = digest_start(b.content, o->jobs != 1);
  if (build_load(&b) && output_open(&b.output, o->out ? o->out : "out")) {
    feed_choose(xmlDocGetRootElement(b.site));
    build_list(&b);
    if (build_is_done(&b)) {
      report(&b);
    } else if (build_load_theme(&b) && begin(&b)) {
      build_make(&b);
      build_settle(&b);
      build_publish(&b);
      report(&b);
    }
  }
  build_release(&b);
  /* The process ends here: its cards need not be given back one by one. */
  exit(diag_exit(o->strict));
}
