#include "page/placed.h"

#include <stdlib.h>

#include "base/mem.h"
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

xmlNode *placed_page(struct placed *p, int page, const char *name)
{
  p->page = add(p->root, "page");
  node_set_int(p->page, "n", page);
  node_set(p->page, "name", name);
  return p->page;
}

xmlNode *placed_add(struct placed *p, const char *name)
{
  return add(p->page ? p->page : p->root, name);
}

xmlNode *placed_add_root(struct placed *p, const char *name)
{
  return add(p->root, name);
}

xmlNode *placed_root(struct placed *p)
{
  return p->root;
}

void placed_rect(xmlNode *zone, struct rect at)
{
  node_set_int(zone, "x", at.x);
  node_set_int(zone, "y", at.y);
  node_set_int(zone, "w", at.w);
  node_set_int(zone, "h", at.h);
}

xmlDoc *placed_end(struct placed *p)
{
  xmlDoc *doc = p->doc;
  free(p);
  return doc;
}
