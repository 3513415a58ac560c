#include "page/shape.h"

#include <stdlib.h>
#include <string.h>

#include <hb.h>

#include "asset/font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/space.h"
#include "page/spans.h"
#include "page/token.h"
#include "tree/node.h"

enum { ABOVE = 128, GUO = 0x56FD /* 国: a face that has it is Chinese */ };

struct shaper {
  struct arena *arena;
  struct fonts *fonts;
  hb_buffer_t *hb;
  struct spans in;
  struct atom *atoms;
  size_t n, cap;
  struct atom_glyph *glyphs;
  size_t nglyphs, cap_glyphs;
  struct place place;
};

/* A glyph of a face for a Chinese mark, and how far to move it in its box. */
struct pick {
  int face;
  uint32_t id;
  mpt dx;
};

static mpt scaled(const struct style *st, int thousandths)
{
  return (mpt)((int64_t)st->size * thousandths / 1000);
}

/* ---- atoms ---- */

static struct atom *add_atom(struct shaper *sh, const struct span *sp,
                             enum mark_class class, uint32_t text, uint32_t len)
{
  sh->atoms = mem_grow(sh->atoms, &sh->cap, sh->n + 1, sizeof *sh->atoms);
  struct atom *a = &sh->atoms[sh->n++];
  *a = (struct atom){.class = (uint8_t) class,
                     .text = text,
                     .len = len,
                     .glyph = (uint32_t)sh->nglyphs,
                     .style = sp->style,
                     .href = sp->href};
  return a;
}

static void add_glyph(struct shaper *sh, struct atom *a, struct pick g,
                      uint32_t text, uint32_t len)
{
  sh->glyphs = mem_grow(sh->glyphs, &sh->cap_glyphs, sh->nglyphs + 1,
                        sizeof *sh->glyphs);
  sh->glyphs[sh->nglyphs++] = (struct atom_glyph){.id = g.id,
                                                  .face = (int16_t)g.face,
                                                  .dx = g.dx,
                                                  .text = text,
                                                  .len = len};
  a->nglyph++;
}

/* First face of the list that has RUNE, or -1. */
static int face_with(struct shaper *sh, const struct style *st, uint32_t rune,
                     uint32_t *id)
{
  for (int i = 0; i < st->nfaces; i++)
    if ((*id = fonts_glyph(sh->fonts, st->faces[i], rune)))
      return st->faces[i];
  return -1;
}

static bool has_glyph(struct shaper *sh, const struct style *st, uint32_t r)
{
  uint32_t id;
  return class_is_ignorable(r) || face_with(sh, st, r, &id) >= 0;
}

static void add_missing(struct shaper *sh, const struct span *sp,
                        const struct token *t)
{
  struct atom *a = add_atom(sh, sp, (enum mark_class)t->class, t->text, t->len);
  a->width = sp->style->size;
  a->missing = true;
  char s[5] = {0};
  utf8_write(s, t->rune);
  diag_once(LEVEL_WARN, sh->place,
            _("no face has the character %s (U+%04X), add a family that has "
              "it to font-family in print.css"),
            s, t->rune);
}

static void add_han(struct shaper *sh, const struct span *sp,
                    const struct token *t)
{
  struct pick g = {0};
  g.face = face_with(sh, sp->style, t->rune, &g.id);
  if (g.face < 0) {
    add_missing(sh, sp, t);
    return;
  }
  struct atom *a = add_atom(sh, sp, CLASS_HAN, t->text, t->len);
  a->width = rune_is_han(t->rune)
                 ? sp->style->size
                 : scaled(sp->style, fonts_advance(sh->fonts, g.face, g.id));
  add_glyph(sh, a, g, t->text, t->len);
}

/* ---- HarfBuzz ---- */

/* Shapes bytes [from, from+len) of S, the marks that Chinese shares with Latin
 * in full width if WIDE, else as wide as in Latin; returns how many glyphs are
 * in sh->hb. The language is named, or it would be the user's. */
