#include "cmd/serve_said.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/output.h"
#include "cmd/serve_keeper.h"
#include "web/text.h"

enum { MOST = 2000, LISTED = 200, FIELDS = 6 };

static void drop(struct said_list *l, size_t i)
{
  free(l->v[i].about);
  free(l->v[i].file);
  free(l->v[i].text);
  memmove(l->v + i, l->v + i + 1, (l->n - i - 1) * sizeof *l->v);
  l->n--;
}

void said_free(struct said_list *l)
{
  while (l->n)
    drop(l, l->n - 1);
  while (l->nbegun)
    free(l->begun[--l->nbegun]);
  free(l->begun);
  free(l->v);
  *l = (struct said_list){0};
}

/* Where NAME is among those that begin; NBEGUN: nowhere. */
static size_t find_begun(const struct said_list *l, const char *name)
{
  size_t i = 0;
  while (i < l->nbegun && strcmp(l->begun[i], name) != 0)
    i++;
  return i;
}

/* The old ones are marked by what is new: all that stand when NAME begins are
 * old, and go when it turns. */
void said_begin(struct said_list *l, const char *name)
{
  if (find_begun(l, name) == l->nbegun) {
    l->begun = mem_grow(l->begun, &l->capbegun, l->nbegun + 1, sizeof(char *));
    l->begun[l->nbegun++] = mem_copy(name);
  }
  for (size_t i = l->n; i > 0; i--)
    if (l->v[i - 1].is_new && !strcmp(l->v[i - 1].about, name))
      drop(l, i - 1);
}

void said_turn(struct said_list *l, const char *name)
{
  size_t at = find_begun(l, name);
  if (at == l->nbegun)
    return;
  free(l->begun[at]);
  l->begun[at] = l->begun[--l->nbegun];
  for (size_t i = l->n; i > 0; i--) {
    struct said *s = &l->v[i - 1];
    if (strcmp(s->about, name) != 0)
      continue;
    if (s->is_new)
      s->is_new = false;
    else
      drop(l, i - 1);
  }
}

static bool is_same(const struct said *a, const struct said *b)
{
  return a->line == b->line && a->col == b->col && a->level == b->level &&
         !strcmp(a->about, b->about) && !strcmp(a->file, b->file) &&
         !strcmp(a->text, b->text);
}

static bool cut(char *line, char *field[FIELDS])
{
  for (int i = 0; i < FIELDS; i++) {
    field[i] = line;
    char *end = strchr(line, KEEPER_NEXT);
    if (!end && i < FIELDS - 1)
      return false;
    if (end && i < FIELDS - 1)
      *end = '\0';
    line = end ? end + 1 : line;
  }
  return true;
}

const struct said *said_take(struct said_list *l, char *line, bool *known)
{
  char *field[FIELDS];
  *known = false;
  if (l->n >= MOST || !cut(line, field))
    return NULL;
  long level = strtol(field[1], NULL, 10);
  struct said s = {.about = mem_copy(field[0]),
                   .file = mem_copy(field[2]),
                   .text = mem_copy(field[5]),
                   .level = level < LEVEL_NOTE || level > LEVEL_FATAL
                                ? LEVEL_ERROR
                                : (enum level)level,
                   .line = (int)strtol(field[3], NULL, 10),
                   .col = (int)strtol(field[4], NULL, 10),
                   .is_new = find_begun(l, field[0]) < l->nbegun};
  for (size_t i = 0; i < l->n; i++)
    *known = *known || is_same(&l->v[i], &s);
  l->v = mem_grow(l->v, &l->cap, l->n + 1, sizeof *l->v);
  l->v[l->n] = s;
  return &l->v[l->n++];
}

void said_prune(struct said_list *l, const char *content)
{
  for (size_t i = l->n; i > 0; i--) {
    const char *about = l->v[i - 1].about;
    char *dir = file_join(content, about);
    if (strchr(about, '/') && !file_exists(dir))
      drop(l, i - 1);
    free(dir);
  }
}

static bool holds(const struct said *s, enum level level)
{
  enum level is = s->level == LEVEL_FATAL ? LEVEL_ERROR : s->level;
  return !s->is_new && is == level;
}

size_t said_count(const struct said_list *l, enum level level)
{
  size_t n = 0;
  for (size_t i = 0; i < l->n; i++)
    n += holds(&l->v[i], level);
  return n;
}

static const char *name_of(enum level level)
{
  return level >= LEVEL_ERROR ? "error" : "warning";
}

static void put_one(struct buf *out, const struct said *s)
{
  buf_puts(out, out->s[out->n - 1] == '[' ? "{\"rel\":" : ",{\"rel\":");
  text_json(out, strchr(s->about, '/') ? s->about : "");
  buf_puts(out, ",\"file\":");
  text_json(out, s->file);
  buf_printf(out, ",\"line\":%d,\"col\":%d,\"level\":\"%s\",\"text\":",
             s->line, s->col, name_of(s->level));
  text_json(out, s->text);
  buf_puts(out, ",\"word\":");
  text_json(out, s->level >= LEVEL_ERROR ? _("error") : _("warning"));
  buf_putc(out, '}');
}

void said_json(struct buf *out, const struct said_list *l)
{
  static const enum level order[] = {LEVEL_ERROR, LEVEL_WARN};
  size_t n = 0;
  /* The page speaks the language of the messages. */
  buf_printf(out, "{\"language\":\"%s\",",
             strcmp(_("error"), "error") != 0 ? "zh" : "en");
  buf_printf(out, "\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu,\"list\":[",
             said_count(l, LEVEL_ERROR), said_count(l, LEVEL_WARN),
             said_count(l, LEVEL_NOTE));
  for (int k = 0; k < 2; k++)
    for (size_t i = 0; i < l->n && n < LISTED; i++)
      if (holds(&l->v[i], order[k])) {
        put_one(out, &l->v[i]);
        n++;
      }
  buf_puts(out, "]}");
}

/* --- between two previews ------------------------------------------------- */

void said_keep(const struct said_list *l, const struct output *o,
               const char *name)
{
  struct buf b = BUF_INIT;
  char between = KEEPER_NEXT;
  buf_puts(&b, "");
  for (size_t i = 0; i < l->n; i++) {
    const struct said *s = &l->v[i];
    if (!s->is_new && !strcmp(s->about, name))
      buf_printf(&b, "%s%c%d%c%s%c%d%c%d%c%s\n", name, between, (int)s->level,
                 between, s->file, between, s->line, between, s->col, between,
                 s->text);
  }
  output_remember(o, "said", name, b.s);
  buf_free(&b);
}

void said_recall(struct said_list *l, const struct output *o,
                 const char *name)
{
  char *text = output_recall(o, "said", name), *line = text;
  bool known;
  said_begin(l, name);
  for (char *end; line && (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    said_take(l, line, &known);
  }
  free(text);
  said_turn(l, name);
}
