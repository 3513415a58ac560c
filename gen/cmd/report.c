#include "cmd/report.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"

/* --- placement documents -------------------------------------------------- */

static const xmlNode *root_of(const xmlDoc *placed)
{
  return xmlDocGetRootElement((xmlDoc *)placed);
}

static bool has(const xmlNode *n, const char *attr, const char *value)
{
  const char *is = node_attr(n, attr);
  return is && !strcmp(is, value);
}

static const char *word(const xmlNode *n, const char *attr)
{
  const char *s = node_attr(n, attr);
  return s ? s : "";
}

/* The headline of story ID. */
static const char *title_of(const xmlNode *placed, const char *id)
{
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (has(z, "article", id))
        return word(z, "title");
  return id;
}

static int fill_of(const xmlNode *placed, const xmlNode *page)
{
  for (xmlNode *f = node_first(placed, "fill"); f; f = node_next(f, "fill"))
    if (has(f, "page", word(page, "n")))
      return node_int(f, "percent", 0);
  return 0;
}

bool report_overset(const xmlDoc *placed)
{
  const xmlNode *root = root_of(placed);
  for (xmlNode *o = node_first(root, "overset"); o;
       o = node_next(o, "overset"))
    if (has(o, "over", "yes"))
      return true;
  return false;
}

