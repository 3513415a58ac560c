#include "intake/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"
#include "intake/normal.h"

enum {
  LEAST_WIDTH = 40,
  SURE_LINES = 96, /* lines of set text are joined without a word */
  SEAMS = 12       /* joints that the summary shows */
};

static const char *const role_names[] = {
    [COPY_TEXT] = N_("running text"),
    [COPY_DROP] = N_("dropped"),
    [COPY_JOINED] = N_("joined"),
    [COPY_SECTION] = N_("section"),
    [COPY_KICKER] = N_("kicker"),
    [COPY_TITLE] = N_("headline"),
    [COPY_DECK] = N_("deck"),
    [COPY_BYLINE] = N_("byline"),
    [COPY_SIGNOFF] = N_("sign-off"),
    [COPY_SUBHEAD] = N_("subhead"),
    [COPY_BULLET] = N_("list"),
    [COPY_NUMBER] = N_("numbered list"),
    [COPY_VERSE] = N_("lines kept"),
    [COPY_GLOSSARY] = N_("glossary"),
    [COPY_TERM] = N_("entry of the glossary"),
    [COPY_TABLE] = N_("table"),
    [COPY_PICTURE] = N_("picture"),
    [COPY_CAPTION] = N_("caption"),
    [COPY_ASIS] = N_("as it is"),
};

/* The next rune that is no blank; 0 at the end. */
static uint32_t solid(const char **s)
{
  for (;;) {
    size_t k = normal_blank(*s, NULL);
    if (!k)
      return utf8_next(s, *s + strnlen(*s, 4));
    *s += k;
  }
}

/* Marks that differ between A and B, and whether blanks do. */
static int marks_changed(const char *a, const char *b)
{
  int n = 0;
  for (;;) {
    uint32_t x = solid(&a), y = solid(&b);
    if (!x || !y)
      return n;
    n += x != y;
    if (x == y)
      continue;
    /* … or -- may have grown or shrunk. */
    while (*a && solid(&(const char *){a}) == x)
      solid(&a);
    while (*b && solid(&(const char *){b}) == y)
      solid(&b);
  }
}

static size_t blanks(const char *s)
{
  size_t n = 0;
  while (*s) {
    size_t k = normal_blank(s, NULL);
    n += k > 0;
    s += k ? k : 1;
  }
  return n;
}

struct totals {
  int marks, joined, lines, dropped, doubts, tables, jumps;
  size_t blanks, han;
};

static const char *own_text(const struct copy_line *l)
{
  return l->role == COPY_JOINED ? l->piece : l->text;
}

static struct totals count(const struct copy *c)
{
  struct totals t = {0};
  for (size_t i = 0; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    if (!l->part) {
      t.han += looks_han(l->was);
      t.blanks += blanks(l->was);
    }
    if (l->role != COPY_TABLE && !l->part)
      t.marks += marks_changed(l->was, own_text(l));
    t.joined += l->role == COPY_JOINED && l->sure && l->sure <= SURE_LINES;
    t.lines += l->role == COPY_JOINED && l->sure > SURE_LINES;
    t.dropped += l->role == COPY_DROP;
    t.tables += l->role == COPY_TABLE;
    t.doubts += l->doubt != NULL;
    t.blanks -= blanks(own_text(l)) < t.blanks ? blanks(own_text(l)) : 0;
  }
  return t;
}

long report_missing(const struct copy *c, const struct write_plan *p)
{
  long n = (long)count(c).han - (long)p->dropped;
  for (size_t i = 0; i < p->n; i++)
    n -= (long)p->v[i].han;
  return n;
}

static const char *cut(const char *s, int width, char *room, size_t size)
{
  const char *p = s, *end = s + strlen(s);
  int n = 0;
  while (p < end) {
    const char *next = p;
    uint32_t r = utf8_next(&next, end);
    int w = r < 0x300 ? 1 : 2;
    if (n + w > width || (size_t)(next - s) + 4 > size)
      break;
    n += w;
    p = next;
  }
  snprintf(room, size, "%.*s%s", (int)(p - s), s, p < end ? "…" : "");
  return room;
}

