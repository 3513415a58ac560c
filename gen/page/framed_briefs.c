#include <stdlib.h>

#include "base/mem.h"
#include "page/framed_in.h"
#include "page/line.h"
#include "page/shape.h"
#include "tree/node.h"

/* Briefs in one frame: a heading, then one item after the other, parted by
 * thin rules. An item stays whole; with several columns in the frame they
 * follow each other there. */

/* The heading is content of a Chinese newspaper, not a message. */
static const char word[] = "简讯";

enum {
  HEADING = 2,  /* lines … */
  GAP = 1,      /* … and those between two items */
  GROWS = 2,    /* a gap by so many lines at the most */
  UNEVEN = 30   /* per cent of all columns together that may stay empty */
};

struct brief {
  struct flow *head, *body;
  int lines, column, line; /* line: from the top of the first item */
};

struct point {
  mpt x, y;
};

struct briefs_set {
  struct brief v[FRAMED_ITEMS];
  int n;
  struct box_grid grid;
  int lines, used; /* of the deepest column; of all columns */
};

static int rows(const struct flow *f)
{
  return flow_height(f, 0, f->nrows);
}

/* Puts the items into columns of at most LINES, in order; false when they do
 * not fit. */
static bool fill(struct briefs_set *s, int lines)
{
  int column = 0, line = 0;
  for (int i = 0; i < s->n; i++) {
    struct brief *it = &s->v[i];
    if (line && line + GAP + it->lines > lines) {
      column++;
      line = 0;
    }
    if (column >= s->grid.columns || it->lines > lines)
      return false;
    it->column = column;
    it->line = line ? line + GAP : 0;
    line = it->line + it->lines;
  }
  return column == s->grid.columns - 1;
}

static void measure(struct layout *l, struct framed *f, struct briefs_set *s)
{
  int least = 0;
  for (int i = 0; i < f->n; i++) {
    struct brief *it = &s->v[s->n++];
    it->head = flow_head(l, f->v[i]->node, s->grid.measure);
    it->body = flow_story(l, f->v[i]->node, s->grid.measure);
    it->lines = rows(it->head) + rows(it->body);
    least = it->lines > least ? it->lines : least;
    s->used += it->lines + GAP;
  }
  s->used -= s->grid.columns * GAP;
  for (s->lines = least; s->lines <= s->used; s->lines++)
    if (fill(s, s->lines))
      return;
  s->lines = 0;
}

static struct briefs_set *set_at(struct layout *l, struct framed *f,
                                 int columns)
{
  struct briefs_set *s = f->briefs[columns];
  if (s)
    return s;
  s = f->briefs[columns] = mem_new(sizeof *s);
  s->grid = box_grid(l, framed_inner(l, f, columns), f->n);
  measure(l, f, s);
  return s;
}

void framed_briefs_free(struct briefs_set *s)
{
  for (int i = 0; s && i < s->n; i++) {
    flow_free(s->v[i].head);
    flow_free(s->v[i].body);
  }
  free(s);
}

/* The gaps in column C. */
static int gaps(const struct briefs_set *s, int c)
{
  int n = -1;
  for (int i = 0; i < s->n; i++)
    n += s->v[i].column == c;
  return n;
}

struct framed_size framed_briefs_size(struct layout *l, struct framed *f,
                                      int columns)
{
  const struct briefs_set *s = set_at(l, f, columns);
  int empty = s->lines * s->grid.columns - s->used;
  if (!s->lines || empty * 100 > s->lines * s->grid.columns * UNEVEN)
    return (struct framed_size){0};
  int least = HEADING + s->lines + framed_padding(l, f);
  int air = least / 3, most = GROWS + 1;
  for (int c = 0; c < s->grid.columns; c++)
    most = gaps(s, c) + GROWS > most ? gaps(s, c) + GROWS : most;
  air = air < most ? air : most;
  return (struct framed_size){least, least + (air < 3 ? 3 : air), empty};
}

/* --- places --------------------------------------------------------------- */

/* Where the air goes: above the first items and below the last, and between
 * those of a column. */
struct air {
  mpt above, gap[BLOCK_COLUMNS];
};

static int depth(const struct briefs_set *s, int c)
{
  int n = 0;
  for (int i = 0; i < s->n; i++)
    if (s->v[i].column == c)
      n = s->v[i].line + s->v[i].lines;
  return n;
}

static struct air spread(const struct layout *l, const struct framed *f,
                         const struct briefs_set *s, struct rect at)
{
  mpt rlh = l->page->rlh;
  mpt spare =
      at.h - (HEADING + s->lines + framed_padding(l, f)) * rlh;
  int most = 0;
  struct air a = {0};
  for (int c = 0; c < s->grid.columns; c++)
    most = gaps(s, c) > most ? gaps(s, c) : most;
  spare = spare < 0 ? 0 : spare;
  a.above = spare / (most + 2);
  for (int c = 0; c < s->grid.columns; c++) {
    int n = gaps(s, c);
    mpt left = spare - 2 * a.above + (s->lines - depth(s, c)) * rlh;
    a.gap[c] = n > 0 ? left / n : 0;
    a.gap[c] = a.gap[c] > GROWS * rlh ? GROWS * rlh : a.gap[c];
  }
  return a;
}

