#include "intake/part.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/credit.h"
#include "intake/looks.h"
#include "intake/normal.h"

enum {
  VERSE_WIDTH = 40,
  VERSE_APART = 28, /* of verses with empty lines between them */
  VERSES = 4,       /* lines, most of which end in a mark inside a sentence */
  LINES = 6,        /* lines of any kind */
  RUN = 200,        /* lines that are looked at together */
  SUBHEAD = 68,
  CAPTION = 120,
  RIGHT = 16 /* half characters before a line that stands at the right */
};

static bool short_line(const struct copy_line *l)
{
  return l->role == COPY_TEXT && !l->raw->heading && !l->raw->list &&
         l->width <= VERSE_WIDTH && !looks_part(l->text, NULL) &&
         !looks_begins(l->text, "【") && !looks_begins(l->text, "#") &&
         credit_office(l->text) < 0 && !credit_is_byline(l->text);
}

/* Is the run [FROM, TO) one of lines that stay lines? APART: with empty lines
 * between them, or paragraphs of Word: then only verses do. */
static bool stays_lines(const struct copy *c, size_t from, size_t to,
                        bool apart)
{
  size_t n = to - from, clauses = 0, sentences = 0, quotes = 0, wide = 0;
  for (size_t i = from; i < to; i++) {
    const char *s = c->v[i].text;
    clauses += looks_among(looks_last(s), "，；、");
    sentences += looks_sentence(s);
    quotes += looks_among(looks_first(s), "“\"");
    wide += c->v[i].width > VERSE_APART;
  }
  if (quotes * 3 > n || (apart && wide))
    return false; /* a dialogue: each line a paragraph */
  if (n >= VERSES && clauses * 3 >= n && (clauses + sentences) * 4 >= n * 3)
    return true;
  return n >= LINES && sentences * 3 <= n && !apart;
}

/* The line behind the run of short lines that begins at I, with GAP empty
 * lines between them. */
static size_t run_of(const struct copy *c, size_t i, int gap)
{
  size_t to = i;
  while (to < c->n && to < i + RUN && short_line(&c->v[to]) &&
         c->v[to].file == c->v[i].file && (to == i || c->v[to].gap == gap))
    to++;
  return to;
}

/* A title may stand on the lines without a gap of its own. */
static bool titled(const struct copy *c, size_t i, size_t to)
{
  return to - i > VERSES && c->v[i].gap && looks_head(c->v[i].text) &&
         !looks_closed(c->v[i].text) && looks_count(c->v[i + 1].text, "，") &&
         !looks_count(c->v[i].text, "，");
}

static void keep_lines(struct copy *c, size_t from, size_t to)
{
  for (size_t k = from; k < to; k++) {
    c->v[k].role = COPY_VERSE;
    c->v[k].sure = 80;
    c->v[k].gap = k == from ? c->v[k].gap : 0;
  }
}

void part_lines(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++)
    if (c->v[i].role == COPY_TEXT && !c->v[i].raw->heading &&
        credit_is_names(c->v[i].text))
      keep_lines(c, i, i + 1);
  for (size_t i = 0; i < c->n; i++) {
    for (int gap = 0; gap < 2; gap++) {
      size_t to = run_of(c, i, gap);
      bool apart = gap || c->v[i].raw->kind == RAW_PARA;
      size_t from = i + (to > i && titled(c, i, to));
      if (to < i + 2)
        continue;
      if (stays_lines(c, from, to, apart))
        keep_lines(c, from, to);
      else if (gap)
        continue; /* what is last of the run may be */
      i = to - 1;
      break;
    }
  }
}

static size_t story_end(const struct copy *c, size_t i)
{
  size_t k = i + 1;
  while (k < c->n && !c->v[k].opens)
    k++;
  return k;
}

static void role(struct copy *c, size_t i, enum copy_role r, int sure)
{
  c->v[i].role = r;
  c->v[i].sure = sure;
}

/* Takes the brackets from （党建办）. */
static void unbracket(struct copy *c, size_t i)
{
  const char *s = c->v[i].text + strlen("（");
  char *name = mem_copy_n(s, strlen(s) - strlen("）"));
  normal_trim(name);
  copy_set(c, i, name);
  free(name);
}

static bool has_byline(const struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (c->v[i].role == COPY_BYLINE)
      return true;
  return false;
}

