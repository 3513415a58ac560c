/* The search for a page: all ways to cut it into modules by cuts that go
 * through (guillotine cuts) and by pinwheels of five, combined over subsets of
 * the stories by dynamic programming, indexed by exact height: every page that
 * it returns closes on the grid. Knows stories only by their menus. */
#ifndef PAGE_SEARCH_H
#define PAGE_SEARCH_H

#include <stdbool.h>

enum {
  SEARCH_COLUMNS = 8,
  SEARCH_LINES = 128,
  SEARCH_STORIES = 14, /* most modules on a page */
  SEARCH_KEEP = 12,
  NO_PRICE = 1 << 28   /* this rectangle is impossible */
};

/* What the top edge of a module shows to its neighbours. */
enum top {
  TOP_PLAIN, /* no headline, or one that collides with none: a picture on top,
                on end, in a box */
  TOP_SMALL, /* a headline under 24/9 of the body's size */
  TOP_LARGE,
  TOPS
};

/* Where the editor wants it on the page: bits; 0: anywhere. */
enum { PIN_TOP = 1, PIN_FOOT = 2, PIN_LEFT = 4, PIN_RIGHT = 8 };

/* What a story costs by width (1 … columns), exact height in lines (1 …
 * lines, without the line that parts it from what stands below) and top. */
struct menu {
  int rank;   /* 0 lead, 1 major, 2 normal, 3 brief or filler */
  int length; /* column lines of text: of equal rank the longer goes first */
  int pin;
  /* From 0; over 2^24 is as good as NO_PRICE. */
  int price[SEARCH_COLUMNS + 1][SEARCH_LINES + 1][TOPS];
};

struct search_job {
  const struct menu *const *menus;
  int n, columns, lines; /* of the page */
  int keep;      /* best unlike ways of a part in a rectangle (unlike: by tops
                    and last cut), 1 … SEARCH_KEEP; 1 to 4 are of use */
  int threshold; /* entries dearer than a story's cheapest by more are not
                    looked at */
  bool pinwheel;
  int *slack; /* NULL, or from 0: what the last search of this page, at lower
                 prices, learned */
};

/* Columns and lines from 0; LINES without the parting line. */
struct search_slot {
  int menu, column, columns, line, lines;
  enum top top;
};

struct arrangement {
  struct search_slot slots[SEARCH_STORIES];
  int n;
  long cost; /* prices, and what of page/judge.h is known here: tops that
                meet, cuts through the whole page */
};

/* The cheapest pages, at most MOST (up to 512), in order of (cost, then a fixed
 * order); no page is cheaper than the first by over 60, but for what KEEP and
 * bundles leave out. Every menu stands in each exactly once and pins are
 * obeyed; slot i is menu i's. A story stands above none that is more important,
 * unless pins want it. The mirrored page is one of its own. A quarter of them
 * are pinwheels, where there are so many. More than eight stories are searched
 * as eight bundles, the smallest together. Returns how many; 0: no page closes.
 * Equal jobs give equal results. */
int search_page(const struct search_job *job, struct arrangement *out,
                int most);

#endif
