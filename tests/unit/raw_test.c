/* Files as editors get them, read for import: texts, Word, web pages, PDF;
 * nothing of their text is lost, what is hostile is refused. */
#include "folder.h"

#include <sys/stat.h>
#include <zip.h>

#include "intake/raw.h"

#define DOCUMENT                                                               \
  "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='http://schemas." \
  "openxmlformats.org/wordprocessingml/2006/main' xmlns:r='http://schemas."    \
  "openxmlformats.org/officeDocument/2006/relationships' xmlns:mc='http://"    \
  "schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wp='wp' "       \
  "xmlns:a='a' xmlns:pic='pic' xmlns:v='v'>"
#define P(props, runs) "<w:p><w:pPr>" props "</w:pPr>" runs "</w:p>"
#define R(props, text)                                                         \
  "<w:r><w:rPr>" props "</w:rPr><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define NUM(level, id)                                                         \
  "<w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" id "'/></w:numPr>"

struct room {
  char *dir;
  struct arena *arena;
};

static int set_up(void **state)
{
  struct room *room = mem_new(sizeof *room);
  room->dir = folder_new();
  room->arena = arena_new();
  *state = room;
  return 0;
}

static int tear_down(void **state)
{
  struct room *room = *state;
  arena_free(room->arena);
  folder_free(room->dir);
  free(room);
  return 0;
}

static struct raw *load(void **state, const char *path)
{
  return raw_load(((struct room *)*state)->arena, path);
}

static void refuses(void **state, const char *path, const char *why)
{
  struct capture c = capture_begin();
  struct raw *raw = load(state, path);
  char *said = capture_end(&c);
  assert_null(raw);
  assert_says(said, why);
  free(said);
}

/* The items as a text: a letter for the kind, then what is set. */
static char *dump(const struct raw *raw)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "");
  for (size_t i = 0; i < raw->n; i++) {
    const struct raw_item *t = &raw->items[i];
    buf_putc(&b, "LPTIB"[t->kind]);
    if (t->heading)
      buf_printf(&b, "h%d", t->heading);
    if (t->list)
      buf_printf(&b, "l%d.%d", t->list, t->depth);
    buf_printf(&b, "%s%s", t->bold ? "b" : "", t->align == RAW_CENTRE ? "c" : "");
    buf_printf(&b, " %s%s%s\n", t->text, t->name ? " " : "",
               t->name ? t->name : "");
    for (char ***row = t->cells; row && *row; row++) {
      for (char **cell = *row; *cell; cell++)
        buf_printf(&b, "|%s", *cell);
      buf_puts(&b, "|\n");
    }
  }
  return buf_take(&b);
}

static void holds(void **state, const char *path, const char *want)
{
  struct raw *raw = load(state, path);
  assert_non_null(raw);
  char *text = dump(raw);
  assert_string_equal(text, want);
  free(text);
}

/* A package of parts: name, text, name, text, … NULL. */
static void pack(const char *path, const char *const *parts)
{
  int error;
  zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
  assert_non_null(z);
  for (; *parts; parts += 2) {
    zip_source_t *s = zip_source_buffer(z, parts[1], strlen(parts[1]), 0);
    assert_true(zip_file_add(z, parts[0], s, 0) >= 0);
  }
  assert_int_equal(zip_close(z), 0);
}

static void word(const char *body)
{
  const char *const parts[] = {"word/document.xml", body, NULL};
  pack("a.docx", parts);
}

static void lines_end_in_every_way_and_pages_at_form_feeds(void **state)
{
  folder_put("a.txt", "一\r二\r\n三\n\n四\xE2\x80\xA8五\xE2\x80\xA9六\f七\v"
                      "\x01八\t九\n");
  struct raw *raw = load(state, "a.txt");
  char *text = dump(raw);
  assert_string_equal(text, "L 一\nL 二\nL 三\nL \nL 四\nL 五\nL 六\nB \n"
                            "L 七\nL 八\t九\n");
  free(text);
  assert_int_equal(raw->dropped, 1);
  assert_int_equal(raw->damaged, 0);
  assert_int_equal(raw->items[2].line, 3);
  assert_int_equal(raw->items[9].line, 5);
}

