/* Any bytes as the target of a request, as a query and as a page: a path that
 * stays below its root, or none; a page that is whole but for what was added,
 * and a policy that is one header. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "serve/guard.h"
#include "serve/inject.h"
#include "serve/request.h"

static void try_path(const char *text)
{
  char *path = guard_path(text);
  if (!path)
    return;
  size_t n = strlen(path);
  if (path[0] != '/' || n > GUARD_PATH || strstr(path, "/.") ||
      strstr(path, "//") || strchr(path, '\\') || utf8_check(path, n) != n)
    abort();
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)path[i] < 0x20)
      abort();
  free(path);
}

static void try_page(const uint8_t *data, size_t size)
{
  struct buf b = BUF_INIT;
  buf_put(&b, data, size);
  char *policy = inject(&b, "<S>");
  if (b.n != size + 3)
    abort();
  for (const char *s = policy; s && *s; s++)
    if (*s < 0x20 || *s == 0x7F)
      abort();
  free(policy);
  buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = mem_copy_n((const char *)data, size);
  try_path(text);
  free(request_value(text, "page"));
  guard_host(text, 8000);
  guard_origin(text, text, 8000);
  try_page(data, size);
  free(text);
  return 0;
}
