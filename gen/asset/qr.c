#include "asset/qr.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <qrencode.h>
#include <zbar.h>

#include "asset/image.h"
#include "base/diag.h"
#include "base/late.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { QR_BYTES = 2331 }; /* version 40-M, byte mode; ISO/IEC 18004 table 7 */

struct qr *qr_new(const char *text)
{
  size_t n = strlen(text);
  QRcode *code = NULL;
  if (n && n <= QR_BYTES)
    code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (!code) {
    diag(LEVEL_ERROR, place_none(),
         _("%zu bytes do not fit in a QR code, give it 1 to %d"), n,
         QR_BYTES);
    return NULL;
  }
  struct qr *qr = mem_new(sizeof *qr);
  qr->size = code->width;
  size_t count = (size_t)code->width * (size_t)code->width;
  qr->modules = mem_new(count);
  for (size_t i = 0; i < count; i++)
    qr->modules[i] = code->data[i] & 1;
  QRcode_free(code);
  return qr;
}

void qr_free(struct qr *qr)
{
  if (!qr)
    return;
  free(qr->modules);
  free(qr);
}

bool qr_black(const struct qr *qr, int x, int y)
{
  return x >= 0 && y >= 0 && x < qr->size && y < qr->size &&
         qr->modules[y * qr->size + x];
}

void qr_png(struct buf *out, const struct qr *qr, int scale)
{
  int side = qr->size + 2 * QR_QUIET;
  unsigned char *cells = mem_new((size_t)side * (size_t)side);
  for (int y = 0; y < qr->size; y++)
    for (int x = 0; x < qr->size; x++)
      cells[(y + QR_QUIET) * side + x + QR_QUIET] = qr_black(qr, x, y);
  image_png_bits(out, cells, side, scale);
  free(cells);
}

/* ---- reading ---- */

enum {
  QR_WIDTH = 1600, /* pixels: larger pictures are read scaled down */
  QR_MARGIN = 32   /* white put around, where the picture is cut close */
};

#define ZBAR(X)                                                               \
  X(zbar_image_create) X(zbar_image_destroy) X(zbar_image_set_format)         \
  X(zbar_image_set_size) X(zbar_image_set_data) X(zbar_image_free_data)       \
  X(zbar_image_first_symbol) X(zbar_symbol_next) X(zbar_symbol_get_data)      \
  X(zbar_symbol_get_type) X(zbar_image_scanner_create)                        \
  X(zbar_image_scanner_set_config) X(zbar_image_scanner_destroy)              \
  X(zbar_scan_image)

struct zbar {
  ZBAR(LATE_FIELD)
};

/* Grey levels with a white margin, as libzbar wants them; it owns them. */
static zbar_image_t *grey(const struct zbar *z, const struct pixels *px)
{
  unsigned w = (unsigned)px->width + 2 * QR_MARGIN;
  unsigned h = (unsigned)px->height + 2 * QR_MARGIN;
  unsigned char *v = mem_array(h, w);
  memset(v, 255, (size_t)w * h);
  const unsigned char *s = px->v;
  for (int y = 0; y < px->height; y++) {
    unsigned char *to = v + (size_t)(y + QR_MARGIN) * w + QR_MARGIN;
    for (int x = 0; x < px->width; x++, s += px->components)
      *to++ = px->components == 1
                  ? s[0]
                  : (unsigned char)((s[0] * 77 + s[1] * 150 + s[2] * 29) / 256);
  }
  zbar_image_t *img = z->zbar_image_create();
  z->zbar_image_set_format(img, zbar_fourcc('Y', '8', '0', '0'));
  z->zbar_image_set_size(img, w, h);
  z->zbar_image_set_data(img, v, (unsigned long)w * h, z->zbar_image_free_data);
  return img;
}

/* The text of the codes in IMG, if all say the same; NULL when none or
 * *MANY. */
static char *only_text(const struct zbar *z, const zbar_image_t *img,
                       bool *many)
{
  char *text = NULL;
  const zbar_symbol_t *s = z->zbar_image_first_symbol(img);
  for (; s; s = z->zbar_symbol_next(s)) {
    const char *data = z->zbar_symbol_get_data(s);
    if (z->zbar_symbol_get_type(s) != ZBAR_QRCODE || !data)
      continue;
    if (text && strcmp(text, data) != 0) {
      *many = true;
      free(text);
      return NULL;
    }
    if (!text)
      text = mem_copy(data);
  }
  return text;
}

static char *scan(const struct zbar *z, const struct pixels *px, bool *many)
{
  zbar_image_scanner_t *scanner = z->zbar_image_scanner_create();
  z->zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
  z->zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  /* Its bytes as they are: the library's guess of a charset is often wrong. */
  z->zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_t *img = grey(z, px);
  char *text = NULL;
  if (z->zbar_scan_image(scanner, img) >= 0)
    text = only_text(z, img, many);
  z->zbar_image_destroy(img);
  z->zbar_image_scanner_destroy(scanner);
  return text;
}

char *qr_read(const struct image *img)
{
  static const char *const names[] = {ZBAR(LATE_NAME) NULL};
  struct pixels px;
  struct zbar z;
  bool many = false;
  if (!late_load("libzbar.so.0", names, (void **)&z))
    return NULL;
  if (!image_scaled(img, QR_WIDTH, &px))
    return NULL;
  char *text = scan(&z, &px, &many);
  pixels_free(&px);
  if (text && (!*text || utf8_check(text, strlen(text)) < strlen(text))) {
    free(text);
    text = NULL;
  }
  if (!text)
    diag(LEVEL_ERROR, place_file(img->path),
         many ? _("the picture shows several different QR codes, crop it to "
                  "one")
              : _("no QR code can be read in the picture, download it anew"));
  return text;
}
