#include "cmd/theme_print_in.h"

#include <string.h>

#include "asset/font.h"
#include "page/vocabulary.h"
#include "tree/node.h"

/* Sizes of print: no text of a story below BODY, none at all below NOTE; in
 * large type the same by what such editions are for (16 pt and more). */
enum {
  BODY = PT(8),
  NOTE = PT(6),
  LARGE_BODY = PT(16),
  LARGE_NOTE = PT(12)
};

/* ---- sizes ---- */

/* Elements that hold a story's text. */
static bool is_text(const xmlNode *n)
{
  static const char *const list[] = {"p",     "item", "definition", "quote",
                                     "names", "name", "body",       NULL};
  static const char *const out[] = {"ad", "table", "figure", "box", "briefs",
                                    NULL};
  bool found = false;
  for (int i = 0; list[i]; i++)
    found |= node_is(n, list[i]);
  for (; found && n && n->type == XML_ELEMENT_NODE; n = n->parent)
    for (int i = 0; out[i]; i++)
      if (node_is(n, out[i]))
        return false;
  return found;
}

static mpt least_size(const struct print *p, const struct probe *b)
{
  bool note = print_is_furniture(b->rule) || node_is(b->node, "credit");
  if (p->large)
    return note ? LARGE_NOTE : LARGE_BODY;
  return is_text(b->node) ? BODY : NOTE;
}

static void tell_size(const struct print *p, const struct css_decl *d,
                      mpt size, mpt least)
{
  double is = size / 1000.0, wants = least / 1000.0;
  if (!d)
    return;
  if (p->large && !print_is_here(p, d->at))
    diag_once(LEVEL_WARN, d->at,
              _("%g pt stays in the large-type edition, where %g pt is the "
                "least; give a larger size in large.css"),
              is, wants);
  else if (p->large)
    diag_once(LEVEL_WARN, d->at,
              _("%g pt is small for a large-type edition, where %g pt is the "
                "least; make it larger"),
              is, wants);
  else if (least == BODY)
    diag_once(LEVEL_WARN, d->at,
              _("%g pt is too small for the text of a story, make it %g pt or "
                "more"),
              is, wants);
  else
    diag_once(LEVEL_WARN, d->at,
              _("%g pt is too small to be read in print, make it %g pt or "
                "more"),
              is, wants);
}

static void judge_size(const struct print *p, const struct probe *b)
{
  const struct style *st = b->style;
  mpt least = least_size(p, b);
  const struct css_decl *d = style_source(p->styles, b->node, "font-size");
  if (st->size < least && !st->nsizes)
    tell_size(p, d, st->size, least);
  for (int i = 0; i < st->nsizes; i++)
    if (st->sizes[i] < least) {
      tell_size(p, style_source(p->styles, b->node, "-cb-sizes"),
                st->sizes[i], least);
      break;
    }
}

/* ---- lines of the grid ---- */

static bool is_on_grid(const xmlNode *n)
{
  static const char *const list[] = {
      "p",        "byline", "signoff",  "subhead", "pullquote", "quote",
      "codenote", "jump",   "section",  "item",    "label",     "definition",
      "term",     "names",  "nameplate", "folio",  "imprint",   NULL};
  for (int i = 0; list[i]; i++)
    if (node_is(n, list[i]))
      return true;
  return false;
}

static void judge_lines(const struct print *p, const struct probe *b)
{
  const struct style *st = b->style;
  mpt rlh = p->page->rlh;
  const struct css_decl *d =
      style_source(p->styles, b->node, "line-height");
  const struct css_decl *h = style_source(p->styles, b->node, "height");
  if (!is_on_grid(b->node))
    return;
  if (d && st->leading % rlh > 20 && st->leading % rlh < rlh - 20)
    diag_once(LEVEL_WARN, d->at,
              _("a line-height of %g pt is no whole number of body lines (%g "
                "pt), so columns would not end level; use rlh"),
              st->leading / 1000.0, rlh / 1000.0);
  if (h && b->rule->nparts == 1 && st->height % rlh > 20 &&
      st->height % rlh < rlh - 20)
    diag_once(LEVEL_WARN, h->at,
              _("a height of %g pt is no whole number of body lines (%g pt); "
                "use rlh"),
              st->height / 1000.0, rlh / 1000.0);
}

