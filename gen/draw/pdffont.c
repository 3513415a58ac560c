#include "draw/pdffont.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "draw/pdfprogram.h"
#include "draw/sheet.h"

enum {
  TAG = 6,
  NAME = 120,
  BLOCK = 100,  /* entries of a bfchar block, a limit of the format */
  VARIANTS = 4, /* so many texts of one glyph get fonts, others ActualText */
  LONG = 48     /* bytes of text that ToUnicode takes for one code */
};

/* One glyph with one text. */
struct use {
  uint32_t glyph, len;
  const char *text;
  uint16_t code, variant;
  uint32_t next; /* index + 1 of the next use of the same glyph, or 0 */
};

struct face_uses {
  uint32_t *first; /* per glyph: index + 1 in v, or 0; NULL: face unused */
  struct use *v;
  size_t n, cap;
  uint32_t *glyphs; /* each once, in order of first use */
  size_t nglyphs, capglyphs;
  unsigned variants;
};

struct pdffonts {
  struct fonts *fonts;
  struct face_uses *v; /* per face */
  int n;
  pdf_dict resource;
};

/* --- noting ------------------------------------------------------------- */

/* The text of G without blanks around a visible character: a blank that the
 * line end swallowed must not make another text of the character. */
static const char *text_of(const struct run *run, const struct glyph *g,
                           uint32_t *len)
{
  const char *s = run->text + g->text;
  uint32_t n = g->len;
  while (n > 1 && s[n - 1] == ' ')
    n--;
  while (n > 1 && *s == ' ') {
    s++;
    n--;
  }
  *len = n;
  return s;
}

/* What stands for a missing character: the first of these that the face has;
 * else any glyph but .notdef. */
static uint32_t stand_in(const struct pdffonts *pf, int face)
{
  static const uint32_t runes[] = {0x3013 /* 〓 */, 0x25A1 /* □ */, '?', ' '};
  for (size_t i = 0; i < sizeof runes / sizeof *runes; i++) {
    uint32_t glyph = fonts_glyph(pf->fonts, face, runes[i]);
    if (glyph)
      return glyph;
  }
  return fonts_glyph_count(pf->fonts, face) > 1;
}

static uint32_t safe_glyph(const struct pdffonts *pf, int face, uint32_t id)
{
  if (id && id < fonts_glyph_count(pf->fonts, face))
    return id;
  return stand_in(pf, face);
}

static struct use *find(const struct face_uses *f, uint32_t glyph,
                        const char *text, uint32_t len)
{
  uint32_t i = f->first[glyph];
  while (i) {
    struct use *u = &f->v[i - 1];
    if (u->len == len && !memcmp(u->text, text, len))
      return u;
    i = u->next;
  }
  return NULL;
}

static void note_glyph(struct face_uses *f, uint32_t glyph)
{
  f->glyphs =
      mem_grow(f->glyphs, &f->capglyphs, f->nglyphs + 1, sizeof *f->glyphs);
  f->glyphs[f->nglyphs++] = glyph;
}

static void note(struct face_uses *f, uint32_t glyph, const char *text,
                 uint32_t len)
{
  if (len > LONG)
    len = 0;
  if (find(f, glyph, text, len))
    return;
  uint16_t variant = 0;
  if (f->first[glyph])
    variant = (uint16_t)(f->v[f->first[glyph] - 1].variant + 1);
  else
    note_glyph(f, glyph);
  if (variant >= VARIANTS)
    return;
  f->v = mem_grow(f->v, &f->cap, f->n + 1, sizeof *f->v);
  f->v[f->n++] = (struct use){.glyph = glyph,
                              .len = len,
                              .text = text,
                              .variant = variant,
                              .next = f->first[glyph]};
  f->first[glyph] = (uint32_t)f->n;
  if (variant >= f->variants)
    f->variants = variant + 1u;
}

/* The glyph of the blank that RUN ends in without showing it, or 0. */
static uint32_t blank_of(const struct pdffonts *pf, const struct run *run)
{
  size_t i = run->n;
  while (i > 0 && !run->glyphs[i - 1].len)
    i--;
  if (!i || run->turned)
    return 0;
  const struct glyph *g = &run->glyphs[i - 1];
  if (g->len < 2 || run->text[g->text + g->len - 1] != ' ')
    return 0;
  return fonts_glyph(pf->fonts, run->face, ' ');
}

