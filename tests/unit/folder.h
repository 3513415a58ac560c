/* For unit tests: a temporary folder with small files, and what is printed to
 * stderr as a string. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

/* The folder that the tests were started in: the project's. */
static inline const char *folder_root(void)
{
  static char root[4096];
  if (!*root)
    assert_non_null(getcwd(root, sizeof root));
  return root;
}

/* A new folder below out/, where all that is generated belongs; owned. */
static inline char *folder_room(void)
{
  char *dir = mem_printf("%s/out/test/tmp-XXXXXX", folder_root());
  char *room = mem_printf("%s/out/test", folder_root());
  file_mkdirs(room);
  free(room);
  assert_non_null(mkdtemp(dir));
  return dir;
}

/* Makes a new folder the working folder; owned. */
static inline char *folder_new(void)
{
  char *dir = folder_room();
  assert_int_equal(chdir(dir), 0);
  return dir;
}

static inline void folder_free(char *dir)
{
  assert_int_equal(chdir(folder_root()), 0);
  file_remove(dir);
  free(dir);
}

static inline void folder_put(const char *path, const char *text)
{
  assert_true(file_write(path, text, strlen(text)));
}

struct capture {
  FILE *file;
  int old;
};

static inline struct capture capture_begin(void)
{
  fflush(stderr);
  diag_reset();
  struct capture c = {tmpfile(), dup(2)};
  assert_non_null(c.file);
  dup2(fileno(c.file), 2);
  return c;
}

/* What was printed since; owned. */
static inline char *capture_end(struct capture *c)
{
  struct buf b = BUF_INIT;
  char part[4096];
  fflush(stderr);
  dup2(c->old, 2);
  close(c->old);
  rewind(c->file);
  for (size_t n; (n = fread(part, 1, sizeof part, c->file)) > 0;)
    buf_put(&b, part, n);
  fclose(c->file);
  diag_reset();
  return buf_take(&b);
}

/* TEXT must begin with or contain the line START…. */
static inline void assert_says(const char *text, const char *what)
{
  if (!strstr(text, what))
    fail_msg("expected “%s” in:\n%s", what, text);
}

#endif
