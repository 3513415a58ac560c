#include "intake/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "intake/credit.h"
#include "intake/looks.h"
#include "intake/normal.h"

enum {
  CELLS = 12, /* of a typed table, at most */
  CELL_WIDTH = 60,
  ROWS = 400,
  ROWS_TABS = 2,  /* as few make a table: with tabs */
  ROWS_BLANKS = 3 /* with blanks, which may be mere spacing */
};

struct row {
  const char *at[CELLS];
  size_t n[CELLS];
  int cells;
  bool tabs;
};

/* The run of blanks at P: bytes; its width and whether it holds a tab. */
static size_t blanks(const char *p, int *width, bool *tab)
{
  size_t n = 0, k;
  *width = 0;
  *tab = false;
  while ((k = normal_blank(p + n, width)) > 0) {
    *tab |= p[n] == '\t';
    n += k;
  }
  return n;
}

static bool add_cell(struct row *row, const char *from, const char *to)
{
  if (row->cells == CELLS)
    return false;
  row->at[row->cells] = from;
  row->n[row->cells++] = (size_t)(to - from);
  return true;
}

/* Cells of S by tabs or wide blanks. False: it is no row. */
static bool by_blanks(const char *s, struct row *row)
{
  int width;
  bool tab;
  s += blanks(s, &width, &tab);
  const char *from = s;
  while (*s) {
    size_t n = blanks(s, &width, &tab);
    if (n && s[n] && (tab || width >= 2)) {
      if (!add_cell(row, from, s))
        return false;
      row->tabs |= tab;
      from = s + n;
    } else if (n && !s[n]) {
      break;
    }
    s += n ? n : 1;
  }
  return add_cell(row, from, s) && row->cells > 1;
}

static bool by_pipes(const char *s, struct row *row)
{
  s += strspn(s, " ");
  if (*s != '|' || !strchr(s + 1, '|'))
    return false;
  row->tabs = true;
  for (s++; *s; s++) {
    const char *end = s;
    while (*end && *end != '|')
      end += 1 + (*end == '\\' && end[1]);
    if (!*end && !end[strspn(s, " ")])
      break;
    if (!add_cell(row, s, end))
      return false;
    s = end;
    if (!*s || !s[1 + strspn(s + 1, " ")])
      break;
  }
  return row->cells > 1;
}

static bool read_row(const struct copy_line *l, struct row *row)
{
  *row = (struct row){0};
  if (l->role != COPY_TEXT || l->raw->kind == RAW_PARA || l->part ||
      l->width > CELLS * CELL_WIDTH || credit_is_names(l->text))
    return false;
  if (!by_pipes(l->was, row)) {
    *row = (struct row){0};
    if (!by_blanks(l->was, row))
      return false;
  }
  return true;
}

/* Cells that are whole texts make no table. */
static bool fits(struct arena *arena, const struct row *row)
{
  for (int i = 0; i < row->cells; i++) {
    char *s = arena_copy_n(arena, row->at[i], row->n[i]);
    if (looks_width(s) > CELL_WIDTH || looks_count(s, "。"))
      return false;
  }
  return true;
}

/* |---|:--:| */
static bool is_rule(const struct row *row)
{
  for (int i = 0; i < row->cells; i++)
    for (size_t k = 0; k < row->n[i]; k++)
      if (!strchr("-: ", row->at[i][k]))
        return false;
  return true;
}

static char **cells(struct copy *c, const struct row *row)
{
  char **v = arena_array(c->arena, (size_t)row->cells + 1, sizeof *v);
  for (int i = 0; i < row->cells; i++)
    v[i] = normal_text(c->arena, arena_copy_n(c->arena, row->at[i], row->n[i]),
                       true);
  return v;
}

static void make(struct copy *c, size_t i, size_t end)
{
  struct row row;
  size_t rows = 0;
  char ***v = arena_array(c->arena, end - i + 1, sizeof *v);
  for (size_t k = i; k < end; k++) {
    if (read_row(&c->v[k], &row) && !is_rule(&row))
      v[rows++] = cells(c, &row);
    if (k > i) {
      c->v[k].role = COPY_JOINED;
      c->v[k].piece = c->v[k].text;
      c->v[k].why = N_("row of a table");
    }
  }
  c->v[i].role = COPY_TABLE;
  c->v[i].cells = v;
  c->v[i].sure = 85;
}

/* The line behind the run of rows that begins at I. */
static size_t run(struct copy *c, size_t i)
{
  struct row first, row;
  if (!read_row(&c->v[i], &first) || !fits(c->arena, &first))
    return i;
  size_t k = i + 1;
  bool tabs = first.tabs;
  while (k < c->n && k - i < ROWS && c->v[k].file == c->v[i].file &&
         c->v[k].gap <= (first.tabs ? 1 : 0) && read_row(&c->v[k], &row) &&
         row.cells == first.cells && fits(c->arena, &row)) {
    tabs &= row.tabs;
    k++;
  }
  return k - i >= (size_t)(tabs ? ROWS_TABS : ROWS_BLANKS) ? k : i;
}

void grid_find(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    size_t end = run(c, i);
    if (end == i)
      continue;
    make(c, i, end);
    i = end - 1;
  }
}
