/* Word's numbering. Its numbers are no text of the file: where they are more
 * than a plain list, as the 一、 before a part of a report, they are written
 * out, lest they be lost. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/docx_in.h"
#include "tree/node.h"

struct docx_lists {
  struct list {
    const char *id;
    const xmlNode *abstract, *num;
    struct list *counts; /* lists of one kind count on together */
    int count[DOCX_LEVELS];
    bool begun[DOCX_LEVELS];
  } * all;
  size_t n;
};

static int by_id(const void *a, const void *b)
{
  return strcmp(((const struct list *)a)->id, ((const struct list *)b)->id);
}

static const xmlNode *with_id(const xmlNode *root, const char *name,
                              const char *attr, const char *id)
{
  const xmlNode *x = docx_child(root, name);
  for (int i = 0; x && i < 4096; x = docx_next(x, name), i++) {
    const char *has = node_attr(x, attr);
    if (has && id && !strcmp(has, id))
      return x;
  }
  return NULL;
}

static struct list *find(struct docx_lists *l, int num)
{
  char id[16];
  snprintf(id, sizeof id, "%d", num);
  struct list key = {.id = id};
  return l->n ? bsearch(&key, l->all, l->n, sizeof *l->all, by_id) : NULL;
}

/* Those of the same abstract list count on together, unless they override. */
static void share(struct docx_lists *l)
{
  for (size_t i = 0; i < l->n; i++) {
    struct list *x = &l->all[i];
    x->counts = x;
    for (size_t k = 0; k < i && !docx_child(x->num, "lvlOverride"); k++)
      if (l->all[k].abstract == x->abstract && x->abstract &&
          !docx_child(l->all[k].num, "lvlOverride")) {
        x->counts = &l->all[k];
        break;
      }
  }
}

struct docx_lists *docx_lists_new(struct arena *a, xmlDoc *doc)
{
  struct docx_lists *l = arena_get(a, sizeof *l);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  size_t n = 0;
  for (const xmlNode *x = docx_child(root, "num"); x && n < 2000;
       x = docx_next(x, "num"))
    n++;
  l->all = arena_array(a, n + 1, sizeof *l->all);
  for (const xmlNode *x = docx_child(root, "num"); l->n < n;
       x = docx_next(x, "num")) {
    struct list *new = &l->all[l->n++];
    new->id = node_attr(x, "numId");
    new->id = new->id ? new->id : "";
    new->num = x;
    new->abstract = with_id(root, "abstractNum", "abstractNumId",
                            docx_value(x, "abstractNumId"));
  }
  qsort(l->all, l->n, sizeof *l->all, by_id);
  share(l);
  return l;
}

static const xmlNode *level_of(const struct list *x, int level)
{
  char id[16];
  snprintf(id, sizeof id, "%d", level);
  const xmlNode *over = with_id(x->num, "lvlOverride", "ilvl", id);
  const xmlNode *own = docx_child(over, "lvl");
  return own ? own : with_id(x->abstract, "lvl", "ilvl", id);
}

static int first_number(const struct list *x, int level)
{
  char id[16];
  snprintf(id, sizeof id, "%d", level);
  const xmlNode *over = with_id(x->num, "lvlOverride", "ilvl", id);
  int first = docx_number(docx_value(level_of(x, level), "start"), 1);
  return docx_number(docx_value(over, "startOverride"), first);
}

/* 1 to 9999 in Chinese: 十二, 一百零三. */
static void put_chinese(struct buf *b, int n)
{
  static const char *const digits[] = {"零", "一", "二", "三", "四",
                                       "五", "六", "七", "八", "九"};
  static const char *const units[] = {"千", "百", "十", ""};
  bool gap = false, any = false;
  for (int i = 0, unit = 1000; i < 4; i++, unit /= 10) {
    int d = n / unit % 10;
    gap = gap || (any && !d);
    if (!d)
      continue;
    if (gap)
      buf_puts(b, digits[0]);
    if (d > 1 || i != 2 || any)
      buf_puts(b, digits[d]);
    buf_puts(b, units[i]);
    any = true;
    gap = false;
  }
}

