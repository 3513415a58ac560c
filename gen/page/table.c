#include "page/table.h"

#include <string.h>

#include "base/mem.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

enum { MOST_COLUMNS = 32, MOST_WIDTH_EM = 26 };

struct cell {
  const xmlNode *node;
  const struct text *text;
  const struct style *style;
  struct setting set;
  struct lines lines;
  bool head;
};

struct table {
  const xmlNode *node;
  const struct style *style;
  struct cell *caption; /* or NULL */
  int rows, columns;
  struct cell *cells; /* rows × columns; text NULL: none */
  int *high;          /* lines of each row */
  mpt natural[MOST_COLUMNS], widths[MOST_COLUMNS];
  mpt width;
  bool quiet;
};

static mpt cell_padding(const struct style *st)
{
  return st->padding[SIDE_LEFT] + st->padding[SIDE_RIGHT];
}

static void read_cell(struct layout *l, struct cell *c, const xmlNode *n,
                      bool head)
{
  c->node = n;
  c->head = head;
  c->style = style_of(l->styles, n);
  c->text = text_shape(l->arena, l->styles, l->fonts, n);
}

/* The widest cell of each column, within reason: a long cell may break. */
static void measure_columns(struct table *t)
{
  for (int r = 0; r < t->rows; r++)
    for (int c = 0; c < t->columns; c++) {
      const struct cell *cell = &t->cells[r * t->columns + c];
      if (!cell->text)
        continue;
      mpt w = text_width(cell->text), most = cell->style->size * MOST_WIDTH_EM;
      w = (w > most ? most : w) + cell_padding(cell->style);
      if (w > t->natural[c])
        t->natural[c] = w;
    }
}

static void count(struct table *t)
{
  for (xmlNode *r = node_first(t->node, "row"); r; r = node_next(r, "row")) {
    int n = 0;
    for (xmlNode *c = node_first(r, "cell"); c; c = node_next(c, "cell"))
      n++;
    t->columns = n > t->columns ? n : t->columns;
    t->rows++;
  }
  if (t->columns > MOST_COLUMNS)
    t->columns = MOST_COLUMNS;
}

struct table *table_new(struct layout *l, const xmlNode *node)
{
  struct table *t = arena_get(l->arena, sizeof *t);
  t->node = node;
  t->style = style_of(l->styles, node);
  count(t);
  t->cells = arena_array(l->arena, (size_t)t->rows * (size_t)t->columns + 1,
                         sizeof *t->cells);
  t->high = arena_array(l->arena, (size_t)t->rows + 1, sizeof *t->high);
  int row = 0;
  for (xmlNode *r = node_first(node, "row"); r; r = node_next(r, "row")) {
    struct cell *cell = t->cells + row++ * t->columns;
    int c = 0;
    bool head = node_attr(r, "head") != NULL;
    for (xmlNode *n = node_first(r, "cell"); n && c < t->columns;
         n = node_next(n, "cell"), c++)
      read_cell(l, cell + c, n, head);
  }
  const xmlNode *caption = node_first(node, "caption");
  if (caption) {
    t->caption = arena_get(l->arena, sizeof *t->caption);
    read_cell(l, t->caption, caption, false);
  }
  measure_columns(t);
  return t;
}

mpt table_natural(const struct table *t)
{
  mpt w = 0;
  for (int c = 0; c < t->columns; c++)
    w += t->natural[c];
  return w;
}

mpt table_least(const struct table *t, int han)
{
  mpt w = 0, most = han * t->style->size + t->style->size / 2;
  for (int c = 0; c < t->columns; c++)
    w += t->natural[c] < most ? t->natural[c] : most;
  return w;
}

void table_hush(struct table *t)
{
  t->quiet = true;
}

int table_rows(const struct table *t)
{
  return t->rows;
}

int table_fit(const struct table *t, int most)
{
  bool head = t->rows && t->columns && t->cells[0].head;
  int lines = 1 + (t->caption ? (int)t->caption->lines.n : 0), rows = 0;
  int under = lines + (head ? t->high[0] : 0);
  for (int r = head; r < t->rows; r++)
    if (under + t->high[r] > most)
      return 0;
  while (rows < t->rows && lines + t->high[rows] <= most)
    lines += t->high[rows++];
  return rows;
}

struct table *table_part(struct layout *l, const struct table *t, int from,
                         int to)
{
  struct table *part = arena_get(l->arena, sizeof *part);
  size_t row = (size_t)t->columns * sizeof *t->cells;
  int head = from > 0 && t->columns && t->cells[0].head;
  *part = *t;
  part->rows = to - from + head;
  part->caption = from ? NULL : t->caption;
  part->cells = arena_array(l->arena, (size_t)part->rows + 1, row + 1);
  part->high =
      arena_array(l->arena, (size_t)part->rows + 1, sizeof *part->high);
  if (head)
    memcpy(part->cells, t->cells, row);
  memcpy(part->cells + head * t->columns, t->cells + from * t->columns,
         row * (size_t)(to - from));
  return part;
}

