#include "tree/site.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/threads.h"
#include "tree/day.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/paper.h"

static bool holds(const char *dir, const char *file)
{
  char *path = file_join(dir, file);
  bool ok = file_exists(path);
  free(path);
  return ok;
}

/* Of an issue that cannot be read: who loads it tells why. */
static void bare_card(xmlNode *paper, const char *content, const char *date)
{
  const char *id = node_attr(paper, "id");
  char *dir = mem_printf("%s/%s/%s", content, id, date);
  xmlNode *issue = node_new(paper, "issue", 1, 1);
  char *name = mem_printf("%s/%s", id, date);
  char *url = mem_printf("%s/index.html", name);
  char *src = file_join(dir, "issue.yaml");
  node_set(issue, "id", name);
  node_set(issue, "src", src);
  node_set(issue, "paper", id);
  node_set(issue, "date", date);
  node_set(issue, "url", url);
  free(src);
  free(url);
  free(name);
  free(dir);
}

/* The issues of a paper, newest first; each gets its card in a ROOM of its
 * own, by several threads, since a long archive has thousands of files. */
struct cards {
  const xmlNode *paper;
  const char *content;
  const char **name;
  xmlNode **room;
  size_t n;
};

static void load_card(void *data, size_t i)
{
  const struct cards *c = data;
  issue_card(c->room[i], c->paper, c->content, c->name[i]);
}

static void load_cards(struct cards *c, xmlNode *paper)
{
  c->room = mem_array(c->n, sizeof(xmlNode *));
  for (size_t i = 0; i < c->n; i++)
    c->room[i] = xmlNewDocNode(paper->doc, NULL, BAD_CAST "room", NULL);
  threads_each(c->n, load_card, c);
  for (size_t i = 0; i < c->n; i++) {
    xmlNode *card = c->room[i]->children;
    if (card) {
      xmlUnlinkNode(card);
      xmlAddChild(paper, card);
    } else {
      bare_card(paper, c->content, c->name[i]);
    }
    xmlFreeNode(c->room[i]);
  }
  free(c->room);
}

static bool is_issue(const xmlNode *paper, const char *content,
                     const char *name)
{
  char *dir = mem_printf("%s/%s/%s", content, node_attr(paper, "id"), name);
  bool issue = file_is_dir(dir) && holds(dir, "issue.yaml");
  bool day = day_valid(name);
  if (issue && !day) {
    diag_once(LEVEL_ERROR, place_file(dir),
              _("the folder of an issue has a day for a name, call it "
                "YYYY-MM-DD"));
  } else if (day && !issue && file_is_dir(dir)) {
    diag_once(LEVEL_ERROR, place_file(dir),
              _("the issue has no issue.yaml, add one"));
  }
  free(dir);
  return day && issue;
}

/* The folder's list is sorted, so the newest is last. */
static void load_issues(xmlNode *paper, const char *content, const char *dir)
{
  char **names = file_list(dir);
  size_t n = 0;
  while (names && names[n])
    n++;
  struct cards c = {.paper = paper, .content = content};
  c.name = mem_array(n, sizeof(char *));
  while (n--)
    if (is_issue(paper, content, names[n]))
      c.name[c.n++] = names[n];
  load_cards(&c, paper);
  free(c.name);
  free(names);
}

static bool load_paper(xmlNode *site, const char *content, const char *name)
{
  char *dir = file_join(content, name);
  bool paper = file_is_dir(dir) && holds(dir, "paper.yaml");
  if (paper) {
    paper_load(site, content, name);
    load_issues(site->last, content, dir);
  }
  free(dir);
  return paper;
}

static void fill(xmlNode *site, const char *content)
{
  char *src = file_join(content, "site.yaml");
  node_set(site, "src", src);
  paper_site(site, content, true);
  free(src);
}

xmlDoc *site_load(const char *content)
{
  char **names = file_list(content);
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *site = node_new(NULL, "site", 1, 1);
  bool readable = names != NULL;
  int papers = 0;
  xmlDocSetRootElement(doc, site);
  if (readable)
    fill(site, content);
  for (char **name = names; name && *name; name++)
    papers += load_paper(site, content, *name);
  free(names);
  if (papers)
    return doc;
  bool there = file_exists(content) || file_is_dir(content);
  diag_once(LEVEL_ERROR, place_file(content),
            readable ? _("no paper here, make a folder that holds paper.yaml")
            : there  ? _("the folder cannot be read, name another")
                     : _("there is no such folder; go to where it is, or begin "
                         "with: chenbao new paper NAME"));
  xmlFreeDoc(doc);
  return NULL;
}

xmlNode *site_again(xmlNode *card, const char *content)
{
  xmlNode *paper = card->parent;
  const char *date = node_attr(card, "date");
  if (!is_issue(paper, content, date))
    return NULL;
  xmlNode *room = xmlNewDocNode(card->doc, NULL, BAD_CAST "room", NULL);
  bool known = issue_card(room, paper, content, date);
  if (!known)
    bare_card(paper, content, date);
  xmlNode *now = known ? room->children : paper->last;
  xmlUnlinkNode(now);
  xmlReplaceNode(card, now);
  xmlFreeNode(card);
  xmlFreeNode(room);
  return now;
}
