#include "cmd/theme_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/keys.h"

/* Of issues (tree/schema.rng), of cards, of placements (page/placed.h) and of
 * the archive (web/archive.h). */
static const char *const possible[] = {
    "account", "ad", "alias", "align", "alt", "archive", "article", "at",
    "author", "base-url", "body", "box", "br", "break", "byline", "caption",
    "cell", "closes", "code", "codeblock", "codes", "column", "column-type",
    "columns", "contact", "cost", "count", "credit", "crop", "date", "day",
    "deck", "definition", "dir", "domain", "edition", "emph", "entry", "fault",
    "feed", "figure", "fill", "filler", "find-errors", "focus", "form",
    "frame", "from", "glossary", "government", "h", "head", "headline",
    "height", "held", "href", "icp", "id", "id-code", "idle", "image",
    "imprint", "issue", "issues", "item", "jump", "key", "kicker", "kin",
    "kind", "label", "lang", "latin", "less", "level", "line", "lines", "link",
    "list", "loosest", "mark", "milli", "month", "more", "n", "name", "names",
    "next", "note", "number", "ok", "order", "organizer", "over", "overset",
    "p", "page", "page-count", "pages", "paper", "part", "path", "percent",
    "picture", "placed", "planned", "police", "position", "previous",
    "priority", "publisher", "pullquote", "quote", "related", "remedy", "row",
    "rows", "section", "section-id", "shape", "share", "sheet", "signoff",
    "site", "site-name", "slogan", "slug", "span", "src", "start", "strong",
    "subhead", "table", "taboo", "term", "text", "theme", "tightest", "title",
    "to", "total", "tried", "type", "url", "w", "way", "week", "weekday",
    "width", "words", "x", "y", "year", "zone"};

enum { POSSIBLE = sizeof possible / sizeof *possible };

struct theme_names {
  struct arena *arena;
  struct entry {
    const char *name, *root; /* the root of the document that has it */
  } * v;
  size_t n, cap;
};

struct theme_names *theme_names_new(void)
{
  struct theme_names *n = mem_new(sizeof *n);
  n->arena = arena_new();
  return n;
}

void theme_names_free(struct theme_names *n)
{
  if (!n)
    return;
  arena_free(n->arena);
  free(n->v);
  free(n);
}

static bool same(const char *a, const char *b, size_t n)
{
  return !strncmp(a, b, n) && !a[n];
}

bool theme_names_seen(const struct theme_names *n, const char *root,
                      const char *name, size_t length)
{
  for (size_t i = 0; i < n->n; i++)
    if (same(n->v[i].name, name, length) &&
        (!root || !strcmp(n->v[i].root, root)))
      return true;
  return false;
}

bool theme_names_known(const struct theme_names *n, const char *name,
                       size_t length)
{
  for (size_t i = 0; i < POSSIBLE; i++)
    if (same(possible[i], name, length))
      return true;
  return theme_names_seen(n, NULL, name, length);
}

static void add(struct theme_names *n, const char *root, const char *name)
{
  if (theme_names_seen(n, root, name, strlen(name)))
    return;
  n->v = mem_grow(n->v, &n->cap, n->n + 1, sizeof *n->v);
  n->v[n->n++] = (struct entry){arena_copy(n->arena, name),
                                arena_copy(n->arena, root)};
}

/* Trees are at most 32 deep. */
static void add_below(struct theme_names *n, const char *root,
                      const xmlNode *node)
{
  for (; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    add(n, root, (const char *)node->name);
    for (const xmlAttr *a = node->properties; a; a = a->next)
      add(n, root, (const char *)a->name);
    add_below(n, root, node->children);
  }
}

void theme_names_add(struct theme_names *n, const xmlDoc *doc)
{
  const xmlNode *root = doc ? xmlDocGetRootElement((xmlDoc *)doc) : NULL;
  if (root)
    add_below(n, (const char *)root->name, root);
}

const char *theme_names_near(const struct theme_names *n, const char *name)
{
  const char *found = NULL;
  int least = strlen(name) > 3 ? 3 : 2;
  for (size_t i = 0; i < POSSIBLE + n->n; i++) {
    const char *one = i < POSSIBLE ? possible[i] : n->v[i - POSSIBLE].name;
    int d = keys_distance(name, one);
    if (d < least) {
      least = d;
      found = one;
    }
  }
  return found;
}