/* Narrow columns keep their natural width, the others share what is left;
 * what is over is given to all alike. */
static void share_width(struct table *t, mpt width)
{
  bool fixed[MOST_COLUMNS] = {0};
  mpt left = width;
  int open = t->columns;
  for (bool again = true; again && open;) {
    again = false;
    for (int c = 0; c < t->columns; c++)
      if (!fixed[c] && t->natural[c] <= left / open) {
        fixed[c] = again = true;
        t->widths[c] = t->natural[c];
        left -= t->natural[c];
        open--;
        break;
      }
  }
  for (int c = 0; c < t->columns; c++)
    if (!fixed[c])
      t->widths[c] = left / open;
    else if (!open)
      t->widths[c] += left / t->columns;
}

static int break_cell(struct layout *l, struct cell *c, mpt width)
{
  mpt measure = width - cell_padding(c->style);
  if (measure < 2 * c->style->size)
    measure = 2 * c->style->size;
  c->set = (struct setting){.measure = measure};
  c->lines = lines_break(l->arena, c->text, &c->set);
  return c->lines.n ? (int)c->lines.n : 1;
}

int table_measure(struct layout *l, struct table *t, mpt width)
{
  int lines = 1; /* half a line of space above and below */
  t->width = width;
  share_width(t, width);
  if (t->caption)
    lines += break_cell(l, t->caption, width);
  for (int r = 0; r < t->rows; r++) {
    t->high[r] = 1;
    for (int c = 0; c < t->columns; c++) {
      struct cell *cell = &t->cells[r * t->columns + c];
      int n = cell->text ? break_cell(l, cell, t->widths[c]) : 1;
      t->high[r] = n > t->high[r] ? n : t->high[r];
    }
    lines += t->high[r];
  }
  return lines;
}

static void draw_cell(struct layout *l, struct sheet *sheet,
                      const struct cell *c, enum role role, struct rect at)
{
  mpt rlh = l->page->rlh;
  mpt y = at.y + (at.h - (mpt)c->lines.n * rlh) / 2;
  sheet_group(l->sheets, sheet, role, "");
  for (size_t i = 0; c->text && c->style && i < c->lines.n; i++, y += rlh)
    line_set(&(struct line_to){l->sheets, sheet,
                               at.x + c->style->padding[SIDE_LEFT],
                               y + line_baseline(l->fonts, c->style, rlh)},
             c->text, &c->lines.v[i], &c->set);
  sheet_end(l->sheets, sheet);
}

static void report_cell(const struct table *t, const struct cell *c)
{
  if (c->text && c->style && !t->quiet)
    lines_report(c->text, &c->lines, node_place(c->node));
}

static void draw_line(struct layout *l, struct sheet *sheet,
                      const struct table *t, struct rect at, int side)
{
  at.w = t->width;
  at.h = 0;
  if (t->style->border[side])
    layout_rule(l, sheet, at, t->style->border[side],
                t->style->border_ink[side]);
}

static void draw_row(struct layout *l, struct sheet *sheet,
                     const struct table *t, int r, struct rect at)
{
  const struct cell *row = &t->cells[r * t->columns];
  sheet_group(l->sheets, sheet, ROLE_ROW, "");
  if (row->style && row->style->has_fill)
    layout_fill(l, sheet, at, row->style->fill);
  for (int c = 0; c < t->columns; c++) {
    at.w = t->widths[c];
    report_cell(t, row + c);
    draw_cell(l, sheet, row + c, row[c].head ? ROLE_HEAD_CELL : ROLE_CELL, at);
    at.x += at.w;
  }
  sheet_end(l->sheets, sheet);
}

void table_draw(struct layout *l, struct sheet *sheet, struct table *t, mpt x,
                mpt y)
{
  mpt rlh = l->page->rlh;
  y += rlh / 2;
  sheet_group(l->sheets, sheet, ROLE_TABLE, "");
  if (t->caption) {
    mpt h = (mpt)t->caption->lines.n * rlh;
    report_cell(t, t->caption);
    draw_cell(l, sheet, t->caption, ROLE_CAPTION,
              (struct rect){x, y, t->width, h});
    y += h;
  }
  draw_line(l, sheet, t, (struct rect){.x = x, .y = y}, SIDE_TOP);
  for (int r = 0; r < t->rows; r++) {
    mpt h = t->high[r] * rlh;
    draw_row(l, sheet, t, r, (struct rect){x, y, t->width, h});
    y += h;
    if (r + 1 < t->rows)
      draw_line(l, sheet, t, (struct rect){.x = x, .y = y},
                t->cells[r * t->columns].head ? SIDE_TOP : SIDE_LEFT);
  }
  draw_line(l, sheet, t, (struct rect){.x = x, .y = y}, SIDE_BOTTOM);
  sheet_end(l->sheets, sheet);
}
