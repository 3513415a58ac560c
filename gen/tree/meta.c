#include "tree/meta.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tree/type.h"

enum { DEPTH_MAX = 8, FAULTS_MAX = 20 };

struct meta {
  struct arena *arena;
  struct value *root;
  int faults;
};

struct reader {
  yaml_parser_t yaml;
  yaml_event_t ev; /* the current one */
  const struct meta_source *src;
  const char *text;
  size_t len;
  struct meta *meta;
  bool stop; /* nothing more is read */
  const struct key *meant; /* by a key that was unknown: not missing, too */
};

static struct value *read_value(struct reader *r, const struct key *key);
static void read_map(struct reader *r, struct value *map, enum scope scope);

__attribute__((format(printf, 4, 5))) static void
fault(struct reader *r, int line, int col, const char *fmt, ...)
{
  r->stop |= ++r->meta->faults >= FAULTS_MAX;
  if (r->src->quiet)
    return;
  char *text = NULL;
  va_list ap;
  va_start(ap, fmt);
  if (vasprintf(&text, fmt, ap) < 0)
    text = NULL;
  va_end(ap);
  struct place at = {r->src->file, line, col};
  diag_once(LEVEL_ERROR, at, "%s", text ? text : fmt);
  free(text);
}

static int line_of(const struct reader *r, yaml_mark_t mark)
{
  return r->src->line + (int)mark.line;
}

static int col_of(yaml_mark_t mark)
{
  return (int)mark.column + 1;
}

#define HERE(r) line_of(r, (r)->ev.start_mark), col_of((r)->ev.start_mark)

struct place meta_place(const struct meta_source *src, const char *s,
                        size_t offset)
{
  struct place at = {src->file, src->line, 1};
  const char *start = s, *end = s + offset;
  for (const char *p = s; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
    start = p + 1;
    at.line++;
  }
  at.col = (int)utf8_count(start, (size_t)(end - start)) + 1;
  return at;
}

/* Does line INDEX of the text hold a full-width colon, where an editor meant
 * `key: value`? */
static bool wide_colon(const struct reader *r, size_t index)
{
  const char *s = r->text, *end = s + r->len;
  while (index-- && s)
    s = (s = memchr(s, '\n', (size_t)(end - s))) ? s + 1 : NULL;
  const char *stop = s ? memchr(s, '\n', (size_t)(end - s)) : NULL;
  size_t n = s ? (size_t)((stop ? stop : end) - s) : 0;
  return n && memmem(s, n, "：", strlen("："));
}

static void fault_syntax(struct reader *r)
{
  const yaml_parser_t *y = &r->yaml;
  bool key = y->context && strstr(y->context, "simple key");
  yaml_mark_t at = key ? y->context_mark : y->problem_mark;
  if (wide_colon(r, at.line))
    fault(r, line_of(r, at), col_of(at),
          _("this is no YAML, write a half-width colon and a space after the "
            "key"));
  else
    fault(r, line_of(r, at), col_of(at),
          _("this is no YAML (%s), write `key: value` and quote values that "
            "hold marks of YAML"),
          y->problem ? _(y->problem) : "?");
  r->stop = true;
}

static const char *refused(const yaml_event_t *ev)
{
  const unsigned char *anchor = NULL, *tag = NULL;
  if (ev->type == YAML_ALIAS_EVENT)
    return _("an alias (*) is not allowed, write the value or quote it");
  if (ev->type == YAML_SCALAR_EVENT) {
    anchor = ev->data.scalar.anchor;
    tag = ev->data.scalar.tag;
  } else if (ev->type == YAML_SEQUENCE_START_EVENT) {
    anchor = ev->data.sequence_start.anchor;
    tag = ev->data.sequence_start.tag;
  } else if (ev->type == YAML_MAPPING_START_EVENT) {
    anchor = ev->data.mapping_start.anchor;
    tag = ev->data.mapping_start.tag;
  }
  if (anchor)
    return _("an anchor (&) is not allowed, remove it or quote the value");
  return tag ? _("a tag (!) is not allowed, remove it or quote the value")
             : NULL;
}

