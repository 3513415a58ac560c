#include "draw/pressmarks.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "draw/pdfcontent.h"
#include "draw/pdfobj.h"
#include "draw/press.h"
#include "draw/sheet.h"

#define AWAY   MM(3)   /* from the bleed to a mark */
#define LENGTH MM(5)   /* of a crop mark */
#define EDGE   MM(2)   /* beyond the marks */
#define RADIUS MM(1.5) /* of a registration mark */
#define INSET  MM(12)  /* from the corner to the slug */

enum {
  WIDTH = 250,  /* of a mark's lines, mpt */
  SIZE = 7000,  /* of the slug's type, mpt */
  ROUND = 5523, /* 1/10000 of the radius: how far a quarter's handles reach */
  KEY = 12      /* digits of the key that are printed */
};

mpt pressmarks_margin(mpt bleed)
{
  return bleed + AWAY + LENGTH + EDGE;
}

/* --- marks -------------------------------------------------------------- */

static void line(struct content *c, mpt x, mpt y, mpt dx, mpt dy)
{
  const struct rule rule = {
      x, y, x + dx, y + dy, WIDTH,
      {.is_mixed = true, .mix = {1000, 1000, 1000, 1000}}};
  content_rule(c, &rule);
}

/* The corner at X, Y of a page that lies towards RIGHT and DOWN (1 or -1). */
static void corner(struct content *c, const mpt at[2], const int to[2],
                   mpt bleed)
{
  mpt away = bleed + AWAY;
  line(c, at[0] - to[0] * away, at[1], -to[0] * LENGTH, 0);
  line(c, at[0], at[1] - to[1] * away, 0, -to[1] * LENGTH);
}

/* A quarter of a circle round X, Y, from the unit vector U to V. */
static void quarter(struct content *c, const mpt at[2], const int u[2],
                    const int v[2])
{
  const mpt r = RADIUS, k = (mpt)((int64_t)r * ROUND / 10000);
  content_point(c, at[0] + u[0] * r + v[0] * k, at[1] + u[1] * r + v[1] * k);
  content_point(c, at[0] + v[0] * r + u[0] * k, at[1] + v[1] * r + u[1] * k);
  content_point(c, at[0] + v[0] * r, at[1] + v[1] * r);
  buf_puts(&c->b, "c\n");
}

static void target(struct content *c, mpt x, mpt y)
{
  static const int turn[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
  const mpt at[2] = {x, y}, arm = LENGTH / 2;
  line(c, x - arm, y, LENGTH, 0);
  line(c, x, y - arm, 0, LENGTH);
  content_point(c, x + RADIUS, y);
  buf_puts(&c->b, "m\n");
  for (int i = 0; i < 4; i++)
    quarter(c, at, turn[i], turn[i + 1]);
  buf_puts(&c->b, "S\n");
}

void pressmarks_draw(struct content *c, const struct sheet *sheet, mpt bleed)
{
  mpt away = bleed + AWAY + LENGTH / 2;
  for (int i = 0; i < 4; i++) {
    const mpt at[2] = {i & 1 ? sheet->w : 0, i & 2 ? sheet->h : 0};
    const int to[2] = {i & 1 ? -1 : 1, i & 2 ? -1 : 1};
    corner(c, at, to, bleed);
  }
  target(c, sheet->w / 2, -away);
  target(c, sheet->w / 2, sheet->h + away);
  target(c, -away, sheet->h / 2);
  target(c, sheet->w + away, sheet->h / 2);
}

/* --- the slug ----------------------------------------------------------- */

/* The first face of the sheets: that of the paper's name. */
static int face_of(const struct sheets *s)
{
  for (size_t k = 0; k < s->n; k++)
    for (size_t i = 0; i < s->v[k].n; i++)
      if (s->v[k].items[i].kind == ITEM_RUN)
        return s->v[k].items[i].u.run.face;
  return -1;
}

static char *words(const struct sheets *s, const struct sheet *sheet,
                   const struct press_job *job)
{
  struct buf b = BUF_INIT;
  const char *title = s->title && *s->title ? s->title : job->paper;
  buf_printf(&b, "%s  %s-%s  第%d版", title, job->paper, job->date,
             sheet->number);
  if (job->key)
    buf_printf(&b, "  %.*s", KEY, job->key);
  return buf_take(&b);
}

/* Glyphs in a row, without shaping: a slug is for reading, not for looks. */
static void set(struct run *run, struct fonts *fonts, struct glyph *v)
{
  const char *at = run->text, *end = run->text + run->text_len;
  int64_t x = 0;
  for (uint32_t rune; (rune = utf8_next(&at, end)) != 0; run->n++) {
    struct glyph *g = &v[run->n];
    g->id = fonts_glyph(fonts, run->face, rune);
    g->x = (mpt)(x * run->size / 1000);
    g->text = run->n ? g[-1].text + g[-1].len : 0;
    g->len = (uint32_t)(at - run->text) - g->text;
    x += fonts_advance(fonts, run->face, g->id);
  }
  run->glyphs = v;
}

const struct run *pressmarks_slug(struct arena *a, const struct sheets *s,
                                  const struct sheet *sheet,
                                  const struct press_job *job)
{
  int face = face_of(s);
  if (face < 0)
    return NULL;
  char *text = words(s, sheet, job);
  struct run *run = arena_get(a, sizeof *run);
  *run = (struct run){.face = face, .size = SIZE, .stretch = 1000};
  run->text = arena_copy(a, text);
  run->text_len = strlen(text);
  run->x = INSET;
  run->y = sheet->h + job->bleed + AWAY + SIZE;
  set(run, s->fonts, arena_array(a, run->text_len + 1, sizeof(struct glyph)));
  free(text);
  return run;
}
