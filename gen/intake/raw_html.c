/* A web page as browsers save it, among them texts of WeChat: its paragraphs,
 * headings, lists, tables and the names of its pictures. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <libxml/HTMLparser.h>

#include "base/diag.h"
#include "base/mem.h"
#include "intake/raw_in.h"
#include "tree/node.h"

enum { DEPTH = 200, COLUMNS = 64, CELLS = 100000, SIZE = 16 * 1024 * 1024 };

/* What is known of the paragraph that grows. */
struct page {
  struct arena *arena;
  struct raw *raw;
  struct buf text;
  struct raw_item look; /* of the paragraph: heading, list, align, size */
  bool all_bold, deep;
  int paragraphs;
  size_t cells;
  struct buf cell; /* text of the table's cell that is read */
  bool in_cell;
};

/* What an element passes on to its children. */
struct look {
  struct raw_item item;
  bool bold;
};

static bool is_one(const char *name, const char *list)
{
  size_t n = strlen(name);
  for (const char *s = list; *s; s += *s == ' ') {
    size_t len = strcspn(s, " ");
    if (len == n && !strncasecmp(s, name, n))
      return true;
    s += len;
  }
  return false;
}

static void flush(struct page *p)
{
  while (p->text.n && p->text.s[p->text.n - 1] == ' ')
    p->text.s[--p->text.n] = '\0';
  if (!p->text.n)
    return;
  char *text = raw_clean(p->arena, p->raw, p->text.s, p->text.n);
  buf_clear(&p->text);
  if (p->in_cell) {
    if (p->cell.n)
      buf_putc(&p->cell, ' ');
    buf_puts(&p->cell, text);
    return;
  }
  struct raw_item *item = raw_add(p->arena, p->raw, RAW_PARA, NULL);
  *item = p->look;
  item->kind = RAW_PARA;
  item->text = text;
  item->bold = p->all_bold;
  item->line = ++p->paragraphs;
}

/* Text with its white space as a browser shows it. */
static void put_text(struct page *p, const char *s, const struct look *look)
{
  for (; *s; s++) {
    bool white = strchr(" \t\r\n\f", *s) != NULL;
    if (white && (!p->text.n || p->text.s[p->text.n - 1] == ' '))
      continue;
    if (!p->text.n) {
      p->look = look->item;
      p->all_bold = true;
    }
    if (!white)
      p->all_bold = p->all_bold && look->bold;
    buf_putc(&p->text, (char)(white ? ' ' : *s));
  }
}

/* The value of PROPERTY in a style attribute; NULL: none. */
static const char *styled(const xmlNode *n, const char *property)
{
  const char *s = node_attr(n, "style");
  size_t len = strlen(property);
  while (s && *s) {
    s += strspn(s, "; \t\r\n");
    if (!strncasecmp(s, property, len)) {
      const char *at = s + len + strspn(s + len, " ");
      if (*at == ':')
        return at + 1 + strspn(at + 1, " ");
    }
    s = strchr(s, ';');
  }
  return NULL;
}

/* Type size in half-points: 16px is 12pt. */
static int read_size(const char *s)
{
  char *end;
  double v = s ? strtod(s, &end) : 0;
  if (!s || !(v > 0 && v < 1000))
    return 0;
  if (!strncasecmp(end, "px", 2))
    return (int)(v * 1.5 + 0.5);
  return !strncasecmp(end, "pt", 2) ? (int)(v * 2 + 0.5) : 0;
}

static void read_look(struct look *look, const xmlNode *n, const char *name)
{
  const char *align = styled(n, "text-align");
  const char *weight = styled(n, "font-weight");
  int size = read_size(styled(n, "font-size"));
  align = align ? align : node_attr(n, "align");
  if (align && !strncasecmp(align, "center", 6))
    look->item.align = RAW_CENTRE;
  else if (align && !strncasecmp(align, "right", 5))
    look->item.align = RAW_RIGHT;
  else if (align)
    look->item.align = RAW_LEFT;
  if (weight)
    look->bold =
        !strncasecmp(weight, "bold", 4) || strtol(weight, NULL, 10) > 500;
  if (size)
    look->item.size = size;
  if (is_one(name, "b strong th"))
    look->bold = true;
  if (strlen(name) == 2 && is_one(name, "h1 h2 h3 h4 h5 h6")) {
    look->item.heading = name[1] - '0';
    look->bold = true;
  }
  if (is_one(name, "ul ol")) {
    look->item.depth = look->item.list ? look->item.depth + 1 : 0;
    look->item.list = is_one(name, "ul") ? 1 : 2;
  }
}

static void add_picture(struct page *p, const xmlNode *n)
{
  const char *src = node_attr(n, "data-src"), *alt = node_attr(n, "alt");
  src = src ? src : node_attr(n, "src");
  if (!src || !strncasecmp(src, "data:", 5))
    src = "";
  flush(p);
  char *path = arena_copy_n(p->arena, src, strcspn(src, "?#"));
  struct raw_item *item = raw_add(p->arena, p->raw, RAW_PICTURE, NULL);
  item->text = alt ? raw_clean(p->arena, p->raw, alt, strlen(alt)) : item->text;
  item->name = raw_name(p->arena, path);
  item->line = p->paragraphs;
}

