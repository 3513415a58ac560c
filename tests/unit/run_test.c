/* The large-type edition of the default theme (page/run.h): pages of three
 * columns close, stories run on only where they must, and what an editor
 * forbids holds wherever a page has room. */
#include "press.h"

#include "makeup/printed.h"

enum { PAGES = 4, ROUNDS = 3, FILLERS = 14 };

struct bench {
  char *dir, *theme;
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
  b->theme = mem_printf("%s/themes/default", folder_root());
  b->fonts = fonts_new();
  b->styles = styles_load_edition(b->theme, "large", b->fonts);
  *state = b;
  return b->styles == NULL;
}

static int teardown(void **state)
{
  struct bench *b = *state;
  styles_free(b->styles);
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b->theme);
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

static void add_fillers(struct bench *b, uint64_t *seed)
{
  for (int i = 0; i < FILLERS; i++) {
    char *id = mem_printf("f%d", i);
    struct buf body = BUF_INIT;
    put_prose(&body, seed, 20 + dice(seed, 160));
    buf_puts(&body, "。\n");
    press_story(b->doc, "filler", id, "生活一刻", body.s);
    buf_free(&body);
    free(id);
  }
}

/* Makes it up; what is printed must be sound whatever went where. */
static void make(struct bench *b)
{
  complete_issue(xmlDocGetRootElement(b->doc));
  struct capture c = capture_begin();
  b->made = make_issue(b->doc, b->theme, b->styles, b->fonts);
  b->said = capture_end(&c);
  struct printed p = {.issue = b->doc,
                      .made = &b->made,
                      .label_ink = -1,
                      .head_ink = -1,
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

static int count_pages(const struct bench *b, const char *closes)
{
  int n = 0;
  const xmlNode *root = xmlDocGetRootElement(b->made.placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    n += !strcmp(node_attr(p, "closes"), closes);
  return n;
}

static int count_jumps(const struct bench *b)
{
  int n = 0;
  const xmlNode *root = xmlDocGetRootElement(b->made.placed);
  for (const xmlNode *z = root; z; z = node_walk(z, root))
    n += node_is(z, "zone") && node_int(z, "part", 1) > 1;
  return n;
}

static void a_story_that_must_not_be_cut_is_whole(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 7;
  for (int i = 0; i < ROUNDS; i++) {
    b->doc = press_issue(PAGES);
    add_some(b, &seed, 5, 700);
    for (int k = 0; k < 3; k++) {
      char *id = mem_printf("k%d", k);
      node_set(add(b, &seed, id, 700), "jump", "no");
      free(id);
    }
    add_fillers(b, &seed);
    make(b);
    for (int k = 0; k < 3; k++) {
      char *id = mem_printf("k%d", k);
      assert_int_not_equal(page_of(b, id, 1), 0);
      assert_int_equal(page_of(b, id, 2), 0);
      free(id);
    }
    end_issue(b);
  }
}

static void one_that_no_page_holds_is_cut_and_that_is_said(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 8;
  b->doc = press_issue(PAGES);
  node_set(add(b, &seed, "long", 3500), "jump", "no");
  add_fillers(b, &seed);
  make(b);
  assert_true(page_of(b, "long", 2) > 0);
  assert_says(b->said, "the story jumps from page");
  end_issue(b);
}

static void the_lead_begins_on_page_one(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 9;
  for (int i = 0; i < ROUNDS; i++) {
    b->doc = press_issue(PAGES);
    node_set(add(b, &seed, "lead", 500 + dice(&seed, 1500)), "priority",
             "lead");
    add_some(b, &seed, 8, 600);
    add_fillers(b, &seed);
    make(b);
    assert_int_equal(page_of(b, "lead", 1), 1);
    end_issue(b);
  }
}

static void pages_close_and_few_stories_run_on(void **state)
{
  struct bench *b = *state;
  uint64_t seed = 10;
  int closed = 0, open = 0, jumps = 0;
  for (int i = 0; i < 2 * ROUNDS; i++) {
    b->doc = press_issue(PAGES);
    add_some(b, &seed, 6 + 2 * i, 600);
    add_fillers(b, &seed);
    make(b);
    closed += count_pages(b, "yes");
    open += count_pages(b, "no");
    jumps += count_jumps(b);
    end_issue(b);
  }
  assert_true(open * 20 <= closed);
  assert_true(jumps <= closed + open);
}

static void very_little_and_very_much_copy_is_printed_whole(void **state)
{
  struct bench *b = *state;
  static const int characters[] = {30, 400, 1500, 12000};
  uint64_t seed = 11;
  for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
    for (int fillers = 0; fillers < 2; fillers++) {
      b->doc = press_issue(PAGES);
      add(b, &seed, "one", characters[i]);
      if (fillers)
        add_fillers(b, &seed);
      make(b);
      assert_int_equal(page_of(b, "one", 1), 1);
      end_issue(b);
    }
}

static void an_issue_without_stories_ends(void **state)
{
  struct bench *b = *state;
  b->doc = press_issue(PAGES);
  make(b);
  end_issue(b);
}

static void it_comes_out_the_same_twice(void **state)
{
  struct bench *b = *state;
  char *first = NULL;
  for (int i = 0; i < 2; i++) {
    uint64_t seed = 12;
    xmlChar *s = NULL;
    int n = 0;
    b->doc = press_issue(PAGES);
    add_some(b, &seed, 9, 700);
    add_fillers(b, &seed);
    make(b);
    xmlDocDumpMemory(b->made.placed, &s, &n);
    if (first)
      assert_string_equal(first, (char *)s);
    else
      first = mem_copy((char *)s);
    xmlFree(s);
    end_issue(b);
  }
  free(first);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_story_that_must_not_be_cut_is_whole),
      cmocka_unit_test(one_that_no_page_holds_is_cut_and_that_is_said),
      cmocka_unit_test(the_lead_begins_on_page_one),
      cmocka_unit_test(pages_close_and_few_stories_run_on),
      cmocka_unit_test(very_little_and_very_much_copy_is_printed_whole),
      cmocka_unit_test(an_issue_without_stories_ends),
      cmocka_unit_test(it_comes_out_the_same_twice)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
