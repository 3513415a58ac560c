/* Any bytes as a manuscript: a text, a web page, and as the parts of a Word
 * file. The first byte says what the rest is. Every text that comes out is
 * valid UTF-8 without control characters. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/raw.h"

enum { LIMIT = 16384 };

static char path[] = "out/test/fuzz/raw-XXXXXX";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void clean_up(void)
{
  unlink(path);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  int fd = mkstemp(path);
  if (fd < 0)
    abort();
  close(fd);
  atexit(clean_up);
  return 0;
}

static void need(int ok)
{
  if (!ok)
    abort();
}

static void see_text(const char *s)
{
  size_t n = strlen(s);
  need(utf8_check(s, n) == n);
  for (; *s; s++)
    need((unsigned char)*s >= 0x20 || *s == '\t');
}

static void see(const struct raw_item *t)
{
  need(t->kind <= RAW_BREAK && t->text && t->page >= 0 && t->line >= 0);
  need(t->heading >= 0 && t->heading <= 6 && t->list >= 0 && t->list <= 2);
  need((t->kind == RAW_PICTURE) == (t->name != NULL));
  need((t->kind == RAW_TABLE) == (t->cells != NULL));
  see_text(t->text);
  for (char ***row = t->cells; row && *row; row++)
    for (char **cell = *row; *cell; cell++)
      see_text(*cell);
}

/* Parts of a Word file, each behind a form feed; the last is a picture too. */
static void pack(const char *s, size_t n)
{
  static const char *const names[] = {"word/document.xml", "word/styles.xml",
                                      "word/numbering.xml",
                                      "word/_rels/document.xml.rels",
                                      "word/footnotes.xml", "_rels/.rels"};
  zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  need(z != NULL);
  for (int i = 0; i < 6; i++) {
    const char *end = n ? memchr(s, '\f', n) : NULL;
    size_t len = end ? (size_t)(end - s) : n;
    zip_source_t *part = zip_source_buffer(z, s, len, 0);
    zip_int64_t at = zip_file_add(z, names[i], part, 0);
    need(at >= 0);
    zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
    s += len;
    n -= len;
    s += end != NULL;
    n -= end != NULL;
  }
  need(zip_close(z) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *s = (const char *)data;
  if (!size || size > LIMIT)
    return 0;
  if (*s == 'W') {
    pack(s + 1, size - 1);
  } else {
    struct buf b = BUF_INIT;
    buf_puts(&b, *s == 'H' ? "<html>" : "");
    buf_put(&b, s + 1, size - 1);
    /* No programs are started here. */
    if (!memmem(b.s, b.n, "%PDF-", 5))
      need(file_put(path, b.s, b.n));
    buf_free(&b);
  }
  struct arena *arena = arena_new();
  const struct raw *raw = raw_load(arena, path);
  for (size_t i = 0; raw && i < raw->n; i++)
    see(&raw->items[i]);
  arena_free(arena);
  diag_reset();
  return 0;
}
