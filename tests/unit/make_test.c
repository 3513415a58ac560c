/* The whole make-up: whatever the stories, what is printed is their text,
 * once, inside the page, without anything on top of anything else, and jump
 * lines tell the truth. */
#include "press.h"

#include <time.h>

#include "draw/sheet.h"
#include "makeup/printed.h"

static const struct form_of_page {
  int w, h, columns;
} forms[] = {{60, 80, 2}, {100, 140, 3}, {148, 210, 4}, {275, 390, 6}};

struct bench {
  char *dir;
  struct fonts *fonts;
  int subheads, at_foot; /* subheads seen, those that ended a column */
};

/* Hundredths of a second for an issue and for each of its pages. Without
 * sanitizers a tenth of that is plenty. */
enum { FOR_ISSUE = 300, FOR_PAGE = 40 };

/* A PNG of one grey pixel. */
static const unsigned char dot[] = {
    0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,
    'I',  'H',  'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,
    8,    0,    0,    0,    0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,    0,
    10,   'I',  'D',  'A',  'T',  0x78, 0x9C, 0x63, 0x68, 0,    0,    0,
    0x82, 0,    0x81, 0x77, 0xCD, 0x72, 0xB6, 0,    0,    0,    0,    'I',
    'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  assert_true(file_write("dot.png", dot, sizeof dot));
  b->fonts = fonts_new();
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* --- random issues -------------------------------------------------------- */

static void put_list(struct buf *b, uint64_t *seed, const char *indent)
{
  bool ordered = dice(seed, 2);
  for (int n = 1 + dice(seed, 5), i = 1; i <= n; i++) {
    if (ordered)
      buf_printf(b, "%s%d. ", indent, i);
    else
      buf_printf(b, "%s- ", indent);
    put_prose(b, seed, 3 + dice(seed, 40));
    buf_putc(b, '\n');
  }
  buf_putc(b, '\n');
}

static void put_table(struct buf *b, uint64_t *seed)
{
  int columns = 1 + dice(seed, 5), rows = 1 + dice(seed, 12);
  if (dice(seed, 2)) {
    buf_puts(b, "表：");
    put_prose(b, seed, 2 + dice(seed, 20));
    buf_puts(b, "\n\n");
  }
  for (int r = 0; r < rows + 2; r++) {
    for (int c = 0; c < columns; c++) {
      buf_puts(b, "| ");
      if (r == 1)
        buf_puts(b, "---");
      else
        put_prose(b, seed, 1 + dice(seed, dice(seed, 6) ? 6 : 30));
      buf_putc(b, ' ');
    }
    buf_puts(b, "|\n");
  }
  buf_putc(b, '\n');
}

static void put_glossary(struct buf *b, uint64_t *seed)
{
  buf_puts(b, "::: glossary 名词解释\n");
  for (int n = 1 + dice(seed, 4); n > 0; n--) {
    buf_puts(b, "词条：");
    put_prose(b, seed, 5 + dice(seed, 60));
    buf_puts(b, dice(seed, 3) ? "\n\n" : "[网址](https://a.example/x)。\n\n");
  }
  buf_puts(b, ":::\n\n");
}

static void put_paragraph(struct buf *b, uint64_t *seed)
{
  put_prose(b, seed, 4 + dice(seed, dice(seed, 5) ? 120 : 400));
  if (!dice(seed, 4))
    buf_puts(b, "，**强调**其中*着重*的[链接](https://a.example/b)。");
  buf_puts(b, "\n\n");
}

static void put_block(struct buf *b, uint64_t *seed, int depth);

static void put_box(struct buf *b, uint64_t *seed, int depth)
{
  buf_puts(b, "::: box 框中标题\n");
  for (int n = 1 + dice(seed, 5); n > 0; n--)
    put_block(b, seed, depth + 1);
  buf_puts(b, ":::\n\n");
}

static void put_block(struct buf *b, uint64_t *seed, int depth)
{
  switch (dice(seed, 20)) {
  case 0:
  case 1:
    buf_puts(b, dice(seed, 2) ? "## " : "### ");
    put_prose(b, seed, 3 + dice(seed, 20));
    buf_puts(b, "\n\n");
    break;
  case 2:
    put_list(b, seed, "");
    break;
  case 3:
    put_table(b, seed);
    break;
  case 4:
    if (depth < 2)
      put_box(b, seed, depth);
    break;
  case 5:
    buf_puts(b, "![图中说明");
    put_prose(b, seed, 1 + dice(seed, 40));
    buf_puts(b, "](images/a.jpg \"摄影 某某\")\n\n");
    break;
  case 6:
    put_glossary(b, seed);
    break;
  case 7:
    buf_puts(b, "::: names 名单\n张三、李四、王五、赵六\n:::\n\n");
    break;
  case 8:
    buf_puts(b, "> ");
    put_paragraph(b, seed);
    break;
  case 9:
    buf_puts(b, "```\nab c\n\n  de\n```\n\n");
    break;
  case 10:
    buf_puts(b, "::: pullquote\n一句话就是一句话\n:::\n\n---\n\n");
    break;
  default:
    put_paragraph(b, seed);
  }
}

static void add_line(xmlNode *story, const char *name, const char *form,
                     uint64_t *seed)
{
  struct buf b = BUF_INIT;
  put_prose(&b, seed, 2 + dice(seed, 20));
  xmlNode *n = node_new(NULL, name, 1, 1);
  node_text_add(n, b.s, b.n);
  if (form)
    node_set(n, "form", form);
  if (strcmp(name, "signoff") != 0)
    xmlAddPrevSibling(node_first(story, "body"), n);
  else
    xmlAddChild(story, n);
  buf_free(&b);
}

static void add_story(xmlDoc *doc, uint64_t *seed, int number, int pages)
{
  static const char *const priorities[] = {"lead", "major", "normal", "brief"};
  static const char *const heads[] = {"over", "side", "vertical", "boxed"};
  struct buf head = BUF_INIT, body = BUF_INIT;
  char id[16];
  bool filler = !dice(seed, 10);
  snprintf(id, sizeof id, "s%d", number);
  put_prose(&head, seed, 4 + dice(seed, 12));
  if (dice(seed, 2)) {
    buf_putc(&head, ' ');
    put_prose(&head, seed, 4 + dice(seed, 8));
  }
  put_paragraph(&body, seed);
  for (int n = dice(seed, dice(seed, 6) ? 6 : 30); n > 0; n--)
    put_block(&body, seed, 0);
  if (dice(seed, 3) == 0)
    put_paragraph(&body, seed);
  xmlNode *a = press_story(doc, filler ? "filler" : "article", id, head.s,
                           body.s);
  if (!filler) {
    int page = 1 + dice(seed, pages);
    node_set_int(a, "page", page);
    node_set(a, "priority", priorities[dice(seed, 4)]);
    if (page < pages && !dice(seed, 3))
      node_set_int(a, "jump", page + 1 + dice(seed, pages - page));
  }
  if (number % 3 == 0)
    node_set(a, "form", heads[(number / 3 + pages) % 4]);
  if (!dice(seed, 4))
    node_set(a, "section", "党政");
  if (!dice(seed, 4))
    add_line(a, "deck", NULL, seed);
  if (!dice(seed, 3))
    add_line(a, "byline", NULL, seed);
  if (!dice(seed, 3))
    add_line(a, "signoff", dice(seed, 2) ? "line" : "run-in", seed);
  buf_free(&head);
  buf_free(&body);
}

static xmlDoc *random_issue(uint64_t seed)
{
  int pages = 1 + dice(&seed, 6), stories = 1 + dice(&seed, 30);
  xmlDoc *doc = press_issue(pages);
  for (int i = 0; i < stories; i++)
    add_story(doc, &seed, i, pages);
  complete_issue(xmlDocGetRootElement(doc));
  /* Half of the pictures can be read. */
  xmlNode *root = xmlDocGetRootElement(doc);
  for (xmlNode *n = root; n; n = node_walk(n, root))
    if (node_is(n, "image") && dice(&seed, 2))
      node_set(n, "path", "dot.png");
  return doc;
}

/* --- subheads ------------------------------------------------------------ */

static bool in_float(const struct walk *w)
{
  return walk_within(w, ROLE_BOX) || walk_within(w, ROLE_TABLE) ||
         walk_within(w, ROLE_FIGURE);
}

/* A subhead whose next line stands higher up ended its column. */
static void count_subheads(struct bench *b, const struct sheet *sheet)
{
  struct walk w = {.sheet = sheet};
  const struct group *open = NULL;
  mpt y = 0;
  for (const struct item *it; (it = walk_step(&w));) {
    const struct group *a = walk_within(&w, ROLE_ARTICLE);
    if (it->kind != ITEM_RUN || !a || in_float(&w) || walk_added(&w))
      continue;
    const struct group *g = w.open[w.depth - 1];
    if (open && open != g && open->role == ROLE_SUBHEAD) {
      b->subheads++;
      b->at_foot += it->u.run.y < y;
    }
    open = g;
    y = it->u.run.y;
  }
}

/* --- what is judged (makeup/printed.h) ----------------------------------- */

/* The last resort of an issue that overflows. */
static const char bare[] = "has no room for the imprint";

static void judge(const xmlDoc *doc, const struct made *m,
                  const struct styles *styles, const char *said, int seed)
{
  struct printed p = {.issue = (xmlDoc *)doc,
                      .made = m,
                      .label_ink = LABEL_INK,
                      .head_ink = HEAD_INK,
                      .page = styles_page(styles)};
  printed_texts(&p);
  printed_zones(&p);
  printed_places(&p);
  printed_grid(&p);
  printed_jumps(&p);
  if (!strstr(said, bare))
    printed_imprint(&p);
  assert_int_equal(m->sheets->n % 2, 0);
  if (p.said.n)
    fail_msg("seed %d: %.4000s", seed, p.said.s);
  buf_free(&p.said);
}

static void check_issue_of(struct bench *b, struct styles *styles, int seed)
{
  xmlDoc *doc = random_issue((uint64_t)seed * 7919 + 1);
  clock_t begun = clock();
  struct capture c = capture_begin();
  struct made m = make_issue(doc, ".", styles, b->fonts);
  char *said = capture_end(&c);
  double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
  if (strstr(said, ": error:"))
    fail_msg("seed %d%.200s", seed, strstr(said, ": error:"));
  if (getenv("MAKE_TIMES"))
    fprintf(stdout, "seed %d: %zu pages, %.2f s\n", seed, m.sheets->n, took);
  if (took * 100 > FOR_ISSUE + FOR_PAGE * (double)m.sheets->n)
    fail_msg("seed %d: %zu pages took %.1f s", seed, m.sheets->n, took);
  judge(doc, &m, styles, said, seed);
  free(said);
  for (size_t i = 0; i < m.sheets->n; i++)
    count_subheads(b, &m.sheets->v[i]);
  make_free(&m);
  xmlFreeDoc(doc);
}

static void check_form(struct bench *b, const struct form_of_page *form,
                       int from, int to)
{
  press_theme(form->w, form->h, form->columns);
  struct styles *styles = styles_load(".", b->fonts);
  assert_non_null(styles);
  for (int seed = from; seed < to; seed++) {
    check_issue_of(b, styles, seed);
  }
  styles_free(styles);
}

static void random_issues(struct bench *b, int form)
{
  const char *s = getenv("MAKE_SEEDS");
  int from = 0, to = 8;
  if (s)
    sscanf(s, "%d-%d", &from, &to);
  check_form(b, &forms[form], from, to);
}

static void any_issue_on_tiny_pages(void **state)
{
  random_issues(*state, 0);
}

static void any_issue_on_small_pages(void **state)
{
  random_issues(*state, 1);
}

static void any_issue_on_middling_pages(void **state)
{
  random_issues(*state, 2);
}

static void any_issue_on_newspaper_pages(void **state)
{
  random_issues(*state, 3);
}

/* On tiny pages some have nowhere else to go. */
static void subheads_do_not_end_columns(void **state)
{
  const struct bench *b = *state;
  if (getenv("MAKE_TIMES"))
    fprintf(stdout, "%d of %d subheads end a column\n", b->at_foot,
            b->subheads);
  assert_true(b->subheads > 50);
  assert_true(b->at_foot * 40 <= b->subheads);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_issue_on_tiny_pages),
      cmocka_unit_test(any_issue_on_small_pages),
      cmocka_unit_test(any_issue_on_middling_pages),
      cmocka_unit_test(any_issue_on_newspaper_pages),
      cmocka_unit_test(subheads_do_not_end_columns),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