static void what_is_no_text_is_refused_with_what_to_do(void **state)
{
  folder_put("old.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....");
  refuses(state, "old.doc", "save it as .docx");
  folder_put("word.xml", "<?xml version='1.0'?><w:wordDocument/>");
  refuses(state, "word.xml", "save it as .docx");
  folder_put("a.mht", "From: <Saved by Blink>\nMIME-Version: 1.0\n");
  refuses(state, "a.mht", "web archive");
  folder_put("a.rtf", "{\\rtf1 }");
  refuses(state, "a.rtf", "RTF");
  folder_put("a.jpg", "\xFF\xD8\xFF\xE0...");
  refuses(state, "a.jpg", "picture");
  folder_put("empty", "");
  refuses(state, "empty", "no text");
  folder_put("blank", " \n\n\t\n");
  refuses(state, "blank", "no text");
  refuses(state, "missing.txt", "cannot be read");
  const char *const sheet[] = {"xl/workbook.xml", "<x/>", NULL};
  pack("a.xlsx", sheet);
  refuses(state, "a.xlsx", "Excel");
  const char *const other[] = {"a.txt", "x", NULL};
  pack("a.zip", other);
  refuses(state, "a.zip", "unpack it");
  folder_put("cut.docx", "PK\x03\x04 cut off");
  refuses(state, "cut.docx", "damaged");
}

static void word_keeps_insertions_and_results_not_what_is_hidden(void **state)
{
  word(DOCUMENT
       "<w:body>" P("", R("", "前") "<w:ins>" R("", "加") "</w:ins><w:del><w:r>"
                        "<w:delText>删</w:delText></w:r></w:del>"
                        R("<w:vanish/>", "隐") R("<w:vanish w:val='0'/>", "显"))
       P("", "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
             "PAGE</w:instrText><w:t>令</w:t></w:r><w:r><w:fldChar "
             "w:fldCharType='separate'/></w:r>" R("", "果")
             "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:hyperlink>"
             R("", "链") "</w:hyperlink>")
       P("", R("", "甲") "<w:r><w:br/></w:r>" R("", "乙")
             "<w:r><w:tab/><w:t>丙</w:t><w:br w:type='page'/></w:r>"
             R("", "丁"))
       P("", "<w:r><w:ruby><w:rt>" R("", "zì") "</w:rt><w:rubyBase>"
             R("", "字") "</w:rubyBase></w:ruby></w:r>")
       "</w:body></w:document>");
  holds(state, "a.docx",
        "P 前加显\nP 果链\nP 甲\nP 乙\t丙\nB \nP 丁\nP 字\n");
}

static void word_styles_and_numbers_are_resolved(void **state)
{
#define STYLE(id, name, more)                                                  \
  "<w:style w:type='paragraph' w:styleId='" id "'><w:name w:val='" name "'/>"  \
  more "</w:style>"
#define LEVEL(format, text)                                                    \
  "<w:lvl w:ilvl='0'><w:numFmt w:val='" format "'/><w:suff w:val='nothing'/>"  \
  "<w:lvlText w:val='" text "'/></w:lvl>"
#define LIST(id, level)                                                        \
  "<w:abstractNum w:abstractNumId='" id "'>" level "</w:abstractNum>"
#define USE(id)                                                                \
  "<w:num w:numId='" id "'><w:abstractNumId w:val='" id "'/></w:num>"
#define NS "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
  const char *const parts[] = {
      "word/document.xml",
      DOCUMENT "<w:body>" P("<w:pStyle w:val='t'/>", R("", "题")) P(
          "<w:pStyle w:val='c'/>", R("", "子"))
          P("<w:jc w:val='center'/>", R("<w:b/><w:sz w:val='44'/>", "大"))
          P(NUM("0", "1"), R("", "情况")) P(NUM("0", "1"), R("", "做法"))
          P(NUM("0", "2"), R("", "数")) P(NUM("0", "3"), R("", "点"))
          P(NUM("0", "4"), R("", "总则")) "</w:body></w:document>",
      "word/styles.xml",
      "<w:styles " NS ">" STYLE("t", "标题", "<w:rPr><w:b/></w:rPr>")
          STYLE("1", "heading 2", "") STYLE("c", "自定", "<w:basedOn w:val='1'/>")
          STYLE("x", "loop", "<w:basedOn w:val='x'/>") "</w:styles>",
      "word/numbering.xml",
      "<w:numbering " NS ">" LIST("1", LEVEL("chineseCounting", "%1、"))
          LIST("2", LEVEL("decimal", "%1.")) LIST("3", LEVEL("bullet", "•"))
          LIST("4", "<w:lvl w:ilvl='0'><w:start w:val='21'/><w:numFmt w:val="
                    "'chineseCountingThousand'/><w:lvlText w:val='第%1条'/>"
                    "</w:lvl>")
          USE("1") USE("2") USE("3") USE("4") "</w:numbering>",
      NULL};
  pack("a.docx", parts);
  holds(state, "a.docx",
        "Ph1b 题\nPh2 子\nPbc 大\nP 一、情况\nP 二、做法\nPl2.0 数\n"
        "Pl1.0 点\nP 第二十一条总则\n");
}

