#include "draw/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "asset/image.h"
#include "base/diag.h"
#include "base/ink.h"
#include "base/mem.h"
#include "draw/sheet.h"

enum {
  QUIET = 4,    /* modules round a code (ISO/IEC 18004) */
  LIGHT = 550,  /* red, green and blue together: perhaps reversed type … */
  DARKER = 150, /* … on a ground that has so much less */
  INCH = 72000
};

struct flight {
  const struct sheets *s;
  const struct sheet *sheet;
  void (*tell)(void *data, const struct fault *f);
  void *data;
  struct fault *told; /* of this page */
  size_t n, cap, count;
  bool *faces; /* looked at */
};

/* --- where -------------------------------------------------------------- */

const char *preflight_story(const struct sheet *sheet, size_t i)
{
  for (int depth = 0; i > 0; i--) {
    const struct item *item = &sheet->items[i - 1];
    if (item->kind == ITEM_END)
      depth++;
    else if (item->kind == ITEM_GROUP && depth > 0)
      depth--;
    else if (item->kind == ITEM_GROUP &&
             item->u.group.role == ROLE_ARTICLE && item->u.group.id)
      return item->u.group.id;
  }
  return "";
}

static bool is_told(const struct flight *f, const struct fault *x)
{
  for (size_t i = 0; i < f->n; i++)
    if (f->told[i].kind == x->kind && f->told[i].value == x->value &&
        !strcmp(f->told[i].story, x->story))
      return true;
  return false;
}

static void report(struct flight *f, enum fault_kind kind, size_t item,
                   int value, const char *what)
{
  struct fault x = {kind, f->sheet->number, preflight_story(f->sheet, item),
                    value, what};
  if (is_told(f, &x))
    return;
  f->told = mem_grow(f->told, &f->cap, f->n + 1, sizeof *f->told);
  f->told[f->n++] = x;
  f->count++;
  f->tell(f->data, &x);
}

/* --- type --------------------------------------------------------------- */

static int light(struct ink ink)
{
  return ink.r + ink.g + ink.b;
}

static bool holds(struct rect r, mpt x, mpt y)
{
  return x >= r.x && x < r.x + r.w && y > r.y && y <= r.y + r.h;
}

/* How light what lies under X, Y is, of all that is drawn before item I; a
 * picture is taken for dark. */
static int ground(const struct sheet *sheet, size_t i, mpt x, mpt y)
{
  while (i-- > 0) {
    const struct item *item = &sheet->items[i];
    if (item->kind == ITEM_IMAGE && holds(item->u.image.at, x, y))
      return 0;
    if (item->kind == ITEM_RECT && item->u.rect.filled &&
        holds(item->u.rect.at, x, y))
      return light(item->u.rect.fill);
  }
  return 3 * 255;
}

static void check_ink(struct flight *f, size_t i, struct ink ink,
                      enum fault_on on)
{
  int sum = ink_sum(ink_cmyk(ink));
  if (sum > INK_MOST)
    report(f, FAULT_INK, i, (sum + 5) / 10, preflight_word(on));
}

static void check_face(struct flight *f, size_t i, int face)
{
  if (f->faces[face])
    return;
  f->faces[face] = true;
  if (!fonts_may_embed(f->s->fonts, face))
    report(f, FAULT_FACE, i, face, fonts_info(f->s->fonts, face)->postscript);
}

static void check_run(struct flight *f, size_t i)
{
  const struct run *run = &f->sheet->items[i].u.run;
  check_face(f, i, run->face);
  check_ink(f, i, run->ink, FAULT_ON_TEXT);
  if (run->size < FLIGHT_MIXED && ink_count(ink_cmyk(run->ink)) > 1)
    report(f, FAULT_MIXED, i, run->size, run->text);
  if (run->size < FLIGHT_REVERSED && light(run->ink) >= LIGHT &&
      ground(f->sheet, i, run->x, run->y) <= light(run->ink) - DARKER)
    report(f, FAULT_REVERSED, i, run->size, run->text);
}

/* --- lines, areas, pictures --------------------------------------------- */

static void check_line(struct flight *f, size_t i, mpt width, struct ink ink)
{
  if (width > 0 && width < FLIGHT_LINE)
    report(f, FAULT_LINE, i, width, NULL);
  check_ink(f, i, ink, FAULT_ON_LINE);
}

static void check_area(struct flight *f, size_t i)
{
  const struct area *area = &f->sheet->items[i].u.rect;
  if (area->stroked)
    check_line(f, i, area->width, area->stroke);
  if (area->filled)
    check_ink(f, i, area->fill, FAULT_ON_AREA);
}

static int dpi(int64_t pixels, mpt size)
{
  int64_t v = size > 0 ? pixels * INCH / size : FLIGHT_DPI;
  return v < 1 << 20 ? (int)v : 1 << 20;
}

static void check_picture(struct flight *f, size_t i)
{
  const struct picture *p = &f->sheet->items[i].u.image;
  bool whole = p->crop.w <= 0 || p->crop.h <= 0;
  int across = dpi(whole ? p->image->width : p->crop.w, p->at.w);
  int down = dpi(whole ? p->image->height : p->crop.h, p->at.h);
  int least = across < down ? across : down;
  if (least < FLIGHT_DPI)
    report(f, FAULT_DPI, i, least, NULL);
}

/* --- codes -------------------------------------------------------------- */

static struct rect join(struct rect a, struct rect b)
{
  if (!a.w || !a.h)
    return b;
  mpt right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
  mpt foot = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
  mpt x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
  return (struct rect){x, y, right - x, foot - y};
}

