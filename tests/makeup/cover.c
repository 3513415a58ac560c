#include "makeup/cover.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "draw/sheet.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  DEEP = 40,
  ZONES = 128,
  MOST_OVER = 2, /* blank lines above a head */
  HEAD_MARGIN = 3 /* a head's rectangle goes on below the ink by line / 3 */
};

/* Left and top inclusive, right and bottom exclusive. */
struct extent {
  bool some;
  mpt left, top, right, bottom;
};

struct zone {
  const char *id;
  int part, column, columns, line, lines;
  struct extent head;
};

struct look {
  const struct made *made;
  const struct sheet *sheet;
  struct cover_page *page;
  struct cover_frame frame;
  struct zone zones[ZONES];
  int n;
  const struct group *open[DEEP];
  int depth;
  int solid; /* depth at which the outermost solid began; 0: none */
  struct extent extent; /* of that solid */
};

/* ---- geometry ---- */

static void widen(struct extent *e, struct rect r)
{
  if (!e->some)
    *e = (struct extent){true, r.x, r.y, r.x + r.w, r.y + r.h};
  if (r.x < e->left)
    e->left = r.x;
  if (r.y < e->top)
    e->top = r.y;
  if (r.x + r.w > e->right)
    e->right = r.x + r.w;
  if (r.y + r.h > e->bottom)
    e->bottom = r.y + r.h;
}

static int clamp(int v, int most)
{
  return v < 0 ? 0 : v > most ? most : v;
}

/* The column that holds X; a gutter goes with the column at its left. */
static int column_at(const struct look *k, mpt x)
{
  return clamp((x - k->sheet->area.x) / (k->frame.measure + k->frame.gap),
               k->page->columns - 1);
}

static int line_at(const struct look *k, mpt y)
{
  return clamp((y - k->sheet->area.y) / k->frame.rlh, k->page->lines - 1);
}

/* The first line that something reaching from TOP down covers: what covers
 * less than a third of a line does not cover it. */
static int first_line(const struct look *k, mpt top)
{
  return line_at(k, top + k->frame.rlh / 3);
}

static int end_line(const struct look *k, mpt bottom)
{
  return line_at(k, bottom - k->frame.rlh / 3) + 1;
}

static struct rect run_rect(const struct look *k, const struct run *run)
{
  const struct glyph *last = run->n ? &run->glyphs[run->n - 1] : NULL;
  if (!last)
    return (struct rect){run->x, run->y, 0, 0};
  mpt em = (mpt)((int64_t)fonts_advance(k->made->sheets->fonts, run->face,
                                        last->id) *
                 run->size / 1000);
  mpt up = run->size * 88 / 100;
  if (run->turned)
    return (struct rect){run->x - run->size / 8, run->y, run->size,
                         last->x + em};
  if (last->y > 0) /* on end */
    return (struct rect){run->x, run->y - up, run->size, last->y + run->size};
  return (struct rect){run->x, run->y - up, last->x + em, run->size};
}

static void cover_cell(struct look *k, int column, int line, enum cell cell)
{
  unsigned char *c = &k->page->cells[column][line];
  if (*c < cell)
    *c = (unsigned char)cell;
}

/* ---- zones ---- */

static void read_zones(struct look *k)
{
  const xmlNode *root = xmlDocGetRootElement(k->made->placed);
  const xmlNode *p = node_first(root, "page");
  while (p && node_int(p, "n", 0) != k->sheet->number)
    p = node_next(p, "page");
  for (xmlNode *z = node_first(p, "zone"); z && k->n < ZONES;
       z = node_next(z, "zone")) {
    mpt x = node_int(z, "x", 0), y = node_int(z, "y", 0);
    int w = node_int(z, "w", 0), h = node_int(z, "h", 0);
    struct zone *to = &k->zones[k->n++];
    *to = (struct zone){.id = node_attr(z, "article"),
                        .part = node_int(z, "part", 0),
                        .column = column_at(k, x + k->frame.gap / 2),
                        .line = line_at(k, y + k->frame.rlh / 2)};
    mpt step = k->frame.measure + k->frame.gap;
    to->columns = (w + k->frame.gap + k->frame.measure / 2) / step;
    to->lines = (h + k->frame.rlh / 2) / k->frame.rlh;
  }
}

