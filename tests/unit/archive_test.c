/* What the archive is made of: names in bylines, former addresses, text for
 * other languages, calendars, site maps. */
#include "folder.h"

#include "tree/alias.h"
#include "tree/author.h"
#include "tree/day.h"
#include "tree/node.h"
#include "web/address.h"
#include "web/calendar.h"
#include "web/shelf.h"
#include "web/sitemap.h"
#include "web/text.h"

/* ---- bylines ---- */

/* The names in BYLINE, with | between. */
static void assert_names(const char *byline, const char *want)
{
  xmlNode *story = node_new(NULL, "article", 1, 1);
  xmlNode *line = node_new(story, "byline", 2, 3);
  struct buf b = BUF_INIT;
  node_text_add(line, byline, strlen(byline));
  author_add_all(story);
  buf_puts(&b, "");
  for (xmlNode *a = node_first(story, "author"); a; a = node_next(a, "author")) {
    char *name = node_text(a);
    buf_printf(&b, "%s%s", b.n ? "|" : "", name);
    free(name);
  }
  assert_string_equal(b.s, want);
  buf_free(&b);
  xmlFreeNode(story);
}

static void names_are_found_in_bylines(void **state)
{
  (void)state;
  assert_names("记者 王珏玮", "王珏玮");
  assert_names("记者 张三 李四", "张三|李四");
  assert_names("本报记者张三、通讯员李四光", "张三|李四光");
  assert_names("文/张三　图/李四", "张三|李四");
  assert_names("文：张三；摄影：李四", "张三|李四");
  assert_names("记者　王　芳", "王芳");
  assert_names("张三（党建办） 李四", "张三|李四");
  assert_names("张三等", "张三");
  assert_names("阿依古丽·买买提", "阿依古丽·买买提");
  assert_names("通讯员 Li Lei、Han Meimei", "Li Lei|Han Meimei");
  assert_names("欧阳修文 文静", "欧阳修文|文静");
  assert_names("小李 小李", "小李");
}

static void what_is_no_name_makes_no_author(void **state)
{
  (void)state;
  assert_names("记者", "");
  assert_names("综合事务办", "");
  assert_names("党建服务中心 供稿", "");
  assert_names("据上海发布公众号整理编写", "");
  assert_names("2018年12月", "");
  assert_names("（张三）", "");
  assert_names("../../x", "");
  assert_names("<b>张三</b>", "");
  assert_names("", "");
  assert_names("（（（", "");
}

static void no_byline_makes_more_authors_than_there_is_room_for(void **state)
{
  (void)state;
  struct buf b = BUF_INIT;
  for (int i = 0; i < 500; i++)
    buf_puts(&b, "张三 李四 王五 赵六 钱七 孙八 周九 吴十 郑十一 冯十二 ");
  assert_names(b.s, "张三|李四|王五|赵六|钱七|孙八|周九|吴十");
  buf_free(&b);
}

/* ---- former addresses ---- */

static void assert_alias(const char *alias, const char *want)
{
  char *got = alias_read(alias, "p/2020-01-02");
  if (want)
    assert_non_null(got);
  if (want)
    assert_string_equal(got, want);
  else
    assert_null(got);
  free(got);
}

static void aliases_stay_in_the_site(void **state)
{
  (void)state;
  assert_alias("old", "p/2020-01-02/old.html");
  assert_alias("old.html", "p/2020-01-02/old.html");
  assert_alias("p/2019-01-01/x.html", "p/2019-01-01/x.html");
  assert_alias("p/author/张三.html", "p/author/张三.html");
  static const char *const bad[] = {
      "",          ".",         "..",       "/x.html",      "p/../x.html",
      "../x.html", "p/.x.html", "p//x.html", "p/x",         "p/x.txt",
      "x/",        ".html",     "p/.html",   "a b",         "a\\b",
      "a?b",       "a#b",       "a%2e",      "http://x/y.html",
      "assets/x.html", "//x/y.html", "p/x.html/", "a\x01", NULL};
  for (const char *const *s = bad; *s; s++)
    assert_alias(*s, NULL);
}

/* ---- text ---- */

static void assert_text(void (*put)(struct buf *, const char *),
                        const char *s, const char *want)
{
  struct buf b = BUF_INIT;
  put(&b, s);
  assert_string_equal(b.s, want);
  buf_free(&b);
}

static void xml(struct buf *b, const char *s)
{
  buf_puts(b, "");
  text_xml(b, s, strlen(s));
}

static void url(struct buf *b, const char *s)
{
  text_url(b, s, strlen(s));
}

static void absolute(struct buf *b, const char *s)
{
  text_absolute(b, s, strlen(s), "https://a.example/x/p/d/s.html");
}

static void resolve(struct buf *b, const char *s)
{
  text_resolve(b, "https://a.example/x/p/d/s.html", s, strlen(s));
}

static void xml_holds_only_what_it_may(void **state)
{
  (void)state;
  assert_text(xml, "甲<&>\"'乙", "甲&lt;&amp;&gt;&quot;'乙");
  assert_text(xml, "a\x01\x0b\x1f" "b\r\n\tc\xEF\xBF\xBE\xEF\xBF\xBF" "d",
              "ab\n\tcd");
  assert_text(xml, "，！\xEF\xBB\xBF", "，！\xEF\xBB\xBF");
}

static void json_cannot_end_a_script(void **state)
{
  (void)state;
  assert_text(text_json, "</script><!--", "\"\\u003c/script\\u003e\\u003c!--\"");
  assert_text(text_json, "a\"b\\c&\n\x7F", "\"a\\\"b\\\\c\\u0026\\u000a\\u007f\"");
  assert_text(text_json, "一\u2028二\u2029三…”",
              "\"一\\u2028二\\u2029三…”\"");
  assert_text(text_json, "", "\"\"");
  assert_text(text_json, "\xE2", "\"\xE2\"");
}

