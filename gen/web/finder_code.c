#include "web/finder_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

enum {
  LAST = 57, /* digits that end a number, from '#' */
  MORE = 34, /* digits that go on, from ']' */
  LEAST_BITS = 3,
  MOST_BITS = 16,
  FILE_BYTES = 4800 /* compressed they are some 4 KB */
};

void finder_number(struct buf *b, uint32_t n)
{
  while (n >= LAST) {
    n -= LAST;
    buf_putc(b, (char)(']' + n % MORE));
    n /= MORE;
  }
  buf_putc(b, (char)('#' + n));
}

void finder_unit(struct buf *b, uint16_t unit)
{
  if (unit >= 0xD800 && unit <= 0xDFFF)
    buf_printf(b, "\\u%04x", unit);
  else
    buf_rune(b, unit);
}

/* U+2028 and U+2029 end a line in old scripts. */
static size_t odd(const char *s, const char *end)
{
  if ((unsigned char)*s < 0x20 || *s == '"' || *s == '\\' || *s == '<')
    return 1;
  return end - s >= 3 && s[0] == '\xE2' && s[1] == '\x80' &&
                 (s[2] == '\xA8' || s[2] == '\xA9')
             ? 3
             : 0;
}

void finder_string(struct buf *b, const char *s, size_t n)
{
  const char *end = s + n, *from = s;
  buf_putc(b, '"');
  while (s < end) {
    size_t k = odd(s, end);
    if (!k) {
      s++;
      continue;
    }
    unsigned code = k == 3 ? 0x2028u + (s[2] == '\xA9') : (unsigned char)*s;
    buf_put(b, from, (size_t)(s - from));
    buf_printf(b, "\\u%04x", code);
    from = s += k;
  }
  buf_put(b, from, (size_t)(s - from));
  buf_putc(b, '"');
}

static bool write_file(const char *dir, const char *name,
                       const struct buf *text)
{
  struct buf b = BUF_INIT;
  char *path = mem_printf("%s/%s.js", dir, name);
  buf_printf(&b, "chenbao_found(\"%s\",", name);
  buf_put(&b, text->n ? text->s : "\"\"", text->n ? text->n : 2);
  buf_puts(&b, ");\n");
  bool ok = file_put(path, b.s, b.n);
  buf_free(&b);
  free(path);
  return ok;
}

bool finder_file(const char *dir, char kind, uint32_t number,
                 const struct buf *text)
{
  char name[16];
  snprintf(name, sizeof name, "%c%04x", kind, number);
  return write_file(dir, name, text);
}

bool finder_part(const char *dir, uint32_t key, uint32_t part,
                 const struct buf *list)
{
  char name[32];
  struct buf text = BUF_INIT;
  snprintf(name, sizeof name, "h%08x-%x", key, part);
  buf_printf(&text, "\"%s\"", list->s);
  bool ok = write_file(dir, name, &text);
  buf_free(&text);
  return ok;
}

/* Newton's way to the inverse: each step doubles the bits that are right. */
uint32_t finder_unmix(uint32_t mixed)
{
  uint32_t inverse = FINDER_MIXER;
  for (int i = 0; i < 4; i++)
    inverse *= 2 - FINDER_MIXER * inverse;
  return mixed * inverse;
}

int finder_bits(uint64_t bytes)
{
  int bits = LEAST_BITS;
  while (bits < MOST_BITS && (bytes >> bits) > FILE_BYTES)
    bits++;
  return bits;
}
