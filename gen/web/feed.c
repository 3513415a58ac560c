#include "web/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/body.h"
#include "web/html.h"
#include "web/page.h"
#include "web/shelf.h"
#include "web/text.h"

enum { LEAD = 110 /* characters */, FILE_LIMIT = 64 << 20 };

/* Stories for one feed, newest first. */
struct choice {
  const xmlNode *card[FEED_STORIES];
  size_t n;
};

/* ---- which stories ---- */

static const xmlNode *issue_of(const xmlNode *card)
{
  return card->parent;
}

/* The one behind STORY in its issue or in the issue before. */
static const xmlNode *next_story(const xmlNode *story)
{
  const xmlNode *next = node_next(story, "article");
  const xmlNode *issue = issue_of(story);
  while (!next && (issue = node_next(issue, "issue")))
    next = node_first(issue, "article");
  return next;
}

static const xmlNode *first_story(const xmlNode *paper)
{
  const xmlNode *issue = node_first(paper, "issue");
  const xmlNode *story = NULL;
  for (; issue && !story; issue = node_next(issue, "issue"))
    story = node_first(issue, "article");
  return story;
}

static void choose_paper(struct choice *c, const xmlNode *paper)
{
  const xmlNode *s = first_story(paper);
  for (c->n = 0; s && c->n < FEED_STORIES; s = next_story(s))
    c->card[c->n++] = s;
}

static void choose_shelf(struct choice *c, const struct shelf *s)
{
  c->n = s->n < FEED_STORIES ? s->n : FEED_STORIES;
  for (size_t i = 0; i < c->n; i++)
    c->card[i] = s->card[i];
}

/* PAPER's stories among those of C, both newest first; of one day those of C
 * come first. */
static void merge(struct choice *c, const xmlNode *paper)
{
  struct choice both = {0}, more;
  choose_paper(&more, paper);
  for (size_t i = 0, j = 0; both.n < FEED_STORIES;) {
    bool left = i < c->n, right = j < more.n;
    if (!left && !right)
      break;
    if (left && right)
      left = strcmp(shelf_day(issue_of(c->card[i])),
                    shelf_day(issue_of(more.card[j]))) >= 0;
    both.card[both.n++] = left ? c->card[i++] : more.card[j++];
  }
  *c = both;
}

static void choose_site(struct choice *c, const xmlNode *site)
{
  c->n = 0;
  for (const xmlNode *p = node_first(site, "paper"); p;
       p = node_next(p, "paper"))
    merge(c, p);
}

static void mark(const struct choice *c)
{
  for (size_t i = 0; i < c->n; i++)
    ((xmlNode *)c->card[i])->_private = (void *)c->card[i];
}

void feed_choose(const xmlNode *site)
{
  const char *base = node_attr(site, "base-url");
  struct choice c;
  if (!base || !*base)
    return;
  choose_site(&c, site);
  mark(&c);
  for (const xmlNode *p = node_first(site, "paper"); p;
       p = node_next(p, "paper")) {
    choose_paper(&c, p);
    mark(&c);
    if (!node_first(p, "section"))
      continue;
    struct stacks *s = shelf_new(p);
    for (size_t i = 0; i < s->sections.n; i++) {
      choose_shelf(&c, &s->sections.list[i]);
      mark(&c);
    }
    shelf_free(s);
  }
}

bool feed_wants(const xmlNode *card)
{
  const xmlNode *a = node_first(card, "article");
  while (a && !a->_private)
    a = node_next(a, "article");
  return a != NULL;
}

/* ---- entries ---- */

static void put_person(struct buf *out, const xmlNode *of)
{
  char *name = of ? node_text(of) : NULL;
  buf_puts(out, "<author>");
  text_element(out, "name", name ? name : "");
  buf_puts(out, "</author>\n");
  free(name);
}

/* Who is named in the byline, else the paper. */
static void put_people(struct buf *out, const xmlNode *article,
                       const xmlNode *paper)
{
  const xmlNode *a = node_first(article, "author");
  if (!a)
    put_person(out, node_first(paper, "title"));
  for (; a; a = node_next(a, "author"))
    put_person(out, a);
}

static void put_url(struct buf *out, const char *base, const char *path)
{
  struct buf url = BUF_INIT;
  buf_puts(&url, base);
  text_url(&url, path, strlen(path));
  text_xml(out, url.s, url.n);
  buf_free(&url);
}

static void put_id(struct buf *out, const char *base, const xmlNode *article)
{
  char *was = node_child_text(article, "alias");
  buf_puts(out, "<id>");
  put_url(out, base, was ? was : node_attr(article, "url"));
  buf_puts(out, "</id>\n");
  free(was);
}

