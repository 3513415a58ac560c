#include "intake/normal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/credit.h"
#include "intake/looks.h"

enum { LEADER = 0x2026, DASH = 0x2014, MANY = 5, FAR = 32 };

/* A line at work. KEEP: part of an address, not to be touched. */
struct line {
  uint32_t *r;
  bool *keep;
  size_t n;
  bool chinese; /* more Han than Latin */
  bool body;
};

static bool zero_width(uint32_t r)
{
  return r == 0x200B || r == 0xFEFF || r == 0x2060 || r == 0xAD ||
         r == 0x200E || r == 0x200F;
}

static bool blank(uint32_t r)
{
  return r == ' ' || r == '\t' || r == 0xA0 || r == 0x3000 || r == 0x202F ||
         r == 0x205F || (r >= 0x2000 && r <= 0x200A) || r == 0x1680 ||
         r == '\r' || r == '\f' || r == '\v';
}

size_t normal_blank(const char *s, int *width)
{
  const char *p = s;
  uint32_t r = utf8_next(&p, s + strnlen(s, 4));
  if (!blank(r) && !zero_width(r))
    return 0;
  if (width && !zero_width(r))
    *width += r == 0x3000 || r == 0x2003 ? 2 : r == '\t' ? 4 : 1;
  return (size_t)(p - s);
}

bool normal_is_blank(const char *s)
{
  while (*s) {
    size_t k = normal_blank(s, NULL);
    if (!k)
      return false;
    s += k;
  }
  return true;
}

void normal_trim(char *s)
{
  size_t a = strspn(s, " "), n = strlen(s);
  while (n > a && s[n - 1] == ' ')
    n--;
  memmove(s, s + a, n - a);
  s[n - a] = '\0';
}

static bool digit(uint32_t r)
{
  return r >= '0' && r <= '9';
}

static bool letter(uint32_t r)
{
  return (r | 0x20) >= 'a' && (r | 0x20) <= 'z';
}

/* Chinese: Han, marks of the CJK blocks, “ ” ‘ ’ … — ·. */
static bool chinese(uint32_t r)
{
  return rune_is_han(r) || rune_is_cjk_mark(r) || rune_is_shared_mark(r);
}

/* One character by itself: full-width figures and letters become half. */
static uint32_t plain(uint32_t r)
{
  if ((r >= 0xFF10 && r <= 0xFF19) || (r >= 0xFF21 && r <= 0xFF3A) ||
      (r >= 0xFF41 && r <= 0xFF5A) || r == 0xFF05)
    return r - 0xFEE0;
  if (r == 0xFF61 || r == 0xFF64)
    return r == 0xFF61 ? 0x3002 : 0x3001;
  /* What Markdown of ours keeps for itself, and what is no character. */
  if (r == 0xE000 || (r & 0xFFFE) == 0xFFFE || (r >= 0xFDD0 && r <= 0xFDEF))
    return RUNE_BAD;
  return blank(r) ? ' ' : r;
}

static void decode(struct line *l, const char *s)
{
  const char *end = s + strlen(s);
  long han = 0, latin = 0;
  /* A mark may become two. */
  l->r = mem_array(strlen(s) * 2 + 8, sizeof *l->r);
  l->keep = mem_array(strlen(s) * 2 + 8, sizeof *l->keep);
  while (s < end) {
    uint32_t r = utf8_next(&s, end);
    if (zero_width(r))
      continue;
    l->r[l->n++] = plain(r);
    han += rune_is_han(r);
    latin += letter(plain(r));
  }
  l->chinese = han && han * 4 >= latin;
}

/* Addresses: runs of ASCII that hold :// or @ or begin with www. */
static bool is_address(const uint32_t *r, size_t n)
{
  bool dot = false, at = false;
  for (size_t i = 0; i < n; i++) {
    if (i + 2 < n && r[i] == ':' && r[i + 1] == '/' && r[i + 2] == '/')
      return true;
    at |= r[i] == '@' && i;
    dot |= at && r[i] == '.';
  }
  return dot || (n > 4 && (r[0] | 0x20) == 'w' && (r[1] | 0x20) == 'w' &&
                 (r[2] | 0x20) == 'w' && r[3] == '.');
}

static bool address_rune(uint32_t r)
{
  return r > ' ' && r < 0x7F && r != '"' && r != '<' && r != '>' && r != '(' &&
         r != ')';
}

