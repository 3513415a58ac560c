#include "page/headline_form.h"

#include <string.h>

#include "base/mem.h"
#include "page/style.h"
#include "tree/node.h"

/* Tenths of points. */
enum { COST_PART = 50, COST_VERTICAL = 180, COST_BOXED = 80 };
/* what newspapers set */
enum {
  WIDE_LINES = 3,
  NARROW_LINES = 4,
  LEAST_HIGH = 10, /* body lines of a vertical headline */
  MOST_HIGH = 30,
  LARGE = 28,      /* ninths of the body: may stand in a single one */
  MOST_ASIDE = 2,  /* base columns that it takes */
  ENOUGH_ASIDE = 80, /* per cent of them */
  COST_ASIDE = 5,    /* for each per cent less */
  MOST_POOR = 300  /* what its fit may cost: it must be worth it */
};

struct former {
  const struct headline_job *job;
  const struct page_style *page;
  int columns;
  bool steps; /* each in all sizes */
  struct headline_form v[HEADLINE_FORMS];
  int n;
};

mpt headline_form_cap(const struct page_style *page, int columns)
{
  static const int ninths[] = {21, 28, 36};
  if (columns > 3)
    return 0;
  return (mpt)((int64_t)page->size * ninths[columns < 1 ? 0 : columns - 1] / 9);
}

int headline_form_lines(int columns)
{
  return columns > 2 ? WIDE_LINES : NARROW_LINES;
}

static mpt width_of(const struct former *f, int columns)
{
  return columns * f->page->measure + (columns - 1) * f->page->gap;
}

/* over and over-6 of six columns are one form. */
static bool is_new(const struct former *f, int columns, bool side)
{
  for (int i = 0; i < f->n; i++)
    if (f->v[i].shape == HEADLINE_OVER && f->v[i].side == side &&
        f->v[i].columns == columns)
      return false;
  return true;
}

static int lines_of(const struct former *f, mpt height)
{
  mpt rlh = f->page->rlh > 0 ? f->page->rlh : 1;
  mpt all = height + f->job->tag;
  return all <= 0 ? 0 : (all + rlh - 1) / rlh;
}

/* H as FORM, of which columns, side and cost are set. */
static void add(struct former *f, struct headline *h, struct headline_form form)
{
  if (f->n == HEADLINE_FORMS)
    return;
  form.shape = h->shape;
  form.beside = form.columns < f->columns;
  form.lines = lines_of(f, h->height);
  form.size = headline_size(h);
  form.height = h->height;
  form.cost += h->cost;
  form.headline = h;
  f->v[f->n++] = form;
}

static void add_list(struct former *f, const struct headline_list *list,
                     struct headline_form form)
{
  for (int i = 0; i < list->n && (f->steps || !i); i++)
    add(f, list->v[i], form);
}

static struct headline_job job_of(const struct former *f, int columns,
                                  enum headline_shape shape)
{
  struct headline_job job = *f->job;
  job.shape = shape;
  job.cap = headline_form_cap(f->page, columns);
  job.max_lines = headline_form_lines(columns);
  job.least_lines = 0;
  return job;
}

static struct headline_list *fit_steps(const struct headline_job *job,
                                       mpt width)
{
  struct headline_list *list = arena_get(job->arena, sizeof *list);
  *list = headline_steps(job, width);
  return list;
}

/* With one line more where nothing stands in as many as are usual. */
static const struct headline_list *fit(const struct former *f, int columns,
                                       enum headline_shape shape)
{
  struct headline_memo *memo = f->job->memo;
  struct headline_list **kept =
      shape == HEADLINE_BOXED ? &memo->boxed[columns] : &memo->over[columns];
  struct headline_list *list = *kept;
  if (list)
    return list;
  struct headline_job job = job_of(f, columns, shape);
  list = fit_steps(&job, width_of(f, columns));
  if (!list->n && job.max_lines < SPLIT_LINES) {
    job.max_lines = SPLIT_LINES;
    list = fit_steps(&job, width_of(f, columns));
  }
  return *kept = list;
}

static void add_over(struct former *f, int columns, bool side, int cost)
{
  if (columns > f->columns || (side && columns == f->columns) ||
      !is_new(f, columns, side))
    return;
  struct headline_form form = {.columns = columns, .side = side, .cost = cost};
  add_list(f, fit(f, columns, HEADLINE_OVER), form);
}

/* A box without tint and frame is none. */
static void add_boxed(struct former *f, int cost)
{
  const struct headline_list *list = fit(f, f->columns, HEADLINE_BOXED);
  const struct style *box = list->n ? list->v[0]->box : NULL;
  struct headline_form form = {.columns = f->columns, .cost = cost};
  if (box && (box->has_fill || box->border[SIDE_TOP]))
    add_list(f, list, form);
}

static mpt large_type(const struct former *f)
{
  return (mpt)((int64_t)f->page->size * LARGE / 9);
}

/* Has H the height and the weight to stand on end? */
static bool stands(const struct former *f, const struct headline *h,
                   int columns, int text_columns)
{
  mpt rlh = f->page->rlh;
  return h->cost <= MOST_POOR && h->height >= LEAST_HIGH * rlh &&
         h->width * 2 > width_of(f, columns) &&
         (text_columns > 1 || headline_size(h) >= large_type(f));
}

/* What it leaves white beside it in its COLUMNS. */
static int white_cost(const struct former *f, const struct headline *h,
                      int columns)
{
  int fill = (int)((int64_t)h->width * 100 / width_of(f, columns));
  return fill < ENOUGH_ASIDE ? (ENOUGH_ASIDE - fill) * COST_ASIDE : 0;
}

