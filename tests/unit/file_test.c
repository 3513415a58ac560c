/* Files and folders: writing is whole or not at all, reading refuses what
 * would hang or flood, removing and comparing do not follow links. */
#include "folder.h"

#include <fcntl.h>
#include <sys/stat.h>

static int set_up(void **state)
{
  *state = folder_new();
  return 0;
}

static int tear_down(void **state)
{
  folder_free(*state);
  return 0;
}

static void assert_holds(const char *path, const char *want)
{
  struct buf b = BUF_INIT;
  assert_true(file_read(&b, path, 1 << 20));
  assert_string_equal(b.s ? b.s : "", want);
  buf_free(&b);
}

/* Reading PATH must fail and say WHAT. */
static void assert_refuses(const char *path, size_t limit, const char *what)
{
  struct buf b = BUF_INIT;
  struct capture c = capture_begin();
  bool ok = file_read(&b, path, limit);
  int errors = diag_count(LEVEL_ERROR);
  char *said = capture_end(&c);
  assert_false(ok);
  assert_int_equal(errors, 1);
  assert_says(said, what);
  free(said);
  buf_free(&b);
}

static void writing_makes_folders_and_replaces_whole(void **state)
{
  (void)state;
  folder_put("a/b/c.txt", "one");
  folder_put("a/b/c.txt", "2");
  assert_holds("a/b/c.txt", "2");
  assert_false(file_exists("a/b/c.txt.tmp"));
  folder_put("empty", "");
  assert_holds("empty", "");
}

static void failed_writing_says_so_and_leaves_the_old_file(void **state)
{
  (void)state;
  folder_put("old", "good");
  assert_int_equal(mkdir("old.tmp", 0755), 0);
  struct capture c = capture_begin();
  assert_false(file_write("old", "x", 1));
  assert_false(file_write("old/below", "x", 1));
  assert_int_equal(diag_exit(0), 3);
  char *said = capture_end(&c);
  assert_says(said, "old: error: cannot write");
  free(said);
  assert_holds("old", "good");
  assert_int_equal(symlink("old", "link.tmp"), 0);
  c = capture_begin();
  assert_false(file_write("link", "x", 1));
  free(capture_end(&c));
  assert_holds("old", "good");
}

static void reading_refuses_what_hangs_or_floods(void **state)
{
  (void)state;
  folder_put("ten", "0123456789");
  assert_int_equal(mkfifo("pipe", 0644), 0);
  assert_int_equal(mkdir("dir", 0755), 0);
  assert_refuses("none", 10, "none: error: ");
  assert_refuses("pipe", 10, "not a regular file");
  assert_refuses("dir", 10, "not a regular file");
  assert_refuses("/dev/zero", 10, "not a regular file");
  assert_refuses("ten", 9, "10 bytes, more than the limit of 9");
  /* Its size is said to be 0. */
  assert_refuses("/proc/self/status", 10, "grew past its limit");
  struct buf b = BUF_INIT;
  buf_puts(&b, "x");
  assert_true(file_read(&b, "ten", 10));
  assert_string_equal(b.s, "x0123456789");
  buf_free(&b);
}

static void folders_are_made_once_and_not_over_files(void **state)
{
  (void)state;
  assert_true(file_mkdirs("x/y//z/"));
  assert_true(file_mkdirs("x/y/z"));
  assert_true(file_is_dir("x/y/z"));
  assert_true(file_mkdirs("/"));
  assert_true(file_mkdirs(""));
  folder_put("x/file", "");
  struct capture c = capture_begin();
  assert_false(file_mkdirs("x/file"));
  assert_false(file_mkdirs("x/file/y"));
  free(capture_end(&c));
}

static void removing_takes_all_but_follows_no_link(void **state)
{
  (void)state;
  folder_put("keep/a", "1");
  folder_put("gone/b/c", "2");
  folder_put("gone/.hidden", "3");
  assert_int_equal(symlink("../keep", "gone/link"), 0);
  assert_int_equal(symlink("nowhere", "gone/dangling"), 0);
  assert_true(file_remove("gone"));
  assert_false(file_exists("gone"));
  assert_holds("keep/a", "1");
  assert_true(file_remove("gone"));
  assert_int_equal(symlink("keep", "link"), 0);
  assert_true(file_remove("link"));
  assert_holds("keep/a", "1");
}

