#include "web/related.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/node.h"

enum {
  RING = 16,    /* stories remembered of each pair, the last ones */
  MANY = 24,    /* pairs of a headline that count */
  RARE = 4,     /* a pair in so many stories counts half … */
  COMMON = 48,  /* … and in more than so many, nothing */
  UNIT = 1024,  /* what a pair that is nowhere else counts */
  LEAST = 1200, /* fewer is chance: two rare pairs, or one and the section */
  SECTION = 400 /* for the same section */
};

/* A pair of Han and the stories whose headlines hold it. */
struct pair {
  uint64_t key; /* 0: free */
  uint32_t n;   /* stories so far */
  uint32_t at[RING];
};

struct story {
  xmlNode *card;
  const char *headline;
  uint64_t pairs[MANY];
  int npairs;
};

/* What a story counts for the one at hand; apart, since all are counted
 * again and again. */
struct tally {
  uint32_t score;
  uint32_t by; /* for which story, plus one */
};

struct kin {
  struct story *story;
  struct tally *tally;
  size_t n, cap, captally;
  struct pair *pair;
  size_t npairs, room; /* a power of two */
  uint32_t *touched;
  size_t ntouched, captouched;
};

static size_t slot_of(const struct kin *k, uint64_t key)
{
  size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (k->room - 1);
  while (k->pair[i].key && k->pair[i].key != key)
    i = (i + 1) & (k->room - 1);
  return i;
}

static void make_room(struct kin *k)
{
  if (k->npairs * 2 < k->room)
    return;
  struct pair *old = k->pair;
  size_t n = k->room;
  k->room = n ? n * 2 : 1024;
  k->pair = mem_array(k->room, sizeof *k->pair);
  for (size_t i = 0; i < n; i++)
    if (old[i].key)
      k->pair[slot_of(k, old[i].key)] = old[i];
  free(old);
}

/* The pairs of neighbouring Han, each once. */
static void find_pairs(struct story *s)
{
  const char *p = s->headline, *end = p + strlen(p);
  uint32_t last = 0, r;
  while (s->npairs < MANY && (r = utf8_next(&p, end))) {
    uint64_t key = (uint64_t)last << 32 | r;
    bool both = rune_is_han(r) && last;
    last = rune_is_han(r) ? r : 0;
    for (int i = 0; both && i < s->npairs; i++)
      both = s->pairs[i] != key;
    if (both)
      s->pairs[s->npairs++] = key;
  }
}

static const char *text_of(const xmlNode *n)
{
  return n && n->children && n->children->content
             ? (const char *)n->children->content
             : "";
}

static void add_story(struct kin *k, xmlNode *card)
{
  k->story = mem_grow(k->story, &k->cap, k->n + 1, sizeof *k->story);
  struct story *s = &k->story[k->n];
  k->tally = mem_grow(k->tally, &k->captally, k->n + 1, sizeof *k->tally);
  k->tally[k->n] = (struct tally){0, 0};
  *s = (struct story){.card = card};
  s->headline = text_of(node_first(card, "headline"));
  find_pairs(s);
  for (int i = 0; i < s->npairs; i++) {
    make_room(k);
    struct pair *p = &k->pair[slot_of(k, s->pairs[i])];
    k->npairs += !p->key;
    p->key = s->pairs[i];
    p->at[p->n++ % RING] = (uint32_t)k->n;
  }
  k->n++;
}

static void touch(struct kin *k, uint32_t i, uint32_t by, uint32_t weight)
{
  struct tally *t = &k->tally[i];
  if (t->by != by + 1) {
    *t = (struct tally){0, by + 1};
    k->touched = mem_grow(k->touched, &k->captouched, k->ntouched + 1,
                          sizeof *k->touched);
    k->touched[k->ntouched++] = i;
  }
  t->score += weight;
}

static void score_all(struct kin *k, uint32_t me)
{
  const struct story *s = &k->story[me];
  k->ntouched = 0;
  for (int i = 0; i < s->npairs; i++) {
    const struct pair *p = &k->pair[slot_of(k, s->pairs[i])];
    if (p->n > COMMON)
      continue;
    uint32_t weight = UNIT * RARE / (RARE + p->n - 1);
    uint32_t n = p->n < RING ? p->n : RING;
    for (uint32_t j = 0; j < n; j++)
      if (p->at[j] != me)
        touch(k, p->at[j], me, weight);
  }
}

