/* Runs of glyphs in a content stream: TJ arrays whose numbers put each glyph
 * exactly where the layout wants it. The pen is followed in 10⁻⁶ milli-points
 * (advance in 1/1000 em × size in mpt × stretch in 1/1000), so rounding one
 * number never shifts the next glyph. */
#include <stdio.h>
#include <stdlib.h>

#include "asset/font.h"
#include "draw/pdfcontent.h"
#include "draw/pdffont.h"
#include "draw/pdfobj.h"

enum { PEN = 1000000, FAR = 16000 /* 1/1000 em: rather a new position */ };
enum { BLANK = 10 /* white of 1/10 em is taken for a blank */ };

struct pen {
  const struct run *run;
  int64_t x; /* where the next glyph would stand, 10⁻⁶ mpt */
  mpt y;
  bool placed; /* a text matrix has been set */
  bool array;  /* inside [ ] */
  bool string; /* inside < > */
};

static void end_string(struct content *c, struct pen *pen)
{
  if (pen->string)
    buf_putc(&c->b, '>');
  pen->string = false;
}

static void end_array(struct content *c, struct pen *pen)
{
  end_string(c, pen);
  if (pen->array)
    buf_puts(&c->b, "]TJ\n");
  pen->array = false;
}

static void begin_string(struct content *c, struct pen *pen)
{
  if (!pen->array)
    buf_putc(&c->b, '[');
  if (!pen->string)
    buf_putc(&c->b, '<');
  pen->array = pen->string = true;
}

static void place(struct content *c, struct pen *pen, const struct glyph *g)
{
  const struct run *run = pen->run;
  end_array(c, pen);
  if (run->turned) {
    buf_puts(&c->b, "0 -1 1 0 ");
    content_point(c, run->x - g->y, run->y + g->x);
  } else {
    buf_puts(&c->b, "1 0 0 1 ");
    content_point(c, run->x + g->x, run->y + g->y);
  }
  buf_puts(&c->b, "Tm\n");
  pen->x = (int64_t)g->x * PEN;
  pen->y = g->y;
  pen->placed = true;
}

static void move(struct content *c, struct pen *pen, const struct glyph *g)
{
  int64_t em = (int64_t)pen->run->size * pen->run->stretch;
  int64_t back = pen->x - (int64_t)g->x * PEN;
  int64_t n = em ? (back + (back < 0 ? -em : em) / 2) / em : 0;
  if (!pen->placed || pen->y != g->y || llabs(n) > FAR) {
    place(c, pen, g);
    return;
  }
  if (!n)
    return;
  end_string(c, pen);
  if (!pen->array)
    buf_putc(&c->b, '[');
  pen->array = true;
  buf_printf(&c->b, "%d", (int)n);
  pen->x -= n * em;
}

static void select_font(struct content *c, struct pen *pen, int variant)
{
  const struct run *run = pen->run;
  if (c->face == run->face && c->variant == variant && c->size == run->size)
    return;
  end_array(c, pen);
  buf_printf(&c->b, "/F%dv%d ", run->face, variant);
  pdf_put_mpt(&c->b, run->size);
  buf_puts(&c->b, " Tf\n");
  c->face = run->face;
  c->variant = variant;
  c->size = run->size;
}

static void show(struct content *c, struct pen *pen, const struct glyph *g,
                 struct pdfcode code)
{
  static const char digits[] = "0123456789ABCDEF";
  select_font(c, pen, code.variant);
  move(c, pen, g);
  begin_string(c, pen);
  for (int shift = 12; shift >= 0; shift -= 4)
    buf_putc(&c->b, digits[code.code >> shift & 15]);
  pen->x += (int64_t)fonts_advance(c->fonts, pen->run->face, g->id) *
            pen->run->size * pen->run->stretch;
}

/* Glyphs from I that share one text. */
static size_t cluster(const struct run *run, size_t i)
{
  size_t n = 1;
  while (i + n < run->n && !run->glyphs[i + n].len)
    n++;
  return n;
}

/* Characters one below the other, as in 竖题. */
static bool is_stacked(const struct run *run)
{
  return !run->turned && run->n > 1 &&
         run->glyphs[run->n - 1].y - run->glyphs[0].y > run->size / 2;
}

/* Is glyph I followed by white that is no space: in a name of two spread to
 * three (均排), between Han and Latin, in a stretched line? Readers would copy
 * a blank, and not find 15分钟. */
static bool is_spread(const struct content *c, const struct run *run, size_t i)
{
  const struct glyph *g = &run->glyphs[i], *next = g + 1;
  int64_t em = (int64_t)run->size * run->stretch / 1000;
  int64_t end = g->x + fonts_advance(c->fonts, run->face, g->id) * em / 1000;
  return next->x - end >= em / BLANK && run->text[g->text] != ' ' &&
         run->text[next->text] != ' ';
}

/* Glyphs from I that no white parts which is no space. */
static size_t spread(const struct content *c, const struct run *run, size_t i)
{
  size_t n = cluster(run, i);
  while (i + n < run->n && is_spread(c, run, i + n - 1))
    n += cluster(run, i + n);
  return n;
}

/* Shows N glyphs whose text codes cannot tell, or which readers would take
 * for so many lines or words: it goes along in full. */
static void show_spelled(struct content *c, struct pen *pen,
                         const struct glyph *g, size_t n)
{
  size_t len = 0;
  for (size_t i = 0; i < n; i++)
    len += g[i].len;
  end_array(c, pen);
  buf_puts(&c->b, "/Span <</ActualText <FEFF");
  pdf_put_utf16(&c->b, pen->run->text + g->text, len);
  buf_puts(&c->b, ">>> BDC\n");
  for (size_t i = 0; i < n; i++)
    show(c, pen, &g[i], pdffonts_code(c->pf, pen->run, &g[i]));
  end_array(c, pen);
  buf_puts(&c->b, "EMC\n");
}

static void select_stretch(struct content *c, int stretch)
{
  if (c->stretch == stretch)
    return;
  pdf_put_mpt(&c->b, stretch * 100);
  buf_puts(&c->b, " Tz\n");
  c->stretch = stretch;
}

void content_run(struct content *c, const struct run *run)
{
  struct pen pen = {.run = run};
  content_fill(c, run->ink);
  content_enter(c, CONTENT_TEXT);
  select_stretch(c, run->stretch);
  for (size_t i = 0; i < run->n;) {
    const struct glyph *g = &run->glyphs[i];
    struct pdfcode code = pdffonts_code(c->pf, run, g);
    size_t n = is_stacked(run) ? run->n : spread(c, run, i);
    if (n > 1 || code.spell)
      show_spelled(c, &pen, g, n);
    else
      show(c, &pen, g, code);
    i += n;
  }
  end_array(c, &pen);
}
