#include "page/class.h"

#include <stddef.h>

#include "base/utf8.h"

/* A row for each class: clreq, GB/T 15834 5.1. */
struct rule_row {
  const char *name;
  int width;        /* halves of an em */
  bool left, right; /* blank side */
  int start, end;   /* least strictness that forbids it; NEVER */
  bool fixed;
};

enum { NEVER = BREAK_STRICT + 1 };

static const struct rule_row rows[CLASS_COUNT] = {
    [CLASS_HAN] = {"han", 2, false, false, NEVER, NEVER, false},
    [CLASS_OPEN] = {"open", 2, true, false, NEVER, BREAK_LOOSE, false},
    [CLASS_CLOSE] = {"close", 2, false, true, BREAK_LOOSE, NEVER, false},
    [CLASS_PAUSE] = {"pause", 2, false, true, BREAK_LOOSE, NEVER, false},
    [CLASS_STOP] = {"stop", 2, false, true, BREAK_LOOSE, NEVER, false},
    [CLASS_POINT] = {"point", 1, false, false, BREAK_LOOSE, NEVER, false},
    [CLASS_JOIN] = {"join", 2, false, false, BREAK_LOOSE, NEVER, true},
    /* clreq forbids the start in its Chinese text, GB the end as well */
    [CLASS_SOLIDUS] = {"solidus", 1, false, false, BREAK_LOOSE, BREAK_NORMAL,
                       true},
    [CLASS_DASH] = {"dash", 4, false, false, BREAK_STRICT, NEVER, false},
    [CLASS_ELLIPSIS] = {"ellipsis", 4, false, false, BREAK_STRICT, NEVER,
                        false},
    [CLASS_WORD] = {"word", 0, false, false, NEVER, NEVER, false},
    [CLASS_SPACE] = {"space", 0, false, false, NEVER, NEVER, false},
};

struct mark {
  uint16_t rune;
  uint8_t class;
};

/* Sorted by rune. */
static const struct mark marks[] = {
    {0x00B7, CLASS_POINT}, /* · */
    {0x2014, CLASS_JOIN},  /* — alone; a pair is CLASS_DASH */
    {0x2015, CLASS_JOIN},  {0x2018, CLASS_OPEN},     {0x2019, CLASS_CLOSE},
    {0x201C, CLASS_OPEN},  {0x201D, CLASS_CLOSE},    {0x2026, CLASS_ELLIPSIS},
    {0x2027, CLASS_POINT}, {0x22EF, CLASS_ELLIPSIS}, {0x2E3A, CLASS_DASH},
    {0x3001, CLASS_PAUSE}, {0x3002, CLASS_STOP},     {0x3008, CLASS_OPEN},
    {0x3009, CLASS_CLOSE}, {0x300A, CLASS_OPEN},     {0x300B, CLASS_CLOSE},
    {0x300C, CLASS_OPEN},  {0x300D, CLASS_CLOSE},    {0x300E, CLASS_OPEN},
    {0x300F, CLASS_CLOSE}, {0x3010, CLASS_OPEN},     {0x3011, CLASS_CLOSE},
    {0x3014, CLASS_OPEN},  {0x3015, CLASS_CLOSE},    {0x3016, CLASS_OPEN},
    {0x3017, CLASS_CLOSE}, {0x3018, CLASS_OPEN},     {0x3019, CLASS_CLOSE},
    {0x301A, CLASS_OPEN},  {0x301B, CLASS_CLOSE},    {0x301C, CLASS_JOIN},
    {0x301D, CLASS_OPEN},  {0x301E, CLASS_CLOSE},    {0x301F, CLASS_CLOSE},
    {0x30FB, CLASS_POINT}, {0xFF01, CLASS_STOP},     {0xFF08, CLASS_OPEN},
    {0xFF09, CLASS_CLOSE}, {0xFF0C, CLASS_PAUSE},    {0xFF0D, CLASS_JOIN},
    {0xFF0E, CLASS_STOP},  {0xFF0F, CLASS_SOLIDUS},  {0xFF1A, CLASS_PAUSE},
    {0xFF1B, CLASS_PAUSE}, {0xFF1F, CLASS_STOP},     {0xFF3B, CLASS_OPEN},
    {0xFF3D, CLASS_CLOSE}, {0xFF5B, CLASS_OPEN},     {0xFF5D, CLASS_CLOSE},
    {0xFF5E, CLASS_JOIN},  {0xFF5F, CLASS_OPEN},     {0xFF60, CLASS_CLOSE},
};

