#include "cmd/manifest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "draw/seal.h"
#include "draw/sheet.h"

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

static json_t *file_json(const struct manifest *m)
{
  char hex[33];
  json_t *o = json_object();
  struct hash *h = hash_new();
  hash_add(h, m->pdf->s, m->pdf->n);
  hash_end(h, hex);
  set_word(o, "name", m->name);
  json_object_set_new(o, "bytes", json_integer((json_int_t)m->pdf->n));
  set_word(o, "hash", hex);
  return o;
}

bool manifest_write(const struct manifest *m, const char *dir)
{
  char hex[33];
  json_t *o = json_object(), *files = json_array();
  seal_sheets(m->sheets, hex);
  set_word(o, "paper", m->paper);
  set_word(o, "date", m->date);
  set_word(o, "title", m->sheets->title);
  set_word(o, "sheets", hex);
  json_object_set_new(o, "pages", pages_json(m->sheets));
  json_object_set_new(o, "stories", stories_json(m->sheets));
  json_array_append_new(files, file_json(m));
  json_object_set_new(o, "files", files);
  char *text = json_dumps(o, JSON_INDENT(1)), *path;
  struct buf b = BUF_INIT;
  buf_printf(&b, "%s\n", text ? text : "{}");
  path = file_join(dir, "manifest.json");
  bool ok = file_write(path, b.s, b.n);
  free(path);
  free(text);
  buf_free(&b);
  json_decref(o);
  return ok;
}
