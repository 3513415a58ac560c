#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/docx_in.h"
#include "intake/raw_in.h"
#include "tree/node.h"

enum { UNPACKED = 256 * 1024 * 1024, PARTS = 1000, QUOTE = 300 };

bool docx_is(const xmlNode *n, const char *name)
{
  return n && n->type == XML_ELEMENT_NODE &&
         !strcmp((const char *)n->name, name) && n->ns && n->ns->href &&
         strstr((const char *)n->ns->href, "wordprocessingml");
}

static const xmlNode *from(const xmlNode *n, const char *name)
{
  while (n && (n->type != XML_ELEMENT_NODE || (name && !docx_is(n, name))))
    n = n->next;
  return n;
}

const xmlNode *docx_child(const xmlNode *n, const char *name)
{
  return n ? from(n->children, name) : NULL;
}

const xmlNode *docx_next(const xmlNode *n, const char *name)
{
  return from(n->next, name);
}

const char *docx_value(const xmlNode *n, const char *name)
{
  const xmlNode *child = docx_child(n, name);
  return child ? node_attr(child, "val") : NULL;
}

int docx_number(const char *s, int otherwise)
{
  char *end;
  long v = s ? strtol(s, &end, 10) : 0;
  return s && end != s && v >= 0 && v < 100000 ? (int)v : otherwise;
}

const xmlNode *docx_branch(const xmlNode *n)
{
  if (n->type != XML_ELEMENT_NODE ||
      strcmp((const char *)n->name, "AlternateContent") != 0)
    return NULL;
  const xmlNode *choice = node_first(n, "Choice");
  return choice ? choice : node_first(n, "Fallback");
}

/* Does the section that ends with paragraph P end a page, too? How a section
 * begins is said where it ends. */
static bool ends_page(const xmlNode *p)
{
  const xmlNode *own = docx_child(docx_child(p, "pPr"), "sectPr");
  if (!own)
    return false;
  for (const xmlNode *n = p->next; n; n = n->next) {
    const xmlNode *next = docx_is(n, "sectPr")
                              ? n
                              : docx_child(docx_child(n, "pPr"), "sectPr");
    const char *type = docx_value(next, "type");
    if (next)
      return !type || strcmp(type, "continuous") != 0;
  }
  return false;
}

static void block(struct docx *d, const xmlNode *n)
{
  const xmlNode *branch = docx_branch(n);
  if (docx_is(n, "p")) {
    docx_paragraph(d, n);
    if (ends_page(n) && !d->cell)
      raw_add(d->arena, d->raw, RAW_BREAK, NULL)->line = d->paragraphs;
  } else if (docx_is(n, "tbl")) {
    docx_table(d, n);
  } else if (branch) {
    docx_blocks(d, branch);
  } else if (!docx_is(n, "del") && !docx_is(n, "moveFrom") &&
             !docx_is(n, "sdtPr") && !docx_is(n, "sectPr") &&
             !docx_is(n, "tcPr")) {
    docx_blocks(d, n);
  }
}

void docx_blocks(struct docx *d, const xmlNode *parent)
{
  if (d->depth >= DOCX_DEPTH) {
    d->cut = true;
    return;
  }
  d->depth++;
  for (const xmlNode *n = docx_child(parent, NULL); n; n = docx_next(n, NULL))
    block(d, n);
  d->depth--;
}

/* Each note begins with its mark: put before its first text. */
static void add_notes(struct docx *d)
{
  for (size_t i = 0; i < d->nasked; i++) {
    size_t at = d->raw->n;
    docx_blocks(d, d->asked[i]);
    for (; at < d->raw->n; at++) {
      struct raw_item *item = &d->raw->items[at];
      if (item->kind != RAW_PARA)
        continue;
      const char *s = item->text + strspn(item->text, " ");
      char *with = mem_printf("〔%zu〕%s", i + 1, s);
      item->text = arena_copy(d->arena, with);
      free(with);
      break;
    }
  }
}

/* What the file calls its main part: mostly word/document.xml. */
static char *main_part(struct docx *d)
{
  xmlDoc *doc = docx_part(d, "_rels/.rels");
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  char *found = NULL;
  for (const xmlNode *x = node_first(root, "Relationship"); x && !found;
       x = node_next(x, "Relationship")) {
    const char *type = node_attr(x, "Type"), *target = node_attr(x, "Target");
    size_t n = type ? strlen(type) : 0;
    if (n > 15 && target && !strcmp(type + n - 15, "/officeDocument"))
      found = arena_copy(d->arena, target + (*target == '/'));
  }
  xmlFreeDoc(doc);
  return found ? found : "word/document.xml";
}

/* The part NAME beside the main one. */
static xmlDoc *beside(struct docx *d, const char *name)
{
  char *path = mem_printf("%s%s", d->folder, name);
  xmlDoc *doc =
      zip_name_locate(d->zip, path, 0) >= 0 ? docx_part(d, path) : NULL;
  free(path);
  return doc;
}

/* The text of a part, its paragraphs apart by a space, so much of it as a
 * message can quote; owned. */
