#include "page/form.h"

#include <limits.h>

#include "page/head.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  NEAR = 2,           /* lines between tops that make a collision */
  LIKE = 145,         /* sizes, in hundredths of each other */
  ALIKE_COST = 150,   /* a taboo of the trade */
  UNLIKE_COST = 20,
  WASTE_COST = 6,     /* as in page/plan.c */
  BOXED_COST = 25,    /* a second one on the page */
  MOST_VERTICAL = 1,
  MOST_BOXED = 2
};

/* A page while forms are tried. */
struct trial {
  struct layout *l;
  const struct candidate *v;
  struct plan *plan;
  long white[PLAN_STORIES]; /* what the lines that stay empty cost */
};

static const struct story *story_of(const struct trial *t, int i)
{
  return t->v[t->plan->slots[i].candidate].story;
}

static const struct headline_forms *forms_of(const struct trial *t, int i,
                                             bool plain)
{
  return head_forms(t->l, story_of(t, i)->node, t->plan->slots[i].columns,
                    plain);
}

/* The form of slot I; NULL for a rest, which has only a short title. */
static const struct headline_form *form_of(const struct trial *t, int i)
{
  if (story_of(t, i)->part > 1 || story_of(t, i)->framed)
    return NULL;
  const struct headline_form *f = t->plan->slots[i].form;
  return f ? f : forms_of(t, i, true)->v;
}

/* --- judging -------------------------------------------------------------- */

static bool is_like(mpt a, mpt b)
{
  mpt small = a < b ? a : b, large = a < b ? b : a;
  return (int64_t)large * 100 <= (int64_t)small * LIKE;
}

/* The headline of A ends at the gutter where that of B begins. */
static bool touch(const struct trial *t, int a, int b)
{
  const struct slot *x = &t->plan->slots[a], *y = &t->plan->slots[b];
  int apart = x->line - y->line;
  return x->column + form_of(t, a)->columns == y->column && apart <= NEAR &&
         apart >= -NEAR;
}

static long pair_cost(const struct trial *t, int a, int b)
{
  const struct headline_form *f = form_of(t, a), *g = form_of(t, b);
  if (!f || !g || f->shape != g->shape || !(touch(t, a, b) || touch(t, b, a)))
    return 0;
  return is_like(headline_size(f->headline), headline_size(g->headline))
             ? ALIKE_COST
             : UNLIKE_COST;
}

static long collisions(const struct trial *t)
{
  long cost = 0;
  for (int a = 0; a < t->plan->n; a++)
    for (int b = a + 1; b < t->plan->n; b++)
      cost += pair_cost(t, a, b);
  return cost;
}

/* How many headlines have SHAPE without the editor's asking for it. */
static int count_shape(const struct trial *t, enum headline_shape shape)
{
  int n = 0;
  for (int i = 0; i < t->plan->n; i++) {
    const struct headline_form *f = form_of(t, i);
    n += f && f->shape == shape && !node_attr(story_of(t, i)->node, "form");
  }
  return n;
}

static long page_cost(const struct trial *t)
{
  long cost = collisions(t);
  int boxed = count_shape(t, HEADLINE_BOXED);
  if (count_shape(t, HEADLINE_VERTICAL) > MOST_VERTICAL || boxed > MOST_BOXED)
    return LONG_MAX;
  for (int i = 0; i < t->plan->n; i++)
    cost += t->white[i] + (form_of(t, i) ? form_of(t, i)->cost / 10 : 0);
  return cost + (boxed > 1 ? BOXED_COST : 0);
}

/* --- choosing ------------------------------------------------------------- */

/* What stays empty of slot I with its headline in FORM; -1: no room. */
static long white_of(const struct trial *t, int i,
                     const struct headline_form *form)
{
  const struct slot *s = &t->plan->slots[i];
  struct story *story = t->v[s->candidate].story;
  struct block_size size = {.columns = s->columns, .form = form};
  int empty;
  int least = block_measure(t->l, story, size, &empty);
  if (!least || least > s->lines)
    return -1;
  return (long)(empty + (s->lines - least) * s->columns) * WASTE_COST;
}

/* Is it worth asking whether FORM fits slot I? */
static bool may_be(const struct trial *t, int i,
                   const struct headline_form *form)
{
  const struct headline_form *now = form_of(t, i);
  if (form->shape == now->shape && form->columns == now->columns &&
      form->side == now->side)
    return false;
  if (!headline_form_meets(story_of(t, i)->node, form))
    return false;
  return form->shape != HEADLINE_VERTICAL ||
         (story_of(t, i)->priority != PRIORITY_BRIEF &&
          t->plan->slots[i].column == 0);
}

/* The page's cost with FORM in slot I; LONG_MAX: it does not fit. */
static long try_form(struct trial *t, int i, const struct headline_form *form)
{
  struct slot *s = &t->plan->slots[i];
  const struct headline_form *was = s->form;
  long white = t->white[i], cost = LONG_MAX;
  t->white[i] = white_of(t, i, form);
  s->form = form;
  if (t->white[i] >= 0)
    cost = page_cost(t);
  s->form = was;
  t->white[i] = white;
  return cost;
}

static bool collides(const struct trial *t, int i)
{
  for (int k = 0; k < t->plan->n; k++)
    if (k != i && pair_cost(t, i, k))
      return true;
  return false;
}

/* The one change that lowers the page's cost most; false when none does. */
static bool improve(struct trial *t)
{
  long best = page_cost(t);
  int at = -1;
  const struct headline_form *form = NULL;
  for (int i = 0; i < t->plan->n; i++) {
    if (t->white[i] < 0 || !collides(t, i))
      continue;
    const struct headline_forms *forms = forms_of(t, i, false);
    for (int k = 0; k < forms->n; k++) {
      if (!may_be(t, i, &forms->v[k]))
        continue;
      long cost = try_form(t, i, &forms->v[k]);
      if (cost < best) {
        best = cost;
        at = i;
        form = &forms->v[k];
      }
    }
  }
  if (at < 0)
    return false;
  t->plan->slots[at].form = form;
  t->white[at] = white_of(t, at, form);
  return true;
}

long form_collisions(struct layout *l, const struct candidate *v,
                     const struct plan *plan)
{
  struct plan copy = *plan;
  return collisions(&(struct trial){.l = l, .v = v, .plan = &copy});
}

void form_part(struct layout *l, const struct candidate *v, struct plan *plan)
{
  struct trial t = {.l = l, .v = v, .plan = plan};
  if (!collisions(&t))
    return;
  /* A story that is cut, or of which only a rest stands here, keeps its
   * form. */
  for (int i = 0; i < plan->n; i++)
    t.white[i] = form_of(&t, i) ? white_of(&t, i, form_of(&t, i)) : -1;
  for (int n = 0; n < plan->n && improve(&t); n++)
    ;
}

void form_report(const struct block *b)
{
  const xmlNode *n = b->story->node;
  if (b->part == 1 && b->form && !headline_form_meets(n, b->form))
    diag(LEVEL_WARN, node_place(n),
         _("the headline does not stand in %d columns as `form: %s` asks; "
           "change the headline or the form"),
         b->frame.columns, node_attr(n, "form"));
}
