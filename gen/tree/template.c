#include "tree/template.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/tree.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/expr.h"
#include "tree/markup.h"
#include "tree/theme.h"

enum { DEPTH = 64, FILES = 64 };

#define NAME_LETTERS                                                           \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

/* One element that t:replace names; compiled once, however often used. */
struct partial {
  const char *file, *id; /* id NULL: the root element */
  const struct template_node *node;
  bool busy; /* being compiled: to meet it again is endless */
  struct partial *next;
};

struct template
{
  struct arena *arena;
  struct expr_engine *engine;
  const char *dir;
  struct markup *file[FILES];
  int nfiles, nruns;
  struct partial *partials;
  const struct template_node *root;
};

/* The file and element that are being compiled. */
struct cursor {
  struct template *t;
  const struct markup *file;
  xmlNode *node;
  struct template_node *out;
  int depth;
};

static bool fail(const struct cursor *c, const char *attr, const char *text)
{
  diag(LEVEL_ERROR, markup_place(c->file, c->node, attr), "%s", text);
  return false;
}

static const struct template_node *find_partial(struct template *t,
                                                const char *file,
                                                const char *id,
                                                struct place from, int depth);

/* ---- t:each t:if t:text t:replace ---- */

static const char *skip_name(const char *s)
{
  if (strchr("-0123456789", *s))
    return s;
  return s + strspn(s, NAME_LETTERS);
}

static const struct expr *compile(struct cursor *c, const char *attr,
                                  const char *source)
{
  return expr_new(c->t->engine, c->t->arena, source,
                  markup_place(c->file, c->node, attr));
}

/* "name: path": a colon and a space, unlike axes and prefixes. */
static bool take_each(struct cursor *c, const char *value)
{
  const char *end = skip_name(value);
  if (end > value && end[0] == ':' && end[1] == ' ') {
    c->out->each_name = arena_copy_n(c->t->arena, value, (size_t)(end - value));
    value = end + 2;
  }
  c->out->each = compile(c, "t:each", value);
  return c->out->each != NULL;
}

static bool take_if(struct cursor *c, const char *value)
{
  c->out->cond = compile(c, "t:if", value);
  return c->out->cond != NULL;
}

static bool holds_code(const xmlNode *n)
{
  for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
    if (!strcmp((const char *)n->name, "script") ||
        !strcmp((const char *)n->name, "style"))
      return true;
  return false;
}

static bool take_text(struct cursor *c, const char *value)
{
  if (holds_code(c->node))
    return fail(c, "t:text",
                _("values may not enter script or style, put "
                  "them into a data- attribute"));
  c->out->content = compile(c, "t:text", value);
  return c->out->content != NULL;
}

/* FILE.html or FILE.html#ID, of the theme (tree/theme.h). */
static bool is_partial(const char *value)
{
  size_t n = strspn(value, NAME_LETTERS "/");
  return n && value[0] != '/' && !strncmp(value + n, ".html", 5) &&
         (!value[n + 5] || value[n + 5] == '#');
}

static bool take_partial(struct cursor *c, const char *value)
{
  const char *hash = strchr(value, '#');
  size_t n = hash ? (size_t)(hash - value) : strlen(value);
  char *file = arena_copy_n(c->t->arena, value, n);
  const struct template_node *node =
      find_partial(c->t, file, hash ? arena_copy(c->t->arena, hash + 1) : NULL,
                   markup_place(c->file, c->node, "t:replace"), c->depth + 1);
  c->out->partial = arena_get(c->t->arena, sizeof *c->out->partial);
  *c->out->partial = node;
  return node != NULL;
}

static bool take_replace(struct cursor *c, const char *value)
{
  if (holds_code(c->node->parent))
    return fail(c, "t:replace",
                _("values may not enter script or style, "
                  "put them into a data- attribute"));
  if (!strncmp(value, "cb:", 3)) {
    c->out->part = arena_copy(c->t->arena, value + 3);
    return true;
  }
  if (is_partial(value))
    return take_partial(c, value);
  c->out->value = compile(c, "t:replace", value);
  return c->out->value != NULL;
}

