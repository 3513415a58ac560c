#include "intake/jump.h"

#include <stdlib.h>
#include <string.h>

#include "asset/words.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"

enum {
  JUMP_WIDTH = 80, /* of a jump line with a title in it */
  TAIL = 60,       /* bytes at a paragraph's end that may be one */
  UNKNOWN = -1,
  SURE_TITLE = 95,
  SURE_SENTENCE = 90,
  SURE_PAGE = 85,
  SURE_ONLY = 75,
  LEAST = 60,
  SAME = 50,  /* percent of a headline's pairs that are in another */
  TURNS = 200 /* parts that are looked at */
};

static const char dressing[] = ">＞》→▶►➤»<＜《←◀«（(【[…—-*＊· ";

/* The page that *P names: 第3, P3, A03, 三; UNKNOWN when it is not clear, 0
 * when no page is named. *P moves behind 版. */
static int page(const char **p)
{
  static const char han[] = "一二三四五六七八九十";
  const char *s = *p, *end = s + strlen(s);
  int n = 0, digits = 0;
  while (*s == ' ' || looks_begins(s, "第") || looks_begins(s, "至") ||
         looks_begins(s, "自") || looks_begins(s, "到"))
    s += *s == ' ' ? 1 : strlen("第");
  s += strspn(s, "PpABCDabcd");
  while (*s >= '0' && *s <= '9' && digits++ < 3)
    n = n * 10 + *s++ - '0';
  for (int i = 0; !digits && i < 10; i++) {
    char one[4] = {han[i * 3], han[i * 3 + 1], han[i * 3 + 2], 0};
    if (s < end && looks_begins(s, one)) {
      n = i + 1;
      s += 3;
      digits++;
    }
  }
  s += strspn(s, " ");
  if (looks_begins(s, "中缝"))
    n = UNKNOWN;
  else if (!digits || !(looks_begins(s, "版") || looks_begins(s, "页") ||
                        looks_begins(s, "面")))
    return 0;
  *p = s + (n == UNKNOWN ? strlen("中缝") : strlen("版"));
  return n ? n : UNKNOWN;
}

/* A jump at the start of S: bytes to its end, 0: none. */
static size_t read_jump(const char *s, int *to, int *from)
{
  static const struct {
    const char *word;
    bool to;
  } words[] = {{"下转", true},  {"紧转", true}, {"转至", true}, {"上接", false},
               {"紧接", false}, {"转", true},   {"接", false}};
  const char *p = s, *end = s + strlen(s);
  *to = *from = 0;
  for (const char *q = p; q < end && looks_among(utf8_next(&q, end), dressing);)
    p = q;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!looks_begins(p, words[i].word))
      continue;
    p += strlen(words[i].word);
    int n = page(&p);
    if (!n)
      return 0;
    *(words[i].to ? to : from) = n;
    for (const char *q = p; q < end;) {
      if (!looks_among(utf8_next(&q, end), ">＞→▶►➤»<＜←◀«）)】]…· "))
        break;
      p = q;
    }
    return (size_t)(p - s);
  }
  return 0;
}

static void mark(struct copy *c, size_t i, int to, int from)
{
  copy_drop(c, i, N_("jump line"), 98);
  c->v[i].to = to;
  c->v[i].from = from;
}

/* （下转第3版） behind the last sentence of a paragraph. */
static size_t tail_jump(const char *s, int *to)
{
  size_t n = strlen(s);
  int from = 0;
  for (size_t i = n > TAIL ? n - TAIL : 0; i < n; i++) {
    if (((unsigned char)s[i] & 0xC0) == 0x80)
      continue;
    bool dressed = looks_among(looks_first(s + i), ">＞→▶►»（(【[");
    if (!dressed && !looks_begins(s + i, "下转"))
      continue;
    size_t k = read_jump(s + i, to, &from);
    if (k && *to && i + k == n)
      return i;
  }
  return 0;
}

