#include "web/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "tree/theme.h"

enum { LIMIT = 1 << 20 };

/* Behind the comment or the string at S, or one byte on. */
static const char *past(const char *s)
{
  if (!strncmp(s, "/*", 2)) {
    const char *end = strstr(s + 2, "*/");
    return end ? end + 2 : s + strlen(s);
  }
  if (*s != '"' && *s != '\'')
    return s + 1;
  for (char quote = *s++; *s && *s != quote; s++)
    s += *s == '\\' && s[1];
  return *s ? s + 1 : s;
}

/* Behind the block that begins at the next brace. */
static const char *past_block(const char *s)
{
  int depth = 0;
  while (*s) {
    depth += (*s == '{') - (*s == '}');
    bool end = *s == '}' && depth <= 0;
    s = past(s);
    if (end)
      break;
  }
  return s;
}

bool tokens_write(const char *theme, const char *to)
{
  struct buf css = BUF_INIT, out = BUF_INIT;
  char *from = theme_file(theme, "tokens.css");
  char *path = file_join(to, "tokens.css");
  bool ok = file_read(&css, from, LIMIT);
  for (const char *s = css.s, *next; ok && s && *s; s = next) {
    bool print = !strncmp(s, "@media print", strlen("@media print"));
    next = print ? past_block(s) : past(s);
    if (!print)
      buf_put(&out, s, (size_t)(next - s));
  }
  buf_puts(&out, "");
  ok = ok && file_put(path, out.s, out.n);
  free(path);
  free(from);
  buf_free(&out);
  buf_free(&css);
  return ok;
}
