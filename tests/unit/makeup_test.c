/* What proves the make-up (tests/makeup/) proves something: the generator
 * repeats itself, the judges find what is broken, and what the make-up gives
 * for random issues of the default theme passes them. MAKEUP_SEEDS=FROM-TO:
 * other issues. */
#include "folder.h"

#include <libxml/tree.h>

#include "asset/font.h"
#include "cmd/job.h"
#include "draw/list.h"
#include "makeup/cover.h"
#include "makeup/generator.h"
#include "makeup/printed.h"
#include "makeup/taboo.h"
#include "page/style.h"
#include "tree/node.h"

enum { ISSUES = 20 };

struct bench {
  char *room;
  struct press press;
};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->room = folder_room();
  assert_true(job_press(&b->press, "themes/default"));
  assert_true(generator_pictures(b->room));
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  job_press_free(&b->press);
  file_remove(b->room);
  free(b->room);
  free(b);
  return 0;
}

static xmlDoc *issue_of(struct bench *b, int seed, int pages)
{
  struct generated g;
  struct target t;
  assert_true(generator_issue(b->room, (uint64_t)seed,
                              (struct generator){.pages = pages}, &g));
  char *path = mem_printf("%s/content/p/2024-01-06", b->room);
  assert_true(job_target(path, &t));
  xmlDoc *doc = job_issue(&t);
  assert_non_null(doc);
  job_target_free(&t);
  free(path);
  return doc;
}

static struct made make(struct bench *b, xmlDoc *doc)
{
  return make_issue(doc, b->press.theme, b->press.styles, b->press.fonts);
}

/* --- the generator ------------------------------------------------------- */

static char *folder_text(const struct bench *b)
{
  char *dir = mem_printf("%s/content/p/2024-01-06", b->room);
  char **names = file_list(dir);
  struct buf all = BUF_INIT;
  for (size_t i = 0; names && names[i]; i++) {
    struct buf one = BUF_INIT;
    char *path = file_join(dir, names[i]);
    if (!file_is_dir(path) && file_read(&one, path, 1 << 20))
      buf_printf(&all, "%s\n%s", names[i], one.s);
    buf_free(&one);
    free(path);
  }
  free(names);
  free(dir);
  return buf_take(&all);
}

static void a_seed_always_gives_the_same_issue(void **state)
{
  struct bench *b = *state;
  struct generated one, two;
  struct generator how = {0};
  assert_true(generator_issue(b->room, 7, how, &one));
  char *first = folder_text(b);
  assert_true(generator_issue(b->room, 8, how, &two));
  char *other = folder_text(b);
  assert_true(generator_issue(b->room, 7, how, &two));
  char *again = folder_text(b);
  assert_string_equal(first, again);
  assert_string_not_equal(first, other);
  assert_int_equal(one.copy, two.copy);
  assert_true(one.stories > 5 && one.copy >= 70 && one.copy <= 130);
  free(first);
  free(other);
  free(again);
}

/* --- a page made by hand ------------------------------------------------- */

enum { CELL = 100000, LINE = 10000, WIDE = 2, HIGH = 20 };

/* 2 columns × 20 lines, of which the folio takes 2, with one module. */
struct hand {
  struct fonts *fonts;
  struct made m;
  struct sheet *sheet;
  struct cover_page page;
  int zones;
};

/* All text belongs to the first. */
static void hand_zone(struct hand *h, int column, int columns, int line,
                      int lines)
{
  xmlNode *page = node_first(xmlDocGetRootElement(h->m.placed), "page");
  xmlNode *z = xmlNewChild(page, NULL, (const xmlChar *)"zone", NULL);
  node_set(z, "article", "a");
  node_set_int(z, "part", ++h->zones);
  node_set_int(z, "x", column * CELL);
  node_set_int(z, "y", line * LINE);
  node_set_int(z, "w", columns * CELL);
  node_set_int(z, "h", lines * LINE);
}

static void hand_open(struct hand *h)
{
  memset(h, 0, sizeof *h);
  h->fonts = fonts_new();
  h->m.sheets = sheets_new(h->fonts);
  h->sheet = sheets_add(h->m.sheets);
  h->sheet->area = (struct rect){0, 0, WIDE * CELL, HIGH * LINE};
  h->sheet->columns = WIDE;
  h->sheet->lines = HIGH;
  h->m.placed = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *root = xmlNewDocNode(h->m.placed, NULL, (const xmlChar *)"placed",
                                NULL);
  xmlDocSetRootElement(h->m.placed, root);
  xmlNode *page = xmlNewChild(root, NULL, (const xmlChar *)"page", NULL);
  node_set_int(page, "n", 1);
  sheet_group(h->m.sheets, h->sheet, ROLE_ARTICLE, "a");
  h->sheet->items[0].u.group.part = 1;
}

