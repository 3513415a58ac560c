/* Headline packages: clauses stay whole, lines come out nearly even, names,
 * figures and quotes are not torn, the text is the source's. */
#include "folder.h"

#include "asset/font.h"
#include "page/adjust.h"
#include "page/headline.h"
#include "tree/node.h"

struct fixture {
  struct fonts *fonts;
  struct styles *styles;
  struct arena *arena;
  char *dir;
};

static const char tokens[] = ":root { --dummy: 1px; }\n";
static const char print[] =
    "@page { size: 780pt 1100pt; margin: 40pt; }\n"
    "issue { font-family: \"Noto Serif CJK SC\"; font-size: 9pt;"
    " line-height: 13.5pt; text-align: justify; }\n"
    "kicker { font-size: 12pt; line-height: 18pt; text-align: center; }\n"
    "headline { font-size: 42pt; line-height: 50pt; text-align: center;"
    " -cb-sizes: 42pt 34pt 28pt 24pt 21pt 18pt 16pt 14pt; }\n"
    "deck { font-size: 12pt; line-height: 18pt; text-align: center; }\n";

static int set_up(void **state)
{
  struct fixture *x = mem_new(sizeof *x);
  x->dir = folder_new();
  folder_put("tokens.css", tokens);
  folder_put("print.css", print);
  x->fonts = fonts_new();
  x->styles = styles_load(".", x->fonts);
  x->arena = arena_new();
  *state = x;
  return x->styles == NULL;
}

static int tear_down(void **state)
{
  struct fixture *x = *state;
  arena_free(x->arena);
  styles_free(x->styles);
  fonts_free(x->fonts);
  folder_free(x->dir);
  free(x);
  return 0;
}

static void add(xmlNode *article, const char *name, const char *text)
{
  if (text)
    node_text_add(node_new(article, name, 2, 1), text, strlen(text));
}

/* An issue with one article of these three texts; NULL leaves one out. */
static xmlDoc *document(const char *const texts[3])
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *issue = node_new(NULL, "issue", 1, 1);
  xmlDocSetRootElement(doc, issue);
  xmlNode *article = node_new(issue, "article", 1, 1);
  add(article, "kicker", texts[0]);
  add(article, "headline", texts[1]);
  add(article, "deck", texts[2]);
  return doc;
}

static struct headline *fit(struct fixture *x, xmlDoc *doc, mpt width,
                            int lines)
{
  struct headline_job job = {.arena = x->arena,
                             .styles = x->styles,
                             .fonts = x->fonts,
                             .max_lines = lines};
  job.cap = width < PT(230) ? PT(28) : 0;
  job.article = node_first(xmlDocGetRootElement(doc), "article");
  return headline_fit(&job, width);
}

static char *line_text(const struct headline_block *b, size_t i)
{
  const struct atom *v = b->text->atoms;
  uint32_t from = v[b->lines[i].first].text;
  const struct atom *last = &v[b->lines[i].end - 1];
  while (last->droppable)
    last--;
  return mem_copy_n(b->text->s + from, last->text + last->len - from);
}

/* The headline TEXT at WIDTH points must break into WANT. */
static void assert_breaks(struct fixture *x, const char *text, int width,
                          const char *const *want)
{
  xmlDoc *doc = document((const char *[]){NULL, text, NULL});
  struct headline *h = fit(x, doc, PT(width), 3);
  const struct headline_block *b = &h->blocks[0];
  size_t n = 0;
  assert_false(b->forced);
  for (; want[n] && n < b->n; n++) {
    char *got = line_text(b, n);
    assert_string_equal(got, want[n]);
    free(got);
    assert_true(b->lines[n].width <= PT(width));
  }
  assert_null(want[n]);
  assert_int_equal(b->n, n);
  xmlFreeDoc(doc);
}

static void clauses_become_lines(void **state)
{
  assert_breaks(*state, "聚焦家门口服务 提升智能化建设", 342,
                (const char *[]){"聚焦家门口服务", "提升智能化建设", NULL});
  assert_breaks(
      *state, "挖潜补点增量 盘活资源增能 智慧服务增效", 225,
      (const char *[]){"挖潜补点增量", "盘活资源增能", "智慧服务增效", NULL});
}

static void wide_headline_stays_on_one_line(void **state)
{
  assert_breaks(*state, "聚焦家门口服务 提升智能化建设", 693,
                (const char *[]){"聚焦家门口服务 提升智能化建设", NULL});
}

static void long_clause_breaks_between_phrases(void **state)
{
  assert_breaks(*state, "垃圾分类的新时尚走进千家万户", 225,
                (const char *[]){"垃圾分类的新时尚", "走进千家万户", NULL});
}

static void figures_and_units_stay_whole(void **state)
{
  struct fixture *x = *state;
  static const char text[] = "周家渡街道15分钟服务圈覆盖98.35%的居民";
  for (int width = 108; width < 500; width += 9) {
    xmlDoc *doc = document((const char *[]){NULL, text, NULL});
    struct headline *h = fit(x, doc, PT(width), 4);
    const struct headline_block *b = &h->blocks[0];
    for (size_t i = 0; i + 1 < b->n; i++)
      assert_false(b->text->atoms[b->lines[i].end - 1].glue);
    xmlFreeDoc(doc);
  }
}

static void package_has_its_source_text_in_order(void **state)
{
  struct fixture *x = *state;
  static const char *const texts[] = {
      "一街镇一策推进浦东“家门口”服务体系建设 悦享品质生活",
      "聚焦家门口服务 提升智能化建设",
      "——《社区“15分钟服务圈”建设方案》（试行）印发"};
  static const enum role roles[] = {ROLE_KICKER, ROLE_HEADLINE, ROLE_DECK};
  xmlDoc *doc = document(texts);
  for (int width = 60; width < 700; width += 40) {
    struct headline *h = fit(x, doc, PT(width), 3);
    struct sheets *s = sheets_new(x->fonts);
    struct sheet *sheet = sheets_add(s);
    headline_emit(s, sheet, h, 0, 0);
    struct buf b = BUF_INIT;
    int block = -1;
    for (size_t i = 0; i < sheet->n; i++) {
      const struct item *it = &sheet->items[i];
      if (it->kind == ITEM_GROUP) {
        assert_int_equal(it->u.group.role, roles[++block]);
        buf_clear(&b);
      } else if (it->kind == ITEM_RUN)
        buf_put(&b, it->u.run.text, it->u.run.text_len);
      else if (it->kind == ITEM_END)
        assert_string_equal(b.s, texts[block]);
    }
    assert_int_equal(block, 2);
    assert_true(h->height > 0);
    buf_free(&b);
    sheets_free(s);
  }
  xmlFreeDoc(doc);
}

static void what_fits_nowhere_is_set_all_the_same(void **state)
{
  struct fixture *x = *state;
  static const char text[] = "一二三四五六七八九十一二三四五六七八九十一二三"
                             "四五六七八九十一二三四五六七八九十";
  xmlDoc *doc = document((const char *[]){NULL, text, NULL});
  struct headline *h = fit(x, doc, PT(60), 2);
  assert_true(h->blocks[0].forced);
  assert_true(h->blocks[0].n > 2);
  xmlFreeDoc(doc);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clauses_become_lines),
      cmocka_unit_test(wide_headline_stays_on_one_line),
      cmocka_unit_test(long_clause_breaks_between_phrases),
      cmocka_unit_test(figures_and_units_stay_whole),
      cmocka_unit_test(package_has_its_source_text_in_order),
      cmocka_unit_test(what_fits_nowhere_is_set_all_the_same),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
