/* Where the stories of an issue go: jumps are forced, forbidden and aimed, a
 * report runs over as many pages as it needs among shorter stories, pages that
 * the editor pins are held or it is said that they are not. */
#include "press.h"

#include "makeup/printed.h"

enum { COLUMNS = 4, PAGES = 4, ROUNDS = 12 };

struct bench {
  char *dir;
  struct fonts *fonts;
  struct styles *styles;
  xmlDoc *doc;
  struct made made;
  char *said;
};

static int setup(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  press_theme(148, 210, COLUMNS);
  b->fonts = fonts_new();
  b->styles = styles_load(".", b->fonts);
  *state = b;
  return b->styles == NULL;
}

static int teardown(void **state)
{
  struct bench *b = *state;
  styles_free(b->styles);
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* A story of about N characters in paragraphs. */
static xmlNode *add(struct bench *b, uint64_t *seed, const char *id, int n)
{
  struct buf body = BUF_INIT;
  for (; n > 0; n -= 110) {
    put_prose(&body, seed, n < 110 ? n : 60 + dice(seed, 80));
    buf_puts(&body, "。\n\n");
  }
  xmlNode *a =
      press_story(b->doc, "article", id, "党建引领自治共治家门口", body.s);
  buf_free(&body);
  return a;
}

static void add_some(struct bench *b, uint64_t *seed, int n, int characters)
{
  for (int i = 0; i < n; i++) {
    char *id = mem_printf("s%d", i);
    add(b, seed, id, characters / 2 + dice(seed, characters));
    free(id);
  }
}

static void open_issue(struct bench *b)
{
  b->doc = press_issue(PAGES);
}

/* Makes it up; what is printed must be sound whatever went where. */
static void make(struct bench *b)
{
  complete_issue(xmlDocGetRootElement(b->doc));
  struct capture c = capture_begin();
  b->made = make_issue(b->doc, ".", b->styles, b->fonts);
  b->said = capture_end(&c);
  struct printed p = {.issue = b->doc,
                      .made = &b->made,
                      .label_ink = LABEL_INK,
                      .head_ink = HEAD_INK,
                      .page = styles_page(b->styles)};
  printed_texts(&p);
  printed_zones(&p);
  printed_places(&p);
  printed_jumps(&p);
  if (p.said.n)
    fail_msg("%.2000s", p.said.s);
  buf_free(&p.said);
}

static void end_issue(struct bench *b)
{
  make_free(&b->made);
  xmlFreeDoc(b->doc);
  free(b->said);
}

/* The page of part PART of ID; 0: there is none. */
static int page_of(const struct bench *b, const char *id, int part)
{
  const xmlNode *root = xmlDocGetRootElement(b->made.placed);
  for (const xmlNode *n = root; n; n = node_walk(n, root))
    if (node_is(n, "zone") && !strcmp(node_attr(n, "article"), id) &&
        node_int(n, "part", 0) == part)
      return node_int(n->parent, "n", 0);
  return 0;
}

static int count_parts(const struct bench *b, const char *id)
{
  int n = 0;
  while (page_of(b, id, n + 1))
    n++;
  return n;
}

static int count_on(const struct bench *b, int page)
{
  int n = 0;
  const xmlNode *root = xmlDocGetRootElement(b->made.placed);
  for (const xmlNode *z = root; z; z = node_walk(z, root))
    n += node_is(z, "zone") && node_int(z->parent, "n", 0) == page;
  return n;
}

/* --- jumps ---------------------------------------------------------------- */

static void a_jump_goes_to_the_page_that_the_editor_names(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 3;
  int jumped = 0;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    xmlNode *a = add(b, &seed, "lead", 1600 + dice(&seed, 600));
    node_set(a, "priority", "lead");
    node_set_int(a, "page", 1);
    node_set_int(a, "jump", 3);
    add_some(b, &seed, 8, 350);
    make(b);
    assert_int_equal(page_of(b, "lead", 1), 1);
    if (count_parts(b, "lead") > 1) {
      assert_int_equal(page_of(b, "lead", 2), 3);
      jumped++;
    }
    end_issue(b);
  }
  assert_true(jumped > ROUNDS / 2);
}

