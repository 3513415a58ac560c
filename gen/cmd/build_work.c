#include "cmd/build_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/crew.h"
#include "cmd/feeds.h"
#include "cmd/indexer.h"
#include "cmd/kept.h"
#include "cmd/large.h"
#include "cmd/manifest.h"
#include "cmd/report.h"
#include "cmd/roll.h"
#include "cmd/webpages.h"
#include "draw/pdf.h"
#include "page/remedy.h"
#include "page/style.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/web.h"

/* What a build's worker does with one issue. */

bool build_wants(const struct build *b, const char *kind)
{
  return !b->o->only || !strcmp(b->o->only, kind);
}

bool build_wants_pages(const struct build *b)
{
  return build_wants(b, "pdf") && !b->o->no_pages;
}

bool build_wants_press(const struct build *b)
{
  return build_wants_pages(b) && (b->o->press || b->o->press_pages);
}

static struct place profile_place(const xmlNode *paper)
{
  struct place at = node_place(paper);
  const char *named = node_attr(paper, "press-profile-at");
  if (named)
    sscanf(named, "%9d:%9d", &at.line, &at.col);
  return at;
}

struct press_issue build_press_of(const struct build *b, const struct task *t)
{
  return (struct press_issue){.output = &b->output,
                              .paper = t->target.paper,
                              .date = t->target.date,
                              .key = t->key,
                              .profile =
                                  node_attr(t->card->parent, "press-profile"),
                              .named = profile_place(t->card->parent),
                              .pages = b->o->press_pages};
}

void build_override_base(const struct build *b, xmlDoc *doc)
{
  char *base = b->o->base_url ? link_base(b->o->base_url) : NULL;
  if (base)
    node_set(xmlDocGetRootElement(doc), "base-url", base);
  free(base);
}

/* The page of the first part of story ID, or NULL. */
static const char *page_of(const xmlNode *placed, const char *id)
{
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (!strcmp(node_attr(z, "article"), id))
        return node_attr(p, "n");
  return NULL;
}

/* The site lists stories by pages: those that the editor left to the make-up
 * stand where it put them. */
static void take_pages(xmlDoc *doc, const xmlDoc *placed)
{
  const xmlNode *issue = xmlDocGetRootElement(doc);
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)placed);
  for (xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article")) {
    const char *page =
        node_attr(a, "page") ? NULL : page_of(root, node_attr(a, "id"));
    if (page)
      node_set(a, "page", page);
  }
}

/* Where the site has the files of T. Owned. */
static char *folder_of(const struct build *b, const struct task *t)
{
  const char *site = b->is_shown ? b->output.site : b->output.next_site;
  return mem_printf("%s/%s", site, t->rel);
}

static bool write_pdf(const struct build *b, const struct task *t,
                      const struct made *m, struct manifest *said)
{
  char *name = mem_printf("%s-%s.pdf", t->target.paper, t->target.date);
  char *dir = folder_of(b, t);
  char *path = file_join(dir, name);
  struct buf pdf = BUF_INIT;
  bool ok = file_mkdirs(dir) && pdf_make(&pdf, m->sheets) &&
            file_write(path, pdf.s, pdf.n);
  manifest_add(said,
               &(struct manifest_file){"reading", name, 0, m->sheets, &pdf});
  buf_free(&pdf);
  free(path);
  free(dir);
  free(name);
  return ok;
}

static bool write_press(const struct build *b, const struct task *t,
                        const struct made *m, struct manifest *said)
{
  struct press_issue w = build_press_of(b, t);
  w.bleed = styles_page(b->press.styles)->bleed;
  bool ok = !build_wants_press(b) || press_write(&w, m->sheets);
  press_tell(&w, said);
  return ok;
}

/* All editions, and what was printed of them. LARGE may be NULL. */
static bool write_editions(const struct build *b, const struct task *t,
                           const struct made *m, struct large *large)
{
  struct manifest *said =
      manifest_new(t->target.paper, t->target.date, m->sheets);
  char *dir = folder_of(b, t);
  bool ok = write_pdf(b, t, m, said) && (!large || large_write(large, said)) &&
            write_press(b, t, m, said) && manifest_write(said, dir);
  free(dir);
  manifest_free(said);
  return ok;
}

/* Tells what is wrong with the pages of DOC, and what would help. With --strict
 * overset copy is an error, and the issue keeps its last good output: false. */
static bool judge_pages(const struct build *b, const struct task *t,
                        xmlDoc *doc, xmlDoc *placed)
{
  struct make_job job = {doc, b->theme, b->press.styles, b->press.fonts};
  remedy_find(&job, placed);
  report_tell(doc, placed, b->o->strict);
  kept_remember(&b->output, t->rel, t->key, placed);
  return !(b->o->strict && report_overset(placed));
}

