#include "page/style.h"

#include <stdlib.h>
#include <string.h>

#include "asset/css.h"
#include "asset/font.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "page/props.h"
#include "tree/node.h"
#include "tree/theme.h"

enum {
  CSS_LIMIT = 1 << 20,
  TABLE = 1024,
  BUCKETS = 32,
  MAX_MATCH = 64,
  MOST_LINES = 400
};

/* One computed style, found again by its parent and the rules it matched. */
struct entry {
  uint64_t key;
  struct style *style;
};

/* The rules, in order, that an element's name lets match. */
struct bucket {
  uint16_t *rules;
  size_t n;
};

struct styles {
  struct arena *arena;
  struct fonts *fonts;
  struct css *css;
  struct bucket buckets[BUCKETS]; /* by bucket_of the element's name */
  struct style root;
  struct page_style page;
  struct entry *table; /* open addressing, capacity a power of two */
  size_t n, cap;
  bool failed;
};

static bool has_attr(const xmlNode *n, const struct css_attr *want)
{
  const char *value = node_attr(n, want->name);
  return value && (!want->value || !strcmp(value, want->value));
}

static bool part_matches(const struct css_part *part, const xmlNode *n)
{
  if (part->element && strcmp(part->element, (const char *)n->name))
    return false;
  if (part->root)
    return false; /* the root's style is computed by itself */
  for (int i = 0; i < part->nattrs; i++)
    if (!has_attr(n, &part->attrs[i]))
      return false;
  return true;
}

static const xmlNode *above(const xmlNode *n)
{
  const xmlNode *up = n->parent;
  return up && up->type == XML_ELEMENT_NODE ? up : NULL;
}

/* Does the selector's part I and what stands before it fit N? Greedy search
 * from the right is exact: a '>' chain is checked as one piece. */
static bool rule_matches(const struct css_rule *rule, int i, const xmlNode *n)
{
  while (n && part_matches(&rule->parts[i], n)) {
    if (i == 0)
      return true;
    if (!rule->parts[i].child) {
      for (n = above(n); n; n = above(n))
        if (rule_matches(rule, i - 1, n))
          return true;
      return false;
    }
    i--;
    n = above(n);
  }
  return false;
}

static size_t bucket_of(const char *name)
{
  return (size_t)hash64(name, strlen(name)) % BUCKETS;
}

static void add_rule(struct bucket *b, size_t i)
{
  b->rules[b->n++] = (uint16_t)i;
}

static void fill_buckets(struct styles *s)
{
  const struct css *css = s->css;
  for (size_t b = 0; b < BUCKETS; b++)
    s->buckets[b].rules =
        arena_array(s->arena, css->nrules + 1, sizeof(uint16_t));
  for (size_t i = 0; i < css->nrules; i++) {
    const struct css_rule *rule = &css->rules[i];
    const char *name = rule->parts[rule->nparts - 1].element;
    if (name)
      add_rule(&s->buckets[bucket_of(name)], i);
    for (size_t b = 0; !name && b < BUCKETS; b++)
      add_rule(&s->buckets[b], i);
  }
}

static size_t match(const struct styles *s, const xmlNode *n,
                    uint16_t found[MAX_MATCH])
{
  const struct bucket *b = &s->buckets[bucket_of((const char *)n->name)];
  size_t count = 0;
  for (size_t k = 0; k < b->n; k++) {
    size_t i = b->rules[k];
    const struct css_rule *rule = &s->css->rules[i];
    if (!rule_matches(rule, rule->nparts - 1, n))
      continue;
    /* Of too many the weakest is left out. */
    if (count == MAX_MATCH)
      memmove(found, found + 1, --count * sizeof *found);
    found[count++] = (uint16_t)i;
  }
  return count;
}

static void apply_rules(struct styles *s, struct style *st,
                        const uint16_t *rules, size_t n)
{
  for (int pass = 0; pass < 2; pass++) {
    struct units u = {st->size, s->page.rlh ? s->page.rlh : st->leading};
    for (size_t i = 0; i < n; i++) {
      const struct css_rule *rule = &s->css->rules[rules[i]];
      for (size_t k = 0; k < rule->ndecls; k++)
        if (!props_apply(st, &rule->decls[k], &u, s->fonts, pass == 0))
          s->failed = true;
    }
  }
}

static void table_grow(struct styles *s)
{
  size_t cap = s->cap ? s->cap * 2 : TABLE;
  struct entry *t = mem_array(cap, sizeof *t);
  for (size_t i = 0; i < s->cap; i++)
    if (s->table[i].style) {
      size_t k = s->table[i].key & (cap - 1);
      while (t[k].style)
        k = (k + 1) & (cap - 1);
      t[k] = s->table[i];
    }
  free(s->table);
  s->table = t;
  s->cap = cap;
}