static struct zone *zone_of(struct look *k, const struct group *a)
{
  for (int i = 0; i < k->n; i++)
    if (a && k->zones[i].part == a->part && !strcmp(k->zones[i].id, a->id))
      return &k->zones[i];
  return NULL;
}

static struct zone *zone_at(struct look *k, int column, int line)
{
  for (int i = 0; i < k->n; i++) {
    struct zone *z = &k->zones[i];
    if (column >= z->column && column < z->column + z->columns &&
        line >= z->line && line < z->line + z->lines)
      return z;
  }
  return NULL;
}

/* ---- items ---- */

static bool is_solid(const struct group *g)
{
  return g->role == ROLE_FIGURE || g->role == ROLE_TABLE ||
         g->role == ROLE_BOX || g->role == ROLE_QR ||
         (g->role == ROLE_FURNITURE && !strcmp(g->id, "code"));
}

/* Around gathered briefs. */
static bool is_frame(const struct group *g)
{
  return g->role == ROLE_FURNITURE && !strcmp(g->id, "frame");
}

static bool is_head(const struct group *g)
{
  return g->role == ROLE_KICKER || g->role == ROLE_HEADLINE ||
         g->role == ROLE_DECK || g->role == ROLE_SECTION ||
         g->role == ROLE_CONTINUED;
}

static const struct group *article_of(const struct look *k)
{
  for (int i = 0; i < k->depth; i++)
    if (k->open[i]->role == ROLE_ARTICLE)
      return k->open[i];
  return NULL;
}

static const struct group *head_of(const struct look *k)
{
  for (int i = 0; i < k->depth; i++)
    if (is_head(k->open[i]))
      return k->open[i];
  return NULL;
}

static bool is_rest_head(const struct look *k)
{
  return k->depth && k->open[0]->role == ROLE_FURNITURE &&
         !strcmp(k->open[0]->id, "continuation");
}

/* A line of body text: the columns that it reaches into. It may begin with a
 * bracket that leaves half its em in the gutter. */
static void cover_line(struct look *k, const struct run *run)
{
  struct rect r = run_rect(k, run);
  const struct group *g = k->open[k->depth - 1];
  bool plain = g->role == ROLE_P || g->role == ROLE_ITEM ||
               g->role == ROLE_LABEL || g->role == ROLE_LIST;
  int from = column_at(k, r.x + k->frame.gap * 3 / 4);
  int to = column_at(k, r.x + r.w - k->frame.gap);
  for (int c = from; c <= to || c == from; c++)
    cover_cell(k, c, line_at(k, run->y), plain ? CELL_TEXT : CELL_OTHER);
}

static void look_at_rect(struct look *k, struct rect r)
{
  const struct group *a = article_of(k);
  if (k->solid)
    widen(&k->extent, r);
  else if (a && head_of(k) && zone_of(k, a))
    widen(&zone_of(k, a)->head, r);
}

/* The box of a headline lies in the story itself. What is as high as the
 * module is a tint behind all of it. */
static void look_at_area(struct look *k, struct rect r)
{
  const struct group *a = article_of(k);
  struct zone *z = zone_of(k, a);
  look_at_rect(k, r);
  if (z && !k->solid && k->open[k->depth - 1] == a &&
      (r.h < z->lines * k->frame.rlh * 6 / 10 ||
       r.w < z->columns * k->frame.measure * 6 / 10))
    widen(&z->head, r);
}

static void look_at_run(struct look *k, const struct run *run)
{
  const struct group *a = article_of(k);
  struct rect r = run_rect(k, run);
  if (k->solid || (a && head_of(k)))
    look_at_rect(k, r);
  else if (a)
    cover_line(k, run);
  else if (is_rest_head(k)) {
    struct zone *z =
        zone_at(k, column_at(k, r.x), line_at(k, r.y + r.h / 2));
    if (z)
      widen(&z->head, r);
  }
}

static void begin_group(struct look *k, const struct group *g)
{
  if (k->depth < DEEP)
    k->open[k->depth] = g;
  k->depth++;
  if (!k->solid && (is_frame(g) || (is_solid(g) && article_of(k)))) {
    k->solid = k->depth;
    k->extent.some = false;
  }
}

static void end_group(struct look *k)
{
  if (k->solid == k->depth && k->extent.some)
    for (int c = column_at(k, k->extent.left);
         c <= column_at(k, k->extent.right - k->frame.gap); c++)
      for (int i = first_line(k, k->extent.top);
           i < end_line(k, k->extent.bottom); i++)
        cover_cell(k, c, i, CELL_SOLID);
  if (k->solid == k->depth)
    k->solid = 0;
  k->depth--;
}