/* Pages as PDF. */
static bool work_pages(const struct build *b, const struct task *t,
                       xmlDoc *doc, struct made *m)
{
  char *dir = folder_of(b, t);
  char *name = mem_printf("%s-%s", t->target.paper, t->target.date);
  struct large large = {&b->press, b->large, dir, name, doc, NULL};
  large_start(&large, !b->spare);
  *m = make_issue(doc, b->theme, b->press.styles, b->press.fonts);
  roll_record(m->placed, doc, b->content);
  bool ok =
      judge_pages(b, t, doc, m->placed) && write_editions(b, t, m, &large);
  large_drop(&large);
  free(name);
  free(dir);
  take_pages(doc, m->placed);
  return ok;
}

/* The same pages on the web, where both are wanted. */
static bool show_pages(const struct build *b, const struct task *t,
                       const xmlDoc *doc, const struct made *m)
{
  if (!m->sheets || !build_wants(b, "site"))
    return true;
  char *dir = folder_of(b, t);
  char *cache = file_join(b->output.cache, "pictures");
  struct webpages w = {doc,   m->sheets, b->theme, dir,
                       cache, b->preview != NULL};
  bool ok = webpages_make(&w, m->placed);
  free(cache);
  free(dir);
  return ok;
}

/* For restore_card, some day. */
static bool leave_card(const struct build *b, const struct task *t)
{
  xmlBuffer *text = xmlBufferCreate();
  xmlNodeDump(text, b->site, t->card, 0, 0);
  bool ok = output_leave(&b->output, "cards", t->rel,
                         (const char *)xmlBufferContent(text));
  xmlBufferFree(text);
  return ok;
}

static bool write_web(const struct build *b, const struct task *t,
                      const xmlDoc *doc, const struct made *m)
{
  return show_pages(b, t, doc, m) &&
         (!build_wants(b, "site") ||
          web_issue(b->web, doc, m->placed, t->card, b->output.next_site));
}

/* What is on the screen comes first; what costs time and nobody looks at,
 * remedies and PDF, after it. Copies are judged: the pages that were asked for
 * must not pin stories yet, and the placement has no pictures of pages. */
static bool work_shown(struct build *b, const struct task *t, xmlDoc *doc,
                       struct made *m)
{
  if (!build_wants_pages(b))
    return write_web(b, t, doc, m) && b->preview->show(b, t);
  *m = make_issue(doc, b->theme, b->press.styles, b->press.fonts);
  roll_record(m->placed, doc, b->content);
  xmlDoc *text = xmlCopyDoc(doc, 1), *placed = xmlCopyDoc(m->placed, 1);
  kept_remember(&b->output, t->rel, t->key, placed);
  take_pages(doc, m->placed);
  bool ok = write_web(b, t, doc, m) && b->preview->show(b, t) &&
            judge_pages(b, t, text, placed) && write_editions(b, t, m, NULL);
  xmlFreeDoc(placed);
  xmlFreeDoc(text);
  return ok;
}

static bool work_on(struct build *b, const struct task *t)
{
  xmlDoc *doc = job_issue(&t->target);
  if (!doc)
    return false;
  struct made m = {0};
  bool ok = true;
  build_override_base(b, doc);
  if (b->preview)
    ok = work_shown(b, t, doc, &m);
  else
    ok = (!build_wants_pages(b) || work_pages(b, t, doc, &m)) &&
         write_web(b, t, doc, &m);
  if (build_wants(b, "site"))
    ok = ok && feeds_leave(&b->output, t->rel, xmlDocGetRootElement(doc),
                           t->card);
  ok = ok && leave_card(b, t);
  if (b->search)
    ok = ok && indexer_leave(&b->output, t->rel, xmlDocGetRootElement(doc));
  make_free(&m);
  xmlFreeDoc(doc);
  return ok;
}

int build_work(void *data, size_t i)
{
  struct build *b = data;
  const struct fonts *fonts = b->press.fonts;
  b->is_shown = false;
  if (b->preview)
    b->preview->begin(b, b->todo[i]);
  int faces = fonts ? fonts_count(fonts) : 0;
  diag_fork();
  bool ok = work_on(b, b->todo[i]);
  int status = diag_exit(0);
  if (!ok && !status)
    status = 1;
  bool last = status || (fonts && fonts_count(fonts) != faces);
  if (!status && diag_count(LEVEL_WARN))
    status = EXIT_WARNED;
  if (b->preview)
    b->preview->end(b, b->todo[i], status);
  return last ? status | CREW_LAST : status;
}

