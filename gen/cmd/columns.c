#include "cmd/columns.h"

#include <string.h>
#include <wchar.h>

#include "base/utf8.h"

enum { WIDTH = 78 };

static int rune_width(uint32_t r)
{
  int w = wcwidth((wchar_t)r);
  return w > 0 ? w : 0;
}

int columns_width(const char *s)
{
  const char *end = s + strlen(s);
  int width = 0;
  while (s < end)
    width += rune_width(utf8_next(&s, end));
  return width;
}

void columns_pad(FILE *to, const char *s, int width)
{
  int n = width - columns_width(s);
  fprintf(to, "%s%*s", s, n > 0 ? n : 0, "");
}

bool columns_may_break(uint32_t last, uint32_t next)
{
  if (last == ' ')
    return true;
  if (rune_is_cjk_mark(next) || rune_is_shared_mark(next) || next < 0x80)
    return next == ' ' || (rune_is_cjk_mark(last) && next < 0x80 &&
                           last != 0x300A && last != 0xFF08);
  return rune_is_han(next) && last != 0x300A && last != 0xFF08 &&
         last != 0x201C;
}

/* Where the line that begins at S ends, WIDTH columns wide at most. */
static const char *line_end(const char *s, int width)
{
  const char *end = s + strlen(s), *best = NULL, *at = s;
  uint32_t last = 0;
  while (at < end) {
    const char *before = at;
    uint32_t r = utf8_next(&at, end);
    if (before > s && columns_may_break(last, r))
      best = before;
    width -= rune_width(r);
    if (width < 0 && r != ' ' && best)
      return best;
    last = r;
  }
  return end;
}

void columns_fold(FILE *to, const char *text, int indent)
{
  while (*text) {
    const char *end = line_end(text, WIDTH - indent);
    int n = (int)(end - text);
    while (n > 0 && text[n - 1] == ' ')
      n--;
    fprintf(to, "%.*s\n", n, text);
    text = end + strspn(end, " ");
    if (*text)
      fprintf(to, "%*s", indent, "");
  }
}