static void walk(struct page *p, const xmlNode *parent, struct look look,
                 int depth);

static bool is_hidden(const xmlNode *n, const char *name)
{
  const char *display = styled(n, "display");
  return is_one(name, "script style noscript template head title textarea "
                      "select button iframe svg object") ||
         (display && !strncasecmp(display, "none", 4));
}

/* One cell, and empty ones for the columns that it spans. */
static int add_cell(struct page *p, char **cells, int n, const xmlNode *td)
{
  const char *span = node_attr(td, "colspan");
  int wide = span ? (int)strtol(span, NULL, 10) : 1;
  buf_clear(&p->cell);
  buf_puts(&p->cell, "");
  p->in_cell = true;
  walk(p, td, (struct look){0}, 1);
  flush(p);
  p->in_cell = false;
  cells[n++] = arena_copy_n(p->arena, p->cell.s, p->cell.n);
  for (; wide > 1 && n < COLUMNS; wide--)
    cells[n++] = "";
  return n;
}

static char **read_row(struct page *p, const xmlNode *tr)
{
  char *cells[COLUMNS + 1] = {0};
  int n = 0;
  for (const xmlNode *c = node_first(tr, NULL); c; c = node_next(c, NULL))
    if (is_one((const char *)c->name, "td th") && n < COLUMNS)
      n = add_cell(p, cells, n, c);
  p->cells += (size_t)n;
  char **row = arena_array(p->arena, (size_t)n + 1, sizeof *row);
  memcpy(row, cells, (size_t)n * sizeof *row);
  return row;
}

/* The next row of TABLE after N, not one of a table within. */
static const xmlNode *next_row(const xmlNode *table, const xmlNode *n)
{
  for (const xmlNode *x = n; x;) {
    x = node_walk(x, table);
    if (!x || !node_is(x, "tr"))
      continue;
    const xmlNode *up = x->parent;
    while (up && up != table && !node_is(up, "table"))
      up = up->parent;
    if (up == table)
      return x;
  }
  return NULL;
}

/* Tables that only lay out a page have one column: their cells are text. */
static bool is_frame(const xmlNode *table)
{
  for (const xmlNode *r = table; (r = next_row(table, r));) {
    const xmlNode *c = node_first(r, NULL);
    if (c && node_next(c, NULL))
      return false;
  }
  return true;
}

static void add_table(struct page *p, const xmlNode *table)
{
  size_t n = 0;
  for (const xmlNode *r = table; (r = next_row(table, r));)
    n++;
  char ***rows = arena_array(p->arena, n + 1, sizeof *rows);
  n = 0;
  flush(p);
  for (const xmlNode *r = table; (r = next_row(table, r));)
    if (p->cells < CELLS)
      rows[n++] = read_row(p, r);
  if (p->cells >= CELLS)
    p->deep = true;
  struct raw_item *item = raw_add(p->arena, p->raw, RAW_TABLE, NULL);
  item->cells = rows;
  item->line = ++p->paragraphs;
}

static void element(struct page *p, const xmlNode *n, struct look look,
                    int depth)
{
  const char *name = (const char *)n->name;
  if (is_hidden(n, name))
    return;
  if (is_one(name, "br")) {
    if (look.item.heading)
      put_text(p, " ", &look);
    else
      flush(p);
  } else if (is_one(name, "img")) {
    add_picture(p, n);
  } else if (is_one(name, "table") && !p->in_cell && !is_frame(n)) {
    add_table(p, n);
  } else {
    bool block = is_one(name,
                        "p div section article header footer main nav aside "
                        "h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre "
                        "figure figcaption table tr td th hr form address");
    read_look(&look, n, name);
    if (block)
      flush(p);
    walk(p, n, look, depth + 1);
    if (block)
      flush(p);
  }
}

static void walk(struct page *p, const xmlNode *parent, struct look look,
                 int depth)
{
  if (depth > DEPTH) {
    p->deep = true;
    return;
  }
  for (const xmlNode *n = parent->children; n; n = n->next)
    if (n->type == XML_ELEMENT_NODE)
      element(p, n, look, depth);
    else if (n->type == XML_TEXT_NODE && n->content)
      put_text(p, (const char *)n->content, &look);
}

bool raw_html(struct arena *arena, struct raw *raw, const char *s, size_t n)
{
  struct buf b = BUF_INIT;
  struct page p = {.arena = arena, .raw = raw};
  if (n > SIZE)
    return raw_refuse(raw, _("a web page of more than 16 MB; paste its text "
                             "into a file and import that"));
  if (!raw_decode(raw, &b, s, n))
    return false;
  int how = HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
            HTML_PARSE_RECOVER;
  htmlDocPtr doc = htmlReadMemory(b.s, (int)b.n, NULL, "UTF-8", how);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  if (root)
    walk(&p, root, (struct look){0}, 0);
  flush(&p);
  if (p.deep)
    diag(LEVEL_WARN, place_file(raw->path),
         _("too deep or too large, a part is left out; compare it with the "
           "page, or paste its text"));
  xmlFreeDoc(doc);
  buf_free(&p.text);
  buf_free(&p.cell);
  buf_free(&b);
  return root || raw_refuse(raw, _("cannot be read as a web page; paste its "
                                   "text into a file and import that"));
}
