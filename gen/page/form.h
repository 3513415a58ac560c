/* The forms of a page's headlines: two of like size must not stand side by
 * side on one line (碰题). One of them then gets text beside it,
 * stands on end at the page's edge, or in a tinted box. */
#ifndef PAGE_FORM_H
#define PAGE_FORM_H

#include "page/plan.h"

/* Chooses forms for the stories of PLAN that stand whole, in the slots that
 * they have; V are the plan's candidates. At most one headline of the page
 * comes to stand on end and two in boxes, those that the editor wants not
 * counting; none of a brief on end. */
void form_part(struct layout *l, const struct candidate *v,
               struct plan *plan);
/* What the headlines of PLAN that collide cost, in points. */
long form_collisions(struct layout *l, const struct candidate *v,
                     const struct plan *plan);
/* Says that the headline of B does not stand as the editor wants it. */
void form_report(const struct block *b);

#endif
