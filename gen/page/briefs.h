/* Briefs of one page stand together in a frame. */
#ifndef PAGE_BRIEFS_H
#define PAGE_BRIEFS_H

#include <stdbool.h>
#include <stddef.h>

struct make;
struct story;

/* Gathers the briefs of M's stories, once: those that the editor gives to a
 * page, page by page, and those that he gives to none. The gatherings are added
 * to M's stories; their briefs know them as `group` and no longer wait for a
 * page of their own. One alone stays as it is. */
void briefs_gather(struct make *m);

/* Are any gathered? */
bool briefs_some(const struct make *m);
/* Which story waits for story I of all: itself, the gathering that it is the
 * first of, or none (NULL). Where briefs stand apart, each waits for itself. */
struct story *briefs_stand_in(const struct make *m, size_t i);

#endif
