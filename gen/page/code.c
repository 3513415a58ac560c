#include "page/code.h"

#include <stdlib.h>
#include <string.h>

#include "asset/qr.h"
#include "base/diag.h"
#include "base/mem.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

/* 0.5 mm: smaller modules fill in on newsprint. */
#define LEAST_MODULE 1418

static void draw_modules(struct layout *l, struct sheet *sheet,
                         const struct qr *qr, struct rect at, mpt module)
{
  for (int y = 0; y < qr->size; y++)
    for (int x = 0; x < qr->size; x++) {
      int from = x;
      while (qr_black(qr, x, y))
        x++;
      if (x > from)
        layout_fill(l, sheet,
                    (struct rect){at.x + from * module, at.y + y * module,
                                  (x - from) * module, module},
                    (struct ink){.r = 0, .g = 0, .b = 0});
    }
}

void code_draw(struct layout *l, struct sheet *sheet, const char *text,
               struct rect at)
{
  struct qr *qr = qr_new(text);
  if (!qr)
    return;
  int side = qr->size + 2 * QR_QUIET;
  mpt module = (at.w < at.h ? at.w : at.h) / side;
  if (module < LEAST_MODULE)
    diag_once(LEVEL_WARN, place_none(),
              _("code \"%s\" is too small to print: %.2f mm a module; give it "
                "%.1f mm of room"),
              text, module * 25.4 / 72000, side * 0.5);
  struct rect inner = {at.x + (at.w - qr->size * module) / 2,
                       at.y + (at.h - qr->size * module) / 2, qr->size * module,
                       qr->size * module};
  sheet_group(l->sheets, sheet, ROLE_QR, arena_copy(l->sheets->arena, text));
  layout_fill(l, sheet,
              (struct rect){inner.x - QR_QUIET * module,
                            inner.y - QR_QUIET * module, side * module,
                            side * module},
              (struct ink){.r = 255, .g = 255, .b = 255});
  draw_modules(l, sheet, qr, inner, module);
  sheet_end(l->sheets, sheet);
  qr_free(qr);
}

/* --- a story's own code --------------------------------------------------- */

enum {
  NOTES = 6,     /* lines beside it that an editor may give */
  MOST_SIDE = 50 /* per cent of the width that a code may grow to */
};

struct code {
  const char *url;
  int modules; /* a side, quiet zone included */
  int n;
  const struct text *note[NOTES]; /* what stands beside it: lines each */
  const struct style *style;
  struct setting set;
  struct lines lines[NOTES];
  int height; /* as measured */
};

/* Does ARTICLE show the code of the paper's account instead of its own? */
static const xmlNode *account_of(const xmlNode *article)
{
  return node_attr(article, "code")
             ? node_first(node_first(article->parent, "paper"), "account")
             : NULL;
}

/* NULL when ARTICLE carries none. */
static char *article_url(const xmlNode *article)
{
  const xmlNode *issue = article->parent;
  const char *rule = node_attr(node_first(issue, "paper"), "codes");
  const char *base = node_attr(issue, "base-url");
  const char *url = node_attr(article, "url");
  const char *priority = node_attr(article, "priority");
  bool lead = priority && !strcmp(priority, "lead");
  if (account_of(article))
    return mem_copy(node_attr(account_of(article), "url"));
  if (!rule || !base || !*base || !url || !strcmp(rule, "none") ||
      (!lead && strcmp(rule, "all")))
    return NULL;
  return mem_printf("%s%s", base, url);
}

static void add_note(struct layout *l, struct code *c, const char *s,
                     const xmlNode *n)
{
  if (c->n < NOTES && *s)
    c->note[c->n++] =
        text_shape_string(l->arena, l->fonts, s, c->style, node_place(n));
}

static void add_notes(struct layout *l, struct code *c, const xmlNode *article)
{
  const xmlNode *account = account_of(article);
  if (!account) {
    add_note(l, c, "扫一扫", article);
    add_note(l, c, "看本文网页版", article);
    return;
  }
  for (const xmlNode *n = node_first(account, "caption"); n;
       n = node_next(n, "caption")) {
    char *s = node_text(n);
    add_note(l, c, s, n);
    free(s);
  }
  if (!c->n) {
    add_note(l, c, "公众号", account);
    add_note(l, c, node_attr(account, "name"), account);
  }
}

struct code *code_new(struct layout *l, const xmlNode *article)
{
  char *url = article_url(article);
  struct qr *qr = url ? qr_new(url) : NULL;
  struct code *c = qr ? arena_get(l->arena, sizeof *c) : NULL;
  if (c) {
    c->url = arena_copy(l->arena, url);
    c->modules = qr->size + 2 * QR_QUIET;
    c->style = style_named(l->styles, article, "codenote", NULL);
    add_notes(l, c, article);
  }
  qr_free(qr);
  free(url);
  return c;
}

/* The height of codenote's style is the least that the theme wants. */
static mpt code_side(const struct code *c)
{
  mpt least = c->modules * LEAST_MODULE;
  return least > c->style->height ? least : c->style->height;
}

static mpt note_height(const struct code *c, mpt rlh)
{
  size_t n = 0;
  for (int i = 0; i < c->n; i++)
    n += c->lines[i].n;
  return (mpt)n * rlh;
}

/* Sets what stands beside a code of SIDE. */
static void set_notes(struct layout *l, struct code *c, mpt width, mpt side)
{
  mpt room = width - side;
  c->set = (struct setting){
      .measure = room < 3 * c->style->size ? 3 * c->style->size : room};
  for (int i = 0; i < c->n; i++)
    c->lines[i] = lines_break(l->arena, c->note[i], &c->set);
}

int code_measure(struct layout *l, struct code *c, mpt width)
{
  set_notes(l, c, width, code_side(c));
  mpt note = note_height(c, l->page->rlh), side = code_side(c);
  return c->height = layout_lines(l, note > side ? note : side);
}

/* The side in AT: the code takes its lines whole, and those that it got more
 * than measured, as far as the text beside it lets it. */
static mpt grow(struct layout *l, struct code *c, struct rect at)
{
  mpt least = code_side(c), most = (mpt)((int64_t)at.w * MOST_SIDE / 100);
  mpt side = at.h < most ? at.h : most, rlh = l->page->rlh;
  if (side <= least)
    return least;
  set_notes(l, c, at.w, side);
  if (note_height(c, rlh) <= at.h)
    return side;
  set_notes(l, c, at.w, least);
  return least;
}

void code_draw_note(struct layout *l, struct sheet *sheet, struct code *c,
                    struct rect at)
{
  mpt rlh = l->page->rlh, side = grow(l, c, at);
  mpt y = at.y + (at.h - note_height(c, rlh)) / 2;
  mpt down = at.h > side ? (at.h - side) / 2 : 0;
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "code");
  code_draw(l, sheet, c->url, (struct rect){at.x, at.y + down, side, side});
  for (int i = 0; i < c->n; i++)
    for (size_t k = 0; k < c->lines[i].n; k++, y += rlh)
      line_set(&(struct line_to){l->sheets, sheet, at.x + side,
                                 y + line_baseline(l->fonts, c->style, rlh)},
               c->note[i], &c->lines[i].v[k], &c->set);
  sheet_end(l->sheets, sheet);
}
