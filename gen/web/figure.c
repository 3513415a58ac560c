#include "web/figure.h"

#include "base/buf.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/html.h"
#include "web/picture.h"

/* The widths of web.css: a column of 38 em, or the window. */
static const char *sizes_of(enum figure_place place)
{
  switch (place) {
  case FIGURE_LEAD:
    return "(min-width: 52em) 38rem, 100vw";
  case FIGURE_STORY:
    return "(min-width: 40em) 24rem, 100vw";
  default:
    return "(min-width: 40em) 38rem, 100vw";
  }
}

static void put_name(struct buf *out, const char *src, int width,
                     const char *format)
{
  struct buf name = BUF_INIT;
  picture_name(&name, src, width, format);
  html_escape_url(out, name.s, true);
  buf_free(&name);
}

static void put_set(struct buf *out, const xmlNode *image, const char *format,
                    enum figure_place place)
{
  int widths[PICTURE_WIDTHS];
  int n = picture_widths(node_int(image, "width", 1), widths);
  buf_puts(out, " srcset=\"");
  for (int i = 0; i < n; i++) {
    buf_puts(out, i ? ", " : "");
    put_name(out, node_attr(image, "src"), widths[i], format);
    buf_printf(out, " %dw", widths[i]);
  }
  buf_printf(out, "\" sizes=\"%s\"", sizes_of(place));
}

static void put_img(struct buf *out, const xmlNode *image,
                    enum figure_place place)
{
  int widths[PICTURE_WIDTHS], w = node_int(image, "width", 1);
  int n = picture_widths(w, widths);
  const char *alt = node_attr(image, "alt");
  buf_puts(out, "<img src=\"");
  put_name(out, node_attr(image, "src"), widths[n / 2], "jpg");
  buf_putc(out, '"');
  put_set(out, image, "jpg", place);
  buf_puts(out, " alt=\"");
  if (alt && place == FIGURE_COLUMN) /* else it is in a link with a headline */
    html_escape_value(out, alt);
  buf_printf(out, "\" width=\"%d\" height=\"%d\"%s>", w,
             node_int(image, "height", 1),
             place == FIGURE_LEAD ? "" : " loading=\"lazy\" decoding=\"async\"");
}

void figure_picture(struct buf *out, const xmlNode *image,
                    enum figure_place place)
{
  const char *src = node_attr(image, "src");
  if (!src || !link_is_file(src))
    return;
  buf_puts(out, "<picture><source type=\"image/webp\"");
  put_set(out, image, "webp", place);
  buf_putc(out, '>');
  put_img(out, image, place);
  buf_puts(out, "</picture>\n");
}
