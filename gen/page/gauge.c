#include "page/gauge.h"

#include <string.h>

#include "page/solid.h"
#include "page/style.h"

enum { LINES = 160 };

/* The page's own lines, column by column: which carry something. */
struct grid {
  bool full[BLOCK_COLUMNS][LINES];
  int columns, lines;
};

static void mark(struct grid *g, struct patch at)
{
  for (int c = at.column; c < at.column + at.columns; c++)
    for (int i = at.line; i < at.line + at.lines; i++)
      if (c >= 0 && c < g->columns && i >= 0 && i < g->lines)
        g->full[c][i] = true;
}

static void mark_frame(struct grid *g, const struct block *b,
                       const struct slot *s)
{
  const struct frame *f = &b->frame;
  int foot = b->foot ? b->foot : b->lines;
  int head = f->closed ? foot - f->high : f->head;
  mark(g, (struct patch){s->column, f->head_columns, s->line + f->high, head});
  for (int i = 0; i < f->n; i++) {
    const struct floated *fl = &f->floats[i];
    int line = fl->line < 0 ? foot + fl->line : fl->line;
    mark(g, (struct patch){s->column + fl->column, fl->columns, s->line + line,
                           fl->lines});
  }
}

static void mark_rows(struct grid *g, const struct block *b,
                      const struct slot *s)
{
  for (size_t i = 0; i < b->nrows; i++) {
    const struct set_row *r = &b->rows[i];
    if (r->row.kind != ROW_LINE || r->spot.column < 0)
      continue;
    const struct piece *p = &b->story->flow->pieces[r->row.piece];
    int lines = p->solid ? p->solid->lines + r->row.change : p->pitch;
    mark(g, (struct patch){s->column + r->spot.column, 1,
                           s->line + r->spot.line, lines});
  }
  if (b->jumps)
    mark(g, (struct patch){s->column + b->jump.column, 1,
                           s->line + b->jump.line, 1});
}

/* Does line I of column C carry something? A single line between two that do
 * parts them. */
static bool is_full(const struct grid *g, int c, int i)
{
  bool air = i > 0 && i + 1 < g->lines && g->full[c][i - 1] &&
             g->full[c][i + 1];
  return g->full[c][i] || air;
}

static int count_full(const struct grid *g, int c)
{
  int n = 0;
  for (int i = 0; i < g->lines; i++)
    n += is_full(g, c, i);
  return n;
}

static struct grid grid_of(const struct layout *l, const struct leaf *leaf)
{
  struct grid g = {.columns = l->page->columns};
  g.columns = g.columns > BLOCK_COLUMNS ? BLOCK_COLUMNS : g.columns;
  g.lines = leaf->lines > LINES ? LINES : leaf->lines;
  for (int i = 0; i < leaf->plan.n; i++) {
    const struct slot *s = &leaf->plan.slots[i];
    if (leaf->blocks[i].story->framed)
      mark(&g, (struct patch){s->column, s->columns, s->line, s->lines});
    mark_frame(&g, &leaf->blocks[i], &leaf->plan.slots[i]);
    mark_rows(&g, &leaf->blocks[i], &leaf->plan.slots[i]);
    /* The line that parts it from what stands below. */
    mark(&g, (struct patch){s->column, s->columns, s->line + s->lines, 1});
  }
  return g;
}

static void gauge_fill(const struct layout *l, const struct leaf *leaf,
                       struct gauge *out)
{
  const struct grid g = grid_of(l, leaf);
  long all = 0;
  out->columns = g.columns;
  for (int c = 0; c < g.columns && g.lines > 0; c++) {
    int n = count_full(&g, c);
    out->percent[c] = n * 100 / g.lines;
    out->white += g.lines - n;
    all += n;
  }
  if (g.lines > 0 && g.columns > 0)
    out->whole = (int)(all * 100 / g.lines / g.columns);
}

