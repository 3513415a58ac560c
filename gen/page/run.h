/* Make-up of few wide columns (page/style.h: run_on), where a page holds two or
 * three stories: any may go on on the next page. Stories come in the editor's
 * order; a page takes the rests of the last one and some of the next stories,
 * so that it closes and the pages behind keep an even share.
 * What the editor planned for other columns (pages, positions, widths, where
 * stories go on) does not hold; a story that must not be cut (`jump: no`) is
 * cut only where no page holds it. */
#ifndef PAGE_RUN_H
#define PAGE_RUN_H

#include "page/make_in.h"

/* Takes the pins off the stories that wait, and puts them in order. */
void run_open(struct make *m);
/* The even number of pages that they fill comfortably. */
int run_count(struct make *m);
/* All that waits may stand on page FROM, rests first. */
void run_assign(struct make *m, int from);
/* As exact_page. When it fails and m->back is set, pages before it are to be
 * made in another way: then run_back, which tells the page that stays. */
bool run_page(struct make *m, struct leaf *leaf, bool whole);
int run_back(struct make *m);
/* Forgets the pages that were made. */
void run_close(struct make *m);

#endif
