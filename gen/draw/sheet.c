#include "draw/sheet.h"

#include <string.h>

#include "asset/image.h"
#include "base/mem.h"

struct sheets *sheets_new(struct fonts *fonts)
{
  struct arena *arena = arena_new();
  struct sheets *s = arena_get(arena, sizeof *s);
  s->arena = arena;
  s->fonts = fonts;
  s->title = s->author = s->lang = s->date = "";
  return s;
}

void sheets_free(struct sheets *s)
{
  if (!s)
    return;
  for (size_t i = 0; i < s->nimages; i++)
    image_free(s->images[i]);
  arena_free(s->arena);
}

/* Room for one more of SIZE bytes in an array of the arena; what is outgrown
 * stays behind there until the end. */
static void *grow(struct arena *a, void *old, size_t n, size_t *cap,
                  size_t size)
{
  if (n < *cap)
    return old;
  *cap = *cap ? *cap * 2 : 16;
  void *v = arena_array(a, *cap, size);
  if (n)
    memcpy(v, old, n * size);
  return v;
}

void sheets_own(struct sheets *s, struct image *img)
{
  s->images = grow(s->arena, s->images, s->nimages, &s->cap_images,
                   sizeof(struct image *));
  s->images[s->nimages++] = img;
}

struct sheet *sheets_add(struct sheets *s)
{
  s->v = grow(s->arena, s->v, s->n, &s->cap, sizeof *s->v);
  struct sheet *sheet = &s->v[s->n++];
  *sheet = (struct sheet){.number = (int)s->n, .name = ""};
  return sheet;
}

struct item *sheet_item(struct sheets *s, struct sheet *sheet,
                        enum item_kind kind)
{
  sheet->items =
      grow(s->arena, sheet->items, sheet->n, &sheet->cap, sizeof *sheet->items);
  struct item *item = &sheet->items[sheet->n++];
  memset(item, 0, sizeof *item);
  item->kind = kind;
  return item;
}

void sheet_group(struct sheets *s, struct sheet *sheet, enum role role,
                 const char *id)
{
  struct item *item = sheet_item(s, sheet, ITEM_GROUP);
  item->u.group.role = role;
  item->u.group.id = id ? id : "";
  item->u.group.part = 1;
}

void sheet_end(struct sheets *s, struct sheet *sheet)
{
  sheet_item(s, sheet, ITEM_END);
}

const char *role_name(enum role role)
{
  static const char *const names[] = {
      [ROLE_ARTICLE] = "article",
      [ROLE_KICKER] = "kicker",
      [ROLE_HEADLINE] = "headline",
      [ROLE_DECK] = "deck",
      [ROLE_SECTION] = "section",
      [ROLE_BYLINE] = "byline",
      [ROLE_SIGNOFF] = "signoff",
      [ROLE_P] = "p",
      [ROLE_SUBHEAD] = "subhead",
      [ROLE_LIST] = "list",
      [ROLE_ITEM] = "item",
      [ROLE_LABEL] = "label",
      [ROLE_QUOTE] = "quote",
      [ROLE_TABLE] = "table",
      [ROLE_ROW] = "row",
      [ROLE_CELL] = "cell",
      [ROLE_HEAD_CELL] = "head-cell",
      [ROLE_FIGURE] = "figure",
      [ROLE_CAPTION] = "caption",
      [ROLE_BOX] = "box",
      [ROLE_GLOSSARY] = "glossary",
      [ROLE_TERM] = "term",
      [ROLE_DEFINITION] = "definition",
      [ROLE_NAMES] = "names",
      [ROLE_NAME] = "name",
      [ROLE_CODE_BLOCK] = "codeblock",
      [ROLE_JUMP] = "jump",
      [ROLE_CONTINUED] = "continued",
      [ROLE_FURNITURE] = "furniture",
      [ROLE_QR] = "qr",
  };
  return names[role];
}
