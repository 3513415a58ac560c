#include "page/token.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/glue.h"

/* Words longer than this get places for an emergency break between letters,
 * and longer ones between all characters; a piece between two such places has
 * so many of them. */
enum { LONG_WORD = 10, LONG_NUMBER = 20, PIECE = 4 };
enum { WORD = 3 /* letters beside a hyphen */ };
/* How far a shared mark looks for a neighbour that is Chinese or Latin. */
enum { FAR = 32 };

/* What a character is, before it is known which word it belongs to. */
enum kind { KIND_MARK, KIND_HAN, KIND_WORD, KIND_SPACE, KIND_HARD, KIND_SKIP };

struct letter {
  uint32_t rune, at;
  uint8_t kind, class;
  bool cut; /* the style changes before it */
};

struct reader {
  struct letter *v;
  size_t n;
  const char *s;
  size_t len;
  struct tokens out;
  bool han; /* the text holds Han characters or Chinese marks */
};

static bool is_letter(uint32_t r)
{
  return ((r | 0x20) >= 'a' && (r | 0x20) <= 'z') || r >= 0xC0;
}

static bool is_hard_space(uint32_t r)
{
  return r == 0xA0 || r == 0x2007 || r == 0x202F;
}

static struct letter letter_of(uint32_t r)
{
  struct letter l = {.rune = r, .class = (uint8_t)class_of(r)};
  if (is_hard_space(r))
    l.kind = KIND_HARD;
  else if (class_is_ignorable(r))
    l.kind = KIND_SKIP;
  else if (l.class == CLASS_SPACE)
    l.kind = KIND_SPACE;
  else if (l.class == CLASS_WORD)
    l.kind = KIND_WORD;
  else
    l.kind = l.class == CLASS_HAN ? KIND_HAN : KIND_MARK;
  return l;
}

static void decode(struct reader *rd, const uint32_t *cuts, size_t ncuts)
{
  const char *p = rd->s, *end = rd->s + rd->len;
  size_t c = 0;
  while (p < end) {
    uint32_t at = (uint32_t)(p - rd->s);
    struct letter l = letter_of(utf8_next(&p, end));
    l.at = at;
    while (c < ncuts && cuts[c] <= at)
      l.cut = l.cut || cuts[c++] == at;
    bool shared = rune_is_shared_mark(l.rune);
    rd->han |= !shared && (l.kind == KIND_MARK || l.kind == KIND_HAN);
    rd->v[rd->n++] = l;
  }
}

/* The nearest character before or behind I that is not shared itself: is it
 * Chinese? At the edge of the text the text as a whole decides. */
static bool chinese_side(const struct reader *rd, size_t i, int step)
{
  size_t k = i;
  for (int far = 0; far < FAR && (step < 0 ? k > 0 : k + 1 < rd->n); far++) {
    k = step < 0 ? k - 1 : k + 1;
    const struct letter *l = &rd->v[k];
    if (l->kind == KIND_SKIP || rune_is_shared_mark(l->rune))
      continue;
    if (l->kind == KIND_SPACE || l->kind == KIND_HARD)
      continue;
    return l->kind == KIND_HAN || l->kind == KIND_MARK;
  }
  return rd->han;
}

static bool apostrophe(const struct reader *rd, size_t i)
{
  return rd->v[i].rune == 0x2019 && i > 0 && i + 1 < rd->n &&
         is_letter(rd->v[i - 1].rune) && is_letter(rd->v[i + 1].rune) &&
         rd->v[i - 1].kind == KIND_WORD && rd->v[i + 1].kind == KIND_WORD;
}

/* Chinese, when either side is; an em dash between digits is a range. */
static bool chinese_mark(const struct reader *rd, size_t i)
{
  if (apostrophe(rd, i))
    return false;
  return chinese_side(rd, i, -1) || chinese_side(rd, i, 1);
}

