/* The inside of page/run.h, for run, run_page, run_set and run_try. */
#ifndef PAGE_RUN_IN_H
#define PAGE_RUN_IN_H

#include "page/compose.h"
#include "page/run.h"

enum {
  RUN_TRIED = 20,   /* sets of stories that are known for a page */
  RUN_KEPT = 24,    /* pages that are known, where one must be chosen */
  RUN_ROOM = SEARCH_STORIES - 2, /* stories in a set, two fillers besides */
  RUN_CUT_ROWS = 20 /* that a story has at least, to be cut */
};

/* What may go on on the next page. */
enum { RUN_WHOLE = -1, RUN_ANY = -2 };

/* Stories for a page. */
struct run_set {
  struct story *v[SEARCH_STORIES];
  int n;
  int cut;      /* the one that may go on, RUN_WHOLE: none, RUN_ANY: all */
  int copy;     /* column lines that they are likely to take */
  int skipped;  /* stories that they leave behind */
  long rank;    /* what speaks against them before they are tried */
};

/* A page at hand. */
struct runner {
  struct make *m;
  struct leaf *leaf;
  bool whole;
  int cap;       /* column lines of the page */
  long behind;   /* of the pages behind it */
  long copy;     /* of all that waits */
  int goal;      /* thousandths of BEHIND that should be left for it */
  long stiff;    /* what it costs that stiff stories wait */
  int keep;
  struct run_page {
    struct run_set set;
    struct choice *v[SEARCH_STORIES];
    struct composed page;
    long left; /* column lines of its stories that go on */
  } best[RUN_KEPT]; /* the cheapest first */
  int n;
  struct run_cut { /* choices of stories that may be cut; owned */
    const struct story *story;
    int target;
    struct choice *choice;
  } *cuts;
  size_t ncuts, cap_cuts;
};

/* The runner of LEAF, whose page and lines are set. */
struct runner *runner_new(struct make *m, struct leaf *leaf, bool whole);
void runner_free(struct runner *r);

/* --- run.c --- */

/* Column lines of PAGE; LAST: with the imprint at its foot. */
int run_room(const struct make *m, int page, bool last);
/* Column lines that S is likely to take. */
int run_area(struct make *m, struct story *s);

/* --- run_set.c --- */

/* Looks at what waits; before all else. */
void run_set_open(struct runner *r);
/* The best sets by rank, at most RUN_TRIED. */
int run_set_find(struct runner *r, struct run_set *sets);
/* Adds S, which is not counted when it is a filler. */
void run_set_add(struct runner *r, struct run_set *set, struct story *s);
/* Can S be cut at all? */
bool run_set_cuts(const struct story *s);
/* Column lines that stories should take on this page. */
long run_set_wanted(const struct runner *r);
/* Thousandths of the pages behind that COPY takes. */
long run_set_share(const struct runner *r, long copy);
/* What it costs that stories wait for a later page. */
long run_set_cost(const struct runner *r, const struct run_set *s);

/* --- run_try.c --- */

/* Tries the stories that wait, all of them, with fillers where need be. */
void run_try_whole(struct runner *r);
/* Tries sets of them; the pages found are R's. */
void run_try_sets(struct runner *r);
/* Tries SET alone. */
void run_try_one(struct runner *r, const struct run_set *set);
/* It closes, and none of its columns looks empty. */
bool run_try_good(const struct runner *r);

#endif