/* （党建办） */
static void put_signoff(struct buf *html, const xmlNode *article)
{
  char *text = node_child_text(article, "signoff");
  if (text) {
    buf_puts(html, "<p>（");
    html_escape(html, text, strlen(text));
    buf_puts(html, "）</p>\n");
  }
  free(text);
}

/* HTML as text: twice escaped. */
static void put_content(struct buf *out, const xmlNode *article,
                        const char *base)
{
  struct buf html = BUF_INIT, whole = BUF_INIT, page = BUF_INIT;
  const struct body_options o = {0};
  const xmlNode *body = node_first(article, "body");
  buf_puts(&page, base);
  buf_puts(&page, node_attr(article, "url"));
  buf_puts(&html, "");
  if (body)
    body_html(&html, body, &o);
  put_signoff(&html, article);
  text_absolute(&whole, html.s, html.n, page.s);
  buf_puts(out, "<content type=\"html\">");
  if (whole.n)
    text_xml(out, whole.s, whole.n);
  buf_puts(out, "</content>\n");
  buf_free(&page);
  buf_free(&whole);
  buf_free(&html);
}

static void put_title(struct buf *out, const xmlNode *article)
{
  char *title = node_child_text(article, "headline");
  text_element(out, "title", title ? title : "");
  free(title);
}

static void put_summary(struct buf *out, const xmlNode *article)
{
  const xmlNode *p = node_first(node_first(article, "body"), "p");
  struct buf lead = BUF_INIT;
  if (p)
    text_lead(&lead, p, LEAD);
  if (lead.n)
    text_element(out, "summary", lead.s);
  buf_free(&lead);
}

