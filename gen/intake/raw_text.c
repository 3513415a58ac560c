/* A text: lines of any ending. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/raw_in.h"

/* What ends the line at S: how many bytes, 0 nothing. U+0085, U+2028 and
 * U+2029 come from old systems and from the web. */
static size_t ending(const char *s, const char *end)
{
  if (*s == '\r')
    return s + 1 < end && s[1] == '\n' ? 2 : 1;
  if (*s == '\n' || *s == '\f' || *s == '\v')
    return 1;
  if (end - s >= 2 && !memcmp(s, "\xC2\x85", 2))
    return 2;
  return end - s >= 3 && (!memcmp(s, "\xE2\x80\xA8", 3) ||
                          !memcmp(s, "\xE2\x80\xA9", 3))
             ? 3
             : 0;
}

static void add_lines(struct arena *arena, struct raw *raw, const char *s,
                      const char *end)
{
  for (int line = 1; s < end;) {
    const char *from = s;
    size_t stop = 0;
    while (s < end && !(stop = ending(s, end)))
      s++;
    bool page = s < end && *s == '\f';
    /* A form feed by itself ends no line. */
    if (!page || s > from) {
      struct raw_item *item = raw_add(arena, raw, RAW_LINE, NULL);
      item->text = raw_clean(arena, raw, from, (size_t)(s - from));
      item->line = line;
    }
    if (page)
      raw_add(arena, raw, RAW_BREAK, NULL)->line = line;
    line += s < end && (*s == '\n' || *s == '\r');
    s += stop;
  }
}

bool raw_text(struct arena *arena, struct raw *raw, const char *s, size_t n)
{
  struct buf b = BUF_INIT;
  bool ok = raw_decode(raw, &b, s, n);
  int damaged = raw->damaged;
  if (ok) {
    add_lines(arena, raw, b.s, b.s + b.n);
    /* Counted when it was decoded; now it is good UTF-8. */
    raw->damaged = damaged;
    if (raw->dropped > 20 && (size_t)raw->dropped * 20 > b.n)
      ok = raw_refuse(raw, _("is no text; import text, Word's .docx, a web "
                             "page or a PDF"));
  }
  buf_free(&b);
  return ok;
}
