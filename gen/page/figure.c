#include "page/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "base/mem.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  MOST_LINES = 40,
  LEAST_LINES = 3,
  CROP = 12     /* per cent that may be cut off for the sake of the page */
};

/* The caption at one width. */
struct words {
  struct setting set;
  struct lines lines;
  struct words *next;
};

struct figure {
  const xmlNode *node;
  struct image *image; /* NULL: it could not be read, which check reported */
  const char *alt;
  const struct text *caption;
  const struct style *style; /* of the caption */
  struct words *words;       /* the widths it was asked for */
  struct focus focus;
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

static const xmlNode *story_of(const xmlNode *n)
{
  while (n && !node_is(n, "article") && !node_is(n, "filler"))
    n = n->type == XML_ELEMENT_NODE ? n->parent : NULL;
  return n;
}

/* The story's focus is meant for its first picture. */
static bool is_first(const xmlNode *figure, const xmlNode *story)
{
  const xmlNode *n = story;
  while (n && !node_is(n, "figure"))
    n = node_walk(n, story);
  return n == figure;
}

static void read_focus(struct figure *f)
{
  const xmlNode *story = story_of(f->node);
  const char *focus =
      story && is_first(f->node, story) ? node_attr(story, "focus") : NULL;
  f->focus = (struct focus){50, 40}; /* faces, roofs: above the middle */
  if (focus)
    sscanf(focus, "%3d%% %3d%%", &f->focus.x, &f->focus.y);
  f->focus = (struct focus){per_cent(f->focus.x), per_cent(f->focus.y)};
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

/* The caption at WIDTH; NULL: there is none. */
static const struct words *words_at(struct layout *l, struct figure *f,
                                    mpt width)
{
  struct words *w = f->words;
  while (w && w->set.measure != width)
    w = w->next;
  if (w || !f->caption)
    return f->caption ? w : NULL;
  w = arena_get(l->arena, sizeof *w);
  *w = (struct words){.set = {.measure = width}, .next = f->words};
  w->lines = lines_break(l->arena, f->caption, &w->set);
  f->words = w;
  return w;
}

/* Half a line of air below the caption. */
static mpt air(const struct layout *l)
{
  return l->page->rlh / 2;
}

static int between(int n, int least, int most)
{
  return n > most ? most : n < least ? least : n;
}

/* Lines nearest to PER_CENT of the height that the whole picture has. */
static int lines_of(const struct layout *l, const struct figure *f, mpt width,
                    int per_cent)
{
  int64_t rlh = l->page->rlh, most = MOST_LINES * rlh;
  int64_t h = (int64_t)width * f->image->height / f->image->width;
  h = (h > most ? most : h) * per_cent / 100;
  return (int)((h + air(l) + rlh / 2) / rlh);
}

struct figure_size figure_size(struct layout *l, struct figure *f, mpt width)
{
  const struct words *w = words_at(l, f, width);
  struct figure_size s = {.caption = w ? (int)w->lines.n : 0};
  int room = layout_most(l) - s.caption;
  if (!f->image)
    return s;
  room = room < LEAST_LINES ? LEAST_LINES : room;
  s.picture = between(lines_of(l, f, width, 100), LEAST_LINES, room);
  s.least = between(lines_of(l, f, width, 100 - CROP), LEAST_LINES, s.picture);
  s.most = between(lines_of(l, f, width, 100 + CROP), s.picture, room);
  return s;
}

mpt figure_height(const struct figure *f, mpt width)
{
  int64_t most = INT32_MAX / 2;
  int64_t h = width;
  h = f->image ? h * f->image->height / f->image->width : 0;
  return (mpt)(h < most ? h : most);
}

int figure_dots(const struct figure *f, mpt width)
{
  enum { INCH = 72000, MANY = 10 * FIGURE_DOTS };
  int64_t dots = f->image && width > 0 ? (int64_t)f->image->width * INCH / width
                                       : MANY;
  return dots < MANY ? (int)dots : MANY;
}

int figure_measure(struct layout *l, struct figure *f, mpt width)
{
  struct figure_size s = figure_size(l, f, width);
  int lines = s.picture + s.caption;
  return lines < 1 ? 1 : lines;
}

/* Where the LENGTH of ALL pixels begins that a crop keeps. */
static int crop_start(int all, int length, int per_cent)
{
  int64_t point = (int64_t)all * per_cent / 100;
  int64_t at = (int64_t)(all - length) * per_cent / 100;
  if (point > all - 1)
    point = all - 1;
  return (int)(at + length <= point ? point - length + 1 : at);
}

struct rect figure_crop(struct rect picture, struct rect at, struct focus focus)
{
  int64_t w = picture.w, h = picture.h;
  int64_t high = (w * at.h + at.w / 2) / at.w;
  int64_t wide = (h * at.w + at.h / 2) / at.h;
  struct rect crop = {0, 0, picture.w, picture.h};
  if (high < h)
    crop.h = high < 1 ? 1 : (mpt)high;
  else if (wide < w)
    crop.w = wide < 1 ? 1 : (mpt)wide;
  crop.x = crop_start(picture.w, crop.w, focus.x);
  crop.y = crop_start(picture.h, crop.h, focus.y);
  return crop;
}

/* What is printed of PICTURE at AT has too few pixels for the press. */
static void report_dots(const struct figure *f, const struct picture *p)
{
  double inch = 72000, mm = inch / 25.4;
  double dpi = p->crop.w * inch / p->at.w;
  double more = FIGURE_DOTS / dpi;
  if (dpi >= FIGURE_DOTS - 0.5)
    return;
  const xmlNode *image = node_first(f->node, "image");
  diag_once(LEVEL_WARN, node_place(image),
            _("the picture %s is printed at %.0f × %.0f mm with %.0f dpi, %d "
              "are needed; take one of %.0f × %.0f pixels or fewer columns"),
            node_attr(image, "src"), p->at.w / mm, p->at.h / mm, dpi, FIGURE_DOTS,
            ceil(f->image->width * more), ceil(f->image->height * more));
}

static void draw_picture(struct layout *l, struct sheet *sheet,
                         const struct figure *f, struct rect at)
{
  if (!f->image || at.h <= 0 || at.w <= 0)
    return;
  struct rect all = {0, 0, f->image->width, f->image->height};
  struct item *it = sheet_item(l->sheets, sheet, ITEM_IMAGE);
  it->u.image = (struct picture){at, f->image, figure_crop(all, at, f->focus),
                                 f->alt};
  report_dots(f, &it->u.image);
}

static void draw_words(struct layout *l, struct sheet *sheet,
                       const struct figure *f, const struct words *w,
                       struct rect at)
{
  mpt rlh = l->page->rlh, y = at.y;
  for (size_t i = 0; w && i < w->lines.n; i++, y += rlh) {
    if (!i)
      lines_report(f->caption, &w->lines, node_place(f->node));
    line_set(&(struct line_to){l->sheets, sheet, at.x,
                               y + line_baseline(l->fonts, f->style, rlh)},
             f->caption, &w->lines.v[i], &w->set);
  }
}

void figure_draw(struct layout *l, struct sheet *sheet, struct figure *f,
                 struct rect at)
{
  const struct words *w = words_at(l, f, at.w);
  mpt rlh = l->page->rlh, caption = w ? (mpt)w->lines.n * rlh : 0;
  /* A fifth of a line down: level with the tops of the text beside it. */
  mpt top = at.y + rlh / 5;
  sheet_group(l->sheets, sheet, ROLE_FIGURE, "");
  draw_picture(l, sheet, f,
               (struct rect){at.x, top, at.w, at.h - caption - air(l)});
  sheet_group(l->sheets, sheet, ROLE_CAPTION, "");
  draw_words(l, sheet, f, w,
             (struct rect){at.x, at.y + at.h - caption - rlh / 5, at.w, 0});
  sheet_end(l->sheets, sheet);
  sheet_end(l->sheets, sheet);
}
