#include "page/turn.h"

#include <stdlib.h>
#include <string.h>


#include "asset/font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/space.h"

enum {
  MOST_ACROSS = 3,    /* characters side by side in one em */
  MOST_STACK = 4,     /* capitals one below the other */
  LEAST_ACROSS = 540, /* narrower than this they are turned instead */
  LEFT_THIRD = 350,   /* of a box */
  NO_GLYPH = 0
};

struct turner {
  struct fonts *fonts;
  struct text *t;
  struct pose *poses;
  mpt middle; /* of a Han character above the baseline */
};

static uint32_t rune_of(const struct text *t, const struct atom *a)
{
  const char *p = t->s + a->text, *end = p + a->len;
  uint32_t r = 0;
  while (p < end && class_is_ignorable(r = utf8_next(&p, end)))
    ;
  return r;
}

static mpt scaled(const struct atom *a, int thousandths)
{
  return (mpt)((int64_t)a->style->size * thousandths / 1000);
}

static struct atom_glyph *glyphs(const struct turner *tu, const struct atom *a)
{
  return tu->t->glyphs + a->glyph;
}

/* ---- glyphs ---- */

/* The vertical form of RUNE, or NO_GLYPH. */
static uint32_t vert(const struct turner *tu, int face, uint32_t rune)
{
  uint32_t glyph = fonts_vertical(tu->fonts, face, rune);
  return glyph ? glyph : NO_GLYPH;
}

/* “” stand as ﹃﹄, ‘’ as ﹁﹂. */
static uint32_t corner_of(uint32_t rune)
{
  switch (rune) {
  case 0x201C:
    return 0x300E;
  case 0x201D:
    return 0x300F;
  case 0x2018:
    return 0x300C;
  case 0x2019:
    return 0x300D;
  default:
    return rune;
  }
}

static uint32_t vertical_glyph(const struct turner *tu, int face, uint32_t rune)
{
  uint32_t corner = corner_of(rune);
  uint32_t id =
      fonts_glyph(tu->fonts, face, corner) ? vert(tu, face, corner) : NO_GLYPH;
  return id || corner == rune ? id : vert(tu, face, rune);
}

/* A glyph I of A with its middle in the column's, TOP below the box's top. */
static void stand(struct turner *tu, const struct atom *a, uint32_t i, mpt top)
{
  struct atom_glyph *g = &glyphs(tu, a)[i];
  int advance = fonts_advance(tu->fonts, g->face, g->id);
  g->dx = -scaled(a, advance) / 2;
  g->dy += top + a->style->size / 2 + tu->middle;
}

/* ---- atoms ---- */

static void set_pose(struct turner *tu, size_t k, enum pose_kind kind,
                     int stretch)
{
  tu->poses[k] = (struct pose){(uint8_t)kind, (int16_t)stretch};
}

static void turn(struct turner *tu, size_t k, mpt from_middle)
{
  const struct atom *a = &tu->t->atoms[k];
  set_pose(tu, k, POSE_TURNED, 1000);
  for (uint32_t i = 0; i < a->nglyph; i++)
    glyphs(tu, a)[i].dy += from_middle;
}

/* One glyph in a box of its own width, which is kept. */
static void stand_as_is(struct turner *tu, size_t k)
{
  const struct atom *a = &tu->t->atoms[k];
  set_pose(tu, k, POSE_UPRIGHT, 1000);
  for (uint32_t i = 0; i < a->nglyph; i++) {
    glyphs(tu, a)[i].dx -= a->width / 2;
    glyphs(tu, a)[i].dy += a->width / 2 + tu->middle;
  }
}

/* ——, ……, ～ and –: turned about the middle of their own ink, which a Latin
 * dash has lower than a Han character. */
static void turn_rule(struct turner *tu, size_t k)
{
  const struct atom *a = &tu->t->atoms[k];
  const struct atom_glyph *g = glyphs(tu, a);
  int box[4];
  mpt from = tu->middle;
  if (a->nglyph && fonts_extents(tu->fonts, g->face, g->id, box))
    from = scaled(a, (box[1] + box[3]) / 2);
  turn(tu, k, from);
}

/* Does the glyph of A stand in the left of its box, as points of simplified
 * faces do? Those of traditional ones stand in the middle either way. */
static bool stands_left(const struct turner *tu, const struct atom *a)
{
  const struct atom_glyph *g = glyphs(tu, a);
  int box[4];
  return a->nglyph && fonts_extents(tu->fonts, g->face, g->id, box) &&
         (box[0] + box[2]) / 2 < LEFT_THIRD;
}

/* A face without vertical forms: brackets turn, points move from the lower
 * left to the upper right. */
static void stand_without_form(struct turner *tu, size_t k)
{
  const struct atom *a = &tu->t->atoms[k];
  if (a->class == CLASS_OPEN || a->class == CLASS_CLOSE) {
    turn(tu, k, tu->middle);
    return;
  }
  stand_as_is(tu, k);
  uint32_t r = rune_of(tu->t, a);
  bool point = r == 0x3001 || r == 0x3002 || r == 0xFF0C || r == 0xFF0E;
  if (!point || !stands_left(tu, a))
    return;
  glyphs(tu, a)->dx += a->style->size * 55 / 100;
  glyphs(tu, a)->dy -= a->style->size * 55 / 100;
}

