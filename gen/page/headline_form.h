/* The forms in which a headline package may stand in a block, by -cb-forms of
 * its style, each fitted and priced, for the make-up to choose
 * from. */
#ifndef PAGE_HEADLINE_FORM_H
#define PAGE_HEADLINE_FORM_H

#include "page/headline.h"

enum { HEADLINE_FORMS = 96 }; /* the most */

/* Nothing in it depends on where it stands: one on end may as well have the
 * right columns of its block. */
struct headline_form {
  enum headline_shape shape;
  bool side;   /* it has its columns for itself: no text below it */
  bool beside; /* it leaves columns beside it */
  int columns; /* base columns that it takes, from the left */
  int lines;   /* whole body lines, with the job's tag */
  mpt size;    /* of the headline's type; 0: without one */
  mpt height;  /* of the package, without tag */
  int cost;    /* tenths of points: of the fit and of the form */
  struct headline *headline; /* to draw it, after headline_ready */
};

struct headline_forms {
  const struct headline_form *v; /* in the job's arena */
  int n;
};

/* What JOB's package can be in a block of COLUMNS base columns; its arena,
 * styles, fonts, article, tag, memo and plain count, the rest is set here. The
 * words of -cb-forms: `over` (all columns), `over-N` (the left N, text beside
 * and below), `side-N` (the same, text beside only), `vertical` (columns on
 * end, 10 to 30 body lines high, two of them or large type), `boxed`. A number
 * behind a word is its cost in points in place of the usual one (0, 5, 5, 18,
 * 8). Without -cb-forms: over. What can only be forced is left out, but never
 * the last form: at least one is returned. JOB's `plain` leaves out what only
 * parts neighbours; the first form is the same. ARTICLE's `form` (over, side:
 * some columns with text beside, vertical, boxed) takes the place of -cb-forms
 * where anything comes of it, with `over` after it. */
struct headline_forms headline_forms(const struct headline_job *job,
                                     int columns);
/* The same with each form in all sizes of headline_steps; those of one form
 * follow each other, cheapest first. */
struct headline_forms headline_form_steps(const struct headline_job *job,
                                          int columns);
/* Only the one over all columns, though it be forced. */
struct headline_forms headline_form_over(const struct headline_job *job,
                                         int columns);
/* Is F what the editor asks for by ARTICLE's `form`? True when he does not. */
bool headline_form_meets(const xmlNode *article,
                         const struct headline_form *f);
/* The largest type over so many columns: 21, 28, 36 pt where the body has
 * 9 pt body type; 0: any. */
mpt headline_form_cap(const struct page_style *page, int columns);
/* Most lines of a headline over so many columns. */
int headline_form_lines(int columns);

#endif
