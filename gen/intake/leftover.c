#include "intake/leftover.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/credit.h"
#include "intake/looks.h"

enum {
  REPEATED = 12, /* half characters of a headline that may be a running one */
  TEASERS = 2,   /* titles given twice that make a list of articles */
  LISTED = 60,   /* headlines of such a list, at most */
  LETTER = 4,    /* lines of one, at most */
  SIGNATURE = 8,
  SEEN = 1 << 14
};

static bool any(const char *s, const char *const list[])
{
  for (; *list; list++)
    if (strstr(s, *list))
      return true;
  return false;
}

/* Where the tags begin that a web page has put behind a headline, X|Y|Z. */
static size_t tags(const char *s)
{
  const char *bar = strchr(s, '|');
  if (!bar || looks_width(s) > 120)
    return 0;
  int parts = 1;
  for (const char *p = bar; p; p = strchr(p + 1, '|')) {
    const char *next = strchr(p + 1, '|');
    size_t n = next ? (size_t)(next - p - 1) : strlen(p + 1);
    char part[32] = "";
    if (!n || n > 15)
      return 0;
    memcpy(part, p + 1, n);
    if (looks_han(part) != utf8_count(part, n))
      return 0;
    parts++;
  }
  /* The first of them is glued to the headline: tags mostly have two Han. */
  const char *p = bar;
  for (int i = 0; i < 2 && p > s; i++)
    if (rune_is_han(utf8_before(s, p)))
      p -= 3;
  return parts >= 3 && p - s > 12 ? (size_t)(p - s) : 0;
}

static void web_tags(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    if (c->v[i].role != COPY_TEXT)
      continue;
    size_t at = tags(c->v[i].text);
    if (!at)
      continue;
    copy_split(c, i, at);
    copy_drop(c, i + 1, N_("tags of a web page"), 70);
    copy_doubt(c, i,
               _("tags of a web page were cut off here, see whether "
                 "the headline is whole"));
    i++;
  }
}

/* From: Subject: 发件人：, two or more one after the other. */
static void mail_heads(struct copy *c)
{
  static const char *const names[] = {
      "From", "To",       "Cc",     "Bcc",    "Subject", "Date",
      "Sent", "发件人",   "寄件人", "收件人", "抄送",    "主题",
      "日期", "发送时间", "时间",   "附件",   "Reply-To"};
  for (size_t i = 0; i < c->n; i++) {
    size_t end = i;
    bool more = true;
    while (more && end < c->n && c->v[end].file == c->v[i].file) {
      const char *s = c->v[end].text;
      more = false;
      for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (looks_begins(s, names[k])) {
          const char *p = s + strlen(names[k]);
          p += strspn(p, " ");
          more |= *p == ':' || looks_begins(p, "：");
        }
      end += more;
    }
    bool mail = false;
    for (size_t k = i; k < end; k++)
      mail |= looks_begins(c->v[k].text, "From") || c->v[k].text[0] == 'T' ||
              strstr(c->v[k].text, "件人") != NULL;
    for (size_t k = i; mail && end - i >= 2 && k < end; k++)
      copy_drop(c, k, N_("head of an e-mail"), 92);
    i = end > i ? end - 1 : i;
  }
}

static bool is_quoted(const struct copy_line *l)
{
  return l->role == COPY_TEXT && l->text[0] == '>' && l->text[1] != '>';
}

/* Lines > of the letter that was answered go; where most of the text has
 * that mark, it is a letter passed on, and only the mark goes. */
static void quoted(struct copy *c)
{
  for (int file = 0; file < c->files; file++) {
    size_t in = 0, out = 0, lines = 0;
    for (size_t i = 0; i < c->n; i++)
      if (c->v[i].file == file && copy_live(&c->v[i])) {
        bool is = is_quoted(&c->v[i]);
        lines += is;
        *(is ? &in : &out) += looks_han(c->v[i].text);
      }
    for (size_t i = 0; i < c->n && lines >= 2; i++)
      if (c->v[i].file == file && is_quoted(&c->v[i])) {
        const char *s = c->v[i].text + 1;
        if (in < out)
          copy_drop(c, i, N_("letter that was answered"), 80);
        else if (s[strspn(s, " >")])
          copy_set(c, i, s + strspn(s, " >"));
      }
  }
}

/* "--" and a few short lines to the end of the file: the signature that a
 * mail program has put there. */
static void signatures(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    size_t end = i + 1;
    if (strcmp(c->v[i].text, "--") != 0)
      continue;
    while (end < c->n && end <= i + SIGNATURE &&
           c->v[end].file == c->v[i].file && c->v[end].width <= 60 &&
           !looks_count(c->v[end].text, "。"))
      end++;
    bool last = end == c->n || c->v[end].file != c->v[i].file;
    for (size_t k = i; last && k < end; k++)
      copy_drop(c, k, N_("signature of an e-mail"), 85);
  }
}

