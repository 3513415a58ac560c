#include "base/diag.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

static struct {
  int count[LEVEL_FATAL + 1];
  char **seen; /* texts of diag_once */
  size_t n, cap;
  bool forked;
  bool hushed;
  bool quiet;
  bool live; /* progress stands in the last line of the terminal */
  const char *about; /* of diag_wire, or NULL */
  void (*take)(void *data, const struct diag_message *said); /* of diag_sink */
  void *data;
  size_t inherited; /* how many of SEEN the parent has printed */
} state;

/* What was translated since the last message: one of these it is made of. */
enum { ASKED = 8 };
static _Thread_local struct {
  const char *id[ASKED], *text[ASKED];
  unsigned n;
} asked;

char *diag_text(const char *id)
{
  char *text = gettext(id);
  asked.id[asked.n % ASKED] = id;
  asked.text[asked.n++ % ASKED] = text;
  return text;
}

/* How many bytes of TEXT are FMT's own, between its values; 0: TEXT cannot
 * have been made of it. */
static size_t made_of(const char *text, const char *fmt)
{
  size_t own = 0;
  while (*fmt) {
    if (*fmt == '%') {
      fmt += 1 + strspn(fmt + 1, "0123456789.*-+ #hlzj");
      fmt += *fmt != '\0';
      continue;
    }
    size_t n = strcspn(fmt, "%");
    text = memmem(text, strlen(text), fmt, n);
    if (!text)
      return 0;
    text += n;
    fmt += n;
    own += n;
  }
  return own;
}

/* The msgid of TEXT, which FMT gave. */
static const char *msgid(const char *text, const char *fmt)
{
  const char *id = fmt;
  size_t best = 0;
  for (unsigned i = 0; i < ASKED && i < asked.n; i++) {
    size_t own = made_of(text, asked.text[i]);
    if (own > best) {
      best = own;
      id = asked.id[i];
    }
  }
  asked.n = 0;
  return id;
}

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

static void put_wire(struct buf *b, enum level level, struct place at,
                     const char *text)
{
  enum { BETWEEN = '\x1F' };
  buf_printf(b, "\x1E%s%c%d%c", state.about, BETWEEN, (int)level, BETWEEN);
  put_clean(b, at.file ? at.file : "");
  buf_printf(b, "%c%d%c%d%c", BETWEEN, at.file ? at.line : 0, BETWEEN, at.col,
             BETWEEN);
  put_clean(b, text);
  buf_putc(b, '\n');
}

static char *format(enum level level, struct place at, const char *fmt,
                    va_list ap)
{
  struct buf b = BUF_INIT;
  char *text = NULL;
  if (vasprintf(&text, fmt, ap) < 0)
    text = mem_copy(fmt);
  if (state.about) {
    put_wire(&b, level, at, text);
    free(text);
    return buf_take(&b);
  }
  put_clean(&b, at.file ? at.file : "chenbao");
  if (at.file && at.line > 0)
    buf_printf(&b, ":%d:%d", at.line, at.col > 0 ? at.col : 1);
  buf_printf(&b, ": %s: ", level_name(level));
  put_clean(&b, text);
  buf_putc(&b, '\n');
  free(text);
  return buf_take(&b);
}

static bool is_terminal(int fd)
{
  const char *term = getenv("TERM");
  return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

bool diag_on_terminal(void)
{
  return is_terminal(STDERR_FILENO);
}

bool diag_colour(int fd)
{
  const char *no = getenv("NO_COLOR");
  return is_terminal(fd) && !(no && *no);
}

/* The word for a level in LINE, *N bytes long, and its colour; NULL when there
 * is none. Of lines that another process wrote no more is known. */
static const char *level_word(const char *line, size_t *n, const char **colour)
{
  static const char *const colours[] = {
      [LEVEL_NOTE] = "\033[1;36m",
      [LEVEL_WARN] = "\033[1;35m",
      [LEVEL_ERROR] = "\033[1;31m"};
  const char *best = NULL;
  for (int level = LEVEL_NOTE; level <= LEVEL_ERROR; level++) {
    char *word = mem_printf(": %s: ", level_name((enum level)level));
    const char *at = strstr(line, word);
    if (at && (!best || at < best)) {
      best = at;
      *n = strlen(word) - 4;
      *colour = colours[level];
    }
    free(word);
  }
  return best ? best + 2 : NULL;
}

/* One write, so that the lines of parallel workers do not mix. The place stays
 * plain, for terminals that make it a link. */
static void put(const char *line, size_t n)
{
  struct buf b = BUF_INIT;
  size_t length = 0;
  const char *colour = NULL;
  char *copy = mem_copy_n(line, n);
  const char *word =
      diag_colour(STDERR_FILENO) ? level_word(copy, &length, &colour) : NULL;
  if (state.live && diag_on_terminal())
    buf_puts(&b, "\r\033[K");
  if (word) {
    buf_put(&b, copy, (size_t)(word - copy));
    buf_puts(&b, colour);
    buf_put(&b, word, length);
    buf_puts(&b, "\033[0m");
    buf_puts(&b, word + length);
  } else {
    buf_put(&b, copy, n);
  }
  fwrite(b.s, 1, b.n, stderr);
  buf_free(&b);
  free(copy);
}

/* Hands a message to the sink. */
static void give(enum level level, struct place at, const char *fmt, va_list ap)
{
  struct buf b = BUF_INIT;
  char *text = NULL;
  if (state.hushed)
    return;
  state.count[level]++;
  if (state.quiet && level == LEVEL_NOTE)
    return;
  if (vasprintf(&text, fmt, ap) < 0)
    text = mem_copy(fmt);
  buf_puts(&b, "");
  put_clean(&b, text);
  struct diag_message said = {level, at, b.s, msgid(text, fmt)};
  state.take(state.data, &said);
  buf_free(&b);
  free(text);
}

static void print(enum level level, char *line)
{
  if (!state.hushed)
    state.count[level]++;
  if (!state.hushed && !(state.quiet && level == LEVEL_NOTE))
    put(line, strlen(line));
  free(line);
}

void diag(enum level level, struct place at, const char *fmt, ...)
{
  va_list ap;
  va_start(ap, fmt);
  if (state.take) {
    give(level, at, fmt, ap);
  } else {
    char *line = format(level, at, fmt, ap);
    print(level, line);
  }
  va_end(ap);
}

void diag_once(enum level level, struct place at, const char *fmt, ...)
{
  va_list ap, again;
  va_start(ap, fmt);
  va_copy(again, ap);
  char *line = format(level, at, fmt, ap);
  va_end(ap);
  for (size_t i = 0; i <= state.n; i++)
    if (i == state.n ? state.hushed : !strcmp(state.seen[i], line)) {
      free(line);
      va_end(again);
      return;
    }
  state.seen = mem_grow(state.seen, &state.cap, state.n + 1, sizeof(char *));
  state.seen[state.n++] = mem_copy(line);
  if (state.take) {
    free(line);
    give(level, at, fmt, again);
  } else {
    print(level, line);
  }
  va_end(again);
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

void diag_quiet(bool on)
{
  state.quiet = on;
}

bool diag_is_quiet(void)
{
  return state.quiet;
}

void diag_wire(const char *about)
{
  state.about = about;
}

void diag_sink(void (*take)(void *data, const struct diag_message *said),
               void *data)
{
  state.take = take;
  state.data = data;
}

void diag_live(bool on)
{
  state.live = on;
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
      put(lines, n);
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
