#include "cmd/serve.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/desk.h"
#include "cmd/serve_in.h"
#include "serve/files.h"
#include "serve/http.h"
#include "serve/lookout.h"

enum {
  PORT = 8000,
  PORTS = 10,       /* that are tried where none is named */
  ALIVE = 15000,    /* milliseconds between signs of life */
  PIECES = 4
};

int64_t serve_now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- answers -------------------------------------------------------------- */

/* What every page gets; it knows by the turn whether it is the newest. */
static char *script_of(const struct serve *s)
{
  return mem_printf(
      "<script src=\"/_desk/serve.js\" data-turn=\"%u\"></script>\n", s->turn);
}

/* Until the first pages are made; a script looks for them. */
static void answer_wait(const char *script, struct reply *r)
{
  r->status = 503;
  buf_printf(&r->body,
             "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
             "<meta name=\"viewport\" content=\"width=device-width\">"
             "<title>%s</title></head><body style=\"font:1.25rem/1.6 "
             "sans-serif;margin:3rem\"><p>%s</p>%s</body></html>\n",
             _("preview"),
             _("The pages are being made; they appear here by themselves."),
             script);
}

static bool is_begun(const struct serve *s)
{
  char *home = file_join(s->output.site, "index.html");
  bool is = file_exists(home);
  free(home);
  return is;
}

static void on_answer(void *data, const struct request *rq, struct reply *r)
{
  struct serve *s = data;
  if (!strcmp(rq->path, "/_desk")) {
    r->status = 301;
    r->location = mem_copy("/_desk/");
  } else if (!strncmp(rq->path, "/_desk/", 7) && s->desk) {
    desk_answer(s->desk, rq, r);
  } else {
    char *script = script_of(s);
    if (is_begun(s))
      files_answer(s->output.site, rq->path, script, r);
    else
      answer_wait(script, r);
    free(script);
  }
}

static void on_greet(void *data, const char *page, struct buf *first)
{
  struct serve *s = data;
  struct buf b = BUF_INIT;
  (void)page;
  buf_printf(&b, "{\"turn\":%u}", s->turn);
  http_event(first, "hello", b.s);
  buf_clear(&b);
  said_json(&b, &s->said);
  http_event(first, "messages", b.s);
  buf_free(&b);
}

/* --- the port ------------------------------------------------------------- */

/* -1: none was named; -2: after a diag. */
static int wanted_port(const struct options *o)
{
  char *end;
  if (!o->port)
    return -1;
  long n = strtol(o->port, &end, 10);
  if (!*end && n >= 0 && n < HTTP_PORTS)
    return (int)n;
  diag(LEVEL_ERROR, place_none(),
       _("--port %s: a port is a number up to 65535; 0 takes any that is free"),
       o->port);
  return -2;
}

static bool open_port(struct serve *s, int wanted)
{
  struct http_setup setup = {.answer = on_answer, .greet = on_greet, .data = s};
  int first = wanted < 0 ? PORT : wanted;
  int last = wanted < 0 ? PORT + PORTS - 1 : wanted;
  for (setup.port = first; !s->http && setup.port <= last; setup.port++) {
    s->http = http_open(&setup);
    if (!s->http && errno != EADDRINUSE)
      break;
  }
  if (s->http)
    return true;
  if (errno == EADDRINUSE && first == last)
    diag(LEVEL_FATAL, place_none(),
         _("port %d is in use, perhaps by another preview; end that, or take "
           "another port: --port %d, or --port 0 for any"),
         first, first < HTTP_PORTS - 1 ? first + 1 : PORT);
  else if (errno == EADDRINUSE)
    diag(LEVEL_FATAL, place_none(),
         _("ports %d to %d are all in use; take another: --port 0 for any"),
         first, last);
  else if (errno != ENOSYS)
    diag(LEVEL_FATAL, place_none(), _("cannot listen on port %d: %s"), first,
         strerror(errno));
  return false;
}

/* --- the loop ------------------------------------------------------------- */

static int sooner(int a, int64_t b)
{
  int ms = b < 0 ? 0 : b > ALIVE ? ALIVE : (int)b;
  return a < 0 || ms < a ? ms : a;
}

