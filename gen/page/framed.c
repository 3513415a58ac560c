#include "page/framed.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/framed_in.h"
#include "page/judge.h"
#include "page/leaf.h"
#include "page/option_cost.h"
#include "page/pins.h"
#include "tree/node.h"

enum {
  AIR_COST = 2,      /* of each spare line … */
  MOST_AIR_COST = 6, /* … and for each of the most, growing with the square */
  LEFT_OVER = 3,     /* lines of a page that nothing can stand in */
  UNEVEN_COST = 2,
  HEAD_LINES = 2
};

/* --- making --------------------------------------------------------------- */

static struct framed *new_framed(struct layout *l, const xmlNode *node,
                                 enum framed_kind kind)
{
  struct framed *f = mem_new(sizeof *f);
  f->kind = kind;
  f->node = node;
  f->style = kind == FRAMED_BRIEFS
                 ? style_named(l->styles, NULL, "briefs", NULL)
                 : style_of(l->styles, node);
  return f;
}

/* A page's width and height are the most that can be had. */
static int ad_value(const struct framed *f, const char *key, int most)
{
  int n = node_int(f->node, key, 1);
  if (n > most)
    diag(LEVEL_WARN, node_place(f->node),
         _("the advertisement %s wants %s: %d, but a page has %d; it gets "
           "these"),
         node_attr(f->node, "id"), key, n, most);
  return n < 1 ? 1 : n > most ? most : n;
}

static int ad_half(const struct framed *f, const char *key, int most)
{
  int n = (node_int(f->node, key, 1) + 1) / 2;
  return n < 1 ? 1 : n > most ? most : n;
}

static void read_ad(struct layout *l, struct story *s)
{
  const struct page_style *ps = l->page;
  int head = ps->nameplate > ps->folio ? ps->nameplate : ps->folio;
  if (s->pin_page != 1 && ps->folio < head)
    head = ps->folio;
  struct framed *f = s->framed;
  if (ps->run_on) { /* sold for columns and lines half as large */
    f->columns = ad_half(f, "columns", ps->columns);
    f->lines = ad_half(f, "lines", ps->lines - head);
    return;
  }
  f->columns = ad_value(f, "columns", ps->columns);
  f->lines = ad_value(f, "lines", ps->lines - head);
  /* Nothing else can stand on that page: it would stay open. */
  if (f->columns == ps->columns && ps->lines - head - f->lines <= LEFT_OVER)
    f->lines = ps->lines - head;
}

void framed_open(struct layout *l, struct story *s)
{
  bool ad = node_is(s->node, "ad");
  flow_free(s->flow);
  s->flow = flow_none();
  s->framed = new_framed(l, s->node, ad ? FRAMED_AD : FRAMED_FILLER);
  if (ad)
    read_ad(l, s);
}

struct story *framed_briefs(struct layout *l, struct story *const *v, int n)
{
  struct story *s = mem_new(sizeof *s);
  struct framed *f = new_framed(l, v[0]->node, FRAMED_BRIEFS);
  *s = (struct story){.node = v[0]->node,
                      .id = v[0]->id,
                      .flow = flow_none(),
                      .priority = PRIORITY_BRIEF,
                      .pin_page = v[0]->pin_page,
                      .jumping = JUMP_NEVER,
                      .framed = f};
  for (int i = 0; i < n && i < FRAMED_ITEMS; i++) {
    f->v[f->n++] = v[i];
    v[i]->group = s;
  }
  story_reset(s);
  return s;
}

bool framed_is_briefs(const struct story *s)
{
  return s->framed && s->framed->kind == FRAMED_BRIEFS;
}

void framed_free(struct framed *f)
{
  for (int w = 0; f && w <= BLOCK_COLUMNS; w++) {
    framed_filler_free(f->fillers[w]);
    framed_ad_free(f->ads[w]);
    framed_briefs_free(f->briefs[w]);
  }
  free(f);
}

/* --- sizes ---------------------------------------------------------------- */

mpt framed_inner(const struct layout *l, const struct framed *f, int columns)
{
  return layout_width(l, columns) - f->style->padding[SIDE_LEFT] -
         f->style->padding[SIDE_RIGHT];
}

int framed_padding(const struct layout *l, const struct framed *f)
{
  return layout_lines(l, f->style->padding[SIDE_TOP] +
                             f->style->padding[SIDE_BOTTOM]);
}

struct framed_size framed_size(struct layout *l, const struct story *story,
                               int columns)
{
  struct framed *f = story->framed;
  if (columns < 1 || columns > BLOCK_COLUMNS ||
      framed_inner(l, f, columns) < 4 * l->page->size)
    return (struct framed_size){0};
  return f->kind == FRAMED_FILLER ? framed_filler_size(l, f, columns)
         : f->kind == FRAMED_AD   ? framed_ad_size(l, f, columns)
                                  : framed_briefs_size(l, f, columns);
}

