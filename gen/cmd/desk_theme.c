#include "cmd/desk_theme.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cmd/desk_in.h"
#include "cmd/fields.h"

enum {
  CSS_LIMIT = 1 << 20,
  FOLDERS = 8, /* a theme's folders lie at most so deep */
  COPIES = 2   /* a build may still read the last one */
};

struct desk_theme {
  const struct desk_host *host;
  int turn;      /* of the copies */
  json_t *tried; /* "values" of the trial that is shown, or NULL */
  char version[33]; /* of the file that they are for */
};

/* tokens.css as it is now. */
struct sheet {
  struct buf css;
  struct fields *tokens;
  char version[33];
  const char **values; /* what a POST asks for, by token; or NULL */
};

static char *tokens_path(const struct desk_theme *t)
{
  return file_join(t->host->theme, "tokens.css");
}

static bool sheet_open(const struct desk_theme *t, struct sheet *s)
{
  char *path = tokens_path(t);
  *s = (struct sheet){0};
  bool ok = file_exists(path) && file_read(&s->css, path, CSS_LIMIT);
  struct hash *hash = hash_new();
  buf_puts(&s->css, ""); /* of an empty file, too */
  hash_add(hash, s->css.s, s->css.n);
  hash_end(hash, s->version);
  s->tokens = fields_read(s->css.s, s->css.n);
  s->values = mem_array(fields_count(s->tokens) + 1, sizeof *s->values);
  free(path);
  return ok;
}

static void sheet_close(struct sheet *s)
{
  fields_free(s->tokens);
  free(s->values);
  buf_free(&s->css);
}

/* --- answers -------------------------------------------------------------- */

static void refuse(struct reply *r, int status, const char *error,
                   const char *name)
{
  json_t *o = json_pack("{s:s, s:s?}", "error", error, "name", name);
  desk_put(r, status, json_dumps(o, JSON_COMPACT));
  json_decref(o);
}

static json_t *field_json(const struct field *k, const json_t *tried)
{
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:O?}", "name", k->name,
                   "kind", field_kind_name(k->kind), "value", k->value,
                   "where", k->where, "group", k->group, "note", k->note,
                   "tried", (json_t *)tried);
}

static bool is_writable(const struct desk_theme *t)
{
  char *path = tokens_path(t);
  bool is = access(t->host->theme, W_OK) == 0 && access(path, W_OK) == 0;
  free(path);
  return is;
}

void desk_theme_tell(struct desk_theme *t, struct reply *r)
{
  struct sheet s;
  sheet_open(t, &s);
  json_t *list = json_array();
  bool fresh = t->tried && !strcmp(t->version, s.version);
  for (size_t i = 0; i < fields_count(s.tokens); i++) {
    char key[24];
    snprintf(key, sizeof key, "%zu", i);
    const json_t *tried = fresh ? json_object_get(t->tried, key) : NULL;
    json_array_append_new(list, field_json(fields_at(s.tokens, i), tried));
  }
  json_t *o = json_pack("{s:s, s:s, s:b, s:b, s:o}", "folder", t->host->theme,
                        "version", s.version, "writable", is_writable(t),
                        "trial", t->tried != NULL, "tokens", list);
  desk_put(r, 200, o ? json_dumps(o, JSON_COMPACT) : NULL);
  json_decref(o);
  sheet_close(&s);
}

/* --- what is asked -------------------------------------------------------- */

struct wish {
  json_t *all; /* borrowed are: */
  const char *version, *paper, *date;
  json_t *values;
};

static bool read_wish(const struct request *rq, struct wish *w)
{
  *w = (struct wish){.all = json_loadb(rq->body, rq->length, 0, NULL)};
  bool ok = w->all &&
            json_unpack(w->all, "{s:s, s:s, s:s, s:o}", "version",
                        &w->version, "paper", &w->paper, "date", &w->date,
                        "values", &w->values) == 0 &&
            json_is_object(w->values);
  return ok && desk_is_name(w->paper) && desk_is_name(w->date);
}

/* The values of W, each where it belongs; false when one is refused. */
static bool take_values(struct sheet *s, const struct wish *w,
                        struct reply *r)
{
  const char *key;
  json_t *value;
  json_object_foreach(w->values, key, value)
  {
    char *end;
    unsigned long i = strtoul(key, &end, 10);
    if (*end || end == key || i >= fields_count(s->tokens) ||
        !json_is_string(value)) {
      refuse(r, 400, "request", NULL);
      return false;
    }
    if (!field_may_be(json_string_value(value))) {
      refuse(r, 422, "value", fields_at(s->tokens, i)->name);
      return false;
    }
    s->values[i] = json_string_value(value);
  }
  return true;
}

