#include "asset/css.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { VAR_DEPTH = 8, VAR_USES = 256, VALUE_LIMIT = 4096 };

struct reader {
  struct css *css;
  struct arena *arena;
  const char *file, *s, *p;
  bool strict; /* print.css: what is unknown is an error */
  bool print;  /* within @media print */
  const char *known; /* place_of goes on from here … */
  struct place at;   /* … which is this place */
};

static struct place place_of(struct reader *r, const char *p)
{
  if (p < r->known) {
    r->known = r->s;
    r->at = (struct place){r->file, 1, 1};
  }
  while (r->known < p) {
    if (utf8_next(&r->known, p) == '\n')
      r->at.line++, r->at.col = 1;
    else
      r->at.col++;
  }
  return r->at;
}

static void complain(struct reader *r, const char *p, const char *what)
{
  r->css->failed = true;
  if (r->css->errors++ < CSS_ERRORS)
    diag(LEVEL_ERROR, place_of(r, p), "%s", what);
}

static void skip_space(struct reader *r)
{
  for (;;) {
    while (isspace((unsigned char)*r->p))
      r->p++;
    if (r->p[0] != '/' || r->p[1] != '*')
      return;
    const char *end = strstr(r->p + 2, "*/");
    r->p = end ? end + 2 : r->p + strlen(r->p);
  }
}

static bool is_name(char c)
{
  return isalnum((unsigned char)c) || c == '-' || c == '_' ||
         (unsigned char)c >= 0x80;
}

static const char *read_name(struct reader *r)
{
  const char *from = r->p;
  while (is_name(*r->p))
    r->p++;
  return r->p > from ? arena_copy_n(r->arena, from, (size_t)(r->p - from))
                     : NULL;
}

/* Moves behind a quoted string that begins at P. */
static const char *behind_string(const char *p)
{
  char quote = *p++;
  while (*p && *p != quote && *p != '\n')
    p += p[0] == '\\' && p[1] ? 2 : 1;
  return *p == quote ? p + 1 : p;
}

/* End of a piece that STOPS ends: quotes and brackets are stepped over. */
static const char *piece_end(const char *p, const char *stops)
{
  int depth = 0;
  while (*p && (depth || !strchr(stops, *p))) {
    if (*p == '"' || *p == '\'') {
      p = behind_string(p);
      continue;
    }
    if (p[0] == '/' && p[1] == '*') {
      const char *end = strstr(p + 2, "*/");
      p = end ? end + 2 : p + strlen(p);
      continue;
    }
    if (*p == '(')
      depth++;
    if (*p == ')' && depth)
      depth--;
    if (*p == '{' || *p == '}')
      return p;
    p++;
  }
  return p;
}

/* Moves behind a block or statement that is not understood. */
static void skip_block(struct reader *r)
{
  int depth = 0;
  while (*r->p) {
    char c = *r->p;
    if (c == '"' || c == '\'') {
      r->p = behind_string(r->p);
      continue;
    }
    if (c == '/' && r->p[1] == '*') {
      skip_space(r);
      continue;
    }
    r->p++;
    if (c == '{')
      depth++;
    if (c == '}' && --depth <= 0)
      return;
    if (c == ';' && depth == 0)
      return;
  }
}

static const char *css_var(const struct css *c, const char *name, size_t n)
{
  for (size_t i = c->nvars; i-- > 0;)
    if (strlen(c->vars[i].name) == n && !strncmp(c->vars[i].name, name, n))
      return c->vars[i].value;
  return NULL;
}

/* Copies VALUE with var(--x) replaced; false: unknown name, a loop, or more
 * than *USES of them. */
static bool expand(const struct css *c, struct buf *out, const char *value,
                   int depth, int *uses)
{
  for (const char *v; (v = strstr(value, "var(")); value = v) {
    buf_put(out, value, (size_t)(v - value));
    v += 4;
    while (isspace((unsigned char)*v))
      v++;
    size_t n = 0;
    while (is_name(v[n]))
      n++;
    const char *text = css_var(c, v, n);
    const char *end = strchr(v, ')');
    if (!text || !end || depth >= VAR_DEPTH || out->n > VALUE_LIMIT ||
        --*uses < 0 || !expand(c, out, text, depth + 1, uses))
      return false;
    v = end + 1;
  }
  buf_puts(out, value);
  return out->n <= VALUE_LIMIT;
}

/* The text from A to B without comments and outer space. */
static char *trimmed(struct reader *r, const char *a, const char *b)
{
  struct buf out = BUF_INIT;
  while (a < b) {
    if (a[0] == '/' && a[1] == '*') {
      const char *end = strstr(a + 2, "*/");
      a = end && end + 2 < b ? end + 2 : b;
      continue;
    }
    buf_putc(&out, isspace((unsigned char)*a) ? ' ' : *a);
    a++;
  }
  size_t from = 0;
  while (from < out.n && out.s[from] == ' ')
    from++;
  while (out.n > from && out.s[out.n - 1] == ' ')
    out.n--;
  char *s = arena_copy_n(r->arena, out.s ? out.s + from : "", out.n - from);
  buf_free(&out);
  return s;
}

