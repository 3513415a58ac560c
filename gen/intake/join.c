#include "intake/join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/words.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"

enum {
  HARD = 90,         /* percent that only a cut explains */
  SOFT = 60,         /* nothing speaks against it */
  LEAST = 42,        /* below it the two are whole */
  DOUBT = 35,        /* from here on an editor should look */
  FIRST = 10,        /* half characters: shorter than any line of a column */
  CAPTION = 120,     /* half characters of one, at most */
  LONG = 56,         /* half characters: longer than a headline mostly is */
  ASK = 2000,        /* seams that the dictionary is asked about */
  SPAN = 200 * 1024, /* bytes of a file that are searched for a phrase */
  REST = 24,         /* half characters of a paragraph's mere rest */
  AROUND = 30        /* lines that are looked at for how it is set */
};

/* Does the first bracket or quote of B that shuts shut what A has opened? */
static bool shuts(const char *a, const char *b)
{
  static const char opening[] = "“‘（《【「", closing[] = "”’）》】」";
  const char *end = b + strlen(b);
  int depth = 0, straight = 0;
  if (!looks_open(a))
    return false;
  while (b < end) {
    uint32_t r = utf8_next(&b, end);
    straight += r == '"';
    depth += looks_among(r, opening);
    if (looks_among(r, closing) && depth-- == 0)
      return true;
  }
  return straight % 2 == 1 && looks_count(a, "\"") % 2 == 1;
}

static bool digit(uint32_t r)
{
  return r >= '0' && r <= '9';
}

/* A figure and what it counts, parted. */
static bool counts(const char *before, uint32_t x, uint32_t y)
{
  static const char numerals[] = "一二两三四五六七八九十百千万亿几廿";
  static const char measures[] = "个条项次位名家件年月日天岁种份届期版张层户"
                                 "元万亿千百十周米处号栋组场批部套台所座间";
  if (looks_ends(before, "之一") || looks_ends(before, "统一"))
    return false;
  return (digit(x) && (digit(y) || y == '%')) ||
         ((digit(x) || looks_among(x, numerals)) && looks_among(y, measures));
}

/* 38.: behind a figure the half-width full stop of a sentence, or a point. */
static bool points(const char *s)
{
  size_t n = strlen(s);
  return n > 2 && s[n - 1] == '.' && digit((unsigned char)s[n - 2]);
}

/* 18： and 30以后 */
static bool cuts_time(const char *before, const char *after)
{
  size_t n = strlen(before), k = strspn(after, "0123456789");
  return n > 3 && looks_ends(before, "：") &&
         digit((unsigned char)before[n - 4]) && k == 2 &&
         (after[k] == '-' ||
          looks_among(looks_first(after + k), "—，。至到以开"));
}

static bool stops(const char *s)
{
  return points(s) && looks_han(s) > 4;
}

/* 5万元: the places behind a point, and what is counted. */
static bool goes_on_figure(const char *s)
{
  size_t n = strspn(s, "0123456789");
  return n && n < 3 &&
         (s[n] == '%' || looks_among(looks_first(s + n), "万亿元千百倍个米吨"));
}

int join_seam(const char *before, const char *after)
{
  uint32_t x = looks_last(before), y = looks_first(after);
  if (!x || !y || looks_part(after, NULL) || looks_begins(after, "问：") ||
      looks_begins(after, "答："))
    return 0;
  if (looks_among(y, "，。、；：！？”’）》】…"))
    return 98;
  if (shuts(before, after))
    return 96;
  if ((points(before) && goes_on_figure(after)) || cuts_time(before, after))
    return 92;
  if (looks_closed(before) || (stops(before) && !digit(y)))
    return 0;
  if (looks_among(x, "“‘（《【「"))
    return 97;
  if (looks_among(x, "，、,"))
    return 94;
  if (counts(before, x, y))
    return 92;
  if (looks_among(y, "的了们吗呢吧性化者") ||
      looks_among(x, "的和与及或在把被将对从向由于并而但因第每其且暨是"
                     "都也还不没就才很太更最再又已让给"))
    return rune_is_han(y) || rune_is_han(x) ? HARD : SOFT;
  if (words_across(before, strlen(before), after, strlen(after)))
    return 93;
  return SOFT;
}

