/* All that a story can be in a module of so many columns, kept: one rectangle
 * after the other is asked for. */
#ifndef PAGE_OPTION_LIST_H
#define PAGE_OPTION_LIST_H

#include <stddef.h>

#include "page/option.h"

struct option_found;

/* From {0}. */
struct option_list {
  struct option_found *v;
  size_t n, cap;
  bool made;
};

/* Lists the options of S in COLUMNS, of at most LINES, unless it is done. */
void option_list_open(const struct option_story *s, int columns, int lines,
                      struct option_list *l);
/* Empty again, for a story that has changed. */
void option_list_free(struct option_list *l);
/* The cheapest options of SLOT's lines and top, at most MOST (from 1), in
 * order of cost, of equals the first; returns how many. */
int option_list_find(const struct option_list *l,
                     const struct search_slot *slot, struct option *out,
                     int most);

#endif
