/* Any bytes as a text to be read aloud: what is said is UTF-8 when the text
 * was, and not without bounds. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "web/listen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  struct buf out = BUF_INIT;
  char *text = mem_copy_n((const char *)data, n);
  bool differs = listen_text(&out, text, n);
  bool whole = utf8_check(text, n) == n;
  if (differs && whole && utf8_check(out.s, out.n) != out.n)
    abort();
  if (out.n > 64 + n * 16)
    abort();
  buf_free(&out);
  free(text);
  return 0;
}