static void keep_addresses(struct line *l)
{
  for (size_t i = 0; i < l->n; i++) {
    size_t to = i;
    while (to < l->n && address_rune(l->r[to]))
      to++;
    size_t end = to;
    while (end > i && strchr(",.;:!?'", (int)l->r[end - 1]))
      end--;
    if (is_address(l->r + i, end - i))
      for (size_t k = i; k < end; k++)
        l->keep[k] = true;
    i = to > i ? to - 1 : i;
  }
}

/* The nearest rune that is no blank before (STEP -1) or behind I; 0: none.
 * Straight quotes are looked through. */
static uint32_t beside(const struct line *l, size_t i, int step)
{
  long k = (long)i + step;
  for (int n = 0; n < FAR && k >= 0 && k < (long)l->n; k += step, n++)
    if (l->r[k] != ' ' && l->r[k] != '"' && l->r[k] != '\'')
      return l->r[k];
  return 0;
}

static uint32_t at(const struct line *l, size_t i)
{
  return i < l->n ? l->r[i] : 0;
}

/* Does the mark at I end Latin words in quotes: "I love it!" */
static bool ends_latin(const struct line *l, size_t i)
{
  bool letters = false;
  size_t k = i;
  if (!looks_among(at(l, i + 1), "\"'”’"))
    return false;
  while (k-- && !looks_among(l->r[k], "\"“”") && !chinese(l->r[k]))
    letters |= letter(l->r[k]);
  return letters && k < l->n && looks_among(l->r[k], "\"“");
}

/* Does the half-width mark at I belong to Chinese text? */
static bool wants_full(const struct line *l, size_t i)
{
  uint32_t before = i ? l->r[i - 1] : 0, after = at(l, i + 1);
  if ((digit(before) && digit(after)) || ends_latin(l, i))
    return false;
  uint32_t left = beside(l, i, -1), right = beside(l, i, 1);
  if (chinese(left) || chinese(right))
    return !(l->r[i] == ':' && after == '/') &&
           !(left && left < 0x2000 && after == ' ' && digit(right));
  return !right && l->chinese && left && left < 0x80 &&
         (letter(left) || digit(left) || left == '%' || left == ')');
}

static void widen_marks(struct line *l)
{
  for (size_t i = 0; i < l->n; i++) {
    uint32_t r = l->r[i];
    bool mark = r == ',' || r == ';' || r == ':' || r == '?' || r == '!';
    if (mark && !l->keep[i] && wants_full(l, i))
      l->r[i] = r + 0xFEE0;
    else if (r == 0xFF0E && i && digit(l->r[i - 1]) && digit(at(l, i + 1)))
      l->r[i] = '.';
  }
}

static void widen_pair(struct line *l, size_t a, size_t b)
{
  bool full = chinese(beside(l, a, -1)) || chinese(beside(l, b, 1));
  for (size_t i = a + 1; i < b && !full; i++)
    full = rune_is_han(l->r[i]);
  if (!full)
    return;
  l->r[a] = 0xFF08;
  l->r[b] = 0xFF09;
}

/* Round brackets, in pairs; a bracket alone follows its neighbours. */
static void widen_brackets(struct line *l)
{
  size_t open[32] = {0};
  int n = 0;
  for (size_t i = 0; i < l->n; i++) {
    uint32_t r = l->r[i];
    if (l->keep[i])
      continue;
    if (r == '(' || r == 0xFF08) {
      open[n < 32 ? n++ : 31] = i;
    } else if (r == ')' || r == 0xFF09) {
      if (n)
        widen_pair(l, open[--n], i);
      else if (r == ')' && chinese(beside(l, i, -1)))
        l->r[i] = 0xFF09;
    }
  }
  while (n--)
    if (l->r[open[n]] == '(' && chinese(beside(l, open[n], 1)))
      l->r[open[n]] = 0xFF08;
}

/* A run of runes of LIST from I on. */
static size_t run(const struct line *l, size_t i, const char *list)
{
  size_t k = i;
  while (k < l->n && !l->keep[k] && looks_among(l->r[k], list))
    k++;
  return k - i;
}

static void replace(struct line *l, size_t i, size_t n, uint32_t with)
{
  /* Two of WITH; a single rune grows, so room was made for it. */
  if (n < 2) {
    memmove(l->r + i + 2, l->r + i + 1, (l->n - i - 1) * sizeof *l->r);
    memmove(l->keep + i + 2, l->keep + i + 1, (l->n - i - 1) * sizeof *l->keep);
    l->n++;
  } else {
    memmove(l->r + i + 2, l->r + i + n, (l->n - i - n) * sizeof *l->r);
    memmove(l->keep + i + 2, l->keep + i + n, (l->n - i - n) * sizeof *l->keep);
    l->n -= n - 2;
  }
  l->r[i] = l->r[i + 1] = with;
  l->keep[i] = l->keep[i + 1] = false;
}