static unsigned run_hb(struct shaper *sh, int face, const char *s,
                       const uint32_t range[2], bool wide)
{
  const hb_feature_t width = {wide ? HB_TAG('f', 'w', 'i', 'd')
                                   : HB_TAG('p', 'w', 'i', 'd'),
                              1, HB_FEATURE_GLOBAL_START,
                              HB_FEATURE_GLOBAL_END};
  hb_buffer_clear_contents(sh->hb);
  hb_buffer_add_utf8(sh->hb, s, (int)(range[0] + range[1]), range[0],
                     (int)range[1]);
  hb_buffer_set_language(sh->hb, hb_language_from_string("zh-cn", -1));
  hb_buffer_guess_segment_properties(sh->hb);
  hb_shape(fonts_hb(sh->fonts, face), sh->hb, &width, 1);
  return hb_buffer_get_length(sh->hb);
}

/* Do the clusters rise, as they do in every script read from the left? */
static bool rising(const hb_glyph_info_t *v, unsigned n)
{
  for (unsigned i = 1; i < n; i++)
    if (v[i].cluster < v[i - 1].cluster)
      return false;
  return true;
}

/* Copies what HarfBuzz made; the text of a word that reads from the right
 * goes to its first glyph as a whole. */
static void take_hb(struct shaper *sh, struct atom *a, int face)
{
  unsigned n;
  hb_glyph_info_t *v = hb_buffer_get_glyph_infos(sh->hb, &n);
  hb_glyph_position_t *p = hb_buffer_get_glyph_positions(sh->hb, &n);
  bool rises = rising(v, n);
  uint32_t at = a->text, end = a->text + a->len;
  int pen = 0;
  for (unsigned i = 0; i < n; i++) {
    unsigned k = i + 1;
    while (k < n && v[k].cluster == v[i].cluster)
      k++;
    bool first = !i || v[i].cluster != v[i - 1].cluster;
    uint32_t to = rises && k < n ? v[k].cluster : end;
    struct pick g = {face, v[i].codepoint,
                     scaled(a->style, pen + p[i].x_offset)};
    bool owns = rises ? first : !i;
    add_glyph(sh, a, g, owns ? at : to, owns ? to - at : 0);
    sh->glyphs[sh->nglyphs - 1].dy = -scaled(a->style, p[i].y_offset);
    if (owns)
      at = to;
    pen += p[i].x_advance;
  }
  a->width += scaled(a->style, pen);
}

/* The face that has all of a word, else the one that has its first letter:
 * never two within a word. */
static int word_face(struct shaper *sh, const struct style *st, uint32_t from,
                     uint32_t len)
{
  uint32_t id;
  int best = st->nfaces ? st->faces[0] : -1, most = -1;
  for (int i = 0; i < st->nfaces; i++) {
    const char *p = sh->in.s.s + from, *end = p + len;
    int has = 0, all = 0;
    for (uint32_t r; p < end; all++) {
      r = utf8_next(&p, end);
      id = fonts_glyph(sh->fonts, st->faces[i], r);
      has += id || class_is_ignorable(r);
    }
    if (has > most)
      best = st->faces[i], most = has;
    if (has == all)
      break;
  }
  return best;
}

static void add_piece(struct shaper *sh, const struct span *sp, uint32_t from,
                      uint32_t len)
{
  struct atom *a = add_atom(sh, sp, CLASS_WORD, from, len);
  int face = word_face(sh, sp->style, from, len);
  if (face < 0)
    return;
  run_hb(sh, face, sh->in.s.s, (uint32_t[]){from, len}, false);
  take_hb(sh, a, face);
}

/* A Latin word; characters that no face has cut it into pieces. */
static void add_word(struct shaper *sh, const struct span *sp,
                     const struct token *t)
{
  const char *base = sh->in.s.s, *p = base + t->text, *end = p + t->len;
  uint32_t from = t->text;
  size_t first = sh->n;
  while (p < end) {
    uint32_t at = (uint32_t)(p - base), r = utf8_next(&p, end);
    if (has_glyph(sh, sp->style, r))
      continue;
    if (at > from)
      add_piece(sh, sp, from, at - from);
    from = (uint32_t)(p - base);
    add_missing(
        sh, sp,
        &(struct token){
            .text = at, .len = from - at, .rune = r, .class = CLASS_WORD});
  }
  if (from < t->text + t->len)
    add_piece(sh, sp, from, t->text + t->len - from);
  for (; first + 1 < sh->n; first++)
    sh->atoms[first].glue = sh->atoms[first].tight = true;
}