/* What a POST does with the values that it brought. */
typedef void deed(struct desk_theme *t, const struct wish *w,
                  const struct sheet *s, struct reply *r);

static void carry_out(struct desk_theme *t, const struct request *rq,
                      struct reply *r, deed *do_it)
{
  struct wish w;
  struct sheet s = {0};
  if (!read_wish(rq, &w) || !sheet_open(t, &s))
    refuse(r, 400, "request", NULL);
  else if (strcmp(s.version, w.version) != 0)
    refuse(r, 409, "changed", NULL);
  else if (take_values(&s, &w, r))
    do_it(t, &w, &s, r);
  sheet_close(&s);
  json_decref(w.all);
}

/* --- trying --------------------------------------------------------------- */

static char *copy_path(const struct desk_theme *t, int turn)
{
  return mem_printf("%s/.cache/trial-%d", t->host->out, turn % COPIES);
}

/* Links all of the folder FROM into TO. */
static bool link_folder(const char *from, const char *to, int depth)
{
  char **names = depth < FOLDERS ? file_list(from) : NULL;
  bool ok = names && file_mkdirs(to);
  for (size_t i = 0; ok && names[i]; i++) {
    char *a = file_join(from, names[i]), *b = file_join(to, names[i]);
    ok = file_is_dir(a) ? link_folder(a, b, depth + 1) : file_link(a, b);
    free(a);
    free(b);
  }
  free(names);
  return ok;
}

/* The theme with the tokens CSS at DIR. */
static bool make_copy(const struct desk_theme *t, const char *dir,
                      const struct buf *css)
{
  char *path = file_join(dir, "tokens.css");
  bool ok = file_remove(dir) && link_folder(t->host->theme, dir, 0) &&
            file_write(path, css->s, css->n); /* beside, not into the link */
  free(path);
  return ok;
}

static void forget(struct desk_theme *t)
{
  json_decref(t->tried);
  t->tried = NULL;
}

static void show_trial(struct desk_theme *t, const struct wish *w,
                       const struct sheet *s, struct reply *r)
{
  struct buf css = BUF_INIT;
  char *dir = copy_path(t, ++t->turn);
  fields_put(s->tokens, s->css.s, s->css.n, s->values, &css);
  if (make_copy(t, dir, &css)) {
    forget(t);
    t->tried = json_incref(w->values);
    memcpy(t->version, s->version, sizeof t->version);
    t->host->show(t->host->data, dir, w->paper, w->date);
    desk_theme_tell(t, r);
  } else {
    refuse(r, 500, "write", NULL);
  }
  free(dir);
  buf_free(&css);
}

static void show_own(struct desk_theme *t, const struct wish *w,
                     struct reply *r)
{
  forget(t);
  t->host->show(t->host->data, NULL, w->paper, w->date);
  desk_theme_tell(t, r);
}

void desk_theme_try(struct desk_theme *t, const struct request *rq,
                    struct reply *r)
{
  carry_out(t, rq, r, show_trial);
}

/* --- keeping, dropping ---------------------------------------------------- */

static void keep(struct desk_theme *t, const struct wish *w,
                 const struct sheet *s, struct reply *r)
{
  struct buf css = BUF_INIT;
  char *path = tokens_path(t);
  fields_put(s->tokens, s->css.s, s->css.n, s->values, &css);
  if (!is_writable(t))
    refuse(r, 403, "readonly", NULL);
  else if (!file_write(path, css.s, css.n))
    refuse(r, 500, "write", NULL);
  else
    show_own(t, w, r);
  free(path);
  buf_free(&css);
}

void desk_theme_keep(struct desk_theme *t, const struct request *rq,
                     struct reply *r)
{
  carry_out(t, rq, r, keep);
}

void desk_theme_drop(struct desk_theme *t, const struct request *rq,
                     struct reply *r)
{
  struct wish w;
  if (read_wish(rq, &w))
    show_own(t, &w, r);
  else
    refuse(r, 400, "request", NULL);
  json_decref(w.all);
}

/* --- life ----------------------------------------------------------------- */

static void remove_copies(const struct desk_theme *t)
{
  for (int i = 0; i < COPIES; i++) {
    char *dir = copy_path(t, i);
    file_remove(dir);
    free(dir);
  }
}

struct desk_theme *desk_theme_new(const struct desk_host *host)
{
  struct desk_theme *t = mem_new(sizeof *t);
  t->host = host;
  remove_copies(t);
  return t;
}

void desk_theme_free(struct desk_theme *t)
{
  if (!t)
    return;
  remove_copies(t);
  forget(t);
  free(t);
}
