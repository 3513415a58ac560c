#include "page/line.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/ink.h"
#include "base/mem.h"
#include "page/adjust.h"

/* ---- where atoms stand ---- */

/* Totals of each step, dealt out in shares so that the sum is exact. */
struct dealer {
  const struct text *t;
  const struct fit *f;
  const struct adjust *adj;
  int64_t given[ORDERS], grown[RISES], seams; /* of the atoms so far */
};

/* The part of TOTAL that falls to the next SHARE of ALL; *SO_FAR moves on. */
static mpt deal(mpt total, mpt share, mpt all, int64_t *so_far)
{
  if (!total || all <= 0 || !share)
    return 0;
  int64_t before = total * *so_far / all;
  *so_far += share;
  return (mpt)(total * *so_far / all - before);
}

static mpt deal_give(struct dealer *d, int order, mpt share)
{
  return deal(d->adj->take[order], share, d->f->give[order], &d->given[order]);
}

static mpt deal_grow(struct dealer *d, int rise, mpt share)
{
  return deal(d->adj->add[rise], share, d->f->grow[rise], &d->grown[rise]);
}

/* Moves PEN over atom K. */
static struct spread step_over(struct dealer *d, uint32_t k, mpt *pen)
{
  const struct atom *a = &d->t->atoms[k];
  bool first = k == d->f->first, last = k + 1 == d->f->end;
  mpt give = deal_give(d, a->order, adjust_give(d->t, d->f, k));
  mpt left = a->left + (first ? a->start : 0);
  mpt right = a->right + (last ? a->end + d->adj->hang : 0);
  if (class_blank_left((enum mark_class)a->class))
    left += give;
  else
    right += give;
  struct spread at = {.origin = *pen - left, .left = *pen};
  *pen += a->width - left - right + deal_grow(d, a->rise, a->grow);
  at.right = *pen;
  if (last)
    return at;
  *pen += a->gap - deal_give(d, 6, a->gap_give) + deal_grow(d, 2, a->gap_grow) +
          deal(d->adj->seams, a->elastic, d->f->seams, &d->seams);
  return at;
}

static mpt shift_of(const struct text *t, const struct adjust *adj, mpt slack)
{
  if (!adj->ragged || slack <= 0)
    return 0;
  if (t->style->align == ALIGN_CENTER || t->style->align == ALIGN_SPREAD)
    return slack / 2;
  return t->style->align == ALIGN_END ? slack : 0;
}

mpt line_spread(const struct text *t, const struct line *line,
                const struct setting *set, struct spread *spread)
{
  struct fit f = adjust_fit(t, line->first, line->end);
  mpt measure = set->measure - line->indent;
  struct adjust adj = adjust_make(t, &f, measure, line->last);
  if (adj.ragged)
    adj.seams = 0;
  struct dealer d = {.t = t, .f = &f, .adj = &adj};
  mpt pen = line->indent + shift_of(t, &adj, measure - f.width);
  for (uint32_t k = line->first; k < line->end; k++)
    spread[k - line->first] = k >= f.first && k < f.end
                                  ? step_over(&d, k, &pen)
                                  : (struct spread){pen, pen, pen};
  return pen;
}

mpt line_place(const struct text *t, const struct line *line,
               const struct setting *set, mpt *origin)
{
  size_t n = line->end - line->first;
  struct spread *spread = mem_array(n + 1, sizeof *spread);
  mpt end = line_spread(t, line, set, spread);
  for (size_t i = 0; i < n; i++)
    origin[i] = spread[i].origin;
  free(spread);
  return end;
}

/* ---- emitting ---- */

struct setter {
  struct sheets *s;
  struct sheet *sheet;
  const struct text *t;
  const struct line *line;
  mpt *origin;
  mpt end; /* of the visible line */
  mpt x, y;
  struct glyph *glyphs; /* of the run at hand */
  size_t n;
  struct run run;
  uint32_t from, to; /* its bytes */
};

