/* serve/guard, serve/inject: what the preview refuses, what it adds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "serve/files.h"
#include "serve/guard.h"
#include "serve/inject.h"
#include "serve/lookout.h"
#include "serve/request.h"

static void only_names_of_this_machine_with_its_port_are_hosts(void **state)
{
  static const char *const good[] = {"localhost:8000", "127.0.0.1:8000",
                                     "[::1]:8000", "LOCALHOST:8000"};
  static const char *const bad[] = {
      "", "localhost", "127.0.0.1", "localhost:8001", "localhost:80000",
      "evil.example:8000", "localhost.evil.example:8000", "127.0.0.1:8000 ",
      "127.0.0.1.nip.io:8000", "0.0.0.0:8000", "127.1:8000", "[::]:8000",
      "user@localhost:8000", "localhost:8000, evil.example", "2130706433:8000"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_true(guard_host(good[i], 8000));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(guard_host(bad[i], 8000));
  assert_false(guard_host(NULL, 8000));
  assert_true(guard_host("localhost", 80));
}

static void only_pages_of_the_preview_are_origins(void **state)
{
  (void)state;
  assert_true(guard_origin(NULL, NULL, 8000));
  assert_true(guard_origin("http://127.0.0.1:8000", "same-origin", 8000));
  assert_true(guard_origin(NULL, "none", 8000));
  assert_false(guard_origin("null", NULL, 8000));
  assert_false(guard_origin("", NULL, 8000));
  assert_false(guard_origin("https://127.0.0.1:8000", NULL, 8000));
  assert_false(guard_origin("http://127.0.0.1:8001", NULL, 8000));
  assert_false(guard_origin("http://evil.example", NULL, 8000));
  assert_false(guard_origin("http://127.0.0.1:8000/x", NULL, 8000));
  assert_false(guard_origin("http://127.0.0.1:8000", "cross-site", 8000));
  assert_false(guard_origin(NULL, "cross-site", 8000));
  assert_false(guard_origin(NULL, "same-site", 8000));
}

static void check_path(const char *raw, const char *path)
{
  char *is = guard_path(raw);
  if (path)
    assert_string_equal(is, path);
  else
    assert_null(is);
  free(is);
}

static void a_path_is_decoded_once(void **state)
{
  (void)state;
  check_path("/", "/");
  check_path("/p/2018-12-15/a.html?x=/../", "/p/2018-12-15/a.html");
  check_path("/p/%E5%91%A8.html#x", "/p/周.html");
  check_path("/a%20b", "/a b");
  check_path("/100%25", "/100%");
  check_path("/%252e%252e/x", "/%2e%2e/x");
  check_path("/a..b/c.", "/a..b/c.");
}

static void a_path_that_climbs_or_hides_is_none(void **state)
{
  static const char *const bad[] = {
      "", "x", "http://x/", "*", "/..", "/../", "/a/../b", "/a/..", "/./a",
      "/%2e%2e/a", "/.%2E/a", "/%2e/", "/a/%2e%2e", "//", "//x", "/a//b",
      "/a%2fb", "/%2F", "/a%5cb", "/a\\b", "/.cache/keys", "/%2ecache",
      "/a%00b", "/a%0ab", "/a\x01", "/%7f", "/%", "/%4", "/%zz", "/%4g",
      "/%ff", "/%c0%ae%c0%ae/", "/%e0%80%af", "/\xC3", "/%ed%a0%80",
      "/..?x", "/%2e%2e?x", "/a/.../b"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    check_path(bad[i], NULL);
}

static void a_path_is_no_longer_than_its_limit(void **state)
{
  char path[GUARD_PATH + 2];
  (void)state;
  memset(path, 'a', sizeof path);
  path[0] = '/';
  path[GUARD_PATH] = '\0';
  check_path(path, path);
  path[GUARD_PATH] = 'a';
  path[GUARD_PATH + 1] = '\0';
  check_path(path, NULL);
}

static void a_value_is_found_by_its_whole_name(void **state)
{
  (void)state;
  char *v = request_value("apage=1&page=%2Fp%2F+x&page=2", "page");
  assert_string_equal(v, "/p/ x");
  free(v);
  v = request_value("page=", "page");
  assert_string_equal(v, "");
  free(v);
  v = request_value("page=%zz%", "page");
  assert_string_equal(v, "%zz%");
  free(v);
  assert_null(request_value("", "page"));
}

static void check_inject(const char *html, const char *page,
                         const char *policy)
{
  struct buf b = BUF_INIT;
  buf_put(&b, html, strlen(html));
  char *is = inject(&b, "<S>");
  assert_int_equal(b.n, strlen(page));
  assert_memory_equal(b.s, page, b.n);
  if (policy)
    assert_string_equal(is, policy);
  else
    assert_null(is);
  free(is);
  buf_free(&b);
}

static void the_script_stands_before_the_last_end_of_the_body(void **state)
{
  (void)state;
  check_inject("<body>a</body></html>", "<body>a<S></body></html>", NULL);
  check_inject("<BODY>a</BODY>", "<BODY>a<S></BODY>", NULL);
  check_inject("</body>x</body>", "</body>x<S></body>", NULL);
  check_inject("text", "text<S>", NULL);
  check_inject("", "<S>", NULL);
}

static void a_policy_becomes_one_that_lets_the_preview_in(void **state)
{
  static const char meta[] =
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; script-src 'none'; img-src data:\"/>";
  char html[256], page[256], blank[sizeof meta];
  (void)state;
  memset(blank, ' ', sizeof blank - 1);
  blank[sizeof blank - 1] = '\0';
  snprintf(html, sizeof html, "<head>%s</head></body>", meta);
  snprintf(page, sizeof page, "<head>%s</head><S></body>", blank);
  check_inject(html, page,
               "default-src 'none'; script-src        'self'; img-src data:; "
               "connect-src 'self'; frame-ancestors 'self'");
  check_inject("<head><meta a></head><meta http-equiv=content-security-policy>",
               "<head><meta a></head><meta http-equiv=content-security-policy>"
               "<S>",
               NULL);
}

static void what_editors_leave_while_saving_is_noise(void **state)
{
  static const char *const noise[] = {
      ".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "~$a.docx", "a.tmp",
      ".hidden", "a.md.swx", "a.part", "a.crdownload"};
  static const char *const files[] = {"a.md", "issue.yaml", "a.jpg", "4914",
                                      "10-周家渡.md"};
  (void)state;
  for (size_t i = 0; i < sizeof noise / sizeof *noise; i++)
    assert_true(lookout_is_noise(noise[i]));
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    assert_false(lookout_is_noise(files[i]));
}

static void a_type_goes_by_the_last_ending(void **state)
{
  (void)state;
  assert_string_equal(files_type("/a.b/c.PDF"), "application/pdf");
  assert_string_equal(files_type("/a.html/c"), "application/octet-stream");
  assert_string_equal(files_type("a.woff2"), "font/woff2");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_names_of_this_machine_with_its_port_are_hosts),
      cmocka_unit_test(only_pages_of_the_preview_are_origins),
      cmocka_unit_test(a_path_is_decoded_once),
      cmocka_unit_test(a_path_that_climbs_or_hides_is_none),
      cmocka_unit_test(a_path_is_no_longer_than_its_limit),
      cmocka_unit_test(a_value_is_found_by_its_whole_name),
      cmocka_unit_test(the_script_stands_before_the_last_end_of_the_body),
      cmocka_unit_test(a_policy_becomes_one_that_lets_the_preview_in),
      cmocka_unit_test(what_editors_leave_while_saving_is_noise),
      cmocka_unit_test(a_type_goes_by_the_last_ending),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
