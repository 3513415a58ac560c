#include "web/article.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tree/node.h"
#include "web/page.h"

struct list {
  const xmlNode **node;
  size_t n, cap;
};

static int by_order(const void *a, const void *b)
{
  int x = node_int(*(const xmlNode *const *)a, "order", 0);
  int y = node_int(*(const xmlNode *const *)b, "order", 0);
  return (x > y) - (x < y);
}

static struct list articles(const xmlNode *issue)
{
  struct list l = {0};
  bool sorted = true;
  for (const xmlNode *n = node_first(issue, "article"); n;
       n = node_next(n, "article")) {
    l.node = mem_grow(l.node, &l.cap, l.n + 1, sizeof *l.node);
    l.node[l.n++] = n;
    sorted &= l.n < 2 || by_order(&l.node[l.n - 2], &l.node[l.n - 1]) <= 0;
  }
  if (!sorted)
    qsort(l.node, l.n, sizeof *l.node, by_order);
  return l;
}

bool article_write_all(struct page *p, const xmlNode *issue, const char *dir)
{
  struct list l = articles(issue);
  struct buf path = BUF_INIT;
  bool ok = true;
  for (size_t i = 0; i < l.n; i++) {
    page_node(p, "prev", i ? l.node[i - 1] : NULL);
    page_node(p, "next", i + 1 < l.n ? l.node[i + 1] : NULL);
    buf_clear(&path);
    buf_printf(&path, "%s/%s.html", dir, node_attr(l.node[i], "id"));
    ok &= page_write(p, p->web->article, l.node[i], path.s);
  }
  buf_free(&path);
  free(l.node);
  return ok;
}
