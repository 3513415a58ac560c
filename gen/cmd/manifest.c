#include "cmd/manifest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "draw/seal.h"
#include "draw/sheet.h"

enum { FILE_LIMIT = 1 << 30, TEXT_LIMIT = 16 << 20 };

struct manifest {
  json_t *root, *files;
};

static void set_word(json_t *o, const char *key, const char *s)
{
  json_object_set_new(o, key, json_string(s ? s : ""));
}

static json_t *pages_json(const struct sheets *s)
{
  json_t *list = json_array();
  char hex[33];
  for (size_t i = 0; i < s->n; i++) {
    json_t *o = json_object();
    seal_sheet(s, &s->v[i], hex);
    json_object_set_new(o, "page", json_integer(s->v[i].number));
    set_word(o, "name", s->v[i].name);
    set_word(o, "sheet", hex);
    json_array_append_new(list, o);
  }
  return list;
}

static json_t *find_story(json_t *list, const char *id)
{
  size_t i;
  json_t *o;
  json_array_foreach(
      list, i,
      o) if (!strcmp(json_string_value(json_object_get(o, "id")), id)) return o;
  return NULL;
}

static json_t *add_story(json_t *list, const struct sheets *s, const char *id)
{
  char hex[33];
  json_t *o = json_object();
  seal_story(s, id, hex);
  set_word(o, "id", id);
  json_object_set_new(o, "pages", json_array());
  set_word(o, "text", hex);
  json_array_append_new(list, o);
  return o;
}

static json_t *stories_json(const struct sheets *s)
{
  json_t *list = json_array();
  for (size_t k = 0; k < s->n; k++)
    for (size_t i = 0; i < s->v[k].n; i++) {
      const struct item *item = &s->v[k].items[i];
      const struct group *g = &item->u.group;
      if (item->kind != ITEM_GROUP || g->role != ROLE_ARTICLE || !g->id ||
          !*g->id)
        continue;
      json_t *o = find_story(list, g->id);
      if (!o)
        o = add_story(list, s, g->id);
      json_array_append_new(json_object_get(o, "pages"),
                            json_integer(s->v[k].number));
    }
  return list;
}

struct manifest *manifest_new(const char *paper, const char *date,
                              const struct sheets *sheets)
{
  struct manifest *m = mem_new(sizeof *m);
  char hex[33];
  m->root = json_object();
  m->files = json_array();
  seal_sheets(sheets, hex);
  set_word(m->root, "paper", paper);
  set_word(m->root, "date", date);
  set_word(m->root, "title", sheets->title);
  set_word(m->root, "sheets", hex);
  json_object_set_new(m->root, "pages", pages_json(sheets));
  json_object_set_new(m->root, "stories", stories_json(sheets));
  json_object_set_new(m->root, "files", m->files);
  return m;
}

void manifest_free(struct manifest *m)
{
  json_decref(m->root);
  free(m);
}

/* --- files -------------------------------------------------------------- */

static void hash_of(const struct buf *b, char hex[33])
{
  struct hash *h = hash_new();
  hash_add(h, b->s, b->n);
  hash_end(h, hex);
}

static json_t *file_json(const struct manifest_file *f)
{
  char hex[33];
  json_t *o = json_object();
  set_word(o, "edition", f->edition);
  set_word(o, "name", f->name);
  if (f->page)
    json_object_set_new(o, "page", json_integer(f->page));
  json_object_set_new(o, "bytes", json_integer((json_int_t)f->pdf->n));
  hash_of(f->pdf, hex);
  set_word(o, "hash", hex);
  seal_sheets(f->sheets, hex);
  set_word(o, "sheets", hex);
  return o;
}

void manifest_add(struct manifest *m, const struct manifest_file *f)
{
  json_array_append_new(m->files, file_json(f));
}

void manifest_print(struct buf *out, const struct manifest_file *f)
{
  json_t *o = file_json(f);
  char *text = json_dumps(o, JSON_COMPACT);
  buf_puts(out, text ? text : "{}");
  free(text);
  json_decref(o);
}

void manifest_add_text(struct manifest *m, const char *text)
{
  json_t *o = json_loads(text, 0, NULL);
  if (o)
    json_array_append_new(m->files, o);
}

/* Is FILE in DIR still what was hashed? */
static bool stands(const json_t *file, const char *dir)
{
  const char *name = json_string_value(json_object_get(file, "name"));
  const char *hash = json_string_value(json_object_get(file, "hash"));
  struct buf b = BUF_INIT;
  char hex[33], *path = file_join(dir, name ? file_base(name) : "");
  bool ok = name && hash && file_exists(path) && !file_is_dir(path) &&
            file_read(&b, path, FILE_LIMIT);
  if (ok) {
    hash_of(&b, hex);
    ok = !strcmp(hex, hash);
  }
  buf_free(&b);
  free(path);
  return ok;
}

void manifest_take(struct manifest *m, const char *dir)
{
  struct buf b = BUF_INIT;
  char *path = file_join(dir, "manifest.json");
  json_t *root = NULL, *file;
  size_t i;
  if (file_exists(path) && file_read(&b, path, TEXT_LIMIT))
    root = json_loadb(b.s, b.n, 0, NULL);
  json_array_foreach(json_object_get(root, "files"), i, file)
  {
    if (stands(file, dir))
      json_array_append(m->files, file);
  }
  json_decref(root);
  buf_free(&b);
  free(path);
}

bool manifest_write(const struct manifest *m, const char *dir)
{
  char *text = json_dumps(m->root, JSON_INDENT(1));
  char *path = file_join(dir, "manifest.json");
  struct buf b = BUF_INIT;
  buf_printf(&b, "%s\n", text ? text : "{}");
  bool ok = file_write(path, b.s, b.n);
  free(path);
  free(text);
  buf_free(&b);
  return ok;
}
