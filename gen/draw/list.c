#include "draw/list.h"

#include "asset/font.h"
#include "base/buf.h"
#include "draw/sheet.h"

static void put_string(struct buf *out, const char *s)
{
  buf_putc(out, '"');
  for (; s && *s; s++) {
    if (*s == '"' || *s == '\\')
      buf_putc(out, '\\');
    buf_putc(out, (unsigned char)*s < 0x20 || *s == 0x7F ? ' ' : *s);
  }
  buf_putc(out, '"');
}

static void put_rect(struct buf *out, struct rect r)
{
  buf_printf(out, " %d %d %d %d", r.x, r.y, r.w, r.h);
}

static void put_ink(struct buf *out, const char *key, struct ink ink)
{
  buf_printf(out, " %s=#%02x%02x%02x", key, ink.r, ink.g, ink.b);
}

static void put_unless_black(struct buf *out, struct ink ink)
{
  if (ink.r || ink.g || ink.b)
    put_ink(out, "ink", ink);
}

/* From the run's origin to the end of its last glyph. */
static mpt run_width(const struct sheets *s, const struct run *run)
{
  if (!run->n)
    return 0;
  const struct glyph *last = &run->glyphs[run->n - 1];
  int64_t em = fonts_advance(s->fonts, run->face, last->id);
  return last->x + (mpt)(em * run->size * run->stretch / 1000000);
}

static void put_run(struct buf *out, const struct sheets *s,
                    const struct run *run)
{
  buf_printf(out, "run %d %d %d %s %d", run->x, run->y, run_width(s, run),
             fonts_info(s->fonts, run->face)->postscript, run->size);
  if (run->stretch != 1000)
    buf_printf(out, " stretch=%d", run->stretch);
  if (run->turned)
    buf_puts(out, " turned");
  put_unless_black(out, run->ink);
  buf_putc(out, ' ');
  put_string(out, run->text);
}

static void put_rule(struct buf *out, const struct rule *rule)
{
  buf_printf(out, "rule %d %d %d %d %d", rule->x1, rule->y1, rule->x2, rule->y2,
             rule->width);
  put_unless_black(out, rule->ink);
}

static void put_area(struct buf *out, const struct area *area)
{
  buf_puts(out, "rect");
  put_rect(out, area->at);
  if (area->filled)
    put_ink(out, "fill", area->fill);
  if (area->stroked) {
    put_ink(out, "stroke", area->stroke);
    buf_printf(out, " %d", area->width);
  }
}

static void put_picture(struct buf *out, const struct picture *picture)
{
  buf_puts(out, "image");
  put_rect(out, picture->at);
  buf_puts(out, " crop");
  put_rect(out, picture->crop);
  buf_putc(out, ' ');
  put_string(out, picture->alt);
}

static void put_link(struct buf *out, const struct link *link)
{
  buf_puts(out, "link");
  put_rect(out, link->at);
  if (link->url) {
    buf_puts(out, " url ");
    put_string(out, link->url);
  } else {
    buf_printf(out, " dest %s %d", link->dest ? link->dest : "", link->part);
  }
}

static void put_group(struct buf *out, const struct group *group)
{
  buf_puts(out, role_name(group->role));
  if (group->id && *group->id)
    buf_printf(out, " id=%s", group->id);
  if (group->part > 1)
    buf_printf(out, " part=%d", group->part);
  if (group->level)
    buf_printf(out, " level=%d", group->level);
  if (group->lang)
    buf_printf(out, " lang=%s", group->lang);
  if (group->at)
    buf_printf(out, " at=%s", group->at);
}

static void put_item(struct buf *out, const struct sheets *s,
                     const struct item *item)
{
  switch (item->kind) {
  case ITEM_RUN:
    put_run(out, s, &item->u.run);
    break;
  case ITEM_RULE:
    put_rule(out, &item->u.rule);
    break;
  case ITEM_RECT:
    put_area(out, &item->u.rect);
    break;
  case ITEM_IMAGE:
    put_picture(out, &item->u.image);
    break;
  case ITEM_LINK:
    put_link(out, &item->u.link);
    break;
  case ITEM_GROUP:
    put_group(out, &item->u.group);
    break;
  case ITEM_END:
    break;
  }
}

static void put_sheet(struct buf *out, const struct sheets *s,
                      const struct sheet *sheet)
{
  buf_printf(out, "page %d %d %d area", sheet->number, sheet->w, sheet->h);
  put_rect(out, sheet->area);
  buf_printf(out, " columns %d lines %d ", sheet->columns, sheet->lines);
  put_string(out, sheet->name);
  buf_putc(out, '\n');
  int depth = 1;
  for (size_t i = 0; i < sheet->n; i++) {
    const struct item *item = &sheet->items[i];
    if (item->kind == ITEM_END) {
      depth -= depth > 1;
      continue;
    }
    for (int k = 0; k < depth; k++)
      buf_puts(out, "  ");
    put_item(out, s, item);
    buf_putc(out, '\n');
    depth += item->kind == ITEM_GROUP;
  }
}

void list_print(struct buf *out, const struct sheets *s)
{
  for (size_t i = 0; i < s->n; i++)
    put_sheet(out, s, &s->v[i]);
}