static bool near_chinese(const struct line *l, size_t i, size_t n)
{
  return chinese(beside(l, i, -1)) || chinese(beside(l, i + n - 1, 1));
}

/* ... 。。。 … to ……, -- to ——; rows of them that rule off are left. */
static void long_marks(struct line *l)
{
  for (size_t i = 0; i < l->n; i++) {
    size_t dots = run(l, i, "."), stops = run(l, i, "。");
    size_t lead = run(l, i, "…"), dash = run(l, i, "-—―─－–");
    if ((dots >= 3 && dots <= 8 && near_chinese(l, i, dots)))
      replace(l, i, dots, LEADER);
    else if (stops >= 3 && stops <= 8)
      replace(l, i, stops, LEADER);
    else if (lead == 1 && near_chinese(l, i, 1))
      replace(l, i, 1, LEADER);
    else if (dash == 2 && near_chinese(l, i, 2))
      replace(l, i, 2, DASH);
    i += dots > 1 || lead || (dash > 1 && dash < MANY) ? 1
         : dash                                        ? dash - 1
                                                       : 0;
  }
}

/* A Latin full stop that ends a sentence: behind Han, a bracket or a unit;
 * behind a quote that shuts, where Han or nothing follows. */
static void full_stops(struct line *l)
{
  for (size_t i = 1; i < l->n; i++) {
    uint32_t next = beside(l, i, 1), last = l->r[i - 1];
    bool unit = l->chinese && looks_among(last, "%‰℃㎡”’）》");
    bool quote = l->chinese && last == '"' && at(l, i + 1) != '"';
    quote |= l->chinese && digit(last) && looks_among(at(l, i + 1), "\"”");
    if (l->r[i] == '.' && !l->keep[i] && at(l, i + 1) != '.' &&
        (rune_is_han(last) || unit || quote) &&
        (!next || rune_is_han(next) || looks_among(next, "”’）》")))
      l->r[i] = 0x3002;
  }
}

static void angle_quotes(struct line *l)
{
  for (size_t i = 0; i + 4 < l->n; i++) {
    if (l->r[i] != '<' || l->r[i + 1] != '<' || !rune_is_han(l->r[i + 2]))
      continue;
    for (size_t k = i + 3; k + 1 < l->n && l->r[k] != '<'; k++)
      if (l->r[k] == '>' && l->r[k + 1] == '>' && at(l, k + 2) != '>') {
        l->r[i] = 0x300A;
        l->r[k] = 0x300B;
        l->r[i + 1] = l->r[k + 1] = 0;
        break;
      }
  }
  size_t n = 0;
  for (size_t i = 0; i < l->n; i++)
    if (l->r[i]) {
      l->keep[n] = l->keep[i];
      l->r[n++] = l->r[i];
    }
  l->n = n;
}

/* Is the group of Han that ends at I (STEP -1) or begins there one alone? */
static bool alone(const struct line *l, size_t i, int step)
{
  long k = (long)i + step;
  return rune_is_han(l->r[i]) && (k < 0 || k >= (long)l->n || l->r[k] == ' ');
}

/* May the blanks between runes A and B (positions) go? INSIDE: in quotes, or
 * in a bracket that names who wrote it. */
static bool drop_blank(const struct line *l, size_t a, size_t b, bool inside)
{
  uint32_t x = l->r[a], y = l->r[b];
  bool fx = rune_is_cjk_mark(x) || rune_is_shared_mark(x);
  bool fy = rune_is_cjk_mark(y) || rune_is_shared_mark(y);
  if (l->keep[a] || l->keep[b])
    return false;
  if (rune_is_han(x) && rune_is_han(y)) {
    if (alone(l, a, -1) && alone(l, b, 1))
      return true;
    return l->body && !inside;
  }
  bool opens = looks_among(y, "“‘《（【"), shuts = looks_among(x, "”’》）】");
  if ((opens || shuts) && !l->body)
    return x == 0xFF09 && a < 5 && l->r[0] == 0xFF08; /* （一） 推动 */
  if (fx || fy)
    return x != 0xB7 && y != 0xB7;
  bool han = rune_is_han(x) || rune_is_han(y);
  uint32_t z = rune_is_han(x) ? y : x;
  return l->body && han && !inside && (digit(z) || letter(z) || z == '%');
}

