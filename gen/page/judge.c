#include "page/judge.h"

#include <stdint.h>
#include <stdlib.h>

enum {
  TABOO = 150,
  CUT = 240, /* dearer, since a page is seen before its headlines */
  BLEMISH = 25,
  UNLIKE = 20,
  TOUCH = 60,
  NOT_ON_TOP = 90, /* the lead */
  STEP = 45,       /* a rank less above a rank more */
  OUTSIZED = 45,
  STRIP = 5,
  NARROW_PAIR = 14,
  STRIPE = 18,
  ON_END_INSIDE = 8,
  AGAIN = 60,
  DULL_QUARTER = 12,
  NO_PICTURE = 15,
  TINY_PICTURE = 3,
  LEVEL = 2 /* lines apart: still on one line */
};

/* Sizes in the source of the rules are for 9 pt in columns of 108 pt × lines of
 * 13.5 pt. */
enum { BODY = 9, HEADLINE = 18, SLOT = 24 * 108 * 27 / 2, TINY = 135 };

static int right_of(const struct patch *p)
{
  return p->column + p->columns;
}

static int foot_of(const struct patch *p)
{
  return p->line + p->lines;
}

static int common(int a0, int a1, int b0, int b1)
{
  int low = a0 > b0 ? a0 : b0, high = a1 < b1 ? a1 : b1;
  return high > low ? high - low : 0;
}

static int common_columns(const struct patch *a, const struct patch *b)
{
  return common(a->column, right_of(a), b->column, right_of(b));
}

static int common_lines(const struct patch *a, const struct patch *b)
{
  return common(a->line, foot_of(a), b->line, foot_of(b));
}

static bool beside(const struct patch *a, const struct patch *b)
{
  return right_of(a) == b->column || right_of(b) == a->column;
}

/* Is A directly above B? Between them is the parting line. */
static bool directly_above(const struct patch *a, const struct patch *b)
{
  int gap = b->line - foot_of(a);
  return gap >= 0 && gap <= 1 && common_columns(a, b) > 0;
}

static bool has_head(const struct scene_module *m)
{
  return m->type > 0 && m->head.columns > 0;
}

/* In order of cost, of equals the first found first. */
static void add(struct verdict *v, struct fault f)
{
  int at = v->n;
  if (f.cost <= 0)
    return;
  v->cost += f.cost;
  if (v->n == SCENE_FAULTS && v->v[at - 1].cost >= f.cost)
    return;
  if (v->n == SCENE_FAULTS)
    at--;
  else
    v->n++;
  for (; at > 0 && v->v[at - 1].cost < f.cost; at--)
    v->v[at] = v->v[at - 1];
  v->v[at] = f;
}

static void add_other(struct verdict *v, int cost, int a, int b)
{
  add(v, (struct fault){FAULT_OTHER, cost, a, b});
}

/* --- pairs of modules ----------------------------------------------------- */

/* 碰题. A headline of another form does not collide. */
static void judge_heads(struct verdict *v, const struct scene *s, int i, int k)
{
  const struct scene_module *a = &s->v[i], *b = &s->v[k];
  int apart = abs(a->head.line - b->head.line);
  if (!has_head(a) || !has_head(b) || a->vertical != b->vertical ||
      a->boxed != b->boxed || apart > LEVEL || !beside(&a->head, &b->head))
    return;
  int64_t more = a->type > b->type ? a->type : b->type;
  int64_t less = a->type > b->type ? b->type : a->type;
  bool like = more * 100 <= less * 145;
  add(v, (struct fault){like ? FAULT_TOMBSTONE : FAULT_UNLIKE,
                        like ? TABOO : UNLIKE, i, k});
}

static bool touch(const struct patch *a, const struct patch *b)
{
  return directly_above(a, b) || directly_above(b, a) ||
         (beside(a, b) && common_lines(a, b) > 0);
}

static void judge_pictures(struct verdict *v, const struct scene *s, int i,
                           int k)
{
  const struct scene_module *a = &s->v[i], *b = &s->v[k];
  for (int x = 0; x < a->npictures; x++)
    for (int y = 0; y < b->npictures; y++)
      if (touch(&a->pictures[x], &b->pictures[y])) {
        add(v, (struct fault){FAULT_PICTURES, TOUCH, i, k});
        return;
      }
}