static void addresses_become_absolute(void **state)
{
  (void)state;
  assert_text(url, "a/张.html?b=1&c#d%41", "a/%E5%BC%A0.html?b=1&c#d%41");
  assert_text(resolve, "t.html", "https://a.example/x/p/d/t.html");
  assert_text(resolve, "../e/t.html#q", "https://a.example/x/p/e/t.html#q");
  assert_text(resolve, "../../../../../t.html", "https://a.example/t.html");
  assert_text(resolve, "./t.html", "https://a.example/x/p/d/t.html");
  assert_text(resolve, "/t.html", "https://a.example/t.html");
  assert_text(resolve, "..", "https://a.example/x/p/");
  assert_text(resolve, ".hidden", "https://a.example/x/p/d/.hidden");
  assert_text(resolve, "#q", "https://a.example/x/p/d/s.html#q");
  assert_text(resolve, "mailto:a@b.example", "mailto:a@b.example");
  assert_text(resolve, "https://b.example/张", "https://b.example/%E5%BC%A0");
}

static void fragments_lose_what_only_serves_a_page(void **state)
{
  (void)state;
  assert_text(absolute,
              "<p data-say=\"x\" id=\"a\">一<a href=\"b.html\">二</a></p>",
              "<p>一<a href=\"https://a.example/x/p/d/b.html\">二</a></p>");
  assert_text(absolute,
              "<source srcset=\"a-1.webp 480w, b 2.webp 960w\" sizes=\"1px\">"
              "<img src=\"images/a.jpg\" alt=\"&lt;\" loading=\"lazy\">",
              "<source srcset=\"https://a.example/x/p/d/a-1.webp 480w, "
              "https://a.example/x/p/d/b 2.webp 960w\">"
              "<img src=\"https://a.example/x/p/d/images/a.jpg\" "
              "alt=\"&lt;\">");
  /* Cut off anywhere it does no harm. */
  static const char all[] = "<p class=\"a\" b>x<img src=\"y\" z=\"w\"/></p>";
  for (size_t n = 0; n < sizeof all; n++) {
    struct buf b = BUF_INIT;
    char *part = mem_copy_n(all, n);
    text_absolute(&b, part, n, "https://a.example/");
    free(part);
    buf_free(&b);
  }
}

/* ---- calendars ---- */

static void every_year_begins_where_it_should(void **state)
{
  (void)state;
  for (int year = 1600; year < 2400; year += 7) {
    char number[16], first[32];
    snprintf(number, sizeof number, "%d", year);
    const struct shelf shelf = {.slug = number};
    xmlDoc *doc = calendar_year(&shelf);
    int days = 0, month = 0;
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *m = node_first(root, "month"); m; m = node_next(m, "month")) {
      xmlNode *d = node_first(node_first(m, "week"), "day");
      int blank = 0;
      for (; !node_attr(d, "number"); d = node_next(d, "day"))
        blank++;
      snprintf(first, sizeof first, "%d-%02d-01", year, ++month);
      assert_int_equal((blank + 1) % 7, day_index(first));
      for (xmlNode *w = node_first(m, "week"); w; w = node_next(w, "week"))
        for (d = node_first(w, "day"); d; d = node_next(d, "day"))
          days += node_attr(d, "number") != NULL;
    }
    bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
    assert_int_equal(days, leap ? 366 : 365);
    xmlFreeDoc(doc);
  }
}

/* ---- site maps ---- */

static int count(const char *path, const char *word)
{
  struct buf b = BUF_INIT;
  int n = 0;
  assert_true(file_read(&b, path, 1 << 20));
  for (const char *s = b.s; (s = strstr(s, word)); s++)
    n++;
  buf_free(&b);
  return n;
}

static void long_site_maps_are_parted(void **state)
{
  (void)state;
  char *dir = folder_new();
  struct address list[] = {{"index.html", "2020-01-02", NULL, NULL},
                           {"p/a.html", "2020-01-02", NULL, NULL},
                           {"p/张.html", NULL, NULL, NULL},
                           {"p/b.html", NULL, NULL, NULL},
                           {"p/c.html", NULL, NULL, NULL},
                           {"p/old.html", NULL, "p/c.html", NULL}};
  const struct addresses a = {.list = list, .n = 6, .pages = 5};
  assert_true(file_mkdirs("s"));
  assert_true(sitemap_write(&a, "https://a.example/", 2, "s"));
  assert_int_equal(count("s/sitemap.xml", "<sitemap>"), 3);
  assert_int_equal(count("s/sitemap-1.xml", "<url>"), 2);
  assert_int_equal(count("s/sitemap-2.xml", "p/%E5%BC%A0.html"), 1);
  assert_int_equal(count("s/sitemap-3.xml", "<url>"), 1);
  assert_int_equal(count("s/sitemap-3.xml", "old"), 0);
  assert_true(sitemap_write(&a, "https://a.example/", 5, "s"));
  assert_int_equal(count("s/sitemap.xml", "<url>"), 5);
  folder_free(dir);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_found_in_bylines),
      cmocka_unit_test(what_is_no_name_makes_no_author),
      cmocka_unit_test(no_byline_makes_more_authors_than_there_is_room_for),
      cmocka_unit_test(aliases_stay_in_the_site),
      cmocka_unit_test(xml_holds_only_what_it_may),
      cmocka_unit_test(json_cannot_end_a_script),
      cmocka_unit_test(addresses_become_absolute),
      cmocka_unit_test(fragments_lose_what_only_serves_a_page),
      cmocka_unit_test(every_year_begins_where_it_should),
      cmocka_unit_test(long_site_maps_are_parted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