static void hand_text(struct hand *h, enum role role, int column, int line)
{
  sheet_group(h->m.sheets, h->sheet, role, "");
  struct item *it = sheet_item(h->m.sheets, h->sheet, ITEM_RUN);
  it->u.run = (struct run){.size = 9000,
                           .stretch = 1000,
                           .x = column * CELL,
                           .y = line * LINE + 8500,
                           .text = ""};
  sheet_end(h->m.sheets, h->sheet);
}

static void hand_fill(struct hand *h, int column, int from, int to)
{
  for (int i = from; i < to; i++)
    hand_text(h, ROLE_P, column, i);
}

static const struct cover_page *hand_judge(struct hand *h)
{
  struct cover_frame f = {.measure = CELL, .rlh = LINE, .nameplate = 2};
  sheet_end(h->m.sheets, h->sheet);
  cover_page(&h->page, &h->m, 0, f);
  return &h->page;
}

static void hand_close(struct hand *h)
{
  make_free(&h->m);
  fonts_free(h->fonts);
}

static void a_full_page_closes(void **state)
{
  struct hand h;
  (void)state;
  hand_open(&h);
  hand_zone(&h, 0, 2, 2, 18);
  hand_fill(&h, 0, 2, 20);
  hand_fill(&h, 1, 2, 20);
  const struct cover_page *p = hand_judge(&h);
  assert_int_equal(p->percent[0], 100);
  assert_int_equal(p->whole, 100);
  assert_true(p->closes);
  hand_close(&h);
}

static void a_hole_leaves_a_page_open_and_is_told(void **state)
{
  struct hand h;
  (void)state;
  hand_open(&h);
  hand_zone(&h, 0, 2, 2, 18);
  hand_fill(&h, 0, 2, 20);
  hand_fill(&h, 1, 2, 9);
  hand_fill(&h, 1, 14, 20);
  const struct cover_page *p = hand_judge(&h);
  assert_false(p->closes);
  assert_int_equal(p->nholes, 1);
  assert_int_equal(p->holes[0].column, 1);
  assert_int_equal(p->holes[0].line, 9);
  assert_int_equal(p->holes[0].lines, 5);
  assert_int_equal(p->percent[1], 13 * 100 / 18);
  hand_close(&h);
}

static void air_counts_where_it_is_declared_only(void **state)
{
  struct hand h;
  (void)state;
  hand_open(&h);
  hand_zone(&h, 1, 1, 2, 18);
  hand_zone(&h, 0, 1, 2, 8);
  hand_zone(&h, 0, 1, 11, 9); /* a line parts them */
  hand_fill(&h, 0, 2, 10);
  hand_fill(&h, 0, 11, 20);
  hand_text(&h, ROLE_HEADLINE, 1, 2); /* ends in line 2 … */
  hand_fill(&h, 1, 5, 10);            /* … two lines of air and margin */
  hand_text(&h, ROLE_SUBHEAD, 1, 11); /* a blank line above */
  hand_fill(&h, 1, 12, 15);
  hand_fill(&h, 1, 16, 20); /* a line is missing between paragraphs */
  const struct cover_page *p = hand_judge(&h);
  assert_int_equal(p->cells[0][10], CELL_AIR);
  assert_int_equal(p->cells[1][3], CELL_HEAD);
  assert_int_equal(p->cells[1][4], CELL_AIR);
  assert_int_equal(p->cells[1][10], CELL_AIR);
  assert_int_equal(p->cells[1][15], CELL_BLANK);
  assert_false(p->closes);
  assert_int_equal(p->nholes, 0);
  hand_close(&h);
}

/* --- broken on purpose --------------------------------------------------- */

struct judged {
  xmlDoc *doc;
  struct made m;
  struct printed p;
};

static struct judged judged_open(struct bench *b)
{
  struct judged j = {.doc = issue_of(b, 3, 4)};
  j.m = make(b, j.doc);
  j.p = (struct printed){.issue = j.doc,
                         .label_ink = -1,
                         .head_ink = -1,
                         .page = styles_page(b->press.styles)};
  return j;
}

static void judge_all(struct judged *j)
{
  j->p.made = &j->m;
  buf_clear(&j->p.said);
  buf_puts(&j->p.said, "");
  printed_texts(&j->p);
  printed_zones(&j->p);
  printed_places(&j->p);
  printed_grid(&j->p);
  printed_jumps(&j->p);
  printed_imprint(&j->p);
}

static void judged_close(struct judged *j)
{
  buf_free(&j->p.said);
  make_free(&j->m);
  xmlFreeDoc(j->doc);
}

