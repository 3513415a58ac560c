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
static size_t fill_one(const struct pour *p, size_t from,
                       const struct column *col, int c)
{
  int line = 0;
  size_t i = from;
  for (; i < p->end; i++) {
    const struct row *row = &p->flow->rows[i];
    struct spot *spot = &p->spots[i - p->from];
    if (row->kind == ROW_BLANK && line == 0) {
      *spot = (struct spot){-1, 0};
      continue;
    }
    if (has_height(row) && line == col->lines)
      break;
    *spot = (struct spot){c, col->top + line};
    line += has_height(row);
  }
  if (i == p->flow->nrows)
    return i;
  /* Blanks at the foot are dropped with the rows that follow. */
  return cut_before(p->flow, from, i, col->force);
}

size_t fill_columns(const struct pour *p, const struct column *cols, int n)
{
  size_t i = p->from;
  for (int c = 0; c < n && i < p->end; c++)
    if (cols[c].lines > 0)
      i = fill_one(p, i, &cols[c], c);
  /* What takes no height finds a place behind the last column, too. */
  for (; i < p->end && p->flow->rows[i].kind == ROW_FLOAT; i++)
    p->spots[i - p->from] = (struct spot){-1, 0};
  return i;
}
