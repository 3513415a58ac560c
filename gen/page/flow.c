#include "page/flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/names.h"
#include "page/shaped.h"
#include "page/solid.h"
#include "tree/node.h"

enum { DEPTH = 32 };

/* The builder: where the next block goes. */
struct maker {
  struct layout *l;
  struct flow *f;
  mpt left, right; /* insets of the enclosing blocks */
  int depth;
};

static void blocks(struct maker *m, const xmlNode *parent);

static struct row *add_row(struct flow *f, enum row_kind kind, size_t piece,
                           size_t line)
{
  f->rows = mem_grow(f->rows, &f->cap_rows, f->nrows + 1, sizeof *f->rows);
  struct row *row = &f->rows[f->nrows++];
  *row = (struct row){.kind = kind, .piece = (uint32_t)piece,
                      .line = (uint32_t)line};
  return row;
}

static struct piece *add_piece(struct maker *m, enum role role,
                               const xmlNode *n, const struct style *style)
{
  struct flow *f = m->f;
  f->pieces =
      mem_grow(f->pieces, &f->cap_pieces, f->npieces + 1, sizeof *f->pieces);
  struct piece *p = &f->pieces[f->npieces++];
  *p = (struct piece){.role = role, .node = n, .style = style, .pitch = 1};
  return p;
}

static void add_blank(struct maker *m, mpt space, bool no_cut)
{
  for (int n = layout_lines(m->l, space); n > 0 && m->f->nrows; n--)
    add_row(m->f, ROW_BLANK, m->f->npieces, 0)->no_cut = no_cut;
}

/* Widows and orphans: no single line of a paragraph at a column's head or
 * foot (clreq 1.4.4 孤行不成页). KEEP: a subhead, two lines follow it. */
static void add_lines(struct maker *m, struct piece *p, bool keep)
{
  size_t index = m->f->npieces - 1, n = p->lines.n;
  int pitch = p->pitch;
  for (size_t i = 0; i < n; i++) {
    bool no_cut = keep || (n > 1 && (i == 0 || i == n - 2));
    add_row(m->f, ROW_LINE, index, i)->no_cut = no_cut || pitch > 1;
    for (int k = 1; k < pitch; k++)
      add_row(m->f, ROW_REST, index, i)->no_cut = no_cut || k + 1 < pitch;
  }
}

/* Can P be set in other lines at all? */
static bool may_change(const struct piece *p)
{
  return !p->solid && p->pitch == 1 && p->role != ROLE_SUBHEAD &&
         p->role != ROLE_BYLINE;
}

/* Where a block stands, and how many rows a line of it takes. */
static void place_piece(struct maker *m, struct piece *p)
{
  const struct style *st = p->style;
  p->x = m->left + st->margin[SIDE_LEFT] + st->padding[SIDE_LEFT];
  mpt right = m->right + st->margin[SIDE_RIGHT] + st->padding[SIDE_RIGHT];
  p->set = (struct setting){.measure = m->f->measure - p->x - right,
                            .indent = st->indent};
  if (p->set.measure < 2 * st->size) {
    p->x = 0;
    p->set.measure = m->f->measure;
  }
  p->pitch = layout_lines(m->l, st->leading);
  if (p->pitch < 1)
    p->pitch = 1;
}

/* Of a paragraph that columns are filled with, what else it could be is asked
 * for anyway. */
static void set_piece(struct maker *m, struct piece *p, const struct text *t)
{
  place_piece(m, p);
  p->text = t;
  p->lines = m->f->floats && may_change(p)
                 ? lines_count(m->l->arena, t, &p->set, &p->counts)
                 : lines_break(m->l->arena, t, &p->set);
}

/* A subhead too long for a line breaks where its author put a space between
 * parallel clauses. */
static void break_clauses(struct text *t, mpt measure)
{
  if (text_width(t) <= measure)
    return;
  for (size_t i = 1; i + 1 < t->n; i++)
    if (t->atoms[i].droppable)
      t->atoms[i].forced = true;
}

/* A block of text T, which is N's. */
static struct piece *add_block(struct maker *m, enum role role,
                               const xmlNode *n, const struct text *t)
{
  const struct style *st = t->style;
  bool keep = role == ROLE_SUBHEAD;
  add_blank(m, st->margin[SIDE_TOP], keep);
  struct piece *p = add_piece(m, role, n, st);
  set_piece(m, p, t);
  add_lines(m, p, keep);
  add_blank(m, st->margin[SIDE_BOTTOM], keep);
  return p;
}

