#include "page/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/framed.h"
#include "page/head.h"
#include "page/solid.h"
#include "tree/node.h"

enum {
  LEAST_CUT = 5, /* lines that stay, and that go on, at a jump */
  MOST_AIR = 2,  /* blank lines that a headline may get */
  GROWTH = 6,    /* a picture grows by a sixth at most */
  SQUEEZED = 60  /* white lines that are no worse than a crushed table */
};

static bool is_figure(const struct solid *s)
{
  return node_is(s->node, "figure");
}

/* Columns for a float in a block of W: the first picture of a big story takes
 * half of them, others what suits them. */
static int float_span(const struct block *b, const struct solid *s)
{
  int w = b->frame.columns, want = s->want;
  if (is_figure(s) && !node_attr(s->node, "span") && !b->frame.n &&
      b->part == 1) {
    bool big = b->story->priority <= PRIORITY_MAJOR;
    want = big ? (w + 1) / 2 : 2;
  }
  return want > w ? w : want;
}

/* Does the headline leave columns beside it? */
static bool has_beside(const struct block *b)
{
  return b->frame.head_columns < b->frame.columns;
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

/* Pictures at the head, the rest at the foot. False when the headline leaves
 * no columns for it. */
static bool add_float(struct layout *l, struct block *b, struct solid *s,
                      size_t row)
{
  int span = float_span(b, s);
  mpt width = layout_width(l, span);
  b->squeezed = b->squeezed || span < s->least;
  return frame_add(&b->frame,
                   (struct floated){.solid = s,
                                    .row = row,
                                    .columns = span,
                                    .lines = solid_measure(l, s, width),
                                    .width = width},
                   at_head(b, s));
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
static size_t arrange(struct layout *l, struct block *b, size_t end)
{
  const struct flow *flow = b->story->flow;
  struct frame *f = &b->frame;
  bool closed = f->closed;
  frame_open(f, f->columns, f->head, f->head_columns);
  f->closed = closed;
  b->squeezed = false;
  end = float_limit(b, end);
  for (size_t i = b->from; i < end; i++) {
    struct solid *s = float_at(flow, i);
    f->at_head += s && at_head(b, s);
  }
  for (size_t i = b->from; i < end; i++) {
    struct solid *s = float_at(flow, i);
    if (s && at_head(b, s) && !add_float(l, b, s, i))
      return i;
  }
  for (size_t i = end; i-- > b->from;) {
    struct solid *s = float_at(flow, i);
    if (s && !at_head(b, s) && !add_float(l, b, s, i))
      return i;
  }
  return end;
}

/* The last row that a float here belongs to. */
static size_t last_float(const struct block *b)
{
  size_t last = 0;
  for (int i = 0; i < b->frame.n; i++)
    last = b->frame.floats[i].row > last ? b->frame.floats[i].row : last;
  return last;
}

/* The columns' free lines at LINES; false when a float finds no room. */
static bool free_columns(const struct block *b, int lines,
                         struct column *cols)
{
  const struct frame *f = &b->frame;
  bool brief = b->story->priority == PRIORITY_BRIEF;
  for (int c = 0; c < f->columns; c++) {
    int room = frame_room(f, c, lines);
    if (room < 0)
      return false;
    bool enough = room >= frame_least(f, c, brief);
    cols[c] = (struct column){f->top[c], enough ? room : 0, b->force};
  }
  return true;
}

/* Takes the last free line for the jump line; false when there is none. */
static bool place_jump(struct block *b, struct column *cols)
{
  int c = b->frame.columns - 1;
  while (c >= 0 && cols[c].lines <= 0)
    c--;
  if (c < 0)
    return false;
  cols[c].lines--;
  b->jump = (struct spot){c, cols[c].top + cols[c].lines};
  return true;
}

/* Pours the text at LINES; the first row without a place. */
static size_t pour(struct block *b, int lines, size_t end)
{
  struct column cols[BLOCK_COLUMNS] = {0};
  if (!free_columns(b, lines, cols) || (b->jumps && !place_jump(b, cols)))
    return b->from;
  const struct pour p = {b->story->flow, b->from, end, b->spots};
  return fill_columns(&p, cols, b->frame.columns);
}

static void open_head(struct layout *l, struct block *b, int columns,
                      const struct headline_form *form)
{
  if (b->part > 1) {
    frame_open(&b->frame, columns, head_rest_lines(columns), columns);
    return;
  }
  b->form = form ? form : head_forms(l, b->story->node, columns, true)->v;
  int own = b->form->columns < columns ? b->form->columns : columns;
  frame_open(&b->frame, columns, head_lines(l, b->story->node, b->form), own);
  b->frame.closed = b->form->side;
}

static void block_open(struct layout *l, struct story *story,
                       struct block_size size, struct block *b)
{
  memset(b, 0, sizeof *b);
  b->story = story;
  b->part = story->part;
  int columns = size.columns > BLOCK_COLUMNS ? BLOCK_COLUMNS : size.columns;
  b->lines = size.lines;
  b->from = story->from;
  b->to = story->flow->nrows;
  /* Twice what a page holds: blanks at the heads of columns are dropped. */
  b->reach =
      flow_reach(story->flow, b->from, 2 * columns * (l->page->lines + 1));
  b->spots = mem_array(b->reach - b->from + 1, sizeof *b->spots);
  b->text = flow_height(story->flow, b->from, b->to) > 0;
  open_head(l, b, columns, size.form);
}

void block_free(struct block *b)
{
  free(b->spots);
  free(b->rows);
  b->spots = NULL;
  b->rows = NULL;
}

/* Rules yield for want of room, not for the sake of a headline's form. */
static bool may_force(const struct layout *l, const struct block *b)
{
  return l->rescue || !has_beside(b);
}

/* The fewest lines, MOST at most, that hold all rows, from a lower bound
 * upwards; 0 when these do not. Arranges the floats. */
static int least_lines(struct layout *l, struct block *b, int most)
{
  const struct flow *flow = b->story->flow;
  if (b->reach < flow->nrows || arrange(l, b, b->reach) < b->reach)
    return 0;
  int sum = flow_height(flow, b->from, flow->nrows);
  b->jumps = false;
  b->to = flow->nrows;
  const struct frame *f = &b->frame;
  for (int c = 0; c < f->columns; c++)
    sum += f->top[c] + f->bottom[c];
  int least = sum / f->columns;
  for (int force = 0; force < (may_force(l, b) ? 2 : 1); force++) {
    b->force = force;
    for (int lines = least; lines <= most; lines++)
      if (pour(b, lines, flow->nrows) == flow->nrows)
        return lines;
  }
  return 0;
}

/* Column lines at LINES that neither text nor floats take. */
static int empty_lines(const struct block *b, int lines, size_t to)
{
  struct column cols[BLOCK_COLUMNS];
  if (!free_columns(b, lines, cols))
    return 0;
  int room = -flow_height(b->story->flow, b->from, to);
  const struct frame *f = &b->frame;
  for (int c = 0; c < f->columns; c++)
    room += lines - f->top[c] - f->bottom[c];
  room = room < 0 ? 0 : room;
  return b->squeezed ? room + SQUEEZED : room;
}

int block_measure(struct layout *l, struct story *story, struct block_size size,
                  int *empty)
{
  struct block b;
  *empty = 0;
  if (story->framed)
    return framed_size(l, story, size.columns).least;
  block_open(l, story, size, &b);
  int lines = least_lines(l, &b, l->page->lines);
  *empty = lines ? empty_lines(&b, lines, b.to) : 0;
  block_free(&b);
  return lines;
}

/* A picture at the head takes up lines that the text does not need. */
static void grow_picture(struct block *b, int lines)
{
  struct frame *f = &b->frame, was = *f;
  struct floated *fl = f->n ? &f->floats[0] : NULL;
  if (!fl || !is_figure(fl->solid) || f->n > 1 ||
      fl->line != (fl->column < f->head_columns ? f->head : 0))
    return;
  size_t end = b->story->flow->nrows;
  for (int k = fl->lines / GROWTH; k > 0; k--) {
    for (int c = fl->column; c < fl->column + fl->columns; c++)
      f->top[c] += k;
    fl->lines += k;
    if (pour(b, lines, end) == end)
      return;
    *f = was;
  }
}

/* Spare lines as air under the headline, when LESS lines are left at the foot.
 * With text beside it, what the text does not need. */
static void add_air(struct block *b, int less)
{
  size_t end = b->story->flow->nrows;
  for (int air = 0; air < MOST_AIR; air++) {
    frame_raise(&b->frame, 1);
    if (!has_beside(b) && air < less)
      b->foot++;
    else if (!has_beside(b) || pour(b, b->foot, end) != end) {
      frame_raise(&b->frame, -1);
      return;
    }
  }
}

/* Where nothing stands below the headline, it has its columns to itself. */
static void fill_side(struct block *b)
{
  struct column cols[BLOCK_COLUMNS] = {0};
  struct frame *f = &b->frame;
  if (!has_beside(b) || !free_columns(b, b->foot, cols))
    return;
  for (int c = 0; c < f->head_columns; c++)
    if (cols[c].lines > 0 || f->bottom[c] || f->top[c] > f->head)
      return;
  frame_raise(f, b->foot - f->head);
}

/* Everything fits into LEAST of LINES: level feet, spare lines as air under
 * the headline. More lines than fit are no sure fit: a column under a float
 * may fill that was too short before. */
static void settle_whole(struct block *b, int least, int lines)
{
  size_t end = b->story->flow->nrows;
  if (pour(b, lines, end) == end)
    grow_picture(b, lines);
  int less = 0;
  while (lines - less > least && pour(b, lines - less, end) != end)
    less++;
  while (lines - less > least && pour(b, lines - less - 1, end) == end)
    less++;
  b->foot = lines - less;
  if (b->part == 1)
    add_air(b, less);
  fill_side(b);
  pour(b, b->foot, end);
}

/* Cuts at LINES: floats that belong behind the cut go on with the rest. */
static bool try_cut(struct layout *l, struct block *b, int lines)
{
  const struct flow *flow = b->story->flow;
  size_t end = b->reach;
  b->jumps = true;
  b->foot = lines;
  for (int tries = 0; tries <= BLOCK_FLOATS; tries++) {
    end = arrange(l, b, end);
    b->to = pour(b, lines, end);
    size_t last = last_float(b);
    if (!b->frame.n || last < b->to)
      break;
    end = last; /* nothing behind that float before it, in reading order */
  }
  int here = flow_height(flow, b->from, b->to);
  int rest = flow_height(flow, b->to, flow->nrows);
  if (l->rescue)
    return b->to > b->from && b->to < flow->nrows;
  bool enough = here >= LEAST_CUT || b->frame.n;
  return enough && b->to > b->from && b->to < flow->nrows &&
         (rest >= LEAST_CUT || here == 0 || b->to < end);
}

static bool settle_cut(struct layout *l, struct block *b, int lines)
{
  b->force = false;
  if (try_cut(l, b, lines))
    return true;
  b->force = true;
  return may_force(l, b) && try_cut(l, b, lines);
}

/* The form over all columns, when B has another. */
static const struct headline_form *over_all(struct layout *l,
                                            const struct block *b)
{
  if (!has_beside(b))
    return NULL;
  const struct headline_forms *forms =
      head_forms(l, b->story->node, b->frame.columns, true);
  for (int i = 0; i < forms->n; i++)
    if (forms->v[i].shape == HEADLINE_OVER && !forms->v[i].beside)
      return &forms->v[i];
  return NULL;
}

/* Opens B, cut at the lines of SIZE; with the headline over all columns where
 * that helps. */
static bool open_cut(struct layout *l, struct story *story,
                     struct block_size size, struct block *b)
{
  block_open(l, story, size, b);
  if (settle_cut(l, b, size.lines))
    return true;
  const struct headline_form *over = over_all(l, b);
  if (!over)
    return false;
  block_free(b);
  size.form = over;
  block_open(l, story, size, b);
  return settle_cut(l, b, size.lines);
}

int block_waste(struct layout *l, struct story *story, int columns, int lines)
{
  struct block b;
  int empty = -1;
  if (story->framed)
    return -1;
  if (open_cut(l, story, (struct block_size){columns, lines, NULL}, &b))
    empty = empty_lines(&b, lines, b.to);
  block_free(&b);
  return empty;
}

/* What is drawn, in the order of the text; the rest of the bookkeeping goes,
 * since blocks are kept until all pages are made. */
static void keep_rows(struct block *b)
{
  const struct flow *flow = b->story->flow;
  b->rows = mem_array(b->to - b->from + 1, sizeof *b->rows);
  for (size_t i = b->from; i < b->to; i++) {
    struct spot spot = b->spots[i - b->from];
    const struct row *row = &flow->rows[i];
    if (row->kind == ROW_FLOAT ||
        (row->kind == ROW_LINE && spot.column >= 0))
      b->rows[b->nrows++] = (struct set_row){*row, i, spot};
  }
  free(b->spots);
  b->spots = NULL;
}

/* All of it, whatever the rules say: for what can neither stand whole by the
 * rules nor be cut. */
static bool settle_forced(struct layout *l, struct block *b, int lines)
{
  int least = least_lines(l, b, lines);
  if (least)
    settle_whole(b, least, lines);
  return least > 0;
}

/* The whole story, in the form that SIZE asks for. */
static bool settle_form(struct layout *l, struct story *story,
                        struct block_size size, struct block *b)
{
  block_open(l, story, size, b);
  int least = least_lines(l, b, l->page->lines);
  if (least && least <= size.lines) {
    settle_whole(b, least, size.lines);
    return true;
  }
  block_free(b);
  return false;
}

/* A page to itself takes it, too, so that it is never lost. */
static bool fit_framed(struct layout *l, struct story *story,
                       struct block_size size, struct block *b)
{
  int columns = size.columns;
  struct framed_size s = framed_size(l, story, columns);
  while (l->rescue && columns > 1 && (!s.least || s.least > size.lines))
    s = framed_size(l, story, --columns);
  if (!s.least || s.least > size.lines)
    return false;
  framed_block(story, columns, s.most < size.lines ? s.most : size.lines, b);
  return true;
}

bool block_fit(struct layout *l, struct story *story, struct block_size size,
               struct block *b)
{
  if (story->framed)
    return fit_framed(l, story, size, b);
  bool whole = settle_form(l, story, size, b);
  if (!whole && size.form) {
    size.form = NULL;
    whole = settle_form(l, story, size, b);
  }
  if (!whole) {
    whole =
        open_cut(l, story, size, b) || settle_forced(l, b, size.lines);
    if (!whole) {
      block_free(b);
      return false;
    }
  }
  keep_rows(b);
  return true;
}
