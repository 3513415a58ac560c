#include "draw/pdfmark.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draw/pdfobj.h"
#include "draw/pdftag.h"

/* How far back something that goes on is looked for: pictures may stand in
 * between. */
enum { NEAR = 12, HEADINGS = 6 };

static const char layout[] = "/Artifact <</Type /Layout>>BDC\n";
static const char pagination[] = "/Artifact <</Type /Pagination>>BDC\n";

static const struct group *group_at(const struct marks *m, int level)
{
  return &m->sheet->items[m->v[level].item].u.group;
}

/* --- sequences ---------------------------------------------------------- */

void marks_close(struct marks *m)
{
  if (!m->open && !m->artifacts)
    return;
  if (!m->in_text)
    content_enter(m->c, CONTENT_NONE);
  buf_puts(&m->c->b, "EMC\n");
  m->open = NULL;
  m->artifacts = NULL;
  m->in_text = m->latin = m->spelled = false;
}

static void put_properties(struct marks *m, struct tag *tag,
                           const struct mark_text *text)
{
  struct buf *b = &m->c->b;
  bool span = text && (text->latin || text->text);
  buf_printf(b, "/%s <</MCID %d", span ? "Span" : tag_type(tag),
             tag_content(m->tags, tag, m->page));
  if (text && text->latin)
    buf_puts(b, " /Lang (en)");
  if (text && text->text) {
    buf_puts(b, " /ActualText <FEFF");
    pdf_put_utf16(b, text->text, text->len);
    buf_putc(b, '>');
  }
  buf_puts(b, ">>BDC\n");
}

/* TEXT NULL: for what is no text, which must not end a text object within. */
static void in_tag(struct marks *m, struct tag *tag,
                   const struct mark_text *text)
{
  bool latin = text && text->latin, spelled = text && text->text;
  if (m->open == tag && m->latin == latin && !m->spelled && !spelled &&
      (text || !m->in_text))
    return;
  marks_close(m);
  content_enter(m->c, text ? CONTENT_TEXT : CONTENT_NONE);
  put_properties(m, tag, text);
  m->open = tag;
  m->latin = latin;
  m->spelled = spelled;
  m->in_text = text != NULL;
}

static void in_artifact(struct marks *m, const char *kind)
{
  if (m->artifacts == kind)
    return;
  marks_close(m);
  content_enter(m->c, CONTENT_NONE);
  buf_puts(&m->c->b, kind);
  m->artifacts = kind;
}

bool marks_are_artifacts(const struct marks *m)
{
  return m->artifact > 0;
}

/* What comes back on every page, or leads from page to page. */
static const char *kind_of(const struct marks *m)
{
  const struct group *g = group_at(m, m->artifact - 1);
  static const char *const names[] = {"nameplate", "folio", "imprint",
                                      "continuation"};
  if (g->role != ROLE_FURNITURE)
    return pagination;
  for (size_t i = 0; g->id && i < sizeof names / sizeof *names; i++)
    if (!strcmp(g->id, names[i]))
      return pagination;
  return layout;
}

/* --- elements ----------------------------------------------------------- */

static struct tag *found_or_new(struct marks *m, struct tag *parent,
                                const char *type, const char *key)
{
  struct tag *tag = tag_find(parent, type, key, NEAR);
  return tag ? tag : tag_new(m->tags, parent, type, key);
}

static struct tag *list_of(struct marks *m, struct tag *parent, const char *key,
                           const char *numbering)
{
  struct tag *tag = tag_find(parent, "L", key, NEAR);
  if (tag)
    return tag;
  struct buf b = BUF_INIT;
  buf_printf(&b, "/A <</O /List /ListNumbering /%s>> ", numbering);
  tag = tag_new(m->tags, parent, "L", key);
  tag_say(m->tags, tag, b.s);
  buf_free(&b);
  return tag;
}

/* What is in W stands in this element, below PARENT. */
static struct tag *wrap_tag(struct marks *m, struct tag *parent,
                            const struct wrap *w)
{
  if (!w)
    return parent;
  parent = wrap_tag(m, parent, w->outer);
  switch (w->role) {
  case ROLE_LIST:
    return list_of(m, parent, w->at, w->ordered ? "Decimal" : "Disc");
  case ROLE_GLOSSARY:
    return list_of(m, parent, w->at, "None");
  case ROLE_ITEM:
    parent = found_or_new(m, parent, "LI", w->at);
    return found_or_new(m, parent, "LBody", w->at);
  default:
    return found_or_new(m, parent, "BlockQuote", w->at);
  }
}

