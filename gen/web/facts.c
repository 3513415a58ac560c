#include "web/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/node.h"
#include "web/html.h"
#include "web/ld.h"
#include "web/page.h"
#include "web/text.h"

/* What all stories of an issue say alike, made once. */
struct facts_kept {
  struct ld_issue ld;
  struct buf graph, government;
};

/* One page: what it is about. */
struct facts {
  struct page *p;
  struct buf *out;
  const xmlNode *node, *paper, *government;
  const char *base; /* "" without one */
  struct buf url;   /* absolute; empty without a base */
};

static void put(struct buf *out, const char *key, const char *name,
                const char *value)
{
  if (!value || !*value)
    return;
  buf_puts(out, "<meta ");
  buf_puts(out, key);
  buf_puts(out, "=\"");
  buf_puts(out, name);
  buf_puts(out, "\" content=\"");
  html_escape_value(out, value);
  buf_puts(out, "\">\n");
}

static void put_text(struct buf *out, const char *key, const char *name,
                     const xmlNode *of)
{
  char *text = of ? node_text(of) : NULL;
  put(out, key, name, text);
  free(text);
}

/* ---- addresses ---- */

/* Appends where the page is, from the top of the site, to m->url. */
static void put_path(struct facts *m)
{
  const xmlNode *n = m->node;
  const char *s = node_is(n, "article") ? node_attr(n, "url") : m->p->self;
  if (node_is(n, "issue"))
    buf_printf(&m->url, "%s/index.html", node_attr(n, "id"));
  else if (node_is(n, "page") && !s)
    buf_printf(&m->url, "%s/p%s.html", node_attr(n->parent, "id"),
               node_attr(n, "number"));
  else if (s && strcmp(s, "index.html") != 0)
    text_url(&m->url, s, strlen(s));
}

static void put_addresses(struct facts *m)
{
  const char *feed = page_text_of(m->p, "feed");
  if (!*m->base)
    return;
  buf_puts(&m->url, m->base);
  put_path(m);
  buf_puts(m->out, "<link rel=\"canonical\" href=\"");
  html_escape_value(m->out, m->url.s);
  buf_puts(m->out, "\">\n");
  if (!feed)
    return;
  buf_puts(m->out, "<link rel=\"alternate\" type=\"application/atom+xml\" "
                   "href=\"");
  html_escape_value(m->out, page_text_of(m->p, "root"));
  html_escape_value(m->out, feed);
  buf_puts(m->out, "\">\n");
}

/* ---- Open Graph ---- */

static void put_graph(struct facts *m, const char *type, const char *title)
{
  put(m->out, "property", "og:type", type);
  put(m->out, "property", "og:title", title);
  put(m->out, "property", "og:url", m->url.s);
}

static void put_place(struct buf *out, const xmlNode *of)
{
  put_text(out, "property", "og:site_name", node_first(of, "title"));
  put(out, "property", "og:locale", "zh_CN");
}

/* ---- a government site ---- */

static void put_site(struct buf *out, const xmlNode *government)
{
  put(out, "name", "SiteName", node_attr(government, "site-name"));
  put(out, "name", "SiteDomain", node_attr(government, "domain"));
  put(out, "name", "SiteIDCode", node_attr(government, "id-code"));
}

static void put_column(struct facts *m)
{
  const char *name = node_attr(m->node, "name");
  char *title = node_child_text(m->paper, "title");
  name = name && *name ? name : title;
  put_site(m->out, m->government);
  put(m->out, "name", "ColumnName", name);
  put(m->out, "name", "ColumnDescription", title);
  put(m->out, "name", "ColumnKeywords", name);
  put(m->out, "name", "ColumnType", node_attr(m->government, "column-type"));
  free(title);
}

static void put_content(struct facts *m, const struct ld_story *s)
{
  char *time = mem_printf("%s 00:00", node_attr(m->node, "date"));
  put(m->out, "name", "ArticleTitle", s->title.s);
  put(m->out, "name", "PubDate", time);
  put_text(m->out, "name", "ContentSource", node_first(m->paper, "title"));
  put(m->out, "name", "Keywords", node_attr(m->node, "section"));
  put_text(m->out, "name", "Author", node_first(m->node, "byline"));
  put(m->out, "name", "Description", s->lead.s);
  put(m->out, "name", "Image", s->image.s);
  put(m->out, "name", "Url", m->url.s);
  free(time);
}

/* ---- a story ---- */

static struct facts_kept *kept_of(struct facts *m, const xmlNode *issue)
{
  struct facts_kept *k = m->p->meta;
  if (k && k->ld.issue == issue)
    return k;
  facts_free(k);
  m->p->meta = k = mem_new(sizeof *k);
  k->ld = ld_issue_new(issue, m->base);
  buf_puts(&k->government, "");
  put_place(&k->graph, m->paper);
  if (m->government)
    put_site(&k->government, m->government);
  return k;
}

void facts_free(struct facts_kept *k)
{
  if (!k)
    return;
  ld_issue_free(&k->ld);
  buf_free(&k->graph);
  buf_free(&k->government);
  free(k);
}

static void put_article(struct facts *m)
{
  const struct facts_kept *k = kept_of(m, m->node->parent);
  struct ld_story s = ld_story_new(m->node, &k->ld);
  put(m->out, "name", "description", s.lead.s);
  put_text(m->out, "name", "author", node_first(m->node, "byline"));
  put_graph(m, "article", s.title.s);
  buf_put(m->out, k->graph.s, k->graph.n);
  put(m->out, "property", "og:description", s.lead.s);
  put(m->out, "property", "og:image", s.image.s);
  buf_puts(m->out, "<meta property=\"article:published_time\" content=\"");
  buf_puts(m->out, node_attr(m->node, "date"));
  buf_puts(m->out, "T00:00:00+08:00\">\n");
  put(m->out, "property", "article:section", node_attr(m->node, "section"));
  ld_article(m->out, &s);
  if (s.url.n)
    ld_baidu(m->out, &s);
  if (m->government) {
    buf_put(m->out, k->government.s, k->government.n);
    put_content(m, &s);
  }
  ld_story_free(&s);
}

/* ---- other pages ---- */

static void put_other(struct facts *m)
{
  const char *name = node_attr(m->node, "name");
  char *title = node_child_text(m->paper ? m->paper : m->node, "title");
  const char *more = name && *name ? name : page_text_of(m->p, "day");
  char *both = mem_printf("%s%s%s", title ? title : "", more ? " " : "",
                          more ? more : "");
  put_graph(m, "website", both);
  put_place(m->out, m->paper ? m->paper : m->node);
  if (node_is(m->node, "issue"))
    ld_put_issue(m->out, &kept_of(m, m->node)->ld);
  if (m->government)
    put_column(m);
  free(both);
  free(title);
}

void facts_put(struct page *p, const xmlNode *node)
{
  struct facts m = {.p = p, .out = html_out(&p->html), .node = node,
                   .base = p->base ? p->base : ""};
  m.paper = page_node_of(p, "paper");
  m.government = node_first(m.paper, "government");
  put_addresses(&m);
  if (node_is(node, "article"))
    put_article(&m);
  else
    put_other(&m);
  buf_free(&m.url);
}
