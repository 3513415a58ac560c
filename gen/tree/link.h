/* Which addresses content may lead to. Content is untrusted: the same test
 * is made when it is read and again when it is written. */
#ifndef TREE_LINK_H
#define TREE_LINK_H

#include <stdbool.h>

/* True for http, https, mailto, tel and for relative addresses; false for
 * any other scheme, for //host (another host without a scheme), for control
 * characters, white space at the front and the empty address. */
bool link_ok(const char *url);
/* True for a relative address that names a file: link_ok, no scheme, no
 * leading slash or number sign. Whether it leaves its folder is for the
 * caller to see. */
bool link_is_file(const char *url);
/* URL with what is not ASCII, and white space, percent-encoded: readers of
 * codes guess a charset. Bytes that are encoded already stay. Owned. */
char *link_encode(const char *url);
/* The address of a site, encoded, with a slash at its end: addresses of pages
 * are added to it. Empty for NULL. Owned. */
char *link_base(const char *url);

#endif
