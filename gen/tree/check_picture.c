/* Pictures: there, inside their folder, and readable. */
#include "tree/check_in.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "tree/type.h"

/* Does SRC by its letters lead out of the folder that it starts from? Then
 * the message must not depend on what lies there. */
static bool leaves(const char *src)
{
  int depth = 0;
  for (const char *p = src; *p;) {
    size_t n = strcspn(p, "/");
    if (n == 2 && p[0] == '.' && p[1] == '.')
      depth--;
    else if (n && !(n == 1 && p[0] == '.'))
      depth++;
    if (depth < 0)
      return true;
    p += n + (p[n] == '/');
  }
  return *src == '/';
}

/* False, reported, when PATH is no file inside ROOT. */
static bool reachable(struct check *c, struct place at, const char *root,
                      const char *path)
{
  char *real = file_inside(root, path);
  bool ok = real != NULL;
  if (!ok && (leaves(path + strlen(root) + 1) || file_exists(path)))
    check_error(c, at,
                _("the picture %.*s lies outside its folder, copy it there"),
                type_quote(path), path);
  else if (!ok)
    check_error(c, at,
                _("the picture %s is missing, put it there or write another "
                  "name"),
                path);
  free(real);
  return ok;
}

/* Path and size of what can be drawn; image_load reports the rest. */
static void measure(struct check *c, xmlNode *n, const char *path)
{
  struct image *img = image_load(path, node_place(n));
  c->errors += img == NULL;
  if (!img)
    return;
  node_set(n, "path", path);
  node_set_int(n, "width", img->width);
  node_set_int(n, "height", img->height);
  image_free(img);
}

/* The text of the figure's caption stands for a missing alt text. */
static void complete_alt(xmlNode *image)
{
  if (node_attr(image, "alt"))
    return;
  char *caption = node_child_text(image->parent, "caption");
  node_set(image, "alt", caption ? caption : "");
  free(caption);
}

void check_picture(struct check *c, const xmlNode *story, xmlNode *n)
{
  const char *file = node_attr(story, "src");
  size_t len = (size_t)(file_base(file) - file);
  char *dir = mem_copy_n(file, len ? len - 1 : 0);
  char *path = file_join(dir, node_attr(n, "src"));
  if (reachable(c, node_place(n), dir, path))
    measure(c, n, path);
  complete_alt(n);
  free(path);
  free(dir);
}