/* Both quotes of a pair are Chinese when one is. PAIR remembers openings. */
static void match_quotes(struct reader *rd, uint32_t *pair)
{
  size_t depth = 0;
  for (size_t i = 0; i < rd->n; i++) {
    uint32_t r = rd->v[i].rune;
    if (apostrophe(rd, i))
      continue;
    if (r == 0x201C || r == 0x2018)
      pair[depth++] = (uint32_t)i;
    if ((r != 0x201D && r != 0x2019) || !depth)
      continue;
    struct letter *open = &rd->v[pair[--depth]];
    if (open->rune + 1 != r)
      continue;
    if (open->kind == KIND_MARK || rd->v[i].kind == KIND_MARK)
      open->kind = rd->v[i].kind = KIND_MARK;
  }
}

static void settle_shared(struct reader *rd, struct arena *a)
{
  size_t n = 0, last = 0;
  for (size_t i = 0; i < rd->n; i++)
    if (rune_is_shared_mark(rd->v[i].rune)) {
      /* a long row of shared marks asks its neighbours only once */
      bool again =
          n && last + 1 == i && !apostrophe(rd, i) && !apostrophe(rd, last);
      bool mark = again ? rd->v[last].kind == KIND_MARK : chinese_mark(rd, i);
      rd->v[i].kind = mark ? KIND_MARK : KIND_WORD;
      last = i;
      n++;
    }
  if (n)
    match_quotes(rd, arena_array(a, n, sizeof(uint32_t)));
}

static struct token *add(struct reader *rd, size_t i, enum mark_class class)
{
  struct token *t = &rd->out.v[rd->out.n];
  t->text = rd->out.n ? rd->v[i].at : 0;
  t->rune = rd->v[i].rune;
  t->class = (uint8_t) class;
  rd->out.n++;
  return t;
}

/* —— and …… are one token, and so is …………. */
static size_t mark_end(const struct reader *rd, size_t i)
{
  uint32_t r = rd->v[i].rune;
  bool dash = r == 0x2014 || r == 0x2015, dots = r == 0x2026 || r == 0x22EF;
  size_t n = 1, most = dots ? 4 : dash ? 2 : 1;
  while (n < most && i + n < rd->n && rd->v[i + n].rune == r &&
         !rd->v[i + n].cut)
    n++;
  return i + (n < 4 && n > 2 ? 2 : n);
}

static size_t read_mark(struct reader *rd, size_t i)
{
  size_t end = mark_end(rd, i);
  enum mark_class c = (enum mark_class)rd->v[i].class;
  if (c == CLASS_JOIN && end == i + 2)
    c = CLASS_DASH;
  add(rd, i, c)->alone = end == i + 4;
  return end;
}

static size_t read_space(struct reader *rd, size_t i)
{
  struct token *t = add(rd, i, CLASS_SPACE);
  for (; i < rd->n; i++) {
    if (rd->v[i].kind == KIND_HARD)
      t->hard = t->glue = true;
    else if (rd->v[i].kind != KIND_SPACE)
      break;
  }
  if (t->hard && rd->out.n > 1)
    t[-1].glue = true;
  return i;
}

static bool are_letters(const struct reader *rd, size_t from, size_t n)
{
  for (size_t i = from; i < from + n; i++)
    if (i >= rd->n || rd->v[i].kind != KIND_WORD || !is_letter(rd->v[i].rune))
      return false;
  return true;
}

/* Is a line allowed to end before letter I of an address? Before . - ? & @ _ #,
 * behind / and the first =. */
static bool address_seam(const struct reader *rd, size_t i)
{
  uint32_t r = rd->v[i].rune, before = rd->v[i - 1].rune;
  if (before == '/' || before == '=')
    return r != '/';
  if (r == '@')
    return are_letters(rd, i + 1, 1);
  return r == '.' || r == '-' || r == '?' || r == '&' || r == '_' || r == '#';
}

static bool is_address(const struct reader *rd, size_t from, size_t to)
{
  const char *s = rd->s + rd->v[from].at;
  size_t n = (to < rd->n ? rd->v[to].at : rd->len) - rd->v[from].at;
  return memmem(s, n, "://", 3) || memmem(s, n, "www.", 4) ||
         memmem(s, n, "@", 1);
}

/* A hyphen between words: well-known, but not Wi-Fi, COVID-19, 2018-2019. */
static bool hyphen_seam(const struct reader *rd, size_t from, size_t i)
{
  return i > from + WORD && rd->v[i - 1].rune == '-' &&
         are_letters(rd, i - 1 - WORD, WORD) && are_letters(rd, i, WORD);
}

