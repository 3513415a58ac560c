#include "base/diag.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

static struct {
  int count[LEVEL_FATAL + 1];
  char **seen; /* texts of diag_once */
  size_t n, cap;
  bool forked;
  bool hushed;
  size_t inherited; /* how many of SEEN the parent has printed */
} state;

static const char *level_name(enum level level)
{
  switch (level) {
  case LEVEL_NOTE:
    return _("note");
  case LEVEL_WARN:
    return _("warning");
  default:
    return _("error");
  }
}

/* U+0080–9F, which some terminals obey. */
static bool is_c1(const char *s)
{
  return s[0] == '\xC2' && (s[1] & 0xE0) == 0x80;
}

/* Control characters of hostile content must not reach the terminal. */
static void put_clean(struct buf *b, const char *s)
{
  for (; *s; s++) {
    bool c1 = is_c1(s);
    s += c1;
    buf_putc(b, c1 || (unsigned char)*s < 0x20 || *s == 0x7F ? '?' : *s);
  }
}

static char *format(enum level level, struct place at, const char *fmt,
                    va_list ap)
{
  struct buf b = BUF_INIT;
  char *text = NULL;
  if (vasprintf(&text, fmt, ap) < 0)
    text = mem_copy(fmt);
  put_clean(&b, at.file ? at.file : "chenbao");
  if (at.file && at.line > 0)
    buf_printf(&b, ":%d:%d", at.line, at.col > 0 ? at.col : 1);
  buf_printf(&b, ": %s: ", level_name(level));
  put_clean(&b, text);
  buf_putc(&b, '\n');
  free(text);
  return buf_take(&b);
}

/* One write, so that the lines of parallel workers do not mix. */
static void print(enum level level, char *line)
{
  if (!state.hushed) {
    state.count[level]++;
    fwrite(line, 1, strlen(line), stderr);
  }
  free(line);
}

void diag(enum level level, struct place at, const char *fmt, ...)
{
  va_list ap;
  va_start(ap, fmt);
  char *line = format(level, at, fmt, ap);
  va_end(ap);
  print(level, line);
}

void diag_once(enum level level, struct place at, const char *fmt, ...)
{
  va_list ap;
  va_start(ap, fmt);
  char *line = format(level, at, fmt, ap);
  va_end(ap);
  for (size_t i = 0; i <= state.n; i++)
    if (i == state.n ? state.hushed : !strcmp(state.seen[i], line)) {
      free(line);
      return;
    }
  state.seen = mem_grow(state.seen, &state.cap, state.n + 1, sizeof(char *));
  state.seen[state.n++] = mem_copy(line);
  print(level, line);
}

void diag_fork(void)
{
  if (!state.forked)
    state.inherited = state.n;
  state.forked = true;
  while (state.n > state.inherited)
    free(state.seen[--state.n]);
  memset(state.count, 0, sizeof state.count);
}

void diag_hush(bool on)
{
  state.hushed = on;
}

static bool is_said(const char *line, size_t n)
{
  for (size_t i = 0; i < state.n; i++)
    if (strlen(state.seen[i]) == n && !memcmp(state.seen[i], line, n))
      return true;
  return false;
}

void diag_relay(const char *lines)
{
  while (*lines) {
    const char *end = strchr(lines, '\n');
    size_t n = end ? (size_t)(end - lines) + 1 : strlen(lines);
    if (!is_said(lines, n))
      fwrite(lines, 1, n, stderr);
    lines += n;
  }
}

void diag_seen(enum level level)
{
  state.count[level]++;
}

int diag_count(enum level level)
{
  int n = 0;
  for (int i = level; i <= LEVEL_FATAL; i++)
    n += state.count[i];
  return n;
}

void diag_reset(void)
{
  for (size_t i = 0; i < state.n; i++)
    free(state.seen[i]);
  free(state.seen);
  memset(&state, 0, sizeof state);
}

int diag_exit(int strict)
{
  if (state.count[LEVEL_FATAL])
    return 3;
  return diag_count(strict ? LEVEL_WARN : LEVEL_ERROR) > 0;
}

struct place place_file(const char *file)
{
  return (struct place){file, 0, 0};
}

struct place place_none(void)
{
  return (struct place){NULL, 0, 0};
}
