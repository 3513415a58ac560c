#include "asset/slug.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/unorm2.h>

#include "asset/fold.h"
#include "asset/pinyin.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
  TITLE_BYTES = 4096, /* of a longer one the rest is not read */
  SINGLES = 4         /* characters that are joined at most */
};

/* Words of news and places in which a character is not read as it is alone. */
struct said {
  uint32_t han;
  const char *reading, *words;
};

static const struct said others[] = {
    {U'行', "hang",
     "银行 行业 行情 排行 行列 央行 农行 工行 建行 支行 分行 同行 内行 外行"},
    {U'长', "chang",
     "长江 长期 长征 长城 长沙 长宁 长效 长寿 长假 长廊 长远 长桥 长春 长三角 "
     "长短 长椅 长跑 延长 特长 全长 长度 长途 长久 悠长 漫长 专长 加长 周长 "
     "长龙 长青 长风 长街 长卷 长空 长夜"},
    {U'重', "chong",
     "重阳 重庆 重建 重新 重启 重返 重温 重逢 重现 重修 重走 重游 重生 双重 "
     "重复 重塑 重聚 重装 重开"},
    {U'都', "du", "都市 首都 成都 古都 都会 都江 京都"},
    {U'乐', "yue",
     "音乐 乐器 乐队 乐团 奏乐 民乐 乐曲 乐章 器乐 声乐 弦乐 国乐"},
    {U'厦', "xia", "厦门"},
    {U'会', "kuai", "会计"},
    {U'还', "huan", "归还 偿还 退还 交还 还书 还款 还给 还原 还钱 还清 送还"},
    {U'的', "di", "目的 的士"},
    {U'着', "zhuo", "着力 着手 着眼 着陆 着重 沉着 穿着 执着 着装"},
    {U'朝', "zhao", "今朝 朝夕 朝霞 朝气"},
    {U'传', "zhuan", "传记 自传 小传"},
    {U'藏', "zang", "西藏 宝藏"},
    {U'调', "tiao",
     "调整 调解 调节 协调 空调 调和 调理 调味 调试 调控 调剂 调适"},
    {U'校', "jiao", "校对 校正 校准"},
    {U'弄', "long", "里弄 弄堂 弄口"},
    {U'角', "jue", "角色 主角 配角"},
    {U'觉', "jiao", "睡觉 午觉"},
    {U'给', "ji", "供给 给予 补给 自给"},
    {U'模', "mu", "模样"},
    {U'没', "mo", "沉没 淹没 没收"},
    {U'弹', "tan", "弹性 弹琴 弹奏 弹唱"},
    {U'参', "shen", "人参 党参 海参"},
    {U'差', "chai", "出差"},
    {U'了', "liao", "了解 为了 了不起"},
    {U'率', "shuai", "率先 率领 表率"},
    {U'便', "pian", "便宜"},
    {U'称', "chen", "称职 对称 称心"},
};

/* Does WORD stand in S…END so that its HAN is the one at AT? */
static bool stands(const char *s, const char *at, const char *end,
                   const char *word, size_t n)
{
  size_t len = 3; /* of a Han */
  for (size_t i = 0; i + len <= n; i += len) {
    const char *from = at - i;
    if (!memcmp(word + i, at, len) && (size_t)(at - s) >= i &&
        (size_t)(end - from) >= n && !memcmp(from, word, n))
      return true;
  }
  return false;
}

/* The reading that a word gives to HAN at AT in S…END; NULL: none does. */
static const char *special(const char *s, const char *at, const char *end,
                           uint32_t han)
{
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    const char *w = others[i].words;
    for (size_t n; others[i].han == han && *w; w += n + (w[n] == ' ')) {
      n = strcspn(w, " ");
      if (stands(s, at, end, w, n))
        return others[i].reading;
    }
  }
  return NULL;
}

