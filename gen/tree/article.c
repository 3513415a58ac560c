#include "tree/article.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/alias.h"
#include "tree/author.h"
#include "tree/front.h"
#include "tree/load.h"
#include "tree/mark.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/type.h"

static int fault(struct place at, const char *what)
{
  diag_once(LEVEL_ERROR, at, "%s", what);
  return 1;
}

static bool blank(uint32_t r)
{
  return r == ' ' || r == '\t' || r == '\n' || r == 0xA0 || r == 0x3000;
}

/* Headlines: one space, whatever white space parts the clauses. */
static void add_clauses(xmlNode *n, const char *s)
{
  struct buf b = BUF_INIT;
  bool space = false;
  for (const char *end = s + strlen(s); s < end;) {
    uint32_t r = utf8_next(&s, end);
    if (blank(r)) {
      space = b.n > 0;
      continue;
    }
    if (space)
      buf_putc(&b, ' ');
    space = false;
    buf_rune(&b, r);
  }
  node_text_add(n, b.s ? b.s : "", b.n);
  buf_free(&b);
}

static xmlNode *add_text(xmlNode *parent, const char *element,
                         const struct value *v)
{
  if (!v || v->kind != VALUE_LINE)
    return NULL;
  xmlNode *n = node_new(parent, element, v->line, v->col);
  node_text_add(n, v->s, strlen(v->s));
  return n;
}

static void add_title(xmlNode *parent, const char *element,
                      const struct value *v)
{
  if (v && v->kind == VALUE_LINE)
    add_clauses(node_new(parent, element, v->line, v->col), v->s);
}

/* NAME and SUFFIX; attributes with a helper have at most ten letters. */
static void name_helper(char helper[16], const char *name, const char *suffix)
{
  size_t n = strnlen(name, 16 - 5);
  memcpy(helper, name, n);
  memcpy(helper + n, suffix, strlen(suffix) + 1);
}

void article_set(xmlNode *n, const struct value *map, bool pinned)
{
  static const char *const names[] = {
      "page",  "priority", "section", "date",    "jump", "focus",
      "form",  "position", "columns", "picture", "code", "page-count"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct value *v = meta_entry(map, names[i]);
    if (!v || v->kind != VALUE_LINE)
      continue;
    char helper[16];
    name_helper(helper, names[i], pinned ? ".pin" : ".at");
    node_set(n, names[i], v->s);
    node_set_place(n, helper, v->line, v->col);
    if (pinned && !strcmp(names[i], "page") && node_is(n, "article"))
      node_set(n, "held", "page");
  }
}

struct place article_place(const xmlNode *n, const char *attr)
{
  char helper[16];
  struct place p = node_place(n);
  name_helper(helper, attr, ".pin");
  const char *at = node_attr(n, helper);
  if (at && n->parent)
    p.file = node_attr(n->parent, "src");
  name_helper(helper, attr, ".at");
  at = at ? at : node_attr(n, helper);
  if (at) {
    char *end = NULL;
    p.line = (int)strtol(at, &end, 10);
    p.col = *end == ':' ? (int)strtol(end + 1, NULL, 10) : 1;
  }
  return p;
}

/* The file name without leading number, hyphen and .md; owned. */
static char *stem(const char *name)
{
  const char *s = name;
  while (isdigit((unsigned char)*s))
    s++;
  s = s > name && *s == '-' ? s + 1 : name;
  size_t n = strlen(s);
  return mem_copy_n(s, n > 3 ? n - 3 : n);
}

static void set_id(xmlNode *n, const struct value *root, const char *name)
{
  const char *given = meta_line(root, "id");
  char *id = given ? NULL : stem(name);
  node_set(n, "id", given ? given : id);
  free(id);
}

/* Attributes and furniture; what is missing is left to the check. */
static void add_head(xmlNode *n, const struct value *root, const char *name)
{
  set_id(n, root, name);
  article_set(n, root, false);
  add_title(n, "kicker", meta_entry(root, "kicker"));
  add_title(n, "headline", meta_entry(root, "title"));
  add_title(n, "deck", meta_entry(root, "deck"));
  if (add_text(n, "byline", meta_entry(root, "byline")))
    author_add_all(n);
}

static void add_signoff(xmlNode *n, const struct value *root)
{
  const char *form = meta_line(root, "signoff-form");
  xmlNode *s = add_text(n, "signoff", meta_entry(root, "signoff"));
  if (s)
    node_set(s, "form", form ? form : "line");
}