static uint32_t judged(const struct kin *k, uint32_t i, uint32_t me)
{
  if (k->tally[i].score + SECTION < LEAST)
    return 0;
  const char *a = node_attr(k->story[i].card, "section");
  const char *b = node_attr(k->story[me].card, "section");
  bool same = a && b && !strcmp(a, b);
  return k->tally[i].score + (same ? SECTION : 0);
}

/* The nearest into BEST; of equals the later one. How many. */
static int choose(const struct kin *k, uint32_t me, uint32_t best[RELATED])
{
  uint32_t score[RELATED];
  int n = 0;
  for (size_t t = 0; t < k->ntouched; t++) {
    uint32_t i = k->touched[t], v = judged(k, i, me);
    int at = n;
    while (at && (v > score[at - 1] ||
                  (v == score[at - 1] && i > best[at - 1])))
      at--;
    if (v < LEAST || at == RELATED)
      continue;
    n += n < RELATED;
    for (int j = n - 1; j > at; j--) {
      score[j] = score[j - 1];
      best[j] = best[j - 1];
    }
    score[at] = v;
    best[at] = i;
  }
  return n;
}

static void relate(struct kin *k, uint32_t me, struct buf *list,
                   struct hash *shown)
{
  uint32_t best[RELATED];
  buf_clear(list);
  score_all(k, me);
  for (int i = 0, n = choose(k, me, best); i < n; i++) {
    const struct story *s = &k->story[best[i]];
    const char *url = node_attr(s->card, "url");
    if (!url)
      continue;
    if (list->n)
      buf_putc(list, ' ');
    buf_puts(list, url);
    hash_str(shown, url);
    hash_str(shown, s->headline);
  }
  if (list->n)
    node_set(k->story[me].card, "related", list->s);
}

/* Articles of ISSUE join, then each looks among all that are there. */
static void relate_issue(struct kin *k, xmlNode *issue)
{
  size_t from = k->n;
  struct buf list = BUF_INIT;
  struct hash *shown = hash_new();
  char hex[33];
  for (xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article"))
    add_story(k, a);
  for (size_t i = from; i < k->n; i++)
    relate(k, (uint32_t)i, &list, shown);
  hash_end(shown, hex);
  node_set(issue, "kin", hex);
  buf_free(&list);
}

/* Issues stand newest first. */
static void relate_paper(xmlNode *paper)
{
  struct kin k = {0};
  make_room(&k);
  for (xmlNode *i = paper->last; i; i = i->prev)
    if (node_is(i, "issue"))
      relate_issue(&k, i);
  free(k.story);
  free(k.tally);
  free(k.pair);
  free(k.touched);
}

void related_find(xmlDoc *site)
{
  const xmlNode *root = xmlDocGetRootElement(site);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    relate_paper(p);
}

/* ---- what was found ---- */

static const xmlNode *child_with(const xmlNode *n, const char *name,
                                 const char *attr, const char *value)
{
  for (n = n ? node_first(n, name) : NULL; n; n = node_next(n, name)) {
    const char *v = node_attr(n, attr);
    if (v && !strcmp(v, value))
      return n;
  }
  return NULL;
}

/* URL is PAPER/DATE/ID.html, and an issue's @id PAPER/DATE. */
static const xmlNode *card_at(const xmlNode *paper, const char *url, size_t n)
{
  char *copy = mem_copy_n(url, n), *slash = strrchr(copy, '/');
  const xmlNode *issue = NULL, *card = NULL;
  if (slash) {
    *slash = '\0';
    issue = child_with(paper, "issue", "id", copy);
    *slash = '/';
    card = child_with(issue, "article", "url", copy);
  }
  free(copy);
  return card;
}

/* The card ID, looked for behind AT first: stories stand in one order. */
static const xmlNode *card_behind(const xmlNode *issue, const xmlNode *at,
                                  const char *id)
{
  const xmlNode *next = at ? node_next(at, "article") : NULL;
  const char *its = next ? node_attr(next, "id") : NULL;
  return its && !strcmp(its, id) ? next
                                 : child_with(issue, "article", "id", id);
}

const xmlNode *related_cards(const xmlNode *issue, const xmlNode *at,
                             const char *id, const xmlNode *cards[RELATED])
{
  const xmlNode *me = card_behind(issue, at, id);
  const char *list = me ? node_attr(me, "related") : NULL;
  memset(cards, 0, RELATED * sizeof *cards);
  for (int i = 0; list && i < RELATED; i++) {
    size_t n = strcspn(list, " ");
    cards[i] = card_at(issue->parent, list, n);
    list = list[n] ? list + n + 1 : NULL;
  }
  return me;
}