/* ---- Chinese marks ---- */

/* Where in the em the ink's centre belongs when a face draws a mark narrower
 * than its box (LXGW WenKai's quotes and ·, Noto's ·), in 1/1000 em. */
static int mark_centre(enum mark_class c, int box)
{
  if (class_blank_left(c))
    return 750;
  return class_blank_right(c) ? 250 : box / 2;
}

static mpt centred(struct shaper *sh, const struct style *st, struct pick g,
                   int centre)
{
  int box[4];
  if (!fonts_extents(sh->fonts, g.face, g.id, box))
    return 0;
  return scaled(st, centre - (box[0] + box[2]) / 2);
}

static uint32_t wide_glyph(struct shaper *sh, int face, uint32_t rune)
{
  char s[5] = {0};
  uint32_t len = (uint32_t)utf8_write(s, rune);
  if (run_hb(sh, face, s, (uint32_t[]){0, len}, true) != 1)
    return 0;
  unsigned n;
  return hb_buffer_get_glyph_infos(sh->hb, &n)->codepoint;
}

/* The mark in the first Chinese face that has it; full width by its cmap or
 * by fwid, else narrow and centred where its ink belongs. */
static struct pick pick_mark(struct shaper *sh, const struct style *st,
                             uint32_t rune, enum mark_class c, int box)
{
  struct pick g = {.face = -1};
  for (int i = 0; i < st->nfaces && g.face < 0; i++) {
    g.id = fonts_glyph(sh->fonts, st->faces[i], rune);
    if (g.id && fonts_glyph(sh->fonts, st->faces[i], GUO))
      g.face = st->faces[i];
  }
  if (g.face < 0)
    g.face = face_with(sh, st, rune, &g.id);
  if (g.face < 0)
    return g;
  if (box == 1000 && fonts_advance(sh->fonts, g.face, g.id) != 1000) {
    uint32_t wide = wide_glyph(sh, g.face, rune);
    g.id = wide ? wide : g.id;
  }
  if (fonts_advance(sh->fonts, g.face, g.id) != box)
    g.dx = centred(sh, st, g, mark_centre(c, box));
  return g;
}

/* What to look for in the face: ／ stands in half an em, which only the
 * Latin form fits; ⋯ is drawn as …. */
static uint32_t drawn_rune(uint32_t r)
{
  if (r == 0xFF0F)
    return '/';
  return r == 0x22EF ? 0x2026 : r;
}

static int box_of(const struct style *st, enum mark_class c)
{
  if (c == CLASS_POINT && st->punct == PUNCT_FULL)
    return 1000;
  return c == CLASS_ELLIPSIS || c == CLASS_DASH ? 1000 : class_width(c) * 500;
}

/* Each … of …… and ………… is a glyph of its own. */
static void add_dots(struct shaper *sh, struct atom *a, struct pick g,
                     const struct token *t)
{
  const char *base = sh->in.s.s, *p = base + t->text, *end = p + t->len;
  mpt each = a->width;
  uint32_t from = t->text;
  utf8_next(&p, end);
  while (p < end) {
    uint32_t to = (uint32_t)(p - base);
    if (utf8_next(&p, end) != t->rune)
      break;
    add_glyph(sh, a, g, from, to - from);
    g.dx += each;
    a->width += each;
    from = to;
  }
  add_glyph(sh, a, g, from, t->text + t->len - from);
}

static void add_mark(struct shaper *sh, const struct span *sp,
                     const struct token *t)
{
  enum mark_class c = (enum mark_class)t->class;
  int box = box_of(sp->style, c);
  struct pick g = pick_mark(sh, sp->style, drawn_rune(t->rune), c, box);
  if (g.face < 0) {
    add_missing(sh, sp, t);
    return;
  }
  struct atom *a = add_atom(sh, sp, c, t->text, t->len);
  a->width = scaled(sp->style, box);
  if (c == CLASS_ELLIPSIS)
    add_dots(sh, a, g, t);
  else
    add_glyph(sh, a, g, t->text, t->len);
}