/* Does AFTER begin as paragraphs do? */
static bool begins_anew(const char *s)
{
  static const char *const words[] = {
      "一是",   "二是", "三是",   "四是",   "五是", "首先", "其次", "再次",
      "最后",   "此外", "据悉",   "据了解", "近日", "日前", "当天", "各位",
      "同志们", "以上", "下一步", "接下来", "目前", "今年", "去年", "与此同时",
      "同时",   "另外", "会上",   "活动",   "随后", "会前", "会后", "本次",
      "此次",   "记者", "继续",   "持续",   "强化", "推进", "加强", "问：",
      "答：",   "上午", "下午",   "本报讯"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (looks_begins(s, words[i]))
      return true;
  return digit(looks_first(s));
}

/* Two clauses of one length, as headlines have them:
 * 引导街区布局，实现空间通达. */
static bool balanced(const char *s)
{
  const char *comma = strstr(s, "，");
  if (!comma || strstr(comma + 3, "，"))
    return false;
  int left = (int)utf8_count(s, (size_t)(comma - s));
  int right = (int)utf8_count(comma + 3, strlen(comma + 3));
  return abs(left - right) <= 1;
}

/* Text of a paragraph rather than a headline. */
static bool runs_on(const char *s)
{
  return looks_count(s, "。；！？") > 0 || looks_width(s) >= LONG ||
         (looks_count(s, "，") > 0 && looks_width(s) > 14 && !balanced(s) &&
          !strchr(s, ' '));
}

struct seam {
  size_t a, b;
  int sure;
  bool brief; /* A may be a headline of one line */
};

static bool elsewhere(const struct copy *c, const struct seam *s,
                      const char *phrase)
{
  size_t seen = 0;
  for (size_t i = 0; i < c->n && seen < SPAN; i++)
    if (c->v[i].file == c->v[s->a].file && i != s->a && i != s->b) {
      seen += strlen(c->v[i].text) + 1;
      if (strstr(c->v[i].text, phrase))
        return true;
    }
  return false;
}

/* Two runes before and one behind the seam, or the reverse: such a phrase
 * elsewhere in the file says that they belong together. */
static bool phrase_known(const struct copy *c, const struct seam *s)
{
  const char *a = c->v[s->a].text, *b = c->v[s->b].text;
  const char *p = a + strlen(a), *q = b, *end = b + strlen(b);
  for (int i = 0; i < 2 && p > a; i++)
    if (rune_is_han(utf8_before(a, p)))
      p -= 3;
  for (int i = 0; i < 2 && q < end; i++)
    if (rune_is_han(looks_first(q)))
      q += 3;
  size_t n = strlen(p), m = (size_t)(q - b);
  char three[16], other[16];
  snprintf(three, sizeof three, "%s%.3s", p, b);
  snprintf(other, sizeof other, "%s%.6s", n > 3 ? p + 3 : p, b);
  return (n == 6 && m && elsewhere(c, s, three)) ||
         (n && m == 6 && elsewhere(c, s, other));
}

static bool may_join(const struct copy_line *a, const struct copy_line *b)
{
  return a->role == COPY_TEXT && b->role == COPY_TEXT && !b->opens &&
         a->file == b->file && *a->text && *b->text && !a->raw->heading &&
         !b->raw->heading && !a->raw->list && !b->raw->list &&
         !looks_part(b->text, NULL);
}

/* Is A a chapter's heading? That is whole. */
static bool is_heading(const struct copy_line *a)
{
  enum looks_part part = looks_part(a->text, NULL);
  return (part == LOOKS_CHAPTER || part == LOOKS_SECTION) && a->width <= 68 &&
         !looks_count(a->text, "。；");
}

/* Does line B follow on A without an empty line, where paragraphs of the file
 * are parted by such? */
static bool tight(const struct copy *c, size_t a, size_t b)
{
  size_t none = 0, some = 0;
  if (c->v[b].gap || c->v[b].part || c->v[b].indent || c->v[a].width < LONG)
    return false;
  for (size_t i = b > AROUND ? b - AROUND : 0; i < c->n && i < b + AROUND; i++)
    if (c->v[i].file == c->v[b].file && copy_live(&c->v[i]) &&
        c->v[i].width >= LONG) {
      none += !c->v[i].gap;
      some += c->v[i].gap > 0;
    }
  return some >= 3 && some > none;
}

/* Is A an item of a list whose other items end in a mark? */
static bool open_item(const struct copy *c, size_t a)
{
  enum looks_part part = looks_part(c->v[a].text, NULL);
  size_t closed = 0, open = 0;
  if (part != LOOKS_POINT && part != LOOKS_BULLET)
    return false;
  for (size_t i = a > AROUND ? a - AROUND : 0; i < c->n && i < a + AROUND; i++)
    if (i != a && c->v[i].file == c->v[a].file && copy_live(&c->v[i]) &&
        looks_part(c->v[i].text, NULL) == part) {
      closed += looks_among(looks_last(c->v[i].text), "。；！？");
      open += !looks_closed(c->v[i].text);
    }
  return closed >= 2 && closed > open;
}

/* What speaks for and against a seam that is none for sure. */
static int soft(const struct copy *c, const struct seam *s)
{
  const struct copy_line *a = &c->v[s->a], *b = &c->v[s->b];
  int sure = SOFT;
  sure -= begins_anew(b->text) ? 25 : 0;
  sure -= looks_entry(b->text) ? 25 : 0;
  sure -= a->raw->kind == RAW_PARA ? 25 : 0;
  sure -= !looks_closed(b->text) && !runs_on(b->text) ? 30 : 0;
  bool rest = looks_sentence(b->text) || looks_ends(b->text, "；");
  sure += rest && b->width <= REST ? 15 : 0;
  sure += tight(c, s->a, s->b) ? 20 : 0;
  sure += open_item(c, s->a) ? 20 : 0;
  return sure;
}

/* Is line I the first of its paragraph, as far as the line before tells? */
static bool begins_paragraph(const struct copy *c, size_t i)
{
  long before = copy_before(c, i);
  return before < 0 || c->v[before].role != COPY_TEXT ||
         looks_closed(c->v[before].text) || c->v[before].width < FIRST;
}

/* How sure the seam is by itself, before weigh. */
static int judge(const struct copy *c, struct seam *s)
{
  const struct copy_line *a = &c->v[s->a], *b = &c->v[s->b];
  int sure = join_seam(a->text, b->text);
  if (sure < SOFT || (is_heading(a) && sure < 96) ||
      (looks_entry(a->text) && looks_entry(b->text) && sure < HARD))
    return 0;
  s->brief = !runs_on(a->text);
  if (a->width < FIRST && sure < 96 && begins_paragraph(c, s->a))
    return 0; /* a heading: no line of a column is so short */
  if (s->brief && looks_ends(a->text, "的") && sure < 92)
    sure = SOFT; /* 会上做了的: a subhead may end so */
  if (sure < HARD && phrase_known(c, s))
    sure = HARD + 1;
  if (sure >= HARD && sure < 96) {
    bool even = balanced(a->text);
    sure -= !s->brief ? 0 : strchr(a->text, ' ') ? 40 : even ? 19 : 12;
    sure -= !looks_closed(b->text) && !runs_on(b->text) ? 10 : 0;
  } else if (sure < HARD) {
    sure = soft(c, s);
    sure -= s->brief ? strchr(a->text, ' ') || balanced(a->text) ? 40 : 15 : 0;
  }
  return sure < 0 ? 0 : sure;
}

/* Is line I the caption of a picture: 图为…, … 摄? */
static bool is_caption(const struct copy_line *l)
{
  static const char *const begins[] = {
      "图为", "▲", "▼", "图①", "上图", "下图", "左图", "右图", "图片说明"};
  if (l->role != COPY_TEXT || l->width > CAPTION)
    return false;
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (looks_begins(l->text, begins[i]))
      return true;
  return looks_ends(l->text, "/摄") || looks_ends(l->text, " 摄") ||
         looks_ends(l->text, "摄）");
}

/* The line that A may go on in: the next one, or the one behind a caption
 * that stands where a column ends. */
static size_t goes_on(const struct copy *c, size_t a)
{
  size_t next = copy_next(c, a + 1);
  size_t after = next < c->n ? copy_next(c, next + 1) : c->n;
  if (after >= c->n || !is_caption(&c->v[next]) || c->v[next].opens ||
      looks_closed(c->v[a].text) || !runs_on(c->v[a].text) ||
      !may_join(&c->v[a], &c->v[after]))
    return next;
  struct seam s = {a, after, 0, false};
  return judge(c, &s) >= LEAST ? after : next;
}

static size_t find_seams(const struct copy *c, struct seam **v)
{
  size_t cap = 0, n = 0;
  for (size_t i = copy_next(c, 0); i < c->n && n < ASK;) {
    size_t next = goes_on(c, i);
    if (next < c->n && may_join(&c->v[i], &c->v[next])) {
      struct seam s = {i, next, 0, false};
      s.sure = judge(c, &s);
      if (s.sure) {
        *v = mem_grow(*v, &cap, n + 1, sizeof **v);
        (*v)[n++] = s;
      }
    }
    i = next;
  }
  return n;
}

/* Seams of one file that are sure, and that may be. */
struct weight {
  int hard, soft;
};

static int plus(const struct weight *w, bool brief, int hard, bool page)
{
  if (brief)
    return w->hard && w->hard >= w->soft * 2 ? 32 : 0;
  if (hard && hard * 3 >= w->soft)
    return 25;
  return hard ? 10 : w->soft > 2 ? -25 : page && w->soft == 1 ? 15 : 5;
}

/* Was FILE copied from a page: is there furniture of one, a jump line? */
static bool from_page(const struct copy *c, int file)
{
  static const char *const signs[] = {"masthead", "slogan of the masthead",
                                      "jump line", "head of a page"};
  for (size_t i = 0; i < c->n; i++)
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
      if (c->v[i].role == COPY_DROP && c->v[i].file == file &&
          !strcmp(c->v[i].why, signs[k]))
        return true;
  return false;
}

/* Where a file has been cut for sure, seams that may be cuts are; where no
 * seam is sure, paragraphs that lack their mark are likelier. Lines that could
 * be headlines are weighed by themselves. */
static void weigh(const struct copy *c, struct seam *v, size_t n)
{
  for (size_t i = 0; i < n;) {
    int file = c->v[v[i].a].file;
    struct weight w[2] = {{0, 0}, {0, 0}};
    size_t k = i;
    for (; k < n && c->v[v[k].a].file == file; k++) {
      w[v[k].brief].hard += v[k].sure >= JOIN_LEAST;
      w[v[k].brief].soft += v[k].sure >= LEAST && v[k].sure < JOIN_LEAST;
    }
    int hard = w[0].hard + w[1].hard;
    bool page = from_page(c, file);
    for (; i < k; i++)
      if (v[i].sure >= LEAST && v[i].sure < JOIN_LEAST) {
        v[i].sure += plus(&w[v[i].brief], v[i].brief, hard, page);
        v[i].sure = v[i].sure > 92 ? 92 : v[i].sure;
      }
  }
}

void join_cut(struct copy *c)
{
  struct seam *v = NULL;
  size_t n = find_seams(c, &v), head = 0;
  weigh(c, v, n);
  for (size_t i = 0; i < n; i++) {
    if (!i || v[i].a != v[i - 1].b || v[i - 1].sure < JOIN_LEAST)
      head = v[i].a;
    if (v[i].sure >= JOIN_LEAST)
      copy_join(c, head, v[i].b, N_("cut by a column or page"), v[i].sure);
    else if (v[i].sure >= DOUBT && runs_on(c->v[v[i].a].text) &&
             !looks_closed(c->v[v[i].a].text) && !stops(c->v[v[i].a].text))
      copy_doubt(c, v[i].b,
                 _("the paragraph before this one ends without a mark: it may "
                   "go on here, or lack its full stop"));
  }
  free(v);
}
