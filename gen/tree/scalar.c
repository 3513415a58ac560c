#include "tree/scalar.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

/* May it stand without quotes? Rather too few may than too many. */
static bool plain(const char *s)
{
  size_t n = strlen(s);
  if (!n || strchr("-?:,[]{}#&*!|>'\"%@`~= \t", *s) || s[n - 1] == ' ' ||
      s[n - 1] == ':' || s[n - 1] == '\t')
    return false;
  for (; *s; s++)
    if ((unsigned char)*s < ' ' || !strncmp(s, ": ", 2) ||
        !strncmp(s, " #", 2) || !strncmp(s, ":\t", 2) || !strncmp(s, "\t#", 2))
      return false;
  return true;
}

void scalar_put(struct buf *b, const char *text)
{
  bool bare = plain(text);
  if (!bare)
    buf_putc(b, '\'');
  for (; *text; text++) {
    if (*text == '\'' && !bare)
      buf_putc(b, '\'');
    bool control = (unsigned char)*text < ' ' || *text == 0x7F;
    buf_putc(b, control ? ' ' : *text);
  }
  if (!bare)
    buf_putc(b, '\'');
}
