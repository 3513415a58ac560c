#include "page/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "base/mem.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

enum { MOST_LINES = 40, LEAST_LINES = 3 };

struct figure {
  const xmlNode *node;
  struct image *image; /* NULL: it could not be read, which check reported */
  const char *alt;
  const struct text *caption;
  const struct style *style; /* of the caption */
  struct setting set;
  struct lines lines;
  int focus_x, focus_y; /* per cent of the picture: what must stay in sight */
};

/* Caption and credit in one paragraph, as the press sets them. */
static const struct text *caption_text(struct layout *l, struct figure *f)
{
  const xmlNode *caption = node_first(f->node, "caption");
  const xmlNode *credit = node_first(f->node, "credit");
  char *a = caption ? node_text(caption) : NULL;
  char *b = credit ? node_text(credit) : NULL;
  f->style = style_named(l->styles, f->node, "caption", NULL);
  char *s = mem_printf("%s%s%s", a ? a : "", a && b ? " " : "", b ? b : "");
  const struct text *t = *s ? text_shape_string(l->arena, l->fonts, s, f->style,
                                                node_place(f->node))
                            : NULL;
  free(s);
  free(b);
  free(a);
  return t;
}

static int per_cent(int n)
{
  return n < 0 ? 0 : n > 100 ? 100 : n;
}

static void read_focus(struct figure *f)
{
  const char *focus = NULL;
  for (const xmlNode *n = f->node; n && !focus; n = n->parent)
    if (n->type == XML_ELEMENT_NODE)
      focus = node_attr(n, "focus");
  f->focus_x = 50;
  f->focus_y = 40; /* faces and roofs stand above the middle */
  if (focus)
    sscanf(focus, "%3d%% %3d%%", &f->focus_x, &f->focus_y);
  f->focus_x = per_cent(f->focus_x);
  f->focus_y = per_cent(f->focus_y);
}

struct figure *figure_new(struct layout *l, const xmlNode *node)
{
  struct figure *f = arena_get(l->arena, sizeof *f);
  const xmlNode *image = node_first(node, "image");
  const char *path = node_attr(image, "path");
  f->node = node;
  f->alt = node_attr(image, "alt");
  f->image = path ? image_load(path, node_place(node)) : NULL;
  if (f->image)
    sheets_own(l->sheets, f->image);
  f->caption = caption_text(l, f);
  read_focus(f);
  return f;
}

const xmlNode *figure_bare(struct figure *f)
{
  f->caption = NULL;
  return node_first(f->node, "caption");
}

static mpt caption_height(const struct layout *l, const struct figure *f)
{
  return f->caption ? (mpt)f->lines.n * l->page->rlh : 0;
}

/* Half a line of air below the caption. */
static mpt air(const struct layout *l)
{
  return l->page->rlh / 2;
}

int figure_measure(struct layout *l, struct figure *f, mpt width)
{
  f->set = (struct setting){.measure = width};
  if (f->caption)
    f->lines = lines_break(l->arena, f->caption, &f->set);
  int64_t rlh = l->page->rlh, h = 0, most = MOST_LINES * rlh;
  int words = f->caption ? (int)f->lines.n : 0;
  if (f->image)
    h = (int64_t)width * f->image->height / f->image->width;
  if (h > most)
    h = most;
  int64_t lines = (h + air(l) + rlh / 2) / rlh;
  if (lines > layout_most(l) - words)
    lines = layout_most(l) - words;
  if (f->image && lines < LEAST_LINES)
    lines = LEAST_LINES;
  lines += words;
  return lines < 1 ? 1 : (int)lines;
}

/* The largest part of the picture with the shape of AT, around the focus. */
static struct rect crop_for(const struct figure *f, struct rect at)
{
  int w = f->image->width, h = f->image->height;
  int64_t high = (int64_t)w * at.h / at.w;
  struct rect crop = {0, 0, w, h};
  if (high <= h)
    crop.h = (int)high;
  else
    crop.w = (int)((int64_t)h * at.w / at.h);
  if (crop.w < 1)
    crop.w = 1;
  if (crop.h < 1)
    crop.h = 1;
  crop.x = (mpt)((int64_t)(w - crop.w) * f->focus_x / 100);
  crop.y = (mpt)((int64_t)(h - crop.h) * f->focus_y / 100);
  return crop;
}

static void draw_picture(struct layout *l, struct sheet *sheet,
                         const struct figure *f, struct rect at)
{
  if (!f->image || at.h <= 0 || at.w <= 0)
    return;
  struct item *it = sheet_item(l->sheets, sheet, ITEM_IMAGE);
  it->u.image = (struct picture){at, f->image, crop_for(f, at), f->alt};
}

void figure_draw(struct layout *l, struct sheet *sheet, struct figure *f,
                 struct rect at)
{
  mpt rlh = l->page->rlh, caption = caption_height(l, f);
  /* A fifth of a line down: level with the tops of the text beside it. */
  mpt top = at.y + rlh / 5;
  sheet_group(l->sheets, sheet, ROLE_FIGURE, "");
  draw_picture(l, sheet, f,
               (struct rect){at.x, top, at.w, at.h - caption - air(l)});
  mpt y = at.y + at.h - caption - rlh / 5;
  sheet_group(l->sheets, sheet, ROLE_CAPTION, "");
  for (size_t i = 0; f->caption && i < f->lines.n; i++, y += rlh) {
    line_report(f->caption, &f->lines.v[i], node_place(f->node));
    line_set(&(struct line_to){l->sheets, sheet, at.x,
                               y + line_baseline(l->fonts, f->style, rlh)},
             f->caption, &f->lines.v[i], &f->set);
  }
  sheet_end(l->sheets, sheet);
  sheet_end(l->sheets, sheet);
}
