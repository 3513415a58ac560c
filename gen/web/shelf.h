/* The stories of one paper by year, section and author: what the pages of the
 * archive, the feeds and the list of addresses have in common. Everything is
 * borrowed from the cards, newest first. */
#ifndef WEB_SHELF_H
#define WEB_SHELF_H

#include <stddef.h>
#include <libxml/tree.h>

/* Stories (or, of a year, issues) that stand together. */
struct shelf {
  const char *slug; /* its name in addresses */
  const char *name;
  const xmlNode *of; /* the <section>, an <author>; of a year NULL */
  const xmlNode **card;
  size_t n;
};

struct shelves {
  struct shelf *list;
  size_t n, cap;
};

struct stacks {
  const xmlNode *paper;
  struct shelves years;    /* newest first */
  struct shelves sections; /* in the order of paper.yaml; with stories only */
  struct shelves authors;  /* who wrote most first */
  struct arena *arena;
};

struct stacks *shelf_new(const xmlNode *paper);
void shelf_free(struct stacks *a);
/* The day that the address of ISSUE (a card) holds, 2018-12-15. */
const char *shelf_day(const xmlNode *issue);

#endif