static void pad(struct buf *out, const char *s, int width)
{
  buf_puts(out, s);
  for (int n = looks_width(s); n < width; n++)
    buf_putc(out, ' ');
}

static void list_files(struct buf *out, const struct write_plan *p, int width)
{
  char room[400];
  int name = 0;
  for (size_t i = 0; i < p->n; i++)
    if ((int)strlen(p->v[i].name) > name)
      name = (int)strlen(p->v[i].name);
  name = name > width / 2 ? width / 2 : name;
  for (size_t i = 0; i < p->n; i++) {
    const struct write_story *s = &p->v[i];
    buf_puts(out, "  ");
    pad(out, s->name, name);
    int left = width - name - 16;
    cut(s->title, left, room, sizeof room);
    buf_puts(out, "  ");
    pad(out, room, left);
    buf_printf(out, _(" %5zu Han\n"), s->han);
  }
}

/* Dropped lines with reason WHY, from line I on: their texts in one line. */
static void one_reason(struct buf *out, const struct copy *c, size_t i,
                       int width)
{
  const char *why = c->v[i].why;
  struct buf b = BUF_INIT;
  size_t han = 0, last = i;
  int lines = 0;
  for (size_t k = i; k < c->n; k++) {
    const struct copy_line *l = &c->v[k];
    if (l->role != COPY_DROP || l->why != why)
      continue;
    bool again = k > i && !strcmp(l->text, c->v[last].text);
    if (!again && b.n < 1000)
      buf_printf(&b, b.n ? " ¦ %s" : "%s", l->text);
    last = k;
    han += looks_han(l->text);
    lines++;
  }
  char room[1200];
  buf_printf(out, _("  %s (%d lines, %zu Han, from line %d):\n"), _(why), lines,
             han, c->v[i].raw->line);
  buf_printf(out, "      %s\n", cut(b.s, width - 8, room, sizeof room));
  buf_free(&b);
}

/* Reasons are static texts: each is told once, where it comes first. */
static void list_dropped(struct buf *out, const struct copy *c, int width)
{
  const char *told[64];
  int n = 0;
  for (size_t i = 0; i < c->n; i++) {
    bool again = c->v[i].role != COPY_DROP;
    for (int k = 0; k < n && !again; k++)
      again = told[k] == c->v[i].why;
    if (again || n == 64)
      continue;
    told[n++] = c->v[i].why;
    one_reason(out, c, i, width);
  }
}

/* The end of S, at most WIDTH columns of it. */
static const char *tail(const char *s, int width)
{
  const char *p = s + strlen(s);
  int n = 0;
  while (p > s) {
    const char *q = p - 1;
    while (q > s && ((unsigned char)*q & 0xC0) == 0x80)
      q--;
    n += looks_first(q) < 0x300 ? 1 : 2;
    if (n > width)
      break;
    p = q;
  }
  return p;
}

/* The line that L was joined to, or the last one joined to it before. */
static const struct copy_line *joined_to(const struct copy *c, size_t i)
{
  do
    i--;
  while (i && c->v[i].role == COPY_DROP);
  return &c->v[i];
}

static void seam(struct buf *out, const struct copy_line *x,
                 const struct copy_line *l, int side)
{
  char room[256], both[600];
  const char *a = tail(x->piece ? x->piece : x->text, side);
  snprintf(both, sizeof both, "%s ¦ %s", a,
           cut(l->piece, side, room, sizeof room));
  buf_printf(out, "%5d  ", l->raw->line);
  pad(out, both, side * 2 + 4);
  buf_printf(out, " │ %s", tail(a, side - 6));
  buf_printf(out, "%s  %d%%\n", cut(l->piece, side - 6, room, sizeof room),
             l->sure);
}

