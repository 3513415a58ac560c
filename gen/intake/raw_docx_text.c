/* A paragraph of Word: its runs as one text, with what most of it looks
 * like. Kept are insertions, results of fields, the first of two forms of
 * one drawing; not kept are deletions, hidden text, instructions of fields. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "intake/docx_in.h"
#include "intake/raw_in.h"
#include "tree/node.h"

struct para {
  struct docx *d;
  struct docx_look look; /* of the paragraph */
  struct buf text;
  bool all_bold, page_break;
  int size, votes; /* the size that most characters have */
  int list;
  const xmlNode **drawn; /* pictures and text boxes, for after the text */
  size_t ndrawn, cap;
};

static void put(struct para *p, const struct docx_look *run, const char *s,
                size_t n)
{
  if (!p->text.n)
    p->all_bold = true;
  if (s[0] != ' ' || n > 1)
    p->all_bold = p->all_bold && run->bold == 1;
  /* Who has the majority keeps a vote at the end. */
  int weight = n > 10000 ? 10000 : (int)n;
  if (run->size == p->size)
    p->votes += weight;
  else if (p->votes >= weight)
    p->votes -= weight;
  else {
    p->size = run->size;
    p->votes = weight - p->votes;
  }
  buf_put(&p->text, s, n);
}

/* Into the table's cell: paragraphs stand apart by a space. */
static void flush_cell(struct para *p, const char *text)
{
  struct buf *cell = p->d->cell;
  if (cell->n && *text)
    buf_putc(cell, ' ');
  buf_puts(cell, text);
}

static void flush(struct para *p)
{
  struct docx *d = p->d;
  struct docx_look *look = &p->look;
  buf_puts(&p->text, "");
  char *text = raw_clean(d->arena, d->raw, p->text.s, p->text.n);
  if (d->cell) {
    flush_cell(p, text);
  } else {
    struct raw_item *item = raw_add(d->arena, d->raw, RAW_PARA, NULL);
    item->text = text;
    item->line = d->paragraphs;
    item->heading = look->heading > 0 ? look->heading : 0;
    item->list = p->list;
    item->depth = p->list && look->level > 0 ? look->level : 0;
    item->size = p->size > 0 ? p->size : look->size > 0 ? look->size : 0;
    item->bold = p->text.n && p->all_bold;
    item->align = look->align > 0 ? (enum raw_align)look->align : RAW_LEFT;
  }
  buf_clear(&p->text);
  p->votes = 0;
}

static void end_page(struct para *p)
{
  if (p->d->cell)
    return;
  if (p->text.n)
    flush(p);
  struct raw_item *item = raw_add(p->d->arena, p->d->raw, RAW_BREAK, NULL);
  item->line = p->d->paragraphs;
  p->page_break = true;
}

static void line_break(struct para *p, const xmlNode *n,
                       const struct docx_look *run)
{
  const char *type = node_attr(n, "type");
  if (type && !strcmp(type, "page"))
    end_page(p);
  else if (p->look.heading > 0 || p->d->cell)
    put(p, run, " ", 1);
  else if (p->text.n)
    flush(p);
}

/* Signs of Wingdings and Symbol that stand before lines. */
static void put_symbol(struct para *p, const xmlNode *n,
                       const struct docx_look *run)
{
  static const char from[] = "\x6C\x6E\x75\xD8\xFC\xA8\xFE\x9F\xB7\x71\x76";
  static const char *const to[] = {"●", "■", "◆", "➢", "✓", "□",
                                   "☑", "•", "•", "□", "❖"};
  const char *code = node_attr(n, "char");
  unsigned long r = code ? strtoul(code, NULL, 16) : 0;
  const char *at = r >= 0xF000 && r <= 0xF0FF && r & 0xFF
                       ? strchr(from, (int)(r & 0xFF))
                       : NULL;
  if (at) {
    put(p, run, to[at - from], strlen(to[at - from]));
  } else if (r >= 0xF020 && r <= 0xF07E) {
    put(p, run, (char[]){(char)(r & 0xFF)}, 1);
  } else {
    char s[4];
    p->d->raw->damaged += r < 0x20 || (r >= 0xE000 && r < 0xF900);
    put(p, run, s, utf8_write(s, r >= 0x20 && (r < 0xD800 || r >= 0xF900) &&
                                         r <= 0x10FFFF
                                     ? (uint32_t)r
                                     : RUNE_BAD));
  }
}

static void field(struct docx *d, const xmlNode *n)
{
  const char *type = node_attr(n, "fldCharType");
  if (!type)
    return;
  if (!strcmp(type, "begin")) {
    d->fields++;
    if (!d->mute)
      d->mute = d->fields;
  } else if (!strcmp(type, "separate")) {
    if (d->mute == d->fields)
      d->mute = 0;
  } else if (!strcmp(type, "end") && d->fields > 0) {
    if (d->mute == d->fields)
      d->mute = 0;
    d->fields--;
  }
}