static struct tag *tag_of(struct marks *m, int level);

static struct tag *parent_of(struct marks *m, int level)
{
  return level > 0 ? tag_of(m, level - 1) : pdftags_document(m->tags);
}

/* The story that LEVEL stands in, or the document. */
static struct tag *story_of(struct marks *m, int level)
{
  while (level > 0 && group_at(m, level)->role != ROLE_ARTICLE)
    level--;
  return level >= 0 && group_at(m, level)->role == ROLE_ARTICLE
             ? tag_of(m, level)
             : pdftags_document(m->tags);
}

/* A headline is H1, what is below it follows without a gap (ISO 14289-1,
 * 7.4.2). */
static struct tag *heading(struct marks *m, struct tag *parent, int level)
{
  static const char *const types[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
  const struct group *g = group_at(m, level);
  struct tag *tag;
  for (int i = 0; i < HEADINGS; i++)
    if ((tag = tag_find(parent, types[i], g->at, NEAR)) != NULL)
      return tag;
  int *last = tag_memo(story_of(m, level - 1));
  int wish = g->role == ROLE_HEADLINE ? 1 : 1 + (g->level ? g->level : 1);
  if (wish > *last + 1)
    wish = *last + 1;
  *last = wish < HEADINGS ? wish : HEADINGS;
  return tag_new(m->tags, parent, types[*last - 1], g->at);
}

static struct tag *article(struct marks *m, const struct group *g)
{
  struct tag *all = pdftags_document(m->tags);
  struct tag *tag = NULL;
  if (g->id && *g->id)
    tag = tag_find(all, "Art", g->id, SIZE_MAX);
  return tag ? tag : tag_new(m->tags, all, "Art", g->id);
}

/* The picture in the group that LEVEL is, or NULL. */
static const struct picture *picture_in(const struct marks *m, int level)
{
  int depth = 0;
  for (size_t i = m->v[level].item + 1; i < m->sheet->n && depth >= 0; i++) {
    const struct item *item = &m->sheet->items[i];
    depth += (item->kind == ITEM_GROUP) - (item->kind == ITEM_END);
    if (item->kind == ITEM_IMAGE)
      return &item->u.image;
  }
  return NULL;
}

static bool in_chinese(const struct marks *m)
{
  return m->lang && !strncmp(m->lang, "zh", 2);
}

static void say_picture(struct marks *m, struct tag *tag, const char *alt,
                        struct rect at)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "/Alt ");
  pdf_put_text(&b, alt && *alt ? alt : in_chinese(m) ? "图片" : "Picture");
  buf_puts(&b, " /A <</O /Layout /Placement /Block /BBox [");
  mpt edges[4] = {at.x, m->sheet->h - at.y - at.h, at.x + at.w,
                  m->sheet->h - at.y};
  for (int i = 0; i < 4; i++) {
    pdf_put_mpt(&b, edges[i]);
    buf_putc(&b, i < 3 ? ' ' : ']');
  }
  buf_puts(&b, ">> ");
  tag_say(m->tags, tag, b.s);
  buf_free(&b);
}

static struct tag *figure(struct marks *m, struct tag *parent, int level)
{
  const struct picture *picture = picture_in(m, level);
  struct tag *tag = tag_new(m->tags, parent, picture ? "Figure" : "Div", NULL);
  if (picture)
    say_picture(m, tag, picture->alt, picture->at);
  return tag;
}

/* A code that stands in the text. */
static struct tag *code(struct marks *m, struct tag *parent, int level)
{
  struct rect at = {0, 0, 0, 0};
  size_t i = m->v[level].item + 1;
  if (i < m->sheet->n && m->sheet->items[i].kind == ITEM_RECT)
    at = m->sheet->items[i].u.rect.at;
  struct tag *tag = tag_new(m->tags, parent, "Figure", NULL);
  const char *address = group_at(m, level)->id;
  char *alt = mem_printf("%s%s", in_chinese(m) ? "二维码：" : "QR code: ",
                         address ? address : "");
  say_picture(m, tag, alt, at);
  free(alt);
  return tag;
}

/* A head cell with others beside it heads its row, else its column. */
static struct tag *head_cell(struct marks *m, struct tag *row, int level)
{
  bool column = true;
  int depth = 0;
  size_t i = level > 0 ? m->v[level - 1].item + 1 : m->sheet->n;
  for (; i < m->sheet->n && depth >= 0; i++) {
    const struct item *item = &m->sheet->items[i];
    depth += (item->kind == ITEM_GROUP) - (item->kind == ITEM_END);
    if (item->kind == ITEM_GROUP && item->u.group.role == ROLE_CELL)
      column = false;
  }
  struct tag *tag = tag_new(m->tags, row, "TH", NULL);
  tag_say(m->tags, tag,
          column ? "/A <</O /Table /Scope /Column>> "
                 : "/A <</O /Table /Scope /Row>> ");
  return tag;
}

