#include "page/head.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "page/block.h"
#include "page/line.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

enum { REST_LINES = 2 };

/* Headlines already fitted: the search asks for the same ones often. */
struct head_memo {
  const xmlNode *node;
  struct headline_memo fitted;
  struct headline_forms *plain[BLOCK_COLUMNS + 1], *all[BLOCK_COLUMNS + 1];
  struct headline_forms *rescue[BLOCK_COLUMNS + 1], *steps[BLOCK_COLUMNS + 1];
  struct head_memo *next;
};

static struct head_memo *memo_of(struct layout *l, const xmlNode *article)
{
  struct head_memo *m = l->heads;
  while (m && m->node != article)
    m = m->next;
  if (m)
    return m;
  m = arena_get(l->arena, sizeof *m);
  m->node = article;
  m->next = l->heads;
  l->heads = m;
  return m;
}

/* The section's tag 【党政】 stands over the headline unless the page is named
 * after it. */
static const char *section_of(const struct layout *l, const xmlNode *article)
{
  const char *section = node_attr(article, "section");
  int page = node_int(article, "page", 0);
  if (!section || !*section)
    return NULL;
  if (l->page->run_on) /* its pages have no names */
    return section;
  for (xmlNode *p = node_first(article->parent, "page"); p;
       p = node_next(p, "page"))
    if (node_int(p, "number", 0) == page && node_attr(p, "name") &&
        !strcmp(node_attr(p, "name"), section))
      return NULL;
  return section;
}

/* The tag shares its line with the headline's air. */
static mpt tag_height(const struct layout *l, const xmlNode *article)
{
  return section_of(l, article) ? l->page->rlh * 3 / 4 : 0;
}

static int within(int columns)
{
  if (columns < 1)
    return 1;
  return columns < BLOCK_COLUMNS ? columns : BLOCK_COLUMNS;
}

static struct headline_job job_of(struct layout *l, const xmlNode *article,
                                  struct head_memo *m)
{
  return (struct headline_job){.arena = l->arena,
                               .styles = l->styles,
                               .fonts = l->fonts,
                               .article = article,
                               .tag = tag_height(l, article),
                               .memo = &m->fitted};
}

static struct headline_forms *kept(struct layout *l,
                                   struct headline_forms forms)
{
  struct headline_forms *f = arena_get(l->arena, sizeof *f);
  *f = forms;
  return f;
}

const struct headline_forms *head_forms(struct layout *l,
                                        const xmlNode *article, int columns,
                                        bool plain)
{
  struct head_memo *m = memo_of(l, article);
  int c = within(columns);
  struct headline_forms **forms = l->rescue ? m->rescue
                                  : plain   ? m->plain
                                            : m->all;
  struct headline_job job = job_of(l, article, m);
  job.plain = plain;
  if (!forms[c])
    forms[c] = kept(l, l->rescue ? headline_form_over(&job, c)
                                 : headline_forms(&job, c));
  return forms[c];
}

const struct headline_forms *head_options(struct layout *l,
                                          const xmlNode *article, int columns)
{
  struct head_memo *m = memo_of(l, article);
  int c = within(columns);
  struct headline_job job = job_of(l, article, m);
  if (!m->steps[c])
    m->steps[c] = kept(l, headline_form_steps(&job, c));
  return m->steps[c];
}

int head_lines(struct layout *l, const xmlNode *article,
               const struct headline_form *form)
{
  return layout_lines(l, tag_height(l, article) + form->height);
}

int head_rest_lines(int columns)
{
  return REST_LINES + (columns == 1);
}

mpt head_rule_air(const struct layout *l)
{
  return l->page->rlh / 4;
}

static void draw_string(struct layout *l, struct sheet *sheet, const char *s,
                        const struct style *st, struct rect at)
{
  const struct text *t =
      text_shape_string(l->arena, l->fonts, s, st, place_none());
  struct setting set = {.measure = at.w};
  struct lines lines = lines_break(l->arena, t, &set);
  if (lines.n)
    line_set(&(struct line_to){l->sheets, sheet, at.x,
                               at.y + line_baseline(l->fonts, st, at.h)},
             t, &lines.v[0], &set);
}