/* —— as one line 2 em long: the glyph of U+2E3A where it is so wide, what
 * fwid makes of the pair, else the pair centred. */
static void add_dash(struct shaper *sh, const struct span *sp,
                     const struct token *t)
{
  static const char pair[] = "\u2014\u2014";
  const struct style *st = sp->style;
  struct pick g = pick_mark(sh, st, 0x2014, CLASS_JOIN, 1000);
  if (g.face < 0) {
    add_missing(sh, sp, t);
    return;
  }
  struct atom *a = add_atom(sh, sp, CLASS_DASH, t->text, t->len);
  g.id = fonts_glyph(sh->fonts, g.face, 0x2E3A);
  g.dx = 0;
  if (!g.id || fonts_advance(sh->fonts, g.face, g.id) != 2000) {
    unsigned n = run_hb(sh, g.face, pair, (uint32_t[]){0, 6}, true);
    hb_glyph_info_t *v = hb_buffer_get_glyph_infos(sh->hb, &n);
    int advance = n ? fonts_advance(sh->fonts, g.face, v[0].codepoint) : 0;
    g.id = n ? v[0].codepoint : g.id;
    g.dx = scaled(st, 1000 - (int)n * advance / 2);
    for (unsigned i = 1; i < n; i++, g.dx += scaled(st, advance))
      add_glyph(sh, a, g, t->text, 0);
  }
  add_glyph(sh, a, g, t->text, 0);
  sh->glyphs[a->glyph].len = t->len;
  for (uint32_t i = a->glyph + 1; i < sh->nglyphs; i++)
    sh->glyphs[i].text = t->text + t->len;
  a->width = 2 * st->size;
}

/* ---- the whole ---- */

static void add_space(struct shaper *sh, const struct span *sp,
                      const struct token *t)
{
  struct pick g = {0};
  struct atom *a = add_atom(sh, sp, CLASS_SPACE, t->text, t->len);
  g.face = face_with(sh, sp->style, ' ', &g.id);
  a->droppable = !t->hard;
  if (g.face >= 0) {
    add_glyph(sh, a, g, t->text, t->len);
    a->width = scaled(sp->style, fonts_advance(sh->fonts, g.face, g.id));
  }
  if (t->rune == 0x3000)
    a->width = sp->style->size;
}

static void add_token(struct shaper *sh, const struct span *sp,
                      const struct token *t)
{
  switch ((enum mark_class)t->class) {
  case CLASS_HAN:
    add_han(sh, sp, t);
    break;
  case CLASS_WORD:
    add_word(sh, sp, t);
    break;
  case CLASS_SPACE:
    add_space(sh, sp, t);
    break;
  case CLASS_DASH:
    add_dash(sh, sp, t);
    break;
  default:
    add_mark(sh, sp, t);
  }
}

/* The hyphen that is drawn if a line ends behind A, in its own face. */
static mpt hyphen_width(struct shaper *sh, const struct atom *a)
{
  if (!a->nglyph)
    return 0;
  int face = sh->glyphs[a->glyph + a->nglyph - 1].face;
  uint32_t id = fonts_glyph(sh->fonts, face, '-');
  return scaled(a->style, fonts_advance(sh->fonts, face, id));
}

static void add_tokens(struct shaper *sh)
{
  uint32_t *cuts = mem_array(sh->in.n + 1, sizeof *cuts);
  for (size_t i = 0; i < sh->in.n; i++)
    cuts[i] = sh->in.v[i].end;
  struct tokens ts =
      tokens_read(sh->arena, sh->in.s.s ? sh->in.s.s : "", sh->in.s.n, cuts,
                  sh->in.n);
  size_t k = 0;
  for (size_t i = 0; i < ts.n; i++) {
    const struct token *t = &ts.v[i];
    while (k + 1 < sh->in.n && t->text >= sh->in.v[k].end)
      k++;
    add_token(sh, &sh->in.v[k], t);
    struct atom *a = &sh->atoms[sh->n - 1];
    a->glue = t->glue;
    a->tight = t->tight;
    a->weak = t->weak;
    a->hyphen = t->soft ? hyphen_width(sh, a) : 0;
    a->forced = t->ends || (sh->in.v[k].brk &&
                            t->text + t->len >= sh->in.v[k].end);
  }
  free(cuts);
}

