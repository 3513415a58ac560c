#include "page/remedy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/trim.h"
#include "tree/node.h"

enum {
  OVERSETS = 2,     /* that remedies are looked for */
  TRIALS = 12,      /* issues that are made up for one behind the last page … */
  MOVED_TRIALS = 5, /* … and for one that stands on another than its own, … */
  WAYS = 3,         /* in which one behind the last page is made up */
  TRIAL_PAGES = 8,  /* … fewer when they have more pages */
  COST_OPEN = 1000, /* of a page that does not close */
  MOST_CUT = 2,     /* a cut takes at most one in so many lines */
  NARROWER = 3,     /* columns that a picture may lose */
  LEAST_JUMP = 20   /* lines of a story that may go on elsewhere */
};

struct finder {
  const struct make_job *job;
  xmlNode *placed;  /* as it is */
  xmlNode *overset; /* at hand */
  const char *id;   /* of its story */
  int cost;         /* of the issue as it is */
  int trials, way;  /* that may still be made; how (make_trial) */
  xmlDoc *longer;   /* the issue with a sheet more */
};

/* --- placement documents -------------------------------------------------- */

static int issue_cost(const xmlNode *placed)
{
  int cost = 0;
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    cost += node_int(p, "cost", COST_OPEN);
  return cost;
}

static xmlNode *overset_of(const xmlNode *placed, const char *id)
{
  for (xmlNode *o = node_first(placed, "overset"); o;
       o = node_next(o, "overset"))
    if (!strcmp(node_attr(o, "article"), id))
      return o;
  return NULL;
}

static int page_of(const xmlNode *placed, const char *id)
{
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (!strcmp(node_attr(z, "article"), id))
        return node_int(p, "n", 0);
  return 0;
}

static int jump_of(const xmlNode *placed, const char *id)
{
  for (xmlNode *j = node_first(placed, "jump"); j; j = node_next(j, "jump"))
    if (!strcmp(node_attr(j, "article"), id))
      return node_int(j, "to", 0);
  return 0;
}

/* Of the pictures of story ID: column lines, and the widest. */
struct pictures {
  int area, widest;
};

static struct pictures pictures_of(const xmlNode *placed, const char *id)
{
  struct pictures all = {0};
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      for (xmlNode *f = node_first(z, "picture"); f;
           f = node_next(f, "picture")) {
        int columns = node_int(f, "columns", 0);
        if (strcmp(node_attr(z, "article"), id))
          continue;
        all.area += columns * node_int(f, "lines", 0);
        all.widest = columns > all.widest ? columns : all.widest;
      }
  return all;
}

/* --- trying --------------------------------------------------------------- */

static bool is_over(const xmlNode *overset)
{
  return overset && node_attr(overset, "over");
}

/* All, or only those behind the planned pages. */
static int count_oversets(const xmlNode *placed, bool only_over)
{
  int n = 0;
  for (xmlNode *o = node_first(placed, "overset"); o;
       o = node_next(o, "overset"))
    n += !only_over || is_over(o);
  return n;
}

/* Does the story have room there, and no other less? One behind the planned
 * pages may stand on any of them. */
static bool helps(const struct finder *f, const xmlNode *placed)
{
  bool over = is_over(f->overset);
  const xmlNode *still = overset_of(placed, f->id);
  if ((over ? is_over(still) : still != NULL) ||
      count_oversets(placed, over) >= count_oversets(f->placed, over))
    return false;
  for (xmlNode *o = node_first(placed, "overset"); o;
       o = node_next(o, "overset"))
    if (is_over(o) && !is_over(overset_of(f->placed, node_attr(o, "article"))))
      return false;
  return true;
}

/* Makes up DOC. The placement when it helps, owned, else NULL. */
static xmlDoc *try(struct finder *f, xmlDoc *doc)
{
  struct make_job job = *f->job;
  if (f->trials <= 0)
    return NULL;
  f->trials--;
  job.issue = doc;
  xmlDoc *placed = make_trial(&job, f->way);
  if (helps(f, xmlDocGetRootElement(placed)))
    return placed;
  xmlFreeDoc(placed);
  return NULL;
}

static bool is_full(const struct finder *f)
{
  int n = 0;
  for (xmlNode *r = node_first(f->overset, "remedy"); r;
       r = node_next(r, "remedy"))
    n++;
  return n >= REMEDIES || f->trials <= 0;
}

