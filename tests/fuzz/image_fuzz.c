/* Pictures from nowhere: what loads and decodes has the size it told. A JPEG
 * may still turn out broken when it is decoded. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "asset/image.h"
#include "asset/qr.h"
#include "base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
  static FILE *null;
  if (!null)
    null = freopen("/dev/null", "w", stderr);
  struct image *img = image_from(s, n, "fuzz", place_none());
  struct pixels px;
  if (img && (int64_t)img->width * img->height < 1000000) {
    struct buf jpeg = BUF_INIT;
    bool ok = image_pixels(img, &px);
    if (!ok && img->format != IMAGE_JPEG)
      abort();
    if (ok && (px.width != img->width || px.height != img->height))
      abort();
    pixels_free(&px);
    if (image_jpeg(img, 64, 80, &jpeg) != ok)
      abort();
    buf_free(&jpeg);
    free(qr_read(img));
  }
  image_free(img);
  diag_reset();
  return 0;
}
