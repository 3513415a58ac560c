#include "tree/expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/paths.h"
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

/* What an expression that is watched keeps of its paths. */
struct log {
  struct expr_path path[PATHS];
  xmlXPathCompExpr *comp[PATHS];
  size_t n;
};

struct expr {
  struct expr_engine *engine;
  struct arena *arena;
  struct log *log; /* NULL: not watched */
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
  *x = (struct expr){e,    a,  NULL, quick_new(a, source),
                     comp, arena_copy(a, source), at};
  return x;
}

/* The first variable of X that S has not, a copy; or NULL. */
static char *unknown_variable(const struct expr *x,
                              const struct expr_scope *s)
{
  struct path v[PATHS];
  size_t n = paths_of(x->source, v);
  for (size_t i = 0; i < n; i++) {
    if (*v[i].s != '$')
      continue;
    char *name = mem_copy_n(v[i].s + 1, v[i].n - 1);
    name[strcspn(name, "/[ \t\r\n")] = '\0';
    if (!quick_var(s, name))
      return name;
    free(name);
  }
  return NULL;
}

/* What a failed evaluation is told as: the only causes that are left are
 * names that do not exist and work without end. */
static void complain(const struct expr *x, const struct expr_scope *s)
{
  const xmlXPathContext *xp = x->engine->xp;
  char *name = unknown_variable(x, s);
  if (xp->opLimit && xp->opCount >= xp->opLimit)
    diag_once(LEVEL_ERROR, x->at,
              _("'%s' takes too long, write a shorter path"), x->source);
  else if (name)
    diag_once(LEVEL_ERROR, x->at,
              _("there is no variable $%s on this page, correct its name"),
              name);
  else
    diag_once(LEVEL_ERROR, x->at,
              _("'%s' cannot be evaluated, look for an unknown variable or "
                "function"),
              x->source);
  free(name);
}

static xmlXPathObject *value_of(struct expr_engine *e, xmlXPathCompExpr *comp,
                                const struct expr_scope *s)
{
  xmlNode *node = (xmlNode *)s->node;
  e->scope = s;
  e->xp->node = node;
  e->xp->doc = node ? node->doc : NULL;
  e->xp->proximityPosition = s->position;
  e->xp->contextSize = s->size;
  xmlXPathObject *value = xmlXPathCompiledEval(comp, e->xp);
  e->scope = NULL;
  return value;
}

static xmlXPathObject *evaluate(const struct expr *x,
                                const struct expr_scope *s)
{
  xmlXPathObject *value = value_of(x->engine, x->comp, s);
  if (!value)
    complain(x, s);
  return value;
}

/* ---- watching ---- */

void expr_watch(const struct expr *x)
{
  struct path v[PATHS];
  struct expr_engine *e = x->engine;
  struct log *log = arena_get(x->arena, sizeof *log);
  size_t n = paths_of(x->source, v);
  for (size_t i = 0; i < n; i++) {
    char *source = arena_copy_n(x->arena, v[i].s, v[i].n);
    xmlXPathCompExpr *comp =
        xmlXPathCtxtCompile(e->xp, (const xmlChar *)source);
    if (!comp)
      continue;
    e->comp = mem_grow(e->comp, &e->cap, e->n + 1, sizeof *e->comp);
    e->comp[e->n++] = comp;
    log->path[log->n].source = source;
    log->comp[log->n++] = comp;
  }
  ((struct expr *)x)->log = log;
}

const struct expr_path *expr_path(const struct expr *x, size_t i)
{
  return x->log && i < x->log->n ? &x->log->path[i] : NULL;
}

struct place expr_place(const struct expr *x)
{
  return x->at;
}

/* The node where PATH begins: its variable's, or the one at hand. */
static const xmlNode *start_of(const char *path, const struct expr_scope *s)
{
  if (*path != '$')
    return s->node;
  char *name = mem_copy_n(path + 1, strcspn(path + 1, "/[ \t\r\n"));
  const struct expr_var *v = quick_var(s, name);
  free(name);
  return v ? v->node : NULL;
}

static void set_root(struct expr_path *p, const xmlNode *n)
{
  const xmlNode *root = n && n->doc ? xmlDocGetRootElement(n->doc) : NULL;
  snprintf(p->root, sizeof p->root, "%s",
           root ? (const char *)root->name : "");
}

/* Other values than nodes are found: a variable that is a text. */
static void count(const struct expr *x, const struct expr_scope *s)
{
  for (size_t i = 0; i < x->log->n; i++) {
    struct expr_path *p = &x->log->path[i];
    if (p->found)
      continue;
    xmlXPathObject *value = value_of(x->engine, x->log->comp[i], s);
    p->asked++;
    set_root(p, start_of(p->source, s));
    p->found += value && (value->type != XPATH_NODESET ||
                          !xmlXPathNodeSetIsEmpty(value->nodesetval));
    xmlXPathFreeObject(value);
  }
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
  if (x->log)
    count(x, s);
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
  if (x->log)
    count(x, s);
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
  if (x->log)
    count(x, s);
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