/* The next event becomes the current one; false when reading stops. */
static bool next(struct reader *r)
{
  if (r->stop)
    return false;
  yaml_event_delete(&r->ev);
  if (!yaml_parser_parse(&r->yaml, &r->ev)) {
    fault_syntax(r);
    return false;
  }
  const char *why = refused(&r->ev);
  if (why) {
    fault(r, HERE(r), "%s", why);
    r->stop = true;
  }
  return !r->stop;
}

/* The same, N events on. */
static bool pass(struct reader *r, int n)
{
  while (n-- > 0)
    if (!next(r))
      return false;
  return true;
}

static bool opens(const struct reader *r)
{
  return r->ev.type == YAML_SEQUENCE_START_EVENT ||
         r->ev.type == YAML_MAPPING_START_EVENT;
}

static bool closes(const struct reader *r)
{
  return r->ev.type == YAML_SEQUENCE_END_EVENT ||
         r->ev.type == YAML_MAPPING_END_EVENT;
}

/* Passes over the value that the current event begins. */
static void skip(struct reader *r)
{
  int depth = 0;
  do {
    depth += opens(r) - closes(r);
    if (depth > DEPTH_MAX) {
      fault(r, HERE(r), _("nested deeper than %d levels, make it flatter"),
            DEPTH_MAX);
      r->stop = true;
    }
  } while (depth > 0 && next(r));
}

static struct value *value_new(struct reader *r, enum value_kind kind)
{
  struct value *v = arena_get(r->meta->arena, sizeof *v);
  v->kind = kind;
  v->line = line_of(r, r->ev.start_mark);
  v->col = col_of(r->ev.start_mark);
  return v;
}

static struct value *read_scalar(struct reader *r, const struct key *key)
{
  char *why = NULL;
  const char *s = (const char *)r->ev.data.scalar.value;
  struct value *v = value_new(r, VALUE_LINE);
  v->s = type_read(r->meta->arena, key, s, r->ev.data.scalar.length, &why);
  if (v->s)
    return v;
  fault(r, v->line, v->col, "%s", why);
  free(why);
  return NULL;
}

static struct value *read_entry(struct reader *r, const struct key *key)
{
  if (r->ev.type == YAML_SCALAR_EVENT && key->type == KEY_LIST)
    return read_scalar(r, key);
  if (r->ev.type == YAML_MAPPING_START_EVENT && key->type == KEY_MAPS) {
    struct value *v = value_new(r, VALUE_MAP);
    read_map(r, v, key->inner);
    return v;
  }
  fault(r, HERE(r),
        key->type == KEY_LIST
            ? _("an entry of %s must be one line of text, write it so")
            : _("an entry of %s must be a map, write `- id: …` and so on"),
        key->name);
  skip(r);
  return NULL;
}

static struct value *read_list(struct reader *r, const struct key *key)
{
  struct value *list = value_new(r, VALUE_LIST), **tail = &list->first;
  int n = 0;
  while (next(r) && r->ev.type != YAML_SEQUENCE_END_EVENT) {
    if (++n > key->max) {
      fault(r, HERE(r), _("%s has more than %d entries, remove some"),
            key->name, key->max);
      r->stop = true;
      break;
    }
    *tail = read_entry(r, key);
    tail = *tail ? &(*tail)->next : tail;
  }
  return list;
}

/* A list that is only one line. */
static struct value *read_single(struct reader *r, const struct key *key)
{
  struct value *list = value_new(r, VALUE_LIST);
  list->first = read_scalar(r, key);
  return list;
}

static const struct value *named(const struct value *map, const char *name,
                                 size_t n)
{
  const struct value *v = map ? map->first : NULL;
  while (v && (strncmp(v->name, name, n) != 0 || v->name[n]))
    v = v->next;
  return v;
}

