/* The inside of the make-up of an issue, for make, exact, plain and assign. */
#ifndef PAGE_MAKE_IN_H
#define PAGE_MAKE_IN_H

#include "page/choice.h"
#include "page/leaf.h"

struct placed;

struct queue {
  struct story **v;
  size_t n, cap;
};

struct make {
  struct layout l;
  struct placed *placed;
  struct queue waiting;  /* in order of page, rests first */
  struct queue all;      /* owns */
  struct queue fillers;  /* not yet used */
  int planned;           /* pages that the issue is to have */
  int more;              /* pages on top of those, or less */
  bool bare;             /* the imprint found no room */
  int squeeze;           /* page/assign.c */
  bool apart;            /* briefs stand each for itself */
  bool loose;            /* pages that nothing holds may be left */
  int window;            /* page/run.c: stories ahead; 0: as many as it likes */
  struct trail *trail;       /* page/run.h: ways back, or NULL */
  int back, work;        /* … page to go back to, 0: none; pages composed */
  int tries, way;        /* page/tries.c: that were made; the best */
  int aim_last;          /* thousandths of the last that stories should take */
  struct leaf *leaves;   /* pages that are made */
  size_t n, cap;
};

void queue_push(struct queue *q, struct story *s, size_t at);
void queue_pull(struct queue *q, size_t at);
void queue_remove(struct queue *q, const struct story *s);

/* The choices of S as it is now, kept with it. */
struct choice *make_choice(struct make *m, struct story *s);
/* The story of B, which stands on PAGE, leaves the queues, or its rest goes
 * back there. The part before learns where this one has come to stand. */
void make_take(struct make *m, struct block *b, int page);

struct composed;

/* LEAF gets PAGE, made of the choices V; its stories leave the queues. */
void make_keep(struct make *m, struct leaf *leaf, struct choice **v,
               const struct composed *page);

/* All stories back as they were before the first page. */
void make_reset(struct make *m);
/* Makes all pages as the fields of M say. */
void make_pages(struct make *m);
/* Makes them, and again in other ways where they do not come out: from the way
 * FIRST on, in MOST at the most. */
void tries_make(struct make *m, int first, int most);

/* Makes LEAF, whose page and lines are set, from the stories that wait for it,
 * filled exactly. WHOLE: all that waits must stand on it. False when that
 * cannot be done; then nothing has changed. */
bool exact_page(struct make *m, struct leaf *leaf, bool whole);
/* Makes it in bands, as full as they come out; lines may stay empty. */
void plain_page(struct make *m, struct leaf *leaf, bool may_end);

/* Gives pages from FROM on to the stories that wait and have none by the
 * editor's word, by section, room and priority; the first time it decides how
 * many pages the issue is to have. */
void assign_pages(struct make *m, int from);
/* Records the stories that did not find room where they belong
 * (page/placed.h: overset). After the pages. */
void overset_record(struct make *m);
/* Column lines that the pages behind PAGE have left over for the rests of its
 * stories. */
int assign_room(struct make *m, int page);

#endif
