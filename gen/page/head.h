/* The head of a block: section tag and headline package of a story's first
 * part, short title (转题) and jump lines of the others. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H

#include "page/headline_form.h"
#include "page/layout.h"

struct head_place {
  const xmlNode *node; /* the article */
  struct rect at;      /* the head, all its columns wide */
  int part, columns;
  const struct headline_form *form; /* of part 1 */
};

/* What ARTICLE's package can be in a block of COLUMNS, 1 … BLOCK_COLUMNS
 * (page/headline_form.h); at least one, the first is what it is unless another
 * pays. PLAIN: without those that only part neighbours. Where a story must be
 * rescued, only the one over all columns. Kept as long as the layout. */
const struct headline_forms *head_forms(struct layout *l,
                                        const xmlNode *article, int columns,
                                        bool plain);
/* The same in all sizes, for the make-up: every form, boxed and on end too, at
 * up to two sizes above the best and four below it, each of another count of
 * whole lines (headline_form's `lines`, which is head_lines). The first is
 * head_forms' first. A forced one only where nothing else exists. */
const struct headline_forms *head_options(struct layout *l,
                                          const xmlNode *article, int columns);
/* Whole body lines that the head takes: of part 1 in FORM, of a rest in a
 * block of COLUMNS. */
int head_lines(struct layout *l, const xmlNode *article,
               const struct headline_form *form);
int head_rest_lines(int columns);
/* Between the rule under a continuation's head and its text. */
mpt head_rule_air(const struct layout *l);
/* Part 1: section tag, kicker, headline, deck. On end it stands in the middle
 * of its columns; a box fills the height. */
void head_draw(struct layout *l, struct sheet *sheet,
               const struct head_place *p);
/* The words of a jump line, in ST (style jump, class to or from), to or from
 * PAGE; owned. */
char *head_jump_words(const struct style *st, bool to, int page);
/* “<<<上接 P1 版”, linked to the part before. */
void head_draw_from(struct layout *l, struct sheet *sheet,
                    const struct head_place *p, int page);
/* “>>>下转 P3 版” in the line AT, linked to the part that follows. */
void head_draw_to(struct layout *l, struct sheet *sheet,
                  const struct head_place *p, struct rect at, int page);
/* The short title of a continuation (page/head_title.c): clauses of the
 * headline in one line, else the first in smaller type or two lines, else what
 * ends with a phrase; furniture, since it repeats. */
void head_draw_title(struct layout *l, struct sheet *sheet,
                     const struct head_place *p);

#endif