/* What was joined, side by side: the two ends, and what they are now. */
static void list_joined(struct buf *out, const struct copy *c, int width)
{
  int shown = 0, all = 0, side = (width - 8) / 4;
  const char *file = NULL;
  for (size_t i = 1; i < c->n; i++) {
    const struct copy_line *l = &c->v[i];
    if (l->role != COPY_JOINED || l->sure > SURE_LINES || !l->sure)
      continue;
    if (all++ >= SEAMS)
      continue;
    if (!shown++)
      buf_puts(out, _("\nJoined (line, before │ now, how sure):\n"));
    if (c->files > 1 && file != c->paths[l->file])
      buf_printf(out, "  %s\n", file_base(c->paths[l->file]));
    file = c->paths[l->file];
    seam(out, joined_to(c, i), l, side);
  }
  if (all > shown)
    buf_printf(out, _("  and %d more\n"), all - shown);
}

struct doubt {
  const char *name, *text;
  int line, length;
  bool told;
};

/* The comments of ours in the stories. */
static struct doubt *find_doubts(const struct write_plan *p, size_t *count)
{
  static const char mark[] = "<!-- 导入存疑: ";
  struct doubt *v = NULL;
  size_t n = 0, cap = 0;
  for (size_t i = 0; i < p->n; i++) {
    int line = 1;
    for (const char *s = p->v[i].text.s; *s; line++) {
      const char *end = strchr(s, '\n');
      size_t len = end ? (size_t)(end - s) : strlen(s);
      if (!strncmp(s, mark, sizeof mark - 1) && len > sizeof mark + 3) {
        v = mem_grow(v, &cap, n + 1, sizeof *v);
        v[n++] = (struct doubt){p->v[i].name, s + sizeof mark - 1, line,
                                (int)(len - (sizeof mark - 1) - 4), false};
      }
      s += len + (end != NULL);
    }
  }
  *count = n;
  return v;
}

/* Each thing to look at is told once, its places below it. */
static void list_doubts(struct buf *out, const struct write_plan *p)
{
  size_t n = 0;
  struct doubt *v = find_doubts(p, &n);
  for (size_t i = 0; i < n; i++) {
    if (v[i].told)
      continue;
    buf_printf(out, "  %.*s\n", v[i].length, v[i].text);
    const char *name = "";
    for (size_t k = i; k < n; k++) {
      if (v[k].told || v[k].length != v[i].length ||
          memcmp(v[k].text, v[i].text, (size_t)v[i].length) != 0)
        continue;
      v[k].told = true;
      if (strcmp(name, v[k].name) != 0)
        buf_printf(out, "%s      %s:%d", *name ? "\n" : "", v[k].name,
                   v[k].line);
      else
        buf_printf(out, ", %d", v[k].line);
      name = v[k].name;
    }
    buf_putc(out, '\n');
  }
  free(v);
}

void report_summary(struct buf *out, const struct copy *c,
                    const struct write_plan *p, int width, bool written)
{
  struct totals t = count(c);
  size_t han = 0;
  int doubts = 0, pictures = 0;
  for (size_t i = 0; i < p->n; i++) {
    han += p->v[i].han;
    doubts += p->v[i].doubts;
    pictures += p->v[i].pictures;
  }
  width = width < LEAST_WIDTH ? LEAST_WIDTH : width;
  buf_printf(out, written ? _("%zu stories to %s:\n") : _("%zu stories:\n"),
             p->n, p->dir ? p->dir : "");
  list_files(out, p, width);
  buf_printf(out,
             _("Joined %d broken paragraphs, %d set lines; mended %d marks; "
               "took away %zu blanks; dropped %d lines.\n"),
             t.joined, t.lines, t.marks, t.blanks, t.dropped);
  if (t.tables || pictures)
    buf_printf(out, _("Tables: %d. Pictures: %d.\n"), t.tables, pictures);
  buf_printf(out, _("Han characters: %zu = %zu in stories + %zu dropped.\n"),
             t.han, han, p->dropped);
  list_joined(out, c, width);
  if (t.dropped)
    buf_puts(out, _("\nDropped:\n"));
  list_dropped(out, c, width);
  if (doubts)
    buf_printf(out,
               _("\nPlease look at %d places (marked in the text; when "
                 "settled, delete the mark):\n"),
               doubts);
  list_doubts(out, p);
  if (!written)
    buf_puts(out, _("\nNothing was written: say where to with -o "
                    "CONTENT/PAPER/DATE.\n"));
}

