#include "page/rules.h"

#include "page/plan.h"
#include "page/style.h"

static void draw_column_rule(struct layout *l, struct sheet *sheet,
                             const struct slot *s, int top)
{
  const struct style *st = style_named(l->styles, NULL, "rule", "column");
  mpt inset = l->page->rlh / 3;
  if (s->column == 0 || !st->border[SIDE_LEFT])
    return;
  mpt x = layout_column(l, s->column) - l->page->gap / 2;
  mpt y = layout_line(l, top + s->line) + inset;
  layout_rule(l, sheet,
              (struct rect){x, y, 0, s->lines * l->page->rlh - 2 * inset},
              st->border[SIDE_LEFT], st->border_ink[SIDE_LEFT]);
}

static void draw_band_rule(struct layout *l, struct sheet *sheet,
                           const struct slot *s, int top)
{
  const struct style *st = style_named(l->styles, NULL, "rule", "band");
  if (s->line == 0 || s->column || !st->border[SIDE_TOP])
    return;
  mpt y = layout_line(l, top + s->line) - l->page->rlh / 2;
  layout_rule(l, sheet,
              (struct rect){layout_column(l, 0), y,
                            layout_width(l, l->page->columns), 0},
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