static void put_entry(struct buf *out, const xmlNode *article)
{
  const xmlNode *issue = article->parent;
  const char *base = node_attr(issue, "base-url");
  const char *date = node_attr(article, "date");
  const char *section = node_attr(article, "section");
  buf_puts(out, "<entry>\n");
  put_title(out, article);
  put_id(out, base, article);
  buf_puts(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
  put_url(out, base, node_attr(article, "url"));
  buf_printf(out,
             "\"/>\n<published>%sT00:00:00+08:00</published>\n"
             "<updated>%sT00:00:00+08:00</updated>\n",
             date, date);
  put_people(out, article, node_first(issue, "paper"));
  if (section) {
    buf_puts(out, "<category term=\"");
    text_xml(out, section, strlen(section));
    buf_puts(out, "\"/>\n");
  }
  put_summary(out, article);
  put_content(out, article, base);
  buf_puts(out, "</entry>\n");
}

static bool is_marked(const xmlNode *card, const char *id)
{
  for (const xmlNode *a = node_first(card, "article"); a;
       a = node_next(a, "article"))
    if (a->_private && !strcmp(node_attr(a, "id"), id))
      return true;
  return false;
}

/* ID, LENGTH of the entry, line feed, the entry. */
bool feed_keep(const xmlNode *issue, const xmlNode *card, const char *path)
{
  struct buf all = BUF_INIT, one = BUF_INIT;
  for (const xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article")) {
    const char *id = node_attr(a, "id");
    if (!is_marked(card, id))
      continue;
    buf_clear(&one);
    put_entry(&one, a);
    buf_printf(&all, "%s %zu\n", id, one.n);
    buf_put(&all, one.s, one.n);
  }
  bool ok = !all.n || file_write(path, all.s, all.n);
  buf_free(&one);
  buf_free(&all);
  return ok;
}

/* The entry ID in the kept TEXT, its length in *N; NULL: it is not there. */
static const char *entry_in(const struct buf *text, const char *id, size_t *n)
{
  size_t at = 0, len = strlen(id);
  while (at < text->n) {
    const char *s = text->s + at, *blank = strchr(s, ' ');
    char *end = NULL;
    *n = blank ? strtoul(blank, &end, 10) : 0;
    if (!end || *end != '\n' || *n > text->n - (size_t)(end + 1 - text->s))
      return NULL;
    if ((size_t)(blank - s) == len && !strncmp(s, id, len))
      return end + 1;
    at = (size_t)(end + 1 - text->s) + *n;
  }
  return NULL;
}

bool feed_kept(const xmlNode *card, const char *path)
{
  struct buf text = BUF_INIT;
  size_t n;
  bool ok = file_exists(path) && file_read(&text, path, FILE_LIMIT);
  for (const xmlNode *a = node_first(card, "article"); ok && a;
       a = node_next(a, "article"))
    ok = !a->_private || entry_in(&text, node_attr(a, "id"), &n);
  buf_free(&text);
  return ok;
}

/* ---- feeds ---- */

static const struct buf *file_of(struct feed_files *f, const char *rel)
{
  for (size_t i = 0; i < f->n; i++)
    if (!strcmp(f->list[i].rel, rel))
      return &f->list[i].text;
  f->list = mem_grow(f->list, &f->cap, f->n + 1, sizeof *f->list);
  struct feed_file *one = &f->list[f->n++];
  *one = (struct feed_file){.rel = rel};
  char *path = file_join(f->dir, rel);
  if (file_exists(path))
    file_read(&one->text, path, FILE_LIMIT);
  free(path);
  return &one->text;
}

void feed_files_free(struct feed_files *f)
{
  for (size_t i = 0; i < f->n; i++)
    buf_free(&f->list[i].text);
  free(f->list);
  *f = (struct feed_files){0};
}

/* What one feed is called and where it stands, from the top of the site. */
struct feed {
  const char *title, *author, *self, *page;
};

static void put_link(struct buf *out, const char *rel, const char *type,
                     const char *base, const char *path)
{
  buf_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
  put_url(out, base, path);
  buf_puts(out, "\"/>\n");
}

static const char *newest(const struct choice *c)
{
  const char *day = "1970-01-01";
  for (size_t i = 0; i < c->n; i++) {
    const char *d = node_attr(c->card[i], "date");
    day = d && strcmp(d, day) > 0 ? d : day;
  }
  return day;
}

static void put_head(struct buf *out, const struct page *p,
                     const struct feed *f, const struct choice *c)
{
  const char *lang = node_attr(page_node_of(p, "site"), "lang");
  buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
  text_xml(out, lang ? lang : "", lang ? strlen(lang) : 0);
  buf_puts(out, "\">\n");
  text_element(out, "title", f->title);
  buf_puts(out, "<id>");
  put_url(out, p->base, f->self);
  buf_puts(out, "</id>\n");
  put_link(out, "self", "application/atom+xml", p->base, f->self);
  put_link(out, "alternate", "text/html", p->base, f->page);
  buf_printf(out, "<updated>%sT00:00:00+08:00</updated>\n<author>",
             newest(c));
  text_element(out, "name", f->author);
  buf_puts(out, "</author>\n");
}

static bool write_feed(const struct page *p, struct feed_files *files,
                       const struct feed *f, const struct choice *c,
                       const char *out)
{
  struct buf xml = BUF_INIT;
  put_head(&xml, p, f, c);
  for (size_t i = 0; i < c->n; i++) {
    const struct buf *text =
        file_of(files, node_attr(issue_of(c->card[i]), "id"));
    size_t n = 0;
    const char *s =
        text->n ? entry_in(text, node_attr(c->card[i], "id"), &n) : NULL;
    if (s)
      buf_put(&xml, s, n);
  }
  buf_puts(&xml, "</feed>\n");
  char *path = file_join(out, f->self);
  bool ok = file_write(path, xml.s, xml.n);
  free(path);
  buf_free(&xml);
  return ok;
}

bool feed_site(struct page *p, struct feed_files *f, const xmlNode *site,
               const char *out)
{
  struct choice c;
  choose_site(&c, site);
  if (!p->base || !*p->base || !c.n)
    return true;
  char *title = node_child_text(site, "title");
  const struct feed feed = {title ? title : "", title ? title : "",
                            "feed.xml", "index.html"};
  bool ok = write_feed(p, f, &feed, &c, out);
  free(title);
  return ok;
}

static bool write_section(struct page *p, struct feed_files *f,
                          const struct stacks *s, const struct shelf *shelf,
                          const char *out)
{
  struct choice c;
  const char *id = node_attr(s->paper, "id");
  char *paper = node_child_text(s->paper, "title");
  char *title = mem_printf("%s · %s", paper ? paper : "", shelf->name);
  char *self = mem_printf("%s/section/%s.xml", id, shelf->slug);
  char *page = mem_printf("%s/section/%s.html", id, shelf->slug);
  const struct feed feed = {title, paper ? paper : "", self, page};
  choose_shelf(&c, shelf);
  bool ok = write_feed(p, f, &feed, &c, out);
  free(page);
  free(self);
  free(title);
  free(paper);
  return ok;
}

bool feed_paper(struct page *p, struct feed_files *f, const struct stacks *s,
                const char *out)
{
  struct choice c;
  choose_paper(&c, s->paper);
  if (!p->base || !*p->base || !c.n)
    return true;
  char *title = node_child_text(s->paper, "title");
  char *self = mem_printf("%s/feed.xml", node_attr(s->paper, "id"));
  char *page = mem_printf("%s/index.html", node_attr(s->paper, "id"));
  const struct feed feed = {title ? title : "", title ? title : "", self, page};
  bool ok = write_feed(p, f, &feed, &c, out);
  free(page);
  free(self);
  free(title);
  for (size_t i = 0; i < s->sections.n; i++)
    ok &= write_section(p, f, s, &s->sections.list[i], out);
  return ok;
}
