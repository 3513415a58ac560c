#include "web/issue.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/article.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/picture.h"

static bool write_index(struct page *p, const xmlNode *issue, const char *dir)
{
  char *path = file_join(dir, "index.html");
  bool ok = page_write(p, p->web->issue, issue, path);
  free(path);
  return ok;
}

bool issue_write(struct page *p, const xmlNode *issue, const char *dir)
{
  char *pdf = mem_printf("%s-%s.pdf", node_attr(issue, "paper"),
                         node_attr(issue, "date"));
  char *large = mem_printf("%s-%s-large.pdf", node_attr(issue, "paper"),
                           node_attr(issue, "date"));
  char *day = page_day(node_attr(issue, "date"));
  page_text(p, "root", "../../");
  page_text(p, "pdf", p->web->pdf ? pdf : NULL);
  page_text(p, "large", p->web->large ? large : NULL);
  page_text(p, "day", day);
  bool ok = file_mkdirs(dir) && (p->web->no_pictures ||
                                 picture_place_all(issue, dir, p->web->cache));
  ok &= article_write_all(p, issue, dir);
  page_node(p, "prev", NULL);
  page_node(p, "next", NULL);
  ok &= write_index(p, issue, dir) && pages_write(p, dir);
  free(day);
  free(large);
  free(pdf);
  return ok;
}
