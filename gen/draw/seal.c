#include "draw/seal.h"

#include <stdint.h>
#include <string.h>

#include "asset/font.h"
#include "asset/image.h"
#include "base/hash.h"
#include "draw/sheet.h"

static void add_numbers(struct hash *h, const int32_t *v, size_t n)
{
  hash_add(h, v, n * sizeof *v);
}

static void add_rect(struct hash *h, struct rect r)
{
  add_numbers(h, (int32_t[]){r.x, r.y, r.w, r.h}, 4);
}

/* Numbers side by side, nothing between them that is not set. */
_Static_assert(sizeof(struct glyph) == 5 * sizeof(int32_t), "gaps in glyphs");

static void add_run(struct hash *h, const struct sheets *s,
                    const struct run *run)
{
  hash_str(h, fonts_info(s->fonts, run->face)->postscript);
  add_numbers(h,
              (int32_t[]){run->size, run->stretch, run->turned, run->x, run->y,
                          (int32_t)run->n},
              6);
  hash_add(h, run->text, run->text_len);
  hash_add(h, run->glyphs, run->n * sizeof *run->glyphs);
}

static void add_picture(struct hash *h, const struct picture *p)
{
  uint64_t data = hash64(p->image->data, p->image->size);
  add_rect(h, p->at);
  add_rect(h, p->crop);
  hash_add(h, &data, sizeof data);
}

static void add_item(struct hash *h, const struct sheets *s,
                     const struct item *item)
{
  switch (item->kind) {
  case ITEM_RUN:
    hash_add(h, "t", 1);
    add_run(h, s, &item->u.run);
    break;
  case ITEM_RULE:
    hash_add(h, "l", 1);
    add_numbers(h,
                (int32_t[]){item->u.rule.x1, item->u.rule.y1, item->u.rule.x2,
                            item->u.rule.y2, item->u.rule.width},
                5);
    break;
  case ITEM_RECT:
    hash_add(h, "r", 1);
    add_rect(h, item->u.rect.at);
    add_numbers(h,
                (int32_t[]){item->u.rect.filled, item->u.rect.stroked,
                            item->u.rect.width},
                3);
    break;
  case ITEM_IMAGE:
    hash_add(h, "p", 1);
    add_picture(h, &item->u.image);
    break;
  default:
    break;
  }
}

static void add_sheet(struct hash *h, const struct sheets *s,
                      const struct sheet *sheet)
{
  add_numbers(h, (int32_t[]){sheet->number, sheet->w, sheet->h}, 3);
  hash_str(h, sheet->name ? sheet->name : "");
  for (size_t i = 0; i < sheet->n; i++)
    add_item(h, s, &sheet->items[i]);
}

void seal_sheets(const struct sheets *s, char hex[33])
{
  struct hash *h = hash_new();
  for (size_t i = 0; i < s->n; i++)
    add_sheet(h, s, &s->v[i]);
  hash_end(h, hex);
}

void seal_sheet(const struct sheets *s, const struct sheet *sheet, char hex[33])
{
  struct hash *h = hash_new();
  add_sheet(h, s, sheet);
  hash_end(h, hex);
}

/* Text of the story that begins at item I, without what only leads on to
 * another page. */
static void add_story(struct hash *h, const struct sheet *sheet, size_t i)
{
  int depth = 1, quiet = 0;
  for (i++; i < sheet->n && depth > 0; i++) {
    const struct item *item = &sheet->items[i];
    enum role role = item->u.group.role;
    depth += (item->kind == ITEM_GROUP) - (item->kind == ITEM_END);
    if (item->kind == ITEM_GROUP && !quiet &&
        (role == ROLE_JUMP || role == ROLE_CONTINUED || role == ROLE_FURNITURE))
      quiet = depth;
    if (depth < quiet)
      quiet = 0;
    if (item->kind == ITEM_RUN && !quiet)
      hash_add(h, item->u.run.text, item->u.run.text_len);
  }
}

void seal_story(const struct sheets *s, const char *id, char hex[33])
{
  struct hash *h = hash_new();
  for (size_t k = 0; k < s->n; k++)
    for (size_t i = 0; i < s->v[k].n; i++) {
      const struct item *item = &s->v[k].items[i];
      if (item->kind == ITEM_GROUP && item->u.group.role == ROLE_ARTICLE &&
          item->u.group.id && !strcmp(item->u.group.id, id))
        add_story(h, &s->v[k], i);
    }
  hash_end(h, hex);
}
