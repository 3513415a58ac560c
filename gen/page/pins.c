#include "page/pins.h"

#include "base/diag.h"
#include "page/solid.h"
#include "page/style.h"
#include "tree/node.h"

bool pins_met(int pins, const struct slot *slot, int columns, int lines)
{
  return (!(pins & PIN_TOP) || slot->line == 0) &&
         (!(pins & PIN_FOOT) || slot->line + slot->lines == lines) &&
         (!(pins & PIN_LEFT) || slot->column == 0) &&
         (!(pins & PIN_RIGHT) || slot->column + slot->columns == columns);
}

static bool is_corner(int pins)
{
  return pins & (PIN_TOP | PIN_FOOT) && pins & (PIN_LEFT | PIN_RIGHT);
}

/* Of two in one corner: an advertisement, whose place is sold, then rank; of
 * equals the first. */
static bool yields(const struct story *a, const struct story *b)
{
  if (!a->framed != !b->framed)
    return !a->framed;
  return a->priority > b->priority;
}

static void settle_corner(struct story *a, struct story *b)
{
  if (!a->pin_page || a->pin_page != b->pin_page || !is_corner(a->position) ||
      a->position != b->position)
    return;
  struct story *s = yields(a, b) ? a : b;
  diag(LEVEL_WARN, node_place(s->node),
       _("%s of page %d is pinned for %s too, which gets it; give one of them "
         "another position or page"),
       node_attr(s->node, "position"), s->pin_page, s == a ? b->id : a->id);
  s->position = 0;
}

void pins_settle(struct story *const *v, size_t n)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++)
      settle_corner(v[i], v[k]);
}

static void report_position(const struct layout *l, const struct leaf *leaf,
                            int i)
{
  const struct story *s = leaf->blocks[i].story;
  if (!s->position || pins_met(s->position, &leaf->plan.slots[i],
                               l->page->columns, leaf->lines))
    return;
  diag(LEVEL_WARN, node_place(s->node),
       _("the story does not stand at %s of page %d, since the page does not "
         "close with it there; take the position out, or change its length or "
         "that of another story"),
       node_attr(s->node, "position"), leaf->page);
}

static void report_columns(const struct layout *l, const struct block *b)
{
  const struct story *s = b->story;
  int all = l->page->columns;
  if (!s->columns || b->frame.columns == s->columns)
    return;
  if (s->columns > all)
    diag(LEVEL_WARN, node_place(s->node),
         _("the story cannot have %d columns, since the page has %d; write "
           "%d or less"),
         s->columns, all, all);
  else
    diag(LEVEL_WARN, node_place(s->node),
         _("the story stands in %d columns and not in %d, since the page does "
           "not close so; take the columns out, or change its length"),
         b->frame.columns, s->columns);
}

static const struct floated *first_picture(const struct block *b)
{
  for (int i = 0; i < b->frame.n; i++)
    if (b->frame.floats[i].solid->figure)
      return &b->frame.floats[i];
  return NULL;
}

static void report_picture(const struct block *b)
{
  const struct story *s = b->story;
  const struct floated *fl = first_picture(b);
  if (s->picture && fl && fl->columns != s->picture)
    diag(LEVEL_WARN, node_place(s->node),
         _("the first picture has %d columns and not %d, since its story has "
           "no room for more; give the story more columns"),
         fl->columns, s->picture);
}

static void report_jump(const struct leaf *leaf, const struct block *b)
{
  const struct story *s = b->story;
  if (s->jumping == JUMP_MUST && !b->jumps && leaf->last)
    diag(LEVEL_WARN, node_place(s->node),
         _("the story stands whole on page %d and does not jump, since that is "
           "the last page; give it an earlier one, or take `jump` out"),
         leaf->page);
  else if (s->jumping == JUMP_MUST && !b->jumps)
    diag(LEVEL_WARN, node_place(s->node),
         _("the story stands whole on page %d and does not jump, since it has "
           "too little text to be cut, or the page does not close so; make it "
           "longer, or take `jump` out"),
         leaf->page);
  if (s->jumping == JUMP_NEVER && b->jumps)
    diag(LEVEL_WARN, node_place(s->node),
         _("the story jumps from page %d, since it has no room there as a "
           "whole; shorten it, or let it jump"),
         leaf->page);
}

void pins_report(const struct layout *l, const struct leaf *leaf, int i)
{
  const struct block *b = &leaf->blocks[i];
  if (b->part > 1 || b->story->framed)
    return;
  report_position(l, leaf, i);
  report_columns(l, b);
  report_picture(b);
  report_jump(leaf, b);
}