/* The current event is an id of a table, its value follows. */
static struct value *read_row(struct reader *r, const struct value *table,
                              const struct key *key)
{
  const char *id = (const char *)r->ev.data.scalar.value;
  size_t n = r->ev.data.scalar.length;
  bool twice = named(table, id, n) != NULL;
  char *name = arena_copy_n(r->meta->arena, id, n);
  if (!type_is_id(id, n) || twice)
    fault(r, HERE(r),
          twice ? _("this id is given twice, put its keys together")
                : _("this is no id, use only a-z, 0-9 and hyphens"));
  if (!next(r))
    return NULL;
  if (r->ev.type != YAML_MAPPING_START_EVENT) {
    fault(r, HERE(r), _("keys must follow here, write `%s: {page: 2}`"), name);
    skip(r);
    return NULL;
  }
  struct value *v = value_new(r, VALUE_MAP);
  v->name = name;
  read_map(r, v, key->inner);
  return twice ? NULL : v;
}

static struct value *read_table(struct reader *r, const struct key *key)
{
  struct value *table = value_new(r, VALUE_MAP), **tail = &table->first;
  int n = 0;
  while (next(r) && r->ev.type != YAML_MAPPING_END_EVENT) {
    if (r->ev.type != YAML_SCALAR_EVENT || ++n > key->max) {
      fault(r, HERE(r), _("%s takes ids, each with its keys, %d at most"),
            key->name, key->max);
      r->stop = true;
      break;
    }
    *tail = read_row(r, table, key);
    tail = *tail ? &(*tail)->next : tail;
  }
  return table;
}

static struct value *mismatch(struct reader *r, const struct key *key)
{
  const char *what = key->type == KEY_LIST || key->type == KEY_MAPS
                         ? _("a list (lines that begin with `- `)")
                     : key->type == KEY_MAP || key->type == KEY_TABLE
                         ? _("indented keys")
                         : _("one line of text");
  if (r->ev.type != YAML_SCALAR_EVENT || r->ev.data.scalar.length)
    fault(r, HERE(r), _("%s takes %s, write it so"), key->name, what);
  skip(r);
  return NULL;
}

/* The value that the current event begins; NULL when it is none. */
static struct value *read_value(struct reader *r, const struct key *key)
{
  yaml_event_type_t t = r->ev.type;
  bool listed = key->type == KEY_LIST || key->type == KEY_MAPS;
  bool mapped = key->type == KEY_MAP || key->type == KEY_TABLE;
  if (t == YAML_SEQUENCE_START_EVENT && listed)
    return read_list(r, key);
  if (t == YAML_SCALAR_EVENT && key->type == KEY_LIST)
    return read_single(r, key);
  if (t == YAML_SCALAR_EVENT && !listed && !mapped)
    return read_scalar(r, key);
  if (t != YAML_MAPPING_START_EVENT || !mapped)
    return mismatch(r, key);
  if (key->type == KEY_TABLE)
    return read_table(r, key);
  struct value *v = value_new(r, VALUE_MAP);
  read_map(r, v, key->inner);
  return v;
}

static void fault_unknown(struct reader *r, enum scope scope)
{
  const char *name = (const char *)r->ev.data.scalar.value;
  const char *near = keys_nearest(scope, name);
  r->meant = near ? keys_find(scope, near, strlen(near)) : r->meant;
  if (near)
    fault(r, HERE(r), _("unknown key “%.*s”, write “%s”?"), type_quote(name),
          name, near);
  else
    fault(r, HERE(r), _("unknown key “%.*s”, remove it"), type_quote(name),
          name);
}

/* The key that the current event is; NULL (reported) when it is none that
 * MAP may take. */
static const struct key *read_key(struct reader *r, const struct value *map,
                                  enum scope scope)
{
  if (r->ev.type != YAML_SCALAR_EVENT) {
    fault(r, HERE(r), _("a key must be a plain word, write `key: value`"));
    skip(r);
    return NULL;
  }
  const char *name = (const char *)r->ev.data.scalar.value;
  const struct key *key = keys_find(scope, name, r->ev.data.scalar.length);
  if (!key)
    fault_unknown(r, scope);
  else if (named(map, key->name, strlen(key->name))) {
    fault(r, HERE(r), _("the key %s (%s) is given twice, remove one"),
          key->name, key->alias);
    key = NULL;
  }
  return key;
}

static void require(struct reader *r, const struct value *map, enum scope scope)
{
  size_t n;
  const struct key *k = keys_all(&n);
  for (const struct key *end = k + n; k < end && !r->stop; k++)
    if (k->required && k->scopes & scope && k != r->meant &&
        !named(map, k->name, strlen(k->name)))
      fault(r, map->line, map->col, _("the key %s (%s) is missing, add it"),
            k->name, k->alias);
}

