#include "page/headline.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/headline_block.h"
#include "page/vertical.h"
#include "tree/node.h"

/* ---- the package ---- */

static void add_block(struct headline *h, const struct headline_job *job,
                      const char *name, enum role role)
{
  mpt inset = 0;
  if (h->box)
    inset = h->box->padding[SIDE_LEFT] + h->box->padding[SIDE_RIGHT];
  struct block_wish w = headline_block_wish(job, name, role, h->width - inset);
  if (!w.s)
    return;
  struct headline_block *b = &h->blocks[h->n++];
  b->role = role;
  headline_block_fit(&w, b);
  b->x = h->box ? h->box->padding[SIDE_LEFT] : 0;
  b->y = h->height + b->style->margin[SIDE_TOP];
  h->height = b->y + (mpt)b->n * b->leading + b->style->margin[SIDE_BOTTOM];
  h->cost += b->cost;
  h->forced |= b->forced;
  free(w.s);
}

/* Tint, frame and inset of the box: 0.6 em where the theme says nothing, none
 * where they would leave no room. */
static const struct style *box_style(const struct headline_job *job, mpt width)
{
  struct style *st = arena_get(job->arena, sizeof *st);
  *st = *style_named(job->styles, job->article, "headline", "boxed");
  const mpt *p = st->padding;
  bool said = p[SIDE_TOP] || p[SIDE_RIGHT] || p[SIDE_BOTTOM] || p[SIDE_LEFT];
  bool wide = p[SIDE_LEFT] + p[SIDE_RIGHT] > width / 2;
  for (int i = 0; i < 4 && (!said || wide); i++)
    st->padding[i] = wide ? 0 : st->size * 6 / 10;
  return st;
}

/* The margins above the first and below the last block go outside the box,
 * its padding inside. */
static void put_box(struct headline *h)
{
  if (!h->box || !h->n)
    return;
  h->above = h->blocks[0].style->margin[SIDE_TOP];
  h->below = h->blocks[h->n - 1].style->margin[SIDE_BOTTOM];
  for (int i = 0; i < h->n; i++)
    h->blocks[i].y += h->box->padding[SIDE_TOP];
  h->height += h->box->padding[SIDE_TOP] + h->box->padding[SIDE_BOTTOM];
}

struct headline *headline_fit(const struct headline_job *job, mpt width)
{
  if (job->shape == HEADLINE_VERTICAL)
    return vertical_fit(job, job->room, width);
  struct headline *h = arena_get(job->arena, sizeof *h);
  h->shape = job->shape;
  h->width = width;
  if (h->shape == HEADLINE_BOXED)
    h->box = box_style(job, width);
  add_block(h, job, "kicker", ROLE_KICKER);
  add_block(h, job, "headline", ROLE_HEADLINE);
  add_block(h, job, "deck", ROLE_DECK);
  put_box(h);
  h->natural = h->height;
  return h;
}

/* ---- drawing ---- */

static void draw_box(struct sheets *s, struct sheet *sheet,
                     const struct headline *h, mpt x, mpt y)
{
  const struct style *st = h->box;
  mpt line = st->border[SIDE_TOP];
  if (!st->has_fill && !line)
    return;
  sheet_item(s, sheet, ITEM_RECT)->u.rect = (struct area){
      .at = {x + line / 2, y + h->above + line / 2, h->width - line,
             h->height - h->above - h->below - line},
      .filled = st->has_fill,
      .fill = st->fill,
      .stroked = line > 0,
      .stroke = st->border_ink[SIDE_TOP],
      .width = line};
}

static void emit_block(struct sheets *s, struct sheet *sheet,
                       const struct headline_block *b, mpt x, mpt y)
{
  struct setting set = {.measure = b->width};
  sheet_group(s, sheet, b->role, "");
  struct group *g = &sheet->items[sheet->n - 1].u.group;
  g->at = b->at ? arena_copy(s->arena, b->at) : NULL;
  mpt base = line_baseline(s->fonts, b->style, b->leading);
  for (size_t i = 0; i < b->n; i++)
    line_set(&(struct line_to){s, sheet, x + b->x,
                               y + b->y + (mpt)i * b->leading + base},
             b->set[i], &b->lines[i], &set);
  sheet_end(s, sheet);
}

void headline_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y)
{
  if (h->shape == HEADLINE_VERTICAL) {
    vertical_emit(s, sheet, h, x, y);
    return;
  }
  if (h->box)
    draw_box(s, sheet, h, x, y);
  for (int i = 0; i < h->n; i++)
    emit_block(s, sheet, &h->blocks[i], x, y + (h->height - h->natural) / 2);
}

mpt headline_size(const struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    if (h->blocks[i].role == ROLE_HEADLINE)
      return h->blocks[i].style->size;
  return 0;
}