void jump_find(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    int to = 0, from = 0;
    if (l->role != COPY_TEXT)
      continue;
    size_t n = read_jump(l->text, &to, &from), rest = strlen(l->text) - n;
    if (n &&
        (!rest || (l->width <= JUMP_WIDTH && !looks_count(l->text, "。")))) {
      mark(c, i, to, from);
    } else if (n && from) {
      copy_split(c, i, n);
      mark(c, i, 0, from);
    } else if ((n = tail_jump(l->text, &to)) > 0) {
      copy_split(c, i, n);
      mark(c, i + 1, to, 0);
      i++;
    }
  }
}

/* What pairs of Han of A are also in B, percent. */
static int alike(const char *a, const char *b)
{
  const char *end = a + strlen(a), *p = a;
  int all = 0, found = 0;
  while (p < end) {
    const char *from = p;
    uint32_t x = utf8_next(&p, end);
    const char *q = p;
    uint32_t y = utf8_next(&q, end);
    char pair[9] = "";
    if (!rune_is_han(x) || !rune_is_han(y) || q - from > 8)
      continue;
    memcpy(pair, from, (size_t)(q - from));
    all++;
    found += strstr(b, pair) != NULL;
  }
  return all ? found * 100 / all : 0;
}

/* A story that says it goes on: its title, its last line, the page. */
struct open_story {
  const char *title;
  size_t last; /* line of the jump */
  size_t text; /* live line before it */
  int to;
  bool taken;
};

/* The headline line of the story that line I is in; "" without. */
static const char *title_of(const struct copy *c, size_t i)
{
  for (long k = (long)i; k >= 0; k--) {
    if (c->v[k].role == COPY_TITLE)
      return c->v[k].text;
    if (c->v[k].opens)
      break;
  }
  return "";
}

/* Where the part that begins at I ends: at the next story or jump there. */
static size_t part_end(const struct copy *c, size_t i)
{
  size_t k = i + 1;
  while (k < c->n && !c->v[k].opens && !c->v[k].from)
    k++;
  return k;
}

/* What is written of the title with the part [FROM, TO): in its jump line, or
 * as a headline of its own. */
static char *words_of(const struct copy *c, size_t from, size_t to)
{
  char *s = mem_copy(c->v[from].text);
  for (size_t k = from + 1; k < to && k < from + 5; k++)
    if (c->v[k].cont && c->v[k].role == COPY_DROP) {
      char *both = mem_printf("%s %s", s, c->v[k].text);
      free(s);
      s = both;
    }
  return s;
}

/* The first line of text in [FROM, TO); TO. */
static size_t first_text(const struct copy *c, size_t from, size_t to)
{
  size_t k = copy_next(c, from);
  return k < to ? k : to;
}

/* The page that line I is on; 0: not known. */
static int page_of(const struct copy *c, size_t i)
{
  return c->v[i].raw->page ? c->v[i].raw->page : c->v[i].page;
}

/* Does a page named contradict the one that is known? */
static bool other_page(int named, int known)
{
  return named > 0 && known > 0 && named != known;
}

static int score(const struct copy *c, const struct open_story *s, size_t from,
                 size_t to, const char *words)
{
  size_t text = first_text(c, from, to);
  const char *a = c->v[s->text].text;
  const char *b = text < to ? c->v[text].text : "";
  int title = alike(words, s->title);
  int sure = *words && title >= 50 ? SURE_TITLE : 0;
  bool open = !looks_closed(a) || looks_open(a);
  bool page = (c->v[from].from > 0 && page_of(c, s->last) == c->v[from].from) ||
              (s->to > 0 && page_of(c, from) == s->to);
  if (!sure && open && words_across(a, strlen(a), b, strlen(b)))
    sure = SURE_SENTENCE;
  page &= !other_page(c->v[from].from, page_of(c, s->last)) &&
          !other_page(s->to, page_of(c, from));
  if (page)
    sure = sure > SURE_PAGE ? sure + 2 : SURE_PAGE;
  return sure + (open == (*b && !looks_part(b, NULL)) ? 1 : 0);
}

