/* What the preview adds to a page while it serves it; the file stays as it
 * is. */
#ifndef SERVE_INJECT_H
#define SERVE_INJECT_H

struct buf;

/* HTML, whose last </body> (or end) gets SCRIPT, markup, before it. A policy
 * that the page names in a <meta http-equiv="Content-Security-Policy"> is
 * taken out, since it would forbid the script to ask the server for news, and
 * returned with that allowed, to be sent as a header; owned. NULL: it names
 * none. Any bytes will do. */
char *inject(struct buf *html, const char *script);

#endif
