#include "tree/bind.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tree/link.h"

/* A page of 10,000 articles has some 200,000 elements. */
enum { STEPS = 2 * 1000 * 1000, DEPTH = 200 };

struct run {
  const struct bind *b;
  const struct bind_sink *sink;
  struct buf scratch;
  int left, depth;
  bool ok;
};

static void emit(struct run *r, const struct template_node *n,
                 const struct expr_scope *s);

/* False when the allowance of elements or of depth is used up. */
static bool step(struct run *r, const struct template_node *n)
{
  if (r->left <= 0)
    return false;
  r->left--;
  if (r->left > 0 && r->depth < DEPTH)
    return true;
  diag_once(LEVEL_ERROR, n->at,
            _("page too large or too deep, show less on it"));
  r->left = 0;
  r->ok = false;
  return false;
}

/* ---- elements ---- */

static void emit_attrs(struct run *r, const struct template_node *n,
                       const struct expr_scope *s)
{
  for (const struct template_attr *a = n->attr; a; a = a->next) {
    const char *value =
        a->value ? expr_string(a->value, s, &r->scratch) : a->text;
    if (!value)
      continue;
    if (a->value && a->is_url && !link_ok(value))
      diag_once(LEVEL_WARN, n->at,
                _("'%s' is no address for %s, left out; use http, https, "
                  "mailto, tel or a relative one"),
                value, a->name);
    else
      r->sink->attr(r->sink->to, a->name, value);
  }
}

static void emit_value(struct run *r, const struct expr *x,
                       const struct expr_scope *s)
{
  const char *value = expr_string(x, s, &r->scratch);
  if (value && *value)
    r->sink->text(r->sink->to, value, strlen(value));
}

static void emit_part(struct run *r, const struct template_node *n,
                      const struct expr_scope *s)
{
  const struct bind *b = r->b;
  if (b->part && b->part(b->data, n->part, s->node, r->sink))
    return;
  diag_once(LEVEL_ERROR, n->at, _("unknown part cb:%s, correct its name"),
            n->part);
  r->ok = false;
}

static void emit_element(struct run *r, const struct template_node *n,
                         const struct expr_scope *s)
{
  r->sink->open(r->sink->to, n->name);
  emit_attrs(r, n, s);
  if (n->content)
    emit_value(r, n->content, s);
  for (const struct template_node *c = n->first; c;) {
    bool whole = c->run && r->sink->run && r->sink->run(r->sink->to, c);
    if (!whole)
      emit(r, c, s);
    c = whole ? c->rest : c->next;
  }
  r->sink->close(r->sink->to, n->name);
}

static void emit_once(struct run *r, const struct template_node *n,
                      const struct expr_scope *s)
{
  if (n->cond && !expr_true(n->cond, s))
    return;
  if (n->part)
    emit_part(r, n, s);
  else if (n->partial)
    emit(r, *n->partial, s);
  else if (n->value)
    emit_value(r, n->value, s);
  else
    emit_element(r, n, s);
}

static void emit_each(struct run *r, const struct template_node *n,
                      const struct expr_scope *s)
{
  struct expr_nodes list = {0};
  expr_nodes(n->each, s, &list);
  for (size_t i = 0; i < list.n; i++) {
    const struct expr_var v = {n->each_name, list.node[i], NULL};
    const struct expr_scope inner = {
        list.node[i], (int)i + 1, (int)list.n, &v, n->each_name ? 1 : 0, s};
    if (step(r, n))
      emit_once(r, n, &inner);
  }
  free(list.node);
}

static void emit(struct run *r, const struct template_node *n,
                 const struct expr_scope *s)
{
  if (!n->name) {
    r->sink->text(r->sink->to, n->text, n->length);
    return;
  }
  if (!step(r, n))
    return;
  r->depth++;
  if (n->each)
    emit_each(r, n, s);
  else
    emit_once(r, n, s);
  r->depth--;
}

bool bind_to(const struct template *t, const struct bind *b,
             const struct bind_sink *sink)
{
  struct run r = {b, sink, BUF_INIT, STEPS, 0, true};
  const struct expr_scope s = {b->node, 1, 1, b->vars, b->nvars, NULL};
  int errors = diag_count(LEVEL_ERROR);
  expr_engine_start(template_engine(t));
  emit(&r, template_root(t), &s);
  buf_free(&r.scratch);
  return r.ok && diag_count(LEVEL_ERROR) == errors;
}

/* ---- the sink that keeps a document ---- */

struct keeper {
  xmlDoc *doc;
  xmlNode *node; /* that is open */
};

static void keep_open(void *to, const char *name)
{
  struct keeper *k = to;
  xmlNode *n = xmlNewDocNode(k->doc, NULL, (const xmlChar *)name, NULL);
  if (k->node)
    xmlAddChild(k->node, n);
  else
    xmlDocSetRootElement(k->doc, n);
  k->node = n;
}

static void keep_attr(void *to, const char *name, const char *value)
{
  struct keeper *k = to;
  xmlNewProp(k->node, (const xmlChar *)name, (const xmlChar *)value);
}

static void keep_text(void *to, const char *text, size_t n)
{
  struct keeper *k = to;
  if (k->node)
    xmlNodeAddContentLen(k->node, (const xmlChar *)text, (int)n);
}

static void keep_close(void *to, const char *name)
{
  struct keeper *k = to;
  (void)name;
  k->node = k->node->parent;
  if (k->node && k->node->type != XML_ELEMENT_NODE)
    k->node = NULL;
}

xmlDoc *bind_page(const struct template *t, const struct bind *b)
{
  struct keeper k = {xmlNewDoc((const xmlChar *)"1.0"), NULL};
  k.doc->encoding = xmlStrdup((const xmlChar *)"UTF-8");
  const struct bind_sink sink = {keep_open, keep_attr, keep_text, keep_close,
                                 &k, NULL};
  if (bind_to(t, b, &sink) && xmlDocGetRootElement(k.doc))
    return k.doc;
  xmlFreeDoc(k.doc);
  return NULL;
}
