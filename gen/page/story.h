/* A story on its way onto the pages: an article (a filler, an advertisement,
 * briefs in one frame) with its flow and how much of it has been placed. */
#ifndef PAGE_STORY_H
#define PAGE_STORY_H

#include "page/flow.h"
#include "page/search.h"

struct choice;
struct framed;

enum priority { PRIORITY_LEAD, PRIORITY_MAJOR, PRIORITY_NORMAL,
                PRIORITY_BRIEF };

/* What the editor says of a jump; a page number leaves it free, but tells
 * where the rest is to stand. */
enum jumping { JUMP_FREE, JUMP_MUST, JUMP_NEVER };

struct story {
  const xmlNode *node;
  const char *id;
  struct flow *flow;
  enum priority priority;
  bool filler;
  int page;     /* where the editor wants it, 1 … */
  int jump;     /* page that the rest goes to, 0: the next */
  int place;    /* page/run.c: the editor's page, for its order only */
  int widths;   /* … at which what is left of it can stand whole */
  /* The editor's pins (front matter, or issue.yaml: articles); 0: none. */
  int pin_page; /* its page; unless HELD (by issue.yaml) it yields where pages
                   would stay open */
  bool held;
  int position; /* PIN_TOP … of page/search.h */
  int columns;  /* that the story's first part takes */
  int picture;  /* columns that its first picture takes */
  enum jumping jumping;
  bool briefs;  /* may stand in a frame with others: a brief of text alone that
                   nothing pins but its page */
  size_t from;  /* first row not yet placed */
  int part;     /* of the next block, 1 … */
  int came;     /* page of the part before, 0: none */
  struct framed *framed; /* page/framed.h: it stands in a frame, or NULL */
  struct story *group;   /* the story in whose frame it stands, or NULL */
  struct choice *choice; /* page/choice.h; the make-up's, or NULL */
};

/* Sets the article at the page's measure. */
struct story *story_new(struct layout *l, const xmlNode *article);
/* As it was before any of it was placed. */
void story_reset(struct story *s);
void story_free(struct story *s);
/* Lines still to be placed. */
int story_left(const struct story *s);

#endif
