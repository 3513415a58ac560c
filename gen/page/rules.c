#include "page/rules.h"

#include "page/plan.h"
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

static void draw_column_rule(struct layout *l, struct sheet *sheet,
                             const struct slot *s, int top, int lines)
{
  const struct style *st = style_named(l->styles, NULL, "rule", "column");
  if (s->column == 0 || !st->border[SIDE_LEFT])
    return;
  mpt from = upper_end(l, s, top), to = lower_end(l, s, top, lines);
  layout_rule(l, sheet, (struct rect){gutter(l, s->column), from, 0, to - from},
              st->border[SIDE_LEFT], st->border_ink[SIDE_LEFT]);
}

/* Over a block: `band` when it has the whole width, else `stack`. */
static void draw_head_rule(struct layout *l, struct sheet *sheet,
                           const struct slot *s, int top)
{
  bool band = s->columns == l->page->columns;
  const struct style *st =
      style_named(l->styles, NULL, "rule", band ? "band" : "stack");
  if (s->line == 0 || !st->border[SIDE_TOP])
    return;
  mpt y = layout_line(l, top + s->line) - l->page->rlh / 2;
  mpt x = gutter(l, s->column);
  layout_rule(l, sheet,
              (struct rect){x, y, gutter(l, s->column + s->columns) - x, 0},
              st->border[SIDE_TOP], st->border_ink[SIDE_TOP]);
}

void rules_draw(struct layout *l, struct sheet *sheet,
                const struct plan *plan, int top)
{
  int lines = 0;
  for (int i = 0; i < plan->n; i++)
    if (plan->slots[i].line + plan->slots[i].lines > lines)
      lines = plan->slots[i].line + plan->slots[i].lines;
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "rules");
  for (int i = 0; i < plan->n; i++) {
    draw_column_rule(l, sheet, &plan->slots[i], top, lines);
    draw_head_rule(l, sheet, &plan->slots[i], top);
  }
  sheet_end(l->sheets, sheet);
}
