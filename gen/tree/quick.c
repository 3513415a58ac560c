#include "tree/quick.h"

#include <string.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/expr.h"
#include "tree/quick_in.h"

const struct expr_var *quick_var(const struct expr_scope *s, const char *name)
{
  for (; s; s = s->outer)
    for (size_t i = s->nvars; i--;)
      if (s->vars[i].name[0] == name[0] && s->vars[i].name[1] == name[1] &&
          !strcmp(s->vars[i].name, name))
        return &s->vars[i];
  return NULL;
}

/* The text of a value that is no set of nodes, else NULL. */
static const char *text_of(const struct quick *q, const struct expr_scope *s)
{
  bool name = q->kind == Q_PATH && q->text && !q->nsteps;
  const struct expr_var *v = name ? quick_var(s, q->text) : NULL;
  return q->kind == Q_TEXT ? q->text : v && !v->node ? v->text : NULL;
}

bool quick_known(const struct quick *q, const struct expr_scope *s)
{
  for (int i = 0; i < q->nsteps; i++)
    if (q->step[i].test && !quick_known(q->step[i].test, s))
      return false;
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
  const struct expr_scope *scope;
  bool (*visit)(void *data, const xmlNode *n);
  void *data;
  long seen; /* children looked at */
};

static bool walk_from(struct walk *w, int i, const xmlNode *n);

static bool walk_attr(const struct walk *w, const char *name, const xmlNode *n)
{
  if (n->type != XML_ELEMENT_NODE)
    return true;
  for (const xmlAttr *a = n->properties; a; a = a->next)
    if (!a->ns && !strcmp((const char *)a->name, name))
      return w->visit(w->data, (const xmlNode *)a);
  return true;
}

static bool passes(const struct walk *w, const struct quick_step *step,
                   const xmlNode *c)
{
  if (c->type != XML_ELEMENT_NODE || c->ns ||
      *c->name != (xmlChar)*step->name ||
      strcmp((const char *)c->name, step->name) != 0)
    return false;
  struct expr_scope inner = *w->scope;
  inner.node = c;
  return !step->test || quick_true(step->test, &inner);
}

static bool walk_child(struct walk *w, int i, const xmlNode *n)
{
  const struct quick_step *step = &w->q->step[i];
  long met = 0;
  if (n->type != XML_ELEMENT_NODE && n->type != XML_DOCUMENT_NODE)
    return true;
  for (const xmlNode *c = n->children; c; c = c->next) {
    w->seen++;
    if (!passes(w, step, c) || ++met <= step->after)
      continue;
    if (!walk_from(w, i + 1, c))
      return false;
    if (step->one)
      break;
  }
  return true;
}

/* False: stop. */
static bool walk_from(struct walk *w, int i, const xmlNode *n)
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

/* The variable at which the path Q begins, if it does. */
static const struct expr_var *var_of(const struct quick *q,
                                     const struct expr_scope *s)
{
  return q->text ? quick_var(s, q->text) : NULL;
}

/* From there, or the node at hand. Returns how many children it looked at. */
static long walk(struct walk *w, const struct expr_var *v)
{
  const xmlNode *from = v ? v->node : w->scope->node;
  if (from && (v || !w->q->text))
    walk_from(w, 0, from);
  return w->seen;
}

static bool keep_first(void *data, const xmlNode *n)
{
  *(const xmlNode **)data = n;
  return false;
}

static bool keep_each(void *data, const xmlNode *n)
{
  struct expr_nodes *out = data;
  out->node = mem_grow(out->node, &out->cap, out->n + 1, sizeof *out->node);
  out->node[out->n++] = n;
  return true;
}

bool quick_is_set(const struct quick *q, const struct expr_scope *s)
{
  bool down = false, up_again = false;
  for (int i = 0; i < q->nsteps; i++) {
    up_again |= down && q->step[i].kind == STEP_UP;
    down |= q->step[i].kind == STEP_CHILD;
  }
  return q->kind == Q_PATH && !up_again && quick_known(q, s) && !text_of(q, s);
}

long quick_nodes(const struct quick *q, const struct expr_scope *s,
                 struct expr_nodes *out)
{
  struct walk w = {q, s, keep_each, out, 0};
  return walk(&w, var_of(q, s));
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
  const struct expr_var *v = var_of(q, s);
  const xmlNode *n = NULL;
  struct walk w = {q, s, keep_first, &n, 0};
  if (v && !v->node && !q->nsteps)
    return v->text;
  walk(&w, v);
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
  struct walk w = {q, s, match_text, &m, 0};
  const char *own = text_of(q, s);
  if (own)
    return !strcmp(own, text);
  walk(&w, var_of(q, s));
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
  struct walk w = {left, s, cross_text, &c, 0};
  const char *text = text_of(left, s);
  if (text)
    return value_is(right, s, text);
  walk(&w, var_of(left, s));
  return c.found;
}

static bool path_true(const struct quick *q, const struct expr_scope *s)
{
  const struct expr_var *v = var_of(q, s);
  const xmlNode *n = NULL;
  struct walk w = {q, s, keep_first, &n, 0};
  if (v && !v->node && !q->nsteps)
    return v->text && v->text[0];
  walk(&w, v);
  return n != NULL;
}

/* Up to the first that decides: one that is false, of Q_OR one that is true. */
static bool any_or_all(const struct quick *q, const struct expr_scope *s)
{
  bool any = q->kind == Q_OR;
  for (int i = 0; i < q->nvalues; i++)
    if (quick_true(q->value[i], s) == any)
      return any;
  return !any;
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
  case Q_AND:
  case Q_OR:
    return any_or_all(q, s);
  default:
    break;
  }
  struct buf b = BUF_INIT;
  const char *text = quick_string(q, s, &b);
  bool yes = text && text[0];
  buf_free(&b);
  return yes;
}