void pdffonts_note(struct pdffonts *pf, const struct run *run)
{
  struct face_uses *f = &pf->v[run->face];
  if (!f->first)
    f->first =
        mem_array(fonts_glyph_count(pf->fonts, run->face), sizeof *f->first);
  for (size_t i = 0; i < run->n; i++) {
    uint32_t len;
    const char *text = text_of(run, &run->glyphs[i], &len);
    note(f, safe_glyph(pf, run->face, run->glyphs[i].id), text, len);
  }
  uint32_t blank = blank_of(pf, run);
  if (blank)
    note(f, blank, " ", 1);
}

struct pdffonts *pdffonts_new(const struct sheets *s)
{
  struct pdffonts *pf = mem_new(sizeof *pf);
  pf->fonts = s->fonts;
  pf->n = fonts_count(s->fonts);
  pf->v = mem_array((size_t)pf->n, sizeof *pf->v);
  for (size_t i = 0; i < s->n; i++)
    for (size_t k = 0; k < s->v[i].n; k++)
      if (s->v[i].items[k].kind == ITEM_RUN)
        pdffonts_note(pf, &s->v[i].items[k].u.run);
  return pf;
}

void pdffonts_free(struct pdffonts *pf)
{
  for (int i = 0; i < pf->n; i++) {
    free(pf->v[i].first);
    free(pf->v[i].v);
    free(pf->v[i].glyphs);
  }
  free(pf->v);
  free(pf);
}

struct pdfcode pdffonts_code(const struct pdffonts *pf, const struct run *run,
                             const struct glyph *g)
{
  uint32_t len, glyph = safe_glyph(pf, run->face, g->id);
  const struct face_uses *f = &pf->v[run->face];
  const char *text = text_of(run, g, &len);
  const struct use *u = find(f, glyph, text, len);
  if (u)
    return (struct pdfcode){glyph, u->code, u->variant, false};
  u = &f->v[f->first[glyph] - 1];
  return (struct pdfcode){glyph, u->code, u->variant, true};
}

bool pdffonts_blank(const struct pdffonts *pf, const struct run *run,
                    struct pdfcode *code)
{
  const struct face_uses *f = &pf->v[run->face];
  uint32_t glyph = blank_of(pf, run);
  const struct use *u = glyph ? find(f, glyph, " ", 1) : NULL;
  if (u)
    *code = (struct pdfcode){glyph, u->code, u->variant, false};
  return u != NULL;
}

pdf_dict pdffonts_resource(const struct pdffonts *pf)
{
  return pf->resource;
}

/* --- codes -------------------------------------------------------------- */

/* A CID-keyed subset keeps its CIDs, so these are the codes; in others the
 * codes are the glyph ids of the subset. */
static void set_codes(struct pdffonts *pf, int face, const struct subset *sub)
{
  struct face_uses *f = &pf->v[face];
  bool cid = fonts_outline(pf->fonts, face) == FACE_CFF_CID;
  for (size_t i = 0; i < f->nglyphs; i++) {
    uint32_t glyph = f->glyphs[i];
    uint32_t code = cid ? fonts_cid(pf->fonts, face, glyph) : sub->map[i];
    for (uint32_t k = f->first[glyph]; k; k = f->v[k - 1].next)
      f->v[k - 1].code = (uint16_t)code;
  }
}

static int by_code(const void *a, const void *b)
{
  const struct use *x = *(const struct use *const *)a;
  const struct use *y = *(const struct use *const *)b;
  return (x->code > y->code) - (x->code < y->code);
}

/* The uses of one variant by code; variant 0 has every glyph. N gets how
 * many. Owned. */
static const struct use **sorted(const struct face_uses *f, unsigned variant,
                                 size_t *n)
{
  const struct use **v = mem_array(f->n, sizeof(struct use *));
  *n = 0;
  for (size_t i = 0; i < f->n; i++)
    if (f->v[i].variant == variant)
      v[(*n)++] = &f->v[i];
  qsort(v, *n, sizeof(struct use *), by_code);
  return v;
}

