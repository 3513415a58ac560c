#include "page/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/head.h"
#include "page/solid.h"
#include "tree/node.h"

enum {
  LEAST_COLUMN = 3,  /* lines of text under or over a float */
  LEAST_CUT = 5,     /* lines that stay, and that go on, at a jump */
  MOST_AIR = 2,      /* blank lines that a headline may get */
  GROWTH = 6         /* a picture grows by a sixth at most */
};

/* Lines that floats take at the head and foot of each column. */
struct frame {
  int top[BLOCK_COLUMNS], bottom[BLOCK_COLUMNS];
};

static bool is_figure(const struct solid *s)
{
  return node_is(s->node, "figure");
}

/* Columns for a float in a block of W: the first picture of a big story takes
 * half of them, others what suits them. */
static int float_span(const struct block *b, const struct solid *s)
{
  int w = b->columns, want = s->want;
  if (is_figure(s) && !node_attr(s->node, "span") && !b->nfloats &&
      b->part == 1) {
    bool big = b->story->priority <= PRIORITY_MAJOR;
    want = big ? (w + 1) / 2 : 2;
  }
  return want > w ? w : want;
}

/* The SPAN columns where HIGH is lowest; of equal ones the rightmost. */
static int lowest(const struct frame *f, int columns, int span, int *level)
{
  int best = 0, best_level = 1 << 20;
  for (int c = 0; c + span <= columns; c++) {
    int high = 0;
    for (int k = c; k < c + span; k++)
      if (f->top[k] + f->bottom[k] > high)
        high = f->top[k] + f->bottom[k];
    if (high <= best_level) {
      best_level = high;
      best = c;
    }
  }
  *level = best_level;
  return best;
}

static int range_most(const int *v, int from, int n)
{
  int most = 0;
  for (int c = from; c < from + n; c++)
    most = v[c] > most ? v[c] : most;
  return most;
}

static void range_set(int *v, int from, int n, int value)
{
  for (int c = from; c < from + n; c++)
    v[c] = value;
}

static struct solid *float_at(const struct flow *flow, size_t row)
{
  const struct row *r = &flow->rows[row];
  return r->kind == ROW_FLOAT ? flow->pieces[r->piece].solid : NULL;
}

/* Pictures stand at the head; where there is no text, everything does. */
static bool at_head(const struct block *b, const struct solid *s)
{
  return is_figure(s) || !b->text;
}

/* Gives float S its columns: pictures at the head, the rest at the foot. A
 * float at the foot keeps its distance from the foot in LINE, negative. */
static void add_float(struct layout *l, struct block *b, struct frame *f,
                      struct solid *s, size_t row)
{
  int level, span = float_span(b, s);
  int column = lowest(f, b->columns, span, &level);
  mpt width = layout_width(l, span);
  int lines = solid_measure(l, s, width);
  struct floated *fl = &b->floats[b->nfloats++];
  *fl = (struct floated){s, row, column, span, 0, lines, width};
  if (at_head(b, s)) {
    fl->line = b->head + range_most(f->top, column, span);
    range_set(f->top, column, span, fl->line - b->head + lines);
  } else {
    int up = range_most(f->bottom, column, span) + lines;
    fl->line = -up;
    range_set(f->bottom, column, span, up);
  }
}

/* The row before END that one float too many belongs to, or END. */
static size_t float_limit(const struct block *b, size_t end)
{
  int n = 0;
  for (size_t i = b->from; i < end; i++)
    if (float_at(b->story->flow, i) && n++ == BLOCK_FLOATS)
      return i;
  return end;
}

/* Places all floats that belong to rows [from, END): pictures from the head
 * down, then the others from the foot up, so the last of them first: both in
 * reading order. Returns END, or less when a block cannot hold so many. */
static size_t arrange(struct layout *l, struct block *b, struct frame *f,
                      size_t end)
{
  const struct flow *flow = b->story->flow;
  memset(f, 0, sizeof *f);
  b->nfloats = 0;
  end = float_limit(b, end);
  for (size_t i = b->from; i < end; i++) {
    struct solid *s = float_at(flow, i);
    if (s && at_head(b, s))
      add_float(l, b, f, s, i);
  }
  for (size_t i = end; i-- > b->from;) {
    struct solid *s = float_at(flow, i);
    if (s && !at_head(b, s))
      add_float(l, b, f, s, i);
  }
  return end;
}

