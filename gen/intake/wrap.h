/* Text that was set in lines: e-mail, PDF, columns of a page. Its lines are as
 * long as their measure lets them be, so a paragraph ends where a line is
 * shorter, where the next is indented, or at an empty line. */
#ifndef INTAKE_WRAP_H
#define INTAKE_WRAP_H

#include "intake/copy.h"

/* Joins the lines of each paragraph in blocks of lines without empty lines
 * between them that were set so. Where a line is full and ends a sentence,
 * and nothing tells whether the paragraph goes on, they stay apart, as a
 * doubt. Verses are left alone. */
void wrap_join(struct copy *c);

#endif
