#include "tree/source.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Offset of the end of the line that begins at I; CR tells whether the text
 * has any. */
static size_t line_end(const char *s, size_t n, size_t i, bool cr)
{
  if (!cr) {
    const char *end = memchr(s + i, '\n', n - i);
    return end ? (size_t)(end - s) : n;
  }
  while (i < n && s[i] != '\n' && s[i] != '\r')
    i++;
  return i;
}

void source_open(struct source *src, const char *s, size_t n, struct place at)
{
  *src = (struct source){.s = s, .n = n, .file = at.file};
  src->line = at.line;
  src->col = at.col;
  src->seen_line = SIZE_MAX;
  bool cr = n && memchr(s, '\r', n);
  for (size_t i = 0; i < n;) {
    size_t end = line_end(s, n, i, cr);
    src->v = mem_grow(src->v, &src->cap, src->lines + 1, sizeof *src->v);
    src->v[src->lines++] = (struct source_line){i, end - i, 0};
    i = end + (end < n);
    if (end + 1 < n && s[end] == '\r' && s[end + 1] == '\n')
      i++;
  }
}

void source_free(struct source *src)
{
  free(src->v);
  flank_free(&src->copy);
}

const char *source_text(const struct source *src, size_t i, size_t *n)
{
  *n = src->v[i].len;
  return src->s + src->v[i].in;
}

/* The line that holds byte OFFSET. */
static size_t line_of(const struct source *src, size_t offset)
{
  size_t i = 0;
  while (i + 1 < src->lines && src->v[i + 1].in <= offset)
    i++;
  return i;
}

static struct place place_of(const struct source *src, size_t offset)
{
  size_t i = line_of(src, offset), from = src->lines ? src->v[i].in : 0;
  int col = (int)utf8_count(src->s + from, offset - from) + 1;
  return (struct place){src->file, src->line + (int)i,
                        i ? col : col + src->col - 1};
}

static bool check_utf8(const struct source *src)
{
  size_t bad = utf8_check(src->s, src->n);
  if (bad < src->n)
    diag(LEVEL_ERROR, place_of(src, bad),
         _("byte 0x%02X is not valid UTF-8, save the file as UTF-8"),
         (unsigned)(unsigned char)src->s[bad]);
  return bad == src->n;
}

static bool forbidden(uint32_t r)
{
  return (r < 0x20 && r != '\t' && r != '\n' && r != '\r') || r == 0xFFFE ||
         r == 0xFFFF || r == FLANK_RUNE;
}

static bool check_runes(const struct source *src)
{
  for (const char *p = src->s, *end = src->s + src->n; p < end;) {
    const char *from = p;
    unsigned char c = (unsigned char)*p;
    if (c >= 0x20 && c < 0xEE) { /* nearly always */
      p++;
      continue;
    }
    uint32_t r = utf8_next(&p, end);
    if (forbidden(r)) {
      diag(LEVEL_ERROR, place_of(src, (size_t)(from - src->s)),
           _("character U+%04X may not stand in an article, delete it"),
           (unsigned)r);
      return false;
    }
  }
  return true;
}

/* Is the rest of a line a thematic break (which may look like nested
 * lists)? */
static bool is_rule(const char *s, size_t n)
{
  size_t count = 0;
  for (size_t i = 0; i < n; i++)
    if (s[i] == s[0])
      count++;
    else if (s[i] != ' ' && s[i] != '\t')
      return false;
  return count > 2 && strchr("-*_", s[0]);
}

/* Bytes of the list or quote marker at S, 0 when there is none. */
static size_t marker(const char *s, size_t n)
{
  size_t i = 0;
  if (n && s[0] == '>')
    return 1;
  if (n && strchr("-+*", s[0]))
    i = 1;
  else {
    while (i < n && i < 9 && s[i] >= '0' && s[i] <= '9')
      i++;
    i = i && i < n && (s[i] == '.' || s[i] == ')') ? i + 1 : 0;
  }
  return i && (i == n || s[i] == ' ' || s[i] == '\t') ? i : 0;
}

/* Can the line begin more containers than are allowed? Then the parser,
 * whose work grows with depth times lines, does not see it. */
static bool too_deep(const char *s, size_t n)
{
  size_t i = 0, columns = 0;
  for (int depth = 0; depth <= SOURCE_DEPTH; depth++) {
    for (; i < n && (s[i] == ' ' || s[i] == '\t'); i++)
      columns += s[i] == '\t' ? 4 : 1;
    if (columns > SOURCE_INDENT)
      return true;
    if (i == n || is_rule(s + i, n - i))
      return false;
    size_t k = marker(s + i, n - i);
    if (!k)
      return false;
    i += k;
  }
  return true;
}

static bool check_depth(const struct source *src)
{
  for (size_t i = 0; i < src->lines; i++)
    if (too_deep(src->s + src->v[i].in, src->v[i].len)) {
      struct place at = {src->file, src->line + (int)i, 1};
      diag(LEVEL_ERROR, at,
           _("more than %d levels of nesting, make it simpler"),
           SOURCE_DEPTH);
      return false;
    }
  return true;
}

bool source_check(const struct source *src)
{
  if (src->n > SOURCE_LIMIT) {
    struct place at = {src->file, src->line, src->col};
    diag(LEVEL_ERROR, at,
         _("the article has %zu bytes, more than %d, divide it"), src->n,
         SOURCE_LIMIT);
    return false;
  }
  return check_utf8(src) && check_runes(src) && check_depth(src);
}

void source_copy(struct source *src, size_t i)
{
  struct source_line *l = &src->v[i];
  l->out = src->copy.out.n;
  flank_line(&src->copy, src->s + l->in, l->len);
  buf_putc(&src->copy.out, '\n');
}

void source_token(struct source *src, size_t i, size_t indent,
                  const char *token)
{
  struct source_line *l = &src->v[i];
  l->out = src->copy.out.n;
  buf_put(&src->copy.out, src->s + l->in, indent);
  buf_puts(&src->copy.out, token);
  buf_putc(&src->copy.out, '\n');
}

struct place source_raw(struct source *src, size_t i, size_t byte)
{
  struct place at = {src->file, src->line + (int)i, 1};
  size_t from = 0;
  if (i >= src->lines)
    return at;
  const struct source_line *l = &src->v[i];
  byte = byte < l->len ? byte : l->len;
  at.col = i ? 1 : src->col;
  bool on = src->seen_line == i && byte >= src->seen_byte;
  if (on) {
    from = src->seen_byte;
    at.col = src->seen_col;
  }
  at.col += (int)utf8_count(src->s + l->in + from, byte - from);
  if (on || src->seen_line != i) {
    src->seen_line = i;
    src->seen_byte = byte;
    src->seen_col = at.col;
  }
  return at;
}

size_t source_back(const struct source *src, size_t i, size_t col)
{
  if (i >= src->lines || !col)
    return 0;
  size_t from = src->v[i].out, byte = col - 1;
  size_t more = flank_between(&src->copy, from, from + byte);
  return byte > more ? byte - more : 0;
}
