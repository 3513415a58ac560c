#include "page/option.h"

#include <stdlib.h>

#include "page/figure.h"
#include "page/frame.h"
#include "page/framed.h"
#include "page/head.h"
#include "page/option_cost.h"
#include "page/solid.h"
#include "page/style.h"
#include "tree/node.h"

enum {
  MOST_AIR = 1,        /* lines more under a headline */
  MOST_FILLER_AIR = 4,
  BOX_AIR = 1,         /* lines that a box can take more */
  MOST_CROP = 6,       /* steps tried to each side, … */
  MANY_CROP = 2,       /* where there are several floats every second */
  LEAST_HEAD = 5,      /* lines of text under a headline … */
  LEAST_BRIEF = 3,     /* … and of a brief, or of one with few lines */
  FEW_LINES = 20,
  LAST_SHORT = 2,      /* lines that the last column may end early … */
  MOST_WHITE = 3,      /* … and per cent of the page's */
  CUT_LINES = 8,       /* that a column has at least where a story is cut */
  CUT_ROWS = 40,       /* or all columns together */
  CUT_REST = 12,       /* lines that go on at the least */
  CUT_SLACK = 4,       /* of them may change when the text is set */
  RUN_LINES = 5,       /* the same where stories run on */
  RUN_REST = 10
};

/* An option while it is built. */
struct maker {
  const struct option_story *s;
  int columns, least, most;
  const struct headline_forms *forms; /* NULL: of a rest */
  struct option o;
  const struct headline_form *form;
  enum top top;
  int worth; /* lines of text that a column has at the least, one of all */
  option_visit *visit;
  void *data;
};

/* --- the story ------------------------------------------------------------ */

static void open_float(struct layout *l, struct option_float *f)
{
  for (int w = 1; w <= SEARCH_COLUMNS && w <= l->page->columns; w++) {
    mpt width = layout_width(l, w);
    int lines = solid_measure(l, f->solid, width);
    struct figure_size size = {0};
    if (f->figure)
      size = figure_size(l, f->solid->figure, width);
    f->lines[w] = (short)lines;
    f->least[w] = (short)(size.picture ? size.least - size.picture : 0);
    f->most[w] = (short)(size.picture ? size.most - size.picture : 0);
    if (f->solid->box)
      f->most[w] = BOX_AIR;
    f->caption[w] = (short)size.caption;
  }
}

static void add_float(struct option_story *s, size_t row, struct solid *solid)
{
  if (s->nfloats == OPTION_FLOATS) {
    s->too_many = true;
    return;
  }
  struct option_float *f = &s->floats[s->nfloats++];
  *f = (struct option_float){.solid = solid,
                             .row = row,
                             .before = flow_height(s->story->flow,
                                                   s->story->from, row),
                             .figure = solid->figure != NULL,
                             .want = solid->want,
                             .pinned = !s->l->page->run_on &&
                                       node_attr(solid->node, "span")};
  open_float(s->l, f);
}

/* What the paragraph P can give and take. */
static void count_changes(struct option_story *s, struct piece *p)
{
  if (p->role == ROLE_SUBHEAD) {
    s->airs++;
    s->entries++;
  }
  struct line_counts c = flow_counts(p);
  s->minus += c.less;
  s->plus += c.more;
}

void option_open(struct layout *l, struct story *story,
                 struct option_story *out)
{
  struct flow *flow = story->flow;
  uint32_t last = UINT32_MAX;
  *out = (struct option_story){.l = l, .story = story};
  out->rows = flow_height(flow, story->from, flow->nrows);
  out->wish = node_attr(story->node, "form");
  for (size_t i = story->from; i < flow->nrows; i++) {
    const struct row *r = &flow->rows[i];
    if (r->kind == ROW_FLOAT)
      add_float(out, i, flow->pieces[r->piece].solid);
    else if (r->kind == ROW_LINE && r->line == 0 && r->piece != last)
      count_changes(out, &flow->pieces[last = r->piece]);
  }
}

/* --- frames --------------------------------------------------------------- */

static struct floated floated_of(const struct option_story *s,
                                 const struct option *o, int i)
{
  const struct option_float *f = &s->floats[i];
  int span = o->spans[i], crop = 0;
  if (o->crop) {
    crop = o->crop;
    if (crop < f->least[span])
      crop = f->least[span];
    if (crop > f->most[span])
      crop = f->most[span];
  }
  return (struct floated){.solid = f->solid,
                          .row = f->row,
                          .columns = span,
                          .lines = f->lines[span] + crop,
                          .width = layout_width(s->l, span)};
}

