#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/late.h"
#include "base/mem.h"
#include "serve/guard.h"

enum {
  BODY = 1 << 20,       /* bytes of a request */
  CONNECTIONS = 256,
  IDLE = 120,           /* seconds; a stream gets signs of life oftener */
  BLOCK = 16384,        /* of a stream */
  PENDING = 1 << 20     /* what a stream may be behind */
};

static const char html_type[] = "text/html; charset=utf-8";
static const char usual_policy[] =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'";

/* A page that listens. */
struct stream {
  struct http *http;
  struct MHD_Connection *connection;
  struct buf pending;
  char *page;
  bool asleep; /* suspended: there was nothing to send */
};

#define MHD(X)                                                                 \
  X(MHD_start_daemon) X(MHD_stop_daemon) X(MHD_run) X(MHD_get_timeout)         \
  X(MHD_get_daemon_info) X(MHD_create_response_from_buffer)                    \
  X(MHD_create_response_from_callback) X(MHD_add_response_header)              \
  X(MHD_queue_response) X(MHD_destroy_response)                                \
  X(MHD_lookup_connection_value) X(MHD_get_connection_values)                  \
  X(MHD_suspend_connection) X(MHD_resume_connection)

/* The library, loaded when there is something to serve. */
struct mhd {
  MHD(LATE_FIELD)
};

struct http {
  struct mhd lib;
  struct http_setup s;
  struct MHD_Daemon *daemon;
  int port, epoll;
  struct stream **streams; /* the newest last */
  size_t n, cap;
};

/* A request that is coming in. */
struct coming {
  char *target;
  struct buf body;
  bool begun, too_long;
};

/* --- streams -------------------------------------------------------------- */

void http_event(struct buf *b, const char *name, const char *data)
{
  if (name)
    buf_printf(b, "event: %s\ndata: %s\n\n", name, data);
  else
    buf_puts(b, ":\n\n");
}

static ssize_t stream_read(void *data, uint64_t at, char *to, size_t room)
{
  struct stream *s = data;
  const struct http *h = s->http;
  (void)at;
  size_t n = s->pending.n < room ? s->pending.n : room;
  if (!n) {
    s->asleep = true;
    h->lib.MHD_suspend_connection(s->connection);
    return 0;
  }
  memcpy(to, s->pending.s, n);
  memmove(s->pending.s, s->pending.s + n, s->pending.n - n);
  s->pending.n -= n;
  return (ssize_t)n;
}

static void stream_free(void *data)
{
  struct stream *s = data;
  struct http *h = s->http;
  size_t i = 0;
  while (i < h->n && h->streams[i] != s)
    i++;
  if (i < h->n) {
    memmove(h->streams + i, h->streams + i + 1,
            (h->n - i - 1) * sizeof *h->streams);
    h->n--;
  }
  buf_free(&s->pending);
  free(s->page);
  free(s);
}

static void wake(struct stream *s)
{
  const struct http *h = s->http;
  if (s->asleep) {
    s->asleep = false;
    h->lib.MHD_resume_connection(s->connection);
  }
}

void http_tell(struct http *h, const char *name, const char *data)
{
  for (size_t i = 0; i < h->n; i++) {
    struct stream *s = h->streams[i];
    if (s->pending.n < PENDING)
      http_event(&s->pending, name, data);
    wake(s);
  }
}

const char *http_looked_at(const struct http *h)
{
  for (size_t i = h->n; i > 0; i--)
    if (*h->streams[i - 1]->page)
      return h->streams[i - 1]->page;
  return "";
}

