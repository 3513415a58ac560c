/* One page made up from its stories: the search finds pages that close, the
 * judge prices them where they stand, and the cheapest whose columns can
 * really be filled is taken. */
#ifndef PAGE_COMPOSE_H
#define PAGE_COMPOSE_H

#include "page/choice.h"

struct compose_job {
  struct layout *l;
  struct choice **v; /* at most SEARCH_STORIES */
  int n;
  int lines;  /* of the page's free area */
  int before; /* skeleton of the page before */
  int searches;  /* at most, with what is known by then */
  int white;     /* what a column costs that looks empty; 0: as usual */
  bool pinwheel; /* look for pages of five modules round one, too */
  bool level;    /* set texts again where columns look empty, on all pages and
                    not only on the best */
};

struct composed {
  struct search_slot slots[SEARCH_STORIES];
  int n;
  long cost;  /* options and judgement */
  long white; /* of it for columns that look emptier than they may */
  struct verdict verdict;
  int tried;  /* pages whose text had to be set */
};

/* False when no page closes. The blocks are the choices', by choice_take. */
bool compose_page(const struct compose_job *job, struct composed *out);

#endif
