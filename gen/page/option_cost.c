#include "page/option_cost.h"

#include <stdlib.h>

#include "page/figure.h"
#include "page/head.h"
#include "page/solid.h"
#include "page/style.h"

enum {
  WISH_COST = 160,
  SQUEEZED_COST = 60, /* a table too narrow to be read well … */
  SQUEEZED_LARGE = 400, /* … and in large type, where it would burst */
  NARROW_PICTURE = 8, /* a first picture a column narrower than suits it */
  WIDE_PICTURE = 6,
  TWIN_PICTURES = 9,  /* two of equal size */
  COARSE = 6,         /* of too few dots, which is reported, … */
  COARSER = 40,       /* … and the more the fewer they are */
  CROP_COST = 10,     /* the most that is cropped */
  JUMP_LEAD = 70,
  JUMP_COST = 90,
  JUMP_LATER = 80,    /* a part that is one already */
  RUN_COST = 20,      /* where any story may run on */
  PUSHED = 15,        /* tenths, a line that the later pages have no room for */
  FILLER_COST = 30,
  SIDE_AIR = 1,       /* lines that may stay white beside text, … */
  SIDE_COST = 12,     /* … and what each column line more of them costs */
  DESERT_LINES = 70,  /* of text for an entry point */
  DESERT_DEPTH = 30,  /* of a column without one */
  DEEP = 42
};

int option_width_cost(const struct option_story *s, int columns)
{
  /* by priority, in sixths of the page */
  static const int cost[4][6] = {{250, 120, 38, 3, 0, 4},
                                 {70, 9, 0, 2, 12, 22},
                                 {14, 0, 3, 14, 32, 50},
                                 {2, 3, 20, 50, 80, 90}};
  int all = s->l->page->columns;
  int sixth = (columns * 6 + all / 2) / all;
  sixth = sixth < 1 ? 1 : sixth > 6 ? 6 : sixth;
  enum priority p = s->story->priority;
  if (p == PRIORITY_BRIEF && s->rows > 40)
    p = PRIORITY_NORMAL;
  int c = cost[p][sixth - 1];
  if (p == PRIORITY_NORMAL && s->rows > 90)
    c = c * 3 / 4;
  if (s->story->part > 1)
    c /= 2;
  if (s->story->filler)
    c += FILLER_COST;
  return c;
}

bool option_barred(const struct option_story *s, int columns)
{
  int pin = s->story->columns;
  int all = s->l->page->columns;
  return pin && !s->free && s->story->part == 1 &&
         columns != (pin > all ? all : pin);
}

int option_pinned_span(const struct option_story *s)
{
  if (s->story->picture && !s->free)
    return s->story->picture;
  for (int i = 0; i < s->nfloats; i++)
    if (s->floats[i].figure)
      return s->floats[i].pinned ? s->floats[i].want : 0;
  return 0;
}

int option_wish_cost(const struct option_story *s,
                     const struct headline_form *f)
{
  return !s->wish || headline_form_meets(s->story->node, f) ? 0 : WISH_COST;
}

/* Columns that suit the first picture of a story. */
static int suited(const struct option_story *s, int columns)
{
  static const int by_priority[] = {3, 2, 1, 1};
  int want =
      (by_priority[s->story->priority] * s->l->page->columns + 2) / 6;
  want = want < 1 ? 1 : want;
  return want > columns ? columns : want;
}

static int picture_cost(const struct option_story *s, int span, int columns)
{
  int want = suited(s, columns);
  if (span < want)
    return (want - span) * NARROW_PICTURE;
  int over = span - want - 1; /* one more is free */
  return over > 0 ? over * WIDE_PICTURE : 0;
}

static int coarse_cost(const struct option_story *s,
                       const struct option_float *f, int span)
{
  int dots = figure_dots(f->solid->figure, layout_width(s->l, span));
  if (f->pinned || span == 1 || dots >= FIGURE_DOTS)
    return 0;
  return COARSE + COARSER * (FIGURE_DOTS - dots) / FIGURE_DOTS;
}