/* The label of the item whose first paragraph is around it. */
static struct tag *label(struct marks *m, int level)
{
  const struct wrap *w = level > 0 ? group_at(m, level - 1)->in : NULL;
  while (w && w->role != ROLE_ITEM)
    w = w->outer;
  if (!w)
    return tag_new(m->tags, parent_of(m, level), "Lbl", NULL);
  struct tag *list = wrap_tag(m, parent_of(m, level - 1), w->outer);
  return tag_new(m->tags, found_or_new(m, list, "LI", w->at), "Lbl", NULL);
}

static struct tag *name(struct marks *m, struct tag *parent, const char *at)
{
  return found_or_new(m, found_or_new(m, parent, "LI", at), "LBody", at);
}

/* Roles that are one element of one type; NULL: see make(). */
static const char *type_of(enum role role)
{
  static const char *const types[] = {
      [ROLE_KICKER] = "Kicker",   [ROLE_DECK] = "Deck",
      [ROLE_SECTION] = "Section", [ROLE_BYLINE] = "Byline",
      [ROLE_SIGNOFF] = "Signoff", [ROLE_P] = "P",
      [ROLE_ITEM] = "P",          [ROLE_DEFINITION] = "P",
      [ROLE_TERM] = "P",          [ROLE_QUOTE] = "BlockQuote",
      [ROLE_TABLE] = "Table",     [ROLE_ROW] = "TR",
      [ROLE_CELL] = "TD",         [ROLE_CAPTION] = "Caption",
      [ROLE_BOX] = "Box",         [ROLE_CODE_BLOCK] = "CodeBlock",
      [ROLE_QR] = NULL,
  };
  return types[role];
}

static struct tag *make(struct marks *m, int level)
{
  const struct group *g = group_at(m, level);
  if (g->role == ROLE_ARTICLE)
    return article(m, g);
  if (g->role == ROLE_LABEL)
    return label(m, level);
  struct tag *parent = wrap_tag(m, parent_of(m, level), g->in);
  switch (g->role) {
  case ROLE_HEADLINE:
  case ROLE_SUBHEAD:
    return heading(m, parent, level);
  case ROLE_LIST:
  case ROLE_GLOSSARY:
  case ROLE_NAMES:
    return list_of(m, parent, g->at, "None");
  case ROLE_NAME:
    return name(m, parent, g->at);
  case ROLE_FIGURE:
    return figure(m, parent, level);
  case ROLE_QR:
    return code(m, parent, level);
  case ROLE_HEAD_CELL:
    return head_cell(m, parent, level);
  default:
    return found_or_new(m, parent, type_of(g->role), g->at);
  }
}

static struct tag *tag_of(struct marks *m, int level)
{
  struct mark_level *l = &m->v[level];
  if (l->tag)
    return l->tag;
  l->tag = make(m, level);
  const char *lang = group_at(m, level)->lang;
  if (lang && pdf_is_tag(lang) && (!m->lang || strcmp(lang, m->lang) != 0)) {
    struct buf b = BUF_INIT;
    buf_printf(&b, "/Lang (%s) ", lang);
    tag_say(m->tags, l->tag, b.s);
    buf_free(&b);
  }
  return l->tag;
}

/* --- groups ------------------------------------------------------------- */

static bool is_artifact(enum role role)
{
  return role == ROLE_FURNITURE || role == ROLE_JUMP || role == ROLE_CONTINUED;
}

void marks_group(struct marks *m, size_t i)
{
  if (m->depth < MARK_DEPTH) {
    enum role role = m->sheet->items[i].u.group.role;
    m->v[m->depth] = (struct mark_level){.item = i};
    if (!m->artifact && is_artifact(role))
      m->artifact = m->depth + 1;
    /* An empty cell is a cell all the same. */
    if (!m->artifact && (role == ROLE_CELL || role == ROLE_HEAD_CELL))
      tag_of(m, m->depth);
  }
  m->depth++;
}

void marks_end(struct marks *m)
{
  if (m->depth == 0)
    return;
  m->depth--;
  if (m->artifact > m->depth)
    m->artifact = 0;
}

/* --- content ------------------------------------------------------------ */

static int top(const struct marks *m)
{
  return (m->depth < MARK_DEPTH ? m->depth : MARK_DEPTH) - 1;
}