/* S between what the theme has around it, or else BEFORE and AFTER. */
static char *around(const struct style *st, const char *s, const char *before,
                    const char *after)
{
  const struct around *a = &st->around;
  if (a->before)
    return mem_printf("%.*s%s%.*s", a->nbefore, a->before, s, a->nafter,
                      a->after);
  return mem_printf("%s%s%s", before, s, after);
}

/* Its ground, where it has one, is as wide as S and its padding. */
static struct rect draw_ground(struct layout *l, struct sheet *sheet,
                               const char *s, const struct style *st,
                               struct rect at)
{
  mpt w = text_width(text_shape_string(l->arena, l->fonts, s, st,
                                       place_none()));
  mpt h = st->size * 4 / 3, left = st->padding[SIDE_LEFT];
  if (!st->has_fill)
    return at;
  w += left + st->padding[SIDE_RIGHT];
  layout_fill(l, sheet,
              (struct rect){at.x, at.y + (at.h - h) / 2, w < at.w ? w : at.w,
                            h},
              st->fill);
  return (struct rect){at.x + left, at.y, at.w - left, at.h};
}

static void draw_section(struct layout *l, struct sheet *sheet,
                         const struct head_place *p, const char *section)
{
  const struct style *st = style_named(l->styles, p->node, "section", NULL);
  char *s = around(st, section, "【", "】");
  struct rect at = {p->at.x, p->at.y, p->at.w, l->page->rlh};
  sheet_group(l->sheets, sheet, ROLE_SECTION, "");
  at = draw_ground(l, sheet, s, st, at);
  draw_string(l, sheet, s, st, at);
  sheet_end(l->sheets, sheet);
  free(s);
}

void head_draw(struct layout *l, struct sheet *sheet,
               const struct head_place *p)
{
  struct headline h = *p->form->headline;
  headline_ready(l->arena, &h);
  const char *section = section_of(l, p->node);
  mpt tag = tag_height(l, p->node), room = p->at.h - tag, x = p->at.x;
  if (section)
    draw_section(l, sheet, p, section);
  if (h.shape == HEADLINE_VERTICAL)
    x += (p->at.w - h.width) / 2;
  if (h.shape == HEADLINE_BOXED && room > h.height)
    h.height = room;
  /* Spare room goes below rather than between the tag and its headline. */
  headline_emit(l->sheets, sheet, &h, x,
                p->at.y + tag + (room - h.height) / (section ? 3 : 2));
}

char *head_jump_words(const struct style *st, bool to, int page)
{
  char number[16];
  snprintf(number, sizeof number, "%d", page);
  return around(st, number, to ? ">>>下转 P" : "<<<上接 P", " 版");
}

/* PAGE: where it goes on, or, below 0, comes from. */
static void draw_jump(struct layout *l, struct sheet *sheet,
                      const struct head_place *p, struct rect at, int page)
{
  bool to = page > 0;
  const struct style *st =
      style_named(l->styles, p->node, "jump", to ? "to" : "from");
  char *s = head_jump_words(st, to, abs(page));
  draw_string(l, sheet, s, st, at);
  sheet_end(l->sheets, sheet);
  free(s);
}

static void add_link(struct layout *l, struct sheet *sheet,
                     const struct head_place *p, struct rect at, int part)
{
  struct item *it = sheet_item(l->sheets, sheet, ITEM_LINK);
  it->u.link =
      (struct link){.at = at, .dest = node_attr(p->node, "id"), .part = part};
}

void head_draw_from(struct layout *l, struct sheet *sheet,
                    const struct head_place *p, int page)
{
  mpt rlh = l->page->rlh;
  mpt foot = p->at.y + p->at.h - head_rule_air(l);
  struct rect at = {p->at.x, foot - rlh, p->at.w, rlh};
  /* Beside the short title where there is room, else below it. */
  if (p->columns > 1)
    at.x += at.w - l->page->measure, at.w = l->page->measure;
  sheet_group(l->sheets, sheet, ROLE_CONTINUED, "");
  add_link(l, sheet, p, at, p->part - 1);
  draw_jump(l, sheet, p, at, -page);
}

void head_draw_to(struct layout *l, struct sheet *sheet,
                  const struct head_place *p, struct rect at, int page)
{
  sheet_group(l->sheets, sheet, ROLE_JUMP, "");
  add_link(l, sheet, p, at, p->part + 1);
  draw_jump(l, sheet, p, at, page);
}