static struct MHD_Response *new_stream(struct http *h,
                                       struct MHD_Connection *c,
                                       const char *query)
{
  struct stream *s = mem_new(sizeof *s);
  char *page = request_value(query, "page");
  *s = (struct stream){.http = h, .connection = c};
  s->page = page ? page : mem_copy("");
  buf_puts(&s->pending, "retry: 400\n\n");
  if (h->s.greet)
    h->s.greet(h->s.data, s->page, &s->pending);
  struct MHD_Response *r = h->lib.MHD_create_response_from_callback(
      MHD_SIZE_UNKNOWN, BLOCK, stream_read, s, stream_free);
  if (!r) {
    stream_free(s);
    return NULL;
  }
  h->streams = mem_grow(h->streams, &h->cap, h->n + 1, sizeof *h->streams);
  h->streams[h->n++] = s;
  h->lib.MHD_add_response_header(r, "Content-Type", "text/event-stream");
  return r;
}

/* --- answers -------------------------------------------------------------- */

static enum MHD_Result send_off(const struct http *h, struct MHD_Connection *c,
                                int status, struct MHD_Response *r)
{
  if (!r)
    return MHD_NO;
  h->lib.MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
  h->lib.MHD_add_response_header(r, "Referrer-Policy", "same-origin");
  h->lib.MHD_add_response_header(r, "Cross-Origin-Resource-Policy",
                                 "same-origin");
  h->lib.MHD_add_response_header(r, "Cache-Control", "no-cache");
  enum MHD_Result sent = h->lib.MHD_queue_response(c, (unsigned)status, r);
  h->lib.MHD_destroy_response(r);
  return sent;
}

static enum MHD_Result refuse(const struct http *h, struct MHD_Connection *c,
                              int status, const char *why)
{
  struct MHD_Response *r = h->lib.MHD_create_response_from_buffer(
      strlen(why), (void *)why, MHD_RESPMEM_PERSISTENT);
  if (r) {
    h->lib.MHD_add_response_header(r, "Content-Type",
                                   "text/plain; charset=utf-8");
    h->lib.MHD_add_response_header(r, "Content-Security-Policy",
                            "default-src 'none'");
  }
  if (r && status == MHD_HTTP_METHOD_NOT_ALLOWED)
    h->lib.MHD_add_response_header(r, "Allow", "GET, HEAD");
  return send_off(h, c, status, r);
}

