#include "cmd/desk_issue.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/tree.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/desk_in.h"
#include "cmd/report.h"
#include "tree/node.h"

static const char *word(const xmlNode *n, const char *attr)
{
  const char *s = n ? node_attr(n, attr) : NULL;
  return s ? s : "";
}

static bool has(const xmlNode *n, const char *attr, const char *value)
{
  return !strcmp(word(n, attr), value);
}

static const xmlNode *find(const xmlNode *parent, const char *name,
                           const char *attr, const char *value)
{
  const xmlNode *n = node_first(parent, name);
  while (n && !has(n, attr, value))
    n = node_next(n, name);
  return n;
}

/* --- JSON ----------------------------------------------------------------- */

static json_t *text_json(const char *s)
{
  json_t *text = s ? json_string(s) : json_null();
  return text ? text : json_string("?"); /* it was no UTF-8 */
}

static void set_text(json_t *o, const char *key, const char *s)
{
  json_object_set_new(o, key, text_json(s));
}

static void set_int(json_t *o, const char *key, long v)
{
  json_object_set_new(o, key, json_integer(v));
}

/* Attributes of N, milli-points, as points; separated by spaces. */
static void set_points(json_t *o, const xmlNode *n, const char *attrs)
{
  char name[16];
  for (int used; sscanf(attrs, " %15s%n", name, &used) == 1; attrs += used)
    json_object_set_new(o, name, json_real(node_int(n, name, 0) / 1000.));
}

static void set_ints(json_t *o, const xmlNode *n, const char *attrs)
{
  char name[16];
  for (int used; sscanf(attrs, " %15s%n", name, &used) == 1; attrs += used)
    set_int(o, name, node_int(n, name, 0));
}

static char *dump(json_t *o)
{
  char *text = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(9));
  json_decref(o);
  return text ? text : mem_copy("{}");
}

/* --- pages ---------------------------------------------------------------- */

static json_t *zone_json(const xmlNode *z)
{
  json_t *o = json_object();
  set_text(o, "story", word(z, "article"));
  set_text(o, "title", word(z, "title"));
  set_text(o, "shape", word(z, "shape"));
  set_points(o, z, "x y w h type");
  set_ints(o, z, "part column columns line lines rows white");
  json_object_set_new(o, "filler", json_boolean(has(z, "filler", "yes")));
  return o;
}

static json_t *line_json(const xmlNode *n)
{
  json_t *o = json_object();
  set_text(o, "kind", (const char *)n->name);
  set_int(o, "milli", node_int(n, "milli", 0));
  set_text(o, "text", word(n, "text"));
  json_object_set_new(o, "stories", json_pack("[s]", word(n, "article")));
  set_points(o, n, "x y w h");
  return o;
}

/* The first part of STORY on the page. */
static const xmlNode *zone_of(const xmlNode *page, const char *story)
{
  return story ? find(page, "zone", "article", story) : NULL;
}

struct box {
  long x, y, w, h; /* milli-points */
};

static struct box box_of(const xmlNode *z)
{
  return (struct box){node_int(z, "x", 0), node_int(z, "y", 0),
                      node_int(z, "w", 0), node_int(z, "h", 0)};
}

static long least(long a, long b)
{
  return a < b ? a : b;
}

static long most(long a, long b)
{
  return a > b ? a : b;
}

/* What lies between A and B: where they meet, widened to THICK. */
static struct box between(struct box a, struct box b, long thick)
{
  long left = most(a.x, b.x), right = least(a.x + a.w, b.x + b.w);
  long top = most(a.y, b.y), foot = least(a.y + a.h, b.y + b.h);
  if (right > left) /* one above the other */
    return (struct box){left, (top + foot - thick) / 2, right - left, thick};
  if (foot > top)
    return (struct box){(left + right - thick) / 2, top, thick, foot - top};
  return a;
}

/* Where on the PAGE the fault F is to be seen: between its modules, at the cut
 * that begins at one; the whole stories' part where no module is named. */
static struct box fault_box(const xmlNode *grid, const xmlNode *page,
                            const xmlNode *f)
{
  long rlh = node_int(grid, "line", 0), gap = node_int(grid, "gap", 0);
  long measure = node_int(grid, "measure", 0);
  struct box all = {node_int(grid, "left", 0),
                    node_int(grid, "top", 0) + node_int(page, "top", 0) * rlh,
                    node_int(grid, "columns", 1) * (measure + gap) - gap,
                    node_int(page, "lines", 0) * rlh};
  const xmlNode *a = zone_of(page, node_attr(f, "a"));
  const xmlNode *b = zone_of(page, node_attr(f, "b"));
  if (!a)
    return all;
  struct box at = box_of(a);
  if (has(f, "kind", "cut-across"))
    return (struct box){all.x, at.y - rlh, all.w, rlh};
  if (has(f, "kind", "cut-down"))
    return (struct box){at.x - gap, all.y, gap, all.h};
  return b ? between(at, box_of(b), rlh) : at;
}

