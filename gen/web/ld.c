#include "web/ld.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree/node.h"
#include "web/text.h"

#define BEGIN "<script type=\"application/ld+json\">"
#define END   "}</script>\n"

enum { LEAD = 110, ALL = 1000 }; /* characters */

/* ---- members of an object ---- */

/* ,"NAME":VALUE */
static void member_raw(struct buf *out, const char *name, const char *value)
{
  buf_puts(out, ",\"");
  buf_puts(out, name);
  buf_puts(out, "\":");
  buf_puts(out, value);
}

/* Nothing for NULL and "". */
static void member(struct buf *out, const char *name, const char *value)
{
  if (!value || !*value)
    return;
  member_raw(out, name, "");
  text_json(out, value);
}

static void member_text(struct buf *out, const char *name, const xmlNode *of,
                        const char *child)
{
  const xmlNode *n = node_first(of, child);
  char *text = n ? node_text(n) : NULL;
  member(out, name, text);
  free(text);
}

/* BASE and PATH, which is ASCII. */
static void member_url(struct buf *out, const char *base, const char *path)
{
  if (!*base)
    return;
  struct buf url = BUF_INIT;
  buf_puts(&url, base);
  buf_puts(&url, path);
  member(out, "url", url.s);
  buf_free(&url);
}

/* ---- the issue ---- */

static void put_paper(struct buf *out, const struct ld_issue *i)
{
  char path[128] = "";
  snprintf(path, sizeof path, "%s/index.html", node_attr(i->paper, "id"));
  buf_puts(out, ",\"isPartOf\":{\"@type\":[\"Periodical\",\"Newspaper\"]");
  member_text(out, "name", i->paper, "title");
  member_text(out, "alternateName", i->paper, "latin");
  member(out, "inLanguage", node_attr(i->issue, "lang"));
  member_url(out, i->base, path);
  buf_putc(out, '}');
}

static void put_issue(struct buf *out, const struct ld_issue *i)
{
  char path[128] = "";
  snprintf(path, sizeof path, "%s/index.html", node_attr(i->issue, "id"));
  buf_puts(out, "\"@type\":\"PublicationIssue\"");
  member(out, "issueNumber", node_attr(i->issue, "number"));
  member(out, "datePublished", node_attr(i->issue, "date"));
  member_url(out, i->base, path);
  put_paper(out, i);
}

/* The publisher's line of the nameplate is a sentence, not a name. */
static void put_publisher(struct buf *out, const struct ld_issue *i)
{
  const char *name =
      node_attr(node_first(i->paper, "government"), "organizer");
  buf_puts(out, ",\"publisher\":{\"@type\":\"Organization\"");
  if (name)
    member(out, "name", name);
  else
    member_text(out, "name", i->paper, "title");
  buf_putc(out, '}');
}

struct ld_issue ld_issue_new(const xmlNode *issue, const char *base)
{
  struct ld_issue i = {.issue = issue,
                       .paper = node_first(issue, "paper"),
                       .base = base ? base : ""};
  buf_puts(&i.part, ",\"isPartOf\":{");
  put_issue(&i.part, &i);
  buf_putc(&i.part, '}');
  put_publisher(&i.publisher, &i);
  return i;
}

void ld_issue_free(struct ld_issue *i)
{
  buf_free(&i->part);
  buf_free(&i->publisher);
}

void ld_put_issue(struct buf *out, const struct ld_issue *i)
{
  buf_puts(out, BEGIN "{\"@context\":\"https://schema.org\",");
  put_issue(out, i);
  buf_puts(out, END);
}

/* ---- a story ---- */

/* The first picture of BODY, as an absolute address. */
static void find_image(struct ld_story *s, const xmlNode *body)
{
  const xmlNode *figure = node_first(body, "figure");
  const char *src =
      figure ? node_attr(node_first(figure, "image"), "src") : NULL;
  if (!src || !s->issue->base[0])
    return;
  struct buf folder = BUF_INIT;
  buf_printf(&folder, "%s%s/", s->issue->base,
             node_attr(s->issue->issue, "id"));
  text_resolve(&s->image, folder.s, src, strlen(src));
  buf_free(&folder);
}

