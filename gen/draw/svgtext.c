#include "draw/svgtext.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "draw/webface.h"

enum {
  WHOLE = 1000, /* stretch: none */
  NEAR = 16,    /* mpt: so far may a glyph be from where it stands by itself */
  BACK = 12     /* paragraphs back that a part may belong to */
};

/* --- what values look like ------------------------------------------------ */

void svg_put(struct buf *b, mpt length)
{
  long v = length < 0 ? -((5L - length) / 10) : (length + 5L) / 10;
  if (v < 0)
    buf_putc(b, '-');
  v = v < 0 ? -v : v;
  buf_printf(b, "%ld", v / 100);
  if (v % 100)
    buf_printf(b, v % 10 ? ".%02ld" : ".%ld", v % 10 ? v % 100 : v % 100 / 10);
}

void svg_put_ink(struct buf *b, const char *name, struct ink k)
{
  if (k.r % 17 || k.g % 17 || k.b % 17)
    buf_printf(b, " %s=\"#%02x%02x%02x\"", name, k.r, k.g, k.b);
  else
    buf_printf(b, " %s=\"#%x%x%x\"", name, k.r / 17, k.g / 17, k.b / 17);
}

void svg_escape(struct buf *b, const char *s, size_t n)
{
  for (size_t i = 0; i < n; i++)
    switch (s[i]) {
    case '&':
      buf_puts(b, "&amp;");
      break;
    case '<':
      buf_puts(b, "&lt;");
      break;
    case '>':
      buf_puts(b, "&gt;");
      break;
    case '"':
      buf_puts(b, "&quot;");
      break;
    default:
      buf_putc(b, (unsigned char)s[i] < ' ' ? ' ' : s[i]);
    }
}

