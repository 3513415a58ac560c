/* What all issues share: the home page, a page for each paper, the accounts'
 * codes, and the theme's files. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct page;

/* Into the folder OUT; P has $site. */
bool site_write(struct page *p, const xmlNode *site, const char *out);

#endif
