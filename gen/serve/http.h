/* A small HTTP server for one reader on this machine (libmicrohttpd, here
 * alone). It binds 127.0.0.1 only and runs in the caller's thread: wait until
 * http_fd can be read, or http_timeout has passed, then call http_run.
 *
 * It refuses, before anybody is asked: other hosts and origins and odd paths
 * (serve/guard.h: 403, 400), methods but GET, HEAD and, below /_desk/, POST
 * (405), bodies over 1 MB (413). Answers have a Content-Security-Policy,
 * nosniff, and may be kept by the browser only when it asks each time. /_events
 * is a stream of server-sent events. */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include <stdbool.h>

#include "serve/request.h"

enum { HTTP_PORTS = 65536 };

struct http;

struct http_setup {
  int port; /* 0: any that is free */
  http_answer *answer; /* every other request; DATA goes with it */
  /* A page began to listen: what it gets at once, whole events, into FIRST.
   * PAGE: the path that it shows, or "". */
  void (*greet)(void *data, const char *page, struct buf *first);
  void *data;
};

/* NULL, errno set, when the port cannot be had (EADDRINUSE …); after a diag,
 * when the library is not there (ENOSYS). S is copied. */
struct http *http_open(const struct http_setup *s);
/* Ends all connections. NULL is none. */
void http_close(struct http *h);
int http_port(const struct http *h);
int http_fd(const struct http *h);
/* Milliseconds until http_run wants to be called; -1: only when http_fd can be
 * read. */
int http_timeout(const struct http *h);
void http_run(struct http *h);
/* Sends the event NAME with DATA, one line, to all that listen; NAME NULL: only
 * a sign of life, by which those that are gone are found. */
void http_tell(struct http *h, const char *name, const char *data);
/* The event as it is sent, appended to B. */
void http_event(struct buf *b, const char *name, const char *data);
/* The path that the page shows which began to listen last, of those that still
 * do; "" when there is none. Borrowed until http_run. */
const char *http_looked_at(const struct http *h);

#endif
