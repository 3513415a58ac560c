#include "page/rules.h"

#include "page/leaf.h"
#include "page/style.h"

/* A rule stands in the gutter at a block's left and on the line above it; the
 * two meet in the middle of both. */

static mpt gutter(const struct layout *l, int column)
{
  if (column == 0)
    return layout_column(l, 0);
  if (column == l->page->columns)
    return layout_column(l, 0) + layout_width(l, column);
  return layout_column(l, column) - l->page->gap / 2;
}

static bool is_framed(const struct leaf *leaf, int i)
{
  return leaf->blocks[i].story->framed != NULL;
}

/* Does another block of PLAN begin or end in the line over S? Then the rule
 * at its left goes up to the one above it. */
static mpt upper_end(const struct layout *l, const struct slot *s, int top)
{
  mpt y = layout_line(l, top + s->line);
  return s->line ? y - l->page->rlh / 2 : y + l->page->rlh / 3;
}

static mpt lower_end(const struct layout *l, const struct slot *s, int top,
                     int lines)
{
  mpt y = layout_line(l, top + s->line + s->lines);
  return s->line + s->lines < lines ? y + l->page->rlh / 2
                                    : y - l->page->rlh / 3;
}

/* Does a frame end in the gutter at the left of S, beside LINE? */
static bool frame_beside(const struct leaf *leaf, const struct slot *s,
                         int line)
{
  for (int i = 0; i < leaf->plan.n; i++) {
    const struct slot *f = &leaf->plan.slots[i];
    if (is_framed(leaf, i) && f->column + f->columns == s->column &&
        line >= f->line && line < f->line + f->lines)
      return true;
  }
  return false;
}

static void draw_column_rule(struct layout *l, struct sheet *sheet,
                             const struct leaf *leaf, const struct slot *s,
                             int lines)
{
  const struct style *st = style_named(l->styles, NULL, "rule", "column");
  int end = s->line + s->lines, top = leaf->top;
  mpt half = l->page->rlh / 2;
  if (s->column == 0 || !st->border[SIDE_LEFT])
    return;
  for (int from = s->line, to; from < end; from = to + 1) {
    for (to = from; to < end && !frame_beside(leaf, s, to);)
      to++;
    if (to - from < 2)
      continue;
    mpt y = from == s->line ? upper_end(l, s, top)
                            : layout_line(l, top + from) + half;
    mpt foot = to == end ? lower_end(l, s, top, lines)
                         : layout_line(l, top + to) - half;
    layout_rule(l, sheet, (struct rect){gutter(l, s->column), y, 0, foot - y},
                st->border[SIDE_LEFT], st->border_ink[SIDE_LEFT]);
  }
}

/* Does a frame stand on the line over S in column C? */
static bool frame_above(const struct leaf *leaf, const struct slot *s, int c)
{
  for (int i = 0; i < leaf->plan.n; i++) {
    const struct slot *f = &leaf->plan.slots[i];
    if (is_framed(leaf, i) && f->line + f->lines + 1 == s->line &&
        c >= f->column && c < f->column + f->columns)
      return true;
  }
  return false;
}

/* Over a block: `band` when it has the whole width, else `stack`. */
static void draw_head_rule(struct layout *l, struct sheet *sheet,
                           const struct leaf *leaf, const struct slot *s)
{
  bool band = s->columns == l->page->columns;
  const struct style *st =
      style_named(l->styles, NULL, "rule", band ? "band" : "stack");
  int from = s->column, to = s->column + s->columns;
  if (s->line == 0 || !st->border[SIDE_TOP])
    return;
  while (from < to && frame_above(leaf, s, from))
    from++;
  while (to > from && frame_above(leaf, s, to - 1))
    to--;
  if (from == to)
    return;
  mpt y = layout_line(l, leaf->top + s->line) - l->page->rlh / 2;
  mpt x = gutter(l, from);
  layout_rule(l, sheet, (struct rect){x, y, gutter(l, to) - x, 0},
              st->border[SIDE_TOP], st->border_ink[SIDE_TOP]);
}

void rules_draw(struct layout *l, struct sheet *sheet, const struct leaf *leaf)
{
  const struct plan *plan = &leaf->plan;
  int lines = 0;
  for (int i = 0; i < plan->n; i++)
    if (plan->slots[i].line + plan->slots[i].lines > lines)
      lines = plan->slots[i].line + plan->slots[i].lines;
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "rules");
  for (int i = 0; i < plan->n; i++) {
    if (is_framed(leaf, i))
      continue;
    draw_column_rule(l, sheet, leaf, &plan->slots[i], lines);
    draw_head_rule(l, sheet, leaf, &plan->slots[i]);
  }
  sheet_end(l->sheets, sheet);
}