/* --- ToUnicode ---------------------------------------------------------- */

/* Every code has a text (ISO 14289-1, 7.21.7), were it nothing that is seen:
 * the second glyph of a character, or a text too long. U+FEFF and U+FFFE are
 * not allowed. */
static void put_text(struct buf *b, const struct use *u)
{
  bool bad = !u->len || !*u->text ||
             (u->len == 3 && (!memcmp(u->text, "\xEF\xBB\xBF", 3) ||
                              !memcmp(u->text, "\xEF\xBF\xBE", 3)));
  if (bad)
    buf_puts(b, "200B");
  else
    pdf_put_utf16(b, u->text, u->len);
}

static void put_entries(struct buf *b, const struct use **v, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (i % BLOCK == 0)
      buf_printf(b, "%zu beginbfchar\n", n - i < BLOCK ? n - i : BLOCK);
    buf_printf(b, "<%04X> <", v[i]->code);
    put_text(b, v[i]);
    buf_puts(b, ">\n");
    if (i % BLOCK == BLOCK - 1 || i == n - 1)
      buf_puts(b, "endbfchar\n");
  }
}

static pdf_dict to_unicode(struct pdf *p, const struct face_uses *f,
                           unsigned variant)
{
  size_t n;
  const struct use **v = sorted(f, variant, &n);
  struct buf b = BUF_INIT;
  buf_puts(&b,
           "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
           "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) "
           "/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
           "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
           "endcodespacerange\n");
  put_entries(&b, v, n);
  buf_puts(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\n"
               "end\nend\n");
  pdf_dict d = pdf_stream(p, b.s, b.n, PDF_SMALL);
  buf_free(&b);
  free(v);
  return d;
}

/* --- dictionaries ------------------------------------------------------- */

/* "ABCDEF+NotoSerifCJKsc-Regular": the tag names the set of glyphs. */
static void font_name(struct pdffonts *pf, int face, char name[NAME])
{
  const struct face_uses *f = &pf->v[face];
  const char *ps = fonts_info(pf->fonts, face)->postscript;
  uint64_t h = hash64(f->glyphs, f->nglyphs * sizeof *f->glyphs);
  int n = 0;
  for (; n < TAG; n++, h /= 26)
    name[n] = (char)('A' + h % 26);
  name[n++] = '+';
  for (; *ps && n < NAME - 1; ps++)
    if (*ps > ' ' && *ps < 0x7F)
      name[n++] = *ps;
  name[n] = '\0';
}

static pdf_dict embed_program(struct pdf *p, const struct program *program,
                              bool glyf)
{
  pdf_dict d = pdf_stream(p, program->subset.data, program->subset.size,
                          PDF_FAST);
  if (glyf)
    pdf_set_int(p, d, "Length1", (int)program->subset.size);
  else
    pdf_set_name(p, d, "Subtype", "CIDFontType0C");
  return d;
}

static pdf_dict descriptor(struct pdffonts *pf, struct pdf *p,
                           const struct program *program)
{
  int face = program->face;
  const struct face_info *info = fonts_info(pf->fonts, face);
  bool glyf = fonts_outline(pf->fonts, face) == FACE_GLYF;
  char name[NAME];
  font_name(pf, face, name);
  pdf_dict d = pdf_object(p);
  pdf_set_name(p, d, "Type", "FontDescriptor");
  pdf_set_name(p, d, "FontName", name);
  pdf_set_int(p, d, "Flags", info->italic ? 4 | 64 : 4);
  pdf_array box = pdf_array_new(p);
  for (int i = 0; i < 4; i++)
    pdf_add_int(p, box, info->bbox[i]);
  pdf_set(p, d, "FontBBox", box);
  pdf_set_int(p, d, "ItalicAngle", info->italic);
  pdf_set_int(p, d, "Ascent", info->ascent);
  pdf_set_int(p, d, "Descent", info->descent);
  pdf_set_int(p, d, "CapHeight", info->cap_height);
  pdf_set_int(p, d, "StemV", info->weight >= 600 ? 140 : 80);
  pdf_set(p, d, glyf ? "FontFile2" : "FontFile3",
          embed_program(p, program, glyf));
  return d;
}

