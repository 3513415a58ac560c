#include "page/leaf.h"

#include <stdlib.h>

#include "page/furniture.h"
#include "page/rules.h"
#include "page/style.h"

struct block *leaf_find(const struct leaf *leaf, const struct story *story)
{
  for (int i = 0; i < leaf->plan.n; i++)
    if (leaf->blocks[i].story == story)
      return &leaf->blocks[i];
  return NULL;
}

static void draw_furniture(struct layout *l, struct sheet *sheet,
                           const struct leaf *leaf)
{
  furniture_draw(l, sheet, leaf->page == 1 ? "nameplate" : "folio", 0);
  if (leaf->last)
    furniture_draw(l, sheet, "imprint", leaf->top + leaf->lines);
  rules_draw(l, sheet, leaf);
  for (int i = 0; i < leaf->plan.n; i++) {
    const struct slot *s = &leaf->plan.slots[i];
    block_draw_title(l, sheet, &leaf->blocks[i], s->column,
                     leaf->top + s->line);
  }
}

/* Blocks in an order that keeps a story's text in one piece from page to page:
 * rests first, then the page's furniture, what goes on to the next page
 * last. */
void leaf_draw(struct layout *l, struct sheet *sheet, const struct leaf *leaf)
{
  for (int pass = 0; pass < 3; pass++) {
    for (int i = 0; i < leaf->plan.n; i++) {
      const struct slot *s = &leaf->plan.slots[i];
      const struct block *b = &leaf->blocks[i];
      bool on = b->goes == leaf->page + 1;
      if (pass == (b->part > 1 ? 0 : on ? 2 : 1))
        block_draw(l, sheet, b, s->column, leaf->top + s->line);
    }
    if (!pass)
      draw_furniture(l, sheet, leaf);
  }
}

void leaf_free(struct leaf *leaf)
{
  for (int i = 0; i < leaf->plan.n; i++)
    block_free(&leaf->blocks[i]);
  free(leaf->blocks);
}
