#include "web/code.h"

#include <string.h>

#include "asset/qr.h"
#include "base/buf.h"
#include "base/file.h"
#include "web/html.h"

enum { SCALE = 2, ACCOUNT_SCALE = 8 }; /* pixels a module */

static void put_base64(struct buf *out, const unsigned char *s, size_t n)
{
  static const char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < n; i += 3) {
    unsigned long v = (unsigned long)s[i] << 16;
    v |= i + 1 < n ? (unsigned long)s[i + 1] << 8 : 0;
    v |= i + 2 < n ? s[i + 2] : 0;
    const char four[] = {digits[v >> 18], digits[v >> 12 & 63],
                         digits[v >> 6 & 63], digits[v & 63]};
    size_t used = n - i < 3 ? n - i + 1 : 4;
    buf_put(out, four, used);
    buf_put(out, "==", 4 - used);
  }
}

static bool make(struct buf *png, const char *text, int scale)
{
  struct qr *qr = qr_new(text);
  if (!qr)
    return false;
  qr_png(png, qr, scale);
  qr_free(qr);
  return true;
}

void code_inline(struct html *h, const char *base, const char *url)
{
  struct buf text = BUF_INIT, png = BUF_INIT, src = BUF_INIT;
  buf_puts(&text, base);
  buf_puts(&text, url);
  if (make(&png, text.s, SCALE)) {
    buf_puts(&src, "data:image/png;base64,");
    put_base64(&src, (const unsigned char *)png.s, png.n);
    html_open(h, "img");
    html_attr(h, "class", "code");
    html_attr(h, "alt", "");
    html_attr(h, "src", src.s);
    html_close(h, "img");
  }
  buf_free(&text);
  buf_free(&png);
  buf_free(&src);
}

bool code_file(const char *url, struct place at, const char *path)
{
  struct buf png = BUF_INIT;
  bool ok = make(&png, url, ACCOUNT_SCALE);
  if (!ok)
    diag(LEVEL_ERROR, at, _("the account's address makes no code, shorten it"));
  ok = ok && file_write(path, png.s, png.n);
  buf_free(&png);
  return ok;
}
