/* Pictures from nowhere: whatever loads must decode to its own size. */
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
    if (!image_pixels(img, &px) || px.width != img->width ||
        px.height != img->height)
      abort();
    pixels_free(&px);
    if (!image_jpeg(img, 64, 80, &jpeg))
      abort();
    buf_free(&jpeg);
    free(qr_read(img));
  }
  image_free(img);
  diag_reset();
  return 0;
}