/* False, reported, when the text is none that can be parsed. */
static bool sound(const char *path, const char *s, size_t n)
{
  struct meta_source src = {.file = path, .line = 1};
  size_t good = utf8_check(s, n);
  size_t i = front_bom(s, n);
  while (i < n && isspace((unsigned char)s[i]))
    i++;
  if (i == n)
    return !fault(place_file(path),
                  _("the file is empty, write the article or remove it"));
  if (good == n)
    return true;
  return !fault(meta_place(&src, s, good),
                _("not UTF-8, save the file as UTF-8"));
}

static int fault_front(const char *path, const struct front *f)
{
  struct place at = {path, 1, 1};
  if (!f->open)
    return fault(at, _("no front matter, begin the file with a line ---, "
                       "`title: …` and a second line ---"));
  return f->closed ? 0
                   : fault(at, _("the front matter does not end, write a line "
                                 "--- behind its last key"));
}

/* index.html and pN.html are pages of the issue itself. */
static bool is_taken(const char *id)
{
  return !strcmp(id, "index") ||
         (*id == 'p' && id[1] && !id[1 + strspn(id + 1, "0123456789")]);
}

static int fault_id(const xmlNode *n)
{
  const char *id = node_attr(n, "id");
  if (is_taken(id)) {
    diag_once(LEVEL_ERROR, node_place(n),
              _("“%s.html” is a page of the issue, write another `id: name`"),
              id);
    return 1;
  }
  if (type_is_id(id, strlen(id)))
    return 0;
  diag_once(LEVEL_ERROR, node_place(n),
            _("no id can be made of “%s”, name the file NN-name.md with a-z, "
              "0-9 and hyphens, or write `id: name`"),
            id);
  return 1;
}

/* A filler has no address. */
static int add_aliases(xmlNode *n, const struct value *root, bool quiet)
{
  const char *folder = node_attr(n->parent, "id");
  return node_is(n, "filler") || !folder
             ? 0
             : alias_add_all(n, meta_entry(root, "aliases"), folder, quiet);
}

static xmlNode *article_new(xmlNode *parent, const char *kind, const char *path)
{
  xmlNode *n = node_new(parent, kind, 1, 1);
  node_set(n, "src", path);
  return n;
}

static int parse(xmlNode *parent, const char *kind, const char *path,
                 const struct buf *b)
{
  struct front f = front_split(b->s, b->n);
  int faults = fault_front(path, &f);
  struct meta_source src = {path, 2, SCOPE_ARTICLE, false};
  xmlNode *n = article_new(parent, kind, path);
  struct meta *m = NULL;
  if (!faults) {
    m = meta_parse(b->s + f.yaml, f.yaml_len, &src);
    faults += meta_faults(m);
  }
  add_head(n, m ? meta_root(m) : NULL, file_base(path));
  if (m)
    faults += add_aliases(n, meta_root(m), false);
  faults += fault_id(n);
  xmlNode *body = node_new(n, "body", f.body_line, 1);
  if (!mark_parse(body, b->s + f.body, b->n - f.body, path, f.body_line)) {
    node_set(n, "body.bad", "yes");
    faults++;
  }
  if (m)
    add_signoff(n, meta_root(m));
  meta_free(m);
  return faults;
}

int article_load(xmlNode *parent, const char *kind, const char *dir,
                 const char *name)
{
  struct buf b = BUF_INIT;
  char *path = file_join(dir, name);
  int faults = 1;
  if (!load_inside(dir, name))
    fault(place_file(path),
          _("the link leads out of its folder, put the file there"));
  else if (file_read(&b, path, ARTICLE_LIMIT) &&
           sound(path, b.s ? b.s : "", b.n))
    faults = parse(parent, kind, path, &b);
  buf_free(&b);
  free(path);
  return faults;
}

bool article_card(xmlNode *parent, const char *dir, const char *name)
{
  struct buf b = BUF_INIT;
  bool ok = load_head(&b, dir, name) && b.n;
  struct front f = ok ? front_split(b.s, b.n) : (struct front){0};
  if (ok && f.closed) {
    char *path = file_join(dir, name);
    struct meta_source src = {path, 2, SCOPE_ARTICLE, true};
    struct meta *m = meta_parse(b.s + f.yaml, f.yaml_len, &src);
    ok = meta_line(meta_root(m), "title") != NULL;
    if (ok) {
      xmlNode *n = article_new(parent, "article", path);
      add_head(n, meta_root(m), name);
      add_aliases(n, meta_root(m), true);
    }
    meta_free(m);
    free(path);
  }
  buf_free(&b);
  return ok && f.closed;
}
