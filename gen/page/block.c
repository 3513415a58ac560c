#include "page/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/head.h"
#include "page/solid.h"
#include "tree/node.h"

enum {
  LEAST_COLUMN = 3, /* lines of text under or over a float */
  LEAST_UNDER = 5,  /* the same under a headline with text beside it */
  LEAST_CUT = 5,    /* lines that stay, and that go on, at a jump */
  MOST_AIR = 2,     /* blank lines that a headline may get */
  GROWTH = 6,       /* a picture grows by a sixth at most */
  SQUEEZED = 60     /* white lines that are no worse than a crushed table */
};

/* Lines that the head and floats take at the top, floats at the foot of each
 * column. */
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

/* Does the headline leave columns beside it? */
static bool has_beside(const struct block *b)
{
  return b->head_columns < b->columns;
}

/* The headline's columns are its own. */
static bool is_closed(const struct block *b, int column)
{
  return column < b->head_columns && b->form && b->form->side;
}

/* May a float, at the head or foot, stand in SPAN columns from C on? Not half
 * under the headline: what is beside it would be lost. */
static bool may_stand(const struct block *b, int c, int span, bool head)
{
  if (is_closed(b, c))
    return false;
  return !head || c >= b->head_columns || c + span <= b->head_columns;
}

/* The SPAN columns that are lowest. A single picture stands at the right of
 * equal ones; several stand in reading order, from the left. -1: none. */