static void word_tables_keep_their_columns(void **state)
{
#define C(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" text "</w:tc>"
  word(DOCUMENT
       "<w:body><w:tbl><w:tr>" C("<w:gridSpan w:val='2'/>", P("", R("", "宽")))
       C("<w:vMerge w:val='restart'/>", P("", R("", "高")) P("", R("", "二")))
       "</w:tr><w:tr>" C("", P("", R("", "1"))) C("", "<w:tbl><w:tr>"
       C("", P("", R("", "内"))) C("", P("", R("", "表"))) "</w:tr></w:tbl>")
       C("<w:vMerge/>", P("", "")) "</w:tr></w:tbl>"
       "<w:tbl><w:tr>" C("", P("", R("", "框"))) "</w:tr></w:tbl>"
       "</w:body></w:document>");
  holds(state, "a.docx", "T \n|宽||高 二|\n|1|内 表||\nP 框\n");
}

static void word_boxes_come_once_and_pictures_with_their_words(void **state)
{
  const char *const parts[] = {
      "_rels/.rels",
      "<Relationships><Relationship Type='http://x/officeDocument' "
      "Target='/word/document2.xml'/></Relationships>",
      "word/document2.xml",
      DOCUMENT
      "<w:body>" P("", "<w:r><mc:AlternateContent><mc:Choice><w:drawing>"
                       "<w:txbxContent>" P("", R("", "框"))
                       "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
                       "<w:pict><w:txbxContent>" P("", R("", "框"))
                       "</w:txbxContent></w:pict></mc:Fallback>"
                       "</mc:AlternateContent></w:r>" R("", "文"))
      P("", "<w:r><w:drawing><wp:docPr descr='会场'/><a:blip r:embed='r4'/>"
            "</w:drawing></w:r>")
      P("", R("", "说") "<w:r><w:footnoteReference w:id='2'/></w:r>")
      "</w:body></w:document>",
      "word/_rels/document2.xml.rels",
      "<Relationships><Relationship Id='r4' Target='media/../../图 1.png'/>"
      "</Relationships>",
      "word/footnotes.xml",
      "<w:footnotes " NS "><w:footnote w:id='2'>" P("", R("", " 注"))
      "</w:footnote></w:footnotes>",
      "word/media/../../图 1.png", "\x89PNG", NULL};
  pack("a.docx", parts);
  holds(state, "a.docx",
        "P 文\nP 框\nI 会场 图1.png\nP 说〔1〕\nP 〔1〕注\n");
  struct raw *raw = load(state, "a.docx");
  assert_int_equal(raw->items[2].length, 4);
}

static void word_art_is_text_and_heads_of_pages_are_told(void **state)
{
  const char *const parts[] = {
      "word/document.xml",
      DOCUMENT "<w:body>" P("", "<w:r><w:pict><v:shape><v:textpath string="
                                "'艺术字'/></v:shape></w:pict></w:r>")
          "</w:body></w:document>",
      "word/header2.xml", "<w:hdr " NS ">" P("", R("", "街道文件")) "</w:hdr>",
      "word/footer1.xml", "<w:ftr " NS ">" P("", R("", "- 1 -")) "</w:ftr>",
      "word/comments.xml",
      "<w:comments " NS "><w:comment>" P("", R("", "核对人名"))
      "</w:comment></w:comments>",
      NULL};
  pack("a.docx", parts);
  struct capture c = capture_begin();
  holds(state, "a.docx", "P 艺术字\n");
  char *said = capture_end(&c);
  assert_says(said, "pages is left out: “街道文件”");
  assert_says(said, "remarks beside the text are left out: “核对人名”");
  assert_null(strstr(said, "- 1 -"));
  free(said);
}

