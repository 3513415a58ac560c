#include "intake/wrap.h"

#include <stdlib.h>
#include <string.h>

#include "asset/words.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"

enum {
  LEAST = 22, /* half characters of a measure */
  MOST = 110,
  SLACK = 3,   /* a full line may lack a character and a half */
  TOKEN = 30,  /* or the word that did not fit */
  OWN = 6,     /* lines of a block that tells by itself how it was set */
  ENOUGH = 3,  /* full lines that make a block a set one */
  STYLE = 2,   /* half characters of an indent */
  WORDS = 1000 /* seams that the dictionary is asked about */
};

struct block {
  size_t from, to; /* live lines only stand in it */
  int measure;     /* 0: not set */
};

/* The width of the unbreakable token that S begins with. */
static int token(const char *s)
{
  int n = 0;
  while (s[n] > ' ' && s[n] < 0x7F && n < TOKEN)
    n++;
  if (n)
    return n;
  return looks_among(looks_first(s), "“‘（《【") ? 2 : 0;
}

/* Its width with its indent; a straight quote stands for a full-width one. */
static int set_width(const struct copy_line *l)
{
  int indent = l->indent < 6 ? l->indent : 0;
  return l->width + indent + looks_count(l->text, "\"");
}

/* Does line I reach the measure, as far as what follows let it? */
static bool full(const struct copy *c, size_t i, size_t next, int measure)
{
  return set_width(&c->v[i]) + SLACK + token(c->v[next].text) >= measure;
}

static bool is_line(const struct copy_line *l)
{
  return l->role == COPY_TEXT && l->raw->kind == RAW_LINE && !l->part;
}

/* Are two lines of one type size, as far as that is known? A caption and a
 * subhead have another one than the text. */
static bool same_size(const struct copy_line *a, const struct copy_line *b)
{
  return !a->raw->size || !b->raw->size ||
         abs(a->raw->size - b->raw->size) <= 1;
}

/* The line behind the block that begins at I. */
static size_t block_end(const struct copy *c, size_t i)
{
  size_t k = i + 1;
  while (k < c->n && is_line(&c->v[k]) && !c->v[k].gap &&
         same_size(&c->v[k], &c->v[i]) && c->v[k].file == c->v[i].file)
    k++;
  return k;
}

/* Is it verse: as even as set lines, but each line a clause of its own? */
static bool verse(const struct copy *c, size_t from, size_t to)
{
  size_t marks = 0;
  for (size_t i = from; i < to; i++)
    marks += looks_among(looks_last(c->v[i].text), "，。；！？、：");
  return marks * 10 >= (to - from) * 8;
}

/* What speaks for lines set to MEASURE: full ones, of these such as stop
 * where no clause does, and such as break a word. */
struct signs {
  size_t full, open, across;
};

static void look(const struct copy *c, const struct block *b, int measure,
                 struct signs *s, int *ask)
{
  for (size_t i = b->from; i + 1 < b->to; i++) {
    const char *x = c->v[i].text, *y = c->v[i + 1].text;
    if (!full(c, i, i + 1, measure))
      continue;
    s->full++;
    s->open += !looks_closed(x);
    s->across += !looks_closed(x) && *ask > 0 && (*ask)-- > 0 &&
                 words_across(x, strlen(x), y, strlen(y));
  }
}

static int widest(const struct copy *c, const struct block *b)
{
  int most = 0;
  for (size_t i = b->from; i < b->to; i++)
    if (set_width(&c->v[i]) > most)
      most = set_width(&c->v[i]);
  return most;
}

/* The measure that the block was set to: what a quarter of its lines reach,
 * since squeezed marks let more stand in some; of a few lines the widest. */
static int measure_of(const struct copy *c, const struct block *b)
{
  size_t n = b->to - b->from;
  int m = widest(c, b);
  for (size_t reach = 0; n >= OWN && m > LEAST; m--, reach = 0) {
    for (size_t i = b->from; i < b->to; i++)
      reach += set_width(&c->v[i]) >= m;
    if (reach * 4 >= n)
      break;
  }
  return m;
}

/* Were the blocks V[I] to V[N - 1], those of one file as wide as the first,
 * set to its measure? */
static bool are_set(const struct copy *c, const struct block *v, size_t i,
                    size_t n, int *ask)
{
  struct signs s = {0};
  size_t lines = 0;
  int measure = measure_of(c, &v[i]);
  for (size_t k = i; k < n && k < i + 40; k++) {
    int w = measure_of(c, &v[k]);
    if (c->v[v[k].from].file != c->v[v[i].from].file)
      break;
    if (w > measure + 1 || verse(c, v[k].from, v[k].to))
      continue;
    look(c, &v[k], measure, &s, ask);
    lines += v[k].to - v[k].from - 1;
  }
  return s.full >= ENOUGH && s.full * 2 >= lines && s.open * 2 > s.full &&
         s.across;
}