/* The last row that a float here belongs to. */
static size_t last_float(const struct block *b)
{
  size_t last = 0;
  for (int i = 0; i < b->nfloats; i++)
    last = b->floats[i].row > last ? b->floats[i].row : last;
  return last;
}

/* The columns' free lines at LINES; false when a float finds no room. */
static bool free_columns(const struct block *b, const struct frame *f,
                         int lines, struct column *cols)
{
  for (int c = 0; c < b->columns; c++) {
    cols[c].top = b->head + f->top[c];
    cols[c].force = b->force;
    cols[c].lines = lines - cols[c].top - f->bottom[c];
    if (cols[c].lines < 0)
      return false;
    if (cols[c].lines < LEAST_COLUMN && (f->top[c] || f->bottom[c]))
      cols[c].lines = 0;
  }
  return true;
}

/* Takes the last free line for the jump line; false when there is none. */
static bool place_jump(struct block *b, struct column *cols)
{
  int c = b->columns - 1;
  while (c >= 0 && cols[c].lines <= 0)
    c--;
  if (c < 0)
    return false;
  cols[c].lines--;
  b->jump = (struct spot){c, cols[c].top + cols[c].lines};
  return true;
}

/* Pours the text at LINES; the first row without a place. */
static size_t pour(struct block *b, const struct frame *f, int lines,
                   size_t end)
{
  struct column cols[BLOCK_COLUMNS] = {0};
  if (!free_columns(b, f, lines, cols) ||
      (b->jumps && !place_jump(b, cols)))
    return b->from;
  const struct pour p = {b->story->flow, b->from, end, b->spots};
  return fill_columns(&p, cols, b->columns);
}

static void block_open(struct layout *l, struct story *story, int columns,
                       struct block *b)
{
  memset(b, 0, sizeof *b);
  b->story = story;
  b->part = story->part;
  b->columns = columns > BLOCK_COLUMNS ? BLOCK_COLUMNS : columns;
  b->from = story->from;
  b->to = story->flow->nrows;
  /* Twice what a page holds: blanks at the heads of columns are dropped. */
  b->reach = flow_reach(story->flow, b->from,
                        2 * b->columns * (l->page->lines + 1));
  b->spots = mem_array(b->reach - b->from + 1, sizeof *b->spots);
  b->text = flow_height(story->flow, b->from, b->to) > 0;
  b->head = head_lines(l, story->node, b->part, b->columns);
}

void block_free(struct block *b)
{
  free(b->spots);
  b->spots = NULL;
}

/* The fewest lines, MOST at most, that hold all rows, from a lower bound
 * upwards; 0 when these do not. Arranges the floats in F. */
static int least_lines(struct layout *l, struct block *b, struct frame *f,
                       int most)
{
  const struct flow *flow = b->story->flow;
  if (b->reach < flow->nrows || arrange(l, b, f, b->reach) < b->reach)
    return 0;
  int sum = flow_height(flow, b->from, flow->nrows);
  b->jumps = false;
  b->to = flow->nrows;
  for (int c = 0; c < b->columns; c++)
    sum += f->top[c] + f->bottom[c];
  int least = b->head + sum / b->columns;
  for (int force = 0; force < 2; force++) {
    b->force = force;
    for (int lines = least; lines <= most; lines++)
      if (pour(b, f, lines, flow->nrows) == flow->nrows)
        return lines;
  }
  return 0;
}

/* Column lines at LINES that neither text nor floats take. */
static int empty_lines(const struct block *b, const struct frame *f,
                       int lines, size_t to)
{
  struct column cols[BLOCK_COLUMNS];
  if (!free_columns(b, f, lines, cols))
    return 0;
  int room = -flow_height(b->story->flow, b->from, to);
  for (int c = 0; c < b->columns; c++)
    room += lines - b->head - f->top[c] - f->bottom[c];
  return room < 0 ? 0 : room;
}

