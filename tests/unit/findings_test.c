/* What other programs are told of messages: whole, counted as if they were
 * printed, under a rule that no language and no value changes. */
#include "folder.h"

#include "cmd/findings.h"

static void assert_rule(const char *id, const char *want)
{
  char *rule = findings_rule(id);
  assert_string_equal(rule, want);
  free(rule);
}

static void a_rule_is_what_a_message_says_without_values(void **state)
{
  (void)state;
  assert_rule("the key %s (%s) is missing, add it", "key-missing");
  assert_rule("unknown key “%.*s”, write “%s”?", "unknown-key");
  assert_rule("unknown key “%.*s”, remove it", "unknown-key");
  assert_rule("%s: “%.*s” is unknown, write one of %s", "unknown-write-one");
  assert_rule("t:replace with t:text, leave it out",
              "t-replace-with-t-text");
  assert_rule("100%% of it", "100");
  assert_rule("%s", "message");
  assert_rule("", "message");
  assert_rule("%", "message");
  assert_rule("缺少", "message");
}

struct seen {
  int n;
  char id[200], text[200];
  struct place at;
};

static void take(void *data, const struct diag_message *said)
{
  struct seen *seen = data;
  seen->n++;
  seen->at = said->at;
  snprintf(seen->id, sizeof seen->id, "%s", said->id);
  snprintf(seen->text, sizeof seen->text, "%s", said->text);
}

static void the_sink_gets_the_message_and_what_it_is_made_of(void **state)
{
  (void)state;
  struct seen seen = {0};
  struct place at = {"a.md", 3, 4};
  struct capture c = capture_begin();
  diag_sink(take, &seen);
  diag(LEVEL_WARN, at, _("the key %s (%s) is missing, add it"), "a\x1b", "b");
  assert_int_equal(seen.n, 1);
  assert_string_equal(seen.text, "the key a? (b) is missing, add it");
  assert_string_equal(seen.id, "the key %s (%s) is missing, add it");
  assert_int_equal(seen.at.line, 3);
  /* Formatted elsewhere, with other translations in between. */
  char *text = mem_printf(_("page %d, but the issue has %d, choose"), 9, 2);
  assert_string_equal(_("note"), "note");
  diag_once(LEVEL_ERROR, at, "%s", text);
  diag_once(LEVEL_ERROR, at, "%s", text);
  free(text);
  assert_int_equal(seen.n, 2);
  assert_string_equal(seen.id, "page %d, but the issue has %d, choose");
  diag_hush(true);
  diag(LEVEL_ERROR, at, "%s", "hushed");
  diag_hush(false);
  assert_int_equal(seen.n, 2);
  assert_int_equal(diag_count(LEVEL_WARN), 2);
  diag_sink(NULL, NULL);
  diag(LEVEL_ERROR, at, "%s", "printed");
  char *said = capture_end(&c);
  assert_string_equal(said, "a.md:3:4: error: printed\n");
  free(said);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rule_is_what_a_message_says_without_values),
      cmocka_unit_test(the_sink_gets_the_message_and_what_it_is_made_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
