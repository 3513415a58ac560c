/* Markdown from nowhere: no crash, no leak, the tree well formed, every
 * place inside the text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "tree/mark.h"
#include "tree/node.h"
#include "web/body.h"

static void check(const xmlNode *n, int lines)
{
  for (const xmlNode *c = n->children; c; c = c->next) {
    struct place at = {NULL, 0, 0};
    if (c->type == XML_TEXT_NODE) {
      const char *s = (const char *)c->content;
      size_t len = strlen(s);
      if (utf8_check(s, len) < len || strstr(s, "\xEE\x80\x80"))
        abort();
      continue;
    }
    const char *p = node_attr(c, "at");
    if (!p || sscanf(p, "%d:%d", &at.line, &at.col) != 2 || at.line < 1 ||
        at.col < 1 || at.line > lines)
      abort();
    check(c, lines);
  }
}

static int count_lines(const uint8_t *s, size_t n)
{
  int lines = 1;
  for (size_t i = 0; i < n; i++)
    lines += s[i] == '\n' || s[i] == '\r';
  return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
  static FILE *null;
  if (!null)
    null = freopen("/dev/null", "w", stderr);
  struct buf out = BUF_INIT;
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *body = node_new(NULL, "body", 1, 1);
  xmlDocSetRootElement(doc, body);
  mark_parse(body, (const char *)s, n, "fuzz.md", 1);
  check(body, count_lines(s, n));
  body_html(&out, body, &(struct body_options){0});
  free(mark_html((const char *)s, n, n & 1));
  buf_free(&out);
  xmlFreeDoc(doc);
  diag_reset();
  return 0;
}
