#include "tree/expr.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/quick.h"

/* Steps of libxml2's machine for one page: some seconds at most. */
enum { WORK = 20 * 1000 * 1000 };

struct expr_engine {
  xmlXPathContext *xp;
  const struct expr_scope *scope; /* of the evaluation that is running */
  xmlXPathCompExpr **comp;
  size_t n, cap;
  xmlXPathObject *last; /* keeps a string alive till the next call */
};

struct expr {
  struct expr_engine *engine;
  struct quick *quick; /* NULL: libxml2 does it */
  xmlXPathCompExpr *comp;
  const char *source;
  struct place at;
};

static xmlXPathObject *lookup(void *data, const xmlChar *name,
                              const xmlChar *uri)
{
  const struct expr_engine *e = data;
  const struct expr_var *v =
      uri ? NULL : quick_var(e->scope, (const char *)name);
  if (!v)
    return NULL;
  if (v->text && !v->node)
    return xmlXPathNewCString(v->text);
  return xmlXPathNewNodeSet((xmlNode *)v->node);
}

/* libxml2 would print to stderr; we look at what it returns instead. */
static void silent(void *data, xmlErrorPtr error)
{
  (void)data;
  (void)error;
}

struct expr_engine *expr_engine_new(void)
{
  struct expr_engine *e = mem_new(sizeof *e);
  e->xp = xmlXPathNewContext(NULL);
  if (!e->xp) {
    diag(LEVEL_FATAL, place_none(), _("out of memory"));
    exit(3);
  }
  xmlXPathRegisterVariableLookup(e->xp, lookup, e);
  xmlXPathContextSetCache(e->xp, 1, -1, 0);
  e->xp->error = silent;
  expr_engine_start(e);
  return e;
}

void expr_engine_free(struct expr_engine *e)
{
  if (!e)
    return;
  for (size_t i = 0; i < e->n; i++)
    xmlXPathFreeCompExpr(e->comp[i]);
  xmlXPathFreeObject(e->last);
  free(e->comp);
  xmlXPathFreeContext(e->xp);
  free(e);
}

void expr_engine_start(struct expr_engine *e)
{
  e->xp->opLimit = WORK;
  e->xp->opCount = 0;
}

struct expr *expr_new(struct expr_engine *e, struct arena *a,
                      const char *source, struct place at)
{
  size_t length = strlen(source);
  if (length > EXPR_LENGTH) {
    diag(LEVEL_ERROR, at, _("expression of more than %d bytes, shorten it"),
         EXPR_LENGTH);
    return NULL;
  }
  xmlXPathCompExpr *comp = xmlXPathCtxtCompile(e->xp, (const xmlChar *)source);
  if (!comp) {
    diag(LEVEL_ERROR, at, _("'%s' is no XPath expression, correct it"), source);
    return NULL;
  }
  e->comp = mem_grow(e->comp, &e->cap, e->n + 1, sizeof *e->comp);
  e->comp[e->n++] = comp;
  struct expr *x = arena_get(a, sizeof *x);
  *x = (struct expr){e, quick_new(a, source), comp, arena_copy(a, source), at};
  return x;
}

/* What a failed evaluation is told as: the only causes that are left are
 * names that do not exist and work without end. */
static void complain(const struct expr *x)
{
  const xmlXPathContext *xp = x->engine->xp;
  if (xp->opLimit && xp->opCount >= xp->opLimit)
    diag_once(LEVEL_ERROR, x->at,
              _("'%s' takes too long, write a shorter path"), x->source);
  else
    diag_once(LEVEL_ERROR, x->at,
              _("'%s' cannot be evaluated, look for an unknown variable or "
                "function"),
              x->source);
}

static xmlXPathObject *evaluate(const struct expr *x,
                                const struct expr_scope *s)
{
  struct expr_engine *e = x->engine;
  xmlNode *node = (xmlNode *)s->node;
  e->scope = s;
  e->xp->node = node;
  e->xp->doc = node ? node->doc : NULL;
  e->xp->proximityPosition = s->position;
  e->xp->contextSize = s->size;
  xmlXPathObject *value = xmlXPathCompiledEval(x->comp, e->xp);
  if (!value)
    complain(x);
  e->scope = NULL;
  return value;
}

/* An empty node-set and false are "nothing", so that t:attr can leave an
 * attribute out. */
static const char *string_of(const xmlXPathObject *v)
{
  if (v->type == XPATH_BOOLEAN)
    return v->boolval ? "" : NULL;
  if (v->type == XPATH_NODESET && xmlXPathNodeSetIsEmpty(v->nodesetval))
    return NULL;
  return v->type == XPATH_STRING ? (const char *)v->stringval : NULL;
}

const char *expr_string(const struct expr *x, const struct expr_scope *s,
                        struct buf *scratch)
{
  if (x->quick && quick_known(x->quick, s))
    return quick_string(x->quick, s, scratch);
  struct expr_engine *e = x->engine;
  xmlXPathFreeObject(e->last);
  e->last = evaluate(x, s);
  if (!e->last)
    return NULL;
  bool plain = e->last->type == XPATH_STRING ||
               e->last->type == XPATH_BOOLEAN ||
               (e->last->type == XPATH_NODESET &&
                xmlXPathNodeSetIsEmpty(e->last->nodesetval));
  if (!plain)
    e->last = xmlXPathConvertString(e->last);
  return e->last ? string_of(e->last) : NULL;
}

bool expr_true(const struct expr *x, const struct expr_scope *s)
{
  if (x->quick && quick_known(x->quick, s))
    return quick_true(x->quick, s);
  xmlXPathObject *value = evaluate(x, s);
  bool yes = value && xmlXPathCastToBoolean(value);
  xmlXPathFreeObject(value);
  return yes;
}

static void add_node(struct expr_nodes *out, const xmlNode *n)
{
  /* libxml2 dresses namespace nodes as nodes; they are none of ours. */
  if (n->type == XML_NAMESPACE_DECL)
    return;
  out->node = mem_grow(out->node, &out->cap, out->n + 1, sizeof *out->node);
  out->node[out->n++] = n;
}

/* A set that the short road finds, within what the page may still cost. */
static bool has_quick_nodes(const struct expr *x, const struct expr_scope *s)
{
  const xmlXPathContext *xp = x->engine->xp;
  return x->quick && xp->opCount < xp->opLimit && quick_is_set(x->quick, s);
}

void expr_nodes(const struct expr *x, const struct expr_scope *s,
                struct expr_nodes *out)
{
  if (has_quick_nodes(x, s)) {
    long seen = quick_nodes(x->quick, s, out);
    x->engine->xp->opCount += (unsigned long)seen + 1;
    return;
  }
  xmlXPathObject *value = evaluate(x, s);
  if (!value)
    return;
  if (value->type != XPATH_NODESET)
    diag_once(LEVEL_ERROR, x->at, _("'%s' is no set of nodes, write a path"),
              x->source);
  else if (value->nodesetval)
    for (int i = 0; i < value->nodesetval->nodeNr; i++)
      add_node(out, value->nodesetval->nodeTab[i]);
  xmlXPathFreeObject(value);
}
