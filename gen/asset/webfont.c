#include "asset/webfont.h"

#include <stdlib.h>
#include <string.h>

#include "asset/subset.h"
#include "asset/woff2.h"
#include "base/buf.h"
#include "base/mem.h"

#define TAG(a, b, c, d)                                                        \
  ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 |            \
   (uint32_t)(d))

static void put16(struct buf *b, unsigned v)
{
  buf_putc(b, (char)(v >> 8));
  buf_putc(b, (char)v);
}

static void put32(struct buf *b, uint32_t v)
{
  put16(b, v >> 16);
  put16(b, v & 0xFFFF);
}

/* --- cmap ---------------------------------------------------------------- */

struct group {
  uint32_t first, last, glyph;
};

/* Format 12: runs of characters with consecutive glyphs. */
static void put_cmap(struct buf *b, const struct webfont_char *chars, size_t n,
                     const uint32_t *glyphs)
{
  enum { BEFORE = 12, FORMAT_HEAD = 16, GROUP = 12 };
  struct group *v = mem_array(n, sizeof *v);
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    struct group *g = count ? &v[count - 1] : NULL;
    if (g && chars[i].rune == g->last + 1 &&
        glyphs[i] == g->glyph + (chars[i].rune - g->first))
      g->last++;
    else
      v[count++] = (struct group){chars[i].rune, chars[i].rune, glyphs[i]};
  }
  put32(b, 1); /* version 0, one table */
  put32(b, 3 << 16 | 10);
  put32(b, BEFORE);
  put32(b, 12 << 16);
  put32(b, (uint32_t)(FORMAT_HEAD + GROUP * count));
  put32(b, 0);
  put32(b, (uint32_t)count);
  for (size_t i = 0; i < count; i++) {
    put32(b, v[i].first);
    put32(b, v[i].last);
    put32(b, v[i].glyph);
  }
  free(v);
}

/* --- names --------------------------------------------------------------- */

struct name {
  unsigned id;
  const char *text;
};

static void put_name(struct buf *b, const char *name)
{
  const struct name v[] = {
      {1, name},        {2, "Regular"},
      {3, name},        {4, name},
      {5, "Version 1"}, {6, name},
      {13, "SIL Open Font License 1.1; see OFL.txt beside this file"}};
  enum { COUNT = sizeof v / sizeof *v, RECORD = 12 };
  unsigned at = 0;
  put16(b, 0);
  put16(b, COUNT);
  put16(b, 6 + COUNT * RECORD);
  for (int i = 0; i < COUNT; i++) {
    unsigned size = 2 * (unsigned)strlen(v[i].text);
    put32(b, 3 << 16 | 1); /* Windows, Unicode */
    put32(b, 0x0409u << 16 | v[i].id);
    put16(b, size);
    put16(b, at);
    at += size;
  }
  for (int i = 0; i < COUNT; i++)
    for (const char *s = v[i].text; *s; s++)
      put16(b, (unsigned char)*s);
}

/* The name in a `CFF ` table (its Name INDEX follows its header) is shown
 * nowhere, but is the face's own too: as many other letters. */
static void rename_cff(struct font_table *t, const char *name)
{
  if (t->size < 4 || t->data[2] + 3u >= t->size)
    return;
  const uint8_t *index = t->data + t->data[2];
  size_t room = t->size - t->data[2], width = index[2], length = 0;
  if (index[0] || index[1] != 1 || width < 1 || width > 4 ||
      room < 3 + 2 * width)
    return;
  for (size_t i = 0; i < width; i++)
    length = length << 8 | index[3 + width + i];
  if (!length || length - 1 > room - 3 - 2 * width)
    return;
  char *to = (char *)t->data + t->data[2] + 3 + 2 * width;
  size_t n = strlen(name);
  for (size_t i = 0; i < length - 1; i++)
    to[i] = i < n ? name[i] : 'x';
}

/* --- the whole ----------------------------------------------------------- */

static void add(struct font_table *v, size_t *n, uint32_t tag, struct buf *b)
{
  v[*n] = (struct font_table){tag, NULL, b->n};
  v[(*n)++].data = (uint8_t *)buf_take(b);
}

/* OS/2 says between which characters the face lies. */
static void narrow(struct font_table *t, uint32_t first, uint32_t last)
{
  enum { FIRST = 64 };
  const uint32_t ends[] = {first, last};
  for (int i = 0; t->size >= FIRST + 4 && i < 2; i++) {
    unsigned v = ends[i] < 0xFFFF ? ends[i] : 0xFFFF;
    t->data[FIRST + 2 * i] = (uint8_t)(v >> 8);
    t->data[FIRST + 2 * i + 1] = (uint8_t)v;
  }
}

typedef bool packer(struct buf *out, struct font_table *v, size_t n);

static bool assemble(struct buf *out, struct part *part,
                     const struct webfont *w, packer *pack)
{
  struct font_table v[PART_TABLES + 3];
  struct buf b = BUF_INIT;
  size_t count = 0, own;
  for (; count < part->n; count++) {
    v[count] = part->v[count];
    if (v[count].tag == TAG('C', 'F', 'F', ' '))
      rename_cff(&v[count], w->name);
    if (v[count].tag == TAG('O', 'S', '/', '2'))
      narrow(&v[count], w->chars[0].rune, w->chars[w->n - 1].rune);
  }
  own = count;
  put_cmap(&b, w->chars, w->n, part->map);
  add(v, &count, TAG('c', 'm', 'a', 'p'), &b);
  put_name(&b, w->name);
  add(v, &count, TAG('n', 'a', 'm', 'e'), &b);
  put32(&b, 0x00030000); /* no names of glyphs */
  for (int i = 0; i < 7; i++)
    put32(&b, 0);
  add(v, &count, TAG('p', 'o', 's', 't'), &b);
  bool ok = pack(out, v, count);
  for (; own < count; own++)
    free(v[own].data);
  return ok;
}

static bool make(struct buf *out, struct fonts *f, const struct webfont *w,
                 packer *pack)
{
  struct part part;
  uint32_t *glyphs = mem_array(w->n, sizeof *glyphs);
  for (size_t i = 0; i < w->n; i++)
    glyphs[i] = w->chars[i].glyph;
  bool ok = w->n && fonts_part(f, w->face, glyphs, w->n, &part);
  free(glyphs);
  if (!ok)
    return false;
  ok = assemble(out, &part, w, pack);
  part_free(&part);
  return ok;
}

bool webfont_make(struct buf *out, struct fonts *f, const struct webfont *w)
{
  return make(out, f, w, woff2_pack);
}

bool webfont_make_quick(struct buf *out, struct fonts *f,
                        const struct webfont *w)
{
  return make(out, f, w, woff2_pack_quick);
}