/* A block of text whose inline content is that of N. */
static struct piece *add_text(struct maker *m, enum role role, const xmlNode *n)
{
  struct layout *l = m->l;
  struct text *t = text_shape(l->arena, l->styles, l->fonts, n);
  if (!t->n)
    return NULL;
  if (role == ROLE_SUBHEAD)
    break_clauses(t, m->f->measure - m->left - m->right);
  return add_block(m, role, n, t);
}

static void add_string(struct maker *m, enum role role, const xmlNode *n,
                       const struct style *st, const char *s)
{
  struct layout *l = m->l;
  const struct text *t =
      text_shape_string(l->arena, l->fonts, s, st, node_place(n));
  if (!t->n)
    return;
  add_blank(m, st->margin[SIDE_TOP], role == ROLE_SUBHEAD);
  struct piece *p = add_piece(m, role, n, st);
  set_piece(m, p, t);
  add_lines(m, p, role == ROLE_SUBHEAD);
}

/* One in a frame or box is set again for every width that these may have. */
static void make_p(struct maker *m, const xmlNode *n)
{
  const struct text *t = m->f->floats ? NULL : shaped(m->l, n);
  if (!t)
    add_text(m, ROLE_P, n);
  else if (t->n)
    add_block(m, ROLE_P, n, t);
}

static void make_subhead(struct maker *m, const xmlNode *n)
{
  struct piece *p = add_text(m, ROLE_SUBHEAD, n);
  if (p)
    p->level = node_int(n, "level", 1);
}

/* "1." or a bullet, hung in the space that the items leave at the left. */
static const struct text *item_label(struct maker *m, const xmlNode *list,
                                     const xmlNode *item, int number)
{
  char s[16];
  bool ordered = !strcmp(
      node_attr(list, "kind") ? node_attr(list, "kind") : "bullet", "ordered");
  snprintf(s, sizeof s, ordered ? "%d." : "•", number);
  const struct style *st = style_named(m->l->styles, item, "label", NULL);
  return text_shape_string(m->l->arena, m->l->fonts, s, st, node_place(item));
}

static void make_item(struct maker *m, const xmlNode *list, const xmlNode *item,
                      int number)
{
  const struct style *st = style_of(m->l->styles, item);
  mpt inset = st->padding[SIDE_LEFT] ? st->padding[SIDE_LEFT] : st->size;
  const struct text *label = item_label(m, list, item, number);
  mpt least = text_width(label) + st->size / 2;
  size_t first = m->f->npieces;
  mpt was = m->left;
  m->left += inset > least ? inset : least;
  blocks(m, item);
  m->left = was;
  if (first < m->f->npieces && m->f->pieces[first].text) {
    m->f->pieces[first].label = label;
    for (size_t i = first; i < m->f->npieces; i++)
      if (m->f->pieces[i].role == ROLE_P)
        m->f->pieces[i].role = ROLE_ITEM;
  }
}

static void make_list(struct maker *m, const xmlNode *n)
{
  int number = node_int(n, "start", 1);
  for (xmlNode *c = node_first(n, "item"); c; c = node_next(c, "item"))
    make_item(m, n, c, number++);
}

/* Blocks inset by their parent's padding: quote, pullquote. */
static void make_inset(struct maker *m, const xmlNode *n)
{
  const struct style *st = style_of(m->l->styles, n);
  mpt left = m->left, right = m->right;
  m->left += st->margin[SIDE_LEFT] + st->padding[SIDE_LEFT];
  m->right += st->margin[SIDE_RIGHT] + st->padding[SIDE_RIGHT];
  add_blank(m, st->margin[SIDE_TOP], false);
  blocks(m, n);
  add_blank(m, st->margin[SIDE_BOTTOM], false);
  m->left = left;
  m->right = right;
}

static void make_title(struct maker *m, const xmlNode *n)
{
  add_text(m, ROLE_SUBHEAD, n);
}

/* A paragraph that the layout puts together; its style is preset, so that
 * the children find it as their parent's. */
static xmlNode *scratch(const xmlNode *like, const struct style *st)
{
  xmlNode *n = xmlNewDocNode(like->doc, NULL, (const xmlChar *)"p", NULL);
  n->_private = (void *)st;
  n->parent = (xmlNode *)like;
  return n;
}