/* A stands above B somewhere: is it the less important? Two steps of
 * headlines' sizes are about 1.3 : 1. */
static void judge_order(struct verdict *v, const struct scene *s, int i, int k)
{
  const struct scene_module *a = &s->v[i], *b = &s->v[k];
  if (!directly_above(&a->at, &b->at))
    return;
  int steps = a->rank - b->rank;
  if (b->rest && steps > 1)
    steps = 1; /* it has had its place on top, on the page before */
  if (steps > 0)
    add(v, (struct fault){FAULT_ORDER, STEP * steps, i, k});
  else if (has_head(a) && has_head(b) && !a->filler && !a->rest &&
           (int64_t)b->type * 10 >= (int64_t)a->type * 13)
    add(v, (struct fault){FAULT_ORDER, OUTSIZED, i, k});
}

/* On wide columns, four and fewer a page, one column is no strip. */
static void judge_narrow(struct verdict *v, const struct scene *s, int i,
                         int k)
{
  const struct patch *a = &s->v[i].at, *b = &s->v[k].at;
  if (s->columns > 4 && a->columns == 1 && b->columns == 1 && beside(a, b) &&
      common_lines(a, b) > 0)
    add_other(v, NARROW_PAIR, i, k);
}

static void judge_pairs(struct verdict *v, const struct scene *s)
{
  for (int i = 0; i < s->n; i++)
    for (int k = i + 1; k < s->n; k++) {
      judge_heads(v, s, i, k);
      judge_pictures(v, s, i, k);
      judge_order(v, s, i, k);
      judge_order(v, s, k, i);
      judge_narrow(v, s, i, k);
    }
}

/* --- cuts ----------------------------------------------------------------- */

int judge_cut_across(int line, int lines, int a, int b)
{
  if (a + b <= 2)
    return 0;
  if (a > 1 && b > 1 && line * 100 >= lines * 35 && line * 100 <= lines * 65)
    return CUT;
  return STRIP;
}

/* Of three columns or fewer each is a good part of the page: there a cut is
 * allowed beside one story. */
int judge_cut_down(int column, int columns, int a, int b)
{
  if (a + b <= 2)
    return 0;
  if (columns <= 3)
    return a > 1 && b > 1 ? CUT : STRIP;
  return column > 1 && column < columns - 1 ? CUT : STRIP;
}

static bool crosses_line(const struct scene *s, int line, int from, int to)
{
  for (int i = 0; i < s->n; i++) {
    const struct patch *p = &s->v[i].at;
    if (p->line < line && foot_of(p) >= line && p->column < to &&
        right_of(p) > from)
      return true;
  }
  return false;
}

static bool crosses_column(const struct scene *s, int column, int from,
                           int to)
{
  for (int i = 0; i < s->n; i++) {
    const struct patch *p = &s->v[i].at;
    if (p->column < column && right_of(p) > column && p->line < to &&
        foot_of(p) > from)
      return true;
  }
  return false;
}

/* A module whose top is a cut names it. */
static void judge_across(struct verdict *v, const struct scene *s, int line)
{
  int above = 0, named = -1;
  for (int i = s->n - 1; i >= 0; i--) {
    above += s->v[i].at.line < line;
    if (s->v[i].at.line == line)
      named = i;
  }
  if (named < 0 || above == 0 || crosses_line(s, line, 0, s->columns))
    return;
  add(v, (struct fault){FAULT_CUT_ACROSS,
                        judge_cut_across(line, s->lines, above, s->n - above),
                        named, -1});
}

static void judge_down(struct verdict *v, const struct scene *s, int column)
{
  int before = 0, named = -1;
  for (int i = s->n - 1; i >= 0; i--) {
    before += s->v[i].at.column < column;
    if (s->v[i].at.column == column)
      named = i;
  }
  if (named < 0 || before == 0 || crosses_column(s, column, 0, s->lines))
    return;
  int cost = judge_cut_down(column, s->columns, before, s->n - before);
  add(v, (struct fault){FAULT_CUT_DOWN, cost, named, -1});
  if (s->columns > 3 && (column == 1 || column == s->columns - 1))
    v->skeleton |= SKELETON_STRIP;
}