int option_float_cost(const struct option_story *s, const struct option *o,
                      int columns)
{
  int cost = 0, first = -1;
  for (int i = 0; i < o->floats; i++) {
    const struct option_float *f = &s->floats[i];
    if (o->spans[i] < f->solid->least)
      cost += s->l->page->run_on ? SQUEEZED_LARGE : SQUEEZED_COST;
    if (!f->figure) {
      cost += o->spans[i] < f->want ? 6 : 0;
      continue;
    }
    cost += coarse_cost(s, f, o->spans[i]);
    if (first < 0)
      cost += picture_cost(s, o->spans[first = i], columns);
    else if (o->spans[i] == o->spans[first])
      cost += TWIN_PICTURES;
  }
  return cost;
}

int option_crop_cost(int lines, int limit)
{
  return limit ? abs(lines) * CROP_COST / abs(limit) : 0;
}

int option_jump_cost(const struct option_story *s)
{
  if (s->must_cut)
    return 0;
  if (s->l->page->run_on)
    return RUN_COST;
  if (s->story->part > 1)
    return JUMP_LATER;
  return s->story->priority == PRIORITY_LEAD ? JUMP_LEAD : JUMP_COST;
}

/* 45 ln(a/b) for a > b, near enough: 2(x - 1)/(x + 1). */
static int excess(int64_t a, int64_t b)
{
  return a > b ? (int)(90 * (a - b) / (a + b)) : 0;
}

/* Towers and stripes. */
static int shape_cost(const struct option_story *s,
                      const struct option_shape *shape)
{
  int64_t h = (int64_t)shape->lines * s->l->page->rlh * 100;
  int64_t w = layout_width(s->l, shape->columns);
  int high = shape->columns == 1 ? 320 : shape->columns == 2 ? 190 : 145;
  int flat = s->story->priority == PRIORITY_BRIEF ? 12 : 26;
  return excess(h, w * high) + excess(w * flat, h);
}

/* Text without anything that lets the reader in. */
static int desert_cost(const struct option_story *s, const struct option *o,
                       const struct option_shape *shape)
{
  int entries = 1 + s->entries + 2 * o->floats, cost = 0;
  int lines = shape->room / entries - DESERT_LINES;
  if (lines > 0) {
    cost += lines / 4;
    if (shape->depth > DESERT_DEPTH)
      cost += (shape->depth - DESERT_DEPTH) * 4 / 5;
  }
  if (shape->depth > DEEP)
    cost += (shape->depth - DEEP) * 6 / 5;
  return cost;
}

static int picture_share(const struct option_story *s, const struct option *o,
                         const struct option_shape *shape)
{
  int slots = 0;
  for (int i = 0; i < o->floats; i++)
    if (s->floats[i].figure)
      slots += o->spans[i] * (s->floats[i].lines[o->spans[i]] + o->crop);
  int per_cent = 100 * slots / (shape->columns * shape->lines);
  return per_cent > 60 && s->rows ? (per_cent - 60) * 3 / 2 : 0;
}

/* A headline with its columns to itself, in the middle of much white. */
static int side_cost(const struct option *o, const struct option_shape *shape)
{
  int white = shape->lines - o->form->lines;
  return white > SIDE_AIR ? (white - SIDE_AIR) * o->form->columns * SIDE_COST
                          : 0;
}

int option_cost(const struct option_story *s, const struct option *o,
                const struct option_shape *shape)
{
  int cost = shape_cost(s, shape) + desert_cost(s, o, shape) +
             picture_share(s, o, shape);
  if (shape->over > s->plus)
    cost += shape->over - s->plus;
  if (shape->over < -s->minus)
    cost += -s->minus - shape->over;
  if (o->form && o->form->side)
    cost += side_cost(o, shape);
  if (s->story->filler)
    cost += shape->columns * shape->lines / 4;
  if (o->cut && shape->room < s->target)
    cost += (s->target - shape->room) * PUSHED / 10;
  return cost;
}