static void add_var(struct reader *r, struct css_decl d)
{
  struct css *c = r->css;
  if (c->nvars == CSS_VARS) {
    if (!c->failed)
      complain(r, r->p, _("too many custom properties, remove some"));
    return;
  }
  c->vars = mem_grow(c->vars, &c->capvars, c->nvars + 1, sizeof *c->vars);
  c->vars[c->nvars++] = d;
}

/* Moves to the name of the next declaration; false at the block's end. What
 * is none is reported and stepped over. */
static bool next_decl(struct reader *r)
{
  for (;;) {
    skip_space(r);
    if (*r->p == '}' || !*r->p)
      return false;
    if (*r->p == ';') {
      r->p++;
      continue;
    }
    const char *from = r->p;
    while (is_name(*r->p))
      r->p++;
    const char *behind = r->p;
    skip_space(r);
    if (behind > from && *r->p == ':') {
      r->p = from;
      return true;
    }
    complain(r, from, _("expected \"property: value;\", write one"));
    r->p = piece_end(r->p, ";}");
    if (*r->p == '{')
      skip_block(r);
  }
}

/* Reads `name: value;`; false at the block's end. */
static bool read_decl(struct reader *r, struct css_decl *d)
{
  if (!next_decl(r))
    return false;
  const char *from = r->p;
  d->name = read_name(r);
  skip_space(r);
  r->p++;
  const char *end = piece_end(r->p, ";}");
  d->value = trimmed(r, r->p, end);
  d->at = (struct place){r->file, 0, 0};
  if (r->strict || d->name[0] == '-')
    d->at = place_of(r, from);
  r->p = end;
  return true;
}

static bool resolve(struct reader *r, struct css_decl *d)
{
  if (!strstr(d->value, "var("))
    return true;
  struct buf out = BUF_INIT;
  int uses = VAR_USES;
  bool ok = expand(r->css, &out, d->value, 0, &uses);
  if (ok)
    d->value = arena_copy_n(r->arena, out.s, out.n);
  else {
    r->css->failed = true;
    if (r->css->errors++ < CSS_ERRORS)
      diag(LEVEL_ERROR, d->at,
           _("var() in \"%s\" names no custom property, define it in "
             "tokens.css"),
           d->value);
  }
  buf_free(&out);
  return ok;
}

/* The declarations of a block whose '{' has been read, and its '}'. */
static const struct css_decl *read_block(struct reader *r, size_t *n)
{
  struct css_decl *v = NULL, d;
  size_t cap = 0;
  *n = 0;
  while (read_decl(r, &d)) {
    if (!strncmp(d.name, "--", 2)) {
      add_var(r, d);
      continue;
    }
    if (!r->strict || !resolve(r, &d))
      continue;
    v = mem_grow(v, &cap, *n + 1, sizeof *v);
    v[(*n)++] = d;
  }
  if (*r->p == '}')
    r->p++;
  else
    complain(r, r->p, _("the block is not closed, add }"));
  struct css_decl *kept = arena_array(r->arena, *n + 1, sizeof *kept);
  if (*n)
    memcpy(kept, v, *n * sizeof *v);
  free(v);
  return kept;
}

static bool read_attr(struct reader *r, struct css_part *part)
{
  if (part->nattrs == CSS_ATTRS)
    return false;
  struct css_attr *attr = &part->attrs[part->nattrs++];
  r->p++;
  skip_space(r);
  attr->name = read_name(r);
  skip_space(r);
  if (*r->p == '=') {
    r->p++;
    skip_space(r);
    if (*r->p == '"' || *r->p == '\'') {
      const char *end = behind_string(r->p);
      if (end - r->p < 2 || end[-1] != *r->p)
        return false;
      attr->value =
          arena_copy_n(r->arena, r->p + 1, (size_t)(end - r->p - 2));
      r->p = end;
    } else {
      attr->value = read_name(r);
    }
    if (!attr->value)
      return false;
    skip_space(r);
  }
  if (!attr->name || *r->p != ']')
    return false;
  r->p++;
  return true;
}

static bool read_part(struct reader *r, struct css_part *part)
{
  const char *from = r->p;
  if (*r->p == '*')
    r->p++;
  else
    part->element = read_name(r);
  for (;;) {
    if (*r->p == '[') {
      if (!read_attr(r, part))
        return false;
    } else if (!strncmp(r->p, ":root", 5) && !is_name(r->p[5])) {
      part->root = true;
      r->p += 5;
    } else {
      return r->p > from;
    }
  }
}

static void weigh(struct css_rule *rule)
{
  rule->weight = 0;
  for (int i = 0; i < rule->nparts; i++)
    rule->weight +=
        1000 * rule->parts[i].nattrs + (rule->parts[i].element != NULL);
}

