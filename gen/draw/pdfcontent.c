#include "draw/pdfcontent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ink.h"
#include "draw/pdfimage.h"
#include "draw/pdfobj.h"

void content_init(struct content *c, const struct sheet *sheet,
                  struct fonts *fonts, const struct pdffonts *pf)
{
  /* black is what a page begins with */
  *c = (struct content){.h = sheet->h,
                        .fonts = fonts,
                        .pf = pf,
                        .face = -1,
                        .stretch = 1000,
                        .width = -1};
}

void content_free(struct content *c)
{
  buf_free(&c->b);
}

void content_enter(struct content *c, enum content_mode mode)
{
  if (c->mode == mode)
    return;
  if (c->mode == CONTENT_TEXT)
    buf_puts(&c->b, "ET\n");
  c->pen.run = NULL;
  if (c->mode == CONTENT_PATH)
    buf_puts(&c->b, "f\n");
  if (mode == CONTENT_TEXT)
    buf_puts(&c->b, "BT\n");
  c->mode = mode;
}

static void number(struct content *c, mpt v)
{
  pdf_put_mpt(&c->b, v);
  buf_putc(&c->b, ' ');
}

void content_point(struct content *c, mpt x, mpt y)
{
  number(c, x);
  number(c, c->h - y);
}

/* What is mixed knocks out what lies below; full black, text most of all, need
 * not: no white shows where plates are a little off. */
static void put_mix(struct content *c, struct ink ink, const char *op)
{
  struct cmyk v = ink_cmyk(ink);
  bool *over = *op == 'k' ? &c->over_fill : &c->over_stroke;
  bool black = ink_is_black(v);
  number(c, v.c);
  number(c, v.m);
  number(c, v.y);
  number(c, v.k);
  buf_printf(&c->b, "%s\n", op);
  if (*over == black)
    return;
  *over = black;
  buf_printf(&c->b, "/O%d%d gs\n", c->over_fill, c->over_stroke);
}

void content_press(struct content *c)
{
  c->press = c->over_fill = c->over_stroke = true;
  buf_puts(&c->b, "0 0 0 1 k 0 0 0 1 K /O11 gs\n");
}

/* OPM 1: a share of 0 leaves that plate as it is. */
pdf_dict content_overprint(struct pdf *p)
{
  pdf_dict all = pdf_dict_new(p);
  for (int i = 0; i < 4; i++) {
    char name[8];
    pdf_dict d = pdf_dict_new(p);
    snprintf(name, sizeof name, "O%c%c", i & 2 ? '1' : '0',
             i & 1 ? '1' : '0');
    pdf_set_name(p, d, "Type", "ExtGState");
    pdf_set_bool(p, d, "op", i >> 1);
    pdf_set_bool(p, d, "OP", i & 1);
    pdf_set_int(p, d, "OPM", 1);
    pdf_set(p, all, name, d);
  }
  return all;
}

/* Equal parts are one ink on a press, so they are said in DeviceGray. */
static void put_ink(struct content *c, struct ink ink, const char *grey,
                    const char *rgb)
{
  if (c->press) {
    put_mix(c, ink, *grey == 'g' ? "k" : "K");
    return;
  }
  number(c, (ink.r * 1000 + 127) / 255);
  if (ink.r == ink.g && ink.g == ink.b) {
    buf_puts(&c->b, grey);
  } else {
    number(c, (ink.g * 1000 + 127) / 255);
    number(c, (ink.b * 1000 + 127) / 255);
    buf_puts(&c->b, rgb);
  }
  buf_putc(&c->b, '\n');
}

void content_fill(struct content *c, struct ink ink)
{
  if (ink_same(c->fill, ink))
    return;
  if (c->mode == CONTENT_PATH)
    content_enter(c, CONTENT_NONE);
  put_ink(c, ink, "g", "rg");
  c->fill = ink;
}

void content_stroke(struct content *c, struct ink ink, mpt width)
{
  content_enter(c, CONTENT_NONE);
  if (!ink_same(c->stroke, ink))
    put_ink(c, ink, "G", "RG");
  if (c->width != width) {
    number(c, width);
    buf_puts(&c->b, "w\n");
  }
  c->stroke = ink;
  c->width = width;
}

void content_rule(struct content *c, const struct rule *rule)
{
  content_stroke(c, rule->ink, rule->width);
  content_point(c, rule->x1, rule->y1);
  buf_puts(&c->b, "m ");
  content_point(c, rule->x2, rule->y2);
  buf_puts(&c->b, "l S\n");
}

static void put_rect(struct content *c, struct rect r)
{
  content_point(c, r.x, r.y + r.h);
  number(c, r.w);
  number(c, r.h);
  buf_puts(&c->b, "re\n");
}

void content_area(struct content *c, const struct area *area)
{
  if (!area->filled && !area->stroked)
    return;
  if (area->stroked)
    content_stroke(c, area->stroke, area->width);
  if (area->filled)
    content_fill(c, area->fill);
  if (!area->stroked)
    content_enter(c, CONTENT_PATH);
  put_rect(c, area->at);
  if (area->stroked)
    buf_puts(&c->b, area->filled ? "B\n" : "S\n");
}

/* Length that V pixels take where AT milli-points show CROP pixels. */
static mpt scaled(mpt v, mpt at, mpt crop)
{
  return (mpt)(((int64_t)v * at + crop / 2) / crop);
}

void content_picture(struct content *c, const struct picture *picture,
                     const struct pdfpicture *shown)
{
  const struct rect whole = {0, 0, shown->width, shown->height};
  struct rect at = picture->at, crop = picture->crop;
  if (crop.w <= 0 || crop.h <= 0)
    crop = whole;
  mpt w = scaled(whole.w, at.w, crop.w), h = scaled(whole.h, at.h, crop.h);
  mpt x = at.x - scaled(crop.x, at.w, crop.w);
  mpt y = at.y - scaled(crop.y, at.h, crop.h);
  content_enter(c, CONTENT_NONE);
  buf_puts(&c->b, "q\n");
  if (crop.w != whole.w || crop.h != whole.h) {
    put_rect(c, at);
    buf_puts(&c->b, "W n\n");
  }
  number(c, w);
  buf_puts(&c->b, "0 0 ");
  number(c, h);
  content_point(c, x, y + h);
  buf_puts(&c->b, "cm\n");
  if (shown->matrix)
    buf_printf(&c->b, "%s cm\n", shown->matrix);
  buf_printf(&c->b, "/%s Do\nQ\n", shown->name);
}
