#include "page/placed.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/block.h"
#include "tree/node.h"

struct placed {
  xmlDoc *doc;
  xmlNode *root, *page;
};

static xmlNode *add(xmlNode *parent, const char *name)
{
  return xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);
}

struct placed *placed_new(void)
{
  struct placed *p = mem_new(sizeof *p);
  p->doc = xmlNewDoc((const xmlChar *)"1.0");
  p->root = xmlNewDocNode(p->doc, NULL, (const xmlChar *)"placed", NULL);
  xmlDocSetRootElement(p->doc, p->root);
  return p;
}

void placed_page(struct placed *p, int page, const char *name)
{
  p->page = add(p->root, "page");
  node_set_int(p->page, "n", page);
  node_set(p->page, "name", name);
}

void placed_zone(struct placed *p, int page, const struct block *b,
                 struct rect at)
{
  xmlNode *z = add(p->page, "zone");
  (void)page;
  node_set(z, "article", b->story->id);
  node_set_int(z, "part", b->part);
  node_set_int(z, "x", at.x);
  node_set_int(z, "y", at.y);
  node_set_int(z, "w", at.w);
  node_set_int(z, "h", at.h);
}

void placed_jump(struct placed *p, const char *article, int from, int to)
{
  xmlNode *j = add(p->root, "jump");
  node_set(j, "article", article);
  node_set_int(j, "from", from);
  node_set_int(j, "to", to);
}

void placed_fill(struct placed *p, int page, int used, int lines)
{
  xmlNode *f = add(p->root, "fill");
  node_set_int(f, "page", page);
  node_set_int(f, "percent", lines > 0 ? used * 100 / lines : 0);
}

xmlDoc *placed_end(struct placed *p)
{
  xmlDoc *doc = p->doc;
  free(p);
  return doc;
}
