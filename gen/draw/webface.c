#include "draw/webface.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "asset/subset.h"
#include "asset/webfont.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/threads.h"
#include "base/utf8.h"
#include "draw/sheet.h"

enum {
  MOST = 1600,            /* glyphs of a range of pages: some 300 KB */
  PRIVATE = 0xE100,       /* the first private character */
  PRIVATE_LAST = 0xF8FF
};

/* One glyph under one character. */
struct use {
  uint32_t rune, glyph; /* RUNE 0: private, until all are noted */
  uint32_t count;       /* how often */
  uint32_t next;        /* index + 1 of the next use of the glyph, or 0 */
  int family;
  bool is_private;
};

struct face_uses {
  uint32_t *first; /* per glyph: index + 1 in v, or 0; NULL: face unused */
  struct use *v;
  size_t n, cap;
};

/* A range of pages. */
struct range {
  size_t from, to;
  struct face_uses *face;
  size_t glyphs; /* of all faces */
};

/* A font to be made. */
struct family {
  int face;
  struct webfont_char *chars;
  size_t n;
  struct buf data;
  bool ok;
};

struct webfaces {
  const struct sheets *s;
  struct fonts *fonts;
  int nfaces;
  struct range *ranges;
  size_t nranges;
  struct family *v; /* family 1 is v[0] */
  size_t n, cap;
  bool hurry;
};

/* --- noting --------------------------------------------------------------- */

/* Characters that browsers show as themselves, one by one: not what is never
 * seen (joiners, soft hyphens, variation selectors), not what is written from
 * right to left. */
static bool is_plain(uint32_t r)
{
  static const uint32_t other[][2] = {
      {0, 0x1F},         {0x7F, 0x9F},       {0xAD, 0xAD},
      {0x300, 0x36F},    {0x590, 0x8FF},     {0x180B, 0x180F},
      {0x200B, 0x200F},  {0x2028, 0x202E},   {0x2060, 0x206F},
      {0xD800, 0xDFFF},  {0xFB1D, 0xFDFF},   {0xFE00, 0xFE0F},
      {0xFE70, 0xFEFF},  {0xFFF0, 0xFFFB},   {0xE0000, 0xE0FFF}};
  for (size_t i = 0; i < sizeof other / sizeof *other; i++)
    if (r >= other[i][0] && r <= other[i][1])
      return false;
  return true;
}

/* The one character that G stands for, but for a blank that the end of a line
 * has swallowed; 0: none, or several. */
static uint32_t rune_of(const struct run *run, const struct glyph *g)
{
  const char *s = run->text + g->text, *end = s + g->len;
  if (!g->len)
    return 0;
  while (end - s > 1 && end[-1] == ' ')
    end--;
  uint32_t r = utf8_next(&s, end);
  return s == end && is_plain(r) ? r : 0;
}

/* What a character that the face lacks is printed as (draw/pdffont.h). */
static uint32_t safe_glyph(struct fonts *f, int face, uint32_t id)
{
  static const uint32_t runes[] = {0x3013 /* 〓 */, 0x25A1 /* □ */, '?', ' '};
  if (id && id < fonts_glyph_count(f, face))
    return id;
  for (size_t i = 0; i < sizeof runes / sizeof *runes; i++) {
    uint32_t glyph = fonts_glyph(f, face, runes[i]);
    if (glyph)
      return glyph;
  }
  return fonts_glyph_count(f, face) > 1;
}

static struct use *find(const struct face_uses *f, uint32_t glyph,
                        uint32_t rune)
{
  for (uint32_t i = f->first[glyph]; i; i = f->v[i - 1].next)
    if (rune ? f->v[i - 1].rune == rune : f->v[i - 1].is_private)
      return &f->v[i - 1];
  return NULL;
}

static void note(struct range *r, struct face_uses *f, uint32_t glyph,
                 uint32_t rune)
{
  struct use *u = find(f, glyph, rune);
  if (u) {
    u->count++;
    return;
  }
  r->glyphs += !f->first[glyph];
  f->v = mem_grow(f->v, &f->cap, f->n + 1, sizeof *f->v);
  f->v[f->n++] = (struct use){.rune = rune,
                              .glyph = glyph,
                              .count = 1,
                              .next = f->first[glyph],
                              .is_private = !rune};
  f->first[glyph] = (uint32_t)f->n;
}