static void look_at(struct look *k, const struct item *it)
{
  const struct rule *r = &it->u.rule;
  switch (it->kind) {
  case ITEM_GROUP:
    begin_group(k, &it->u.group);
    break;
  case ITEM_END:
    end_group(k);
    break;
  case ITEM_RUN:
    look_at_run(k, &it->u.run);
    break;
  case ITEM_RULE:
    look_at_rect(k, (struct rect){r->x1, r->y1, r->x2 - r->x1,
                                  r->y2 - r->y1});
    break;
  case ITEM_RECT:
    look_at_area(k, it->u.rect.at);
    break;
  case ITEM_IMAGE:
    look_at_rect(k, it->u.image.at);
    break;
  case ITEM_LINK:
    break;
  }
}

/* ---- heads and air ---- */

static bool is_body(const struct look *k, int c, int from, int to)
{
  for (int i = from; i < to; i++)
    if (k->page->cells[c][i] != CELL_BLANK)
      return true;
  return false;
}

/* A head takes its lines in all columns of its module but those with something
 * beside it. */
static void cover_head(struct look *k, const struct zone *z)
{
  if (!z->head.some)
    return;
  int from = first_line(k, z->head.top);
  int to = line_at(k, z->head.bottom + k->frame.rlh / HEAD_MARGIN - 1) + 1;
  if (from > z->line && from - z->line <= MOST_OVER)
    from = z->line;
  for (int c = z->column;
       c < z->column + z->columns && c < k->page->columns; c++) {
    bool own = c >= column_at(k, z->head.left) &&
               c <= column_at(k, z->head.right - k->frame.gap);
    if (!own && is_body(k, c, from, to))
      continue;
    for (int i = from; i < to; i++)
      cover_cell(k, c, i, CELL_HEAD);
    if (to < k->page->foot && !k->page->cells[c][to] &&
        to < z->line + z->lines)
      k->page->cells[c][to] = CELL_AIR;
  }
}

static bool is_blank(const struct look *k, int c, int line)
{
  return line >= k->page->top && line < k->page->foot &&
         k->page->cells[c][line] == CELL_BLANK;
}

/* Does the blank line I of column C, above a line that is none, stand for air
 * between two things of a module? Of more lines above a subhead it is one. */
static bool is_air(struct look *k, int c, int i)
{
  int above = k->page->cells[c][i - 1], below = k->page->cells[c][i + 1];
  const struct zone *at = zone_at(k, c, i);
  if (!at || zone_at(k, c, i - 1) != at || zone_at(k, c, i + 1) != at)
    return false;
  if (above == CELL_BLANK)
    return below == CELL_OTHER;
  return above != CELL_AIR && (above != CELL_TEXT || below != CELL_TEXT);
}

/* Does it part two modules? */
static bool parts(struct look *k, int c, int i)
{
  const struct zone *under = zone_at(k, c, i + 1);
  return under && under != zone_at(k, c, i) && i + 1 == under->line &&
         zone_at(k, c, i - 1);
}

static void cover_gaps(struct look *k, int c)
{
  for (int i = k->page->top + 1; i + 1 < k->page->foot; i++)
    if (is_blank(k, c, i) && !is_blank(k, c, i + 1) &&
        (is_air(k, c, i) || parts(k, c, i)))
      k->page->cells[c][i] = CELL_AIR;
}

/* ---- verdict ---- */

/* The largest blank rectangle with its left top cell here. */
static struct hole hole_at(const struct look *k, int column, int line)
{
  struct hole best = {column, 0, line, 0};
  int most = k->page->foot;
  for (int w = 1; column + w <= k->page->columns; w++) {
    int end = line;
    while (end < most && is_blank(k, column + w - 1, end))
      end++;
    if (end == line)
      break;
    most = end;
    if (w * (end - line) > best.columns * best.lines)
      best = (struct hole){column, w, line, end - line};
  }
  return best;
}

static struct hole largest_hole(const struct look *k)
{
  struct hole best = {0};
  for (int c = 0; c < k->page->columns; c++)
    for (int i = k->page->top; i < k->page->foot; i++) {
      if (!is_blank(k, c, i))
        continue;
      struct hole h = hole_at(k, c, i);
      if (h.lines > 1 && h.columns * h.lines > best.columns * best.lines)
        best = h;
    }
  return best;
}