static void flush(struct setter *st)
{
  if (!st->n)
    return;
  struct arena *a = st->s->arena;
  struct run *r = &st->run;
  r->text = arena_copy_n(a, st->t->s + st->from, st->to - st->from);
  r->text_len = st->to - st->from;
  struct glyph *g = arena_array(a, st->n, sizeof *g);
  memcpy(g, st->glyphs, st->n * sizeof *g);
  r->glyphs = g;
  r->n = st->n;
  sheet_item(st->s, st->sheet, ITEM_RUN)->u.run = *r;
  st->n = 0;
}

static bool same_run(const struct run *r, const struct style *style, int face)
{
  return r->face == face && r->size == style->size &&
         ink_same(r->ink, style->ink);
}

static void put_glyph(struct setter *st, const struct style *style, mpt x,
                      const struct atom_glyph *g)
{
  if (st->n && !same_run(&st->run, style, g->face))
    flush(st);
  if (!st->n) {
    st->run = (struct run){.face = g->face,
                           .size = style->size,
                           .stretch = st->t->stretch,
                           .ink = style->ink,
                           .x = st->x + x,
                           .y = st->y};
    st->from = g->text;
  }
  st->glyphs[st->n++] = (struct glyph){.id = g->id,
                                       .x = st->x + x - st->run.x,
                                       .y = g->dy,
                                       .text = g->text - st->from,
                                       .len = g->len};
  st->to = g->text + g->len;
}

/* A missing character: a frame, and its text on a glyph without ink. */
static void put_missing(struct setter *st, const struct atom *a, mpt x)
{
  mpt em = a->style->size, width = em / 16;
  struct atom_glyph g = {.text = a->text, .len = a->len};
  if (a->style->nfaces) {
    g.face = (int16_t)a->style->faces[0];
    g.id = fonts_glyph(st->s->fonts, g.face, 0x3000);
    if (!g.id)
      g.id = fonts_glyph(st->s->fonts, g.face, ' ');
    put_glyph(st, a->style, x, &g);
  }
  flush(st);
  sheet_item(st->s, st->sheet, ITEM_RECT)->u.rect =
      (struct area){.at = {st->x + x + width, st->y - em * 88 / 100 + width,
                           a->width - 2 * width, em - 2 * width},
                    .stroked = true,
                    .stroke = a->style->ink,
                    .width = width};
}

/* A soft hyphen, the last glyph of an atom, is seen only where a line ends. */
static struct atom_glyph glyph_of(const struct setter *st, uint32_t k,
                                  uint32_t i)
{
  const struct atom *a = &st->t->atoms[k];
  struct atom_glyph g = st->t->glyphs[a->glyph + i];
  if (a->hyphen && k + 1 == st->line->end && i + 1 == a->nglyph)
    g.id = fonts_glyph(st->s->fonts, g.face, '-');
  return g;
}

static void put_atoms(struct setter *st)
{
  const struct line *l = st->line;
  for (uint32_t k = l->first; k < l->end; k++) {
    const struct atom *a = &st->t->atoms[k];
    mpt x = st->origin[k - l->first];
    if (a->missing)
      put_missing(st, a, x);
    for (uint32_t i = 0; i < a->nglyph; i++) {
      struct atom_glyph g = glyph_of(st, k, i);
      put_glyph(st, a->style, x + g.dx, &g);
    }
  }
  flush(st);
}

/* 着重号: a round dot under each Han, built of three bars, since a drawn dot
 * is not text and must not be copied as such. */
static void put_dot(struct setter *st, const struct atom *a, mpt x)
{
  mpt d = a->style->size * 15 / 100;
  mpt top = st->y + a->style->size * 20 / 100;
  mpt left = st->x + x + (a->width - d) / 2;
  const struct rect bars[] = {
      {left, top + d * 3 / 10, d, d * 4 / 10},
      {left + d * 3 / 10, top, d * 4 / 10, d},
      {left + d * 13 / 100, top + d * 13 / 100, d * 74 / 100, d * 74 / 100}};
  for (int i = 0; i < 3; i++)
    sheet_item(st->s, st->sheet, ITEM_RECT)->u.rect =
        (struct area){.at = bars[i], .filled = true, .fill = a->style->ink};
}

