#include "draw/pressink.h"

#include <stdint.h>
#include <stdlib.h>

#include "asset/profile.h"
#include "base/mem.h"
#include "draw/sheet.h"

enum { FULL = 1000, BYTE = 255 };

static uint16_t share(uint8_t v)
{
  return (uint16_t)((v * FULL + BYTE / 2) / BYTE);
}

static void convert(struct ink *ink, const struct profile *profile)
{
  const uint8_t rgb[3] = {ink->r, ink->g, ink->b};
  uint8_t v[4];
  if (ink->is_mixed || (ink->r == ink->g && ink->g == ink->b))
    return;
  profile_pixels(profile, rgb, v, 1);
  ink->is_mixed = true;
  ink->mix = (struct cmyk){share(v[0]), share(v[1]), share(v[2]), share(v[3])};
}

static void convert_item(struct item *item, const struct profile *profile)
{
  switch (item->kind) {
  case ITEM_RUN:
    convert(&item->u.run.ink, profile);
    break;
  case ITEM_RULE:
    convert(&item->u.rule.ink, profile);
    break;
  case ITEM_RECT:
    convert(&item->u.rect.fill, profile);
    convert(&item->u.rect.stroke, profile);
    break;
  default:
    break;
  }
}

static void convert_sheet(struct sheet *sheet, const struct profile *profile)
{
  const struct item *from = sheet->items;
  sheet->items = mem_array(sheet->n + 1, sizeof *sheet->items);
  for (size_t i = 0; i < sheet->n; i++) {
    sheet->items[i] = from[i];
    convert_item(&sheet->items[i], profile);
  }
}

struct sheets pressink_copy(const struct sheets *s,
                            const struct profile *profile)
{
  struct sheets copy = *s;
  if (!profile)
    return copy;
  copy.v = mem_array(s->n + 1, sizeof *copy.v);
  for (size_t i = 0; i < s->n; i++) {
    copy.v[i] = s->v[i];
    convert_sheet(&copy.v[i], profile);
  }
  return copy;
}

void pressink_free(struct sheets *copy, const struct sheets *s)
{
  if (copy->v == s->v)
    return;
  for (size_t i = 0; i < copy->n; i++)
    free(copy->v[i].items);
  free(copy->v);
}
