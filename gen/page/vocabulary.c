#include "page/vocabulary.h"

#include <string.h>

#include "tree/keys.h"

enum { DEPTH = 12 };

#define BLOCKS "body quote item box ad"
#define STORY                                                                  \
  "id date words section section-id jump=yes|no| held=page|"                   \
  "position=top|foot|left|right|top-left|top-right|foot-left|foot-right "      \
  "columns picture code=account form=over|side|vertical|boxed focus page "     \
  "priority=lead|major|normal|brief"
#define LINES                                                                  \
  "p subhead cell caption credit title term definition name strong emph link"
#define PACKAGE "class=framed|boxed"

/* Parents, "" where it stands in none; attributes, "=a|b" where only these
 * values occur ("|" at the end: others, too). `at` and `src` all have. */
static const struct {
  const char *name, *parents, *attrs;
} words[] = {
    {"issue", "", "id paper date number total dir lang base-url page-count "
                  "weekday"},
    {"article", "issue", STORY " order url"},
    {"filler", "issue", STORY},
    {"kicker", "article filler", PACKAGE},
    {"headline", "article filler", PACKAGE},
    {"deck", "article filler", PACKAGE},
    {"byline", "article filler", ""},
    {"body", "article filler", ""},
    {"signoff", "article filler", "form=line|run-in"},
    {"p", BLOCKS " pullquote", ""},
    {"subhead", BLOCKS, "level=1|2|3 number"},
    {"list", BLOCKS, "kind=bullet|ordered start"},
    {"item", "list", ""},
    {"quote", BLOCKS, ""},
    {"pullquote", BLOCKS, ""},
    {"table", BLOCKS, ""},
    {"row", "table", "head=yes"},
    {"cell", "row", "align=left|center|right"},
    {"figure", BLOCKS, "span"},
    {"image", "figure", "path width height alt"},
    {"caption", "figure table", ""},
    {"credit", "figure", ""},
    {"box", BLOCKS, ""},
    {"title", "box glossary names ad", ""},
    {"glossary", BLOCKS, ""},
    {"term", "glossary", ""},
    {"definition", "glossary", ""},
    {"names", BLOCKS, ""},
    {"name", "names", ""},
    {"codeblock", BLOCKS, "lang"},
    {"break", BLOCKS, ""},
    {"ad", BLOCKS " issue", "id label columns lines page "
     "position=top|foot|left|right|top-left|top-right|foot-left|foot-right"},
    {"strong", LINES, ""},
    {"emph", LINES, ""},
    {"link", LINES, "href"},
    {"code", LINES, ""},
    {"br", LINES, ""},
    /* What the make-up adds. */
    {"section", "article filler", ""},
    {"jump", "article filler", "class=to|from"},
    {"continuation", "article filler", ""},
    {"codenote", "article filler", ""},
    {"label", "item ad", "class=ad"},
    {"briefs", "", "class=heading|rule"},
    {"rule", "", "class=column|band|stack|break"},
    {"nameplate", "", ""},
    {"folio", "", ""},
    {"imprint", "", ""},
};

enum { WORDS = sizeof words / sizeof *words };

static int find(const char *name)
{
  for (int i = 0; i < WORDS; i++)
    if (!strcmp(words[i].name, name))
      return i;
  return -1;
}

const char *vocabulary_element(size_t i)
{
  return i < WORDS ? words[i].name : NULL;
}

bool vocabulary_is_furniture(const char *element)
{
  return !strcmp(element, "nameplate") || !strcmp(element, "folio") ||
         !strcmp(element, "imprint");
}

static bool in_list(const char *list, const char *word)
{
  size_t n = strlen(word);
  for (const char *s = list; *s; s += strspn(s, " ")) {
    size_t k = strcspn(s, " ");
    if (k == n && !strncmp(s, word, n))
      return true;
    s += k;
  }
  return false;
}

static bool inside(int i, const char *outer, int depth)
{
  if (i < 0 || depth > DEPTH)
    return false;
  if (in_list(words[i].parents, outer))
    return true;
  for (int k = 0; k < WORDS; k++)
    if (k != i && in_list(words[i].parents, words[k].name) &&
        inside(k, outer, depth + 1 + (depth > 3) * DEPTH))
      return true;
  return false;
}

bool vocabulary_inside(const char *element, const char *outer)
{
  return inside(find(element), outer, 0);
}