int gauge_white(const struct layout *l, const struct leaf *leaf, int i)
{
  const struct grid g = grid_of(l, leaf);
  const struct slot *s = &leaf->plan.slots[i];
  int n = 0;
  for (int c = s->column; c < s->column + s->columns && c < g.columns; c++)
    for (int k = s->line; k < s->line + s->lines && k < g.lines; k++)
      n += !is_full(&g, c, k);
  return n;
}

/* The line of text that R is, or NULL. */
static const struct line *line_of(struct layout *l, const struct block *b,
                                  const struct set_row *r)
{
  if (r->row.kind != ROW_LINE || r->spot.column < 0)
    return NULL;
  struct piece *p = &b->story->flow->pieces[r->row.piece];
  if (!p->text || p->solid || p->names)
    return NULL;
  const struct lines *lines = flow_lines(l, p, r->row.change);
  return r->row.line < lines->n ? &lines->v[r->row.line] : NULL;
}

static struct gauge_line gauge_of(const struct block *b, const struct piece *p,
                                  const struct line *line, int milli)
{
  const struct atom *first = &p->text->atoms[line->first];
  const struct atom *last = &p->text->atoms[line->end - 1];
  return (struct gauge_line){.story = b->story,
                             .milli = milli,
                             .text = p->text->s + first->text,
                             .len = last->text + last->len - first->text};
}

/* Where row R of module I stands. */
static struct rect rect_of(const struct layout *l, const struct leaf *leaf,
                           int i, const struct set_row *r)
{
  const struct slot *s = &leaf->plan.slots[i];
  const struct piece *p = &leaf->blocks[i].story->flow->pieces[r->row.piece];
  return (struct rect){
      layout_column(l, s->column + r->spot.column) + p->x,
      layout_line(l, leaf->top + s->line + r->spot.line), p->set.measure,
      p->pitch * l->page->rlh};
}

static void gauge_lines(struct layout *l, const struct leaf *leaf, int at,
                        struct gauge *out)
{
  const struct block *b = &leaf->blocks[at];
  for (size_t i = 0; i < b->nrows; i++) {
    const struct line *line = line_of(l, b, &b->rows[i]);
    const struct piece *p = &b->story->flow->pieces[b->rows[i].row.piece];
    int milli;
    if (!line || line->end <= line->first ||
        !line_stretch(p->text, line, &p->set, &milli))
      continue;
    struct gauge_line g = gauge_of(b, p, line, milli);
    g.at = rect_of(l, leaf, at, &b->rows[i]);
    if (!out->loosest.story || milli > out->loosest.milli)
      out->loosest = g;
    if (!out->tightest.story || milli < out->tightest.milli)
      out->tightest = g;
    if (milli > GAUGE_LOOSE && out->nloose < GAUGE_LINES)
      out->loose[out->nloose++] = g;
  }
}

void gauge_leaf(struct layout *l, const struct leaf *leaf, struct gauge *out)
{
  memset(out, 0, sizeof *out);
  gauge_fill(l, leaf, out);
  for (int i = 0; i < leaf->plan.n; i++)
    gauge_lines(l, leaf, i, out);
}

static int count_runes(const char *s, size_t n)
{
  int runes = 0;
  for (size_t i = 0; i < n; i++)
    runes += ((unsigned char)s[i] & 0xc0) != 0x80;
  return runes;
}

struct gauge_text gauge_text(struct layout *l, const struct block *b)
{
  struct gauge_text t = {0};
  for (size_t i = 0; i < b->nrows; i++) {
    const struct line *line = line_of(l, b, &b->rows[i]);
    if (!line || line->end <= line->first)
      continue;
    const struct piece *p = &b->story->flow->pieces[b->rows[i].row.piece];
    struct gauge_line g = gauge_of(b, p, line, 0);
    t.lines++;
    t.characters += count_runes(g.text, g.len);
  }
  return t;
}

struct gauge_text gauge_story(const struct story *s)
{
  struct gauge_text t = {0};
  for (size_t i = 0; i < s->flow->npieces; i++) {
    const struct piece *p = &s->flow->pieces[i];
    if (!p->text || p->solid || p->names)
      continue;
    t.lines += (int)p->lines.n;
    t.characters += count_runes(p->text->s, p->text->len);
  }
  return t;
}