static xmlNode *add_remedy(struct finder *f, const char *kind,
                           const xmlNode *placed)
{
  xmlNode *r = xmlNewChild(f->overset, NULL, (const xmlChar *)"remedy", NULL);
  node_set(r, "kind", kind);
  node_set_int(r, "cost", issue_cost(placed) - f->cost);
  return r;
}

/* The issue with KEY of story ID set to VALUE, or without it. */
static xmlDoc *try_key(struct finder *f, const char *id, const char *key,
                       const char *value)
{
  xmlDoc *doc = xmlCopyDoc(f->job->issue, 1);
  xmlNode *a = trim_article(doc, id);
  if (value)
    node_set(a, key, value);
  else
    xmlUnsetProp(a, (const xmlChar *)key);
  xmlDoc *placed = try(f, doc);
  xmlFreeDoc(doc);
  return placed;
}

/* Lines of text of story ID. */
static int rows_of(const struct finder *f, const char *id)
{
  int rows = 0;
  for (xmlNode *p = node_first(f->placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (!strcmp(node_attr(z, "article"), id))
        rows += node_int(z, "rows", 0);
  return rows;
}

/* --- cutting -------------------------------------------------------------- */

/* A cut: so many lines, and the characters in them. */
struct cut {
  int lines, characters;
};

/* Does a cut of LINES help? The placement then, owned, else NULL. */
static xmlDoc *try_cut(struct finder *f, const char *id, int lines,
                       int *characters)
{
  xmlDoc *doc = trim_story(f->job, id, lines, characters);
  xmlDoc *placed = doc ? try(f, doc) : NULL;
  xmlFreeDoc(doc);
  return placed;
}

static void add_cut(struct finder *f, const char *id, const xmlDoc *placed,
                    const struct cut *c)
{
  xmlNode *r = add_remedy(f, "cut", xmlDocGetRootElement((xmlDoc *)placed));
  node_set_int(r, "characters", c->characters);
  node_set_int(r, "lines", c->lines);
  node_set(r, "article", id);
  if (strcmp(id, f->id) != 0)
    return;
  node_set_int(f->overset, "characters", c->characters);
  node_set_int(f->overset, "lines", c->lines);
}

/* The fewest lines of story ID that help: twice as many each time, then
 * between. False when none do. */
static bool find_cut(struct finder *f, const char *id)
{
  struct cut best = {.lines = 1};
  int low = 0, most = rows_of(f, id) / MOST_CUT, characters = 0;
  xmlDoc *found = NULL;
  while (low < most &&
         !(found = try_cut(f, id, best.lines, &best.characters))) {
    low = best.lines;
    best.lines = 2 * low < most ? 2 * low : most;
  }
  while (found && best.lines - low > 1) {
    int middle = (low + best.lines) / 2;
    xmlDoc *placed = try_cut(f, id, middle, &characters);
    if (!placed) {
      low = middle;
      continue;
    }
    xmlFreeDoc(found);
    found = placed;
    best = (struct cut){middle, characters};
  }
  if (found)
    add_cut(f, id, found, &best);
  xmlFreeDoc(found);
  return found != NULL;
}

/* --- other stories of the page -------------------------------------------- */

static int rows_in(const xmlNode *zone)
{
  return node_int(zone, "rows", 0);
}

static int picture_in(const xmlNode *zone)
{
  int area = 0;
  for (xmlNode *f = node_first(zone, "picture"); f;
       f = node_next(f, "picture"))
    area += node_int(f, "columns", 0) * node_int(f, "lines", 0);
  return area;
}

/* The story that has most by SIZE among the others of the page that the one at
 * hand belongs to; NULL: none has any. */
static const char *most_beside(const struct finder *f,
                               int (*size)(const xmlNode *zone))
{
  const char *best = NULL, *page = node_attr(f->overset, "page");
  int most = 0;
  for (xmlNode *p = node_first(f->placed, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone")) {
      const char *id = node_attr(z, "article");
      if (strcmp(node_attr(p, "n"), page) != 0 || size(z) <= most ||
          !strcmp(id, f->id) || !trim_article(f->job->issue, id))
        continue;
      most = size(z);
      best = id;
    }
  return best;
}

/* --- other remedies ------------------------------------------------------- */

/* The first width of story ID's pictures, from the next smaller on, that
 * helps. False when none does. */
static bool find_picture(struct finder *f, const char *id)
{
  struct pictures was = pictures_of(f->placed, id);
  for (int w = was.widest - 1; w >= was.widest - NARROWER && w > 0; w--) {
    char value[12];
    snprintf(value, sizeof value, "%d", w);
    xmlDoc *placed = is_full(f) ? NULL : try_key(f, id, "picture", value);
    if (!placed)
      continue;
    const xmlNode *root = xmlDocGetRootElement(placed);
    xmlNode *r = add_remedy(f, "picture", root);
    node_set_int(r, "columns", w);
    node_set_int(r, "lines", was.area - pictures_of(root, id).area);
    node_set(r, "article", id);
    xmlFreeDoc(placed);
    return true;
  }
  return false;
}

static void find_jump(struct finder *f, const xmlNode *article)
{
  const char *jump = node_attr(article, "jump");
  if (is_full(f) || (jump && strcmp(jump, "no") != 0) ||
      rows_of(f, f->id) < LEAST_JUMP)
    return;
  xmlDoc *placed = try_key(f, f->id, "jump", "yes");
  int page = placed ? jump_of(xmlDocGetRootElement(placed), f->id) : 0;
  if (page)
    node_set_int(add_remedy(f, "jump", xmlDocGetRootElement(placed)), "page",
                 page);
  xmlFreeDoc(placed);
}

static void find_free(struct finder *f, const xmlNode *article)
{
  static const char *const keys[] = {"form", "position", "columns", "picture",
                                     "page"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !is_full(f); i++) {
    if (!node_attr(article, keys[i]))
      continue;
    xmlDoc *placed = try_key(f, f->id, keys[i], NULL);
    if (!placed)
      continue;
    xmlNode *r = add_remedy(f, "free", xmlDocGetRootElement(placed));
    node_set(r, "key", keys[i]);
    node_set_int(r, "page", page_of(xmlDocGetRootElement(placed), f->id));
    xmlFreeDoc(placed);
  }
}

/* An issue with as many pages as were made, those for overset copy too; at
 * least two pages more, since a sheet has two sides. */
static xmlDoc *make_longer(const struct finder *f)
{
  struct make_job job = *f->job;
  int pages = node_int(f->placed, "planned", 0) + 2, made = 0;
  for (xmlNode *p = node_first(f->placed, "page"); p; p = node_next(p, "page"))
    made++;
  if (pages < made)
    pages = made + made % 2;
  job.issue = xmlCopyDoc(f->job->issue, 1);
  node_set_int(xmlDocGetRootElement(job.issue), "page-count", pages);
  xmlDoc *placed = make_trial(&job, -WAYS);
  xmlFreeDoc(job.issue);
  return placed;
}

static void find_pages(struct finder *f)
{
  const xmlNode *longer = f->longer ? xmlDocGetRootElement(f->longer) : NULL;
  if (longer && is_over(f->overset) && helps(f, longer))
    node_set_int(add_remedy(f, "pages", longer), "pages",
                 node_int(longer, "planned", 0));
}

static void find_all(struct finder *f, const xmlNode *article)
{
  const char *longest = most_beside(f, rows_in);
  const char *largest = most_beside(f, picture_in);
  if (!find_cut(f, f->id) && longest)
    find_cut(f, longest);
  if (!find_picture(f, f->id) && largest)
    find_picture(f, largest);
  find_jump(f, article);
  find_free(f, article);
}

static int trials_for(const xmlNode *placed, bool over)
{
  int pages = 0, most = over ? TRIALS : MOVED_TRIALS;
  for (xmlNode *p = node_first(placed, "page"); p; p = node_next(p, "page"))
    pages++;
  return pages > TRIAL_PAGES ? most * TRIAL_PAGES / pages : most;
}

/* Remedies for the stories behind the planned pages, or for the others; N of
 * all have been dealt with. */
static void find_each(struct finder *f, bool over, int *n)
{
  for (xmlNode *o = node_first(f->placed, "overset"); o;
       o = node_next(o, "overset")) {
    if (is_over(o) != over)
      continue;
    f->overset = o;
    f->id = node_attr(o, "article");
    f->trials = trials_for(f->placed, over);
    f->way = over ? -WAYS : node_int(f->placed, "way", 0);
    const xmlNode *article = trim_article(f->job->issue, f->id);
    if (article && (*n)++ < OVERSETS)
      find_all(f, article);
    find_pages(f);
  }
}

void remedy_find(const struct make_job *job, xmlDoc *placed)
{
  xmlNode *root = xmlDocGetRootElement(placed);
  struct finder f = {.job = job, .placed = root};
  int n = 0;
  if (!node_first(root, "overset"))
    return;
  f.cost = issue_cost(root);
  if (count_oversets(root, true))
    f.longer = make_longer(&f);
  find_each(&f, true, &n);
  find_each(&f, false, &n);
  xmlFreeDoc(f.longer);
}