/* Top of item I, from the top of the frame's lines. */
static mpt top_of(const struct layout *l, const struct framed *f,
                  const struct briefs_set *s, const struct air *a, int i)
{
  const struct brief *it = &s->v[i];
  int before = 0;
  for (int k = 0; k < i; k++)
    before += s->v[k].column == it->column;
  return f->style->padding[SIDE_TOP] + a->above +
         (HEADING + it->line) * l->page->rlh + before * a->gap[it->column];
}

static bool is_first(const struct briefs_set *s, int i)
{
  return i == 0 || s->v[i - 1].column != s->v[i].column;
}

/* The middle of the gap above item I; of a column's first the frame's top. */
static mpt edge(const struct layout *l, const struct framed *f,
                const struct briefs_set *s, const struct air *a, int i)
{
  return is_first(s, i) ? 0
                        : top_of(l, f, s, a, i) -
                              (GAP * l->page->rlh + a->gap[s->v[i].column]) / 2;
}

struct rect framed_briefs_zone(struct layout *l, struct framed *f, int columns,
                               struct rect at, int i)
{
  const struct briefs_set *s = set_at(l, f, columns);
  struct air a = spread(l, f, s, at);
  int c = s->v[i].column;
  mpt inset = f->style->padding[SIDE_LEFT];
  mpt step = s->grid.measure + s->grid.gap;
  mpt left = c ? inset + c * step - s->grid.gap / 2 : 0;
  mpt right = c + 1 < s->grid.columns
                  ? inset + (c + 1) * step - s->grid.gap / 2
                  : at.w;
  mpt top = edge(l, f, s, &a, i);
  mpt foot = i + 1 < s->n && !is_first(s, i + 1) ? edge(l, f, s, &a, i + 1)
                                                 : at.h;
  return (struct rect){at.x + left, at.y + top, right - left, foot - top};
}

/* --- drawing -------------------------------------------------------------- */

static void draw_heading(struct layout *l, struct sheet *sheet,
                         const struct framed *f, mpt inner, struct rect at)
{
  const struct style *st = style_named(l->styles, NULL, "briefs", "heading");
  const struct text *t =
      text_shape_string(l->arena, l->fonts, word, st, node_place(f->node));
  struct setting set = {.measure = inner};
  struct lines lines = lines_break(l->arena, t, &set);
  mpt x = at.x + f->style->padding[SIDE_LEFT];
  mpt y = at.y + f->style->padding[SIDE_TOP] / 2, h = HEADING * l->page->rlh;
  if (lines.n)
    line_set(&(struct line_to){l->sheets, sheet, x,
                               y + line_baseline(l->fonts, st, h)},
             t, &lines.v[0], &set);
  if (st->border[SIDE_BOTTOM])
    layout_rule(l, sheet, (struct rect){x, y + h, inner, 0},
                st->border[SIDE_BOTTOM], st->border_ink[SIDE_BOTTOM]);
}

static void draw_brief(struct layout *l, struct sheet *sheet,
                       const struct story *story, const struct brief *it,
                       struct point at)
{
  sheet_group(l->sheets, sheet, ROLE_ARTICLE, story->id);
  sheet->items[sheet->n - 1].u.group.at = node_attr(story->node, "at");
  sheet_group(l->sheets, sheet, ROLE_BOX, "");
  framed_rows(l, sheet, it->head, at.x, at.y);
  framed_rows(l, sheet, it->body, at.x,
              at.y + rows(it->head) * l->page->rlh);
  sheet_end(l->sheets, sheet);
  sheet_end(l->sheets, sheet);
}

void framed_briefs_draw(struct layout *l, struct sheet *sheet,
                        struct framed *f, int columns, struct rect at)
{
  const struct briefs_set *s = set_at(l, f, columns);
  const struct style *st = style_named(l->styles, NULL, "briefs", "rule");
  struct air a = spread(l, f, s, at);
  mpt left = at.x + f->style->padding[SIDE_LEFT];
  mpt step = s->grid.measure + s->grid.gap;
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "frame");
  box_frame(l, sheet, f->style, at);
  draw_heading(l, sheet, f, framed_inner(l, f, columns), at);
  for (int i = 0; i < s->n; i++)
    if (!is_first(s, i) && st->border[SIDE_TOP])
      layout_rule(l, sheet,
                  (struct rect){left + s->v[i].column * step,
                                at.y + edge(l, f, s, &a, i), s->grid.measure,
                                0},
                  st->border[SIDE_TOP], st->border_ink[SIDE_TOP]);
  sheet_end(l->sheets, sheet);
  for (int i = 0; i < s->n; i++)
    draw_brief(l, sheet, f->v[i], &s->v[i],
               (struct point){left + s->v[i].column * step,
                              at.y + top_of(l, f, s, &a, i)});
}