/* The stories before line END that go on; COUNT of them. */
static struct open_story *open_stories(const struct copy *c, size_t *count)
{
  struct open_story *v = NULL;
  size_t cap = 0, n = 0;
  for (size_t i = 0; i < c->n; i++) {
    long before = c->v[i].to ? copy_before(c, i) : -1;
    if (before < 0)
      continue;
    v = mem_grow(v, &cap, n + 1, sizeof *v);
    v[n++] = (struct open_story){title_of(c, i), i, (size_t)before, c->v[i].to,
                                 false};
  }
  *count = n;
  return v;
}

/* The story that the part [FROM, TO) belongs to, or COUNT. */
static size_t match(const struct copy *c, struct open_story *v, size_t count,
                    size_t from, int *sure)
{
  size_t to = part_end(c, from), best = count, left = 0, only = count;
  char *words = words_of(c, from, to);
  *sure = 0;
  for (size_t k = 0; k < count; k++) {
    if (v[k].taken || (v[k].last >= from && v[k].last < to))
      continue;
    int s = score(c, &v[k], from, to, words);
    left++;
    only = k;
    if (s > *sure) {
      *sure = s;
      best = k;
    }
  }
  if (*sure < LEAST && left == 1) {
    best = only;
    *sure = SURE_ONLY;
  }
  free(words);
  return *sure >= LEAST ? best : count;
}

/* The headline that stood with a part whose story is not here: its own. */
static void own_story(struct copy *c, size_t from)
{
  size_t to = part_end(c, from), first = c->n;
  for (size_t k = from; k < to; k++)
    if (c->v[k].cont && c->v[k].role == COPY_DROP && !c->v[k].from) {
      c->v[k].role = first == c->n ? COPY_TITLE : COPY_DECK;
      first = first == c->n ? k : first;
    }
  if (first == c->n)
    first = first_text(c, from, to);
  if (first >= to)
    return;
  c->v[first].opens = true;
  copy_doubt(c, first,
             _("this goes on from another page, but the beginning "
               "is not among what was imported"));
}

/* A headline with a part that is not the story's title is a subhead. */
static void keep_subheads(struct copy *c, size_t from, size_t to,
                          const char *title)
{
  for (size_t k = from; k < to; k++)
    if (c->v[k].cont && c->v[k].role == COPY_DROP &&
        alike(c->v[k].text, title) < SAME && alike(title, c->v[k].text) < SAME)
      c->v[k].role = COPY_TEXT;
}

static size_t find_part(const struct copy *c, size_t i)
{
  while (i < c->n && !c->v[i].from)
    i++;
  return i;
}

/* One part: moved behind its story. False: there is none. */
static bool join_one(struct copy *c, size_t from)
{
  size_t count = 0;
  int sure = 0;
  struct open_story *v = open_stories(c, &count);
  size_t k = match(c, v, count, from, &sure);
  bool found = k < count;
  if (found) {
    size_t last = v[k].last, to = part_end(c, from);
    keep_subheads(c, from, to, v[k].title);
    c->v[last].to = 0;
    c->v[last].sure = sure;
    c->v[from].sure = sure;
    c->v[from].from = 0;
    if (sure < SURE_PAGE && first_text(c, from, to) < to)
      copy_doubt(c, first_text(c, from, to),
                 _("what follows goes on from another page, it may belong to "
                   "another story"));
    if (last + 1 != from)
      copy_move(c, from, to, last + 1);
  }
  free(v);
  return found;
}

void jump_join(struct copy *c)
{
  int turns = 0;
  for (size_t i = find_part(c, 0); i < c->n; i = find_part(c, i)) {
    if (turns++ >= TURNS || !join_one(c, i)) {
      own_story(c, i);
      c->v[i].from = 0;
    }
  }
  for (size_t i = 0; i < c->n; i++)
    if (c->v[i].to)
      copy_doubt(c, i,
                 _("the story goes on on another page, but that part is not "
                   "among what was imported"));
}