static void hostile_word_files_are_refused(void **state)
{
  word("<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
       "<d>&b;</d>");
  refuses(state, "a.docx", "no text can be read");
  word("not XML");
  refuses(state, "a.docx", "no good XML");
  struct buf b = BUF_INIT;
  buf_puts(&b, DOCUMENT "<w:body>");
  for (int i = 0; i < 100; i++)
    buf_puts(&b, "<w:sdt>");
  buf_puts(&b, P("", R("", "深")));
  for (int i = 0; i < 100; i++)
    buf_puts(&b, "</w:sdt>");
  buf_puts(&b, P("", R("", "浅")) "</w:body></w:document>");
  word(b.s);
  struct capture c = capture_begin();
  holds(state, "a.docx", "P 浅\n");
  char *said = capture_end(&c);
  assert_says(said, "a part is left out");
  free(said);
  buf_free(&b);
}

static void a_page_of_the_web_gives_its_paragraphs(void **state)
{
  folder_put(
      "a.html",
      "\n<!DOCTYPE html><html><head><meta charset='gb2312'><title>t</title>"
      "</head><body><div id='js_content' style='visibility:hidden'>"
      "<h2>大<br>标题</h2><section style='text-align: center'><p><strong>粗"
      "</strong></p></section><p>一段\n 话<br>二段</p><span style='display:none"
      "'>藏</span><img data-src='https://x.cn/a/b.png?x=1' alt='图'><table><tr>"
      "<td colspan=2>宽<td>乙</tr><tr><td>1<td>2<td>3</table><table><tr><td>"
      "<p>框</p></table><ul><li>点</ul><script>var a='坏';</script></div>");
  holds(state, "a.html",
        "Ph2b 大 标题\nPbc 粗\nP 一段 话\nP 二段\nI 图 b.png\nT \n"
        "|宽||乙|\n|1|2|3|\nP 框\nPl1.0 点\n");
}

/* A pdftotext of our own: what it prints is known. */
static void fake_pdftotext(const char *script)
{
  folder_put("bin/pdftotext", script);
  assert_int_equal(chmod("bin/pdftotext", 0755), 0);
}

static void boxes_of_a_pdf_become_lines_with_size_and_indent(void **state)
{
  char *path = mem_copy(getenv("PATH")), *with = mem_printf("bin:%s", path);
  fake_pdftotext(
      "#!/bin/sh\ncat <<'END'\n<page width=\"9\">\n"
#define WORD(x, y, x2, y2, s)                                                  \
  "<word xMin=\"" #x "\" yMin=\"" #y "\" xMax=\"" #x2 "\" yMax=\"" #y2 "\">" s \
  "</word>\n"
      WORD(10, 10, 60, 30, "大题") WORD(80, 10, 120, 30, "分句")
      WORD(30, 50, 60, 60, "缩进一") WORD(10, 64, 50, 74, "续行（")
      WORD(45, 64, 60, 74, "叠") WORD(30, 78, 60, 88, "又一段")
      WORD(70, 50, 99, 60, "co\u00ADop\u00AD") WORD(70, 64, 99, 74, "era A&amp;B")
      "<page>\n" WORD(1, 1, 9, 9, "ﬁ⽇") "END\n");
  setenv("PATH", with, 1);
  folder_put("a.pdf", "%PDF-1.4 ");
  holds(state, "a.pdf",
        "L 大题 分句\nL \nL 　　缩进一\nL 续行（叠\nL 　　又一段\n"
        "L coopera\nL A&B\nB \nL fi日\n");
  fake_pdftotext("#!/bin/sh\nexit 1\n");
  refuses(state, "a.pdf", "damaged or has a password");
  fake_pdftotext("#!/bin/sh\necho '<page>'\n");
  refuses(state, "a.pdf", "its pages are pictures");
  setenv("PATH", "nowhere", 1);
  refuses(state, "a.pdf", "poppler-utils");
  setenv("PATH", path, 1);
  free(path);
  free(with);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(lines_end_in_every_way_and_pages_at_form_feeds),
      TEST(what_is_no_text_is_refused_with_what_to_do),
      TEST(word_keeps_insertions_and_results_not_what_is_hidden),
      TEST(word_styles_and_numbers_are_resolved),
      TEST(word_tables_keep_their_columns),
      TEST(word_boxes_come_once_and_pictures_with_their_words),
      TEST(word_art_is_text_and_heads_of_pages_are_told),
      TEST(hostile_word_files_are_refused),
      TEST(a_page_of_the_web_gives_its_paragraphs),
      TEST(boxes_of_a_pdf_become_lines_with_size_and_indent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