static bool plain(uint32_t r)
{
  return (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9');
}

/* A Latin letter without its accents, a digit in its usual form. */
static void put_latin(struct buf *b, const UNormalizer2 *nfd, uint32_t r)
{
  uint32_t folded[FOLD_MAX];
  size_t n = fold_rune(folded, r);
  for (size_t i = 0; i < n; i++) {
    UErrorCode e = U_ZERO_ERROR;
    UChar apart[FOLD_MAX];
    int32_t k = nfd ? unorm2_getDecomposition(nfd, (UChar32)folded[i], apart,
                                              FOLD_MAX, &e)
                    : -1;
    uint32_t c = k > 0 && U_SUCCESS(e) ? apart[0] : folded[i];
    if (plain(c))
      buf_putc(b, (char)c);
  }
}

struct slug {
  const char *s, *end; /* the title */
  const struct pinyin *pinyin;
  const UNormalizer2 *nfd;
  struct buf out, word;
  int singles; /* how many words of one Han are in WORD, if only such */
};

/* One word as letters, behind what is in WORD. */
static void read_word(struct slug *g, const char *from, const char *to)
{
  while (from < to) {
    const char *at = from;
    uint32_t r = utf8_next(&from, to);
    const char *other = special(g->s, at, g->end, r);
    int code = g->pinyin ? pinyin_of(g->pinyin, r, 0) : -1;
    if (other)
      buf_puts(&g->word, other);
    else if (code >= 0)
      pinyin_spell(&g->word, code);
    else if (r == '.' && g->word.n) /* 98.35 */
      buf_putc(&g->word, '-');
    else
      put_latin(&g->word, g->nfd, r);
  }
}

static size_t trimmed(const char *s, size_t n)
{
  while (n && s[n - 1] == '-')
    n--;
  return n;
}

/* Takes WORD over; false where it does not fit any more. */
static bool put_word(struct slug *g)
{
  size_t n = g->word.n ? trimmed(g->word.s, g->word.n) : 0;
  bool first = !g->out.n, fits = first || g->out.n + 1 + n <= SLUG_MAX;
  if (n && fits) {
    if (!first)
      buf_putc(&g->out, '-');
    n = n < SLUG_MAX ? n : SLUG_MAX;
    buf_put(&g->out, g->word.s, trimmed(g->word.s, n));
  }
  buf_clear(&g->word);
  g->singles = 0;
  return fits;
}

/* Words of one character that go with no other. */
static bool is_particle(uint32_t r)
{
  static const uint32_t all[] = {U'的', U'了', U'是', U'在', U'和', U'与',
                                 U'就', U'也', U'有', U'把', U'让', U'给'};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (r == all[i])
      return true;
  return false;
}

/* The next word of ICU's. Single Han in a row are mostly a word that its
 * dictionary has not: they stay together. */
static bool take(struct slug *g, const char *from, const char *to)
{
  const char *next = from;
  uint32_t r = utf8_next(&next, to);
  bool single = rune_is_han(r) && next == to && !is_particle(r);
  if (g->word.n && (!single || !g->singles || g->singles == SINGLES) &&
      !put_word(g))
    return false;
  read_word(g, from, to);
  g->singles = single ? g->singles + 1 : 0;
  return true;
}

static void put_words(struct slug *g)
{
  UErrorCode e = U_ZERO_ERROR;
  UText *t = utext_openUTF8(NULL, g->s, g->end - g->s, &e);
  UBreakIterator *it = ubrk_open(UBRK_WORD, "zh", NULL, 0, &e);
  ubrk_setUText(it, t, &e);
  int32_t at = 0, next;
  bool more = true;
  if (U_SUCCESS(e)) {
    ubrk_first(it);
    for (; more && (next = ubrk_next(it)) != UBRK_DONE; at = next)
      more = take(g, g->s + at, g->s + next);
  } else { /* without ICU's data: all as one word */
    read_word(g, g->s, g->end);
  }
  if (more)
    put_word(g);
  if (it)
    ubrk_close(it);
  utext_close(t);
}

/* index.html and pN.html are pages of an issue. */
bool slug_is_page(const char *s)
{
  return !strcmp(s, "index") ||
         (*s == 'p' && s[1] && !s[1 + strspn(s + 1, "0123456789")]);
}

char *slug_make(const char *title)
{
  UErrorCode e = U_ZERO_ERROR;
  size_t n = utf8_check(title, strnlen(title, TITLE_BYTES));
  char *table = pinyin_make();
  struct pinyin *p = pinyin_load(table);
  struct slug g = {.s = title, .end = title + n, .pinyin = p};
  g.nfd = unorm2_getNFDInstance(&e);
  if (U_FAILURE(e))
    g.nfd = NULL;
  put_words(&g);
  pinyin_free(p);
  free(table);
  buf_free(&g.word);
  if (!g.out.n)
    buf_puts(&g.out, "gao");
  char *made = buf_take(&g.out);
  if (!slug_is_page(made))
    return made;
  char *page = mem_printf("gao-%.*s", SLUG_MAX - 4, made);
  free(made);
  return page;
}

char *slug_numbered(const char *slug, int n)
{
  char *tail = mem_printf("-%d", n);
  size_t len = strlen(slug), room = SLUG_ROOM - strlen(tail);
  len = len < room ? len : room;
  char *made = mem_printf("%.*s%s", (int)trimmed(slug, len), slug, tail);
  free(tail);
  return made;
}
