#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/desk.h"
#include "cmd/serve_in.h"
#include "serve/http.h"
#include "web/text.h"

enum { LINE = 1 << 16, FAILED_FROM = 1, WARNED = 4 };

/* --- what pages are told -------------------------------------------------- */

void serve_tell_messages(struct serve *s)
{
  bool wrong = said_count(&s->said, LEVEL_ERROR) > 0;
  if (s->is_wrong && !wrong && !diag_is_quiet())
    printf(_("All errors are mended.\n"));
  fflush(stdout);
  s->is_wrong = wrong;
  struct buf b = BUF_INIT;
  said_json(&b, &s->said);
  http_tell(s->http, "messages", b.s);
  buf_free(&b);
}

/* That NAME (PAPER/DATE or "") was built; STEP: pages, when they can be seen,
 * or all. */
static void tell_built(struct serve *s, const char *name, bool ok,
                       const char *step)
{
  struct buf b = BUF_INIT;
  const char *date = strchr(name, '/');
  char *paper = mem_copy_n(name, date ? (size_t)(date - name) : 0);
  buf_printf(&b, "{\"turn\":%u,\"paper\":", ++s->turn);
  text_json(&b, paper);
  buf_puts(&b, ",\"date\":");
  text_json(&b, date ? date + 1 : "");
  buf_printf(&b, ",\"ms\":%d,\"ok\":%s,\"step\":\"%s\"}",
             (int)(serve_now() - s->started), ok ? "true" : "false", step);
  http_tell(s->http, "built", b.s);
  free(paper);
  buf_free(&b);
}

static void tell_building(struct serve *s)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "{\"issues\":[");
  for (size_t i = 0; i < s->saved.n; i++) {
    buf_puts(&b, i ? "," : "");
    text_json(&b, s->saved.rel[i]);
  }
  buf_puts(&b, "]}");
  http_tell(s->http, "building", b.s);
  buf_free(&b);
}

/* --- what the keeper says ------------------------------------------------- */

static bool is(const char *a, const char *b)
{
  return !strcmp(a, b);
}

static void on_shown(struct serve *s, const char *name)
{
  said_turn(&s->said, name);
  if (*name && !diag_is_quiet()) {
    printf(_("%s is on the screen after %d ms\n"), name,
           (int)(serve_now() - s->started));
    fflush(stdout);
  }
  tell_built(s, name, true, "pages");
  serve_tell_messages(s);
}

static void on_end(struct serve *s, const char *name, int status)
{
  said_turn(&s->said, name);
  if (is(name, ""))
    said_prune(&s->said, s->content);
  else if (!is(name, "*"))
    said_keep(&s->said, &s->output, name);
  serve_tell_messages(s);
  tell_built(s, is(name, "*") ? "" : name, status == 0 || status == WARNED,
             "all");
}

static const char *host_theme(const struct serve *s)
{
  return s->theme ? s->theme : "";
}

static void pass_on(const struct said *m, desk_hear *hear, void *to)
{
  static const char *const names[] = {[LEVEL_NOTE] = "note",
                                      [LEVEL_WARN] = "warning",
                                      [LEVEL_ERROR] = "error",
                                      [LEVEL_FATAL] = "fatal"};
  const struct desk_message d = {strchr(m->about, '/') ? m->about : "",
                                 m->file, names[m->level], m->text, m->line,
                                 m->col};
  if (!m->is_new)
    hear(to, &d);
}

static void on_said(void *data, desk_hear *hear, void *to)
{
  struct serve *s = data;
  for (size_t i = 0; i < s->said.n; i++)
    pass_on(&s->said.v[i], hear, to);
}

static void on_theme(struct serve *s, const char *folder)
{
  if (s->trial || (s->theme && is(s->theme, folder)))
    return;
  desk_free(s->desk);
  free(s->theme);
  s->theme = mem_copy(folder);
  serve_watch_theme(s, folder);
  const struct desk_host host = {.content = s->content,
                                 .theme = host_theme(s),
                                 .out = s->preview,
                                 .data = s,
                                 .show = serve_show_theme,
                                 .said = on_said};
  s->desk = desk_new(&host);
}

static void on_event(struct serve *s, char *line)
{
  char *name = strchr(line, KEEPER_NEXT);
  char *number = name ? strchr(name + 1, KEEPER_NEXT) : NULL;
  if (!number)
    return;
  *name++ = '\0';
  *number++ = '\0';
  if (is(line, "theme"))
    on_theme(s, name);
  else if (is(line, "base"))
    serve_watch_theme(s, name);
  else if (is(line, "begin"))
    said_begin(&s->said, name);
  else if (is(line, "shown"))
    on_shown(s, name);
  else if (is(line, "end"))
    on_end(s, name, (int)strtol(number, NULL, 10));
  else if (is(line, "done"))
    http_tell(s->http, "done", "{}");
  else if (is(line, "again"))
    s->is_lost = true;
}

