#include "tree/table.h"

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

size_t table_indent(const char *s, size_t n)
{
  size_t i = 0;
  while (i < n && (is_blank(s[i]) || s[i] == '>'))
    i++;
  return i;
}

static struct table_cell trim(const char *s, size_t from, size_t to)
{
  while (from < to && is_blank(s[from]))
    from++;
  while (to > from && is_blank(s[to - 1]))
    to--;
  return (struct table_cell){from, to - from};
}

/* The next pipe that divides, from I on; N when there is none. */
static size_t pipe(const char *s, size_t n, size_t i)
{
  while (i < n && s[i] != '|')
    i += s[i] == '\\' ? 2 : 1;
  return i < n ? i : n;
}

size_t table_cells(const char *s, size_t n, struct table_cell *v)
{
  size_t count = 0, from = table_indent(s, n);
  while (n > from && is_blank(s[n - 1]))
    n--;
  if (from < n && s[from] == '|')
    from++;
  for (;;) {
    size_t to = pipe(s, n, from);
    if (to == n && from == n && count)
      break; /* behind the closing pipe */
    if (count < TABLE_COLUMNS)
      v[count] = trim(s, from, to);
    count++;
    if (to == n)
      break;
    from = to + 1;
  }
  return count;
}

/* 'l', 'c', 'r' for the rule cell S (`---`, `:-:`, `--:`), 0: none. */
static char alignment(const char *s, size_t n)
{
  bool left = n && s[0] == ':', right = n > 1 && s[n - 1] == ':';
  size_t from = left, to = n - right;
  if (from >= to)
    return 0;
  for (size_t i = from; i < to; i++)
    if (s[i] != '-')
      return 0;
  return left && right ? 'c' : right ? 'r' : 'l';
}

size_t table_rule(const char *s, size_t n, char *align)
{
  struct table_cell v[TABLE_COLUMNS];
  size_t i = table_indent(s, n);
  for (size_t k = i; k < n; k++)
    if (!is_blank(s[k]) && s[k] != '|' && s[k] != '-' && s[k] != ':')
      return 0;
  if (pipe(s, n, i) == n)
    return 0;
  size_t count = table_cells(s, n, v);
  for (size_t k = 0; k < count && k < TABLE_COLUMNS; k++) {
    align[k] = alignment(s + v[k].at, v[k].n);
    if (!align[k])
      return 0;
  }
  return count;
}

bool table_is_row(const char *s, size_t n)
{
  size_t i = table_indent(s, n);
  if (pipe(s, n, i) == n)
    return false;
  return !(i + 1 < n && (s[i] == '-' || s[i] == '+' || s[i] == '*') &&
           is_blank(s[i + 1]));
}
