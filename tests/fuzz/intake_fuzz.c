/* Manuscripts of any kind: no crash, no Han character lost, and what is
 * written reads back without an error of its own making. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/intake.h"
#include "intake/raw.h"
#include "intake/report.h"
#include "intake/write.h"
#include "tree/front.h"
#include "tree/mark.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A line that begins with one of these is what Word would tell of it. */
static void add(struct arena *arena, struct raw *raw, char *s, int line)
{
  struct raw_item *item;
  if (*s == '@') {
    item = raw_add(arena, raw, RAW_PARA, s + 1);
    item->heading = s[1] >= '1' && s[1] <= '4' ? s[1] - '0' : 0;
    item->list = s[1] == '-' ? 1 : 0;
  } else if (*s == '!') {
    item = raw_add(arena, raw, RAW_PICTURE, s + 1);
  } else if (*s == '^') {
    item = raw_add(arena, raw, RAW_BREAK, "");
  } else {
    item = raw_add(arena, raw, RAW_LINE, s);
  }
  item->line = line;
}

static struct raw *read(struct arena *arena, const uint8_t *data, size_t size)
{
  struct raw *raw = arena_get(arena, sizeof *raw);
  struct buf b = BUF_INIT;
  const char *p = (const char *)data, *end = p + size;
  int line = 1;
  raw->path = "fuzz.txt";
  raw->charset = "UTF-8";
  while (p < end) {
    uint32_t r = utf8_next(&p, end);
    if (r != '\n' && r >= ' ') {
      buf_rune(&b, r);
      continue;
    }
    buf_puts(&b, "");
    if (r == '\n')
      add(arena, raw, b.s, line++);
    b.n = r == '\n' ? 0 : b.n;
  }
  buf_puts(&b, "");
  add(arena, raw, b.s, line);
  buf_free(&b);
  return raw;
}

static void reads_back(const struct write_story *s)
{
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *body = xmlNewDocNode(doc, NULL, BAD_CAST "body", NULL);
  xmlDocSetRootElement(doc, body);
  struct front f = front_split(s->text.s, s->text.n);
  if (!f.closed || !mark_parse(body, s->text.s + f.body, s->text.n - f.body,
                               "fuzz.md", f.body_line))
    abort();
  xmlFreeDoc(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size > 1 << 16)
    return 0;
  struct copy *c = copy_new();
  struct buf b = BUF_INIT;
  diag_hush(true);
  copy_add(c, read(c->arena, data, size));
  intake_judge(c);
  struct write_plan *p = write_plan_numbered(c);
  if (report_missing(c, p))
    abort();
  report_summary(&b, c, p, 80, false);
  report_compare(&b, c, 80);
  for (size_t i = 0; i < p->n; i++)
    reads_back(&p->v[i]);
  buf_free(&b);
  write_plan_free(p);
  copy_free(c);
  diag_hush(false);
  return 0;
}