static const char *header(const struct http *h, struct MHD_Connection *c,
                          const char *name)
{
  return h->lib.MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static bool is_known(const struct http *h, struct MHD_Connection *c,
                     const struct reply *r)
{
  const char *known = header(h, c, "If-None-Match");
  return r->status == 200 && *r->etag && known && strstr(known, r->etag);
}

static void add_headers(const struct http *h, struct MHD_Response *out,
                        const struct reply *r)
{
  h->lib.MHD_add_response_header(out, "Content-Type", r->type);
  h->lib.MHD_add_response_header(out, "Content-Security-Policy",
                          r->policy ? r->policy : usual_policy);
  if (*r->etag)
    h->lib.MHD_add_response_header(out, "ETag", r->etag);
  if (r->location)
    h->lib.MHD_add_response_header(out, "Location", r->location);
}

static enum MHD_Result give(const struct http *h, struct MHD_Connection *c,
                            struct reply *r)
{
  int status = is_known(h, c, r) ? MHD_HTTP_NOT_MODIFIED : r->status;
  size_t n = status == MHD_HTTP_NOT_MODIFIED ? 0 : r->body.n;
  struct MHD_Response *out = h->lib.MHD_create_response_from_buffer(
      n, n ? r->body.s : "", MHD_RESPMEM_MUST_COPY);
  if (out)
    add_headers(h, out, r);
  buf_free(&r->body);
  free(r->location);
  free(r->policy);
  return send_off(h, c, status, out);
}

/* --- requests ------------------------------------------------------------- */

static bool is(const char *a, const char *b)
{
  return !strcmp(a, b);
}

struct hosts {
  int count;
  bool fair;
  int port;
};

static enum MHD_Result see_host(void *data, enum MHD_ValueKind kind,
                                const char *key, const char *value)
{
  struct hosts *h = data;
  (void)kind;
  if (strcasecmp(key, "Host") != 0)
    return MHD_YES;
  h->count++;
  h->fair = h->fair && guard_host(value, h->port);
  return MHD_YES;
}

/* One Host, and one of ours. */
static bool host_is_fair(const struct http *h, struct MHD_Connection *c)
{
  struct hosts seen = {0, true, h->port};
  h->lib.MHD_get_connection_values(c, MHD_HEADER_KIND, see_host, &seen);
  return seen.fair && seen.count == 1;
}

static bool origin_is_fair(const struct http *h, struct MHD_Connection *c)
{
  return guard_origin(header(h, c, "Origin"), header(h, c, "Sec-Fetch-Site"),
                      h->port);
}

/* 0, or the status with which the request is refused. */
static int fault(const struct http *h, struct MHD_Connection *c,
                 const char *method, const char *path)
{
  bool post = is(method, "POST");
  if (!host_is_fair(h, c))
    return MHD_HTTP_FORBIDDEN;
  if (!path)
    return MHD_HTTP_BAD_REQUEST;
  if (!post && !is(method, "GET") && !is(method, "HEAD"))
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  if (post && strncmp(path, "/_desk/", 7) != 0)
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  bool careful = post || is(path, "/_events") ||
                 !strncmp(path, "/_desk/", 7);
  if (careful && header(h, c, "Origin") && !origin_is_fair(h, c))
    return MHD_HTTP_FORBIDDEN;
  if ((post || is(path, "/_events")) && !origin_is_fair(h, c))
    return MHD_HTTP_FORBIDDEN;
  return 0;
}

static const char *reason(int status)
{
  switch (status) {
  case MHD_HTTP_FORBIDDEN:
    return "403: this preview answers only its own machine, under "
           "http://127.0.0.1 or http://localhost\n";
  case MHD_HTTP_METHOD_NOT_ALLOWED:
    return "405: only GET and HEAD\n";
  case MHD_HTTP_CONTENT_TOO_LARGE:
    return "413: more than 1 MB\n";
  default:
    return "400: no such address\n";
  }
}

static enum MHD_Result answer(struct http *h, struct MHD_Connection *c,
                              const char *method, struct coming *m)
{
  char *path = guard_path(m->target);
  const char *query = strchr(m->target, '?');
  query = query ? query + 1 : "";
  int status = m->too_long ? MHD_HTTP_CONTENT_TOO_LARGE
                           : fault(h, c, method, path);
  enum MHD_Result done;
  if (status) {
    done = refuse(h, c, status, reason(status));
  } else if (is(path, "/_events")) {
    done = send_off(h, c, MHD_HTTP_OK, new_stream(h, c, query));
  } else {
    struct reply r = {.status = MHD_HTTP_OK, .type = html_type};
    const struct request rq = {method, path, query,
                               m->body.n ? m->body.s : "", m->body.n};
    h->s.answer(h->s.data, &rq, &r);
    done = give(h, c, &r);
  }
  free(path);
  return done;
}

static bool announces_too_much(const struct http *h, struct MHD_Connection *c)
{
  const char *length = header(h, c, "Content-Length");
  return length && strtoull(length, NULL, 10) > BODY;
}

/* MHD asks once when the head is there, then with each part of the body, then
 * for the answer. What will be refused is refused at once. */
// NOLINTNEXTLINE(readability-function-size): the library's parameters
static enum MHD_Result on_request(void *data, struct MHD_Connection *c,
                                  const char *url, const char *method,
                                  const char *version, const char *part,
                                  size_t *size, void **state)
{
  struct http *h = data;
  struct coming *m = *state;
  (void)url;
  (void)version;
  if (!m->begun) {
    m->begun = true;
    m->too_long = announces_too_much(h, c);
    char *path = guard_path(m->target);
    bool wrong = m->too_long || fault(h, c, method, path);
    free(path);
    return wrong ? answer(h, c, method, m) : MHD_YES;
  }
  if (*size) {
    m->too_long = m->too_long || m->body.n + *size > BODY;
    if (!m->too_long)
      buf_put(&m->body, part, *size);
    *size = 0;
    return MHD_YES;
  }
  return answer(h, c, method, m);
}

static void *on_target(void *data, const char *target,
                       struct MHD_Connection *c)
{
  struct coming *m = mem_new(sizeof *m);
  (void)data;
  (void)c;
  m->target = mem_copy(target);
  return m;
}

static void on_end(void *data, struct MHD_Connection *c, void **state,
                   enum MHD_RequestTerminationCode code)
{
  struct coming *m = *state;
  (void)data;
  (void)c;
  (void)code;
  if (!m)
    return;
  buf_free(&m->body);
  free(m->target);
  free(m);
  *state = NULL;
}

/* Paths are ours to decode (serve/guard.h). */
static size_t leave_alone(void *data, struct MHD_Connection *c, char *s)
{
  (void)data;
  (void)c;
  return strlen(s);
}

/* --- the daemon ----------------------------------------------------------- */

static void mute(void *data, const char *fmt, va_list ap)
{
  (void)data;
  (void)fmt;
  (void)ap;
}

/* A socket of our own, so that a port that is in use can be told from other
 * trouble. Not SO_REUSEPORT: two previews on one port would share readers. */
static int open_socket(int port)
{
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_port = htons((uint16_t)port)};
  int one = 1;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
      listen(fd, SOMAXCONN) == 0)
    return fd;
  int why = errno;
  close(fd);
  errno = why;
  return -1;
}

