#include "cmd/why.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "cmd/report.h"
#include "cmd/single.h"
#include "page/remedy.h"
#include "tree/node.h"

static bool has(const xmlNode *n, const char *attr, const char *value)
{
  const char *is = node_attr(n, attr);
  return is && !strcmp(is, value);
}

/* The headline of the story that ATTR of N names. */
static const char *title(const xmlNode *root, const xmlNode *n,
                         const char *attr)
{
  const char *id = node_attr(n, attr);
  for (xmlNode *p = node_first(root, "page"); id && p;
       p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (has(z, "article", id))
        return node_attr(z, "title");
  return id ? id : "";
}

/* --- what was tried ------------------------------------------------------- */

static const char *try_text(const xmlNode *note)
{
  return has(note, "kind", "filler")  ? _("with the filler")
         : has(note, "kind", "more")  ? _("all stories, searched for longer")
         : has(note, "kind", "jump")  ? _("where one may go on on a later page:")
         : has(note, "kind", "moved") ? _("with one less, which waits:")
                                      : _("all stories as they are");
}

static void put_note(struct buf *b, const xmlNode *note)
{
  buf_printf(b, _("    tried: %s"), try_text(note));
  if (node_attr(note, "title"))
    buf_printf(b, "《%s》", node_attr(note, "title"));
  buf_printf(b, _("; %d %% of the room, "), node_int(note, "share", 0));
  if (has(note, "ok", "yes"))
    buf_printf(b, _("closes at cost %d"), node_int(note, "cost", 0));
  else
    buf_puts(b, _("does not close"));
  buf_printf(b, _("; pages set: %d\n"), node_int(note, "tried", 0));
}

/* --- a module ------------------------------------------------------------- */

static const char *shape_text(const char *shape)
{
  return !strcmp(shape, "boxed")      ? _("boxed")
         : !strcmp(shape, "vertical") ? _("on end")
         : !strcmp(shape, "side")     ? _("at the side")
         : !strcmp(shape, "beside")   ? _("over some columns")
                                      : _("over all columns");
}

static void put_head(struct buf *b, const xmlNode *z)
{
  const char *shape = node_attr(z, "shape");
  int type = node_int(z, "type", 0), air = node_int(z, "air", 0);
  if (shape && !strcmp(shape, "framed")) {
    buf_puts(b, _("in a frame"));
    return;
  }
  if (!shape) {
    buf_printf(b, _("continued, part %d"), node_int(z, "part", 0));
    return;
  }
  buf_printf(b, _("headline %s, %d.%d pt, %d lines"), shape_text(shape),
             type / 1000, type % 1000 / 100, node_int(z, "head", 0));
  if (air)
    buf_printf(b, _(", %d of them air"), air);
}

static void put_pictures(struct buf *b, const xmlNode *z)
{
  for (xmlNode *f = node_first(z, "picture"); f;
       f = node_next(f, "picture")) {
    int crop = node_int(f, "crop", 0);
    buf_printf(b, _("; picture %d × %d"), node_int(f, "columns", 0),
               node_int(f, "lines", 0));
    if (crop)
      buf_printf(b, crop < 0 ? _(", cropped by %d lines")
                             : _(", %d lines higher than natural"),
                 crop < 0 ? -crop : crop);
  }
}

static void put_price(struct buf *b, const xmlNode *z)
{
  int less = node_int(z, "less", 0), more = node_int(z, "more", 0);
  if (less)
    buf_printf(b, _("; paragraphs a line shorter: %d"), less);
  if (more)
    buf_printf(b, _("; paragraphs a line longer: %d"), more);
  if (node_attr(z, "price"))
    buf_printf(b, _("; price %d, setting its text %d"),
               node_int(z, "price", 0), node_int(z, "extra", 0));
}

static void put_zone(struct buf *b, const xmlNode *z)
{
  int column = node_int(z, "column", 0), line = node_int(z, "line", 0);
  buf_printf(b, _("  《%s》%s: columns %d–%d, lines %d–%d; "),
             node_attr(z, "title"),
             has(z, "filler", "yes") ? _(" (filler)") : "", column + 1,
             column + node_int(z, "columns", 0), line + 1,
             line + node_int(z, "lines", 0));
  put_head(b, z);
  put_pictures(b, z);
  put_price(b, z);
  buf_putc(b, '\n');
}

/* --- the page ------------------------------------------------------------- */

static void put_fault(struct buf *b, const xmlNode *root, const xmlNode *f)
{
  buf_printf(b, _("    blamed: %s, cost %d"),
             report_fault(node_attr(f, "kind")), node_int(f, "cost", 0));
  if (node_attr(f, "a"))
    buf_printf(b, "《%s》", title(root, f, "a"));
  if (node_attr(f, "b"))
    buf_printf(b, "《%s》", title(root, f, "b"));
  buf_puts(b, has(f, "taboo", "yes") ? _(" (taboo)\n") : "\n");
}

static void put_page(struct buf *b, const xmlNode *root, const xmlNode *p)
{
  buf_printf(b, _("P%s %s: "), node_attr(p, "n"), node_attr(p, "name"));
  if (has(p, "closes", "yes"))
    buf_printf(b, _("closes, cost %d\n"), node_int(p, "cost", 0));
  else
    buf_puts(b, _("does not close: made in bands\n"));
  for (xmlNode *n = node_first(p, "note"); n; n = node_next(n, "note"))
    put_note(b, n);
  for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
    put_zone(b, z);
  for (xmlNode *f = node_first(p, "fault"); f; f = node_next(f, "fault"))
    put_fault(b, root, f);
}

static bool explain(const struct single *s)
{
  struct buf b = BUF_INIT;
  const xmlNode *root = xmlDocGetRootElement(s->made.placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    put_page(&b, root, p);
  remedy_find(&s->job, s->made.placed);
  report_tell(s->job.issue, s->made.placed, s->o->strict);
  return single_put(&b) == 0;
}

int why_run(const struct options *o)
{
  return single_make(o, explain);
}
