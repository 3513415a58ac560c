#include "tree/front.h"

#include <string.h>

size_t front_bom(const char *s, size_t n)
{
  return n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

/* Is the line that begins at S a fence: --- and white space? */
static bool fence(const char *s, size_t n)
{
  if (n < 3 || memcmp(s, "---", 3) != 0)
    return false;
  for (s += 3, n -= 3; n && *s != '\n'; s++, n--)
    if (*s != ' ' && *s != '\t' && *s != '\r')
      return false;
  return true;
}

/* Offset behind the line that begins at I. */
static size_t line_end(const char *s, size_t n, size_t i)
{
  const char *nl = memchr(s + i, '\n', n - i);
  return nl ? (size_t)(nl - s) + 1 : n;
}

struct front front_split(const char *s, size_t n)
{
  struct front f = {.body = front_bom(s, n), .body_line = 1};
  f.open = fence(s + f.body, n - f.body);
  if (!f.open)
    return f;
  size_t i = line_end(s, n, f.body);
  f.yaml = i;
  int line = 2;
  for (; i < n && !f.closed; line++) {
    f.closed = fence(s + i, n - i);
    f.yaml_len = f.closed ? i - f.yaml : f.yaml_len;
    i = line_end(s, n, i);
  }
  if (!f.closed)
    f.yaml_len = n - f.yaml;
  f.body = i;
  f.body_line = line;
  return f;
}
