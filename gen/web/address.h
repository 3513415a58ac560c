/* All addresses that a site has, from its cards: what the site map lists, what
 * the next build is compared with, and where old addresses lead. Addresses
 * of printed pages (pN.html) belong to their issues and are not counted. */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "base/diag.h"

struct buf;

struct address {
  const char *path;    /* from the top of the site, not encoded */
  const char *date;    /* of the newest thing there; NULL: unknown */
  const char *goal;    /* of an alias: where it leads; else NULL */
  const xmlNode *node; /* card of what has the address, or the <alias> */
};

struct addresses {
  struct address *list; /* pages first, then aliases */
  size_t n, cap;
  size_t pages; /* how many are no aliases */
  struct stacks **stacks; /* of each paper (web/shelf.h), in their order */
  size_t nstacks, capstacks;
  struct arena *arena;
};

/* Those of SITE. An alias that is an address of something else, or of two, is
 * an error at its place and left out. */
struct addresses *address_new(const xmlNode *site);
void address_free(struct addresses *a);
/* One line an address, aliases too. */
void address_print(struct buf *out, const struct addresses *a);
/* Warns of each line of LAST (of address_print) that A has not, below PREFIX
 * ("": all). Returns how many those were. */
int address_compare(const struct addresses *a, const xmlNode *site,
                    const char *last, const char *prefix);

#endif
