/* The ground under everything: memory, strings, UTF-8, hashes, messages. */
#include "folder.h"

#include <sys/wait.h>

#include "base/hash.h"
#include "base/length.h"
#include "base/utf8.h"

/* --- mem, arena ------------------------------------------------------------ */

static void new_memory_is_zero_and_never_null(void **state)
{
  (void)state;
  char *p = mem_new(100), *none = mem_new(0);
  assert_non_null(none);
  for (int i = 0; i < 100; i++)
    assert_int_equal(p[i], 0);
  free(none);
  free(p);
}

/* Runs F in a process of its own; its exit status. */
static int status_of(void (*f)(void))
{
  int status;
  fflush(NULL);
  pid_t pid = fork();
  if (pid == 0) {
    if (!freopen("/dev/null", "w", stderr))
      _exit(99);
    f();
    _exit(0);
  }
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void overflow_array(void)
{
  mem_array(SIZE_MAX / 2, 4);
}

static void overflow_grow(void)
{
  size_t cap = 0;
  mem_grow(NULL, &cap, SIZE_MAX / 8, 16);
}

static struct arena *room;

static void overflow_arena(void)
{
  arena_array(room, SIZE_MAX / 4, 8);
}

static void overflow_arena_by_little(void)
{
  arena_get(room, SIZE_MAX - 4);
}

static void sizes_that_overflow_end_the_program(void **state)
{
  (void)state;
  room = arena_new();
  assert_int_equal(status_of(overflow_array), 3);
  assert_int_equal(status_of(overflow_grow), 3);
  assert_int_equal(status_of(overflow_arena), 3);
  assert_int_equal(status_of(overflow_arena_by_little), 3);
  arena_free(room);
}

static void growing_keeps_what_is_there(void **state)
{
  (void)state;
  size_t cap = 0;
  int *v = NULL;
  for (int i = 0; i < 1000; i++) {
    v = mem_grow(v, &cap, (size_t)i + 1, sizeof *v);
    v[i] = i;
  }
  assert_true(cap >= 1000 && cap < 4000);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(v[i], i);
  free(v);
}

static void arena_pieces_are_zero_aligned_and_apart(void **state)
{
  (void)state;
  enum { PIECES = 3000 };
  static const size_t sizes[] = {1, 16, 7, 100, 0, 3000, 20000, 70000};
  struct arena *a = arena_new();
  unsigned char **v = mem_array(PIECES, sizeof *v);
  for (int i = 0; i < PIECES; i++) {
    size_t n = sizes[i % 8];
    v[i] = arena_get(a, n);
    assert_int_equal((uintptr_t)v[i] % 16, 0);
    for (size_t k = 0; k < n; k++)
      assert_int_equal(v[i][k], 0);
    memset(v[i], i & 255, n);
  }
  for (int i = 0; i < PIECES; i++)
    for (size_t k = 0; k < sizes[i % 8]; k++)
      assert_int_equal(v[i][k], i & 255);
  assert_string_equal(arena_copy(a, "报"), "报");
  assert_string_equal(arena_copy_n(a, "报纸", 3), "报");
  arena_free(a);
  arena_free(NULL);
  free(v);
}

/* --- buf ------------------------------------------------------------------- */

static void buffers_grow_and_end_in_nul(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  buf_printf(&b, "%s", "");
  assert_string_equal(b.s, "");
  buf_puts(&b, "报");
  buf_putc(&b, '-');
  buf_put(&b, "a\0b", 3);
  buf_printf(&b, "%0500d", 7);
  assert_int_equal(b.n, 4 + 3 + 500);
  assert_int_equal(b.s[b.n], 0);
  assert_int_equal(b.s[b.n - 1], '7');
  buf_clear(&b);
  assert_string_equal(b.s, "");
  buf_rune(&b, 0x62A5);
  buf_rune(&b, 0xD800);
  char *s = buf_take(&b);
  assert_string_equal(s, "报\xEF\xBF\xBD");
  free(s);
  s = buf_take(&b);
  assert_string_equal(s, "");
  free(s);
  buf_free(&b);
}

/* --- utf8 ------------------------------------------------------------------ */

static void every_rune_is_written_and_read_back(void **state)
{
  (void)state;
  for (uint32_t r = 0; r < 0x110000; r++) {
    char s[4];
    size_t n = utf8_write(s, r);
    const char *p = s;
    bool surrogate = r >= 0xD800 && r < 0xE000;
    uint32_t want = surrogate ? RUNE_BAD : r;
    if (utf8_next(&p, s + n) != want || p != s + n ||
        utf8_before(s, s + n) != want || utf8_check(s, n) != n)
      fail_msg("U+%04X", r);
  }
}

static void bad_bytes_are_found_and_stepped_over(void **state)
{
  (void)state;
  static const char *const bad[] = {"\x80",         "\xC0\x80", "\xC1\xBF",
                                    "\xE0\x80\x80", "\xED\xA0\x80",
                                    "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                                    "\xF8\x88\x80\x80\x80", "\xE6\x8A",
                                    "\xFF", "\xE6\x41\x42"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char *s = mem_printf("a%s", bad[i]);
    const char *p = s + 1, *end = s + strlen(s);
    assert_int_equal(utf8_check(s, strlen(s)), 1);
    assert_int_equal(utf8_next(&p, end), RUNE_BAD);
    assert_ptr_equal(p, s + 2);
    free(s);
  }
  const char *p = "a";
  assert_int_equal(utf8_next(&p, p), 0);
  assert_int_equal(utf8_before(p, p), 0);
  assert_int_equal(utf8_count("a报\xFFx", 6), 4);
}

static void han_and_marks_are_told_apart(void **state)
{
  (void)state;
  static const uint32_t han[] = {0x4E00, 0x9FFF, 0x3400, 0x20000, 0x3007,
                                 0x3005};
  static const uint32_t marks[] = {0x3001, 0x300A, 0xFF0C, 0xFF1A, 0x3000};
  static const uint32_t shared[] = {0x201C, 0x2019, 0x2014, 0x2026, 0xB7};
  for (size_t i = 0; i < 6; i++)
    assert_true(rune_is_han(han[i]) && !rune_is_cjk_mark(han[i]));
  for (size_t i = 0; i < 5; i++)
    assert_true(rune_is_cjk_mark(marks[i]) && !rune_is_han(marks[i]));
  for (size_t i = 0; i < 5; i++)
    assert_true(rune_is_shared_mark(shared[i]) && !rune_is_han(shared[i]));
  assert_false(rune_is_han('a') || rune_is_cjk_mark(0xFF21) ||
               rune_is_shared_mark('"'));
}

/* --- hash ------------------------------------------------------------------ */

static void ends_of_strings_count_in_a_hash(void **state)
{
  (void)state;
  static const char *const pairs[][2] = {{"ab", "c"}, {"a", "bc"}, {"abc", ""},
                                         {"", "abc"}, {NULL, "abc"}};
  char hex[5][33];
  for (int i = 0; i < 5; i++) {
    struct hash *h = hash_new();
    hash_str(h, pairs[i][0]);
    hash_str(h, pairs[i][1]);
    hash_end(h, hex[i]);
    assert_int_equal(strlen(hex[i]), 32);
    for (int k = 0; k < i && i < 4; k++)
      assert_string_not_equal(hex[i], hex[k]);
  }
  assert_string_equal(hex[3], hex[4]);
  assert_true(hash64("a", 1) != hash64("b", 1));
}

static void lengths_are_rounded_to_the_nearest(void **state)
{
  (void)state;
  assert_int_equal(MM(25.4), 72000);
  assert_int_equal(MM(390), 1105512);
  assert_int_equal(PT(13.5), 13500);
}

/* --- diag ------------------------------------------------------------------ */

static void messages_name_their_place(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  diag(LEVEL_ERROR, (struct place){"a.md", 3, 4}, "what %d", 5);
  diag(LEVEL_WARN, place_file("b.md"), "x");
  diag(LEVEL_NOTE, place_none(), "y");
  diag(LEVEL_WARN, (struct place){"c.md", 2, 0}, "z");
  assert_int_equal(diag_count(LEVEL_WARN), 3);
  assert_int_equal(diag_count(LEVEL_ERROR), 1);
  assert_int_equal(diag_exit(0), 1);
  char *s = capture_end(&c);
  assert_string_equal(s, "a.md:3:4: error: what 5\nb.md: warning: x\n"
                         "chenbao: note: y\nc.md:2:1: warning: z\n");
  free(s);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  diag(LEVEL_NOTE, place_file("a\x1b[1m"), "%s", "b\n\x7F\xC2\x9Bx\xC2\xB7报");
  char *s = capture_end(&c);
  assert_string_equal(s, "a?[1m: note: b???x·报\n");
  free(s);
}

static void equal_messages_are_printed_once(void **state)
{
  (void)state;
  struct capture c = capture_begin();
  for (int i = 0; i < 6; i++)
    diag_once(LEVEL_WARN, place_none(), "x %d", i % 2);
  assert_int_equal(diag_count(LEVEL_WARN), 2);
  diag_reset();
  diag_once(LEVEL_WARN, place_none(), "x 0");
  char *s = capture_end(&c);
  assert_string_equal(s, "chenbao: warning: x 0\nchenbao: warning: x 1\n"
                         "chenbao: warning: x 0\n");
  free(s);
}

static void worst_message_decides_the_exit_status(void **state)
{
  (void)state;
  diag_reset();
  assert_int_equal(diag_exit(1), 0);
  diag_seen(LEVEL_WARN);
  assert_int_equal(diag_exit(0), 0);
  assert_int_equal(diag_exit(1), 1);
  diag_seen(LEVEL_ERROR);
  assert_int_equal(diag_exit(0), 1);
  diag_seen(LEVEL_FATAL);
  assert_int_equal(diag_exit(0), 3);
  diag_reset();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(new_memory_is_zero_and_never_null),
      cmocka_unit_test(sizes_that_overflow_end_the_program),
      cmocka_unit_test(growing_keeps_what_is_there),
      cmocka_unit_test(arena_pieces_are_zero_aligned_and_apart),
      cmocka_unit_test(buffers_grow_and_end_in_nul),
      cmocka_unit_test(every_rune_is_written_and_read_back),
      cmocka_unit_test(bad_bytes_are_found_and_stepped_over),
      cmocka_unit_test(han_and_marks_are_told_apart),
      cmocka_unit_test(ends_of_strings_count_in_a_hash),
      cmocka_unit_test(lengths_are_rounded_to_the_nearest),
      cmocka_unit_test(messages_name_their_place),
      cmocka_unit_test(control_characters_do_not_reach_the_terminal),
      cmocka_unit_test(equal_messages_are_printed_once),
      cmocka_unit_test(worst_message_decides_the_exit_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