int block_measure(struct layout *l, struct story *story, int columns,
                  int *empty)
{
  struct block b;
  struct frame f;
  block_open(l, story, columns, &b);
  int lines = least_lines(l, &b, &f, l->page->lines);
  *empty = lines ? empty_lines(&b, &f, lines, b.to) : 0;
  block_free(&b);
  return lines;
}

/* A picture at the head takes up lines that the text does not need. */
static void grow_picture(struct block *b, struct frame *f, int lines)
{
  struct floated *fl = b->nfloats ? &b->floats[0] : NULL;
  if (!fl || !is_figure(fl->solid) || fl->line != b->head || b->nfloats > 1)
    return;
  size_t end = b->story->flow->nrows;
  for (int k = fl->lines / GROWTH; k > 0; k--) {
    struct frame wider = *f;
    range_set(wider.top, fl->column, fl->columns, fl->lines + k);
    if (pour(b, &wider, lines, end) != end)
      continue;
    fl->lines += k;
    *f = wider;
    return;
  }
}

/* Everything fits into LEAST of LINES: level feet, spare lines as air under
 * the headline. More lines than fit are no sure fit: a column under a float
 * may fill that was too short before. */
static void settle_whole(struct block *b, struct frame *f, int least,
                         int lines)
{
  size_t end = b->story->flow->nrows;
  if (pour(b, f, lines, end) == end)
    grow_picture(b, f, lines);
  int less = 0;
  while (lines - less > least && pour(b, f, lines - less, end) != end)
    less++;
  while (lines - less > least && pour(b, f, lines - less - 1, end) == end)
    less++;
  b->foot = lines - less;
  int air = b->part > 1 ? 0 : less < MOST_AIR ? less : MOST_AIR;
  b->head += air;
  b->foot += air;
  for (int i = 0; i < b->nfloats; i++)
    if (b->floats[i].line >= 0)
      b->floats[i].line += air;
  pour(b, f, b->foot, end);
}

/* Cuts at LINES: floats that belong behind the cut go on with the rest. */
static bool try_cut(struct layout *l, struct block *b, struct frame *f,
                    int lines)
{
  const struct flow *flow = b->story->flow;
  size_t end = b->reach;
  b->jumps = true;
  b->foot = lines;
  for (int tries = 0; tries <= BLOCK_FLOATS; tries++) {
    end = arrange(l, b, f, end);
    b->to = pour(b, f, lines, end);
    size_t last = last_float(b);
    if (!b->nfloats || last < b->to)
      break;
    end = last; /* nothing behind that float before it, in reading order */
  }
  int here = flow_height(flow, b->from, b->to);
  int rest = flow_height(flow, b->to, flow->nrows);
  if (l->rescue)
    return b->to > b->from && b->to < flow->nrows;
  bool enough = here >= LEAST_CUT || b->nfloats;
  return enough && b->to > b->from && b->to < flow->nrows &&
         (rest >= LEAST_CUT || here == 0 || b->to < end);
}

static bool settle_cut(struct layout *l, struct block *b, struct frame *f,
                       int lines)
{
  b->force = false;
  if (try_cut(l, b, f, lines))
    return true;
  b->force = true;
  return try_cut(l, b, f, lines);
}

int block_waste(struct layout *l, struct story *story, int columns,
                int lines)
{
  struct block b;
  struct frame f;
  block_open(l, story, columns, &b);
  int empty = -1;
  if (settle_cut(l, &b, &f, lines))
    empty = empty_lines(&b, &f, lines, b.to);
  block_free(&b);
  return empty;
}

/* Blocks are kept until all pages are made: only the spots of their rows. */
static void keep_spots(struct block *b)
{
  size_t n = b->to - b->from;
  struct spot *spots = mem_array(n + 1, sizeof *spots);
  memcpy(spots, b->spots, n * sizeof *spots);
  free(b->spots);
  b->spots = spots;
}

