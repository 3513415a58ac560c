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

/* Appends a line to LIST: the story's id and the addresses of the nearest. */
static void relate(struct kin *k, uint32_t me, struct buf *list,
                   struct hash *shown)
{
  uint32_t best[RELATED];
  score_all(k, me);
  int n = choose(k, me, best);
  const char *id = n ? node_attr(k->story[me].card, "id") : NULL;
  if (!id)
    return;
  buf_puts(list, id);
  for (int i = 0; i < n; i++) {
    const struct story *s = &k->story[best[i]];
    const char *url = node_attr(s->card, "url");
    buf_printf(list, " %s", url ? url : "");
    hash_str(shown, s->headline);
  }
  buf_putc(list, '\n');
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
  if (list.n) {
    hash_str(shown, list.s);
    node_set(issue, "related", list.s);
  } else {
    xmlUnsetProp(issue, BAD_CAST "related");
  }
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

/* The card of N bytes URL, PAPER/DATE/ID.html, in ISSUE, whose @id is
 * PAPER/DATE, or in an earlier one, which stands behind it. */
static const xmlNode *card_at(const xmlNode *issue, const char *url, size_t n)
{
  const size_t ending = strlen(".html");
  char *id = mem_copy_n(url, n > ending ? n - ending : 0);
  char *slash = strrchr(id, '/');
  if (slash)
    *slash = '\0';
  while (slash && issue) {
    const char *its = node_attr(issue, "id");
    if (its && !strcmp(its, id))
      break;
    issue = node_next(issue, "issue");
  }
  const xmlNode *card =
      slash ? child_with(issue, "article", "id", slash + 1) : NULL;
  free(id);
  return card;
}

/* What stands behind ID in the line of LIST that begins with it, or NULL. */
static const char *line_of(const char *list, const char *id)
{
  size_t n = strlen(id);
  while (list && *list && (strncmp(list, id, n) != 0 || list[n] != ' ')) {
    list = strchr(list, '\n');
    list = list ? list + 1 : NULL;
  }
  return list && *list ? list + n : NULL;
}

void related_cards(const xmlNode *issue, const char *id,
                   const xmlNode *cards[RELATED])
{
  const char *s = issue ? node_attr(issue, "related") : NULL;
  int n = 0;
  s = s ? line_of(s, id) : NULL;
  memset(cards, 0, RELATED * sizeof *cards);
  while (s && *s == ' ' && n < RELATED) {
    size_t size = strcspn(++s, " \n");
    const xmlNode *card = card_at(issue, s, size);
    s += size;
    if (card)
      cards[n++] = card;
  }
}