/* A run of a paragraph in the middle of page 1, outside boxes. */
static struct run *some_run(struct judged *j)
{
  struct walk w = {.sheet = &j->m.sheets->v[0]};
  const mpt foot = w.sheet->area.y + w.sheet->area.h / 2;
  int n = 0;
  for (const struct item *it; (it = walk_step(&w));)
    if (it->kind == ITEM_RUN && walk_within(&w, ROLE_ARTICLE) &&
        w.open[w.depth - 1]->role == ROLE_P && !walk_within(&w, ROLE_BOX) &&
        it->u.run.text_len > 15 && it->u.run.y < foot && n++ == 5)
      return &j->m.sheets->v[0].items[w.i - 1].u.run;
  fail();
  return NULL;
}

static void a_lost_line_is_found(void **state)
{
  struct judged j = judged_open(*state);
  judge_all(&j);
  assert_string_equal(j.p.said.s, "");
  struct run *run = some_run(&j);
  run->text = "";
  run->n = 0;
  judge_all(&j);
  assert_says(j.p.said.s, "expected “");
  judged_close(&j);
}

static void a_doubled_line_is_found(void **state)
{
  struct judged j = judged_open(*state);
  struct run *run = some_run(&j);
  char *doubled = mem_printf("%s%s", run->text, run->text);
  run->text = doubled;
  judge_all(&j);
  assert_says(j.p.said.s, "expected “");
  judged_close(&j);
  free(doubled);
}

static void a_line_off_the_grid_is_found(void **state)
{
  struct judged j = judged_open(*state);
  some_run(&j)->y += 700;
  judge_all(&j);
  assert_says(j.p.said.s, "700 off the grid");
  judged_close(&j);
}

static void a_line_on_another_is_found(void **state)
{
  struct judged j = judged_open(*state);
  some_run(&j)->y += j.p.page->rlh;
  judge_all(&j);
  assert_says(j.p.said.s, " meets “");
  judged_close(&j);
}

static void a_line_outside_its_module_is_found(void **state)
{
  struct judged j = judged_open(*state);
  some_run(&j)->x = 0;
  some_run(&j)->y = 0;
  judge_all(&j);
  assert_says(j.p.said.s, "leaves its zone");
  assert_says(j.p.said.s, "leaves the type area");
  judged_close(&j);
}

static void zones_that_meet_are_found(void **state)
{
  struct judged j = judged_open(*state);
  xmlNode *page = node_first(xmlDocGetRootElement(j.m.placed), "page"), *z;
  while (!(z = node_next(node_first(page, "zone"), "zone")))
    page = node_next(page, "page");
  node_set_int(z, "x", node_int(node_first(page, "zone"), "x", 0));
  node_set_int(z, "y", node_int(node_first(page, "zone"), "y", 0));
  judge_all(&j);
  assert_says(j.p.said.s, "the zones of ");
  judged_close(&j);
}

/* --- the make-up --------------------------------------------------------- */

static void random_issues_hold(void **state)
{
  struct bench *b = *state;
  const char *s = getenv("MAKEUP_SEEDS");
  int from = 0, to = ISSUES;
  if (s)
    sscanf(s, "%d-%d", &from, &to);
  for (int seed = from; seed < to; seed++) {
    struct judged j = {.doc = issue_of(b, 1000 + seed, seed % 4 ? 2 : 4)};
    j.m = make(b, j.doc);
    j.p = (struct printed){.issue = j.doc,
                           .label_ink = -1,
                           .head_ink = -1,
                           .page = styles_page(b->press.styles)};
    judge_all(&j);
    if (*j.p.said.s)
      fail_msg("seed %d: %.3000s", 1000 + seed, j.p.said.s);
    judged_close(&j);
  }
}

static void two_layouts_of_an_issue_are_equal(void **state)
{
  struct bench *b = *state;
  struct buf lists[2] = {BUF_INIT, BUF_INIT};
  for (int i = 0; i < 2; i++) {
    xmlDoc *doc = issue_of(b, 11, 4);
    struct made m = make(b, doc);
    list_print(&lists[i], m.sheets);
    make_free(&m);
    xmlFreeDoc(doc);
  }
  assert_int_equal(strcmp(lists[0].s, lists[1].s), 0);
  buf_free(&lists[0]);
  buf_free(&lists[1]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_seed_always_gives_the_same_issue),
      cmocka_unit_test(a_full_page_closes),
      cmocka_unit_test(a_hole_leaves_a_page_open_and_is_told),
      cmocka_unit_test(air_counts_where_it_is_declared_only),
      cmocka_unit_test(a_lost_line_is_found),
      cmocka_unit_test(a_doubled_line_is_found),
      cmocka_unit_test(a_line_off_the_grid_is_found),
      cmocka_unit_test(a_line_on_another_is_found),
      cmocka_unit_test(a_line_outside_its_module_is_found),
      cmocka_unit_test(zones_that_meet_are_found),
      cmocka_unit_test(random_issues_hold),
      cmocka_unit_test(two_layouts_of_an_issue_are_equal),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
