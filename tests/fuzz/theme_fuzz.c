/* Any bytes as a style sheet of the web, as a value, as an expression of a
 * template: what judges a theme reads them within bounds, and ends. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "asset/scheme.h"
#include "asset/webcss.h"
#include "asset/webprops.h"
#include "asset/webvalue.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "tree/paths.h"

enum { LIMIT = 16384 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(int ok)
{
  if (!ok)
    abort();
}

static void see_value(const char *s)
{
  const struct webvalue_units u = {.em = 18, .rem = 16};
  struct ink ink;
  double px;
  char font[64];
  if (webvalue_colour(s, &ink))
    need(webvalue_contrast(ink, ink) < 1.01);
  webvalue_px(s, &u, &px);
  if (webvalue_font_size(s, font, sizeof font))
    need(strlen(font) < sizeof font);
}

static void see_schemes(struct arena *a, const struct webcss *c)
{
  struct schemes *all = schemes_new(a);
  struct buf b = BUF_INIT;
  const struct webcss_decl *leaf;
  schemes_add(all, c);
  for (size_t i = 0; i < c->ndecls && i < 16; i++)
    for (size_t k = 0; k < all->n && k < 8; k++)
      if (schemes_value(all, k, c->decls[i].value, &b, &leaf))
        see_value(b.s);
  buf_free(&b);
  schemes_free(all);
}

static void see_sheet(const char *s, size_t n)
{
  struct arena *a = arena_new();
  struct webcss *c = webcss_read(a, "web.css", s);
  for (size_t i = 0; i < c->ndecls; i++) {
    const struct webcss_decl *d = &c->decls[i];
    need(d->rule < c->nrules && d->at.line > 0 && d->at.col > 0);
    need(d->from >= s && d->from <= s + n);
    if (i < 4) /* it compares with all names there are */
      webprops_near(d->name);
  }
  see_schemes(a, c);
  webcss_free(c);
  arena_free(a);
}

static void see_path(const char *s, size_t n)
{
  struct path v[PATHS], name;
  size_t count = paths_of(s, v);
  bool attr;
  need(count <= PATHS);
  for (size_t i = 0; i < count; i++) {
    const char *at = v[i].s, *end = v[i].s + v[i].n;
    need(v[i].n && v[i].s >= s && end <= s + n);
    while (paths_name(&at, end, &name, &attr))
      need(name.n && name.s >= s && name.s + name.n <= s + n);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct buf text = BUF_INIT;
  if (size > LIMIT)
    return 0;
  buf_put(&text, data, size);
  buf_puts(&text, "");
  size_t n = strlen(text.s);
  diag_hush(true);
  see_sheet(text.s, n);
  see_value(text.s);
  see_path(text.s, n);
  diag_hush(false);
  buf_free(&text);
  diag_reset();
  return 0;
}
