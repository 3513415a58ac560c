#include "tree/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/ad.h"
#include "tree/article.h"
#include "tree/check_in.h"
#include "tree/complete.h"
#include "tree/day.h"
#include "tree/keys.h"
#include "tree/node.h"
#include "tree/paper.h"

void check_error(struct check *c, struct place at, const char *fmt, ...)
{
  char *text = NULL;
  va_list ap;
  va_start(ap, fmt);
  if (vasprintf(&text, fmt, ap) < 0)
    text = NULL;
  va_end(ap);
  c->errors++;
  diag_once(LEVEL_ERROR, at, "%s", text ? text : fmt);
  free(text);
}

static void judge_page(struct check *c, const xmlNode *story)
{
  struct place at = article_place(story, "page");
  int page = node_int(story, "page", 1);
  if (page < 1 || page > c->pages)
    check_error(c, at,
                _("page %d, but the issue has %d, name the page in issue.yaml "
                  "(pages) or choose another"),
                page, c->pages);
}

static void judge_jump(struct check *c, const xmlNode *story)
{
  struct place at = article_place(story, "jump");
  int page = node_int(story, "page", 0), jump = node_int(story, "jump", 0);
  if (!jump) /* or a word: yes, no */
    return;
  if (jump < 1 || jump > c->pages)
    check_error(c, at,
                _("jump to page %d, but the issue has %d, choose another"),
                jump, c->pages);
  else if (jump == page)
    check_error(c, at,
                _("jump to page %d, where the story begins, choose another "
                  "or remove it"),
                jump);
  else if (jump < page)
    diag_once(LEVEL_WARN, at,
              _("the story on page %d jumps back to page %d, choose a later "
                "page"),
              page, jump);
}

static void judge_section(const struct check *c, xmlNode *story)
{
  const char *name = node_attr(story, "section");
  bool known = paper_name_section(story, node_first(c->issue, "paper"));
  if (name && !known)
    diag_once(LEVEL_WARN, article_place(story, "section"),
              _("unknown section “%s”, add it to sections in paper.yaml"),
              name);
}

/* A subhead may go down by one level at a time. */
static int judge_subhead(const xmlNode *n, int level)
{
  int now = node_int(n, "level", 1);
  if (now > level + 1)
    diag_once(LEVEL_WARN, node_place(n),
              _("subhead of level %d after level %d, write it as level %d"),
              now, level, level + 1);
  return now;
}

/* What an archetype leaves for the editor to write. */
static void judge_unwritten(const xmlNode *body)
{
  const xmlNode *first = NULL;
  int n = 0;
  for (xmlNode *t = node_walk(body, body); t; t = node_walk(t, body))
    if (t->type == XML_TEXT_NODE && strstr((char *)t->content, "【待写】")) {
      first = first ? first : t->parent;
      n++;
    }
  if (n)
    diag_once(LEVEL_WARN, node_place(first),
              _("【待写】 stands in %d places from here on, write what is "
                "missing there"),
              n);
}

static void judge_body(struct check *c, const xmlNode *story)
{
  const xmlNode *body = node_first(story, "body");
  int level = 0;
  judge_unwritten(body);
  for (xmlNode *n = node_walk(body, body); n; n = node_walk(n, body)) {
    if (node_is(n, "subhead"))
      level = judge_subhead(n, level);
    else if (node_is(n, "image"))
      check_picture(c, story, n);
    else if (node_is(n, "link"))
      check_link(c, n);
  }
}

static void judge_story(struct check *c, xmlNode *story)
{
  xmlNode *body = node_first(story, "body");
  if (node_is(story, "article")) {
    judge_page(c, story);
    judge_jump(c, story);
  }
  judge_section(c, story);
  if (!node_attr(story, "body.bad") && !node_first(body, NULL))
    check_error(c, node_place(body),
                _("the article has no text, write some or remove the file"));
  judge_body(c, story);
}

struct named {
  xmlNode *node;
  const char *id;
  int order;
};

static int by_id(const void *a, const void *b)
{
  const struct named *x = a, *y = b;
  int d = strcmp(x->id, y->id);
  return d ? d : x->order - y->order;
}

static struct named *sorted(const struct check *c, size_t *count)
{
  struct named *v = NULL;
  size_t n = 0, cap = 0;
  for (xmlNode *s = node_first(c->issue, NULL); s; s = node_next(s, NULL)) {
    if (!node_is(s, "article") && !node_is(s, "filler"))
      continue;
    v = mem_grow(v, &cap, n + 1, sizeof *v);
    v[n] = (struct named){s, node_attr(s, "id"), (int)n};
    n++;
  }
  if (n)
    qsort(v, n, sizeof *v, by_id);
  *count = n;
  return v;
}

/* ONE and TWO have the same id, articles before fillers. A filler serves many
 * issues: one of them having a story of that name is no fault of theirs. */