static void lists_are_sorted_and_leave_helpers_out(void **state)
{
  (void)state;
  static const char *const want[] = {"10.md", "2.md", "B", "a", "报"};
  folder_put("l/a", "");
  folder_put("l/B", "");
  folder_put("l/10.md", "");
  folder_put("l/2.md", "");
  folder_put("l/报", "");
  folder_put("l/.x", "");
  folder_put("l/old~", "");
  char **names = file_list("l");
  for (int i = 0; i < 5; i++)
    assert_string_equal(names[i], want[i]);
  assert_null(names[5]);
  free(names);
  assert_null(file_list("nowhere"));
  assert_int_equal(mkdir("void", 0755), 0);
  names = file_list("void");
  assert_non_null(names);
  assert_null(names[0]);
  free(names);
}

static void inside_is_judged_after_links(void **state)
{
  (void)state;
  folder_put("root/in/a", "");
  folder_put("rootless/b", "");
  assert_int_equal(symlink("../rootless/b", "root/out"), 0);
  assert_int_equal(symlink("in/a", "root/ok"), 0);
  static const struct {
    const char *path;
    bool inside;
  } cases[] = {{"root/in/a", true},   {"root/in/../in/a", true},
               {"root/ok", true},     {"root", true},
               {"root/out", false},   {"root/../rootless/b", false},
               {"rootless/b", false}, {"root/none", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *real = file_inside("root", cases[i].path);
    assert_int_equal(real != NULL, cases[i].inside);
    free(real);
  }
  char *real = file_inside("/", "root/ok");
  assert_non_null(real);
  free(real);
}

static void folders_change_places(void **state)
{
  (void)state;
  folder_put("new/f", "new");
  assert_true(file_swap("new", "site"));
  assert_holds("site/f", "new");
  assert_false(file_exists("new"));
  folder_put("new/f", "newer");
  assert_true(file_swap("new", "site"));
  assert_holds("site/f", "newer");
  assert_holds("new/f", "new");
  struct capture c = capture_begin();
  assert_false(file_swap("nowhere", "site"));
  free(capture_end(&c));
  assert_holds("site/f", "newer");
}

static void links_replace_and_survive_rewriting(void **state)
{
  (void)state;
  folder_put("from", "1");
  folder_put("to", "x");
  assert_true(file_link("from", "to"));
  assert_holds("to", "1");
  folder_put("from", "2");
  assert_holds("to", "1");
}

/* A device, a pipe: renaming over it would destroy it. */
static void what_is_no_file_is_written_into_and_stays(void **state)
{
  (void)state;
  struct stat st;
  char got[4] = {0};
  assert_int_equal(mkfifo("pipe", 0600), 0);
  int fd = open("pipe", O_RDWR);
  assert_true(fd >= 0);
  assert_true(file_write("pipe", "one", 3));
  assert_int_equal(read(fd, got, 3), 3);
  assert_string_equal(got, "one");
  close(fd);
  assert_int_equal(stat("pipe", &st), 0);
  assert_true(S_ISFIFO(st.st_mode));
}

static void paths_are_put_together_and_taken_apart(void **state)
{
  (void)state;
  char *s = file_join("a/b", "c");
  assert_string_equal(s, "a/b/c");
  assert_string_equal(file_base(s), "c");
  assert_string_equal(file_base("c"), "c");
  assert_string_equal(file_base("c/"), "");
  free(s);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(writing_makes_folders_and_replaces_whole),
      CASE(failed_writing_says_so_and_leaves_the_old_file),
      CASE(what_is_no_file_is_written_into_and_stays),
      CASE(reading_refuses_what_hangs_or_floods),
      CASE(folders_are_made_once_and_not_over_files),
      CASE(removing_takes_all_but_follows_no_link),
      CASE(lists_are_sorted_and_leave_helpers_out),
      CASE(inside_is_judged_after_links),
      CASE(folders_change_places),
      CASE(links_replace_and_survive_rewriting),
      CASE(paths_are_put_together_and_taken_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
