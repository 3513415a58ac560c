/* Where all stories stand on their way, to try a page and to go back. */
#ifndef PAGE_PAST_H
#define PAGE_PAST_H

#include "page/make_in.h"

struct past;

/* As they are now; owned. M must not get more stories. */
struct past *past_new(struct make *m);
void past_free(struct past *p);
/* Stories and queues are again as they were; choices of parts that are no
 * more are freed. Pages made since are the caller's to clear. */
void past_restore(const struct past *p);

#endif