/* 王主任：您好！ and what follows to the headline. */
static void letters(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    const char *s = c->v[i].text;
    size_t end = i;
    long before = copy_before(c, i);
    bool first = before < 0 || c->v[before].file != c->v[i].file;
    bool sends = c->v[i].width <= 80 && strstr(s, "您好") &&
                 (strstr(s, "附上") || strstr(s, "稿") || strstr(s, "审阅"));
    if (first && sends && c->v[i].role == COPY_TEXT) {
      copy_drop(c, i, N_("letter that came with it"), 75);
      continue;
    }
    if (!first || c->v[i].width > 36 ||
        !(looks_ends(s, "您好！") || looks_ends(s, "你好！") ||
          looks_ends(s, "您好：") || looks_ends(s, "您好，")))
      continue;
    while (end < c->n && end <= i + LETTER && c->v[end].file == c->v[i].file &&
           c->v[end].role == COPY_TEXT && c->v[end].width <= 120 &&
           (end == i || !looks_head(c->v[end].text)))
      end++;
    bool head = end < c->n && c->v[end].file == c->v[i].file && c->v[end].gap &&
                looks_head(c->v[end].text);
    for (size_t k = i; head && k < end; k++)
      copy_drop(c, k, N_("letter that came with it"), 75);
  }
}

static bool same(const struct copy_line *a, const struct copy_line *b)
{
  return a->width >= REPEATED && a->width == b->width &&
         !strcmp(a->text, b->text);
}

/* Does a list of other articles begin at I: the same headline twice, one
 * paragraph at most, and so on to the end of the file? */
static bool teasers(const struct copy *c, size_t i, size_t *end)
{
  size_t k = i;
  int pairs = 0;
  while (k < c->n && c->v[k].file == c->v[i].file && pairs <= LISTED) {
    size_t next = copy_next(c, k + 1);
    if (next >= c->n || !same(&c->v[k], &c->v[next]))
      break;
    pairs++;
    k = copy_next(c, next + 1);
    size_t after = k < c->n ? copy_next(c, k + 1) : k;
    bool pair = k < c->n && after < c->n && same(&c->v[k], &c->v[after]);
    if (k < c->n && !pair && c->v[k].file == c->v[i].file)
      k = after;
  }
  *end = k;
  return pairs >= TEASERS && (k >= c->n || c->v[k].file != c->v[i].file);
}

/* 相关阅读 and headlines to the end of the file. */
static bool related(const struct copy *c, size_t i, size_t *end)
{
  static const char *const heads[] = {
      "相关阅读", "推荐阅读", "延伸阅读", "往期推荐", "往期回顾",
      "热门推荐", "相关新闻", "精彩推荐", "热门文章", "猜你喜欢",
      "更多精彩", "推荐文章", NULL};
  if (c->v[i].width > 24 || !any(c->v[i].text, heads))
    return false;
  size_t k = i + 1;
  int lines = 0;
  while (k < c->n && c->v[k].file == c->v[i].file) {
    const struct copy_line *l = &c->v[k];
    if (lines && credit_office(l->text) >= 0)
      break;
    k++;
    if (l->role == COPY_DROP || l->role == COPY_PICTURE)
      continue;
    if (l->role != COPY_TEXT || looks_body(l->text) || l->width > 90 ||
        lines > LISTED)
      return false;
    lines++;
  }
  *end = k;
  return lines > 0;
}

static void other_articles(struct copy *c)
{
  for (size_t i = 0; i < c->n; i++) {
    size_t end = i;
    if (c->v[i].role != COPY_TEXT)
      continue;
    if (c->v[i].width <= 24 ? !related(c, i, &end) : !teasers(c, i, &end))
      continue;
    for (; i < end; i++)
      if (c->v[i].role != COPY_DROP)
        copy_drop(c, i, N_("list of other articles"), 85);
  }
}

/* Headlines that come again on the next page or screen: the first stays. */
static void repeated(struct copy *c)
{
  size_t *seen = mem_array(SEEN, sizeof *seen);
  for (size_t i = 0; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    if (l->role != COPY_TEXT || l->width < REPEATED || l->width > 120 ||
        looks_sentence(l->text) || looks_part(l->text, NULL) ||
        looks_ends(l->text, "：") || looks_begins(l->text, "【") ||
        credit_office(l->text) >= 0 || credit_is_byline(l->text))
      continue;
    uint64_t h = hash64(l->text, strlen(l->text));
    size_t at = h % SEEN, tries = 0;
    while (seen[at] && tries++ < 32 &&
           (c->v[seen[at] - 1].file != l->file ||
            strcmp(c->v[seen[at] - 1].text, l->text) != 0))
      at = (at + 1) % SEEN;
    if (!seen[at])
      seen[at] = i + 1;
    else if (tries < 32)
      copy_drop(c, i, N_("headline that comes again"), 90);
  }
  free(seen);
}

void leftover_find(struct copy *c)
{
  mail_heads(c);
  quoted(c);
  signatures(c);
  letters(c);
  web_tags(c);
  other_articles(c);
  repeated(c);
}