struct span {
  uint32_t from, to;
};

/* What is set in an em box like an ideograph, beside ideographs and marks;
 * sorted. East Asian Wide, and signs that Chinese faces draw 1 em wide. */
static const struct span wide[] = {
    {0x1100, 0x115F},   {0x203B, 0x203B},   {0x2160, 0x217F},
    {0x2190, 0x2199},   {0x2460, 0x24FF},   {0x2500, 0x25FF},
    {0x2600, 0x27BF},   {0x2B00, 0x2BFF},   {0x2E80, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE1F},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
    {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static const struct span ignorable[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},   {0x180B, 0x180F},
    {0x200B, 0x200F}, {0x202A, 0x202E},   {0x2060, 0x206F},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF},
};

static bool among(uint32_t r, const struct span *v, size_t n)
{
  for (size_t i = 0; i < n && v[i].from <= r; i++)
    if (r <= v[i].to)
      return true;
  return false;
}

enum mark_class class_mark(uint32_t r)
{
  size_t lo = 0, hi = sizeof marks / sizeof *marks;
  if (rune_is_han(r))
    return CLASS_COUNT;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (marks[mid].rune == r)
      return (enum mark_class)marks[mid].class;
    if (marks[mid].rune < r)
      lo = mid + 1;
    else
      hi = mid;
  }
  return CLASS_COUNT;
}

enum mark_class class_of(uint32_t r)
{
  enum mark_class c = class_mark(r);
  if (c != CLASS_COUNT)
    return c;
  if (class_is_space(r))
    return CLASS_SPACE;
  if (rune_is_han(r) || among(r, wide, sizeof wide / sizeof *wide))
    return CLASS_HAN;
  return CLASS_WORD;
}

int class_width(enum mark_class c)
{
  return rows[c].width;
}

bool class_blank_left(enum mark_class c)
{
  return rows[c].left;
}

bool class_blank_right(enum mark_class c)
{
  return rows[c].right;
}

bool class_no_start(enum mark_class c, enum strictness s)
{
  return (int)s >= rows[c].start;
}

bool class_no_end(enum mark_class c, enum strictness s)
{
  return (int)s >= rows[c].end;
}

/* clreq, adjacent marks: brackets hug what they hold. */
enum class_trim class_pair(enum mark_class a, enum mark_class b)
{
  if (b == CLASS_OPEN && (a == CLASS_OPEN || rows[a].right))
    return TRIM_SECOND;
  if (rows[a].right && rows[b].right)
    return TRIM_FIRST;
  if (a == CLASS_POINT && b == CLASS_OPEN)
    return TRIM_SECOND;
  if (rows[a].right && b == CLASS_POINT)
    return TRIM_FIRST;
  return TRIM_NONE;
}

bool class_fixed(enum mark_class c)
{
  return rows[c].fixed;
}

bool class_is_space(uint32_t r)
{
  return r == ' ' || (r >= 0x09 && r <= 0x0D) || r == 0x3000 || r == 0x1680 ||
         (r >= 0x2000 && r <= 0x200A && r != 0x2007) || r == 0x205F ||
         r == 0x2028 || r == 0x2029 || r == 0x85;
}

bool class_is_ignorable(uint32_t r)
{
  if ((r >= 0x20 && r < 0x7F) || (r >= 0x2070 && r < 0xFE00))
    return false; /* nearly all text, told at once */
  return r < 0x09 || (r >= 0x0E && r < 0x20) || r == 0x7F ||
         among(r, ignorable, sizeof ignorable / sizeof *ignorable);
}

const char *class_name(enum mark_class c)
{
  return c < CLASS_COUNT ? rows[c].name : "none";
}
