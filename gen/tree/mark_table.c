/* Pipe tables: their lines are found before parsing and stand as tokens in
 * what the parser reads, so that it decides what is code or in a list. */
#include "tree/mark_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tree/node.h"
#include "tree/table.h"

static bool row_at(const struct mark *m, size_t i)
{
  size_t n = 0;
  if (i >= m->src->lines || m->kind[i])
    return false;
  const char *s = source_text(m->src, i, &n);
  return table_is_row(s, n);
}

/* Columns of a table whose rule is line I, 0 when there is none. */
static size_t columns(const struct mark *m, size_t i, char *align)
{
  struct table_cell v[TABLE_COLUMNS];
  size_t n = 0;
  const char *s = source_text(m->src, i, &n);
  size_t count = table_rule(s, n, align);
  if (!count || !row_at(m, i - 1))
    return 0;
  s = source_text(m->src, i - 1, &n);
  return table_cells(s, n, v) == count ? count : 0;
}

static void complain(struct mark *m, size_t i, const char *message, int limit)
{
  diag(LEVEL_ERROR, source_raw(m->src, i, 0), message, limit);
  m->errors++;
}

void mark_find_tables(struct mark *m, char *kind)
{
  char align[TABLE_COLUMNS];
  for (size_t i = 1; i < m->src->lines; i++) {
    size_t count = kind[i] ? 0 : columns(m, i, align), end = i + 1;
    if (!count)
      continue;
    if (count > TABLE_COLUMNS) {
      complain(m, i, _("a table may have %d columns, divide it"),
               TABLE_COLUMNS);
      continue;
    }
    while (row_at(m, end))
      end++;
    if (end - i > TABLE_ROWS)
      complain(m, i, _("a table may have %d rows, divide it"), TABLE_ROWS);
    memset(kind + i - 1, '|', end - i + 1);
    kind[i - 1] = 'T';
    i = end;
  }
}

static const char *align_name(char c)
{
  return c == 'c' ? "center" : c == 'r' ? "right" : "left";
}

static xmlNode *cell(struct mark *m, xmlNode *row, size_t i, size_t byte)
{
  struct place at = source_raw(m->src, i, byte);
  return node_new(row, "cell", at.line, at.col);
}

/* What the second line of a table says of its columns. */
struct columns {
  size_t count;
  const char *align; /* one letter each */
};

/* The row on line I; no row when HEAD and all cells are empty. */
static void add_row(struct mark *m, xmlNode *table, size_t i, bool head,
                    const struct columns *columns)
{
  size_t count = columns->count;
  struct table_cell v[TABLE_COLUMNS];
  size_t n = 0, any = 0;
  const char *s = source_text(m->src, i, &n);
  size_t has = table_cells(s, n, v);
  for (size_t k = 0; k < has && k < count; k++)
    any += v[k].n;
  if (head && !any)
    return;
  m->parts += (int)count;
  if (m->parts >= MARK_PARTS)
    complain(m, i, _("more than %d lines and marks, divide the article"),
             MARK_PARTS);
  struct place at = source_raw(m->src, i, table_indent(s, n));
  xmlNode *row = node_new(table, "row", at.line, at.col);
  if (head)
    node_set(row, "head", "yes");
  for (size_t k = 0; k < count && m->parts < MARK_PARTS; k++) {
    xmlNode *c = cell(m, row, i, k < has ? v[k].at : n);
    node_set(c, "align", align_name(columns->align[k]));
    if (k < has)
      mark_span(m, c, i, v[k].at, v[k].n);
  }
  if (has > count) {
    diag(LEVEL_ERROR, source_raw(m->src, i, v[0].at),
         _("the row has %zu cells, the table %zu columns, mend one"), has,
         count);
    m->errors++;
  }
}

static bool is_numeral(uint32_t r)
{
  static const uint32_t han[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                 0x4E03, 0x516B, 0x4E5D, 0x5341, '-'};
  for (size_t i = 0; i < sizeof han / sizeof *han; i++)
    if (r == han[i])
      return true;
  return r >= '0' && r <= '9';
}

/* Bytes of `表：` or `表3：` at the start of S, 0: it is no caption. */
static size_t caption_mark(const char *s, bool *numbered)
{
  const char *p = s, *end = s + strlen(s);
  if (utf8_next(&p, end) != 0x8868) /* 表 */
    return 0;
  uint32_t r = utf8_next(&p, end);
  for (*numbered = false; is_numeral(r); *numbered = true)
    r = utf8_next(&p, end);
  return r == 0xFF1A || r == ':' ? (size_t)(p - s) : 0;
}

/* Turns the paragraph right before TABLE into its caption; a numbered mark
 * (表3：) stays in it. */
static void caption(xmlNode *table)
{
  xmlNode *p = table->prev, *t = node_is(p, "p") ? p->children : NULL;
  bool numbered = false;
  if (!t || t->type != XML_TEXT_NODE)
    return;
  size_t n = caption_mark((const char *)t->content, &numbered);
  if (!n)
    return;
  char *rest = strdup((const char *)t->content + (numbered ? 0 : n));
  xmlUnlinkNode(p);
  xmlNodeSetName(p, BAD_CAST "caption");
  xmlNodeSetContent(t, NULL);
  xmlNodeAddContent(t, BAD_CAST rest);
  xmlAddChild(table, p);
  free(rest);
}

void mark_table(struct mark *m, xmlNode *parent, size_t i, size_t end)
{
  char align[TABLE_COLUMNS];
  size_t n = 0;
  const char *s = source_text(m->src, i + 1, &n);
  size_t count = table_rule(s, n, align);
  s = source_text(m->src, i, &n);
  struct place at = source_raw(m->src, i, table_indent(s, n));
  xmlNode *table = node_new(parent, "table", at.line, at.col);
  caption(table);
  const struct columns columns = {count, align};
  add_row(m, table, i, true, &columns);
  for (size_t k = i + 2; k < end && m->parts < MARK_PARTS; k++)
    add_row(m, table, k, false, &columns);
}
