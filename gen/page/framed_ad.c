#include <stdlib.h>

#include "base/mem.h"
#include "page/figure.h"
#include "page/framed_in.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/solid.h"
#include "tree/node.h"

/* An advertisement has the size that its editor gives it. The picture is shown
 * whole, as large as the text lets it: above that, or at its left where the
 * frame is flat. The label stands in the padding at the upper right. */

enum {
  FLAT = 16,        /* tenths: a frame wider than high by so much */
  LEAST_PICTURE = 3 /* lines */
};

struct ad_set {
  struct flow *flow;
  const struct solid *picture; /* or NULL */
  int text;                    /* lines without the picture */
  mpt measure, side;           /* of the text; of a picture at its left, or 0 */
};

static const struct solid *find_picture(const struct flow *flow)
{
  for (size_t i = 0; i < flow->npieces; i++)
    if (flow->pieces[i].solid && flow->pieces[i].solid->figure)
      return flow->pieces[i].solid;
  return NULL;
}

static bool is_picture(const struct ad_set *s, const struct row *row)
{
  return s->picture && s->flow->pieces[row->piece].solid == s->picture &&
         row->kind != ROW_BLANK;
}

static void set_text(struct layout *l, struct framed *f, struct ad_set *s)
{
  s->flow = flow_blocks(l, f->node, s->measure);
  s->picture = find_picture(s->flow);
  s->text = 0;
  for (size_t i = 0; i < s->flow->nrows; i++)
    s->text += !is_picture(s, &s->flow->rows[i]);
}

static mpt inner_height(const struct layout *l, const struct framed *f)
{
  return (f->lines - framed_padding(l, f)) * l->page->rlh;
}

/* Width of the picture when it may be so high. */
static mpt picture_width(const struct ad_set *s, mpt width, mpt height)
{
  mpt h = figure_height(s->picture->figure, width);
  return h <= height || h <= 0 ? width
                               : (mpt)((int64_t)width * height / h);
}

static struct ad_set *set_at(struct layout *l, struct framed *f, int columns)
{
  struct ad_set *s = f->ads[columns];
  if (s)
    return s;
  s = f->ads[columns] = mem_new(sizeof *s);
  mpt inner = framed_inner(l, f, columns), height = inner_height(l, f);
  s->measure = inner;
  set_text(l, f, s);
  if (!s->picture || !s->text || (int64_t)inner * 10 < (int64_t)height * FLAT)
    return s;
  s->side = picture_width(s, inner / 2, height);
  s->measure = inner - s->side - l->page->gap;
  flow_free(s->flow);
  set_text(l, f, s);
  return s;
}

void framed_ad_free(struct ad_set *s)
{
  if (s)
    flow_free(s->flow);
  free(s);
}

/* What it says must be printed: rather too many lines than too few. */
static int needed(const struct layout *l, const struct framed *f,
                  const struct ad_set *s)
{
  int picture = s->picture ? LEAST_PICTURE : 0;
  int lines = s->side && s->text > picture ? s->text : s->text + picture;
  return lines + framed_padding(l, f);
}

struct framed_size framed_ad_size(struct layout *l, struct framed *f,
                                  int columns)
{
  if (columns != f->columns)
    return (struct framed_size){0};
  const struct ad_set *s = set_at(l, f, columns);
  int least = needed(l, f, s);
  if (least > f->lines && l->page->run_on) /* its text is larger, too */
    return (struct framed_size){least, least, 0};
  if (least > f->lines) {
    diag_once(LEVEL_WARN, node_place(f->node),
              _("the advertisement %s needs %d lines and has %d; give it more "
                "lines or columns, or shorten its text"),
              node_attr(f->node, "id"), least, f->lines);
    return (struct framed_size){least, least, 0};
  }
  return (struct framed_size){f->lines, f->lines, 0};
}

/* --- drawing -------------------------------------------------------------- */

static void draw_label(struct layout *l, struct sheet *sheet,
                       const struct framed *f, struct rect at)
{
  const struct style *st = style_named(l->styles, f->node, "label", "ad");
  const char *s = node_attr(f->node, "label");
  const struct text *t = text_shape_string(l->arena, l->fonts, s ? s : "", st,
                                           node_place(f->node));
  mpt w = text_width(t), rlh = l->page->rlh;
  struct setting set = {.measure = w};
  struct lines lines = lines_break(l->arena, t, &set);
  sheet_group(l->sheets, sheet, ROLE_P, "");
  /* As far from the frame's side as from its top. */
  if (lines.n)
    line_set(&(struct line_to){l->sheets, sheet,
                               at.x + at.w - st->size / 2 - w,
                               at.y + rlh / 4 + st->size / 2 +
                                   line_baseline(l->fonts, st, st->size)},
             t, &lines.v[0], &set);
  sheet_end(l->sheets, sheet);
}

/* The picture in the middle of ROOM, whole. */
static void draw_picture(struct layout *l, struct sheet *sheet,
                         const struct ad_set *s, struct rect room)
{
  struct figure *figure = s->picture->figure;
  mpt air = l->page->rlh / 2, w = picture_width(s, room.w, room.h - air);
  mpt h = figure_height(figure, w);
  figure_draw(l, sheet, figure,
              (struct rect){room.x + (room.w - w) / 2,
                            room.y + (room.h - h - air) / 2, w, h + air});
}

/* The text in order, with room of PICTURE where the picture comes. */
static void draw_rows(struct layout *l, struct sheet *sheet,
                      const struct ad_set *s, struct rect at, mpt picture)
{
  struct pen pen = flow_pen(l, sheet, s->flow);
  for (size_t i = 0; i < s->flow->nrows; i++) {
    const struct row *row = &s->flow->rows[i];
    if (!is_picture(s, row)) {
      flow_draw(&pen, row, at.x, at.y);
      at.y += l->page->rlh;
    } else if (row->kind == ROW_LINE && !s->side) {
      flow_lift(&pen);
      draw_picture(l, sheet, s, (struct rect){at.x, at.y, at.w, picture});
      at.y += picture;
    }
  }
  flow_lift(&pen);
}

void framed_ad_draw(struct layout *l, struct sheet *sheet, struct framed *f,
                    int columns, struct rect at)
{
  const struct ad_set *s = set_at(l, f, columns);
  mpt rlh = l->page->rlh, text = s->text * rlh;
  struct rect in = {at.x + f->style->padding[SIDE_LEFT],
                    at.y + f->style->padding[SIDE_TOP],
                    framed_inner(l, f, columns),
                    at.h - framed_padding(l, f) * rlh};
  mpt picture = s->picture && !s->side ? in.h - text : 0;
  draw_label(l, sheet, f, at);
  if (s->picture && s->side) {
    draw_picture(l, sheet, s, (struct rect){in.x, in.y, s->side, in.h});
    in.x += s->side + l->page->gap;
    in.w = s->measure;
  }
  in.y += (in.h - text - picture) / 2;
  draw_rows(l, sheet, s, in, picture);
}
