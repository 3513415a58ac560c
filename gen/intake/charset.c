#include "intake/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

/* What a trial gave: characters beyond ASCII that could be read, and those
 * that could not. */
struct trial {
  size_t good, bad;
};

/* One character in ten may be damaged: of texts in another set nearly all
 * are. */
static bool fits(struct trial t)
{
  return t.bad * 10 <= t.good;
}

static struct trial try_utf8(struct buf *b, const char *s, size_t n)
{
  struct trial t = {0, 0};
  for (const char *end = s + n; s < end;) {
    const char *from = s;
    uint32_t r = utf8_next(&s, end);
    bool bad = r == RUNE_BAD && s == from + 1;
    t.bad += bad;
    t.good += !bad && r >= 0x80;
    buf_rune(b, r);
  }
  return t;
}

static uint32_t unit_at(const char *s, bool big)
{
  const unsigned char *u = (const unsigned char *)s;
  return big ? (uint32_t)u[0] << 8 | u[1] : (uint32_t)u[1] << 8 | u[0];
}

/* A character as texts of ours have them. */
static bool is_usual(uint32_t r)
{
  return r == '\t' || r == '\n' || r == '\r' || (r >= 0x20 && r < 0x7F) ||
         (r >= 0xA0 && r < 0x100) || (r >= 0x2010 && r < 0x2700) ||
         (r >= 0x3000 && r < 0x3400) || (r >= 0x4E00 && r < 0xA000) ||
         (r >= 0xFF00 && r < 0xFFF0) || r >= 0x10000;
}

/* Here GOOD is what is usual, BAD what is not. */
static struct trial try_utf16(struct buf *b, const char *s, size_t n, bool big)
{
  struct trial t = {0, n % 2};
  for (size_t i = 0; i + 1 < n; i += 2) {
    uint32_t r = unit_at(s + i, big);
    if (r >= 0xD800 && r < 0xDC00 && i + 3 < n) {
      uint32_t low = unit_at(s + i + 2, big);
      if (low >= 0xDC00 && low < 0xE000) {
        r = 0x10000 + ((r - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    bool good = is_usual(r);
    t.good += good;
    t.bad += !good;
    buf_rune(b, r);
  }
  if (n % 2)
    buf_rune(b, RUNE_BAD);
  return t;
}

/* What no iconv reads: U+FFFD, for one byte. */
static void skip(struct buf *b, struct trial *t, char **in, size_t *left)
{
  buf_rune(b, RUNE_BAD);
  t->bad++;
  ++*in;
  --*left;
}

static struct trial try_iconv(struct buf *b, const char *s, size_t n,
                              const char *set)
{
  struct trial t = {0, 0};
  iconv_t cd = iconv_open("UTF-8", set);
  if (cd == (iconv_t)-1)
    return (struct trial){0, n};
  char *in = (char *)s, part[4096];
  for (size_t left = n; left;) {
    char *out = part;
    size_t room = sizeof part;
    size_t r = iconv(cd, &in, &left, &out, &room);
    int why = errno;
    for (const char *p = part; p < out;)
      t.good += utf8_next(&p, out) >= 0x80;
    buf_put(b, part, (size_t)(out - part));
    if (r == (size_t)-1 && why != E2BIG)
      skip(b, &t, &in, &left);
  }
  iconv_close(cd);
  return t;
}

/* Of the pairs of bytes at S, in percent: how many have a lead from FROM to TO
 * and a trail from TRAIL on, where the common characters of a set stand. Marks
 * (leads below 0xB0 of GB, 0xA4 of Big5) do not count. */
static size_t common(const char *s, size_t n, unsigned char from,
                     unsigned char to, unsigned char trail)
{
  size_t in = 0, all = 0;
  for (size_t i = 0; i + 1 < n; i++) {
    unsigned char a = (unsigned char)s[i], c = (unsigned char)s[i + 1];
    if (a < 0x80)
      continue;
    i++;
    if (a >= 0xA1 && a < from)
      continue;
    all++;
    in += a >= from && a <= to && c >= trail;
  }
  return all ? in * 100 / all : 100;
}

static bool is_big5(const char *s, size_t n)
{
  return common(s, n, 0xB0, 0xD7, 0xA1) < 60 &&
         common(s, n, 0xA4, 0xC6, 0x40) > 80;
}

/* GB18030 or Big5, whichever fits; NULL: none. */
static const char *eastern(struct buf *b, const char *s, size_t n,
                           struct trial *t)
{
  struct buf gb = BUF_INIT, big = BUF_INIT;
  struct trial in_gb = try_iconv(&gb, s, n, "GB18030");
  struct trial in_big = {0, n};
  if (in_gb.bad || is_big5(s, n))
    in_big = try_iconv(&big, s, n, "BIG5");
  const char *set = NULL;
  if (!in_big.bad && is_big5(s, n))
    set = "Big5";
  else if (fits(in_gb))
    set = "GB18030";
  bool gb_fits = set && *set == 'G';
  const struct buf *text = gb_fits ? &gb : &big;
  if (set)
    buf_put(b, text->s, text->n);
  *t = gb_fits ? in_gb : in_big;
  buf_free(&gb);
  buf_free(&big);
  return set;
}

struct mark {
  const char *bytes;
  size_t n;
  const char *set;
};

static const struct mark marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
                                    {"\xFF\xFE", 2, "UTF-16LE"},
                                    {"\xFE\xFF", 2, "UTF-16BE"}};

static const char *by_mark(struct buf *b, const char *s, size_t n, int *damaged)
{
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    const struct mark *m = &marks[i];
    if (n < m->n || memcmp(s, m->bytes, m->n) != 0)
      continue;
    if (i == 0) {
      *damaged = (int)try_utf8(b, s + m->n, n - m->n).bad;
      return m->set;
    }
    size_t from = b->n;
    try_utf16(b, s + m->n, n - m->n, i == 2);
    /* What buf_rune could not write, and nothing else, is damaged. */
    for (const char *p = b->s + from, *end = b->s + b->n; p < end;)
      *damaged += utf8_next(&p, end) == RUNE_BAD;
    return m->set;
  }
  return NULL;
}

/* UTF-16 without a mark: where nearly all that it gives is usual. */
static const char *by_pattern(struct buf *b, const char *s, size_t n,
                              int *damaged)
{
  for (int big = 0; n >= 4 && big < 2; big++) {
    struct trial t = try_utf16(b, s, n, big);
    if (t.bad * 20 <= t.good) {
      *damaged = (int)t.bad;
      return big ? "UTF-16BE" : "UTF-16LE";
    }
    buf_clear(b);
  }
  return NULL;
}

const char *charset_read(struct buf *out, const char *s, size_t n, int *damaged)
{
  struct buf b = BUF_INIT;
  struct trial t = {0, 0};
  bool has_zero = n && memchr(s, 0, n);
  *damaged = 0;
  buf_puts(&b, "");
  const char *set = by_mark(&b, s, n, damaged);
  if (!set && utf8_check(s, n) == n && !has_zero) {
    buf_put(&b, s, n);
    set = "UTF-8";
  }
  if (!set)
    set = by_pattern(&b, s, n, damaged);
  if (!set) {
    t = try_utf8(&b, s, n);
    set = fits(t) ? "UTF-8" : NULL;
    if (!set) {
      buf_clear(&b);
      set = eastern(&b, s, n, &t);
    }
    *damaged = (int)t.bad;
  }
  if (set)
    buf_put(out, b.s, b.n);
  else
    *damaged = 0;
  buf_free(&b);
  return set;
}