/* One line of at most WIDTH columns from *S. */
static void take_line(struct buf *out, const char **s, int width)
{
  const char *p = *s, *end = p + strlen(p);
  int n = 0;
  while (p < end) {
    const char *next = p;
    uint32_t r = utf8_next(&next, end);
    int w = r < 0x300 ? 1 : 2;
    if (n + w > width)
      break;
    n += w;
    p = next;
  }
  buf_put(out, *s, (size_t)(p - *s));
  for (; n < width; n++)
    buf_putc(out, ' ');
  *s = p;
}

static void side_by_side(struct buf *out, const char *a, const char *b,
                         int width)
{
  int left = (width - 3) / 2, right = width - 3 - left;
  do {
    take_line(out, &a, left);
    buf_puts(out, " │ ");
    take_line(out, &b, right);
    while (out->n && out->s[out->n - 1] == ' ')
      out->s[--out->n] = '\0';
    buf_putc(out, '\n');
  } while (*a || *b);
}

/* Blanks that cannot be seen are shown. */
static char *visible(const char *s)
{
  struct buf b = BUF_INIT;
  while (*s) {
    const char *next = s;
    uint32_t r = utf8_next(&next, s + strnlen(s, 4));
    if (r != ' ' && normal_blank(s, NULL))
      buf_puts(&b, r == '\t' ? "→" : "␣");
    else
      buf_put(&b, s, (size_t)(next - s));
    s = next;
  }
  buf_puts(&b, "");
  return buf_take(&b);
}

static void kinds(struct buf *out, const struct copy_line *l, int marks)
{
  buf_puts(out, _(role_names[l->role]));
  if (l->why && (l->role == COPY_DROP || l->role == COPY_JOINED))
    buf_printf(out, " · %s", _(l->why));
  if (l->sure)
    buf_printf(out, " %d%%", l->sure);
  if (marks && l->role != COPY_TABLE)
    buf_printf(out, _(" · %d marks"), marks);
  if (l->doubt)
    buf_printf(out, " · ? %s", l->doubt);
}

static int by_seq(const void *a, const void *b)
{
  const struct copy_line *x = *(const struct copy_line *const *)a;
  const struct copy_line *y = *(const struct copy_line *const *)b;
  if (x->seq != y->seq)
    return x->seq < y->seq ? -1 : 1;
  return x->part - y->part;
}

/* What the right side shows of L: a joined piece is shown with the seam. */
static char *became(const struct copy_line *l)
{
  if (l->role == COPY_DROP)
    return mem_copy("—");
  if (l->role == COPY_JOINED)
    return mem_printf("↑ %s", l->piece);
  if (l->role == COPY_SUBHEAD || l->role == COPY_BULLET)
    return mem_printf("%s%s",
                      l->role == COPY_BULLET ? "- "
                      : l->level == 3        ? "### "
                                             : "## ",
                      l->text);
  return mem_copy(l->text);
}

static void change(struct buf *out, const struct copy *c,
                   const struct copy_line *l, int width)
{
  char *was = visible(l->part ? own_text(l) : l->was), *now = became(l);
  bool same = l->role == COPY_TEXT && !strcmp(l->was, l->text) && !l->doubt;
  if (!same) {
    if (c->files > 1)
      buf_printf(out, "%s:", file_base(c->paths[l->file]));
    buf_printf(out, "%d  ", l->raw->line);
    kinds(out, l, l->part ? 0 : marks_changed(l->was, own_text(l)));
    buf_putc(out, '\n');
    side_by_side(out, was, now, width);
    buf_putc(out, '\n');
  }
  free(was);
  free(now);
}

void report_compare(struct buf *out, const struct copy *c, int width)
{
  const struct copy_line **v = mem_array(c->n, sizeof *v);
  for (size_t i = 0; i < c->n; i++)
    v[i] = &c->v[i];
  qsort((void *)v, c->n, sizeof *v, by_seq);
  width = width < LEAST_WIDTH ? LEAST_WIDTH : width;
  for (size_t i = 0; i < c->n; i++)
    change(out, c, v[i], width);
  free((void *)v);
}