static void *keep(struct arena *a, void *v, size_t n, size_t size)
{
  void *to = arena_array(a, n + 1, size);
  if (n)
    memcpy(to, v, n * size);
  free(v);
  return to;
}

/* The text may outlive the document: a paragraph that was only put together
 * for it. One address stays one pointer, by which links are told apart. */
static void keep_links(struct shaper *sh)
{
  const char *was = NULL, *kept = NULL;
  for (size_t i = 0; i < sh->in.n; i++) {
    struct span *sp = &sh->in.v[i];
    if (sp->href && sp->href != was)
      kept = arena_copy(sh->arena, was = sp->href);
    if (sp->href)
      sp->href = kept;
  }
}

static struct text *finish(struct shaper *sh, const struct style *st,
                           const char *at)
{
  struct arena *a = sh->arena;
  struct text *t = arena_get(a, sizeof *t);
  keep_links(sh);
  add_tokens(sh);
  *t = (struct text){.len = sh->in.s.n,
                     .n = sh->n,
                     .nglyphs = sh->nglyphs,
                     .style = st,
                     .fonts = sh->fonts,
                     .stretch = 1000,
                     .sense = arena_get(a, sizeof *t->sense)};
  t->sense->arena = a;
  t->s = arena_copy_n(a, sh->in.s.s ? sh->in.s.s : "", sh->in.s.n);
  t->atoms = keep(a, sh->atoms, sh->n, sizeof *sh->atoms);
  t->glyphs = keep(a, sh->glyphs, sh->nglyphs, sizeof *sh->glyphs);
  t->sums = arena_array(a, sh->n + 1, sizeof *t->sums);
  t->at = at ? arena_copy(a, at) : NULL;
  space_text(t);
  hb_buffer_destroy(sh->hb);
  spans_free(&sh->in);
  return t;
}

/* The story, so that a missing character is named once in each. */
static struct place story_place(const xmlNode *n)
{
  const xmlNode *p = n;
  for (int depth = 0; p && depth < ABOVE; p = p->parent, depth++)
    if (node_is(p, "article") || node_is(p, "filler"))
      return node_place(p);
  return node_place(n);
}

struct text *text_shape(struct arena *a, struct styles *styles,
                        struct fonts *fonts, const xmlNode *n)
{
  struct shaper sh = {.arena = a, .fonts = fonts, .hb = hb_buffer_create()};
  sh.place = story_place(n);
  spans_read(&sh.in, styles, n);
  return finish(&sh, style_of(styles, n), node_attr(n, "at"));
}

struct text *text_shape_string(struct arena *a, struct fonts *fonts,
                               const char *s, const struct style *style,
                               struct place at)
{
  struct shaper sh = {
      .arena = a, .fonts = fonts, .place = at, .hb = hb_buffer_create()};
  spans_add(&sh.in, s, style, NULL);
  return finish(&sh, style, NULL);
}

static mpt part(mpt v, int thousandths)
{
  return (mpt)((int64_t)v * thousandths / 1000);
}

void text_stretch(struct text *t, int k)
{
  for (size_t i = 0; i < t->n; i++) {
    struct atom *a = &t->atoms[i];
    mpt *all[] = {&a->width, &a->left, &a->right, &a->start,    &a->end,
                  &a->give,  &a->grow, &a->gap,   &a->gap_give, &a->gap_grow,
                  &a->hyphen};
    for (size_t j = 0; j < sizeof all / sizeof *all; j++)
      *all[j] = part(*all[j], k);
  }
  for (size_t i = 0; i < t->nglyphs; i++)
    t->glyphs[i].dx = part(t->glyphs[i].dx, k);
  t->stretch = part(t->stretch, k);
  space_sum(t);
}