/* ---- attributes ---- */

static bool is_among(const char *name, const char *const *list)
{
  for (; *list; list++)
    if (!strcmp(*list, name))
      return true;
  return false;
}

static bool is_url(const char *name)
{
  static const char *const list[] = {
      "href",   "src",        "cite", "action",     "formaction",
      "poster", "background", "data", "xlink:href", NULL};
  return is_among(name, list);
}

/* Attributes that hold code, or lists of addresses that nobody checks. */
static bool is_forbidden(const char *name)
{
  static const char *const list[] = {"style", "srcdoc", "srcset", "http-equiv",
                                     "ping",  "xmlns",  NULL};
  return !strncmp(name, "on", 2) || is_among(name, list);
}

static struct template_attr *attr_add(struct cursor *c, const char *name)
{
  const struct template_attr **end = &c->out->attr;
  for (; *end; end = (const struct template_attr **)&(*end)->next)
    if (!strcmp((*end)->name, name))
      return (struct template_attr *)*end;
  struct template_attr *a = arena_get(c->t->arena, sizeof *a);
  a->name = arena_copy(c->t->arena, name);
  *end = a;
  return a;
}

/* One "name: value"; the value ends at ; outside quotes. */
static const char *take_one(struct cursor *c, const char *s)
{
  const char *end = skip_name(s), *stop;
  if (end[0] == ':' && end[1] != ' ' && end[1])
    end = skip_name(end + 1); /* xlink:href */
  if (end == s || *end != ':') {
    fail(c, "t:attr", _("no 'name: value', write t:attr=\"href: @url\""));
    return NULL;
  }
  char quote = '\0';
  for (stop = end + 1; *stop && (quote || *stop != ';'); stop++)
    if (*stop == quote)
      quote = '\0';
    else if (!quote && (*stop == '\'' || *stop == '"'))
      quote = *stop;
  char *name = arena_copy_n(c->t->arena, s, (size_t)(end - s));
  if (is_forbidden(name)) {
    fail(c, "t:attr",
         _("t:attr may not set code or lists of addresses "
           "(on…, style, srcset), use a class"));
    return NULL;
  }
  struct template_attr *a = attr_add(c, name);
  a->is_url = is_url(name);
  a->value =
      compile(c, "t:attr",
              arena_copy_n(c->t->arena, end + 1, (size_t)(stop - end - 1)));
  return a->value ? stop : NULL;
}

static bool take_attr(struct cursor *c, const char *value)
{
  const char *s = value;
  do {
    s += strspn(s, "; \t\r\n");
    if (*s && !(s = take_one(c, s)))
      return false;
  } while (*s);
  return true;
}

static const struct {
  const char *name;
  bool (*take)(struct cursor *, const char *);
} bindings[] = {{"each", take_each},
                {"if", take_if},
                {"text", take_text},
                {"replace", take_replace},
                {"attr", take_attr}};

/* The name behind t:, or NULL; a declared prefix has gone into a->ns. */
static const char *bound_name(const xmlAttr *a)
{
  const char *name = (const char *)a->name;
  if (a->ns && a->ns->prefix)
    return strcmp((const char *)a->ns->prefix, "t") ? NULL : name;
  return strncmp(name, "t:", 2) ? NULL : name + 2;
}

static void keep_attr(struct cursor *c, const xmlAttr *a)
{
  const char *value = a->children ? (const char *)a->children->content : "";
  char *name = a->ns && a->ns->prefix
                   ? mem_printf("%s:%s", a->ns->prefix, a->name)
                   : mem_copy((const char *)a->name);
  attr_add(c, name)->text = arena_copy(c->t->arena, value);
  free(name);
}

