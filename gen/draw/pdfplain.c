#include "draw/pdfplain.h"

#include "draw/pdfcontent.h"
#include "draw/sheet.h"

static void put_item(const struct plain *to, const struct sheet *sheet,
                     size_t i)
{
  const struct item *item = &sheet->items[i];
  switch (item->kind) {
  case ITEM_RUN:
    content_run(to->c, &item->u.run);
    break;
  case ITEM_RULE:
    content_rule(to->c, &item->u.rule);
    break;
  case ITEM_RECT:
    content_area(to->c, &item->u.rect);
    break;
  case ITEM_IMAGE:
    to->picture(to->data, to->c, sheet, i);
    break;
  case ITEM_LINK:
  case ITEM_GROUP:
  case ITEM_END:
    break;
  }
}

void plain_sheet(const struct plain *to, const struct sheet *sheet)
{
  for (size_t i = 0; i < sheet->n; i++)
    put_item(to, sheet, i);
  content_enter(to->c, CONTENT_NONE);
}