/* Boxes that only meet do not touch. */
static bool meet(struct rect a, struct rect b)
{
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
         b.y < a.y + a.h;
}

/* The box of what RUN prints. */
static struct rect run_box(struct fonts *fonts, const struct run *run)
{
  struct rect all = {0, 0, 0, 0};
  for (size_t i = 0; i < run->n; i++) {
    const struct glyph *g = &run->glyphs[i];
    int v[4];
    if (!fonts_extents(fonts, run->face, g->id, v))
      continue;
    for (int k = 0; k < 4; k++)
      v[k] = (int)((int64_t)v[k] * run->size / 1000);
    mpt x = run->x + g->x, y = run->y + g->y;
    struct rect box = {x + v[0], y - v[3], v[2] - v[0], v[3] - v[1]};
    if (run->turned) /* right is down, up is right */
      box = (struct rect){run->x - g->y + v[1], run->y + g->x + v[0],
                          v[3] - v[1], v[2] - v[0]};
    all = join(all, box);
  }
  return all;
}

static struct rect line_box(const struct rule *r)
{
  mpt x = r->x1 < r->x2 ? r->x1 : r->x2, y = r->y1 < r->y2 ? r->y1 : r->y2;
  return (struct rect){x - r->width / 2, y - r->width / 2,
                       abs(r->x2 - r->x1) + r->width,
                       abs(r->y2 - r->y1) + r->width};
}

/* Does A's edge run through ZONE? */
static bool edge_meets(const struct area *a, struct rect zone)
{
  mpt in = a->width / 2;
  struct rect r = a->at;
  bool around = r.x + in <= zone.x && r.y + in <= zone.y &&
                r.x + r.w - in >= zone.x + zone.w &&
                r.y + r.h - in >= zone.y + zone.h;
  r.x -= in;
  r.y -= in;
  r.w += 2 * in;
  r.h += 2 * in;
  return meet(r, zone) && !around;
}

/* What of item I prints in ZONE, or NULL. A ground of the code's own is drawn
 * over one that was there BEFORE. */
static const char *intruder(const struct flight *f, size_t i, struct rect zone,
                            bool before)
{
  const struct item *item = &f->sheet->items[i];
  const struct area *a = &item->u.rect;
  switch (item->kind) {
  case ITEM_RUN:
    return meet(run_box(f->s->fonts, &item->u.run), zone) ? item->u.run.text
                                                          : NULL;
  case ITEM_RULE:
    return meet(line_box(&item->u.rule), zone) ? preflight_word(FAULT_ON_LINE)
                                               : NULL;
  case ITEM_IMAGE:
    return meet(item->u.image.at, zone) ? preflight_word(FAULT_ON_PICTURE)
                                        : NULL;
  case ITEM_RECT:
    if (a->stroked && edge_meets(a, zone))
      return preflight_word(FAULT_ON_LINE);
    return !before && a->filled && ink_sum(ink_cmyk(a->fill)) > 0 &&
                   meet(a->at, zone)
               ? preflight_word(FAULT_ON_AREA)
               : NULL;
  default:
    return NULL;
  }
}

/* The code whose group is item I; behind its end goes the walk on. */
static void check_code(struct flight *f, size_t i)
{
  const struct sheet *sheet = f->sheet;
  struct rect all = {0, 0, 0, 0};
  mpt module = 0;
  size_t end = i + 1;
  for (; end < sheet->n && sheet->items[end].kind != ITEM_END; end++) {
    const struct area *a = &sheet->items[end].u.rect;
    if (sheet->items[end].kind != ITEM_RECT || !a->filled ||
        light(a->fill) >= LIGHT)
      continue;
    all = join(all, a->at);
    if (!module || a->at.h < module)
      module = a->at.h;
  }
  if (!module)
    return;
  if (module < FLIGHT_MODULE)
    report(f, FAULT_MODULE, i, module, NULL);
  struct rect zone = {all.x - QUIET * module, all.y - QUIET * module,
                      all.w + 2 * QUIET * module, all.h + 2 * QUIET * module};
  for (size_t k = 0; k < sheet->n; k++) {
    const char *what =
        k < i || k > end ? intruder(f, k, zone, k < i) : NULL;
    if (what) {
      report(f, FAULT_QUIET, i, module, what);
      return;
    }
  }
}

/* --- all ---------------------------------------------------------------- */

static void check_item(struct flight *f, size_t i)
{
  const struct item *item = &f->sheet->items[i];
  switch (item->kind) {
  case ITEM_RUN:
    check_run(f, i);
    break;
  case ITEM_RULE:
    check_line(f, i, item->u.rule.width, item->u.rule.ink);
    break;
  case ITEM_RECT:
    check_area(f, i);
    break;
  case ITEM_IMAGE:
    check_picture(f, i);
    break;
  case ITEM_GROUP:
    if (item->u.group.role == ROLE_QR)
      check_code(f, i);
    break;
  default:
    break;
  }
}

size_t preflight_find(const struct sheets *s,
                      void (*tell)(void *data, const struct fault *f),
                      void *data)
{
  struct flight f = {.s = s, .tell = tell, .data = data};
  f.faces = mem_array((size_t)fonts_count(s->fonts) + 1, sizeof *f.faces);
  for (size_t k = 0; k < s->n; k++) {
    f.sheet = &s->v[k];
    f.n = 0;
    for (size_t i = 0; i < f.sheet->n; i++)
      check_item(&f, i);
  }
  free(f.faces);
  free(f.told);
  return f.count;
}