static void a_jump_that_is_asked_for_is_made(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 5;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    xmlNode *a = add(b, &seed, "lead", 900 + dice(&seed, 300));
    node_set(a, "priority", "lead");
    node_set_int(a, "page", 1);
    node_set(a, "jump", "yes");
    add_some(b, &seed, 9, 350);
    make(b);
    assert_true(count_parts(b, "lead") > 1 ||
                strstr(b->said, "lead.md") != NULL);
    end_issue(b);
  }
}

static void what_must_not_jump_stands_whole(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 7;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    for (int k = 0; k < 9; k++) {
      char *id = mem_printf("s%d", k);
      xmlNode *a = add(b, &seed, id, 150 + dice(&seed, 700));
      if (k % 2)
        node_set(a, "jump", "no");
      free(id);
    }
    make(b);
    assert_true(count_parts(b, "s1") == 1 && count_parts(b, "s3") == 1 &&
                count_parts(b, "s5") == 1 && count_parts(b, "s7") == 1);
    end_issue(b);
  }
}

/* Behind it nothing can go on: the rest was lost. */
static void a_jump_asked_for_on_the_last_page_loses_no_text(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 23;
  int last = 0;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    add_some(b, &seed, 10, 500);
    xmlNode *a = add(b, &seed, "end", 500 + dice(&seed, 200));
    node_set_int(a, "page", PAGES);
    node_set(a, "held", "page");
    node_set(a, "jump", "yes");
    make(b); /* fails where text is missing */
    last += strstr(b->said, "since that is the last page") != NULL;
    end_issue(b);
  }
  assert_true(last > 0);
}

/* Where no page holds it the editor is told, and its page is filled as if it
 * might jump. */
static void what_no_page_holds_jumps_against_the_editors_word(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 29;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    xmlNode *a = add(b, &seed, "report", 3200 + dice(&seed, 700));
    node_set(a, "priority", "lead");
    node_set(a, "jump", "no");
    add_some(b, &seed, 7, 300);
    make(b);
    const xmlNode *root = xmlDocGetRootElement(b->made.placed);
    assert_string_equal(node_attr(node_first(root, "page"), "closes"), "yes");
    assert_true(count_parts(b, "report") > 1);
    assert_non_null(strstr(b->said, "has no room there as a whole"));
    end_issue(b);
  }
}

/* --- reports -------------------------------------------------------------- */

static void a_long_report_runs_over_pages_among_shorter_stories(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 11;
  int among = 0;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    xmlNode *a = add(b, &seed, "report", 2600 + dice(&seed, 700));
    node_set(a, "priority", "lead");
    add_some(b, &seed, 7, 300);
    make(b);
    int parts = count_parts(b, "report");
    assert_true(parts >= 2);
    for (int k = 2; k <= parts; k++)
      assert_int_equal(page_of(b, "report", k),
                       page_of(b, "report", k - 1) + 1);
    for (int k = 1; k <= parts; k++)
      among += count_on(b, page_of(b, "report", k)) > 1;
    for (int k = 0; k < 7; k++) {
      char *id = mem_printf("s%d", k);
      assert_true(count_parts(b, id) >= 1);
      free(id);
    }
    end_issue(b);
  }
  assert_true(among > ROUNDS);
}

/* What floats counts, too, where a story is longer than a page. */
static void a_table_longer_than_a_page_gets_its_pages(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 37;
  struct buf body = BUF_INIT;
  buf_puts(&body, "一览如下。\n\n|项目名称全写在这里|数量和单位|办理的时间|\n"
                  "|---|---|---|\n");
  for (int i = 0; i < 150; i++)
    buf_puts(&body, "|家门口的服务站点|三十多个站点|每周一到周五|\n");
  b->doc = press_issue(2);
  press_story(b->doc, "article", "table", "服务站点一览", body.s);
  buf_free(&body);
  add_some(b, &seed, 7, 300);
  complete_issue(xmlDocGetRootElement(b->doc));
  b->made = make_issue(b->doc, ".", b->styles, b->fonts);
  b->said = NULL;
  const xmlNode *root = xmlDocGetRootElement(b->made.placed);
  for (xmlNode *o = node_first(root, "overset"); o; o = node_next(o, "overset"))
    assert_null(node_attr(o, "over"));
  assert_true(count_parts(b, "table") > 1);
  end_issue(b);
}

/* --- pages ---------------------------------------------------------------- */

