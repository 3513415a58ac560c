#include "intake/stories.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/credit.h"
#include "intake/join.h"
#include "intake/looks.h"

enum {
  SECTION_WIDTH = 28,
  LINES = 7, /* of a head, at most */
  FAR = 2,   /* more empty lines than usual: another story */
  TITLE_WIDTH = 64,
  CUT = 91, /* percent: a seam inside a sentence */
  GROWN = 6 /* half-points that a headline is larger than text */
};

/* What a line may be in a head. */
enum kind { OTHER, HEADLINE, DECK, BYLINE, SECTION, DAY };

/* The name in 【 】 that S is, to ROOM; false: it is none. */
static bool is_section(const char *s)
{
  size_t n = strlen(s);
  return looks_begins(s, "【") && looks_ends(s, "】") && n > 6 &&
         looks_width(s) <= SECTION_WIDTH && looks_count(s, "【】") == 2;
}

/* 9:30 at its head. */
static bool is_time(const char *s)
{
  size_t n = strspn(s, "0123456789");
  return n && n < 3 && (s[n] == ':' || looks_begins(s + n, "："));
}

/* Seven figures or more: a telephone. */
static bool has_number(const char *s)
{
  size_t n = 0;
  for (; *s; s++) {
    n = (*s >= '0' && *s <= '9') || (*s == '-' && n > 2) ? n + 1 : 0;
    if (n >= 7)
      return true;
  }
  return false;
}

static enum kind kind_of(const struct copy_line *l)
{
  char day[11];
  if (l->role != COPY_TEXT || l->raw->list)
    return OTHER;
  if (is_section(l->text))
    return SECTION;
  if (credit_is_byline(l->text))
    return BYLINE;
  if (looks_date(l->text, day) && l->width <= 40)
    return DAY;
  if ((looks_begins(l->text, "——") || looks_begins(l->text, "—")) &&
      l->width <= 120 && !looks_count(l->text, "。；"))
    return DECK;
  if (l->raw->heading == 1 && l->width <= 120)
    return HEADLINE;
  if (l->raw->heading > 1)
    return OTHER;
  if (looks_begins(l->text, "本报讯") || looks_begins(l->text, "本报消息"))
    return OTHER;
  if (looks_among(looks_last(l->text), "”\"") && looks_sentence(l->text))
    return OTHER; /* what somebody says */
  if (looks_begins(l->text, "问：") || looks_begins(l->text, "答："))
    return OTHER;
  if (strstr(l->text, "名词解释") && l->width <= 24)
    return OTHER;
  if (has_number(l->text) || is_time(l->text))
    return OTHER; /* a number to call, a line of a programme */
  return looks_head(l->text) && credit_office(l->text) < 0 ? HEADLINE : OTHER;
}

struct head {
  size_t at[LINES];
  enum kind kind[LINES];
  int n;
  int headlines, decks, bylines, sections;
  size_t end;   /* the line behind it */
  bool trimmed; /* that line is a sentence that a column has cut */
};

static void count(struct head *h, size_t i, enum kind k)
{
  h->at[h->n] = i;
  h->kind[h->n++] = k;
  h->headlines += k == HEADLINE;
  h->decks += k == DECK;
  h->bylines += k == BYLINE;
  h->sections += k == SECTION;
}

/* Is there a jump line to another page between two lines? */
static bool jumps(const struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (c->v[i].to)
      return true;
  return false;
}

/* Is line I a name below which one more headline and then text stand? That
 * headline is a subhead, the name who wrote it. */
static bool above_subhead(const struct copy *c, size_t i)
{
  size_t next = copy_next(c, i + 1);
  return credit_is_name(c->v[i].text) && next < c->n &&
         c->v[next].file == c->v[i].file && kind_of(&c->v[next]) == HEADLINE;
}

/* The lines from I on that may be a head. A section opens one, so it ends
 * what has begun. */
static struct head read_head(const struct copy *c, size_t i)
{
  struct head h = {0};
  size_t k = copy_next(c, i);
  while (k < c->n && h.n < LINES && c->v[k].file == c->v[i].file) {
    enum kind kind = kind_of(&c->v[k]);
    bool again =
        (kind == SECTION && h.n) || (h.n && jumps(c, h.at[h.n - 1], k));
    bool later = kind == HEADLINE && h.bylines;
    if (kind == OTHER || again || later)
      break;
    if (kind == HEADLINE && h.headlines && above_subhead(c, k))
      kind = BYLINE;
    count(&h, k, kind);
    k = copy_next(c, k + 1);
  }
  h.end = k;
  if (h.n && h.kind[h.n - 1] == HEADLINE && jumps(c, h.at[h.n - 1], k)) {
    h.end = h.at[--h.n]; /* what goes on elsewhere is text */
    h.headlines--;
    h.trimmed = true;
  }
  return h;
}

