/* What stands at the head or the foot of each page: 桂花里社区报 02 要闻,
 * 晨报 2021年9月15日 星期三 A3版. */
#ifndef INTAKE_PAGEHEAD_H
#define INTAKE_PAGEHEAD_H

#include "intake/copy.h"

/* Numbers that stand on lines of their own over headings, 01 over 怎么去, are
 * put in front of these: they are no pages. */
void pagehead_numbers(struct copy *c);
/* Marks such lines of C as dropped, with the pages they name; a section's
 * name goes with them. Only lines with role COPY_TEXT are judged. */
void pagehead_find(struct copy *c);
/* Gives each line of C the page that it is on, where heads or feet name it. */
void pagehead_spread(struct copy *c);

#endif