static void stand_mark(struct turner *tu, size_t k)
{
  const struct atom *a = &tu->t->atoms[k];
  struct atom_glyph *g = glyphs(tu, a);
  uint32_t id =
      a->nglyph ? vertical_glyph(tu, g->face, rune_of(tu->t, a)) : NO_GLYPH;
  if (!id) {
    stand_without_form(tu, k);
    return;
  }
  g->id = id;
  set_pose(tu, k, POSE_UPRIGHT, 1000);
  stand(tu, a, 0, 0);
}

static void stand_han(struct turner *tu, size_t k)
{
  struct atom *a = &tu->t->atoms[k];
  struct atom_glyph *g = glyphs(tu, a);
  uint32_t r = rune_of(tu->t, a), id = NO_GLYPH;
  set_pose(tu, k, POSE_UPRIGHT, 1000);
  if (a->nglyph && !rune_is_han(r))
    id = vert(tu, g->face, r);
  if (id)
    g->id = id;
  a->width = a->style->size;
  for (uint32_t i = 0; i < a->nglyph; i++)
    stand(tu, a, i, 0);
}

/* ---- words ---- */

struct counts {
  int all, digits, capitals;
};

static struct counts count(const struct text *t, const struct atom *a)
{
  const char *p = t->s + a->text, *end = p + a->len;
  struct counts c = {0};
  while (p < end) {
    uint32_t r = utf8_next(&p, end);
    c.all++;
    c.digits += (r >= '0' && r <= '9') || (r == '%' && c.all > 1);
    c.capitals += r >= 'A' && r <= 'Z';
  }
  return c;
}

static void stand_across(struct turner *tu, size_t k)
{
  struct atom *a = &tu->t->atoms[k];
  mpt em = a->style->size, wide = a->width > 0 ? a->width : 1;
  int fit = wide <= em ? 1000 : (int)((int64_t)em * 1000 / wide);
  if (fit < LEAST_ACROSS) {
    turn(tu, k, tu->middle);
    return;
  }
  set_pose(tu, k, POSE_ACROSS, fit);
  mpt left = (mpt)((int64_t)wide * fit / 2000);
  for (uint32_t i = 0; i < a->nglyph; i++) {
    struct atom_glyph *g = &glyphs(tu, a)[i];
    g->dx = (mpt)((int64_t)g->dx * fit / 1000) - left;
    g->dy += em / 2 + tu->middle;
  }
  a->width = em;
  a->class = CLASS_HAN; /* no gap beside it */
}

static void stand_stacked(struct turner *tu, size_t k)
{
  struct atom *a = &tu->t->atoms[k];
  mpt em = a->style->size;
  set_pose(tu, k, POSE_UPRIGHT, 1000);
  for (uint32_t i = 0; i < a->nglyph; i++)
    stand(tu, a, i, (mpt)i * em);
  a->width = (mpt)a->nglyph * em;
  a->class = CLASS_HAN;
}

static void stand_word(struct turner *tu, size_t k)
{
  const struct atom *a = &tu->t->atoms[k];
  struct counts c = count(tu->t, a);
  bool piece = a->tight || (k && tu->t->atoms[k - 1].tight);
  bool figure = c.digits == c.all && c.all <= MOST_ACROSS;
  bool mixed = c.all == 2 && c.digits == 1 && c.capitals == 1; /* 5G */
  if (!piece && (figure || mixed || c.all == 1))
    stand_across(tu, k);
  else if (!piece && c.capitals == c.all && c.all <= MOST_STACK &&
           a->nglyph == (uint32_t)c.all)
    stand_stacked(tu, k);
  else
    turn(tu, k, tu->middle);
}

static void stand_atom(struct turner *tu, size_t k)
{
  struct atom *a = &tu->t->atoms[k];
  switch ((enum mark_class)a->class) {
  case CLASS_HAN:
    stand_han(tu, k);
    break;
  case CLASS_WORD:
    if (a->missing)
      stand_han(tu, k);
    else
      stand_word(tu, k);
    break;
  case CLASS_DASH:
  case CLASS_ELLIPSIS:
  case CLASS_JOIN:
    turn_rule(tu, k);
    break;
  case CLASS_POINT:
  case CLASS_SPACE:
    stand_as_is(tu, k);
    break;
  case CLASS_SOLIDUS:
    stand_han(tu, k);
    break;
  default:
    stand_mark(tu, k);
  }
}

/* ---- spacing ---- */

/* ：；？！ are not squeezed on end. */
static bool is_rigid(uint32_t r)
{
  return r == 0xFF01 || r == 0xFF1A || r == 0xFF1B || r == 0xFF1F;
}