static bool soft_seam(const struct reader *rd, size_t i)
{
  return rd->v[i - 1].rune == 0xAD && rd->v[i].kind == KIND_WORD;
}

static size_t word_end(const struct reader *rd, size_t i)
{
  size_t end = i + 1;
  while (end < rd->n && !rd->v[end].cut &&
         (rd->v[end].kind == KIND_WORD || rd->v[end].kind == KIND_SKIP))
    if (rd->v[end++].rune == 0x200B)
      break;
  return end;
}

/* The next place behind FROM, at most END, where a word may be broken. */
static size_t word_seam(const struct reader *rd, size_t first, size_t from,
                        size_t end, bool address)
{
  size_t i = from + 1;
  while (i < end && !soft_seam(rd, i) &&
         !(address ? address_seam(rd, i) : hyphen_seam(rd, first, i)))
    i++;
  return i;
}

/* May a word of so many characters be broken before I if it must? */
static bool weak_seam(const struct reader *rd, size_t i, size_t size)
{
  if (rd->v[i].kind != KIND_WORD)
    return false;
  return size > LONG_NUMBER ||
         (size > LONG_WORD && is_letter(rd->v[i - 1].rune) &&
          is_letter(rd->v[i].rune));
}

/* One word, or its pieces where it may be broken after all; a piece that is
 * long itself may be broken anywhere if it must. */
static size_t read_word(struct reader *rd, size_t first)
{
  size_t end = word_end(rd, first), seam = first, piece = first;
  size_t size = 0;
  bool address = is_address(rd, first, end);
  struct token *t = add(rd, first, CLASS_WORD);
  for (size_t i = first; i < end; i++) {
    if (i > first &&
        (i == seam || (i - piece >= PIECE && weak_seam(rd, i, size)))) {
      t->tight = true;
      t->weak = i != seam;
      t->soft = i == seam && soft_seam(rd, i);
      t = add(rd, piece = i, CLASS_WORD);
    }
    if (i == seam) {
      seam = word_seam(rd, first, i, end, address);
      size = seam - i;
    }
  }
  return end;
}

/* Joiners and the like lengthen the token before; WJ glues it. */
static size_t read_skip(struct reader *rd, size_t i)
{
  uint32_t r = rd->v[i].rune;
  if (!rd->out.n)
    add(rd, i, CLASS_WORD);
  if (r == 0x2060 || r == 0xFEFF)
    rd->out.v[rd->out.n - 1].glue = true;
  return i + 1;
}

static void cut_tokens(struct reader *rd)
{
  size_t i = 0;
  while (i < rd->n) {
    bool cut = rd->v[i].cut && i > 0 && rd->v[i - 1].kind == KIND_WORD;
    size_t first = rd->out.n;
    switch ((enum kind)rd->v[i].kind) {
    case KIND_MARK:
      i = read_mark(rd, i);
      break;
    case KIND_HAN:
      add(rd, i++, CLASS_HAN);
      break;
    case KIND_WORD:
      if (cut && first)
        rd->out.v[first - 1].glue = rd->out.v[first - 1].tight = true;
      i = read_word(rd, i);
      break;
    case KIND_SPACE:
    case KIND_HARD:
      i = read_space(rd, i);
      break;
    case KIND_SKIP:
      i = read_skip(rd, i);
      break;
    }
  }
}

static void measure_tokens(struct reader *rd)
{
  struct token *v = rd->out.v;
  size_t n = rd->out.n;
  for (size_t i = 0; i < n; i++)
    v[i].len = (i + 1 < n ? v[i + 1].text : (uint32_t)rd->len) - v[i].text;
}

struct tokens tokens_read(struct arena *a, const char *s, size_t n,
                          const uint32_t *cuts, size_t ncuts)
{
  struct reader rd = {.s = s, .len = n};
  rd.v = mem_array(n + 1, sizeof *rd.v);
  decode(&rd, cuts, ncuts);
  rd.out.v = arena_array(a, rd.n + 1, sizeof *rd.out.v);
  settle_shared(&rd, a);
  cut_tokens(&rd);
  measure_tokens(&rd);
  glue_tokens(s, n, &rd.out);
  free(rd.v);
  return rd.out;
}