/* The office at the story's end, on a line of its own or run in. */
static void signoff(struct copy *c, size_t from, size_t to)
{
  long k = (long)to;
  do
    k = copy_before(c, (size_t)k);
  while (k > (long)from &&
         (c->v[k].role == COPY_PICTURE || c->v[k].role == COPY_CAPTION));
  if (k <= (long)from || c->v[k].role != COPY_TEXT)
    return;
  size_t i = (size_t)k;
  long at = credit_office(c->v[i].text);
  if (at < 0) {
    if (credit_is_byline(c->v[i].text) && c->v[i].width <= 48)
      role(c, i, has_byline(c, from, to) ? COPY_SIGNOFF : COPY_BYLINE, 80);
    return;
  }
  if (at > 0) {
    copy_split(c, i, (size_t)at);
    c->v[++i].run_in = true;
  }
  unbracket(c, i);
  bool name = credit_is_byline(c->v[i].text) && !has_byline(c, from, to) &&
              !looks_begins(c->v[i].text, "供稿") &&
              !looks_begins(c->v[i].text, "来稿");
  role(c, i, name ? COPY_BYLINE : COPY_SIGNOFF, at ? 88 : 95);
}

/* Does a paragraph, or what belongs to one, follow line I in its story? */
static bool text_follows(const struct copy *c, size_t i, size_t to)
{
  size_t k = copy_next(c, i + 1);
  if (k >= to)
    return false;
  const struct copy_line *l = &c->v[k];
  enum looks_part part = looks_part(l->text, NULL);
  if (l->role == COPY_SIGNOFF || l->role == COPY_BYLINE)
    return false;
  return l->role != COPY_TEXT || looks_body(l->text) || looks_closed(l->text) ||
         part != LOOKS_NONE || l->raw->list;
}

static bool has_chapters(const struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (c->v[i].role == COPY_SUBHEAD && c->v[i].level == 2 &&
        looks_part(c->v[i].text, NULL) == LOOKS_CHAPTER)
      return true;
  return false;
}

/* Is line I next to another with a number of its kind? */
static bool one_of_several(const struct copy *c, size_t i, size_t from,
                           size_t to, enum looks_part part)
{
  size_t next = copy_next(c, i + 1);
  long before = copy_before(c, i);
  return (next < to && looks_part(c->v[next].text, NULL) == part) ||
         (before >= (long)from && looks_part(c->v[before].text, NULL) == part);
}

/* What somebody says, a sentence in quotes. */
static bool is_said(const char *s)
{
  return looks_among(looks_last(s), "”\"") && looks_sentence(s);
}

/* 2 or 3 when line I is a subhead, 0. */
static int subhead(const struct copy *c, size_t i, size_t from, size_t to)
{
  const struct copy_line *l = &c->v[i];
  enum looks_part part = looks_part(l->text, NULL);
  char day[11];
  if (l->raw->heading > 1)
    return l->raw->heading > 2 ? 3 : 2;
  if (l->raw->list || l->width > SUBHEAD || looks_count(l->text, "。；") ||
      looks_count(l->text, "，") > 1 ||
      looks_among(looks_last(l->text), "：，、。；") || is_said(l->text) ||
      l->indent >= RIGHT || looks_date(l->text, day) ||
      !text_follows(c, i, to) || (part && one_of_several(c, i, from, to, part)))
    return 0;
  if (part == LOOKS_CHAPTER)
    return 2;
  if (part == LOOKS_SECTION)
    return has_chapters(c, from, i) ? 3 : 2;
  if (looks_begins(l->text, "【") && looks_ends(l->text, "】"))
    return 2;
  if (part == LOOKS_POINT && looks_head(l->text + 3) && l->width <= 40) {
    size_t next = copy_next(c, i + 1);
    return looks_part(c->v[next].text, NULL) == LOOKS_NONE ? 3 : 0;
  }
  return looks_head(l->text) && !credit_is_byline(l->text) &&
                 !looks_entry(l->text)
             ? 2
             : 0;
}

static void subheads(struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    if (c->v[i].role != COPY_TEXT)
      continue;
    int level = subhead(c, i, from, to);
    if (!level)
      continue;
    long before = copy_before(c, i);
    bool first = before < (long)from || c->v[before].role != COPY_TEXT;
    role(c, i, COPY_SUBHEAD, first ? 80 : 88);
    c->v[i].level = level;
  }
}

/* The number 1. or 1、 at the head of S; BYTES to what it numbers. */
static int number_of(const char *s, size_t *bytes)
{
  if (looks_part(s, bytes) != LOOKS_POINT || *s < '0' || *s > '9')
    return -1;
  return atoi(s) % 100000;
}

/* Lines 1. 2. 3. one after the other make a list. */
static void numbers(struct copy *c, size_t from, size_t to)
{
  for (size_t i = copy_next(c, from); i < to;) {
    size_t bytes, k = i, n = 0;
    int first =
        c->v[i].role == COPY_TEXT ? number_of(c->v[i].text, &bytes) : -1;
    while (first >= 0 && k < to && c->v[k].role == COPY_TEXT &&
           number_of(c->v[k].text, &bytes) == first + (int)n) {
      n++;
      k = copy_next(c, k + 1);
    }
    if (n >= 2)
      for (size_t j = i; j < k; j = copy_next(c, j + 1))
        role(c, j, COPY_NUMBER, 90);
    i = k > i ? k : copy_next(c, i + 1);
  }
}

