#include "web/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/body.h"
#include "web/code.h"
#include "web/figure.h"
#include "web/facts.h"
#include "web/pages.h"
#include "web/notes.h"

struct page page_new(const struct web *w)
{
  struct page p = {.web = w};
  page_text(&p, "codes", w->codes ? "yes" : NULL);
  page_text(&p, "search", w->search ? "yes" : NULL);
  return p;
}

void page_free(struct page *p)
{
  facts_free(p->meta);
  for (size_t i = 0; i < p->nruns; i++)
    html_runs_free(&p->runs[i]);
  free(p->runs);
  buf_free(&p->out);
}

static void set(struct page *p, struct expr_var v)
{
  for (size_t i = 0; i < p->nvars; i++)
    if (p->var[i].name[0] == v.name[0] && !strcmp(p->var[i].name, v.name)) {
      p->var[i] = v;
      return;
    }
  if (p->nvars < PAGE_VARS)
    p->var[p->nvars++] = v;
}

void page_node(struct page *p, const char *name, const xmlNode *node)
{
  set(p, (struct expr_var){name, node, NULL});
}

void page_text(struct page *p, const char *name, const char *text)
{
  set(p, (struct expr_var){name, NULL, text});
}

static const struct expr_var *find(const struct page *p, const char *name)
{
  for (size_t i = 0; i < p->nvars; i++)
    if (!strcmp(p->var[i].name, name))
      return &p->var[i];
  return NULL;
}

const xmlNode *page_node_of(const struct page *p, const char *name)
{
  const struct expr_var *v = find(p, name);
  return v ? v->node : NULL;
}

const char *page_text_of(const struct page *p, const char *name)
{
  const struct expr_var *v = find(p, name);
  return v ? v->text : NULL;
}

/* ---- parts that templates ask for ---- */

/* Fillers stand together on one page, below a heading of level 2 and without
 * addresses of their own. */
static void part_body(struct page *p, const xmlNode *node)
{
  const xmlNode *body = node_first(node, "body");
  struct buf ids = BUF_INIT;
  struct body_options o = {0};
  if (node_is(node, "filler")) {
    buf_printf(&ids, "%s-", node_attr(node, "id"));
    o = (struct body_options){.ids = ids.s, .heading = 1};
  } else {
    o = (struct body_options){
        .story = true, .notes = p->notes, .sizes = p->wish};
    notes_begin(p->notes, node);
  }
  if (body)
    body_html(html_out(&p->html), body, &o);
  buf_free(&ids);
}

/* Links to the parts of a long story. */
static void part_parts(struct page *p, const xmlNode *node)
{
  const xmlNode *body = node_first(node, "body");
  if (body)
    body_parts(html_out(&p->html), body);
}

/* What the body used and another story explains; after cb:body. */
static void part_notes(struct page *p, const xmlNode *node)
{
  (void)node;
  notes_list(p->notes, html_out(&p->html));
}

static void part_picture(struct page *p, const xmlNode *node)
{
  if (node_is(node, "image"))
    figure_picture(html_out(&p->html), node, FIGURE_STORY, p->wish);
}

/* At once on the first page, where the reader is; or that of a card. */
static void part_lead_picture(struct page *p, const xmlNode *node)
{
  const xmlNode *a = node;
  while (a && !node_is(a, "article"))
    a = a->parent;
  const char *page = a ? node_attr(a, "page") : NULL;
  bool first = !page || !strcmp(page, "1");
  if (node_is(node, "image"))
    figure_picture(html_out(&p->html), node,
                   first ? FIGURE_LEAD : FIGURE_STORY, p->wish);
  else if (node == a && a && p->top)
    figure_lead(html_out(&p->html), a, p->top, p->wish);
}

/* The byline as it is printed, names that have a page linked. */
static void part_byline(struct page *p, const xmlNode *node)
{
  char *line = node_child_text(node, "byline");
  const char *at = line ? line : "", *paper = NULL;
  const xmlNode *a = node_first(node, "author");
  paper = node_attr(page_node_of(p, "paper"), "id");
  for (; a && paper; a = node_next(a, "author")) {
    char *name = node_text(a);
    const char *found = strstr(at, name);
    if (found) {
      char *slug = link_encode(node_attr(a, "slug"));
      char *href = mem_printf("%s%s/author/%s.html", page_text_of(p, "root"),
                              paper, slug);
      html_text(&p->html, at, (size_t)(found - at));
      html_open(&p->html, "a");
      html_attr(&p->html, "href", href);
      html_text(&p->html, name, strlen(name));
      html_close(&p->html, "a");
      at = found + strlen(name);
      free(href);
      free(slug);
    }
    free(name);
  }
  html_text(&p->html, at, strlen(at));
  free(line);
}

static void part_code(struct page *p, const xmlNode *node)
{
  const char *url = node_attr(node, "url");
  if (p->web->codes && p->base && p->base[0] && url)
    code_inline(&p->html, p->base, url);
}

static const struct {
  const char *name;
  void (*make)(struct page *, const xmlNode *);
} parts[] = {{"meta", facts_put}, {"body", part_body}, {"code", part_code},
             {"byline", part_byline},
             {"sheet", pages_sheet},
             {"parts", part_parts}, {"notes", part_notes},
             {"picture", part_picture}, {"lead-picture", part_lead_picture}};

/* The part that NAME begins with, up to a space; -1: there is none. */
static int find_part(const char *name)
{
  size_t n = strcspn(name, " ");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strncmp(parts[i].name, name, n) && !parts[i].name[n])
      return (int)i;
  return -1;
}

static bool part(void *data, const char *name, const xmlNode *node,
                 const struct bind_sink *sink)
{
  (void)sink; /* it is p->html, which takes HTML too */
  struct page *p = data;
  int i = find_part(name);
  const char *wish = name + strcspn(name, " ");
  wish += strspn(wish, " ");
  p->wish = *wish ? wish : NULL;
  if (i >= 0 && node)
    parts[i].make(p, node);
  return i >= 0;
}

bool page_has_part(const char *name)
{
  return find_part(name) >= 0;
}

static struct html_runs *runs_of(struct page *p, const struct template *t)
{
  for (size_t i = 0; i < p->nruns; i++)
    if (p->runs[i].of == t)
      return &p->runs[i];
  p->runs = mem_grow(p->runs, &p->runs_cap, p->nruns + 1, sizeof *p->runs);
  p->runs[p->nruns] = html_runs_new(t);
  return &p->runs[p->nruns++];
}

bool page_write(struct page *p, const struct template *t, const xmlNode *node,
                const char *path)
{
  buf_clear(&p->out);
  p->html = html_new(&p->out);
  p->html.runs = runs_of(p, t);
  const struct bind_sink sink = html_sink(&p->html);
  const struct bind b = {node, p->var, p->nvars, part, p};
  bool ok = bind_to(t, &b, &sink);
  buf_putc(&p->out, '\n');
  return file_put(path, p->out.s, p->out.n) && ok;
}

char *page_day(const char *date)
{
  if (strlen(date) != 10 || date[4] != '-' || date[7] != '-')
    return mem_copy(date);
  return mem_printf("%.4s年%d月%d日", date, atoi(date + 5), atoi(date + 8));
}