static void put_roman(struct buf *b, int n, bool small)
{
  static const char *const marks[] = {"M",  "CM", "D",  "CD", "C",  "XC", "L",
                                      "XL", "X",  "IX", "V",  "IV", "I"};
  static const int worth[] = {1000, 900, 500, 400, 100, 90, 50,
                              40,   10,  9,   5,   4,   1};
  for (int i = 0; i < 13; i++)
    for (; n >= worth[i]; n -= worth[i])
      for (const char *s = marks[i]; *s; s++)
        buf_putc(b, (char)(small ? *s | 32 : *s));
}

static bool is_chinese(const char *format)
{
  return strstr(format, "hinese") || strstr(format, "ideograph") ||
         strstr(format, "japanese") || strstr(format, "taiwanese");
}

static void put_number(struct buf *b, int n, const char *format)
{
  bool fits = n >= 1 && n <= 9999;
  if (fits && strstr(format, "Circle") && n <= 20)
    buf_rune(b, 0x2460U + (unsigned)n - 1);
  else if (fits && is_chinese(format))
    put_chinese(b, n);
  else if (fits && strstr(format, "Roman"))
    put_roman(b, n, *format == 'l');
  else if (fits && strstr(format, "Letter") && n <= 26)
    buf_putc(b, (char)((*format == 'l' ? 'a' : 'A') + n - 1));
  else
    buf_printf(b, "%d", n);
}

static const char *format_of(const xmlNode *level)
{
  const char *format = docx_value(level, "numFmt");
  return format ? format : "decimal";
}

/* 1. 1) 1、 (1) a. and their like: what a numbered list of ours shows. */
static bool is_plain(const char *format, const char *text)
{
  return !is_chinese(format) && !strstr(format, "Circle") &&
         (!strcmp(text, "%1.") || !strcmp(text, "%1)") ||
          !strcmp(text, "%1、") || !strcmp(text, "%1．") ||
          !strcmp(text, "(%1)") || !strcmp(text, "（%1）") ||
          (text[0] == '%' && text[1] && !strchr(text + 1, '%') &&
           strlen(text) <= 3));
}

static void put_label(struct buf *b, const struct list *x, const char *text)
{
  const struct list *counts = x->counts;
  for (; *text; text++) {
    if (*text != '%' || text[1] < '1' || text[1] > '9') {
      buf_putc(b, *text);
      continue;
    }
    int level = *++text - '1';
    int n = counts->begun[level] ? counts->count[level]
                                 : first_number(x, level);
    put_number(b, n, format_of(level_of(x, level)));
  }
}

static void count(struct list *x, int level)
{
  struct list *c = x->counts;
  c->count[level] =
      c->begun[level] ? c->count[level] + 1 : first_number(x, level);
  c->begun[level] = true;
  for (int i = level + 1; i < DOCX_LEVELS; i++)
    c->begun[i] = false;
}

int docx_list(struct docx_lists *l, int num, int level, bool plain,
              struct buf *label)
{
  struct list *x = num > 0 ? find(l, num) : NULL;
  level = level < 0 ? 0 : level;
  const xmlNode *how = x && level < DOCX_LEVELS ? level_of(x, level) : NULL;
  if (!how)
    return 0;
  const char *format = format_of(how), *text = docx_value(how, "lvlText");
  if (!strcmp(format, "bullet"))
    return 1;
  count(x, level);
  if (!strcmp(format, "none") || !text || !*text || strlen(text) > 100)
    return 0;
  if (plain && is_plain(format, text))
    return 2;
  put_label(label, x, text);
  const char *gap = docx_value(how, "suff");
  unsigned char last = (unsigned char)(label->n ? label->s[label->n - 1] : 0);
  if (last < 0x80 && last != ' ' && (!gap || strcmp(gap, "nothing") != 0))
    buf_putc(label, ' ');
  return 0;
}
