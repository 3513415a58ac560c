#include "intake/copy.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "intake/looks.h"
#include "intake/normal.h"

enum { BREAK = 9, GAP = 8 };

struct copy *copy_new(void)
{
  struct copy *c = mem_new(sizeof *c);
  c->arena = arena_new();
  return c;
}

void copy_free(struct copy *c)
{
  if (!c)
    return;
  arena_free(c->arena);
  free(c->v);
  free((void *)c->paths);
  free(c);
}

static struct copy_line *add(struct copy *c, const struct raw_item *raw)
{
  c->v = mem_grow(c->v, &c->cap, c->n + 1, sizeof *c->v);
  struct copy_line *l = &c->v[c->n];
  *l = (struct copy_line){.raw = raw,
                          .file = c->files - 1,
                          .seq = c->n,
                          .was = raw->text ? raw->text : ""};
  c->n++;
  return l;
}

/* The cells of a table, normalised, and as one line for the report. */
static void add_table(struct copy *c, struct copy_line *l)
{
  struct buf b = BUF_INIT;
  size_t rows = 0;
  while (l->raw->cells && l->raw->cells[rows])
    rows++;
  l->role = COPY_TABLE;
  l->cells = arena_array(c->arena, rows + 1, sizeof *l->cells);
  for (size_t r = 0; r < rows; r++) {
    size_t n = 0;
    while (l->raw->cells[r][n])
      n++;
    l->cells[r] = arena_array(c->arena, n + 1, sizeof **l->cells);
    for (size_t i = 0; i < n; i++) {
      l->cells[r][i] = normal_text(c->arena, l->raw->cells[r][i], true);
      buf_puts(&b, b.n ? "\t" : "");
      buf_puts(&b, l->raw->cells[r][i]);
    }
  }
  l->was = l->text = arena_copy(c->arena, b.s ? b.s : "");
  buf_free(&b);
}

/* Blanks before the text of S, in half characters. */
static int indent_of(const char *s)
{
  int n = 0;
  for (;;) {
    size_t k = normal_blank(s, &n);
    if (!k)
      return n;
    s += k;
  }
}

void copy_add(struct copy *c, const struct raw *raw)
{
  int gap = BREAK;
  size_t room = (size_t)c->files;
  c->paths = mem_grow((void *)c->paths, &room, room + 1, sizeof *c->paths);
  c->paths[c->files++] = raw->path;
  c->damaged += raw->damaged;
  for (size_t i = 0; i < raw->n; i++) {
    const struct raw_item *item = &raw->items[i];
    const char *s = item->text ? item->text : "";
    bool words = item->kind == RAW_LINE || item->kind == RAW_PARA;
    if (item->kind == RAW_BREAK) {
      gap = BREAK;
    } else if (words && normal_is_blank(s)) {
      gap += gap < GAP;
    } else {
      struct copy_line *l = add(c, item);
      l->gap = gap;
      gap = 0;
      if (item->kind == RAW_TABLE) {
        add_table(c, l);
        continue;
      }
      l->role = item->kind == RAW_PICTURE ? COPY_PICTURE : COPY_TEXT;
      l->indent = indent_of(s);
      copy_set(c, c->n - 1, normal_text(c->arena, s, false));
    }
  }
}

void copy_set(struct copy *c, size_t i, const char *text)
{
  c->v[i].text = arena_copy(c->arena, text);
  c->v[i].width = looks_width(text);
}

void copy_split(struct copy *c, size_t i, size_t byte)
{
  c->v = mem_grow(c->v, &c->cap, c->n + 1, sizeof *c->v);
  memmove(c->v + i + 2, c->v + i + 1, (c->n - i - 1) * sizeof *c->v);
  c->n++;
  struct copy_line *a = &c->v[i], *b = a + 1;
  *b = *a;
  b->part++;
  b->gap = b->indent = 0;
  b->opens = false;
  b->doubt = NULL;
  const char *whole = a->text;
  copy_set(c, i, arena_copy_n(c->arena, whole, byte));
  copy_set(c, i + 1, whole + byte);
  normal_trim(a->text);
  a->width = looks_width(a->text);
  normal_trim(b->text);
  b->width = looks_width(b->text);
}

void copy_drop(struct copy *c, size_t i, const char *why, int sure)
{
  c->v[i].role = COPY_DROP;
  c->v[i].why = why;
  c->v[i].sure = sure;
}

bool copy_live(const struct copy_line *l)
{
  return l->role != COPY_DROP && l->role != COPY_JOINED;
}

/* 8，|400 and 18：|30 were one figure before the line ended in its mark. */
static bool cuts_figure(const struct copy *c, size_t a, size_t b)
{
  const char *s = c->v[a].text;
  bool comma = looks_ends(s, "，");
  size_t n = strspn(c->v[b].text, "0123456789"), k = strlen(s), i = b - 1;
  if (!(comma || looks_ends(s, "：")) || n != (comma ? 3 : 2) || k < 4 ||
      s[k - 4] < '0' || s[k - 4] > '9')
    return false;
  while (i > a && c->v[i].role != COPY_JOINED)
    i--;
  const char *half = strrchr(c->v[i].was, comma ? ',' : ':');
  return half && normal_is_blank(half + 1);
}

void copy_join(struct copy *c, size_t a, size_t b, const char *why, int sure)
{
  struct copy_line *x = &c->v[a], *y = &c->v[b];
  uint32_t r = looks_last(x->text), next = looks_first(y->text);
  bool latin = r > ' ' && r < 0x80 && next > ' ' && next < 0x80;
  bool word = latin && ((r | 0x20) >= 'a' || (next | 0x20) >= 'a' || r == ',');
  size_t cut = cuts_figure(c, a, b) ? strlen("，") : 0;
  const char *between = !cut ? word ? " " : "" : r == 0xFF0C ? "," : ":";
  char *both = mem_printf("%.*s%s%s", (int)(strlen(x->text) - cut), x->text,
                          between, y->text);
  x->piece = x->piece ? x->piece : x->text;
  y->role = COPY_JOINED;
  y->piece = y->text;
  y->why = why;
  y->sure = sure;
  y->opens = false;
  copy_set(c, b, "");
  copy_set(c, a, both);
  free(both);
}

void copy_doubt(struct copy *c, size_t i, const char *doubt)
{
  struct copy_line *l = &c->v[i];
  if (!l->doubt) {
    l->doubt = arena_copy(c->arena, doubt);
    return;
  }
  char *both = mem_printf("%s %s", l->doubt, doubt);
  l->doubt = arena_copy(c->arena, both);
  free(both);
}

size_t copy_next(const struct copy *c, size_t i)
{
  while (i < c->n && !copy_live(&c->v[i]))
    i++;
  return i;
}

long copy_before(const struct copy *c, size_t i)
{
  long k = (long)i - 1;
  while (k >= 0 && !copy_live(&c->v[k]))
    k--;
  return k;
}

static void reverse(struct copy_line *v, size_t from, size_t to)
{
  while (from + 1 < to) {
    struct copy_line l = v[from];
    v[from++] = v[--to];
    v[to] = l;
  }
}

void copy_move(struct copy *c, size_t from, size_t to, size_t at)
{
  size_t low = at < from ? at : from, high = at < from ? to : at;
  size_t mid = at < from ? from : to;
  reverse(c->v, low, mid);
  reverse(c->v, mid, high);
  reverse(c->v, low, high);
}
