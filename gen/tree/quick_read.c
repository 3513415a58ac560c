/* Reading the forms of tree/quick.h. */
#include "tree/quick.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/quick_in.h"

enum { NESTING = 4 };

struct reader {
  struct arena *arena;
  const char *s;
  int depth;
};

static void skip_space(struct reader *r)
{
  r->s += strspn(r->s, " \t\r\n");
}

/* ASCII letters, digits, _ and - only: other names take the long road. */
static const char *read_name(struct reader *r)
{
  const char *start = r->s;
  if (!isalpha((unsigned char)*start) && *start != '_')
    return NULL;
  while (isalnum((unsigned char)*r->s) || *r->s == '_' || *r->s == '-')
    r->s++;
  if (*r->s == '.' || *r->s == ':' || (unsigned char)*r->s >= 0x80)
    return NULL;
  return arena_copy_n(r->arena, start, (size_t)(r->s - start));
}

static struct quick *read_form(struct reader *r);

static bool starts(struct reader *r, const char *word)
{
  size_t n = strlen(word);
  if (strncmp(r->s, word, n) != 0)
    return false;
  r->s += n;
  return true;
}

static bool read_number(struct reader *r, long *number)
{
  char *end = NULL;
  *number = isdigit((unsigned char)*r->s) ? strtol(r->s, &end, 10) : 0;
  bool ok = end && *end == ']' && *number > 0 && *number < INT_MAX;
  r->s = ok ? end + 1 : r->s;
  return ok;
}

/* [N], [position() > N] */
static bool read_place(struct reader *r, struct quick_step *step)
{
  step->one = !starts(r, "position() > ");
  bool ok = read_number(r, &step->after);
  step->after -= ok && step->one;
  return ok;
}

/* At most a test and then a place. */
static bool read_predicates(struct reader *r, struct quick_step *step)
{
  if (*r->s == '[' && !isdigit((unsigned char)r->s[1]) &&
      strncmp(r->s, "[position(", 10) != 0) {
    r->s++;
    step->test = ++r->depth < NESTING ? read_form(r) : NULL;
    r->depth--;
    if (!step->test || *r->s++ != ']')
      return false;
  }
  return *r->s != '[' || (r->s++, read_place(r, step));
}

static bool read_step(struct reader *r, struct quick_step *step)
{
  if (r->s[0] == '.') {
    size_t n = r->s[1] == '.' ? 2 : 1;
    step->kind = n == 2 ? STEP_UP : STEP_SELF;
    r->s += n;
    return true;
  }
  step->kind = *r->s == '@' ? STEP_ATTR : STEP_CHILD;
  r->s += step->kind == STEP_ATTR;
  step->name = read_name(r);
  return step->name && (step->kind == STEP_ATTR || read_predicates(r, step));
}

static bool read_path(struct reader *r, struct quick *q)
{
  q->kind = Q_PATH;
  bool more = true;
  if (*r->s == '$') {
    r->s++;
    q->text = read_name(r);
    if (!q->text)
      return false;
    more = *r->s == '/';
    r->s += more;
  }
  while (more) {
    bool ended = q->nsteps && q->step[q->nsteps - 1].kind == STEP_ATTR;
    if (q->nsteps == QUICK_STEPS || ended ||
        !read_step(r, &q->step[q->nsteps++]))
      return false;
    more = *r->s == '/';
    r->s += more;
  }
  return *r->s != '(';
}

static bool read_text(struct reader *r, struct quick *q)
{
  const char *end = strchr(r->s + 1, *r->s);
  if (!end)
    return false;
  q->kind = Q_TEXT;
  q->text = arena_copy_n(r->arena, r->s + 1, (size_t)(end - r->s - 1));
  r->s = end + 1;
  return true;
}

static struct quick *read_value(struct reader *r)
{
  struct quick *q = arena_get(r->arena, sizeof *q);
  skip_space(r);
  bool ok = *r->s == '\'' || *r->s == '"' ? read_text(r, q) : read_path(r, q);
  skip_space(r);
  return ok ? q : NULL;
}

static bool read_concat(struct reader *r, struct quick *q)
{
  q->kind = Q_CONCAT;
  for (;;) {
    if (q->nvalues == QUICK_VALUES || !(q->value[q->nvalues++] = read_value(r)))
      return false;
    if (*r->s == ')')
      break;
    if (*r->s++ != ',')
      return false;
  }
  r->s++;
  return q->nvalues > 1;
}

static bool read_not(struct reader *r, struct quick *q)
{
  q->kind = Q_NOT;
  q->nvalues = 1;
  q->value[0] = ++r->depth < NESTING ? read_form(r) : NULL;
  return q->value[0] && *r->s++ == ')';
}

static struct quick *read_one(struct reader *r)
{
  struct quick *q = arena_get(r->arena, sizeof *q);
  skip_space(r);
  if (starts(r, "concat(") || starts(r, "not(")) {
    bool ok =
        r->s[-2] == 't' && r->s[-3] == 'a' ? read_concat(r, q) : read_not(r, q);
    skip_space(r);
    return ok ? q : NULL;
  }
  struct quick *left = read_value(r);
  if (!left || *r->s != '=')
    return left;
  r->s++;
  q->kind = Q_EQUAL;
  q->nvalues = 2;
  q->value[0] = left;
  q->value[1] = read_value(r);
  return q->value[1] ? q : NULL;
}

static bool take_word(struct reader *r, const char *word)
{
  size_t n = strlen(word);
  if (strncmp(r->s, word, n) != 0 || !isspace((unsigned char)r->s[n]))
    return false;
  r->s += n;
  return true;
}

/* PART, or several with WORD between them. */
static struct quick *read_joined(struct reader *r, const char *word,
                                 enum quick_kind kind,
                                 struct quick *(*part)(struct reader *))
{
  struct quick *first = part(r);
  if (!first || !take_word(r, word))
    return first;
  struct quick *all = arena_get(r->arena, sizeof *all);
  *all = (struct quick){.kind = kind, .value = {first}, .nvalues = 1};
  do
    if (all->nvalues == QUICK_VALUES ||
        !(all->value[all->nvalues++] = part(r)))
      return NULL;
  while (take_word(r, word));
  return all;
}

static struct quick *read_all(struct reader *r)
{
  return read_joined(r, "and", Q_AND, read_one);
}

static struct quick *read_form(struct reader *r)
{
  return read_joined(r, "or", Q_OR, read_all);
}

struct quick *quick_new(struct arena *a, const char *source)
{
  struct reader r = {a, source, 0};
  struct quick *q = read_form(&r);
  return q && !*r.s ? q : NULL;
}
