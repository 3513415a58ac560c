#include "page/headline_form.h"

#include <string.h>

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
  MOST_ON_END = 3, /* its columns */
  LARGE = 28,      /* ninths of the body: may stand in a single one */
  MOST_ASIDE = 2,  /* base columns that it takes */
  MOST_POOR = 300  /* what its fit may cost: it must be worth it */
};

struct former {
  const struct headline_job *job;
  const struct page_style *page;
  int columns;
  struct headline_forms out;
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
  for (int i = 0; i < f->out.n; i++)
    if (f->out.v[i].shape == HEADLINE_OVER && f->out.v[i].side == side &&
        f->out.v[i].columns == columns)
      return false;
  return true;
}

static void add(struct former *f, struct headline *h, int columns, bool side,
                int cost)
{
  if (f->out.n == HEADLINE_FORMS)
    return;
  f->out.v[f->out.n++] = (struct headline_form){.shape = h->shape,
                                                .side = side,
                                                .columns = columns,
                                                .beside =
                                                    columns < f->columns,
                                                .height = h->height,
                                                .cost = h->cost + cost,
                                                .headline = h};
}

static struct headline *fit(const struct former *f, int columns,
                            enum headline_shape shape)
{
  struct headline_job job = *f->job;
  job.shape = shape;
  job.cap = headline_form_cap(f->page, columns);
  job.max_lines = headline_form_lines(columns);
  job.least_lines = 0;
  return headline_fit(&job, width_of(f, columns));
}

/* A package over N columns is the same in any block. */
static struct headline *fit_over(const struct former *f, int columns)
{
  struct headline **kept = f->job->over;
  if (!kept)
    return fit(f, columns, HEADLINE_OVER);
  if (!kept[columns])
    kept[columns] = fit(f, columns, HEADLINE_OVER);
  return kept[columns];
}

static void add_over(struct former *f, int columns, bool side, int cost)
{
  if (columns > f->columns || (side && columns == f->columns) ||
      !is_new(f, columns, side))
    return;
  struct headline *h = fit_over(f, columns);
  if (!h->forced)
    add(f, h, columns, side, cost);
}

/* A box without tint and frame is none. */
static void add_boxed(struct former *f, int cost)
{
  struct headline *h = fit(f, f->columns, HEADLINE_BOXED);
  if (!h->forced && (h->box->has_fill || h->box->border[SIDE_TOP]))
    add(f, h, f->columns, false, cost);
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
  return !h->forced && h->cost <= MOST_POOR && h->height >= LEAST_HIGH * rlh &&
         h->width * 2 > width_of(f, columns) &&
         (text_columns > 1 || headline_size(h) >= large_type(f));
}

/* The package in N columns of text at the first width that it deserves. */
static void add_on_end(struct former *f, int n, int cost)
{
  struct headline_job job = *f->job;
  job.cap = 0;
  job.least_lines = job.max_lines = n;
  job.room = MOST_HIGH * f->page->rlh;
  job.shape = HEADLINE_VERTICAL;
  mpt before = 0;
  for (int c = 1; c <= MOST_ASIDE && c < f->columns; c++) {
    struct headline *h = headline_fit(&job, width_of(f, c));
    if (headline_size(h) > before && stands(f, h, c, n))
      add(f, h, c, false, cost);
    before = h->forced ? 0 : headline_size(h);
  }
}

static void add_vertical(struct former *f, const struct style *st, int cost)
{
  mpt most = st->size;
  for (int i = 0; i < st->nsizes; i++)
    most = st->sizes[i] > most ? st->sizes[i] : most;
  for (int n = most < large_type(f) ? 2 : 1; n <= MOST_ON_END; n++)
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
  else if (f->job->plain && f->out.n)
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

struct headline_forms headline_form_over(const struct headline_job *job,
                                         int columns)
{
  struct former f = {.job = job, .columns = columns < 1 ? 1 : columns};
  f.page = styles_page(job->styles);
  add(&f, fit_over(&f, f.columns), f.columns, false, 0);
  return f.out;
}

struct headline_forms headline_forms(const struct headline_job *job,
                                     int columns)
{
  struct former f = {.job = job, .columns = columns < 1 ? 1 : columns};
  f.page = styles_page(job->styles);
  const xmlNode *node = node_first(job->article, "headline");
  const struct style *st = node ? style_of(job->styles, node) : NULL;
  const char *wish = node_attr(job->article, "form");
  if (st && wish)
    add_wish(&f, st, wish);
  bool usual = st && !f.out.n;
  for (int i = 0; usual && i < st->nforms; i++)
    add_form(&f, st, &st->forms[i]);
  if (!f.out.n)
    return headline_form_over(job, columns);
  if (!usual)
    add_over(&f, f.columns, false, 0);
  return f.out;
}