/* The package in N columns of text over C base columns. */
static const struct headline_list *fit_on_end(const struct former *f, int n,
                                              int c)
{
  struct headline_list **kept = &f->job->memo->on_end[n][c - 1];
  struct headline_list *list = *kept;
  if (list)
    return list;
  struct headline_job job = job_of(f, c, HEADLINE_VERTICAL);
  job.cap = 0;
  job.least_lines = job.max_lines = n;
  job.room = MOST_HIGH * f->page->rlh;
  return *kept = fit_steps(&job, width_of(f, c));
}

/* At each width in larger type than at the one before. */
static void add_on_end(struct former *f, int n, int cost)
{
  mpt before = 0;
  for (int c = 1; c <= MOST_ASIDE && c < f->columns; c++) {
    const struct headline_list *list = fit_on_end(f, n, c);
    struct headline_form form = {.columns = c, .cost = cost};
    mpt largest = before;
    bool one = false;
    for (int i = 0; i < list->n && (f->steps || !one); i++) {
      struct headline *h = list->v[i];
      mpt size = headline_size(h);
      largest = size > largest ? size : largest;
      if (size <= before || !stands(f, h, c, n))
        continue;
      form.cost = cost + white_cost(f, h, c);
      add(f, h, form);
      one = true;
    }
    before = largest;
  }
}

static void add_vertical(struct former *f, const struct style *st, int cost)
{
  mpt most = st->size;
  for (int i = 0; i < st->nsizes; i++)
    most = st->sizes[i] > most ? st->sizes[i] : most;
  for (int n = most < large_type(f) ? 2 : 1; n <= HEADLINE_ON_END; n++)
    add_on_end(f, n, cost);
}

static void add_form(struct former *f, const struct style *st,
                     const struct form *form)
{
  bool over = !strcmp(form->name, "over"), side = !strcmp(form->name, "side");
  int n = form->number > 0 ? form->number : f->columns;
  int cost = form->cost * 10;
  if (over && n == f->columns)
    add_over(f, n, false, cost);
  else if (over || side)
    add_over(f, n, side, cost ? cost : COST_PART);
  else if (f->job->plain && f->n)
    return;
  else if (!strcmp(form->name, "vertical"))
    add_vertical(f, st, cost ? cost : COST_VERTICAL);
  else if (!strcmp(form->name, "boxed"))
    add_boxed(f, cost ? cost : COST_BOXED);
}

static bool is(const char *a, const char *b)
{
  return !strcmp(a, b);
}

/* The forms that the editor's WISH leaves, more columns first. */
static void add_wish(struct former *f, const struct style *st, const char *wish)
{
  if (is(wish, "over"))
    add_over(f, f->columns, false, 0);
  else if (is(wish, "vertical"))
    add_vertical(f, st, 0);
  else if (is(wish, "boxed"))
    add_boxed(f, 0);
  for (int n = f->columns - 1; is(wish, "side") && n * 2 >= f->columns; n--) {
    add_over(f, n, false, 0);
    add_over(f, n, true, 0);
  }
}

bool headline_form_meets(const xmlNode *article, const struct headline_form *f)
{
  const char *wish = node_attr(article, "form");
  if (!wish || f->shape == HEADLINE_VERTICAL)
    return !wish || is(wish, "vertical");
  if (f->shape == HEADLINE_BOXED)
    return is(wish, "boxed");
  return is(wish, f->beside ? "side" : "over");
}

static struct headline *forced(const struct former *f)
{
  struct headline **kept = &f->job->memo->forced[f->columns];
  if (!*kept) {
    struct headline_job job = job_of(f, f->columns, HEADLINE_OVER);
    *kept = headline_fit(&job, width_of(f, f->columns));
  }
  return *kept;
}

static struct headline_forms forms_of(struct former *f)
{
  struct headline_form only = {.columns = f->columns};
  if (!f->n)
    add_list(f, fit(f, f->columns, HEADLINE_OVER), only);
  if (!f->n)
    add(f, forced(f), only);
  struct headline_form *v =
      arena_array(f->job->arena, (size_t)f->n, sizeof *v);
  memcpy(v, f->v, (size_t)f->n * sizeof *v);
  return (struct headline_forms){v, f->n};
}

/* The editor's forms, then over; those of the theme where nothing comes of
 * his. */
static void add_all(struct former *f)
{
  const xmlNode *node = node_first(f->job->article, "headline");
  const struct style *st = node ? style_of(f->job->styles, node) : NULL;
  const char *wish = node_attr(f->job->article, "form");
  if (st && wish)
    add_wish(f, st, wish);
  if (f->n)
    add_over(f, f->columns, false, 0);
  else
    for (int i = 0; st && i < st->nforms; i++)
      add_form(f, st, &st->forms[i]);
}

enum kinds { ONLY_OVER, ALL_FORMS, ALL_STEPS };

static struct headline_forms make(const struct headline_job *job, int columns,
                                  enum kinds kinds)
{
  struct headline_memo none = {0};
  struct headline_job with = *job;
  struct former f = {.job = &with, .steps = kinds == ALL_STEPS};
  if (!with.memo)
    with.memo = &none;
  f.columns = columns < 1 ? 1 : columns;
  if (f.columns > HEADLINE_COLUMNS)
    f.columns = HEADLINE_COLUMNS;
  f.page = styles_page(job->styles);
  if (kinds != ONLY_OVER)
    add_all(&f);
  return forms_of(&f);
}

struct headline_forms headline_form_over(const struct headline_job *job,
                                         int columns)
{
  return make(job, columns, ONLY_OVER);
}

struct headline_forms headline_forms(const struct headline_job *job,
                                     int columns)
{
  return make(job, columns, ALL_FORMS);
}

struct headline_forms headline_form_steps(const struct headline_job *job,
                                          int columns)
{
  return make(job, columns, ALL_STEPS);
}
