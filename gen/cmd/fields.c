#include "cmd/fields.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { NOTE = 200 /* bytes of a comment or a selector that are kept */ };

struct fields {
  struct arena *arena;
  struct field *v;
  size_t n;
};

/* A place in the file and what is known there. */
struct scan {
  struct fields *t;
  const char *s, *p, *end;
  const char *where[FIELD_DEPTH]; /* of the rules that are open */
  int depth;
  const char *group; /* the last comment on lines of its own */
};

/* --- values --------------------------------------------------------------- */

static bool is_name(char c)
{
  return isalnum((unsigned char)c) || c == '-' || c == '_' ||
         (unsigned char)c >= 0x80;
}

static bool begins(const char *s, const char *with)
{
  return !strncasecmp(s, with, strlen(with));
}

static size_t number_length(const char *s)
{
  size_t n = *s == '+' || *s == '-';
  size_t from = n;
  while (isdigit((unsigned char)s[n]) || s[n] == '.')
    n++;
  return n > from ? n : 0;
}

static bool is_colour(const char *s)
{
  static const char *const functions[] = {
      "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(",
      "oklch(", "color(", "color-mix(", "light-dark(", "device-cmyk("};
  static const char *const names[] = {
      "black", "white", "red", "green", "blue", "grey", "gray", "yellow",
      "orange", "purple", "brown", "transparent", "currentcolor"};
  if (*s == '#')
    return strspn(s + 1, "0123456789abcdefABCDEF") == strlen(s + 1);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (begins(s, functions[i]))
      return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcasecmp(s, names[i]))
      return true;
  return false;
}

static bool is_faces(const char *s)
{
  bool named = strchr(s, '"') || strchr(s, '\'') || strchr(s, ',');
  return named && !strchr(s, '(') && !isdigit((unsigned char)*s);
}

enum field_kind field_kind_of(const char *s)
{
  size_t n = number_length(s);
  if (n && !s[n])
    return FIELD_NUMBER;
  if (n && strspn(s + n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "%") == strlen(s + n))
    return FIELD_LENGTH;
  if (is_colour(s))
    return FIELD_COLOUR;
  if (begins(s, "var(") && strchr(s, ')') == s + strlen(s) - 1)
    return FIELD_ALIAS;
  return is_faces(s) ? FIELD_FACES : FIELD_OTHER;
}

const char *field_kind_name(enum field_kind kind)
{
  static const char *const names[] = {"colour", "length", "number",
                                      "faces",  "alias",  "other"};
  return names[kind];
}

bool field_may_be(const char *s)
{
  size_t n = strlen(s);
  int depth = 0;
  char quote = '\0';
  if (!n || n > FIELD_VALUE || utf8_check(s, n) != n || *s == ' ' ||
      s[n - 1] == ' ')
    return false;
  for (; *s; s++) {
    if ((unsigned char)*s < 0x20 || *s == 0x7f || strchr("\\<", *s) ||
        (s[0] == '/' && s[1] == '*') || (!quote && strchr("{};!", *s)))
      return false;
    if (quote) {
      quote = *s == quote ? '\0' : quote;
      continue;
    }
    if (*s == '"' || *s == '\'')
      quote = *s;
    depth += (*s == '(') - (*s == ')');
    if (depth < 0)
      return false;
  }
  return !quote && !depth;
}

/* --- the file ------------------------------------------------------------- */

/* The text from A to B in one line, at most NOTE bytes. */
static const char *one_line(struct scan *r, const char *a, const char *b)
{
  char out[NOTE + 1];
  size_t n = 0;
  while (a < b && n < NOTE) {
    const char *from = a;
    uint32_t rune = utf8_next(&a, b);
    bool space = rune <= ' ';
    if (space && (!n || out[n - 1] == ' '))
      continue;
    if (n + (size_t)(a - from) > NOTE || rune == RUNE_BAD)
      break;
    memcpy(out + n, space ? " " : from, space ? 1 : (size_t)(a - from));
    n += space ? 1 : (size_t)(a - from);
  }
  while (n && out[n - 1] == ' ')
    n--;
  return arena_copy_n(r->t->arena, out, n);
}

static const char *behind_comment(const char *p, const char *end)
{
  for (p += 2; p + 1 < end; p++)
    if (p[0] == '*' && p[1] == '/')
      return p + 2;
  return end;
}

static const char *behind_string(const char *p, const char *end)
{
  char quote = *p++;
  while (p < end && *p != quote && *p != '\n')
    p += *p == '\\' && p + 1 < end ? 2 : 1;
  return p < end && *p == quote ? p + 1 : p < end ? p : end;
}

static bool is_comment(const char *p, const char *end)
{
  return p + 1 < end && p[0] == '/' && p[1] == '*';
}

/* Where the piece that begins at P ends: before one of STOPS, outside quotes
 * and round brackets. */
static const char *piece_end(const char *p, const char *end, const char *stops)
{
  int depth = 0;
  while (p < end && (depth || !*p || !strchr(stops, *p))) {
    if (*p == '{' || *p == '}')
      return p; /* a bracket that was never closed */
    if (*p == '"' || *p == '\'')
      p = behind_string(p, end);
    else if (is_comment(p, end))
      p = behind_comment(p, end);
    else {
      depth += (*p == '(') - (*p == ')' && depth);
      p++;
    }
  }
  return p;
}

