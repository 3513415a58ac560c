#include "tree/quick.h"

#include <ctype.h>
#include <string.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/expr.h"

enum kind { Q_TEXT, Q_PATH, Q_NOT, Q_EQUAL, Q_CONCAT };
enum step_kind { STEP_SELF, STEP_UP, STEP_CHILD, STEP_ATTR };
enum { STEPS = 8, VALUES = 8, NESTING = 4 };

struct step {
  enum step_kind kind;
  const char *name;
};

struct quick {
  enum kind kind;
  const char *text; /* of Q_TEXT; of Q_PATH the variable or NULL */
  struct step step[STEPS];
  int nsteps;
  struct quick *value[VALUES]; /* of the composed kinds */
  int nvalues;
};

/* ---- reading ---- */

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

static bool read_step(struct reader *r, struct step *step)
{
  if (r->s[0] == '.') {
    size_t n = r->s[1] == '.' ? 2 : 1;
    *step = (struct step){n == 2 ? STEP_UP : STEP_SELF, NULL};
    r->s += n;
    return true;
  }
  step->kind = *r->s == '@' ? STEP_ATTR : STEP_CHILD;
  r->s += step->kind == STEP_ATTR;
  step->name = read_name(r);
  return step->name != NULL;
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
    if (q->nsteps == STEPS || ended || !read_step(r, &q->step[q->nsteps++]))
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
    if (q->nvalues == VALUES || !(q->value[q->nvalues++] = read_value(r)))
      return false;
    if (*r->s == ')')
      break;
    if (*r->s++ != ',')
      return false;
  }
  r->s++;
  return q->nvalues > 1;
}

static struct quick *read_form(struct reader *r);

static bool read_not(struct reader *r, struct quick *q)
{
  q->kind = Q_NOT;
  q->nvalues = 1;
  q->value[0] = ++r->depth < NESTING ? read_form(r) : NULL;
  return q->value[0] && *r->s++ == ')';
}

static bool starts(struct reader *r, const char *word)
{
  size_t n = strlen(word);
  if (strncmp(r->s, word, n) != 0)
    return false;
  r->s += n;
  return true;
}

static struct quick *read_form(struct reader *r)
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

struct quick *quick_new(struct arena *a, const char *source)
{
  struct reader r = {a, source, 0};
  struct quick *q = read_form(&r);
  return q && !*r.s ? q : NULL;
}

/* ---- walking ---- */

const struct expr_var *quick_var(const struct expr_scope *s, const char *name)
{
  for (; s; s = s->outer)
    for (size_t i = s->nvars; i--;)
      if (s->vars[i].name[0] == name[0] && !strcmp(s->vars[i].name, name))
        return &s->vars[i];
  return NULL;
}

bool quick_known(const struct quick *q, const struct expr_scope *s)
{
  if (q->kind == Q_PATH && q->text) {
    const struct expr_var *v = quick_var(s, q->text);
    return v && (v->node || !v->text || !q->nsteps);
  }
  for (int i = 0; i < q->nvalues; i++)
    if (!quick_known(q->value[i], s))
      return false;
  return true;
}

/* Calls VISIT for each node that the steps from I on lead to, in document
 * order, until it says stop. Recursion is as deep as the path has steps. */
struct walk {
  const struct quick *q;
  bool (*visit)(void *data, const xmlNode *n);
  void *data;
};

static bool walk_from(const struct walk *w, int i, const xmlNode *n);

static bool walk_attr(const struct walk *w, const char *name, const xmlNode *n)
{
  if (n->type != XML_ELEMENT_NODE)
    return true;
  for (const xmlAttr *a = n->properties; a; a = a->next)
    if (!a->ns && !strcmp((const char *)a->name, name))
      return w->visit(w->data, (const xmlNode *)a);
  return true;
}

static bool walk_child(const struct walk *w, int i, const xmlNode *n)
{
  const char *name = w->q->step[i].name;
  if (n->type != XML_ELEMENT_NODE && n->type != XML_DOCUMENT_NODE)
    return true;
  for (const xmlNode *c = n->children; c; c = c->next)
    if (c->type == XML_ELEMENT_NODE && !c->ns &&
        !strcmp((const char *)c->name, name) && !walk_from(w, i + 1, c))
      return false;
  return true;
}

/* False: stop. */
static bool walk_from(const struct walk *w, int i, const xmlNode *n)
{
  for (; i < w->q->nsteps; i++) {
    switch (w->q->step[i].kind) {
    case STEP_SELF:
      break;
    case STEP_UP:
      n = n->parent;
      break;
    case STEP_ATTR:
      return walk_attr(w, w->q->step[i].name, n);
    case STEP_CHILD:
      return walk_child(w, i, n);
    }
    if (!n)
      return true;
  }
  return w->visit(w->data, n);
}

