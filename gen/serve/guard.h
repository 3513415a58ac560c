/* What the server refuses. A browser lets any page in the world send requests
 * to 127.0.0.1; what tells them apart is Host (a name of somebody else's that
 * was made to mean this machine, “DNS rebinding”) and Origin. */
#ifndef SERVE_GUARD_H
#define SERVE_GUARD_H

#include <stdbool.h>

enum { GUARD_PATH = 2048 /* bytes of a path, encoded */ };

/* Does HOST (a Host header; NULL: none) name this machine at PORT: localhost,
 * 127.0.0.1 or [::1]? Without a number the port is 80. */
bool guard_host(const char *host, int port);
/* May a page of ORIGIN (NULL: none was sent) use what changes or tells
 * something? SITE is Sec-Fetch-Site (or NULL), which must not say otherwise. */
bool guard_origin(const char *origin, const char *site, int port);
/* The path of the request target RAW, decoded once, without its query; owned.
 * NULL: it is none of ours: not beginning with '/', longer than GUARD_PATH,
 * wrongly encoded, no UTF-8; with a control character, a backslash, an encoded
 * slash; with a part that is empty (but the last), or begins with a dot. */
char *guard_path(const char *raw);

#endif
