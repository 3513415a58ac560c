#include "asset/scheme.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { DEPTH = 12, USES = 256, VALUE_LIMIT = 4096 };

struct schemes *schemes_new(struct arena *a)
{
  struct schemes *s = arena_get(a, sizeof *s);
  s->v = mem_grow(NULL, &s->cap, 1, sizeof *s->v);
  s->v[s->n++] = (struct scheme){"", false, false, "", ""};
  return s;
}

void schemes_free(struct schemes *s)
{
  if (!s)
    return;
  free(s->v);
  free(s->def);
  free(s->of);
}

static bool begins(const char *s, const char *with)
{
  return !strncmp(s, with, strlen(with));
}

static bool is_plain(const char *selector)
{
  static const char *const list[] = {":root", "html", "body", "*",
                                     ":root, html", "html, body", NULL};
  for (int i = 0; list[i]; i++)
    if (!strcmp(list[i], selector))
      return true;
  return false;
}

/* Of the whole page, not of some part of it? */
static bool is_whole(const char *selector)
{
  return is_plain(selector) ||
         ((begins(selector, ":root") || begins(selector, "html") ||
           begins(selector, "body") || begins(selector, "[data-")) &&
          !strchr(selector, ' '));
}

static size_t scheme_of(struct schemes *s, const struct webcss_rule *r)
{
  bool plain = is_plain(r->selector);
  if (plain && !*r->media)
    return 0;
  if (!is_whole(r->selector) && !begins(r->selector, ":root:is("))
    return (size_t)SCHEME_LOCAL;
  const char *selector = plain ? "" : r->selector;
  for (size_t i = 1; i < s->n; i++)
    if (!strcmp(s->v[i].media, r->media) &&
        !strcmp(s->v[i].selector, selector))
      return i;
  s->v = mem_grow(s->v, &s->cap, s->n + 1, sizeof *s->v);
  s->v[s->n] = (struct scheme){
      .name = *r->media ? r->media : selector,
      .print = strstr(r->media, "print") != NULL,
      .clear = strstr(r->media, "prefers-contrast: more") ||
               strstr(selector, "contrast"),
      .media = r->media,
      .selector = selector};
  return s->n++;
}

void schemes_add(struct schemes *s, const struct webcss *c)
{
  for (size_t i = 0; i < c->ndecls; i++) {
    const struct webcss_decl *d = &c->decls[i];
    if (!begins(d->name, "--"))
      continue;
    s->def = mem_grow(s->def, &s->defs_cap, s->ndefs + 1, sizeof *s->def);
    s->of = mem_grow(s->of, &s->of_cap, s->ndefs + 1, sizeof *s->of);
    s->def[s->ndefs] = d;
    s->of[s->ndefs++] = scheme_of(s, &c->rules[d->rule]);
  }
}

static const struct webcss_decl *find_in(const struct schemes *s, size_t i,
                                         const char *name, size_t n)
{
  for (size_t k = s->ndefs; k-- > 0;)
    if (s->of[k] == i && !strncmp(s->def[k]->name, name, n) &&
        !s->def[k]->name[n])
      return s->def[k];
  return NULL;
}

const struct webcss_decl *schemes_find(const struct schemes *s, size_t i,
                                       const char *name, size_t n)
{
  const struct webcss_decl *d = i ? find_in(s, i, name, n) : NULL;
  if (!d)
    d = find_in(s, 0, name, n);
  return d ? d : find_in(s, (size_t)SCHEME_LOCAL, name, n);
}

struct work {
  const struct schemes *s;
  size_t scheme;
  struct buf *out;
  int uses;
};

static size_t name_length(const char *s)
{
  size_t n = 0;
  while (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_' ||
         (unsigned char)s[n] >= 0x80)
    n++;
  return n;
}

/* The bracket that closes the one before S. */
static const char *closing(const char *s)
{
  for (int depth = 1; *s; s++) {
    depth += (*s == '(') - (*s == ')');
    if (!depth)
      return s;
  }
  return NULL;
}

static bool expand(struct work *w, const char *value, int depth);

/* One var(); S is behind its bracket, END its closing one. */
static bool expand_one(struct work *w, const char *s, const char *end,
                       int depth)
{
  s += strspn(s, " ");
  size_t n = name_length(s);
  const struct webcss_decl *d = schemes_find(w->s, w->scheme, s, n);
  const char *comma = s + n + strspn(s + n, " ");
  if (d)
    return expand(w, d->value, depth + 1);
  if (*comma != ',')
    return false;
  comma += 1 + strspn(comma + 1, " ");
  char *rest = mem_copy_n(comma, (size_t)(end - comma));
  bool ok = expand(w, rest, depth + 1);
  free(rest);
  return ok;
}

static bool expand(struct work *w, const char *value, int depth)
{
  if (depth > DEPTH)
    return false;
  for (const char *v; (v = strstr(value, "var("));) {
    const char *end = closing(v + 4);
    buf_put(w->out, value, (size_t)(v - value));
    if (!end || --w->uses < 0 || w->out->n > VALUE_LIMIT ||
        !expand_one(w, v + 4, end, depth))
      return false;
    value = end + 1;
  }
  buf_puts(w->out, value);
  return w->out->n <= VALUE_LIMIT;
}

/* The one name in "var(--x)", or 0. */
static size_t only_var(const char *value, const char **name)
{
  if (!begins(value, "var("))
    return 0;
  *name = value + 4 + strspn(value + 4, " ");
  size_t n = name_length(*name);
  const char *end = *name + n + strspn(*name + n, " ");
  return *end == ')' && !end[1] ? n : 0;
}

bool schemes_value(const struct schemes *s, size_t i, const char *value,
                   struct buf *out, const struct webcss_decl **leaf)
{
  const char *name, *at = value;
  if (leaf) {
    *leaf = NULL;
    for (int depth = 0; depth < DEPTH; depth++) {
      size_t n = only_var(at, &name);
      const struct webcss_decl *d = n ? schemes_find(s, i, name, n) : NULL;
      if (!d)
        break;
      *leaf = d;
      at = d->value;
    }
  }
  buf_clear(out);
  buf_puts(out, "");
  struct work w = {s, i, out, USES};
  return expand(&w, value, 0);
}
