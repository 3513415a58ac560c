#include "cmd/webpages.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "draw/sheet.h"
#include "draw/svg.h"
#include "draw/svgpicture.h"
#include "draw/webface.h"
#include "tree/node.h"
#include "tree/theme.h"

enum { LICENCE = 1 << 20 };

static const xmlNode *with_id(const xmlNode *issue, const char *kind,
                              const char *id)
{
  for (const xmlNode *n = node_first(issue, kind); n; n = node_next(n, kind))
    if (!strcmp(node_attr(n, "id"), id))
      return n;
  return NULL;
}

/* A story has a page of its own, fillers share a part of the issue's; what is
 * shown nowhere else has no address. Owned, or NULL. */
static char *address(const xmlNode *issue, const char *id)
{
  if (with_id(issue, "article", id))
    return mem_printf("%s.html", id);
  const xmlNode *filler = with_id(issue, "filler", id);
  return filler && !node_attr(filler, "code")
             ? mem_copy("index.html#fillers")
             : NULL;
}

static struct svg_zone zone_of(const xmlNode *issue, const xmlNode *z)
{
  struct svg_zone zone = {.id = node_attr(z, "article"),
                          .part = node_int(z, "part", 1),
                          .at = {node_int(z, "x", 0), node_int(z, "y", 0),
                                 node_int(z, "w", 0), node_int(z, "h", 0)},
                          .name = node_attr(z, "title")};
  zone.href = address(issue, zone.id);
  zone.name = zone.name ? zone.name : zone.id;
  return zone;
}

static void put_sheet(const struct webpages *w, const struct webfaces *faces,
                      size_t page, xmlNode *to)
{
  const xmlNode *issue = xmlDocGetRootElement((xmlDoc *)w->issue);
  int number = w->sheets->v[page].number;
  char *label = mem_printf("第%d版版面", number);
  char *pictures = mem_printf("pages/p%d-", number);
  struct svg_zone *v = NULL;
  size_t n = 0, cap = 0;
  struct buf svg = BUF_INIT;
  for (const xmlNode *z = node_first(to, "zone"); z; z = node_next(z, "zone")) {
    v = mem_grow(v, &cap, n + 1, sizeof *v);
    v[n++] = zone_of(issue, z);
  }
  svg_make(&svg, &(struct svg_page){w->sheets, page, faces, label, pictures, v,
                                    n});
  xmlNode *sheet = xmlNewChild(to, NULL, BAD_CAST "sheet", NULL);
  xmlAddChild(sheet, xmlNewTextLen(BAD_CAST svg.s, (int)svg.n));
  for (size_t i = 0; i < n; i++)
    free((char *)v[i].href);
  free(v);
  buf_free(&svg);
  free(pictures);
  free(label);
}

static void put_sheets(const struct webpages *w, const struct webfaces *faces,
                       xmlDoc *placed)
{
  xmlNode *root = xmlDocGetRootElement(placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    for (size_t i = 0; i < w->sheets->n; i++)
      if (w->sheets->v[i].number == node_int(p, "n", 0))
        put_sheet(w, faces, i, p);
}

static bool write_faces(const struct webpages *w, struct webfaces *faces,
                        const char *dir)
{
  struct buf licence = BUF_INIT;
  char *path = theme_file(w->theme, "OFL.txt");
  bool ok = !file_exists(path) || file_read(&licence, path, LICENCE);
  ok = ok && webfaces_write(faces, dir, licence.s);
  free(path);
  buf_free(&licence);
  return ok;
}

bool webpages_make(const struct webpages *w, xmlDoc *placed)
{
  if (!theme_has(w->theme, "page.html"))
    return true;
  char *dir = file_join(w->dir, "pages");
  struct webfaces *faces = webfaces_new(w->sheets);
  if (w->hurry)
    webfaces_hurry(faces);
  bool ok = file_mkdirs(dir) && (!w->cache || file_mkdirs(w->cache)) &&
            write_faces(w, faces, dir) &&
            svg_pictures(w->sheets, dir, w->cache);
  if (ok)
    put_sheets(w, faces, placed);
  webfaces_free(faces);
  free(dir);
  return ok;
}