/* Entries up to the end of the map that the current event began. An entry
 * whose value is bad stays as an empty line, so that it is not missed. */
static void read_map(struct reader *r, struct value *map, enum scope scope)
{
  struct value **tail = &map->first;
  while (next(r) && r->ev.type != YAML_MAPPING_END_EVENT) {
    const struct key *key = read_key(r, map, scope);
    if (!next(r))
      return;
    if (!key) {
      skip(r);
      continue;
    }
    struct value *v = read_value(r, key);
    if (!v) {
      v = value_new(r, VALUE_LINE);
      v->s = "";
    } else if (key->required && v->kind == VALUE_LINE && !*v->s) {
      fault(r, v->line, v->col, _("the key %s (%s) is empty, write its value"),
            key->name, key->alias);
    }
    v->key = key;
    v->name = key->name;
    *tail = v;
    tail = &v->next;
  }
  require(r, map, scope);
}

static void read_root(struct reader *r)
{
  struct value *root = r->meta->root;
  if (r->ev.type == YAML_MAPPING_START_EVENT)
    read_map(r, root, r->src->scope);
  else if (r->ev.type == YAML_SCALAR_EVENT && !r->ev.data.scalar.length)
    require(r, root, r->src->scope);
  else {
    bool wide = wide_colon(r, r->ev.start_mark.line);
    fault(r, HERE(r),
          wide ? _("no keys here, write a half-width colon and a space after "
                   "each key")
               : _("no keys here, write lines of `key: value`"));
    skip(r);
  }
}

static void read_stream(struct reader *r)
{
  if (!pass(r, 2)) /* the stream, then its document */
    return;
  if (r->ev.type == YAML_STREAM_END_EVENT)
    require(r, r->meta->root, r->src->scope);
  else if (next(r))
    read_root(r);
  if (r->ev.type != YAML_STREAM_END_EVENT && pass(r, 2) &&
      r->ev.type != YAML_STREAM_END_EVENT)
    fault(r, HERE(r),
          _("a second document begins here, keep only one in a file"));
}

/* False, reported, when the text cannot even be given to the parser. */
static bool readable(struct reader *r)
{
  size_t good = utf8_check(r->text, r->len);
  if (r->len > META_LIMIT)
    fault(r, r->src->line, 1,
          _("%zu bytes of keys, more than the limit of %d, make them fewer"),
          r->len, META_LIMIT);
  else if (good < r->len) {
    struct place at = meta_place(r->src, r->text, good);
    fault(r, at.line, at.col, _("not UTF-8, save the file as UTF-8"));
  } else
    return true;
  return false;
}

struct meta *meta_parse(const char *s, size_t n, const struct meta_source *src)
{
  struct meta *m = mem_new(sizeof *m);
  struct reader r = {.src = src, .text = n ? s : "", .len = n, .meta = m};
  m->arena = arena_new();
  m->root = arena_get(m->arena, sizeof *m->root);
  *m->root = (struct value){.kind = VALUE_MAP, .line = src->line, .col = 1};
  if (!readable(&r))
    return m;
  if (!yaml_parser_initialize(&r.yaml)) {
    fault(&r, src->line, 1, _("out of memory, close other programs"));
    return m;
  }
  yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.yaml, (const unsigned char *)r.text, n);
  read_stream(&r);
  yaml_event_delete(&r.ev);
  yaml_parser_delete(&r.yaml);
  return m;
}

void meta_free(struct meta *m)
{
  if (m)
    arena_free(m->arena);
  free(m);
}

const struct value *meta_root(const struct meta *m)
{
  return m->root;
}

int meta_faults(const struct meta *m)
{
  return m->faults;
}

const struct value *meta_entry(const struct value *map, const char *name)
{
  const struct value *v = named(map, name, strlen(name));
  return v && v->kind == VALUE_LINE && !*v->s ? NULL : v;
}

const char *meta_line(const struct value *map, const char *name)
{
  const struct value *v = meta_entry(map, name);
  return v && v->kind == VALUE_LINE ? v->s : NULL;
}