/* Is nothing but space between P and the end of its line before it? */
static bool begins_line(const struct scan *r, const char *p)
{
  while (p > r->s && (p[-1] == ' ' || p[-1] == '\t'))
    p--;
  return p == r->s || p[-1] == '\n';
}

/* Moves over space and comments; what they say is remembered. */
static void skip(struct scan *r)
{
  while (r->p < r->end) {
    if (isspace((unsigned char)*r->p) || *r->p == ';') {
      r->p++;
      continue;
    }
    if (!is_comment(r->p, r->end))
      return;
    const char *from = r->p;
    r->p = behind_comment(r->p, r->end);
    const char *to = r->p - from >= 4 ? r->p - 2 : r->p;
    if (begins_line(r, from))
      r->group = one_line(r, from + 2, to);
  }
}

/* The comment behind P on its line. */
static const char *note_at(struct scan *r, const char *p)
{
  while (p < r->end && (*p == ' ' || *p == '\t' || *p == ';'))
    p++;
  if (!is_comment(p, r->end))
    return "";
  const char *behind = behind_comment(p, r->end);
  return behind - p < 4 ? "" : one_line(r, p + 2, behind - 2);
}

/* The rules round a declaration, as one text. */
static const char *where_of(struct scan *r)
{
  struct buf b = BUF_INIT;
  for (int i = 0; i < r->depth; i++)
    buf_printf(&b, "%s%s", i ? " " : "", r->where[i]);
  const char *s = arena_copy(r->t->arena, b.s ? b.s : "");
  buf_free(&b);
  return s;
}

/* `--name: value`, whose value ends at TO. */
static void add_field(struct scan *r, const char *from, const char *to)
{
  const char *p = from;
  while (p < to && is_name(*p))
    p++;
  const char *name = arena_copy_n(r->t->arena, from, (size_t)(p - from));
  while (p < to && isspace((unsigned char)*p))
    p++;
  if (p == to || *p != ':' || r->t->n == FIELDS || !r->depth)
    return;
  p++;
  while (p < to && isspace((unsigned char)*p))
    p++;
  const char *last = to;
  while (last > p && isspace((unsigned char)last[-1]))
    last--;
  struct field *t = &r->t->v[r->t->n];
  *t = (struct field){.name = name, .at = (size_t)(p - r->s),
                      .n = (size_t)(last - p)};
  t->value = arena_copy_n(r->t->arena, p, t->n);
  if (!t->n || utf8_check(p, t->n) != t->n ||
      utf8_check(name, strlen(name)) != strlen(name))
    return;
  t->kind = field_kind_of(t->value);
  t->where = where_of(r);
  t->group = r->group;
  t->note = note_at(r, to);
  r->t->n++;
}

/* Moves behind the block that opens at r->p. */
static void skip_block(struct scan *r)
{
  int depth = 0;
  do {
    depth += (*r->p == '{') - (*r->p == '}');
    r->p = depth ? piece_end(r->p + 1, r->end, "{}") : r->p + 1;
  } while (depth && r->p < r->end);
}

/* A block or a declaration that begins at r->p. */
static void read_piece(struct scan *r)
{
  const char *from = r->p;
  bool custom = r->end - from > 2 && from[0] == '-' && from[1] == '-';
  r->p = piece_end(from, r->end, ";{}");
  bool opens = r->p < r->end && *r->p == '{';
  if (opens && !custom && r->depth < FIELD_DEPTH) {
    r->where[r->depth++] = one_line(r, from, r->p);
    r->p++;
  } else if (opens) {
    skip_block(r); /* --x: { … }, or too deep */
  } else if (custom) {
    add_field(r, from, r->p);
  }
}

struct fields *fields_read(const char *css, size_t n)
{
  struct fields *t = mem_new(sizeof *t);
  t->arena = arena_new();
  t->v = mem_array(FIELDS, sizeof *t->v);
  struct scan r = {.t = t, .s = css, .p = css, .end = css + n, .group = ""};
  for (skip(&r); r.p < r.end; skip(&r)) {
    if (*r.p != '}') {
      read_piece(&r);
      continue;
    }
    r.p++;
    r.depth -= r.depth > 0;
    r.group = "";
  }
  return t;
}

void fields_free(struct fields *t)
{
  if (!t)
    return;
  arena_free(t->arena);
  free(t->v);
  free(t);
}

size_t fields_count(const struct fields *t)
{
  return t->n;
}

const struct field *fields_at(const struct fields *t, size_t i)
{
  return &t->v[i];
}

void fields_put(const struct fields *t, const char *css, size_t n,
                const char *const *values, struct buf *out)
{
  size_t done = 0;
  for (size_t i = 0; i < t->n; i++) {
    if (!values[i])
      continue;
    buf_put(out, css + done, t->v[i].at - done);
    buf_puts(out, values[i]);
    done = t->v[i].at + t->v[i].n;
  }
  buf_put(out, css + done, n - done);
}