static const struct style *style_from(struct styles *s,
                                      const struct style *parent,
                                      const xmlNode *n)
{
  uint16_t rules[MAX_MATCH];
  size_t count = match(s, n, rules);
  uint64_t key = hash64(rules, count * sizeof *rules) ^
                 (uint64_t)(uintptr_t)parent * 0x9E3779B97F4A7C15u;
  if (s->n * 2 >= s->cap)
    table_grow(s);
  size_t i = key & (s->cap - 1);
  for (; s->table[i].style; i = (i + 1) & (s->cap - 1))
    if (s->table[i].key == key)
      return s->table[i].style;
  struct style *st = arena_get(s->arena, sizeof *st);
  *st = props_inherit(parent);
  apply_rules(s, st, rules, count);
  s->table[i] = (struct entry){key, st};
  s->n++;
  return st;
}

/* Nodes of a document remember their style in _private, which belongs to the
 * layout: a document is laid out with one set of styles only. */
const struct style *style_of(struct styles *s, const xmlNode *n)
{
  if (n->doc && n->_private)
    return n->_private;
  const xmlNode *up = above(n);
  const struct style *st =
      style_from(s, up ? style_of(s, up) : &s->root, n);
  if (n->doc)
    ((xmlNode *)n)->_private = (void *)st;
  return st;
}

const struct style *style_named(struct styles *s, const xmlNode *parent,
                                const char *name, const char *class)
{
  xmlNode text = {.type = XML_TEXT_NODE, .content = (xmlChar *)class};
  xmlAttr attr = {.type = XML_ATTRIBUTE_NODE,
                  .name = (const xmlChar *)"class",
                  .children = &text};
  xmlNode n = {.type = XML_ELEMENT_NODE,
               .name = (const xmlChar *)name,
               .parent = (xmlNode *)parent,
               .properties = class ? &attr : NULL};
  return style_of(s, &n);
}

const struct css *styles_css(const struct styles *s)
{
  return s->css;
}

static bool says(const struct css_decl *d, const char *name)
{
  bool font = !strncmp(name, "font-", 5) || !strcmp(name, "line-height");
  return !strcmp(d->name, name) || (font && !strcmp(d->name, "font"));
}

const struct css_decl *style_source(const struct styles *s, const xmlNode *n,
                                    const char *name)
{
  uint16_t rules[MAX_MATCH];
  const struct css_decl *found = NULL;
  size_t count = match(s, n, rules);
  for (size_t i = 0; i < count; i++) {
    const struct css_rule *rule = &s->css->rules[rules[i]];
    for (size_t k = 0; k < rule->ndecls; k++)
      if (says(&rule->decls[k], name))
        found = &rule->decls[k];
  }
  return found;
}

/* --- @page and the root --------------------------------------------------- */

static bool page_decl(struct styles *s, const struct css_decl *d)
{
  struct units u = {s->root.size, s->root.leading};
  struct page_style *p = &s->page;
  const char *end = d->value;
  mpt v[4];
  int n = 0;
  if (!strcmp(d->name, "-cb-make-up")) {
    p->run_on = !strcmp(d->value, "run-on");
    return p->run_on || !strcmp(d->value, "normal");
  }
  while (*end && n < 4)
    if (!props_length(end, &u, &v[n++], &end))
      return false;
  if (*end || !n)
    return false;
  if (!strcmp(d->name, "size") && n == 2 && v[0] > 0 && v[1] > 0) {
    p->w = v[0];
    p->h = v[1];
    return true;
  }
  if (!strcmp(d->name, "margin")) {
    p->margin[SIDE_TOP] = v[0];
    p->margin[SIDE_RIGHT] = n > 1 ? v[1] : v[0];
    p->margin[SIDE_BOTTOM] = n > 2 ? v[2] : v[0];
    p->margin[SIDE_LEFT] = n > 3 ? v[3] : p->margin[SIDE_RIGHT];
    return true;
  }
  if (!strcmp(d->name, "bleed") && n == 1 && v[0] >= 0) {
    p->bleed = v[0];
    return true;
  }
  return false;
}

static void read_page(struct styles *s)
{
  for (size_t i = 0; i < s->css->npage; i++) {
    const struct css_decl *d = &s->css->page[i];
    if (page_decl(s, d))
      continue;
    s->failed = true;
    diag(LEVEL_ERROR, d->at,
         _("\"%s: %s\" not understood in @page; use size, margin, bleed"),
         d->name, d->value);
  }
}

/* The rules whose selector is :root alone; column-gap is read here because
 * only the page has one. */
static void read_root(struct styles *s)
{
  uint16_t rules[MAX_MATCH];
  size_t n = 0;
  for (size_t i = 0; i < s->css->nrules && n < MAX_MATCH; i++) {
    const struct css_rule *r = &s->css->rules[i];
    if (r->nparts == 1 && r->parts[0].root)
      rules[n++] = (uint16_t)i;
  }
  apply_rules(s, &s->root, rules, n);
  s->page.rlh = s->root.leading;
  s->page.size = s->root.size;
  s->page.columns = s->root.columns ? s->root.columns : 1;
  s->page.gap = s->root.gap;
}

/* Every declaration is tried once, so that what is wrong is known when the
 * theme is loaded and not when a story first needs it. */
static void try_rules(struct styles *s)
{
  for (size_t i = 0; i < s->css->nrules; i++) {
    struct style st = props_inherit(&s->root);
    uint16_t rule = (uint16_t)i;
    apply_rules(s, &st, &rule, 1);
  }
}