/* ---- boxes of the furniture ---- */

static void judge_box(const struct print *p, const struct probe *b)
{
  const int *box = b->style->box;
  const struct css_decl *d = style_source(p->styles, b->node, "-cb-box");
  if (!d || !box[0] || !print_is_furniture(b->rule))
    return;
  const char *name = b->rule->parts[0].element;
  mpt height = style_named(p->styles, NULL, name, NULL)->height;
  int lines = height / p->page->rlh;
  const char *page = p->large ? _("the large-type page") : _("the page");
  if (box[0] + box[2] - 1 > p->page->columns)
    diag_once(LEVEL_WARN, d->at,
              _("columns %d to %d, but %s has only %d; correct -cb-box "
                "(column, line, columns, lines)"),
              box[0], box[0] + box[2] - 1,
              page, p->page->columns);
  else if (lines && box[1] + box[3] - 1 > lines)
    diag_once(LEVEL_WARN, d->at,
              _("lines %d to %d, but %s is only %d lines high; correct "
                "-cb-box (column, line, columns, lines) or its height"),
              box[1], box[1] + box[3] - 1, name, lines);
}

/* ---- weights ---- */

static void judge_weight(const struct print *p, const struct probe *b)
{
  const struct style *st = b->style;
  const struct css_decl *d =
      style_source(p->styles, b->node, "font-weight");
  if (!d || !st->nfaces)
    return;
  const struct face_info *face = fonts_info(p->theme->fonts, st->faces[0]);
  int off = face->weight - st->weight;
  if (off < 150 && off > -150)
    return;
  diag_once(LEVEL_WARN, d->at,
            _("%s is not installed in weight %d and is set in %d; install "
              "that weight or use another"),
            face->family, st->weight, face->weight);
}

void print_judge_sizes(const struct print *p, const struct probe *b)
{
  judge_size(p, b);
  judge_lines(p, b);
  judge_box(p, b);
  judge_weight(p, b);
}

/* ---- the page ---- */

/* Columns that are no whole number of characters make each line be stretched.
 * A twentieth of a character is not seen. */
static void judge_columns(const struct print *p, const struct css *css)
{
  const struct page_style *s = p->page;
  int rest = (int)(s->measure % s->size * 100L / s->size);
  struct place at = {p->file, 1, 1};
  for (size_t i = 0; i < css->nrules; i++)
    for (size_t k = 0; k < css->rules[i].ndecls; k++) {
      const struct css_decl *d = &css->rules[i].decls[k];
      if (css->rules[i].parts[0].root && !strcmp(d->name, "columns"))
        at = d->at;
    }
  if (rest <= 5 || rest >= 95)
    return;
  int whole = s->measure / s->size;
  diag(LEVEL_WARN, at,
       _("a column holds %d.%02d characters of %g pt, so every line must be "
         "stretched; for %d, make the margins of @page %.1f pt wider in all, "
         "or change the column-gap"),
       whole, rest, s->size / 1000.0, whole,
       (s->measure - (double)whole * s->size) * s->columns / 1000.0);
}

static void judge_root(const struct print *p, const struct css *css)
{
  mpt least = p->large ? LARGE_BODY : BODY;
  const struct css_decl *d = NULL;
  for (size_t i = 0; i < css->nrules; i++)
    for (size_t k = 0; k < css->rules[i].ndecls; k++) {
      const struct css_decl *one = &css->rules[i].decls[k];
      if (css->rules[i].parts[0].root && (!strcmp(one->name, "font") ||
                                          !strcmp(one->name, "font-size")))
        d = one;
    }
  if (p->page->size < least)
    tell_size(p, d, p->page->size, least);
}

void print_judge_page(const struct print *p, const struct css *css)
{
  judge_root(p, css);
  judge_columns(p, css);
}
