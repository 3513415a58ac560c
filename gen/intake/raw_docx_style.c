/* Word's styles: what a paragraph's style makes it, by whatever name. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "intake/docx_in.h"
#include "tree/node.h"

enum { BASES = 16 };

struct docx_styles {
  struct docx_entry {
    const char *type, *id;
    const xmlNode *node;
  } * all;
  size_t n;
  const xmlNode *defaults; /* w:docDefaults */
};

static const struct docx_look nothing = {-1, -1, -1, -1, -1, -1, -1, -1};

static int by_id(const void *a, const void *b)
{
  const struct docx_entry *x = a, *y = b;
  int c = strcmp(x->type, y->type);
  return c ? c : strcmp(x->id, y->id);
}

static const char *text_or_none(const char *s)
{
  return s ? s : "";
}

struct docx_styles *docx_styles_new(struct arena *a, xmlDoc *doc)
{
  struct docx_styles *s = arena_get(a, sizeof *s);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  size_t n = 0;
  for (const xmlNode *x = docx_child(root, "style"); x;
       x = docx_next(x, "style"))
    n++;
  s->all = arena_array(a, n + 1, sizeof *s->all);
  s->defaults = docx_child(root, "docDefaults");
  for (const xmlNode *x = docx_child(root, "style"); x;
       x = docx_next(x, "style")) {
    const char *dflt = node_attr(x, "default");
    struct docx_entry *e = &s->all[s->n++];
    e->type = text_or_none(node_attr(x, "type"));
    /* The default style is found by an id that none can have. */
    e->id = dflt && (*dflt == '1' || *dflt == 't')
                ? "\x01"
                : text_or_none(node_attr(x, "styleId"));
    e->node = x;
  }
  qsort(s->all, s->n, sizeof *s->all, by_id);
  return s;
}

static const xmlNode *find(const struct docx_styles *s, const char *type,
                           const char *id)
{
  struct docx_entry key = {type, id ? id : "\x01", NULL};
  const struct docx_entry *e =
      s->n ? bsearch(&key, s->all, s->n, sizeof *s->all, by_id) : NULL;
  return e ? e->node : NULL;
}

/* A heading's level by the name of its style, as Word and WPS name them. */
static int named_level(const char *name)
{
  static const char *const heads[] = {"heading ", "标题 ", "标题"};
  if (!name)
    return -1;
  if (!strcasecmp(name, "title") || !strcmp(name, "标题"))
    return 1;
  if (!strcasecmp(name, "subtitle") || !strcmp(name, "副标题"))
    return 2;
  for (int i = 0; i < 3; i++) {
    size_t n = strlen(heads[i]);
    if (!strncasecmp(name, heads[i], n) && name[n] >= '1' && name[n] <= '9' &&
        !name[n + 1])
      return name[n] > '6' ? 6 : name[n] - '0';
  }
  return -1;
}

static int flag(const xmlNode *props, const char *name, int otherwise)
{
  const xmlNode *n = docx_child(props, name);
  if (!n)
    return otherwise;
  const char *v = node_attr(n, "val");
  return !v || (strcmp(v, "0") != 0 && strcmp(v, "false") != 0 &&
                strcmp(v, "off") != 0);
}

static int read_align(const char *jc, int otherwise)
{
  if (!jc)
    return otherwise;
  if (!strcmp(jc, "center"))
    return RAW_CENTRE;
  return !strcmp(jc, "right") || !strcmp(jc, "end") ? RAW_RIGHT : RAW_LEFT;
}

void docx_props(struct docx_look *look, const xmlNode *props)
{
  const xmlNode *num = docx_child(props, "numPr");
  int level = docx_number(docx_value(props, "outlineLvl"), -1);
  look->size = docx_number(docx_value(props, "sz"), look->size);
  look->bold = flag(props, "b", look->bold);
  look->hidden = flag(props, "vanish", look->hidden);
  look->page_break = flag(props, "pageBreakBefore", look->page_break);
  look->align = read_align(docx_value(props, "jc"), look->align);
  /* Level 9 is body text. */
  if (level >= 0)
    look->heading = level >= 9 ? 0 : level >= 6 ? 6 : level + 1;
  look->num = docx_number(docx_value(num, "numId"), look->num);
  look->level = docx_number(docx_value(num, "ilvl"), look->level);
}

/* W:rPr and w:pPr below N. */
static void both(struct docx_look *look, const xmlNode *n)
{
  docx_props(look, docx_child(n, "rPr"));
  docx_props(look, docx_child(n, "pPr"));
}

struct docx_look docx_style(const struct docx_styles *s, const char *type,
                            const char *id)
{
  const xmlNode *chain[BASES], *x = find(s, type, id);
  struct docx_look look = nothing;
  int n = 0;
  /* A style that is based on itself ends with the chain. */
  for (; x && n < BASES; n++) {
    const char *base = docx_value(x, "basedOn");
    chain[n] = x;
    x = base ? find(s, type, base) : NULL;
    if (base && !x) {
      const xmlNode *normal = find(s, type, NULL);
      const char *own = normal ? node_attr(normal, "styleId") : NULL;
      x = own && !strcmp(own, base) && normal != chain[n] ? normal : NULL;
    }
  }
  if (*type == 'p') {
    const xmlNode *run = docx_child(s->defaults, "rPrDefault");
    const xmlNode *para = docx_child(s->defaults, "pPrDefault");
    both(&look, run);
    both(&look, para);
  }
  while (n-- > 0) {
    int level = named_level(docx_value(chain[n], "name"));
    if (level > 0 && *type == 'p')
      look.heading = level;
    both(&look, chain[n]);
  }
  return look;
}