/* One selector up to ',' or '{'. */
static bool read_selector(struct reader *r, struct css_rule *rule)
{
  bool child = false;
  for (;;) {
    skip_space(r);
    if (*r->p == ',' || *r->p == '{')
      break;
    if (*r->p == '>' && rule->nparts && !child) {
      child = true;
      r->p++;
      continue;
    }
    if (rule->nparts == CSS_PARTS)
      return false;
    struct css_part *part = &rule->parts[rule->nparts];
    if (!read_part(r, part))
      return false;
    part->child = child;
    child = false;
    rule->nparts++;
  }
  weigh(rule);
  return rule->nparts && !child;
}

static struct css_rule *add_rule(struct css *c)
{
  c->rules = mem_grow(c->rules, &c->cap, c->nrules + 1, sizeof *c->rules);
  struct css_rule *rule = &c->rules[c->nrules++];
  memset(rule, 0, sizeof *rule);
  return rule;
}

static void read_rule(struct reader *r)
{
  size_t first = r->css->nrules, n;
  for (;;) {
    const char *from = r->p;
    if (r->css->nrules == CSS_RULES) {
      complain(r, from, _("too many rules, remove some"));
      r->p += strlen(r->p);
      return;
    }
    skip_space(r);
    struct place at = place_of(r, r->p);
    if (!read_selector(r, add_rule(r->css))) {
      complain(r, from,
               _("selector not understood; use elements, [attribute=value], "
                 "'>' and descendants"));
      r->css->nrules = first;
      skip_block(r);
      return;
    }
    r->css->rules[r->css->nrules - 1].at = at;
    if (*r->p == '{')
      break;
    r->p++;
  }
  r->p++;
  const struct css_decl *decls = read_block(r, &n);
  for (size_t i = first; i < r->css->nrules; i++) {
    r->css->rules[i].decls = decls;
    r->css->rules[i].ndecls = n;
  }
}

static void read_sheet(struct reader *r, bool nested);

static void read_at(struct reader *r)
{
  const char *from = r->p++;
  const char *name = read_name(r);
  skip_space(r);
  if (name && !strcmp(name, "page") && *r->p == '{') {
    r->p++;
    r->css->page = read_block(r, &r->css->npage);
  } else if (name && !strcmp(name, "media") && !strncmp(r->p, "print", 5) &&
             !is_name(r->p[5]) && !r->print) {
    r->p += 5;
    skip_space(r);
    if (*r->p != '{') {
      complain(r, from, _("write @media print { … }"));
      skip_block(r);
      return;
    }
    r->p++;
    r->print = true;
    read_sheet(r, true);
    r->print = false;
  } else {
    if (r->strict)
      complain(r, from, _("at-rule not known here; use @page"));
    skip_block(r);
  }
}

/* In tokens.css only `:root { … }` is read. */
static void read_token_rule(struct reader *r)
{
  size_t n;
  if (!strncmp(r->p, ":root", 5) && !is_name(r->p[5])) {
    r->p += 5;
    skip_space(r);
    if (*r->p == '{') {
      r->p++;
      read_block(r, &n);
      return;
    }
  }
  skip_block(r);
}

static void read_sheet(struct reader *r, bool nested)
{
  for (;;) {
    skip_space(r);
    if (!*r->p)
      return;
    if (*r->p == '}') {
      const char *at = r->p++;
      if (nested)
        return;
      complain(r, at, _("} closes nothing, remove it"));
    } else if (*r->p == '@') {
      read_at(r);
    } else if (r->strict) {
      read_rule(r);
    } else {
      read_token_rule(r);
    }
  }
}

struct css *css_new(struct arena *a)
{
  return arena_get(a, sizeof(struct css));
}

void css_free(struct css *c)
{
  if (!c)
    return;
  free(c->rules);
  free(c->vars);
}

bool css_tokens(struct css *c, struct arena *a, const char *file,
                const char *s)
{
  struct reader r = {.css = c, .arena = a, .file = file,
                     .s = s, .p = s, .known = s, .at = {file, 1, 1}};
  read_sheet(&r, false);
  return !c->failed;
}

/* Stable, since rules of equal weight keep the order of the file. */
static void sort_rules(struct css *c)
{
  for (size_t i = 1; i < c->nrules; i++) {
    struct css_rule rule = c->rules[i];
    size_t j = i;
    for (; j > 0 && c->rules[j - 1].weight > rule.weight; j--)
      c->rules[j] = c->rules[j - 1];
    c->rules[j] = rule;
  }
}

bool css_rules(struct css *c, struct arena *a, const char *file, const char *s)
{
  struct reader r = {
      .css = c, .arena = a, .file = file, .s = s, .p = s, .strict = true,
      .known = s, .at = {file, 1, 1}};
  read_sheet(&r, false);
  sort_rules(c);
  return !c->failed;
}
