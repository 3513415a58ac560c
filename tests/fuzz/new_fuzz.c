/* What `chenbao new` reads: numbers of issues, titles, archetypes. No input
 * crashes or hangs; an id is one, a title comes back from YAML as it was. The
 * first byte says what follows. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "asset/slug.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/archetype.h"
#include "cmd/counting.h"
#include "tree/meta.h"
#include "tree/scalar.h"
#include "tree/type.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(int ok)
{
  if (!ok)
    abort();
}

static void see_id(const char *title)
{
  char *id = slug_make(title), *other = slug_numbered(id, 17);
  need(type_is_id(id, strlen(id)) && strlen(id) <= SLUG_MAX);
  need(type_is_id(other, strlen(other)) && !slug_is_page(id));
  free(other);
  free(id);
}

/* Two numbers, a line each. */
static void see_numbers(char *text)
{
  char *nl = strchr(text, '\n');
  if (nl)
    *nl = '\0';
  struct counted v[] = {{"2023-12-29", text},
                        {"2024-01-05", nl ? nl + 1 : "第1期"}};
  free(counting_next(v, 1, "2024-12-01"));
  free(counting_next(v, 2, "2025-01-01"));
  free(counting_gap(v, 2));
}

static void see_title(const char *text)
{
  struct buf b = BUF_INIT;
  struct arena *a = arena_new();
  struct meta_source src = {"fuzz", 1, SCOPE_ARTICLE, true};
  const struct key *k = keys_find(SCOPE_ARTICLE, "title", 5);
  char *why = NULL;
  const char *title = type_read(a, k, text, strlen(text), &why);
  buf_puts(&b, "title: ");
  if (title && *title) {
    scalar_put(&b, title);
    struct meta *m = meta_parse(b.s, b.n, &src);
    const char *s = meta_line(meta_root(m), "title");
    need(!meta_faults(m) && s && !strcmp(s, title));
    meta_free(m);
  }
  free(why);
  arena_free(a);
  buf_free(&b);
}

static void see_archetype(const char *text, size_t n)
{
  struct buf b = BUF_INIT;
  struct archetype v = {"题: 目", "要闻", "2"};
  diag_hush(true);
  if (archetype_fill(&b, text, n, "fuzz", &v))
    need(!strncmp(b.s, "---\n", 4));
  diag_hush(false);
  buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (!size)
    return 0;
  char *text = mem_copy_n((const char *)data + 1, size - 1);
  size_t n = strlen(text);
  bool valid = utf8_check(text, n) == n;
  if (data[0] == 'i' && n < 400)
    see_id(text);
  else if (data[0] == 'n' && valid && n < 400)
    see_numbers(text);
  else if (data[0] == 't' && valid && n < 4000)
    see_title(text);
  else if (data[0] == 'a')
    see_archetype((const char *)data + 1, size - 1);
  free(text);
  return 0;
}