static void walk(const struct quick *q, const struct expr_scope *s,
                 bool (*visit)(void *, const xmlNode *), void *data)
{
  const struct walk w = {q, visit, data};
  const struct expr_var *v = q->text ? quick_var(s, q->text) : NULL;
  const xmlNode *from = q->text ? (v ? v->node : NULL) : s->node;
  if (from)
    walk_from(&w, 0, from);
}

static bool keep_first(void *data, const xmlNode *n)
{
  *(const xmlNode **)data = n;
  return false;
}

/* All text below N, without recursion. */
static void gather(struct buf *b, const xmlNode *top)
{
  for (const xmlNode *n = top->children; n;) {
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
      buf_puts(b, (const char *)n->content);
    bool down = n->type == XML_ELEMENT_NODE && n->children;
    const xmlNode *next = down ? n->children : n->next;
    while (!next && n->parent != top) {
      n = n->parent;
      next = n->next;
    }
    n = next;
  }
}

static const char *node_string(const xmlNode *n, struct buf *scratch)
{
  if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
    return (const char *)n->content;
  const xmlNode *c = n->children;
  if (!c)
    return "";
  if (!c->next && c->type == XML_TEXT_NODE)
    return (const char *)c->content;
  size_t start = scratch->n;
  gather(scratch, n);
  return scratch->n == start ? "" : scratch->s + start;
}

static const char *path_string(const struct quick *q,
                               const struct expr_scope *s, struct buf *scratch)
{
  if (q->text && !q->nsteps) {
    const struct expr_var *v = quick_var(s, q->text);
    if (!v->node)
      return v->text;
  }
  const xmlNode *n = NULL;
  walk(q, s, keep_first, &n);
  return n ? node_string(n, scratch) : NULL;
}

const char *quick_string(const struct quick *q, const struct expr_scope *s,
                         struct buf *scratch)
{
  buf_clear(scratch);
  switch (q->kind) {
  case Q_TEXT:
    return q->text;
  case Q_PATH:
    return path_string(q, s, scratch);
  case Q_CONCAT:
    break;
  default:
    return quick_true(q, s) ? "" : NULL;
  }
  struct buf part = BUF_INIT;
  for (int i = 0; i < q->nvalues; i++) {
    const char *text = quick_string(q->value[i], s, &part);
    buf_puts(scratch, text ? text : "");
  }
  buf_free(&part);
  return scratch->s;
}

struct match {
  const char *text;
  bool found;
};

static bool match_text(void *data, const xmlNode *n)
{
  struct match *m = data;
  struct buf b = BUF_INIT;
  m->found = !strcmp(node_string(n, &b), m->text);
  buf_free(&b);
  return !m->found;
}

struct cross {
  const struct quick *other;
  const struct expr_scope *scope;
  bool found;
};

static bool value_is(const struct quick *q, const struct expr_scope *s,
                     const char *text)
{
  struct match m = {text, false};
  const struct expr_var *v =
      q->kind == Q_PATH && q->text && !q->nsteps ? quick_var(s, q->text) : NULL;
  if (q->kind == Q_TEXT || (v && v->text && !v->node))
    return !strcmp(v ? v->text : q->text, text);
  walk(q, s, match_text, &m);
  return m.found;
}

static bool cross_text(void *data, const xmlNode *n)
{
  struct cross *c = data;
  struct buf b = BUF_INIT;
  c->found = value_is(c->other, c->scope, node_string(n, &b));
  buf_free(&b);
  return !c->found;
}

static bool is_equal(const struct quick *q, const struct expr_scope *s)
{
  const struct quick *left = q->value[0], *right = q->value[1];
  struct cross c = {right, s, false};
  const struct expr_var *v = left->kind == Q_PATH && left->text && !left->nsteps
                                 ? quick_var(s, left->text)
                                 : NULL;
  if (left->kind == Q_TEXT || (v && v->text && !v->node))
    return value_is(right, s, v ? v->text : left->text);
  walk(left, s, cross_text, &c);
  return c.found;
}

static bool path_true(const struct quick *q, const struct expr_scope *s)
{
  const struct expr_var *v =
      q->text && !q->nsteps ? quick_var(s, q->text) : NULL;
  if (v && !v->node)
    return v->text && v->text[0];
  const xmlNode *n = NULL;
  walk(q, s, keep_first, &n);
  return n != NULL;
}

bool quick_true(const struct quick *q, const struct expr_scope *s)
{
  switch (q->kind) {
  case Q_TEXT:
    return q->text[0] != '\0';
  case Q_NOT:
    return !quick_true(q->value[0], s);
  case Q_EQUAL:
    return is_equal(q, s);
  case Q_PATH:
    return path_true(q, s);
  default:
    break;
  }
  struct buf b = BUF_INIT;
  const char *text = quick_string(q, s, &b);
  bool yes = text && text[0];
  buf_free(&b);
  return yes;
}