static json_t *fault_json(const xmlNode *grid, const xmlNode *page,
                          const xmlNode *f)
{
  struct box at = fault_box(grid, page, f);
  json_t *o = json_pack("{s:f, s:f, s:f, s:f}", "x", (double)at.x / 1000,
                        "y", (double)at.y / 1000, "w", (double)at.w / 1000,
                        "h", (double)at.h / 1000);
  json_t *stories = json_array();
  set_text(o, "kind", word(f, "kind"));
  set_int(o, "cost", node_int(f, "cost", 0));
  json_object_set_new(o, "taboo", json_boolean(has(f, "taboo", "yes")));
  if (node_attr(f, "a"))
    json_array_append_new(stories, json_string(word(f, "a")));
  if (node_attr(f, "b"))
    json_array_append_new(stories, json_string(word(f, "b")));
  json_object_set_new(o, "stories", stories);
  return o;
}

static json_t *marks_json(const xmlNode *grid, const xmlNode *page)
{
  static const char *const lines[] = {"loosest", "tightest", "loose"};
  json_t *list = json_array();
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    for (const xmlNode *n = node_first(page, lines[i]); n;
         n = node_next(n, lines[i]))
      json_array_append_new(list, line_json(n));
  for (const xmlNode *f = node_first(page, "fault"); f;
       f = node_next(f, "fault"))
    json_array_append_new(list, fault_json(grid, page, f));
  return list;
}

static json_t *page_json(const struct desk_host *h, const char *rel,
                         const xmlNode *grid, const xmlNode *page)
{
  json_t *o = json_object(), *zones = json_array();
  char *name = mem_printf("%s/p%s.html", rel, word(page, "n"));
  char *path = mem_printf("%s/site/%s", h->out, name);
  char *address = file_exists(path) ? mem_printf("/%s", name) : NULL;
  set_int(o, "page", node_int(page, "n", 0));
  set_text(o, "name", word(page, "name"));
  set_text(o, "sheet", address);
  set_ints(o, page, "top lines white");
  for (const xmlNode *z = node_first(page, "zone"); z;
       z = node_next(z, "zone"))
    json_array_append_new(zones, zone_json(z));
  json_object_set_new(o, "zones", zones);
  json_object_set_new(o, "marks", marks_json(grid, page));
  free(address);
  free(path);
  free(name);
  return o;
}

static json_t *pages_json(const struct desk_host *h, const char *rel,
                          const xmlNode *root)
{
  json_t *list = json_array();
  const xmlNode *grid = node_first(root, "grid");
  for (const xmlNode *p = node_first(root, "page"); p;
       p = node_next(p, "page"))
    json_array_append_new(list, page_json(h, rel, grid, p));
  return list;
}

static json_t *grid_json(const xmlNode *grid)
{
  json_t *o = json_object();
  if (!grid)
    return o;
  set_points(o, grid, "w h top left measure gap line size");
  set_ints(o, grid, "columns lines");
  return o;
}

/* --- stories -------------------------------------------------------------- */

/* What the zones of a story say together. */
struct sum {
  long lines, white;
  json_t *pages;
};

static struct sum sum_of(const xmlNode *root, const char *id)
{
  struct sum s = {.pages = json_array()};
  for (const xmlNode *p = node_first(root, "page"); p;
       p = node_next(p, "page")) {
    bool here = false;
    for (const xmlNode *z = node_first(p, "zone"); z;
         z = node_next(z, "zone")) {
      if (!has(z, "article", id))
        continue;
      here = true;
      s.lines += node_int(z, "rows", 0);
      s.white += node_int(z, "white", 0);
    }
    if (here)
      json_array_append_new(s.pages, json_integer(node_int(p, "n", 0)));
  }
  return s;
}

/* Characters that stand in a full line of body text. */
static int per_line(const xmlNode *root)
{
  const xmlNode *grid = node_first(root, "grid");
  int size = grid ? node_int(grid, "size", 0) : 0;
  return size > 0 ? node_int(grid, "measure", 0) / size : 0;
}

static json_t *fit_json(const xmlNode *root, const char *id,
                        const struct sum *s)
{
  const xmlNode *o = find(root, "overset", "article", id);
  if (o)
    return json_pack("{s:s, s:i, s:i, s:i}", "state",
                     has(o, "over", "yes") ? "over" : "moved", "characters",
                     node_int(o, "characters", 0), "lines",
                     node_int(o, "lines", 0), "to", node_int(o, "to", 0));
  bool placed = json_array_size(s->pages) > 0;
  const char *state = !placed ? "out" : s->white ? "short" : "fits";
  json_int_t lines = s->white, characters = lines * per_line(root);
  return json_pack("{s:s, s:I, s:I, s:n}", "state", state, "characters",
                   characters, "lines", lines, "to");
}

