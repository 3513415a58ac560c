#include "cmd/archetype.h"

#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "tree/front.h"
#include "tree/keys.h"
#include "tree/meta.h"
#include "tree/scalar.h"

enum { KEYS = 3 };

struct fill {
  struct buf *b;
  const char *value[KEYS];
  bool done[KEYS];
};

/* In the order of struct archetype; and as they are added. */
static const char *const names[KEYS] = {"title", "section", "page"};
static const char *const written[KEYS] = {"标题", "栏目", "版"};

/* Which of the keys the line S…END begins with; -1: none. */
static int key_of(const char *s, const char *end, const char **colon)
{
  *colon = memchr(s, ':', (size_t)(end - s));
  const char *to = *colon;
  while (to && to > s && (to[-1] == ' ' || to[-1] == '\t'))
    to--;
  const struct key *k =
      to ? keys_find(SCOPE_ARTICLE, s, (size_t)(to - s)) : NULL;
  for (int i = 0; k && i < KEYS; i++)
    if (!strcmp(k->name, names[i]))
      return i;
  return -1;
}

static const char *next_line(const char *s, const char *end)
{
  const char *nl = memchr(s, '\n', (size_t)(end - s));
  return nl ? nl + 1 : end;
}

/* Behind a value that goes on in further lines. */
static const char *behind(const char *s, const char *end)
{
  s = next_line(s, end);
  while (s < end && (*s == ' ' || *s == '\t'))
    s = next_line(s, end);
  return s;
}

static void put_line(struct buf *b, const char *s, const char *end)
{
  buf_put(b, s, (size_t)(end - s));
  if (b->n && b->s[b->n - 1] != '\n')
    buf_putc(b, '\n');
}

static void put_front(struct fill *f, const char *s, const char *end)
{
  const char *next, *colon;
  for (; s < end; s = next) {
    next = next_line(s, end);
    int i = key_of(s, next, &colon);
    if (i < 0 || !f->value[i]) {
      put_line(f->b, s, next);
      continue;
    }
    next = behind(s, end);
    if (!f->done[i]) {
      buf_put(f->b, s, (size_t)(colon - s));
      buf_puts(f->b, ": ");
      scalar_put(f->b, f->value[i]);
      buf_putc(f->b, '\n');
    }
    f->done[i] = true;
  }
  for (int i = 0; i < KEYS; i++)
    if (f->value[i] && !f->done[i]) {
      buf_printf(f->b, "%s: ", written[i]);
      scalar_put(f->b, f->value[i]);
      buf_putc(f->b, '\n');
    }
}

bool archetype_fill(struct buf *b, const char *text, size_t n,
                    const char *file, const struct archetype *v)
{
  struct front f = front_split(text, n);
  struct meta_source src = {file, 2, SCOPE_ARTICLE, false};
  struct fill fill = {b, {v->title, v->section, v->page}, {false}};
  if (f.open && !f.closed) {
    diag(LEVEL_ERROR, (struct place){file, 1, 1},
         _("the front matter does not end, write a line --- behind its last "
           "key"));
    return false;
  }
  buf_puts(b, "---\n");
  size_t yaml = b->n;
  if (f.open)
    put_front(&fill, text + f.yaml, text + f.yaml + f.yaml_len);
  else
    put_front(&fill, text, text);
  struct meta *m = meta_parse(b->s + yaml, b->n - yaml, &src);
  bool ok = meta_faults(m) == 0;
  meta_free(m);
  buf_puts(b, "---\n");
  buf_put(b, text + f.body, n - f.body);
  return ok;
}
