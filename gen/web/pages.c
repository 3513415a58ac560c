#include "web/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "tree/node.h"
#include "web/page.h"

static const char *sheet_of(const xmlNode *page)
{
  const xmlNode *sheet = node_first(page, "sheet");
  return sheet && sheet->children
             ? (const char *)sheet->children->content
             : NULL;
}

/* PAPER/DATE/pN.html. Owned. */
static char *address(const struct page *p, const char *path)
{
  return file_join(node_attr(page_node_of(p, "issue"), "id"), file_base(path));
}

bool pages_write(struct page *p, const char *dir)
{
  const xmlNode *placed = page_node_of(p, "placed");
  struct buf path = BUF_INIT;
  bool ok = true;
  for (const xmlNode *n = node_first(placed, "page"); p->web->page && n;
       n = node_next(n, "page")) {
    if (!sheet_of(n))
      continue;
    buf_clear(&path);
    buf_printf(&path, "%s/p%s.html", dir, node_attr(n, "n"));
    char *self = address(p, path.s);
    p->self = self;
    ok &= page_write(p, p->web->page, n, path.s);
    p->self = NULL;
    free(self);
  }
  buf_free(&path);
  return ok;
}

void pages_sheet(struct page *p, const xmlNode *node)
{
  const char *svg = sheet_of(node);
  if (svg)
    html_raw(&p->html, svg, strlen(svg));
}