static int port_of(int fd)
{
  struct sockaddr_in at = {0};
  socklen_t n = sizeof at;
  return getsockname(fd, (struct sockaddr *)&at, &n) == 0
             ? ntohs(at.sin_port)
             : 0;
}

static struct MHD_Daemon *start(struct http *h, int fd)
{
  return h->lib.MHD_start_daemon(
      MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL,
      NULL, on_request, h, MHD_OPTION_EXTERNAL_LOGGER, mute, NULL,
      MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
      MHD_OPTION_NOTIFY_COMPLETED, on_end, h, MHD_OPTION_UNESCAPE_CALLBACK,
      leave_alone, h, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

struct http *http_open(const struct http_setup *s)
{
  static const char *const names[] = {MHD(LATE_NAME) NULL};
  int fd = open_socket(s->port);
  if (fd < 0)
    return NULL;
  struct http *h = mem_new(sizeof *h);
  if (!late_load("libmicrohttpd.so.12", names, (void **)&h->lib)) {
    close(fd);
    free(h);
    errno = ENOSYS; /* which was told */
    return NULL;
  }
  h->s = *s;
  h->port = port_of(fd);
  h->daemon = start(h, fd);
  const union MHD_DaemonInfo *info = NULL;
  if (h->daemon)
    info = h->lib.MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
  if (info) {
    h->epoll = info->epoll_fd;
    return h;
  }
  close(fd);
  free(h);
  errno = ENOMEM;
  return NULL;
}

void http_close(struct http *h)
{
  if (!h)
    return;
  for (size_t i = 0; i < h->n; i++)
    wake(h->streams[i]);
  h->lib.MHD_stop_daemon(h->daemon);
  free(h->streams);
  free(h);
}

int http_port(const struct http *h)
{
  return h->port;
}

int http_fd(const struct http *h)
{
  return h->epoll;
}

int http_timeout(const struct http *h)
{
  MHD_UNSIGNED_LONG_LONG ms;
  if (h->lib.MHD_get_timeout(h->daemon, &ms) != MHD_YES)
    return -1;
  return ms > 60000 ? 60000 : (int)ms;
}

void http_run(struct http *h)
{
  h->lib.MHD_run(h->daemon);
}
