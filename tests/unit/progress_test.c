/* Messages and progress on a terminal: a pseudo-terminal stands for one. */
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/diag.h"
#include "cmd/progress.h"

/* What USE writes to stderr, which is a terminal, or a pipe. */
static char *said(void (*use)(void), int terminal)
{
  static char text[4096];
  int fd[2], keep = dup(STDERR_FILENO);
  size_t n = 0;
  assert_int_equal(
      terminal ? openpty(&fd[0], &fd[1], NULL, NULL, NULL) : pipe(fd), 0);
  fflush(stderr);
  dup2(fd[1], STDERR_FILENO);
  use();
  fputs("END", stderr);
  fflush(stderr);
  while (n < sizeof text - 1 && (n < 3 || memcmp(text + n - 3, "END", 3) != 0)) {
    ssize_t more = read(fd[0], text + n, 1);
    assert_true(more == 1);
    n++;
  }
  text[n - 3] = '\0';
  dup2(keep, STDERR_FILENO);
  close(keep);
  close(fd[0]);
  close(fd[1]);
  diag_reset();
  return text;
}

static void tell(void)
{
  diag(LEVEL_WARN, (struct place){"a: error: b.md", 3, 7}, "what, what to do");
}

/* S seconds ago. */
static struct progress begun(int s)
{
  struct progress p = progress_start();
  p.start.tv_sec -= s;
  return p;
}

static void early(void)
{
  struct progress p = begun(-1000);
  progress_tick(&p, 1, 2);
  progress_end(&p);
}

static void late(void)
{
  struct progress p = begun(1000);
  progress_tick(&p, 1, 2);
  progress_end(&p);
}

static void mixed(void)
{
  struct progress p = begun(1000);
  progress_tick(&p, 1, 2);
  diag(LEVEL_ERROR, place_none(), "wrong, mend it");
  progress_tick(&p, 2, 2);
  progress_end(&p);
  tell();
}

static void hushed(void)
{
  diag_quiet(true);
  struct progress p = begun(1000);
  progress_tick(&p, 1, 2);
  diag(LEVEL_NOTE, place_none(), "by the way");
  progress_end(&p);
}

static void fresh(void)
{
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
}

static void only_the_level_is_in_colour(void **state)
{
  (void)state;
  fresh();
  assert_string_equal(said(late, 0), "");
  setenv("TERM", "dumb", 1);
  assert_string_equal(said(tell, 1),
                      "a: error: b.md:3:7: warning: what, what to do\r\n");
  fresh();
  setenv("NO_COLOR", "1", 1);
  assert_null(strstr(said(tell, 1), "\033"));
  fresh();
  assert_non_null(strstr(said(tell, 1), "\033["));
  assert_null(strstr(said(tell, 0), "\033"));
}

static void a_short_work_shows_no_progress(void **state)
{
  (void)state;
  fresh();
  assert_string_equal(said(early, 1), "");
}

static void progress_is_wiped_before_messages_and_at_the_end(void **state)
{
  (void)state;
  fresh();
  setenv("NO_COLOR", "1", 1);
  assert_string_equal(said(late, 1), "\r1/2 issues …\033[K\r\033[K");
  assert_string_equal(said(mixed, 1),
                      "\r1/2 issues …\033[K"
                      "\r\033[Kchenbao: error: wrong, mend it\r\n"
                      "\r2/2 issues …\033[K\r\033[K"
                      "a: error: b.md:3:7: warning: what, what to do\r\n");
}

static void no_progress_in_a_pipe_on_a_dumb_terminal_or_when_quiet(void **state)
{
  (void)state;
  fresh();
  assert_string_equal(said(late, 0), "");
  assert_string_equal(said(hushed, 1), "");
  setenv("TERM", "dumb", 1);
  assert_string_equal(said(late, 1), "");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_the_level_is_in_colour),
      cmocka_unit_test(a_short_work_shows_no_progress),
      cmocka_unit_test(progress_is_wiped_before_messages_and_at_the_end),
      cmocka_unit_test(no_progress_in_a_pipe_on_a_dumb_terminal_or_when_quiet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