static void measure_blocks(const struct copy *c, struct block *v, size_t n)
{
  int ask = WORDS, failed = 0, file = -1;
  for (size_t i = 0; i < n; i++) {
    int w = measure_of(c, &v[i]);
    if (v[i].measure || w < LEAST || w > MOST || verse(c, v[i].from, v[i].to))
      continue;
    failed = c->v[v[i].from].file == file ? failed : 0;
    file = c->v[v[i].from].file;
    bool alone = v[i].to - v[i].from >= OWN && are_set(c, v, i, i + 1, &ask);
    if (!alone && (failed > 20 || !are_set(c, v, i, n, &ask))) {
      failed++;
      continue;
    }
    size_t k = i;
    while (k && c->v[v[k - 1].from].file == file)
      k--;
    for (; k < n && c->v[v[k].from].file == file; k++) {
      int own = measure_of(c, &v[k]);
      if (!v[k].measure && own <= w + 1 && !verse(c, v[k].from, v[k].to))
        v[k].measure = own + SLACK >= w ? own : w;
    }
  }
}

static struct block *find_blocks(const struct copy *c, size_t *count)
{
  struct block *v = NULL;
  size_t cap = 0, n = 0;
  for (size_t i = 0; i < c->n;) {
    size_t to = is_line(&c->v[i]) ? block_end(c, i) : i + 1;
    if (to - i >= 2) {
      v = mem_grow(v, &cap, n + 1, sizeof *v);
      v[n++] = (struct block){i, to, 0};
    }
    i = to;
  }
  *count = n;
  return v;
}

/* Do some lines of the block have an indent, and others none? */
static bool indented(const struct copy *c, const struct block *b)
{
  size_t n = 0;
  for (size_t i = b->from; i < b->to; i++)
    n += c->v[i].indent >= STYLE;
  return n && n * 2 <= b->to - b->from;
}

enum seam { PARTS, JOINS, MAY_JOIN };

/* 问：, 答 and one entry below another begin a line of their own. */
static bool begins_entry(const struct copy_line *x, const struct copy_line *y)
{
  static const char *const words[] = {"问：", "答：", "问 ", "答 "};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (looks_begins(y->text, words[i]))
      return true;
  return looks_entry(x->text) && looks_entry(y->text);
}

static enum seam seam(const struct copy *c, const struct block *b, size_t i,
                      bool style)
{
  const struct copy_line *x = &c->v[i - 1], *y = &c->v[i];
  if (style && y->indent >= STYLE)
    return PARTS;
  if (!full(c, i - 1, i, b->measure) || begins_entry(x, y))
    return PARTS;
  if (!looks_sentence(x->text))
    return !looks_part(y->text, NULL) || !looks_closed(x->text) ? JOINS : PARTS;
  if (looks_part(y->text, NULL))
    return PARTS;
  return style ? JOINS : MAY_JOIN;
}

/* Which lines join is decided first, since joining changes the lines. */
static void join_block(struct copy *c, const struct block *b, bool gaps)
{
  bool style = indented(c, b);
  size_t n = b->to - b->from;
  enum seam *v = mem_array(n, sizeof *v);
  for (size_t i = 1; i < n; i++) {
    v[i] = seam(c, b, b->from + i, style);
    if (v[i] == MAY_JOIN && gaps)
      v[i] = JOINS;
  }
  size_t head = b->from;
  for (size_t i = 1; i < n; i++) {
    if (v[i] == JOINS)
      copy_join(c, head, b->from + i, N_("lines of one paragraph"), 97);
    else
      head = b->from + i;
    if (v[i] == MAY_JOIN)
      copy_doubt(c, head,
                 _("this may go on the paragraph before it: the "
                   "line above is full and ends a sentence"));
  }
  free(v);
}

/* Does the file part its paragraphs by empty lines: are there blocks that end
 * in a short line or a sentence, one after the other? */
static bool parted_by_gaps(const struct copy *c, const struct block *v,
                           size_t count, size_t i)
{
  size_t blocks = 0, ends = 0;
  for (size_t k = 0; k < count; k++) {
    if (!v[k].measure || c->v[v[k].from].file != c->v[v[i].from].file)
      continue;
    blocks++;
    ends += looks_closed(c->v[v[k].to - 1].text);
  }
  return blocks >= 2 && ends * 10 >= blocks * 7;
}

void wrap_join(struct copy *c)
{
  size_t count = 0;
  struct block *v = find_blocks(c, &count);
  measure_blocks(c, v, count);
  bool gaps = false;
  int file = -1;
  for (size_t i = 0; i < count; i++) {
    if (!v[i].measure)
      continue;
    if (c->v[v[i].from].file != file)
      gaps = parted_by_gaps(c, v, count, i);
    file = c->v[v[i].from].file;
    join_block(c, &v[i], gaps);
  }
  free(v);
}