static void note_run(struct webfaces *w, struct range *r, const struct run *run)
{
  struct face_uses *f = &r->face[run->face];
  if (!f->first)
    f->first =
        mem_array(fonts_glyph_count(w->fonts, run->face), sizeof *f->first);
  for (size_t i = 0; i < run->n; i++) {
    const struct glyph *g = &run->glyphs[i];
    note(r, f, safe_glyph(w->fonts, run->face, g->id), rune_of(run, g));
  }
}

/* --- ranges --------------------------------------------------------------- */

static void range_free(const struct webfaces *w, struct range *r)
{
  for (int i = 0; i < w->nfaces; i++) {
    free(r->face[i].first);
    free(r->face[i].v);
  }
  free(r->face);
}

static void free_ranges(struct webfaces *w)
{
  for (size_t i = 0; i < w->nranges; i++)
    range_free(w, &w->ranges[i]);
  free(w->ranges);
}

static void fill_range(struct webfaces *w, struct range *r)
{
  r->face = mem_array((size_t)w->nfaces, sizeof *r->face);
  for (size_t p = r->from; p < r->to; p++)
    for (size_t i = 0; i < w->s->v[p].n; i++)
      if (w->s->v[p].items[i].kind == ITEM_RUN)
        note_run(w, r, &w->s->v[p].items[i].u.run);
}

/* N ranges of nearly as many pages each; false: one has too many glyphs. */
static bool part(struct webfaces *w, size_t n)
{
  bool fits = true;
  w->ranges = mem_array(n, sizeof *w->ranges);
  w->nranges = n;
  for (size_t i = 0; i < n; i++) {
    struct range *r = &w->ranges[i];
    r->from = w->s->n * i / n;
    r->to = w->s->n * (i + 1) / n;
    fill_range(w, r);
    fits = fits && r->glyphs <= MOST;
  }
  return fits;
}

static const struct range *range_of(const struct webfaces *w, size_t page)
{
  size_t i = 0;
  while (i + 1 < w->nranges && page >= w->ranges[i].to)
    i++;
  return &w->ranges[i];
}

/* --- families ------------------------------------------------------------- */

static void name_private(struct face_uses *f)
{
  uint32_t next = PRIVATE;
  for (size_t i = 0; i < f->n; i++)
    if (f->v[i].is_private)
      f->v[i].rune = next < PRIVATE_LAST ? next++ : PRIVATE_LAST;
}

/* By character; the glyph that it has most often first. */
static int by_rune(const void *a, const void *b)
{
  const struct use *x = *(struct use *const *)a, *y = *(struct use *const *)b;
  if (x->rune != y->rune)
    return x->rune < y->rune ? -1 : 1;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return (x->glyph > y->glyph) - (x->glyph < y->glyph);
}

static int add_family(struct webfaces *w, int face, size_t room)
{
  w->v = mem_grow(w->v, &w->cap, w->n + 1, sizeof *w->v);
  w->v[w->n] = (struct family){.face = face};
  w->v[w->n].chars = mem_array(room, sizeof(struct webfont_char));
  return (int)++w->n;
}

/* The K-th glyph of a character goes into the K-th family from the face's
 * first. */
static void divide(struct webfaces *w, int face, struct face_uses *f)
{
  struct use **v = mem_array(f->n, sizeof(struct use *));
  int first = (int)w->n + 1, k = 0;
  name_private(f);
  for (size_t i = 0; i < f->n; i++)
    v[i] = &f->v[i];
  qsort(v, f->n, sizeof(struct use *), by_rune);
  for (size_t i = 0; i < f->n; i++) {
    k = i && v[i]->rune == v[i - 1]->rune ? k + 1 : 0;
    if (first + k > (int)w->n)
      add_family(w, face, f->n);
    struct family *to = &w->v[first + k - 1];
    to->chars[to->n++] = (struct webfont_char){v[i]->rune, v[i]->glyph};
    v[i]->family = first + k;
  }
  free(v);
}

struct webfaces *webfaces_new(const struct sheets *s)
{
  struct webfaces *w = mem_new(sizeof *w);
  *w = (struct webfaces){
      .s = s, .fonts = s->fonts, .nfaces = fonts_count(s->fonts)};
  size_t n = 1;
  while (!part(w, n) && n < s->n) {
    free_ranges(w);
    n++;
  }
  for (size_t i = 0; i < w->nranges; i++)
    for (int k = 0; k < w->nfaces; k++)
      divide(w, k, &w->ranges[i].face[k]);
  return w;
}

