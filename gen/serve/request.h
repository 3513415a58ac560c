/* What the server hands to whoever answers a path of its own (/_desk/…), and
 * what it gets back. Everything unsafe was refused before: another host or
 * origin, a path that leaves the site, a method that is not meant, a body that
 * is too long. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include <stddef.h>

#include "base/buf.h"

/* All borrowed, for the time of the call. */
struct request {
  const char *method; /* GET, HEAD (answered like GET) or POST */
  const char *path;   /* decoded once, UTF-8, begins with '/'; no "..", no
                         empty part, no control character */
  const char *query;  /* behind '?', still encoded; "" where there is none */
  const char *body;   /* of a POST, at most 1 MB, NUL behind it; else "" */
  size_t length;      /* of the body */
};

/* Starts as {200, "text/html; charset=utf-8"} and nothing else. The server adds
 * the headers of safety and frees what is owned here. */
struct reply {
  int status;
  const char *type; /* Content-Type, a constant */
  struct buf body;
  char etag[36];    /* with its quotes; "": none */
  char *location;   /* of a redirection, owned, or NULL */
  char *policy;     /* Content-Security-Policy in place of the usual one, owned,
                       or NULL */
};

/* Answers RQ at once (it runs in the server's only thread: some milliseconds
 * at most). */
typedef void http_answer(void *data, const struct request *rq,
                         struct reply *r);

/* The value of NAME in the encoded query or form S, decoded; NULL: none.
 * Owned. */
char *request_value(const char *s, const char *name);

#endif