struct ld_story ld_story_new(const xmlNode *article, const struct ld_issue *i)
{
  struct ld_story s = {.issue = i, .article = article};
  const xmlNode *body = node_first(article, "body"), *p = node_first(body, "p");
  const char *url = node_attr(article, "url");
  buf_puts(&s.title, "");
  buf_puts(&s.lead, "");
  text_lead(&s.title, node_first(article, "headline"), ALL);
  if (p)
    text_lead(&s.lead, p, LEAD);
  text_json(&s.title_json, s.title.s);
  text_json(&s.lead_json, s.lead.s);
  if (i->base[0]) {
    buf_puts(&s.url, i->base);
    text_url(&s.url, url, strlen(url));
  }
  find_image(&s, body);
  return s;
}

void ld_story_free(struct ld_story *s)
{
  buf_free(&s->title);
  buf_free(&s->lead);
  buf_free(&s->title_json);
  buf_free(&s->lead_json);
  buf_free(&s->url);
  buf_free(&s->image);
}

static void put_author(struct buf *out, const struct ld_story *s,
                       const xmlNode *author)
{
  struct buf path = BUF_INIT;
  const char *slug = node_attr(author, "slug");
  char *name = node_text(author);
  buf_puts(out, "{\"@type\":\"Person\"");
  member(out, "name", name);
  buf_printf(&path, "%s/author/", node_attr(s->issue->paper, "id"));
  text_url(&path, slug, strlen(slug));
  buf_puts(&path, ".html");
  member_url(out, s->issue->base, path.s);
  buf_putc(out, '}');
  buf_free(&path);
  free(name);
}

static void put_authors(struct buf *out, const struct ld_story *s)
{
  const xmlNode *a = node_first(s->article, "author");
  if (!a)
    return;
  for (const char *before = ",\"author\":["; a; before = ",") {
    buf_puts(out, before);
    put_author(out, s, a);
    a = node_next(a, "author");
  }
  buf_putc(out, ']');
}

void ld_article(struct buf *out, const struct ld_story *s)
{
  const char *date = node_attr(s->article, "date");
  buf_puts(out, BEGIN "{\"@context\":\"https://schema.org\","
                      "\"@type\":\"NewsArticle\"");
  member_raw(out, "headline", s->title_json.s);
  member_text(out, "alternativeHeadline", s->article, "deck");
  if (s->lead.n)
    member_raw(out, "description", s->lead_json.s);
  member(out, "datePublished", date);
  member(out, "dateModified", date);
  member(out, "inLanguage", node_attr(s->issue->issue, "lang"));
  member(out, "articleSection", node_attr(s->article, "section"));
  member(out, "mainEntityOfPage", s->url.s);
  member(out, "image", s->image.s);
  put_authors(out, s);
  buf_puts(out, s->issue->publisher.s);
  buf_puts(out, s->issue->part.s);
  member(out, "pageStart", node_attr(s->article, "page"));
  buf_puts(out, END);
}

void ld_baidu(struct buf *out, const struct ld_story *s)
{
  const char *date = node_attr(s->article, "date");
  buf_puts(out, BEGIN "{\"@context\":"
                      "\"https://ziyuan.baidu.com/contexts/cambrian.jsonld\"");
  member(out, "@id", s->url.s);
  member_raw(out, "title", s->title_json.s);
  buf_puts(out, ",\"images\":[");
  if (s->image.n)
    text_json(out, s->image.s);
  buf_putc(out, ']');
  if (s->lead.n)
    member_raw(out, "description", s->lead_json.s);
  member_raw(out, "pubDate", "\"");
  buf_puts(out, date);
  buf_puts(out, "T00:00:00\",\"upDate\":\"");
  buf_puts(out, date);
  buf_puts(out, "T00:00:00\"" END);
}