/* The note with the id of the reference N, numbered by its first mention. */
static void put_note(struct para *p, const xmlNode *n,
                     const struct docx_look *run)
{
  struct docx *d = p->d;
  bool end = docx_is(n, "endnoteReference");
  const char *id = node_attr(n, "id");
  const xmlNode *root = d->notes[end] ? xmlDocGetRootElement(d->notes[end])
                                      : NULL;
  const xmlNode *note = docx_child(root, end ? "endnote" : "footnote");
  for (; note && id; note = docx_next(note, NULL)) {
    const char *has = node_attr(note, "id");
    if (has && !strcmp(has, id))
      break;
  }
  if (!note || !id || d->nasked >= 1000)
    return;
  d->asked = mem_grow(d->asked, &d->asked_cap, d->nasked + 1,
                      sizeof(const xmlNode *));
  d->asked[d->nasked++] = note;
  char *mark = mem_printf("〔%zu〕", d->nasked);
  put(p, run, mark, strlen(mark));
  free(mark);
}

static void walk(struct para *p, const xmlNode *parent,
                 const struct docx_look *look);

static void put_content(struct para *p, const xmlNode *n,
                        const struct docx_look *run)
{
  for (const xmlNode *t = n->children; t; t = t->next)
    if ((t->type == XML_TEXT_NODE || t->type == XML_CDATA_SECTION_NODE) &&
        t->content && *t->content)
      put(p, run, (const char *)t->content, strlen((const char *)t->content));
}

static void draw(struct para *p, const xmlNode *n)
{
  p->drawn = mem_grow(p->drawn, &p->cap, p->ndrawn + 1,
                      sizeof(const xmlNode *));
  p->drawn[p->ndrawn++] = n;
}

/* Something within a run. */
static void run_part(struct para *p, const xmlNode *n,
                     const struct docx_look *run)
{
  if (docx_is(n, "fldChar"))
    field(p->d, n);
  else if (docx_is(n, "drawing") || docx_is(n, "pict") || docx_is(n, "object"))
    draw(p, n);
  else if (p->d->mute)
    return;
  else if (docx_is(n, "t"))
    put_content(p, n, run);
  else if (docx_is(n, "tab") || docx_is(n, "ptab"))
    put(p, run, "\t", 1);
  else if (docx_is(n, "br") || docx_is(n, "cr"))
    line_break(p, n, run);
  else if (docx_is(n, "noBreakHyphen"))
    put(p, run, "-", 1);
  else if (docx_is(n, "sym"))
    put_symbol(p, n, run);
  else if (docx_is(n, "footnoteReference") || docx_is(n, "endnoteReference"))
    put_note(p, n, run);
  else if (docx_is(n, "ruby"))
    walk(p, docx_child(n, "rubyBase"), run);
}

static void run(struct para *p, const xmlNode *r,
                const struct docx_look *outer)
{
  const xmlNode *props = docx_child(r, "rPr");
  const char *style = docx_value(props, "rStyle");
  struct docx_look look = *outer;
  if (style) {
    struct docx_look of = docx_style(p->d->styles, "character", style);
    look.size = of.size >= 0 ? of.size : look.size;
    look.bold = of.bold >= 0 ? of.bold : look.bold;
    look.hidden = of.hidden >= 0 ? of.hidden : look.hidden;
  }
  docx_props(&look, props);
  if (look.hidden == 1)
    return;
  for (const xmlNode *n = docx_child(r, NULL); n; n = docx_next(n, NULL)) {
    const xmlNode *branch = docx_branch(n);
    if (!branch)
      run_part(p, n, &look);
    for (const xmlNode *x = docx_child(branch, NULL); x; x = docx_next(x, NULL))
      run_part(p, x, &look);
  }
}

/* A formula: its characters, in the order of the file. */
static void put_formula(struct para *p, const xmlNode *math,
                        const struct docx_look *look)
{
  for (const xmlNode *n = math; n; n = node_walk(n, math))
    if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "t"))
      put_content(p, n, look);
}

static void walk(struct para *p, const xmlNode *parent,
                 const struct docx_look *look)
{
  for (const xmlNode *n = docx_child(parent, NULL); n; n = docx_next(n, NULL)) {
    const xmlNode *branch = docx_branch(n);
    const char *name = (const char *)n->name;
    if (docx_is(n, "r"))
      run(p, n, look);
    else if (branch)
      walk(p, branch, look);
    else if (!strcmp(name, "oMath") || !strcmp(name, "oMathPara"))
      put_formula(p, n, look);
    else if (!docx_is(n, "del") && !docx_is(n, "moveFrom") &&
             !docx_is(n, "pPr") && !docx_is(n, "sdtPr"))
      walk(p, n, look);
  }
}

static bool is_named(const xmlNode *n, const char *name)
{
  return n->type == XML_ELEMENT_NODE && n->name &&
         !strcmp((const char *)n->name, name);
}

