#include "page/frame.h"

#include <string.h>

enum {
  LEAST_COLUMN = 3, /* lines of text under or over a float */
  LEAST_UNDER = 5   /* the same under a headline with text beside it */
};

static int most_of(const int *v, int from, int n)
{
  int most = 0;
  for (int c = from; c < from + n; c++)
    most = v[c] > most ? v[c] : most;
  return most;
}

static void set_all(int *v, int from, int n, int value)
{
  for (int c = from; c < from + n; c++)
    v[c] = value;
}

void frame_open(struct frame *f, int columns, int head, int head_columns)
{
  memset(f, 0, offsetof(struct frame, floats));
  f->n = 0;
  f->columns = columns;
  f->head = head;
  f->head_columns = head_columns;
  set_all(f->top, 0, head_columns, head);
}

/* Not half under the headline: what is beside it would be lost. */
static bool may_stand(const struct frame *f, int c, int span, bool head)
{
  if (f->closed && c < f->head_columns)
    return false;
  return !head || c >= f->head_columns || c + span <= f->head_columns;
}

/* Of two columns that are equally low, does C win? A single picture stands
 * where SIDE says; several stand in reading order, from the left. */
static bool wins(const struct frame *f, int c, int best, int span, bool head)
{
  if (head && f->at_head > 1)
    return false;
  if (!head || f->side == SIDE_OF_RIGHT)
    return true;
  int middle = (f->columns - span) / 2;
  return f->side == SIDE_OF_MIDDLE && c <= middle && best < c;
}

static int lowest(const struct frame *f, int span, bool head)
{
  int best = -1, level = 1 << 20;
  for (int c = 0; c + span <= f->columns; c++) {
    int high = 0;
    if (!may_stand(f, c, span, head))
      continue;
    for (int k = c; k < c + span; k++)
      if (f->top[k] + f->bottom[k] > high)
        high = f->top[k] + f->bottom[k];
    if (high < level || (high == level && wins(f, c, best, span, head))) {
      level = high;
      best = c;
    }
  }
  return best;
}

bool frame_add(struct frame *f, struct floated fl, bool head)
{
  int column = lowest(f, fl.columns, head);
  if (column < 0 || f->n == BLOCK_FLOATS)
    return false;
  fl.column = column;
  if (head) {
    fl.line = most_of(f->top, column, fl.columns);
    set_all(f->top, column, fl.columns, fl.line + fl.lines);
  } else {
    int up = most_of(f->bottom, column, fl.columns) + fl.lines;
    fl.line = -up;
    set_all(f->bottom, column, fl.columns, up);
  }
  f->floats[f->n++] = fl;
  return true;
}

void frame_raise(struct frame *f, int n)
{
  f->head += n;
  for (int c = 0; c < f->head_columns; c++)
    f->top[c] += n;
  for (int i = 0; i < f->n; i++)
    if (f->floats[i].line >= f->high &&
        f->floats[i].column < f->head_columns)
      f->floats[i].line += n;
}

int frame_room(const struct frame *f, int c, int lines)
{
  if (f->closed && c < f->head_columns)
    return lines < f->top[c] + f->bottom[c] ? -1 : 0;
  return lines - f->top[c] - f->bottom[c];
}

int frame_least(const struct frame *f, int c, bool brief)
{
  bool under = c < f->head_columns, beside = f->head_columns < f->columns;
  if (f->bottom[c] || f->top[c] > (under ? f->high + f->head : 0))
    return LEAST_COLUMN;
  if (under && beside)
    return brief ? LEAST_COLUMN : LEAST_UNDER;
  return 0;
}