/* Does what follows the head look like a story? */
static bool text_follows(const struct copy *c, const struct head *h, int file)
{
  size_t k = h->end;
  if (k >= c->n || c->v[k].file != file)
    return false;
  if (h->trimmed)
    return true;
  size_t after = copy_next(c, k + 1);
  if (h->bylines && looks_count(c->v[k].text, "，"))
    return true; /* a sentence that a column cuts */
  if ((h->bylines || h->sections) && after < c->n && c->v[k].width <= 40 &&
      !looks_closed(c->v[k].text))
    k = after; /* a subhead below the name */
  const struct copy_line *l = &c->v[k];
  return l->role != COPY_TEXT || looks_body(l->text) || looks_closed(l->text) ||
         looks_part(l->text, NULL);
}

/* What stands before line I ends a story: a sign-off, a jump line, furniture
 * of a page's end. */
static bool ended_before(const struct copy *c, size_t i)
{
  long k = (long)i - 1;
  for (; k >= 0 && c->v[k].role == COPY_DROP; k--)
    if (c->v[k].to || c->v[k].from || c->v[k].sure)
      return true;
  while (k >= 0 && c->v[k].role == COPY_JOINED)
    k--;
  return k >= 0 && c->v[k].role == COPY_TEXT &&
         credit_office(c->v[k].text) >= 0;
}

/* Set larger than the text that follows it, or as Word's title. */
static bool set_large(const struct copy *c, const struct head *h)
{
  const struct raw_item *a = c->v[h->at[0]].raw;
  if (a->heading == 1)
    return true;
  if (h->end >= c->n || !a->size)
    return false;
  int size = c->v[h->end].raw->size;
  return size && a->size >= size + GROWN;
}

/* Empty lines that the file of line I has between its paragraphs: 0 or 1. */
static int usual_gap(const struct copy *c, size_t i)
{
  size_t none = 0, some = 0;
  for (size_t k = i > 60 ? i - 60 : 0; k < c->n && k < i + 60; k++)
    if (c->v[k].file == c->v[i].file && copy_live(&c->v[k])) {
      none += !c->v[k].gap;
      some += c->v[k].gap > 0;
    }
  return some > none;
}

/* Do headline lines alone tell that they are a package? */
static bool looks_package(const struct copy *c, const struct head *h)
{
  bool blank = false, comma = false;
  for (int i = 0; i < h->n; i++)
    if (h->kind[i] == HEADLINE) {
      blank |= strchr(c->v[h->at[i]].text, ' ') != NULL;
      comma |= looks_count(c->v[h->at[i]].text, "，？") > 0;
    }
  const struct copy_line *l = &c->v[h->at[0]];
  if (h->headlines < 2 || l->width < 12 || !l->gap || comma)
    return false;
  return h->headlines > 2 || (blank && l->gap > usual_gap(c, h->at[0]));
}

/* The last of several headlines that stands on a table or a list is its own
 * heading: 用料. */
static void trim_heading(const struct copy *c, struct head *h)
{
  if (h->headlines < 2 || h->kind[h->n - 1] != HEADLINE || h->end >= c->n ||
      c->v[h->at[h->n - 1]].width > 16)
    return;
  const struct copy_line *next = &c->v[h->end];
  enum looks_part part = looks_part(next->text, NULL);
  if (next->role != COPY_TABLE && next->role != COPY_PICTURE &&
      part != LOOKS_POINT && part != LOOKS_BULLET)
    return;
  h->end = h->at[--h->n];
  h->headlines--;
  h->trimmed = true;
}

/* Lines of a sentence that a column has cut may look like headlines: such
 * leave the head. */