/* Milliseconds until something is due. */
static int pause_of(const struct serve *s, int64_t alive)
{
  int64_t now = serve_now();
  int ms = sooner(http_timeout(s->http), alive - now);
  if (s->saved.since)
    ms = sooner(ms, s->saved.due - now);
  if (s->look)
    ms = sooner(ms, s->look - now);
  return ms;
}

static void run(struct serve *s, int signals)
{
  int64_t alive = serve_now() + ALIVE;
  for (;;) {
    struct pollfd v[PIECES] = {
        {signals, POLLIN, 0},
        {http_fd(s->http), POLLIN, 0},
        {lookout_fd(s->lookout), POLLIN, 0},
        {s->keeper.pid ? s->keeper.from : -1, POLLIN, 0}};
    if (poll(v, PIECES, pause_of(s, alive)) < 0 && errno != EINTR)
      return;
    if (v[0].revents)
      return;
    if (v[3].revents)
      serve_hear_keeper(s);
    if (v[2].revents)
      serve_take_saves(s);
    serve_give_on(s);
    if (s->look && serve_now() >= s->look)
      serve_look_again(s);
    if (serve_now() >= alive) {
      http_tell(s->http, NULL, NULL);
      alive = serve_now() + ALIVE;
    }
    http_run(s->http);
  }
}

/* --- start and end -------------------------------------------------------- */

/* Signals that end the preview are read like all else. */
static int open_signals(void)
{
  static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    sigaddset(&set, ends[i]);
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* What was said of issues that need not be made again. */
static void recall_said(struct serve *s)
{
  char *dir = file_join(s->output.cache, "said");
  char **papers = file_list(dir);
  for (char **p = papers; p && *p; p++) {
    char *below = file_join(dir, *p);
    char **days = file_list(below);
    for (char **d = days; d && *d; d++) {
      char *rel = mem_printf("%s/%s", *p, *d);
      said_recall(&s->said, &s->output, rel);
      free(rel);
    }
    free(days);
    free(below);
  }
  free(papers);
  free(dir);
}

static bool open_output(struct serve *s)
{
  s->preview = file_join(s->o->out ? s->o->out : "out", "preview");
  if (output_open(&s->output, s->preview)) {
    serve_skip_output(s);
    recall_said(s);
    return true;
  }
  char *lock = file_join(s->preview, ".cache/lock");
  if (file_exists(lock))
    diag(LEVEL_NOTE, place_none(),
         _("if another preview of this folder runs, use it, or choose another "
           "-o for this one"));
  free(lock);
  return false;
}

static void say_hello(const struct serve *s)
{
  int port = http_port(s->http);
  printf(_("preview: http://127.0.0.1:%d/\n"), port);
  printf(_("desk:    http://127.0.0.1:%d/_desk/\n"), port);
  if (!diag_is_quiet())
    printf(_("Every save is shown there. Ctrl-C ends it.\n"));
  fflush(stdout);
}

/* In a browser, if there is a program that finds one. */
static void open_browser(const struct serve *s)
{
  char *url = mem_printf("http://127.0.0.1:%d/", http_port(s->http));
  pid_t pid = s->o->open ? fork() : -1;
  if (pid == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    execlp("xdg-open", "xdg-open", url, (char *)NULL);
    _exit(127);
  }
  free(url);
}

static void close_all(struct serve *s)
{
  keeper_stop(&s->keeper);
  http_close(s->http);
  desk_free(s->desk);
  lookout_free(s->lookout);
  said_free(&s->said);
  serve_forget_saves(s);
  free(s->saved.rel);
  buf_free(&s->wire);
  if (s->output.out)
    output_close(&s->output);
  free(s->preview);
  free(s->theme);
  free(s->trial);
  free(s->first);
  free(s->skip);
}

int serve_run(const struct options *o)
{
  struct serve s = {.o = o, .content = o->nargs ? o->args[0] : "content"};
  int port = wanted_port(o);
  s.output.lock = -1;
  s.first = mem_copy("");
  if (port == -2) {
    free(s.first);
    return 2;
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int signals = open_signals();
  bool ok = serve_watch(&s) && open_port(&s, port) && open_output(&s);
  if (ok) {
    s.started = serve_now();
    say_hello(&s);
    serve_start_keeper(&s);
    open_browser(&s);
    run(&s, signals);
  }
  close_all(&s);
  close(signals);
  return ok ? 0 : diag_exit(0);
}