static void judge_cuts(struct verdict *v, const struct scene *s)
{
  for (int line = 1; line < s->lines; line++)
    judge_across(v, s, line);
  for (int column = 1; column < s->columns; column++)
    judge_down(v, s, column);
}

/* --- the page as a whole -------------------------------------------------- */

/* The four lines round a middle block, each to an edge of the page; FLIP: the
 * one above it goes to the right. */
static bool is_wheel(const struct scene *s, const struct patch *p, bool flip)
{
  int left = p->column, right = right_of(p);
  int above = p->line, below = foot_of(p) + 1;
  if (crosses_line(s, above, flip ? left : 0, flip ? s->columns : right) ||
      crosses_line(s, below, flip ? 0 : left, flip ? right : s->columns))
    return false;
  return !crosses_column(s, flip ? left : right, 0, foot_of(p)) &&
         !crosses_column(s, flip ? right : left, above, s->lines);
}

static void find_skeleton(struct verdict *v, const struct scene *s)
{
  for (int i = 0; i < s->n; i++) {
    const struct patch *p = &s->v[i].at;
    if (p->columns == s->columns && p->line == 0)
      v->skeleton |= SKELETON_TOP;
    if (p->columns == s->columns && foot_of(p) >= s->lines)
      v->skeleton |= SKELETON_FOOT;
    if (s->n >= 5 && p->column > 0 && right_of(p) < s->columns &&
        p->line > 0 && foot_of(p) < s->lines &&
        (is_wheel(s, p, false) || is_wheel(s, p, true)))
      v->skeleton |= SKELETON_PINWHEEL;
  }
}

static void judge_lead(struct verdict *v, const struct scene *s)
{
  int lead = -1;
  for (int i = 0; i < s->n; i++) {
    const struct scene_module *m = &s->v[i];
    if (m->rank == 0 && !m->rest && lead < 0)
      lead = i;
    if (m->rank == 0 && m->at.line == 0)
      return;
  }
  if (lead >= 0)
    add(v, (struct fault){FAULT_ORDER, NOT_ON_TOP, lead, -1});
}

static void judge_forms(struct verdict *v, const struct scene *s)
{
  int full = 0, on_end = 0;
  for (int i = 0; i < s->n; i++) {
    const struct scene_module *m = &s->v[i];
    const struct patch *h = &m->head;
    if (m->at.columns == s->columns && s->columns > 1 && ++full > 2)
      add_other(v, STRIPE, i, -1);
    if (!m->vertical || !has_head(m))
      continue;
    if (++on_end > 1)
      add_other(v, BLEMISH, i, -1);
    if (h->column > 0 && right_of(h) < s->columns)
      add_other(v, ON_END_INSIDE, i, -1);
  }
}

/* Where the page's ink lies: sums of its moments, in thousandths. */
struct weight {
  int64_t area, x, y;
};

static void weigh(struct weight *w, const struct scene *s,
                  const struct patch *p)
{
  int64_t area = (int64_t)p->columns * p->lines;
  w->area += area;
  w->x += area * (p->column * 2 + p->columns) * 500 / s->columns;
  w->y += area * (p->line * 2 + p->lines) * 500 / s->lines;
}

static int beyond(int64_t off, int free, int price)
{
  off = (off < 0 ? -off : off) - free;
  return off > 0 ? (int)(off * price / 1000) : 0;
}

/* A single story cannot be balanced against another. */
static void judge_balance(struct verdict *v, const struct scene *s)
{
  struct weight w = {0};
  for (int i = 0; i < s->n; i++) {
    const struct scene_module *m = &s->v[i];
    if (has_head(m))
      weigh(&w, s, &m->head);
    for (int k = 0; k < m->npictures; k++)
      weigh(&w, s, &m->pictures[k]);
  }
  if (w.area == 0 || s->n < 2)
    return;
  add(v, (struct fault){FAULT_ONE_SIDED,
                        beyond(w.x / w.area - 500, 80, 120), -1, -1});
  add(v, (struct fault){FAULT_TOP_HEAVY,
                        beyond(w.y / w.area - 380, 120, 100), -1, -1});
}