/* The text is shaped at once, so the paragraph need not outlive it. */
static void drop_scratch(xmlNode *n)
{
  n->parent = NULL;
  xmlFreeNode(n);
}

static void add_copies(xmlNode *to, const xmlNode *from)
{
  for (const xmlNode *c = from->children; c; c = c->next)
    xmlAddChild(to, xmlDocCopyNode((xmlNode *)c, to->doc, 1));
}

static void make_term(struct maker *m, const xmlNode *term,
                      const xmlNode *definition)
{
  const struct style *st = style_of(m->l->styles, definition);
  xmlNode *p = scratch(definition, st);
  xmlNode *strong = xmlNewChild(p, NULL, (const xmlChar *)"strong", NULL);
  strong->_private = (void *)style_of(m->l->styles, term);
  add_copies(strong, term);
  xmlAddChild(p, xmlNewDocText(p->doc, (const xmlChar *)"："));
  add_copies(p, definition);
  struct piece *piece = add_text(m, ROLE_DEFINITION, p);
  if (piece)
    piece->node = definition;
  drop_scratch(p);
}

static void make_glossary(struct maker *m, const xmlNode *n)
{
  const xmlNode *title = node_first(n, "title");
  if (title)
    make_title(m, title);
  for (xmlNode *t = node_first(n, "term"); t; t = node_next(t, "term")) {
    const xmlNode *d = node_next(t, NULL);
    if (node_is(d, "definition"))
      make_term(m, t, d);
  }
}

static void make_names(struct maker *m, const xmlNode *n)
{
  const xmlNode *title = node_first(n, "title");
  const struct style *st = style_of(m->l->styles, n);
  if (title)
    make_title(m, title);
  struct piece *p = add_piece(m, ROLE_NAMES, n, st);
  place_piece(m, p);
  p->names = names_set(m->l, n, p->set.measure);
  p->lines.n = names_rows(p->names);
  add_lines(m, p, false);
  add_blank(m, st->margin[SIDE_BOTTOM], false);
}

/* The blanks that LINE begins with, in columns of half an em, at most half of
 * the measure; *LINE is behind them. */
static mpt code_inset(const struct maker *m, const struct style *st,
                      const char **line)
{
  int columns = 0;
  for (; **line == ' ' || **line == '\t'; (*line)++)
    columns += **line == '\t' ? 4 : 1;
  mpt inset = columns * (st->size / 2), most = m->f->measure / 2;
  return inset < most ? inset : most;
}

/* One line of code, inset as it is in the manuscript. */
static void make_code_line(struct maker *m, const xmlNode *n,
                           const struct style *st, const char *line)
{
  mpt left = m->left;
  m->left += code_inset(m, st, &line);
  if (*line)
    add_string(m, ROLE_CODE_BLOCK, n, st, line);
  else
    add_blank(m, st->leading, false);
  m->left = left;
}

static void make_code(struct maker *m, const xmlNode *n)
{
  char *text = node_text(n), *rest = text;
  const struct style *st = style_of(m->l->styles, n);
  size_t end = strlen(text);
  while (end && text[end - 1] == '\n')
    text[--end] = '\0';
  for (char *line; (line = strsep(&rest, "\n"));)
    make_code_line(m, n, st, line);
  free(text);
}

static void make_break(struct maker *m, const xmlNode *n)
{
  add_piece(m, ROLE_FURNITURE, n, style_of(m->l->styles, n));
  add_row(m->f, ROW_LINE, m->f->npieces - 1, 0);
}

/* Where a solid of the flow stands: within the insets of its parents unless
 * these leave nothing. */
static mpt solid_room(const struct maker *m, mpt *x)
{
  mpt width = m->f->measure - m->left - m->right;
  bool room = width >= 4 * m->l->page->size;
  *x = room ? m->left : 0;
  return room ? width : m->f->measure;
}

static bool floats(const struct maker *m, const struct solid *s)
{
  return m->f->floats && (s->want > 1 || (m->l->page->run_on && s->table));
}

/* A solid that is no wider than a column, or may not float, stands in the
 * flow. */