static void open_head(const struct option *o, int columns, struct frame *f)
{
  if (!o->form) {
    frame_open(f, columns, head_rest_lines(columns) + o->air, columns);
    return;
  }
  int own = o->form->columns < columns ? o->form->columns : columns;
  frame_open(f, columns, o->form->lines + o->air, own);
  f->closed = o->form->side;
}

/* The picture over all columns above the head. */
static bool put_on_top(const struct option_story *s, const struct option *o,
                       struct frame *f)
{
  struct floated fl = floated_of(s, o, 0);
  if (fl.columns != f->columns || f->head_columns != f->columns || f->closed)
    return false;
  f->high = fl.lines;
  for (int c = 0; c < f->columns; c++)
    f->top[c] += fl.lines;
  f->floats[f->n++] = fl;
  return true;
}

bool option_frame(const struct option_story *s, const struct option *o,
                  int columns, struct frame *f)
{
  bool text = s->rows > 0;
  open_head(o, columns, f);
  f->side = (enum side)o->side;
  for (int i = 0; i < o->floats; i++)
    f->at_head += s->floats[i].figure || !text;
  if (o->on_top && !put_on_top(s, o, f))
    return false;
  for (int i = o->on_top; i < o->floats; i++)
    if ((s->floats[i].figure || !text) &&
        !frame_add(f, floated_of(s, o, i), true))
      return false;
  for (int i = o->floats; i-- > 0;)
    if (!s->floats[i].figure && text &&
        !frame_add(f, floated_of(s, o, i), false))
      return false;
  return true;
}

/* --- heights -------------------------------------------------------------- */

static enum top top_of(const struct maker *m)
{
  const struct headline_form *f = m->form;
  if (m->o.on_top)
    return TOP_PLAIN;
  if (!f)
    return TOP_SMALL;
  if (f->shape != HEADLINE_OVER)
    return TOP_PLAIN;
  mpt size = f->size;
  if (!size)
    return TOP_PLAIN;
  return size * 9 < 24 * m->s->l->page->size ? TOP_SMALL : TOP_LARGE;
}

/* What a frame leaves for text, column by column. */
struct room {
  int columns;           /* that are open */
  int used[BLOCK_COLUMNS]; /* lines of head and floats */
  int least[BLOCK_COLUMNS]; /* of text, when there is any */
  bool pictured[BLOCK_COLUMNS]; /* the first float stands here */
  int floor;             /* lines under which the frame has no place */
  int head, closed;      /* lines of the head; those of columns not open */
};

static void open_room(const struct maker *m, const struct frame *f,
                      struct room *r)
{
  bool brief = m->s->story->priority == PRIORITY_BRIEF;
  const struct floated *fl = f->n ? &f->floats[0] : NULL;
  r->columns = r->floor = r->closed = 0;
  r->head = f->head;
  for (int c = 0; c < m->columns; c++) {
    int used = f->top[c] + f->bottom[c];
    r->floor = used > r->floor ? used : r->floor;
    if (f->closed && c < f->head_columns) {
      r->closed = r->floor;
      continue;
    }
    r->pictured[r->columns] =
        fl && c >= fl->column && c < fl->column + fl->columns;
    r->used[r->columns] = used;
    r->least[r->columns++] = frame_least(f, c, brief);
  }
}

/* Lines of text at LINES, the deepest column in DEPTH; -1 when a column is too
 * short to be worth it. */
static int text_room(const struct room *r, int lines, int *depth)
{
  int sum = 0;
  *depth = 0;
  for (int c = 0; c < r->columns; c++) {
    int room = lines - r->used[c];
    if (room && room < r->least[c])
      return -1;
    sum += room;
    *depth = room > *depth ? room : *depth;
  }
  return sum;
}

/* Do the floats that stand here belong to the text of a cut at ROOM lines? */
static bool suits_cut(const struct maker *m, int room)
{
  const struct option_story *s = m->s;
  int n = m->o.floats;
  return (n == 0 || s->floats[n - 1].before < room) &&
         (n == s->nfloats || s->floats[n].before + CUT_SLACK >= room);
}

/* Lines that the last column may end early: what a column may lack. */
static int last_short(const struct option_story *s)
{
  int most = s->l->page->lines * MOST_WHITE / 100;
  return most < LAST_SHORT ? most : LAST_SHORT;
}