/* To the terminal goes what was not said before. */
static void on_message(struct serve *s, char *line)
{
  bool known;
  const struct said *m = said_take(&s->said, line, &known);
  struct place at = m && *m->file ? (struct place){m->file, m->line, m->col}
                                  : place_none();
  if (m && !known)
    diag(m->level, at, "%s", m->text);
}

static void on_line(struct serve *s, char *line)
{
  if (*line == KEEPER_LINE)
    on_event(s, line + 1);
  else if (*line == KEEPER_MESSAGE)
    on_message(s, line + 1);
  else if (*line)
    fprintf(stderr, "%s\n", line);
}

static void cut_lines(struct serve *s)
{
  size_t at = 0;
  for (char *end; at < s->wire.n &&
                  (end = memchr(s->wire.s + at, '\n', s->wire.n - at));) {
    *end = '\0';
    on_line(s, s->wire.s + at);
    at = (size_t)(end - s->wire.s) + 1;
  }
  if (at)
    memmove(s->wire.s, s->wire.s + at, s->wire.n - at);
  s->wire.n -= at;
}

/* It ended: since it cannot mend what changed, or since a fault of all pages
 * lets nothing be built; then the next save starts another one. */
static void on_end_of_keeper(struct serve *s)
{
  keeper_stop(&s->keeper);
  if (s->is_lost)
    serve_start_keeper(s);
  s->is_lost = false;
}

void serve_hear_keeper(struct serve *s)
{
  char part[LINE];
  ssize_t n;
  while ((n = read(s->keeper.from, part, sizeof part)) > 0)
    buf_put(&s->wire, part, (size_t)n);
  bool ended = n == 0;
  cut_lines(s);
  if (ended)
    on_end_of_keeper(s);
}

/* --- what the keeper is told ---------------------------------------------- */

void serve_start_keeper(struct serve *s)
{
  keeper_stop(&s->keeper);
  buf_clear(&s->wire);
  s->trial_options = *s->o;
  s->trial_options.no_large = true;
  if (s->trial)
    s->trial_options.theme = s->trial;
  const struct keeper_setup setup = {.o = &s->trial_options,
                                     .content = s->content,
                                     .output = &s->output,
                                     .first = s->first,
                                     .only_first = s->trial && *s->first};
  keeper_start(&s->keeper, &setup);
}

/* PAPER/DATE of the page that is looked at; "" where it belongs to none.
 * Owned. */
static char *looked_at(const struct serve *s)
{
  const char *path = http_looked_at(s->http);
  const char *date = *path == '/' ? strchr(path + 1, '/') : NULL;
  const char *end = date ? strchr(date + 1, '/') : NULL;
  char *rel = end ? mem_copy_n(path + 1, (size_t)(end - path - 1))
                  : mem_copy("");
  if (strchr(rel, '\n')) /* anybody may say what a page shows */
    *rel = '\0';
  return rel;
}

/* What is made first: what is looked at, if it was touched or all is made. */
static void choose_first(struct serve *s)
{
  char *seen = looked_at(s);
  bool touched = s->saved.n == 0;
  for (size_t i = 0; i < s->saved.n; i++)
    touched = touched || is(s->saved.rel[i], seen);
  if (!touched) {
    free(seen);
    seen = mem_copy(s->saved.rel[0]);
  }
  free(s->first);
  s->first = seen;
}

void serve_give_on(struct serve *s)
{
  if (!s->saved.since || serve_now() < s->saved.due)
    return;
  s->started = s->saved.since;
  choose_first(s);
  tell_building(s);
  if (s->saved.all || !s->keeper.pid)
    serve_start_keeper(s);
  else
    keeper_touch(&s->keeper, s->saved.rel, s->saved.n, s->first);
  serve_forget_saves(s);
}

void serve_show_theme(void *data, const char *folder, const char *paper,
                      const char *date)
{
  struct serve *s = data;
  char *trial = folder ? mem_copy(folder) : NULL;
  free(s->trial);
  s->trial = trial;
  free(s->first);
  s->first = paper && *paper && date ? mem_printf("%s/%s", paper, date)
                                     : looked_at(s);
  s->started = serve_now();
  serve_forget_saves(s);
  serve_start_keeper(s);
}
