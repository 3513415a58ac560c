#include "page/headline_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/adjust.h"
#include "page/phrase.h"
#include "page/space.h"
#include "page/turn.h"
#include "tree/node.h"

enum { SMALL_EVEN = 4 }; /* kicker and deck may end in a shorter line */

int headline_words_sizes(const struct words *w)
{
  return w->style->nsizes > 0 ? w->style->nsizes : 1;
}

mpt headline_words_size(const struct words *w, int step)
{
  return w->style->nsizes > 0 ? w->style->sizes[step] : w->style->size;
}

const struct style *headline_words_style(struct arena *a, struct words *w,
                                         int step)
{
  struct cast *c = &w->sizes[step];
  if (c->style)
    return c->style;
  struct style *st = arena_get(a, sizeof *st);
  *st = *w->style;
  st->size = headline_words_size(w, step);
  if (w->style->size > 0) {
    st->leading =
        (mpt)((int64_t)st->leading * st->size / w->style->size);
    st->letter_space =
        (mpt)((int64_t)st->letter_space * st->size / w->style->size);
  }
  return c->style = st;
}

/* ---- the text at its first size ---- */

/* Costs are asked before the text is set on end, which makes figures Han. */
static void shape(const struct headline_job *job, struct words *w)
{
  struct arena *a = job->arena;
  const struct style *st = headline_words_style(a, w, 0);
  bool is_main = !strcmp((const char *)w->node->name, "headline");
  w->text =
      text_shape_string(a, job->fonts, w->s, st, node_place(w->node));
  w->sizes[0].text = w->text;
  headline_split_widen(w->text);
  w->clauses = headline_split_clauses(w->text);
  const int *costs = headline_split_costs(a, w->text, w->phrase);
  if (w->vertical)
    w->poses = turn_text(a, job->fonts, w->text);
  w->seams = headline_split_seams(a, w->text, costs, is_main ? 1 : SMALL_EVEN);
  w->all = adjust_fit(w->text, 0, (uint32_t)w->text->n).width;
}

/* The dictionary is asked once for a text in all its styles. */
static void read_phrases(const struct headline_job *job, struct words *w)
{
  for (const struct words *o = w->next; o; o = o->next)
    if (o->node == w->node) {
      w->s = o->s;
      w->phrase = o->phrase;
      return;
    }
  char *s = node_text(w->node);
  w->s = arena_copy(job->arena, s);
  uint8_t *phrase = arena_array(job->arena, strlen(s) + 1, 1);
  phrase_costs(s, strlen(s), phrase);
  w->phrase = phrase;
  free(s);
}

struct words *headline_words(const struct headline_job *job,
                             const xmlNode *node, const struct style *style)
{
  bool vertical = job->shape == HEADLINE_VERTICAL;
  struct words *kept = job->memo ? job->memo->words : NULL;
  for (struct words *w = kept; w; w = w->next)
    if (w->node == node && w->style == style && w->vertical == vertical)
      return w->text ? w : NULL;
  struct words *w = arena_get(job->arena, sizeof *w);
  *w = (struct words){
      .node = node, .style = style, .vertical = vertical, .next = kept};
  const char *at = node_attr(node, "at");
  w->at = at ? arena_copy(job->arena, at) : NULL;
  read_phrases(job, w);
  if (!style->hidden && *w->s)
    shape(job, w);
  if (job->memo)
    job->memo->words = w;
  return w->text ? w : NULL;
}

/* ---- other sizes ---- */

static mpt scaled(mpt v, mpt to, mpt from)
{
  return (mpt)(((int64_t)v * to + from / 2) / from);
}

static void scale_atom(struct atom *a, const struct style *st, mpt from)
{
  mpt *all[] = {&a->width, &a->left, &a->right, &a->start,    &a->end,
                &a->give,  &a->grow, &a->gap,   &a->gap_give, &a->gap_grow};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    *all[i] = scaled(*all[i], st->size, from);
  a->style = st;
}

static struct text *scaled_text(struct arena *a, const struct text *t,
                                const struct style *st)
{
  struct text *to = arena_get(a, sizeof *to);
  mpt from = t->style->size > 0 ? t->style->size : 1;
  *to = *t;
  to->style = st;
  to->atoms = arena_array(a, t->n + 1, sizeof *to->atoms);
  to->glyphs = arena_array(a, t->nglyphs + 1, sizeof *to->glyphs);
  to->sums = arena_array(a, t->n + 1, sizeof *to->sums);
  memcpy(to->atoms, t->atoms, t->n * sizeof *to->atoms);
  memcpy(to->glyphs, t->glyphs, t->nglyphs * sizeof *to->glyphs);
  for (size_t i = 0; i < t->n; i++)
    scale_atom(&to->atoms[i], st, from);
  for (size_t i = 0; i < t->nglyphs; i++) {
    to->glyphs[i].dx = scaled(to->glyphs[i].dx, st->size, from);
    to->glyphs[i].dy = scaled(to->glyphs[i].dy, st->size, from);
  }
  space_sum(to);
  return to;
}

const struct text *headline_words_text(struct arena *a, struct words *w,
                                       int step)
{
  struct cast *c = &w->sizes[step];
  if (!c->text)
    c->text = scaled_text(a, w->text, headline_words_style(a, w, step));
  return c->text;
}