bool report_bad(const xmlDoc *placed)
{
  const xmlNode *root = root_of(placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    if (has(p, "closes", "no"))
      return true;
  return report_overset(placed);
}

const char *report_fault(const char *kind)
{
  static const struct {
    const char *kind, *name;
  } names[] = {{"tombstone", N_("headlines alike side by side")},
               {"unlike", N_("headlines unlike side by side")},
               {"cut-across", N_("a cut over the full width")},
               {"cut-down", N_("a cut over the full height")},
               {"pictures", N_("pictures of two stories touch")},
               {"order", N_("a lesser story above a greater one")},
               {"top-heavy", N_("top-heavy")},
               {"one-sided", N_("one-sided")},
               {"other", N_("smaller things")}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(names[i].kind, kind))
      return _(names[i].name);
  return kind;
}

/* --- overset stories ------------------------------------------------------ */

static void put_remedy(struct buf *b, const xmlNode *root, const xmlNode *r)
{
  int lines = node_int(r, "lines", 0), page = node_int(r, "page", 0);
  if (has(r, "kind", "cut"))
    buf_printf(b, _("cut %d characters = %d lines of《%s》"),
               node_int(r, "characters", 0), lines,
               title_of(root, word(r, "article")));
  else if (has(r, "kind", "picture"))
    buf_printf(b, _("set \"picture: %d\", which frees %d lines, of《%s》"),
               node_int(r, "columns", 0), lines,
               title_of(root, word(r, "article")));
  else if (has(r, "kind", "jump"))
    buf_printf(b, _("let it go on on P%d (jump: yes)"), page);
  else if (has(r, "kind", "free"))
    buf_printf(b, _("leave out its \"%s\", then it stands on P%d"),
               word(r, "key"), page);
  else
    buf_printf(b, _("make %d pages of it (page-count)"),
               node_int(r, "pages", 0));
  buf_printf(b, _(" [cost %+d]"), node_int(r, "cost", 0));
}

static void put_remedies(struct buf *b, const xmlNode *root,
                         const xmlNode *overset)
{
  const xmlNode *r = node_first(overset, "remedy");
  if (!r)
    buf_puts(b, _("nothing that was tried helps alone; take out stories or add "
                  "pages"));
  for (const xmlNode *next; r; r = next) {
    put_remedy(b, root, r);
    next = node_next(r, "remedy");
    if (next)
      buf_puts(b, _("; or "));
  }
}

static struct place place_of(const xmlDoc *issue, const char *id)
{
  const xmlNode *root = root_of(issue);
  for (xmlNode *a = node_first(root, "article"); a;
       a = node_next(a, "article"))
    if (has(a, "id", id))
      return node_place(a);
  return node_place(root);
}

void report_tell(const xmlDoc *issue, const xmlDoc *placed, bool strict)
{
  const xmlNode *root = root_of(placed);
  for (xmlNode *o = node_first(root, "overset"); o;
       o = node_next(o, "overset")) {
    struct buf b = BUF_INIT;
    if (!has(o, "over", "yes") && !node_first(o, "remedy"))
      continue; /* the make-up has said where it stands */
    put_remedies(&b, root, o);
    bool over = has(o, "over", "yes");
    enum level level =
        !over ? LEVEL_NOTE : strict ? LEVEL_ERROR : LEVEL_WARN;
    int characters = node_int(o, "characters", 0);
    if (characters)
      diag(level, place_of(issue, word(o, "article")),
           _("P%d《%s》: %d characters = %d lines too many, which stand on P%d; "
             "%s"),
           node_int(o, "page", 0), word(o, "title"), characters,
           node_int(o, "lines", 0), node_int(o, "to", 0), b.s);
    else /* a table, a picture */
      diag(level, place_of(issue, word(o, "article")),
           _("P%d《%s》: a height of %d lines too many, which stands on P%d; %s"),
           node_int(o, "page", 0), word(o, "title"), node_int(o, "lines", 0),
           node_int(o, "to", 0), b.s);
    buf_free(&b);
  }
}

/* --- the terminal --------------------------------------------------------- */

/* Opens one of a list's entries: its NAME before the first. */
static void put_entry(struct buf *b, const char *name, int *n)
{
  if ((*n)++)
    buf_puts(b, _(", "));
  else
    buf_printf(b, _("; %s "), name);
}

static void put_line(struct buf *b, const char *name, const xmlNode *line)
{
  if (line)
    buf_printf(b, _("; %s %+.2f em “%s…”"), name,
               node_int(line, "milli", 0) / 1000.0, word(line, "text"));
}

static void put_taboos(struct buf *b, const xmlNode *root,
                       const xmlNode *page)
{
  int n = 0;
  for (xmlNode *f = node_first(page, "fault"); f; f = node_next(f, "fault")) {
    if (!has(f, "taboo", "yes"))
      continue;
    put_entry(b, _("taboos"), &n);
    buf_puts(b, report_fault(word(f, "kind")));
    if (node_attr(f, "a"))
      buf_printf(b, "《%s》", title_of(root, word(f, "a")));
    if (node_attr(f, "b"))
      buf_printf(b, "《%s》", title_of(root, word(f, "b")));
  }
  if (!n)
    buf_puts(b, _("; no taboo"));
}

static void put_lists(struct buf *b, const xmlNode *root, const xmlNode *page)
{
  int fillers = 0, jumps = 0;
  for (xmlNode *z = node_first(page, "zone"); z; z = node_next(z, "zone"))
    if (has(z, "filler", "yes")) {
      put_entry(b, _("fillers"), &fillers);
      buf_printf(b, "《%s》", word(z, "title"));
    }
  for (xmlNode *j = node_first(root, "jump"); j; j = node_next(j, "jump"))
    if (has(j, "from", word(page, "n"))) {
      put_entry(b, _("jumps"), &jumps);
      buf_printf(b, "《%s》→P%s", title_of(root, word(j, "article")),
                 word(j, "to"));
    }
}

/* Control characters (C0 and C1) of hostile content must not reach the
 * terminal. */
static void print_clean(const struct buf *b)
{
  char *s = b->s;
  for (size_t i = 0; i < b->n; i++) {
    bool c1 = s[i] == '\xC2' && (s[i + 1] & 0xE0) == 0x80;
    if (c1 || s[i] == 0x7F || ((unsigned char)s[i] < 0x20 && s[i] != '\n'))
      s[i] = '?';
    if (c1)
      s[i + 1] = '?';
  }
  fwrite(s, 1, b->n, stderr);
}

void report_print(const char *title, const xmlDoc *placed)
{
  struct buf b = BUF_INIT;
  const xmlNode *root = root_of(placed);
  buf_printf(&b, "%s\n", title);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page")) {
    buf_printf(&b, _("  P%s %s %d %%, %s"), word(p, "n"), word(p, "name"),
               fill_of(root, p),
               has(p, "closes", "yes") ? _("closes") : _("does not close"));
    put_line(&b, _("loosest"), node_first(p, "loosest"));
    put_line(&b, _("tightest"), node_first(p, "tightest"));
    put_taboos(&b, root, p);
    put_lists(&b, root, p);
    buf_putc(&b, '\n');
  }
  print_clean(&b);
  buf_free(&b);
}

