#include "web/figure.h"

#include <stdlib.h>

#include "asset/image.h"
#include "base/buf.h"
#include "base/file.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/html.h"
#include "web/picture.h"

/* Where the theme does not say: a column of 38 em, or the window. */
static const char *usual(enum figure_place place)
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

static void put_sizes(struct buf *out, const char *sizes)
{
  buf_puts(out, "\" sizes=\"");
  html_escape_value(out, sizes);
  buf_putc(out, '"');
}

static void put_set(struct buf *out, const xmlNode *image, const char *format,
                    const char *sizes)
{
  int widths[PICTURE_WIDTHS];
  int n = picture_widths(node_int(image, "width", 1), widths);
  buf_puts(out, " srcset=\"");
  for (int i = 0; i < n; i++) {
    buf_puts(out, i ? ", " : "");
    put_name(out, node_attr(image, "src"), widths[i], format);
    buf_printf(out, " %dw", widths[i]);
  }
  put_sizes(out, sizes);
}

static void put_img(struct buf *out, const xmlNode *image,
                    enum figure_place place, const char *sizes)
{
  int widths[PICTURE_WIDTHS], w = node_int(image, "width", 1);
  int n = picture_widths(w, widths);
  const char *alt = node_attr(image, "alt");
  buf_puts(out, "<img src=\"");
  put_name(out, node_attr(image, "src"), widths[n / 2], "jpg");
  buf_putc(out, '"');
  put_set(out, image, "jpg", sizes);
  buf_puts(out, " alt=\"");
  if (alt && place == FIGURE_COLUMN) /* else it is in a link with a headline */
    html_escape_value(out, alt);
  buf_printf(out, "\" width=\"%d\" height=\"%d\"%s>", w,
             node_int(image, "height", 1),
             place == FIGURE_LEAD ? "" : " loading=\"lazy\" decoding=\"async\"");
}

void figure_picture(struct buf *out, const xmlNode *image,
                    enum figure_place place, const char *sizes)
{
  const char *src = node_attr(image, "src");
  if (!src || !link_is_file(src))
    return;
  sizes = sizes ? sizes : usual(place);
  buf_puts(out, "<picture><source type=\"image/webp\"");
  put_set(out, image, "webp", sizes);
  buf_putc(out, '>');
  put_img(out, image, place, sizes);
  buf_puts(out, "</picture>\n");
}

/* ---- of a card ---- */

/* Those that stand in DIR; how many. */
static int load_leads(const char *dir, const char *id,
                      struct image *found[PICTURE_LEADS])
{
  int n = 0;
  for (int i = 0; i < PICTURE_LEADS; i++) {
    char *path = picture_lead(dir, id, i, "jpg");
    struct image *img =
        file_exists(path) ? image_load(path, place_none()) : NULL;
    free(path);
    if (img)
      found[n++] = img;
  }
  return n;
}

static void put_lead_set(struct buf *out, const xmlNode *article,
                         struct image *const *img, int n, const char *format)
{
  const char *issue = node_attr(article->parent, "id");
  buf_puts(out, " srcset=\"");
  for (int i = 0; i < n; i++) {
    char *name = picture_lead(issue, node_attr(article, "id"), i, format);
    buf_puts(out, i ? ", " : "");
    html_escape_url(out, name, true);
    buf_printf(out, " %dw", img[i]->width);
    free(name);
  }
}

void figure_lead(struct buf *out, const xmlNode *article, const char *site,
                 const char *sizes)
{
  sizes = sizes ? sizes : "(min-width: 52em) 28rem, 100vw";
  const char *issue = node_attr(article->parent, "id");
  const char *id = node_attr(article, "id");
  struct image *img[PICTURE_LEADS];
  char *dir = issue && id ? file_join(site, issue) : NULL;
  int n = dir ? load_leads(dir, id, img) : 0;
  if (n) {
    char *name = picture_lead(issue, id, n - 1, "jpg");
    buf_puts(out, "<picture><source type=\"image/webp\"");
    put_lead_set(out, article, img, n, "webp");
    put_sizes(out, sizes);
    buf_puts(out, "><img src=\"");
    html_escape_url(out, name, true);
    buf_putc(out, '"');
    put_lead_set(out, article, img, n, "jpg");
    put_sizes(out, sizes);
    buf_printf(out, " alt=\"\" width=\"%d\" height=\"%d\"></picture>",
               img[n - 1]->width, img[n - 1]->height);
    free(name);
  }
  for (int i = 0; i < n; i++)
    image_free(img[i]);
  free(dir);
}
