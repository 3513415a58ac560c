#include "web/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tree/node.h"
#include "web/listen.h"
#include "web/notes.h"
#include "web/page.h"
#include "web/related.h"

enum { A_MINUTE = 280 }; /* characters that are read in one */

struct extras {
  struct buf minutes, headline, deck;
};

struct list {
  const xmlNode **node;
  size_t n, cap;
};

static int by_order(const void *a, const void *b)
{
  int x = node_int(*(const xmlNode *const *)a, "order", 0);
  int y = node_int(*(const xmlNode *const *)b, "order", 0);
  return (x > y) - (x < y);
}

static struct list articles(const xmlNode *issue)
{
  struct list l = {0};
  bool sorted = true;
  for (const xmlNode *n = node_first(issue, "article"); n;
       n = node_next(n, "article")) {
    l.node = mem_grow(l.node, &l.cap, l.n + 1, sizeof *l.node);
    l.node[l.n++] = n;
    sorted &= l.n < 2 || by_order(&l.node[l.n - 2], &l.node[l.n - 1]) <= 0;
  }
  if (!sorted)
    qsort(l.node, l.n, sizeof *l.node, by_order);
  return l;
}

static void set_say(struct page *p, const char *name, struct buf *b,
                    const xmlNode *text)
{
  const xmlNode *c = text ? text->children : NULL;
  const char *s = c && c->content ? (const char *)c->content : "";
  buf_clear(b);
  page_text(p, name, listen_text(b, s, strlen(s)) ? b->s : NULL);
}

static void set_related(struct page *p, const xmlNode *article)
{
  static const char *const names[RELATED] = {"related1", "related2",
                                             "related3"};
  const xmlNode *cards[RELATED];
  related_cards(p->card, node_attr(article, "id"), cards);
  for (int i = 0; i < RELATED; i++)
    page_node(p, names[i], cards[i]);
}

/* What a page of ARTICLE shows beside what its tree says. */
static void set_extras(struct page *p, struct extras *e, const xmlNode *article)
{
  int words = node_int(article, "words", 0);
  buf_clear(&e->minutes);
  buf_printf(&e->minutes, "%d", (words + A_MINUTE - 1) / A_MINUTE);
  page_text(p, "minutes", words ? e->minutes.s : NULL);
  set_say(p, "say", &e->headline, node_first(article, "headline"));
  set_say(p, "say-deck", &e->deck, node_first(article, "deck"));
  set_related(p, article);
}

static void extras_free(struct extras *e)
{
  buf_free(&e->minutes);
  buf_free(&e->headline);
  buf_free(&e->deck);
}

bool article_write_all(struct page *p, const xmlNode *issue, const char *dir)
{
  struct list l = articles(issue);
  struct buf path = BUF_INIT;
  struct extras extras = {BUF_INIT, BUF_INIT, BUF_INIT};
  bool ok = true;
  p->notes = notes_new(issue);
  for (size_t i = 0; i < l.n; i++) {
    page_node(p, "prev", i ? l.node[i - 1] : NULL);
    page_node(p, "next", i + 1 < l.n ? l.node[i + 1] : NULL);
    buf_clear(&path);
    buf_printf(&path, "%s/%s.html", dir, node_attr(l.node[i], "id"));
    set_extras(p, &extras, l.node[i]);
    ok &= page_write(p, p->web->article, l.node[i], path.s);
  }
  notes_free(p->notes);
  p->notes = NULL;
  extras_free(&extras);
  buf_free(&path);
  free(l.node);
  return ok;
}