static void offer(struct maker *m, const struct room *r, int lines)
{
  int depth, room = text_room(r, lines, &depth);
  const struct option_story *s = m->s;
  int over = room - s->rows;
  if (room < 0 || (s->rows && depth < m->worth))
    return;
  if (m->o.cut) {
    room--; /* the jump line */
    bool run = s->l->page->run_on;
    int rest = run ? RUN_REST : CUT_REST, least = run ? RUN_LINES : CUT_LINES;
    if (!suits_cut(m, room) || room > s->rows - rest ||
        room <= least || /* the last may stay empty */
        (depth < least && room < CUT_ROWS) || depth < LEAST_HEAD)
      return;
    over = 0;
  } else if (over < -s->minus - s->airs ||
             over > s->plus + s->airs + last_short(s)) {
    return;
  }
  int cost = m->o.cost;
  m->o.cost += option_cost(s, &m->o,
                           &(struct option_shape){m->columns, lines, room,
                                                  depth, over});
  m->visit(m->data, &m->o, lines, m->top);
  m->o.cost = cost;
}

/* All heights at which the option as it is comes out in R. */
static void offer_heights(struct maker *m, const struct room *r)
{
  const struct option_story *s = m->s;
  int base = 0, w = r->columns;
  for (int c = 0; c < w; c++)
    base += r->used[c];
  if (!w)
    return;
  m->top = top_of(m);
  int low = m->o.cut ? r->head + LEAST_HEAD
                     : (s->rows - s->minus - s->airs + base) / w;
  int high = m->o.cut ? m->most
                      : (s->rows + s->plus + s->airs + last_short(s) + base +
                         w - 1) / w;
  low = low < r->floor ? r->floor : low;
  low = low < m->least ? m->least : low;
  for (int h = low; h <= high && h <= m->most; h++)
    offer(m, r, h);
}

static bool find_room(const struct maker *m, struct room *r)
{
  struct frame f;
  if (!option_frame(m->s, &m->o, m->columns, &f))
    return false;
  open_room(m, &f, r);
  return true;
}

static void find_heights(struct maker *m)
{
  struct room r;
  if (find_room(m, &r))
    offer_heights(m, &r);
}

/* R is what the only picture leaves as it is: the same with the picture
 * cropped. Where it stands does not depend on that. */
static void crop_room(const struct maker *m, struct room *r)
{
  struct option whole = m->o;
  whole.crop = 0;
  int lines = floated_of(m->s, &m->o, 0).lines -
              floated_of(m->s, &whole, 0).lines;
  r->floor = r->closed;
  for (int c = 0; c < r->columns; c++) {
    r->used[c] += r->pictured[c] ? lines : 0;
    r->floor = r->used[c] > r->floor ? r->used[c] : r->floor;
  }
}

/* --- the choices ---------------------------------------------------------- */

/* With the pictures as they are; crops give heights enough. */
static void each_air(struct maker *m)
{
  int most = m->s->story->filler ? MOST_FILLER_AIR : MOST_AIR, cost = m->o.cost;
  if (m->o.cut) /* there are heights enough */
    most = 0;
  else if (m->o.on_top)
    most = 1;
  for (int air = 0; air <= most; air++) {
    m->o.air = (short)air;
    m->o.cost = cost + air * OPTION_COST_AIR;
    find_heights(m);
  }
  m->o.air = 0;
  m->o.cost = cost;
}

static bool has_figure(const struct maker *m)
{
  for (int i = 0; i < m->o.floats; i++)
    if (m->s->floats[i].figure)
      return true;
  return false;
}

static void set_crop(struct maker *m, int crop, int limit, int cost)
{
  m->o.crop = (short)crop;
  m->o.cost = cost + (crop ? option_crop_cost(crop, limit) : 0);
}

/* The only picture, cropped: the frame is the same for all crops. */
static void crop_one(struct maker *m, int low, int high)
{
  struct room whole, r;
  int cost = m->o.cost;
  if (!find_room(m, &whole))
    return;
  for (int crop = low; crop <= high; crop++) {
    if (!crop)
      continue;
    set_crop(m, crop, crop < 0 ? low : high, cost);
    r = whole;
    crop_room(m, &r);
    offer_heights(m, &r);
  }
  set_crop(m, 0, 0, cost);
}

/* Where there are several floats every second crop will do. */
static void crop_many(struct maker *m, int low, int high)
{
  int step = m->o.floats > 1 ? MANY_CROP : 1, cost = m->o.cost;
  for (int crop = low; crop <= high; crop++) {
    if (crop % step || !crop)
      continue;
    set_crop(m, crop, crop < 0 ? low : high, cost);
    find_heights(m);
  }
  set_crop(m, 0, 0, cost);
}

static void each_crop(struct maker *m)
{
  int low = 0, high = 0;
  for (int i = 0; i < m->o.floats && !m->o.cut; i++) {
    const struct option_float *f = &m->s->floats[i];
    int span = m->o.spans[i];
    low = f->least[span] < low ? f->least[span] : low;
    high = f->most[span] > high ? f->most[span] : high;
  }
  low = low < -MOST_CROP ? -MOST_CROP : low;
  high = high > MOST_CROP ? MOST_CROP : high;
  each_air(m);
  if (low < high && m->o.floats == 1)
    crop_one(m, low, high);
  else
    crop_many(m, low, high);
}