static void add_solid(struct maker *m, const xmlNode *n, struct solid *s)
{
  struct piece *p = add_piece(m, ROLE_FIGURE, n, style_of(m->l->styles, n));
  p->solid = s;
  size_t index = m->f->npieces - 1;
  if (floats(m, s)) {
    add_row(m->f, ROW_FLOAT, index, 0);
    return;
  }
  int lines = solid_measure(m->l, s, solid_room(m, &p->x));
  for (int i = 0; i < lines; i++)
    add_row(m->f, i ? ROW_REST : ROW_LINE, index, 0)->no_cut = i + 1 < lines;
}

/* A table with a row that is too high for any page: its cells as paragraphs. */
static void make_cells(struct maker *m, const xmlNode *table)
{
  for (xmlNode *n = node_walk(table, table); n; n = node_walk(n, table))
    if (node_is(n, "caption") || node_is(n, "cell"))
      add_text(m, ROLE_P, n);
}

/* What is still too high when all has been tried: only its text. */
static void make_too_high(struct maker *m, const xmlNode *n, struct solid *s)
{
  const xmlNode *caption = solid_bare(s);
  if (s->table) {
    make_cells(m, n);
    return;
  }
  add_solid(m, n, s);
  if (caption)
    add_text(m, ROLE_P, caption);
  const xmlNode *credit = node_first(n, "credit");
  if (credit)
    add_text(m, ROLE_P, credit);
}

/* Too high a box is set as text, too high a table in parts. A box in a box has
 * no frame of its own. */
static void make_solid(struct maker *m, const xmlNode *n)
{
  bool box = node_is(n, "box") || node_is(n, "ad");
  if (box && !m->f->floats) {
    make_inset(m, n);
    return;
  }
  mpt x;
  struct solid *s = solid_new(m->l, n);
  mpt width = floats(m, s) ? layout_width(m->l, s->want) : solid_room(m, &x);
  if (box && solid_measure(m->l, s, width) > layout_most(m->l)) {
    solid_free(s);
    make_inset(m, n);
    return;
  }
  for (struct solid *rest; (rest = solid_split(m->l, s, width)); s = rest)
    add_solid(m, n, s);
  if (solid_measure(m->l, s, width) > layout_most(m->l))
    make_too_high(m, n, s);
  else
    add_solid(m, n, s);
}

struct maker_entry {
  const char *name;
  void (*make)(struct maker *, const xmlNode *);
};

static const struct maker_entry makers[] = {
    {"p", make_p},
    {"subhead", make_subhead},
    {"list", make_list},
    {"quote", make_inset},
    {"table", make_solid},
    {"figure", make_solid},
    {"box", make_solid},
    {"ad", make_solid},
    {"glossary", make_glossary},
    {"names", make_names},
    {"codeblock", make_code},
    {"break", make_break},
    {"pullquote", make_inset},
    {"title", make_title},
};

static void blocks(struct maker *m, const xmlNode *parent)
{
  if (m->depth >= DEPTH)
    return;
  m->depth++;
  for (xmlNode *c = node_first(parent, NULL); c; c = node_next(c, NULL))
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
      if (node_is(c, makers[i].name)) {
        makers[i].make(m, c);
        break;
      }
  m->depth--;
}

/* A sign-off alone in a column would be an orphan. */
static void keep_last(struct flow *f)
{
  size_t i = f->nrows;
  while (i && f->rows[i - 1].kind == ROW_FLOAT)
    i--;
  if (i)
    f->rows[i - 1].no_cut = true;
}

/* The sign-off in its brackets, on a line of its own or run in after the last
 * paragraph. */
static void make_signoff(struct maker *m, const xmlNode *signoff)
{
  char *who = node_text(signoff), *s = mem_printf("（%s）", who);
  const char *form = node_attr(signoff, "form");
  struct flow *f = m->f;
  struct piece *last = f->npieces ? &f->pieces[f->npieces - 1] : NULL;
  const struct style *st = style_of(m->l->styles, signoff);
  if (form && !strcmp(form, "run-in") && last && last->role == ROLE_P) {
    const xmlNode *n = last->node;
    while (f->nrows && f->rows[f->nrows - 1].piece >= f->npieces - 1)
      f->nrows--;
    f->npieces--;
    xmlNode *p = scratch(n->parent, style_of(m->l->styles, n));
    add_copies(p, n);
    xmlNode *tail = xmlNewTextChild(p, NULL, (const xmlChar *)"signoff",
                                    (const xmlChar *)s);
    tail->_private = (void *)st;
    struct piece *piece = add_text(m, ROLE_P, p);
    if (piece)
      piece->node = n;
    drop_scratch(p);
  } else {
    keep_last(f);
    add_string(m, ROLE_SIGNOFF, signoff, st, s);
  }
  free(s);
  free(who);
}

