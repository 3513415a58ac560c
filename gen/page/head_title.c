/* The short title (转题) over a continuation: as much of the headline as has
 * sense and room. */
#include "page/head.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/headline_split.h"
#include "page/line.h"
#include "page/phrase.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  TITLE_LINES = 2, /* body lines that it has */
  LEAST_TYPE = 18, /* ninths of the body: smaller only for a single clause */
  LEAST_TITLE = 4, /* characters */
  MOST_SEAM = 35,  /* a seam that costs more is inside a phrase */
  ALL_TYPE = 0
};

struct titler {
  struct layout *l;
  const struct style *style;
  mpt width, room;    /* what it may take */
  const char *s;      /* the whole headline */
  struct text *text;  /* found: … */
  struct split split; /* … and in which lines */
};

static struct style *style_at(const struct titler *t, mpt size)
{
  struct style *st = arena_get(t->l->arena, sizeof *st);
  *st = *t->style;
  st->size = size;
  return st;
}

/* A space between clauses is one em wide. */
static struct text *shape(const struct titler *t, size_t len, mpt size)
{
  char *s = mem_copy_n(t->s, len);
  struct text *text = text_shape_string(t->l->arena, t->l->fonts, s,
                                        style_at(t, size), place_none());
  headline_split_widen(text);
  free(s);
  return text;
}

/* Do the first LEN bytes stand in LINES lines of SIZE? */
static bool fits(struct titler *t, size_t len, int lines, mpt size)
{
  struct text *text = shape(t, len, size);
  uint8_t *phrase = mem_array(len + 1, 1);
  phrase_costs(t->s, len, phrase);
  const int *costs = headline_split_costs(t->l->arena, text, phrase);
  free(phrase);
  const struct seams *seams =
      headline_split_seams(t->l->arena, text, costs, 1);
  if (!headline_split(seams, lines, t->width, &t->split))
    return false;
  t->text = text;
  return true;
}

/* The same in any size of at least LEAST, in one line or in two that are
 * small enough. */
static bool fits_somehow(struct titler *t, size_t len, mpt least)
{
  const struct style *st = t->style;
  int n = st->nsizes > 0 ? st->nsizes : 1;
  for (int lines = 1; lines <= TITLE_LINES; lines++)
    for (int i = 0; i < n; i++) {
      mpt size = st->nsizes > 0 ? st->sizes[i] : st->size;
      if (size >= least && lines * size <= t->room &&
          fits(t, len, lines, size))
        return true;
    }
  return false;
}

/* As many clauses as stand in one line of large type; the first alone may be
 * smaller, or in two lines. */
static bool by_clauses(struct titler *t)
{
  mpt large = (mpt)((int64_t)t->l->page->size * LEAST_TYPE / 9);
  struct text *text = shape(t, strlen(t->s), t->style->size);
  for (uint32_t k = (uint32_t)text->n; k > 0; k--) {
    bool end = k == text->n;
    if (!end && !headline_split_at(text, k))
      continue;
    size_t len = end ? strlen(t->s) : text->atoms[k].text;
    if (fits_somehow(t, len, large))
      return true;
  }
  uint32_t k = 0;
  while (k < text->n && !headline_split_at(text, k))
    k++;
  return fits_somehow(t, k < text->n ? text->atoms[k].text : strlen(t->s),
                      ALL_TYPE);
}

/* The longest beginning that ends with a phrase. */
static bool by_phrases(struct titler *t)
{
  size_t n = strlen(t->s);
  uint8_t *phrase = mem_array(n + 1, 1);
  phrase_costs(t->s, n, phrase);
  struct text *text = shape(t, n, t->style->size);
  const int *costs = headline_split_costs(t->l->arena, text, phrase);
  free(phrase);
  for (uint32_t k = (uint32_t)text->n; k-- > LEAST_TITLE;)
    if (costs[k] <= MOST_SEAM &&
        fits_somehow(t, text->atoms[k].text, ALL_TYPE))
      return true;
  return false;
}

static bool find(struct titler *t)
{
  return by_clauses(t) || by_phrases(t);
}

static void set_lines(const struct titler *t, struct sheet *sheet,
                      struct rect at)
{
  struct layout *l = t->l;
  struct setting set = {.measure = at.w};
  mpt leading = at.h / (mpt)t->split.n;
  for (size_t i = 0; i < t->split.n; i++)
    line_set(&(struct line_to){l->sheets, sheet, at.x,
                               at.y + (mpt)i * leading +
                                   line_baseline(l->fonts, t->text->style,
                                                 leading)},
             t->text, &t->split.lines[i], &set);
}

/* What the jump line from a page of two digits leaves of W, beside which the
 * title stands. */
static mpt beside_jump(struct layout *l, const struct head_place *p, mpt w)
{
  const struct style *st = style_named(l->styles, p->node, "jump", "from");
  char *s = head_jump_words(st, false, 12);
  mpt jump = text_width(
      text_shape_string(l->arena, l->fonts, s, st, place_none()));
  free(s);
  return w - st->size - jump;
}

static void draw_title(struct layout *l, struct sheet *sheet,
                       const struct head_place *p, const struct style *st)
{
  char *s = node_child_text(p->node, "headline");
  mpt w = p->columns > 1 ? beside_jump(l, p, p->at.w) : p->at.w;
  /* In one column the jump stands between it and the rule. */
  mpt h = TITLE_LINES * l->page->rlh;
  if (p->columns > 1)
    h -= head_rule_air(l);
  struct titler t = {
      .l = l, .style = st, .width = w, .room = h, .s = s ? s : ""};
  if (*t.s && find(&t))
    set_lines(&t, sheet, (struct rect){p->at.x, p->at.y, w, h});
  free(s);
}

void head_draw_title(struct layout *l, struct sheet *sheet,
                     const struct head_place *p)
{
  const struct style *st =
      style_named(l->styles, p->node, "continuation", NULL);
  sheet_group(l->sheets, sheet, ROLE_FURNITURE, "continuation");
  draw_title(l, sheet, p, st);
  mpt y = p->at.y + p->at.h - head_rule_air(l);
  if (st->border[SIDE_BOTTOM])
    layout_rule(l, sheet, (struct rect){p->at.x, y, p->at.w, 0},
                st->border[SIDE_BOTTOM], st->border_ink[SIDE_BOTTOM]);
  sheet_end(l->sheets, sheet);
}