/* Is there a form that the editor asks for? Then it is that or none. */
static bool is_wished(const struct option_story *s,
                      const struct headline_forms *forms)
{
  if (!s->wish || s->free)
    return false;
  for (int i = 0; i < forms->n; i++)
    if (headline_form_meets(s->story->node, &forms->v[i]))
      return true;
  return false;
}

static void each_form(struct maker *m)
{
  const struct option_story *s = m->s;
  const struct headline_forms *forms = m->forms;
  int cost = m->o.cost;
  if (!forms) {
    m->form = m->o.form = NULL;
    each_crop(m);
    return;
  }
  bool wish = is_wished(s, forms);
  for (int i = 0; i < forms->n; i++) {
    if (wish && !headline_form_meets(s->story->node, &forms->v[i]))
      continue;
    m->form = m->o.form = &forms->v[i];
    m->o.cost = cost + forms->v[i].cost / 10 +
                option_wish_cost(s, m->form);
    each_crop(m);
  }
  m->o.cost = cost;
}

static void each_place(struct maker *m)
{
  int cost = m->o.cost;
  m->o.on_top = false;
  each_form(m);
  if (m->o.floats && m->s->floats[0].figure && m->s->rows &&
      m->s->story->part == 1 && m->o.spans[0] == m->columns) {
    m->o.on_top = true;
    m->o.cost = cost + OPTION_COST_ON_TOP;
    each_form(m);
    m->o.on_top = false;
    m->o.cost = cost;
  }
}

static int clamp(int v, int low, int high)
{
  return v < low ? low : v > high ? high : v;
}

/* Spans of all but the first picture: other pictures OTHERS, the rest what
 * suits it. */
static void set_spans(struct maker *m, int first, int others)
{
  bool seen = false;
  for (int i = 0; i < m->o.floats; i++) {
    const struct option_float *f = &m->s->floats[i];
    int span = f->figure ? (seen ? others : first) : f->want;
    if (f->figure && seen && f->pinned)
      span = f->want;
    seen = seen || f->figure;
    m->o.spans[i] = (short)clamp(span, 1, m->columns);
  }
}

static int count_figures(const struct maker *m)
{
  int n = 0;
  for (int i = 0; i < m->o.floats; i++)
    n += m->s->floats[i].figure;
  return n;
}

static void each_span(struct maker *m)
{
  int figures = count_figures(m), cost = m->o.cost;
  int pinned = option_pinned_span(m->s);
  if (!has_figure(m)) {
    set_spans(m, 1, 1);
    m->o.cost = cost + option_float_cost(m->s, &m->o, m->columns);
    each_place(m);
    m->o.cost = cost;
    return;
  }
  for (int first = 1; first <= m->columns; first++) {
    if (pinned && first != clamp(pinned, 1, m->columns))
      continue;
    int most = figures > 1 ? (first < 3 ? first : 3) : 1;
    for (int others = 1; others <= most; others++) {
      set_spans(m, first, others);
      m->o.cost = cost + option_float_cost(m->s, &m->o, m->columns);
      each_place(m);
    }
  }
  m->o.cost = cost;
}

void option_each(const struct option_story *s, struct option_range range,
                 option_visit *visit, void *data)
{
  int columns = range.columns;
  if (s->story->framed) {
    framed_each(s, range, visit, data);
    return;
  }
  struct maker m = {.s = s,
                    .columns = columns,
                    .least = range.low < 1 ? 1 : range.low,
                    .most = range.high < SEARCH_LINES ? range.high
                                                      : SEARCH_LINES,
                    .visit = visit,
                    .data = data};
  if (option_barred(s, columns))
    return;
  bool few = s->story->priority == PRIORITY_BRIEF || s->rows <= FEW_LINES;
  m.worth = few ? LEAST_BRIEF : LEAST_HEAD;
  if (s->story->part == 1)
    m.forms = head_options(s->l, s->story->node, columns);
  m.o.cost = option_width_cost(s, columns);
  if (!s->must_cut && !s->too_many) {
    m.o.floats = (short)s->nfloats;
    each_span(&m);
  }
  if (!s->may_cut && !s->must_cut)
    return;
  m.o.cut = true;
  m.o.cost = option_width_cost(s, columns) + option_jump_cost(s);
  for (int n = s->nfloats - s->too_many; n >= 0; n--) {
    m.o.floats = (short)n;
    each_span(&m);
  }
}