/* Text right in what holds only elements gets a paragraph of its own; a list
 * or a table has no place for one. */
static struct tag *paragraph_in(struct marks *m, struct tag *parent)
{
  struct tag *last = tag_find(parent, "P", "", 1);
  return last ? last : tag_new(m->tags, parent, "P", "");
}

static struct tag *leaf(struct marks *m)
{
  int level = top(m);
  if (level < 0)
    return paragraph_in(m, pdftags_document(m->tags));
  struct tag *tag = tag_of(m, level);
  switch (group_at(m, level)->role) {
  case ROLE_ARTICLE:
  case ROLE_BOX:
  case ROLE_QUOTE:
    return paragraph_in(m, tag);
  case ROLE_LIST:
  case ROLE_GLOSSARY:
  case ROLE_NAMES:
  case ROLE_TABLE:
  case ROLE_ROW:
    return NULL;
  default:
    return tag;
  }
}

/* Tells what stands in the document itself where it begins. */
static void stands(struct marks *m, struct tag *tag, mpt x, mpt y)
{
  struct tag *all = pdftags_document(m->tags);
  while (tag != all && tag_parent(tag) != all)
    tag = tag_parent(tag);
  tag_stands(tag, m->page, x, y);
}

void marks_text(struct marks *m, mpt x, mpt y, struct tag *link,
                const struct mark_text *text)
{
  struct tag *tag = m->artifact ? NULL : link ? link : leaf(m);
  if (!tag) {
    in_artifact(m, m->artifact ? kind_of(m) : layout);
    return;
  }
  stands(m, tag, x, y);
  in_tag(m, tag, text);
}

static bool holds_text(enum role role)
{
  if (role == ROLE_TABLE || role == ROLE_ROW || role == ROLE_BOX ||
      role == ROLE_QUOTE)
    return false;
  return type_of(role) || role == ROLE_HEADLINE || role == ROLE_SUBHEAD ||
         role == ROLE_NAME;
}

/* Lines and areas are no text, but for the dots under emphasized words, which
 * stay with them. */
void marks_drawing(struct marks *m)
{
  if (m->artifact) {
    in_artifact(m, kind_of(m));
    return;
  }
  int level = top(m);
  enum role role = level < 0 ? ROLE_ARTICLE : group_at(m, level)->role;
  const struct tag *tag = level < 0 ? NULL : m->v[level].tag;
  if (role == ROLE_QR)
    in_tag(m, tag_of(m, level), NULL);
  else if (holds_text(role) && tag && m->open &&
           (m->open == tag || tag_parent(m->open) == tag))
    in_tag(m, m->open, NULL);
  else
    in_artifact(m, layout);
}

void marks_picture(struct marks *m, const struct picture *picture)
{
  if (m->artifact) {
    in_artifact(m, kind_of(m));
    return;
  }
  int level = top(m);
  struct tag *tag = leaf(m);
  if (!tag) {
    in_artifact(m, layout);
    return;
  }
  if (level < 0 || group_at(m, level)->role != ROLE_FIGURE) {
    tag = tag_new(m->tags, tag, "Figure", NULL);
    say_picture(m, tag, picture->alt, picture->at);
  }
  stands(m, tag, picture->at.x, picture->at.y);
  in_tag(m, tag, NULL);
}

/* --- links -------------------------------------------------------------- */

/* A key that equal targets share: of the link before it, which may have stood
 * on another page. */
static char *key_of(const struct marks *m, size_t i)
{
  const struct link *link = &m->sheet->items[i].u.link;
  return link->url
             ? mem_printf("u%s", link->url)
             : mem_printf("d%d %s", link->part, link->dest ? link->dest : "");
}

struct tag *marks_link(struct marks *m, size_t i)
{
  int level = (m->artifact ? m->artifact - 1 : m->depth) - 1;
  if (level >= MARK_DEPTH)
    level = MARK_DEPTH - 1;
  struct tag *in = NULL;
  if (!m->artifact)
    in = leaf(m);
  else
    in = tag_new(m->tags,
                 level >= 0 ? story_of(m, level) : pdftags_document(m->tags),
                 "P", NULL);
  if (!in)
    return NULL;
  char *key = key_of(m, i);
  struct tag *tag = tag_find(in, "Link", key, 1);
  if (!tag)
    tag = tag_new(m->tags, in, "Link", pdftags_copy(m->tags, key));
  free(key);
  struct rect at = m->sheet->items[i].u.link.at;
  stands(m, tag, at.x, at.y);
  return tag;
}