static void judge_twins(struct check *c, const xmlNode *one, const xmlNode *two)
{
  const char *id = node_attr(two, "id"), *src = node_attr(one, "src");
  if (node_is(one, "article") && node_is(two, "filler"))
    diag_once(LEVEL_WARN, node_place(two),
              _("the filler is left out of %s, since its id %s is that of %s; "
                "rename one file"),
              node_attr(c->issue, "id"), id, src);
  else
    check_error(c, node_place(two),
                _("the id %s is that of %s, too; rename one file or write "
                  "another id"),
                id, src);
}

static void judge_ids(struct check *c)
{
  size_t n = 0, kept = 0;
  struct named *v = sorted(c, &n);
  for (size_t i = 1; i < n; i++) {
    if (strcmp(v[i].id, v[kept].id) != 0) {
      kept = i;
      continue;
    }
    judge_twins(c, v[kept].node, v[i].node);
    if (node_is(v[i].node, "filler")) {
      xmlUnlinkNode(v[i].node);
      xmlFreeNode(v[i].node);
    }
  }
  free(v);
}

/* No account, no code: a filler that would show it is left out. */
static void judge_codes(const struct check *c)
{
  bool account = node_first(node_first(c->issue, "paper"), "account") != NULL;
  for (xmlNode *n = node_first(c->issue, NULL), *next; n && !account;
       n = next) {
    next = node_next(n, NULL);
    if (!node_attr(n, "code"))
      continue;
    diag_once(LEVEL_WARN, article_place(n, "code"),
              node_is(n, "filler")
                  ? _("the filler is left out, since paper.yaml has no account "
                      "whose code it could show; add one or remove the file")
                  : _("no code is printed, since paper.yaml has no account; "
                      "add one or remove the key"));
    xmlUnsetProp(n, BAD_CAST "code");
    if (node_is(n, "filler")) {
      xmlUnlinkNode(n);
      xmlFreeNode(n);
    }
  }
}

static void judge_date(struct check *c)
{
  const char *folder = strrchr(node_attr(c->issue, "id"), '/') + 1;
  const char *date = node_attr(c->issue, "date");
  if (!day_valid(folder))
    check_error(c, place_file(node_attr(c->issue, "dir")),
                _("the folder of an issue has a day for a name, call it "
                  "YYYY-MM-DD"));
  else if (strcmp(date, folder) != 0)
    diag_once(LEVEL_WARN, article_place(c->issue, "date"),
              _("the date %s is not that of the folder %s, which is the "
                "address; make them alike"),
              date, folder);
}

/* What has no page of its own goes where there is room. */
static bool is_on(const xmlNode *n, int page)
{
  if (node_is(n, "ad"))
    return node_int(n, "page", 0) == page;
  return node_is(n, "article") && (!node_attr(n, "page") ||
                                   node_int(n, "page", 0) == page ||
                                   node_int(n, "jump", 0) == page);
}

static bool page_used(const struct check *c, int page)
{
  const xmlNode *n = node_first(c->issue, NULL);
  while (n && !is_on(n, page))
    n = node_next(n, NULL);
  return n != NULL;
}

static void judge_pages(struct check *c)
{
  const xmlNode *p = node_first(c->issue, "page");
  struct place at = node_place(p);
  for (; p; p = node_next(p, "page"))
    if (!page_used(c, ++c->pages))
      diag_once(LEVEL_WARN, node_place(p),
                _("no story begins on page %d or jumps to it, give it one"),
                c->pages);
  int count = node_int(c->issue, "page-count", 0);
  if (count && count < c->pages)
    check_error(c, article_place(c->issue, "page-count"),
                _("page-count is %d, but %d pages are named, make them alike"),
                count, c->pages);
  else if (!count && c->pages % 2 && c->pages > 1)
    diag_once(LEVEL_WARN, at,
              _("%d pages, but a sheet has two sides, make it an even number"),
              c->pages);
}

static void judge(struct check *c)
{
  judge_date(c);
  if (!node_first(c->issue, "article"))
    check_error(c, place_file(node_attr(c->issue, "dir")),
                _("the issue has no article, write NN-name.md there"));
  judge_pages(c);
  judge_ids(c);
  judge_codes(c);
  for (xmlNode *n = node_first(c->issue, NULL); n; n = node_next(n, NULL))
    if (node_is(n, "article") || node_is(n, "filler"))
      judge_story(c, n);
    else if (node_is(n, "ad"))
      ad_check(c, n);
}

bool check_issue(xmlDoc *doc)
{
  struct check c = {.issue = xmlDocGetRootElement(doc)};
  c.errors = node_int(c.issue, "faults", 0);
  complete_issue(c.issue);
  judge(&c);
  complete_strip(c.issue);
  xmlFreeNode(c.others);
  return c.errors == 0;
}