/* --- JSON ----------------------------------------------------------------- */

struct report {
  json_t *issues;
};

struct report *report_new(void)
{
  struct report *r = mem_new(sizeof *r);
  r->issues = json_array();
  return r;
}

static void set_word(json_t *o, const char *key, const char *s)
{
  json_object_set_new(o, key, s ? json_string(s) : json_null());
}

static void set_int(json_t *o, const char *key, int v)
{
  json_object_set_new(o, key, json_integer(v));
}

/* ATTR of N as a number; null when it has none. */
static void set_attr(json_t *o, const char *key, const xmlNode *n,
                     const char *attr)
{
  json_object_set_new(o, key, node_attr(n, attr)
                                  ? json_integer(node_int(n, attr, 0))
                                  : json_null());
}

static json_t *new_story(const xmlNode *root, const char *id)
{
  json_t *o = json_object();
  set_word(o, "story", id);
  set_word(o, "title", title_of(root, id));
  return o;
}

static json_t *line_json(const xmlNode *root, const xmlNode *line)
{
  if (!line)
    return json_null();
  json_t *o = new_story(root, word(line, "article"));
  set_int(o, "milli", node_int(line, "milli", 0));
  set_word(o, "text", word(line, "text"));
  return o;
}

static json_t *taboos_json(const xmlNode *page)
{
  json_t *list = json_array();
  for (xmlNode *f = node_first(page, "fault"); f; f = node_next(f, "fault")) {
    if (!has(f, "taboo", "yes"))
      continue;
    json_t *o = json_object(), *stories = json_array();
    set_word(o, "kind", word(f, "kind"));
    set_int(o, "cost", node_int(f, "cost", 0));
    if (node_attr(f, "a"))
      json_array_append_new(stories, json_string(word(f, "a")));
    if (node_attr(f, "b"))
      json_array_append_new(stories, json_string(word(f, "b")));
    json_object_set_new(o, "stories", stories);
    json_array_append_new(list, o);
  }
  return list;
}

static json_t *fillers_json(const xmlNode *root, const xmlNode *page)
{
  json_t *list = json_array();
  for (xmlNode *z = node_first(page, "zone"); z; z = node_next(z, "zone"))
    if (has(z, "filler", "yes"))
      json_array_append_new(list, new_story(root, word(z, "article")));
  return list;
}

static json_t *jumps_json(const xmlNode *root, const xmlNode *page)
{
  json_t *list = json_array();
  for (xmlNode *j = node_first(root, "jump"); j; j = node_next(j, "jump")) {
    if (!has(j, "from", word(page, "n")))
      continue;
    json_t *o = new_story(root, word(j, "article"));
    set_int(o, "to", node_int(j, "to", 0));
    json_array_append_new(list, o);
  }
  return list;
}

/* A remedy's attributes, numbers as numbers. */
static json_t *remedy_json(const xmlNode *r)
{
  json_t *o = json_object();
  for (const xmlAttr *a = r->properties; a; a = a->next) {
    const char *name = (const char *)a->name;
    if (!strcmp(name, "article"))
      set_word(o, "story", word(r, name));
    else if (!strcmp(name, "kind") || !strcmp(name, "key"))
      set_word(o, name, word(r, name));
    else
      set_int(o, name, node_int(r, name, 0));
  }
  return o;
}