/* Larger than one column × three lines; a line of white is no hole. */
static void find_holes(struct look *k)
{
  unsigned char kept[COVER_COLUMNS][COVER_LINES];
  memcpy(kept, k->page->cells, sizeof kept);
  while (k->page->nholes < COVER_HOLES) {
    struct hole h = largest_hole(k);
    if (h.columns * h.lines <= 3)
      break;
    k->page->holes[k->page->nholes++] = h;
    /* taken out, so that the next is another */
    for (int c = h.column; c < h.column + h.columns; c++)
      memset(&k->page->cells[c][h.line], CELL_AIR, (size_t)h.lines);
  }
  memcpy(k->page->cells, kept, sizeof kept);
}

static void count(struct look *k)
{
  int lines = k->page->foot - k->page->top, all = 0;
  k->page->closes = lines > 0 && !k->page->nholes;
  for (int c = 0; c < k->page->columns; c++) {
    int n = 0;
    for (int i = k->page->top; i < k->page->foot; i++)
      n += k->page->cells[c][i] != CELL_BLANK;
    all += n;
    k->page->percent[c] = lines > 0 ? n * 100 / lines : 0;
    if (n * 100 < lines * COVER_LEAST)
      k->page->closes = false;
  }
  if (lines > 0 && k->page->columns > 0)
    k->page->whole = all * 100 / (lines * k->page->columns);
}

static bool has_imprint(const struct sheet *s)
{
  for (size_t i = 0; i < s->n; i++)
    if (s->items[i].kind == ITEM_GROUP && s->items[i].u.group.id &&
        !strcmp(s->items[i].u.group.id, "imprint"))
      return true;
  return false;
}

struct cover_frame cover_frame(struct styles *styles)
{
  const struct page_style *p = styles_page(styles);
  const struct style *st = style_named(styles, NULL, "imprint", NULL);
  return (struct cover_frame){.measure = p->measure,
                              .gap = p->gap,
                              .rlh = p->rlh,
                              .nameplate = p->nameplate,
                              .folio = p->folio,
                              .imprint = (st->height + p->rlh - 1) / p->rlh};
}

void cover_page(struct cover_page *page, const struct made *m, size_t i,
                struct cover_frame frame)
{
  const struct sheet *s = &m->sheets->v[i];
  struct look *k = mem_new(sizeof *k);
  memset(page, 0, sizeof *page);
  k->made = m;
  k->sheet = s;
  k->page = page;
  k->frame = frame;
  page->number = s->number;
  page->columns = clamp(s->columns, COVER_COLUMNS);
  page->lines = clamp(s->lines, COVER_LINES);
  page->top = i ? frame.folio : frame.nameplate;
  page->foot = page->lines - (has_imprint(s) ? frame.imprint : 0);
  read_zones(k);
  page->zones = k->n;
  for (size_t n = 0; n < s->n; n++)
    look_at(k, &s->items[n]);
  for (int z = 0; z < k->n; z++)
    cover_head(k, &k->zones[z]);
  for (int c = 0; c < page->columns; c++)
    cover_gaps(k, c);
  find_holes(k);
  count(k);
  free(k);
}

void cover_print(struct buf *out, const struct cover_page *page, bool map)
{
  static const char *const shown[] = {" ", "=", "-", "#", "H", "."};
  buf_printf(out, "P%d %s  whole %d%%  columns", page->number,
             page->closes ? "closes" : "OPEN  ", page->whole);
  for (int c = 0; c < page->columns; c++)
    buf_printf(out, " %d", page->percent[c]);
  for (int i = 0; i < page->nholes; i++) {
    const struct hole *h = &page->holes[i];
    buf_printf(out, "%s %d×%d at column %d line %d", i ? "," : "  blank",
               h->columns, h->lines, h->column + 1, h->line + 1);
  }
  buf_putc(out, '\n');
  for (int i = page->top; map && i < page->foot; i++) {
    buf_printf(out, "%5d |", i + 1);
    for (int c = 0; c < page->columns; c++)
      for (int n = 0; n < 6; n++)
        buf_puts(out, shown[page->cells[c][i]]);
    buf_puts(out, "|\n");
  }
}
