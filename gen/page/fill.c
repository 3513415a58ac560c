#include "page/fill.h"

static bool has_height(const struct row *row)
{
  return row->kind != ROW_FLOAT;
}

/* May a column end before row I? A float that belongs there takes nothing
 * out of the column, so what stands before it decides. */
static bool may_end(const struct flow *f, size_t from, size_t i)
{
  while (i > from && !has_height(&f->rows[i - 1]))
    i--;
  return i == from || !f->rows[i - 1].no_cut;
}

/* The last row of [FROM, TO) after which a column may end. When none may, the
 * column stays empty, or, FORCED, the rule yields; but a high line or a solid
 * is never cut through. */
static size_t cut_before(const struct flow *f, size_t from, size_t to,
                         bool forced)
{
  for (size_t i = to; i > from; i--)
    if (may_end(f, from, i))
      return i;
  while (forced && to > from && f->rows[to].kind == ROW_REST)
    to--;
  return forced ? to : from;
}

/* Pours into column C; returns the first row that does not belong to it. */
static size_t fill_one(const struct flow *f, size_t from, size_t end,
                       const struct column *col, int c, struct spot *spots)
{
  int line = 0;
  size_t i = from;
  for (; i < end; i++) {
    const struct row *row = &f->rows[i];
    if (row->kind == ROW_BLANK && line == 0) {
      spots[i] = (struct spot){-1, 0};
      continue;
    }
    if (has_height(row) && line == col->lines)
      break;
    spots[i] = (struct spot){c, col->top + line};
    line += has_height(row);
  }
  if (i == f->nrows)
    return i;
  /* Blanks at the foot are dropped with the rows that follow. */
  return cut_before(f, from, i, col->force);
}

size_t fill_columns(const struct flow *f, size_t from, size_t end,
                    const struct column *cols, int n, struct spot *spots)
{
  size_t i = from;
  for (int c = 0; c < n && i < end; c++)
    if (cols[c].lines > 0)
      i = fill_one(f, i, end, &cols[c], c, spots);
  /* What takes no height finds a place behind the last column, too. */
  for (; i < end && f->rows[i].kind == ROW_FLOAT; i++)
    spots[i] = (struct spot){-1, 0};
  return i;
}
