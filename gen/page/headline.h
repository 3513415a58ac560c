/* A headline package fitted to a width: 引题, 主题, 副题. Lines break at the
 * author's spaces between parallel clauses first, then between phrases, and
 * come out nearly equal as newspapers set them. It stands over its columns, in
 * a tinted box (花题), or on end (竖题, page/vertical.h). */
#ifndef PAGE_HEADLINE_H
#define PAGE_HEADLINE_H

#include "draw/sheet.h"
#include "page/headline_split.h"
#include "page/line.h"

enum headline_shape {
  HEADLINE_OVER,    /* lines over the columns */
  HEADLINE_BOXED,   /* the same on a tint, framed: 花题 */
  HEADLINE_VERTICAL /* columns from right to left: 竖题 */
};

struct headline_memo;

struct headline_job {
  struct arena *arena; /* the result lives here */
  struct styles *styles;
  struct fonts *fonts;
  const xmlNode *article;
  int max_lines; /* of the headline itself, 1 … 4; 竖题: its columns, 1 … 3 */
  int least_lines; /* the same at least, 0: any */
  mpt cap;         /* largest size allowed at this width, 0: any */
  enum headline_shape shape;
  mpt room; /* 竖题: the most height; else unused */
  mpt tag;  /* height of what stands above it in its lines */
  struct headline_memo *memo; /* what is known of this article; or NULL */
  bool plain; /* page/headline_form.h: none boxed or on end but the first */
};

struct words;

struct headline_block {
  enum role role; /* ROLE_KICKER, ROLE_HEADLINE, ROLE_DECK */
  const char *at;
  const struct style *style; /* with the size chosen */
  size_t n;
  mpt x; /* 竖题: middle of its first, rightmost column; else the left edge,
            from the left of the package */
  mpt y; /* top of its first line, from the top of the package */
  mpt width;   /* 竖题: of its longest column; else the measure */
  mpt leading; /* from line to line, or from column to column */
  int step;    /* which of style->sizes */
  int cost;    /* tenths of points */
  bool forced; /* nothing fitted: broken without regard to sense */
  struct words *words; /* page/headline_words.h */
  struct split split;  /* of these words at their first size */
  /* Only when it is to be drawn (headline_ready): */
  const struct text *text;
  struct line *lines;
  const struct text **set; /* for each line TEXT, or TEXT at 950-1050/1000
                              width */
  const struct pose *poses; /* 竖题: how each atom stands (page/turn.h) */
};

struct headline {
  enum headline_shape shape;
  struct headline_block blocks[3];
  int n;
  mpt width;
  mpt height;  /* with the margins between. The caller rounds up to lines; if
                  he raises this field, what it holds stands in the middle and
                  a box grows */
  mpt natural; /* the height as fitted */
  mpt above, below;        /* of these margins outside the box */
  const struct style *box; /* its tint and frame, or NULL */
  int cost;
  bool forced; /* one of its blocks is */
};

/* Packages of one form in several sizes, cheapest first, each of another count
 * of body lines. */
enum { HEADLINE_STEPS = 10 };
struct headline_list {
  struct headline *v[HEADLINE_STEPS];
  int n;
};

/* An article's texts and packages, shaped and fitted so far: zeroed at first,
 * as long as the arena. One for each article, cap and tag being functions of
 * the columns. */
enum { HEADLINE_COLUMNS = 24, HEADLINE_ON_END = 3 };
struct headline_memo {
  struct words *words;
  struct headline *forced[HEADLINE_COLUMNS + 1];
  struct headline_list *over[HEADLINE_COLUMNS + 1];
  struct headline_list *boxed[HEADLINE_COLUMNS + 1];
  struct headline_list *on_end[HEADLINE_ON_END + 1][HEADLINE_ON_END];
};

/* Never NULL: what fits nowhere is set at the smallest size in as many lines
 * as it needs, and `forced` says so. For HEADLINE_VERTICAL the package is as
 * narrow as it can be and WIDTH the most that it may take. Ready to be drawn.
 */
struct headline *headline_fit(const struct headline_job *job, mpt width);
/* The same at up to two sizes more and four less, and in other numbers of
 * lines; none that is forced, and none much dearer than the best. */
struct headline_list headline_steps(const struct headline_job *job, mpt width);
/* Makes H, perhaps a copy of what a list holds, ready to be drawn. */
void headline_ready(struct arena *a, struct headline *h);
/* Draws H with its top left at X, Y: a group for each block, in reading
 * order, the text equal to the source. */
void headline_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y);
/* The size of the main headline, mpt; 0 without one. */
mpt headline_size(const struct headline *h);

#endif
