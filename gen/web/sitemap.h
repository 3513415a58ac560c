/* What search engines ask a site for. Both only with a base-url. */
#ifndef WEB_SITEMAP_H
#define WEB_SITEMAP_H

#include <stdbool.h>
#include <stddef.h>

struct addresses;

enum { SITEMAP_MOST = 50000 }; /* addresses that the protocol allows a file */

/* OUT/sitemap.xml: all pages of A with the day of what is newest there. With
 * more than MOST, sitemap.xml is an index of sitemap-1.xml, sitemap-2.xml … */
bool sitemap_write(const struct addresses *a, const char *base, size_t most,
                   const char *out);
/* OUT/robots.txt: everything may be read, and where sitemap.xml is. Search
 * engines read it at the top of a host only. */
bool sitemap_robots(const char *base, const char *out);

#endif