static char *part_text(struct docx *d, const char *name)
{
  struct buf b = BUF_INIT;
  xmlDoc *doc = docx_part(d, name);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  buf_puts(&b, "");
  for (const xmlNode *n = root; n && b.n < QUOTE; n = node_walk(n, root))
    if (docx_is(n, "p") && b.n)
      buf_putc(&b, ' ');
    else if (n->type == XML_TEXT_NODE && docx_is(n->parent, "t"))
      buf_puts(&b, (const char *)n->content);
  xmlFreeDoc(doc);
  if (b.n > QUOTE) {
    b.n = QUOTE;
    while (((unsigned char)b.s[b.n] & 0xC0) == 0x80)
      b.n--;
    b.s[b.n] = '\0';
  }
  return buf_take(&b);
}

static bool has_han(const char *s)
{
  for (const char *end = s + strlen(s); s < end;)
    if (rune_is_han(utf8_next(&s, end)))
      return true;
  return false;
}

/* What stands beside the text is told, not imported: heads and feet of pages,
 * and remarks of those who read it. */
static void tell_left_out(struct docx *d, const char *name, bool remark)
{
  char *text = part_text(d, name);
  if (has_han(text))
    diag_once(LEVEL_NOTE, place_file(d->raw->path),
              remark ? _("remarks beside the text are left out: “%s”; see to "
                         "them in the Word file")
                     : _("the head or foot of its pages is left out: “%s”; "
                         "add it by hand where it is wanted"),
              text);
  free(text);
}

/* Is NAME WORD, perhaps a number, .xml? */
static bool is_part(const char *name, const char *word)
{
  size_t n = strlen(word);
  return !strncmp(name, word, n) &&
         !strcmp(name + n + strspn(name + n, "0123456789"), ".xml");
}

static void tell_all_left_out(struct docx *d)
{
  zip_int64_t n = zip_get_num_entries(d->zip, 0);
  size_t folder = strlen(d->folder);
  for (zip_int64_t i = 0; i < n && i < PARTS; i++) {
    const char *name = zip_get_name(d->zip, (zip_uint64_t)i, 0);
    if (!name || strncmp(name, d->folder, folder) != 0)
      continue;
    bool remark = is_part(name + folder, "comments");
    if (remark || is_part(name + folder, "header") ||
        is_part(name + folder, "footer"))
      tell_left_out(d, name, remark);
  }
}

static bool read_main(struct docx *d, const char *name)
{
  const char *slash = strrchr(name, '/');
  d->folder =
      arena_copy_n(d->arena, name, slash ? (size_t)(slash + 1 - name) : 0);
  d->main = docx_part(d, name);
  const xmlNode *root = d->main ? xmlDocGetRootElement(d->main) : NULL;
  const xmlNode *body = docx_child(root, "body");
  if (!body)
    return raw_refuse(d->raw, _("no text can be read in this Word file; open "
                                "it in Word or WPS and save it anew as .docx"));
  char *links = mem_printf("_rels/%s.rels", slash ? slash + 1 : name);
  xmlDoc *rels = beside(d, links), *styles = beside(d, "styles.xml");
  xmlDoc *lists = beside(d, "numbering.xml");
  free(links);
  d->notes[0] = beside(d, "footnotes.xml");
  d->notes[1] = beside(d, "endnotes.xml");
  d->links = rels ? xmlDocGetRootElement(rels) : NULL;
  d->styles = docx_styles_new(d->arena, styles);
  d->lists = docx_lists_new(d->arena, lists);
  docx_blocks(d, body);
  add_notes(d);
  tell_all_left_out(d);
  free(d->asked);
  xmlDoc *all[] = {rels, styles, lists, d->notes[0], d->notes[1]};
  for (int i = 0; i < 5; i++)
    xmlFreeDoc(all[i]);
  return true;
}

/* What else comes in zip archives. */
static bool refuse_other(const struct docx *d)
{
  zip_t *z = d->zip;
  if (zip_name_locate(z, "xl/workbook.xml", 0) >= 0)
    return raw_refuse(d->raw, _("an Excel file; copy its table into a Word "
                                "file and import that"));
  if (zip_name_locate(z, "ppt/presentation.xml", 0) >= 0)
    return raw_refuse(d->raw, _("a PowerPoint file; copy its text into a "
                                "Word file and import that"));
  if (zip_name_locate(z, "content.xml", 0) >= 0)
    return raw_refuse(d->raw, _("an OpenDocument file; open it and save it "
                                "as .docx"));
  return raw_refuse(d->raw, _("a packed archive; unpack it and import the "
                              "files in it"));
}

bool raw_docx(struct arena *arena, struct raw *raw, const char *s, size_t n)
{
  struct docx d = {.arena = arena, .raw = raw, .left = UNPACKED};
  zip_source_t *source = zip_source_buffer_create(s, n, 0, NULL);
  d.zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
  if (!d.zip) {
    zip_source_free(source);
    return raw_refuse(raw, _("a damaged Word file or archive; copy it anew "
                             "from where it came"));
  }
  raw->charset = "UTF-8";
  const char *name = main_part(&d);
  bool ok = zip_name_locate(d.zip, name, 0) >= 0 && strstr(name, "document")
                ? read_main(&d, name)
                : refuse_other(&d);
  if (d.cut)
    diag(LEVEL_WARN, place_file(raw->path),
         _("too deep or too large, a part is left out; compare it with the "
           "page, or paste its text"));
  xmlFreeDoc(d.main);
  zip_discard(d.zip);
  return ok;
}
