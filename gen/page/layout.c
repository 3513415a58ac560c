#include "page/layout.h"

#include "page/style.h"

mpt layout_width(const struct layout *l, int columns)
{
  return columns * l->page->measure + (columns - 1) * l->page->gap;
}

mpt layout_column(const struct layout *l, int c)
{
  return l->page->margin[SIDE_LEFT] + c * (l->page->measure + l->page->gap);
}

mpt layout_line(const struct layout *l, int n)
{
  return l->page->margin[SIDE_TOP] + n * l->page->rlh;
}

int layout_lines(const struct layout *l, mpt h)
{
  return h <= 0 ? 0 : (h + l->page->rlh - 1) / l->page->rlh;
}

int layout_most(const struct layout *l)
{
  const struct page_style *p = l->page;
  int head = p->nameplate > p->folio ? p->nameplate : p->folio;
  int most = (p->lines - head) * 3 / 5;
  return most > 4 ? most : 4;
}

void layout_rule(struct layout *l, struct sheet *sheet, struct rect from_to,
                 mpt width, struct ink ink)
{
  struct item *it = sheet_item(l->sheets, sheet, ITEM_RULE);
  it->u.rule = (struct rule){from_to.x,
                             from_to.y,
                             from_to.x + from_to.w,
                             from_to.y + from_to.h,
                             width,
                             ink};
}

void layout_fill(struct layout *l, struct sheet *sheet, struct rect at,
                 struct ink ink)
{
  struct item *it = sheet_item(l->sheets, sheet, ITEM_RECT);
  it->u.rect = (struct area){.at = at, .filled = true, .fill = ink};
}
