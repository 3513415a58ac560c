#include "cmd/large.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/beside.h"
#include "cmd/job.h"
#include "cmd/manifest.h"
#include "draw/pdf.h"
#include "page/make.h"
#include "tree/node.h"

static bool is(const xmlNode *n, const char *name, const char *value)
{
  const char *s = node_attr(n, name);
  return s && !strcmp(s, value);
}

static void tell_open(const xmlDoc *doc, const xmlNode *placed)
{
  struct buf list = BUF_INIT;
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    if (is(p, "closes", "no"))
      buf_printf(&list, "%sP%s", list.n ? ", " : "", node_attr(p, "n"));
  if (list.n)
    diag(LEVEL_NOTE, node_place(xmlDocGetRootElement((xmlDoc *)doc)),
         _("pages of the large-type edition that are not full: %s; more "
           "fillers would help"),
         list.s);
  buf_free(&list);
}

/* The page of the second part of the story ID; NULL: it is whole. */
static const char *goes_on(const xmlNode *placed, const char *id)
{
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (is(z, "part", "2") && is(z, "article", id))
        return node_attr(p, "n");
  return NULL;
}

static void tell(const xmlDoc *doc, const xmlDoc *placed)
{
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)doc);
  const xmlNode *pages = xmlDocGetRootElement((xmlDoc *)placed);
  tell_open(doc, pages);
  for (xmlNode *a = node_first(root, "article"); a;
       a = node_next(a, "article")) {
    const char *id = node_attr(a, "id");
    const char *page = is(a, "jump", "no") && id ? goes_on(pages, id) : NULL;
    if (page)
      diag(LEVEL_NOTE, node_place(a),
           _("in the large-type edition the story goes on on page %s though "
             "it has `jump: no`, since no page holds it whole; shorten it"),
           page);
  }
}

static bool write_pages(const struct large *l, const struct sheets *sheets,
                        struct buf *said)
{
  struct buf pdf = BUF_INIT;
  char *file = mem_printf("%s-large.pdf", l->name);
  char *path = file_join(l->dir, file);
  bool ok = file_mkdirs(l->dir) && pdf_make(&pdf, sheets) &&
            file_write(path, pdf.s, pdf.n);
  manifest_print(said,
                 &(struct manifest_file){"large", file, 0, sheets, &pdf});
  buf_free(&pdf);
  free(path);
  free(file);
  return ok;
}

static bool make(void *data, struct buf *said)
{
  const struct large *l = data;
  /* A copy, since a document remembers the styles of one edition only. */
  xmlDoc *copy = xmlCopyDoc((xmlDoc *)l->doc, 1);
  diag_hush(true);
  struct made m =
      make_issue(copy, l->press->theme, l->styles, l->press->fonts);
  diag_hush(false);
  tell(copy, m.placed);
  bool ok = write_pages(l, m.sheets, said);
  make_free(&m);
  xmlFreeDoc(copy);
  return ok;
}

void large_start(struct large *l, bool at_once)
{
  if (l->styles)
    l->beside = beside_start(make, l, at_once);
}

bool large_write(struct large *l, struct manifest *said)
{
  struct buf text = BUF_INIT;
  if (!l->styles)
    return true;
  bool ok = l->beside ? beside_end(l->beside, &text) : make(l, &text);
  l->beside = NULL;
  if (ok)
    manifest_add_text(said, text.s);
  buf_free(&text);
  return ok;
}

void large_drop(struct large *l)
{
  beside_drop(l->beside);
  l->beside = NULL;
}
