/* A story on its way onto the pages: an article (or filler) with its flow and
 * how much of it has been placed. */
#ifndef PAGE_STORY_H
#define PAGE_STORY_H

#include "page/flow.h"

enum priority { PRIORITY_LEAD, PRIORITY_MAJOR, PRIORITY_NORMAL,
                PRIORITY_BRIEF };

struct story {
  const xmlNode *node;
  const char *id;
  struct flow *flow;
  enum priority priority;
  bool filler;
  int page;     /* where the editor wants it, 1 … */
  int jump;     /* page that the rest goes to, 0: the next */
  size_t from;  /* first row not yet placed */
  int part;     /* of the next block, 1 … */
  int came;     /* page of the part before, 0: none */
};

/* Sets the article at the page's measure. */
struct story *story_new(struct layout *l, const xmlNode *article);
void story_free(struct story *s);
/* Lines still to be placed. */
int story_left(const struct story *s);

#endif
