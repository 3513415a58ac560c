#include "web/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/link.h"
#include "tree/node.h"

/* Relative, and nowhere upwards. */
static bool stays_inside(const char *src)
{
  if (!link_is_file(src))
    return false;
  for (const char *s = src; s; s = strchr(s, '/')) {
    s += *s == '/';
    if (!strncmp(s, "..", 2) && (s[2] == '/' || !s[2]))
      return false;
  }
  return true;
}

static bool place(const xmlNode *image, const char *root, const char *dir)
{
  const char *src = node_attr(image, "src"), *path = node_attr(image, "path");
  if (!src || !path)
    return true;
  char *real = root && stays_inside(src) ? file_inside(root, path) : NULL;
  if (!real) {
    diag(LEVEL_ERROR, node_place(image),
         _("picture %s is not in the issue's folder, put it there"), src);
    return false;
  }
  char *to = file_join(dir, src);
  char *folder = mem_copy_n(to, (size_t)(file_base(to) - to));
  bool ok = file_mkdirs(folder) && file_copy(real, to);
  free(folder);
  free(to);
  free(real);
  return ok;
}

static xmlNode *next_node(const xmlNode *n, const xmlNode *top)
{
  if (n->type == XML_ELEMENT_NODE && n->children)
    return n->children;
  while (n != top && !n->next)
    n = n->parent;
  return n == top ? NULL : n->next;
}

/* What issue.yaml lists under ads is printed only. */
static bool is_shown(const xmlNode *image, const xmlNode *issue)
{
  const xmlNode *figure = image->parent;
  return node_is(figure, "figure") &&
         !(node_is(figure->parent, "ad") && figure->parent->parent == issue);
}

bool picture_place_all(const xmlNode *issue, const char *dir)
{
  const char *root = node_attr(issue, "dir");
  bool ok = true;
  for (const xmlNode *n = issue; n; n = next_node(n, issue))
    if (node_is(n, "image") && is_shown(n, issue))
      ok &= place(n, root, dir);
  return ok;
}