static bool names_authors(const struct line *l, size_t i)
{
  static const char *const words[] = {"记者", "通讯", "文",   "图",
                                      "摄",   "供稿", "作者", "编辑"};
  struct buf b = BUF_INIT;
  bool yes = false;
  for (size_t k = i; k < l->n && k < i + 6; k++)
    if (l->r[k] != ' ')
      buf_rune(&b, l->r[k]);
  for (size_t k = 0; k < sizeof words / sizeof *words && b.s; k++)
    yes |= looks_begins(b.s, words[k]);
  buf_free(&b);
  return yes;
}

/* 本报讯 9月8日: that blank is the style. */
static bool keeps_blank(const struct buf *b)
{
  return b->n >= 9 && !memcmp(b->s + b->n - 9, "本报讯", 9);
}

static void drop_blanks(struct line *l, struct buf *out)
{
  int quotes = 0;
  bool straight = false, authors = false;
  size_t last = 0;
  bool any = false;
  for (size_t i = 0; i < l->n; i++) {
    uint32_t r = l->r[i];
    if (r == ' ')
      continue;
    bool gap = any && last + 1 < i;
    if (gap && (keeps_blank(out) ||
                !drop_blank(l, last, i, quotes > 0 || straight || authors)))
      buf_putc(out, ' ');
    buf_rune(out, r);
    quotes += looks_among(r, "“《");
    quotes -= looks_among(r, "”》") && quotes > 0;
    straight ^= r == '"';
    if (r == 0xFF08)
      authors = names_authors(l, i + 1);
    else if (r == 0xFF09)
      authors = false;
    last = i;
    any = true;
  }
}

/* Long, or a sentence: decided when the marks are what they should be. */
static bool running(const struct line *l)
{
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < l->n; i++)
    if (l->r[i] != ' ')
      buf_rune(&b, l->r[i]);
  bool yes = b.s && (looks_body(b.s) || looks_count(b.s, "，") > 2);
  buf_free(&b);
  return yes;
}

char *normal_text(struct arena *arena, const char *s, bool is_short)
{
  struct line l = {0};
  struct buf out = BUF_INIT;
  char *names = credit_names(arena, s);
  if (names)
    return names;
  decode(&l, s);
  keep_addresses(&l);
  angle_quotes(&l);
  widen_brackets(&l);
  widen_marks(&l);
  long_marks(&l);
  full_stops(&l);
  l.body = !is_short && running(&l);
  drop_blanks(&l, &out);
  char *text = arena_copy(arena, out.s ? out.s : "");
  buf_free(&out);
  free(l.r);
  free(l.keep);
  return text;
}

/* Which way the straight quote at I faces: 1 opens, -1 closes, 0 either. */
static int facing(const struct line *l, size_t i)
{
  uint32_t before = i ? l->r[i - 1] : 0, after = at(l, i + 1);
  bool start =
      !before || before == ' ' || looks_among(before, "，。：；、？！（《“‘—…");
  bool stop =
      !after || after == ' ' || looks_among(after, "，。：；、？！）》”’—…");
  if (start == stop)
    return 0;
  return start ? 1 : -1;
}

static void quote(struct line *l, size_t i, bool open[2], bool *unsure)
{
  bool single = l->r[i] == '\'';
  bool *state = &open[single];
  int way = facing(l, i);
  uint32_t x = i ? l->r[i - 1] : 0, y = at(l, i + 1);
  if (single && (letter(x) || digit(x)) && (letter(y) || !*state))
    return; /* an apostrophe, feet */
  if (!single && digit(x) && !*state && !chinese(y))
    return; /* inches */
  /* Behind the end of a sentence that was quoted a quote closes. */
  if (way > 0 && *state && looks_among(x, "。！？，…"))
    way = -1;
  if ((way > 0 && *state) || (way < 0 && !*state))
    *unsure = true;
  bool opens = *state ? false : way >= 0;
  l->r[i] = single ? (opens ? 0x2018 : 0x2019) : (opens ? 0x201C : 0x201D);
  *state = opens;
}

char *normal_quotes(struct arena *arena, const char *s, bool open[2],
                    bool *unsure)
{
  struct line l = {0};
  struct buf b = BUF_INIT;
  decode(&l, s);
  keep_addresses(&l);
  for (size_t i = 0; i < l.n; i++) {
    uint32_t r = l.r[i];
    if (l.chinese && !l.keep[i] && (r == '"' || r == '\''))
      quote(&l, i, open, unsure);
    else if (r == 0x201C || r == 0x201D)
      open[0] = r == 0x201C;
    buf_rune(&b, l.r[i]);
  }
  char *text = arena_copy(arena, b.s ? b.s : "");
  buf_free(&b);
  free(l.r);
  free(l.keep);
  return text;
}
