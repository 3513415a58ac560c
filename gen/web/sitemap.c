#include "web/sitemap.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "web/address.h"
#include "web/text.h"

#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

/* SCRATCH is reused. */
static void put_loc(struct buf *out, struct buf *scratch, const char *base,
                    const char *path)
{
  buf_clear(scratch);
  buf_puts(scratch, base);
  text_url(scratch, path, strlen(path));
  buf_puts(out, "<loc>");
  text_xml(out, scratch->s, scratch->n);
  buf_puts(out, "</loc>");
}

static bool put_file(const char *out, const char *name, const struct buf *b)
{
  char *path = file_join(out, name);
  bool ok = file_put(path, b->s, b->n);
  free(path);
  return ok;
}

static void begin(struct buf *b, const char *root)
{
  buf_clear(b);
  buf_printf(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<%s xmlns=\"" NAMESPACE "\">\n", root);
}

/* Pages FROM to TO of A as the file NAME. The home page is the base itself. */
static bool write_part(const struct addresses *a, const char *base,
                       const char *name, const char *out, size_t range[2])
{
  struct buf b = BUF_INIT, scratch = BUF_INIT;
  begin(&b, "urlset");
  for (size_t i = range[0]; i < range[1]; i++) {
    const struct address *one = &a->list[i];
    buf_puts(&b, "<url>");
    put_loc(&b, &scratch, base, i ? one->path : "");
    if (one->date) {
      buf_puts(&b, "<lastmod>");
      buf_puts(&b, one->date);
      buf_puts(&b, "</lastmod>");
    }
    buf_puts(&b, "</url>\n");
  }
  buf_puts(&b, "</urlset>\n");
  bool ok = put_file(out, name, &b);
  buf_free(&scratch);
  buf_free(&b);
  return ok;
}

static bool write_parts(const struct addresses *a, const char *base,
                        size_t most, const char *out)
{
  struct buf b = BUF_INIT, scratch = BUF_INIT;
  bool ok = true;
  begin(&b, "sitemapindex");
  for (size_t from = 0, part = 1; from < a->pages; from += most, part++) {
    size_t range[] = {from, from + most < a->pages ? from + most : a->pages};
    char *name = mem_printf("sitemap-%zu.xml", part);
    ok &= write_part(a, base, name, out, range);
    buf_puts(&b, "<sitemap>");
    put_loc(&b, &scratch, base, name);
    buf_puts(&b, "</sitemap>\n");
    free(name);
  }
  buf_puts(&b, "</sitemapindex>\n");
  ok = put_file(out, "sitemap.xml", &b) && ok;
  buf_free(&scratch);
  buf_free(&b);
  return ok;
}

bool sitemap_write(const struct addresses *a, const char *base, size_t most,
                   const char *out)
{
  size_t range[] = {0, a->pages};
  if (!base || !*base)
    return true;
  return a->pages > most ? write_parts(a, base, most, out)
                         : write_part(a, base, "sitemap.xml", out, range);
}

bool sitemap_robots(const char *base, const char *out)
{
  struct buf b = BUF_INIT;
  if (!base || !*base)
    return true;
  buf_printf(&b, "User-agent: *\nAllow: /\nSitemap: %ssitemap.xml\n", base);
  bool ok = put_file(out, "robots.txt", &b);
  buf_free(&b);
  return ok;
}
