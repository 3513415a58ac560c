#include <stdlib.h>

#include "page/judge.h"
#include "page/search_in.h"

static int right_of(const struct search_slot *p)
{
  return p->column + p->columns;
}

/* What tops cost that meet: as page/judge sees it, up to two lines apart. */
static int price_tops(const struct arrangement *a)
{
  int sum = 0;
  for (int i = 0; i < a->n; i++)
    for (int k = 0; k < a->n && a->slots[i].top != TOP_PLAIN; k++) {
      const struct search_slot *x = &a->slots[i], *y = &a->slots[k];
      if (right_of(x) == y->column && abs(x->line - y->line) <= 2)
        sum += search_collision((int)x->top, (int)y->top);
    }
  return sum;
}

static int price_down(const struct search *s, const struct arrangement *a,
                      int column)
{
  int before = 0;
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *p = &a->slots[i];
    if (p->column < column && right_of(p) > column)
      return 0;
    before += p->column < column;
  }
  return judge_cut_down(column, s->columns, before, a->n - before);
}

/* The cut above slot I, but not twice. */
static int price_across(const struct search *s, const struct arrangement *a,
                        int i)
{
  int line = a->slots[i].line, above = 0;
  for (int k = 0; k < a->n; k++) {
    const struct search_slot *p = &a->slots[k];
    if ((p->line < line && p->line + p->lines >= line) ||
        (p->line == line && k < i))
      return 0;
    above += p->line < line;
  }
  return above ? judge_cut_across(line, s->deep - 1, above, a->n - above) : 0;
}

static long price(const struct search *s, const struct arrangement *a)
{
  long sum = price_tops(a);
  for (int i = 0; i < a->n; i++) {
    const struct search_slot *p = &a->slots[i];
    sum += s->job->menus[i]->price[p->columns][p->lines][p->top];
    sum += price_across(s, a, i);
  }
  for (int column = 1; column < s->columns; column++)
    sum += price_down(s, a, column);
  return sum;
}

/* Where a piece stands, and how wide. */
struct place {
  unsigned part;
  int column, columns, line;
};

static void lay(const struct search *s, struct place p, const struct way *w,
                struct arrangement *out)
{
  struct place first = p, second = p;
  if (w->kind == KIND_LEAF) {
    int i = s->order[__builtin_ctz(p.part)];
    out->slots[i] = (struct search_slot){i,      p.column,    p.columns,
                                         p.line, w->deep - 1, tops_left(w)};
    return;
  }
  first.part = w->part;
  second.part = p.part ^ w->part;
  if (w->kind == KIND_ACROSS) {
    second.line += w->at;
  } else {
    first.columns = w->at;
    second.column += w->at;
    second.columns -= w->at;
  }
  lay(s, first, &ways_of(s, first.part, first.columns)->v[w->first], out);
  lay(s, second, &ways_of(s, second.part, second.columns)->v[w->second], out);
}

void search_lay_wheel(const struct search *s, const struct wheel *w,
                      struct arrangement *out)
{
  int c = s->columns;
  struct place p[5] = {{w->a, 0, w->wide, 0},
                       {w->b, w->wide, c - w->wide, 0},
                       {w->c, w->narrow, c - w->narrow, w->low},
                       {w->d, 0, w->narrow, w->high},
                       {w->m, w->narrow, w->wide - w->narrow, w->high}};
  for (int i = 0; i < 5; i++) {
    if (w->flip)
      p[i].column = c - p[i].column - p[i].columns;
    lay(s, p[i], &ways_of(s, p[i].part, p[i].columns)->v[w->way[i]], out);
  }
  out->n = s->job->n;
  out->cost = price(s, out);
}

void search_lay_slice(const struct search *s, const struct way *w,
                      struct arrangement *out)
{
  lay(s, (struct place){s->all, 0, s->columns, 0}, w, out);
  out->n = s->job->n;
  out->cost = price(s, out);
}
