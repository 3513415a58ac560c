#include "asset/pinyin.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/ures.h>
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

void pinyin_spell(struct buf *b, int code)
{
  if (code < 0 || code / PINYIN_FINALS >= INITIALS)
    return;
  buf_puts(b, initials[code / PINYIN_FINALS]);
  buf_puts(b, finals[code % PINYIN_FINALS % FINALS]);
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

char *pinyin_ask(void)
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

/* ---- the rules that ICU's machine is made of ---- */

enum { ARROW = 0x2192 };

/* As they stand in ICU's data: "[锕阿…]→ā;[嗄]→á;…". */
struct rules {
  UResourceBundle *data, *all, *one, *file;
  const UChar *s;
  int32_t n;
};

static bool rules_open(struct rules *r)
{
  UErrorCode e = U_ZERO_ERROR;
  *r = (struct rules){0};
  r->data = ures_openDirect(U_ICUDATA_NAME "-translit", "root", &e);
  r->all = ures_getByKey(r->data, "RuleBasedTransliteratorIDs", NULL, &e);
  r->one = ures_getByKey(r->all, "Hani-Latn", NULL, &e);
  r->file = ures_getByKey(r->one, "file", NULL, &e);
  r->s = ures_getStringByKey(r->file, "resource", &r->n, &e);
  return U_SUCCESS(e);
}

static void rules_close(struct rules *r)
{
  ures_close(r->file);
  ures_close(r->one);
  ures_close(r->all);
  ures_close(r->data);
}

struct readings {
  const UNormalizer2 *nfd;
  struct buf names; /* each ends in a NUL; the first is none */
  size_t at[HAN];   /* in NAMES */
};

static void give(struct readings *t, UChar han, size_t at)
{
  if (han >= PINYIN_FIRST && han <= PINYIN_LAST && !t->at[han - PINYIN_FIRST])
    t->at[han - PINYIN_FIRST] = at;
}

/* Characters and ranges, such as 㛃靍-靏. Others than the Han at hand have two
 * units each, neither of which is one of them. */
static void give_all(struct readings *t, const UChar *s, const UChar *end,
                     size_t at)
{
  for (; s < end; s++) {
    UChar last = end - s > 2 && s[1] == '-' ? s[2] : *s;
    for (uint32_t c = *s; c <= last; c++)
      give(t, (UChar)c, at);
  }
}

/* Rules that look at neighbours do not matter to single characters. */
static void take_rule(struct readings *t, const UChar *s, const UChar *end)
{
  UErrorCode e = U_ZERO_ERROR;
  UChar said[ROOM];
  const UChar *close = s < end && *s == '[' ? u_memchr(s, ']', end - s) : NULL;
  if (!close || end - close < 2 || close[1] != ARROW)
    return;
  int32_t n = unorm2_normalize(t->nfd, close + 2, (int32_t)(end - close - 2),
                               said, ROOM, &e);
  size_t at = t->names.n;
  put_plain(&t->names, said, U_SUCCESS(e) ? n : 0);
  buf_putc(&t->names, '\0');
  give_all(t, s + 1, close, at);
}

static void take_rules(struct readings *t, const struct rules *r)
{
  const UChar *end = r->s + r->n;
  for (const UChar *s = r->s; s < end;) {
    const UChar *stop = u_memchr(s, ';', (int32_t)(end - s));
    stop = stop ? stop : end;
    take_rule(t, s, stop);
    s = stop + 1;
  }
}

static char *print_readings(const struct readings *t)
{
  struct buf b = BUF_INIT;
  put_version(&b);
  for (size_t i = 0; i < HAN; i++) {
    buf_puts(&b, t->names.s + t->at[i]);
    buf_putc(&b, ' ');
  }
  return buf_take(&b);
}

char *pinyin_make(void)
{
  UErrorCode e = U_ZERO_ERROR;
  struct rules rules;
  struct readings *t = mem_new(sizeof *t);
  char *table = NULL;
  t->nfd = unorm2_getNFDInstance(&e);
  buf_putc(&t->names, '\0');
  if (rules_open(&rules) && U_SUCCESS(e)) {
    take_rules(t, &rules);
    table = print_readings(t);
  }
  rules_close(&rules);
  buf_free(&t->names);
  free(t);
  return table ? table : pinyin_ask();
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
