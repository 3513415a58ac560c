#include "page/space.h"

#include "base/utf8.h"
#include "page/shape.h"

/* Steps of squeezing and stretching (clreq). Step 1, the mark at the
 * line's end, is done by `end`; step 3, the interpunct's sides, never occurs,
 * since its box is half an em from the start. */
enum { ORDER_SPACE = 2, ORDER_BRACKET = 4, ORDER_PAUSE, ORDER_GAP, ORDER_STOP };
enum { RISE_SPACE = 1, RISE_GAP };

static uint32_t first_rune(const struct text *t, const struct atom *a)
{
  const char *p = t->s + a->text, *end = p + a->len;
  uint32_t r = 0;
  while (p < end && class_is_ignorable(r = utf8_next(&p, end)))
    ;
  return r;
}

static uint32_t last_rune(const struct text *t, const struct atom *a)
{
  const char *from = t->s + a->text, *p = from + a->len;
  uint32_t r = 0;
  while (p > from && class_is_ignorable(r = utf8_before(from, p)))
    p--;
  return r;
}

static bool is_ideograph(const struct atom *a, uint32_t r)
{
  return a->class == CLASS_HAN &&
         (rune_is_han(r) || (r >= 0x3041 && r <= 0x30FF));
}

/* A letter, figure or sign that keeps a gap to Han; not punctuation. */
static bool is_western(const struct atom *a, uint32_t r)
{
  return a->class == CLASS_WORD && !a->missing &&
         ((r >= '0' && r <= '9') || ((r | 32) >= 'a' && (r | 32) <= 'z') ||
          r == '%' || r == '+' || r == '$' || r == '#' || r == '&' ||
          r == '@' || r == '=' || (r >= 0xA1 && r < 0x2000) ||
          (r >= 0x2030 && r < 0x2E80));
}

static bool wants_gap(const struct text *t, const struct atom *a,
                      const struct atom *b)
{
  if (a->class == CLASS_WORD && b->class == CLASS_HAN)
    return is_western(a, last_rune(t, a)) && is_ideograph(b, first_rune(t, b));
  if (a->class == CLASS_HAN && b->class == CLASS_WORD)
    return is_ideograph(a, last_rune(t, a)) && is_western(b, first_rune(t, b));
  return false;
}

static bool is_mark(const struct atom *a)
{
  return a->class >= CLASS_OPEN && a->class <= CLASS_STOP;
}

static mpt half(const struct atom *a)
{
  return a->width / 2;
}

static bool trims_wholly(const struct atom *a, enum punct p)
{
  return p == PUNCT_HALF || (p == PUNCT_KAIMING && a->class != CLASS_STOP);
}

static void trim(struct atom *a)
{
  if (class_blank_left(a->class))
    a->left = half(a);
  else if (class_blank_right(a->class))
    a->right = half(a);
}

/* GB/T 15834 5.1.2: ？！ together 1 em, three together 2 em where marks are
 * not half an em anyway. */
static void stack_marks(struct text *t, size_t i)
{
  struct atom *v = t->atoms;
  uint32_t r = first_rune(t, &v[i]);
  if (v[i].class != CLASS_STOP || (r != 0xFF01 && r != 0xFF1F) || !i)
    return;
  uint32_t p = first_rune(t, &v[i - 1]);
  if (p != 0xFF01 && p != 0xFF1F)
    return;
  trim(&v[i - 1]);
  bool third =
      i > 1 && (p = first_rune(t, &v[i - 2]), p == 0xFF01 || p == 0xFF1F);
  if (third && t->style->punct != PUNCT_HALF)
    v[i].right = 0;
  else
    trim(&v[i]);
}

static int order_of(const struct atom *a)
{
  switch (a->class) {
  case CLASS_OPEN:
  case CLASS_CLOSE:
    return ORDER_BRACKET;
  case CLASS_PAUSE:
    return ORDER_PAUSE;
  case CLASS_STOP:
    return ORDER_STOP;
  default:
    return 0;
  }
}