/* The code of the story's address, after everything else. */
static void make_code_note(struct maker *m, const xmlNode *article)
{
  mpt x;
  struct solid *s = solid_code(m->l, article);
  if (s && solid_measure(m->l, s, solid_room(m, &x)) <= layout_most(m->l))
    add_solid(m, article, s);
}

static void count_heights(struct flow *f)
{
  f->heights = mem_array(f->nrows + 1, sizeof *f->heights);
  for (size_t i = 0; i < f->nrows; i++)
    f->heights[i + 1] = f->heights[i] + (f->rows[i].kind != ROW_FLOAT);
}

static struct flow *flow_new(mpt measure)
{
  struct flow *f = mem_new(sizeof *f);
  f->measure = measure;
  return f;
}

static struct flow *set_story(struct layout *l, const xmlNode *article,
                              mpt measure, bool floats)
{
  struct flow *f = flow_new(measure);
  struct maker m = {.l = l, .f = f};
  f->floats = floats;
  const xmlNode *byline = node_first(article, "byline");
  if (byline && add_text(&m, ROLE_BYLINE, byline))
    f->rows[f->nrows - 1].no_cut = true;
  const xmlNode *body = node_first(article, "body");
  if (body)
    blocks(&m, body);
  const xmlNode *signoff = node_first(article, "signoff");
  if (signoff)
    make_signoff(&m, signoff);
  make_code_note(&m, article);
  count_heights(f);
  return f;
}

struct flow *flow_article(struct layout *l, const xmlNode *article, mpt measure)
{
  return set_story(l, article, measure, true);
}

struct flow *flow_story(struct layout *l, const xmlNode *article, mpt measure)
{
  return set_story(l, article, measure, false);
}

static void make_head(struct maker *m, const xmlNode *article,
                      const char *name, enum role role)
{
  const xmlNode *n = node_first(article, name);
  char *s = n ? node_text(n) : NULL;
  const struct style *st =
      style_named(m->l->styles, article, name, "framed");
  size_t before = m->f->npieces;
  if (s)
    add_string(m, role, n, st, s);
  if (m->f->npieces > before)
    add_blank(m, st->margin[SIDE_BOTTOM], true);
  free(s);
}

struct flow *flow_head(struct layout *l, const xmlNode *article, mpt measure)
{
  struct flow *f = flow_new(measure);
  struct maker m = {.l = l, .f = f};
  make_head(&m, article, "kicker", ROLE_KICKER);
  make_head(&m, article, "headline", ROLE_HEADLINE);
  make_head(&m, article, "deck", ROLE_DECK);
  count_heights(f);
  return f;
}

struct flow *flow_none(void)
{
  struct flow *f = flow_new(0);
  count_heights(f);
  return f;
}

struct flow *flow_blocks(struct layout *l, const xmlNode *node, mpt measure)
{
  struct flow *f = flow_new(measure);
  struct maker m = {.l = l, .f = f};
  blocks(&m, node);
  count_heights(f);
  return f;
}

struct line_counts flow_counts(struct piece *p)
{
  if (!p->text || !may_change(p) || p->lines.n < 2)
    return (struct line_counts){0};
  if (!p->counts.n)
    p->counts = lines_counts(p->text, &p->set);
  return p->counts;
}

const struct lines *flow_lines(struct layout *l, struct piece *p, int change)
{
  if (!change)
    return &p->lines;
  struct lines **v = &p->variant[change > 0];
  if (!*v) {
    struct setting set = p->set;
    set.change = change;
    *v = arena_get(l->arena, sizeof **v);
    **v = lines_break(l->arena, p->text, &set);
  }
  return *v;
}

void flow_free(struct flow *f)
{
  if (!f)
    return;
  for (size_t i = 0; i < f->npieces; i++)
    if (f->pieces[i].solid)
      solid_free(f->pieces[i].solid);
  free(f->heights);
  free(f->pieces);
  free(f->rows);
  free(f);
}

int flow_height(const struct flow *f, size_t from, size_t to)
{
  return to > from ? f->heights[to] - f->heights[from] : 0;
}

size_t flow_reach(const struct flow *f, size_t from, int height)
{
  size_t low = from, high = f->nrows;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (flow_height(f, from, mid) < height)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}
