#include "asset/pinyin.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { HAN = PINYIN_LAST - PINYIN_FIRST + 1, ROOM = 64 };

struct pinyin {
  int16_t code[HAN], other[HAN];
};

/* Longer ones before those that they begin with. */
static const char *const initials[] = {
    "",  "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l",
    "g", "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w"};
static const char *const finals[] = {
    "a",   "o",   "e",   "i",   "u",   "v",   "ai",   "ei",   "ui",  "ao",
    "ou",  "iu",  "ie",  "ue",  "ve",  "er",  "an",   "en",   "in",  "un",
    "vn",  "ang", "eng", "ing", "ong", "ia",  "ua",   "uo",   "iao", "uai",
    "ian", "uan", "van", "io",  "iang", "uang", "iong", "ueng"};

enum {
  INITIALS = sizeof initials / sizeof *initials,
  FINALS = sizeof finals / sizeof *finals
};

/* Readings that ICU, which sees one character at a time, does not choose;
 * those of names and news. */
static const char others[] =
    "行hang长chang重chong都du乐yue厦xia曾zeng单shan朝zhao会kuai还huan地di"
    "得dei着zhuo大dai区ou解xie查zha仇qiu盛cheng传zhuan藏zang调tiao强jiang"
    "校jiao省xing系ji弄long堡bu车ju角jue觉jiao给ji降xiang宿xiu石dan什shi"
    "提di血xie露lou落la绿lu模mu屏bing折she率shuai没mo数shuo弹tan说shui"
    "色shai熟shou削xiao约yao晟sheng尉yu盖ge翟zhai贾gu万mo南na阿e奇ji参shen"
    "差chai番pan卡qia壳qiao了liao呢ni拾she似si洗xian吓he巷hang叶xie遗wei"
    "员yun咱za粘nian";

static int code_of(const char *s, size_t n)
{
  for (int i = INITIALS - 1; i >= 0; i--) {
    size_t k = strlen(initials[i]);
    if (k > n || memcmp(s, initials[i], k))
      continue;
    for (int f = 0; f < FINALS; f++)
      if (strlen(finals[f]) == n - k && !memcmp(s + k, finals[f], n - k))
        return i * PINYIN_FINALS + f;
  }
  return -1;
}

char pinyin_letter(int code)
{
  int i = code / PINYIN_FINALS, f = code % PINYIN_FINALS;
  return *(i > 0 && i < INITIALS ? initials[i] : finals[f % FINALS]);
}

/* ---- ICU ---- */

/* Tones are combining marks behind a decomposition; ü is written v. */
static void put_plain(struct buf *b, const UChar *s, int32_t n)
{
  for (int32_t i = 0; i < n; i++)
    if (s[i] == 0x308 && b->n && b->s[b->n - 1] == 'u')
      b->s[b->n - 1] = 'v';
    else if (s[i] >= 'a' && s[i] <= 'z')
      buf_putc(b, (char)s[i]);
}

static void put_reading(struct buf *b, const UTransliterator *t, UChar han)
{
  UErrorCode e = U_ZERO_ERROR;
  UChar s[ROOM] = {han};
  int32_t n = 1, limit = 1;
  utrans_transUChars(t, s, &n, ROOM, 0, &limit, &e);
  if (U_SUCCESS(e) && s[0] != han)
    put_plain(b, s, n);
  buf_putc(b, ' ');
}

static void put_version(struct buf *b)
{
  buf_printf(b, "ICU-%s 1\n", U_ICU_VERSION);
}

char *pinyin_make(void)
{
  static const char name[] = "Han-Latin; NFD";
  struct buf b = BUF_INIT;
  UErrorCode e = U_ZERO_ERROR;
  UChar id[sizeof name];
  u_uastrcpy(id, name);
  UTransliterator *t =
      utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
  put_version(&b);
  for (int c = PINYIN_FIRST; t && c <= PINYIN_LAST; c++)
    put_reading(&b, t, (UChar)c);
  if (t)
    utrans_close(t);
  return buf_take(&b);
}

/* ---- the table ---- */

static void take_others(struct pinyin *p)
{
  const char *s = others, *end = others + sizeof others - 1;
  while (s < end) {
    uint32_t han = utf8_next(&s, end);
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz");
    if (han >= PINYIN_FIRST && han <= PINYIN_LAST)
      p->other[han - PINYIN_FIRST] = (int16_t)code_of(s, n);
    s += n;
  }
}

struct pinyin *pinyin_load(const char *table)
{
  struct buf version = BUF_INIT;
  put_version(&version);
  bool same = table && !strncmp(table, version.s, version.n);
  const char *s = same ? table + version.n : "";
  buf_free(&version);
  if (!same)
    return NULL;
  struct pinyin *p = mem_new(sizeof *p);
  for (int i = 0; i < HAN; i++) {
    size_t n = strcspn(s, " ");
    p->other[i] = p->code[i] = (int16_t)code_of(s, n);
    s += n + (s[n] == ' ');
  }
  take_others(p);
  return p;
}

void pinyin_free(struct pinyin *p)
{
  free(p);
}

int pinyin_of(const struct pinyin *p, uint32_t han, int other)
{
  if (han < PINYIN_FIRST || han > PINYIN_LAST)
    return -1;
  return (other ? p->other : p->code)[han - PINYIN_FIRST];
}