/* After the trims: what a mark has left for the line's ends and squeezing. */
static void mark_reserves(struct atom *a, const struct style *st)
{
  enum punct p = st->punct;
  mpt rest = half(a) - a->left - a->right;
  a->order = (uint8_t)order_of(a);
  a->give = st->keep_stops && a->class == CLASS_STOP ? 0 : rest;
  if (p == PUNCT_FULL)
    return;
  if (class_blank_left(a->class))
    a->start = rest;
  else
    a->end = rest;
}

/* Two marks that the style forbids to trim, or that stand in two styles of
 * different size, keep their widths. */
static void trim_marks(struct text *t)
{
  struct atom *v = t->atoms;
  enum punct p = t->style->punct;
  for (size_t i = 0; i < t->n && p != PUNCT_FULL; i++) {
    if (is_mark(&v[i]) && trims_wholly(&v[i], p))
      trim(&v[i]);
    if (!i)
      continue;
    enum class_trim which = class_pair(v[i - 1].class, v[i].class);
    if (which == TRIM_FIRST)
      trim(&v[i - 1]);
    else if (which == TRIM_SECOND)
      trim(&v[i]);
    stack_marks(t, i);
  }
  for (size_t i = 0; i < t->n; i++)
    if (is_mark(&v[i]))
      mark_reserves(&v[i], t->style);
    else
      v[i].end = -v[i].hyphen;
}

/* A typed space. Between Han and Latin it is the gap, between two Han half an
 * em, beside the blank of a mark nothing, else a word space. */
static void size_space(struct text *t, size_t i)
{
  struct atom *v = t->atoms, *a = &v[i];
  const struct atom *b = i ? &v[i - 1] : NULL;
  const struct atom *c = i + 1 < t->n ? &v[i + 1] : NULL;
  mpt em = a->style->size;
  if (first_rune(t, a) == 0x3000)
    return;
  bool han_before = b && b->class != CLASS_WORD;
  bool han_after = c && c->class != CLASS_WORD;
  if ((b && class_blank_right(b->class)) || (c && class_blank_left(c->class)))
    a->width = 0;
  else if (han_before && han_after)
    a->width = em / 2;
  else if (han_before || han_after) {
    a->width = em / 4;
    a->order = ORDER_GAP, a->give = em / 8;
    a->rise = RISE_GAP, a->grow = em / 12;
  } else {
    if (a->width < em / 4)
      a->width = em / 4;
    a->order = ORDER_SPACE, a->give = a->width - em / 4;
    a->rise = RISE_SPACE;
    a->grow = a->width < em / 2 ? em / 2 - a->width : 0;
  }
}

static void size_gap(struct text *t, size_t i)
{
  struct atom *a = &t->atoms[i], *b = a + 1;
  mpt em = a->style->size < b->style->size ? b->style->size : a->style->size;
  a->gap = a->style->letter_space;
  a->elastic = !a->tight && !class_fixed(a->class) && !class_fixed(b->class);
  if (a->tight || !a->style->autospace || !wants_gap(t, a, b))
    return;
  a->gap += em / 4;
  a->gap_give = em / 8;
  a->gap_grow = em / 12; /* to a third, as many houses: half tears a column
                            of 12 characters apart */
}

static void clear(struct atom *a)
{
  a->order = a->rise = 0;
  a->left = a->right = a->start = a->end = 0;
  a->give = a->grow = a->gap = a->gap_give = a->gap_grow = 0;
  a->elastic = false;
}

static void add_sum(struct sum *to, const struct sum *from,
                    const struct atom *a)
{
  *to = *from;
  to->width += a->width - a->left - a->right + a->gap;
  to->give[a->order] += a->give;
  to->grow[a->rise] += a->grow;
  to->give[ORDER_GAP] += a->gap_give;
  to->grow[RISE_GAP] += a->gap_grow;
  to->seams += a->elastic;
}

void space_sum(struct text *t)
{
  for (size_t i = 0; i < t->n; i++)
    add_sum(&t->sums[i + 1], &t->sums[i], &t->atoms[i]);
}

void space_text(struct text *t)
{
  for (size_t i = 0; i < t->n; i++)
    clear(&t->atoms[i]);
  trim_marks(t);
  for (size_t i = 0; i < t->n; i++) {
    if (t->atoms[i].class == CLASS_SPACE)
      size_space(t, i);
    if (i + 1 < t->n)
      size_gap(t, i);
  }
  space_sum(t);
}
