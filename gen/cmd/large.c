#include "cmd/large.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "draw/pdf.h"
#include "page/make.h"
#include "tree/node.h"

static int count_open(const xmlDoc *placed)
{
  int n = 0;
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    n += node_attr(p, "closes") && !strcmp(node_attr(p, "closes"), "no");
  return n;
}

static bool write_pages(const struct large *l, const struct sheets *sheets)
{
  struct buf pdf = BUF_INIT;
  char *file = mem_printf("%s-large.pdf", l->name);
  char *path = file_join(l->dir, file);
  bool ok = file_mkdirs(l->dir) && pdf_make(&pdf, sheets) &&
            file_write(path, pdf.s, pdf.n);
  buf_free(&pdf);
  free(path);
  free(file);
  return ok;
}

bool large_write(const struct large *l, const xmlDoc *doc)
{
  if (!l->styles)
    return true;
  /* A copy, since a document remembers the styles of one edition only. */
  xmlDoc *copy = xmlCopyDoc((xmlDoc *)doc, 1);
  diag_hush(true);
  struct made m =
      make_issue(copy, l->press->theme, l->styles, l->press->fonts);
  diag_hush(false);
  int open = count_open(m.placed);
  if (open)
    diag(LEVEL_NOTE, node_place(xmlDocGetRootElement(copy)),
         _("pages of the large-type edition that are not full: %d; fillers "
           "would help"),
         open);
  bool ok = write_pages(l, m.sheets);
  make_free(&m);
  xmlFreeDoc(copy);
  return ok;
}