/* Widths of spaces were settled in the line, with words as words. */
static void respace(struct text *t)
{
  mpt *spaces = mem_array(t->n + 1, sizeof *spaces);
  for (size_t i = 0; i < t->n; i++)
    spaces[i] = t->atoms[i].width;
  space_text(t);
  for (size_t i = 0; i < t->n; i++) {
    struct atom *a = &t->atoms[i];
    if (a->class == CLASS_SPACE)
      a->width = spaces[i];
    if (is_rigid(rune_of(t, a)))
      a->left = a->right = a->start = a->end = a->give = 0;
  }
  space_sum(t);
  free(spaces);
}

struct pose *turn_text(struct arena *a, struct fonts *f, struct text *t)
{
  struct turner tu = {.fonts = f, .t = t};
  tu.middle = line_baseline(f, t->style, 0);
  tu.poses = arena_array(a, t->n + 1, sizeof *tu.poses);
  for (size_t k = 0; k < t->n; k++)
    stand_atom(&tu, k);
  respace(t);
  return tu.poses;
}

/* ---- setting ---- */

struct column {
  struct sheets *s;
  struct sheet *sheet;
  const struct text *t;
  mpt x, y;             /* its middle, its top */
  struct glyph *glyphs; /* of the run at hand */
  size_t n;
  struct run run;
  uint32_t from, to; /* its bytes */
};

static void flush(struct column *c)
{
  if (!c->n)
    return;
  struct arena *a = c->s->arena;
  struct glyph *g = arena_array(a, c->n, sizeof *g);
  memcpy(g, c->glyphs, c->n * sizeof *g);
  c->run.text = arena_copy_n(a, c->t->s + c->from, c->to - c->from);
  c->run.text_len = c->to - c->from;
  c->run.glyphs = g;
  c->run.n = c->n;
  sheet_item(c->s, c->sheet, ITEM_RUN)->u.run = c->run;
  c->n = 0;
}

/* G of A where it stands on the page, TOP being the box's. */
static void put_glyph(struct column *c, const struct atom *a,
                      const struct pose *p, const struct atom_glyph *g, mpt top)
{
  bool turned = p->kind == POSE_TURNED;
  mpt x = turned ? c->x - g->dy : c->x + g->dx;
  mpt y = c->y + top + (turned ? g->dx : g->dy);
  struct run *r = &c->run;
  if (c->n &&
      (r->face != g->face || r->turned != turned || r->stretch != p->stretch))
    flush(c);
  if (!c->n) {
    *r = (struct run){.face = g->face,
                      .size = a->style->size,
                      .stretch = p->stretch,
                      .turned = turned,
                      .ink = a->style->ink,
                      .x = x,
                      .y = y};
    c->from = g->text;
  }
  c->glyphs[c->n++] = (struct glyph){.id = g->id,
                                     .x = turned ? y - r->y : x - r->x,
                                     .y = turned ? r->x - x : y - r->y,
                                     .text = g->text - c->from,
                                     .len = g->len};
  c->to = g->text + g->len;
}

/* A missing character: a frame, and its text on a glyph without ink. */
static void put_missing(struct column *c, const struct atom *a, mpt top)
{
  mpt em = a->style->size, line = em / 16;
  if (a->style->nfaces) {
    struct atom_glyph g = {.text = a->text, .len = a->len};
    g.face = (int16_t)a->style->faces[0];
    g.id = fonts_glyph(c->s->fonts, g.face, ' ');
    put_glyph(c, a, &(struct pose){POSE_UPRIGHT, 1000}, &g, top + em);
  }
  flush(c);
  sheet_item(c->s, c->sheet, ITEM_RECT)->u.rect =
      (struct area){.at = {c->x - em / 2 + line, c->y + top + line,
                           em - 2 * line, em - 2 * line},
                    .stroked = true,
                    .stroke = a->style->ink,
                    .width = line};
}

static size_t count_glyphs(const struct text *t, const struct line *l)
{
  size_t n = 0;
  for (uint32_t k = l->first; k < l->end; k++)
    n += t->atoms[k].nglyph + t->atoms[k].missing;
  return n;
}

void turn_set(struct sheets *s, struct sheet *sheet, const struct turned *t,
              const struct line *line, const mpt at[2])
{
  const struct text *text = t->text;
  struct column c = {.s = s, .sheet = sheet, .t = text, .x = at[0], .y = at[1]};
  struct setting set = {.measure = line->width};
  mpt *origin = mem_array(line->end - line->first + 1, sizeof *origin);
  c.glyphs = mem_array(count_glyphs(text, line) + 1, sizeof *c.glyphs);
  line_place(text, line, &set, origin);
  for (uint32_t k = line->first; k < line->end; k++) {
    const struct atom *a = &text->atoms[k];
    mpt top = origin[k - line->first];
    if (a->missing)
      put_missing(&c, a, top);
    for (uint32_t i = 0; i < a->nglyph; i++)
      put_glyph(&c, a, &t->poses[k], &text->glyphs[a->glyph + i], top);
  }
  flush(&c);
  free(origin);
  free(c.glyphs);
}