static void bullets(struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    struct copy_line *l = &c->v[i];
    size_t bytes = 0;
    if (l->role != COPY_TEXT)
      continue;
    bool mark = looks_part(l->text, &bytes) == LOOKS_BULLET;
    if (!mark && !l->raw->list)
      continue;
    if (l->raw->list == 2 && !mark) {
      role(c, i, COPY_NUMBER, 95);
      continue;
    }
    char *s = mem_copy(l->text + (mark ? bytes : 0));
    copy_set(c, i, s);
    free(s);
    role(c, i, COPY_BULLET, 93);
  }
}

/* 词：解释, the colon in no quotes and no brackets. */
static bool is_term(const struct copy *c, const struct copy_line *l)
{
  size_t n = looks_entry(l->text);
  return l->role == COPY_TEXT && n &&
         !looks_open(arena_copy_n(c->arena, l->text, n)) && looks_han(l->text);
}

/* 名词解释, then lines 词：解释 to the first that is none. */
static void glossary(struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    const struct copy_line *l = &c->v[i];
    bool text = l->role == COPY_TEXT || l->role == COPY_SUBHEAD;
    if (!text || l->width > 24 ||
        !(strstr(l->text, "名词解释") || strstr(l->text, "名词注释")))
      continue;
    size_t k = copy_next(c, i + 1), n = 0;
    for (; k < to && is_term(c, &c->v[k]); k = copy_next(c, k + 1), n++)
      role(c, k, COPY_TERM, 95);
    if (n)
      role(c, i, COPY_GLOSSARY, 95);
    i = k - 1;
  }
}

static bool is_caption(const struct copy_line *l)
{
  static const char *const begins[] = {"图为", "▲",    "△",   "▼",   "▽",
                                       "图：", "图说", "图①", "图1", "上图",
                                       "下图", "左图", "右图"};
  if (l->role != COPY_TEXT || l->width > CAPTION)
    return false;
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (looks_begins(l->text, begins[i]))
      return true;
  return looks_ends(l->text, "摄") || looks_ends(l->text, "摄）") ||
         looks_ends(l->text, "（示意图）") ||
         (l->raw->align == RAW_CENTRE && !looks_sentence(l->text) &&
          l->width <= 72);
}

static void captions(struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    if (c->v[i].role != COPY_PICTURE)
      continue;
    size_t next = copy_next(c, i + 1);
    if (next < to && is_caption(&c->v[next]))
      role(c, next, COPY_CAPTION, 85);
  }
}

void part_find(struct copy *c)
{
  for (size_t i = 0; i < c->n;) {
    size_t to = story_end(c, i), before = c->n;
    captions(c, i, to);
    signoff(c, i, to);
    to += c->n - before;
    numbers(c, i, to);
    subheads(c, i, to);
    bullets(c, i, to);
    glossary(c, i, to);
    i = to;
  }
}

/* What ends in a figure and a point, after all was joined: a sentence. */
static void full_stop(struct copy *c, size_t i)
{
  const struct copy_line *l = &c->v[i];
  size_t n = strlen(l->text);
  bool text = l->role == COPY_TEXT || l->role == COPY_NUMBER ||
              l->role == COPY_BULLET || l->role == COPY_TERM;
  char last = n > 2 ? l->text[n - 2] : 0;
  if (!text || n < 3 || l->text[n - 1] != '.' ||
      !((last >= '0' && last <= '9') || (last >= 'A' && last <= 'Z')) ||
      looks_han(l->text) < 5 || !looks_count(l->text, "，。；！？："))
    return;
  char *s = mem_printf("%.*s。", (int)(n - 1), l->text);
  copy_set(c, i, s);
  free(s);
}

void part_quotes(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    struct copy_line *l = &c->v[i];
    bool open[2] = {false, false}, unsure = false;
    if (!copy_live(l) || l->role == COPY_ASIS)
      continue;
    full_stop(c, i);
    for (char ***row = l->cells; row && *row; row++)
      for (char **cell = *row; *cell; cell++) {
        bool own[2] = {false, false};
        *cell = normal_quotes(c->arena, *cell, own, &unsure);
      }
    if (!strpbrk(l->text, "\"'"))
      continue;
    copy_set(c, i, normal_quotes(c->arena, l->text, open, &unsure));
    if (unsure || open[0])
      copy_doubt(c, i,
                 _("a quotation mark was straight, see whether each "
                   "pair opens and closes rightly"));
  }
}