/* Gathered briefs look best in a column of their own, or right across. */
static bool suits(const struct layout *l, const struct framed *f, int columns)
{
  int all = l->page->columns;
  int sixth = (columns * 6 + all / 2) / all;
  return f->kind != FRAMED_BRIEFS || columns == 1 ||
         (sixth != 4 && sixth != 5);
}

/* Air of E lines where MOST may be. */
static int air_cost(int e, int most)
{
  return most ? AIR_COST * e + MOST_AIR_COST * e * e / most : 0;
}

void framed_each(const struct option_story *s, struct option_range range,
                 option_visit *visit, void *data)
{
  int columns = range.columns;
  const struct framed *f = s->story->framed;
  struct framed_size size = framed_size(s->l, s->story, columns);
  if (!size.least || !suits(s->l, f, columns))
    return;
  int low = size.least > range.low ? size.least : range.low;
  for (int h = low; h <= size.most && h <= range.high; h++) {
    struct option o = {.air = (short)(h - size.least)};
    o.cost = size.uneven * UNEVEN_COST +
             air_cost(h - size.least, size.most - size.least);
    if (f->kind != FRAMED_AD)
      o.cost += option_width_cost(s, columns);
    if (f->kind == FRAMED_FILLER)
      o.cost += columns * h / 4;
    visit(data, &o, h, TOP_PLAIN);
  }
}

/* --- the block ------------------------------------------------------------ */

void framed_block(struct story *story, int columns, int lines, struct block *b)
{
  memset(b, 0, sizeof *b);
  b->story = story;
  b->part = 1;
  b->lines = b->foot = lines;
  frame_open(&b->frame, columns, lines, columns);
}

void framed_scene(const struct story *story, struct scene_module *out)
{
  const struct framed *f = story->framed;
  out->boxed = true;
  out->head = out->at;
  out->head.lines = out->at.lines < HEAD_LINES ? out->at.lines : HEAD_LINES;
  if (f->kind == FRAMED_AD)
    out->head.columns = 0;
}

void framed_rows(struct layout *l, struct sheet *sheet, const struct flow *flow,
                 mpt x, mpt y)
{
  struct pen pen = flow_pen(l, sheet, flow);
  for (size_t i = 0; i < flow->nrows; i++) {
    flow_draw(&pen, &flow->rows[i], x, y);
    y += l->page->rlh;
  }
  flow_lift(&pen);
}

static void open_article(struct layout *l, struct sheet *sheet,
                         const struct block *b, struct rect at)
{
  sheet_group(l->sheets, sheet, ROLE_ARTICLE, b->story->id);
  sheet->items[sheet->n - 1].u.group.at = node_attr(b->story->node, "at");
  sheet_group(l->sheets, sheet, ROLE_BOX, "");
  box_frame(l, sheet, b->story->framed->style, at);
}

void framed_draw(struct layout *l, struct sheet *sheet, const struct block *b,
                 struct rect at)
{
  struct framed *f = b->story->framed;
  int columns = b->frame.columns;
  if (f->kind == FRAMED_BRIEFS) {
    framed_briefs_draw(l, sheet, f, columns, at);
    return;
  }
  open_article(l, sheet, b, at);
  if (f->kind == FRAMED_AD)
    framed_ad_draw(l, sheet, f, columns, at);
  else
    framed_filler_draw(l, sheet, f, columns, at);
  sheet_end(l->sheets, sheet);
  sheet_end(l->sheets, sheet);
}

/* --- who stands where ----------------------------------------------------- */

int framed_count(const struct block *b)
{
  const struct framed *f = b->story->framed;
  return f->kind == FRAMED_BRIEFS ? f->n : 1;
}

const struct story *framed_item(struct layout *l, const struct block *b, int i,
                                struct rect at, struct rect *zone)
{
  struct framed *f = b->story->framed;
  *zone = at;
  if (f->kind != FRAMED_BRIEFS)
    return b->story;
  *zone = framed_briefs_zone(l, f, b->frame.columns, at, i);
  return f->v[i];
}

void framed_report(const struct layout *l, const struct leaf *leaf, int i)
{
  const struct block *b = &leaf->blocks[i];
  const struct story *s = b->story;
  const struct framed *f = s->framed;
  if (!f || f->kind != FRAMED_AD)
    return;
  if (s->pin_page && s->pin_page != leaf->page)
    diag(LEVEL_WARN, node_place(s->node),
         _("the advertisement %s stands on page %d, since page %d has no room "
           "for it; make it smaller, or take something off that page"),
         s->id, leaf->page, s->pin_page);
  else if (!pins_met(s->position, &leaf->plan.slots[i], l->page->columns,
                     leaf->lines))
    diag(LEVEL_WARN, node_place(s->node),
         _("the advertisement %s does not stand at “%s”, since page %d does "
           "not come out even with it there; change its size, or give the "
           "page more stories or fillers"),
         s->id, node_attr(s->node, "position"), leaf->page);
}