static int lowest(const struct block *b, const struct frame *f, int span,
                  bool head)
{
  int best = -1, best_level = 1 << 20;
  for (int c = 0; c + span <= b->columns; c++) {
    int high = 0;
    if (!may_stand(b, c, span, head))
      continue;
    for (int k = c; k < c + span; k++)
      if (f->top[k] + f->bottom[k] > high)
        high = f->top[k] + f->bottom[k];
    if (high < best_level ||
        (high == best_level && !(head && b->pictures > 1))) {
      best_level = high;
      best = c;
    }
  }
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
 * float at the foot keeps its distance from the foot in LINE, negative. False
 * when the headline leaves no columns for it. */
static bool add_float(struct layout *l, struct block *b, struct frame *f,
                      struct solid *s, size_t row)
{
  int span = float_span(b, s);
  int column = lowest(b, f, span, at_head(b, s));
  if (column < 0)
    return false;
  b->squeezed = b->squeezed || span < s->least;
  mpt width = layout_width(l, span);
  int lines = solid_measure(l, s, width);
  struct floated *fl = &b->floats[b->nfloats++];
  *fl = (struct floated){s, row, column, span, 0, lines, width};
  if (at_head(b, s)) {
    fl->line = range_most(f->top, column, span);
    range_set(f->top, column, span, fl->line + lines);
  } else {
    int up = range_most(f->bottom, column, span) + lines;
    fl->line = -up;
    range_set(f->bottom, column, span, up);
  }
  return true;
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
  range_set(f->top, 0, b->head_columns, b->head);
  b->nfloats = b->pictures = 0;
  b->squeezed = false;
  end = float_limit(b, end);
  for (size_t i = b->from; i < end; i++) {
    struct solid *s = float_at(flow, i);
    b->pictures += s && at_head(b, s);
  }
  for (size_t i = b->from; i < end; i++) {
    struct solid *s = float_at(flow, i);
    if (s && at_head(b, s) && !add_float(l, b, f, s, i))
      return i;
  }
  for (size_t i = end; i-- > b->from;) {
    struct solid *s = float_at(flow, i);
    if (s && !at_head(b, s) && !add_float(l, b, f, s, i))
      return i;
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

/* The fewest lines of text that column C is worth. */
static int least_text(const struct block *b, const struct frame *f, int c)
{
  bool under = c < b->head_columns;
  if (f->bottom[c] || f->top[c] > (under ? b->head : 0))
    return LEAST_COLUMN;
  if (under && has_beside(b))
    return b->story->priority == PRIORITY_BRIEF ? LEAST_COLUMN : LEAST_UNDER;
  return 0;
}

/* The columns' free lines at LINES; false when a float finds no room. */
static bool free_columns(const struct block *b, const struct frame *f,
                         int lines, struct column *cols)
{
  for (int c = 0; c < b->columns; c++) {
    cols[c].top = f->top[c];
    cols[c].force = b->force;
    cols[c].lines = lines - cols[c].top - f->bottom[c];
    if (cols[c].lines < 0)
      return false;
    if (is_closed(b, c) || cols[c].lines < least_text(b, f, c))
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
  if (!free_columns(b, f, lines, cols) || (b->jumps && !place_jump(b, cols)))
    return b->from;
  const struct pour p = {b->story->flow, b->from, end, b->spots};
  return fill_columns(&p, cols, b->columns);
}

static void open_head(struct layout *l, struct block *b,
                      const struct headline_form *form)
{
  b->head_columns = b->columns;
  if (b->part > 1) {
    b->head = head_rest_lines(b->columns);
    return;
  }
  b->form = form ? form : head_forms(l, b->story->node, b->columns, true)->v;
  b->head = head_lines(l, b->story->node, b->form);
  if (b->form->columns < b->columns)
    b->head_columns = b->form->columns;
}

static void block_open(struct layout *l, struct story *story,
                       struct block_size size, struct block *b)
{
  memset(b, 0, sizeof *b);
  b->story = story;
  b->part = story->part;
  b->columns = size.columns > BLOCK_COLUMNS ? BLOCK_COLUMNS : size.columns;
  b->lines = size.lines;
  b->from = story->from;
  b->to = story->flow->nrows;
  /* Twice what a page holds: blanks at the heads of columns are dropped. */
  b->reach =
      flow_reach(story->flow, b->from, 2 * b->columns * (l->page->lines + 1));
  b->spots = mem_array(b->reach - b->from + 1, sizeof *b->spots);
  b->text = flow_height(story->flow, b->from, b->to) > 0;
  open_head(l, b, size.form);
}

void block_free(struct block *b)
{
  free(b->spots);
  b->spots = NULL;
}

/* Rules yield for want of room, not for the sake of a headline's form. */
static bool may_force(const struct layout *l, const struct block *b)
{
  return l->rescue || !has_beside(b);
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
  int least = sum / b->columns;
  for (int force = 0; force < (may_force(l, b) ? 2 : 1); force++) {
    b->force = force;
    for (int lines = least; lines <= most; lines++)
      if (pour(b, f, lines, flow->nrows) == flow->nrows)
        return lines;
  }
  return 0;
}

/* Column lines at LINES that neither text nor floats take. */
static int empty_lines(const struct block *b, const struct frame *f, int lines,
                       size_t to)
{
  struct column cols[BLOCK_COLUMNS];
  if (!free_columns(b, f, lines, cols))
    return 0;
  int room = -flow_height(b->story->flow, b->from, to);
  for (int c = 0; c < b->columns; c++)
    room += lines - f->top[c] - f->bottom[c];
  room = room < 0 ? 0 : room;
  return b->squeezed ? room + SQUEEZED : room;
}

int block_measure(struct layout *l, struct story *story, struct block_size size,
                  int *empty)
{
  struct block b;
  struct frame f;
  block_open(l, story, size, &b);
  int lines = least_lines(l, &b, &f, l->page->lines);
  *empty = lines ? empty_lines(&b, &f, lines, b.to) : 0;
  block_free(&b);
  return lines;
}

/* A picture at the head takes up lines that the text does not need. */
static void grow_picture(struct block *b, struct frame *f, int lines)
{
  struct floated *fl = b->nfloats ? &b->floats[0] : NULL;
  if (!fl || !is_figure(fl->solid) || b->nfloats > 1 ||
      fl->line != (fl->column < b->head_columns ? b->head : 0))
    return;
  size_t end = b->story->flow->nrows;
  for (int k = fl->lines / GROWTH; k > 0; k--) {
    struct frame wider = *f;
    range_set(wider.top, fl->column, fl->columns, fl->line + fl->lines + k);
    if (pour(b, &wider, lines, end) != end)
      continue;
    fl->lines += k;
    *f = wider;
    return;
  }
}

/* Gives the head N lines more, with what stands below it. */
static void raise_head(struct block *b, struct frame *f, int n)
{
  b->head += n;
  for (int c = 0; c < b->head_columns; c++)
    f->top[c] += n;
  for (int i = 0; i < b->nfloats; i++)
    if (b->floats[i].line >= 0 && b->floats[i].column < b->head_columns)
      b->floats[i].line += n;
}

/* Spare lines as air under the headline, when LESS lines are left at the foot.
 * With text beside it, what the text does not need. */
static void add_air(struct block *b, struct frame *f, int less)
{
  size_t end = b->story->flow->nrows;
  for (int air = 0; air < MOST_AIR; air++) {
    raise_head(b, f, 1);
    if (!has_beside(b) && air < less)
      b->foot++;
    else if (!has_beside(b) || pour(b, f, b->foot, end) != end) {
      raise_head(b, f, -1);
      return;
    }
  }
}

/* Where nothing stands below the headline, it has its columns to itself. */
static void fill_side(struct block *b, struct frame *f)
{
  struct column cols[BLOCK_COLUMNS] = {0};
  if (!has_beside(b) || !free_columns(b, f, b->foot, cols))
    return;
  for (int c = 0; c < b->head_columns; c++)
    if (cols[c].lines > 0 || f->bottom[c] || f->top[c] > b->head)
      return;
  raise_head(b, f, b->foot - b->head);
}

/* Everything fits into LEAST of LINES: level feet, spare lines as air under
 * the headline. More lines than fit are no sure fit: a column under a float
 * may fill that was too short before. */
static void settle_whole(struct block *b, struct frame *f, int least, int lines)
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
  if (b->part == 1)
    add_air(b, f, less);
  fill_side(b, f);
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
  return may_force(l, b) && try_cut(l, b, f, lines);
}

/* The form over all columns, when B has another. */
static const struct headline_form *over_all(struct layout *l,
                                            const struct block *b)
{
  if (!has_beside(b))
    return NULL;
  const struct headline_forms *forms =
      head_forms(l, b->story->node, b->columns, true);
  for (int i = 0; i < forms->n; i++)
    if (forms->v[i].shape == HEADLINE_OVER && !forms->v[i].beside)
      return &forms->v[i];
  return NULL;
}

/* Opens B, cut at the lines of SIZE; with the headline over all columns where
 * that helps. */
static bool open_cut(struct layout *l, struct story *story,
                     struct block_size size, struct block *b, struct frame *f)
{
  block_open(l, story, size, b);
  if (settle_cut(l, b, f, size.lines))
    return true;
  const struct headline_form *over = over_all(l, b);
  if (!over)
    return false;
  block_free(b);
  size.form = over;
  block_open(l, story, size, b);
  return settle_cut(l, b, f, size.lines);
}

int block_waste(struct layout *l, struct story *story, int columns, int lines)
{
  struct block b;
  struct frame f;
  int empty = -1;
  if (open_cut(l, story, (struct block_size){columns, lines, NULL}, &b, &f))
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

/* The whole story, in the form that SIZE asks for. */
static bool settle_form(struct layout *l, struct story *story,
                        struct block_size size, struct block *b)
{
  struct frame f;
  block_open(l, story, size, b);
  int least = least_lines(l, b, &f, l->page->lines);
  if (least && least <= size.lines) {
    settle_whole(b, &f, least, size.lines);
    return true;
  }
  block_free(b);
  return false;
}

bool block_fit(struct layout *l, struct story *story, struct block_size size,
               struct block *b)
{
  struct frame f;
  bool whole = settle_form(l, story, size, b);
  if (!whole && size.form) {
    size.form = NULL;
    whole = settle_form(l, story, size, b);
  }
  if (!whole) {
    whole =
        open_cut(l, story, size, b, &f) || settle_forced(l, b, &f, size.lines);
    if (!whole) {
      block_free(b);
      return false;
    }
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

static struct origin block_origin(const struct layout *l, int column, int line)
{
  return (struct origin){layout_column(l, column), layout_line(l, line),
                         l->page->measure + l->page->gap, l->page->rlh};
}

static struct head_place head_at(const struct layout *l, const struct block *b,
                                 const struct origin *o)
{
  return (struct head_place){
      b->story->node,
      {o->x, o->y, layout_width(l, b->head_columns), b->head * o->rlh},
      b->part,
      b->columns,
      b->form};
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
             (struct rect){o->x + fl->column * o->step, o->y + line * o->rlh,
                           fl->width, fl->lines * o->rlh});
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
                               o.y + b->jump.line * o.rlh, l->page->measure,
                               o.rlh},
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