static bool bind_attr(struct cursor *c, const xmlAttr *a, const char *name)
{
  const char *value = a->children ? (const char *)a->children->content : "";
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
    if (!strcmp(bindings[i].name, name))
      return bindings[i].take(c, value);
  diag(LEVEL_ERROR, markup_place(c->file, c->node, NULL),
       _("unknown attribute t:%s, use t:text t:each t:if t:attr t:replace"),
       name);
  return false;
}

static bool read_attrs(struct cursor *c)
{
  for (const xmlAttr *a = c->node->properties; a; a = a->next)
    if (!bound_name(a))
      keep_attr(c, a);
  bool ok = true, attrs = false;
  for (const xmlAttr *a = c->node->properties; a; a = a->next) {
    const char *name = bound_name(a);
    attrs |= name && !strcmp(name, "attr");
    ok &= !name || bind_attr(c, a, name);
  }
  bool replaced = c->out->part || c->out->partial || c->out->value;
  if (replaced && (attrs || c->out->content))
    return fail(c, "t:replace",
                _("t:replace with t:text or t:attr, which "
                  "have no effect then: leave them out"));
  return ok;
}

/* ---- elements ---- */

static struct template_node *read_node(struct cursor *c);

/* Elements in which text is not what it is elsewhere. */
static bool holds_text(const xmlNode *n)
{
  static const char *const list[] = {"pre",    "textarea", "script",
                                     "style", NULL};
  return is_among((const char *)n->name, list);
}

/* Neighbours that are bound to nothing become runs, which a sink may write
 * as it did on the last page. */
static void find_runs(struct cursor *c)
{
  struct template_node *first = NULL;
  if (holds_text(c->node))
    return;
  for (const struct template_node *n = c->out->first; n; n = n->next) {
    struct template_node *one = (struct template_node *)n;
    if (!n->constant) {
      first = NULL;
      continue;
    }
    if (!first) {
      first = one;
      first->run = ++c->t->nruns;
    }
    first->rest = n->next;
  }
}

static bool is_constant(const struct template_node *n)
{
  if (n->each || n->cond || n->content || n->part || n->partial || n->value)
    return false;
  for (const struct template_attr *a = n->attr; a; a = a->next)
    if (a->value)
      return false;
  for (n = n->first; n; n = n->next)
    if (!n->constant)
      return false;
  return true;
}

static bool read_children(struct cursor *c)
{
  const struct template_node **end = &c->out->first;
  bool ok = true;
  for (xmlNode *n = c->node->children; n; n = n->next) {
    struct cursor inner = {c->t, c->file, n, NULL, c->depth + 1};
    struct template_node *child = read_node(&inner);
    if (!child)
      continue;
    ok &= child->name || child->text;
    *end = child;
    end = &child->next;
  }
  return ok;
}

static bool read_element(struct cursor *c)
{
  const char *name = (const char *)c->node->name;
  const xmlNs *ns = c->node->ns;
  if (c->depth > DEPTH)
    return fail(c, NULL, _("elements nested too deeply, flatten them"));
  if ((ns && ns->prefix && !strcmp((const char *)ns->prefix, "t")) ||
      !strncmp(name, "t:", 2))
    return fail(c, NULL, _("t: begins no element, only attributes"));
  if (!read_attrs(c))
    return false;
  bool sample =
      c->out->content || c->out->part || c->out->partial || c->out->value;
  if (!sample && !read_children(c))
    return false;
  c->out->constant = is_constant(c->out);
  if (!c->out->constant)
    find_runs(c);
  return true;
}

/* NULL: nothing to keep (a comment); a node without name and text: an error
 * that was told. */