/* All of it, whatever the rules say: for what can neither stand whole by the
 * rules nor be cut. */
static bool settle_forced(struct layout *l, struct block *b, struct frame *f,
                          int lines)
{
  int least = least_lines(l, b, f, lines);
  if (least)
    settle_whole(b, f, least, lines);
  return least > 0;
}

bool block_fit(struct layout *l, struct story *story, int columns, int lines,
               struct block *b)
{
  struct frame f;
  block_open(l, story, columns, b);
  b->lines = lines;
  int least = least_lines(l, b, &f, l->page->lines);
  if (least && least <= lines) {
    settle_whole(b, &f, least, lines);
  } else if (!settle_cut(l, b, &f, lines) &&
             !settle_forced(l, b, &f, lines)) {
    block_free(b);
    return false;
  }
  keep_spots(b);
  return true;
}

/* --- drawing -------------------------------------------------------------- */

struct origin {
  mpt x, y;
  mpt step; /* from column to column */
  mpt rlh;
};

static struct origin block_origin(const struct layout *l, int column,
                                  int line)
{
  return (struct origin){layout_column(l, column), layout_line(l, line),
                         l->page->measure + l->page->gap, l->page->rlh};
}

static struct head_place head_at(const struct layout *l,
                                 const struct block *b,
                                 const struct origin *o)
{
  return (struct head_place){
      b->story->node,
      {o->x, o->y, layout_width(l, b->columns), b->head * o->rlh},
      b->part,
      b->columns};
}

static const struct floated *float_of(const struct block *b, size_t row)
{
  for (int i = 0; i < b->nfloats; i++)
    if (b->floats[i].row == row)
      return &b->floats[i];
  return NULL;
}

static void draw_float(struct pen *pen, const struct block *b,
                       const struct floated *fl, const struct origin *o)
{
  int line = fl->line < 0 ? b->foot + fl->line : fl->line;
  flow_lift(pen);
  solid_measure(pen->l, fl->solid, fl->width);
  solid_draw(pen->l, pen->sheet, fl->solid,
             (struct rect){o->x + fl->column * o->step,
                           o->y + line * o->rlh, fl->width,
                           fl->lines * o->rlh});
}

static void draw_rows(struct layout *l, struct sheet *sheet,
                      const struct block *b, const struct origin *o)
{
  const struct flow *flow = b->story->flow;
  struct pen pen = flow_pen(l, sheet, flow);
  for (size_t i = b->from; i < b->to; i++) {
    const struct floated *fl =
        flow->rows[i].kind == ROW_FLOAT ? float_of(b, i) : NULL;
    if (fl)
      draw_float(&pen, b, fl, o);
    else if (b->spots[i - b->from].column >= 0)
      flow_draw(&pen, i, o->x + b->spots[i - b->from].column * o->step,
                o->y + b->spots[i - b->from].line * o->rlh);
  }
  flow_lift(&pen);
}

void block_draw(struct layout *l, struct sheet *sheet, const struct block *b,
                int column, int line)
{
  struct origin o = block_origin(l, column, line);
  struct head_place at = head_at(l, b, &o);
  sheet_group(l->sheets, sheet, ROLE_ARTICLE, b->story->id);
  sheet->items[sheet->n - 1].u.group.part = b->part;
  sheet->items[sheet->n - 1].u.group.at = node_attr(b->story->node, "at");
  if (b->part == 1)
    head_draw(l, sheet, &at);
  else
    head_draw_from(l, sheet, &at, b->came);
  draw_rows(l, sheet, b, &o);
  if (b->goes)
    head_draw_to(l, sheet, &at,
                 (struct rect){o.x + b->jump.column * o.step,
                               o.y + b->jump.line * o.rlh,
                               l->page->measure, o.rlh},
                 b->goes);
  sheet_end(l->sheets, sheet);
}

void block_draw_title(struct layout *l, struct sheet *sheet,
                      const struct block *b, int column, int line)
{
  struct origin o = block_origin(l, column, line);
  struct head_place at = head_at(l, b, &o);
  if (b->part > 1)
    head_draw_title(l, sheet, &at);
}