/* The entry of attribute NAME in a list of them; N gets its length. */
static const char *entry(const char *attrs, const char *name, size_t *n)
{
  size_t length = strlen(name);
  for (const char *s = attrs; *s; s += strspn(s, " ")) {
    *n = strcspn(s, " ");
    if (!strncmp(s, name, length) && strchr(" =", s[length]))
      return s;
    s += *n;
  }
  return NULL;
}

/* Is VALUE among "a|b" of N bytes? */
static bool has_value(const char *list, size_t n, const char *value)
{
  const char *end = list + n;
  size_t length = strlen(value);
  if (n && end[-1] == '|')
    return true;
  while (list < end) {
    size_t k = strcspn(list, "| ");
    if (k == length && !strncmp(list, value, k))
      return true;
    list += k + 1;
  }
  return false;
}

static const char *entry_of(int i, const char *name, size_t *n)
{
  static const char common[] = "at src";
  const char *e = entry(words[i].attrs, name, n);
  return e ? e : entry(common, name, n);
}

bool vocabulary_attr(const char *element, const char *name, const char *value)
{
  size_t n;
  int i = find(element);
  const char *e = i < 0 ? NULL : entry_of(i, name, &n);
  const char *is = e ? memchr(e, '=', n) : NULL;
  return e && (!value || !is ||
               has_value(is + 1, n - (size_t)(is + 1 - e), value));
}

/* The element whose name is nearest, at most two edits away. */
static const char *nearest(const char *name)
{
  const char *found = NULL;
  int least = strlen(name) > 3 ? 3 : 2;
  for (int i = 0; i < WORDS; i++) {
    int d = keys_distance(name, words[i].name);
    if (d < least) {
      least = d;
      found = words[i].name;
    }
  }
  return found;
}

static bool any_attr(const char *name, const char *value)
{
  for (int i = 0; i < WORDS; i++)
    if (vocabulary_attr(words[i].name, name, value))
      return true;
  return false;
}

/* Of an element, or with "*" of any. */
static bool has_attr(const struct css_part *p, const char *name,
                     const char *value)
{
  return p->element ? vocabulary_attr(p->element, name, value)
                    : any_attr(name, value);
}

/* The value nearest to A's of those that the attribute has, or NULL. */
static const char *nearest_value(const struct css_part *p,
                                 const struct css_attr *a)
{
  static const char *const values[] = {
      "lead",  "major",  "normal",   "brief",   "framed", "boxed",
      "heading", "rule", "column",   "band",    "stack",  "left",
      "center", "right", "bullet",   "ordered", "over",   "side",
      "vertical", "line", "run-in",  "to",      "from",   "yes"};
  const char *found = NULL;
  int least = 3;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    int d = keys_distance(a->value, values[i]);
    if (d < least && has_attr(p, a->name, values[i])) {
      least = d;
      found = values[i];
    }
  }
  return found;
}

static struct vocabulary_verdict judge_attrs(const struct css_part *p)
{
  for (int i = 0; i < p->nattrs; i++) {
    const struct css_attr *a = &p->attrs[i];
    if (!has_attr(p, a->name, NULL))
      return (struct vocabulary_verdict){VOCABULARY_ATTR, a->name,
                                         p->element ? p->element : "*", NULL};
    if (!has_attr(p, a->name, a->value))
      return (struct vocabulary_verdict){VOCABULARY_VALUE, a->value, a->name,
                                         nearest_value(p, a)};
  }
  return (struct vocabulary_verdict){VOCABULARY_FITS, NULL, NULL, NULL};
}

/* Does part I stand where the part before it says? */
static bool stands(const struct css_rule *r, int i)
{
  const char *name = r->parts[i].element, *up = r->parts[i - 1].element;
  if (!name || !up || r->parts[i - 1].root)
    return true;
  return r->parts[i].child ? in_list(words[find(name)].parents, up)
                           : vocabulary_inside(name, up);
}

struct vocabulary_verdict vocabulary_judge(const struct css_rule *r)
{
  struct vocabulary_verdict v = {VOCABULARY_FITS, NULL, NULL, NULL};
  for (int i = 0; i < r->nparts && v.fault == VOCABULARY_FITS; i++) {
    const struct css_part *p = &r->parts[i];
    if (p->element && find(p->element) < 0)
      return (struct vocabulary_verdict){VOCABULARY_ELEMENT, p->element, NULL,
                                         nearest(p->element)};
    if (i && !stands(r, i))
      return (struct vocabulary_verdict){VOCABULARY_INSIDE, p->element,
                                         r->parts[i - 1].element, NULL};
    v = judge_attrs(p);
    if (p->element && vocabulary_is_furniture(p->element))
      break;
  }
  return v;
}