static json_t *story_json(const xmlNode *root, const xmlNode *n)
{
  static const char *const texts[] = {"kind",     "title", "section",
                                      "priority", "file"};
  json_t *o = json_object();
  struct sum s = sum_of(root, word(n, "id"));
  set_text(o, "story", word(n, "id"));
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    set_text(o, texts[i], word(n, texts[i]));
  set_int(o, "line", node_int(n, "line", 0));
  set_int(o, "characters", node_int(n, "words", 0));
  set_int(o, "lines", s.lines);
  json_object_set_new(o, "asked",
                      node_attr(n, "page")
                          ? json_integer(node_int(n, "page", 0))
                          : json_null());
  json_object_set_new(o, "fit", fit_json(root, word(n, "id"), &s));
  json_object_set_new(o, "pages", s.pages);
  return o;
}

/* Fillers that are not used are none of the issue's. */
static json_t *stories_json(const xmlNode *root)
{
  json_t *list = json_array();
  for (const xmlNode *n = node_first(root, "story"); n;
       n = node_next(n, "story")) {
    json_t *o = story_json(root, n);
    bool placed = json_array_size(json_object_get(o, "pages")) > 0;
    if (placed || has(n, "kind", "article"))
      json_array_append(list, o);
    json_decref(o);
  }
  return list;
}

/* --- messages ------------------------------------------------------------- */

struct hearing {
  json_t *list;
  const char *rel;
  const struct desk_host *host;
  const xmlNode *root; /* of the placement, or NULL */
};

/* What of FILE is below FOLDER, or NULL. */
static const char *below(const char *file, const char *folder)
{
  size_t n = strlen(folder);
  return !strncmp(file, folder, n) && file[n] == '/' ? file + n + 1 : NULL;
}

/* FILE as the roll has it, and one of a theme that is tried as the theme's own;
 * owned. */
static char *own_file(const struct desk_host *h, const char *file)
{
  static const char trial[] = ".cache/trial-";
  const char *name = below(file, h->out);
  if (name && !strncmp(name, trial, sizeof trial - 1)) {
    const char *slash = strchr(name + sizeof trial, '/');
    return slash ? file_join(h->theme, slash + 1) : mem_copy(file);
  }
  name = below(file, h->content);
  return mem_copy(name ? name : file);
}

static void hear(void *to, const struct desk_message *m)
{
  struct hearing *h = to;
  if (*m->issue && strcmp(m->issue, h->rel) != 0)
    return;
  char *file = own_file(h->host, m->file);
  const xmlNode *story =
      h->root && *file ? find(h->root, "story", "file", file) : NULL;
  json_t *o = json_object();
  set_text(o, "file", file);
  set_int(o, "line", m->line);
  set_int(o, "col", m->col);
  set_text(o, "level", m->level);
  set_text(o, "text", m->text);
  set_text(o, "story", story ? word(story, "id") : NULL);
  json_array_append_new(h->list, o);
  free(file);
}

/* --- the whole ------------------------------------------------------------ */

static json_t *report_json(const char *paper, const char *date,
                           const xmlDoc *placed)
{
  char *text = report_text(paper, date, "made", placed);
  json_t *o = json_loads(text, 0, NULL);
  free(text);
  return o ? o : json_object();
}

static bool has_site(const struct desk_host *h, const char *rel)
{
  char *path = mem_printf("%s/site/%s/index.html", h->out, rel);
  bool has_one = file_exists(path);
  free(path);
  return has_one;
}

char *desk_issue(const struct desk_host *h, const char *paper,
                 const char *date)
{
  char *rel = mem_printf("%s/%s", paper, date);
  char *yaml = mem_printf("%s/%s/issue.yaml", h->content, rel);
  json_t *o = NULL;
  if (file_exists(yaml)) {
    xmlDoc *placed = desk_placed(h, rel);
    const xmlNode *root = placed ? xmlDocGetRootElement(placed) : NULL;
    const xmlNode *about = root ? node_first(root, "about") : NULL;
    struct hearing to = {json_array(), rel, h, root};
    h->said(h->data, hear, &to);
    o = json_pack("{s:s, s:s, s:b, s:b}", "paper", paper, "date", date, "laid",
                  root != NULL, "site", has_site(h, rel));
    set_text(o, "title", about ? word(about, "title") : paper);
    set_text(o, "number", word(about, "number"));
    json_object_set_new(o, "grid",
                        grid_json(root ? node_first(root, "grid") : NULL));
    json_object_set_new(o, "report", report_json(paper, date, placed));
    json_object_set_new(o, "pages", pages_json(h, rel, root));
    json_object_set_new(o, "stories", stories_json(root));
    json_object_set_new(o, "messages", to.list);
    xmlFreeDoc(placed);
  }
  free(yaml);
  free(rel);
  return o ? dump(o) : NULL;
}
