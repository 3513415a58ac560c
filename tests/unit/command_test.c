/* The tables of commands and options agree with themselves: all that help,
 * manual and completions tell is true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/option.h"

static const struct command *all(size_t *n)
{
  return command_all(n);
}

static void options_have_letters_and_names_of_their_own(void **state)
{
  (void)state;
  char letters[256] = "";
  for (const struct option *o = NULL; (o = option_next(NULL, o));) {
    assert_null(strchr(letters, o->letter));
    letters[strlen(letters)] = o->letter;
    assert_true((o->kind == OPTION_FLAG) == (o->value == NULL));
    for (const struct option *p = o; (p = option_next(NULL, p));) {
      assert_string_not_equal(o->name, p->name);
      assert_true(o->at != p->at);
    }
  }
}

static void every_letter_of_a_command_is_an_option(void **state)
{
  (void)state;
  size_t n;
  const struct command *c = all(&n);
  for (size_t i = 0; i < n; i++) {
    size_t options = 0;
    for (const struct option *o = NULL; (o = option_next(&c[i], o));)
      options++;
    /* --quiet and --help are everybody's. */
    assert_int_equal(options, strlen(c[i].options) + 2);
  }
}

static void a_command_is_found_by_its_name_and_no_other_has_it(void **state)
{
  (void)state;
  size_t n;
  const struct command *c = all(&n);
  for (size_t i = 0; i < n; i++) {
    char *name = mem_copy(c[i].name), *space = strchr(name, ' ');
    char *argv[] = {name, space ? space + 1 : "more", "more"};
    int words = 0;
    if (space)
      *space = '\0';
    assert_ptr_equal(command_find(3, argv, &words), &c[i]);
    assert_int_equal(words, space ? 2 : 1);
    assert_true(command_is_family(name) == (space != NULL));
    assert_string_equal(command_near(c[i].name), c[i].name);
    assert_true(c[i].least <= c[i].most && c[i].most <= ARGS);
    assert_true(*c[i].what && *c[i].more && c[i].run);
    free(name);
  }
}

/* Cuts LINE into words as a shell would, up to a redirection. */
static int cut(char *line, char **argv, int most)
{
  int n = 0;
  while (*line && n < most && !strchr("<>&|(", *line)) {
    char end = *line == '"' ? '"' : ' ';
    line += *line == '"';
    argv[n++] = line;
    line += strcspn(line, (char[]){end, '\0'});
    while (*line && strchr("\" ", *line))
      *line++ = '\0';
  }
  return n;
}

static void examples_may_be_typed_as_they_are(void **state)
{
  (void)state;
  size_t n;
  const struct command *c = all(&n);
  for (size_t i = 0; i < n; i++)
    for (const char *s = c[i].example; *s;) {
      char *line = mem_copy_n(s, strcspn(s, "\n")), *argv[16];
      char *at = strstr(line, "chenbao ");
      assert_non_null(at);
      int words = 0, argc = cut(at + strlen("chenbao "), argv, 16);
      assert_ptr_equal(command_find(argc, argv, &words), &c[i]);
      struct options o = {0};
      char *close = argc ? strchr(argv[argc - 1], ')') : NULL;
      if (close)
        *close = '\0';
      assert_true(option_read(&o, &c[i], argc - words, argv + words));
      free(line);
      s += strcspn(s, "\n");
      s += *s == '\n';
    }
}

static void a_slip_of_the_fingers_is_understood(void **state)
{
  (void)state;
  assert_string_equal(command_near("bulid"), "build");
  assert_string_equal(command_near("chek"), "check");
  assert_string_equal(command_near("docter"), "doctor");
  assert_null(command_near("everything"));
  assert_null(command_near(""));
  assert_null(command_near("a name that is far too long for any command"));
  assert_int_equal(command_distance("", "abc"), 3);
  assert_int_equal(command_distance("abc", "acb"), 1);
  assert_int_equal(command_distance("build", "build"), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_have_letters_and_names_of_their_own),
      cmocka_unit_test(every_letter_of_a_command_is_an_option),
      cmocka_unit_test(a_command_is_found_by_its_name_and_no_other_has_it),
      cmocka_unit_test(examples_may_be_typed_as_they_are),
      cmocka_unit_test(a_slip_of_the_fingers_is_understood),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
