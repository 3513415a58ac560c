#include "page/rules.h"

#include "page/plan.h"
#include "page/style.h"

/* In the gutter at a block's left; over the line above it too when it stands
 * under another of its band, so that the rule is one. */
static void draw_column_rule(struct layout *l, struct sheet *sheet,
                             const struct slot *s, int top)
{
  const struct style *st = style_named(l->styles, NULL, "rule", "column");
  mpt inset = l->page->rlh / 3;
  if (s->column == 0 || !st->border[SIDE_LEFT])
    return;
  mpt x = layout_column(l, s->column) - l->page->gap / 2;
  mpt from = layout_line(l, top + s->line) + inset;
  mpt to = layout_line(l, top + s->line + s->lines) - inset;
  if (s->stacked)
    from -= l->page->rlh + 2 * inset;
  layout_rule(l, sheet, (struct rect){x, from, 0, to - from},
              st->border[SIDE_LEFT], st->border_ink[SIDE_LEFT]);
}

/* Over a block; over the whole page where a band begins. */
static void draw_band_rule(struct layout *l, struct sheet *sheet,
                           const struct slot *s, int top)
{
  const struct style *st = style_named(l->styles, NULL, "rule",
                                       s->stacked ? "stack" : "band");
  if (s->line == 0 || (s->column && !s->stacked) || !st->border[SIDE_TOP])
    return;
  mpt y = layout_line(l, top + s->line) - l->page->rlh / 2;
  int columns = s->stacked ? s->columns : l->page->columns;
  layout_rule(l, sheet,
              (struct rect){layout_column(l, s->column), y,
                            layout_width(l, columns), 0},
              st->border[SIDE_TOP], st->border_ink[SIDE_TOP]);
}

void rules_draw(struct layout *l, struct sheet *sheet,
                const struct plan *plan, int top)
{
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "rules");
  for (int i = 0; i < plan->n; i++) {
    draw_column_rule(l, sheet, &plan->slots[i], top);
    draw_band_rule(l, sheet, &plan->slots[i], top);
  }
  sheet_end(l->sheets, sheet);
}
