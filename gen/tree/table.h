/* The lines of a pipe table:
 *     | 项目 | 数字 |      head: at least one pipe; empty cells: no head
 *     |---|---:|           rule: as many cells as the head
 *     | 居民 | 2081 |      rows: every line that holds a pipe
 * `\|` is a pipe that divides nothing. */
#ifndef TREE_TABLE_H
#define TREE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_COLUMNS = 64, TABLE_ROWS = 1000 };

/* A cell's text, white space trimmed: N bytes from AT of its line. */
struct table_cell {
  size_t at, n;
};

/* Bytes of white space and quote markers at a line's start. */
size_t table_indent(const char *s, size_t n);
/* Columns of the rule S, or 0 when it is none; ALIGN (room for
 * TABLE_COLUMNS) takes 'l', 'c' or 'r' for each of the first. */
size_t table_rule(const char *s, size_t n, char *align);
/* Cells of the line S: how many there are; the first TABLE_COLUMNS in V. */
size_t table_cells(const char *s, size_t n, struct table_cell *v);
/* May the line be a row: a pipe that divides, and no list marker first? */
bool table_is_row(const char *s, size_t n);

#endif
