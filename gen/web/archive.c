#include "web/archive.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tree/link.h"
#include "tree/node.h"
#include "web/calendar.h"
#include "web/page.h"
#include "web/shelf.h"

static xmlDoc *new_doc(const char *name, xmlNode **root)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  *root = node_new(NULL, name, 1, 1);
  xmlDocSetRootElement(doc, *root);
  return doc;
}

/* ---- the paper's page ---- */

static void add_shelves(xmlNode *to, const struct shelves *s, const char *kind,
                        const char *folder)
{
  for (size_t i = 0; i < s->n; i++) {
    xmlNode *n = node_new(to, kind, 1, 1);
    char *path = mem_printf("%s/%s.html", folder, s->list[i].slug);
    char *url = link_encode(path);
    node_set(n, "slug", s->list[i].slug);
    node_set(n, "name", s->list[i].name);
    node_set(n, "url", url);
    node_set_int(n, "count", (int)s->list[i].n);
    free(url);
    free(path);
  }
}

static xmlDoc *overview(const struct stacks *s)
{
  const char *id = node_attr(s->paper, "id");
  xmlNode *root;
  xmlDoc *doc = new_doc("archive", &root);
  char *section = mem_printf("%s/section", id);
  char *author = mem_printf("%s/author", id);
  add_shelves(root, &s->years, "year", id);
  add_shelves(root, &s->sections, "section", section);
  add_shelves(root, &s->authors, "author", author);
  free(author);
  free(section);
  return doc;
}

/* Writes SELF, bound at NODE. */
static bool write_page(struct page *p, const struct template *t,
                       const xmlNode *node, const char *self, const char *out)
{
  char *path = file_join(out, self);
  p->self = self;
  bool ok = page_write(p, t, node, path);
  p->self = NULL;
  free(path);
  return ok;
}

static bool write_index(struct page *p, const struct stacks *s,
                        const char *out)
{
  char *self = mem_printf("%s/index.html", node_attr(s->paper, "id"));
  xmlDoc *doc = overview(s);
  page_text(p, "root", "../");
  page_node(p, "archive", xmlDocGetRootElement(doc));
  bool ok = write_page(p, p->web->paper, s->paper, self, out);
  page_node(p, "archive", NULL);
  xmlFreeDoc(doc);
  free(self);
  return ok;
}

/* ---- years ---- */

static bool write_year(struct page *p, const struct stacks *s, size_t i,
                       const char *out)
{
  const struct shelf *year = &s->years.list[i];
  char *self = mem_printf("%s/%s.html", node_attr(s->paper, "id"), year->slug);
  xmlDoc *doc = calendar_year(year);
  xmlNode *root = xmlDocGetRootElement(doc);
  if (i + 1 < s->years.n)
    node_set(root, "previous", year[1].slug);
  if (i)
    node_set(root, "next", year[-1].slug);
  page_text(p, "root", "../");
  page_node(p, "year", root);
  bool ok = write_page(p, p->web->year, root, self, out);
  page_node(p, "year", NULL);
  xmlFreeDoc(doc);
  free(self);
  return ok;
}

/* ---- sections and authors ---- */

static void add_entry(xmlNode *to, const xmlNode *card)
{
  static const char *const same[] = {"url", "page", "section", "section-id"};
  xmlNode *n = node_new(to, "entry", 1, 1);
  char *title = node_child_text(card, "headline");
  node_set(n, "date", shelf_day(card->parent));
  node_set(n, "title", title ? title : "");
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    if (node_attr(card, same[i]))
      node_set(n, same[i], node_attr(card, same[i]));
  free(title);
}

static void add_entries(xmlNode *list, const struct shelf *shelf)
{
  xmlNode *year = NULL;
  for (size_t i = 0; i < shelf->n && i < LISTED; i++) {
    const char *day = shelf_day(shelf->card[i]->parent);
    if (!year || strncmp(node_attr(year, "number"), day, 4) != 0) {
      char number[5] = "";
      memcpy(number, day, 4);
      year = node_new(list, "year", 1, 1);
      node_set(year, "number", number);
    }
    add_entry(year, shelf->card[i]);
  }
}

/* One page of KIND ("section", "author"). */
static bool write_shelf(struct page *p, const struct stacks *s,
                        const struct shelf *shelf, const char *kind,
                        const char *out)
{
  const char *id = node_attr(s->paper, "id");
  bool section = !strcmp(kind, "section");
  char *self = mem_printf("%s/%s/%s.html", id, kind, shelf->slug);
  char *feed = mem_printf("%s/section/%s.xml", id, shelf->slug);
  const char *paper_feed = page_text_of(p, "feed");
  xmlNode *root;
  xmlDoc *doc = new_doc("list", &root);
  node_set(root, "slug", shelf->slug);
  node_set(root, "name", shelf->name);
  node_set_int(root, "count", (int)shelf->n);
  if (shelf->n > LISTED)
    node_set(root, "more", "yes");
  add_entries(root, shelf);
  page_node(p, "list", root);
  if (section && paper_feed)
    page_text(p, "feed", feed);
  bool ok = write_page(p, section ? p->web->section : p->web->author, root,
                       self, out);
  page_text(p, "feed", paper_feed);
  page_node(p, "list", NULL);
  xmlFreeDoc(doc);
  free(feed);
  free(self);
  return ok;
}

static bool write_shelves(struct page *p, const struct stacks *s,
                          const struct shelves *all, const char *kind,
                          const char *out)
{
  char *dir = mem_printf("%s/%s/%s", out, node_attr(s->paper, "id"), kind);
  bool ok = !all->n || file_mkdirs(dir);
  page_text(p, "root", "../../");
  for (size_t i = 0; ok && i < all->n; i++)
    ok = write_shelf(p, s, &all->list[i], kind, out);
  free(dir);
  return ok;
}

bool archive_write(struct page *p, const struct stacks *s, const char *out)
{
  bool ok = write_index(p, s, out);
  for (size_t i = 0; i < s->years.n; i++)
    ok &= write_year(p, s, i, out);
  return ok && write_shelves(p, s, &s->sections, "section", out) &&
         write_shelves(p, s, &s->authors, "author", out);
}
