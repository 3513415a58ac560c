#include "cmd/roll.h"

#include <stdlib.h>
#include <string.h>

#include "tree/node.h"

static xmlNode *add(xmlDoc *placed, const char *name)
{
  return xmlNewChild(xmlDocGetRootElement(placed), NULL, (const xmlChar *)name,
                     NULL);
}

/* FILE as it is below the folder CONTENT. */
static const char *below(const char *file, const char *content)
{
  size_t n = strlen(content);
  if (strncmp(file, content, n) != 0 || (file[n] != '/' && file[n - 1] != '/'))
    return file;
  while (file[n] == '/')
    n++;
  return file + n;
}

static void carry(xmlNode *to, const xmlNode *from, const char *attr)
{
  if (node_attr(from, attr))
    node_set(to, attr, node_attr(from, attr));
}

static void add_story(xmlDoc *placed, const xmlNode *a, const char *content)
{
  struct place at = node_place(a);
  char *title = node_child_text(a, "headline");
  xmlNode *n = add(placed, "story");
  carry(n, a, "id");
  node_set(n, "kind", (const char *)a->name);
  node_set(n, "title", title && *title ? title : node_attr(a, "id"));
  carry(n, a, "section");
  carry(n, a, "priority");
  carry(n, a, "page");
  node_set(n, "file", at.file ? below(at.file, content) : "");
  node_set_int(n, "line", at.line);
  carry(n, a, "words");
  free(title);
}

static void add_about(xmlDoc *placed, const xmlNode *issue)
{
  const xmlNode *paper = node_first(issue, "paper");
  char *title = paper ? node_child_text(paper, "title") : NULL;
  xmlNode *n = add(placed, "about");
  node_set(n, "paper", paper ? node_attr(paper, "id") : "");
  carry(n, issue, "date");
  node_set(n, "title", title ? title : "");
  carry(n, issue, "number");
  free(title);
}

void roll_record(xmlDoc *placed, const xmlDoc *issue, const char *content)
{
  static const char *const kinds[] = {"article", "filler", "ad"};
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)issue);
  add_about(placed, root);
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (const xmlNode *a = node_first(root, kinds[k]); a;
         a = node_next(a, kinds[k]))
      add_story(placed, a, content);
}
