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

static void end_string(struct content *c)
{
  if (c->pen.string)
    buf_putc(&c->b, '>');
  c->pen.string = false;
}

static void end_array(struct content *c)
{
  end_string(c);
  if (c->pen.array)
    buf_puts(&c->b, "]TJ\n");
  c->pen.array = false;
}

static void begin_string(struct content *c)
{
  if (!c->pen.array)
    buf_putc(&c->b, '[');
  if (!c->pen.string)
    buf_putc(&c->b, '<');
  c->pen.array = c->pen.string = true;
}

static void place(struct content *c, const struct glyph *g)
{
  const struct run *run = c->pen.run;
  end_array(c);
  if (run->turned) {
    buf_puts(&c->b, "0 -1 1 0 ");
    content_point(c, run->x - g->y, run->y + g->x);
  } else {
    buf_puts(&c->b, "1 0 0 1 ");
    content_point(c, run->x + g->x, run->y + g->y);
  }
  buf_puts(&c->b, "Tm\n");
  c->pen.x = (int64_t)g->x * PEN;
  c->pen.y = g->y;
  c->pen.placed = true;
}

static void move(struct content *c, const struct glyph *g)
{
  int64_t em = (int64_t)c->pen.run->size * c->pen.run->stretch;
  int64_t back = c->pen.x - (int64_t)g->x * PEN;
  int64_t n = em ? (back + (back < 0 ? -em : em) / 2) / em : 0;
  if (!c->pen.placed || c->pen.y != g->y || llabs(n) > FAR) {
    place(c, g);
    return;
  }
  if (!n)
    return;
  end_string(c);
  if (!c->pen.array)
    buf_putc(&c->b, '[');
  c->pen.array = true;
  buf_printf(&c->b, "%d", (int)n);
  c->pen.x -= n * em;
}

static void select_font(struct content *c, int variant)
{
  const struct run *run = c->pen.run;
  if (c->face == run->face && c->variant == variant && c->size == run->size)
    return;
  end_array(c);
  buf_printf(&c->b, "/F%dv%d ", run->face, variant);
  pdf_put_mpt(&c->b, run->size);
  buf_puts(&c->b, " Tf\n");
  c->face = run->face;
  c->variant = variant;
  c->size = run->size;
}

static void put_code(struct content *c, unsigned code)
{
  static const char digits[] = "0123456789ABCDEF";
  begin_string(c);
  for (int shift = 12; shift >= 0; shift -= 4)
    buf_putc(&c->b, digits[code >> shift & 15]);
}

static void show(struct content *c, const struct glyph *g, struct pdfcode code)
{
  select_font(c, code.variant);
  move(c, g);
  put_code(c, code.code);
  c->pen.x += (int64_t)fonts_advance(c->fonts, c->pen.run->face, code.glyph) *
              c->pen.run->size * c->pen.run->stretch;
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

/* Is the glyph behind I in one Latin word or number with it? */
static bool in_word(const struct run *run, size_t i)
{
  unsigned char next = (unsigned char)run->text[run->glyphs[i + 1].text];
  while (i > 0 && !run->glyphs[i].len)
    i--;
  unsigned char c = (unsigned char)run->text[run->glyphs[i].text];
  return c > ' ' && c < 0x7F && next > ' ' && next < 0x7F;
}

/* Glyphs from I that no white parts which is no space. Words stay whole: 换了
 * 189个 is 换, 了189个, not 了1, 8, 9个. */
static size_t spread(const struct content *c, const struct run *run, size_t i)
{
  size_t n = cluster(run, i), one = n;
  bool any = false;
  while (i + n < run->n) {
    bool white = is_spread(c, run, i + n - 1);
    if (!white && !in_word(run, i + n - 1))
      break;
    any |= white;
    n += cluster(run, i + n);
  }
  return any ? n : one;
}

static void select_stretch(struct content *c, int stretch)
{
  if (c->stretch == stretch)
    return;
  pdf_put_mpt(&c->b, stretch * 100);
  buf_puts(&c->b, " Tz\n");
  c->stretch = stretch;
}

/* The blank that a line end swallowed, as a glyph: what is read out, or
 * copied, must not join two words (ISO 32000-1, 14.8.2.5). */
static void end_line(struct content *c, const struct run *run)
{
  struct pdfcode code;
  if (!pdffonts_blank(c->pf, run, &code))
    return;
  select_font(c, code.variant);
  put_code(c, code.code);
}

size_t content_part(const struct content *c, const struct run *run, size_t from,
                    bool *spelled)
{
  size_t n = is_stacked(run) ? run->n - from : spread(c, run, from);
  *spelled = n > 1 || pdffonts_code(c->pf, run, &run->glyphs[from]).spell;
  return n;
}

const char *content_text(const struct run *run, size_t from, size_t to,
                         size_t *len)
{
  *len = 0;
  for (size_t i = from; i < to; i++)
    *len += run->glyphs[i].len;
  return run->text + run->glyphs[from].text;
}

void content_show(struct content *c, const struct run *run, size_t from,
                  size_t to)
{
  content_fill(c, run->ink);
  content_enter(c, CONTENT_TEXT);
  select_stretch(c, run->stretch);
  if (c->pen.run != run)
    c->pen = (struct pen){.run = run};
  for (size_t i = from; i < to; i++)
    show(c, &run->glyphs[i], pdffonts_code(c->pf, run, &run->glyphs[i]));
  if (to == run->n)
    end_line(c, run);
  end_array(c);
}

static void show_spelled(struct content *c, const struct run *run, size_t from,
                         size_t to)
{
  size_t len;
  const char *text = content_text(run, from, to, &len);
  content_enter(c, CONTENT_TEXT);
  buf_puts(&c->b, "/Span <</ActualText <FEFF");
  pdf_put_utf16(&c->b, text, len);
  buf_puts(&c->b, ">>>BDC\n");
  content_show(c, run, from, to);
  buf_puts(&c->b, "EMC\n");
}

void content_run(struct content *c, const struct run *run)
{
  size_t from = 0;
  bool was = false;
  for (size_t i = 0, n; i <= run->n; i += n) {
    bool spelled = !was;
    n = i < run->n ? content_part(c, run, i, &spelled) : 1;
    if (spelled == was)
      continue;
    if (i > from)
      (was ? show_spelled : content_show)(c, run, from, i);
    from = i;
    was = spelled;
  }
}
