#include "web/finder_in.h"

#include "asset/fold.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { WIDE = 0x2E80 }; /* Han, kana …, and the halves of a pair */

static const struct {
  uint32_t from, to;
} marks[] = {
    /* neither letter nor digit, after folding; in order */
    {0x0000, 0x002F}, {0x003A, 0x0060}, {0x007B, 0x00B4}, {0x00B6, 0x00BF},
    {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x2000, 0x206F}, {0x20A0, 0x20CF},
    {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020},
    {0x3030, 0x3030}, {0x303D, 0x303F}, {0x30FB, 0x30FB}, {0xE000, 0xF8FF},
    {0xFE00, 0xFE6F}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF},
    {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};

static bool is_mark(uint32_t r)
{
  if (r >= 0x4E00 && r <= 0x9FFF)
    return false;
  size_t i = 0, count = sizeof marks / sizeof *marks;
  while (i < count && r > marks[i].to)
    i++;
  return i < count && r >= marks[i].from;
}

/* What stands above or below a letter counts for nothing. */
static bool is_accent(uint32_t r)
{
  return r >= 0x300 && r <= 0x36F;
}

void units_put(struct units *to, uint16_t unit)
{
  to->u = mem_grow(to->u, &to->cap, to->n + 1, sizeof *to->u);
  to->u[to->n++] = unit;
}

struct line {
  struct units *to;
  size_t start;
  bool gap; /* a mark stands before what comes next */
};

static void put(struct line *l, uint32_t r)
{
  struct units *to = l->to;
  if (is_mark(r)) {
    l->gap = true;
    return;
  }
  if (l->gap && to->n > l->start && r < WIDE && to->u[to->n - 1] < WIDE)
    units_put(to, ' ');
  l->gap = false;
  if (r < 0x10000) {
    units_put(to, (uint16_t)r);
  } else {
    units_put(to, (uint16_t)(0xD7C0 + (r >> 10)));
    units_put(to, (uint16_t)(0xDC00 + (r & 0x3FF)));
  }
}

static void put_folded(struct line *l, uint32_t r)
{
  uint32_t form[FOLD_MAX];
  size_t n = fold_rune(form, r);
  for (size_t i = 0; i < n; i++)
    if (!is_accent(form[i]))
      put(l, form[i]);
}

void finder_fold(struct units *to, const char *s, size_t n)
{
  struct line l = {to, to->n, false};
  const char *end = s + n;
  while (s < end) {
    uint32_t r = utf8_next(&s, end);
    if (r == 0x3007 || r == 0x25CB) /* 〇 ○ */
      put(&l, '0');
    else if (r >= 0x4E00 && r <= 0x9FFF)
      put(&l, r);
    else
      put_folded(&l, r);
  }
}