static void trim_cut(const struct copy *c, struct head *h)
{
  while (h->n && h->kind[h->n - 1] == HEADLINE && h->end < c->n) {
    const char *a = c->v[h->at[h->n - 1]].text, *b = c->v[h->end].text;
    if (strchr(a, ' ') || (h->headlines > 1 && credit_is_name(a)) ||
        c->v[h->end].role != COPY_TEXT || join_seam(a, b) < CUT)
      break;
    h->end = h->at[--h->n];
    h->headlines--;
    h->trimmed = true;
  }
  long before = h->n ? copy_before(c, h->at[0]) : -1;
  if (before >= 0 && h->kind[0] == HEADLINE && !c->v[h->at[0]].raw->heading &&
      c->v[before].role == COPY_TEXT &&
      c->v[before].file == c->v[h->at[0]].file &&
      join_seam(c->v[before].text, c->v[h->at[0]].text) >= CUT)
    h->n = h->headlines = 0;
}

/* Is it the head of a new story, and no subhead of the one before? */
static bool opens_story(const struct copy *c, const struct head *h)
{
  size_t i = h->at[0];
  if (!h->headlines)
    return false;
  if (h->headlines > 5)
    return false;
  if (set_large(c, h))
    return true;
  if (!text_follows(c, h, c->v[i].file))
    return false;
  return h->sections || h->bylines || h->decks || ended_before(c, i) ||
         c->v[i].gap >= FAR + usual_gap(c, i) || looks_package(c, h);
}

/* Is there a jump line 上接 right before line I or behind the head? */
static bool continues(const struct copy *c, const struct head *h)
{
  for (long k = (long)h->at[0] - 1; k >= 0 && c->v[k].role == COPY_DROP; k--)
    if (c->v[k].from)
      return true;
  for (size_t k = h->at[0]; k < h->end && k < c->n; k++)
    if (c->v[k].from)
      return true;
  return false;
}

/* A headline that stood with a part: kept for finding its story. The jump
 * line comes first, so that the part is one run of lines. */
static void continuation(struct copy *c, const struct head *h)
{
  size_t from = c->n;
  for (int i = 0; i < h->n; i++) {
    copy_drop(c, h->at[i], N_("headline of a part that was on another page"),
              85);
    c->v[h->at[i]].cont = true;
  }
  for (size_t k = h->at[0]; k < h->end && k < c->n; k++)
    if (c->v[k].from)
      from = k;
  if (from < c->n && from > h->at[0])
    copy_move(c, from, from + 1, h->at[0]);
}

static void role(struct copy *c, size_t i, enum copy_role r, int sure)
{
  c->v[i].role = r;
  c->v[i].sure = sure;
}

/* Is headline line A the kicker of B: long above short, or clauses below? */
static bool is_kicker(const struct copy_line *a, const struct copy_line *b)
{
  if (a->raw->size && b->raw->size && a->raw->size != b->raw->size)
    return b->raw->size > a->raw->size;
  if (strchr(b->text, ' ') && !strchr(a->text, ' '))
    return true;
  if (strstr(a->text, "·") && !strstr(b->text, "·") &&
      a->width <= SECTION_WIDTH)
    return true; /* 副刊·梧桐树下 */
  return a->width >= 36 && b->width * 3 <= a->width * 2 && strchr(b->text, ' ');
}

/* Which of the N headline lines is the headline. */
static int main_line(const struct copy *c, const size_t *v, int n, bool deck)
{
  int best = 0;
  for (int i = 1; i < n; i++)
    if (c->v[v[i]].raw->size > c->v[v[best]].raw->size)
      best = i;
  if (c->v[v[best]].raw->size && best)
    return best;
  if (n == 1)
    return 0;
  if (n == 2)
    return deck || is_kicker(&c->v[v[0]], &c->v[v[1]]) ? 1 : 0;
  for (int i = 1; i < n; i++)
    if (strchr(c->v[v[i]].text, ' '))
      return i;
  return 1;
}

/* 【党政】: the marks are the page's. */
static void unbracket(struct copy *c, size_t i)
{
  const char *s = c->v[i].text + strlen("【");
  char *name = mem_copy_n(s, strlen(s) - strlen("】"));
  copy_set(c, i, name);
  free(name);
}

/* A name alone below a headline is who wrote it; above verses any line. */
static bool is_name(const struct copy *c, const struct head *h, const size_t *v,
                    int i)
{
  if (i < 1)
    return false;
  const struct copy_line *l = &c->v[v[i]];
  if (h->end < c->n && c->v[h->end].role == COPY_VERSE && l->width <= 28)
    return true;
  return credit_is_name(l->text) || credit_is_office_and_name(l->text);
}