static bool same_ink(struct ink a, struct ink b)
{
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* --- a piece of a run ----------------------------------------------------- */

/* Glyphs FROM … TO - 1 of RUN, all in one family. */
struct piece {
  const struct run *run;
  size_t from, to;
  struct webcode code; /* of the first */
};

/* Places on the page; X as it is before the paragraph is stretched. */
static mpt glyph_x(const struct run *run, const struct glyph *g)
{
  int64_t x = run->turned ? run->x - g->y : run->x + g->x;
  return (mpt)(x * WHOLE / run->stretch);
}

static mpt glyph_y(const struct run *run, const struct glyph *g)
{
  return run->turned ? run->y + g->x : run->y + g->y;
}

/* Behind the last glyph that does not stand where its forerunner's advance has
 * left the pen: the others need no place. */
static size_t placed_to(const struct svg_texts *t, const struct piece *p)
{
  const struct run *run = p->run;
  size_t to = p->from + 1;
  if (run->turned)
    return p->to;
  mpt pen = glyph_x(run, &run->glyphs[p->from]);
  for (size_t i = p->from + 1; i < p->to; i++) {
    struct webcode before =
        webfaces_code(t->faces, t->page, run, &run->glyphs[i - 1]);
    int advance = fonts_advance(t->fonts, run->face, before.glyph);
    mpt x = glyph_x(run, &run->glyphs[i]);
    pen += (mpt)((int64_t)advance * run->size / 1000);
    if (labs((long)x - pen) > NEAR) {
      pen = x;
      to = i + 1;
    }
  }
  return to;
}

static bool is_level(const struct piece *p)
{
  for (size_t i = p->from + 1; i < p->to; i++)
    if (glyph_y(p->run, &p->run->glyphs[i]) !=
        glyph_y(p->run, &p->run->glyphs[p->from]))
      return false;
  return true;
}

static void put_places(const struct svg_texts *t, struct buf *b,
                       const struct piece *p)
{
  const struct glyph *g = p->run->glyphs;
  size_t to = placed_to(t, p);
  buf_puts(b, " x=\"");
  for (size_t i = p->from; i < to; i++) {
    if (i > p->from)
      buf_putc(b, ' ');
    svg_put(b, glyph_x(p->run, &g[i]));
  }
  buf_puts(b, "\" y=\"");
  to = is_level(p) ? p->from + 1 : p->to;
  for (size_t i = p->from; i < to; i++) {
    if (i > p->from)
      buf_putc(b, ' ');
    svg_put(b, glyph_y(p->run, &g[i]));
  }
  buf_puts(b, p->run->turned ? "\" rotate=\"90\"" : "\"");
}

/* What differs from the paragraph's first run. */
static void put_differences(struct buf *b, const struct svg_text *text,
                            const struct piece *p)
{
  bool other = p->code.family != text->family;
  if (p->code.is_private)
    buf_printf(b, " class=\"p f%d\" aria-hidden=\"true\"", p->code.family);
  else if (other)
    buf_printf(b, " class=\"f%d\"", p->code.family);
  if (p->run->size != text->size) {
    buf_puts(b, " font-size=\"");
    svg_put(b, p->run->size);
    buf_putc(b, '"');
  }
  if (!same_ink(p->run->ink, text->ink))
    svg_put_ink(b, "fill", p->run->ink);
}

/* The source text of P; a line feed in it is a blank. */
static void put_text(struct buf *b, const struct piece *p)
{
  const struct run *run = p->run;
  for (size_t i = p->from; i < p->to; i++)
    svg_escape(b, run->text + run->glyphs[i].text, run->glyphs[i].len);
}

static void put_piece(const struct svg_texts *t, struct svg_text *text,
                      const struct piece *p)
{
  struct buf *b = &text->b;
  buf_puts(b, "<tspan");
  put_differences(b, text, p);
  put_places(t, b, p);
  buf_putc(b, '>');
  if (p->code.is_private)
    buf_rune(b, p->code.rune);
  else
    put_text(b, p);
  buf_puts(b, "</tspan>");
}

/* --- runs ----------------------------------------------------------------- */

/* The glyphs from FROM that one tspan can show: none private, since each has
 * its own text; none behind a character of two UTF-16 units or one that has
 * swallowed a blank, since places are counted by units. */
static struct piece piece_at(const struct svg_texts *t, const struct run *run,
                             size_t from)
{
  const struct glyph *g = run->glyphs;
  struct piece p = {run, from, from + 1,
                    webfaces_code(t->faces, t->page, run, &g[from])};
  if (p.code.is_private)
    return p;
  for (; p.to < run->n; p.to++) {
    struct webcode c = webfaces_code(t->faces, t->page, run, &g[p.to]);
    uint32_t len = g[p.to - 1].len;
    bool blank = len > 1 && run->text[g[p.to - 1].text + len - 1] == ' ';
    if (c.is_private || c.family != p.code.family || len > 3 || blank)
      break;
  }
  return p;
}

static bool has_text(const struct piece *p)
{
  for (size_t i = p->from; i < p->to; i++)
    if (p->run->glyphs[i].len)
      return true;
  return false;
}

/* The text of the glyphs FROM … TO - 1, which were drawn as private ones. */
static void put_real(struct svg_text *text, const struct run *run, size_t from,
                     size_t to)
{
  struct piece p = {run, from, to, {0}};
  const struct glyph *g = &run->glyphs[from];
  if (!has_text(&p))
    return; /* a dot of emphasis */
  buf_puts(&text->b, "<tspan class=\"r\" fill-opacity=\"0\" x=\"");
  svg_put(&text->b, glyph_x(run, g));
  buf_puts(&text->b, "\" y=\"");
  svg_put(&text->b, glyph_y(run, g));
  buf_puts(&text->b, "\">");
  put_text(&text->b, &p);
  buf_puts(&text->b, "</tspan>");
}

static void put_run(const struct svg_texts *t, struct svg_text *text,
                    const struct run *run)
{
  size_t i = 0, real = 0;
  while (i < run->n) {
    struct piece p = piece_at(t, run, i);
    put_piece(t, text, &p);
    if (!p.code.is_private)
      real = p.to;
    i = p.to;
    bool more = i < run->n && !run->glyphs[i].len;
    if (real < i && !more) {
      put_real(text, run, real, i);
      real = i;
    }
  }
}

static bool belongs(const struct svg_text *text, const struct group *g,
                    size_t group, const struct run *run)
{
  if (text->role != g->role || text->stretch != run->stretch)
    return false;
  return g->at ? text->at && !strcmp(text->at, g->at)
               : !text->at && text->group == group;
}

void svg_texts_add(struct svg_texts *t, const struct group *g, size_t group,
                   const struct run *run)
{
  if (!run->n)
    return;
  for (size_t i = t->n; i > 0 && i + BACK > t->n; i--)
    if (belongs(&t->v[i - 1], g, group, run)) {
      put_run(t, &t->v[i - 1], run);
      return;
    }
  t->v = mem_grow(t->v, &t->cap, t->n + 1, sizeof *t->v);
  struct svg_text *text = &t->v[t->n++];
  struct webcode first = webfaces_code(t->faces, t->page, run, &run->glyphs[0]);
  *text = (struct svg_text){.role = g->role,
                            .at = g->at,
                            .group = group,
                            .family = first.family,
                            .stretch = run->stretch,
                            .size = run->size,
                            .ink = run->ink};
  put_run(t, text, run);
}

static void put_stretch(struct buf *out, int stretch)
{
  if (stretch != WHOLE)
    buf_printf(out, " transform=\"scale(%d.%03d 1)\"", stretch / WHOLE,
               stretch % WHOLE);
}

void svg_texts_end(struct svg_texts *t, struct buf *out)
{
  static const struct ink black = {0};
  for (size_t i = 0; i < t->n; i++) {
    struct svg_text *text = &t->v[i];
    buf_printf(out, "<text class=\"f%d\" font-size=\"", text->family);
    svg_put(out, text->size);
    buf_putc(out, '"');
    if (!same_ink(text->ink, black))
      svg_put_ink(out, "fill", text->ink);
    put_stretch(out, text->stretch);
    buf_putc(out, '>');
    buf_put(out, text->b.s, text->b.n);
    buf_puts(out, "</text>\n");
    buf_free(&text->b);
  }
  free(t->v);
  t->v = NULL;
  t->n = t->cap = 0;
}