void webfaces_hurry(struct webfaces *w)
{
  w->hurry = true;
}

void webfaces_free(struct webfaces *w)
{
  if (!w)
    return;
  free_ranges(w);
  for (size_t i = 0; i < w->n; i++) {
    free(w->v[i].chars);
    buf_free(&w->v[i].data);
  }
  free(w->v);
  free(w);
}

struct webcode webfaces_code(const struct webfaces *w, size_t page,
                             const struct run *run, const struct glyph *g)
{
  const struct face_uses *f = &range_of(w, page)->face[run->face];
  const struct use *u =
      find(f, safe_glyph(w->fonts, run->face, g->id), rune_of(run, g));
  return (struct webcode){u->family, u->rune, u->glyph, u->is_private};
}

/* --- files ---------------------------------------------------------------- */

static void make_one(void *data, size_t i)
{
  struct webfaces *w = data;
  struct family *f = &w->v[i];
  struct buf name = BUF_INIT;
  buf_printf(&name, "cb-%zu", i + 1);
  const struct webfont font = {f->face, name.s, f->chars, f->n};
  f->ok = w->hurry ? webfont_make_quick(&f->data, w->fonts, &font)
                   : webfont_make(&f->data, w->fonts, &font);
  buf_free(&name);
}

static bool is_sound(struct webfaces *w, const struct family *f)
{
  const char *name = fonts_info(w->fonts, f->face)->postscript;
  bool may = fonts_may_embed(w->fonts, f->face);
  if (!may)
    diag(LEVEL_ERROR, place_none(),
         _("the licence of the font %s does not allow it in web pages, name "
           "another in the theme"),
         name);
  else if (!f->ok)
    diag(LEVEL_ERROR, place_none(),
         _("the font %s cannot be subset, install it again or name another "
           "in the theme"),
         name);
  return may && f->ok;
}

static bool put(const char *dir, const char *name, const struct buf *b)
{
  char *path = file_join(dir, name);
  bool ok = file_put(path, b->n ? b->s : "", b->n);
  free(path);
  return ok;
}

static bool put_style(const struct webfaces *w, const char *dir)
{
  struct buf b = BUF_INIT;
  for (size_t i = 1; i <= w->n; i++)
    buf_printf(&b,
               "@font-face{font-family:\"cb-%zu\";font-display:block;"
               "src:url(\"cb-%zu.woff2\")format(\"woff2\")}\n"
               ".f%zu{font-family:\"cb-%zu\",serif}\n",
               i, i, i, i);
  bool ok = put(dir, "faces.css", &b);
  buf_free(&b);
  return ok;
}

/* What the face's owners say, under the names of its files. */
static void put_notice(const struct webfaces *w, int face, struct buf *b)
{
  enum { COPYRIGHT = 0, FULL_NAME = 4, LICENCE = 13, ADDRESS = 14 };
  static const unsigned ids[] = {FULL_NAME, COPYRIGHT, LICENCE, ADDRESS};
  for (size_t i = 0; i < w->n; i++)
    if (w->v[i].face == face)
      buf_printf(b, "cb-%zu.woff2 ", i + 1);
  buf_puts(b, "\nhold glyphs of:\n");
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    char *s = fonts_say(w->fonts, face, ids[i]);
    if (*s)
      buf_printf(b, "%s\n", s);
    free(s);
  }
  buf_putc(b, '\n');
}

/* Is family I the first of its face? */
static bool is_first(const struct webfaces *w, size_t i)
{
  for (size_t k = 0; k < i; k++)
    if (w->v[k].face == w->v[i].face)
      return false;
  return true;
}

static bool put_licence(const struct webfaces *w, const char *dir,
                        const char *licence)
{
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < w->n; i++)
    if (is_first(w, i))
      put_notice(w, w->v[i].face, &b);
  buf_puts(&b, licence ? licence : "");
  bool ok = put(dir, "OFL.txt", &b);
  buf_free(&b);
  return ok;
}

bool webfaces_write(struct webfaces *w, const char *dir, const char *licence)
{
  bool ok = true;
  threads_each(w->n, make_one, w);
  for (size_t i = 0; i < w->n; i++) {
    struct buf file = BUF_INIT;
    buf_printf(&file, "cb-%zu.woff2", i + 1);
    ok = ok && is_sound(w, &w->v[i]) && put(dir, file.s, &w->v[i].data);
    buf_free(&file);
  }
  return ok && put_style(w, dir) && put_licence(w, dir, licence);
}