static const xmlNode *above(const xmlNode *n, const xmlNode *top,
                            const char *name)
{
  for (; n && n != top; n = n->parent)
    if (is_named(n, name))
      return n;
  return NULL;
}

/* The description of the picture at N, within DRAWING. */
static const char *description(const xmlNode *n, const xmlNode *drawing)
{
  const char *found = NULL;
  const xmlNode *pic = above(n, drawing, "pic");
  const xmlNode *top = pic ? pic : drawing;
  for (const xmlNode *x = drawing; x; x = node_walk(x, drawing)) {
    bool own = is_named(x, "cNvPr") && above(x, NULL, "pic") == top;
    if (own || is_named(x, "docPr")) {
      const char *s = node_attr(x, "descr");
      found = s && *s ? s : found;
    }
  }
  const char *title = node_attr(n, "title");
  return found ? found : title ? title : "";
}

/* WordArt of old: a line of text as an attribute. */
static void add_art(struct docx *d, const xmlNode *n)
{
  const char *s = node_attr(n, "string");
  if (!s || !*s)
    return;
  char *text = raw_clean(d->arena, d->raw, s, strlen(s));
  if (d->cell) {
    buf_puts(d->cell, d->cell->n ? " " : "");
    buf_puts(d->cell, text);
    return;
  }
  struct raw_item *item = raw_add(d->arena, d->raw, RAW_PARA, NULL);
  item->text = text;
  item->line = d->paragraphs;
}

static void add_picture(struct docx *d, const xmlNode *n,
                        const xmlNode *drawing)
{
  const char *id = node_attr(n, "embed");
  id = id ? id : node_attr(n, "link");
  id = id ? id : node_attr(n, "id");
  const char *target = docx_target(d, id);
  const char *text = description(n, drawing);
  struct raw_item item = {.kind = RAW_PICTURE, .line = d->paragraphs};
  /* The same picture many times is unpacked once. */
  item.name = raw_name(d->arena, target ? target : "");
  for (size_t i = d->raw->n; target && i-- > 0 && !item.bytes;)
    if (d->raw->items[i].kind == RAW_PICTURE &&
        !strcmp(d->raw->items[i].name, item.name)) {
      item.bytes = d->raw->items[i].bytes;
      item.length = d->raw->items[i].length;
    }
  if (target && !item.bytes)
    item.bytes = docx_bytes(d, target, &item.length);
  item.text = raw_clean(d->arena, d->raw, text, strlen(text));
  *raw_add(d->arena, d->raw, RAW_PICTURE, NULL) = item;
}

/* The next element after N within TOP, past all that is below N. */
static const xmlNode *past(const xmlNode *n, const xmlNode *top)
{
  while (n && n != top && !n->next)
    n = n->parent;
  return !n || n == top ? NULL : n->next;
}

/* The pictures and text boxes of a drawing, in the order of the file. */
static void add_drawing(struct docx *d, const xmlNode *drawing)
{
  const xmlNode *n = drawing;
  while (n) {
    const xmlNode *other =
        n->parent && n != drawing ? docx_branch(n->parent) : NULL;
    if (n->type != XML_ELEMENT_NODE || (other && other != n)) {
      n = past(n, drawing);
    } else if (docx_is(n, "txbxContent")) {
      docx_blocks(d, n);
      n = past(n, drawing);
    } else {
      if (is_named(n, "blip") || is_named(n, "imagedata"))
        add_picture(d, n, drawing);
      else if (is_named(n, "textpath"))
        add_art(d, n);
      n = node_walk(n, drawing);
    }
  }
}

/* Its number and what it looks like, before any text. */
static void begin(struct para *p, const xmlNode *props)
{
  struct docx *d = p->d;
  p->look = docx_style(d->styles, "paragraph", docx_value(props, "pStyle"));
  docx_props(&p->look, props);
  d->paragraphs += !d->cell;
  if (p->look.page_break == 1)
    end_page(p);
  struct buf label = BUF_INIT;
  p->list = docx_list(d->lists, p->look.num, p->look.level,
                      p->look.heading <= 0, &label);
  if (label.n)
    put(p, &p->look, label.s, label.n);
  buf_free(&label);
}

void docx_paragraph(struct docx *d, const xmlNode *node)
{
  const xmlNode *props = docx_child(node, "pPr");
  struct para p = {.d = d};
  begin(&p, props);
  size_t label = p.text.n;
  p.page_break = false;
  walk(&p, node, &p.look);
  /* A number by itself, a paragraph that was but a page break or a picture. */
  if (p.text.n > label || (!p.ndrawn && !p.page_break)) {
    if (p.text.n == label)
      buf_clear(&p.text);
    flush(&p);
  }
  for (size_t i = 0; i < p.ndrawn; i++)
    add_drawing(d, p.drawn[i]);
  buf_free(&p.text);
  free(p.drawn);
}
