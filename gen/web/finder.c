#include "web/finder.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/finder_in.h"

enum {
  RECORD_BYTES = 10000, /* a file of records is closed above */
  PART_UNITS = 4 << 20, /* a part of pairs: 32 MB to sort */
  MOST_PARTS = 8        /* no more than there are files at least */
};

/* ---- records ---- */

/* True when story I begins a file; BYTES are in the one before. */
static bool begins(const struct finder *f, size_t i, size_t *bytes)
{
  bool first = i == 0 || *bytes >= RECORD_BYTES;
  *bytes = (first ? 0 : *bytes) + f->story[i].record_n;
  return first;
}

void finder_record_firsts(const struct finder *f, struct buf *b)
{
  size_t bytes = 0, last = 0;
  for (size_t i = 0; i < f->n; i++)
    if (begins(f, i, &bytes)) {
      finder_number(b, (uint32_t)(i - last));
      last = i;
    }
}

bool finder_records(const struct finder *f, const char *dir)
{
  struct buf b = BUF_INIT;
  size_t bytes = 0;
  uint32_t file = 0;
  bool ok = true;
  for (size_t i = 0; i < f->n; i++) {
    if (begins(f, i, &bytes) && i) {
      buf_puts(&b, "]");
      ok = finder_file(dir, 'd', file++, &b) && ok;
      buf_clear(&b);
    }
    buf_puts(&b, b.n ? ",\n" : "[");
    buf_put(&b, f->story[i].record, f->story[i].record_n);
  }
  if (b.n) {
    buf_puts(&b, "]");
    ok = finder_file(dir, 'd', file, &b) && ok;
  }
  buf_free(&b);
  return ok;
}

/* ---- index.js ---- */

static void put_string(struct buf *b, const char *s)
{
  finder_string(b, s, strlen(s));
}

static void put_papers(struct buf *b, const xmlNode *site)
{
  const char *gap = "";
  for (const xmlNode *p = node_first(site, "paper"); p;
       p = node_next(p, "paper")) {
    char *title = node_child_text(p, "title");
    buf_puts(b, gap);
    buf_putc(b, '[');
    put_string(b, node_attr(p, "id"));
    buf_putc(b, ',');
    put_string(b, title ? title : "");
    buf_putc(b, ']');
    gap = ",";
    free(title);
  }
}

static int paper_of(const xmlNode *site, const struct finder_issue *i)
{
  int n = 0;
  for (const xmlNode *p = node_first(site, "paper"); p;
       p = node_next(p, "paper"), n++) {
    const char *id = node_attr(p, "id");
    if (strlen(id) == i->paper_n && !memcmp(id, i->paper, i->paper_n))
      return n;
  }
  return 0;
}

static void put_issues(struct buf *b, const struct finder *f,
                       const xmlNode *site)
{
  for (size_t i = 0; i < f->issues; i++) {
    const struct finder_issue *issue = &f->issue[i];
    buf_printf(b, "%s[%d,", i ? "," : "", paper_of(site, issue));
    finder_string(b, issue->date, issue->date_n);
    buf_printf(b, ",%u]", issue->stories);
  }
}

static void put_sections(struct buf *b, const struct finder *f)
{
  for (size_t i = 0; i < f->sections; i++) {
    if (i)
      buf_putc(b, ',');
    put_string(b, f->section[i]);
  }
}

static bool write_index(const struct finder *f, const xmlNode *site,
                        const char *dir)
{
  struct buf b = BUF_INIT;
  char *path = file_join(dir, "index.js");
  buf_printf(&b, "chenbao_found(\"index\",{\"grams\":%d,\"singles\":%d,\n",
             finder_gram_bits(f), finder_single_bits(f));
  buf_puts(&b, "\"papers\":[");
  put_papers(&b, site);
  buf_puts(&b, "],\n\"sections\":[");
  put_sections(&b, f);
  buf_puts(&b, "],\n\"issues\":[");
  put_issues(&b, f, site);
  buf_puts(&b, "],\n\"section\":\"");
  for (size_t i = 0; i < f->n; i++)
    finder_number(&b, f->story[i].section);
  buf_puts(&b, "\",\n\"records\":\"");
  finder_record_firsts(f, &b);
  buf_puts(&b, "\"});\n");
  bool ok = file_put(path, b.s, b.n);
  buf_free(&b);
  free(path);
  return ok;
}

/* ---- parts ---- */

static size_t gram_parts(const struct finder *f)
{
  size_t parts = 1;
  while (parts < MOST_PARTS && f->units / parts > PART_UNITS)
    parts *= 2;
  return parts;
}

/* The pairs; the characters; the records and the index. */
size_t finder_parts(const struct finder *f)
{
  return gram_parts(f) + 2;
}

bool finder_write(const struct finder *f, size_t i, const xmlNode *site,
                  const char *dir)
{
  size_t grams = gram_parts(f);
  if (i < grams)
    return finder_grams(f, i, grams, dir);
  if (i == grams)
    return finder_singles(f, dir);
  return finder_records(f, dir) && write_index(f, site, dir);
}
