/* For tests of the layout: a small theme in the working folder, issues made
 * from Markdown, seeded random numbers. */
#ifndef TESTS_PRESS_H
#define TESTS_PRESS_H

#include "folder.h"

#include <libxml/tree.h>

#include "asset/font.h"
#include "page/make.h"
#include "page/style.h"
#include "tree/complete.h"
#include "tree/mark.h"
#include "tree/node.h"

/* Labels and heads of tables have inks of their own, so that a test can leave
 * out what the layout adds or repeats. */
#define LABEL_INK 0x010203
#define HEAD_INK  0x040506

static const char press_tokens[] =
    ":root { --song: \"Noto Serif CJK SC\"; --hei: \"Noto Sans CJK SC\"; }\n";

/* Width and height in mm, columns. */
static const char press_page[] =
    "@page { size: %dmm %dmm; margin: 12pt 8.5pt; }\n"
    ":root { font: 400 9pt/13.5pt var(--song); columns: %d;"
    " column-gap: 1em; text-align: justify; }\n";

static const char press_css[] =
    "nameplate { height: 3rlh; }\n"
    "folio { height: 2rlh; }\n"
    "imprint { height: 1rlh; }\n"
    "nameplate > div { -cb-box: 1 1 2 2; text-align: start; }\n"
    "folio > div { -cb-box: 1 1 1 1; text-align: start; }\n"
    "imprint > div { -cb-box: 1 1 2 1; text-align: start; }\n"
    "rule[class=column] { border-left: 0.25pt solid #000; }\n"
    "rule[class=band] { border-top: 0.5pt solid #000; }\n"
    "kicker, deck { font: 400 9pt/1rlh var(--song); text-align: start; }\n"
    "headline { font: 700 14pt/1.3 var(--song); text-align: start;"
    " -cb-sizes: 14pt 12pt 10.5pt; -cb-forms: over over-5 over-4 over-3"
    " over-2 over-1 side-2 side-1 vertical boxed; }\n"
    "headline[class=boxed] { border: 0.4pt solid #000; padding: 3pt 6pt; }\n"
    "section { font: 700 9pt/1rlh var(--hei); text-align: start; }\n"
    "jump { font: 700 8pt/1rlh var(--hei); text-align: end; }\n"
    "continuation { font: 700 9pt/1rlh var(--song); text-align: start; }\n"
    "p { text-indent: 2em; }\n"
    "byline { text-align: center; }\n"
    "signoff { text-align: end; }\n"
    "subhead { font: 700 9pt/1rlh var(--hei); text-align: start;"
    " margin-top: 1rlh; }\n"
    "item { padding-left: 1.2em; }\n"
    "item p { text-indent: 0; }\n"
    "label { color: #010203; text-align: start; }\n"
    "quote { padding-left: 1em; padding-right: 1em; }\n"
    "pullquote { font: 400 12pt/2rlh var(--song); text-align: start;"
    " margin-top: 1rlh; margin-bottom: 1rlh; }\n"
    "strong { font-weight: 700; }\n"
    "emph { text-emphasis: dot; }\n"
    "codeblock { font-family: var(--hei); text-align: start; }\n"
    "caption { font: 400 8pt/1rlh var(--song); text-align: start; }\n"
    "table { border-top: 0.75pt solid #000; }\n"
    "cell { font-size: 8pt; text-align: start; }\n"
    "row[head] > cell { color: #040506; }\n"
    "box { border: 0.4pt solid #000; padding: 0.5rlh 0.5em; }\n"
    "title { font: 700 9pt/1rlh var(--hei); text-align: start; }\n"
    "term { font: 700 9pt/1rlh var(--hei); }\n";

#define PRESS_HTML(name, text)                                                 \
  "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/>"                     \
  "<title>x</title></head>\n<body><" name "><div><p>" text "</p></div></" name \
  ">\n</body></html>\n"

/* The theme into the working folder: pages of W × H mm, COLUMNS columns. */
static inline void press_theme(int w, int h, int columns)
{
  char *page = mem_printf(press_page, w, h, columns);
  char *css = mem_printf("%s%s", page, press_css);
  folder_put("tokens.css", press_tokens);
  folder_put("print.css", css);
  folder_put("print/nameplate.html", PRESS_HTML("nameplate", "小报"));
  folder_put("print/folio.html", PRESS_HTML("folio", "版"));
  folder_put("print/imprint.html", PRESS_HTML("imprint", "样刊"));
  free(css);
  free(page);
}

/* An issue with PAGES named pages and no story. */
static inline xmlDoc *press_issue(int pages)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *issue = node_new(NULL, "issue", 1, 1);
  xmlDocSetRootElement(doc, issue);
  node_set(issue, "id", "p/2018-12-15");
  node_set(issue, "paper", "p");
  node_set(issue, "date", "2018-12-15");
  node_set(issue, "lang", "zh-CN");
  node_set(issue, "src", "issue.yaml");
  node_text_add(node_new(node_new(issue, "paper", 1, 1), "title", 1, 1),
                "小报", 6);
  for (int i = 1; i <= pages; i++) {
    xmlNode *page = node_new(issue, "page", 1, 1);
    node_set_int(page, "number", i);
    node_set(page, "name", "要闻");
  }
  return doc;
}

/* A story ("article" or "filler") with a headline and a Markdown body. */
static inline xmlNode *press_story(xmlDoc *doc, const char *kind,
                                   const char *id, const char *headline,
                                   const char *body)
{
  xmlNode *a = node_new(xmlDocGetRootElement(doc), kind, 1, 1);
  char *src = mem_printf("%s.md", id);
  node_set(a, "id", id);
  node_set(a, "src", src);
  node_text_add(node_new(a, "headline", 1, 1), headline, strlen(headline));
  mark_parse(node_new(a, "body", 1, 1), body, strlen(body), src, 1);
  free(src);
  return a;
}

/* --- random numbers -------------------------------------------------------- */

/* From 0 to N - 1 (xorshift64*). */
static inline int dice(uint64_t *seed, int n)
{
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return (int)((*seed * 0x2545F4914F6CDD1Du >> 33) % (uint64_t)n);
}

/* N characters of running text, one paragraph. */
static inline void put_prose(struct buf *b, uint64_t *seed, int n)
{
  static const char han[] = "社区居民服务中心党建引领自治共治家门口街道"
                            "垃圾分类新时尚老人健康文化活动志愿者一二三";
  static const char *const marks[] = {"，", "。", "、", "；", "：“", "”，",
                                      "（", "）", "《", "》", "——", "……"};
  for (int i = 0; i < n; i++) {
    int kind = dice(seed, 40);
    if (i && kind < 4)
      buf_puts(b, marks[dice(seed, 12)]);
    else if (kind == 5)
      buf_printf(b, "%d", dice(seed, 3000));
    else if (kind == 6)
      buf_puts(b, dice(seed, 2) ? "APP" : " Wi-Fi ");
    else
      buf_put(b, han + 3 * dice(seed, (int)(sizeof han - 1) / 3), 3);
  }
}

#endif
