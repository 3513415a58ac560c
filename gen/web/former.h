/* Pages at former addresses (aliases), which lead to where the text is now:
 * by themselves, and with a link for whoever reads them. */
#ifndef WEB_FORMER_H
#define WEB_FORMER_H

#include <stdbool.h>

struct addresses;
struct buf;

/* One page for each alias of A, below OUT. What is there already is never
 * written over: files may be shared with the site of the last build. BASE:
 * absolute address of the site, or NULL. */
bool former_write(const struct addresses *a, const char *base,
                  const char *out);
/* Removes from OUT, a site that is being made, the pages at LAST: one former
 * address a line, those of the last build. A folder that is kept from it has
 * them still. */
bool former_drop(const struct addresses *a, const char *last, const char *out);
/* The former addresses of A, one a line. */
void former_print(struct buf *out, const struct addresses *a);

#endif