static json_t *overset_json(const xmlNode *root, const xmlNode *page)
{
  json_t *list = json_array();
  for (xmlNode *n = node_first(root, "overset"); n;
       n = node_next(n, "overset")) {
    if (!has(n, "page", word(page, "n")))
      continue;
    json_t *o = json_object(), *remedies = json_array();
    set_word(o, "story", word(n, "article"));
    set_word(o, "title", word(n, "title"));
    set_int(o, "to", node_int(n, "to", 0));
    json_object_set_new(o, "over", json_boolean(has(n, "over", "yes")));
    set_int(o, "characters", node_int(n, "characters", 0));
    set_int(o, "lines", node_int(n, "lines", 0));
    for (xmlNode *r = node_first(n, "remedy"); r; r = node_next(r, "remedy"))
      json_array_append_new(remedies, remedy_json(r));
    json_object_set_new(o, "remedies", remedies);
    json_array_append_new(list, o);
  }
  return list;
}

static json_t *page_json(const xmlNode *root, const xmlNode *p)
{
  json_t *o = json_object(), *columns = json_array();
  set_int(o, "page", node_int(p, "n", 0));
  set_word(o, "name", word(p, "name"));
  json_object_set_new(o, "closes", json_boolean(has(p, "closes", "yes")));
  json_object_set_new(o, "over", json_boolean(has(p, "over", "yes")));
  set_attr(o, "cost", p, "cost");
  set_int(o, "fill", fill_of(root, p));
  for (xmlNode *c = node_first(p, "column"); c; c = node_next(c, "column"))
    json_array_append_new(columns, json_integer(node_int(c, "percent", 0)));
  json_object_set_new(o, "columns", columns);
  json_object_set_new(o, "loosest",
                      line_json(root, node_first(p, "loosest")));
  json_object_set_new(o, "tightest",
                      line_json(root, node_first(p, "tightest")));
  json_object_set_new(o, "taboos", taboos_json(p));
  json_object_set_new(o, "fillers", fillers_json(root, p));
  json_object_set_new(o, "jumps", jumps_json(root, p));
  json_object_set_new(o, "overset", overset_json(root, p));
  return o;
}

void report_add(struct report *r, const char *paper, const char *date,
                const char *state, const xmlDoc *placed)
{
  const xmlNode *root = placed ? root_of(placed) : NULL;
  json_t *o = json_object(), *pages = json_array();
  set_word(o, "paper", paper);
  set_word(o, "date", date);
  set_word(o, "state", state);
  if (root)
    set_attr(o, "planned", root, "planned");
  else
    json_object_set_new(o, "planned", json_null());
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    json_array_append_new(pages, page_json(root, p));
  json_object_set_new(o, "pages", pages);
  json_array_append_new(r->issues, o);
}

char *report_text(const char *paper, const char *date, const char *state,
                  const xmlDoc *placed)
{
  struct report *r = report_new();
  report_add(r, paper, date, state, placed);
  char *text = json_dumps(json_array_get(r->issues, 0), JSON_COMPACT);
  json_decref(r->issues);
  free(r);
  return text ? text : mem_copy("{}");
}

static bool write_text(const char *path, const char *text, size_t n)
{
  if (strcmp(path, "-") != 0)
    return file_write(path, text, n);
  if (fwrite(text, 1, n, stdout) == n && fflush(stdout) == 0)
    return true;
  diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return false;
}

bool report_end(struct report *r, const char *path)
{
  json_t *all = json_pack("{s:o}", "issues", r->issues);
  char *json = all ? json_dumps(all, JSON_INDENT(1)) : NULL;
  struct buf b = BUF_INIT;
  buf_printf(&b, "%s\n", json ? json : "{}");
  bool ok = write_text(path, b.s, b.n);
  buf_free(&b);
  free(json);
  json_decref(all);
  free(r);
  return ok;
}
