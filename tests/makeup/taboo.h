/* Taboos of the trade that a page shows, from what stands on its sheet. A head
 * is what is set in a headline; a module is a zone. Pages of one or two
 * modules have no cuts. */
#ifndef TESTS_TABOO_H
#define TESTS_TABOO_H

#include <stddef.h>

#include "page/make.h"

struct taboos {
  int tombstones; /* 碰题: headlines of two modules that touch side by side,
                     tops within two lines, sizes within 1.45 : 1, of one form */
  int cuts;       /* 断版, 通线: from head to foot between columns 2 and 5;
                     from edge to edge between 35 and 65 % of the height with
                     several modules on both sides */
  int pictures;   /* pictures of two modules touch */
  int order;      /* right above a headline stands another story's, and is 1.45
                     times smaller or more */
};

/* The page of M's sheet I (from 0). */
struct taboos taboo_page(const struct made *m, size_t i);

#endif