/* Furniture NAME of LINES that leaves a page no room. */
static bool tell_high(const struct styles *s, const char *name, int lines)
{
  xmlNode n = {.type = XML_ELEMENT_NODE, .name = (const xmlChar *)name};
  const struct css_decl *d = style_source(s, &n, "height");
  if (!d || lines + 3 < s->page.lines || s->page.lines < 10)
    return false;
  diag(LEVEL_ERROR, d->at,
       _("%s is %d lines high, on a page of %d there is no room for stories; "
         "make it lower"),
       name, lines, s->page.lines);
  return true;
}

/* Lines and measure that follow; false when nothing fits on the page. */
static bool complete_page(struct styles *s, const char *file)
{
  struct page_style *p = &s->page;
  mpt w = p->w - p->margin[SIDE_LEFT] - p->margin[SIDE_RIGHT];
  mpt h = p->h - p->margin[SIDE_TOP] - p->margin[SIDE_BOTTOM];
  p->lines = p->rlh > 0 ? h / p->rlh : 0;
  p->measure = (w - p->gap * (p->columns - 1)) / p->columns;
  if (p->rlh <= 0 || p->lines > MOST_LINES || p->gap < 0 || h <= 0) {
    diag(LEVEL_ERROR, place_file(file),
         _("line-height and column-gap of :root do not suit @page, which may "
           "have %d lines; change them"),
         MOST_LINES);
    return false;
  }
  p->nameplate = style_named(s, NULL, "nameplate", NULL)->height / p->rlh;
  p->folio = style_named(s, NULL, "folio", NULL)->height / p->rlh;
  if (p->measure >= 2 * p->size && p->lines > p->nameplate + 3 &&
      p->lines > p->folio + 3)
    return true;
  if (tell_high(s, "nameplate", p->nameplate) ||
      tell_high(s, "folio", p->folio))
    return false;
  diag(LEVEL_ERROR, place_file(file),
       _("the page has no room for text: check @page, columns, column-gap, "
         "line-height, and the height of nameplate and folio"));
  return false;
}

/* Of the file PATH, which it takes. */
static bool read_css(struct styles *s, char *path, bool strict)
{
  struct buf b = BUF_INIT;
  bool ok = file_read(&b, path, CSS_LIMIT);
  if (ok && memchr(b.s ? b.s : "", '\0', b.n)) {
    diag(LEVEL_ERROR, place_file(path), _("holds a NUL byte, remove it"));
    ok = false;
  }
  if (ok) {
    const char *text = arena_copy_n(s->arena, b.s ? b.s : "", b.n);
    const char *file = arena_copy(s->arena, path);
    ok = strict ? css_rules(s->css, s->arena, file, text)
                : css_tokens(s->css, s->arena, file, text);
    if (ok && strict) {
      read_root(s);
      read_page(s);
    }
  }
  buf_free(&b);
  free(path);
  return ok;
}

struct styles *styles_load(const char *theme, struct fonts *fonts)
{
  return styles_load_edition(theme, NULL, fonts);
}

static bool read_all(struct styles *s, const char *theme, const char *sheet)
{
  if (!read_css(s, theme_file(theme, "tokens.css"), false) ||
      (sheet && !read_css(s, theme_sheet(theme, sheet), false)) ||
      !read_css(s, theme_file(theme, "print.css"), true) ||
      (sheet && !read_css(s, theme_sheet(theme, sheet), true)))
    return false;
  char *path = sheet ? theme_sheet(theme, sheet)
                     : theme_file(theme, "print.css");
  fill_buckets(s);
  try_rules(s);
  bool ok = !s->failed && complete_page(s, path);
  free(path);
  return ok;
}

struct styles *styles_load_edition(const char *theme, const char *edition,
                                   struct fonts *fonts)
{
  struct styles *s = mem_new(sizeof *s);
  s->arena = arena_new();
  s->fonts = fonts;
  s->css = css_new(s->arena);
  s->root = (struct style){.weight = 400,
                           .size = PT(9),
                           .leading = PT(13.5),
                           .strictness = BREAK_NORMAL,
                           .punct = PUNCT_END,
                           .autospace = true};
  s->page = (struct page_style){.w = MM(275), .h = MM(390)};
  s->page.edition = edition ? arena_copy(s->arena, edition) : NULL;
  char *sheet = edition ? mem_printf("%s.css", edition) : NULL;
  bool ok = read_all(s, theme, sheet);
  free(sheet);
  if (ok)
    return s;
  styles_free(s);
  return NULL;
}

bool styles_has(const char *theme, const char *edition)
{
  char *name = mem_printf("%s.css", edition);
  char *path = theme_sheet(theme, name);
  bool has = file_exists(path);
  free(path);
  free(name);
  return has;
}

void styles_free(struct styles *s)
{
  if (!s)
    return;
  css_free(s->css);
  arena_free(s->arena);
  free(s->table);
  free(s);
}

const struct page_style *styles_page(const struct styles *s)
{
  return &s->page;
}