/* Widths that are not 1 em, as "first [w w w] first [w] …". */
static pdf_array widths(struct pdffonts *pf, struct pdf *p, int face)
{
  size_t n;
  const struct use **v = sorted(&pf->v[face], 0, &n);
  pdf_array a = pdf_array_new(p), row = NULL;
  uint32_t next = 0;
  for (size_t i = 0; i < n; i++) {
    int w = fonts_advance(pf->fonts, face, v[i]->glyph);
    if (w == 1000)
      continue;
    if (!row || v[i]->code != next) {
      row = pdf_array_new(p);
      pdf_add_int(p, a, v[i]->code);
      pdf_add(p, a, row);
    }
    pdf_add_int(p, row, w);
    next = v[i]->code + 1u;
  }
  free(v);
  return a;
}

static pdf_dict descendant(struct pdffonts *pf, struct pdf *p,
                           const struct program *program)
{
  int face = program->face;
  bool glyf = fonts_outline(pf->fonts, face) == FACE_GLYF;
  char name[NAME];
  font_name(pf, face, name);
  pdf_dict system = pdf_dict_new(p), d = pdf_object(p);
  pdf_set_bytes(p, system, "Registry", "Adobe");
  pdf_set_bytes(p, system, "Ordering", "Identity");
  pdf_set_int(p, system, "Supplement", 0);
  pdf_set_name(p, d, "Type", "Font");
  pdf_set_name(p, d, "Subtype", glyf ? "CIDFontType2" : "CIDFontType0");
  pdf_set_name(p, d, "BaseFont", name);
  pdf_set(p, d, "CIDSystemInfo", system);
  pdf_set(p, d, "FontDescriptor", descriptor(pf, p, program));
  pdf_set_int(p, d, "DW", 1000);
  pdf_set(p, d, "W", widths(pf, p, face));
  if (glyf)
    pdf_set_name(p, d, "CIDToGIDMap", "Identity");
  return d;
}

static void add_variant(struct pdffonts *pf, struct pdf *p, int face,
                        unsigned variant, pdf_dict cidfont)
{
  char name[NAME], key[32];
  font_name(pf, face, name);
  pdf_dict d = pdf_object(p);
  pdf_array kids = pdf_array_new(p);
  pdf_add(p, kids, cidfont);
  pdf_set_name(p, d, "Type", "Font");
  pdf_set_name(p, d, "Subtype", "Type0");
  pdf_set_name(p, d, "BaseFont", name);
  pdf_set_name(p, d, "Encoding", "Identity-H");
  pdf_set(p, d, "DescendantFonts", kids);
  pdf_set(p, d, "ToUnicode", to_unicode(p, &pf->v[face], variant));
  snprintf(key, sizeof key, "F%dv%u", face, variant);
  pdf_set(p, pf->resource, key, d);
}

static void embed_face(struct pdffonts *pf, struct pdf *p,
                       const struct program *program)
{
  set_codes(pf, program->face, &program->subset);
  pdf_dict cidfont = descendant(pf, p, program);
  for (unsigned i = 0; i < pf->v[program->face].variants; i++)
    add_variant(pf, p, program->face, i, cidfont);
}

bool pdffonts_embed(struct pdffonts *pf, struct pdf *p)
{
  size_t n = 0;
  bool ok = true;
  struct program *v = mem_array((size_t)pf->n, sizeof *v);
  for (int i = 0; i < pf->n; i++) {
    const struct face_uses *f = &pf->v[i];
    v[n] = (struct program){.face = i, .glyphs = f->glyphs, .n = f->nglyphs};
    n += f->nglyphs > 0;
  }
  programs_make(pf->fonts, v, n);
  pf->resource = pdf_object(p);
  for (size_t i = 0; ok && i < n; i++) {
    ok = v[i].ok;
    if (ok)
      embed_face(pf, p, &v[i]);
  }
  programs_free(v, n);
  return ok;
}