/* Headlines, pictures and boxes call the eye into the page. */
static bool enters(const struct scene *s, const struct scene_module *m,
                   const struct patch *quarter)
{
  bool calls = m->boxed ||
               (int64_t)m->type * BODY >= (int64_t)s->size * HEADLINE;
  if (has_head(m) && calls && common_columns(&m->head, quarter) > 0 &&
      common_lines(&m->head, quarter) > 0)
    return true;
  for (int i = 0; i < m->npictures; i++)
    if (common_columns(&m->pictures[i], quarter) > 0 &&
        common_lines(&m->pictures[i], quarter) > 0)
      return true;
  return false;
}

/* Quarters in halves of a column and of a line. */
static void judge_quarters(struct verdict *v, const struct scene *s)
{
  int half = (s->columns + 1) / 2, high = (s->lines + 1) / 2;
  for (int q = 0; q < 4; q++) {
    struct patch p = {q % 2 ? s->columns - half : 0, half,
                      q / 2 ? s->lines - high : 0, high};
    bool found = false;
    for (int i = 0; i < s->n && !found; i++)
      found = enters(s, &s->v[i], &p);
    if (!found)
      add_other(v, DULL_QUARTER, -1, -1);
  }
}

static void judge_sizes(struct verdict *v, const struct scene *s)
{
  bool large = false;
  for (int i = 0; i < s->n; i++)
    for (int k = 0; k < s->v[i].npictures; k++) {
      const struct patch *p = &s->v[i].pictures[k];
      int64_t wide = (int64_t)s->measure * p->columns / PT(1);
      int64_t high = (int64_t)s->rlh * p->lines / PT(1);
      large = large || wide * high >= SLOT;
      if (s->columns > 4 && p->columns == 1 && high < TINY)
        add_other(v, TINY_PICTURE, i, -1);
    }
  if (!large)
    add_other(v, NO_PICTURE, -1, -1);
}

struct verdict judge_scene(const struct scene *s)
{
  struct verdict v = {0};
  if (s->n < 1 || s->columns < 1 || s->lines < 1)
    return v;
  judge_pairs(&v, s);
  judge_cuts(&v, s);
  find_skeleton(&v, s);
  judge_lead(&v, s);
  judge_forms(&v, s);
  judge_balance(&v, s);
  judge_quarters(&v, s);
  judge_sizes(&v, s);
  if (v.skeleton & s->before)
    add_other(&v, AGAIN, -1, -1);
  return v;
}

const char *judge_name(enum fault_kind kind)
{
  static const char *const names[FAULT_KINDS] = {
      [FAULT_TOMBSTONE] = "tombstone",  [FAULT_UNLIKE] = "unlike",
      [FAULT_CUT_ACROSS] = "cut-across", [FAULT_CUT_DOWN] = "cut-down",
      [FAULT_PICTURES] = "pictures",    [FAULT_ORDER] = "order",
      [FAULT_TOP_HEAVY] = "top-heavy",  [FAULT_ONE_SIDED] = "one-sided",
      [FAULT_OTHER] = "other"};
  return names[kind];
}

/* Two steps of rank turned upside down, or the lead not at the top, are no
 * matter of taste. */
bool judge_taboo(const struct fault *f)
{
  switch (f->kind) {
  case FAULT_TOMBSTONE:
  case FAULT_PICTURES:
    return true;
  case FAULT_CUT_ACROSS:
  case FAULT_CUT_DOWN:
    return f->cost >= TABOO;
  case FAULT_ORDER:
    return f->cost >= 2 * STEP;
  default:
    return false;
  }
}

bool judge_clean(const struct verdict *v)
{
  for (int i = 0; i < v->n; i++)
    if (judge_taboo(&v->v[i]))
      return false;
  return true;
}