static void put_dots(struct setter *st)
{
  for (uint32_t k = st->line->first; k < st->line->end; k++) {
    const struct atom *a = &st->t->atoms[k];
    if (a->style->dots && a->class == CLASS_HAN)
      put_dot(st, a, st->origin[k - st->line->first]);
  }
}

/* "name.html" in the same folder is an article of this issue. */
static struct link link_to(struct arena *a, const char *href)
{
  size_t n = strcspn(href, "/?#:");
  struct link to = {.url = href};
  if (n > 5 && !href[n] && !strcmp(href + n - 5, ".html")) {
    to.url = NULL;
    to.dest = arena_copy_n(a, href, n - 5);
    to.part = 1;
  } else {
    to.url = arena_copy(a, href);
  }
  return to;
}

static void put_links(struct setter *st)
{
  const struct line *l = st->line;
  const struct atom *v = st->t->atoms;
  for (uint32_t k = l->first; k < l->end;) {
    uint32_t from = k;
    for (k++; k < l->end && v[k].href == v[from].href;)
      k++;
    if (!v[from].href)
      continue;
    mpt left = st->origin[from - l->first], em = v[from].style->size;
    mpt right = k < l->end ? st->origin[k - l->first] : st->end;
    struct link to = link_to(st->s->arena, v[from].href);
    to.at =
        (struct rect){st->x + left, st->y - em * 88 / 100, right - left, em};
    sheet_item(st->s, st->sheet, ITEM_LINK)->u.link = to;
  }
}

static size_t count_glyphs(const struct text *t, const struct line *l)
{
  size_t n = 0;
  for (uint32_t k = l->first; k < l->end; k++)
    n += t->atoms[k].nglyph + t->atoms[k].missing;
  return n;
}

void line_set(const struct line_to *to, const struct text *t,
              const struct line *line, const struct setting *set)
{
  struct setter st = {.s = to->sheets,
                      .sheet = to->sheet,
                      .t = t,
                      .line = line,
                      .x = to->x,
                      .y = to->y};
  st.origin = mem_array(line->end - line->first + 1, sizeof *st.origin);
  st.glyphs = mem_array(count_glyphs(t, line) + 1, sizeof *st.glyphs);
  st.end = line_place(t, line, set, st.origin);
  put_atoms(&st);
  put_dots(&st);
  put_links(&st);
  free(st.origin);
  free(st.glyphs);
}

/* ---- measures ---- */

mpt line_baseline(const struct fonts *f, const struct style *style, mpt leading)
{
  /* 国 fills the em box, so its middle is the middle of the line; 380 is
   * what both families of the default theme have. */
  int box[4], middle = 380, face = style->nfaces ? style->faces[0] : -1;
  struct fonts *cache = (struct fonts *)f;
  uint32_t id = face < 0 ? 0 : fonts_glyph(cache, face, 0x56FD);
  if (id && fonts_extents(cache, face, id, box))
    middle = (box[1] + box[3]) / 2;
  return leading / 2 + (mpt)((int64_t)style->size * middle / 1000);
}

mpt text_width(const struct text *t)
{
  return t->n ? adjust_fit(t, 0, (uint32_t)t->n).width : 0;
}

/* ---- for reports ---- */

bool line_stretch(const struct text *t, const struct line *line,
                  const struct setting *set, int *milli)
{
  struct fit f = adjust_fit(t, line->first, line->end);
  struct adjust adj =
      adjust_make(t, &f, set->measure - line->indent, line->last);
  int64_t sum = adj.seams;
  if (adj.ragged || line->last || f.seams <= 0 || t->style->size <= 0)
    return false;
  for (int i = 0; i < RISES; i++)
    sum += adj.add[i];
  for (int i = 0; i < ORDERS; i++)
    sum -= adj.take[i];
  *milli = (int)(sum * 1000 / f.seams / t->style->size);
  return true;
}