static void no_page_before_others_is_empty(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 13;
  for (int i = 0; i < 2 * ROUNDS; i++) {
    open_issue(b);
    node_set(add(b, &seed, "lead", 300 + dice(&seed, 4000)), "priority",
             "lead");
    xmlNode *two = add(b, &seed, "two", 60 + dice(&seed, 600));
    node_set_int(two, "page", 2);
    add_some(b, &seed, dice(&seed, 7), 250);
    make(b);
    int last = 0, pages = (int)b->made.sheets->n;
    for (int page = 1; page <= pages; page++)
      last = count_on(b, page) ? page : last;
    assert_int_equal(pages % 2, 0);
    assert_true(count_on(b, 1) > 0);
    end_issue(b);
    (void)last;
  }
}

/* Of issue.yaml: room enough is on each page. */
static void a_page_of_the_issue_is_held(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 17;
  for (int i = 0; i < ROUNDS; i++) {
    int page[12];
    open_issue(b);
    for (int k = 0; k < 12; k++) {
      char *id = mem_printf("s%d", k);
      xmlNode *a = add(b, &seed, id, 150 + dice(&seed, 450));
      page[k] = k % 3 == 0 ? 1 + dice(&seed, PAGES) : 0;
      if (page[k]) {
        node_set_int(a, "page", page[k]);
        node_set(a, "held", "page");
      }
      free(id);
    }
    make(b);
    for (int k = 0; k < 12; k++) {
      char *id = mem_printf("s%d", k);
      if (page[k])
        assert_int_equal(page_of(b, id, 1), page[k]);
      free(id);
    }
    end_issue(b);
  }
}

static int count_text(const char *s, const char *what)
{
  int n = 0;
  while ((s = strstr(s, what))) {
    n++;
    s++;
  }
  return n;
}

/* Of front matter: it may yield, but not in silence. */
static void a_story_that_leaves_its_page_is_reported(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 19;
  int moved = 0;
  for (int i = 0; i < 2 * ROUNDS; i++) {
    int away = 0;
    open_issue(b);
    for (int k = 0; k < 10; k++) {
      char *id = mem_printf("s%d", k);
      xmlNode *a = add(b, &seed, id, 150 + dice(&seed, 700));
      node_set_int(a, "page", 1 + dice(&seed, 3));
      free(id);
    }
    make(b);
    for (int k = 0; k < 10; k++) {
      char *id = mem_printf("s%d", k);
      const xmlNode *root = xmlDocGetRootElement(b->doc);
      for (xmlNode *a = node_first(root, "article"); a;
           a = node_next(a, "article"))
        if (!strcmp(node_attr(a, "id"), id))
          away += node_int(a, "page", 0) != page_of(b, id, 1);
      free(id);
    }
    assert_int_equal(count_text(b->said, "the story stands on page"), away);
    moved += away;
    end_issue(b);
  }
  assert_true(moved > 0);
}

/* Both would lose it otherwise, since no page closes with the two in it. */
static void one_corner_is_one_storys_and_the_other_is_told(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 31;
  int met = 0;
  for (int i = 0; i < ROUNDS; i++) {
    open_issue(b);
    add_some(b, &seed, 10, 350);
    for (int k = 0; k < 2; k++) {
      xmlNode *a = add(b, &seed, k ? "greater" : "lesser", 300);
      node_set_int(a, "page", 2);
      node_set(a, "held", "page");
      node_set(a, "position", "foot-right");
      node_set(a, "priority", k ? "major" : "normal");
    }
    make(b);
    assert_non_null(strstr(b->said, "is pinned for greater too"));
    assert_null(strstr(b->said, "is pinned for lesser too"));
    met += !strstr(b->said, "does not stand at");
    end_issue(b);
  }
  assert_true(met > ROUNDS / 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_jump_goes_to_the_page_that_the_editor_names),
      cmocka_unit_test(a_jump_that_is_asked_for_is_made),
      cmocka_unit_test(what_must_not_jump_stands_whole),
      cmocka_unit_test(a_jump_asked_for_on_the_last_page_loses_no_text),
      cmocka_unit_test(what_no_page_holds_jumps_against_the_editors_word),
      cmocka_unit_test(a_long_report_runs_over_pages_among_shorter_stories),
      cmocka_unit_test(a_table_longer_than_a_page_gets_its_pages),
      cmocka_unit_test(no_page_before_others_is_empty),
      cmocka_unit_test(a_page_of_the_issue_is_held),
      cmocka_unit_test(a_story_that_leaves_its_page_is_reported),
      cmocka_unit_test(one_corner_is_one_storys_and_the_other_is_told),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