static struct template_node *read_node(struct cursor *c)
{
  struct arena *a = c->t->arena;
  if (c->node->type != XML_ELEMENT_NODE && c->node->type != XML_TEXT_NODE)
    return NULL;
  c->out = arena_get(a, sizeof *c->out);
  if (c->node->type == XML_TEXT_NODE) {
    c->out->text = arena_copy(a, (const char *)c->node->content);
    c->out->length = strlen(c->out->text);
    c->out->constant = true;
    return c->out;
  }
  c->out->at = markup_place(c->file, c->node, NULL);
  if (read_element(c))
    c->out->name = arena_copy(a, (const char *)c->node->name);
  return c->out;
}

/* ---- files ---- */

static struct markup *load_file(struct template *t, const char *name,
                                struct place from)
{
  char *path = theme_file(t->dir, name);
  struct markup *m = NULL;
  for (int i = 0; i < t->nfiles && !m; i++)
    if (!strcmp(markup_path(t->file[i]), path))
      m = t->file[i];
  if (!m && t->nfiles == FILES)
    diag(LEVEL_ERROR, from, _("template of more than %d files, join some"),
         FILES);
  else if (!m && from.file && !file_exists(path))
    diag(LEVEL_ERROR, from,
         _("there is no file \"%s\" in the theme; correct the name, or add "
           "it"),
         name);
  else if (!m && (m = markup_load(path)))
    t->file[t->nfiles++] = m;
  free(path);
  return m;
}

static const struct template_node *read_partial(struct template *t,
                                                const struct partial *p,
                                                struct place from, int depth)
{
  struct markup *m = load_file(t, p->file, from);
  if (!m)
    return NULL;
  xmlNode *n = p->id ? markup_by_id(m, p->id) : markup_root(m);
  if (!n) {
    diag(LEVEL_ERROR, from, _("%s has no element with id '%s', add it"),
         p->file, p->id);
    return NULL;
  }
  struct cursor c = {t, m, n, NULL, depth};
  const struct template_node *node = read_node(&c);
  return node && node->name ? node : NULL;
}

static bool same(const char *a, const char *b)
{
  return a && b ? !strcmp(a, b) : a == b;
}

static const struct template_node *find_partial(struct template *t,
                                                const char *file,
                                                const char *id,
                                                struct place from, int depth)
{
  for (const struct partial *p = t->partials; p; p = p->next) {
    if (strcmp(p->file, file) != 0 || !same(p->id, id))
      continue;
    if (p->busy)
      diag(LEVEL_ERROR, from, _("%s includes itself, break the ring"), file);
    return p->busy ? NULL : p->node;
  }
  struct partial *p = arena_get(t->arena, sizeof *p);
  *p = (struct partial){file, id, NULL, true, t->partials};
  t->partials = p;
  p->node = read_partial(t, p, from, depth);
  p->busy = false;
  return p->node;
}

struct template *template_load(const char *theme_dir, const char *name)
{
  struct template *t = mem_new(sizeof *t);
  t->arena = arena_new();
  t->engine = expr_engine_new();
  t->dir = arena_copy(t->arena, theme_dir);
  t->root = find_partial(t, arena_copy(t->arena, name), NULL, place_none(), 0);
  if (t->root)
    return t;
  template_free(t);
  return NULL;
}

void template_free(struct template *t)
{
  if (!t)
    return;
  for (int i = 0; i < t->nfiles; i++)
    markup_free(t->file[i]);
  expr_engine_free(t->engine);
  arena_free(t->arena);
  free(t);
}

const struct template_node *template_root(const struct template *t)
{
  return t->root;
}

int template_runs(const struct template *t)
{
  return t->nruns;
}

struct expr_engine *template_engine(const struct template *t)
{
  return t->engine;
}

int template_partials(const struct template *t)
{
  int n = 0;
  for (const struct partial *p = t->partials; p; p = p->next)
    n++;
  return n;
}

const struct template_node *template_partial(const struct template *t, int i)
{
  const struct partial *p = t->partials;
  for (; p && i > 0; i--)
    p = p->next;
  return p ? p->node : NULL;
}