/* ● and By before a name are the page's. */
static void undress(struct copy *c, size_t i)
{
  const char *s = c->v[i].text;
  size_t n = looks_among(looks_first(s), "●◆■▲○◇★")             ? strlen("●")
             : looks_begins(s, "By ") || looks_begins(s, "by ") ? 3
                                                                : 0;
  n += strspn(s + n, " ");
  if (s[n])
    copy_set(c, i, s + n);
}

static void set_head(struct copy *c, const struct head *h)
{
  size_t v[LINES] = {0};
  int n = 0;
  for (int i = 0; i < h->n; i++)
    if (h->kind[i] == HEADLINE)
      v[n++] = h->at[i];
  bool name = is_name(c, h, v, n - 1);
  n -= name;
  if (name)
    role(c, v[n], COPY_BYLINE, 70);
  int title = main_line(c, v, n, h->decks > 0);
  for (int i = 0; i < n; i++) {
    enum copy_role r = i < title   ? COPY_KICKER
                       : i > title ? COPY_DECK
                                   : COPY_TITLE;
    role(c, v[i], r, n == 1 ? 95 : n == 2 ? 85 : 75);
  }
  for (int i = 0; i < h->n; i++) {
    struct copy_line *l = &c->v[h->at[i]];
    if (h->kind[i] == SECTION)
      unbracket(c, h->at[i]);
    if (h->kind[i] == DECK)
      role(c, h->at[i], COPY_DECK, 95);
    else if (h->kind[i] == BYLINE) {
      role(c, h->at[i], COPY_BYLINE, 95);
      undress(c, h->at[i]);
    } else if (h->kind[i] == SECTION)
      role(c, h->at[i], COPY_SECTION, 95);
    else if (h->kind[i] == DAY)
      copy_drop(c, h->at[i], N_("day and place above the text"), 75);
    if (l->width > TITLE_WIDTH && l->role == COPY_TITLE)
      copy_doubt(c, h->at[i], _("long for a headline, see whether it is one"));
  }
  if (n > 3)
    copy_doubt(c, v[title],
               _("several lines of headlines, see which are "
                 "kicker, headline and deck"));
}

/* 【党政】把握机会…: the section is a line of its own. */
static void divide_sections(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    const char *end = strstr(l->text, "】");
    if (l->role != COPY_TEXT || !looks_begins(l->text, "【") || !end ||
        l->width > TITLE_WIDTH || end - l->text > 24)
      continue;
    size_t at = (size_t)(end - l->text) + strlen("】");
    if (l->text[at] && looks_head(l->text + at))
      copy_split(c, i, at);
  }
}

/* Of a row of short lines that is no head the first is the headline. */
static void only_first(struct head *h)
{
  struct head one = {0};
  int i = 0;
  do
    count(&one, h->at[i], h->kind[i]);
  while (h->kind[i++] != HEADLINE);
  one.end = i < h->n ? h->at[i] : h->end;
  *h = one;
}

/* The first line of a file: a story begins there whatever it is. */
static size_t first_story(struct copy *c, size_t i)
{
  struct head h = read_head(c, i);
  if (h.headlines > 1)
    trim_cut(c, &h);
  trim_heading(c, &h);
  if (h.n && continues(c, &h)) {
    continuation(c, &h);
    return h.end;
  }
  for (long k = (long)i - 1; k >= 0 && c->v[k].role == COPY_DROP; k--)
    if (c->v[k].from && c->v[k].file == c->v[i].file)
      return i;
  c->v[i].opens = true;
  if (!h.headlines)
    return i;
  if (h.headlines > 4 || !text_follows(c, &h, c->v[i].file))
    only_first(&h);
  set_head(c, &h);
  return h.end;
}

void stories_find(struct copy *c)
{
  int file = -1;
  divide_sections(c);
  for (size_t i = copy_next(c, 0); i < c->n;) {
    size_t next = copy_next(c, i + 1);
    if (c->v[i].file != file) {
      file = c->v[i].file;
      size_t end = first_story(c, i);
      i = end > i ? copy_next(c, end) : next;
      continue;
    }
    struct head h =
        kind_of(&c->v[i]) != OTHER ? read_head(c, i) : (struct head){0};
    trim_cut(c, &h);
    trim_heading(c, &h);
    if (h.headlines && continues(c, &h)) {
      continuation(c, &h);
      i = copy_next(c, h.end);
    } else if (h.n && opens_story(c, &h)) {
      c->v[i].opens = true;
      set_head(c, &h);
      i = copy_next(c, h.end);
    } else {
      i = next;
    }
  }
}
