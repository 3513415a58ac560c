#include "tree/flank.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void flank_mark(struct flank *f)
{
  f->at = mem_grow(f->at, &f->cap, f->n + 1, sizeof *f->at);
  f->at[f->n++] = f->out.n;
  buf_puts(&f->out, FLANK);
}

void flank_lead(struct flank *f)
{
  flank_mark(f);
  flank_mark(f);
  memcpy(f->out.s + f->out.n - FLANK_LEN, "\xE3\x80\x80", FLANK_LEN);
}

static bool is_space(uint32_t r)
{
  return r == 0 || r == ' ' || (r >= 9 && r <= 13) || r == 0xA0 ||
         r == 0x1680 || (r >= 0x2000 && r <= 0x200A) || r == 0x202F ||
         r == 0x205F || r == 0x3000;
}

static bool among(uint32_t r, const char *list)
{
  const char *p = list, *end = list + strlen(list);
  while (p < end)
    if (utf8_next(&p, end) == r)
      return true;
  return false;
}

/* Signs in the CJK blocks that are symbols, not punctuation, to Unicode. */
static bool is_symbol(uint32_t r)
{
  return among(r, "＋＜＝＞＾｀｜～＄〄〒〓〠〶〷〾〿") ||
         (r >= 0x3021 && r <= 0x302F) || (r >= 0x3031 && r <= 0x303C);
}

/* What the parser holds for punctuation: ASCII signs and Unicode's P. */
static bool is_mark(uint32_t r)
{
  if (r < 0x80)
    return r > ' ' && r != 0x7F && !(r >= '0' && r <= '9') &&
           !((r | 0x20) >= 'a' && (r | 0x20) <= 'z');
  if (rune_is_cjk_mark(r))
    return !is_symbol(r);
  return among(r, "¡§«¶·»¿") || (r >= 0x2010 && r <= 0x2027) ||
         (r >= 0x2030 && r <= 0x205E && r != 0x2044 && r != 0x2052);
}

static bool is_chinese(uint32_t r)
{
  return rune_is_han(r) || rune_is_cjk_mark(r) || rune_is_shared_mark(r) ||
         (r >= 0x3041 && r <= 0x30FF) || (r >= 0xAC00 && r <= 0xD7A3);
}

/* A run in front of these only ever closes, one behind those only opens:
 * there the parser is right without help, and stars that refer to a note
 * (张三*，李四*，) stay stars. */
static bool is_closing(uint32_t r)
{
  return among(r, "，。、；：？！）》〉】〕」』”’］｝)]},.;:?!");
}

static bool is_opening(uint32_t r)
{
  return among(r, "（《〈【〔「『“‘［｛([{");
}

struct run {
  const char *s;
  size_t n;               /* stars */
  uint32_t before, after; /* the characters beside them */
  bool lone;              /* the same run stands behind AFTER: **！** */
};

static void put_run(struct flank *f, const struct run *r)
{
  bool space = is_space(r->before) || is_space(r->after);
  bool chinese = is_chinese(r->before) || is_chinese(r->after);
  bool one = is_mark(r->before) != is_mark(r->after);
  bool mend = one && chinese && !space;
  if (mend && is_mark(r->before) && !is_opening(r->before))
    flank_mark(f);
  buf_put(&f->out, r->s, r->n);
  if (mend && is_mark(r->after) && (r->lone || !is_closing(r->after)))
    flank_mark(f);
}

static size_t stars(const char *s, const char *end)
{
  const char *p = s;
  while (p < end && *p == '*')
    p++;
  return (size_t)(p - s);
}

static struct run run_at(const char *line, const char *s, const char *end)
{
  size_t n = stars(s, end);
  const char *next = s + n;
  struct run r = {s, n, utf8_before(line, s), utf8_next(&next, end), false};
  r.lone = stars(next, end) == n;
  return r;
}

/* Bytes from S to the next star that begins a run or a backslash pair. */
static size_t plain(const char *s, const char *end)
{
  const char *p = s;
  while (p < end && *p != '*' && *p != '\\')
    p++;
  return (size_t)(p - s);
}

void flank_line(struct flank *f, const char *s, size_t n)
{
  const char *end = s + n, *p = s;
  while (p < end) {
    size_t k = plain(p, end);
    buf_put(&f->out, p, k);
    p += k;
    if (p < end && *p == '\\') {
      k = end - p > 1 && p[1] == '*' ? 2 : 1;
      buf_put(&f->out, p, k);
      p += k;
    } else if (p < end) {
      struct run r = run_at(s, p, end);
      put_run(f, &r);
      p += r.n;
    }
  }
}

/* Index of the first insertion at or behind OFFSET. */
static size_t find(const struct flank *f, size_t offset)
{
  size_t lo = 0, hi = f->n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (f->at[mid] < offset)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

size_t flank_between(const struct flank *f, size_t from, size_t to)
{
  return (find(f, to) - find(f, from)) * FLANK_LEN;
}

void flank_free(struct flank *f)
{
  buf_free(&f->out);
  free(f->at);
  *f = (struct flank){.at = NULL};
}
