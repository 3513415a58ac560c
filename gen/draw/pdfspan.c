#include "draw/pdfspan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "draw/sheet.h"

enum { WORDS = 4 /* of a passage */, SLACK = 50 /* mpt */ };

static void add(struct pdfspans *s, struct span span)
{
  s->v = mem_grow(s->v, &s->cap, s->n + 1, sizeof *s->v);
  s->v[s->n++] = span;
}

/* --- links -------------------------------------------------------------- */

/* Glyphs are judged by their origins; a link begins at one. */
static bool covers(struct rect at, const struct run *run, const struct glyph *g)
{
  mpt x = run->x + g->x, y = run->y + g->y;
  if (run->turned) {
    x = run->x - g->y;
    y = run->y + g->x;
  }
  return x >= at.x - SLACK && x < at.x + at.w - SLACK && y >= at.y &&
         y <= at.y + at.h;
}

/* The bytes of RUN that lie in AT; false when there are none. */
static bool part_in(struct rect at, const struct run *run, size_t *from,
                    size_t *to)
{
  bool found = false;
  for (size_t i = 0; i < run->n; i++) {
    const struct glyph *g = &run->glyphs[i];
    if (!g->len || !covers(at, run, g))
      continue;
    if (!found)
      *from = g->text;
    found = true;
    *to = g->text + g->len;
  }
  return found;
}

/* The first item of the group that item I stands in. */
static size_t group_start(const struct sheet *sheet, size_t i)
{
  int depth = 0;
  while (i > 0) {
    enum item_kind kind = sheet->items[i - 1].kind;
    if (kind == ITEM_GROUP && depth-- == 0)
      break;
    depth += kind == ITEM_END;
    i--;
  }
  return i;
}

static void find_link(struct pdfspans *s, const struct sheet *sheet,
                      size_t link)
{
  struct rect at = sheet->items[link].u.link.at;
  for (size_t i = group_start(sheet, link); i < link; i++) {
    struct span span = {.item = i, .link = link};
    if (sheet->items[i].kind == ITEM_RUN &&
        part_in(at, &sheet->items[i].u.run, &span.from, &span.to))
      add(s, span);
  }
}

void pdfspans_text(const struct sheet *sheet, size_t link, struct buf *b)
{
  struct rect at = sheet->items[link].u.link.at;
  size_t i = group_start(sheet, link), from, to;
  for (int depth = 0; i < sheet->n && depth >= 0; i++) {
    const struct item *item = &sheet->items[i];
    depth += (item->kind == ITEM_GROUP) - (item->kind == ITEM_END);
    if (item->kind == ITEM_RUN && part_in(at, &item->u.run, &from, &to))
      buf_put(b, item->u.run.text + from, to - from);
  }
}

/* --- Latin -------------------------------------------------------------- */

/* A passage while it is read; it may go on from run to run. */
struct passage {
  struct pdfspans *s;
  size_t first, last; /* items */
  size_t from, to;    /* bytes in the first and in the last one */
  int words;
  bool word, broken; /* inside a word; with a sign that is no letter */
};

static bool is_letter(uint32_t r)
{
  return (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') ||
         (r >= 0xC0 && r < 0x250 && r != 0xD7 && r != 0xF7);
}

/* What may stand between and in the words of a passage. */
static bool is_joint(uint32_t r)
{
  return (r > 0 && r < 0x7F) || r == 0x2019 || r == 0x2013;
}

static void end_word(struct passage *p)
{
  p->words += p->word && !p->broken;
  p->word = p->broken = false;
}

static void end_passage(struct passage *p, const struct sheet *sheet)
{
  end_word(p);
  for (size_t i = p->first; p->words >= WORDS && i <= p->last; i++) {
    if (sheet->items[i].kind != ITEM_RUN)
      continue;
    size_t len = sheet->items[i].u.run.text_len;
    add(p->s, (struct span){.item = i,
                            .from = i == p->first ? p->from : 0,
                            .to = i == p->last ? p->to : len,
                            .link = NO_LINK});
  }
  p->words = 0;
  p->first = NO_LINK;
}

static void read_rune(struct passage *p, size_t item, size_t at, size_t end,
                      uint32_t r)
{
  if (is_letter(r)) {
    if (p->first == NO_LINK) {
      p->first = item;
      p->from = at;
    }
    p->word = true;
  } else if (r == ' ') {
    end_word(p);
  } else if (p->word) {
    p->broken |= !strchr("'-.,;:!?)\"", (int)r);
  } else {
    p->broken |= !strchr("'(\"-", (int)r);
  }
  p->last = item;
  if (r != ' ')
    p->to = end;
}

static void read_run(struct passage *p, const struct sheet *sheet, size_t item)
{
  const struct run *run = &sheet->items[item].u.run;
  const char *s = run->text, *end = s + run->text_len;
  while (s < end) {
    const char *was = s;
    uint32_t r = (unsigned char)*s;
    if (r < 0x80)
      s++;
    else
      r = utf8_next(&s, end);
    if (!is_letter(r) && !is_joint(r))
      end_passage(p, sheet);
    else if (p->first != NO_LINK || is_letter(r))
      read_rune(p, item, (size_t)(was - run->text), (size_t)(s - run->text),
                r < 0x80 || is_letter(r) ? r : '\'');
  }
}

/* --- all ---------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
  const struct span *x = a, *y = b;
  if (x->item != y->item)
    return x->item < y->item ? -1 : 1;
  return x->from < y->from ? -1 : x->from > y->from;
}

void pdfspans_find(struct pdfspans *s, const struct sheet *sheet, bool latin)
{
  struct passage p = {.s = s, .first = NO_LINK};
  *s = (struct pdfspans){0};
  for (size_t i = 0; i < sheet->n; i++) {
    enum item_kind kind = sheet->items[i].kind;
    if (kind == ITEM_LINK)
      find_link(s, sheet, i);
    else if (kind == ITEM_RUN && latin)
      read_run(&p, sheet, i);
    else if (kind == ITEM_GROUP || kind == ITEM_END)
      end_passage(&p, sheet);
  }
  end_passage(&p, sheet);
  if (s->n)
    qsort(s->v, s->n, sizeof *s->v, by_place);
}

void pdfspans_free(struct pdfspans *s)
{
  free(s->v);
  *s = (struct pdfspans){0};
}

bool pdfspans_reach(const struct pdfspans *s, size_t *at, size_t item)
{
  while (*at < s->n && s->v[*at].item < item)
    (*at)++;
  return *at < s->n && s->v[*at].item == item;
}

size_t pdfspans_at(const struct pdfspans *s, size_t at, size_t offset,
                   bool *latin)
{
  size_t item = s->v[at].item, link = NO_LINK;
  *latin = false;
  for (size_t i = at; i < s->n && s->v[i].item == item; i++) {
    if (offset < s->v[i].from || offset >= s->v[i].to)
      continue;
    if (s->v[i].link == NO_LINK)
      *latin = true;
    else
      link = s->v[i].link;
  }
  return link;
}
