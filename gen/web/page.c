#include "web/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/body.h"
#include "web/code.h"

struct page page_new(const struct web *w)
{
  struct page p = {.web = w};
  page_text(&p, "codes", w->codes ? "yes" : NULL);
  return p;
}

void page_free(struct page *p)
{
  buf_free(&p->out);
}

static void set(struct page *p, struct expr_var v)
{
  for (size_t i = 0; i < p->nvars; i++)
    if (!strcmp(p->var[i].name, v.name)) {
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
    o = (struct body_options){NULL, ids.s, 1};
  }
  if (body)
    body_html(html_out(&p->html), body, &o);
  buf_free(&ids);
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
} parts[] = {{"body", part_body}, {"code", part_code}};

static bool part(void *data, const char *name, const xmlNode *node,
                 const struct bind_sink *sink)
{
  (void)sink; /* it is p->html, which takes HTML too */
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!strcmp(parts[i].name, name)) {
      if (node)
        parts[i].make(data, node);
      return true;
    }
  return false;
}

bool page_write(struct page *p, const struct template *t, const xmlNode *node,
                const char *path)
{
  buf_clear(&p->out);
  p->html = html_new(&p->out);
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
