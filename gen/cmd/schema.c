#include "cmd/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/schema_in.h"
#include "cmd/single.h"

struct kind {
  const char *name, *file;
  enum scope scope;
};

static const struct kind kinds[] = {
    {"site", "site.yaml", SCOPE_SITE},
    {"paper", "paper.yaml", SCOPE_PAPER},
    {"issue", "issue.yaml", SCOPE_ISSUE},
    {"article", "NN-name.md, front matter", SCOPE_ARTICLE},
    {"theme", "theme.yaml", SCOPE_THEME},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* The words that KEY may be, each with its Chinese ones. */
static void put_words(struct buf *b, const struct key *k)
{
  for (const struct key_value *v = k->values; v && v->name; v++)
    buf_printf(b, "%s%s %s", v == k->values ? "\n" : " · ", v->name,
               v->aliases);
}

static void put_limits(struct buf *b, const struct key *k)
{
  bool entries = k->type >= KEY_LIST;
  if (k->max && (k->type == KEY_INT || !entries))
    buf_printf(b, "\n%d–%d%s", k->min, k->max,
               k->type == KEY_INT ? "" : " 字 characters");
  else if (k->max && k->type != KEY_MAP)
    buf_printf(b, "\n%d–%d 项 entries", k->min, k->max);
}

/* The definition of a key: its value and what editors' editors show of it. */
static json_t *definition(const struct key *k)
{
  struct buf b = BUF_INIT;
  json_t *schema = schema_value(k);
  buf_printf(&b, "%s。\n%s.", k->help_zh, k->help);
  put_words(&b, k);
  put_limits(&b, k);
  json_object_set_new(schema, "description", json_string(b.s));
  buf_clear(&b);
  buf_printf(&b, "%s %s", k->alias, k->name);
  json_object_set_new(schema, "title", json_string(b.s));
  buf_free(&b);
  return schema;
}

/* A key goes by its name or by its alias, never by both. */
static json_t *exclusive(const struct key *k)
{
  if (k->required)
    return json_pack("{s[{s[s]}{s[s]}]}", "oneOf", "required", k->name,
                     "required", k->alias);
  return json_pack("{s{s[ss]}}", "not", "required", k->name, k->alias);
}

/* The map of SCOPE; the values of its keys are defined in DEFS. */
static json_t *map_of(enum scope scope, json_t *defs)
{
  json_t *properties = json_object(), *all = json_array();
  size_t n;
  const struct key *k = keys_all(&n);
  for (const struct key *end = k + n; k < end; k++) {
    if (!(k->scopes & scope))
      continue;
    char *name = mem_printf("%s.%s", schema_name(scope), k->name);
    json_object_set_new(defs, name, definition(k));
    const char *words[] = {k->name, k->alias};
    for (int i = 0; i < 2; i++)
      json_object_set_new(properties, words[i],
                          json_pack("{ss+}", "$ref", "#/$defs/", name));
    json_array_append_new(all, exclusive(k));
    free(name);
  }
  return json_pack("{sssosbso}", "type", "object", "properties", properties,
                   "additionalProperties", false, "allOf", all);
}

static bool needs_keys(enum scope scope)
{
  size_t n;
  const struct key *k = keys_all(&n);
  for (const struct key *end = k + n; k < end; k++)
    if (k->required && k->scopes & scope)
      return true;
  return false;
}

/* The maps within SCOPE, and those within these. */
static void define_inner(enum scope scope, json_t *defs)
{
  size_t n;
  const struct key *k = keys_all(&n);
  for (const struct key *end = k + n; k < end; k++)
    if (k->scopes & scope && k->inner &&
        !json_object_get(defs, schema_name(k->inner))) {
      json_object_set_new(defs, schema_name(k->inner), json_true());
      json_object_set_new(defs, schema_name(k->inner), map_of(k->inner, defs));
      define_inner(k->inner, defs);
    }
}

/* The whole schema of K as text; owned. */
static char *schema_text(const struct kind *k)
{
  json_t *root = json_object(), *defs = json_object();
  const char *meta = "https://json-schema.org/draft/2020-12/schema";
  json_object_set_new(root, "$schema", json_string(meta));
  json_object_set_new(root, "title", json_string(k->file));
  json_t *map = map_of(k->scope, defs);
  json_object_update(root, map);
  json_decref(map);
  /* A file without a word is good where nothing must be there. */
  if (!needs_keys(k->scope))
    json_object_set_new(root, "type", json_pack("[ss]", "object", "null"));
  define_inner(k->scope, defs);
  json_object_set_new(root, "$defs", defs);
  char *text = json_dumps(root, JSON_INDENT(2));
  json_decref(root);
  char *line = mem_printf("%s\n", text ? text : "{}");
  free(text);
  return line;
}

static int print(const struct kind *k)
{
  struct buf b = BUF_INIT;
  char *text = schema_text(k);
  buf_puts(&b, text);
  free(text);
  return single_put(&b);
}

static bool write_into(const char *dir, const struct kind *k)
{
  char *path = mem_printf("%s/%s.schema.json", dir, k->name);
  char *text = schema_text(k);
  bool ok = file_write(path, text, strlen(text));
  free(text);
  free(path);
  return ok;
}

int schema_run(const struct options *o)
{
  const char *name = o->nargs ? o->args[0] : NULL;
  bool found = false, ok = true;
  for (int i = 0; i < KINDS && ok; i++) {
    if (name && strcmp(name, kinds[i].name) != 0)
      continue;
    found = true;
    if (o->out)
      ok = write_into(o->out, &kinds[i]);
    else if (name)
      return print(&kinds[i]);
  }
  if (found && o->out)
    return diag_exit(0);
  diag(LEVEL_ERROR, place_none(),
       _("schema: name one of site, paper, issue, article, theme, or a folder "
         "for all of them: -o FOLDER"));
  return 2;
}
