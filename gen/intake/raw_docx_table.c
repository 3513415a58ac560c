/* Tables of Word. What is merged keeps its text in the first of its cells, the
 * others are empty; a table of one column only lays out a page, its cells are
 * text. Pictures in cells come before the table. */
#include <string.h>

#include "base/mem.h"
#include "intake/docx_in.h"
#include "intake/raw_in.h"
#include "tree/node.h"

enum { COLUMNS = 64, CELLS = 100000 };

/* A row, or a cell, may stand in wrappers: the next element NAME at or after
 * N, below TOP. */
static const xmlNode *next_in(const xmlNode *n, const xmlNode *top,
                              const char *name)
{
  while (n && !docx_is(n, name)) {
    bool wraps = n == top || docx_is(n, "sdt") || docx_is(n, "sdtContent") ||
                 docx_is(n, "customXml") || docx_is(n, "ins");
    if (wraps && n->children) {
      n = n->children;
      continue;
    }
    while (n != top && !n->next)
      n = n->parent;
    n = n == top ? NULL : n->next;
  }
  return n;
}

static const xmlNode *after(const xmlNode *n, const xmlNode *top,
                            const char *name)
{
  while (n != top && !n->next)
    n = n->parent;
  return n == top ? NULL : next_in(n->next, top, name);
}

/* A row that a tracked change deletes. */
static bool is_deleted(const xmlNode *row)
{
  return docx_child(docx_child(row, "trPr"), "del") != NULL;
}

static int add_empty(char **cells, int n, const char *count)
{
  for (int i = docx_number(count, 0); i > 0 && n < COLUMNS; i--)
    cells[n++] = "";
  return n;
}

static char *cell_text(struct docx *d, const xmlNode *cell)
{
  struct buf text = BUF_INIT, *outer = d->cell;
  buf_puts(&text, "");
  d->cell = &text;
  docx_blocks(d, cell);
  d->cell = outer;
  char *s = raw_clean(d->arena, d->raw, text.s, text.n);
  buf_free(&text);
  return s;
}

static char **read_row(struct docx *d, const xmlNode *row)
{
  char *cells[COLUMNS + 1] = {0};
  const xmlNode *props = docx_child(row, "trPr");
  int n = add_empty(cells, 0, docx_value(props, "gridBefore"));
  for (const xmlNode *c = next_in(row, row, "tc"); c && n < COLUMNS;
       c = after(c, row, "tc")) {
    const xmlNode *how = docx_child(c, "tcPr");
    int span = docx_number(docx_value(how, "gridSpan"), 1);
    cells[n++] = cell_text(d, c);
    for (; span > 1 && n < COLUMNS; span--)
      cells[n++] = "";
  }
  n = add_empty(cells, n, docx_value(props, "gridAfter"));
  d->cells += (size_t)n;
  char **out = arena_array(d->arena, (size_t)n + 1, sizeof *out);
  memcpy(out, cells, (size_t)n * sizeof *out);
  return out;
}

static bool has_columns(const xmlNode *table)
{
  for (const xmlNode *r = next_in(table, table, "tr"); r;
       r = after(r, table, "tr")) {
    const xmlNode *c = next_in(r, r, "tc");
    if (c && after(c, r, "tc"))
      return true;
  }
  return false;
}

/* Its cells one after the other. */
static void as_text(struct docx *d, const xmlNode *table)
{
  for (const xmlNode *r = next_in(table, table, "tr"); r;
       r = after(r, table, "tr"))
    for (const xmlNode *c = next_in(r, r, "tc"); c && !is_deleted(r);
         c = after(c, r, "tc"))
      docx_blocks(d, c);
}

static bool has_text(char ***rows)
{
  for (; *rows; rows++)
    for (char **c = *rows; *c; c++)
      if ((*c)[strspn(*c, " \t")])
        return true;
  return false;
}

void docx_table(struct docx *d, const xmlNode *table)
{
  if (d->cell || !has_columns(table)) {
    as_text(d, table);
    return;
  }
  size_t n = 0;
  for (const xmlNode *r = next_in(table, table, "tr"); r;
       r = after(r, table, "tr"))
    n++;
  char ***rows = arena_array(d->arena, n + 1, sizeof *rows);
  int line = ++d->paragraphs;
  n = 0;
  for (const xmlNode *r = next_in(table, table, "tr"); r && d->cells < CELLS;
       r = after(r, table, "tr"))
    if (!is_deleted(r))
      rows[n++] = read_row(d, r);
  d->cut = d->cut || d->cells >= CELLS;
  if (!has_text(rows))
    return;
  struct raw_item *item = raw_add(d->arena, d->raw, RAW_TABLE, NULL);
  item->cells = rows;
  item->line = line;
}
